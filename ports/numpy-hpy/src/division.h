/* src/division.h: quotients and remainders of integers and of floats.
 *
 * Quotients are rounded down, as Python does it, and remainders have the sign
 * of the divisor. What is divided by zero is zero, and STATUS_DIVIDE.
 */
#ifndef NUMPY_DIVISION_H
#define NUMPY_DIVISION_H

#include "loop.h"
#include "status.h"

#include <math.h>
#include <string.h>

/* ---- Integers ---- */

/* C rounds towards zero. Integers of up to 16 bits, as float, and of 32, as
 * double, give exactly that: a quotient that is not whole is further from the
 * next whole number than what rounding adds. There are vectors for it. */
#define QUOTIENT_8(x, y) ((float)(x) / (float)(y))
#define QUOTIENT_16(x, y) ((float)(x) / (float)(y))
#define QUOTIENT_32(x, y) ((double)(x) / (double)(y))
#define QUOTIENT_64(x, y) ((x) / (y))

FLAGS_UNUSED_BEGIN

/* What can be divided by in place of `y` without a trap: x / 1 is what comes
 * out of INT_MIN / -1, which has no place in T; and leaves nothing. */
#define SIGNED_DIVISION(BITS, T)                                               \
    ALWAYS_INLINE T T##_divisor(T x, T y)                                      \
    {                                                                          \
        bool zero = y == 0, large = (y == -1) & (x == INT##BITS##_MIN);        \
        return (zero | large) ? 1 : y;                                         \
    }                                                                          \
    ALWAYS_INLINE T T##_floor_divide(T x, T y, int *status)                    \
    {                                                                          \
        T divisor = T##_divisor(x, y), divided = y == 0 ? 0 : x;               \
        T down = (T)QUOTIENT_##BITS(divided, divisor);                         \
        bool between = (T)(down * divisor) != divided;                         \
        int zero = y == 0, large = (y == -1) & (x == INT##BITS##_MIN);         \
        *status |= zero * STATUS_DIVIDE | large * STATUS_OVERFLOW;             \
        return (T)(down - (between & ((divided ^ divisor) < 0)));              \
    }                                                                          \
    ALWAYS_INLINE T T##_fmod(T x, T y, int *status)                            \
    {                                                                          \
        T divisor = T##_divisor(x, y);                                         \
        *status |= (y == 0) * STATUS_DIVIDE;                                   \
        return (T)(x - (T)QUOTIENT_##BITS(x, divisor) * divisor);              \
    }                                                                          \
    ALWAYS_INLINE T T##_remainder(T x, T y, int *status)                       \
    {                                                                          \
        T rest = T##_fmod(x, y, status);                                       \
        return ((rest != 0) & ((rest ^ y) < 0)) ? (T)(rest + y) : rest;        \
    }

#define UNSIGNED_DIVISION(BITS, T)                                             \
    ALWAYS_INLINE T T##_floor_divide(T x, T y, int *status)                    \
    {                                                                          \
        T divisor = y == 0 ? 1 : y, divided = y == 0 ? 0 : x;                  \
        *status |= (y == 0) * STATUS_DIVIDE;                                   \
        return (T)QUOTIENT_##BITS(divided, divisor);                           \
    }                                                                          \
    ALWAYS_INLINE T T##_fmod(T x, T y, int *status)                            \
    {                                                                          \
        T divisor = y == 0 ? 1 : y;                                            \
        *status |= (y == 0) * STATUS_DIVIDE;                                   \
        return (T)(x - (T)QUOTIENT_##BITS(x, divisor) * divisor);              \
    }                                                                          \
    ALWAYS_INLINE T T##_remainder(T x, T y, int *status)                       \
    {                                                                          \
        return T##_fmod(x, y, status);                                         \
    }

SIGNED_DIVISION(8, int8_t)
SIGNED_DIVISION(16, int16_t)
SIGNED_DIVISION(32, int32_t)
SIGNED_DIVISION(64, int64_t)
UNSIGNED_DIVISION(8, uint8_t)
UNSIGNED_DIVISION(16, uint16_t)
UNSIGNED_DIVISION(32, uint32_t)
UNSIGNED_DIVISION(64, uint64_t)

FLAGS_UNUSED_END

/* ---- Integers as doubles ---- */

/* Integers of 64 bits that lie between -2**51 and 2**51 can be divided as
 * doubles, of which there are vectors: rounding makes no quotient whole that is
 * not, as it is further from the next whole number. Magic is what such an
 * integer is added to so that the bits of the sum are those of a double, which
 * is greater than it by the same. */
#define MAGIC_DOUBLE 6755399441055744.0 /* 2**52 + 2**51 */
#define MAGIC_BITS ((uint64_t)0x4338000000000000)

/* What is not 0 where one of several integers is too large. */
#define TOO_LARGE_int64_t(x) (((uint64_t)(x) + ((uint64_t)1 << 51)) >> 52)
#define TOO_LARGE_uint64_t(x) ((x) >> 51)

ALWAYS_INLINE double small_to_double(uint64_t x)
{
    double result;
    x += MAGIC_BITS;
    memcpy(&result, &x, sizeof(result));
    return result - MAGIC_DOUBLE;
}

ALWAYS_INLINE uint64_t small_of_double(double x)
{
    uint64_t bits;
    x += MAGIC_DOUBLE;
    memcpy(&bits, &x, sizeof(bits));
    return bits - MAGIC_BITS;
}

/* ---- One divisor of many ---- */

/* x / divisor is x * factor / 2**(64 + shift) for all x below 2**63. */
typedef struct {
    uint64_t factor;
    int shift; /* -1: the divisor is 1 */
} reciprocal;

#ifdef __SIZEOF_INT128__
#define HAS_RECIPROCAL 1
typedef unsigned __int128 uint128;

/* With 2**shift < divisor <= 2**(shift + 1), the factor is too large by less
 * than 1, and that makes less than a divisor's part of a quotient's step. */
static inline reciprocal reciprocal_of(uint64_t divisor)
{
    reciprocal result = {0, -1};
    for (uint64_t rest = divisor - 1; rest; rest >>= 1) {
        result.shift++;
    }
    if (result.shift >= 0) {
        uint128 power = (uint128)1 << (64 + result.shift);
        result.factor = (uint64_t)(power / divisor) + 1;
    }
    return result;
}

static inline uint64_t reciprocal_divide(uint64_t x, reciprocal by)
{
    uint64_t high = (uint64_t)(((uint128)x * by.factor) >> 64);
    return by.shift < 0 ? x : high >> by.shift;
}
#endif

/* ---- Floats ---- */

/* Small quotients: below LIMIT, a float has places behind its point. Rounding
 * may have made it whole: then what is left has the wrong sign, as fma tells
 * without rounding.
 *
 * Otherwise the quotient follows from fmod's remainder, so that both belong
 * together: quotient * y + remainder is x but for rounding. Signs are compared
 * instead of values, as that is no invalid operation where one is not a number.
 */
#define FLOAT_DIVISION(T, SUFFIX, LIMIT)                                       \
    ALWAYS_INLINE bool T##_divide_small(T x, T y, T *down, T *rest)            \
    {                                                                          \
        T quotient;                                                            \
        if (!isless(fabs##SUFFIX(x) * (T)(1 / LIMIT), fabs##SUFFIX(y)) ||      \
            isinf(y)) {                                                        \
            return false;                                                      \
        }                                                                      \
        quotient = x / y;                                                      \
        *down = floor##SUFFIX(quotient);                                       \
        *rest = fma##SUFFIX(-*down, y, x);                                     \
        if (*rest != 0 && !signbit(y) != !signbit(*rest)) {                    \
            *down -= 1;                                                        \
            *rest = fma##SUFFIX(-*down, y, x);                                 \
        }                                                                      \
        *down = *down == 0 ? copysign##SUFFIX(0, quotient) : *down;            \
        *rest = *rest == 0 ? copysign##SUFFIX(0, y) : *rest;                   \
        return true;                                                           \
    }                                                                          \
    static inline T T##_remainder_of_any(T x, T y)                             \
    {                                                                          \
        T rest = fmod##SUFFIX(x, y);                                           \
        if (y == 0) {                                                          \
            return rest;                                                       \
        }                                                                      \
        if (rest == 0) {                                                       \
            return copysign##SUFFIX(0, y);                                     \
        }                                                                      \
        return !signbit(y) != !signbit(rest) ? rest + y : rest;                \
    }                                                                          \
    static inline T T##_floor_divide_any(T x, T y)                             \
    {                                                                          \
        T rest = fmod##SUFFIX(x, y);                                           \
        T quotient = (x - rest) / y, down;                                     \
        if (rest != 0 && !signbit(y) != !signbit(rest)) {                      \
            quotient -= 1;                                                     \
        }                                                                      \
        if (quotient == 0) {                                                   \
            return copysign##SUFFIX(0, x / y);                                 \
        }                                                                      \
        down = floor##SUFFIX(quotient);                                        \
        return isgreater(quotient - down, (T)0.5) ? down + 1 : down;           \
    }                                                                          \
    ALWAYS_INLINE T T##_remainder(T x, T y)                                    \
    {                                                                          \
        T down, rest;                                                          \
        return T##_divide_small(x, y, &down, &rest)                            \
                   ? rest                                                      \
                   : T##_remainder_of_any(x, y);                               \
    }                                                                          \
    ALWAYS_INLINE T T##_floor_divide(T x, T y)                                 \
    {                                                                          \
        T down, rest;                                                          \
        if (y == 0) {                                                          \
            return x / y;                                                      \
        }                                                                      \
        return T##_divide_small(x, y, &down, &rest)                            \
                   ? down                                                      \
                   : T##_floor_divide_any(x, y);                               \
    }

FLOAT_DIVISION(float, f, 4194304.0)
FLOAT_DIVISION(double, , 2251799813685248.0)

#endif /* NUMPY_DIVISION_H */
