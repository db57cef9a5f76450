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

/* list(split, *items), tuple: the first `split` items are taken first. */
#define TAKE_TWICE(KIND, BUILDER)                                              \
    HPyDef_METH(KIND, #KIND, HPyFunc_VARARGS)                                  \
    static HPy KIND##_impl(HPyContext *ctx, HPy self, const HPy *args,         \
                           size_t nargs)                                       \
    {                                                                          \
        HPy items[ROOM];                                                       \
        HPy_ssize_t split = HPyLong_AsSsize_t(ctx, args[0]);                   \
        HPy_ssize_t size = (HPy_ssize_t)nargs - 1;                             \
        HPy##BUILDER builder = HPy##BUILDER##_New(ctx, size);                  \
                                                                               \
        duplicate(ctx, args + 1, nargs - 1, items);                            \
        HPy##BUILDER##_TakeItems(ctx, builder, 0, items, split);               \
        HPy##BUILDER##_TakeItems(ctx, builder, split, items + split,           \
                                 size - split);                                \
        return HPy##BUILDER##_Build(ctx, builder);                             \
    }
TAKE_TWICE(list, ListBuilder)
TAKE_TWICE(tuple, TupleBuilder)

/* Take them at the end of a builder, which is cancelled; the first place stays
 * empty. */
#define TAKE_AND_CANCEL(KIND, BUILDER)                                         \
    HPyDef_METH(KIND##_cancelled, #KIND "_cancelled", HPyFunc_VARARGS)         \
    static HPy KIND##_cancelled_impl(HPyContext *ctx, HPy self,                \
                                     const HPy *args, size_t nargs)            \
    {                                                                          \
        HPy items[ROOM];                                                       \
        HPy_ssize_t count = (HPy_ssize_t)nargs;                                \
        HPy##BUILDER builder = HPy##BUILDER##_New(ctx, count + 1);             \
                                                                               \
        duplicate(ctx, args, nargs, items);                                    \
        HPy##BUILDER##_TakeItems(ctx, builder, 1, items, count);               \
        HPy##BUILDER##_Cancel(ctx, builder);                                   \
        return HPyBool_FromBool(ctx, !HPyErr_Occurred(ctx));                   \
    }
TAKE_AND_CANCEL(list, ListBuilder)
TAKE_AND_CANCEL(tuple, TupleBuilder)

/* Let builders take them that have failed. */
#define TAKE_IN_VAIN(KIND, BUILDER)                                            \
    HPyDef_METH(KIND##_failed, #KIND "_failed", HPyFunc_VARARGS)               \
    static HPy KIND##_failed_impl(HPyContext *ctx, HPy self, const HPy *args,  \
                                  size_t nargs)                                \
    {                                                                          \
        HPy items[ROOM];                                                       \
        HPy##BUILDER builder = HPy##BUILDER##_New(ctx, HPY_SSIZE_T_MAX);       \
                                                                               \
        duplicate(ctx, args, nargs, items);                                    \
        HPy##BUILDER##_TakeItems(ctx, builder, 0, items, (HPy_ssize_t)nargs);  \
        return HPy##BUILDER##_Build(ctx, builder);                             \
    }
TAKE_IN_VAIN(list, ListBuilder)
TAKE_IN_VAIN(tuple, TupleBuilder)

MODULE(test_take_items, &GetMinor, &list, &tuple, &list_cancelled,
       &tuple_cancelled, &list_failed, &tuple_failed);
