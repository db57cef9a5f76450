/* src/elementary.c: the ufuncs of roots, exponentials, logarithms and angles.
 */
#include "complexmath.h"
#include "cpu.h"
#include "libmvec.h"
#include "loop.h"
#include "status.h"
#include "table.h"

#include <math.h>
#include <string.h>

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#endif

/* clang-format off */
/* How far results were off at most, in units of the last place, beside mpmath:
 * 1,000 random arguments and more for each function, over the whole range and
 * about 0, 1 and multiples of pi/2. Vectors are those of glibc 2.36's libmvec
 * for AVX2, for which 4 is promised; libm is the same glibc's.
 *
 *              float32        float64                float32        float64
 *           vectors libm   vectors libm           vectors libm   vectors libm
 *  sin      1.4  0.6       2.6  0.6          exp      2.2  0.5       2.2  0.5
 *  cos      1.7  0.6       2.7  0.5          exp2     0.7  0.5       1.6  0.5
 *  tan      2.1  0.8       2.2  0.6          expm1    1.3  0.8       2.0  0.8
 *  arcsin   2.1  0.8       1.8  0.5          log      3.4  0.6       1.3  0.5
 *  arccos   1.5  0.8       1.4  0.5          log2     1.7  0.8       1.0  0.6
 *  arctan   1.7  0.8       1.2  0.5          log10    1.5  1.7       1.1  1.4
 *  arctan2  2.4  1.1       1.9  0.5          log1p    1.6  0.8       1.4  0.8
 *  sinh     1.3  1.7       1.8  1.6          cbrt     2.8  0.9       2.0  3.0
 *  cosh     1.5  1.0       1.4  1.0          hypot    1.2  0.5       1.1  0.6
 *  tanh     0.8  1.9       2.0  1.9          sqrt     0.5  0.5       0.5  0.5
 *  arcsinh  1.6  1.5       1.7  1.4
 *  arccosh  1.9  1.7       1.8  1.5
 *  arctanh  1.8  1.3       1.8  1.2
 *
 * Of logaddexp 6.0 and of logaddexp2 3.4 were seen, where their results are
 * about 0. Power is libm's pow, of which 0.6 was seen.
 */
/* clang-format on */

/* ---- What went wrong ----
 *
 * Functions of vectors do not keep the machine's flags, so that the results
 * tell: what is not a number, but was made of numbers, is invalid; what is
 * infinite, but was made of finite ones, has left the range, or is the value at
 * a pole. Counts that vectors can add up stand for the bits.
 */
