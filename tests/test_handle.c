/* tests/test_handle.c -- handles: HPy_Dup, HPy_Close, _HPy_Dump. */
#include "support.h"

METHOD_O(Dup, HPy_Dup(ctx, arg))

METHOD_NOARGS(Dup_null,
              HPyBool_FromBool(ctx, HPy_IsNull(HPy_Dup(ctx, HPy_NULL)) &&
                                        !HPyErr_Occurred(ctx)))

HPyDef_METH(Close_null, "Close_null", HPyFunc_NOARGS)
static HPy Close_null_impl(HPyContext *ctx, HPy self)
{
    HPy_Close(ctx, HPy_NULL);
    return HPy_Dup(ctx, ctx->h_None);
}

/* Duplicate a handle ten times, each from the last, and close them all. */
HPyDef_METH(Dup_and_Close, "Dup_and_Close", HPyFunc_O)
static HPy Dup_and_Close_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy handles[10];
    int same = 1;

    for (int i = 0; i < 10; i++) {
        handles[i] = HPy_Dup(ctx, i == 0 ? arg : handles[i - 1]);
        same = same && HPy_Is(ctx, handles[i], arg);
    }
    for (int i = 0; i < 10; i++) {
        HPy_Close(ctx, handles[i]);
    }
    return HPyBool_FromBool(ctx, same);
}

/* A new reference that is never closed: what the leak check has to find. */
HPyDef_METH(leak, "leak", HPyFunc_O)
static HPy leak_impl(HPyContext *ctx, HPy self, HPy arg)
{
    (void)HPy_Dup(ctx, arg);
    return HPy_Dup(ctx, ctx->h_None);
}

/* Close what `leak` left open. */
HPyDef_METH(unleak, "unleak", HPyFunc_O)
static HPy unleak_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_Close(ctx, HPy_FromVoidP(HPy_AsVoidP(arg)));
    return HPy_Dup(ctx, ctx->h_None);
}

METHOD_O(through_void_pointer, HPy_Dup(ctx, HPy_FromVoidP(HPy_AsVoidP(arg))))

HPyDef_METH(Dump, "Dump", HPyFunc_O)
static HPy Dump_impl(HPyContext *ctx, HPy self, HPy arg)
{
    _HPy_Dump(ctx, arg);
    return HPy_Dup(ctx, ctx->h_None);
}

MODULE(test_handle, &Dup, &Dup_null, &Close_null, &Dup_and_Close, &leak,
       &unleak, &through_void_pointer, &Dump);
