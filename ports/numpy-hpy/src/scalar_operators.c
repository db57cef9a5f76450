/* src/scalar_operators.c: arithmetic and comparisons of scalars. */
#include "scalar_operators.h"

#include "cast.h"
#include "convert.h"
#include "errstate.h"
#include "half.h"
#include "promotion.h"
#include "scalar.h"
#include "sequence.h"
#include "status.h"
#include "ufunc.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ---- Operands ---- */

/* A scalar or a Python number, whose value is read when its dtype is known. */
typedef struct {
    weakness weak;
    dtype_id dtype; /* of a strong one */
    item value;     /* of a strong one, and of a weak float or complex */
} number;

static weakness weakness_of(dtype_id dtype)
{
    return dtype == COMPLEX128 ? WEAK_COMPLEX
           : dtype == FLOAT64  ? WEAK_FLOAT
                               : WEAK_INT;
}

/* Numbers whose types derive from those of Python. */
static bool read_derived(HPyContext *ctx, HPy h, number *n)
{
    if (HPy_TypeCheck(ctx, h, ctx->h_LongType)) {
        n->weak = WEAK_INT;
        return true;
    }
    if (!HPy_TypeCheck(ctx, h, ctx->h_FloatType) &&
        !HPy_TypeCheck(ctx, h, ctx->h_ComplexType)) {
        return false;
    }
    n->weak = weakness_of(convert_number(ctx, h, &n->value));
    return !HPyErr_Occurred(ctx);
}

/* Read a number; false if it is none, or with an exception. */
static bool read_number(HPyContext *ctx, HPy h, number *n)
{
    n->weak = STRONG;
    if (HPy_TypeIs(ctx, h, ctx->h_FloatType)) {
        n->weak = WEAK_FLOAT;
        n->value.d = HPyFloat_AsDouble(ctx, h);
        return true;
    }
    if (HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        n->weak = WEAK_INT;
        return true;
    }
    if (HPy_TypeIs(ctx, h, ctx->h_BoolType)) { /* as strong as ours */
        n->dtype = BOOL;
        n->value.bytes[0] = HPy_Is(ctx, h, ctx->h_True);
        return true;
    }
    n->dtype = scalar_read(ctx, h, &n->value);
    return n->dtype != NO_DTYPE || read_derived(ctx, h, n);
}

/* The dtype in which two numbers meet; NO_DTYPE if neither is a scalar. */
static dtype_id common_dtype(const number *a, const number *b)
{
    if (a->weak == STRONG && b->weak == STRONG) {
        return dtype_promote(a->dtype, b->dtype);
    }
    if (a->weak == STRONG) {
        return promotion_with_weak(a->dtype, b->weak);
    }
    return b->weak == STRONG ? promotion_with_weak(b->dtype, a->weak)
                             : NO_DTYPE;
}

/* A float that is infinite in a smaller dtype only is worth a warning. */
static bool settle_float(HPyContext *ctx, double value, dtype_id dtype,
                         item *result)
{
    double now;
    cast_item(result->bytes, dtype, (const char *)&value, FLOAT64);
    if (dtype == FLOAT64 || dtype == COMPLEX128) {
        return true;
    }
    cast_item((char *)&now, FLOAT64, result->bytes, dtype);
    return !isinf(now) || isinf(value) ||
           errstate_report(ctx, "cast", STATUS_OVERFLOW);
}

static bool settle_int(HPyContext *ctx, HPy h, dtype_id dtype, item *result)
{
    double value;
    if (dtype < FLOAT16) {
        return convert_store(ctx, h, dtype, result->bytes);
    }
    value = HPyLong_AsDouble(ctx, h);
    if (value == -1.0 && HPyErr_Occurred(ctx)) {
        return false;
    }
    return settle_float(ctx, value, dtype, result);
}

/* The value of a number in a dtype; false with an OverflowError. */
static bool settle(HPyContext *ctx, HPy h, const number *n, dtype_id dtype,
                   item *result)
{
    switch (n->weak) {
    case WEAK_INT:
        return settle_int(ctx, h, dtype, result);
    case WEAK_FLOAT:
        return settle_float(ctx, n->value.d, dtype, result);
    case WEAK_COMPLEX:
        cast_item(result->bytes, dtype, n->value.bytes, COMPLEX128);
        return true;
    default:
        if (n->dtype == dtype) {
            *result = n->value;
            return true;
        }
        cast_item(result->bytes, dtype, n->value.bytes, n->dtype);
        return true;
    }
}

