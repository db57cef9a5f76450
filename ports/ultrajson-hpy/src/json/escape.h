/* src/json/escape.h: what is written instead of a character. */
#ifndef JSON_ESCAPE_H
#define JSON_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Strings are written in pieces, so that the space that is reserved for the
 * worst case, six bytes for one, does not matter. */
#define PIECE 4096

/* ---- ASCII ---- */

/* What a byte is written as; nothing for those that are always plain. The last
 * byte is the length. */
#define U00(digits) "\\u00" digits "\0\6"
#define BACKSLASH(letter) "\\" letter "\0\0\0\0\0\2"

static const char escapes[128][9] = {
    [0x00] = U00("00"),       [0x01] = U00("01"),      [0x02] = U00("02"),
    [0x03] = U00("03"),       [0x04] = U00("04"),      [0x05] = U00("05"),
    [0x06] = U00("06"),       [0x07] = U00("07"),      ['\b'] = BACKSLASH("b"),
    ['\t'] = BACKSLASH("t"),  ['\n'] = BACKSLASH("n"), [0x0b] = U00("0b"),
    ['\f'] = BACKSLASH("f"),  ['\r'] = BACKSLASH("r"), [0x0e] = U00("0e"),
    [0x0f] = U00("0f"),       [0x10] = U00("10"),      [0x11] = U00("11"),
    [0x12] = U00("12"),       [0x13] = U00("13"),      [0x14] = U00("14"),
    [0x15] = U00("15"),       [0x16] = U00("16"),      [0x17] = U00("17"),
    [0x18] = U00("18"),       [0x19] = U00("19"),      [0x1a] = U00("1a"),
    [0x1b] = U00("1b"),       [0x1c] = U00("1c"),      [0x1d] = U00("1d"),
    [0x1e] = U00("1e"),       [0x1f] = U00("1f"),      ['"'] = BACKSLASH("\""),
    ['\\'] = BACKSLASH("\\"), ['/'] = BACKSLASH("/"),  ['&'] = U00("26"),
    ['<'] = U00("3c"),        ['>'] = U00("3e"),
};

static inline char *write_escape(char *out, unsigned char byte)
{
    memcpy(out, escapes[byte], 8);
    return out + escapes[byte][7];
}

/* ---- Code points from 0x80 on ---- */

#define HEX_ROW(digit)                                                         \
    digit "0" digit "1" digit "2" digit "3" digit "4" digit "5" digit          \
          "6" digit "7" digit "8" digit "9" digit "a" digit "b" digit          \
          "c" digit "d" digit "e" digit "f"

/* Two digits for each byte. */
static const char hex_pairs[] = HEX_ROW("0") HEX_ROW("1") HEX_ROW("2")
    HEX_ROW("3") HEX_ROW("4") HEX_ROW("5") HEX_ROW("6") HEX_ROW("7")
        HEX_ROW("8") HEX_ROW("9") HEX_ROW("a") HEX_ROW("b") HEX_ROW("c")
            HEX_ROW("d") HEX_ROW("e") HEX_ROW("f");

static inline char *write_unit(char *out, uint32_t unit)
{
    memcpy(out, "\\u", 2);
    memcpy(out + 2, hex_pairs + 2 * (unit >> 8), 2);
    memcpy(out + 4, hex_pairs + 2 * (unit & 0xff), 2);
    return out + 6;
}

static inline char *write_point(char *out, uint32_t point)
{
    if (point < 0x10000) {
        return write_unit(out, point);
    }
    point -= 0x10000;
    out = write_unit(out, 0xd800 | point >> 10);
    return write_unit(out, 0xdc00 | (point & 0x3ff));
}

/* Write a byte below 0x80, but one of those that may be plain or not. Without
 * a branch, as nobody can guess what characters such texts have. */
static inline char *write_ascii(char *out, unsigned char byte)
{
    unsigned size = (unsigned char)escapes[byte][7];
    memcpy(out, escapes[byte], 8);
    out[0] = size == 0 ? (char)byte : '\\';
    return out + size + (size == 0);
}

static inline bool is_optional(unsigned char byte)
{
    return byte == '/' || byte == '&' || byte == '<' || byte == '>';
}

#endif /* JSON_ESCAPE_H */