#define CHECK(T, SUFFIX, BITS, LARGEST)                                        \
    VECTORISED static int T##_check(const T *x, const T *y, const T *result,   \
                                    intptr_t count, int at_infinity)           \
    {                                                                          \
        uint##BITS##_t invalid = 0, infinite = 0;                              \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const T r = result[i], a = x[i], b = y[i];                         \
            invalid |= (r != r) & (a == a) & (b == b);                         \
            infinite |= (fabs##SUFFIX(r) > LARGEST) &                          \
                        (fabs##SUFFIX(a) <= LARGEST) &                         \
                        (fabs##SUFFIX(b) <= LARGEST);                          \
        }                                                                      \
        return (invalid ? STATUS_INVALID : 0) | (infinite ? at_infinity : 0);  \
    }
CHECK(float, f, 32, 3.4028234663852886e38f)
CHECK(double, , 64, 1.7976931348623157e308)

/* ---- Blocks ----
 *
 * Items are worked on where they are if they are side by side, and else in
 * blocks, which are filled up with copies of an item.
 */
#define BLOCK 256

#define BLOCKS(T)                                                              \
    typedef struct {                                                           \
        T (*scalar)(T);                                                        \
        T (*scalar_of_two)(T, T);                                              \
        vector_function vector;                                                \
        int at_infinity; /* what an infinite result of finite items means */   \
    } T##_function;                                                            \
                                                                               \
    static intptr_t T##_gather(T *block, const char *from, intptr_t stride,    \
                               intptr_t count)                                 \
    {                                                                          \
        intptr_t i = 0;                                                        \
        for (; i < count; i++) {                                               \
            block[i] = *(const T *)(from + i * stride);                        \
        }                                                                      \
        for (; i % VECTOR_ITEMS; i++) {                                        \
            block[i] = block[0];                                               \
        }                                                                      \
        return i;                                                              \
    }                                                                          \
    static void T##_scatter(const T *block, char *to, intptr_t stride,         \
                            intptr_t count)                                    \
    {                                                                          \
        for (intptr_t i = 0; i < count; i++) {                                 \
            *(T *)(to + i * stride) = block[i];                                \
        }                                                                      \
    }                                                                          \
    static void T##_apply(const T##_function *f, const T *x, T *out,           \
                          intptr_t count)                                      \
    {                                                                          \
        if (libmvec_##T(f->vector, x, out, count)) {                           \
            return;                                                            \
        }                                                                      \
        for (intptr_t i = 0; i < count; i++) {                                 \
            out[i] = f->scalar(x[i]);                                          \
        }                                                                      \
    }                                                                          \
    static void T##_apply_to_two(const T##_function *f, const T *x,            \
                                 const T *y, T *out, intptr_t count)           \
    {                                                                          \
        if (libmvec_##T##_of_two(f->vector, x, y, out, count)) {               \
            return;                                                            \
        }                                                                      \
        for (intptr_t i = 0; i < count; i++) {                                 \
            out[i] = f->scalar_of_two(x[i], y[i]);                             \
        }                                                                      \
    }                                                                          \
    /* One block of at most BLOCK items. An input that is the result's place   \
     * is copied, as it is looked at once more. */                             \
    static int T##_block(const T##_function *f, char *in, intptr_t sx,         \
                         char *to, intptr_t sr, intptr_t count)                \
    {                                                                          \
        T x_block[BLOCK], out_block[BLOCK];                                    \
        bool whole = count % VECTOR_ITEMS == 0;                                \
        const T *x = (const T *)in;                                            \
        T *out = whole && sr == sizeof(T) ? (T *)to : out_block;               \
        intptr_t filled = count;                                               \
        if (!whole || sx != sizeof(T) || in == to) {                           \
            filled = T##_gather(x_block, in, sx, count);                       \
            x = x_block;                                                       \
        }                                                                      \
        T##_apply(f, x, out, filled);                                          \
        if (out == out_block) {                                                \
            T##_scatter(out, to, sr, count);                                   \
        }                                                                      \
        return T##_check(x, x, out, count, f->at_infinity);                    \
    }                                                                          \
    static int T##_block_of_two(const T##_function *f, char *const *data,      \
                                const intptr_t *strides, intptr_t count)       \
    {                                                                          \
        T x[BLOCK], y[BLOCK], out[BLOCK];                                      \
        intptr_t filled = T##_gather(x, data[0], strides[0], count);           \
        T##_gather(y, data[1], strides[1], count);                             \
        T##_apply_to_two(f, x, y, out, filled);                                \
        T##_scatter(out, data[2], strides[2], count);                          \
        return T##_check(x, y, out, count, f->at_infinity);                    \
    }                                                                          \
    static int T##_run(const T##_function *f, char *const *data,               \
                       const intptr_t *strides, intptr_t count)                \
    {                                                                          \
        int status = 0;                                                        \
        for (intptr_t i = 0; i < count; i += BLOCK) {                          \
            intptr_t part = count - i < BLOCK ? count - i : BLOCK;             \
            status |= T##_block(f, data[0] + i * strides[0], strides[0],       \
                                data[1] + i * strides[1], strides[1], part);   \
        }                                                                      \
        return status;                                                         \
    }                                                                          \
    static int T##_run_of_two(const T##_function *f, char *const *data,        \
                              const intptr_t *strides, intptr_t count)         \
    {                                                                          \
        int status = 0;                                                        \
        for (intptr_t i = 0; i < count; i += BLOCK) {                          \
            intptr_t part = count - i < BLOCK ? count - i : BLOCK;             \
            char *const at[3] = {data[0] + i * strides[0],                     \
                                 data[1] + i * strides[1],                     \
                                 data[2] + i * strides[2]};                    \
            status |= T##_block_of_two(f, at, strides, part);                  \
        }                                                                      \
        return status;                                                         \
    }
BLOCKS(float)
BLOCKS(double)

#define LOOP(NAME, ID, T, SCALAR, VECTOR, AT_INFINITY)                         \
    static int NAME##_##ID(char *const *data, const intptr_t *strides,         \
                           intptr_t count)                                     \
    {                                                                          \
        static const T##_function function = {SCALAR, NULL, VECTOR,            \
                                              AT_INFINITY};                    \
        return T##_run(&function, data, strides, count);                       \
    }
