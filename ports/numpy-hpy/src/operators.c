/* src/operators.c: what + - * / and their like do with arrays. */
#include "cast.h"
#include "convert.h"
#include "functions.h"
#include "ufunc.h"

/* ---- Two operands ---- */

static HPy call_binary(HPyContext *ctx, const ufunc *function, HPy left,
                       HPy right)
{
    HPy inputs[2] = {left, right};
    return ufunc_call(ctx, function, inputs, NULL);
}

/* The left one is changed. */
static HPy call_inplace(HPyContext *ctx, const ufunc *function, HPy self,
                        HPy other)
{
    HPy inputs[2] = {self, other};
    ufunc_options options = {.out = {self, HPy_NULL},
                             .where = HPy_NULL,
                             .dtype = NO_DTYPE,
                             .casting = CAST_SAME_KIND,
                             .order = ORDER_KEEP};
    return ufunc_call(ctx, function, inputs, &options);
}

/* clang-format off */
#define FOR_EACH_BINARY_OPERATOR(X)                                            \
    X(add, add)                     X(subtract, subtract)                      \
    X(multiply, multiply)           X(true_divide, divide)                     \
    X(floor_divide, floor_divide)   X(remainder, remainder)                    \
    X(lshift, left_shift)           X(rshift, right_shift)                     \
    X(and, bitwise_and)             X(or, bitwise_or)                          \
    X(xor, bitwise_xor)
/* clang-format on */

