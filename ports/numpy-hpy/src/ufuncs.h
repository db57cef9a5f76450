/* src/ufuncs.h: the names of all ufuncs, in NumPy's spelling. */
#ifndef NUMPY_UFUNCS_H
#define NUMPY_UFUNCS_H

/* clang-format off */
/* arithmetic.c */
#define FOR_EACH_ARITHMETIC(X)                                                 \
    X(add) X(subtract) X(multiply) X(divide) X(floor_divide) X(remainder)      \
    X(fmod) X(divmod) X(power) X(float_power) X(negative) X(positive)          \
    X(absolute) X(fabs) X(sign) X(square) X(reciprocal) X(conjugate)           \
    X(gcd) X(lcm) X(heaviside)

/* comparison.c */
#define FOR_EACH_COMPARISON(X)                                                 \
    X(equal) X(not_equal) X(less) X(less_equal) X(greater) X(greater_equal)    \
    X(maximum) X(minimum) X(fmax) X(fmin) X(clip) X(logical_and) X(logical_or) \
    X(logical_xor) X(logical_not)

/* bits.c */
#define FOR_EACH_BITS(X)                                                       \
    X(bitwise_and) X(bitwise_or) X(bitwise_xor) X(invert) X(left_shift)        \
    X(right_shift) X(bitwise_count)

/* rounding.c: rounding, and what is inside of a float */
#define FOR_EACH_ROUNDING(X)                                                   \
    X(floor) X(ceil) X(trunc) X(rint) X(isnan) X(isinf) X(isfinite) X(signbit) \
    X(copysign) X(nextafter) X(spacing) X(modf) X(frexp) X(ldexp)

/* elementary.c: roots, exponentials, logarithms and angles */
#define FOR_EACH_ELEMENTARY(X)                                                 \
    X(sqrt) X(cbrt) X(exp) X(exp2) X(expm1) X(log) X(log2) X(log10) X(log1p)   \
    X(logaddexp) X(logaddexp2) X(hypot) X(sin) X(cos) X(tan) X(arcsin)         \
    X(arccos) X(arctan) X(arctan2) X(sinh) X(cosh) X(tanh) X(arcsinh)          \
    X(arccosh) X(arctanh) X(deg2rad) X(rad2deg) X(degrees) X(radians)

#define FOR_EACH_UFUNC(X)                                                      \
    FOR_EACH_ARITHMETIC(X) FOR_EACH_COMPARISON(X) FOR_EACH_BITS(X)             \
    FOR_EACH_ROUNDING(X) FOR_EACH_ELEMENTARY(X)
/* clang-format on */

#endif /* NUMPY_UFUNCS_H */
