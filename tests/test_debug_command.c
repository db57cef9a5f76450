/* tests/test_debug_command.c -- leaks for `python -m hpy.debug` and for the
 * pytest plugin to find.
 */
#include "support.h"

static void forget(HPyContext *ctx, HPy h)
{
    HPy_Dup(ctx, h); /* forgotten by all */
}

HPyDef_METH(leak, "leak", HPyFunc_VARARGS)
static HPy leak_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    for (size_t i = 0; i < nargs; i++) {
        forget(ctx, args[i]); /* called by leak */
    }
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_METH(leak_item, "leak_item", HPyFunc_O)
static HPy leak_item_impl(HPyContext *ctx, HPy self, HPy items)
{
    HPy_GetItem_i(ctx, items, 0); /* forgotten by leak_item */
    return HPy_Dup(ctx, ctx->h_None);
}

METHOD_O(identity, HPy_Dup(ctx, arg))
METHOD_O(call, HPy_Call(ctx, arg, NULL, 0, HPy_NULL))

MODULE(test_debug_command, &leak, &leak_item, &identity, &call);
