/* src/json/unquote.c: strings without quotes and escapes. */
#include "next.h"
#include "utf8.h"
#include "writer.h"

#include <stdlib.h>

/* ---- Code points ---- */

/* Make space for more than `size`. */
static bool grow(json_reader *reader, size_t size)
{
    size_t space = size < 128 ? 256 : 2 * size;
    uint32_t *start = NULL;
    if (space <= PTRDIFF_MAX / sizeof(*start)) {
        start =
            (uint32_t *)realloc(reader->points.start, space * sizeof(*start));
    }
    if (start == NULL) {
        return false;
    }
    reader->points.start = start;
    reader->points.space = space;
    return true;
}

static const char *utf8_problem(int32_t error, unsigned char lead)
{
    static const char *const overlong[] = {
        "Overlong 2-byte UTF-8 sequence detected when decoding 'string'",
        "Overlong 3-byte UTF-8 sequence detected when encoding string",
        "Overlong 4-byte UTF-8 sequence detected when decoding 'string'",
    };
    switch (error) {
    case UTF8_START:
        return "Found UTF-8 continuation byte without corresponding start byte "
               "when decoding 'string'";
    case UTF8_LENGTH:
        return "Invalid UTF-8 sequence length when decoding 'string'";
    case UTF8_OVERLONG:
        return overlong[utf8_length(lead) - 2];
    case UTF8_LARGE:
        return "Code point > U+10FFFF encountered whilst decoding 'string'";
    default:
        return "Invalid UTF-8 continuation byte when decoding 'string'";
    }
}

/* ---- Escapes ---- */

/* The value of four hexadecimal digits, negative if they are not. */
static inline int32_t read_unit(const unsigned char *text)
{
#define X -1
#define X16 X, X, X, X, X, X, X, X, X, X, X, X, X, X, X, X
    static const signed char values[256] = {
        X16, X16, X16, /* */
        0,   1,   2,   3,   4,   5,   6,   7,   8,   9, X, X, X, X, X, X, X,
        10,  11,  12,  13,  14,  15,  X,   X,   X,   X, X, X, X, X, X, /* A-F */
        X16,                                                           /* */
        X,   10,  11,  12,  13,  14,  15,  X,   X,   X, X, X, X, X, X, X, /* a-f
                                                                           */
        X16, X16, X16, X16, X16, X16, X16, X16, X16,
    };
#undef X16
#undef X
    return (int32_t)((uint32_t)values[text[0]] << 12 |
                     (uint32_t)values[text[1]] << 8 |
                     (uint32_t)values[text[2]] << 4 |
                     (uint32_t)values[text[3]]);
}

/* Read \uXXXX, and the second half of a pair if it follows. */
static int32_t read_escaped_point(json_reader *reader)
{
    const unsigned char *p = reader->next, *end = reader->end;
    int32_t first, second;
    if (end - p < 6) {
        json_fail(reader, p,
                  "Unterminated unicode escape sequence when decoding "
                  "'string'");
        return -1;
    }
    first = read_unit(p + 2);
    if (first < 0) {
        json_fail(reader, p,
                  "Unexpected character in unicode escape sequence when "
                  "decoding 'string'");
        return -1;
    }
    reader->next += 6;
    if ((first & 0xfc00) != 0xd800 || end - p < 12 || p[6] != '\\' ||
        p[7] != 'u') {
        return first;
    }
    second = read_unit(p + 8);
    if (second < 0 || (second & 0xfc00) != 0xdc00) {
        return first;
    }
    reader->next += 6;
    return 0x10000 + ((first & 0x3ff) << 10 | (second & 0x3ff));
}

/* Read the escape that begins at reader->next: its code point, or -1 after a
 * problem is reported. */
static int32_t read_escape(json_reader *reader)
{
    static const char letters[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    const unsigned char *p = reader->next;
    if (reader->end - p < 2) {
        json_fail(reader, p,
                  "Unterminated escape sequence when decoding 'string'");
        return -1;
    }
    if (p[1] == 'u') {
        return read_escaped_point(reader);
    }
    for (const char *letter = letters; *letter != '\0'; letter += 2) {
        if (p[1] == (unsigned char)letter[0]) {
            reader->next += 2;
            return letter[1];
        }
    }
    json_fail(reader, p, "Unrecognized escape sequence when decoding 'string'");
    return -1;
}

/* ---- Strings ---- */

/* Read a code point from 0x80 on; -1 after a problem. */
static inline int32_t read_non_ascii(json_reader *reader)
{
    int32_t point = utf8_read(&reader->next, reader->end);
    if (point < 0) {
        json_fail(reader, reader->next, utf8_problem(point, *reader->next));
        return -1;
    }
    return point;
}

/* Read on to the closing quote, behind `size` code points. */
static json_event read_on(json_reader *reader, size_t size)
{
    for (;;) {
        unsigned char byte = *reader->next;
        int32_t point = byte;
        if (byte >= 0x80) {
            point = read_non_ascii(reader);
        }
        else if (byte == '\\') {
            point = read_escape(reader);
        }
        else if (byte == '"' || byte == 0) {
            break;
        }
        else {
            reader->next++;
        }
        if (point < 0) {
            return JSON_ERROR;
        }
        reader->points.start[size++] = (uint32_t)point;
        if (size == reader->points.space && !grow(reader, size)) {
            return json_fail(reader, reader->next, json_no_memory);
        }
    }
    if (*reader->next == 0) {
        return json_fail(reader, reader->next,
                         "Unmatched '\"' when decoding 'string'");
    }
    reader->next++;
    reader->points.size = size;
    return JSON_STRING;
}

json_event json_read_points(json_reader *reader, const unsigned char *start,
                            const unsigned char *p)
{
    size_t size = (size_t)(p - start);
    if (size >= reader->points.space && !grow(reader, size)) {
        return json_fail(reader, start, json_no_memory);
    }
    for (size_t i = 0; i < size; i++) {
        reader->points.start[i] = start[i];
    }
    reader->next = p;
    return read_on(reader, size);
}
