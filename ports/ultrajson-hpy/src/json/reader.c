/* src/json/reader.c: what is rare in JSON text, or wrong. */
#include "next.h"

#include <math.h>
#include <stdlib.h>

void json_reader_init(json_reader *reader, const char *text, size_t size)
{
    reader->start = reader->next = (const unsigned char *)text;
    reader->end = reader->start + size;
    reader->points.start = NULL;
    reader->points.space = 0;
    reader->state = EXPECT_VALUE;
    reader->depth = 0;
    reader->in_object[0] = false;
}

void json_reader_free(json_reader *reader)
{
    free(reader->points.start);
}

/* ---- Space ---- */

/* Indentation is skipped eight blanks at once. */
const unsigned char *json_skip_spaces(const json_reader *reader,
                                      const unsigned char *p)
{
    while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t') {
        p++;
        while (reader->end - p >= 8 && memcmp(p, "        ", 8) == 0) {
            p += 8;
        }
    }
    return p;
}

/* ---- Numbers ---- */

json_event json_read_not_finite(json_reader *reader, const unsigned char *p)
{
    reader->number.real = *p == 'N' ? NAN : *p == 'I' ? INFINITY : -INFINITY;
    switch (*p) {
    case 'N':
        return READ_LITERAL(reader, p, "NaN", JSON_DOUBLE);
    case 'I':
        return READ_LITERAL(reader, p, "Infinity", JSON_DOUBLE);
    default:
        return READ_LITERAL(reader, p, "-Infinity", JSON_DOUBLE);
    }
}

json_event json_read_minus(json_reader *reader, const unsigned char *p)
{
    if (p[1] == 'I') {
        return json_read_not_finite(reader, p);
    }
    if (p[1] == '.' && is_digit(p[2])) {
        return json_read_double(reader, p);
    }
    reader->next = p + 1;
    reader->number.int64 = 0;
    return JSON_INT64;
}

json_event json_read_double(json_reader *reader, const unsigned char *p)
{
    const char *stop = number_read_double(
        (const char *)p, (const char *)reader->end, &reader->number.real);
    reader->next = (const unsigned char *)stop;
    return JSON_DOUBLE;
}

/* ---- Problems ---- */

/* What is wrong in a key that is no string comes first. */
json_event json_refuse_key(json_reader *reader, const unsigned char *p)
{
    int depth = reader->depth;
    json_event event = read_value(reader, p);
    while (event != JSON_ERROR && reader->depth > depth) {
        event = json_next(reader);
    }
    return event == JSON_ERROR
               ? event
               : json_fail(reader, p,
                           "Key name of object must be 'string' when decoding "
                           "'object'");
}

json_event json_end_value(json_reader *reader, const unsigned char *p)
{
    if (reader->depth == 0) {
        return p == reader->end ? JSON_END
                                : json_fail(reader, p, "Trailing data");
    }
    return json_fail(
        reader, p,
        reader->in_object[reader->depth]
            ? "Unexpected character in found when decoding object value"
            : "Unexpected character found when decoding array value (2)");
}
