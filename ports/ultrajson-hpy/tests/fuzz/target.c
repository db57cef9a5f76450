/* tests/fuzz/target.c: libFuzzer's documents through the JSON reader.
 *
 * What is accepted is written again, and has to be read again as the same.
 */
#undef NDEBUG

#include "json/next.h"
#include "json/writer.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ---- What was read, as one number ---- */

typedef uint64_t digest;

static digest add(digest d, uint64_t value)
{
    d ^= value;
    return d * UINT64_C(0x100000001b3) ^ d >> 47;
}

static digest add_text(digest d, const json_reader *reader)
{
    for (size_t i = 0; i < reader->text.size; i++) {
        d = add(d, (unsigned char)reader->text.start[i]);
    }
    return add(d, reader->text.size);
}

static digest add_points(digest d, const json_reader *reader)
{
    for (size_t i = 0; i < reader->points.size; i++) {
        d = add(d, reader->points.start[i]);
    }
    return add(d, reader->points.size);
}

static digest add_double(digest d, double value)
{
    uint64_t bits;
    value = isnan(value) ? (double)NAN : value;
    memcpy(&bits, &value, sizeof(bits));
    return add(d, bits);
}

/* A string may be read as the one kind and then as the other. */
static json_event kind(json_event event)
{
    return event == JSON_ASCII       ? JSON_STRING
           : event == JSON_ASCII_KEY ? JSON_STRING_KEY
                                     : event;
}

static digest add_event(digest d, const json_reader *reader, json_event event)
{
    d = add(d, (uint64_t)kind(event));
    switch (event) {
    case JSON_INT64:
        return add(d, (uint64_t)reader->number.int64);
    case JSON_UINT64:
        return add(d, reader->number.uint64);
    case JSON_DOUBLE:
        return add_double(d, reader->number.real);
    case JSON_INTEGER:
    case JSON_ASCII:
    case JSON_ASCII_KEY:
        return add_text(d, reader);
    case JSON_STRING:
    case JSON_STRING_KEY:
        return add_points(d, reader);
    default:
        return d;
    }
}

/* ---- What holds for each event ---- */

static void check_text(const json_reader *reader)
{
    const unsigned char *text = (const unsigned char *)reader->text.start;
    assert(text >= reader->start && text <= reader->next);
    assert(reader->text.size <= (size_t)(reader->next - text));
    assert(json_is_ascii(reader->text.start, reader->text.size));
}

static void check_points(const json_reader *reader)
{
    assert(reader->points.size <= reader->points.space);
    for (size_t i = 0; i < reader->points.size; i++) {
        assert(reader->points.start[i] <= 0x10ffff);
    }
}

static void check_event(const json_reader *reader, json_event event)
{
    assert(reader->next >= reader->start && reader->next <= reader->end);
    assert(reader->depth >= 0 && reader->depth <= JSON_DEPTH);
    assert(event != JSON_ERROR || reader->problem != NULL);
    assert(event != JSON_END || reader->depth == 0);
    if (event == JSON_INTEGER || kind(event) != event) {
        check_text(reader);
    }
    else if (event == JSON_STRING || event == JSON_STRING_KEY) {
        check_points(reader);
    }
}

/* ---- Writing it again ---- */

/* At most four bytes per code point; surrogates get three. */
static char *put_point(char *out, uint32_t point)
{
    int more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    if (more == 0) {
        *out++ = (char)point;
        return out;
    }
    *out++ = (char)(0xff00 >> (more + 1) | point >> (6 * more));
    while (more-- > 0) {
        *out++ = (char)(0x80 | (point >> (6 * more) & 0x3f));
    }
    return out;
}

/* Halves that stood apart would be read as a pair after they are escaped. */
static bool has_surrogates(const json_reader *reader)
{
    for (size_t i = 0; i < reader->points.size; i++) {
        if (reader->points.start[i] >> 11 == 0x1b) {
            return true;
        }
    }
    return false;
}

static json_problem write_points(json_writer *writer, const json_reader *reader,
                                 json_quoting quoting)
{
    char *text = (char *)malloc(4 * reader->points.size + 1), *end = text;
    json_problem problem;
    for (size_t i = 0; i < reader->points.size; i++) {
        end = put_point(end, reader->points.start[i]);
    }
    quoting.non_ascii = quoting.non_ascii && !has_surrogates(reader);
    problem = json_write_string(writer, text, (size_t)(end - text), &quoting);
    free(text);
    return problem;
}

