/* src/ufunc_type.c: ufuncs as Python objects. */
#include "ufunc_type.h"

#include "descriptor.h"
#include "functions.h"

#include <math.h>
#include <string.h>

/* ---- Arguments ---- */

bool ufunc_read_casting(HPyContext *ctx, HPy h, casting *how)
{
    const char *text;
    if (HPy_IsNull(h)) {
        return true;
    }
    text =
        HPyUnicode_Check(ctx, h) ? HPyUnicode_AsUTF8AndSize(ctx, h, NULL) : "";
    for (int i = CAST_NO; text != NULL && i <= CAST_UNSAFE; i++) {
        if (strcmp(text, casting_names[i]) == 0) {
            *how = (casting)i;
            return true;
        }
    }
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "casting must be one of 'no', 'equiv', 'safe', 'same_kind', "
                  "or 'unsafe' (got %R)",
                  h);
    return false;
}

static bool read_out_item(HPyContext *ctx, HPy h, HPy *out)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool is_array = array_check(ctx, h, type);
    HPy_Close(ctx, type);
    if (is_array) {
        *out = HPy_Dup(ctx, h);
        return true;
    }
    if (HPy_Is(ctx, h, ctx->h_None)) {
        return true;
    }
    HPyErr_SetString(ctx, ctx->h_TypeError,
                     "return arrays must be of ArrayType");
    return false;
}

bool ufunc_read_out(HPyContext *ctx, HPy h, int results, HPy *out)
{
    if (HPy_IsNull(h)) {
        return true;
    }
    if (!HPyTuple_Check(ctx, h)) {
        if (results > 1 && !HPy_Is(ctx, h, ctx->h_None)) {
            HPyErr_SetString(ctx, ctx->h_TypeError,
                             "'out' must be a tuple of arrays");
            return false;
        }
        return read_out_item(ctx, h, &out[0]);
    }
    if (HPy_Length(ctx, h) != results) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "The 'out' tuple must have exactly one entry per "
                         "ufunc output");
        return false;
    }
    for (int k = 0; k < results; k++) {
        HPy item = HPy_GetItem_i(ctx, h, k);
        bool done = !HPy_IsNull(item) && read_out_item(ctx, item, &out[k]);
        HPy_Close(ctx, item);
        if (!done) {
            return false;
        }
    }
    return true;
}

/* `where=True` is no mask. */
static HPy read_where(HPyContext *ctx, HPy h)
{
    return HPy_IsNull(h) || HPy_Is(ctx, h, ctx->h_True) ? HPy_NULL : h;
}

/* The keywords of a call, whose values are at `values`. What is stored in
 * `options->out` is to be closed in any case. */
static bool read_keywords(HPyContext *ctx, const ufunc *function,
                          const HPy *values, HPy kwnames,
                          ufunc_options *options)
{
    static const char *const names[] = {"out",   "where", "casting", "order",
                                        "dtype", "subok", NULL};
    HPy out = HPy_NULL, where = HPy_NULL, how = HPy_NULL, order = HPy_NULL;
    HPy dtype = HPy_NULL, subok = HPy_NULL;
    /* Without a tracker these are the caller's handles: `where` stays open. */
    if (!HPyArg_ParseKeywords(ctx, NULL, values, 0, kwnames, "|$OOOOOO:ufunc",
                              names, &out, &where, &how, &order, &dtype,
                              &subok)) {
        return false;
    }
    options->where = read_where(ctx, where);
    return ufunc_read_out(ctx, out, function->results, options->out) &&
           ufunc_read_casting(ctx, how, &options->casting) &&
           copy_read_order(ctx, order, &options->order) &&
           (HPy_IsNull(dtype) || descriptor_read(ctx, dtype, &options->dtype));
}

/* Results that follow the inputs by position. */
static bool read_positional_out(HPyContext *ctx, const ufunc *function,
                                const HPy *args, size_t nargs, HPy *out)
{
    for (size_t i = (size_t)function->inputs; i < nargs; i++) {
        HPy *target = &out[i - (size_t)function->inputs];
        if (!HPy_IsNull(*target)) {
            HPyErr_SetString(ctx, ctx->h_TypeError,
                             "cannot specify 'out' as both a positional and "
                             "keyword argument");
            return false;
        }
        if (!read_out_item(ctx, args[i], target)) {
            return false;
        }
    }
    return true;
}

