/* tests/test_complex.c -- complex numbers, which are newer than ABI 0.0. */
#define HPY_ABI_MAX_MINOR 1
#include "support.h"

METHOD_NOARGS(GetMinor, HPyLong_FromLong(ctx, HPyContext_GetMinor(ctx)))

METHOD_O(Check, HPyBool_FromBool(ctx, HPyComplex_Check(ctx, arg)))

METHOD_VARARGS(FromDoubles,
               HPyComplex_FromDoubles(ctx, HPyFloat_AsDouble(ctx, args[0]),
                                      HPyFloat_AsDouble(ctx, args[1])))

/* (real, imag); what is there after an error is what was there before. */
HPyDef_METH(AsDoubles, "AsDoubles", HPyFunc_O)
static HPy AsDoubles_impl(HPyContext *ctx, HPy self, HPy arg)
{
    double real = 11.0, imag = 12.0;
    int result = HPyComplex_AsDoubles(ctx, arg, &real, &imag);
    if (result == 0) {
        return HPy_BuildValue(ctx, "(dd)", real, imag);
    }
    if (result != -1 || real != 11.0 || imag != 12.0) {
        HPyErr_SetString(ctx, ctx->h_AssertionError, "a result with an error");
    }
    return HPy_NULL;
}

MODULE(test_complex, &GetMinor, &Check, &FromDoubles, &AsDoubles);
