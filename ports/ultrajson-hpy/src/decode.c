/* src/decode.c: JSON text to objects. */
#include "ujson.h"

#include "json/next.h"
#include "keys.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* So many values may wait for the end of their array or object, or for their
 * value, before they need memory. */
#define ROOM 256

typedef struct {
    HPyContext *ctx;
    json_reader reader;
    HPy *values; /* each container that is open, its items, its key */
    size_t size;
    size_t space;
    size_t bases[JSON_DEPTH + 1]; /* where those of each container begin */
    HPy room[ROOM];
    size_t objects; /* that have begun */
    key_cache keys;
} decoder;

/* ---- Values that wait ---- */

static bool grow(decoder *d)
{
    size_t size = 2 * d->space * sizeof(HPy);
    bool in_room = d->values == d->room;
    HPy *values = (HPy *)realloc(in_room ? NULL : d->values, size);
    if (values == NULL) {
        HPyErr_NoMemory(d->ctx);
        return false;
    }
    if (in_room) {
        memcpy(values, d->room, sizeof(d->room));
    }
    d->values = values;
    d->space *= 2;
    return true;
}

/* Keep a new value; false with an exception if it is null or there is no
 * memory. */
static inline bool push(decoder *d, HPy value)
{
    if (HPy_UNLIKELY(HPy_IsNull(value))) {
        return false;
    }
    if (HPy_UNLIKELY(d->size == d->space) && !grow(d)) {
        HPy_Close(d->ctx, value);
        return false;
    }
    d->values[d->size++] = value;
    return true;
}

static void close_from(decoder *d, size_t base)
{
    while (d->size > base) {
        HPy_Close(d->ctx, d->values[--d->size]);
    }
}

/* ---- Strings ---- */

#if WCHAR_MAX < 0x10ffff
static HPy make_str(HPyContext *ctx, uint32_t *points, size_t size)
{
    wchar_t *units = (wchar_t *)malloc((2 * size + 1) * sizeof(wchar_t));
    HPy_ssize_t count = 0;
    HPy str;
    if (units == NULL) {
        return HPyErr_NoMemory(ctx);
    }
    for (size_t i = 0; i < size; i++) {
        uint32_t point = points[i];
        if (point >= 0x10000) {
            units[count++] = (wchar_t)(0xd7c0 + (point >> 10));
            point = 0xdc00 | (point & 0x3ff);
        }
        units[count++] = (wchar_t)point;
    }
    str = HPyUnicode_FromWideChar(ctx, units, count);
    free(units);
    return str;
}
#else
static HPy make_str(HPyContext *ctx, uint32_t *points, size_t size)
{
    return HPyUnicode_FromWideChar(ctx, (const wchar_t *)points,
                                   (HPy_ssize_t)size);
}
#endif

static inline HPy make_plain(decoder *d)
{
    return make_ascii(d->ctx, d->reader.text.start, d->reader.text.size);
}

static inline HPy make_string(decoder *d)
{
    return make_str(d->ctx, d->reader.points.start, d->reader.points.size);
}

static inline HPy make_key(decoder *d)
{
    if (d->objects < 2) {
        return make_plain(d);
    }
    return key_cache_get(&d->keys, d->ctx, d->reader.text.start,
                         d->reader.text.size);
}

/* ---- Numbers ---- */

/* An integer of more than 64 bits. */
static HPy make_large(decoder *d)
{
    HPy digits = make_plain(d);
    HPy value = HPy_NULL;
    if (!HPy_IsNull(digits)) {
        value = HPy_Long(d->ctx, digits);
        HPy_Close(d->ctx, digits);
    }
    return value;
}

/* ---- Containers ---- */

/* The list of the items from `base` on. */
static HPy make_list(decoder *d, size_t base)
{
    HPyContext *ctx = d->ctx;
    size_t size = d->size - base;
    HPyListBuilder builder = HPyListBuilder_New(ctx, (HPy_ssize_t)size);
    for (size_t i = 0; i < size; i++) {
        HPyListBuilder_Set(ctx, builder, (HPy_ssize_t)i, d->values[base + i]);
    }
    return HPyListBuilder_Build(ctx, builder);
}

