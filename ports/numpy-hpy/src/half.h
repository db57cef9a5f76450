/* src/half.h: float16, which is kept as its bits, to float and back. */
#ifndef NUMPY_HALF_H
#define NUMPY_HALF_H

#include "dtype.h"

#include <stdbool.h>
#include <string.h>

/* IEEE 754 binary16 has 5 bits of exponent, of bias 15, and 10 of fraction. A
 * float has the same parts, only longer: its exponent's bias is 127. */

static inline float float_of_bits(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

static inline uint32_t bits_of_float(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

static inline float half_to_float(float16 half)
{
    uint32_t sign = (uint32_t)(half & 0x8000) << 16;
    uint32_t rest = half & 0x7fff;
    if (rest >= 0x7c00) { /* infinity, or not a number */
        return float_of_bits(sign | 0x7f800000 | (rest & 0x3ff) << 13);
    }
    if (rest < 0x400) { /* as a fraction of 2**-24 */
        float value = (float)rest * 5.9604644775390625e-08f;
        return float_of_bits(sign | bits_of_float(value));
    }
    return float_of_bits(sign | ((rest << 13) + (112u << 23)));
}

/* Round `bits` to a multiple of 2**shift, ties to even, and divide by it. */
static inline uint32_t round_shift(uint32_t bits, unsigned shift)
{
    uint32_t half = 1u << (shift - 1), odd = bits >> shift & 1;
    return (bits + half - 1 + odd) >> shift;
}

static inline float16 float_to_half(float value)
{
    uint32_t bits = bits_of_float(value);
    uint32_t sign = bits >> 16 & 0x8000, rest = bits & 0x7fffffff;
    if (rest > 0x7f800000) { /* stays not a number */
        return (float16)(sign | 0x7e00 | (rest >> 13 & 0x3ff));
    }
    if (rest >= 0x477ff000) { /* 65520 and more */
        return (float16)(sign | 0x7c00);
    }
    if (rest >= 113u << 23) {
        return (float16)(sign | (round_shift(rest, 13) - (112u << 10)));
    }
    if (rest < 102u << 23) { /* below half of the smallest one */
        return (float16)sign;
    }
    return (float16)(sign | round_shift((rest & 0x7fffff) | 0x800000,
                                        126 - (rest >> 23)));
}

/* Is a number finite that becomes infinite as a float16? */
static inline bool half_overflows(float value)
{
    uint32_t rest = bits_of_float(value) & 0x7fffffff;
    return rest >= 0x477ff000 && rest < 0x7f800000;
}

#endif /* NUMPY_HALF_H */
