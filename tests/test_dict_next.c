/* tests/test_dict_next.c -- HPyDict_Next, which is newer than ABI 0.0. */
#define HPY_ABI_MAX_MINOR 1
#include "support.h"

METHOD_NOARGS(GetMinor, HPyLong_FromLong(ctx, HPyContext_GetMinor(ctx)))

/* Next(dict, position): (position, key, value), or None behind the last. */
HPyDef_METH(Next, "Next", HPyFunc_VARARGS)
static HPy Next_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy_ssize_t position = HPyLong_AsSsize_t(ctx, args[1]);
    HPy key = ctx->h_Ellipsis, value = ctx->h_Ellipsis, result;
    int found = HPyDict_Next(ctx, args[0], &position, &key, &value);
    if (found < 0) {
        return HPy_NULL;
    }
    if (found == 0) {
        bool is_null = HPy_IsNull(key) && HPy_IsNull(value);
        return is_null ? HPy_Dup(ctx, ctx->h_None)
                       : HPyErr_SetString(ctx, ctx->h_AssertionError,
                                          "the handles are not null");
    }
    result = HPy_BuildValue(ctx, "(nOO)", position, key, value);
    HPy_Close(ctx, key);
    HPy_Close(ctx, value);
    return result;
}

MODULE(test_dict_next, &GetMinor, &Next);
