/* src/encode.c: objects to JSON text. */
#include "encoder.h"

/* So many containers may be nested. */
#define MAX_DEPTH 1025

/* So many items are taken from a list or dict at once; they are on the stack,
 * of which some threads have little. */
#define BATCH 8

static inline bool encode_value(encoder *e, HPy value, int defaults);

/* ---- Strings and numbers ---- */

/* A str by its UTF-8, which any runtime has. */
static bool encode_by_utf8(encoder *e, HPy str)
{
    HPy_ssize_t size;
    const char *text = HPyUnicode_AsUTF8AndSize(e->ctx, str, &size);
    if (text == NULL) {
        HPyErr_Clear(e->ctx);
        return encode_text(e, str);
    }
    return write_string(e, text, size);
}

/* A str by its code points, of which `bound` says how large they are. */
static bool encode_points(encoder *e, const void *points, HPy_ssize_t size,
                          int bound)
{
    int width = bound <= 0xff ? 1 : bound <= 0xffff ? 2 : 4;
    return is_written(e, json_write_points(&e->writer, points, (size_t)size,
                                           width, &e->options->quoting));
}

static inline bool encode_str(encoder *e, HPy str)
{
    const void *data;
    HPy_ssize_t size;
    int bound;
    if (HPy_UNLIKELY(!e->by_storage)) {
        return encode_by_utf8(e, str);
    }
    bound = HPyUnicode_GetStorage(e->ctx, str, &data, &size);
    if (HPy_LIKELY(bound == 0x7f)) {
        return write_string(e, (const char *)data, size);
    }
    if (bound > 0) {
        return encode_points(e, data, size, bound);
    }
    return bound == 0 && encode_by_utf8(e, str);
}

static inline bool encode_int(encoder *e, HPy value)
{
    int64_t number = HPyLong_AsInt64_t(e->ctx, value);
    if (HPy_UNLIKELY(number == -1)) { /* or it is an exception */
        HPyErr_Clear(e->ctx);
        return encode_integer(e, value);
    }
    json_put_int64(&e->writer, number);
    return true;
}

static inline bool encode_float(encoder *e, HPy value)
{
    double number = HPyFloat_AsDouble(e->ctx, value);
    if (HPy_UNLIKELY(number == -1.0 && HPyErr_Occurred(e->ctx))) {
        return false;
    }
    return is_written(
        e, json_put_double(&e->writer, number, e->options->allow_nan));
}

/* ---- Containers ---- */

/* A container begins with `bracket`; its items follow. */
static inline bool enter(encoder *e, char bracket)
{
    if (HPy_UNLIKELY(++e->depth > MAX_DEPTH)) {
        HPyErr_SetString(e->ctx, e->ctx->h_OverflowError,
                         "Maximum recursion level reached");
        return false;
    }
    json_put_byte(&e->writer, bracket);
    return true;
}

static bool write_line(encoder *e)
{
    size_t width = (size_t)e->options->indent * (size_t)e->depth;
    return is_written(e, json_write_line(&e->writer, width));
}

/* What stands in front of an item, if it is not just a comma. */
static bool begin_spaced_item(encoder *e, bool is_first)
{
    const encode_options *options = e->options;
    return (is_first || write_text(e, options->comma, options->comma_size)) &&
           (options->indent <= 0 || write_line(e)) && reserve(e);
}

/* An item begins. A plain comma stands behind each, also the last. */
static inline bool begin_item(encoder *e, bool is_first)
{
    return HPy_LIKELY(e->options->compact) ? reserve(e)
                                           : begin_spaced_item(e, is_first);
}

static inline void end_item(encoder *e)
{
    if (HPy_LIKELY(e->options->compact)) {
        json_put_byte(&e->writer, ',');
    }
}

/* A container ends with `bracket`. */
static inline bool leave(encoder *e, char bracket, bool is_empty)
{
    e->depth--;
    if (HPy_LIKELY(e->options->compact && !is_empty)) {
        e->writer.next[-1] = bracket; /* instead of the comma */
        return reserve(e);
    }
    if (HPy_UNLIKELY(e->options->indent > 0) && !is_empty && !write_line(e)) {
        return false;
    }
    if (HPy_UNLIKELY(!reserve(e))) {
        return false;
    }
    json_put_byte(&e->writer, bracket);
    return true;
}

/* Of a list or dict, whose first items are `count`, as many as there are at
 * first, whatever hooks do to it. */
static inline HPy_ssize_t size_at_first(encoder *e, HPy container,
                                        HPy_ssize_t count)
{
    return count < BATCH ? count : HPy_Length(e->ctx, container);
}

static inline HPy_ssize_t batch_size(HPy_ssize_t left)
{
    return left < BATCH ? left : BATCH;
}

/* ---- Lists ---- */

/* Items of a list or tuple, the first of them in front of all others. */
static inline bool encode_items(encoder *e, const HPy *items, HPy_ssize_t count,
                                bool is_first)
{
    for (HPy_ssize_t i = 0; i < count; i++) {
        if (!begin_item(e, is_first && i == 0) ||
            !encode_value(e, items[i], 0)) {
            return false;
        }
        end_item(e);
    }
    return true;
}

