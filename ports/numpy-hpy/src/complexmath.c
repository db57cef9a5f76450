/* src/complexmath.c: powers, roots, exponentials, logarithms and angles of
 * complex numbers.
 *
 * C computes them, but for those that it has not. It hands over and takes its
 * own type, which MSVC names in another way; arithmetic is done with ours.
 */
#include "complexmath.h"
#include "complex.h"

#include <complex.h>
#include <string.h>

#undef I

/* ---- C's own type ---- */

#if defined(_MSC_VER) && !defined(__clang__)
typedef _Fcomplex float_complex;
typedef _Dcomplex double_complex;
#else
typedef float _Complex float_complex;
typedef double _Complex double_complex;
#endif

/* Both are two parts side by side. */
#define CONVERSIONS(C, NATIVE)                                                 \
    static inline NATIVE C##_to_native(C x)                                    \
    {                                                                          \
        NATIVE result;                                                         \
        memcpy(&result, &x, sizeof(result));                                   \
        return result;                                                         \
    }                                                                          \
    static inline C C##_of_native(NATIVE x)                                    \
    {                                                                          \
        C result;                                                              \
        memcpy(&result, &x, sizeof(result));                                   \
        return result;                                                         \
    }
CONVERSIONS(complex64, float_complex)
CONVERSIONS(complex128, double_complex)

/* ---- What C has ---- */

#define NATIVE(NAME, FUNCTION)                                                 \
    complex64 complex64_##NAME(complex64 x)                                    \
    {                                                                          \
        return complex64_of_native(FUNCTION##f(complex64_to_native(x)));       \
    }                                                                          \
    complex128 complex128_##NAME(complex128 x)                                 \
    {                                                                          \
        return complex128_of_native(FUNCTION(complex128_to_native(x)));        \
    }
NATIVE(sqrt, csqrt)
NATIVE(exp, cexp)
NATIVE(log, clog)
NATIVE(sin, csin)
NATIVE(cos, ccos)
NATIVE(tan, ctan)
NATIVE(arcsin, casin)
NATIVE(arccos, cacos)
NATIVE(arctan, catan)
NATIVE(sinh, csinh)
NATIVE(cosh, ccosh)
NATIVE(tanh, ctanh)
NATIVE(arcsinh, casinh)
NATIVE(arccosh, cacosh)
NATIVE(arctanh, catanh)

/* ---- What C has not ---- */

#define OTHERS(C, T, SUFFIX)                                                   \
    static C C##_scale(C x, T factor)                                          \
    {                                                                          \
        return C##_make(x.real * factor, x.imag * factor);                     \
    }                                                                          \
    C C##_log2(C x)                                                            \
    {                                                                          \
        return C##_scale(C##_log(x), (T)1.44269504088896340736);               \
    }                                                                          \
    C C##_log10(C x)                                                           \
    {                                                                          \
        return C##_scale(C##_log(x), (T)0.43429448190325182765);               \
    }                                                                          \
    C C##_exp2(C x)                                                            \
    {                                                                          \
        return C##_exp(C##_scale(x, (T)0.69314718055994530942));               \
    }                                                                          \
    /* cos(b) - 1 is -2 sin(b / 2)**2, which loses nothing about 0. */         \
    C C##_expm1(C x)                                                           \
    {                                                                          \
        T half = sin##SUFFIX(x.imag / 2);                                      \
        return C##_make(expm1##SUFFIX(x.real) * cos##SUFFIX(x.imag) -          \
                            2 * half * half,                                   \
                        exp##SUFFIX(x.real) * sin##SUFFIX(x.imag));            \
    }                                                                          \
    C C##_log1p(C x)                                                           \
    {                                                                          \
        T size = hypot##SUFFIX(x.real + 1, x.imag);                            \
        return C##_make(log##SUFFIX(size), atan2##SUFFIX(x.imag, x.real + 1)); \
    }                                                                          \
    static C C##_whole_power(C x, unsigned exponent)                           \
    {                                                                          \
        C result = C##_make(1, 0);                                             \
        for (;; x = C##_multiply(x, x)) {                                      \
            if (exponent & 1) {                                                \
                result = C##_multiply(result, x);                              \
            }                                                                  \
            if (!(exponent >>= 1)) {                                           \
                return result;                                                 \
            }                                                                  \
        }                                                                      \
    }                                                                          \
    /* A factor of 1 is left out: 1 * infinity has a part 0 * infinity. */     \
    static C C##_small_power(C x, unsigned exponent)                           \
    {                                                                          \
        C square = C##_multiply(x, x);                                         \
        return exponent == 1   ? x                                             \
               : exponent == 2 ? square                                        \
                               : C##_multiply(x, square);                      \
    }                                                                          \
    /* 0 to a power whose real part is not positive is not a number: that has  \
     * to be reported, and so it is computed. */                               \
    static C C##_power_of_zero(C y)                                            \
    {                                                                          \
        volatile T infinity = (T)INFINITY;                                     \
        T invalid = y.real > 0 ? 0 : infinity - infinity;                      \
        return C##_make(invalid, invalid);                                     \
    }                                                                          \
    /* Small whole exponents give what products give. */                       \
    C C##_power(C x, C y)                                                      \
    {                                                                          \
        if (y.real == 0 && y.imag == 0) {                                      \
            return C##_make(1, 0);                                             \
        }                                                                      \
        if (x.real == 0 && x.imag == 0) {                                      \
            return C##_power_of_zero(y);                                       \
        }                                                                      \
        if (y.imag == 0 && fabs##SUFFIX(y.real) < 100 &&                       \
            y.real == trunc##SUFFIX(y.real)) {                                 \
            unsigned exponent = (unsigned)fabs##SUFFIX(y.real);                \
            return y.real < 0     ? C##_divide(C##_make(1, 0),                 \
                                               C##_whole_power(x, exponent))   \
                   : exponent > 3 ? C##_whole_power(x, exponent)               \
                                  : C##_small_power(x, exponent);              \
        }                                                                      \
        return C##_of_native(                                                  \
            cpow##SUFFIX(C##_to_native(x), C##_to_native(y)));                 \
    }
OTHERS(complex64, float, f)
OTHERS(complex128, double, )
