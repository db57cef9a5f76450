/* src/order.h: items as signed integers of 64 bits, the keys, that are in the
 * order of the items and equal where these are.
 *
 * All NaNs are equal and greater than all numbers; 0.0 and -0.0 are equal.
 */
#ifndef NUMPY_ORDER_H
#define NUMPY_ORDER_H

#include "dtype.h"

#define SIGN_64 ((uint64_t)1 << 63)

/* The keys of floats, which are given by their bits. */
#define FLOAT_ORDER(INT, MAX, INFINITY_BITS)                                   \
    static inline INT float_order_##INT(INT bits)                              \
    {                                                                          \
        INT magnitude = bits & MAX;                                            \
        INT key = bits < 0 ? (INT) - magnitude : magnitude;                    \
        return magnitude > INFINITY_BITS ? MAX : key;                          \
    }
FLOAT_ORDER(int16_t, INT16_MAX, 0x7c00)
FLOAT_ORDER(int32_t, INT32_MAX, 0x7f800000)
FLOAT_ORDER(int64_t, INT64_MAX, 0x7ff0000000000000)
#undef FLOAT_ORDER

/* X(dtype, type in which items `x` are read, key) for all but complex ones */
#define FOR_EACH_ORDER(X)                                                      \
    X(BOOL, uint8_t, x)                                                        \
    X(INT8, int8_t, x)                                                         \
    X(UINT8, uint8_t, x)                                                       \
    X(INT16, int16_t, x)                                                       \
    X(UINT16, uint16_t, x)                                                     \
    X(INT32, int32_t, x)                                                       \
    X(UINT32, uint32_t, x)                                                     \
    X(INT64, int64_t, x)                                                       \
    X(UINT64, uint64_t, (int64_t)(x ^ SIGN_64))                                \
    X(FLOAT16, int16_t, float_order_int16_t(x))                                \
    X(FLOAT32, int32_t, float_order_int32_t(x))                                \
    X(FLOAT64, int64_t, float_order_int64_t(x))

#endif /* NUMPY_ORDER_H */
