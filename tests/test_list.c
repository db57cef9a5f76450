/* tests/test_list.c -- lists: HPyList_Check, HPyList_New, HPyList_Append. */
#include "support.h"

METHOD_O(Check, answer(ctx, HPyList_Check(ctx, arg)))
METHOD_O(New, HPyList_New(ctx, HPyLong_AsSsize_t(ctx, arg)))
METHOD_VARARGS(Append,
               done(ctx, HPyList_Append(ctx, args[0], nullable(ctx, args[1]))))

/* A new list with as many places as there are arguments, filled with them. */
HPyDef_METH(filled, "filled", HPyFunc_VARARGS)
static HPy filled_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy list = HPyList_New(ctx, (HPy_ssize_t)nargs);

    for (size_t i = 0; i < nargs && !HPy_IsNull(list); i++) {
        if (HPy_SetItem_i(ctx, list, (HPy_ssize_t)i, args[i]) < 0) {
            HPy_Close(ctx, list);
            list = HPy_NULL;
        }
    }
    return list;
}

MODULE(test_list, &Check, &Append, &New, &filled);
