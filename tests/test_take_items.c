/* tests/test_take_items.c -- builders that take handles over:
 * HPyListBuilder_TakeItems, HPyTupleBuilder_TakeItems, newer than ABI 0.0. */
#define HPY_ABI_MAX_MINOR 1
#include "support.h"

#define ROOM 8

METHOD_NOARGS(GetMinor, HPyLong_FromLong(ctx, HPyContext_GetMinor(ctx)))

/* New handles of up to ROOM arguments. */
static void duplicate(HPyContext *ctx, const HPy *args, size_t nargs,
                      HPy *items)
{
    for (size_t i = 0; i < nargs && i < ROOM; i++) {
        items[i] = HPy_Dup(ctx, args[i]);
    }
}

/* list(split, *items): the first `split` items are taken first. */

HPyDef_METH(list, "list", HPyFunc_VARARGS)
static HPy list_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy items[ROOM];
    HPy_ssize_t split = HPyLong_AsSsize_t(ctx, args[0]);
    HPy_ssize_t size = (HPy_ssize_t)nargs - 1;
    HPyListBuilder builder = HPyListBuilder_New(ctx, size);

    duplicate(ctx, args + 1, nargs - 1, items);
    HPyListBuilder_TakeItems(ctx, builder, 0, items, split);
    HPyListBuilder_TakeItems(ctx, builder, split, items + split, size - split);
    return HPyListBuilder_Build(ctx, builder);
}

HPyDef_METH(tuple, "tuple", HPyFunc_VARARGS)
static HPy tuple_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy items[ROOM];
    HPy_ssize_t split = HPyLong_AsSsize_t(ctx, args[0]);
    HPy_ssize_t size = (HPy_ssize_t)nargs - 1;
    HPyTupleBuilder builder = HPyTupleBuilder_New(ctx, size);

    duplicate(ctx, args + 1, nargs - 1, items);
    HPyTupleBuilder_TakeItems(ctx, builder, 0, items, split);
    HPyTupleBuilder_TakeItems(ctx, builder, split, items + split, size - split);
    return HPyTupleBuilder_Build(ctx, builder);
}

/* Take them at the end of a builder, which is cancelled; the first place stays
 * empty. */

HPyDef_METH(list_cancelled, "list_cancelled", HPyFunc_VARARGS)
static HPy list_cancelled_impl(HPyContext *ctx, HPy self, const HPy *args,
                               size_t nargs)
{
    HPy items[ROOM];
    HPyListBuilder builder = HPyListBuilder_New(ctx, (HPy_ssize_t)nargs + 1);

    duplicate(ctx, args, nargs, items);
    HPyListBuilder_TakeItems(ctx, builder, 1, items, (HPy_ssize_t)nargs);
    HPyListBuilder_Cancel(ctx, builder);
    return HPyBool_FromBool(ctx, !HPyErr_Occurred(ctx));
}

HPyDef_METH(tuple_cancelled, "tuple_cancelled", HPyFunc_VARARGS)
static HPy tuple_cancelled_impl(HPyContext *ctx, HPy self, const HPy *args,
                                size_t nargs)
{
    HPy items[ROOM];
    HPyTupleBuilder builder = HPyTupleBuilder_New(ctx, (HPy_ssize_t)nargs + 1);

    duplicate(ctx, args, nargs, items);
    HPyTupleBuilder_TakeItems(ctx, builder, 1, items, (HPy_ssize_t)nargs);
    HPyTupleBuilder_Cancel(ctx, builder);
    return HPyBool_FromBool(ctx, !HPyErr_Occurred(ctx));
}

/* Let builders take them that have failed. */

HPyDef_METH(list_failed, "list_failed", HPyFunc_VARARGS)
static HPy list_failed_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs)
{
    HPy items[ROOM];
    HPyListBuilder builder = HPyListBuilder_New(ctx, HPY_SSIZE_T_MAX);

    duplicate(ctx, args, nargs, items);
    HPyListBuilder_TakeItems(ctx, builder, 0, items, (HPy_ssize_t)nargs);
    return HPyListBuilder_Build(ctx, builder);
}

HPyDef_METH(tuple_failed, "tuple_failed", HPyFunc_VARARGS)
static HPy tuple_failed_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs)
{
    HPy items[ROOM];
    HPyTupleBuilder builder = HPyTupleBuilder_New(ctx, HPY_SSIZE_T_MAX);

    duplicate(ctx, args, nargs, items);
    HPyTupleBuilder_TakeItems(ctx, builder, 0, items, (HPy_ssize_t)nargs);
    return HPyTupleBuilder_Build(ctx, builder);
}

MODULE(test_take_items, &GetMinor, &list, &tuple, &list_cancelled,
       &tuple_cancelled, &list_failed, &tuple_failed);
