/* src/json/number.h: numbers to text and back, by C++17's <charconv>. */
#ifndef JSON_NUMBER_H
#define JSON_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* So much space has to be where a number is written, though it is shorter. */
#define NUMBER_SIZE 48

/* Write `value` in decimal at `out`; return the end of the text. */
char *number_write_int64(char *out, int64_t value);
char *number_write_uint64(char *out, uint64_t value);

/* Write a finite `value` at `out` with as few digits as it takes to read the
 * same value again; return the end. The text is that of Python's repr, except
 * that an exponent is not padded: 1e-5. */
char *number_write_double(char *out, double value);

/* Read the digits that begin at `text`; return where they end, and say whether
 * there are any and the integer is in range. */
const char *number_read_uint64(const char *text, const char *end,
                               uint64_t *value, bool *in_range);

/* Read the decimal number that begins at `text`; return where it ends. The
 * value is the nearest double: infinity if that is too large, 0 if it is too
 * small. */
const char *number_read_double(const char *text, const char *end,
                               double *value);

#ifdef __cplusplus
}
#endif

#endif /* JSON_NUMBER_H */
