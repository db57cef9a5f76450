/* src/json/reader.h: JSON text taken apart, one event after the other. Knows
 * nothing of Python.
 *
 * The reader is as lenient as ujson: numbers may begin with zeros and end with
 * a point, `-` is 0, strings may contain control characters, and NaN, Infinity
 * and -Infinity are numbers.
 */
#ifndef JSON_READER_H
#define JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* So many arrays and objects may be nested. */
#define JSON_DEPTH 1024

typedef enum {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_INT64,      /* number.int64 */
    JSON_UINT64,     /* number.uint64 */
    JSON_INTEGER,    /* text: an integer that is larger */
    JSON_DOUBLE,     /* number.real */
    JSON_ASCII,      /* text: a string that is ASCII without escapes */
    JSON_STRING,     /* points: any other string */
    JSON_ASCII_KEY,  /* as JSON_ASCII; the value is next */
    JSON_STRING_KEY, /* as JSON_STRING; the value is next */
    JSON_ARRAY,      /* an array begins; its items are next */
    JSON_ARRAY_END,
    JSON_OBJECT, /* an object begins; its keys and values are next */
    JSON_OBJECT_END,
    JSON_END,   /* of the text */
    JSON_ERROR, /* `problem` at `next`; it is json_no_memory if there is none */
} json_event;

typedef enum {
    EXPECT_VALUE,
    EXPECT_FIRST_ITEM,
    EXPECT_FIRST_KEY,
    EXPECT_COMMA, /* or the end of what is open */
} json_state;

typedef struct {
    const unsigned char *start; /* the text, UTF-8 */
    const unsigned char *next;  /* where it goes on; where the problem is */
    const unsigned char *end;
    union {
        int64_t int64;
        uint64_t uint64;
        double real;
    } number;
    struct {
        const char *start; /* in the text */
        size_t size;
    } text;
    struct {
        uint32_t *start; /* until the next event */
        size_t size;
        size_t space;
    } points;            /* code points, surrogates among them */
    const char *problem; /* lives as long as the program */
    json_state state;
    int depth;
    bool in_object[JSON_DEPTH + 1]; /* or in an array, at each depth */
} json_reader;

/* Begin to read `size` bytes, which have to stay as they are meanwhile. Behind
 * them is a NUL. */
void json_reader_init(json_reader *reader, const char *text, size_t size);
void json_reader_free(json_reader *reader);

/* Then call json_next of json/next.h until it returns JSON_END or JSON_ERROR.
 */

#endif /* JSON_READER_H */
