/* hpy/buildvalue.h -- from C values to an object: HPy_BuildValue.
 *
 * A format is a row of units:
 *
 *   unit         argument             object
 *   i I          int, unsigned int    int
 *   l k          (unsigned) long      int
 *   L K          (unsigned) long long int
 *   n            HPy_ssize_t          int
 *   f d          double               float (a C float arrives as a double)
 *   s            const char *, UTF-8  str
 *   O S          HPy                  the object; the handle stays the caller's
 *   (units)      those of its units   tuple
 *   [units]      those of its units   list
 *   {pairs}      those of its units   dict; a pair is `unit:unit`
 *
 * No unit gives None, one unit its object, several a tuple. A comma may stand
 * behind each unit, and has to stand between the pairs of a dict, where blanks
 * are welcome too. There is no N, because no function of HPy takes a handle
 * over: close it yourself after the call.
 */
#ifndef HPY_BUILDVALUE_H
#define HPY_BUILDVALUE_H

#include "hpy/format.h" /* HPyErr_Format, for messages */

#define _HPyBuild_FEW 16 /* so many units need no memory of their own */

/* The objects of a sequence. */
typedef struct {
    HPy few[_HPyBuild_FEW];
    HPy *all; /* `few`, or memory */
    HPy_ssize_t count;
    HPy_ssize_t room;
} _HPyBuildItems;

/* One call of HPy_BuildValue. */
typedef struct {
    HPyContext *ctx;
    const char *format; /* the whole of it */
    const char *at;     /* what is to be read next */
    va_list values;
} _HPyBuild;

static inline HPy _HPyBuild_Unit(_HPyBuild *b);

/* ---- Errors ---- */

/* SystemError for the byte at `at` of the format. */
static HPy_NOINLINE HPy_UNUSED HPy _HPyBuild_Fail(const _HPyBuild *b,
                                                  const char *at,
                                                  const char *problem)
{
    HPyContext *ctx = b->ctx;
    return HPyErr_Format(ctx, ctx->h_SystemError,
                         "HPy_BuildValue: '%c' at position %zd of the format "
                         "\"%s\" %s",
                         (unsigned char)*at, (HPy_ssize_t)(at - b->format) + 1,
                         b->format, problem);
}

/* SystemError for the unit before `b->at`, whose argument is null. */
static HPy_NOINLINE HPy_UNUSED HPy _HPyBuild_FailNull(const _HPyBuild *b)
{
    return _HPyBuild_Fail(b, b->at - 1, "got a null argument");
}

/* ---- Units ---- */

static inline HPy _HPyBuild_Object(_HPyBuild *b)
{
    HPy object = va_arg(b->values, HPy);
    if (!HPy_IsNull(object)) {
        return HPy_Dup(b->ctx, object);
    }
    /* It is often the result of a call that has failed: say why that did. */
    return HPyErr_Occurred(b->ctx) ? HPy_NULL : _HPyBuild_FailNull(b);
}

static inline HPy _HPyBuild_String(_HPyBuild *b)
{
    const char *string = va_arg(b->values, const char *);
    return string != NULL ? HPyUnicode_FromString(b->ctx, string)
                          : _HPyBuild_FailNull(b);
}

/* How many units there are up to the bracket `closing`, or up to the end of
 * the format if it is NUL: -1 if that is not found. */
static inline HPy_ssize_t _HPyBuild_Count(const _HPyBuild *b, char closing)
{
    HPy_ssize_t count = 0, depth = 0;
    for (const char *at = b->at;; at++) {
        switch (*at) {
        case ',':
            break;
        case '(':
        case '[':
        case '{':
            count += depth == 0;
            depth++;
            break;
        case ')':
        case ']':
        case '}':
        case '\0':
            if (depth == 0) {
                return *at == closing ? count : -1;
            }
            if (*at == '\0') {
                return -1;
            }
            depth--;
            break;
        default:
            count += depth == 0;
        }
    }
}

/* SystemError for what stands where a unit or `closing` should. */
static HPy_NOINLINE HPy_UNUSED HPy _HPyBuild_FailSequence(const _HPyBuild *b,
                                                          const char *opening,
                                                          char closing)
{
    HPy_ssize_t left = _HPyBuild_Count(b, closing);
    if (left < 0 && closing != '\0') {
        return _HPyBuild_Fail(b, opening, "is not closed");
    }
    return _HPyBuild_Fail(
        b, b->at, left == 0 ? "is one comma too many" : "is not a unit");
}

