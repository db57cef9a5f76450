/* tests/test_long.c -- integers: HPyLong_From*, HPyLong_As*. */
#include "support.h"

/* ---- From C ---- */

METHOD_NOARGS(FromInt32_t_least, HPyLong_FromInt32_t(ctx, INT32_MIN))
METHOD_NOARGS(FromInt32_t_greatest, HPyLong_FromInt32_t(ctx, INT32_MAX))
METHOD_NOARGS(FromUInt32_t_greatest, HPyLong_FromUInt32_t(ctx, UINT32_MAX))
METHOD_NOARGS(FromInt64_t_least, HPyLong_FromInt64_t(ctx, INT64_MIN))
METHOD_NOARGS(FromInt64_t_greatest, HPyLong_FromInt64_t(ctx, INT64_MAX))
METHOD_NOARGS(FromUInt64_t_greatest, HPyLong_FromUInt64_t(ctx, UINT64_MAX))
METHOD_NOARGS(FromSize_t_greatest, HPyLong_FromSize_t(ctx, SIZE_MAX))
METHOD_NOARGS(FromSsize_t_least, HPyLong_FromSsize_t(ctx, HPY_SSIZE_T_MIN))
METHOD_NOARGS(FromSsize_t_greatest, HPyLong_FromSsize_t(ctx, HPY_SSIZE_T_MAX))

/* ---- To C and back ----
 *
 * Each conversion reports failure by the value of all ones. Another value
 * with an exception set would end in a SystemError of the interpreter. */

#define ROUND_TRIP(NAME, TYPE, AS, FROM)                                       \
    HPyDef_METH(NAME, #NAME, HPyFunc_O)                                        \
    static HPy NAME##_impl(HPyContext *ctx, HPy self, HPy arg)                 \
    {                                                                          \
        TYPE value = AS(ctx, arg);                                             \
        if (value == (TYPE) - 1 && HPyErr_Occurred(ctx)) {                     \
            return HPy_NULL;                                                   \
        }                                                                      \
        return FROM(ctx, value);                                               \
    }

ROUND_TRIP(AsInt32_t, int32_t, HPyLong_AsInt32_t, HPyLong_FromInt32_t)
ROUND_TRIP(AsUInt32_t, uint32_t, HPyLong_AsUInt32_t, HPyLong_FromUInt32_t)
ROUND_TRIP(AsUInt32_tMask, uint32_t, HPyLong_AsUInt32_tMask,
           HPyLong_FromUInt32_t)
ROUND_TRIP(AsInt64_t, int64_t, HPyLong_AsInt64_t, HPyLong_FromInt64_t)
ROUND_TRIP(AsUInt64_t, uint64_t, HPyLong_AsUInt64_t, HPyLong_FromUInt64_t)
ROUND_TRIP(AsUInt64_tMask, uint64_t, HPyLong_AsUInt64_tMask,
           HPyLong_FromUInt64_t)
ROUND_TRIP(AsSize_t, size_t, HPyLong_AsSize_t, HPyLong_FromSize_t)
ROUND_TRIP(AsSsize_t, HPy_ssize_t, HPyLong_AsSsize_t, HPyLong_FromSsize_t)

/* A pointer as the integer of its bits; its failure is NULL. */
HPyDef_METH(AsVoidPtr, "AsVoidPtr", HPyFunc_O)
static HPy AsVoidPtr_impl(HPyContext *ctx, HPy self, HPy arg)
{
    void *pointer = HPyLong_AsVoidPtr(ctx, arg);
    if (pointer == NULL && HPyErr_Occurred(ctx)) {
        return HPy_NULL;
    }
    return HPyLong_FromSize_t(ctx, (size_t)(uintptr_t)pointer);
}

HPyDef_METH(AsDouble, "AsDouble", HPyFunc_O)
static HPy AsDouble_impl(HPyContext *ctx, HPy self, HPy arg)
{
    double value = HPyLong_AsDouble(ctx, arg);
    if (value == -1.0 && HPyErr_Occurred(ctx)) {
        return HPy_NULL;
    }
    return HPyFloat_FromDouble(ctx, value);
}

MODULE(test_long, &FromInt32_t_least, &FromInt32_t_greatest,
       &FromUInt32_t_greatest, &FromInt64_t_least, &FromInt64_t_greatest,
       &FromUInt64_t_greatest, &FromSize_t_greatest, &FromSsize_t_least,
       &FromSsize_t_greatest, &AsInt32_t, &AsUInt32_t, &AsUInt32_tMask,
       &AsInt64_t, &AsUInt64_t, &AsUInt64_tMask, &AsSize_t, &AsSsize_t,
       &AsVoidPtr, &AsDouble);
