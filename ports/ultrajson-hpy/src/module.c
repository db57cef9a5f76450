/* src/module.c: the functions of the module and their arguments. */
#include "ujson.h"

HPyGlobal ujson_decode_error;
HPyGlobal ujson_decimal;

#define MAX_INDENT 1000

/* ---- dumps ---- */

/* The arguments of dumps and dump. */
typedef struct {
    HPy obj;
    HPy fp; /* dump only */
    int ensure_ascii;
    int encode_html_chars;
    int escape_forward_slashes;
    int sort_keys;
    int indent;
    int allow_nan;
    int reject_bytes;
    HPy default_;
    HPy separators;
} arguments;

#define OPTIONS(a)                                                             \
    &(a)->ensure_ascii, &(a)->encode_html_chars, &(a)->escape_forward_slashes, \
        &(a)->sort_keys, &(a)->indent, &(a)->allow_nan, &(a)->reject_bytes,    \
        &(a)->default_, &(a)->separators

#define OPTION_CODES "ppppippOO"

#define OPTION_NAMES                                                           \
    "ensure_ascii", "encode_html_chars", "escape_forward_slashes",             \
        "sort_keys", "indent", "allow_nan", "reject_bytes", "default",         \
        "separators", NULL

static arguments default_arguments(HPyContext *ctx)
{
    arguments a = {
        .ensure_ascii = 1,
        .escape_forward_slashes = 1,
        .allow_nan = 1,
        .reject_bytes = 1,
        .default_ = ctx->h_None,
        .separators = ctx->h_None,
    };
    return a;
}

/* What is written between items, between keys and values. */
typedef struct {
    HPy strs[2];
    HPy owners[2];
    const char *texts[2];
    HPy_ssize_t sizes[2];
} separators;

static void separators_close(HPyContext *ctx, separators *s)
{
    for (int i = 0; i < 2; i++) {
        HPy_Close(ctx, s->owners[i]);
        HPy_Close(ctx, s->strs[i]);
    }
}

/* Read the tuple; false with an exception. To be closed in any case. */
static bool separators_read(HPyContext *ctx, HPy tuple, separators *s)
{
    static const char *const problems[] = {"expected str as item separator",
                                           "expected str as key separator"};
    if (!HPyTuple_Check(ctx, tuple)) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "expected tuple or None as separator");
        return false;
    }
    if (HPy_Length(ctx, tuple) != 2) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "expected tuple of size 2 as separator");
        return false;
    }
    for (int i = 0; i < 2; i++) {
        s->strs[i] = HPy_GetItem_i(ctx, tuple, i);
        if (HPy_IsNull(s->strs[i])) {
            return false;
        }
        if (!HPyUnicode_Check(ctx, s->strs[i])) {
            HPyErr_SetString(ctx, ctx->h_TypeError, problems[i]);
            return false;
        }
        s->texts[i] = ujson_utf8(ctx, s->strs[i], &s->sizes[i], &s->owners[i]);
        if (s->texts[i] == NULL) {
            return false;
        }
    }
    return true;
}

static encode_options options_of(const arguments *a)
{
    encode_options options = {
        .quoting = {.non_ascii = a->ensure_ascii,
                    .slash = a->escape_forward_slashes,
                    .html = a->encode_html_chars},
        .sort_keys = a->sort_keys,
        .allow_nan = a->allow_nan,
        .reject_bytes = a->reject_bytes,
        .indent = a->indent,
        .default_ = a->default_,
        .compact = a->indent <= 0,
        .comma = ",",
        .comma_size = 1,
        .colon = ": ",
        .colon_size = a->indent == 0 ? 1 : 2,
    };
    return options;
}

static HPy encode_with_separators(HPyContext *ctx, const arguments *a,
                                  encode_options *options)
{
    separators s = {0};
    HPy result = HPy_NULL;
    if (separators_read(ctx, a->separators, &s)) {
        options->compact = false;
        options->comma = s.texts[0];
        options->comma_size = (size_t)s.sizes[0];
        options->colon = s.texts[1];
        options->colon_size = (size_t)s.sizes[1];
        result = ujson_encode(ctx, a->obj, options);
    }
    separators_close(ctx, &s);
    return result;
}

