/* tests/test_argparse.c -- HPyArg_Parse, HPyArg_ParseKeywords,
 * HPyArg_ParseKeywordsDict.
 *
 * The formats come from the Python side. Each method passes the addresses of
 * MANY variables, of which the format uses the first ones, and returns a tuple
 * of their values, with Ellipsis for a variable that was not touched.
 */
#include "failing_malloc.h"

#include "support.h"

#define MANY 40

/* A variable of whatever type its code asks for. */
typedef union {
    unsigned char b;
    short h;
    int i;
    long l;
    long long L;
    HPy_ssize_t n;
    unsigned short H;
    unsigned int I;
    unsigned long k;
    unsigned long long K;
    float f;
    double d;
    const char *s;
    HPy O;
    unsigned char bytes[16];
} Variable;

#define UNTOUCHED 0xA5

#define FOUR(n) &v[n], &v[n + 1], &v[n + 2], &v[n + 3]
#define ADDRESSES                                                              \
    FOUR(0), FOUR(4), FOUR(8), FOUR(12), FOUR(16), FOUR(20), FOUR(24),         \
        FOUR(28), FOUR(32), FOUR(36)

static HPy value_of(HPyContext *ctx, char code, const Variable *v)
{
    Variable untouched;
    memset(&untouched, UNTOUCHED, sizeof(untouched));
    if (memcmp(v, &untouched, sizeof(untouched)) == 0) {
        return HPy_Dup(ctx, ctx->h_Ellipsis);
    }
    switch (code) {
    case 'b':
    case 'B':
        return HPyLong_FromLong(ctx, v->b);
    case 'h':
        return HPyLong_FromLong(ctx, v->h);
    case 'i':
    case 'p':
        return HPyLong_FromLong(ctx, v->i);
    case 'l':
        return HPyLong_FromLong(ctx, v->l);
    case 'L':
        return HPyLong_FromLongLong(ctx, v->L);
    case 'n':
        return HPyLong_FromSsize_t(ctx, v->n);
    case 'H':
        return HPyLong_FromLong(ctx, v->H);
    case 'I':
        return HPyLong_FromUnsignedLong(ctx, v->I);
    case 'k':
        return HPyLong_FromUnsignedLong(ctx, v->k);
    case 'K':
        return HPyLong_FromUnsignedLongLong(ctx, v->K);
    case 'f':
        return HPyFloat_FromDouble(ctx, v->f);
    case 'd':
        return HPyFloat_FromDouble(ctx, v->d);
    case 's':
        return HPyUnicode_FromString(ctx, v->s);
    default:
        return HPy_Dup(ctx, v->O);
    }
}

/* The values of the variables that a format has. */
static HPy values_of(HPyContext *ctx, const char *format, const Variable *v)
{
    HPy values[MANY], result;
    HPy_ssize_t count = 0, made = 0;
    bool failed = false;

    for (; *format != '\0' && *format != ':' && *format != ';'; format++) {
        if (*format == '|' || *format == '$') {
            continue;
        }
        values[made] = value_of(ctx, *format, &v[made]);
        failed = failed || HPy_IsNull(values[made]);
        made++;
    }
    result = failed ? HPy_NULL : HPyTuple_FromArray(ctx, values, made);
    for (count = 0; count < made; count++) {
        HPy_Close(ctx, values[count]);
    }
    return result;
}

/* What a method returns, after the parser has returned `parsed`. */
static HPy finish(HPyContext *ctx, int parsed, const char *format,
                  const Variable *v, HPyTracker *ht)
{
    HPy result;
    if (parsed != 0 && parsed != 1) {
        return HPyErr_SetString(ctx, ctx->h_AssertionError,
                                "the result is neither 0 nor 1");
    }
    if (parsed == HPyErr_Occurred(ctx)) {
        return HPyErr_SetString(ctx, ctx->h_AssertionError,
                                "the result does not tell of the exception");
    }
    if (parsed == 0) {
        return HPy_NULL;
    }
    result = values_of(ctx, format, v);
    if (ht != NULL) {
        HPyTracker_Close(ctx, *ht);
    }
    return result;
}

/* ---- HPyArg_Parse: parse(format, *args) ---- */

