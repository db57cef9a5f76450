/* src/complexmath.h: powers, roots, exponentials, logarithms and angles of
 * complex numbers. */
#ifndef NUMPY_COMPLEXMATH_H
#define NUMPY_COMPLEXMATH_H

#include "dtype.h"

/* complex64_NAME and complex128_NAME. */
/* clang-format off */
#define FOR_EACH_COMPLEX_FUNCTION(X)                                           \
    X(sqrt) X(exp) X(exp2) X(expm1) X(log) X(log2) X(log10) X(log1p) X(sin)    \
    X(cos) X(tan) X(arcsin) X(arccos) X(arctan) X(sinh) X(cosh) X(tanh)        \
    X(arcsinh) X(arccosh) X(arctanh)
/* clang-format on */

#define X(NAME)                                                                \
    complex64 complex64_##NAME(complex64 x);                                   \
    complex128 complex128_##NAME(complex128 x);
FOR_EACH_COMPLEX_FUNCTION(X)
#undef X

complex64 complex64_power(complex64 x, complex64 y);
complex128 complex128_power(complex128 x, complex128 y);

#endif /* NUMPY_COMPLEXMATH_H */
