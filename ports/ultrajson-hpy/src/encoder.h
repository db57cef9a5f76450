/* src/encoder.h: a JSON text under construction, and what writes its parts. */
#ifndef UJSON_ENCODER_H
#define UJSON_ENCODER_H

#include "ujson.h"

typedef struct {
    HPyContext *ctx;
    const encode_options *options;
    int depth;
    bool batches;    /* has the runtime what takes many items at once? */
    bool by_storage; /* are strings read as the runtime stores them? */
    json_writer writer;
} encoder;

/* All that write return false with an exception. A value finds space for what
 * is short, and leaves some for a comma.
 *
 * encode.c: any value; `default` was called so often to get it. */
bool encode_any(encoder *e, HPy value, int defaults);

/* scalar.c: text, an integer that may be large, and a key of any type. */
bool encode_text(encoder *e, HPy str);
bool encode_bytes(encoder *e, HPy bytes);
bool encode_integer(encoder *e, HPy value);
bool encode_key(encoder *e, HPy key);

/* scalar.c: a str or bytes as it is. */
bool write_raw(encoder *e, HPy raw);

/* object.c: an object that JSON has no form for. */
bool encode_object(encoder *e, HPy value, int defaults);

/* scalar.c: raise what the writer reports; false. */
bool encoder_fail(encoder *e, json_problem problem);

static inline bool is_written(encoder *e, json_problem problem)
{
    return HPy_LIKELY(problem == NULL) || encoder_fail(e, problem);
}

/* Make space for what is short. */
static inline bool reserve(encoder *e)
{
    return is_written(e, json_reserve(&e->writer, JSON_SHORT));
}

/* Text of any size, and space for what is short behind it. */
static inline bool write_text(encoder *e, const char *text, size_t size)
{
    return is_written(e, json_write(&e->writer, text, size)) && reserve(e);
}

static inline bool put_literal(encoder *e, const char *text, size_t size)
{
    json_put_literal(&e->writer, text, size);
    return true;
}

static inline bool write_string(encoder *e, const char *text, HPy_ssize_t size)
{
    return is_written(e, json_write_string(&e->writer, text, (size_t)size,
                                           &e->options->quoting));
}

#endif /* UJSON_ENCODER_H */
