/* src/statistics.c: mean, var and std. */
#include "cast.h"
#include "convert.h"
#include "creation.h"
#include "descriptor.h"
#include "errstate.h"
#include "exceptions.h"
#include "functions.h"
#include "reduce.h"
#include "scalar.h"
#include "shape.h"
#include "status.h"

#include <math.h>
#include <string.h>

/* ---- Dtypes ---- */

/* Means of integers are float64. A float16 is summed up as a float32. */
static dtype_id sum_dtype(dtype_id dtype, dtype_id asked)
{
    if (asked != NO_DTYPE) {
        return asked;
    }
    return dtype == FLOAT16 ? FLOAT32 : dtype < FLOAT16 ? FLOAT64 : dtype;
}

static dtype_id real_dtype(dtype_id dtype)
{
    return dtype == COMPLEX64 ? FLOAT32 : dtype == COMPLEX128 ? FLOAT64 : dtype;
}

/* ---- Quotients and roots of scalars and arrays ---- */

static HPy new_number(HPyContext *ctx, double value)
{
    return scalar_new(ctx, FLOAT64, (const char *)&value);
}

/* An item divided by a number, computed in double. */
static HPy divide_item(HPyContext *ctx, dtype_id dtype, item *value,
                       double divisor)
{
    item quotient;
    int status;
    status_clear();
    cast_item(quotient.bytes, COMPLEX128, value->bytes, dtype);
    quotient.c.real /= divisor;
    quotient.c.imag = dtypes[dtype].kind == 'c' ? quotient.c.imag / divisor : 0;
    status = status_get();
    cast_item(value->bytes, dtype, quotient.bytes, COMPLEX128);
    return status == 0 || errstate_report(ctx, "scalar divide", status)
               ? scalar_new(ctx, dtype, value->bytes)
               : HPy_NULL;
}

/* What `function` makes of the items of an array, stored there. */
static HPy apply(HPyContext *ctx, const ufunc *function, HPy array, HPy second)
{
    HPy inputs[2] = {array, second};
    ufunc_options options = {
        {array, HPy_NULL}, HPy_NULL, NO_DTYPE, CAST_UNSAFE, ORDER_KEEP};
    return ufunc_call(ctx, function, inputs, &options);
}

/* Divide a sum by a scalar or array of counts. The sum is closed. */
static HPy divide(HPyContext *ctx, HPy sum, HPy count)
{
    item value, number;
    dtype_id dtype, count_dtype;
    HPy result;
    if (HPy_IsNull(sum)) {
        return HPy_NULL;
    }
    dtype = scalar_read(ctx, sum, &value);
    count_dtype = scalar_read(ctx, count, &number);
    if (dtype != NO_DTYPE && count_dtype != NO_DTYPE) {
        item divisor;
        cast_item(divisor.bytes, FLOAT64, number.bytes, count_dtype);
        result = divide_item(ctx, dtype, &value, divisor.d);
    }
    else {
        result = apply(ctx, &ufunc_divide, sum, count);
    }
    HPy_Close(ctx, sum);
    return result;
}

/* The square root of a variance, which is closed. */
static HPy root(HPyContext *ctx, HPy variance)
{
    item value, wide;
    dtype_id dtype;
    HPy result;
    if (HPy_IsNull(variance)) {
        return HPy_NULL;
    }
    dtype = scalar_read(ctx, variance, &value);
    if (dtype == NO_DTYPE) {
        result = apply(ctx, &ufunc_sqrt, variance, HPy_NULL);
    }
    else {
        cast_item(wide.bytes, FLOAT64, value.bytes, dtype);
        wide.d = sqrt(wide.d);
        cast_item(value.bytes, dtype, wide.bytes, FLOAT64);
        result = scalar_new(ctx, dtype, value.bytes);
    }
    HPy_Close(ctx, variance);
    return result;
}

/* A result in another dtype; it is closed. */
static HPy cast_result(HPyContext *ctx, HPy h, dtype_id to)
{
    item value, other;
    dtype_id dtype;
    ndarray *array, *copied;
    HPy result;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    dtype = scalar_read(ctx, h, &value);
    array = dtype == NO_DTYPE ? ndarray_AsStruct(ctx, h) : NULL;
    if (dtype == to || (array != NULL && array->dtype == to)) {
        return h;
    }
    if (array != NULL) {
        result = copy_cast(ctx, array, to, ORDER_KEEP, &copied);
    }
    else {
        cast_item(other.bytes, to, value.bytes, dtype);
        result = exceptions_check_cast(ctx, dtype, to)
                     ? scalar_new(ctx, to, other.bytes)
                     : HPy_NULL;
    }
    HPy_Close(ctx, h);
    return result;
}