static HPy parse_with(HPyContext *ctx, HPyTracker *ht, const HPy *args,
                      size_t nargs)
{
    const char *format = HPyUnicode_AsUTF8AndSize(ctx, args[0], NULL);
    Variable v[MANY];
    int parsed;

    memset(v, UNTOUCHED, sizeof(v));
    parsed = HPyArg_Parse(ctx, ht, args + 1, nargs - 1, format, ADDRESSES);
    return finish(ctx, parsed, format, v, ht);
}

HPyDef_METH(parse, "parse", HPyFunc_VARARGS)
static HPy parse_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    return parse_with(ctx, NULL, args, nargs);
}

HPyDef_METH(parse_tracked, "parse_tracked", HPyFunc_VARARGS)
static HPy parse_tracked_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs)
{
    HPyTracker ht;
    return parse_with(ctx, &ht, args, nargs);
}

/* Is the handle that O gives the caller's own one? */
HPyDef_METH(parse_borrows, "parse_borrows", HPyFunc_VARARGS)
static HPy parse_borrows_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs)
{
    HPy handle;
    if (!HPyArg_Parse(ctx, NULL, args, nargs, "O", &handle)) {
        return HPy_NULL;
    }
    return HPyBool_FromBool(ctx, handle._i == args[0]._i);
}

/* ---- The keyword functions ---- */

/* The names of parameters, copied from a tuple. */
typedef struct {
    const char *pointers[MANY + 1];
    char texts[MANY][32];
} Names;

static bool copy_names(HPyContext *ctx, HPy tuple, Names *names)
{
    HPy_ssize_t count = HPy_Length(ctx, tuple);
    for (HPy_ssize_t i = 0; i < count; i++) {
        HPy name = HPy_GetItem_i(ctx, tuple, i);
        const char *utf8 = HPyUnicode_AsUTF8AndSize(ctx, name, NULL);
        strncpy(names->texts[i], utf8, sizeof(names->texts[i]) - 1);
        names->texts[i][sizeof(names->texts[i]) - 1] = '\0';
        names->pointers[i] = names->texts[i];
        HPy_Close(ctx, name);
    }
    names->pointers[count] = NULL;
    return count >= 0;
}

/* parse_keywords(format, names, *args, **kw) */
static HPy parse_keywords_with(HPyContext *ctx, HPyTracker *ht, const HPy *args,
                               size_t nargs, HPy kwnames)
{
    const char *format = HPyUnicode_AsUTF8AndSize(ctx, args[0], NULL);
    Variable v[MANY];
    Names names;
    int parsed;

    memset(v, UNTOUCHED, sizeof(v));
    if (!copy_names(ctx, args[1], &names)) {
        return HPy_NULL;
    }
    parsed = HPyArg_ParseKeywords(ctx, ht, args + 2, nargs - 2, kwnames, format,
                                  names.pointers, ADDRESSES);
    return finish(ctx, parsed, format, v, ht);
}

HPyDef_METH(parse_keywords, "parse_keywords", HPyFunc_KEYWORDS)
static HPy parse_keywords_impl(HPyContext *ctx, HPy self, const HPy *args,
                               size_t nargs, HPy kwnames)
{
    HPyTracker ht;
    return parse_keywords_with(ctx, &ht, args, nargs, kwnames);
}

HPyDef_METH(parse_keywords_untracked, "parse_keywords_untracked",
            HPyFunc_KEYWORDS)
static HPy parse_keywords_untracked_impl(HPyContext *ctx, HPy self,
                                         const HPy *args, size_t nargs,
                                         HPy kwnames)
{
    return parse_keywords_with(ctx, NULL, args, nargs, kwnames);
}

/* The handle that O gives, which is the tracker's and not the caller's: taken
 * from the tracker, it is ours to return. */
HPyDef_METH(keywords_duplicate, "keywords_duplicate", HPyFunc_KEYWORDS)
static HPy keywords_duplicate_impl(HPyContext *ctx, HPy self, const HPy *args,
                                   size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"x", NULL};
    HPyTracker ht;
    HPy handle;

    if (!HPyArg_ParseKeywords(ctx, &ht, args, nargs, kwnames, "O", names,
                              &handle)) {
        return HPy_NULL;
    }
    HPyTracker_ForgetAll(ctx, ht);
    HPyTracker_Close(ctx, ht);
    return handle;
}

/* The arguments of a function with keywords as a caller in C could make them:
 * parse_names(format, names, kwnames, *values). */
