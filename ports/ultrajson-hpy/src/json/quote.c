/* src/json/quote.c: strings with quotes, as most texts have them. */
#include "span.h"

/* Of what is known here the compiler makes the most. */
static const json_quoting usual = {.non_ascii = true, .slash = true};

static inline bool is_usual(const json_quoting *quoting)
{
    return quoting->non_ascii && quoting->slash && !quoting->html;
}

/* Every call is the last thing that is done: no register has to be saved. */
json_problem json_write_string(json_writer *writer, const char *text,
                               size_t size, const json_quoting *quoting)
{
    const unsigned char *bytes = (const unsigned char *)text;
    span s = {bytes, bytes + size, writer->next, true};
    bool copied;
    if (!is_usual(quoting) || json_space(writer) < size + SLACK) {
        return json_write_any_string(writer, bytes, size, quoting);
    }
    *s.out++ = '"';
    copied = copy_string(&s, &usual);
    *s.out = '"';
    writer->next = s.out + copied;
    return copied ? NULL : json_write_escaped(writer, s.text, s.end, quoting);
}
