/* hpy/argpass.h -- HPyArg_Parse and HPyArg_ParseKeywords for formats that the
 * compiler knows.
 *
 * The two functions of argparse.h become macros here. With a format that is a
 * literal, and up to eight variables, a macro is a function that is inlined and
 * takes one step for each variable. The compiler sees the codes, and of the
 * steps nothing is left but the conversions, one after the other, as one would
 * write them by hand.
 *
 * Values given by name are put into the order of the parameters first. If the
 * compiler knows the names as well, a key is compared with one after the other,
 * in a step for each; else it is looked for in a loop.
 *
 * A step converts one value. What cannot be converted because there are too few
 * or too many values, or unknown names, is found out before the first step, and
 * left to the functions, which complain.
 */
#ifndef HPY_ARGPASS_H
#define HPY_ARGPASS_H

/* Only these compilers can tell whether they know a value. */
#ifdef __GNUC__

/* ---- The format: all of this is done by the compiler ---- */

typedef struct {
    const char *at;
    size_t codes;
    size_t least;      /* arguments that have to be given */
    size_t positional; /* those that can be given by position, at most */
    char mark;         /* the last | or $ */
    bool has_names;    /* without names there is no $ */
    bool is_plain;     /* is nothing in it that somebody has to complain of? */
} _HPyArgScan;

static HPy_ALWAYS_INLINE void _HPyArg_ScanMark(_HPyArgScan *scan)
{
    if (*scan->at == '|' && scan->mark == 0) {
        scan->mark = *scan->at++;
    }
    if (*scan->at == '$' && scan->mark != '$' && scan->has_names) {
        scan->positional = scan->codes;
        scan->mark = *scan->at++;
    }
}

static HPy_ALWAYS_INLINE void _HPyArg_ScanCode(_HPyArgScan *scan)
{
    if (!scan->is_plain) {
        return;
    }
    _HPyArg_ScanMark(scan);
    scan->is_plain = *scan->at != '\0' && strchr(_HPyArg_CODES, *scan->at);
    scan->codes++;
    scan->least += scan->mark == 0;
    scan->at++;
}

static HPy_ALWAYS_INLINE void _HPyArg_ScanEnd(_HPyArgScan *scan)
{
    scan->is_plain = scan->is_plain && strchr(":;", *scan->at) != NULL;
    if (scan->mark != '$') {
        scan->positional = scan->codes;
    }
}

/* ---- The arguments ---- */

typedef struct {
    HPyContext *ctx;
    const HPy *args;
    size_t nargs;
    const char *format;
    const char *const *names; /* NULL in HPyArg_Parse */
    const char *at;           /* in the format */
    size_t index;             /* of the parameter */
    int result;               /* 1 so far, or 0 with an exception */
} _HPyArgPass;

static HPy_NOINLINE HPy_UNUSED int _HPyArg_PassRefuse(HPyContext *ctx,
                                                      const char *format,
                                                      const char *const *names,
                                                      size_t nargs, char code,
                                                      size_t index, HPy value)
{
    _HPyArg arg;
    memset(&arg, 0, sizeof(arg));
    arg.ctx = ctx;
    arg.format = format;
    arg.names = names;
    arg.nargs = nargs;
    return _HPyArg_Refuse(&arg, code, index, value);
}

static HPy_ALWAYS_INLINE void _HPyArg_PassCode(_HPyArgPass *pass,
                                               void *variable)
{
    HPy value;
    if (pass->result != 1) {
        return;
    }
    while (*pass->at == '|' || *pass->at == '$') {
        pass->at++;
    }
    value = pass->index < pass->nargs ? pass->args[pass->index] : HPy_NULL;
    if (pass->index < pass->nargs &&
        (pass->names == NULL || !HPy_IsNull(value))) {
        pass->result = _HPyArg_Convert(pass->ctx, *pass->at, value, variable);
        if (HPy_UNLIKELY(pass->result == _HPyArg_REFUSED)) {
            pass->result =
                _HPyArg_PassRefuse(pass->ctx, pass->format, pass->names,
                                   pass->nargs, *pass->at, pass->index, value);
        }
    }
    pass->at++;
    pass->index++;
}

/* Are there as many names as codes, and the empty ones in front, of parameters
 * that can be given by position? */
