/* bench/operations/numbers_hpy.c: functions that compute with objects, in HPy.
 *
 * The twin in the C API is numbers_capi.c.
 */
#include "hpy_functions.h"

/* ---- The number protocol ---- */

FUNCTION_VARARGS(add)
{
    EXPECT_ARGUMENTS(2);
    return HPy_Add(ctx, args[0], args[1]);
}

FUNCTION_VARARGS(multiply)
{
    EXPECT_ARGUMENTS(2);
    return HPy_Multiply(ctx, args[0], args[1]);
}

FUNCTION_VARARGS(add_in_place)
{
    EXPECT_ARGUMENTS(2);
    return HPy_InPlaceAdd(ctx, args[0], args[1]);
}

FUNCTION_VARARGS(power)
{
    EXPECT_ARGUMENTS(2);
    return HPy_Power(ctx, args[0], args[1], ctx->h_None);
}

FUNCTION_O(negative)
{
    return HPy_Negative(ctx, arg);
}

FUNCTION_O(to_index)
{
    return HPy_Index(ctx, arg);
}

FUNCTION_O(to_float)
{
    return HPy_Float(ctx, arg);
}

FUNCTION_O(to_int)
{
    return HPy_Long(ctx, arg);
}

FUNCTION_VARARGS(is_less)
{
    int result;

    EXPECT_ARGUMENTS(2);
    result = HPy_RichCompareBool(ctx, args[0], args[1], HPy_LT);
    return result < 0 ? HPy_NULL : HPyBool_FromBool(ctx, result);
}

/* ---- C numbers ---- */

FUNCTION_O(double_int)
{
    long value = HPyLong_AsLong(ctx, arg);

    if (value == -1 && HPyErr_Occurred(ctx)) {
        return HPy_NULL;
    }
    return HPyLong_FromLong(ctx, 2 * value);
}

FUNCTION_O(double_float)
{
    double value = HPyFloat_AsDouble(ctx, arg);

    if (value == -1.0 && HPyErr_Occurred(ctx)) {
        return HPy_NULL;
    }
    return HPyFloat_FromDouble(ctx, 2.0 * value);
}

/* ---- Sums ---- */

FUNCTION_O(sum_floats)
{
    HPy_ssize_t size = HPy_Length(ctx, arg);
    double sum = 0.0;

    if (size < 0) {
        return HPy_NULL;
    }
    for (HPy_ssize_t i = 0; i < size; i++) {
        HPy item = HPy_GetItem_i(ctx, arg, i);
        double value = HPy_IsNull(item) ? -1.0 : HPyFloat_AsDouble(ctx, item);
        HPy_Close(ctx, item);
        if (value == -1.0 && HPyErr_Occurred(ctx)) {
            return HPy_NULL;
        }
        sum += value;
    }
    return HPyFloat_FromDouble(ctx, sum);
}

FUNCTION_O(sum_ints)
{
    HPy_ssize_t size = HPy_Length(ctx, arg);
    int64_t sum = 0;

    if (size < 0) {
        return HPy_NULL;
    }
    for (HPy_ssize_t i = 0; i < size; i++) {
        HPy item = HPy_GetItem_i(ctx, arg, i);
        int64_t value = HPy_IsNull(item) ? -1 : HPyLong_AsInt64_t(ctx, item);
        HPy_Close(ctx, item);
        if (value == -1 && HPyErr_Occurred(ctx)) {
            return HPy_NULL;
        }
        sum += value;
    }
    return HPyLong_FromInt64_t(ctx, sum);
}

#if HPY_ABI_MAX_MINOR >= 1
/* Add the floats to a sum: 0, or -1 with an exception. */
static int add_floats(HPyContext *ctx, const HPy *items, HPy_ssize_t count,
                      double *sum)
{
    for (HPy_ssize_t i = 0; i < count; i++) {
        double value = HPyFloat_AsDouble(ctx, items[i]);
        if (value == -1.0 && HPyErr_Occurred(ctx)) {
            return -1;
        }
        *sum += value;
    }
    return 0;
}

FUNCTION_O(sum_float_list)
{
    HPy items[64];
    HPy_ssize_t found, position = 0;
    double sum = 0.0;
    int failed;

    do {
        found = HPyList_NextItems(ctx, arg, &position, items, 64);
        failed = found < 0 || add_floats(ctx, items, found, &sum) < 0;
        HPy_CloseAll(ctx, items, found);
    } while (found > 0 && !failed);
    return failed ? HPy_NULL : HPyFloat_FromDouble(ctx, sum);
}
#endif

FUNCTION_O(sum_objects)
{
    HPy sum = HPyLong_FromLong(ctx, 0);
    HPy_ssize_t size = HPy_Length(ctx, arg);

    for (HPy_ssize_t i = 0; i < size && !HPy_IsNull(sum); i++) {
        HPy item = HPy_GetItem_i(ctx, arg, i), next = HPy_NULL;
        if (!HPy_IsNull(item)) {
            next = HPy_Add(ctx, sum, item);
        }
        HPy_Close(ctx, item);
        HPy_Close(ctx, sum);
        sum = next;
    }
    return sum;
}

/* ---- The module ---- */

static HPyDef *numbers_defines[] = {
    &add,
    &multiply,
    &add_in_place,
    &power,
    &negative,
    &to_index,
    &to_float,
    &to_int,
    &is_less,
    &double_int,
    &sum_floats,
    &double_float,
    &sum_ints,
    &sum_objects,
#if HPY_ABI_MAX_MINOR >= 1
    &sum_float_list,
#endif
    NULL,
};

static HPyModuleDef numbers_def = {.defines = numbers_defines};

HPy_MODINIT(numbers_hpy, numbers_def)