/* ---- Counts ---- */

/* How many items make one of the result. */
static intptr_t count_items(const ndarray *array, uint64_t axes)
{
    intptr_t count = 1;
    for (int axis = 0; axis < array->ndim; axis++) {
        if ((axes >> axis & 1) != 0) {
            count *= array->shape[axis];
        }
    }
    return count;
}

/* How many of them the mask lets through, as int64. */
static HPy count_masked(HPyContext *ctx, const ndarray *array,
                        const reduction *r)
{
    ndarray *mask;
    reduction counts;
    HPy h = creation_as_array(ctx, r->where, BOOL, &mask), all, result;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    all = shape_broadcast(ctx, h, array->ndim, array->shape);
    HPy_Close(ctx, h);
    if (HPy_IsNull(all)) {
        return HPy_NULL;
    }
    reduce_begin(&counts, r->axes);
    counts.keepdims = r->keepdims;
    result = reduce_array(ctx, &ufunc_add, ndarray_AsStruct(ctx, all), &counts);
    HPy_Close(ctx, all);
    return result;
}

static HPy count_of(HPyContext *ctx, const ndarray *array, const reduction *r)
{
    int64_t count;
    if (!HPy_IsNull(r->where)) {
        return count_masked(ctx, array, r);
    }
    count = count_items(array, r->axes);
    return scalar_new(ctx, INT64, (const char *)&count);
}

/* Is one of the counts not greater than a number? -1 with an exception. */
static int is_too_small(HPyContext *ctx, HPy count, double least)
{
    item value;
    int truth;
    HPy inputs[2], test, all;
    if (scalar_read(ctx, count, &value) != NO_DTYPE) {
        return (double)value.i <= least;
    }
    inputs[0] = count;
    inputs[1] = new_number(ctx, least);
    test = HPy_IsNull(inputs[1])
               ? HPy_NULL
               : ufunc_call(ctx, &ufunc_greater, inputs, NULL);
    HPy_Close(ctx, inputs[1]);
    if (HPy_IsNull(test)) {
        return -1;
    }
    all = reduce_plain(ctx, &ufunc_logical_and, ndarray_AsStruct(ctx, test));
    HPy_Close(ctx, test);
    truth = HPy_IsNull(all) ? -1 : !HPy_IsTrue(ctx, all);
    HPy_Close(ctx, all);
    return truth;
}

/* Warn if one of the counts is not greater than a number; false with an
 * exception. */
static bool check_counts(HPyContext *ctx, HPy count, double least,
                         const char *warning)
{
    int small = is_too_small(ctx, count, least);
    return small == 0 || (small > 0 && HPyErr_WarnEx(ctx, ctx->h_RuntimeWarning,
                                                     warning, 1) == 0);
}

/* ---- mean ---- */

static HPy mean(HPyContext *ctx, const ndarray *array, reduction *r)
{
    bool is_half = r->dtype == NO_DTYPE && array->dtype == FLOAT16;
    HPy count = count_of(ctx, array, r), result = HPy_NULL;
    if (HPy_IsNull(count)) {
        return HPy_NULL;
    }
    if (check_counts(ctx, count, 0, "Mean of empty slice")) {
        r->dtype = sum_dtype(array->dtype, r->dtype);
        result = reduce_array(ctx, &ufunc_add, array, r);
        result = divide(ctx, result, count);
    }
    HPy_Close(ctx, count);
    return is_half && HPy_IsNull(r->out) ? cast_result(ctx, result, FLOAT16)
                                         : result;
}

/* Of all items of an array. */
static HPy mean_plain(HPyContext *ctx, const ndarray *array)
{
    reduction r;
    item sum;
    int status;
    if (HPy_LIKELY(array->dtype > FLOAT16 && array->size > 0)) {
        dtype_id dtype = reduce_at_once(&ufunc_add, array, &sum, &status);
        if (dtype != NO_DTYPE) {
            return status == 0 || errstate_report(ctx, "reduce", status)
                       ? divide_item(ctx, dtype, &sum, (double)array->size)
                       : HPy_NULL;
        }
    }
    reduce_begin(&r, reduce_all_axes(array->ndim));
    return mean(ctx, array, &r);
}

/* ---- var and std ---- */

typedef struct {
    double ddof; /* what is subtracted from counts */
    HPy mean;    /* HPy_NULL if it is to be computed */
    bool is_std;
} spread;