static HPy_ALWAYS_INLINE bool _HPyArg_HasNames(const char *const *names,
                                               const _HPyArgScan *scan)
{
    bool is_named = false;
    _HPy_UNROLL for (size_t i = 0; i < scan->codes; i++)
    {
        if (names[i] == NULL) {
            return false;
        }
        is_named = is_named || *names[i] != '\0';
        if (*names[i] == '\0' && (is_named || i >= scan->positional)) {
            return false;
        }
    }
    return names[scan->codes] == NULL;
}

/* ---- Values by name ---- */

#define _HPyArg_MOST 8 /* variables */

/* Is the text, which may have null characters, a name? They are short. */
static HPy_ALWAYS_INLINE bool _HPyArg_IsName(const char *name, const char *text,
                                             HPy_ssize_t size)
{
    HPy_ssize_t i = 0;
    for (; name[i] == text[i]; i++) {
        if (name[i] == '\0') {
            return i == size && size > 0;
        }
    }
    return false;
}

/* The text of a key; NULL if somebody has to look closer. */
static HPy_ALWAYS_INLINE const char *_HPyArg_KeyText(HPyContext *ctx, HPy key,
                                                     HPy_ssize_t *size)
{
    const char *text =
        HPy_IsNull(key) ? NULL : HPyUnicode_AsUTF8AndSize(ctx, key, size);
    if (HPy_UNLIKELY(text == NULL)) {
        HPyErr_Clear(ctx);
    }
    return text;
}

/* The parameter that a text is the name of, looked for from `index` on; `count`
 * if there is none. */
static HPy_ALWAYS_INLINE size_t _HPyArg_FindParameter(const char *text,
                                                      HPy_ssize_t size,
                                                      const char *const *names,
                                                      size_t count,
                                                      size_t index)
{
    for (size_t looked = 0; text != NULL && looked < count; looked++) {
        index = index < count ? index : 0;
        if (_HPyArg_IsName(names[index], text, size)) {
            return index;
        }
        index++;
    }
    return count;
}

#ifdef HPY_ABI_CPYTHON
#define _HPyArg_NAME_COUNT(ctx, names) PyTuple_GET_SIZE(_HPy_h2p(names))
#define _HPyArg_TAKE_NAME(ctx, names, i)                                       \
    _HPy_p2h(PyTuple_GET_ITEM(_HPy_h2p(names), i))
#define _HPyArg_GIVE_NAME(ctx, name)
#else
static inline HPy_ssize_t _HPyArg_NameCount(HPyContext *ctx, HPy names)
{
    return HPy_LIKELY(ctx == _HPy_tuple_context)
               ? _HPy_TupleSize(_HPy_h2p(names))
               : HPy_Length(ctx, names);
}

/* A name, borrowed where it is known how. */
static inline HPy _HPyArg_TakeName(HPyContext *ctx, HPy names, HPy_ssize_t i)
{
    return HPy_LIKELY(ctx == _HPy_tuple_context)
               ? _HPy_TupleItems(_HPy_h2p(names))[i]
               : HPy_GetItem_i(ctx, names, i);
}

static inline void _HPyArg_GiveName(HPyContext *ctx, HPy name)
{
    if (HPy_UNLIKELY(ctx != _HPy_tuple_context)) {
        HPy_Close(ctx, name);
    }
}

#define _HPyArg_NAME_COUNT _HPyArg_NameCount
#define _HPyArg_TAKE_NAME _HPyArg_TakeName
#define _HPyArg_GIVE_NAME _HPyArg_GiveName
#endif

/* Values that are being put into the places of their parameters. */
typedef struct {
    HPyContext *ctx;
    const HPy *args;
    size_t nargs;
    HPy kwnames;
    const char *const *names;
    size_t count; /* of the parameters */
    HPy *values;  /* where they go; null before */
    HPy key;      /* the name of the next value */
    const char *text;
    HPy_ssize_t size;
    size_t index; /* of the parameter that is compared */
    size_t found; /* the parameter of the key; `count` if there is none */
} _HPyArgSort;

static HPy_ALWAYS_INLINE void _HPyArg_SortPositional(_HPyArgSort *sort)
{
    for (size_t i = 0; i < sort->nargs; i++) {
        sort->values[i] = sort->args[i];
    }
}

/* Nobody else gets the address of the struct: the compiler shall know it. */
static HPy_ALWAYS_INLINE void _HPyArg_SortKey(_HPyArgSort *sort, HPy_ssize_t k)
{
    HPy_ssize_t size = 0;
    sort->key = _HPyArg_TAKE_NAME(sort->ctx, sort->kwnames, k);
    sort->text = _HPyArg_KeyText(sort->ctx, sort->key, &size);
    sort->size = size;
    sort->index = 0;
    sort->found = sort->count;
}

