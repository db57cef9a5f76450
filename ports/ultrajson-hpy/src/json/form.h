/* src/json/form.h: what each character of a string is written as.
 *
 * A form is a word of eight bytes, as they are written: its text, and in the
 * last byte how much of that counts.
 */
#ifndef JSON_FORM_H
#define JSON_FORM_H

#include "writer.h"

#include <stdint.h>
#include <string.h>

#define FORM_SIZE 8

/* Strings are written in pieces, so that the space that is reserved for the
 * worst case, six bytes for one, does not matter. */
#define PIECE 4096

/* The forms of the 128 characters of ASCII, and behind them, for each low byte
 * of the other units, its part of \uXXXX. The optional characters differ. */
typedef char json_forms[(128 + 256) * FORM_SIZE + 1];

extern const json_forms json_forms_of[2][2]; /* [slash][html] */

/* For each high byte its part of \uXXXX, and nothing else. */
extern const char json_high_parts[256 * FORM_SIZE + 1];

static inline const char *forms_for(const json_quoting *quoting)
{
    return json_forms_of[quoting->slash][quoting->html];
}

static inline const char *form_of_ascii(const char *forms, unsigned char byte)
{
    return forms + FORM_SIZE * (size_t)byte;
}

/* Write a form; bytes behind its text are written, too. */
static inline char *write_form(char *out, const char *form)
{
    memcpy(out, form, FORM_SIZE);
    return out + form[FORM_SIZE - 1];
}

/* Write a form together with a high byte's part: the text of a short form is in
 * front of that. */
static inline void write_parts(char *out, const char *form, uint32_t high)
{
    uint64_t word, part;
    memcpy(&word, form, FORM_SIZE);
    memcpy(&part, json_high_parts + FORM_SIZE * (size_t)high, FORM_SIZE);
    word |= part;
    memcpy(out, &word, FORM_SIZE);
}

/* Write a unit below 0x10000. There is no branch, as nobody can guess which
 * characters texts have. */
static inline char *write_any_unit(char *out, uint32_t unit, const char *forms)
{
    uint32_t index = unit < 0x80 ? unit : 0x80 + (unit & 0xff);
    const char *form = forms + FORM_SIZE * (size_t)index;
    write_parts(out, form, unit >> 8);
    return out + form[FORM_SIZE - 1];
}

/* Write a unit from 0x80 on. */
static inline char *write_unit(char *out, uint32_t unit)
{
    const char *wide = json_forms_of[0][0] + 0x80 * FORM_SIZE;
    write_parts(out, wide + FORM_SIZE * (size_t)(unit & 0xff), unit >> 8);
    return out + 6;
}

/* Write a code point from 0x80 on. */
static inline char *write_point(char *out, uint32_t point)
{
    if (point < 0x10000) {
        return write_unit(out, point);
    }
    point -= 0x10000;
    out = write_unit(out, 0xd800 | point >> 10);
    return write_unit(out, 0xdc00 | (point & 0x3ff));
}

#endif /* JSON_FORM_H */
