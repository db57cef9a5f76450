/* src/arithmetic.c: the ufuncs + - * / and their like. */
#include "complex.h"
#include "complexmath.h"
#include "cpu.h"
#include "division.h"
#include "status.h"
#include "sum.h"
#include "table.h"

/* ---- Sums, differences and products ---- */

/* Integers wrap around: they are computed without a sign. */
#define WRAPPED(ID, T, NAME)                                                   \
    BINARY_LOOP(NAME##_##ID, T, T, (T)NAME##_OF((uint64_t)x, (uint64_t)y))
#define WRAPPED_REDUCE(ID, T, NAME)                                            \
    REDUCE_LOOP(NAME##_reduce_##ID, T, (T)NAME##_OF((uint64_t)x, (uint64_t)y)) \
    ACCUMULATE_LOOP(NAME##_accumulate_##ID, T,                                 \
                    (T)NAME##_OF((uint64_t)x, (uint64_t)y))
#define FLOATING(ID, T, NAME) BINARY_LOOP(NAME##_##ID, T, T, NAME##_OF(x, y))
#define FLOATING_ACCUMULATE(ID, T, NAME)                                       \
    ACCUMULATE_LOOP(NAME##_accumulate_##ID, T, NAME##_OF(x, y))
#define COMPLEX(ID, T, NAME) BINARY_LOOP(NAME##_##ID, T, T, T##_##NAME(x, y))
#define COMPLEX_ACCUMULATE(ID, T, NAME)                                        \
    ACCUMULATE_LOOP(NAME##_accumulate_##ID, T, T##_##NAME(x, y))
#define EACH_DTYPE(NAME)                                                       \
    FOR_EACH_INTEGER(WRAPPED, NAME)                                            \
    FOR_EACH_FLOAT(FLOATING, NAME) FOR_EACH_COMPLEX(COMPLEX, NAME)
#define EACH_ACCUMULATE(NAME)                                                  \
    FOR_EACH_INTEGER(WRAPPED_REDUCE, NAME)                                     \
    FOR_EACH_FLOAT(FLOATING_ACCUMULATE, NAME)                                  \
    FOR_EACH_COMPLEX(COMPLEX_ACCUMULATE, NAME)

#define add_OF(x, y) ((x) + (y))
#define subtract_OF(x, y) ((x) - (y))
#define multiply_OF(x, y) ((x) * (y))

EACH_DTYPE(add)
EACH_DTYPE(subtract)
EACH_DTYPE(multiply)
EACH_ACCUMULATE(add)
EACH_ACCUMULATE(multiply)

SUM_LOOP(add_reduce_FLOAT32, float, 1, 32)
SUM_LOOP(add_reduce_FLOAT64, double, 1, 16)
SUM_LOOP(add_reduce_COMPLEX64, float, 2, 32)
SUM_LOOP(add_reduce_COMPLEX128, double, 2, 16)

/* In order: products of parts could overflow where the whole one does not. */
REDUCE_LOOP(multiply_reduce_FLOAT32, float, x *y)
REDUCE_LOOP(multiply_reduce_FLOAT64, double, x *y)
REDUCE_LOOP(multiply_reduce_COMPLEX64, complex64, complex64_multiply(x, y))
REDUCE_LOOP(multiply_reduce_COMPLEX128, complex128, complex128_multiply(x, y))

BINARY_LOOP(add_BOOL, uint8_t, uint8_t, (x | y) != 0)
BINARY_LOOP(multiply_BOOL, uint8_t, uint8_t, (x != 0) & (y != 0))
REDUCE_LOOP(add_reduce_BOOL, uint8_t, (x | y) != 0)
REDUCE_LOOP(multiply_reduce_BOOL, uint8_t, (x != 0) & (y != 0))
ACCUMULATE_LOOP(add_accumulate_BOOL, uint8_t, (x | y) != 0)
ACCUMULATE_LOOP(multiply_accumulate_BOOL, uint8_t, (x != 0) & (y != 0))

#define ARITHMETIC_ROWS(ROW, NAME)                                             \
    FOR_EACH_INTEGER(ROW, NAME)                                                \
    HALF_##ROW(NAME) FOR_EACH_FLOAT(ROW, NAME) FOR_EACH_COMPLEX(ROW, NAME)

static const ufunc_loop add_loops[] = {
    ACCUMULATE_ROW(BOOL, , add) ARITHMETIC_ROWS(ACCUMULATE_ROW, add)};
static const ufunc_loop subtract_loops[] = {
    BINARY_REFUSED_ROW(BOOL) ARITHMETIC_ROWS(BINARY_ROW, subtract)};
static const ufunc_loop multiply_loops[] = {
    ACCUMULATE_ROW(BOOL, , multiply) ARITHMETIC_ROWS(ACCUMULATE_ROW, multiply)};

BINARY_UFUNC(add, IDENTITY_ZERO, SETS_STATUS,
             DOC_BINARY("The sum x1 + x2; of bools, whether one is true.",
                        TAKES_ALL, GIVES_SAME,
                        "Integers wrap around. add.reduce of floats adds in "
                        "pairs, for little rounding.\nReports overflow, and "
                        "invalid of inf - inf."))
BINARY_UFUNC_REFUSING(
    subtract, NO_IDENTITY, SETS_STATUS,
    DOC_BINARY("The difference x1 - x2.", TAKES_NUMBERS, GIVES_SAME,
               "Integers wrap around. Reports overflow, and invalid "
               "of inf - inf."),
    "numpy boolean subtract, the `-` operator, is not supported, use the "
    "bitwise_xor, the `^` operator, or the logical_xor function instead.")
BINARY_UFUNC(multiply, IDENTITY_ONE, SETS_STATUS,
             DOC_BINARY("The product x1 * x2; of bools, whether both are true.",
                        TAKES_ALL, GIVES_SAME,
                        "Integers wrap around. Reports overflow, underflow, "
                        "and invalid of 0 * inf."))

/* ---- Quotients ---- */

BINARY_LOOP(divide_FLOAT32, float, float, x / y)
BINARY_LOOP(divide_FLOAT64, double, double, x / y)
BINARY_LOOP_PLAIN(divide_COMPLEX64, complex64, complex64,
                  complex64_divide(x, y))
BINARY_LOOP_PLAIN(divide_COMPLEX128, complex128, complex128,
                  complex128_divide(x, y))

/* The smallest float that holds an integer, of up to 32 bits here, is too
 * coarse for a quotient. */
static const ufunc_loop divide_loops[] = {
    BINARY_AS_ROW(INT32, FLOAT64) FLOAT_BINARY_ROWS(divide)
        FOR_EACH_COMPLEX(BINARY_ROW, divide)};

BINARY_UFUNC(divide, NO_IDENTITY, SETS_STATUS,
             DOC_BINARY("The quotient x1 / x2.",
                        "floats and complex numbers; integers are computed "
                        "as float64",
                        "its dtype is a float or complex",
                        "Reports divide of x / 0, invalid of 0 / 0 and inf / "
                        "inf, overflow, underflow.\nComplex quotients are "
                        "found by Smith's method."))

/* Vectors are of use up to 32 bits. They are those of floats, so that the
 * machine's flags say nothing. */
#define DIVIDED(T, NAME)                                                       \
    BINARY_LOOP(NAME##_vectors_##T, T, T, T##_##NAME(x, y, &status))           \
    static int NAME##_of_##T(char *const *data, const intptr_t *strides,       \
                             intptr_t count)                                   \
    {                                                                          \
        int status = NAME##_vectors_##T(data, strides, count);                 \
        status_clear();                                                        \
        return status;                                                         \
    }
#define DIVIDED_PLAIN(T, NAME)                                                 \
    BINARY_LOOP_PLAIN(NAME##_of_##T, T, T, T##_##NAME(x, y, &status))
#define EACH_DIVIDED(NAME)                                                     \
    DIVIDED(int8_t, NAME)                                                      \
    DIVIDED(uint8_t, NAME)                                                     \
    DIVIDED(int16_t, NAME)                                                     \
    DIVIDED(uint16_t, NAME)                                                    \
    DIVIDED(int32_t, NAME)                                                     \
    DIVIDED(uint32_t, NAME)                                                    \
    DIVIDED_PLAIN(int64_t, NAME)                                               \
    DIVIDED_PLAIN(uint64_t, NAME)

FLAGS_UNUSED_BEGIN
EACH_DIVIDED(floor_divide)
EACH_DIVIDED(remainder)
EACH_DIVIDED(fmod)
FLAGS_UNUSED_END

/* Large integers are looked for in stretches of so many. */
#define STRETCH 512

#define ARE_SMALL(T)                                                           \
    VECTORISED static bool T##_are_small(const T *x, const T *y,               \
                                         intptr_t count)                       \
    {                                                                          \
        uint64_t large = 0;                                                    \
        for (intptr_t i = 0; i < count; i++) {                                 \
            large |= TOO_LARGE_##T(x[i]) | TOO_LARGE_##T(y[i]);                \
        }                                                                      \
        return large == 0;                                                     \
    }

/* Divide small integers; `quotient`, `a` and `b` are doubles. */
#define DIVIDED_AS_DOUBLES(NAME, ID, T, RESULT)                                \
    VECTORISED static int NAME##_of_small_##ID(const T *x, const T *y, T *out, \
                                               intptr_t count)                 \
    {                                                                          \
        uint64_t zeros = 0;                                                    \
        NO_OVERLAP                                                             \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const double a = small_to_double((uint64_t)x[i]);                  \
            const double b = small_to_double((uint64_t)y[i]);                  \
            const double quotient = floor(a / b);                              \
            const uint64_t keep = (uint64_t)0 - (y[i] != 0);                   \
            out[i] = (T)(small_of_double(RESULT) & keep);                      \
            zeros |= ~keep;                                                    \
        }                                                                      \
        return zeros ? STATUS_DIVIDE : 0;                                      \
    }                                                                          \
                                                                               \
    static int NAME##_by_each_##ID(char *const *data, const intptr_t *strides, \
                                   intptr_t count)                             \
    {                                                                          \
        const intptr_t size = sizeof(T);                                       \
        int status = 0;                                                        \
        if (strides[0] != size || strides[1] != size || strides[2] != size) {  \
            return NAME##_of_##T(data, strides, count);                        \
        }                                                                      \
        for (intptr_t i = 0; i < count; i += STRETCH) {                        \
            char *here[3] = {data[0] + i * size, data[1] + i * size,           \
                             data[2] + i * size};                              \
            const T *x = (const T *)here[0], *y = (const T *)here[1];          \
            intptr_t rest = count - i < STRETCH ? count - i : STRETCH;         \
            status |= T##_are_small(x, y, rest)                                \
                          ? NAME##_of_small_##ID(x, y, (T *)here[2], rest)     \
                          : NAME##_of_##T(here, strides, rest);                \
        }                                                                      \
        status_clear(); /* those of doubles say nothing */                     \
        return status;                                                         \
    }

ARE_SMALL(int64_t)
ARE_SMALL(uint64_t)
FLAGS_UNUSED_BEGIN
DIVIDED_AS_DOUBLES(floor_divide, INT64, int64_t, quotient)
DIVIDED_AS_DOUBLES(floor_divide, UINT64, uint64_t, quotient)
DIVIDED_AS_DOUBLES(remainder, INT64, int64_t, a - quotient * b)
DIVIDED_AS_DOUBLES(remainder, UINT64, uint64_t, a - quotient * b)
FLAGS_UNUSED_END

#ifdef HAS_RECIPROCAL
/* Below zero, ~x is counted down from instead: it has no sign, and rounds the
 * other way. */
static inline int64_t int64_divide_by(int64_t x, reciprocal by)
{
    int64_t sign = x >> 63;
    return (int64_t)reciprocal_divide((uint64_t)(x ^ sign), by) ^ sign;
}

#define DIVIDE_BY(NAME, T, QUOTIENT, RESULT)                                   \
    static int NAME(char *const *data, const intptr_t *strides,                \
                    intptr_t count)                                            \
    {                                                                          \
        const T y = *(const T *)data[1];                                       \
        const reciprocal by = reciprocal_of((uint64_t)y);                      \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const T x = *(const T *)(data[0] + i * strides[0]);                \
            const T quotient = QUOTIENT;                                       \
            *(T *)(data[2] + i * strides[2]) = RESULT;                         \
        }                                                                      \
        return 0;                                                              \
    }

#define INT64_QUOTIENT int64_divide_by(x, by)
#define UINT64_QUOTIENT                                                        \
    (x <= INT64_MAX ? reciprocal_divide(x, by) : x / y) /* of 63 bits */
DIVIDE_BY(floor_divide_by_INT64, int64_t, INT64_QUOTIENT, quotient)
DIVIDE_BY(floor_divide_by_UINT64, uint64_t, UINT64_QUOTIENT, quotient)
DIVIDE_BY(remainder_by_INT64, int64_t, INT64_QUOTIENT, x - quotient * y)
DIVIDE_BY(remainder_by_UINT64, uint64_t, UINT64_QUOTIENT, x - quotient * y)

/* A factor takes about as long as some quotients. */
#define BY_ONE(NAME, ID, T)                                                    \
    static int NAME##_##ID(char *const *data, const intptr_t *strides,         \
                           intptr_t count)                                     \
    {                                                                          \
        bool is_one = strides[1] == 0 && count >= 16;                          \
        return is_one && *(const T *)data[1] > 0                               \
                   ? NAME##_by_##ID(data, strides, count)                      \
                   : NAME##_by_each_##ID(data, strides, count);                \
    }