/* Return the JSON text that the arguments ask for. */
static HPy encode_with(HPyContext *ctx, const arguments *a)
{
    encode_options options = options_of(a);
    if (a->indent > MAX_INDENT) {
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                "Maximum allowed indentation is 1000");
    }
    if (!HPy_Is(ctx, a->separators, ctx->h_None)) {
        return encode_with_separators(ctx, a, &options);
    }
    return ujson_encode(ctx, a->obj, &options);
}

#define OPTIONS_SIGNATURE                                                      \
    "ensure_ascii=True, encode_html_chars=False, "                             \
    "escape_forward_slashes=True, sort_keys=False, indent=0, "                 \
    "allow_nan=True, reject_bytes=True, default=None, separators=None)"        \
    "\n--\n\n"

#define OPTIONS_DOC                                                            \
    "\n\n"                                                                     \
    "ensure_ascii: write code points from 0x80 on as \\uXXXX.\n"               \
    "encode_html_chars: write < > & as \\u003c \\u003e \\u0026.\n"             \
    "escape_forward_slashes: write / as \\/.\n"                                \
    "sort_keys: write the members of objects in the order of their keys.\n"    \
    "indent: blanks per level, each item on a line of its own; 0 writes one\n" \
    "    line, -1 one line with a blank behind each colon. At most 1000.\n"    \
    "allow_nan: write NaN, Infinity and -Infinity instead of raising\n"        \
    "    OverflowError.\n"                                                     \
    "reject_bytes: False writes bytes as if they were UTF-8 text.\n"           \
    "default: called with an object that JSON has no form for and that has\n"  \
    "    neither toDict() nor __json__(); what it returns is written.\n"       \
    "separators: a tuple of two str, what stands between items and what\n"     \
    "    between a key and its value.\n\n"                                     \
    "Raise TypeError for an object that cannot be written, OverflowError if\n" \
    "more than 1025 containers are nested."

HPyDef_METH(dumps, "dumps", HPyFunc_KEYWORDS,
            .doc = "dumps(obj, " OPTIONS_SIGNATURE
                   "Return the JSON text of an object, a str." OPTIONS_DOC)
static HPy dumps_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs,
                      HPy kwnames)
{
    static const char *const names[] = {"obj", OPTION_NAMES};
    arguments a = default_arguments(ctx);
    HPyTracker tracker;
    HPy result = HPy_NULL;
    (void)self;
    if (nargs == 1 && HPy_IsNull(kwnames)) {
        a.obj = args[0]; /* parsing would take as long as a small document */
        return encode_with(ctx, &a);
    }
    if (HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                             "O|" OPTION_CODES ":dumps", names, &a.obj,
                             OPTIONS(&a))) {
        result = encode_with(ctx, &a);
        HPyTracker_Close(ctx, tracker);
    }
    return result;
}

HPyDef_METH_IMPL(encode, "encode", dumps_impl, HPyFunc_KEYWORDS,
                 .doc = "encode(obj, " OPTIONS_SIGNATURE
                        "Return the JSON text of an object: another name of "
                        "dumps." OPTIONS_DOC)

/* ---- loads ---- */

#define LOADS_DOC                                                              \
    "The document is a str, bytes or a bytearray, the latter in UTF-8. "       \
    "Raise\n"                                                                  \
    "JSONDecodeError, a ValueError, if it is not JSON."

HPyDef_METH(loads, "loads", HPyFunc_KEYWORDS,
            .doc = "loads(obj)\n--\n\n"
                   "Return what a JSON document stands for.\n\n" LOADS_DOC)
static HPy loads_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs,
                      HPy kwnames)
{
    static const char *const names[] = {"obj", NULL};
    HPyTracker tracker;
    HPy document, result = HPy_NULL;
    (void)self;
    if (nargs == 1 && HPy_IsNull(kwnames)) {
        return ujson_decode(ctx, args[0]);
    }
    if (HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames, "O:loads",
                             names, &document)) {
        result = ujson_decode(ctx, document);
        HPyTracker_Close(ctx, tracker);
    }
    return result;
}

HPyDef_METH_IMPL(decode, "decode", loads_impl, HPyFunc_KEYWORDS,
                 .doc = "decode(obj)\n--\n\n"
                        "Return what a JSON document stands for: another name "
                        "of loads.\n\n" LOADS_DOC)

/* ---- Files ---- */

