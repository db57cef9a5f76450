/* hpy/universal/calls.h -- the API in the universal and hybrid ABI.
 *
 * Every function is a call through the context. This file holds what a binary
 * remembers of the context that its loader gave it; the calls themselves are
 * derived from api.h.
 */
#ifndef HPY_UNIVERSAL_CALLS_H
#define HPY_UNIVERSAL_CALLS_H

/* One set of these per binary, defined by HPy_MODINIT; one per file with
 * HPY_EMBEDDED_MODULES, defined by HPY_MOD_EMBEDDABLE. */
#ifdef HPY_EMBEDDED_MODULES
#define _HPy_BINARY_STATE static
#else
#define _HPy_BINARY_STATE extern HPy_HIDDEN
#endif

/* The context of the runtime that loaded the binary. */
_HPy_BINARY_STATE HPyContext *_ctx_for_trampolines;

/* The same if its handles are object pointers, else NULL: then a trampoline
 * need not ask the runtime to convert its arguments. */
_HPy_BINARY_STATE HPyContext *_HPy_direct_context;

/* Bytes from an object to its struct of shape Object, for a direct context. */
_HPy_BINARY_STATE ptrdiff_t _HPy_struct_offset;

/* Bytes from the beginning of an object to the pointer to its type, for a
 * direct context. */
_HPy_BINARY_STATE ptrdiff_t _HPy_type_offset;

/* The direct context if it is known where its floats keep their value, else
 * NULL: bytes from the object. */
_HPy_BINARY_STATE HPyContext *_HPy_float_context;
_HPy_BINARY_STATE ptrdiff_t _HPy_float_value_offset;

/* The direct context if it is known where its tuples keep their items and how
 * many there are, else NULL: bytes from the object. */
_HPy_BINARY_STATE HPyContext *_HPy_tuple_context;
_HPy_BINARY_STATE ptrdiff_t _HPy_tuple_items_offset;
_HPy_BINARY_STATE ptrdiff_t _HPy_tuple_size_offset;

/* The minor ABI version of the runtime. */
_HPy_BINARY_STATE int _HPy_context_minor;

/* Bytes by which the runtime displaces PYPY_MOVED members. */
_HPy_BINARY_STATE ptrdiff_t _HPy_moved_bytes;

/* A PYPY_MOVED member of the context, found where the runtime keeps it. */
#define _HPy_MOVED(type, ctx, member)                                          \
    (*(type const *)((const char *)&(ctx)->member + _HPy_moved_bytes))

/* Is `type` the type of the object itself? For `_HPy_direct_context`. */
static inline bool _HPy_HasType(HPy h, HPy type)
{
    const char *object = (const char *)_HPy_h2p(h);
    return *(cpy_PyObject *const *)(object + _HPy_type_offset) ==
           _HPy_h2p(type);
}

HPy_BEGIN_BODIES
#include "hpy/generated/calls.h"
HPy_END_BODIES

/* What the name of a context says of it. */
#define _HPY_DIRECT_MARK "object handles"
#define _HPY_MINOR_MARK "minor "

/* PyPy's copy of the context has h_DictType where hpy 0.9.0 has the first
 * PYPY_MOVED function. Only its version tells: hpy 0.9.0 itself is not
 * displaced. Every member that is called here is in front of the moved
 * ones. */
static inline bool _HPy_IsDisplaced(HPyContext *ctx)
{
    bool displaced = true;
    HPy module = HPy_NULL, version = HPy_NULL, text = HPy_NULL;
    const char *utf8 = NULL;

    if (strstr(ctx->name, "(PyPy backend)") == NULL) {
        return false;
    }
    module = HPyImport_ImportModule(ctx, "_hpy_universal");
    if (!HPy_IsNull(module)) {
        version = HPy_GetAttr_s(ctx, module, "get_version");
    }
    if (!HPy_IsNull(version)) {
        text = HPy_CallTupleDict(ctx, version, HPy_NULL, HPy_NULL);
        HPy_Close(ctx, version);
        version = HPy_IsNull(text) ? HPy_NULL : HPy_GetItem_i(ctx, text, 0);
    }
    if (!HPy_IsNull(version)) {
        utf8 = HPyUnicode_AsUTF8AndSize(ctx, version, NULL);
        displaced = utf8 == NULL || strcmp(utf8, "0.9.0") != 0;
    }
    HPyErr_Clear(ctx);
    HPy_Close(ctx, version);
    HPy_Close(ctx, text);
    HPy_Close(ctx, module);
    return displaced;
}

