/* src/scalar.h: the scalar types, one for each dtype, below `generic`.
 *
 * Their instances hold an item; only a float64 is a Python float and a
 * complex128 has what a Python complex has.
 */
#ifndef NUMPY_SCALAR_H
#define NUMPY_SCALAR_H

#include "python.h"

#include "dtype.h"

typedef struct {
    dtype_id dtype;
    item value;
} scalar;

HPyType_HELPERS(scalar);

extern HPyGlobal scalar_types[DTYPE_COUNT];
extern HPyGlobal generic_type;

/* The type with the struct, a base of all but float64. */
extern HPyGlobal scalar_holder;

/* The two instances of bool. */
extern HPyGlobal scalar_false;
extern HPyGlobal scalar_true;

/* float.__new__, two functions of _printing.py, and what pickles call. */
extern HPyGlobal scalar_float_new;
extern HPyGlobal scalar_repr_function;
extern HPyGlobal scalar_str_function;
extern HPyGlobal scalar_maker;

/* A new scalar of an item, which need not be aligned; HPy_NULL with an
 * exception. */
HPy scalar_new(HPyContext *ctx, dtype_id dtype, const char *data);

/* A new float64. */
HPy scalar_new_float64(HPyContext *ctx, double value);

/* A new instance of `type`, float64 or a type derived from it. */
HPy scalar_new_float(HPyContext *ctx, HPy type, double value);

/* np.True_ or np.False_. */
static inline HPy scalar_new_bool(HPyContext *ctx, bool value)
{
    return HPyGlobal_Load(ctx, value ? scalar_true : scalar_false);
}

/* The value of a scalar; NO_DTYPE if `h` is none. Never fails. */
dtype_id scalar_read(HPyContext *ctx, HPy h, item *value);

/* A new array of no dimensions that holds an item; HPy_NULL with an exception.
 */
HPy scalar_to_array(HPyContext *ctx, dtype_id dtype, const item *value);

/* Make all types and add them to the module: false with an exception. */
bool scalar_add_types(HPyContext *ctx, HPy module);

/* ---- What the types are made of ---- */

/* clang-format off */
#define FOR_EACH_NUMBER_SLOT(X)                                                \
    /* scalar_operators.c */                                                   \
    X(scalar_add) X(scalar_subtract) X(scalar_multiply) X(scalar_divide)       \
    X(scalar_floor_divide) X(scalar_remainder) X(scalar_divmod)                \
    X(scalar_power) X(scalar_and) X(scalar_or) X(scalar_xor)                   \
    X(scalar_left_shift) X(scalar_right_shift) X(scalar_negative)              \
    X(scalar_positive) X(scalar_absolute) X(scalar_invert)                     \
    X(scalar_compare)

/* Of float64, which is not to be what a float has. */
#define FOR_EACH_FLOAT64_SLOT(X)                                               \
    /* scalar_methods.c */                                                     \
    X(float64_hash) X(float64_repr) X(float64_str)

/* Of `generic`. */
#define FOR_EACH_GENERIC_DEFINE(X)                                             \
    FOR_EACH_NUMBER_SLOT(X)                                                    \
    /* scalar_methods.c */                                                     \
    X(scalar_hash) X(scalar_repr) X(scalar_str) X(scalar_bool) X(scalar_int)   \
    X(scalar_float) X(scalar_subscript) X(scalar_get_buffer)                   \
    X(scalar_release_buffer)                                                   \
    X(scalar_dtype) X(scalar_itemsize) X(scalar_nbytes) X(scalar_ndim)         \
    X(scalar_shape) X(scalar_size) X(scalar_strides) X(scalar_T)               \
    X(scalar_real) X(scalar_imag) X(scalar_flags) X(scalar_flat)               \
    X(scalar_data) X(scalar_base) X(scalar_device)                             \
    X(scalar_item) X(scalar_tolist) X(scalar_conj) X(scalar_conjugate)         \
    X(scalar_as_array) X(scalar_reduce) X(scalar_copy_self)                    \
    X(scalar_deepcopy) X(scalar_format)                                        \
    X(scalar_all) X(scalar_any) X(scalar_argmax) X(scalar_argmin)              \
    X(scalar_argsort) X(scalar_astype) X(scalar_byteswap) X(scalar_choose)     \
    X(scalar_clip) X(scalar_compress) X(scalar_copy) X(scalar_cumprod)         \
    X(scalar_cumsum) X(scalar_diagonal) X(scalar_dump) X(scalar_dumps)         \
    X(scalar_fill) X(scalar_flatten) X(scalar_getfield) X(scalar_max)          \
    X(scalar_mean) X(scalar_min) X(scalar_nonzero) X(scalar_prod)              \
    X(scalar_put) X(scalar_ravel) X(scalar_repeat) X(scalar_reshape)           \
    X(scalar_resize) X(scalar_round) X(scalar_searchsorted)                    \
    X(scalar_setfield) X(scalar_setflags) X(scalar_sort) X(scalar_squeeze)     \
    X(scalar_std) X(scalar_sum) X(scalar_swapaxes) X(scalar_take)              \
    X(scalar_to_device) X(scalar_tobytes) X(scalar_tofile) X(scalar_trace)     \
    X(scalar_transpose) X(scalar_var) X(scalar_view)                           \
    X(scalar_array_namespace)

#define FOR_EACH_INTEGER_DEFINE(X)                                             \
    X(integer_numerator) X(integer_denominator)               \
    X(integer_is_integer) X(integer_bit_count) X(scalar_dunder_round)

#define FOR_EACH_FLOATING_DEFINE(X)                                            \
    X(floating_is_integer) X(floating_as_integer_ratio) X(scalar_dunder_round)

#define FOR_EACH_COMPLEXFLOATING_DEFINE(X) X(complexfloating_complex)
/* clang-format on */

#define X(NAME) extern HPyDef NAME;
FOR_EACH_GENERIC_DEFINE(X)
FOR_EACH_FLOAT64_SLOT(X)
X(integer_numerator)
X(integer_denominator)
X(integer_is_integer)
X(integer_bit_count)
X(floating_is_integer)
X(floating_as_integer_ratio)
X(scalar_dunder_round)
X(complexfloating_complex)
#undef X

#endif /* NUMPY_SCALAR_H */
