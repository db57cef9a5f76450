/* src/libmvec.h: glibc's functions of whole vectors, where there are any. */
#ifndef NUMPY_LIBMVEC_H
#define NUMPY_LIBMVEC_H

#include <stdbool.h>
#include <stdint.h>

/* By their names in C; of one argument, and of two. */
/* clang-format off */
#define FOR_EACH_VECTOR_FUNCTION(X)                                            \
    X(sin) X(cos) X(tan) X(asin) X(acos) X(atan) X(sinh) X(cosh) X(tanh)       \
    X(asinh) X(acosh) X(atanh) X(exp) X(exp2) X(expm1) X(log) X(log2)          \
    X(log10) X(log1p) X(cbrt)
/* clang-format on */
#define FOR_EACH_VECTOR_FUNCTION_OF_TWO(X) X(atan2) X(hypot) X(pow)

typedef enum {
#define X(NAME) VECTOR_##NAME,
    FOR_EACH_VECTOR_FUNCTION(X) FOR_EACH_VECTOR_FUNCTION_OF_TWO(X)
#undef X
        VECTOR_COUNT,
    VECTOR_NONE = -1
} vector_function;

/* What counts of items are multiples of. */
#define VECTOR_ITEMS 16

/* Look for the functions; at import, before the others here are called. */
void libmvec_load(void);

/* Leave vectors unused, or use at most those of so many bytes: for tests. */
void libmvec_limit(int bytes);

/* Compute `count` results, or say false: there are no such vectors here. */
bool libmvec_float(vector_function which, const float *x, float *out,
                   intptr_t count);
bool libmvec_double(vector_function which, const double *x, double *out,
                    intptr_t count);
bool libmvec_float_of_two(vector_function which, const float *x, const float *y,
                          float *out, intptr_t count);
bool libmvec_double_of_two(vector_function which, const double *x,
                           const double *y, double *out, intptr_t count);

#endif /* NUMPY_LIBMVEC_H */