/* Put a member that is complete into its object. */
static bool store_member(decoder *d)
{
    HPy *top = d->values + d->size;
    int stored = HPy_SetItem(d->ctx, top[-3], top[-2], top[-1]);
    HPy_Close(d->ctx, top[-2]);
    HPy_Close(d->ctx, top[-1]);
    d->size -= 2;
    return stored == 0;
}

/* A value is complete. */
static inline bool add(decoder *d, HPy value)
{
    if (!push(d, value)) {
        return false;
    }
    /* An array takes its items when it ends. */
    return !d->reader.in_object[d->reader.depth] || store_member(d);
}

/* With the second object, keys begin to repeat. */
static bool begin_object(decoder *d)
{
    if (d->objects++ == 1) {
        key_cache_init(&d->keys);
    }
    return push(d, HPyDict_New(d->ctx));
}

static bool end_array(decoder *d)
{
    size_t base = d->bases[d->reader.depth + 1];
    HPy list = make_list(d, base);
    close_from(d, base);
    return add(d, list);
}

/* ---- Events ---- */

static inline bool take(decoder *d, json_event event)
{
    HPyContext *ctx = d->ctx;
    switch (event) {
    case JSON_NULL:
        return add(d, HPy_Dup(ctx, ctx->h_None));
    case JSON_FALSE:
        return add(d, HPy_Dup(ctx, ctx->h_False));
    case JSON_TRUE:
        return add(d, HPy_Dup(ctx, ctx->h_True));
    case JSON_INT64:
        return add(d, HPyLong_FromInt64_t(ctx, d->reader.number.int64));
    case JSON_UINT64:
        return add(d, HPyLong_FromUInt64_t(ctx, d->reader.number.uint64));
    case JSON_INTEGER:
        return add(d, make_large(d));
    case JSON_DOUBLE:
        return add(d, HPyFloat_FromDouble(ctx, d->reader.number.real));
    case JSON_ASCII:
        return add(d, make_plain(d));
    case JSON_STRING:
        return add(d, make_string(d));
    case JSON_ASCII_KEY:
        return push(d, make_key(d));
    case JSON_STRING_KEY:
        return push(d, make_string(d));
    case JSON_ARRAY:
        d->bases[d->reader.depth] = d->size;
        return true;
    case JSON_ARRAY_END:
        return end_array(d);
    case JSON_OBJECT:
        return begin_object(d);
    case JSON_OBJECT_END:
        return add(d, d->values[--d->size]);
    default:
        return false;
    }
}

/* ---- Errors ---- */

/* The text as a str, whatever is in it. */
static HPy make_document(HPyContext *ctx, const char *text, size_t size)
{
    HPy bytes = HPyBytes_FromStringAndSize(ctx, text, (HPy_ssize_t)size);
    HPy str = HPy_NULL;
    if (!HPy_IsNull(bytes)) {
        str = HPyUnicode_FromEncodedObject(ctx, bytes, "utf-8", "replace");
        HPy_Close(ctx, bytes);
    }
    return str;
}

/* Raise JSONDecodeError(problem, document, position), the position in
 * characters. */
static void raise_problem(decoder *d)
{
    HPyContext *ctx = d->ctx;
    const char *text = (const char *)d->reader.start;
    size_t before = (size_t)(d->reader.next - d->reader.start);
    size_t size = (size_t)(d->reader.end - d->reader.start);
    HPy type = HPyGlobal_Load(ctx, ujson_decode_error);
    HPy document = make_document(ctx, text, size);
    HPy head = make_document(ctx, text, before);
    HPy args = HPy_NULL, error = HPy_NULL;
    if (!HPy_IsNull(document) && !HPy_IsNull(head)) {
        args = HPy_BuildValue(ctx, "(sOn)", d->reader.problem, document,
                              HPy_Length(ctx, head));
    }
    if (!HPy_IsNull(args)) {
        error = HPy_CallTupleDict(ctx, type, args, HPy_NULL);
    }
    if (!HPy_IsNull(error)) {
        HPyErr_SetObject(ctx, type, error);
    }
    HPy_Close(ctx, error);
    HPy_Close(ctx, args);
    HPy_Close(ctx, head);
    HPy_Close(ctx, document);
    HPy_Close(ctx, type);
}

