/* bench/operations/counts_hpy.c: functions that make as many API calls as they
 * are told to, in HPy: what a call adds is seen in how they grow.
 */
#include "hpy_functions.h"

#define MOST 300

/* The second argument of all functions here; -1 with an exception. */
static long read_count(HPyContext *ctx, const HPy *args, size_t nargs)
{
    long count = nargs == 2 ? HPyLong_AsLong(ctx, args[1]) : -1;

    if (HPyErr_Occurred(ctx)) {
        return -1;
    }
    if (count < 0 || count > MOST) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "takes an object and a number from 0 to 300");
        return -1;
    }
    return count;
}

FUNCTION_VARARGS(measure_length)
{
    long count = read_count(ctx, args, nargs);
    HPy_ssize_t sum = 0;

    if (count < 0) {
        return HPy_NULL;
    }
    for (long i = 0; i < count; i++) {
        HPy_ssize_t size = HPy_Length(ctx, args[0]);
        if (size < 0) {
            return HPy_NULL;
        }
        sum += size;
    }
    return HPyLong_FromSsize_t(ctx, sum);
}

FUNCTION_VARARGS(dup_close)
{
    long count = read_count(ctx, args, nargs);
    HPy copies[MOST];

    if (count < 0) {
        return HPy_NULL;
    }
    for (long i = 0; i < count; i++) {
        copies[i] = HPy_Dup(ctx, args[0]);
    }
    for (long i = 0; i < count; i++) {
        HPy_Close(ctx, copies[i]);
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(read_items)
{
    long count = read_count(ctx, args, nargs);

    if (count < 0) {
        return HPy_NULL;
    }
    for (long i = 0; i < count; i++) {
        HPy item = HPy_GetItem_i(ctx, args[0], i);
        if (HPy_IsNull(item)) {
            return HPy_NULL;
        }
        HPy_Close(ctx, item);
    }
    RETURN_NONE;
}

/* Append twice an item of a sequence of floats to a list: 0, or -1. */
static int append_double(HPyContext *ctx, HPy list, HPy sequence, long index)
{
    HPy item = HPy_GetItem_i(ctx, sequence, index), twice;
    double value = HPy_IsNull(item) ? -1.0 : HPyFloat_AsDouble(ctx, item);
    int result;

    HPy_Close(ctx, item);
    if (value == -1.0 && HPyErr_Occurred(ctx)) {
        return -1;
    }
    twice = HPyFloat_FromDouble(ctx, 2.0 * value);
    if (HPy_IsNull(twice)) {
        return -1;
    }
    result = HPyList_Append(ctx, list, twice);
    HPy_Close(ctx, twice);
    return result;
}

FUNCTION_VARARGS(double_items)
{
    long count = read_count(ctx, args, nargs);
    HPy list = count < 0 ? HPy_NULL : HPyList_New(ctx, 0);

    for (long i = 0; i < count && !HPy_IsNull(list); i++) {
        if (append_double(ctx, list, args[0], i) < 0) {
            HPy_Close(ctx, list);
            return HPy_NULL;
        }
    }
    return list;
}

/* ---- The module ---- */

static HPyDef *counts_defines[] = {
    &measure_length, &dup_close, &read_items, &double_items, NULL,
};

static HPyModuleDef counts_def = {.defines = counts_defines};

HPy_MODINIT(counts_hpy, counts_def)
