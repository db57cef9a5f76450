/* hpy/argparse.h -- from arguments to C variables: HPyArg_Parse,
 * HPyArg_ParseKeywords, HPyArg_ParseKeywordsDict.
 *
 * A format has one code for each parameter, and behind it comes the address of
 * the C variable that gets the value:
 *
 *   code  variable                what is accepted
 *   b     unsigned char           an integer from 0 to 255
 *   h     short                   an integer that fits
 *   i     int                     an integer that fits
 *   l     long                    an integer that fits
 *   L     long long               an integer that fits
 *   n     HPy_ssize_t             an int that fits; `__index__` is not asked
 *   B     unsigned char           an integer, modulo the size
 *   H     unsigned short          an integer, modulo the size
 *   I     unsigned int            an integer, modulo the size
 *   k     unsigned long           an integer, modulo the size
 *   K     unsigned long long      an integer, modulo the size
 *   f     float                   a number
 *   d     double                  a number
 *   p     int                     any object: 1 if it is true, else 0
 *   s     const char *            a str without null characters, as UTF-8
 *   O     HPy                     any object
 *
 *   |       the parameters behind it are optional
 *   $       the parameters behind it are optional and given by name only
 *           (not in HPyArg_Parse)
 *   :name   ends the format: messages begin with `name()`
 *   ;text   ends the format: this is the message of every error found here
 *
 * The variable of an optional parameter that is not given stays untouched, so
 * initialise it with the default. If parsing fails, some variables may have
 * been set. A null `ht` is allowed where nothing has to be kept alive:
 *
 *                              O gives               s points into
 *   HPyArg_Parse               the caller's handle   the caller's handle
 *   HPyArg_ParseKeywords       a handle in *ht,      the caller's handle
 *                              without `ht` the
 *                              caller's handle
 *   HPyArg_ParseKeywordsDict   a handle in *ht       a handle in *ht
 *
 * With a non-null `ht` a tracker is made first. On success the caller closes
 * it, when the handles and strings are no longer used; on failure it is closed
 * already.
 *
 * How it works: values given by name are sorted into the order of the
 * parameters first, where unknown and doubled names show; then one pass over
 * the format converts value after value. Nothing is allocated but the tracker,
 * and room for names if a call by name has more than _HPyArg_FEW parameters.
 * A format that the compiler knows needs no pass: see hpy/argpass.h.
 */
#ifndef HPY_ARGPARSE_H
#define HPY_ARGPARSE_H

#include <limits.h>

#include "hpy/format.h" /* HPyErr_Format, for messages */

#define _HPyArg_CODES "bhilLnBHIkKfdpsO"

#define _HPyArg_FEW 32 /* so many parameters need no memory of their own */

/* One call of one of the three functions. */
typedef struct {
    HPyContext *ctx;
    HPyTracker *tracker; /* or NULL */
    const HPy *args;
    size_t nargs;
    const char *format;
    const char *const *names; /* of the parameters; NULL in HPyArg_Parse */
    bool from_dict;           /* in HPyArg_ParseKeywordsDict */
    HPy *named;        /* values given by name, or NULL if there are none;
                        * from a dict they are new handles */
    va_list variables; /* the addresses */
} _HPyArg;

/* ---- Errors: all return 0, as a parser that fails does ---- */

/* Raise `type` with a message behind the name of the function, or with the
 * text of the format. */
static HPy_NOINLINE HPy_UNUSED int _HPyArg_Fail(const _HPyArg *arg, HPy type,
                                                const char *message, ...)
{
    HPyContext *ctx = arg->ctx;
    const char *end = arg->format + strcspn(arg->format, ":;");
    va_list values;
    HPy text;

    if (*end == ';') {
        HPyErr_Format(ctx, type, "%s", end + 1);
        return 0;
    }
    va_start(values, message);
    text = HPyUnicode_FromFormatV(ctx, message, values);
    va_end(values);
    if (HPy_IsNull(text)) {
        return 0;
    }
    if (*end == ':') {
        HPyErr_Format(ctx, type, "%s() %U", end + 1, text);
    }
    else {
        HPyErr_Format(ctx, type, "function %U", text);
    }
    HPy_Close(ctx, text);
    return 0;
}