#define LOOP_OF_TWO(NAME, ID, T, SCALAR, VECTOR, AT_INFINITY)                  \
    static int NAME##_##ID(char *const *data, const intptr_t *strides,         \
                           intptr_t count)                                     \
    {                                                                          \
        static const T##_function function = {NULL, SCALAR, VECTOR,            \
                                              AT_INFINITY};                    \
        return T##_run_of_two(&function, data, strides, count);                \
    }

/* The loops of NAME, which C calls SCALAR. */
#define ELEMENTARY(NAME, SCALAR, VECTOR32, VECTOR64, AT_INFINITY)              \
    LOOP(NAME, FLOAT32, float, SCALAR##f, VECTOR32, AT_INFINITY)               \
    LOOP(NAME, FLOAT64, double, SCALAR, VECTOR64, AT_INFINITY)
#define ELEMENTARY_OF_TWO(NAME, SCALAR, VECTOR32, VECTOR64, AT_INFINITY)       \
    LOOP_OF_TWO(NAME, FLOAT32, float, SCALAR##f, VECTOR32, AT_INFINITY)        \
    LOOP_OF_TWO(NAME, FLOAT64, double, SCALAR, VECTOR64, AT_INFINITY)

/* Those of complex numbers are C's, which sets the machine's flags. */
#define COMPLEX(ID, T, NAME)                                                   \
    static int NAME##_##ID(char *const *data, const intptr_t *strides,         \
                           intptr_t count)                                     \
    {                                                                          \
        status_clear();                                                        \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const T x = *(const T *)(data[0] + i * strides[0]);                \
            *(T *)(data[1] + i * strides[1]) = T##_##NAME(x);                  \
        }                                                                      \
        return status_get();                                                   \
    }
#define FLOAT_LOOPS(NAME)                                                      \
    static const ufunc_loop NAME##_loops[] = {FLOAT_UNARY_ROWS(NAME)};
#define FLOAT_LOOPS_OF_TWO(NAME)                                               \
    static const ufunc_loop NAME##_loops[] = {FLOAT_BINARY_ROWS(NAME)};
#define COMPLEX_LOOPS(NAME)                                                    \
    FOR_EACH_COMPLEX(COMPLEX, NAME)                                            \
    static const ufunc_loop NAME##_loops[] = {                                 \
        FLOAT_UNARY_ROWS(NAME) FOR_EACH_COMPLEX(UNARY_ROW, NAME)};

/* ---- Roots ---- */

/* Machines have vectors for square roots, but compilers do not use them where
 * math.h's sqrt sets errno. */
#ifdef HAVE_AVX2
#define WIDE_ROOTS(T, SUFFIX, WIDTH)                                           \
    AVX2 static intptr_t T##_sqrt_wide(const T *x, T *out, intptr_t count)     \
    {                                                                          \
        intptr_t i = 0;                                                        \
        for (; i + WIDTH <= count; i += WIDTH) {                               \
            _mm256_storeu_##SUFFIX(                                            \
                out + i, _mm256_sqrt_##SUFFIX(_mm256_loadu_##SUFFIX(x + i)));  \
        }                                                                      \
        return i;                                                              \
    }
WIDE_ROOTS(float, ps, 8)
WIDE_ROOTS(double, pd, 4)
#define SQRT_WIDE(T, x, out, count)                                            \
    (has_avx2() ? T##_sqrt_wide(x, out, count) : 0)
#else
#define SQRT_WIDE(T, x, out, count) 0
#endif

#if defined(__SSE2__) || defined(_M_X64)
#define ROOTS(T, SUFFIX, WIDTH)                                                \
    static intptr_t T##_sqrt_vectors(const T *x, T *out, intptr_t count)       \
    {                                                                          \
        intptr_t i = SQRT_WIDE(T, x, out, count);                              \
        for (; i + WIDTH <= count; i += WIDTH) {                               \
            _mm_storeu_##SUFFIX(out + i,                                       \
                                _mm_sqrt_##SUFFIX(_mm_loadu_##SUFFIX(x + i))); \
        }                                                                      \
        return i;                                                              \
    }
ROOTS(float, ps, 4)
ROOTS(double, pd, 2)
#else
#define double_sqrt_vectors(x, out, count) 0
#define float_sqrt_vectors(x, out, count) 0
#endif

#define SQRT(ID, T, SUFFIX)                                                    \
    static int sqrt_##ID(char *const *data, const intptr_t *strides,           \
                         intptr_t count)                                       \
    {                                                                          \
        bool dense = strides[0] == sizeof(T) && strides[1] == sizeof(T);       \
        intptr_t i =                                                           \
            dense ? T##_sqrt_vectors((const T *)data[0], (T *)data[1], count)  \
                  : 0;                                                         \
        for (; i < count; i++) {                                               \
            const T x = *(const T *)(data[0] + i * strides[0]);                \
            *(T *)(data[1] + i * strides[1]) = sqrt##SUFFIX(x);                \
        }                                                                      \
        return 0;                                                              \
    }
