/* src/json/escape.c: strings in which there is something to escape. */
#include "span.h"
#include "utf8.h"

/* Strings are written in pieces, so that the space that is reserved for the
 * worst case, six bytes for one, does not matter. */
#define PIECE 4096

/* So many characters in a row are written one by one rather than in a block. */
#define FEW 8

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

static json_problem utf8_problem(int32_t error, unsigned char lead)
{
    static const json_problem problems[][3] = {
        {"Invalid continuation byte in 2-byte UTF-8 sequence detected when "
         "encoding string",
         "Invalid continuation byte in 3-byte UTF-8 sequence detected when "
         "encoding string",
         "Invalid continuation byte in 4-byte UTF-8 sequence detected when "
         "encoding string"},
        {"Overlong 2-byte UTF-8 sequence detected when encoding string",
         "Overlong 3-byte UTF-8 sequence detected when encoding string",
         "Overlong 4-byte UTF-8 sequence detected when encoding string"},
    };
    switch (error) {
    case UTF8_SHORT:
        return "Unterminated UTF-8 sequence when encoding string";
    case UTF8_LENGTH:
        return "Unsupported UTF-8 sequence length when encoding string";
    case UTF8_LARGE:
        return ">U+10FFFF in 4-byte UTF-8 sequence detected when encoding "
               "string";
    default:
        return problems[error == UTF8_OVERLONG][utf8_length(lead) - 2];
    }
}

/* Does no UTF-8 sequence begin with the byte? It passes as it is, and whoever
 * decodes the text will say so. */
static inline bool is_stray(unsigned char byte)
{
    return byte < 0xc0 || byte >= 0xfe;
}

/* ---- Text ---- */

/* Write one code point from 0x80 on, of any kind; false if it is none. */
static bool write_any_point(span *s, json_problem *problem)
{
    unsigned char lead = *s->text;
    int32_t point = utf8_read_any(&s->text, s->end);
    if (point >= 0) {
        s->out = write_point(s->out, (uint32_t)point);
        return true;
    }
    if (is_stray(lead)) {
        *s->out++ = (char)*s->text++;
        s->ascii = false;
        return true;
    }
    *problem = utf8_problem(point, lead);
    return false;
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

/* Write the code points of two bytes, or of three, that begin at `text`; return
 * behind them. */
static inline const unsigned char *
write_2(const unsigned char *text, const unsigned char *stop, char **out)
{
    char *next = *out; /* which no store through it can change */
    uint32_t pair;
    while (text < stop && utf8_is_2(pair = utf8_pair(text))) {
        next = write_unit(next, utf8_of_2(pair));
        text += 2;
    }
    *out = next;
    return text;
}

static inline const unsigned char *
write_3(const unsigned char *text, const unsigned char *stop, char **out)
{
    char *next = *out;
    uint32_t pair;
    while (text < stop && utf8_is_3(pair = utf8_pair(text), text)) {
        next = write_unit(next, utf8_of_3(pair, text));
        text += 3;
    }
    *out = next;
    return text;
}

/* Write a little ASCII, as is between words. */
static inline const unsigned char *
write_few(const unsigned char *text, const unsigned char *stop, char **out)
{
    const unsigned char *limit = stop - text < FEW ? stop : text + FEW;
    char *next = *out;
    while (text < limit && *text < 0x80 && !is_optional(*text)) {
        next = write_ascii(next, *text++);
    }
    *out = next;
    return text;
}

/* Write the code points of two and three bytes that begin at s->text, and what
 * little ASCII is between them. */
static inline void write_units(span *s, const unsigned char *stop)
{
    const unsigned char *text = s->text, *begin;
    char *out = s->out;
    do {
        begin = text;
        text = write_2(text, stop, &out);
        text = write_3(text, stop, &out);
        if (text > begin) {
            text = write_few(text, stop, &out);
        }
    } while (text > begin);
    s->text = text;
    s->out = out;
}

/* Write the code points from 0x80 on that begin at s->text. */
static inline json_problem write_points(span *s, const unsigned char *stop)
{
    json_problem problem = NULL;
    write_units(s, stop);
    while (s->text < stop && *s->text >= 0x80 && write_any_point(s, &problem)) {
        write_units(s, stop);
    }
    return problem;
}

/* Write a block of `size` bytes, in which the `places` are to be escaped; false
 * if it stops in front of a byte from 0x80 on. Behind the bytes at `source` are
 * as many that may be read. */
static inline bool write_places(span *s, const unsigned char *source,
                                unsigned size, uint64_t places)
{
    char *out = s->out;
    unsigned begin = 0; /* of what is not written */
    for (; places != 0; places &= places - 1) {
        unsigned place = block_first(places);
        memcpy(out, source + begin, BLOCK);
        out += place - begin;
        if (source[place] >= 0x80) {
            s->text += place;
            s->out = out;
            return false;
        }
        out = write_escape(out, source[place]);
        begin = place + 1;
    }
    memcpy(out, source + begin, BLOCK);
    s->text += size;
    s->out = out + (size - begin);
    return true;
}

/* Write the block that begins at s->text. */
static inline bool write_block(span *s, const json_quoting *quoting)
{
    unsigned char copy[2 * BLOCK] = {0};
    size_t left = (size_t)(s->end - s->text);
    unsigned size = left < BLOCK ? (unsigned)left : BLOCK;
    block b =
        left < BLOCK ? block_load_part(s->text, left) : block_load(s->text);
    uint64_t places = find_escapes(b, quoting) & block_below(size);
    if (left >= sizeof(copy)) {
        return write_places(s, s->text, size, places);
    }
    block_store((char *)copy, b);
    return write_places(s, copy, size, places);
}

/* Write text up to `stop`, where a block or a code point that crosses it ends.
 */
static inline json_problem write_span(span *s, const unsigned char *stop,
                                      const json_quoting *quoting)
{
    json_problem problem = NULL;
    while (problem == NULL && s->text < stop) {
        if (!write_block(s, quoting)) {
            problem = write_points(s, stop);
        }
    }
    return problem;
}

json_problem json_write_escaped(json_writer *writer, const unsigned char *text,
                                const unsigned char *end,
                                const json_quoting *wanted)
{
    json_quoting quoting = *wanted; /* which no byte that is written changes */
    span s = {text, end, NULL, true};
    json_problem problem = NULL;
    while (problem == NULL && s.text < s.end) {
        size_t left = (size_t)(s.end - s.text);
        size_t size = left < PIECE ? left : PIECE;
        problem = json_reserve(writer, 6 * size + SLACK);
        if (problem == NULL) {
            s.out = writer->next;
            problem = write_span(&s, s.text + size, &quoting);
            writer->next = s.out;
        }
    }
    writer->ascii = writer->ascii && s.ascii;
    if (problem == NULL) {
        problem = json_reserve(writer, 1 + JSON_SHORT);
    }
    if (problem == NULL) {
        *writer->next++ = '"';
    }
    return problem;
}

json_problem json_write_any_string(json_writer *writer,
                                   const unsigned char *text, size_t size,
                                   const json_quoting *quoting)
{
    span s = {text, text + size, NULL, true};
    json_problem problem = json_reserve(writer, size + SLACK);
    if (problem != NULL) {
        return problem;
    }
    if (!quoting->non_ascii && !json_is_ascii((const char *)text, size)) {
        writer->ascii = false;
    }
    s.out = writer->next;
    *s.out++ = '"';
    if (!copy_string(&s, quoting)) {
        writer->next = s.out;
        return json_write_escaped(writer, s.text, s.end, quoting);
    }
    *s.out++ = '"';
    writer->next = s.out;
    return NULL;
}
