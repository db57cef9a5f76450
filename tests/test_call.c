/* tests/test_call.c -- calls: HPy_Call & co., and HPy_SetCallFunction. */
#include "support.h"

METHOD_O(Callable_Check, answer(ctx, HPyCallable_Check(ctx, arg)))

/* CallTupleDict(callable, args, kw) */
METHOD_VARARGS(CallTupleDict,
               HPy_CallTupleDict(ctx, args[0], nullable(ctx, args[1]),
                                 nullable(ctx, args[2])))

/* Call(callable, kwnames, *args): the last len(kwnames) are keyword values. */
HPyDef_METH(Call, "Call", HPyFunc_VARARGS)
static HPy Call_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy kwnames = nullable(ctx, args[1]);
    HPy_ssize_t named = HPy_IsNull(kwnames) ? 0 : HPy_Length(ctx, kwnames);

    return HPy_Call(ctx, args[0], nargs == 2 ? NULL : args + 2,
                    nargs - 2 - (size_t)named, kwnames);
}

/* CallMethod(name, kwnames, receiver, *args) */
HPyDef_METH(CallMethod, "CallMethod", HPyFunc_VARARGS)
static HPy CallMethod_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs)
{
    HPy kwnames = nullable(ctx, args[1]);
    HPy_ssize_t named = HPy_IsNull(kwnames) ? 0 : HPy_Length(ctx, kwnames);

    return HPy_CallMethod(ctx, args[0], args + 2, nargs - 2 - (size_t)named,
                          kwnames);
}

/* ---- How a method receives its arguments ---- */

/* Return (args, kwnames or None) as they arrived. */
static HPy received(HPyContext *ctx, const HPy *args, size_t nargs, HPy kwnames)
{
    HPy_ssize_t named = HPy_IsNull(kwnames) ? 0 : HPy_Length(ctx, kwnames);
    HPy values = HPyTuple_FromArray(ctx, args, (HPy_ssize_t)nargs + named);
    HPy pair[2] = {values, HPy_IsNull(kwnames) ? ctx->h_None : kwnames};
    HPy result = HPyTuple_FromArray(ctx, pair, 2);

    HPy_Close(ctx, values);
    return result;
}

METHOD_NOARGS(noargs, HPy_Dup(ctx, self))
METHOD_O(one, HPy_Dup(ctx, arg))
METHOD_VARARGS(varargs, received(ctx, args, nargs, HPy_NULL))

HPyDef_METH(keywords, "keywords", HPyFunc_KEYWORDS)
static HPy keywords_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs, HPy kwnames)
{
    return received(ctx, args, nargs, kwnames);
}

/* ---- Callable instances ---- */

typedef struct {
    int unused;
} Callable;
HPyType_HELPERS(Callable)

HPyDef_SLOT(Callable_call, HPy_tp_call)
static HPy Callable_call_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs, HPy kwnames)
{
    return HPyUnicode_FromString(ctx, "the function of the type");
}

static HPyDef *Callable_defines[] = {&Callable_call, NULL};
static HPyType_Spec Callable_spec = {
    .name = "test_call.Callable",
    .basicsize = sizeof(Callable),
    .builtin_shape = SHAPE(Callable),
    .flags = HPy_TPFLAGS_DEFAULT,
    .defines = Callable_defines,
};
METHOD_NOARGS(Callable_type, HPyType_FromSpec(ctx, &Callable_spec, NULL))

HPyDef_CALL_FUNCTION(own_function)
static HPy own_function_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs, HPy kwnames)
{
    return received(ctx, args, nargs, kwnames);
}

METHOD_O(SetCallFunction,
         done(ctx, HPy_SetCallFunction(ctx, arg, &own_function)))

MODULE(test_call, &Callable_Check, &CallTupleDict, &Call, &CallMethod, &noargs,
       &one, &varargs, &keywords, &Callable_type, &SetCallFunction);