static bool check_count(HPyContext *ctx, const ufunc *function, size_t nargs)
{
    size_t least = (size_t)function->inputs;
    size_t most = least + (size_t)function->results;
    if (nargs >= least && nargs <= most) {
        return true;
    }
    HPyErr_Format(ctx, ctx->h_TypeError,
                  "%s() takes from %d to %d positional arguments but %zu were "
                  "given",
                  function->name, (int)least, (int)most, nargs);
    return false;
}

/* ---- Calls ---- */

static HPy call(HPyContext *ctx, const ufunc *function, const HPy *args,
                const ufunc_options *options)
{
    HPy result = ufunc_call(ctx, function, args, options);
    if (HPy_Is(ctx, result, ctx->h_NotImplemented)) {
        HPy_Close(ctx, result);
        ufunc_fail_types(ctx, function);
        return HPy_NULL;
    }
    return result;
}

static HPy call_with_options(HPyContext *ctx, const ufunc *function,
                             const HPy *args, size_t nargs, HPy kwnames)
{
    ufunc_options options = {.out = {HPy_NULL, HPy_NULL},
                             .where = HPy_NULL,
                             .dtype = NO_DTYPE,
                             .casting = CAST_SAME_KIND,
                             .order = ORDER_KEEP};
    HPy result = HPy_NULL;
    if ((HPy_IsNull(kwnames) ||
         read_keywords(ctx, function, args + nargs, kwnames, &options)) &&
        read_positional_out(ctx, function, args, nargs, options.out)) {
        result = call(ctx, function, args, &options);
    }
    HPy_Close(ctx, options.out[0]);
    HPy_Close(ctx, options.out[1]);
    return result;
}

HPyDef_SLOT(ufunc_vectorcall, HPy_tp_call)
static HPy ufunc_vectorcall_impl(HPyContext *ctx, HPy self, const HPy *args,
                                 size_t nargs, HPy kwnames)
{
    const ufunc *function = ufunc_object_AsStruct(ctx, self)->function;
    if (HPy_LIKELY(nargs == (size_t)function->inputs && HPy_IsNull(kwnames))) {
        return call(ctx, function, args, NULL);
    }
    if (!check_count(ctx, function, nargs)) {
        return HPy_NULL;
    }
    return call_with_options(ctx, function, args, nargs, kwnames);
}

/* ---- What it is ---- */

HPyDef_SLOT(ufunc_construct, HPy_tp_new)
static HPy ufunc_construct_impl(HPyContext *ctx, HPy type, const HPy *args,
                                HPy_ssize_t count, HPy keywords)
{
    (void)type, (void)args, (void)count, (void)keywords;
    return HPyErr_SetString(ctx, ctx->h_TypeError,
                            "cannot create 'numpy_hpy.ufunc' instances");
}

HPyDef_SLOT(ufunc_repr, HPy_tp_repr)
static HPy ufunc_repr_impl(HPyContext *ctx, HPy self)
{
    return HPyUnicode_FromFormat(
        ctx, "<ufunc '%s'>", ufunc_object_AsStruct(ctx, self)->function->name);
}

#define TEXT(SYM, NAME, FIELD, DOC)                                            \
    HPyDef_GET(SYM, NAME, .doc = DOC)                                          \
    static HPy SYM##_get(HPyContext *ctx, HPy self, void *closure)             \
    {                                                                          \
        (void)closure;                                                         \
        return HPyUnicode_FromString(                                          \
            ctx, ufunc_object_AsStruct(ctx, self)->function->FIELD);           \
    }
TEXT(ufunc_name, "__name__", name, "The name.")
TEXT(ufunc_qualname, "__qualname__", name, "The name.")
TEXT(ufunc_doc, "__doc__", doc, "What it computes.")
TEXT(ufunc_text_signature, "__text_signature__", signature, "Its parameters.")
#undef TEXT

static int count_loops(const ufunc *function)
{
    int count = 0;
    for (int i = 0; i < function->loop_count; i++) {
        count += function->loops[i].loop != NULL;
    }
    return count;
}

#define COUNT(SYM, NAME, EXPRESSION, DOC)                                      \
    HPyDef_GET(SYM, NAME, .doc = DOC)                                          \
    static HPy SYM##_get(HPyContext *ctx, HPy self, void *closure)             \
    {                                                                          \
        const ufunc *f = ufunc_object_AsStruct(ctx, self)->function;           \
        (void)closure;                                                         \
        return HPyLong_FromLong(ctx, EXPRESSION);                              \
    }