/* Raise `type` for the value of a parameter, which is called by its name, or
 * else by its position. */
static HPy_NOINLINE HPy_UNUSED int _HPyArg_FailValue(const _HPyArg *arg,
                                                     HPy type, size_t index,
                                                     const char *message, ...)
{
    va_list values;
    HPy text;

    va_start(values, message);
    text = HPyUnicode_FromFormatV(arg->ctx, message, values);
    va_end(values);
    if (HPy_IsNull(text)) {
        return 0;
    }
    if (arg->names != NULL && *arg->names[index] != '\0') {
        _HPyArg_Fail(arg, type, "argument '%s' %U", arg->names[index], text);
    }
    else {
        _HPyArg_Fail(arg, type, "argument %zu %U", index + 1, text);
    }
    HPy_Close(arg->ctx, text);
    return 0;
}

/* TypeError for a number of positional arguments that is not between these
 * two. */
static HPy_NOINLINE HPy_UNUSED int _HPyArg_FailCount(const _HPyArg *arg,
                                                     size_t least, size_t most)
{
    const char *kind = arg->names == NULL ? "" : "positional ";
    const char *which = least == most        ? "exactly"
                        : arg->nargs < least ? "at least"
                                             : "at most";
    size_t limit = arg->nargs < least ? least : most;
    HPy type = arg->ctx->h_TypeError;

    if (limit == 0) {
        return _HPyArg_Fail(arg, type, "takes no %sarguments (%zu given)", kind,
                            arg->nargs);
    }
    return _HPyArg_Fail(arg, type, "takes %s %zu %sargument%s (%zu given)",
                        which, limit, kind, limit == 1 ? "" : "s", arg->nargs);
}

/* TypeError for too many or too few positional arguments. How many there can
 * be is not known in the middle of the format, so read it from its start. */
static HPy_NOINLINE HPy_UNUSED int _HPyArg_FailPositional(const _HPyArg *arg)
{
    size_t least = 0, most = 0;
    bool optional = false;
    for (const char *at = arg->format; strchr("$:;", *at) == NULL; at++) {
        const char *name = arg->names == NULL ? "" : arg->names[most];
        if (*at == '|') {
            optional = true;
        }
        else if (name == NULL) {
            break;
        }
        else {
            least += !optional && *name == '\0';
            most++;
        }
    }
    return _HPyArg_FailCount(arg, least, most);
}

/* TypeError for a parameter that is neither given nor optional. */
static HPy_NOINLINE HPy_UNUSED int _HPyArg_FailMissing(const _HPyArg *arg,
                                                       size_t index)
{
    if (arg->names == NULL || *arg->names[index] == '\0') {
        return _HPyArg_FailPositional(arg);
    }
    return _HPyArg_Fail(arg, arg->ctx->h_TypeError,
                        "missing required argument '%s' (position %zu)",
                        arg->names[index], index + 1);
}

/* TypeError for an argument that is no str. */
static HPy_NOINLINE HPy_UNUSED int _HPyArg_FailString(const _HPyArg *arg,
                                                      size_t index, HPy value)
{
    HPyContext *ctx = arg->ctx;
    HPy type = HPy_Type(ctx, value);
    const char *name;

    if (HPy_IsNull(type)) {
        return 0;
    }
    name = HPyType_GetName(ctx, type);
    if (name != NULL) {
        _HPyArg_FailValue(arg, ctx->h_TypeError, index, "must be str, not %s",
                          name);
    }
    HPy_Close(ctx, type);
    return 0;
}

/* TypeError for the name of a value that has no UTF-8: it is no str, or no
 * name that a parameter could have. */
static HPy_NOINLINE HPy_UNUSED int _HPyArg_FailKey(const _HPyArg *arg, HPy key)
{
    HPyContext *ctx = arg->ctx;
    if (HPyErr_ExceptionMatches(ctx, ctx->h_UnicodeEncodeError)) {
        HPyErr_Clear(ctx);
        return _HPyArg_Fail(arg, ctx->h_TypeError,
                            "got an unexpected keyword argument '%U'", key);
    }
    if (!HPyUnicode_Check(ctx, key)) {
        HPyErr_Clear(ctx);
        return _HPyArg_Fail(arg, ctx->h_TypeError,
                            "takes keywords that are str, not %R", key);
    }
    return 0;
}

