/* src/json/writer.h: JSON text under construction. Knows nothing of Python.
 *
 * Functions that can fail return a problem: NULL if there is none, else a
 * message that lives as long as the program.
 */
#ifndef JSON_WRITER_H
#define JSON_WRITER_H

#include "number.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef const char *json_problem;

/* There is no memory. */
extern const char json_no_memory[];

/* So much space is enough for what is short: a comma, a literal as a key, a
 * colon and a number, without blanks. */
#define JSON_SHORT 64

/* So much text needs no memory of its own. */
#define JSON_WRITER_ROOM 4096

typedef struct {
    char *start; /* the text, in `room` or in memory of its own */
    char *next;  /* where it goes on */
    char *end;   /* of the space for it */
    bool ascii;  /* is all of it ASCII? */
    char room[JSON_WRITER_ROOM];
} json_writer;

/* Which bytes of a string, besides quotes, backslashes and control characters,
 * are written as escapes. */
typedef struct {
    bool non_ascii; /* from 0x80 on, with those that follow: \uXXXX */
    bool slash;     /* / as \/ */
    bool html;      /* < > & as \u003c \u003e \u0026 */
} json_quoting;

void json_writer_init(json_writer *writer);
void json_writer_free(json_writer *writer);

/* Make space for `size` bytes, behind which the text may be continued. */
json_problem json_grow(json_writer *writer, size_t size);

static inline size_t json_space(const json_writer *writer)
{
    return (size_t)(writer->end - writer->next);
}

static inline json_problem json_reserve(json_writer *writer, size_t size)
{
    return size <= json_space(writer) ? NULL : json_grow(writer, size);
}

/* Are all bytes below 0x80? */
static inline bool json_is_ascii(const char *text, size_t size)
{
    unsigned char bits = 0;
    for (size_t i = 0; i < size; i++) {
        bits |= (unsigned char)text[i];
    }
    return bits < 0x80;
}

/* ---- What is short ----
 *
 * Space has to be there: json_reserve(writer, JSON_SHORT) makes it. */

static inline void json_put_byte(json_writer *writer, char byte)
{
    *writer->next++ = byte;
}

/* Text that is ASCII, and whose size the compiler knows. */
static inline void json_put_literal(json_writer *writer, const char *text,
                                    size_t size)
{
    memcpy(writer->next, text, size);
    writer->next += size;
}

static inline void json_put_int64(json_writer *writer, int64_t value)
{
    if (value >= 0 && value < 10) {
        *writer->next++ = (char)('0' + value);
    }
    else {
        writer->next = number_write_int64(writer->next, value);
    }
}

static inline void json_put_uint64(json_writer *writer, uint64_t value)
{
    writer->next = number_write_uint64(writer->next, value);
}

/* NaN, Infinity or -Infinity, if that is allowed. */
json_problem json_put_not_finite(json_writer *writer, double value,
                                 bool allow_nan);

static inline json_problem json_put_double(json_writer *writer, double value,
                                           bool allow_nan)
{
    if (!isfinite(value)) {
        return json_put_not_finite(writer, value, allow_nan);
    }
    writer->next = number_write_double(writer->next, value);
    return NULL;
}

/* ---- What may be long ---- */

/* Append text as it is. */
json_problem json_write(json_writer *writer, const char *text, size_t size);

/* Append a string with its quotes; `text` is UTF-8, in which surrogates may
 * be. Bytes that no UTF-8 sequence begins with pass as they are; other bad
 * sequences are a problem, unless the text is not made ASCII. Leaves space for
 * what is short. */
json_problem json_write_string(json_writer *writer, const char *text,
                               size_t size, const json_quoting *quoting);

/* Append a string with its quotes, all of it made ASCII; it is an array of code
 * points, surrogates among them, of `width` 1, 2 or 4 bytes. Leaves space for
 * what is short. */
json_problem json_write_points(json_writer *writer, const void *points,
                               size_t size, int width,
                               const json_quoting *quoting);

/* Append a line break and `size` blanks. */
json_problem json_write_line(json_writer *writer, size_t size);

#endif /* JSON_WRITER_H */