SQRT(FLOAT32, float, f)
SQRT(FLOAT64, double, )
COMPLEX_LOOPS(sqrt)

ELEMENTARY(cbrt, cbrt, VECTOR_cbrt, VECTOR_cbrt, 0)
FLOAT_LOOPS(cbrt)

ELEMENTARY_OF_TWO(hypot, hypot, VECTOR_hypot, VECTOR_hypot, STATUS_OVERFLOW)
FLOAT_LOOPS_OF_TWO(hypot)

#define TAKES_COMPLEX TAKES_FLOAT ", as are complex numbers"
#define GIVES_COMPLEX "its dtype is a float or complex"
#define NEAR "Off by at most 4 ulp."
#define EXACT "As near as a float can be."
#define UNARY_ELEMENTARY(NAME, STATUS, PURPOSE, NOTES)                         \
    UNARY_UFUNC(NAME, STATUS,                                                  \
                DOC_UNARY(PURPOSE, TAKES_FLOAT, GIVES_FLOAT, NOTES))
#define UNARY_COMPLEX(NAME, STATUS, PURPOSE, NOTES)                            \
    UNARY_UFUNC(NAME, STATUS,                                                  \
                DOC_UNARY(PURPOSE, TAKES_COMPLEX, GIVES_COMPLEX, NOTES))
#define BINARY_ELEMENTARY(NAME, IDENTITY, STATUS, PURPOSE, NOTES)              \
    BINARY_UFUNC(NAME, IDENTITY, STATUS,                                       \
                 DOC_BINARY(PURPOSE, TAKES_FLOAT, GIVES_FLOAT, NOTES))

UNARY_COMPLEX(sqrt, SETS_STATUS, "The square root of x, which is not negative.",
              EXACT " Reports invalid of reals below 0.")
UNARY_ELEMENTARY(cbrt, NO_STATUS, "The cube root of x, with its sign.", NEAR)
BINARY_ELEMENTARY(hypot, IDENTITY_ZERO, NO_STATUS,
                  "The hypotenuse of a right triangle: sqrt(x1**2 + x2**2).",
                  NEAR " Squares do not overflow; reports overflow "
                       "of the result.")

/* ---- Exponentials and logarithms ---- */

ELEMENTARY(exp, exp, VECTOR_exp, VECTOR_exp, STATUS_OVERFLOW)
ELEMENTARY(exp2, exp2, VECTOR_exp2, VECTOR_exp2, STATUS_OVERFLOW)
ELEMENTARY(expm1, expm1, VECTOR_expm1, VECTOR_expm1, STATUS_OVERFLOW)
ELEMENTARY(log, log, VECTOR_log, VECTOR_log, STATUS_DIVIDE)
ELEMENTARY(log2, log2, VECTOR_log2, VECTOR_log2, STATUS_DIVIDE)
ELEMENTARY(log10, log10, VECTOR_log10, VECTOR_log10, STATUS_DIVIDE)
ELEMENTARY(log1p, log1p, VECTOR_log1p, VECTOR_log1p, STATUS_DIVIDE)
COMPLEX_LOOPS(exp)
COMPLEX_LOOPS(exp2)
COMPLEX_LOOPS(expm1)
COMPLEX_LOOPS(log)
COMPLEX_LOOPS(log2)
COMPLEX_LOOPS(log10)
COMPLEX_LOOPS(log1p)