/* ---- Codes ---- */

/* Does a value have to live as long as the tracker? One from a dict has no
 * other owner; and who gives a tracker for names may take handles over from it.
 */
static inline bool _HPyArg_IsKept(const _HPyArg *arg, char code)
{
    return arg->from_dict
               ? code == 'O' || code == 's'
               : code == 'O' && arg->names != NULL && arg->tracker != NULL;
}

/* A handle that lives as long as the tracker: null with an exception. */
static inline HPy _HPyArg_Keep(const _HPyArg *arg, size_t index, HPy value)
{
    if (arg->from_dict && index >= arg->nargs) {
        arg->named[index] = HPy_NULL; /* it is ours: hand it over */
    }
    else {
        value = HPy_Dup(arg->ctx, value);
    }
    return HPyTracker_Add(arg->ctx, *arg->tracker, value) < 0 ? HPy_NULL
                                                              : value;
}

/* The result of a conversion: 1, 0 with an exception, or this, if the value is
 * not what the code asks for and somebody has to say so. */
#define _HPyArg_REFUSED (-1)

/* A code whose value is what a function returns: -1 if it fails. */
#define _HPyArg_CASE(CODE, TYPE, RESULT, FUNCTION)                             \
    case CODE: {                                                               \
        RESULT result = FUNCTION(ctx, value);                                  \
        if (HPy_UNLIKELY(result == (RESULT) - 1) && HPyErr_Occurred(ctx)) {    \
            return 0;                                                          \
        }                                                                      \
        *(TYPE *)variable = (TYPE)result;                                      \
        return 1;                                                              \
    }

/* A code whose value is a long in a range. */
#define _HPyArg_RANGE_CASE(CODE, TYPE, LEAST, GREATEST)                        \
    case CODE: {                                                               \
        long number = HPyLong_AsLong(ctx, value);                              \
        if (HPy_UNLIKELY(number == -1) && HPyErr_Occurred(ctx)) {              \
            return 0;                                                          \
        }                                                                      \
        *(TYPE *)variable = (TYPE)number;                                      \
        return LEAST <= number && number <= GREATEST ? 1 : _HPyArg_REFUSED;    \
    }

static inline int _HPyArg_ConvertString(HPyContext *ctx, HPy value,
                                        const char **variable)
{
    HPy_ssize_t size = 0;
    const char *utf8 = HPyUnicode_AsUTF8AndSize(ctx, value, &size);
    if (HPy_UNLIKELY(utf8 == NULL)) {
        return HPyUnicode_Check(ctx, value) ? 0 : _HPyArg_REFUSED;
    }
    *variable = utf8;
    return strlen(utf8) == (size_t)size ? 1 : _HPyArg_REFUSED;
}

/* clang-format off */

/* Convert a value and store it. An unknown code is refused. */
static HPy_ALWAYS_INLINE int _HPyArg_Convert(HPyContext *ctx, char code,
                                             HPy value, void *variable)
{
    switch (code) {
    _HPyArg_RANGE_CASE('b', unsigned char, 0, UCHAR_MAX)
    _HPyArg_RANGE_CASE('h', short, SHRT_MIN, SHRT_MAX)
    _HPyArg_RANGE_CASE('i', int, INT_MIN, INT_MAX)
    _HPyArg_CASE('l', long, long, HPyLong_AsLong)
    _HPyArg_CASE('L', long long, long long, HPyLong_AsLongLong)
    _HPyArg_CASE('n', HPy_ssize_t, HPy_ssize_t, HPyLong_AsSsize_t)
    _HPyArg_CASE('B', unsigned char, unsigned long, HPyLong_AsUnsignedLongMask)
    _HPyArg_CASE('H', unsigned short, unsigned long, HPyLong_AsUnsignedLongMask)
    _HPyArg_CASE('I', unsigned int, unsigned long, HPyLong_AsUnsignedLongMask)
    _HPyArg_CASE('k', unsigned long, unsigned long, HPyLong_AsUnsignedLongMask)
    _HPyArg_CASE('K', unsigned long long, unsigned long long,
                 HPyLong_AsUnsignedLongLongMask)
    _HPyArg_CASE('f', float, double, HPyFloat_AsDouble)
    _HPyArg_CASE('d', double, double, HPyFloat_AsDouble)
    _HPyArg_CASE('p', int, int, HPy_IsTrue)
    case 's':
        return _HPyArg_ConvertString(ctx, value, (const char **)variable);
    case 'O':
        *(HPy *)variable = value;
        return 1;
    default:
        return _HPyArg_REFUSED;
    }
}