static inline int _HPy_FindMinor(HPyContext *ctx)
{
    const char *mark = strstr(ctx->name, _HPY_MINOR_MARK);
    return mark == NULL ? 0 : atoi(mark + sizeof(_HPY_MINOR_MARK) - 1);
}

/* The distance is the same for every object, so any address will do to ask. */
static inline ptrdiff_t _HPy_FindStructOffset(HPyContext *ctx)
{
    HPy address = _HPy_p2h((cpy_PyObject *)ctx);
    return (char *)ctx->ctx_AsStruct_Object(ctx, address) - (char *)ctx;
}

/* Every object begins with a header of a few words, in which is its type: and
 * `type` is a type of itself. Negative if it is not there. */
static inline ptrdiff_t _HPy_FindTypeOffset(HPyContext *ctx)
{
    cpy_PyObject *type = _HPy_h2p(ctx->h_TypeType);
    cpy_PyObject *const *words = (cpy_PyObject *const *)type;
    for (int i = 0; i < 8; i++) {
        if (words[i] == type) {
            return i * (ptrdiff_t)sizeof(type);
        }
    }
    return -1;
}

/* Find out where a float keeps its value, by looking for one of which no part
 * of a header can be. */
static inline void _HPy_FindFloatOffset(HPyContext *ctx)
{
    const double value = -1.2345678901234567e-89;
    HPy number = HPyFloat_FromDouble(ctx, value);
    const char *object = (const char *)_HPy_h2p(number);
    if (HPy_IsNull(number)) {
        HPyErr_Clear(ctx);
        return;
    }
    for (ptrdiff_t offset = 0; offset < 64; offset += 8) {
        if (memcmp(object + offset, &value, sizeof(value)) == 0) {
            _HPy_float_value_offset = offset;
            _HPy_float_context = ctx;
            break;
        }
    }
    HPy_Close(ctx, number);
}

/* Find out where a tuple keeps its items, by looking at one with so many items
 * that no word behind its end is read. */
static inline void _HPy_FindTupleOffsets(HPyContext *ctx)
{
    enum { WORDS = 8 };
    HPy items[WORDS], tuple;
    const intptr_t *words;
    int size = 0, first = 0;
    for (int i = 0; i < WORDS; i++) {
        items[i] = i % 2 == 0 ? ctx->h_None : ctx->h_True;
    }
    tuple = HPyTuple_FromArray(ctx, items, WORDS);
    if (HPy_IsNull(tuple)) {
        HPyErr_Clear(ctx);
        return;
    }
    words = (const intptr_t *)_HPy_h2p(tuple);
    while (first < WORDS - 1 &&
           (words[first] != items[0]._i || words[first + 1] != items[1]._i)) {
        first++;
    }
    while (size < first && words[size] != WORDS) {
        size++;
    }
    if (first < WORDS - 1 && size < first) {
        _HPy_tuple_items_offset = first * (ptrdiff_t)sizeof(intptr_t);
        _HPy_tuple_size_offset = size * (ptrdiff_t)sizeof(intptr_t);
        _HPy_tuple_context = ctx;
    }
    HPy_Close(ctx, tuple);
}

/* The items of a tuple of CPython, for `_HPy_tuple_context`: borrowed. */
static inline const HPy *_HPy_TupleItems(const void *tuple)
{
    return (const HPy *)((const char *)tuple + _HPy_tuple_items_offset);
}

static inline HPy_ssize_t _HPy_TupleSize(const void *tuple)
{
    return *(const HPy_ssize_t *)((const char *)tuple + _HPy_tuple_size_offset);
}

/* Remember where things are in an object, if that can be known. */
static inline void _HPy_SetDirectContext(HPyContext *ctx)
{
    _HPy_type_offset = _HPy_FindTypeOffset(ctx);
    if (_HPy_type_offset >= 0) {
        _HPy_struct_offset = _HPy_FindStructOffset(ctx);
        _HPy_FindFloatOffset(ctx);
        _HPy_FindTupleOffsets(ctx);
        _HPy_direct_context = ctx;
    }
}

/* Remember the context that the loader hands over. */
static inline void _HPy_SetBinaryContext(HPyContext *ctx)
{
    _ctx_for_trampolines = ctx;
    _HPy_direct_context = NULL;
    _HPy_float_context = NULL;
    _HPy_tuple_context = NULL;
    if (strstr(ctx->name, _HPY_DIRECT_MARK) != NULL) {
        _HPy_SetDirectContext(ctx);
    }
    _HPy_context_minor = _HPy_FindMinor(ctx);
    _HPy_moved_bytes = _HPy_IsDisplaced(ctx) ? sizeof(void *) : 0;
}

#endif /* HPY_UNIVERSAL_CALLS_H */
