/* src/json/escape.c: strings in which there is something to escape. */
#include "form.h"
#include "span.h"
#include "utf8.h"

/* So many characters in a row are written one by one rather than in a block. */
#define FEW 8

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
static inline const unsigned char *write_few(const unsigned char *text,
                                             const unsigned char *stop,
                                             char **out, const char *forms)
{
    const unsigned char *limit = stop - text < FEW ? stop : text + FEW;
    char *next = *out;
    while (text < limit && *text < 0x80) {
        next = write_form(next, form_of_ascii(forms, *text++));
    }
    *out = next;
    return text;
}

/* Write the code points of two and three bytes that begin at s->text, and what
 * little ASCII is between them. */
static inline void write_units(span *s, const unsigned char *stop,
                               const char *forms)
{
    const unsigned char *text = s->text, *begin;
    char *out = s->out;
    do {
        begin = text;
        text = write_2(text, stop, &out);
        text = write_3(text, stop, &out);
        if (text > begin) {
            text = write_few(text, stop, &out, forms);
        }
    } while (text > begin);
    s->text = text;
    s->out = out;
}

/* Write the code points from 0x80 on that begin at s->text. */
static inline json_problem write_points(span *s, const unsigned char *stop,
                                        const char *forms)
{
    json_problem problem = NULL;
    write_units(s, stop, forms);
    while (s->text < stop && *s->text >= 0x80 && write_any_point(s, &problem)) {
        write_units(s, stop, forms);
    }
    return problem;
}

/* A block of the text, of which `left` bytes are there. */
static inline block load_ahead(const unsigned char *text, size_t left)
{
    return left >= BLOCK ? block_load(text) : block_load_part(text, left);
}

/* Write the block that begins at s->text: what is behind an escape is read
 * anew. False if it stops in front of a byte from 0x80 on. */
static inline bool write_block(span *s, const json_quoting *quoting,
                               const char *forms)
{
    const unsigned char *text = s->text;
    size_t left = (size_t)(s->end - text);
    unsigned begin = 0, size = left < BLOCK ? (unsigned)left : BLOCK;
    block b = load_ahead(text, left);
    uint64_t places = find_escapes(b, quoting) & block_below(size);
    for (; places != 0; places &= places - 1) {
        unsigned place = block_first(places);
        block_store(s->out, b);
        s->out += place - begin;
        if (text[place] >= 0x80) {
            s->text += place;
            return false;
        }
        s->out = write_form(s->out, form_of_ascii(forms, text[place]));
        begin = place + 1;
        b = load_ahead(text + begin, left - begin);
    }
    block_store(s->out, b);
    s->out += size - begin;
    s->text += size;
    return true;
}

/* Write text up to `stop`, where a block or a code point that crosses it ends.
 */
static inline json_problem write_span(span *s, const unsigned char *stop,
                                      const json_quoting *quoting)
{
    const char *forms = forms_for(quoting);
    json_problem problem = NULL;
    while (problem == NULL && s->text < stop) {
        if (!write_block(s, quoting, forms)) {
            problem = write_points(s, stop, forms);
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