/* clang-format on */

#undef _HPyArg_CASE
#undef _HPyArg_RANGE_CASE

/* ---- Values that are refused ---- */

static HPy_NOINLINE HPy_UNUSED int _HPyArg_RefuseString(const _HPyArg *arg,
                                                        size_t index, HPy value)
{
    HPyContext *ctx = arg->ctx;
    if (HPyUnicode_Check(ctx, value)) {
        return _HPyArg_FailValue(arg, ctx->h_ValueError, index,
                                 "must be a str without null characters");
    }
    HPyErr_Clear(ctx); /* that it has no UTF-8 */
    return _HPyArg_FailString(arg, index, value);
}

/* OverflowError with the range of the code, whose variable has the number as
 * far as it could hold it. */
static HPy_NOINLINE HPy_UNUSED int
_HPyArg_RefuseNumber(const _HPyArg *arg, char code, size_t index, HPy value)
{
    long least = code == 'b' ? 0 : code == 'h' ? SHRT_MIN : INT_MIN;
    long greatest = code == 'b' ? UCHAR_MAX : code == 'h' ? SHRT_MAX : INT_MAX;
    return _HPyArg_FailValue(arg, arg->ctx->h_OverflowError, index,
                             "must be from %ld to %ld, not %S", least, greatest,
                             value);
}

static HPy_NOINLINE HPy_UNUSED int _HPyArg_Refuse(const _HPyArg *arg, char code,
                                                  size_t index, HPy value)
{
    switch (code) {
    case 's':
        return _HPyArg_RefuseString(arg, index, value);
    case 'b':
    case 'h':
    case 'i':
        return _HPyArg_RefuseNumber(arg, code, index, value);
    default:
        return _HPyArg_Fail(arg, arg->ctx->h_SystemError,
                            "has the unknown code '%c' in its format \"%s\"",
                            (unsigned char)code, arg->format);
    }
}

/* Is it a code, and is there a tracker if it needs one, whether or not there is
 * a value? Else SystemError. */
static inline int _HPyArg_CheckCode(const _HPyArg *arg, char code)
{
    if (strchr(_HPyArg_CODES, code) == NULL) {
        return _HPyArg_Refuse(arg, code, 0, HPy_NULL);
    }
    if (HPy_UNLIKELY(arg->tracker == NULL) && _HPyArg_IsKept(arg, code)) {
        return _HPyArg_Fail(arg, arg->ctx->h_SystemError,
                            "has the code '%c' in its format \"%s\", which "
                            "needs an HPyTracker",
                            code, arg->format);
    }
    return 1;
}

/* ---- The pass over the format ---- */

/* Has the parameter a name, and may it be empty if it is? */
static inline int _HPyArg_CheckName(const _HPyArg *arg, char mark, size_t index)
{
    const char *name = arg->names[index];
    if (name == NULL) {
        return _HPyArg_Fail(arg, arg->ctx->h_TypeError,
                            "has more codes in its format \"%s\" than the %zu "
                            "names of parameters",
                            arg->format, index);
    }
    if (*name != '\0') {
        return 1;
    }
    if (mark == '$' || (index > 0 && *arg->names[index - 1] != '\0')) {
        return _HPyArg_Fail(arg, arg->ctx->h_SystemError,
                            "has an empty name for parameter %zu; only the "
                            "first parameters can be positional-only",
                            index + 1);
    }
    return 1;
}