HPyDef_METH(parse_names, "parse_names", HPyFunc_VARARGS)
static HPy parse_names_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs)
{
    const char *format = HPyUnicode_AsUTF8AndSize(ctx, args[0], NULL);
    HPy_ssize_t by_name = HPyTuple_Check(ctx, args[2])
                              ? HPy_Length(ctx, args[2])
                              : (HPy_ssize_t)nargs - 3;
    Variable v[MANY];
    HPyTracker ht;
    Names names;
    int parsed;

    memset(v, UNTOUCHED, sizeof(v));
    if (!copy_names(ctx, args[1], &names)) {
        return HPy_NULL;
    }
    parsed =
        HPyArg_ParseKeywords(ctx, &ht, args + 3, nargs - 3 - (size_t)by_name,
                             args[2], format, names.pointers, ADDRESSES);
    return finish(ctx, parsed, format, v, &ht);
}

/* parse_dict(format, names, kw, *args); kw may also be a tuple of names, whose
 * values are the last ones. */
static HPy parse_dict_with(HPyContext *ctx, HPyTracker *ht, const HPy *args,
                           size_t nargs)
{
    const char *format = HPyUnicode_AsUTF8AndSize(ctx, args[0], NULL);
    Variable v[MANY];
    Names names;
    int parsed;

    memset(v, UNTOUCHED, sizeof(v));
    if (!copy_names(ctx, args[1], &names)) {
        return HPy_NULL;
    }
    if (HPyTuple_Check(ctx, args[2])) {
        nargs -= (size_t)HPy_Length(ctx, args[2]);
    }
    parsed = HPyArg_ParseKeywordsDict(ctx, ht, args + 3, (HPy_ssize_t)nargs - 3,
                                      nullable(ctx, args[2]), format,
                                      names.pointers, ADDRESSES);
    return finish(ctx, parsed, format, v, ht);
}

HPyDef_METH(parse_dict, "parse_dict", HPyFunc_VARARGS)
static HPy parse_dict_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs)
{
    HPyTracker ht;
    return parse_dict_with(ctx, &ht, args, nargs);
}

HPyDef_METH(parse_dict_untracked, "parse_dict_untracked", HPyFunc_VARARGS)
static HPy parse_dict_untracked_impl(HPyContext *ctx, HPy self, const HPy *args,
                                     size_t nargs)
{
    return parse_dict_with(ctx, NULL, args, nargs);
}

/* ---- Formats that are literals: parse_literal(format, *args) ---- */

#define LITERAL_FORMATS(X)                                                     \
    X("b", ONE)                                                                \
    X("h:f", ONE)                                                              \
    X("i:f", ONE)                                                              \
    X("s", ONE)                                                                \
    X("|O", ONE)                                                               \
    X("q:f", ONE)                                                              \
    X("ll:f", ONE, &v[1])                                                      \
    X("l|l;wrong", ONE, &v[1])                                                 \
    X("l$l:f", ONE, &v[1])                                                     \
    X("|l$l:f", ONE, &v[1])                                                    \
    X("||ll:f", ONE, &v[1])                                                    \
    X("$l|l:f", ONE, &v[1])                                                    \
    X("lll:f", ONE, &v[1])                                                     \
    X("l:f", ONE, &v[1])                                                       \
    X("Oid:f", ONE, &v[1], &v[2])                                              \
    X("bhil", FOUR(0))                                                         \
    X("lLnBH:f", FOUR(0), &v[4])                                               \
    X("IkK|fd:f", FOUR(0), &v[4])                                              \
    X("psOsp|i:f", FOUR(0), &v[4], &v[5])                                      \
    X("lllllll", FOUR(0), &v[4], &v[5], &v[6])                                 \
    X("llllll|ll:f", FOUR(0), FOUR(4))                                         \
    X("lllllllll:f", FOUR(0), FOUR(4), &v[8])

#define ONE &v[0]

HPyDef_METH(parse_literal, "parse_literal", HPyFunc_VARARGS)
static HPy parse_literal_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs)
{
    const char *format = HPyUnicode_AsUTF8AndSize(ctx, args[0], NULL);
    Variable v[MANY];
    int parsed = 2;

    memset(v, UNTOUCHED, sizeof(v));
#define X(FORMAT, ...)                                                         \
    if (strcmp(format, FORMAT) == 0) {                                         \
        parsed =                                                               \
            HPyArg_Parse(ctx, NULL, args + 1, nargs - 1, FORMAT, __VA_ARGS__); \
    }
    LITERAL_FORMATS(X)
#undef X
    return finish(ctx, parsed, format, v, NULL);
}

