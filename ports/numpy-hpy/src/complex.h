/* src/complex.h: arithmetic of complex numbers, as NumPy defines it. */
#ifndef NUMPY_COMPLEX_H
#define NUMPY_COMPLEX_H

#include "loop.h"

#include <math.h>

/* The functions below are for C, which has two parts of type T; SUFFIX is what
 * the names of T's functions in math.h end with. */
#define COMPLEX_FUNCTIONS(C, T, SUFFIX)                                        \
    ALWAYS_INLINE C C##_make(T real, T imag)                                   \
    {                                                                          \
        C result;                                                              \
        result.real = real;                                                    \
        result.imag = imag;                                                    \
        return result;                                                         \
    }                                                                          \
    ALWAYS_INLINE C C##_add(C x, C y)                                          \
    {                                                                          \
        return C##_make(x.real + y.real, x.imag + y.imag);                     \
    }                                                                          \
    ALWAYS_INLINE C C##_subtract(C x, C y)                                     \
    {                                                                          \
        return C##_make(x.real - y.real, x.imag - y.imag);                     \
    }                                                                          \
    /* Both parts are sums: of a difference beside a sum GCC 12 makes fused    \
     * products, whatever it is told. */                                       \
    ALWAYS_INLINE C C##_multiply(C x, C y)                                     \
    {                                                                          \
        return C##_make(x.real * y.real + -x.imag * y.imag,                    \
                        x.real * y.imag + x.imag * y.real);                    \
    }                                                                          \
    /* Smith's method: the larger part of y is divided out first. If that is   \
     * the imaginary one, both are turned by a right angle before. */          \
    ALWAYS_INLINE C C##_divide(C x, C y)                                       \
    {                                                                          \
        T ratio, scale;                                                        \
        if (y.real == 0 && y.imag == 0) {                                      \
            T zero = fabs##SUFFIX(y.real);                                     \
            return C##_make(x.real / zero, x.imag / zero);                     \
        }                                                                      \
        if (!isgreaterequal(fabs##SUFFIX(y.real), fabs##SUFFIX(y.imag))) {     \
            x = C##_make(x.imag, -x.real);                                     \
            y = C##_make(y.imag, -y.real);                                     \
        }                                                                      \
        ratio = y.imag / y.real;                                               \
        scale = 1 / (y.real + y.imag * ratio);                                 \
        return C##_make((x.real + x.imag * ratio) * scale,                     \
                        (x.imag + -x.real * ratio) * scale);                   \
    }                                                                          \
    ALWAYS_INLINE C C##_reciprocal(C x)                                        \
    {                                                                          \
        T ratio, scale;                                                        \
        if (isgreaterequal(fabs##SUFFIX(x.real), fabs##SUFFIX(x.imag))) {      \
            ratio = x.imag / x.real;                                           \
            scale = x.real + x.imag * ratio;                                   \
            return C##_make(1 / scale, -ratio / scale);                        \
        }                                                                      \
        ratio = x.real / x.imag;                                               \
        scale = x.real * ratio + x.imag;                                       \
        return C##_make(ratio / scale, -1 / scale);                            \
    }                                                                          \
    ALWAYS_INLINE C C##_negative(C x)                                          \
    {                                                                          \
        return C##_make(-x.real, -x.imag);                                     \
    }                                                                          \
    ALWAYS_INLINE C C##_conjugate(C x)                                         \
    {                                                                          \
        return C##_make(x.real, -x.imag);                                      \
    }                                                                          \
    ALWAYS_INLINE T C##_absolute(C x)                                          \
    {                                                                          \
        return hypot##SUFFIX(x.real, x.imag);                                  \
    }                                                                          \
    /* The number of magnitude 1 in this direction. */                         \
    ALWAYS_INLINE C C##_sign_of_infinite(C x)                                  \
    {                                                                          \
        T real = isinf(x.real) ? copysign##SUFFIX(1, x.real) : 0;              \
        T imag = isinf(x.imag) ? copysign##SUFFIX(1, x.imag) : 0;              \
        return real != 0 && imag != 0 ? C##_make((T)NAN, (T)NAN)               \
                                      : C##_make(real, imag);                  \
    }                                                                          \
    ALWAYS_INLINE C C##_sign(C x)                                              \
    {                                                                          \
        T size = hypot##SUFFIX(x.real, x.imag);                                \
        if (size == 0) {                                                       \
            return C##_make(0, 0);                                             \
        }                                                                      \
        if (isinf(x.real) || isinf(x.imag)) {                                  \
            return C##_sign_of_infinite(x);                                    \
        }                                                                      \
        if (isinf(size)) { /* of finite parts */                               \
            x = C##_make(x.real / 2, x.imag / 2);                              \
            size = hypot##SUFFIX(x.real, x.imag);                              \
        }                                                                      \
        return size == size ? C##_make(x.real / size, x.imag / size)           \
                            : C##_make(size, size);                            \
    }                                                                          \
    ALWAYS_INLINE bool C##_is_nan(C x)                                         \
    {                                                                          \
        return (x.real != x.real) | (x.imag != x.imag);                        \
    }                                                                          \
    ALWAYS_INLINE int C##_is_true(C x)                                         \
    {                                                                          \
        return (x.real != 0) | (x.imag != 0);                                  \
    }                                                                          \
    ALWAYS_INLINE bool C##_equal(C x, C y)                                     \
    {                                                                          \
        return (x.real == y.real) & (x.imag == y.imag);                        \
    }                                                                          \
    /* By the real parts, and by the imaginary ones where these are equal. A   \
     * number that has a part that is not a number is in no order. */          \
    ALWAYS_INLINE bool C##_less(C x, C y)                                      \
    {                                                                          \
        return ((x.real < y.real) & (x.imag == x.imag) & (y.imag == y.imag)) | \
               ((x.real == y.real) & (x.imag < y.imag));                       \
    }                                                                          \
    ALWAYS_INLINE bool C##_less_equal(C x, C y)                                \
    {                                                                          \
        return ((x.real < y.real) & (x.imag == x.imag) & (y.imag == y.imag)) | \
               ((x.real == y.real) & (x.imag <= y.imag));                      \
    }

COMPLEX_FUNCTIONS(complex64, float, f)
COMPLEX_FUNCTIONS(complex128, double, )

#endif /* NUMPY_COMPLEX_H */