/* The mean along the axes, which stay. */
static HPy find_mean(HPyContext *ctx, const ndarray *array, const reduction *r)
{
    reduction sums;
    HPy count, result = HPy_NULL;
    reduce_begin(&sums, r->axes);
    sums.dtype = sum_dtype(array->dtype, r->dtype);
    sums.dtype = sums.dtype == FLOAT16 ? FLOAT32 : sums.dtype;
    sums.keepdims = true;
    sums.where = r->where;
    count = count_of(ctx, array, &sums);
    if (!HPy_IsNull(count)) {
        result = reduce_array(ctx, &ufunc_add, array, &sums);
        result = divide(ctx, result, count);
    }
    HPy_Close(ctx, count);
    return result;
}

/* Counts less degrees of freedom, but not below 0. The counts are closed. */
static HPy reduce_counts(HPyContext *ctx, HPy count, double ddof)
{
    item value;
    HPy inputs[2], less, result = HPy_NULL;
    if (scalar_read(ctx, count, &value) != NO_DTYPE) {
        HPy_Close(ctx, count);
        return new_number(ctx, fmax((double)value.i - ddof, 0));
    }
    inputs[0] = count;
    inputs[1] = new_number(ctx, ddof);
    less = HPy_IsNull(inputs[1])
               ? HPy_NULL
               : ufunc_call(ctx, &ufunc_subtract, inputs, NULL);
    HPy_Close(ctx, inputs[1]);
    HPy_Close(ctx, count);
    if (HPy_IsNull(less)) {
        return HPy_NULL;
    }
    inputs[1] = new_number(ctx, 0);
    if (!HPy_IsNull(inputs[1])) {
        result = apply(ctx, &ufunc_maximum, less, inputs[1]);
    }
    HPy_Close(ctx, inputs[1]);
    HPy_Close(ctx, less);
    return result;
}

static bool fail_mean(HPyContext *ctx, const ndarray *array,
                      const ndarray *given)
{
    char own[320], all[320];
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "operands could not be broadcast together with shapes %s %s ",
                  shape_text(all, sizeof(all), array->ndim, array->shape),
                  shape_text(own, sizeof(own), given->ndim, given->shape));
    return false;
}

/* The means as an array of the dtype in which differences to them are. */
static HPy mean_array(HPyContext *ctx, const ndarray *array, const reduction *r,
                      const spread *s, ndarray **means)
{
    HPy h, result, broadcast;
    dtype_id dtype;
    h = HPy_IsNull(s->mean) ? find_mean(ctx, array, r) : HPy_Dup(ctx, s->mean);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    result = creation_as_array(ctx, h, NO_DTYPE, means);
    HPy_Close(ctx, h);
    if (HPy_IsNull(result)) {
        return HPy_NULL;
    }
    dtype = dtype_promote(array->dtype, (*means)->dtype);
    dtype = dtype == FLOAT16 ? FLOAT32 : dtype == BOOL ? INT64 : dtype;
    if ((*means)->dtype != dtype || ((*means)->flags & ARRAY_ALIGNED) == 0) {
        h = copy_array(ctx, *means, dtype, ORDER_KEEP, means);
        HPy_Close(ctx, result);
        result = h;
    }
    if (HPy_IsNull(result)) {
        return HPy_NULL;
    }
    broadcast = shape_broadcast(ctx, result, array->ndim, array->shape);
    if (HPy_IsNull(broadcast)) {
        if (HPyErr_ExceptionMatches(ctx, ctx->h_ValueError)) {
            HPyErr_Clear(ctx);
            fail_mean(ctx, array, *means);
        }
    }
    else {
        *means = ndarray_AsStruct(ctx, broadcast);
    }
    HPy_Close(ctx, result);
    return broadcast;
}

/* The sum of squares divided by counts, or the root of that. */
static HPy variance(HPyContext *ctx, const ndarray *array, const reduction *r,
                    const spread *s, HPy counts)
{
    reduction squares = *r;
    ndarray *means;
    HPy h = mean_array(ctx, array, r, s, &means), result;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    squares.mean = means;
    squares.dtype = real_dtype(means->dtype);
    result = reduce_array(ctx, &ufunc_add, array, &squares);
    HPy_Close(ctx, h);
    result = divide(ctx, result, counts);
    return s->is_std ? root(ctx, result) : result;
}