/* Double the room: false with MemoryError. */
static HPy_NOINLINE HPy_UNUSED bool _HPyBuild_Grow(HPyContext *ctx,
                                                   _HPyBuildItems *items)
{
    size_t size = (size_t)items->room * sizeof(HPy);
    HPy *all = (HPy *)malloc(2 * size);
    if (all == NULL) {
        HPyErr_NoMemory(ctx);
        return false;
    }
    memcpy(all, items->all, size);
    if (items->all != items->few) {
        free(items->all);
    }
    items->all = all;
    items->room *= 2;
    return true;
}

/* Read units and the commas behind them up to `closing`: false if that or a
 * unit is missing, or with an exception. */
static inline bool _HPyBuild_Items(_HPyBuild *b, _HPyBuildItems *items,
                                   char closing)
{
    while (*b->at != closing) {
        HPy item;
        if (HPy_UNLIKELY(items->count == items->room) &&
            !_HPyBuild_Grow(b->ctx, items)) {
            return false;
        }
        item = _HPyBuild_Unit(b);
        if (HPy_IsNull(item)) {
            return false;
        }
        items->all[items->count++] = item;
        b->at += *b->at == ',';
    }
    return true;
}

static inline HPy _HPyBuild_List(HPyContext *ctx, const HPy *items,
                                 HPy_ssize_t count)
{
    HPyListBuilder builder = HPyListBuilder_New(ctx, count);
    for (HPy_ssize_t i = 0; i < count; i++) {
        HPyListBuilder_Set(ctx, builder, i, items[i]);
    }
    return HPyListBuilder_Build(ctx, builder);
}

/* What the items are together, by the bracket behind them. */
static inline HPy _HPyBuild_Join(HPyContext *ctx, _HPyBuildItems *items,
                                 char closing)
{
    if (closing == ']') {
        return _HPyBuild_List(ctx, items->all, items->count);
    }
    if (closing == '\0' && items->count < 2) {
        bool is_empty = items->count == 0;
        items->count = 0; /* the only one is taken */
        return is_empty ? HPy_Dup(ctx, ctx->h_None) : items->all[0];
    }
    return HPyTuple_FromArray(ctx, items->all, items->count);
}

/* Read units and what closes them, and join them. */
static inline HPy _HPyBuild_Sequence(_HPyBuild *b, const char *opening,
                                     char closing)
{
    _HPyBuildItems items;
    HPy result = HPy_NULL;

    items.all = items.few;
    items.count = 0;
    items.room = _HPyBuild_FEW;
    if (HPy_LIKELY(_HPyBuild_Items(b, &items, closing))) {
        b->at += closing != '\0';
        result = _HPyBuild_Join(b->ctx, &items, closing);
    }
    else if (!HPyErr_Occurred(b->ctx)) {
        _HPyBuild_FailSequence(b, opening, closing);
    }
    while (items.count > 0) {
        HPy_Close(b->ctx, items.all[--items.count]);
    }
    if (items.all != items.few) {
        free(items.all);
    }
    return result;
}

static inline void _HPyBuild_SkipBlanks(_HPyBuild *b)
{
    while (*b->at == ' ') {
        b->at++;
    }
}

/* The key or the value of a pair. */
static inline HPy _HPyBuild_Half(_HPyBuild *b)
{
    HPy unit = _HPyBuild_Unit(b);
    if (HPy_IsNull(unit) && !HPyErr_Occurred(b->ctx)) {
        _HPyBuild_Fail(b, b->at, "is not a unit");
    }
    return unit;
}

/* Read one pair and enter it: 0, or -1 with an exception. */
static inline int _HPyBuild_Pair(_HPyBuild *b, HPy dict)
{
    HPyContext *ctx = b->ctx;
    HPy value = HPy_NULL, key = _HPyBuild_Half(b);
    int result = -1;

    if (HPy_IsNull(key)) {
        return -1;
    }
    if (*b->at == ':') {
        b->at++;
        value = _HPyBuild_Half(b);
    }
    else {
        _HPyBuild_Fail(b, b->at, "should be the ':' between key and value");
    }
    if (!HPy_IsNull(value)) {
        result = HPy_SetItem(ctx, dict, key, value);
        HPy_Close(ctx, value);
    }
    HPy_Close(ctx, key);
    return result;
}