/* ---- Operations ---- */

typedef struct {
    const ufunc *function;
    const char *name;                               /* in warnings */
    HPy (*as_array)(HPyContext *ctx, HPy a, HPy b); /* or NULL */
    const char *bool_error; /* bools have no such operation, or NULL */
    /* Did the operation on integers of this dtype, which has wrapped around,
     * overflow? Or NULL. */
    bool (*overflows)(dtype_id dtype, const item *a, const item *b);
    bool divides; /* integers as float64s */
} operation;

/* The loop for items of the dtype; NULL if there is none. */
static inline const ufunc_loop *loop_for(const ufunc *function, dtype_id dtype)
{
    int index = function->by_dtype[dtype];
    return index < 0 ? NULL : &function->loops[index];
}

/* The dtype of the items that a loop gets or gives at a place. */
static dtype_id item_dtype(const ufunc_loop *loop, int place)
{
    dtype_id dtype = loop->dtypes[place];
    return loop->half && dtype == FLOAT16 ? FLOAT32 : dtype;
}

/* Run a loop on items of `dtype`, which are changed to the ones that it takes;
 * `items` are the inputs and then the results. Returns its status. */
static int run_loop(const ufunc *function, const ufunc_loop *loop,
                    dtype_id dtype, item *items)
{
    static const intptr_t strides[MAX_OPERANDS];
    char *data[MAX_OPERANDS];
    int status, i;
    for (i = 0; i < function->inputs; i++) {
        dtype_id wanted = item_dtype(loop, i);
        data[i] = items[i].bytes;
        if (wanted != dtype) {
            item original = items[i];
            cast_item(items[i].bytes, wanted, original.bytes, dtype);
        }
    }
    for (; i < function->inputs + function->results; i++) {
        data[i] = items[i].bytes;
    }
    if (!function->sets_status) {
        return loop->loop(data, strides, 1);
    }
    status_clear();
    status = loop->loop(data, strides, 1);
    return status | status_get();
}

/* What happened when a float became a float16. */
static int half_status(float before, const char *bytes)
{
    float16 half;
    float now;
    memcpy(&half, bytes, sizeof(half));
    now = half_to_float(half);
    if (isinf(now) && isfinite(before)) {
        return STATUS_OVERFLOW;
    }
    return (half & 0x7c00) == 0 && now != before ? STATUS_UNDERFLOW : 0;
}

/* A result of a loop as a scalar. */
static HPy wrap_result(HPyContext *ctx, const ufunc_loop *loop, int place,
                       item *result, int *status)
{
    dtype_id dtype = loop->dtypes[place], given = item_dtype(loop, place);
    if (given != dtype) {
        float before;
        memcpy(&before, result->bytes, sizeof(before));
        cast_item(result->bytes, dtype, (const char *)&before, given);
        *status |= half_status(before, result->bytes); /* see half.h */
    }
    return scalar_new(ctx, dtype, result->bytes);
}

/* ---- Integers that overflow ---- */

/* Is a number outside of the range of an integer dtype? */
static bool is_outside(dtype_id dtype, int64_t value)
{
    int bits = 8 * dtypes[dtype].size;
    int64_t top;
    if (bits == 64) {
        return false;
    }
    top = (int64_t)1 << (dtypes[dtype].kind == 'u' ? bits : bits - 1);
    return value >= top || value < (dtypes[dtype].kind == 'u' ? 0 : -top);
}

/* The value of any integer but a UINT64. */
static int64_t value_of(dtype_id dtype, const item *x)
{
    int64_t value;
    cast_item((char *)&value, INT64, x->bytes, dtype);
    return value;
}

static bool add_overflows(dtype_id dtype, const item *a, const item *b)
{
    int64_t x, y;
    if (dtype == UINT64) {
        return a->u + b->u < a->u;
    }
    x = value_of(dtype, a);
    y = value_of(dtype, b);
    if (dtype == INT64) {
        return y > 0 ? x > INT64_MAX - y : x < INT64_MIN - y;
    }
    return is_outside(dtype, x + y);
}

