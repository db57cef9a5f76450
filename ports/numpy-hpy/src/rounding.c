/* src/rounding.c: the ufuncs that round, and that look inside of floats. */
#include "half.h"
#include "loop.h"
#include "status.h"
#include "table.h"

#include <limits.h>
#include <math.h>

/* ---- To whole numbers ---- */

#define ROUNDED(NAME)                                                          \
    UNARY_LOOP(NAME##_FLOAT32, float, float, NAME##f(x))                       \
    UNARY_LOOP(NAME##_FLOAT64, double, double, NAME(x))
ROUNDED(floor)
ROUNDED(ceil)
ROUNDED(trunc)
ROUNDED(rint)

#define ROUNDED_COMPLEX(C, T, SUFFIX)                                          \
    static inline C C##_rint(C x)                                              \
    {                                                                          \
        C result;                                                              \
        result.real = rint##SUFFIX(x.real);                                    \
        result.imag = rint##SUFFIX(x.imag);                                    \
        return result;                                                         \
    }
ROUNDED_COMPLEX(complex64, float, f)
ROUNDED_COMPLEX(complex128, double, )
UNARY_LOOP_PLAIN(rint_COMPLEX64, complex64, complex64, complex64_rint(x))
UNARY_LOOP_PLAIN(rint_COMPLEX128, complex128, complex128, complex128_rint(x))

/* Integers are whole already. */
#define SAME(ID, T, ...) UNARY_LOOP(same_##ID, T, T, x)
SAME(BOOL, uint8_t)
FOR_EACH_INTEGER(SAME, )

#define WHOLE_LOOPS(NAME)                                                      \
    static const ufunc_loop NAME##_loops[] = {                                 \
        UNARY_ROW(BOOL, , same) FOR_EACH_INTEGER(UNARY_ROW, same)              \
            FLOAT_UNARY_ROWS(NAME)};
WHOLE_LOOPS(floor)
WHOLE_LOOPS(ceil)
WHOLE_LOOPS(trunc)
static const ufunc_loop rint_loops[] = {FLOAT_UNARY_ROWS(rint)
                                            FOR_EACH_COMPLEX(UNARY_ROW, rint)};

#define TAKES_REAL_OR_BOOL "bool, integers, which stay, and floats"
UNARY_UFUNC(floor, NO_STATUS,
            DOC_UNARY("The greatest whole number that is not above x.",
                      TAKES_REAL_OR_BOOL, GIVES_SAME, ""))
UNARY_UFUNC(ceil, NO_STATUS,
            DOC_UNARY("The least whole number that is not below x.",
                      TAKES_REAL_OR_BOOL, GIVES_SAME, ""))
UNARY_UFUNC(trunc, NO_STATUS,
            DOC_UNARY("x without what is behind its point.", TAKES_REAL_OR_BOOL,
                      GIVES_SAME, ""))
UNARY_UFUNC(rint, NO_STATUS,
            DOC_UNARY("The whole number next to x; of two, the even one.",
                      TAKES_FLOAT ", as are both parts of complex numbers",
                      "its dtype is a float or complex", ""))

/* ---- What kind of number ---- */

#define FLOAT_isnan(x) ((x) != (x))
#define FLOAT32_isinf(x) (fabsf(x) == INFINITY)
#define FLOAT64_isinf(x) (fabs(x) == INFINITY)
#define FLOAT_isfinite(x) ((x) - (x) == 0)

UNARY_LOOP(isnan_FLOAT32, float, uint8_t, x != x)
UNARY_LOOP(isnan_FLOAT64, double, uint8_t, x != x)
UNARY_LOOP(isinf_FLOAT32, float, uint8_t, FLOAT32_isinf(x))
UNARY_LOOP(isinf_FLOAT64, double, uint8_t, FLOAT64_isinf(x))
UNARY_LOOP(isfinite_FLOAT32, float, uint8_t, FLOAT_isfinite(x))
UNARY_LOOP(isfinite_FLOAT64, double, uint8_t, FLOAT_isfinite(x))
UNARY_LOOP(signbit_FLOAT32, float, uint8_t, signbit(x) != 0)
UNARY_LOOP(signbit_FLOAT64, double, uint8_t, signbit(x) != 0)

#define COMPLEX_KINDS(ID, C, FLOAT)                                            \
    UNARY_LOOP(isnan_##ID, C, uint8_t,                                         \
               FLOAT_isnan(x.real) || FLOAT_isnan(x.imag))                     \
    UNARY_LOOP(isinf_##ID, C, uint8_t,                                         \
               FLOAT##_isinf(x.real) || FLOAT##_isinf(x.imag))                 \
    UNARY_LOOP(isfinite_##ID, C, uint8_t,                                      \
               FLOAT_isfinite(x.real) && FLOAT_isfinite(x.imag))
COMPLEX_KINDS(COMPLEX64, complex64, FLOAT32)
COMPLEX_KINDS(COMPLEX128, complex128, FLOAT64)

/* The bits of a float16 say it at once. */
UNARY_LOOP(isnan_FLOAT16, float16, uint8_t, (x & 0x7fff) > 0x7c00)
UNARY_LOOP(isinf_FLOAT16, float16, uint8_t, (x & 0x7fff) == 0x7c00)
UNARY_LOOP(isfinite_FLOAT16, float16, uint8_t, (x & 0x7c00) != 0x7c00)
UNARY_LOOP(signbit_FLOAT16, float16, uint8_t, x >> 15)

/* Integers are all of one kind. */
#define NEVER(ID, T, ...) UNARY_LOOP(never_##ID, T, uint8_t, ((void)x, 0))
#define ALWAYS(ID, T, ...) UNARY_LOOP(always_##ID, T, uint8_t, ((void)x, 1))
NEVER(BOOL, uint8_t)
FOR_EACH_INTEGER(NEVER, )
ALWAYS(BOOL, uint8_t)
FOR_EACH_INTEGER(ALWAYS, )

#define KIND_LOOPS(NAME, OF_INTEGERS)                                          \
    static const ufunc_loop NAME##_loops[] = {                                 \
        TEST_ROW(BOOL, , OF_INTEGERS) FOR_EACH_INTEGER(TEST_ROW, OF_INTEGERS)  \
            TEST_ROW(FLOAT16, , NAME) FOR_EACH_FLOAT(TEST_ROW, NAME)           \
                FOR_EACH_COMPLEX(TEST_ROW, NAME)};
KIND_LOOPS(isnan, never)
KIND_LOOPS(isinf, never)
KIND_LOOPS(isfinite, always)
static const ufunc_loop signbit_loops[] = {
    TEST_ROW(FLOAT16, , signbit) FOR_EACH_FLOAT(TEST_ROW, signbit)};

UNARY_UFUNC(isnan, NO_STATUS,
            DOC_UNARY("Is x, or a part of it, not a number?", TAKES_ALL,
                      GIVES_BOOL, ""))
UNARY_UFUNC(isinf, NO_STATUS,
            DOC_UNARY("Is x, or a part of it, infinite?", TAKES_ALL, GIVES_BOOL,
                      ""))
UNARY_UFUNC(isfinite, NO_STATUS,
            DOC_UNARY("Is x neither infinite nor nan?", TAKES_ALL, GIVES_BOOL,
                      ""))
UNARY_UFUNC(signbit, NO_STATUS,
            DOC_UNARY("Is the sign of x set? That of -0.0 is.", TAKES_FLOAT,
                      GIVES_BOOL, ""))

/* ---- Neighbours ---- */

BINARY_LOOP(copysign_FLOAT16, float16, float16,
            (float16)((x & 0x7fff) | (y & 0x8000)))
BINARY_LOOP(copysign_FLOAT32, float, float, copysignf(x, y))
BINARY_LOOP(copysign_FLOAT64, double, double, copysign(x, y))

static inline bool half_is_nan(float16 x)
{
    return (x & 0x7fff) > 0x7c00;
}

/* The bits of a float16 without its sign are in the order of what it is worth:
 * away from zero is one more, towards zero is one less. */
static inline float16 half_nextafter(float16 x, float16 y, int *status)
{
    float16 result;
    bool away;
    if (half_is_nan(x) || half_is_nan(y)) {
        return half_is_nan(x) ? x : y;
    }
    if (x == y || ((x | y) & 0x7fff) == 0) {
        return x;
    }
    if ((x & 0x7fff) == 0) {
        return (float16)((y & 0x8000) | 1);
    }
    away = ((x ^ y) & 0x8000) == 0 && (y & 0x7fff) > (x & 0x7fff);
    result = (float16)(away ? x + 1 : x - 1);
    *status |= (result & 0x7fff) == 0x7c00 ? STATUS_OVERFLOW : 0;
    return result;
}

/* From x to the next float16 above; below the negative powers of 2 that is
 * half of what it is above them. */
static inline float16 half_spacing(float16 x, int *status)
{
    float16 size = x & 0x7fff;
    float gap;
    if (size >= 0x7c00) {
        *status |= size == 0x7c00 ? STATUS_INVALID : 0;
        return 0x7e00;
    }
    if (size == 0x7bff && !(x & 0x8000)) {
        *status |= STATUS_OVERFLOW;
        return 0x7c00;
    }
    gap = (x & 0x8000) && size ? half_to_float(size) - half_to_float(size - 1)
                               : half_to_float(size + 1) - half_to_float(size);
    return float_to_half(gap);
}

/* With the sign of x, away from zero; zeros have none. */
#define SPACING(T, SUFFIX)                                                     \
    static inline T T##_spacing(T x)                                           \
    {                                                                          \
        T away = isless(x, 0) ? -(T)INFINITY : (T)INFINITY;                    \
        return isinf(x) ? (T)NAN : nextafter##SUFFIX(x, away) - x;             \
    }
SPACING(float, f)
SPACING(double, )

BINARY_LOOP_PLAIN(nextafter_FLOAT16, float16, float16,
                  half_nextafter(x, y, &status))
BINARY_LOOP_PLAIN(nextafter_FLOAT32, float, float, nextafterf(x, y))
BINARY_LOOP_PLAIN(nextafter_FLOAT64, double, double, nextafter(x, y))
UNARY_LOOP_PLAIN(spacing_FLOAT16, float16, float16, half_spacing(x, &status))
UNARY_LOOP_PLAIN(spacing_FLOAT32, float, float, float_spacing(x))
UNARY_LOOP_PLAIN(spacing_FLOAT64, double, double, double_spacing(x))

#define NEIGHBOUR_LOOPS(NAME, ROW)                                             \
    static const ufunc_loop NAME##_loops[] = {ROW(FLOAT16, , NAME)             \
                                                  FOR_EACH_FLOAT(ROW, NAME)};
