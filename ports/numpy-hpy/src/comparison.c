/* src/comparison.c: the ufuncs < == > and their like, extremes and logic. */
#include "complex.h"
#include "table.h"

FLAGS_UNUSED_BEGIN

/* ---- Comparisons ---- */

#define COMPARED(ID, T, NAME)                                                  \
    BINARY_LOOP(NAME##_##ID, T, uint8_t, NAME##_OF(x, y))
#define MIXED(NAME)                                                            \
    MIXED_LOOP(NAME##_INT64_UINT64, int64_t, uint64_t, uint8_t,                \
               NAME##_MIXED_OF(x < 0, (uint64_t)x, y))                         \
    MIXED_LOOP(NAME##_UINT64_INT64, uint64_t, int64_t, uint8_t,                \
               NAME##_DEXIM_OF(y < 0, x, (uint64_t)y))
/* Bools may be any bytes. */
#define EACH_COMPARED(NAME)                                                    \
    BINARY_LOOP(NAME##_BOOL, uint8_t, uint8_t, NAME##_OF((x != 0), (y != 0)))  \
    FOR_EACH_REAL(COMPARED, NAME)                                              \
    MIXED(NAME)

#define equal_OF(x, y) ((x) == (y))
#define not_equal_OF(x, y) ((x) != (y))
#define less_OF(x, y) ((x) < (y))
#define less_equal_OF(x, y) ((x) <= (y))

/* An integer with a sign and one without: if the one is negative, it is less,
 * else both are compared without a sign. */
#define equal_MIXED_OF(negative, x, y) (!(negative) & ((x) == (y)))
#define equal_DEXIM_OF(negative, x, y) (!(negative) & ((x) == (y)))
#define not_equal_MIXED_OF(negative, x, y) ((negative) | ((x) != (y)))
#define not_equal_DEXIM_OF(negative, x, y) ((negative) | ((x) != (y)))
#define less_MIXED_OF(negative, x, y) ((negative) | ((x) < (y)))
#define less_DEXIM_OF(negative, x, y) (!(negative) & ((x) < (y)))
#define less_equal_MIXED_OF(negative, x, y) ((negative) | ((x) <= (y)))
#define less_equal_DEXIM_OF(negative, x, y) (!(negative) & ((x) <= (y)))

EACH_COMPARED(equal)
EACH_COMPARED(not_equal)
EACH_COMPARED(less)
EACH_COMPARED(less_equal)

#define COMPLEX(ID, T, NAME)                                                   \
    BINARY_LOOP(NAME##_##ID, T, uint8_t, T##_##NAME(x, y))
#define COMPLEX_UNEQUAL(ID, T, ...)                                            \
    BINARY_LOOP(not_equal_##ID, T, uint8_t, !T##_equal(x, y))
FOR_EACH_COMPLEX(COMPLEX, equal)
FOR_EACH_COMPLEX(COMPLEX_UNEQUAL, )
FOR_EACH_COMPLEX(COMPLEX, less)
FOR_EACH_COMPLEX(COMPLEX, less_equal)

/* x > y is y < x: the loop of the one, which finds its inputs exchanged. */
#define EXCHANGED(ID, T, NAME)                                                 \
    static int NAME##_exchanged_##ID(char *const *data,                        \
                                     const intptr_t *strides, intptr_t count)  \
    {                                                                          \
        char *const inputs[3] = {data[1], data[0], data[2]};                   \
        const intptr_t steps[3] = {strides[1], strides[0], strides[2]};        \
        return NAME##_##ID(inputs, steps, count);                              \
    }
#define EACH_EXCHANGED(NAME)                                                   \
    EXCHANGED(BOOL, , NAME)                                                    \
    FOR_EACH_REAL(EXCHANGED, NAME)                                             \
    FOR_EACH_COMPLEX(EXCHANGED, NAME)                                          \
    EXCHANGED(INT64_UINT64, , NAME) EXCHANGED(UINT64_INT64, , NAME)
EACH_EXCHANGED(less)
EACH_EXCHANGED(less_equal)

#define COMPARE_ROWS(NAME, INT64_UINT64, UINT64_INT64)                         \
    COMPARE_ROW(BOOL, , NAME)                                                  \
    FOR_EACH_INTEGER(COMPARE_ROW, NAME){                                       \
        NAME##_##INT64_UINT64, {INT64, UINT64, BOOL}, false, NULL, NULL},      \
        {NAME##_##UINT64_INT64, {UINT64, INT64, BOOL}, false, NULL, NULL},     \
        HALF_COMPARE_ROW(NAME) FOR_EACH_FLOAT(COMPARE_ROW, NAME)               \
            FOR_EACH_COMPLEX(COMPARE_ROW, NAME)
#define COMPARISON_LOOPS(NAME)                                                 \
    static const ufunc_loop NAME##_loops[] = {                                 \
        COMPARE_ROWS(NAME, INT64_UINT64, UINT64_INT64)};
COMPARISON_LOOPS(equal)
COMPARISON_LOOPS(not_equal)
COMPARISON_LOOPS(less)
COMPARISON_LOOPS(less_equal)
static const ufunc_loop greater_loops[] = {
    COMPARE_ROWS(less_exchanged, UINT64_INT64, INT64_UINT64)};
static const ufunc_loop greater_equal_loops[] = {
    COMPARE_ROWS(less_equal_exchanged, UINT64_INT64, INT64_UINT64)};

#define ORDER                                                                  \
    "Complex numbers are in the order of their real parts, then of their "     \
    "imaginary ones;\nnan is in no order."
BINARY_UFUNC(equal, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("Is x1 == x2?", TAKES_ALL, GIVES_BOOL,
                        "Nothing is equal to nan."))
BINARY_UFUNC(not_equal, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("Is x1 != x2?", TAKES_ALL, GIVES_BOOL,
                        "Everything is unequal to nan."))
BINARY_UFUNC(less, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("Is x1 < x2?", TAKES_ALL, GIVES_BOOL, ORDER))
BINARY_UFUNC(less_equal, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("Is x1 <= x2?", TAKES_ALL, GIVES_BOOL, ORDER))
BINARY_UFUNC(greater, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("Is x1 > x2?", TAKES_ALL, GIVES_BOOL, ORDER))
BINARY_UFUNC(greater_equal, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("Is x1 >= x2?", TAKES_ALL, GIVES_BOOL, ORDER))

/* ---- Extremes ---- */

/* What is not a number wins over everything in maximum and minimum, and loses
 * against everything in fmax and fmin. Comparisons are joined without jumps,
 * which vectors do not have. */
#define maximum_OF(x, y) ((x) > (y) ? (x) : (y))
#define minimum_OF(x, y) ((x) < (y) ? (x) : (y))
#define maximum_FLOAT_OF(x, y) ((((x) > (y)) | ((x) != (x))) ? (x) : (y))
#define minimum_FLOAT_OF(x, y) ((((x) < (y)) | ((x) != (x))) ? (x) : (y))
#define fmax_FLOAT_OF(x, y) ((((x) > (y)) | ((y) != (y))) ? (x) : (y))
#define fmin_FLOAT_OF(x, y) ((((x) < (y)) | ((y) != (y))) ? (x) : (y))

#define COMPLEX_EXTREMES(C)                                                    \
    ALWAYS_INLINE C C##_maximum(C x, C y)                                      \
    {                                                                          \
        return C##_is_nan(x) || C##_less(y, x) ? x : y;                        \
    }                                                                          \
    ALWAYS_INLINE C C##_minimum(C x, C y)                                      \
    {                                                                          \
        return C##_is_nan(x) || C##_less(x, y) ? x : y;                        \
    }                                                                          \
    ALWAYS_INLINE C C##_fmax(C x, C y)                                         \
    {                                                                          \
        return C##_is_nan(y) || C##_less_equal(y, x) ? x : y;                  \
    }                                                                          \
    ALWAYS_INLINE C C##_fmin(C x, C y)                                         \
    {                                                                          \
        return C##_is_nan(y) || C##_less_equal(x, y) ? x : y;                  \
    }
COMPLEX_EXTREMES(complex64)
COMPLEX_EXTREMES(complex128)

#define EXTREME(ID, T, NAME)                                                   \
    BINARY_LOOP(NAME##_##ID, T, T, NAME##_OF(x, y))                            \
    REDUCE_LOOP(NAME##_reduce_##ID, T, NAME##_OF(x, y))                        \
    ACCUMULATE_LOOP(NAME##_accumulate_##ID, T, NAME##_OF(x, y))
#define EXTREME_FLOAT(ID, T, NAME)                                             \
    BINARY_LOOP(NAME##_##ID, T, T, NAME##_FLOAT_OF(x, y))                      \
    LANES_LOOP(NAME##_reduce_##ID, T, (int)(256 / sizeof(T)),                  \
               NAME##_FLOAT_OF(x, y))                                          \
    ACCUMULATE_LOOP(NAME##_accumulate_##ID, T, NAME##_FLOAT_OF(x, y))
#define EXTREME_COMPLEX(ID, T, NAME)                                           \
    BINARY_LOOP_PLAIN(NAME##_##ID, T, T, T##_##NAME(x, y))                     \
    REDUCE_LOOP(NAME##_reduce_##ID, T, T##_##NAME(x, y))                       \
    ACCUMULATE_LOOP(NAME##_accumulate_##ID, T, T##_##NAME(x, y))

EXTREME(BOOL, uint8_t, maximum)
EXTREME(BOOL, uint8_t, minimum)
FOR_EACH_INTEGER(EXTREME, maximum)
FOR_EACH_INTEGER(EXTREME, minimum)
FOR_EACH_FLOAT(EXTREME_FLOAT, maximum)
FOR_EACH_FLOAT(EXTREME_FLOAT, minimum)
FOR_EACH_FLOAT(EXTREME_FLOAT, fmax)
FOR_EACH_FLOAT(EXTREME_FLOAT, fmin)
FOR_EACH_COMPLEX(EXTREME_COMPLEX, maximum)
FOR_EACH_COMPLEX(EXTREME_COMPLEX, minimum)
FOR_EACH_COMPLEX(EXTREME_COMPLEX, fmax)
FOR_EACH_COMPLEX(EXTREME_COMPLEX, fmin)

/* Extremes need no rounding, so that a float16 can be accumulated as well. */
#define EXTREME_ROWS(INTEGERS, NAME)                                           \
    ACCUMULATE_ROW(BOOL, , INTEGERS)                                           \
    FOR_EACH_INTEGER(ACCUMULATE_ROW, INTEGERS){NAME##_FLOAT32,                 \
                                               {FLOAT16, FLOAT16, FLOAT16},    \
                                               true,                           \
                                               NAME##_reduce_FLOAT32,          \
                                               NAME##_accumulate_FLOAT32},     \
        FOR_EACH_FLOAT(ACCUMULATE_ROW, NAME)                                   \
            FOR_EACH_COMPLEX(ACCUMULATE_ROW, NAME)
static const ufunc_loop maximum_loops[] = {EXTREME_ROWS(maximum, maximum)};
static const ufunc_loop minimum_loops[] = {EXTREME_ROWS(minimum, minimum)};
static const ufunc_loop fmax_loops[] = {EXTREME_ROWS(maximum, fmax)};
static const ufunc_loop fmin_loops[] = {EXTREME_ROWS(minimum, fmin)};

BINARY_UFUNC(maximum, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("The greater one of x1 and x2.", TAKES_ALL, GIVES_SAME,
                        "It is nan if one of both is; fmax differs in that."))
BINARY_UFUNC(minimum, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("The lesser one of x1 and x2.", TAKES_ALL, GIVES_SAME,
                        "It is nan if one of both is; fmin differs in that."))
BINARY_UFUNC(fmax, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("The greater one of x1 and x2.", TAKES_ALL, GIVES_SAME,
                        "It is nan only if both are; maximum differs in that."))
BINARY_UFUNC(fmin, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("The lesser one of x1 and x2.", TAKES_ALL, GIVES_SAME,
                        "It is nan only if both are; minimum differs in that."))

/* ---- Clipping ---- */

#define CLIPPED(ID, T, ...)                                                    \
    TERNARY_LOOP(clip_##ID, T, minimum_OF(maximum_OF(x, y), z))
FOR_EACH_INTEGER(CLIPPED, )
CLIPPED(BOOL, uint8_t)

/* Comparisons with what is not a number are false: x stays, limits do not. */
#define CLIPPED_FLOAT(ID, T, ...)                                              \
    ALWAYS_INLINE T clip_one_##ID(T x, T low, T high)                          \
    {                                                                          \
        T raised = x <= low ? low : x;                                         \
        T lowered = raised >= high ? high : raised;                            \
        return low != low ? low : high != high ? high : lowered;               \
    }                                                                          \
    TERNARY_LOOP(clip_##ID, T, clip_one_##ID(x, y, z))
FOR_EACH_FLOAT(CLIPPED_FLOAT, )

#define CLIPPED_COMPLEX(ID, T, ...)                                            \
    TERNARY_LOOP(clip_##ID, T, T##_minimum(T##_maximum(x, y), z))
FOR_EACH_COMPLEX(CLIPPED_COMPLEX, )

static const ufunc_loop clip_loops[] = {
    TERNARY_ROW(BOOL, , clip) FOR_EACH_INTEGER(TERNARY_ROW, clip)
        HALF_TERNARY_ROW(clip) FOR_EACH_FLOAT(TERNARY_ROW, clip)
            FOR_EACH_COMPLEX(TERNARY_ROW, clip)};

TERNARY_UFUNC(clip, NO_STATUS,
              DOC_TERNARY("minimum(maximum(x1, x2), x3): x1, but at least x2 "
                          "and at most x3.",
                          TAKES_ALL, GIVES_SAME,
                          "Where x2 is above x3 the result is x3; it is nan if "
                          "one of the three is."))

/* ---- Logic ---- */

#define TRUTH(x) ((x) != 0)
#define COMPLEX_TRUTH(x) ((x).real != 0 || (x).imag != 0)

#define logical_and_OF(x, y) ((x) & (y))
#define logical_or_OF(x, y) ((x) | (y))
#define logical_xor_OF(x, y) ((x) ^ (y))

#define LOGICAL(ID, T, NAME)                                                   \
    BINARY_LOOP(NAME##_##ID, T, uint8_t, NAME##_OF(TRUTH(x), TRUTH(y)))
#define LOGICAL_COMPLEX(ID, T, NAME)                                           \
    BINARY_LOOP_PLAIN(NAME##_##ID, T, uint8_t,                                 \
                      NAME##_OF(T##_is_true(x), T##_is_true(y)))
#define EACH_LOGICAL(NAME)                                                     \
    LOGICAL(BOOL, uint8_t, NAME)                                               \
    FOR_EACH_REAL(LOGICAL, NAME) FOR_EACH_COMPLEX(LOGICAL_COMPLEX, NAME)
EACH_LOGICAL(logical_and)
EACH_LOGICAL(logical_or)
EACH_LOGICAL(logical_xor)

#define FALSE_OF(ID, T, ...) UNARY_LOOP(logical_not_##ID, T, uint8_t, !TRUTH(x))
FALSE_OF(BOOL, uint8_t)
FOR_EACH_REAL(FALSE_OF, )
UNARY_LOOP(logical_not_COMPLEX64, complex64, uint8_t, !COMPLEX_TRUTH(x))
UNARY_LOOP(logical_not_COMPLEX128, complex128, uint8_t, !COMPLEX_TRUTH(x))

/* Look for an item whose truth is not STOP's opposite, a block at a time: a
 * block is read without jumps, and nothing behind it if it has one. */
#define SEARCH_LOOP(NAME, T, IS_TRUE, STOP)                                    \
    VECTORISED static int NAME(char *const *data, const intptr_t *strides,     \
                               intptr_t count)                                 \
    {                                                                          \
        const intptr_t block = 256, stride = strides[1];                       \
        intptr_t i = 0;                                                        \
        uint8_t found = TRUTH(*(const uint8_t *)data[0]) == STOP;              \
        for (; !found && stride == sizeof(T) && i + block <= count;            \
             i += block) {                                                     \
            const T *in = (const T *)data[1] + i;                              \
            for (intptr_t k = 0; k < block; k++) {                             \
                found |= IS_TRUE(in[k]) == STOP;                               \
            }                                                                  \
        }                                                                      \
        for (; !found && i < count; i++) {                                     \
            found = IS_TRUE(*(const T *)(data[1] + i * stride)) == STOP;       \
        }                                                                      \
        *(uint8_t *)data[0] = found ? STOP : !STOP;                            \
        return 0;                                                              \
    }
#define SEARCHED(ID, T, TRUTH_OF)                                              \
    SEARCH_LOOP(logical_and_reduce_##ID, T, TRUTH_OF, 0)                       \
    SEARCH_LOOP(logical_or_reduce_##ID, T, TRUTH_OF, 1)
SEARCHED(BOOL, uint8_t, TRUTH)
FOR_EACH_REAL(SEARCHED, TRUTH)
FOR_EACH_COMPLEX(SEARCHED, COMPLEX_TRUTH)
REDUCE_LOOP(logical_xor_reduce_BOOL, uint8_t, TRUTH(x) ^ TRUTH(y))

#define LOGICAL_REDUCE_ROW(ID, T, NAME)                                        \
    {NAME##_##ID, {ID, ID, BOOL}, false, NAME##_reduce_##ID, NULL},
#define LOGICAL_ROWS(NAME)                                                     \
    LOGICAL_REDUCE_ROW(BOOL, , NAME)                                           \
    FOR_EACH_INTEGER(LOGICAL_REDUCE_ROW, NAME){NAME##_FLOAT32,                 \
                                               {FLOAT16, FLOAT16, BOOL},       \
                                               true,                           \
                                               NAME##_reduce_FLOAT32,          \
                                               NULL},                          \
        FOR_EACH_FLOAT(LOGICAL_REDUCE_ROW, NAME)                               \
            FOR_EACH_COMPLEX(LOGICAL_REDUCE_ROW, NAME)
static const ufunc_loop logical_and_loops[] = {LOGICAL_ROWS(logical_and)};
static const ufunc_loop logical_or_loops[] = {LOGICAL_ROWS(logical_or)};
static const ufunc_loop logical_xor_loops[] = {
    LOGICAL_REDUCE_ROW(BOOL, , logical_xor)
        FOR_EACH_INTEGER(COMPARE_ROW, logical_xor) HALF_COMPARE_ROW(logical_xor)
            FOR_EACH_FLOAT(COMPARE_ROW, logical_xor)
                FOR_EACH_COMPLEX(COMPARE_ROW, logical_xor)};
static const ufunc_loop logical_not_loops[] = {
    TEST_ROW(BOOL, , logical_not) FOR_EACH_INTEGER(TEST_ROW, logical_not)
        HALF_TEST_ROW(logical_not) FOR_EACH_FLOAT(TEST_ROW, logical_not)
            FOR_EACH_COMPLEX(TEST_ROW, logical_not)};

#define TRUE "What is not 0 is true, nan too."
BINARY_UFUNC(logical_and, IDENTITY_ONE, NO_STATUS,
             DOC_BINARY("Are both x1 and x2 true?", TAKES_ALL, GIVES_BOOL,
                        TRUE))
BINARY_UFUNC(logical_or, IDENTITY_ZERO, NO_STATUS,
             DOC_BINARY("Is one of x1 and x2 true?", TAKES_ALL, GIVES_BOOL,
                        TRUE))
BINARY_UFUNC(logical_xor, IDENTITY_ZERO, NO_STATUS,
             DOC_BINARY("Is exactly one of x1 and x2 true?", TAKES_ALL,
                        GIVES_BOOL, TRUE))
UNARY_UFUNC(logical_not, NO_STATUS,
            DOC_UNARY("Is x false?", TAKES_ALL, GIVES_BOOL, TRUE))

FLAGS_UNUSED_END