/* A list or tuple, by many items at once. */
static bool encode_batches(encoder *e, HPy list)
{
    HPyContext *ctx = e->ctx;
    HPy items[BATCH];
    HPy_ssize_t count, size, position = 0, first = 0;
    bool done = true;
    if (!enter(e, '[')) {
        return false;
    }
    count = HPyList_NextItems(ctx, list, &position, items, BATCH);
    size = size_at_first(e, list, count);
    while (done && count > 0) {
        done = encode_items(e, items, count, first == 0);
        HPy_CloseAll(ctx, items, count);
        first = position;
        count = position == size
                    ? 0
                    : HPyList_NextItems(ctx, list, &position, items,
                                        batch_size(size - position));
    }
    return done && count == 0 && leave(e, ']', size == 0);
}

static bool encode_item(encoder *e, HPy item, bool is_first)
{
    if (!begin_item(e, is_first) || !encode_any(e, item, 0)) {
        return false;
    }
    end_item(e);
    return true;
}

/* The same one after the other, as a class or an old runtime may have it. */
static bool encode_sequence(encoder *e, HPy sequence)
{
    HPyContext *ctx = e->ctx;
    HPy_ssize_t size = HPy_Length(ctx, sequence);
    bool done = size >= 0 && enter(e, '[');
    for (HPy_ssize_t i = 0; i < size && done; i++) {
        HPy item = HPy_GetItem_i(ctx, sequence, i);
        done = !HPy_IsNull(item) && encode_item(e, item, i == 0);
        HPy_Close(ctx, item);
    }
    return done && leave(e, ']', size == 0);
}

/* ---- Dicts ---- */

static inline bool write_colon(encoder *e)
{
    const encode_options *options = e->options;
    if (HPy_UNLIKELY(!options->compact)) {
        return write_text(e, options->colon, options->colon_size);
    }
    json_put_literal(&e->writer, ": ", 2);
    e->writer.next -= 2 - options->colon_size; /* without a blank */
    return true;
}

static inline bool encode_member(encoder *e, HPy key, HPy value, bool is_first)
{
    HPyContext *ctx = e->ctx;
    if (!begin_item(e, is_first) ||
        !(HPy_TypeIs(ctx, key, ctx->h_UnicodeType) ? encode_str(e, key)
                                                   : encode_key(e, key)) ||
        !write_colon(e) || !encode_value(e, value, 0)) {
        return false;
    }
    end_item(e);
    return true;
}

/* The members of a dict whose keys are the list `keys`. */
static bool encode_keys(encoder *e, HPy dict, HPy keys)
{
    HPyContext *ctx = e->ctx;
    HPy_ssize_t i, size = HPy_Length(ctx, keys);
    bool done = size >= 0 && enter(e, '{');
    for (i = 0; i < size && done; i++) {
        HPy key = HPy_GetItem_i(ctx, keys, i);
        HPy value = HPy_IsNull(key) ? HPy_NULL : HPy_GetItem(ctx, dict, key);
        done = !HPy_IsNull(value) && encode_member(e, key, value, i == 0);
        HPy_Close(ctx, key);
        HPy_Close(ctx, value);
    }
    return done && leave(e, '}', size == 0);
}

static bool sort(HPyContext *ctx, HPy list)
{
    HPy name = HPyUnicode_FromString(ctx, "sort");
    HPy none = HPy_NULL;
    if (!HPy_IsNull(name)) {
        none = HPy_CallMethod(ctx, name, &list, 1, HPy_NULL);
        HPy_Close(ctx, name);
    }
    HPy_Close(ctx, none);
    return !HPy_IsNull(none);
}

/* The members in the order of their keys, or of the dict in an old runtime. */
static bool encode_by_keys(encoder *e, HPy dict)
{
    HPyContext *ctx = e->ctx;
    HPy keys = HPyDict_Keys(ctx, dict);
    bool done = !HPy_IsNull(keys) &&
                (!e->options->sort_keys || sort(ctx, keys)) &&
                encode_keys(e, dict, keys);
    HPy_Close(ctx, keys);
    return done;
}

/* Members, keys and behind each its value. */
static inline bool encode_members(encoder *e, const HPy *items,
                                  HPy_ssize_t count, bool is_first)
{
    bool done = true;
    for (HPy_ssize_t i = 0; i < count && done; i++) {
        done = encode_member(e, items[2 * i], items[2 * i + 1],
                             is_first && i == 0);
    }
    return done;
}

/* The members in the order of the dict, by many at once. */
static bool encode_in_order(encoder *e, HPy dict)
{
    HPyContext *ctx = e->ctx;
    HPy items[2 * BATCH];
    HPy_ssize_t count, size, written = 0, position = 0;
    bool done = true;
    if (!enter(e, '{')) {
        return false;
    }
    count = HPyDict_NextItems(ctx, dict, &position, items, BATCH);
    size = size_at_first(e, dict, count);
    while (done && count > 0) {
        done = encode_members(e, items, count, written == 0);
        HPy_CloseAll(ctx, items, 2 * count);
        written += count;
        count = written == size ? 0
                                : HPyDict_NextItems(ctx, dict, &position, items,
                                                    batch_size(size - written));
    }
    return done && count == 0 && leave(e, '}', size == 0);
}