/* Does a | or $ belong here, behind the mark `last`, or 0? A $ also ends the
 * parameters that can be given by position. */
static inline int _HPyArg_CheckMark(const _HPyArg *arg, char mark, char last,
                                    size_t index)
{
    HPy error = arg->ctx->h_SystemError;
    if (mark == '$' && arg->names == NULL) {
        return _HPyArg_Fail(arg, error,
                            "has '$' in its format \"%s\", which is for "
                            "HPyArg_ParseKeywords",
                            arg->format);
    }
    if (last == '$' || last == mark) {
        return _HPyArg_Fail(arg, error,
                            "has a misplaced '%c' in its format \"%s\": '|' "
                            "and '$' may stand there once each, in this order",
                            mark, arg->format);
    }
    if (mark == '$' && index < arg->nargs) {
        return _HPyArg_FailPositional(arg);
    }
    return 1;
}

/* Are the arguments and the names used up with the format? */
static inline int _HPyArg_CheckEnd(const _HPyArg *arg, size_t count)
{
    if (arg->names != NULL && arg->names[count] != NULL) {
        return _HPyArg_Fail(arg, arg->ctx->h_TypeError,
                            "has fewer codes in its format \"%s\" than names "
                            "of parameters: '%s' has none",
                            arg->format, arg->names[count]);
    }
    if (arg->nargs > count) {
        return _HPyArg_FailPositional(arg);
    }
    return 1;
}

/* Convert and store the value of the parameter `index`. */
static inline int _HPyArg_Value(const _HPyArg *arg, char code, size_t index,
                                HPy value, void *variable)
{
    int converted;
    if (_HPyArg_IsKept(arg, code)) {
        if (!_HPyArg_CheckCode(arg, code)) {
            return 0;
        }
        value = _HPyArg_Keep(arg, index, value);
        if (HPy_IsNull(value)) {
            return 0;
        }
    }
    converted = _HPyArg_Convert(arg->ctx, code, value, variable);
    return converted == _HPyArg_REFUSED
               ? _HPyArg_Refuse(arg, code, index, value)
               : converted;
}

/* Set the variable of one parameter, if there is a value. */
static inline int _HPyArg_Parameter(_HPyArg *arg, char code, char mark,
                                    size_t index)
{
    HPy value = HPy_NULL;
    void *variable;

    if (arg->names != NULL && !_HPyArg_CheckName(arg, mark, index)) {
        return 0;
    }
    /* All pointers to objects are alike on the platforms that there are. */
    variable = va_arg(arg->variables, void *);
    if (index < arg->nargs) {
        value = arg->args[index];
    }
    else if (arg->named != NULL) {
        value = arg->named[index];
    }
    if (!HPy_IsNull(value)) {
        return _HPyArg_Value(arg, code, index, value, variable);
    }
    return _HPyArg_CheckCode(arg, code) &&
           (mark != 0 || _HPyArg_FailMissing(arg, index));
}

/* Set the variables of all parameters: 1, or 0 with an exception. */
static inline int _HPyArg_Run(_HPyArg *arg)
{
    size_t index = 0;
    char mark = 0; /* the last | or $ */

    for (const char *at = arg->format; *at != '\0' && *at != ':' && *at != ';';
         at++) {
        if (*at == '|' || *at == '$') {
            if (!_HPyArg_CheckMark(arg, *at, mark, index)) {
                return 0;
            }
            mark = *at;
        }
        else if (!_HPyArg_Parameter(arg, *at, mark, index++)) {
            return 0;
        }
    }
    return _HPyArg_CheckEnd(arg, index);
}

/* ---- Values given by name ---- */