/* Read the comma and the blanks behind a pair: 0, or -1 with an exception if
 * there is neither a comma nor the end of the dict. */
static inline int _HPyBuild_EndPair(_HPyBuild *b)
{
    _HPyBuild_SkipBlanks(b);
    if (*b->at == ',') {
        b->at++;
        _HPyBuild_SkipBlanks(b);
    }
    else if (*b->at != '}') {
        _HPyBuild_Fail(b, b->at, "should be the ',' between two pairs");
        return -1;
    }
    return 0;
}

/* A dict, from behind the bracket that opens it. */
static inline HPy _HPyBuild_Dict(_HPyBuild *b)
{
    HPy dict;
    if (_HPyBuild_Count(b, '}') < 0) {
        return _HPyBuild_Fail(b, b->at - 1, "is not closed");
    }
    dict = HPyDict_New(b->ctx);
    if (HPy_IsNull(dict)) {
        return HPy_NULL;
    }
    _HPyBuild_SkipBlanks(b);
    while (*b->at != '}') {
        if (_HPyBuild_Pair(b, dict) < 0 || _HPyBuild_EndPair(b) < 0) {
            HPy_Close(b->ctx, dict);
            return HPy_NULL;
        }
    }
    b->at++;
    return dict;
}

/* Read one unit and make its object. What ends or parts units is none: null
 * without an exception, as the caller knows what it should be. */
static inline HPy _HPyBuild_Unit(_HPyBuild *b)
{
    HPyContext *ctx = b->ctx;
    switch (*b->at++) {
    case 'i':
        return HPyLong_FromLong(ctx, va_arg(b->values, int));
    case 'I':
        return HPyLong_FromUnsignedLong(ctx, va_arg(b->values, unsigned int));
    case 'l':
        return HPyLong_FromLong(ctx, va_arg(b->values, long));
    case 'k':
        return HPyLong_FromUnsignedLong(ctx, va_arg(b->values, unsigned long));
    case 'L':
        return HPyLong_FromLongLong(ctx, va_arg(b->values, long long));
    case 'K':
        return HPyLong_FromUnsignedLongLong(
            ctx, va_arg(b->values, unsigned long long));
    case 'n':
        return HPyLong_FromSsize_t(ctx, va_arg(b->values, HPy_ssize_t));
    case 'f':
    case 'd':
        return HPyFloat_FromDouble(ctx, va_arg(b->values, double));
    case 's':
        return _HPyBuild_String(b);
    case 'O':
    case 'S':
        return _HPyBuild_Object(b);
    case '(':
        return _HPyBuild_Sequence(b, b->at - 1, ')');
    case '[':
        return _HPyBuild_Sequence(b, b->at - 1, ']');
    case '{':
        return _HPyBuild_Dict(b);
    case 'N':
        return _HPyBuild_Fail(b, b->at - 1,
                              "does not exist in HPy: use 'O' and close the "
                              "handle afterwards");
    case ',':
    case ')':
    case ']':
    case '}':
    case '\0':
        b->at--;
        return HPy_NULL;
    default:
        return _HPyBuild_Fail(b, b->at - 1, "is not a unit");
    }
}

/* ---- Public ---- */

/**
 * A new object from C values.
 * fmt: see the head of this file.
 * ...: the values.
 * Raises: SystemError for a broken format, a NULL string, and a null handle
 * unless an exception is pending, which stays; UnicodeDecodeError for a string
 * that is not UTF-8; TypeError for a key of a dict that has no hash;
 * MemoryError.
 */
static inline HPy HPy_BuildValue(HPyContext *ctx, const char *fmt, ...)
{
    _HPyBuild b;
    HPy result;

    b.ctx = ctx;
    b.format = b.at = fmt;
    va_start(b.values, fmt);
    result = _HPyBuild_Sequence(&b, fmt, '\0');
    va_end(b.values);
    return result;
}

#endif /* HPY_BUILDVALUE_H */
