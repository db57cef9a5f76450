/* tests/test_float_new.c -- HPyFloat_New, which is newer than ABI 0.0, and the
 * life and death of types that derive from float.
 */
#define HPY_ABI_MAX_MINOR 1
#include "support.h"

METHOD_NOARGS(GetMinor, HPyLong_FromLong(ctx, HPyContext_GetMinor(ctx)))

/* New(type, value): what is no type may be given. */
METHOD_VARARGS(New, HPyFloat_New(ctx, args[0], HPyFloat_AsDouble(ctx, args[1])))

/* ---- Types with a struct ---- */

typedef struct {
    int64_t first;
    HPyField field;
    int64_t last;
} Extra;

HPyType_HELPERS(Extra, HPyType_BuiltinShape_Float)

static long deaths;

HPyDef_SLOT(Extra_traverse, HPy_tp_traverse)
static int Extra_traverse_impl(void *self, HPyFunc_visitproc visit, void *arg)
{
    HPy_VISIT(&((Extra *)self)->field);
    return 0;
}

/* By then the field is empty, and the rest is as it was. */
HPyDef_SLOT(Extra_destroy, HPy_tp_destroy)
static void Extra_destroy_impl(void *self)
{
    const Extra *extra = (const Extra *)self;
    deaths +=
        HPyField_IsNull(extra->field) && extra->last == -extra->first ? 1 : 100;
}

HPyDef_METH(take_deaths, "take_deaths", HPyFunc_NOARGS)
static HPy take_deaths_impl(HPyContext *ctx, HPy self)
{
    HPy result = HPyLong_FromLong(ctx, deaths);
    deaths = 0;
    return result;
}

/* exchange(instance, number, object): what was there. */
HPyDef_METH(exchange, "exchange", HPyFunc_VARARGS)
static HPy exchange_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs)
{
    Extra *extra = Extra_AsStruct(ctx, args[0]);
    HPy object = HPyField_IsNull(extra->field)
                     ? HPy_Dup(ctx, ctx->h_None)
                     : HPyField_Load(ctx, args[0], extra->field);
    HPy result = HPy_BuildValue(ctx, "(LLO)", (long long)extra->first,
                                (long long)extra->last, object);
    extra->first = HPyLong_AsInt64_t(ctx, args[1]);
    extra->last = -extra->first;
    HPyField_Store(ctx, args[0], &extra->field, args[2]);
    HPy_Close(ctx, object);
    return result;
}

/* ---- The kinds of types ---- */

/* That nobody calls it. */
HPyDef_SLOT(refuse_init, HPy_tp_init)
static int refuse_init_impl(HPyContext *ctx, HPy self, const HPy *args,
                            HPy_ssize_t nargs, HPy kw)
{
    HPyErr_SetString(ctx, ctx->h_AssertionError, "__init__ was called");
    return -1;
}

HPyDef_SLOT(refuse_new, HPy_tp_new)
static HPy refuse_new_impl(HPyContext *ctx, HPy type, const HPy *args,
                           HPy_ssize_t nargs, HPy kw)
{
    return HPyErr_SetString(ctx, ctx->h_AssertionError, "__new__ was called");
}

static HPyDef *extra_defines[] = {&Extra_traverse, &Extra_destroy, NULL};
static HPyDef *refusing_defines[] = {&refuse_new, &refuse_init, NULL};

#define FLOAT_SPEC(NAME, SIZE, FLAGS, DEFINES)                                 \
    static HPyType_Spec NAME##_spec = {                                        \
        .name = "test_float_new." #NAME,                                       \
        .basicsize = SIZE,                                                     \
        .builtin_shape = HPyType_BuiltinShape_Float,                           \
        .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE | FLAGS,           \
        .defines = DEFINES,                                                    \
    };                                                                         \
    METHOD_O(NAME, make_type(ctx, &NAME##_spec, arg))

/* A type with the bases in a tuple. */
static HPy make_type(HPyContext *ctx, HPyType_Spec *spec, HPy bases)
{
    HPyType_SpecParam params[] = {{HPyType_SpecParam_BasesTuple, bases},
                                  {(HPyType_SpecParam_Kind)0, HPy_NULL}};
    return HPyType_FromSpec(ctx, spec, params);
}

FLOAT_SPEC(Plain, 0, 0, NULL)
FLOAT_SPEC(Refusing, 0, 0, refusing_defines)
FLOAT_SPEC(Full, sizeof(Extra), 0, extra_defines)
FLOAT_SPEC(Collected, sizeof(Extra), HPy_TPFLAGS_HAVE_GC, extra_defines)

static HPyType_Spec Abstract_spec = {
    .name = "test_float_new.Abstract",
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
};
METHOD_NOARGS(Abstract, HPyType_FromSpec(ctx, &Abstract_spec, NULL))

MODULE(test_float_new, &GetMinor, &New, &take_deaths, &exchange, &Plain,
       &Refusing, &Full, &Collected, &Abstract);