/* The greater one is taken out of the sum, so that nothing overflows. */
#define LOG_OF_SUM(T, SUFFIX)                                                   \
    static T T##_logaddexp(T x, T y)                                            \
    {                                                                           \
        T apart = x - y;                                                        \
        if (x == y) {                                                           \
            return x + (T)0.69314718055994530942;                               \
        }                                                                       \
        return isgreater(apart, 0)     ? x + log1p##SUFFIX(exp##SUFFIX(-apart)) \
               : islessequal(apart, 0) ? y + log1p##SUFFIX(exp##SUFFIX(apart))  \
                                       : apart;                                 \
    }                                                                           \
    static T T##_logaddexp2(T x, T y)                                           \
    {                                                                           \
        const T log2e = (T)1.44269504088896340736;                              \
        T apart = x - y;                                                        \
        if (x == y) {                                                           \
            return x + 1;                                                       \
        }                                                                       \
        return isgreater(apart, 0)                                              \
                   ? x + log2e * log1p##SUFFIX(exp2##SUFFIX(-apart))            \
               : islessequal(apart, 0)                                          \
                   ? y + log2e * log1p##SUFFIX(exp2##SUFFIX(apart))             \
                   : apart;                                                     \
    }
LOG_OF_SUM(float, f)
LOG_OF_SUM(double, )

LOOP_OF_TWO(logaddexp, FLOAT32, float, float_logaddexp, VECTOR_NONE,
            STATUS_OVERFLOW)
LOOP_OF_TWO(logaddexp, FLOAT64, double, double_logaddexp, VECTOR_NONE,
            STATUS_OVERFLOW)
LOOP_OF_TWO(logaddexp2, FLOAT32, float, float_logaddexp2, VECTOR_NONE,
            STATUS_OVERFLOW)
LOOP_OF_TWO(logaddexp2, FLOAT64, double, double_logaddexp2, VECTOR_NONE,
            STATUS_OVERFLOW)
FLOAT_LOOPS_OF_TWO(logaddexp)
FLOAT_LOOPS_OF_TWO(logaddexp2)

#define OF_LOGARITHM " Reports divide of 0, and invalid of reals below 0."
UNARY_COMPLEX(exp, NO_STATUS, "e to the power x.", NEAR " Reports overflow.")
UNARY_COMPLEX(exp2, NO_STATUS, "2 to the power x.", NEAR " Reports overflow.")
UNARY_COMPLEX(expm1, NO_STATUS, "exp(x) - 1, without loss where x is about 0.",
              NEAR " Reports overflow.")
UNARY_COMPLEX(log, NO_STATUS, "The natural logarithm of x.", NEAR OF_LOGARITHM)
UNARY_COMPLEX(log2, NO_STATUS, "The logarithm of x to base 2.",
              NEAR OF_LOGARITHM)
UNARY_COMPLEX(log10, NO_STATUS, "The logarithm of x to base 10.",
              NEAR OF_LOGARITHM)
UNARY_COMPLEX(log1p, NO_STATUS, "log(1 + x), without loss where x is about 0.",
              NEAR " Reports divide of -1, and invalid of reals "
                   "below -1.")
BINARY_ELEMENTARY(
    logaddexp, IDENTITY_MINUS_INFINITY, NO_STATUS,
    "log(exp(x1) + exp(x2)), without overflow.",
    "For sums of probabilities of which logarithms are known. Reports "
    "overflow.")
BINARY_ELEMENTARY(
    logaddexp2, IDENTITY_MINUS_INFINITY, NO_STATUS,
    "log2(2**x1 + 2**x2), without overflow.",
    "For sums of probabilities of which logarithms are known. Reports "
    "overflow.")

/* ---- Angles ---- */