/* Compare the key with a name that the compiler knows. */
static HPy_ALWAYS_INLINE void _HPyArg_SortCompare(_HPyArgSort *sort)
{
    const char *name = sort->names[sort->index];
    size_t length = name == NULL ? 0 : strlen(name);
    if (sort->found == sort->count && length > 0 &&
        sort->size == (HPy_ssize_t)length &&
        memcmp(sort->text, name, length) == 0) {
        sort->found = sort->index;
    }
    sort->index++;
}

/* Put the value of the key into its place: false if the call is wrong. */
static HPy_ALWAYS_INLINE bool _HPyArg_SortPlace(_HPyArgSort *sort,
                                                HPy_ssize_t k)
{
    HPy *place = sort->values + sort->found;
    _HPyArg_GIVE_NAME(sort->ctx, sort->key);
    if (HPy_UNLIKELY(sort->found == sort->count || !HPy_IsNull(*place))) {
        return false;
    }
    *place = sort->args[sort->nargs + (size_t)k];
    return true;
}

/* Is there a value for every parameter that needs one? */
static HPy_ALWAYS_INLINE bool _HPyArg_SortEnd(const _HPyArgSort *sort,
                                              size_t least)
{
    bool all = true;
    _HPy_UNROLL for (size_t i = 0; i < least; i++)
    {
        all = all && !HPy_IsNull(sort->values[i]);
    }
    return all;
}

/* What the steps do, where the compiler does not know the names. Most callers
 * name the parameters in their order. */
static HPy_UNUSED bool _HPyArg_SortAny(_HPyArgSort *sort, size_t least)
{
    HPy_ssize_t named = _HPyArg_NAME_COUNT(sort->ctx, sort->kwnames);
    _HPyArg_SortPositional(sort);
    for (HPy_ssize_t k = 0; k < named; k++) {
        _HPyArg_SortKey(sort, k);
        sort->found =
            _HPyArg_FindParameter(sort->text, sort->size, sort->names,
                                  sort->count, sort->nargs + (size_t)k);
        if (!_HPyArg_SortPlace(sort, k)) {
            return false;
        }
    }
    return named >= 0 && _HPyArg_SortEnd(sort, least);
}

/* ---- Parsers for numbers of variables ---- */

#define _HPyArg_LIST(...) __VA_ARGS__

/* Put the values of a call by name in order. */
#define _HPyArg_SORT(KWNAMES, NAMES, COMPARES)                                 \
    _HPyArgSort sort = {ctx,    args,     nargs, KWNAMES, NAMES, scan.codes,   \
                        values, HPy_NULL, NULL,  0,       0,     0};           \
    memset(values, 0, scan.codes * sizeof(HPy));                               \
    if (!__builtin_constant_p(*(NAMES)[0])) {                                  \
        is_right = _HPyArg_SortAny(&sort, scan.least);                         \
    }                                                                          \
    else {                                                                     \
        HPy_ssize_t named = _HPyArg_NAME_COUNT(ctx, KWNAMES);                  \
        is_right = named >= 0;                                                 \
        _HPyArg_SortPositional(&sort);                                         \
        for (HPy_ssize_t k = 0; k < named && is_right; k++) {                  \
            _HPyArg_SortKey(&sort, k);                                         \
            if (sort.text != NULL) {                                           \
                COMPARES                                                       \
            }                                                                  \
            is_right = _HPyArg_SortPlace(&sort, k);                            \
        }                                                                      \
        is_right = is_right && _HPyArg_SortEnd(&sort, scan.least);             \
    }

/* What both functions do: fall out of the braces if the function is needed. */
#define _HPyArg_TRY(TRACKER, KWNAMES, NAMES, SCANS, COMPARES, PASSES)          \
    if (__builtin_constant_p(*fmt) && (TRACKER) == NULL) {                     \
        _HPyArgScan scan = {fmt, 0, 0, 0, 0, (NAMES) != NULL, true};           \
        SCANS _HPyArg_ScanEnd(&scan);                                          \
        if (scan.is_plain && nargs <= scan.positional &&                       \
            ((NAMES) == NULL || _HPyArg_HasNames(NAMES, &scan))) {             \
            _HPyArgPass pass = {ctx, args, nargs, fmt, NAMES, fmt, 0, 1};      \
            HPy values[_HPyArg_MOST];                                          \
            bool is_right = scan.least <= nargs;                               \
            if ((NAMES) != NULL && !HPy_IsNull(KWNAMES)) {                     \
                _HPyArg_SORT(KWNAMES, NAMES, COMPARES) pass.args = values;     \
                pass.nargs = scan.codes;                                       \
            }                                                                  \
            if (HPy_LIKELY(is_right)) {                                        \
                PASSES return pass.result;                                     \
            }                                                                  \
        }                                                                      \
    }