#define X(SLOT, UFUNC)                                                         \
    HPyDef_SLOT(array_##SLOT, HPy_nb_##SLOT)                                   \
    static HPy array_##SLOT##_impl(HPyContext *ctx, HPy left, HPy right)       \
    {                                                                          \
        return call_binary(ctx, &ufunc_##UFUNC, left, right);                  \
    }                                                                          \
    HPyDef_SLOT(array_inplace_##SLOT, HPy_nb_inplace_##SLOT)                   \
    static HPy array_inplace_##SLOT##_impl(HPyContext *ctx, HPy self,          \
                                           HPy other)                          \
    {                                                                          \
        return call_inplace(ctx, &ufunc_##UFUNC, self, other);                 \
    }
FOR_EACH_BINARY_OPERATOR(X)
#undef X

HPyDef_SLOT(array_divmod, HPy_nb_divmod)
static HPy array_divmod_impl(HPyContext *ctx, HPy left, HPy right)
{
    return call_binary(ctx, &ufunc_divmod, left, right);
}

/* ---- Powers ---- */

/* The function of one input that is as good for an exponent, a Python number;
 * or NULL. */
static const ufunc *power_by(HPyContext *ctx, HPy base, HPy exponent)
{
    const ndarray *array;
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool is_array = HPy_TypeIs(ctx, base, type);
    double value;
    HPy_Close(ctx, type);
    if (!is_array || (!HPy_TypeIs(ctx, exponent, ctx->h_LongType) &&
                      !HPy_TypeIs(ctx, exponent, ctx->h_FloatType))) {
        return NULL;
    }
    array = ndarray_AsStruct(ctx, base);
    if (dtypes[array->dtype].kind != 'f' && dtypes[array->dtype].kind != 'c') {
        return NULL;
    }
    value = HPyFloat_AsDouble(ctx, exponent);
    if (value == -1.0) {
        HPyErr_Clear(ctx); /* an int that is no float is left to others */
    }
    return value == 2.0   ? &ufunc_square
           : value == 1.0 ? &ufunc_positive
           : value == 0.5 ? &ufunc_sqrt
                          : NULL;
}

HPyDef_SLOT(array_power, HPy_nb_power)
static HPy array_power_impl(HPyContext *ctx, HPy left, HPy right, HPy modulus)
{
    const ufunc *simple;
    if (!HPy_Is(ctx, modulus, ctx->h_None)) {
        return HPy_Dup(ctx, ctx->h_NotImplemented);
    }
    simple = power_by(ctx, left, right);
    return simple != NULL ? ufunc_call(ctx, simple, &left, NULL)
                          : call_binary(ctx, &ufunc_power, left, right);
}

HPyDef_SLOT(array_inplace_power, HPy_nb_inplace_power)
static HPy array_inplace_power_impl(HPyContext *ctx, HPy self, HPy other,
                                    HPy modulus)
{
    if (!HPy_Is(ctx, modulus, ctx->h_None)) {
        return HPy_Dup(ctx, ctx->h_NotImplemented);
    }
    return call_inplace(ctx, &ufunc_power, self, other);
}

/* ---- One operand ---- */

#define FOR_EACH_UNARY_OPERATOR(X)                                             \
    X(negative, negative)                                                      \
    X(positive, positive) X(absolute, absolute) X(invert, invert)

#define X(SLOT, UFUNC)                                                         \
    HPyDef_SLOT(array_##SLOT, HPy_nb_##SLOT)                                   \
    static HPy array_##SLOT##_impl(HPyContext *ctx, HPy self)                  \
    {                                                                          \
        return ufunc_call(ctx, &ufunc_##UFUNC, &self, NULL);                   \
    }
FOR_EACH_UNARY_OPERATOR(X)
#undef X

/* ---- Comparison ---- */

static HPy call_comparison(HPyContext *ctx, HPy self, HPy other,
                           HPy_RichCmpOp op)
{
    static const ufunc *const functions[] = {
        [HPy_LT] = &ufunc_less,    [HPy_LE] = &ufunc_less_equal,
        [HPy_EQ] = &ufunc_equal,   [HPy_NE] = &ufunc_not_equal,
        [HPy_GT] = &ufunc_greater, [HPy_GE] = &ufunc_greater_equal,
    };
    return call_binary(ctx, functions[op], self, other);
}

HPyDef_SLOT(array_compare, HPy_tp_richcompare)
static HPy array_compare_impl(HPyContext *ctx, HPy self, HPy other,
                              HPy_RichCmpOp op)
{
    return call_comparison(ctx, self, other, op);
}

/* ---- Numbers ---- */

HPyDef_SLOT(array_bool, HPy_nb_bool)
static int array_bool_impl(HPyContext *ctx, HPy self)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    uint8_t truth;
    if (array->size != 1) {
        HPyErr_SetString(
            ctx, ctx->h_ValueError,
            array->size == 0
                ? "The truth value of an empty array is ambiguous. Use "
                  "`array.size > 0` to check that an array is not empty."
                : "The truth value of an array with more than one element is "
                  "ambiguous. Use a.any() or a.all()");
        return -1;
    }
    cast_item((char *)&truth, BOOL, array->data, array->dtype);
    return truth;
}

/* The one item of an array as a Python number. */
static HPy only_item(HPyContext *ctx, HPy self)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    if (array->ndim != 0) {
        return HPyErr_SetString(
            ctx, ctx->h_TypeError,
            "only 0-dimensional arrays can be converted to Python scalars");
    }
    return convert_load(ctx, array->dtype, array->data);
}

#define X(SLOT, CONVERT)                                                       \
    HPyDef_SLOT(array_##SLOT, HPy_nb_##SLOT)                                   \
    static HPy array_##SLOT##_impl(HPyContext *ctx, HPy self)                  \
    {                                                                          \
        HPy number = only_item(ctx, self);                                     \
        HPy result = HPy_IsNull(number) ? HPy_NULL : CONVERT(ctx, number);     \
        HPy_Close(ctx, number);                                                \
        return result;                                                         \
    }
X(int, HPy_Long)
X(float, HPy_Float)
#undef X

HPyDef_SLOT(array_index, HPy_nb_index)
static HPy array_index_impl(HPyContext *ctx, HPy self)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    if (array->ndim != 0 || !dtype_is_integer(array->dtype)) {
        return HPyErr_SetString(
            ctx, ctx->h_TypeError,
            "only integer scalar arrays can be converted to a scalar index");
    }
    return convert_load(ctx, array->dtype, array->data);
}

HPyDef_METH(array_complex, "__complex__", HPyFunc_NOARGS,
            .doc = "__complex__($self)\n--\n\n"
                   "The only item as a Python complex.")
static HPy array_complex_impl(HPyContext *ctx, HPy self)
{
    HPy number = only_item(ctx, self), result;
    if (HPy_IsNull(number)) {
        return HPy_NULL;
    }
    result = HPy_Call(ctx, ctx->h_ComplexType, &number, 1, HPy_NULL);
    HPy_Close(ctx, number);
    return result;
}
