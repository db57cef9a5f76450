/* src/json/next.h: the reader's inner loop, to be compiled into the loop that
 * takes the events. What is rare is in reader.c and unquote.c.
 *
 * `p` is where the text goes on. The NUL behind the text is nowhere expected,
 * so that the end needs no test of its own.
 */
#ifndef JSON_NEXT_H
#define JSON_NEXT_H

#include "block.h"
#include "number.h"
#include "reader.h"

/* ---- Of reader.c and unquote.c ---- */

/* Report that something is wrong at `p`. */
static inline json_event json_fail(json_reader *reader, const unsigned char *p,
                                   const char *problem)
{
    reader->next = p;
    reader->problem = problem;
    return JSON_ERROR;
}

/* The first byte that is no space. */
const unsigned char *json_skip_spaces(const json_reader *reader,
                                      const unsigned char *p);

/* Read NaN, Infinity or -Infinity. */
json_event json_read_not_finite(json_reader *reader, const unsigned char *p);

/* Read what begins with a minus sign, but not with a digit behind it: a
 * fraction, -Infinity, or a lone sign, which is 0. */
json_event json_read_minus(json_reader *reader, const unsigned char *p);

/* Read a number with a fraction or an exponent. */
json_event json_read_double(json_reader *reader, const unsigned char *p);

/* Read a string with escapes or code points from 0x80 on. It begins at `start`,
 * behind its quote, and is plain up to `p`. */
json_event json_read_points(json_reader *reader, const unsigned char *start,
                            const unsigned char *p);

/* A key that is no string. */
json_event json_refuse_key(json_reader *reader, const unsigned char *p);

/* What follows a value, and is neither a comma nor the end of what is open. */
json_event json_end_value(json_reader *reader, const unsigned char *p);

/* ---- Space ---- */

static inline const unsigned char *skip_space(const json_reader *reader,
                                              const unsigned char *p)
{
    if (*p > ' ') {
        return p;
    }
    if (*p == ' ' && p[1] > ' ') {
        return p + 1; /* one blank is more frequent than all else */
    }
    return json_skip_spaces(reader, p);
}

/* ---- Literals ---- */

/* Read `literal`, whose first byte is at `p`. */
static inline json_event read_literal(json_reader *reader,
                                      const unsigned char *p,
                                      const char *literal, size_t size,
                                      json_event event, const char *problem)
{
    if ((size_t)(reader->end - p) < size || memcmp(p, literal, size) != 0) {
        return json_fail(reader, p, problem);
    }
    reader->next = p + size;
    return event;
}

#define READ_LITERAL(reader, p, literal, event)                                \
    read_literal(reader, p, literal, sizeof(literal) - 1, event,               \
                 "Unexpected character found when decoding '" literal "'")

/* ---- Numbers ---- */

static inline bool is_digit(unsigned char byte)
{
    return (unsigned char)(byte - '0') < 10;
}

static inline json_event read_number(json_reader *reader,
                                     const unsigned char *p)
{
    bool negative = *p == '-', in_range;
    const char *digits = (const char *)p + negative;
    const char *stop = number_read_uint64(digits, (const char *)reader->end,
                                          &reader->number.uint64, &in_range);
    if (*stop == '.' || (*stop | 0x20) == 'e') {
        return json_read_double(reader, p);
    }
    reader->next = (const unsigned char *)stop;
    if (in_range && reader->number.uint64 <= INT64_MAX) {
        int64_t magnitude = (int64_t)reader->number.uint64;
        reader->number.int64 = negative ? -magnitude : magnitude;
        return JSON_INT64;
    }
    reader->text.start = (const char *)p;
    reader->text.size = (size_t)(stop - (const char *)p);
    return in_range && !negative ? JSON_UINT64 : JSON_INTEGER;
}

/* ---- Strings ---- */

static inline bool is_plain(unsigned char byte)
{
    return byte != '"' && byte != '\\' && byte != 0 && byte < 0x80;
}

/* The first byte that is not plain ASCII. */
static inline const unsigned char *skip_plain(const unsigned char *p,
                                              const unsigned char *end)
{
    while (end - p >= BLOCK) {
        block b = block_load(p), mask = b;
        uint64_t places;
        mask = block_or(mask, block_equal(b, '"'));
        mask = block_or(mask, block_equal(b, '\\'));
        mask = block_or(mask, block_equal(b, 0));
        places = block_places(mask);
        if (places != 0) {
            return p + block_first(places);
        }
        p += BLOCK;
    }
    while (is_plain(*p)) {
        p++;
    }
    return p;
}