static void fail(decoder *d)
{
    if (d->reader.problem == json_no_memory) {
        HPyErr_NoMemory(d->ctx);
    }
    else {
        raise_problem(d);
    }
}

/* ---- Documents ---- */

/* Read all: the value, or HPy_NULL with an exception. */
static HPy decode(decoder *d)
{
    for (;;) {
        json_event event = json_next(&d->reader);
        if (event == JSON_END) {
            return d->values[--d->size];
        }
        if (event == JSON_ERROR) {
            fail(d);
            return HPy_NULL;
        }
        if (!take(d, event)) {
            return HPy_NULL;
        }
    }
}

static HPy decode_text(HPyContext *ctx, const char *text, size_t size)
{
    decoder d;
    HPy value;
    d.ctx = ctx;
    d.values = d.room;
    d.size = 0;
    d.space = ROOM;
    d.objects = 0;
    json_reader_init(&d.reader, text, size);
    value = decode(&d);
    close_from(&d, 0);
    if (d.objects >= 2) {
        key_cache_close(&d.keys, ctx);
    }
    if (d.values != d.room) {
        free(d.values);
    }
    json_reader_free(&d.reader);
    return value;
}

static HPy decode_bytes(HPyContext *ctx, HPy bytes)
{
    const char *text = HPyBytes_AsString(ctx, bytes);
    if (text == NULL) {
        return HPy_NULL;
    }
    return decode_text(ctx, text, (size_t)HPyBytes_Size(ctx, bytes));
}

static HPy decode_str(HPyContext *ctx, HPy str)
{
    HPy owner, value = HPy_NULL;
    HPy_ssize_t size;
    const char *text = ujson_utf8(ctx, str, &size, &owner);
    if (text != NULL) {
        value = decode_text(ctx, text, (size_t)size);
    }
    HPy_Close(ctx, owner);
    return value;
}

/* Is it an instance of a class in builtins? 1, 0, or -1 with an exception. */
static int is_builtin(HPyContext *ctx, HPy object, const char *name)
{
    HPy type = HPy_GetItem_s(ctx, ctx->h_Builtins, name);
    int result;
    if (HPy_IsNull(type)) {
        return -1;
    }
    result = HPy_TypeCheck(ctx, object, type);
    HPy_Close(ctx, type);
    return result;
}

/* Has the object a buffer, so that a memoryview of it can be made? */
static bool has_buffer(HPyContext *ctx, HPy object)
{
    HPy type = HPy_GetItem_s(ctx, ctx->h_Builtins, "memoryview");
    HPy view = HPy_NULL;
    if (!HPy_IsNull(type)) {
        view = HPy_Call(ctx, type, &object, 1, HPy_NULL);
        HPy_Close(ctx, type);
    }
    if (HPy_IsNull(view)) {
        HPyErr_Clear(ctx);
        return false;
    }
    HPy_Close(ctx, view);
    return true;
}

static HPy refuse(HPyContext *ctx, HPy document)
{
    return HPyErr_SetString(
        ctx, ctx->h_TypeError,
        has_buffer(ctx, document)
            ? "Arbitrary bytes-like objects are no longer supported. Use "
              "either string, bytes, or bytearray."
            : "Expected string, bytes, or bytearray");
}

/* A bytearray, of which the baseline of HPy can only make a copy. */
static HPy decode_bytearray(HPyContext *ctx, HPy document)
{
    HPy bytes = HPy_Bytes(ctx, document);
    HPy value = HPy_NULL;
    if (!HPy_IsNull(bytes)) {
        value = decode_bytes(ctx, bytes);
        HPy_Close(ctx, bytes);
    }
    return value;
}

static HPy decode_other(HPyContext *ctx, HPy document)
{
    int is_bytearray = is_builtin(ctx, document, "bytearray");
    if (is_bytearray < 0) {
        return HPy_NULL;
    }
    return is_bytearray ? decode_bytearray(ctx, document)
                        : refuse(ctx, document);
}

HPy ujson_decode(HPyContext *ctx, HPy document)
{
    if (HPyUnicode_Check(ctx, document)) {
        return decode_str(ctx, document);
    }
    if (HPyBytes_Check(ctx, document)) {
        return decode_bytes(ctx, document);
    }
    return decode_other(ctx, document);
}