/* A method of a file, or HPy_NULL with TypeError. */
static HPy file_method(HPyContext *ctx, HPy file, const char *name)
{
    HPy method = HPy_GetAttr_s(ctx, file, name);
    if (!HPy_IsNull(method) && HPyCallable_Check(ctx, method)) {
        return method;
    }
    HPy_Close(ctx, method);
    HPyErr_Clear(ctx);
    return HPyErr_SetString(ctx, ctx->h_TypeError, "expected file");
}

static HPy dump_parsed(HPyContext *ctx, const arguments *a)
{
    HPy write_method = file_method(ctx, a->fp, "write");
    HPy text, result = HPy_NULL;
    if (HPy_IsNull(write_method)) {
        return HPy_NULL;
    }
    text = encode_with(ctx, a);
    if (!HPy_IsNull(text)) {
        result = HPy_Call(ctx, write_method, &text, 1, HPy_NULL);
        HPy_Close(ctx, text);
    }
    HPy_Close(ctx, write_method);
    if (HPy_IsNull(result)) {
        return HPy_NULL;
    }
    HPy_Close(ctx, result);
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_METH(dump, "dump", HPyFunc_KEYWORDS,
            .doc = "dump(obj, fp, /, *, " OPTIONS_SIGNATURE
                   "Write the JSON text of an object to a file, by one call of "
                   "fp.write." OPTIONS_DOC)
static HPy dump_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs,
                     HPy kwnames)
{
    static const char *const names[] = {"", "", OPTION_NAMES};
    arguments a = default_arguments(ctx);
    HPyTracker tracker;
    HPy result = HPy_NULL;
    (void)self;
    if (HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                             "OO|$" OPTION_CODES ":dump", names, &a.obj, &a.fp,
                             OPTIONS(&a))) {
        result = dump_parsed(ctx, &a);
        HPyTracker_Close(ctx, tracker);
    }
    return result;
}

HPyDef_METH(load, "load", HPyFunc_VARARGS,
            .doc = "load(fp, /)\n--\n\n"
                   "Return what the JSON document in a file stands for, read "
                   "by one call of\nfp.read.\n\n" LOADS_DOC)
static HPy load_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy file, read_method, document, result = HPy_NULL;
    (void)self;
    if (!HPyArg_Parse(ctx, NULL, args, nargs, "O:load", &file)) {
        return HPy_NULL;
    }
    read_method = file_method(ctx, file, "read");
    if (HPy_IsNull(read_method)) {
        return HPy_NULL;
    }
    document = HPy_Call(ctx, read_method, NULL, 0, HPy_NULL);
    HPy_Close(ctx, read_method);
    if (!HPy_IsNull(document)) {
        result = ujson_decode(ctx, document);
        HPy_Close(ctx, document);
    }
    return result;
}

/* ---- The module ---- */

/* Keep an attribute of a module in a global: 0, or -1 with an exception. */
static int keep(HPyContext *ctx, HPyGlobal *global, const char *module_name,
                const char *name)
{
    HPy module = HPyImport_ImportModule(ctx, module_name);
    HPy object = HPy_NULL;
    int result = -1;
    if (!HPy_IsNull(module)) {
        object = HPy_GetAttr_s(ctx, module, name);
        HPy_Close(ctx, module);
    }
    if (!HPy_IsNull(object)) {
        HPyGlobal_Store(ctx, global, object);
        HPy_Close(ctx, object);
        result = 0;
    }
    return result;
}

HPyDef_SLOT(module_exec, HPy_mod_exec);
static int module_exec_impl(HPyContext *ctx, HPy module)
{
    (void)module;
    if (keep(ctx, &ujson_decimal, "decimal", "Decimal") < 0) {
        return -1;
    }
    return keep(ctx, &ujson_decode_error, "ujson_hpy._error",
                "JSONDecodeError");
}

static HPyDef *module_defines[] = {&module_exec, &dumps, &encode, &loads,
                                   &decode,      &dump,  &load,   NULL};

static HPyGlobal *module_globals[] = {&ujson_decode_error, &ujson_decimal,
                                      NULL};

static HPyModuleDef moduledef = {
    .doc = "JSON, fast: ujson on HPy.",
    .size = 0,
    .defines = module_defines,
    .globals = module_globals,
};

HPy_MODINIT(_ujson, moduledef)
