/* tests/test_iter.c -- iteration: HPy_GetIter, HPyIter_Next, HPyIter_Check. */
#include "support.h"

METHOD_O(GetIter, HPy_GetIter(ctx, arg))
METHOD_O(Check, answer(ctx, HPyIter_Check(ctx, arg)))

/* The next item; Ellipsis for null without exception. */
HPyDef_METH(Next, "Next", HPyFunc_O)
static HPy Next_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy item = HPyIter_Next(ctx, arg);
    if (HPy_IsNull(item) && !HPyErr_Occurred(ctx)) {
        return HPy_Dup(ctx, ctx->h_Ellipsis);
    }
    return item;
}

MODULE(test_iter, &GetIter, &Check, &Next);