static HPy find_spread(HPyContext *ctx, const ndarray *array,
                       const reduction *r, const spread *s)
{
    dtype_id dtype = r->dtype == NO_DTYPE && array->dtype == FLOAT16
                         ? FLOAT16
                         : sum_dtype(array->dtype, r->dtype);
    HPy counts = count_of(ctx, array, r), result;
    if (HPy_IsNull(counts)) {
        return HPy_NULL;
    }
    if (!check_counts(ctx, counts, s->ddof,
                      "Degrees of freedom <= 0 for slice")) {
        HPy_Close(ctx, counts);
        return HPy_NULL;
    }
    counts = reduce_counts(ctx, counts, s->ddof);
    if (HPy_IsNull(counts)) {
        return HPy_NULL;
    }
    result = variance(ctx, array, r, s, counts);
    HPy_Close(ctx, counts);
    return HPy_IsNull(r->out)
               ? cast_result(ctx, result,
                             r->dtype == NO_DTYPE ? real_dtype(dtype) : dtype)
               : result;
}

/* ---- Arguments ---- */

typedef struct {
    reduce_arguments reduce;
    HPy ddof, mean, correction;
} spread_arguments;

static bool parse_mean(HPyContext *ctx, const HPy *args, size_t nargs,
                       HPy kwnames, HPy *a, reduce_arguments *g)
{
    static const char *const names[] = {"a",        "axis",  "dtype", "out",
                                        "keepdims", "where", NULL};
    return a == NULL ? HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                                            "|OOOO$O:mean", names + 1, &g->axis,
                                            &g->dtype, &g->out, &g->keepdims,
                                            &g->where)
                     : HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                                            "O|OOOO$O:mean", names, a, &g->axis,
                                            &g->dtype, &g->out, &g->keepdims,
                                            &g->where);
}

static bool parse_spread(HPyContext *ctx, const char *format, const HPy *args,
                         size_t nargs, HPy kwnames, HPy *a, spread_arguments *s)
{
    static const char *const names[] = {
        "a",        "axis",  "dtype", "out",        "ddof",
        "keepdims", "where", "mean",  "correction", NULL};
    reduce_arguments *g = &s->reduce;
    return a == NULL
               ? HPyArg_ParseKeywords(
                     ctx, NULL, args, nargs, kwnames, format + 1, names + 1,
                     &g->axis, &g->dtype, &g->out, &s->ddof, &g->keepdims,
                     &g->where, &s->mean, &s->correction)
               : HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames, format,
                                      names, a, &g->axis, &g->dtype, &g->out,
                                      &s->ddof, &g->keepdims, &g->where,
                                      &s->mean, &s->correction);
}

/* `ddof`, or `correction` as the array API calls it. */
static bool read_ddof(HPyContext *ctx, const spread_arguments *given,
                      double *ddof)
{
    HPy h = HPy_IsNull(given->correction) ? given->ddof : given->correction;
    *ddof = 0;
    if (!HPy_IsNull(given->ddof) && !HPy_IsNull(given->correction)) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "ddof and correction can't be provided "
                         "simultaneously.");
        return false;
    }
    if (HPy_IsNull(h)) {
        return true;
    }
    *ddof = HPyFloat_AsDouble(ctx, h);
    return *ddof != -1 || !HPyErr_Occurred(ctx);
}

static HPy call_mean(HPyContext *ctx, const ndarray *array,
                     const reduce_arguments *given)
{
    reduction r;
    return reduce_read_arguments(ctx, given, array->ndim, &r)
               ? mean(ctx, array, &r)
               : HPy_NULL;
}

static HPy call_spread(HPyContext *ctx, const ndarray *array,
                       const spread_arguments *given, bool is_std)
{
    reduction r;
    spread s = {0, given->mean, is_std};
    return read_ddof(ctx, given, &s.ddof) &&
                   reduce_read_arguments(ctx, &given->reduce, array->ndim, &r)
               ? find_spread(ctx, array, &r, &s)
               : HPy_NULL;
}

/* ---- Functions and methods ---- */

#define AXIS_DOC                                                               \
    "axis: an int, a tuple of ints, or None for all axes.\n"                   \
    "dtype: to compute in; else that of the items, but float64 for integers "  \
    "and float32 for\nfloat16, whose result is a float16 again.\n"             \
    "out: an array that takes the result.\n"
#define KEEPDIMS_DOC "keepdims: whether the axes stay, with a length of 1.\n"
#define WHERE_DOC "where: a mask of the items that count.\n"
#define RESULT_DOC                                                             \
    "\nReturn an array, or a scalar if no axis is left.\nRaise AxisError for " \
    "an axis that is not there, ValueError for shapes that do not fit.\n"

#define MEAN_PARAMETERS                                                        \
    "axis=None, dtype=None, out=None, keepdims=False, *, where=True)\n--\n\n"
