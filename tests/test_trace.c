/* tests/test_trace.c -- functions that make a known number of API calls. */
#include "support.h"

#include <errno.h>

/* ---- One call each ---- */

METHOD_NOARGS(nothing, HPy_NULL)
METHOD_VARARGS(add, HPy_Add(ctx, args[0], args[1]))
METHOD_O(call, HPy_CallTupleDict(ctx, arg, HPy_NULL, HPy_NULL))
METHOD_NOARGS(fail, (HPyErr_SetString(ctx, ctx->h_ValueError, "no"), HPy_NULL))
METHOD_NOARGS(fatal, (HPy_FatalError(ctx, "the reason"), HPy_NULL))

/* HPyErr_SetFromErrno reads errno, which the trace must leave alone. */
HPyDef_METH(fail_errno, "fail_errno", HPyFunc_NOARGS)
static HPy fail_errno_impl(HPyContext *ctx, HPy self)
{
    errno = EDOM;
    return HPyErr_SetFromErrnoWithFilename(ctx, ctx->h_OSError, "x");
}

/* ---- Several ---- */

HPyDef_METH(is_same, "is_same", HPyFunc_VARARGS)
static HPy is_same_impl(HPyContext *ctx, HPy self, const HPy *args,
                        size_t nargs)
{
    long times = HPyLong_AsLong(ctx, args[1]), same = 0;
    for (long i = 0; i < times; i++) {
        same += HPy_Is(ctx, self, args[0]);
    }
    return HPyLong_FromLong(ctx, same);
}

HPyDef_METH(leave, "leave", HPyFunc_NOARGS)
static HPy leave_impl(HPyContext *ctx, HPy self)
{
    HPy_BEGIN_LEAVE_PYTHON(ctx)
    HPy_END_LEAVE_PYTHON(ctx)
    return HPy_Dup(ctx, ctx->h_None);
}

/* Calls while an exception is set. */
HPyDef_METH(keep, "keep", HPyFunc_NOARGS)
static HPy keep_impl(HPyContext *ctx, HPy self)
{
    HPyErr_SetString(ctx, ctx->h_KeyError, "kept");
    HPy_Close(ctx, HPy_Dup(ctx, self));
    return HPy_NULL;
}

/* ---- A type ---- */

typedef struct {
    HPyField value;
} Box;

HPyType_HELPERS(Box)

HPyDef_SLOT(Box_new, HPy_tp_new)
static HPy Box_new_impl(HPyContext *ctx, HPy cls, const HPy *args,
                        HPy_ssize_t nargs, HPy kw)
{
    Box *box;
    HPy self = HPy_New(ctx, cls, &box);
    if (!HPy_IsNull(self)) {
        HPyField_Store(ctx, self, &box->value, ctx->h_None);
    }
    return self;
}

HPyDef_SLOT(Box_init, HPy_tp_init)
static int Box_init_impl(HPyContext *ctx, HPy self, const HPy *args,
                         HPy_ssize_t nargs, HPy kw)
{
    if (nargs > 0) {
        HPyField_Store(ctx, self, &Box_AsStruct(ctx, self)->value, args[0]);
    }
    return 0;
}

HPyDef_SLOT(Box_traverse, HPy_tp_traverse)
static int Box_traverse_impl(void *self, HPyFunc_visitproc visit, void *arg)
{
    Box *box = (Box *)self;
    HPy_VISIT(&box->value);
    return 0;
}

HPyDef_SLOT(Box_finalize, HPy_tp_finalize)
static void Box_finalize_impl(HPyContext *ctx, HPy self)
{
    HPy_Close(ctx, HPy_Dup(ctx, self));
}

HPyDef_GETSET(Box_value, "value")
static HPy Box_value_get(HPyContext *ctx, HPy self, void *closure)
{
    return HPyField_Load(ctx, self, Box_AsStruct(ctx, self)->value);
}
static int Box_value_set(HPyContext *ctx, HPy self, HPy value, void *closure)
{
    HPyField_Store(ctx, self, &Box_AsStruct(ctx, self)->value, value);
    return 0;
}

HPyDef_METH(Box_same, "same", HPyFunc_O)
static HPy Box_same_impl(HPyContext *ctx, HPy self, HPy arg)
{
    return HPy_Dup(ctx, HPy_Is(ctx, self, arg) ? ctx->h_True : ctx->h_False);
}

static HPyDef *Box_defines[] = {&Box_new,      &Box_init,  &Box_traverse,
                                &Box_finalize, &Box_value, &Box_same,
                                NULL};
static HPyType_Spec Box_spec = {
    .name = "boxes.Box",
    .basicsize = sizeof(Box),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_HAVE_GC | HPy_TPFLAGS_BASETYPE,
    .builtin_shape = SHAPE(Box),
    .defines = Box_defines,
};

METHOD_NOARGS(make_box_type, HPyType_FromSpec(ctx, &Box_spec, NULL))

/* ---- A function that no definition names ---- */

HPyCapsule_DESTRUCTOR(forget)
static void forget_impl(const char *name, void *pointer, void *context)
{
}

METHOD_NOARGS(capsule, HPyCapsule_New(ctx, &Box_spec, "name", &forget))

/* ---- The module ---- */

HPyDef_SLOT(execute, HPy_mod_exec)
static int execute_impl(HPyContext *ctx, HPy module)
{
    return HPy_SetAttr_s(ctx, module, "executed", ctx->h_True);
}

MODULE(test_trace, &nothing, &add, &call, &fail, &fatal, &fail_errno, &is_same,
       &leave, &keep, &make_box_type, &capsule, &execute)
