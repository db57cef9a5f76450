/* src/json/span.h: a string on its way from one text to the other. */
#ifndef JSON_SPAN_H
#define JSON_SPAN_H

#include "block.h"
#include "writer.h"

/* The quotes, a surrogate pair, a block that is stored before it is known how
 * much of it counts, and what may follow. */
#define SLACK (2 + 12 + BLOCK + JSON_SHORT)

/* What is read and written. */
typedef struct {
    const unsigned char *text;
    const unsigned char *end; /* of the text */
    char *out;
    bool ascii; /* is all that is written ASCII? */
} span;

/* The places of the bytes in a block that are written as escapes. */
static inline uint64_t find_escapes(block b, const json_quoting *quoting)
{
    block mask = quoting->non_ascii ? block_not_printable(b) : block_control(b);
    mask = block_or(mask, block_equal(b, '"'));
    mask = block_or(mask, block_equal(b, '\\'));
    if (quoting->slash) {
        mask = block_or(mask, block_equal(b, '/'));
    }
    if (quoting->html) {
        mask = block_or(mask, block_equal(b, '&'));
        mask = block_or(mask, block_equal(b, '<'));
        mask = block_or(mask, block_equal(b, '>'));
    }
    return block_places(mask);
}

/* Copy the block at s->text up to its first escape: is there none? */
static inline bool copy_block(span *s, const json_quoting *quoting)
{
    block b = block_load(s->text);
    uint64_t places = find_escapes(b, quoting);
    unsigned count = places == 0 ? BLOCK : block_first(places);
    block_store(s->out, b);
    s->text += count;
    s->out += count;
    return places == 0;
}

/* The same with fewer bytes than a block, up to the end of the text, where the
 * zeros that fill the block stop it. */
static inline bool copy_part(span *s, const json_quoting *quoting)
{
    size_t size = (size_t)(s->end - s->text), count;
    block b = block_load_part(s->text, size);
    count = block_first(find_escapes(b, quoting));
    block_store(s->out, b);
    s->text += count;
    s->out += count;
    return count == size;
}

/* Copy a string in which, mostly, nothing is to be escaped: what is behind its
 * last whole block by another one that ends with the string. True if that was
 * all. */
static inline bool copy_string(span *s, const json_quoting *quoting)
{
    size_t rest;
    if (s->end - s->text < BLOCK) {
        return copy_part(s, quoting);
    }
    do {
        if (!copy_block(s, quoting)) {
            return false;
        }
    } while (s->end - s->text >= BLOCK);
    rest = (size_t)(s->end - s->text);
    s->text = s->end - BLOCK;
    s->out -= BLOCK - rest;
    return copy_block(s, quoting);
}

/* Write a string, whatever is to be escaped in it. */
json_problem json_write_any_string(json_writer *writer,
                                   const unsigned char *text, size_t size,
                                   const json_quoting *quoting);

/* Write the rest of a string, which begins with an escape, and its closing
 * quote. writer->next is behind what is written. */
json_problem json_write_escaped(json_writer *writer, const unsigned char *text,
                                const unsigned char *end,
                                const json_quoting *quoting);

#endif /* JSON_SPAN_H */