#define MEAN_DOC                                                               \
    "Return the mean of the items along axes.\n\n" AXIS_DOC KEEPDIMS_DOC       \
        WHERE_DOC RESULT_DOC "Warn of no items; their mean is nan."

HPyDef_METH(array_mean, "mean", HPyFunc_KEYWORDS,
            .doc = "mean($self, /, " MEAN_PARAMETERS MEAN_DOC)
static HPy array_mean_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs, HPy kwnames)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    reduce_arguments given = NO_REDUCE_ARGUMENTS;
    if (HPy_LIKELY(nargs == 0 && HPy_IsNull(kwnames))) {
        return mean_plain(ctx, array);
    }
    return parse_mean(ctx, args, nargs, kwnames, NULL, &given)
               ? call_mean(ctx, array, &given)
               : HPy_NULL;
}

HPyDef_METH(core_mean, "mean", HPyFunc_KEYWORDS,
            .doc = "mean(a, " MEAN_PARAMETERS MEAN_DOC)
static HPy core_mean_impl(HPyContext *ctx, HPy self, const HPy *args,
                          size_t nargs, HPy kwnames)
{
    reduce_arguments given = NO_REDUCE_ARGUMENTS;
    bool is_plain = nargs == 1 && HPy_IsNull(kwnames);
    ndarray *array;
    HPy a, h, result;
    (void)self;
    if (is_plain) {
        a = args[0];
    }
    else if (!parse_mean(ctx, args, nargs, kwnames, &a, &given)) {
        return HPy_NULL;
    }
    h = creation_as_array(ctx, a, NO_DTYPE, &array);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    result = is_plain ? mean_plain(ctx, array) : call_mean(ctx, array, &given);
    HPy_Close(ctx, h);
    return result;
}

#define SPREAD_PARAMETERS                                                      \
    "axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, " \
    "mean=None, correction=0)\n--\n\n"
#define SPREAD_DOC(WHAT)                                                       \
    "Return " WHAT " of the items along axes.\n\n" AXIS_DOC                    \
    "ddof, correction: what is subtracted from the number of items before it " \
    "divides the sum\nof squares.\n" KEEPDIMS_DOC WHERE_DOC                    \
    "mean: the mean, if it is known, with the axes still there.\n" RESULT_DOC  \
    "Warn if not more than ddof items are left."

#define SPREAD(NAME, IS_STD, WHAT)                                             \
    HPyDef_METH(array_##NAME, #NAME, HPyFunc_KEYWORDS,                         \
                .doc = #NAME "($self, /, " SPREAD_PARAMETERS SPREAD_DOC(WHAT)) \
    static HPy array_##NAME##_impl(HPyContext *ctx, HPy self, const HPy *args, \
                                   size_t nargs, HPy kwnames)                  \
    {                                                                          \
        spread_arguments given = {NO_REDUCE_ARGUMENTS, HPy_NULL, HPy_NULL,     \
                                  HPy_NULL};                                   \
        return parse_spread(ctx, "O|OOOOO$OOO:" #NAME, args, nargs, kwnames,   \
                            NULL, &given)                                      \
                   ? call_spread(ctx, ndarray_AsStruct(ctx, self), &given,     \
                                 IS_STD)                                       \
                   : HPy_NULL;                                                 \
    }                                                                          \
    HPyDef_METH(core_##NAME, #NAME, HPyFunc_KEYWORDS,                          \
                .doc = #NAME "(a, " SPREAD_PARAMETERS SPREAD_DOC(WHAT))        \
    static HPy core_##NAME##_impl(HPyContext *ctx, HPy self, const HPy *args,  \
                                  size_t nargs, HPy kwnames)                   \
    {                                                                          \
        (void)self;                                                            \
        return spread_function(ctx, "O|OOOOO$OOO:" #NAME, args, nargs,         \
                               kwnames, IS_STD);                               \
    }

static HPy spread_function(HPyContext *ctx, const char *format, const HPy *args,
                           size_t nargs, HPy kwnames, bool is_std)
{
    spread_arguments given = {NO_REDUCE_ARGUMENTS, HPy_NULL, HPy_NULL,
                              HPy_NULL};
    ndarray *array;
    HPy a, h, result;
    if (!parse_spread(ctx, format, args, nargs, kwnames, &a, &given)) {
        return HPy_NULL;
    }
    h = creation_as_array(ctx, a, NO_DTYPE, &array);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    result = call_spread(ctx, array, &given, is_std);
    HPy_Close(ctx, h);
    return result;
}

SPREAD(var, false, "the variance")
SPREAD(std, true, "the standard deviation, the root of the variance,")