static inline bool encode_dict(encoder *e, HPy dict)
{
    return HPy_LIKELY(e->batches && !e->options->sort_keys)
               ? encode_in_order(e, dict)
               : encode_by_keys(e, dict);
}

/* A dict of a class that may have changed how items are looked up: JSON shows
 * what the dict holds. */
static bool encode_derived_dict(encoder *e, HPy dict)
{
    HPy copy = HPyDict_Copy(e->ctx, dict);
    bool done = !HPy_IsNull(copy) && encode_dict(e, copy);
    HPy_Close(e->ctx, copy);
    return done;
}

/* ---- Dispatch ---- */

static bool is_decimal(HPyContext *ctx, HPy value)
{
    HPy type = HPyGlobal_Load(ctx, ujson_decimal);
    bool result = HPy_TypeCheck(ctx, value, type);
    HPy_Close(ctx, type);
    return result;
}

/* A value of none of the exact types, by the first that it derives from. */
static bool encode_derived(encoder *e, HPy value, int defaults)
{
    HPyContext *ctx = e->ctx;
    if (HPy_TypeCheck(ctx, value, ctx->h_LongType)) {
        return encode_integer(e, value);
    }
    if (!e->options->reject_bytes && HPyBytes_Check(ctx, value)) {
        return encode_bytes(e, value);
    }
    if (HPyUnicode_Check(ctx, value)) {
        return encode_text(e, value);
    }
    if (HPy_TypeCheck(ctx, value, ctx->h_FloatType) || is_decimal(ctx, value)) {
        return encode_float(e, value);
    }
    if (HPyDict_Check(ctx, value)) {
        return encode_derived_dict(e, value);
    }
    if (HPyList_Check(ctx, value) || HPyTuple_Check(ctx, value)) {
        return encode_sequence(e, value);
    }
    return encode_object(e, value, defaults);
}

/* A value that is no constant, string or number. */
static bool encode_other(encoder *e, HPy value, int defaults)
{
    HPyContext *ctx = e->ctx;
    if (HPy_UNLIKELY(!e->batches)) {
        return encode_derived(e, value, defaults); /* or one of these */
    }
    if (HPy_TypeIs(ctx, value, ctx->h_DictType)) {
        return encode_dict(e, value);
    }
    if (HPy_TypeIs(ctx, value, ctx->h_ListType) ||
        HPy_TypeIs(ctx, value, ctx->h_TupleType)) {
        return encode_batches(e, value);
    }
    return encode_derived(e, value, defaults);
}

/* Write any value, the frequent kinds first. */
static inline bool encode_value(encoder *e, HPy value, int defaults)
{
    HPyContext *ctx = e->ctx;
    if (HPy_TypeIs(ctx, value, ctx->h_UnicodeType)) {
        return encode_str(e, value);
    }
    if (HPy_TypeIs(ctx, value, ctx->h_LongType)) {
        return encode_int(e, value);
    }
    if (HPy_TypeIs(ctx, value, ctx->h_FloatType)) {
        return encode_float(e, value);
    }
    if (HPy_Is(ctx, value, ctx->h_None)) {
        return put_literal(e, "null", 4);
    }
    if (HPy_Is(ctx, value, ctx->h_True)) {
        return put_literal(e, "true", 4);
    }
    if (HPy_Is(ctx, value, ctx->h_False)) {
        return put_literal(e, "false", 5);
    }
    return encode_other(e, value, defaults);
}

bool encode_any(encoder *e, HPy value, int defaults)
{
    return encode_value(e, value, defaults);
}

/* ---- The result ---- */

static HPy decode_utf8(HPyContext *ctx, const char *text, HPy_ssize_t size)
{
    HPy bytes = HPyBytes_FromStringAndSize(ctx, text, size);
    HPy str = HPy_NULL;
    if (!HPy_IsNull(bytes)) {
        str =
            HPyUnicode_FromEncodedObject(ctx, bytes, "utf-8", "surrogatepass");
        HPy_Close(ctx, bytes);
    }
    return str;
}

static HPy make_str(HPyContext *ctx, const json_writer *writer)
{
    HPy_ssize_t size = writer->next - writer->start;
    return writer->ascii
               ? HPyUnicode_DecodeASCII(ctx, writer->start, size, NULL)
               : decode_utf8(ctx, writer->start, size);
}

HPy ujson_encode(HPyContext *ctx, HPy value, const encode_options *options)
{
    encoder e;
    HPy result = HPy_NULL;
    e.ctx = ctx;
    e.options = options;
    e.depth = 0;
    /* Older runtimes have no h_DictType either, or have it elsewhere. */
    e.batches = HPyContext_GetMinor(ctx) >= 1;
    e.by_storage = e.batches && options->quoting.non_ascii;
    json_writer_init(&e.writer);
    if (encode_any(&e, value, 0)) {
        result = make_str(ctx, &e.writer);
    }
    json_writer_free(&e.writer);
    return result;
}