COUNT(ufunc_nin, "nin", f->inputs, "The number of inputs.")
COUNT(ufunc_nout, "nout", f->results, "The number of results.")
COUNT(ufunc_nargs, "nargs", f->inputs + f->results, "Of inputs and results.")
COUNT(ufunc_ntypes, "ntypes", count_loops(f), "The number of its loops.")
#undef COUNT

/* The dtypes of a loop as "dd->d". */
static HPy loop_text(HPyContext *ctx, const ufunc *function,
                     const ufunc_loop *loop)
{
    char text[MAX_OPERANDS + 3], *next = text;
    for (int k = 0; k < function->inputs + function->results; k++) {
        if (k == function->inputs) {
            *next++ = '-';
            *next++ = '>';
        }
        *next++ = dtypes[loop->dtypes[k]].character;
    }
    *next = '\0';
    return HPyUnicode_FromString(ctx, text);
}

HPyDef_GET(ufunc_types, "types",
           .doc = "The dtypes of inputs and results of each loop, a list.")
static HPy ufunc_types_get(HPyContext *ctx, HPy self, void *closure)
{
    const ufunc *f = ufunc_object_AsStruct(ctx, self)->function;
    HPyListBuilder builder = HPyListBuilder_New(ctx, count_loops(f));
    (void)closure;
    for (int i = 0, k = 0; i < f->loop_count; i++) {
        HPy text;
        if (f->loops[i].loop == NULL) {
            continue;
        }
        text = loop_text(ctx, f, &f->loops[i]);
        if (HPy_IsNull(text)) {
            HPyListBuilder_Cancel(ctx, builder);
            return HPy_NULL;
        }
        HPyListBuilder_Set(ctx, builder, k++, text);
        HPy_Close(ctx, text);
    }
    return HPyListBuilder_Build(ctx, builder);
}

HPyDef_GET(ufunc_core_signature, "signature",
           .doc = "Which axes it works on, if not item by item: None.")
static HPy ufunc_core_signature_get(HPyContext *ctx, HPy self, void *closure)
{
    (void)self, (void)closure;
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_GET(ufunc_identity_value, "identity",
           .doc = "What it gives for no items, or None.")
static HPy ufunc_identity_value_get(HPyContext *ctx, HPy self, void *closure)
{
    (void)closure;
    switch (ufunc_object_AsStruct(ctx, self)->function->identity) {
    case IDENTITY_ZERO:
        return HPyLong_FromLong(ctx, 0);
    case IDENTITY_ONE:
        return HPyLong_FromLong(ctx, 1);
    case IDENTITY_MINUS_ONE:
        return HPyLong_FromLong(ctx, -1);
    case IDENTITY_MINUS_INFINITY:
        return HPyFloat_FromDouble(ctx, -INFINITY);
    default:
        return HPy_Dup(ctx, ctx->h_None);
    }
}

/* ---- The type ---- */

static HPyDef *defines[] = {
#define X(NAME) &NAME,
    FOR_EACH_UFUNC_DEFINE(X)
#undef X
        NULL};

/* It has no docstring of its own, as that would hide those of its objects. */
static HPyType_Spec spec = {
    .name = "numpy_hpy.ufunc",
    .basicsize = sizeof(ufunc_object),
    .builtin_shape = SHAPE(ufunc_object),
    .defines = defines,
};

static bool add_ufunc(HPyContext *ctx, HPy module, HPy type, ufunc *function)
{
    ufunc_object *object;
    HPy h = HPy_New(ctx, type, &object);
    bool done;
    if (HPy_IsNull(h)) {
        return false;
    }
    ufunc_prepare(function);
    object->function = function;
    done = HPy_SetAttr_s(ctx, module, function->name, h) == 0;
    HPy_Close(ctx, h);
    return done;
}

bool ufunc_add_type(HPyContext *ctx, HPy module)
{
    static ufunc *const functions[] = {
#define X(NAME) &ufunc_##NAME,
        FOR_EACH_UFUNC(X)
#undef X
    };
    HPy type = HPyType_FromSpec(ctx, &spec, NULL);
    bool done =
        !HPy_IsNull(type) && HPy_SetAttr_s(ctx, module, "ufunc", type) == 0;
    for (size_t i = 0; done && i < sizeof(functions) / sizeof(*functions);
         i++) {
        done = add_ufunc(ctx, module, type, functions[i]);
    }
    HPy_Close(ctx, type);
    return done;
}