static bool subtract_overflows(dtype_id dtype, const item *a, const item *b)
{
    int64_t x, y;
    if (dtype == UINT64) {
        return a->u < b->u;
    }
    x = value_of(dtype, a);
    y = value_of(dtype, b);
    if (dtype == INT64) {
        return y < 0 ? x > INT64_MAX + y : x < INT64_MIN + y;
    }
    return is_outside(dtype, x - y);
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* Is the product of two numbers more than `limit`? */
static bool exceeds(uint64_t x, uint64_t y, uint64_t limit)
{
    return ((x | y) >> 31) != 0 && y != 0 && x > limit / y;
}

static bool multiply_overflows(dtype_id dtype, const item *a, const item *b)
{
    int64_t x, y;
    if (dtype == UINT64) {
        return exceeds(a->u, b->u, UINT64_MAX);
    }
    x = value_of(dtype, a);
    y = value_of(dtype, b);
    if (dtype == INT64) {
        return exceeds(magnitude(x), magnitude(y),
                       (uint64_t)INT64_MAX + ((x < 0) != (y < 0)));
    }
    if (dtype == UINT32) { /* its products take all 64 bits */
        return exceeds((uint64_t)x, (uint64_t)y, UINT32_MAX) ||
               (uint64_t)x * (uint64_t)y > UINT32_MAX;
    }
    return is_outside(dtype, x * y);
}

static bool negative_overflows(dtype_id dtype, const item *a, const item *b)
{
    (void)b;
    if (dtype == UINT64) {
        return a->u != 0;
    }
    if (dtype == INT64) {
        return a->i == INT64_MIN;
    }
    return is_outside(dtype, -value_of(dtype, a));
}

static bool absolute_overflows(dtype_id dtype, const item *a, const item *b)
{
    return dtypes[dtype].kind == 'i' && value_of(dtype, a) < 0 &&
           negative_overflows(dtype, a, b);
}

/* ---- Unary and binary operators ---- */

static HPy not_implemented(HPyContext *ctx)
{
    return HPy_Dup(ctx, ctx->h_NotImplemented);
}

/* Compute with `count` inputs of one dtype; NotImplemented if the ufunc has no
 * loop for it. */
static HPy compute(HPyContext *ctx, const operation *o, dtype_id dtype,
                   item *items)
{
    const ufunc *function = o->function;
    const ufunc_loop *loop = loop_for(function, dtype);
    HPy results[2] = {HPy_NULL, HPy_NULL}, result;
    int status = 0;
    if (dtype == BOOL && o->bool_error != NULL) {
        return HPyErr_SetString(ctx, ctx->h_TypeError, o->bool_error);
    }
    if (loop == NULL) {
        return not_implemented(ctx);
    }
    if (o->overflows != NULL && dtype_is_integer(dtype) &&
        o->overflows(dtype, &items[0], &items[1])) {
        status = STATUS_OVERFLOW;
    }
    status |= run_loop(function, loop, dtype, items);
    for (int i = 0; i < function->results; i++) {
        int place = function->inputs + i;
        results[i] = wrap_result(ctx, loop, place, &items[place], &status);
    }
    result = function->results == 1
                 ? results[0]
                 : HPyTuple_Pack(ctx, 2, results[0], results[1]);
    if (function->results == 2) {
        HPy_Close(ctx, results[0]);
        HPy_Close(ctx, results[1]);
    }
    if (HPy_UNLIKELY(status != 0) && !HPy_IsNull(result) &&
        !errstate_report(ctx, o->name, status)) {
        HPy_Close(ctx, result);
        return HPy_NULL;
    }
    return result;
}

static HPy to_array(HPyContext *ctx, HPy h)
{
    item value;
    dtype_id dtype = scalar_read(ctx, h, &value);
    return dtype == NO_DTYPE ? HPy_Dup(ctx, h)
                             : scalar_to_array(ctx, dtype, &value);
}

/* One operand is no number. Arrays know what to do with a scalar, and are asked
 * when we do not; with a sequence they need an array. */
static HPy defer(HPyContext *ctx, const operation *o, HPy a, HPy b, HPy other)
{
    HPy result = HPy_NULL;
    if (HPyErr_Occurred(ctx)) {
        return HPy_NULL;
    }
    if (o->as_array == NULL ||
        !(HPyList_Check(ctx, other) || HPyTuple_Check(ctx, other))) {
        return not_implemented(ctx);
    }
    a = to_array(ctx, a);
    b = HPy_IsNull(a) ? HPy_NULL : to_array(ctx, b);
    if (!HPy_IsNull(b)) {
        result = o->as_array(ctx, a, b);
    }
    HPy_Close(ctx, a);
    HPy_Close(ctx, b);
    return result;
}

/* Two scalars of one dtype, other than float64, which are the most frequent
 * operands: their dtype, or NO_DTYPE. */
static inline dtype_id read_alike(HPyContext *ctx, HPy a, HPy b, item *items)
{
    HPy holder = HPyGlobal_Load(ctx, scalar_holder);
    dtype_id result = NO_DTYPE;
    if (HPy_TypeCheck(ctx, a, holder) && HPy_TypeCheck(ctx, b, holder)) {
        const scalar *x = scalar_AsStruct(ctx, a);
        const scalar *y = scalar_AsStruct(ctx, b);
        items[0] = x->value;
        items[1] = y->value;
        result = x->dtype == y->dtype ? x->dtype : NO_DTYPE;
    }
    HPy_Close(ctx, holder);
    return result;
}

static HPy binary(HPyContext *ctx, const operation *o, HPy a, HPy b)
{
    item items[MAX_OPERANDS];
    number x, y;
    dtype_id dtype = o->divides ? NO_DTYPE : read_alike(ctx, a, b, items);
    if (dtype != NO_DTYPE) {
        return compute(ctx, o, dtype, items);
    }
    if (!read_number(ctx, a, &x)) {
        return defer(ctx, o, a, b, a);
    }
    if (!read_number(ctx, b, &y)) {
        return defer(ctx, o, a, b, b);
    }
    dtype = common_dtype(&x, &y);
    if (dtype == NO_DTYPE || loop_for(o->function, dtype) == NULL) {
        return not_implemented(ctx);
    }
    if (o->divides && dtype < FLOAT16) {
        dtype = FLOAT64;
    }
    if (!settle(ctx, a, &x, dtype, &items[0]) ||
        !settle(ctx, b, &y, dtype, &items[1])) {
        return HPy_NULL;
    }
    return compute(ctx, o, dtype, items);
}

static HPy unary(HPyContext *ctx, const operation *o, HPy self,
                 const char *sign)
{
    item items[MAX_OPERANDS];
    dtype_id dtype = scalar_read(ctx, self, &items[0]);
    HPy result;
    if (dtype == NO_DTYPE) {
        return HPyErr_Format(ctx, ctx->h_TypeError, "bad operand for unary %s",
                             sign);
    }
    result = compute(ctx, o, dtype, items);
    if (!HPy_IsNull(result) && HPy_Is(ctx, result, ctx->h_NotImplemented)) {
        HPy_Close(ctx, result);
        return HPyErr_Format(ctx, ctx->h_TypeError,
                             "bad operand type for unary %s: '%s'", sign,
                             dtypes[dtype].name);
    }
    return result;
}

#define BINARY(SYM, SLOT, FUNCTION, NAME, AS_ARRAY, BOOL_ERROR, OVERFLOWS)     \
    static const operation SYM##_operation = {                                 \
        &ufunc_##FUNCTION, "scalar " NAME, AS_ARRAY,                           \
        BOOL_ERROR,        OVERFLOWS,      SLOT == HPy_nb_true_divide};        \
                                                                               \
    HPy SYM##_any(HPyContext *ctx, HPy a, HPy b)                               \
    {                                                                          \
        return binary(ctx, &SYM##_operation, a, b);                            \
    }                                                                          \
                                                                               \
    HPyDef_SLOT(SYM, SLOT)                                                     \
    static HPy SYM##_impl(HPyContext *ctx, HPy a, HPy b)                       \
    {                                                                          \
        return SYM##_any(ctx, a, b);                                           \
    }

#define UNARY(SYM, SLOT, FUNCTION, SIGN, BOOL_ERROR, OVERFLOWS)                \
    static const operation SYM##_operation = {                                 \
        &ufunc_##FUNCTION, "scalar " #FUNCTION, NULL,                          \
        BOOL_ERROR,        OVERFLOWS,           false};                        \
                                                                               \
    HPy SYM##_any(HPyContext *ctx, HPy self)                                   \
    {                                                                          \
        return unary(ctx, &SYM##_operation, self, SIGN);                       \
    }                                                                          \
                                                                               \
    HPyDef_SLOT(SYM, SLOT)                                                     \
    static HPy SYM##_impl(HPyContext *ctx, HPy self)                           \
    {                                                                          \
        return SYM##_any(ctx, self);                                           \
    }

#define NO_BOOL_SUBTRACT                                                       \
    "numpy boolean subtract, the `-` operator, is not supported, use the "     \
    "bitwise_xor, the `^` operator, or the logical_xor function instead."
#define NO_BOOL_NEGATIVE                                                       \
    "The numpy boolean negative, the `-` operator, is not supported, use the " \
    "`~` operator or the logical_not function instead."
#define NO_BOOL_POSITIVE                                                       \
    "ufunc 'positive' did not contain a loop with signature matching types "   \
    "bool -> None"

BINARY(scalar_add, HPy_nb_add, add, "add", HPy_Add, NULL, add_overflows)
BINARY(scalar_subtract, HPy_nb_subtract, subtract, "subtract", HPy_Subtract,
       NO_BOOL_SUBTRACT, subtract_overflows)
/* Sequences are repeated by integers. */
BINARY(scalar_multiply, HPy_nb_multiply, multiply, "multiply", NULL, NULL,
       multiply_overflows)
BINARY(scalar_divide, HPy_nb_true_divide, divide, "divide", HPy_TrueDivide,
       NULL, NULL)
BINARY(scalar_floor_divide, HPy_nb_floor_divide, floor_divide, "floor_divide",
       HPy_FloorDivide, NULL, NULL)
BINARY(scalar_remainder, HPy_nb_remainder, remainder, "remainder",
       HPy_Remainder, NULL, NULL)
BINARY(scalar_divmod, HPy_nb_divmod, divmod, "divmod", HPy_Divmod, NULL, NULL)
BINARY(scalar_and, HPy_nb_and, bitwise_and, "bitwise_and", HPy_And, NULL, NULL)
BINARY(scalar_or, HPy_nb_or, bitwise_or, "bitwise_or", HPy_Or, NULL, NULL)
BINARY(scalar_xor, HPy_nb_xor, bitwise_xor, "bitwise_xor", HPy_Xor, NULL, NULL)
BINARY(scalar_left_shift, HPy_nb_lshift, left_shift, "left_shift", HPy_Lshift,
       NULL, NULL)
BINARY(scalar_right_shift, HPy_nb_rshift, right_shift, "right_shift",
       HPy_Rshift, NULL, NULL)
UNARY(scalar_negative, HPy_nb_negative, negative, "-", NO_BOOL_NEGATIVE,
      negative_overflows)
UNARY(scalar_positive, HPy_nb_positive, positive, "+", NO_BOOL_POSITIVE, NULL)
UNARY(scalar_absolute, HPy_nb_absolute, absolute, "abs()", NULL,
      absolute_overflows)
UNARY(scalar_invert, HPy_nb_invert, invert, "~", NULL, NULL)

static HPy power_of_arrays(HPyContext *ctx, HPy a, HPy b)
{
    return HPy_Power(ctx, a, b, ctx->h_None);
}

static const operation power_operation = {
    &ufunc_power, "scalar power", power_of_arrays, NULL, NULL, false};

HPy scalar_power_any(HPyContext *ctx, HPy a, HPy b, HPy modulus)
{
    if (!HPy_Is(ctx, modulus, ctx->h_None)) {
        return not_implemented(ctx);
    }
    return binary(ctx, &power_operation, a, b);
}

HPyDef_SLOT(scalar_power, HPy_nb_power)
static HPy scalar_power_impl(HPyContext *ctx, HPy a, HPy b, HPy modulus)
{
    return scalar_power_any(ctx, a, b, modulus);
}

/* ---- Comparisons ---- */

/* Less than 0, 0, or more than 0: as two integers compare that may be of
 * different signs and dtypes. */
static int order_integers(const number *a, const number *b)
{
    bool a_is_large = a->dtype == UINT64 && a->value.i < 0;
    bool b_is_large = b->dtype == UINT64 && b->value.i < 0;
    int64_t x, y;
    if (a_is_large || b_is_large) {
        if (a_is_large && b_is_large) {
            return a->value.u < b->value.u ? -1 : a->value.u > b->value.u;
        }
        return a_is_large ? 1 : -1;
    }
    x = value_of(a->dtype, &a->value);
    y = value_of(b->dtype, &b->value);
    return x < y ? -1 : x > y;
}

/* The value of a Python int that is compared with an integer. What is too large
 * for 64 bits is told by its sign alone: false, and in *order how it compares
 * with everything else. */
static bool read_int(HPyContext *ctx, HPy h, number *n, int *order)
{
    HPy zero;
    n->dtype = convert_number(ctx, h, &n->value);
    if (n->dtype != NO_DTYPE) {
        return true;
    }
    HPyErr_Clear(ctx);
    zero = HPyLong_FromLong(ctx, 0);
    *order = HPy_RichCompareBool(ctx, h, zero, HPy_LT) == 1 ? -1 : 1;
    HPy_Close(ctx, zero);
    return false;
}

static HPy compare_integers(HPyContext *ctx, HPy a, number *x, HPy b, number *y,
                            HPy_RichCmpOp op)
{
    int order;
    if (x->weak == WEAK_INT && !read_int(ctx, a, x, &order)) {
        return scalar_new_bool(ctx, compare_double(order, 0, op));
    }
    if (y->weak == WEAK_INT && !read_int(ctx, b, y, &order)) {
        return scalar_new_bool(ctx, compare_double(0, order, op));
    }
    return scalar_new_bool(ctx, compare_double(order_integers(x, y), 0, op));
}

static bool is_integer(const number *n)
{
    return n->weak == WEAK_INT || (n->weak == STRONG && n->dtype < FLOAT16);
}

static HPy compare_numbers(HPyContext *ctx, HPy a, number *x, HPy b, number *y,
                           HPy_RichCmpOp op)
{
    dtype_id dtype;
    item p, q;
    complex128 c, d;
    if (is_integer(x) && is_integer(y)) {
        return compare_integers(ctx, a, x, b, y, op);
    }
    dtype = common_dtype(x, y);
    if (dtype == NO_DTYPE) {
        return not_implemented(ctx);
    }
    if (!settle(ctx, a, x, dtype, &p) || !settle(ctx, b, y, dtype, &q)) {
        return HPy_NULL;
    }
    cast_item((char *)&c, COMPLEX128, p.bytes, dtype);
    cast_item((char *)&d, COMPLEX128, q.bytes, dtype);
    return scalar_new_bool(ctx, dtype < COMPLEX64
                                    ? compare_double(c.real, d.real, op)
                                    : compare_complex128(c, d, op));
}

static HPy compare_sequence(HPyContext *ctx, HPy a, HPy b, HPy_RichCmpOp op)
{
    HPy array, result;
    if (HPyErr_Occurred(ctx)) {
        return HPy_NULL;
    }
    if (!HPyList_Check(ctx, b) && !HPyTuple_Check(ctx, b)) {
        return not_implemented(ctx);
    }
    array = to_array(ctx, a);
    if (HPy_IsNull(array)) {
        return HPy_NULL;
    }
    result = HPy_RichCompare(ctx, array, b, op);
    HPy_Close(ctx, array);
    return result;
}

HPy scalar_compare_any(HPyContext *ctx, HPy a, HPy b, HPy_RichCmpOp op)
{
    number x, y;
    if (!read_number(ctx, a, &x)) {
        return HPyErr_Occurred(ctx) ? HPy_NULL : not_implemented(ctx);
    }
    if (!read_number(ctx, b, &y)) {
        return compare_sequence(ctx, a, b, op);
    }
    return compare_numbers(ctx, a, &x, b, &y, op);
}

HPyDef_SLOT(scalar_compare, HPy_tp_richcompare)
static HPy scalar_compare_impl(HPyContext *ctx, HPy a, HPy b, HPy_RichCmpOp op)
{
    return scalar_compare_any(ctx, a, b, op);
}