ELEMENTARY(sin, sin, VECTOR_sin, VECTOR_sin, 0)
ELEMENTARY(cos, cos, VECTOR_cos, VECTOR_cos, 0)
ELEMENTARY(tan, tan, VECTOR_tan, VECTOR_tan, 0)
ELEMENTARY(arcsin, asin, VECTOR_asin, VECTOR_asin, 0)
ELEMENTARY(arccos, acos, VECTOR_acos, VECTOR_acos, 0)
ELEMENTARY(arctan, atan, VECTOR_atan, VECTOR_atan, 0)
ELEMENTARY_OF_TWO(arctan2, atan2, VECTOR_atan2, VECTOR_atan2, 0)
ELEMENTARY(sinh, sinh, VECTOR_sinh, VECTOR_sinh, STATUS_OVERFLOW)
ELEMENTARY(cosh, cosh, VECTOR_cosh, VECTOR_cosh, STATUS_OVERFLOW)
ELEMENTARY(tanh, tanh, VECTOR_tanh, VECTOR_tanh, 0)
ELEMENTARY(arcsinh, asinh, VECTOR_asinh, VECTOR_asinh, 0)
ELEMENTARY(arccosh, acosh, VECTOR_acosh, VECTOR_acosh, 0)
ELEMENTARY(arctanh, atanh, VECTOR_atanh, VECTOR_atanh, STATUS_DIVIDE)
COMPLEX_LOOPS(sin)
COMPLEX_LOOPS(cos)
COMPLEX_LOOPS(tan)
COMPLEX_LOOPS(arcsin)
COMPLEX_LOOPS(arccos)
COMPLEX_LOOPS(arctan)
COMPLEX_LOOPS(sinh)
COMPLEX_LOOPS(cosh)
COMPLEX_LOOPS(tanh)
COMPLEX_LOOPS(arcsinh)
COMPLEX_LOOPS(arccosh)
COMPLEX_LOOPS(arctanh)
FLOAT_LOOPS_OF_TWO(arctan2)

#define OF_INFINITY " Reports invalid of infinities."
#define OUTSIDE " Reports invalid of reals outside of -1 to 1."
UNARY_COMPLEX(sin, NO_STATUS, "The sine of x, which is in radians.",
              NEAR OF_INFINITY)
UNARY_COMPLEX(cos, NO_STATUS, "The cosine of x, which is in radians.",
              NEAR OF_INFINITY)
UNARY_COMPLEX(tan, NO_STATUS, "The tangent of x, which is in radians.",
              NEAR OF_INFINITY)
UNARY_COMPLEX(arcsin, NO_STATUS,
              "The angle in radians, from -pi/2 to pi/2, of sine x.",
              NEAR OUTSIDE)
UNARY_COMPLEX(arccos, NO_STATUS,
              "The angle in radians, from 0 to pi, of cosine x.", NEAR OUTSIDE)
UNARY_COMPLEX(arctan, NO_STATUS,
              "The angle in radians, from -pi/2 to pi/2, of tangent x.", NEAR)
BINARY_ELEMENTARY(arctan2, NO_IDENTITY, NO_STATUS,
                  "The angle in radians, from -pi to pi, of the point whose y "
                  "is x1 and whose x is x2.",
                  NEAR)
UNARY_COMPLEX(sinh, NO_STATUS, "The hyperbolic sine of x.",
              NEAR " Reports overflow.")
UNARY_COMPLEX(cosh, NO_STATUS, "The hyperbolic cosine of x.",
              NEAR " Reports overflow.")
UNARY_COMPLEX(tanh, NO_STATUS, "The hyperbolic tangent of x.", NEAR)
UNARY_COMPLEX(arcsinh, NO_STATUS, "The number whose hyperbolic sine is x.",
              NEAR)
UNARY_COMPLEX(arccosh, NO_STATUS,
              "The number, not below 0, whose hyperbolic cosine is x.",
              NEAR " Reports invalid of reals below 1.")
UNARY_COMPLEX(arctanh, NO_STATUS, "The number whose hyperbolic tangent is x.",
              NEAR " Reports divide of -1 and 1, and invalid of reals "
                   "beyond.")

/* ---- Units of angles ---- */

UNARY_LOOP(radians_FLOAT32, float, float, x * 0.017453292519943295769f)
UNARY_LOOP(radians_FLOAT64, double, double, x * 0.017453292519943295769)
UNARY_LOOP(degrees_FLOAT32, float, float, x * 57.295779513082320877f)
UNARY_LOOP(degrees_FLOAT64, double, double, x * 57.295779513082320877)
FLOAT_LOOPS(radians)
FLOAT_LOOPS(degrees)
#define deg2rad_loops radians_loops
#define rad2deg_loops degrees_loops

UNARY_ELEMENTARY(radians, SETS_STATUS, "Degrees to radians.", "")
UNARY_ELEMENTARY(deg2rad, SETS_STATUS, "Degrees to radians.", "")
UNARY_ELEMENTARY(degrees, SETS_STATUS, "Radians to degrees.",
                 "Reports overflow.")
UNARY_ELEMENTARY(rad2deg, SETS_STATUS, "Radians to degrees.",
                 "Reports overflow.")