#else
#define BY_ONE(NAME, ID, T)                                                    \
    static int NAME##_##ID(char *const *data, const intptr_t *strides,         \
                           intptr_t count)                                     \
    {                                                                          \
        return NAME##_by_each_##ID(data, strides, count);                      \
    }
#endif
BY_ONE(floor_divide, INT64, int64_t)
BY_ONE(floor_divide, UINT64, uint64_t)
BY_ONE(remainder, INT64, int64_t)
BY_ONE(remainder, UINT64, uint64_t)

#define DIVIDED_FLOAT(ID, T, NAME)                                             \
    BINARY_LOOP(NAME##_##ID, T, T, T##_##NAME(x, y))
FOR_EACH_FLOAT(DIVIDED_FLOAT, floor_divide)
FOR_EACH_FLOAT(DIVIDED_FLOAT, remainder)
BINARY_LOOP_PLAIN(fmod_FLOAT32, float, float, fmodf(x, y))
BINARY_LOOP_PLAIN(fmod_FLOAT64, double, double, fmod(x, y))

#define BOTH(ID, T, ...)                                                       \
    BINARY_LOOP_PAIR(divmod_vectors_##ID, T,                                   \
                     one = T##_floor_divide(x, y, &status);                    \
                     two = T##_remainder(x, y, &status))                       \
    static int divmod_##ID(char *const *data, const intptr_t *strides,         \
                           intptr_t count)                                     \
    {                                                                          \
        int status = divmod_vectors_##ID(data, strides, count);                \
        status_clear();                                                        \
        return status;                                                         \
    }
#define BOTH_FLOAT(ID, T, ...)                                                 \
    BINARY_LOOP_PAIR(divmod_##ID, T, one = T##_floor_divide(x, y);             \
                     two = T##_remainder(x, y))
FOR_EACH_INTEGER(BOTH, )
FOR_EACH_FLOAT(BOTH_FLOAT, )

/* Up to 32 bits the loops have the names of their types. */
#define DIVISION_ROW(ID, T, NAME)                                              \
    {NAME##_of_##T, {ID, ID, ID}, false, NULL, NULL},
#define DIVISION_ROWS(NAME)                                                    \
    DIVISION_ROW(INT8, int8_t, NAME)                                           \
    DIVISION_ROW(UINT8, uint8_t, NAME)                                         \
    DIVISION_ROW(INT16, int16_t, NAME)                                         \
    DIVISION_ROW(UINT16, uint16_t, NAME)                                       \
    DIVISION_ROW(INT32, int32_t, NAME)                                         \
    DIVISION_ROW(UINT32, uint32_t, NAME)

static const ufunc_loop floor_divide_loops[] = {
    DIVISION_ROWS(floor_divide) BINARY_ROW(INT64, , floor_divide)
        BINARY_ROW(UINT64, , floor_divide) FLOAT_BINARY_ROWS(floor_divide)};
static const ufunc_loop remainder_loops[] = {
    DIVISION_ROWS(remainder) BINARY_ROW(INT64, , remainder)
        BINARY_ROW(UINT64, , remainder) FLOAT_BINARY_ROWS(remainder)};
static const ufunc_loop fmod_loops[] = {
    DIVISION_ROWS(fmod) DIVISION_ROW(INT64, int64_t, fmod)
        DIVISION_ROW(UINT64, uint64_t, fmod) FLOAT_BINARY_ROWS(fmod)};

#define PAIR_ROW(ID, T, NAME)                                                  \
    {NAME##_##ID, {ID, ID, ID, ID}, false, NULL, NULL},
static const ufunc_loop divmod_loops[] = {
    FOR_EACH_INTEGER(PAIR_ROW, divmod){
        divmod_FLOAT32, {FLOAT16, FLOAT16, FLOAT16, FLOAT16}, true, NULL, NULL},
    FOR_EACH_FLOAT(PAIR_ROW, divmod)};

#define OF_ZERO "of integers, x // 0 and x % 0 are 0. Reports divide of "
BINARY_UFUNC(floor_divide, NO_IDENTITY, SETS_STATUS,
             DOC_BINARY("The quotient x1 // x2, rounded down.", TAKES_REAL,
                        GIVES_SAME,
                        "The least integer // -1 wraps around and reports "
                        "overflow; " OF_ZERO "x // 0,\nand invalid of inf // "
                        "x."))
BINARY_UFUNC(
    remainder, NO_IDENTITY, SETS_STATUS,
    DOC_BINARY("What x1 // x2 leaves, with the sign of x2: x1 % x2.",
               TAKES_REAL, GIVES_SAME,
               "As in Python; " OF_ZERO
               "integers % 0,\nand invalid of floats % 0 and inf % x."))
BINARY_UFUNC(
    fmod, NO_IDENTITY, SETS_STATUS,
    DOC_BINARY("What x1 / x2, rounded towards 0, leaves, with the "
               "sign of x1.",
               TAKES_REAL, GIVES_SAME,
               "As in C; " OF_ZERO
               "integers by 0,\nand invalid of floats by 0 and of inf."))
BINARY_PAIR_UFUNC(divmod, SETS_STATUS,
                  DOC_BINARY_PAIR("The pair (x1 // x2, x1 % x2).", TAKES_REAL,
                                  GIVES_SAME,
                                  "See floor_divide and remainder for what is "
                                  "reported."))

/* ---- Powers ---- */

/* By squaring; wraps around. */
#define INTEGER_POWER(ID, T, ...)                                              \
    static inline T power_of_##T(T x, T y)                                     \
    {                                                                          \
        uint64_t result = 1, factor = (uint64_t)x;                             \
        for (uint64_t rest = (uint64_t)y; rest; rest >>= 1) {                  \
            result *= rest & 1 ? factor : 1;                                   \
            factor *= factor;                                                  \
        }                                                                      \
        return (T)result;                                                      \
    }
FOR_EACH_INTEGER(INTEGER_POWER, )

#define SIGNED_POWER(ID, T, ...)                                               \
    BINARY_LOOP_PLAIN(power_##ID, T, T,                                        \
                      y < 0 ? (status = STATUS_NEGATIVE_POWER, (T)0)           \
                            : power_of_##T(x, y))
#define UNSIGNED_POWER(ID, T, ...)                                             \
    BINARY_LOOP_PLAIN(power_##ID, T, T, power_of_##T(x, y))
FOR_EACH_SIGNED(SIGNED_POWER, )
FOR_EACH_UNSIGNED(UNSIGNED_POWER, )

/* Squares, which are frequent, need no logarithms. */
BINARY_LOOP_PLAIN(power_FLOAT32, float, float, y == 2 ? x * x : powf(x, y))
BINARY_LOOP_PLAIN(power_FLOAT64, double, double, y == 2 ? x * x : pow(x, y))
BINARY_LOOP_PLAIN(power_COMPLEX64, complex64, complex64, complex64_power(x, y))
BINARY_LOOP_PLAIN(power_COMPLEX128, complex128, complex128,
                  complex128_power(x, y))

static const ufunc_loop power_loops[] = {ARITHMETIC_ROWS(BINARY_ROW, power)};
static const ufunc_loop float_power_loops[] = {
    BINARY_ROW(FLOAT64, , power) BINARY_ROW(COMPLEX128, , power)};

BINARY_UFUNC(power, NO_IDENTITY, SETS_STATUS,
             DOC_BINARY("x1 raised to the power x2: x1 ** x2.", TAKES_NUMBERS,
                        GIVES_SAME,
                        "Integers wrap around; a negative exponent of an "
                        "integer raises ValueError.\nReports divide of 0 ** "
                        "-x, invalid of negative ** fraction, overflow, "
                        "underflow.\nFloats are right to 1 ulp."))
BINARY_UFUNC(float_power, NO_IDENTITY, SETS_STATUS,
             DOC_BINARY("x1 raised to the power x2, at double precision.",
                        TAKES_NUMBERS, "its dtype is float64 or complex128",
                        "Negative exponents are fine. Reports what power "
                        "does."))

/* ---- Signs ---- */

#define NEGATED(ID, T, ...)                                                    \
    UNARY_LOOP(negative_##ID, T, T, (T)(0 - (uint64_t)x))
FOR_EACH_INTEGER(NEGATED, )
UNARY_LOOP(negative_FLOAT32, float, float, -x)
UNARY_LOOP(negative_FLOAT64, double, double, -x)
UNARY_LOOP(negative_COMPLEX64, complex64, complex64, complex64_negative(x))
UNARY_LOOP(negative_COMPLEX128, complex128, complex128, complex128_negative(x))

#define SAME(ID, T, ...) UNARY_LOOP(same_##ID, T, T, x)
SAME(BOOL, uint8_t)
FOR_EACH_REAL(SAME, )
FOR_EACH_COMPLEX(SAME, )
UNARY_LOOP(same_FLOAT16, float16, float16, x)

UNARY_LOOP(conjugate_COMPLEX64, complex64, complex64, complex64_conjugate(x))
UNARY_LOOP(conjugate_COMPLEX128, complex128, complex128,
           complex128_conjugate(x))

#define ABSOLUTE(ID, T, ...)                                                   \
    UNARY_LOOP(absolute_##ID, T, T, (T)(x < 0 ? 0 - (uint64_t)x : (uint64_t)x))
FOR_EACH_SIGNED(ABSOLUTE, )
UNARY_LOOP(absolute_FLOAT32, float, float, fabsf(x))
UNARY_LOOP(absolute_FLOAT64, double, double, fabs(x))

/* Roots of many squares at once, of those complex numbers whose squares are
 * neither too large nor too small; hypot is for the others. */
static void find_roots(double *squares, intptr_t count)
{
    const intptr_t size = sizeof(double), strides[2] = {size, size};
    char *const data[2] = {(char *)squares, (char *)squares};
    ufunc_sqrt.loops[ufunc_sqrt.by_dtype[FLOAT64]].loop(data, strides, count);
}

#define SQUARE_LEAST 1e-280
#define SQUARE_MOST 1e300

/* The same at once, so that roots are computed while squares are waited for:
 * false if there is a number for hypot, or no vectors. */
#define COMPLEX64_vectors(x, count, to) false
#ifdef HAVE_AVX2
AVX2 static bool vector_magnitudes(const complex128 *x, intptr_t count,
                                   double *to)
{
    const __m256d least = _mm256_set1_pd(SQUARE_LEAST);
    const __m256d most = _mm256_set1_pd(SQUARE_MOST);
    const __m256d zero = _mm256_setzero_pd();
    __m256d bad = zero;
    for (intptr_t i = 0; i < count; i += 4) {
        __m256d a = _mm256_loadu_pd(&x[i].real);
        __m256d b = _mm256_loadu_pd(&x[i + 2].real);
        __m256d real = _mm256_unpacklo_pd(a, b); /* of 0, 2, 1 and 3 */
        __m256d imag = _mm256_unpackhi_pd(a, b);
        __m256d square =
            _mm256_add_pd(_mm256_mul_pd(real, real), _mm256_mul_pd(imag, imag));
        __m256d wrong = _mm256_or_pd(_mm256_cmp_pd(square, least, _CMP_NGE_UQ),
                                     _mm256_cmp_pd(square, most, _CMP_NLE_UQ));
        __m256d set = _mm256_or_pd(_mm256_cmp_pd(real, zero, _CMP_NEQ_UQ),
                                   _mm256_cmp_pd(imag, zero, _CMP_NEQ_UQ));
        bad = _mm256_or_pd(bad, _mm256_and_pd(wrong, set));
        square = _mm256_permute4x64_pd(_mm256_sqrt_pd(square), 0xd8);
        _mm256_storeu_pd(to + i, square);
    }
    return _mm256_movemask_pd(bad) == 0;
}
#define COMPLEX128_vectors(x, count, to)                                       \
    (count % 4 == 0 && has_avx2() && vector_magnitudes(x, count, to))
#else
#define COMPLEX128_vectors(x, count, to) false
#endif

#define MAGNITUDES(ID, C, T)                                                   \
    UNARY_LOOP_PLAIN(absolute_of_any_##ID, C, T, C##_absolute(x))              \
                                                                               \
    VECTORISED static bool squares_##ID(const C *x, intptr_t count,            \
                                        double *squares)                       \
    {                                                                          \
        int bad = 0;                                                           \
        NO_OVERLAP                                                             \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const double real = x[i].real, imag = x[i].imag;                   \
            const double square = real * real + imag * imag;                   \
            squares[i] = square;                                               \
            bad |= !((square >= SQUARE_LEAST) & (square <= SQUARE_MOST)) &     \
                   !((real == 0) & (imag == 0));                               \
        }                                                                      \
        return bad == 0;                                                       \
    }                                                                          \
                                                                               \
    static int absolute_##ID(char *const *data, const intptr_t *strides,       \
                             intptr_t count)                                   \
    {                                                                          \
        bool in_place =                                                        \
            sizeof(T) == sizeof(double) && strides[1] == sizeof(double);       \
        double buffer[STRETCH];                                                \
        if (strides[0] != sizeof(C)) {                                         \
            return absolute_of_any_##ID(data, strides, count);                 \
        }                                                                      \
        for (intptr_t i = 0; i < count; i += STRETCH) {                        \
            intptr_t rest = count - i < STRETCH ? count - i : STRETCH;         \
            char *here[2] = {data[0] + i * strides[0],                         \
                             data[1] + i * strides[1]};                        \
            double *squares = in_place ? (double *)here[1] : buffer;           \
            if (in_place && ID##_vectors((const C *)here[0], rest, squares)) { \
                continue;                                                      \
            }                                                                  \
            if (!squares_##ID((const C *)here[0], rest, squares)) {            \
                absolute_of_any_##ID(here, strides, rest);                     \
                continue;                                                      \
            }                                                                  \
            find_roots(squares, rest);                                         \
            for (intptr_t k = 0; k < rest && !in_place; k++) {                 \
                *(T *)(here[1] + k * strides[1]) = (T)squares[k];              \
            }                                                                  \
        }                                                                      \
        return 0;                                                              \
    }
FLAGS_UNUSED_BEGIN
MAGNITUDES(COMPLEX64, complex64, float)
MAGNITUDES(COMPLEX128, complex128, double)
FLAGS_UNUSED_END

#define SIGN(ID, T, ...) UNARY_LOOP(sign_##ID, T, T, (T)((x > 0) - (x < 0)))
#define UNSIGNED_SIGN(ID, T, ...) UNARY_LOOP(sign_##ID, T, T, x > 0)
FOR_EACH_SIGNED(SIGN, )
FOR_EACH_UNSIGNED(UNSIGNED_SIGN, )
#define FLOAT_SIGN(ID, T, ...)                                                 \
    UNARY_LOOP(sign_##ID, T, T,                                                \
               (T)(x > 0 ? 1 : 0) - (T)(x < 0 ? 1 : 0) + (x != x ? x : 0))
FOR_EACH_FLOAT(FLOAT_SIGN, )
UNARY_LOOP_PLAIN(sign_COMPLEX64, complex64, complex64, complex64_sign(x))
UNARY_LOOP_PLAIN(sign_COMPLEX128, complex128, complex128, complex128_sign(x))

static const ufunc_loop negative_loops[] = {
    UNARY_REFUSED_ROW(BOOL) ARITHMETIC_ROWS(UNARY_ROW, negative)};
static const ufunc_loop positive_loops[] = {
    UNARY_REFUSED_ROW(BOOL) FOR_EACH_INTEGER(UNARY_ROW, same)
        UNARY_ROW(FLOAT16, , same) FOR_EACH_FLOAT(UNARY_ROW, same)
            FOR_EACH_COMPLEX(UNARY_ROW, same)};
static const ufunc_loop conjugate_loops[] = {
    FOR_EACH_INTEGER(UNARY_ROW, same) UNARY_ROW(FLOAT16, , same)
        FOR_EACH_FLOAT(UNARY_ROW, same) FOR_EACH_COMPLEX(UNARY_ROW, conjugate)};
static const ufunc_loop absolute_loops[] = {
    UNARY_ROW(BOOL, , same)      /* what has no sign stays */
    UNARY_ROW(INT8, , absolute)  /**/
    UNARY_ROW(UINT8, , same)     /**/
    UNARY_ROW(INT16, , absolute) /**/
    UNARY_ROW(UINT16, , same)    /**/
    UNARY_ROW(INT32, , absolute) /**/
    UNARY_ROW(UINT32, , same)    /**/
    UNARY_ROW(INT64, , absolute) /**/
    UNARY_ROW(UINT64, , same)    /**/
    FLOAT_UNARY_ROWS(absolute)   /**/
    {absolute_COMPLEX64, {COMPLEX64, FLOAT32}, false, NULL, NULL},
    {absolute_COMPLEX128, {COMPLEX128, FLOAT64}, false, NULL, NULL},
};
static const ufunc_loop fabs_loops[] = {FLOAT_UNARY_ROWS(absolute)};
static const ufunc_loop sign_loops[] = {UNARY_REFUSED_ROW(BOOL)
                                            ARITHMETIC_ROWS(UNARY_ROW, sign)};

UNARY_UFUNC_REFUSING(
    negative, NO_STATUS,
    DOC_UNARY("-x, which has the other sign.", TAKES_NUMBERS, GIVES_SAME,
              "Integers wrap around."),
    "The numpy boolean negative, the `-` operator, is not supported, use the "
    "`~` operator or the logical_not function instead.")
UNARY_UFUNC(positive, NO_STATUS,
            DOC_UNARY("+x, which is a copy.", TAKES_NUMBERS, GIVES_SAME, ""))
UNARY_UFUNC(conjugate, NO_STATUS,
            DOC_UNARY("The complex conjugate of x: its imaginary part has the "
                      "other sign.",
                      TAKES_NUMBERS, GIVES_SAME, "Reals are copied."))
UNARY_UFUNC(absolute, NO_STATUS,
            DOC_UNARY("The magnitude of x.", TAKES_ALL,
                      "its dtype is that of x, but a float if x is complex",
                      "The least integer stays negative."))
UNARY_UFUNC(fabs, NO_STATUS,
            DOC_UNARY("The magnitude of x as a float.", TAKES_FLOAT,
                      GIVES_FLOAT, ""))
UNARY_UFUNC(sign, NO_STATUS,
            DOC_UNARY("-1, 0 or 1; of complex numbers x / absolute(x).",
                      TAKES_NUMBERS, GIVES_SAME, "Of nan it is nan."))

/* ---- Squares and reciprocals ---- */

#define SQUARE(ID, T, ...)                                                     \
    UNARY_LOOP(square_##ID, T, T, (T)((uint64_t)x * (uint64_t)x))
FOR_EACH_INTEGER(SQUARE, )
UNARY_LOOP(square_FLOAT32, float, float, x *x)
UNARY_LOOP(square_FLOAT64, double, double, x *x)
UNARY_LOOP(square_COMPLEX64, complex64, complex64, complex64_multiply(x, x))
UNARY_LOOP(square_COMPLEX128, complex128, complex128, complex128_multiply(x, x))

/* 1 / 0 has the value that x86 makes of an infinity. */
#define AT_ZERO_INT8 0
#define AT_ZERO_INT16 0
#define AT_ZERO_INT32 INT32_MIN
#define AT_ZERO_INT64 INT64_MIN
#define AT_ZERO_UINT8 0
#define AT_ZERO_UINT16 0
#define AT_ZERO_UINT32 0
#define AT_ZERO_UINT64 0
#define RECIPROCAL(ID, T, ...)                                                 \
    UNARY_LOOP_PLAIN(                                                          \
        reciprocal_##ID, T, T,                                                 \
        x == 0 ? (status = STATUS_DIVIDE | STATUS_INVALID, AT_ZERO_##ID)       \
               : (T)(1 / x))
FOR_EACH_INTEGER(RECIPROCAL, )
UNARY_LOOP(reciprocal_FLOAT32, float, float, 1 / x)
UNARY_LOOP(reciprocal_FLOAT64, double, double, 1 / x)
UNARY_LOOP_PLAIN(reciprocal_COMPLEX64, complex64, complex64,
                 complex64_reciprocal(x))
UNARY_LOOP_PLAIN(reciprocal_COMPLEX128, complex128, complex128,
                 complex128_reciprocal(x))

static const ufunc_loop square_loops[] = {ARITHMETIC_ROWS(UNARY_ROW, square)};
static const ufunc_loop reciprocal_loops[] = {
    ARITHMETIC_ROWS(UNARY_ROW, reciprocal)};

UNARY_UFUNC(square, SETS_STATUS,
            DOC_UNARY("x * x.", TAKES_NUMBERS, GIVES_SAME,
                      "Integers wrap around. Reports overflow, underflow."))
UNARY_UFUNC(reciprocal, SETS_STATUS,
            DOC_UNARY("1 / x.", TAKES_NUMBERS, GIVES_SAME,
                      "Of integers it is a whole number, mostly 0. Reports "
                      "divide of 1 / 0, overflow."))

/* ---- Divisors ---- */

/* Euclid's way. */
static inline uint64_t gcd(uint64_t x, uint64_t y)
{
    while (y) {
        uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    return x;
}

static inline uint64_t lcm(uint64_t x, uint64_t y)
{
    uint64_t common = gcd(x, y);
    return common ? x / common * y : 0;
}

#define MAGNITUDE(x) ((x) < 0 ? 0 - (uint64_t)(x) : (uint64_t)(x))
#define SIGNED_DIVISOR(ID, T, NAME)                                            \
    BINARY_LOOP_PLAIN(NAME##_##ID, T, T, (T)NAME(MAGNITUDE(x), MAGNITUDE(y)))
#define UNSIGNED_DIVISOR(ID, T, NAME)                                          \
    BINARY_LOOP_PLAIN(NAME##_##ID, T, T, (T)NAME(x, y))
FOR_EACH_SIGNED(SIGNED_DIVISOR, gcd)
FOR_EACH_UNSIGNED(UNSIGNED_DIVISOR, gcd)
FOR_EACH_SIGNED(SIGNED_DIVISOR, lcm)
FOR_EACH_UNSIGNED(UNSIGNED_DIVISOR, lcm)

static const ufunc_loop gcd_loops[] = {BINARY_REFUSED_ROW(BOOL)
                                           FOR_EACH_INTEGER(BINARY_ROW, gcd)};
static const ufunc_loop lcm_loops[] = {BINARY_REFUSED_ROW(BOOL)
                                           FOR_EACH_INTEGER(BINARY_ROW, lcm)};

BINARY_UFUNC(gcd, IDENTITY_ZERO, NO_STATUS,
             DOC_BINARY("The greatest common divisor of |x1| and |x2|.",
                        "integers", GIVES_SAME, "gcd(0, 0) is 0."))
BINARY_UFUNC(lcm, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("The lowest common multiple of |x1| and |x2|.",
                        "integers", GIVES_SAME, "Wraps around; of 0 it is 0."))

/* ---- Steps ---- */

#define HEAVISIDE(ID, T, ...)                                                  \
    BINARY_LOOP(heaviside_##ID, T, T,                                          \
                x > 0 ? 1 : (x < 0 ? 0 : (x == 0 ? y : x)))
FOR_EACH_FLOAT(HEAVISIDE, )

static const ufunc_loop heaviside_loops[] = {FLOAT_BINARY_ROWS(heaviside)};

BINARY_UFUNC(heaviside, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("0 where x1 is negative, x2 where it is 0, else 1.",
                        TAKES_FLOAT, GIVES_FLOAT, "Of nan it is nan."))