NEIGHBOUR_LOOPS(copysign, BINARY_ROW)
NEIGHBOUR_LOOPS(nextafter, BINARY_ROW)
NEIGHBOUR_LOOPS(spacing, UNARY_ROW)

BINARY_UFUNC(copysign, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("The magnitude of x1 with the sign of x2.", TAKES_FLOAT,
                        GIVES_FLOAT, ""))
BINARY_UFUNC(nextafter, NO_IDENTITY, SETS_STATUS,
             DOC_BINARY("The float that comes after x1 on the way to x2.",
                        TAKES_FLOAT, GIVES_FLOAT,
                        "Reports overflow if that is infinite."))
UNARY_UFUNC(spacing, SETS_STATUS,
            DOC_UNARY("How far the next float is away from x.", TAKES_FLOAT,
                      GIVES_FLOAT,
                      "It has the sign of x. Of infinities it is nan."))

/* ---- Parts ---- */

#define MODF(ID, T, SUFFIX)                                                    \
    UNARY_LOOP_PAIR(modf_##ID, T, T, T, one = modf##SUFFIX(x, &two))
/* The exponent of what is not finite is 0. */
#define FREXP(ID, T, SUFFIX)                                                   \
    UNARY_LOOP_PAIR(frexp_##ID, T, T, int32_t, int exponent = 0;               \
                    one = isfinite(x) ? frexp##SUFFIX(x, &exponent) : x;       \
                    two = exponent)
MODF(FLOAT32, float, f)
MODF(FLOAT64, double, )
FREXP(FLOAT32, float, f)
FREXP(FLOAT64, double, )

/* What is out of this range makes 0 or infinity of everything. */
static inline int exponent_of(int64_t exponent)
{
    return exponent > 100000    ? 100000
           : exponent < -100000 ? -100000
                                : (int)exponent;
}
#define LDEXP(ID, T, SUFFIX)                                                   \
    MIXED_LOOP_PLAIN(ldexp_##ID##_INT32, T, int32_t, T, ldexp##SUFFIX(x, y))   \
    MIXED_LOOP_PLAIN(ldexp_##ID##_INT64, T, int64_t, T,                        \
                     ldexp##SUFFIX(x, exponent_of(y)))
LDEXP(FLOAT32, float, f)
LDEXP(FLOAT64, double, )

static const ufunc_loop modf_loops[] = {
    {modf_FLOAT32, {FLOAT16, FLOAT16, FLOAT16}, true, NULL, NULL},
    {modf_FLOAT32, {FLOAT32, FLOAT32, FLOAT32}, false, NULL, NULL},
    {modf_FLOAT64, {FLOAT64, FLOAT64, FLOAT64}, false, NULL, NULL},
};
static const ufunc_loop frexp_loops[] = {
    {frexp_FLOAT32, {FLOAT16, FLOAT16, INT32}, true, NULL, NULL},
    {frexp_FLOAT32, {FLOAT32, FLOAT32, INT32}, false, NULL, NULL},
    {frexp_FLOAT64, {FLOAT64, FLOAT64, INT32}, false, NULL, NULL},
};
static const ufunc_loop ldexp_loops[] = {
    {ldexp_FLOAT32_INT32, {FLOAT16, INT32, FLOAT16}, true, NULL, NULL},
    {ldexp_FLOAT32_INT32, {FLOAT32, INT32, FLOAT32}, false, NULL, NULL},
    {ldexp_FLOAT32_INT64, {FLOAT16, INT64, FLOAT16}, true, NULL, NULL},
    {ldexp_FLOAT32_INT64, {FLOAT32, INT64, FLOAT32}, false, NULL, NULL},
    {ldexp_FLOAT64_INT32, {FLOAT64, INT32, FLOAT64}, false, NULL, NULL},
    {ldexp_FLOAT64_INT64, {FLOAT64, INT64, FLOAT64}, false, NULL, NULL},
};

UNARY_PAIR_UFUNC(modf, NO_STATUS,
                 DOC_UNARY_PAIR("What is behind the point of x, and what is in "
                                "front of it.",
                                TAKES_FLOAT, "both are floats",
                                "Both have x's sign."))
UNARY_PAIR_UFUNC(
    frexp, NO_STATUS,
    DOC_UNARY_PAIR("The fraction, from 0.5 to 1, and the exponent with "
                   "fraction * 2 ** exponent == x.",
                   TAKES_FLOAT, "a float and int32",
                   "Infinities, nan and 0 are their own fractions, "
                   "with exponent 0."))
BINARY_UFUNC(ldexp, NO_IDENTITY, SETS_STATUS,
             DOC_BINARY("x1 * 2 ** x2.", "a float, and a signed integer",
                        "its dtype is that of x1",
                        "Reports overflow, underflow."))