static json_problem write_double(json_writer *writer, double value)
{
    char text[NUMBER_SIZE];
    if (isfinite(value)) {
        return json_write(writer, text,
                          (size_t)(number_write_double(text, value) - text));
    }
    return isnan(value) ? json_write(writer, "NaN", 3)
           : value > 0  ? json_write(writer, "Infinity", 8)
                        : json_write(writer, "-Infinity", 9);
}

static json_problem write_integer(json_writer *writer,
                                  const json_reader *reader, bool negative)
{
    char text[NUMBER_SIZE];
    char *end = negative ? number_write_int64(text, reader->number.int64)
                         : number_write_uint64(text, reader->number.uint64);
    return json_write(writer, text, (size_t)(end - text));
}

static json_problem write_value(json_writer *writer, const json_reader *reader,
                                json_event event, json_quoting quoting)
{
    static const char *const literals[] = {"null", "false", "true"};
    switch (event) {
    case JSON_INT64:
        return write_integer(writer, reader, reader->number.int64 < 0);
    case JSON_UINT64:
        return write_integer(writer, reader, false);
    case JSON_INTEGER:
        return json_write(writer, reader->text.start, reader->text.size);
    case JSON_DOUBLE:
        return write_double(writer, reader->number.real);
    case JSON_ASCII:
    case JSON_ASCII_KEY:
        return json_write_string(writer, reader->text.start, reader->text.size,
                                 &quoting);
    case JSON_STRING:
    case JSON_STRING_KEY:
        return write_points(writer, reader, quoting);
    case JSON_ARRAY:
        return json_write(writer, "[", 1);
    case JSON_ARRAY_END:
        return json_write(writer, "]", 1);
    case JSON_OBJECT:
        return json_write(writer, "{", 1);
    case JSON_OBJECT_END:
        return json_write(writer, "}", 1);
    default:
        return json_write(writer, literals[event], strlen(literals[event]));
    }
}

/* What stands between two events, if anything. */
static char between(json_event before, json_event event)
{
    if (before == JSON_ASCII_KEY || before == JSON_STRING_KEY) {
        return ':';
    }
    if (before == JSON_ARRAY || before == JSON_OBJECT || before == JSON_END ||
        event == JSON_ARRAY_END || event == JSON_OBJECT_END) {
        return 0;
    }
    return ',';
}

static void write_event(json_writer *writer, const json_reader *reader,
                        json_event before, json_event event,
                        json_quoting quoting)
{
    char byte = between(before, event);
    assert(byte == 0 || json_write(writer, &byte, 1) == NULL);
    assert(write_value(writer, reader, event, quoting) == NULL);
}

/* ---- Documents ---- */

/* Read a document to its end, or to what is wrong, and write it if there is a
 * writer. True if it is JSON. */
static bool read_all(const char *text, size_t size, json_writer *writer,
                     digest *result)
{
    json_quoting quoting = {(size & 1) != 0, (size & 2) != 0, (size & 4) != 0};
    json_reader reader;
    json_event before = JSON_END, event;
    json_reader_init(&reader, text, size);
    *result = 0;
    while ((event = json_next(&reader)) < JSON_END) {
        check_event(&reader, event);
        *result = add_event(*result, &reader, event);
        if (writer != NULL) {
            write_event(writer, &reader, before, event, quoting);
        }
        before = event;
    }
    check_event(&reader, event);
    json_reader_free(&reader);
    return event == JSON_END;
}

/* What the writer has is read as `expected`. */
static void read_again(json_writer *writer, digest expected)
{
    size_t size = (size_t)(writer->next - writer->start);
    digest result;
    assert(!writer->ascii || json_is_ascii(writer->start, size));
    assert(json_write(writer, "", 1) == NULL);
    assert(read_all(writer->start, size, NULL, &result));
    assert(result == expected);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* To read behind the NUL is an error that AddressSanitizer sees. */
    char *text = (char *)malloc(size + 1);
    json_writer writer;
    digest result;
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    json_writer_init(&writer);
    if (read_all(text, size, &writer, &result)) {
        read_again(&writer, result);
    }
    json_writer_free(&writer);
    free(text);
    return 0;
}