/* Where the value with the name `key` belongs, or NULL with TypeError. */
static inline HPy *_HPyArg_FindName(const _HPyArg *arg, HPy key)
{
    HPyContext *ctx = arg->ctx;
    HPy_ssize_t size = 0;
    const char *utf8 = HPyUnicode_AsUTF8AndSize(ctx, key, &size);
    size_t index = 0;

    if (utf8 == NULL) {
        _HPyArg_FailKey(arg, key);
        return NULL;
    }
    while (arg->names[index] != NULL && strcmp(arg->names[index], utf8) != 0) {
        index++;
    }
    /* An empty name is that of a positional-only parameter. */
    if (arg->names[index] == NULL || size == 0 ||
        strlen(utf8) != (size_t)size) {
        _HPyArg_Fail(arg, ctx->h_TypeError,
                     "got an unexpected keyword argument '%U'", key);
        return NULL;
    }
    if (index < arg->nargs || !HPy_IsNull(arg->named[index])) {
        _HPyArg_Fail(arg, ctx->h_TypeError,
                     "got multiple values for argument '%s'",
                     arg->names[index]);
        return NULL;
    }
    return &arg->named[index];
}

/* Put the values that belong to `keys` in their places: those behind the
 * positional arguments, or those of a dict. */
static inline int _HPyArg_SortNamed(const _HPyArg *arg, HPy keys, HPy dict)
{
    HPyContext *ctx = arg->ctx;
    HPy_ssize_t count = HPy_Length(ctx, keys);
    bool found = count >= 0;

    for (HPy_ssize_t i = 0; i < count && found; i++) {
        HPy key = HPy_GetItem_i(ctx, keys, i);
        HPy *place = HPy_IsNull(key) ? NULL : _HPyArg_FindName(arg, key);
        if (place != NULL) {
            *place = arg->from_dict ? HPy_GetItem(ctx, dict, key)
                                    : arg->args[arg->nargs + (size_t)i];
        }
        found = place != NULL && !HPy_IsNull(*place);
        HPy_Close(ctx, key);
    }
    return found;
}

/* Set the variables of all parameters where values are given by name. */
static inline int _HPyArg_RunNamed(_HPyArg *arg, HPy keys, HPy dict)
{
    HPyContext *ctx = arg->ctx;
    HPy few[_HPyArg_FEW];
    size_t count = 0;
    int parsed;

    while (arg->names[count] != NULL) {
        count++;
    }
    arg->named = few;
    if (count > _HPyArg_FEW) {
        arg->named = (HPy *)malloc(count * sizeof(HPy));
        if (arg->named == NULL) {
            HPyErr_NoMemory(ctx);
            return 0;
        }
    }
    for (size_t i = 0; i < count; i++) {
        arg->named[i] = HPy_NULL;
    }
    parsed = _HPyArg_SortNamed(arg, keys, dict) && _HPyArg_Run(arg);
    for (size_t i = 0; i < count && arg->from_dict; i++) {
        HPy_Close(ctx, arg->named[i]);
    }
    if (arg->named != few) {
        free(arg->named);
    }
    return parsed;
}

/* The same with a dict. */
static inline int _HPyArg_RunDict(_HPyArg *arg, HPy dict)
{
    HPyContext *ctx = arg->ctx;
    HPy keys;
    int parsed;

    if (HPy_IsNull(dict)) {
        return _HPyArg_Run(arg);
    }
    if (HPyTuple_Check(ctx, dict)) {
        /* PyPy 7.3.19 calls HPy_tp_new as it calls methods: with the names of
         * the values that stand behind the positional arguments. */
        arg->from_dict = false;
        return _HPyArg_RunNamed(arg, dict, HPy_NULL);
    }
    if (!HPyDict_Check(ctx, dict)) {
        return _HPyArg_Fail(arg, ctx->h_SystemError,
                            "was called with keywords that are no dict");
    }
    keys = HPyDict_Keys(ctx, dict);
    if (HPy_IsNull(keys)) {
        return 0;
    }
    parsed = _HPyArg_RunNamed(arg, keys, dict);
    HPy_Close(ctx, keys);
    return parsed;
}

/* ---- Public ---- */

