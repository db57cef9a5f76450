/* tests/test_builder.c -- builders: HPyListBuilder_*, HPyTupleBuilder_*. */
#include "support.h"

/* A list or a tuple of the arguments. */

HPyDef_METH(list, "list", HPyFunc_VARARGS)
static HPy list_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPyListBuilder builder = HPyListBuilder_New(ctx, (HPy_ssize_t)nargs);

    for (size_t i = 0; i < nargs; i++) {
        HPyListBuilder_Set(ctx, builder, (HPy_ssize_t)i, args[i]);
    }
    return HPyListBuilder_Build(ctx, builder);
}

HPyDef_METH(tuple, "tuple", HPyFunc_VARARGS)
static HPy tuple_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPyTupleBuilder builder = HPyTupleBuilder_New(ctx, (HPy_ssize_t)nargs);

    for (size_t i = 0; i < nargs; i++) {
        HPyTupleBuilder_Set(ctx, builder, (HPy_ssize_t)i, args[i]);
    }
    return HPyTupleBuilder_Build(ctx, builder);
}

/* The same, filled from the end, and then cancelled: True if no exception was
 * set on the way. The first place stays empty. */

HPyDef_METH(list_cancelled, "list_cancelled", HPyFunc_VARARGS)
static HPy list_cancelled_impl(HPyContext *ctx, HPy self, const HPy *args,
                               size_t nargs)
{
    HPyListBuilder builder = HPyListBuilder_New(ctx, (HPy_ssize_t)nargs);

    for (size_t i = nargs; i > 1; i--) {
        HPyListBuilder_Set(ctx, builder, (HPy_ssize_t)i - 1, args[i - 1]);
    }
    HPyListBuilder_Cancel(ctx, builder);
    return HPyBool_FromBool(ctx, !HPyErr_Occurred(ctx));
}

HPyDef_METH(tuple_cancelled, "tuple_cancelled", HPyFunc_VARARGS)
static HPy tuple_cancelled_impl(HPyContext *ctx, HPy self, const HPy *args,
                                size_t nargs)
{
    HPyTupleBuilder builder = HPyTupleBuilder_New(ctx, (HPy_ssize_t)nargs);

    for (size_t i = nargs; i > 1; i--) {
        HPyTupleBuilder_Set(ctx, builder, (HPy_ssize_t)i - 1, args[i - 1]);
    }
    HPyTupleBuilder_Cancel(ctx, builder);
    return HPyBool_FromBool(ctx, !HPyErr_Occurred(ctx));
}

/* A builder of a size that cannot be had, set, and built or cancelled. No
 * exception may be set before Build, and none at all by Cancel. */

HPyDef_METH(list_failed, "list_failed", HPyFunc_VARARGS)
static HPy list_failed_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs)
{
    HPyListBuilder builder =
        HPyListBuilder_New(ctx, HPyLong_AsSsize_t(ctx, args[0]));

    HPyListBuilder_Set(ctx, builder, 0, args[0]);
    if (builder._lst != 0 || HPyErr_Occurred(ctx)) {
        return HPyErr_SetString(ctx, ctx->h_AssertionError, "it is not null");
    }
    if (HPy_Is(ctx, args[1], ctx->h_True)) {
        return HPyListBuilder_Build(ctx, builder);
    }
    HPyListBuilder_Cancel(ctx, builder);
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_METH(tuple_failed, "tuple_failed", HPyFunc_VARARGS)
static HPy tuple_failed_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs)
{
    HPyTupleBuilder builder =
        HPyTupleBuilder_New(ctx, HPyLong_AsSsize_t(ctx, args[0]));

    HPyTupleBuilder_Set(ctx, builder, 0, args[0]);
    if (builder._tup != 0 || HPyErr_Occurred(ctx)) {
        return HPyErr_SetString(ctx, ctx->h_AssertionError, "it is not null");
    }
    if (HPy_Is(ctx, args[1], ctx->h_True)) {
        return HPyTupleBuilder_Build(ctx, builder);
    }
    HPyTupleBuilder_Cancel(ctx, builder);
    return HPy_Dup(ctx, ctx->h_None);
}

MODULE(test_builder, &list, &tuple, &list_cancelled, &tuple_cancelled,
       &list_failed, &tuple_failed);
