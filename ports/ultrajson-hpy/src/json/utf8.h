/* src/json/utf8.h: one code point after the other from UTF-8. */
#ifndef JSON_UTF8_H
#define JSON_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What utf8_read returns for bytes that are no code point. */
enum {
    UTF8_START = -1,        /* begins with a continuation byte */
    UTF8_LENGTH = -2,       /* begins with a byte that UTF-8 has not */
    UTF8_SHORT = -3,        /* the text ends within the sequence */
    UTF8_CONTINUATION = -4, /* a byte that does not continue the sequence */
    UTF8_OVERLONG = -5,     /* a shorter sequence would do */
    UTF8_LARGE = -6,        /* above U+10FFFF */
};

/* The length of the sequence that begins with `lead`, 0x80 or above; 0 if none
 * does, 1 for a continuation byte. */
static inline ptrdiff_t utf8_length(unsigned char lead)
{
    if (lead < 0xc0) {
        return 1;
    }
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : 0;
}

static inline bool utf8_continues(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* What utf8_read does, also for sequences that are rare or wrong. */
static inline int32_t utf8_read_any(const unsigned char **text,
                                    const unsigned char *end)
{
    static const int32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *p = *text;
    ptrdiff_t length = utf8_length(p[0]);
    int32_t point;
    if (length < 2) {
        return length == 1 ? UTF8_START : UTF8_LENGTH;
    }
    if (end - p < length) {
        return UTF8_SHORT;
    }
    point = p[0] & (0x7f >> length);
    for (ptrdiff_t i = 1; i < length; i++) {
        if (!utf8_continues(p[i])) {
            return UTF8_CONTINUATION;
        }
        point = point << 6 | (p[i] & 0x3f);
    }
    if (point < smallest[length]) {
        return UTF8_OVERLONG;
    }
    if (point > 0x10ffff) {
        return UTF8_LARGE;
    }
    *text += length;
    return point;
}

/* The first two bytes of a sequence are looked at at once: 110ddddd 10dddddd or
 * 1110dddd 10dddddd, and then 10dddddd. The NUL at the end of the text
 * continues nothing. */
static inline uint32_t utf8_pair(const unsigned char *text)
{
    return (uint32_t)text[0] << 8 | text[1];
}

/* Is it a code point of two bytes, and which one? */
static inline bool utf8_is_2(uint32_t pair)
{
    return (pair & 0xe0c0) == 0xc080 && pair >= 0xc280;
}

static inline uint32_t utf8_of_2(uint32_t pair)
{
    return (pair >> 2 & 0x7c0) | (pair & 0x3f);
}

/* Is it one of three bytes, and which one, up to its last six bits? */
static inline bool utf8_is_3(uint32_t pair, const unsigned char *text)
{
    return (pair & 0xf0c0) == 0xe080 && pair >= 0xe0a0 &&
           utf8_continues(text[2]);
}

static inline uint32_t utf8_of_3(uint32_t pair, const unsigned char *text)
{
    return (pair << 4 & 0xf000) | (pair << 6 & 0xfc0) | (text[2] & 0x3f);
}

/* Read the code point that begins at `*text`, whose first byte is 0x80 or
 * above, and go behind it; or tell what is wrong. Surrogates are code points.
 */
static inline int32_t utf8_read(const unsigned char **text,
                                const unsigned char *end)
{
    uint32_t pair = utf8_pair(*text);
    if (utf8_is_2(pair)) {
        *text += 2;
        return (int32_t)utf8_of_2(pair);
    }
    if (utf8_is_3(pair, *text)) {
        *text += 3;
        return (int32_t)utf8_of_3(pair, *text - 3);
    }
    return utf8_read_any(text, end);
}

#endif /* JSON_UTF8_H */