/* The two parsers for N variables. */
#define _HPyArg_PARSERS(N, VARIABLES, VALUES, SCANS, COMPARES, PASSES)         \
    static HPy_ALWAYS_INLINE int _HPyArg_Parse##N(                             \
        HPyContext *ctx, HPyTracker *ht, const HPy *args, size_t nargs,        \
        const char *fmt, VARIABLES)                                            \
    {                                                                          \
        _HPyArg_TRY(ht, HPy_NULL, (const char *const *)NULL, SCANS, ,          \
                    PASSES) return HPyArg_Parse(ctx, ht, args, nargs, fmt,     \
                                                VALUES);                       \
    }                                                                          \
    static HPy_ALWAYS_INLINE int _HPyArg_ParseKeywords##N(                     \
        HPyContext *ctx, HPyTracker *ht, const HPy *args, size_t nargs,        \
        HPy kwnames, const char *fmt, const char *const names[], VARIABLES)    \
    {                                                                          \
        _HPyArg_TRY(ht, kwnames, names, SCANS, COMPARES,                       \
                    PASSES) return HPyArg_ParseKeywords(ctx, ht, args, nargs,  \
                                                        kwnames, fmt, names,   \
                                                        VALUES);               \
    }

/* clang-format off */
#define _HPyArg_SCANS_1 _HPyArg_ScanCode(&scan);
#define _HPyArg_COMPARES_1 _HPyArg_SortCompare(&sort);
#define _HPyArg_PASSES_1 _HPyArg_PassCode(&pass, v0);
#define _HPyArg_SCANS_2 _HPyArg_SCANS_1 _HPyArg_ScanCode(&scan);
#define _HPyArg_COMPARES_2 _HPyArg_COMPARES_1 _HPyArg_SortCompare(&sort);
#define _HPyArg_PASSES_2 _HPyArg_PASSES_1 _HPyArg_PassCode(&pass, v1);
#define _HPyArg_SCANS_3 _HPyArg_SCANS_2 _HPyArg_ScanCode(&scan);
#define _HPyArg_COMPARES_3 _HPyArg_COMPARES_2 _HPyArg_SortCompare(&sort);
#define _HPyArg_PASSES_3 _HPyArg_PASSES_2 _HPyArg_PassCode(&pass, v2);
#define _HPyArg_SCANS_4 _HPyArg_SCANS_3 _HPyArg_ScanCode(&scan);
#define _HPyArg_COMPARES_4 _HPyArg_COMPARES_3 _HPyArg_SortCompare(&sort);
#define _HPyArg_PASSES_4 _HPyArg_PASSES_3 _HPyArg_PassCode(&pass, v3);
#define _HPyArg_SCANS_5 _HPyArg_SCANS_4 _HPyArg_ScanCode(&scan);
#define _HPyArg_COMPARES_5 _HPyArg_COMPARES_4 _HPyArg_SortCompare(&sort);
#define _HPyArg_PASSES_5 _HPyArg_PASSES_4 _HPyArg_PassCode(&pass, v4);
#define _HPyArg_SCANS_6 _HPyArg_SCANS_5 _HPyArg_ScanCode(&scan);
#define _HPyArg_COMPARES_6 _HPyArg_COMPARES_5 _HPyArg_SortCompare(&sort);
#define _HPyArg_PASSES_6 _HPyArg_PASSES_5 _HPyArg_PassCode(&pass, v5);
#define _HPyArg_SCANS_7 _HPyArg_SCANS_6 _HPyArg_ScanCode(&scan);
#define _HPyArg_COMPARES_7 _HPyArg_COMPARES_6 _HPyArg_SortCompare(&sort);
#define _HPyArg_PASSES_7 _HPyArg_PASSES_6 _HPyArg_PassCode(&pass, v6);
#define _HPyArg_SCANS_8 _HPyArg_SCANS_7 _HPyArg_ScanCode(&scan);
#define _HPyArg_COMPARES_8 _HPyArg_COMPARES_7 _HPyArg_SortCompare(&sort);
#define _HPyArg_PASSES_8 _HPyArg_PASSES_7 _HPyArg_PassCode(&pass, v7);
_HPyArg_PARSERS(1, _HPyArg_LIST(void *v0),
    _HPyArg_LIST(v0), _HPyArg_SCANS_1, _HPyArg_COMPARES_1, _HPyArg_PASSES_1)
