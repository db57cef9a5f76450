/* src/ujson.h: what the files of the module share. */
#ifndef UJSON_H
#define UJSON_H

#define HPY_ABI_MAX_MINOR 1 /* many items at once, where that is possible */
#include "hpy.h"

#include "json/writer.h"

/* Objects that are kept between calls. */
extern HPyGlobal ujson_decode_error; /* the class JSONDecodeError */
extern HPyGlobal ujson_decimal;      /* the class decimal.Decimal */

/* How dumps writes. Handles and texts are the caller's. */
typedef struct {
    json_quoting quoting;
    bool sort_keys;
    bool allow_nan;
    bool reject_bytes;
    int indent;   /* blanks per level, 0 and less for one line */
    HPy default_; /* called for what JSON has no form for, or None */
    bool
        compact; /* one line, `comma` is , and `colon` is : or : with a blank */
    const char *comma; /* what stands between items */
    size_t comma_size; /* bytes */
    const char *colon; /* what stands between a key and its value */
    size_t colon_size; /* bytes */
} encode_options;

/* Return the JSON text of `value`, a str, or HPy_NULL with an exception. */
HPy ujson_encode(HPyContext *ctx, HPy value, const encode_options *options);

/* Return what the JSON text `document`, a str, bytes or bytearray, stands for,
 * or HPy_NULL with an exception. */
HPy ujson_decode(HPyContext *ctx, HPy document);

/* The same as ujson_utf8 for a str whose UTF-8 text cannot be had for the
 * reason that is the current exception. */
const char *ujson_utf8_with_surrogates(HPyContext *ctx, HPy str,
                                       HPy_ssize_t *size, HPy *owner);

/* A str's UTF-8 text and its size in bytes, surrogates included; NULL with an
 * exception. What `*owner` gets is to be closed when the text is no longer
 * used; mostly it is null. */
static inline const char *ujson_utf8(HPyContext *ctx, HPy str,
                                     HPy_ssize_t *size, HPy *owner)
{
    const char *text = HPyUnicode_AsUTF8AndSize(ctx, str, size);
    *owner = HPy_NULL;
    return text != NULL ? text
                        : ujson_utf8_with_surrogates(ctx, str, size, owner);
}

#endif /* UJSON_H */