/* Read a string that begins at `start`, behind its quote. */
static inline json_event read_string(json_reader *reader,
                                     const unsigned char *start)
{
    const unsigned char *p = skip_plain(start, reader->end);
    if (*p != '"') {
        return json_read_points(reader, start, p);
    }
    reader->text.start = (const char *)start;
    reader->text.size = (size_t)(p - start);
    reader->next = p + 1;
    return JSON_ASCII;
}

/* ---- Structure ---- */

static inline json_event begin_container(json_reader *reader,
                                         const unsigned char *p)
{
    bool object = *p == '{';
    if (reader->depth == JSON_DEPTH) {
        return json_fail(reader, p, "Reached object decoding depth limit");
    }
    reader->next = p + 1;
    reader->in_object[++reader->depth] = object;
    reader->state = object ? EXPECT_FIRST_KEY : EXPECT_FIRST_ITEM;
    return object ? JSON_OBJECT : JSON_ARRAY;
}

static inline json_event end_container(json_reader *reader,
                                       const unsigned char *p)
{
    reader->next = p + 1;
    reader->state = EXPECT_COMMA;
    return reader->in_object[reader->depth--] ? JSON_OBJECT_END
                                              : JSON_ARRAY_END;
}

static inline json_event read_value(json_reader *reader, const unsigned char *p)
{
    reader->state = EXPECT_COMMA;
    switch (*p) {
    case '"':
        return read_string(reader, p + 1);
    case '-':
        if (!is_digit(p[1])) {
            return json_read_minus(reader, p);
        }
        return read_number(reader, p);
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return read_number(reader, p);
    case '{':
    case '[':
        return begin_container(reader, p);
    case 'n':
        return READ_LITERAL(reader, p, "null", JSON_NULL);
    case 't':
        return READ_LITERAL(reader, p, "true", JSON_TRUE);
    case 'f':
        return READ_LITERAL(reader, p, "false", JSON_FALSE);
    case 'N':
    case 'I':
        return json_read_not_finite(reader, p);
    default:
        return json_fail(reader, p, "Expected object or value");
    }
}

static inline json_event read_key(json_reader *reader, const unsigned char *p)
{
    json_event event;
    if (*p != '"') {
        return json_refuse_key(reader, p);
    }
    event = read_string(reader, p + 1);
    if (event == JSON_ERROR) {
        return event;
    }
    p = skip_space(reader, reader->next);
    if (*p != ':') {
        return json_fail(reader, p, "No ':' found when decoding object value");
    }
    reader->next = p + 1;
    reader->state = EXPECT_VALUE;
    return event == JSON_ASCII ? JSON_ASCII_KEY : JSON_STRING_KEY;
}

static inline json_event next_item(json_reader *reader, const unsigned char *p)
{
    if (*p == ']') {
        return json_fail(
            reader, p,
            "Unexpected character found when decoding array value (1)");
    }
    return read_value(reader, p);
}

static inline json_event next_key(json_reader *reader, const unsigned char *p)
{
    if (*p == '}') {
        return json_fail(
            reader, p,
            "Unexpected character in found when decoding object value");
    }
    return read_key(reader, p);
}

/* Read on. */
static inline json_event json_next(json_reader *reader)
{
    const unsigned char *p = skip_space(reader, reader->next);
    switch (reader->state) {
    case EXPECT_VALUE:
        return read_value(reader, p);
    case EXPECT_FIRST_ITEM:
        return *p == ']' ? end_container(reader, p) : read_value(reader, p);
    case EXPECT_FIRST_KEY:
        return *p == '}' ? end_container(reader, p) : read_key(reader, p);
    case EXPECT_COMMA:
        break;
    }
    if (reader->in_object[reader->depth]) {
        return *p == ','   ? next_key(reader, skip_space(reader, p + 1))
               : *p == '}' ? end_container(reader, p)
                           : json_end_value(reader, p);
    }
    if (reader->depth > 0) {
        return *p == ','   ? next_item(reader, skip_space(reader, p + 1))
               : *p == ']' ? end_container(reader, p)
                           : json_end_value(reader, p);
    }
    return json_end_value(reader, p);
}

#endif /* JSON_NEXT_H */