_HPyArg_PARSERS(2, _HPyArg_LIST(void *v0, void *v1),
    _HPyArg_LIST(v0, v1), _HPyArg_SCANS_2, _HPyArg_COMPARES_2, _HPyArg_PASSES_2)
_HPyArg_PARSERS(3, _HPyArg_LIST(void *v0, void *v1, void *v2),
    _HPyArg_LIST(v0, v1, v2), _HPyArg_SCANS_3, _HPyArg_COMPARES_3, _HPyArg_PASSES_3)
_HPyArg_PARSERS(4, _HPyArg_LIST(void *v0, void *v1, void *v2, void *v3),
    _HPyArg_LIST(v0, v1, v2, v3), _HPyArg_SCANS_4, _HPyArg_COMPARES_4, _HPyArg_PASSES_4)
_HPyArg_PARSERS(5, _HPyArg_LIST(void *v0, void *v1, void *v2, void *v3, void *v4),
    _HPyArg_LIST(v0, v1, v2, v3, v4), _HPyArg_SCANS_5, _HPyArg_COMPARES_5, _HPyArg_PASSES_5)
_HPyArg_PARSERS(6, _HPyArg_LIST(void *v0, void *v1, void *v2, void *v3, void *v4, void *v5),
    _HPyArg_LIST(v0, v1, v2, v3, v4, v5), _HPyArg_SCANS_6, _HPyArg_COMPARES_6, _HPyArg_PASSES_6)
_HPyArg_PARSERS(7, _HPyArg_LIST(void *v0, void *v1, void *v2, void *v3, void *v4, void *v5, void *v6),
    _HPyArg_LIST(v0, v1, v2, v3, v4, v5, v6), _HPyArg_SCANS_7, _HPyArg_COMPARES_7, _HPyArg_PASSES_7)
_HPyArg_PARSERS(8, _HPyArg_LIST(void *v0, void *v1, void *v2, void *v3, void *v4, void *v5, void *v6, void *v7),
    _HPyArg_LIST(v0, v1, v2, v3, v4, v5, v6, v7), _HPyArg_SCANS_8, _HPyArg_COMPARES_8, _HPyArg_PASSES_8)
/* clang-format on */

/* ---- The macros ---- */

/* clang-format off */

/* Which function it is for so many arguments behind the one in front. */
#define _HPyArg_PICK(                                                          \
    A0, A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15,      \
    A16, A17, A18, A19, A20, A21, A22, A23, A24, A25, A26, A27, A28, A29,      \
    A30, A31, A32, A33, A34, A35, A36, A37, A38, A39, A40, PARSER, ...) \
    PARSER
#define _HPyArg_PICK_FOR(PARSER, ...)                                          \
    _HPyArg_PICK(__VA_ARGS__,                                                  \
        PARSER, PARSER, PARSER, PARSER, PARSER, PARSER, PARSER, PARSER,        \
        PARSER, PARSER, PARSER, PARSER, PARSER, PARSER, PARSER, PARSER,        \
        PARSER, PARSER, PARSER, PARSER, PARSER, PARSER, PARSER, PARSER,        \
        PARSER, PARSER, PARSER, PARSER, PARSER, PARSER, PARSER, PARSER,        \
        _##PARSER##8, _##PARSER##7, _##PARSER##6, _##PARSER##5,                \
        _##PARSER##4, _##PARSER##3, _##PARSER##2, _##PARSER##1, PARSER, 0)

/* clang-format on */

#define HPyArg_Parse(ctx, ht, args, nargs, ...)                                \
    _HPyArg_PICK_FOR(HPyArg_Parse, __VA_ARGS__)(ctx, ht, args, nargs,          \
                                                __VA_ARGS__)

/* The format and the names. */
#define HPyArg_ParseKeywords(ctx, ht, args, nargs, kwnames, fmt, ...)          \
    _HPyArg_PICK_FOR(HPyArg_ParseKeywords, __VA_ARGS__)(                       \
        ctx, ht, args, nargs, kwnames, fmt, __VA_ARGS__)

#endif

#endif /* HPY_ARGPASS_H */
