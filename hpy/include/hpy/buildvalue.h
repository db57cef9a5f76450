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

/* Read `count` units and the commas behind them into `items`: how many are
 * objects now, which is less than `count` with an exception. */
static inline HPy_ssize_t _HPyBuild_Items(_HPyBuild *b, HPy *items,
                                          HPy_ssize_t count)
{
    for (HPy_ssize_t i = 0; i < count; i++) {
        items[i] = _HPyBuild_Unit(b);
        if (HPy_IsNull(items[i])) {
            return i;
        }
        b->at += *b->at == ',';
    }
    return count;
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
static inline HPy _HPyBuild_Join(HPyContext *ctx, const HPy *items,
                                 HPy_ssize_t count, char closing)
{
    if (closing == ']') {
        return _HPyBuild_List(ctx, items, count);
    }
    if (closing == '\0' && count == 0) {
        return HPy_Dup(ctx, ctx->h_None);
    }
    return HPyTuple_FromArray(ctx, items, count);
}

/* Read `count` units and what closes them, and join them. */
static inline HPy _HPyBuild_Sequence(_HPyBuild *b, HPy_ssize_t count,
                                     char closing)
{
    HPyContext *ctx = b->ctx;
    HPy few[_HPyBuild_FEW], *items = few, result = HPy_NULL;
    HPy_ssize_t made;

    if (count > _HPyBuild_FEW) {
        items = (HPy *)malloc((size_t)count * sizeof(HPy));
        if (items == NULL) {
            return HPyErr_NoMemory(ctx);
        }
    }
    made = _HPyBuild_Items(b, items, count);
    if (made == count && *b->at != closing) {
        _HPyBuild_Fail(b, b->at, "is one comma too many");
    }
    else if (made == count) {
        b->at += closing != '\0';
        result = _HPyBuild_Join(ctx, items, count, closing);
    }
    while (made > 0) {
        HPy_Close(ctx, items[--made]);
    }
    if (items != few) {
        free(items);
    }
    return result;
}

/* A tuple or a list, from behind the bracket that opens it. */
static inline HPy _HPyBuild_Bracket(_HPyBuild *b, char closing)
{
    HPy_ssize_t count = _HPyBuild_Count(b, closing);
    if (count < 0) {
        return _HPyBuild_Fail(b, b->at - 1, "is not closed");
    }
    return _HPyBuild_Sequence(b, count, closing);
}

static inline void _HPyBuild_SkipBlanks(_HPyBuild *b)
{
    while (*b->at == ' ') {
        b->at++;
    }
}

/* Read one pair and enter it: 0, or -1 with an exception. */
static inline int _HPyBuild_Pair(_HPyBuild *b, HPy dict)
{
    HPyContext *ctx = b->ctx;
    HPy value = HPy_NULL, key = _HPyBuild_Unit(b);
    int result = -1;

    if (HPy_IsNull(key)) {
        return -1;
    }
    if (*b->at == ':') {
        b->at++;
        value = _HPyBuild_Unit(b);
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

/* Read one unit and make its object. */
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
        return _HPyBuild_Bracket(b, ')');
    case '[':
        return _HPyBuild_Bracket(b, ']');
    case '{':
        return _HPyBuild_Dict(b);
    case 'N':
        return _HPyBuild_Fail(b, b->at - 1,
                              "does not exist in HPy: use 'O' and close the "
                              "handle afterwards");
    default:
        return _HPyBuild_Fail(b, b->at - 1, "is not a unit");
    }
}

/* Read the only unit of the format. */
static inline HPy _HPyBuild_Single(_HPyBuild *b)
{
    HPy item;
    if (_HPyBuild_Items(b, &item, 1) == 1 && *b->at != '\0') {
        _HPyBuild_Fail(b, b->at, "is one comma too many");
        HPy_Close(b->ctx, item);
        return HPy_NULL;
    }
    return item;
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
    HPy_ssize_t count;
    HPy result;

    b.ctx = ctx;
    b.format = b.at = fmt;
    count = _HPyBuild_Count(&b, '\0');
    if (count < 0) {
        /* A bracket is alone: its unit, among all these, will say so. */
        count = (HPy_ssize_t)strlen(fmt);
    }
    va_start(b.values, fmt);
    result =
        count == 1 ? _HPyBuild_Single(&b) : _HPyBuild_Sequence(&b, count, '\0');
    va_end(b.values);
    return result;
}

#endif /* HPY_BUILDVALUE_H */
