/* src/functions.h: what Python sees of each file. */
#ifndef NUMPY_FUNCTIONS_H
#define NUMPY_FUNCTIONS_H

#include "python.h"

/* clang-format off */
/* Functions of the module. */
#define FOR_EACH_FUNCTION(X)                                                   \
    /* creation.c */                                                           \
    X(core_array) X(core_asarray) X(core_empty) X(core_zeros) X(core_ones)     \
    X(core_full) X(core_arange)                                                \
    /* errstate.c */                                                           \
    X(core_get_errstate) X(core_set_errstate)                                  \
    /* shape.c */                                                              \
    X(core_broadcast_to)                                                       \
    /* concatenate.c */                                                        \
    X(core_concatenate)                                                        \
    /* matmul.c */                                                             \
    X(core_matmul) X(core_dot) X(core_load_blas)                               \
    /* exchange.c */                                                           \
    X(core_frombuffer)                                                         \
    /* dlpack.c */                                                             \
    X(core_from_dlpack)                                                        \
    /* scalar.c, scalar_methods.c */                                           \
    X(core_float64_new) X(core_scalar) X(core_set_functions)                   \
    /* promotion.c */                                                          \
    X(core_can_cast) X(core_promote_types) X(core_result_type)                 \
    X(core_isdtype) X(core_min_scalar_type) X(core_issubdtype)                 \
    /* selection.c */                                                          \
    X(core_take) X(core_put) X(core_repeat) X(core_where) X(core_nonzero)      \
    X(core_putmask) X(core_place) X(core_copyto)                               \
    /* accumulate.c */                                                         \
    X(core_cumsum) X(core_cumprod)                                             \
    X(core_argmax) X(core_argmin)                                              \
    /* reductions.c */                                                         \
    X(core_sum) X(core_prod) X(core_max) X(core_min) X(core_amax) X(core_amin) \
    X(core_all) X(core_any) X(core_ptp) X(core_count_nonzero)                  \
    /* statistics.c */                                                         \
    X(core_mean) X(core_var) X(core_std)                                       \
    /* ordering.c */                                                           \
    X(core_sort) X(core_argsort) X(core_partition) X(core_argpartition)        \
    X(core_searchsorted) X(core_lexsort)                                       \
    /* and no more */

/* Slots, methods and attributes of ndarray. */
#define FOR_EACH_ARRAY_DEFINE(X)                                               \
    /* accumulate.c */                                                         \
    X(array_cumsum) X(array_cumprod)                                           \
    X(array_argmax) X(array_argmin)                                            \
    /* reductions.c */                                                         \
    X(array_sum) X(array_prod) X(array_max) X(array_min) X(array_all)          \
    X(array_any)                                                               \
    /* statistics.c */                                                         \
    X(array_mean) X(array_var) X(array_std)                                    \
    /* construct.c */                                                          \
    X(array_construct) X(array_resize)                                         \
    /* array.c */                                                              \
    X(array_destroy) X(array_traverse)                                         \
    /* attributes.c */                                                         \
    X(array_shape) X(array_strides) X(array_ndim) X(array_size)                \
    X(array_itemsize) X(array_nbytes) X(array_dtype) X(array_base)             \
    X(array_T) X(array_mT) X(array_length) X(array_real) X(array_imag)         \
    /* operators.c */                                                          \
    X(array_add) X(array_subtract) X(array_multiply) X(array_true_divide)      \
    X(array_floor_divide) X(array_remainder) X(array_lshift) X(array_rshift)   \
    X(array_and) X(array_or) X(array_xor) X(array_divmod) X(array_power)       \
    X(array_inplace_add) X(array_inplace_subtract) X(array_inplace_multiply)   \
    X(array_inplace_true_divide) X(array_inplace_floor_divide)                 \
    X(array_inplace_remainder) X(array_inplace_lshift)                         \
    X(array_inplace_rshift) X(array_inplace_and) X(array_inplace_or)           \
    X(array_inplace_xor) X(array_inplace_power) X(array_negative)              \
    X(array_positive) X(array_absolute) X(array_invert) X(array_compare)       \
    X(array_bool) X(array_int) X(array_float) X(array_index) X(array_complex)  \
    /* methods.c */                                                            \
    X(array_copy) X(array_astype) X(array_tolist) X(array_fill)                \
    X(array_view) X(array_flag_bits) X(array_setflags)                         \
    /* shape.c */                                                              \
    X(array_reshape) X(array_transpose) X(array_ravel) X(array_flatten)        \
    X(array_swapaxes) X(array_diagonal) X(array_squeeze)                       \
    /* matmul.c */                                                             \
    X(array_matrix_multiply) X(array_inplace_matrix_multiply) X(array_dot)     \
    /* exchange.c */                                                           \
    X(array_getbuffer) X(array_interface) X(array_tobytes)                     \
    /* dlpack.c */                                                             \
    X(array_dlpack) X(array_dlpack_device)                                     \
    /* view.c, assign.c */                                                     \
    X(array_subscript) X(array_item) X(array_contains) X(array_ass_subscript)  \
    /* selection.c */                                                          \
    X(array_scalar) X(array_nonzero)                                           \
    /* ordering.c */                                                           \
    X(array_sort) X(array_argsort) X(array_partition) X(array_argpartition)    \
    X(array_searchsorted)                                                      \
    /* and no more */

/* The same of ufunc. */
#define FOR_EACH_UFUNC_DEFINE(X)                                               \
    /* ufunc_type.c */                                                         \
    X(ufunc_construct) X(ufunc_core_signature) X(ufunc_vectorcall) X(ufunc_repr) X(ufunc_name) X(ufunc_qualname)          \
    X(ufunc_doc) X(ufunc_text_signature) X(ufunc_nin) X(ufunc_nout)            \
    X(ufunc_nargs) X(ufunc_ntypes) X(ufunc_types) X(ufunc_identity_value)      \
    /* ufunc_methods.c */                                                      \
    X(ufunc_reduce) X(ufunc_accumulate) X(ufunc_reduceat) X(ufunc_outer)       \
    X(ufunc_signature)                                                         \
    /* at.c */                                                                 \
    X(ufunc_at)                                                                \
    /* and no more */

/* Objects that outlive a call; besides one of each dtype. */
#define FOR_EACH_GLOBAL(X)                                                     \
    X(array_type) X(axis_error) X(complex_warning) X(state_variable) X(generic_type)              \
    X(scalar_holder) X(scalar_false) X(scalar_true) X(scalar_float_new)        \
    X(scalar_repr_function) X(scalar_str_function) X(scalar_maker)             \
    X(signature_function) X(dtype_type)                                        \
    X(dlpack_registry) X(dlpack_type)                                          \
    /* and no more */
/* clang-format on */

#define X(NAME) extern HPyDef NAME;
FOR_EACH_FUNCTION(X)
FOR_EACH_ARRAY_DEFINE(X)
FOR_EACH_UFUNC_DEFINE(X)
#undef X
#define X(NAME) extern HPyGlobal NAME;
FOR_EACH_GLOBAL(X)
#undef X

#endif /* NUMPY_FUNCTIONS_H */