/* Everything but `variables`, and the tracker: 1, or 0 with MemoryError. */
static inline int _HPyArg_Start(_HPyArg *arg, HPyContext *ctx, HPyTracker *ht,
                                const HPy *args, size_t nargs, const char *fmt,
                                const char *const *names)
{
    arg->ctx = ctx;
    arg->tracker = ht;
    arg->args = args;
    arg->nargs = nargs;
    arg->format = fmt;
    arg->names = names;
    arg->from_dict = false;
    arg->named = NULL;
    if (ht != NULL) {
        *ht = HPyTracker_New(ctx, 0);
        return !HPy_IsNull(*ht);
    }
    return 1;
}

/* A parser that has failed closes the tracker. */
static inline int _HPyArg_End(const _HPyArg *arg, int parsed)
{
    if (!parsed && arg->tracker != NULL) {
        HPyTracker_Close(arg->ctx, *arg->tracker);
    }
    return parsed;
}

/**
 * Convert positional arguments to C variables. Returns 1, or 0 with an
 * exception.
 * ht: see the head of this file; may be NULL.
 * args, nargs: as a function gets them.
 * fmt: see the head of this file.
 * ...: the addresses of the variables.
 * Raises: TypeError for too few or too many arguments and, as ValueError and
 * OverflowError, what the conversions raise; SystemError for a broken format;
 * MemoryError.
 */
static inline int HPyArg_Parse(HPyContext *ctx, HPyTracker *ht, const HPy *args,
                               size_t nargs, const char *fmt, ...)
{
    _HPyArg arg;
    int parsed;

    if (!_HPyArg_Start(&arg, ctx, ht, args, nargs, fmt, NULL)) {
        return 0;
    }
    va_start(arg.variables, fmt);
    parsed = _HPyArg_Run(&arg);
    va_end(arg.variables);
    return _HPyArg_End(&arg, parsed);
}

/**
 * Convert positional and keyword arguments to C variables. Returns 1, or 0
 * with an exception.
 * ht: see the head of this file; may be NULL.
 * args, nargs, kwnames: as a function with HPyFunc_KEYWORDS gets them.
 * fmt: see the head of this file.
 * keywords: the names of the parameters, ended by NULL. Empty names, which
 * come first, are those of positional-only parameters. An array that is `static
 * const char *const` is quickest: the compiler knows the names then.
 * ...: the addresses of the variables.
 * Raises: TypeError for too few or too many arguments, for an unknown keyword,
 * for an argument given by position and by name, if codes and names differ in
 * number and, as ValueError and OverflowError, what the conversions raise;
 * SystemError for a broken format or an empty name in the wrong place;
 * MemoryError.
 */
static inline int HPyArg_ParseKeywords(HPyContext *ctx, HPyTracker *ht,
                                       const HPy *args, size_t nargs,
                                       HPy kwnames, const char *fmt,
                                       const char *const keywords[], ...)
{
    _HPyArg arg;
    int parsed;

    if (!_HPyArg_Start(&arg, ctx, ht, args, nargs, fmt, keywords)) {
        return 0;
    }
    va_start(arg.variables, keywords);
    parsed = HPy_IsNull(kwnames) ? _HPyArg_Run(&arg)
                                 : _HPyArg_RunNamed(&arg, kwnames, HPy_NULL);
    va_end(arg.variables);
    return _HPyArg_End(&arg, parsed);
}

/**
 * The same for HPy_tp_new and HPy_tp_init, which get the keyword arguments in
 * a dict.
 * ht: see the head of this file; NULL only without O and s in the format.
 * kw: a dict or null; in PyPy 7.3.19's HPy_tp_new a tuple of names.
 */
static inline int HPyArg_ParseKeywordsDict(HPyContext *ctx, HPyTracker *ht,
                                           const HPy *args, HPy_ssize_t nargs,
                                           HPy kw, const char *fmt,
                                           const char *const keywords[], ...)
{
    _HPyArg arg;
    int parsed;

    if (!_HPyArg_Start(&arg, ctx, ht, args, (size_t)nargs, fmt, keywords)) {
        return 0;
    }
    arg.from_dict = true;
    va_start(arg.variables, keywords);
    parsed = _HPyArg_RunDict(&arg, kw);
    va_end(arg.variables);
    return _HPyArg_End(&arg, parsed);
}

#endif /* HPY_ARGPARSE_H */