HPyDef_METH(parse_literal_keywords, "parse_literal_keywords", HPyFunc_KEYWORDS)
static HPy parse_literal_keywords_impl(HPyContext *ctx, HPy self,
                                       const HPy *args, size_t nargs,
                                       HPy kwnames)
{
    const char *format = HPyUnicode_AsUTF8AndSize(ctx, args[0], NULL);
    Variable v[MANY];
    Names names;
    int parsed = 2;

    memset(v, UNTOUCHED, sizeof(v));
    if (!copy_names(ctx, args[1], &names)) {
        return HPy_NULL;
    }
#define X(FORMAT, ...)                                                         \
    if (strcmp(format, FORMAT) == 0) {                                         \
        parsed = HPyArg_ParseKeywords(ctx, NULL, args + 2, nargs - 2, kwnames, \
                                      FORMAT, names.pointers, __VA_ARGS__);    \
    }
    LITERAL_FORMATS(X)
#undef X
    return finish(ctx, parsed, format, v, NULL);
}

/* Formats and names that are literals: parse_known(format, *args, **kw). */

#define KNOWN_FORMATS(X)                                                       \
    X("l:f", (ONE), "a")                                                       \
    X("|l:f", (ONE), "ab")                                                     \
    X("ll:f", (ONE, &v[1]), "a", "ab")                                         \
    X("l|l;wrong", (ONE, &v[1]), "", "b")                                      \
    X("|l$l:f", (ONE, &v[1]), "first", "second")                               \
    X("l$l:f", (ONE, &v[1]), "a", "")                                          \
    X("O|ll:f", (ONE, &v[1], &v[2]), "", "", "c")                              \
    X("O|l$l", (ONE, &v[1], &v[2]), "a", "a_longer_name_than_any_word", "b")   \
    X("lll", (ONE, &v[1], &v[2]), "a", "", "c")                                \
    X("l|ll:f", (ONE, &v[1], &v[2]), "a", "b")                                 \
    X("ll|l:f", (ONE, &v[1], &v[2]), "a", "b", "c", "d")                       \
    X("OOO|OOOOO:f", (FOUR(0), FOUR(4)), "a", "b", "c", "d", "e", "f", "g", "h")

#define UNPACK(...) __VA_ARGS__

HPyDef_METH(parse_known, "parse_known", HPyFunc_KEYWORDS)
static HPy parse_known_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs, HPy kwnames)
{
    const char *format = HPyUnicode_AsUTF8AndSize(ctx, args[0], NULL);
    Variable v[MANY];
    int parsed = 2;

    memset(v, UNTOUCHED, sizeof(v));
#define X(FORMAT, VARIABLES, ...)                                              \
    if (strcmp(format, FORMAT) == 0) {                                         \
        static const char *const names[] = {__VA_ARGS__, NULL};                \
        parsed = HPyArg_ParseKeywords(ctx, NULL, args + 1, nargs - 1, kwnames, \
                                      FORMAT, names, UNPACK VARIABLES);        \
    }
    KNOWN_FORMATS(X)
#undef X
    return finish(ctx, parsed, format, v, NULL);
}

/* The formats and names above, in one line each. */
HPyDef_METH(known_formats, "known_formats", HPyFunc_NOARGS)
static HPy known_formats_impl(HPyContext *ctx, HPy self)
{
#define X(FORMAT, VARIABLES, ...) FORMAT " " #__VA_ARGS__ "\n"
    return HPyUnicode_FromString(ctx, KNOWN_FORMATS(X));
#undef X
}

/* The formats above. */
HPyDef_METH(literal_formats, "literal_formats", HPyFunc_NOARGS)
static HPy literal_formats_impl(HPyContext *ctx, HPy self)
{
#define X(FORMAT, ...) FORMAT " "
    return HPyUnicode_FromString(ctx, LITERAL_FORMATS(X));
#undef X
}

METHODS_MALLOC

MODULE(test_argparse, &parse, &parse_tracked, &parse_borrows, &parse_keywords,
       &parse_keywords_untracked, &keywords_duplicate, &parse_names,
       &parse_dict, &parse_dict_untracked, &parse_literal,
       &parse_literal_keywords, &literal_formats, &parse_known, &known_formats,
       &set_malloc_fails, &get_malloc_count);
