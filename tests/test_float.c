/* tests/test_float.c -- floats: HPyFloat_FromDouble, HPyFloat_AsDouble,
 * HPyFloat_AS_DOUBLE. */
#include "support.h"

METHOD_NOARGS(FromDouble_half, HPyFloat_FromDouble(ctx, 0.5))

HPyDef_METH(AsDouble, "AsDouble", HPyFunc_O)
static HPy AsDouble_impl(HPyContext *ctx, HPy self, HPy arg)
{
    double value = HPyFloat_AsDouble(ctx, arg);
    if (value == -1.0 && HPyErr_Occurred(ctx)) {
        return HPy_NULL;
    }
    return HPyFloat_FromDouble(ctx, value);
}

METHOD_O(AS_DOUBLE, HPyFloat_FromDouble(ctx, HPyFloat_AS_DOUBLE(ctx, arg)))

MODULE(test_float, &FromDouble_half, &AsDouble, &AS_DOUBLE);
