/* src/bits.c: the ufuncs & | ^ ~ << >> and the count of bits. */
#include "table.h"

/* ---- Bit by bit ---- */

#define bitwise_and_OF(x, y) ((x) & (y))
#define bitwise_or_OF(x, y) ((x) | (y))
#define bitwise_xor_OF(x, y) ((x) ^ (y))

#define BITWISE(ID, T, NAME)                                                   \
    BINARY_LOOP(NAME##_##ID, T, T, (T)NAME##_OF(x, y))                         \
    REDUCE_LOOP(NAME##_reduce_##ID, T, (T)NAME##_OF(x, y))
/* Bools may be any bytes. */
#define BITWISE_BOOL(NAME)                                                     \
    BINARY_LOOP(NAME##_BOOL, uint8_t, uint8_t, NAME##_OF(x != 0, y != 0))      \
    REDUCE_LOOP(NAME##_reduce_BOOL, uint8_t, NAME##_OF(x != 0, y != 0))
#define EACH_BITWISE(NAME)                                                     \
    BITWISE_BOOL(NAME)                                                         \
    FOR_EACH_INTEGER(BITWISE, NAME)
EACH_BITWISE(bitwise_and)
EACH_BITWISE(bitwise_or)
EACH_BITWISE(bitwise_xor)

UNARY_LOOP(invert_BOOL, uint8_t, uint8_t, x == 0)
#define INVERT(ID, T, ...) UNARY_LOOP(invert_##ID, T, T, (T)~x)
FOR_EACH_INTEGER(INVERT, )

#define BITWISE_LOOPS(NAME)                                                    \
    static const ufunc_loop NAME##_loops[] = {                                 \
        REDUCE_ROW(BOOL, , NAME) FOR_EACH_INTEGER(REDUCE_ROW, NAME)};
BITWISE_LOOPS(bitwise_and)
BITWISE_LOOPS(bitwise_or)
BITWISE_LOOPS(bitwise_xor)
static const ufunc_loop invert_loops[] = {
    UNARY_ROW(BOOL, , invert) FOR_EACH_INTEGER(UNARY_ROW, invert)};

#define TAKES_BITS "bool and integers"
BINARY_UFUNC(bitwise_and, IDENTITY_MINUS_ONE, NO_STATUS,
             DOC_BINARY("The bits that are set in both: x1 & x2.", TAKES_BITS,
                        GIVES_SAME, ""))
BINARY_UFUNC(bitwise_or, IDENTITY_ZERO, NO_STATUS,
             DOC_BINARY("The bits that are set in one or both: x1 | x2.",
                        TAKES_BITS, GIVES_SAME, ""))
BINARY_UFUNC(bitwise_xor, IDENTITY_ZERO, NO_STATUS,
             DOC_BINARY("The bits that are set in exactly one: x1 ^ x2.",
                        TAKES_BITS, GIVES_SAME, ""))
UNARY_UFUNC(invert, NO_STATUS,
            DOC_UNARY("The bits that are not set, ~x; of bools, not x.",
                      TAKES_BITS, GIVES_SAME, ""))

/* ---- Shifts ---- */

/* Machines shift by the remainder of a count that is too large, if at all; here
 * all bits are gone then, and copies of the sign take their places. A negative
 * count is a large one. */
#define SIZE(T) (8 * sizeof(T))
#define LEFT_SHIFT(ID, T, ...)                                                 \
    BINARY_LOOP(left_shift_##ID, T, T,                                         \
                (uint64_t)y < SIZE(T) ? (T)((uint64_t)x << y) : 0)
#define RIGHT_SHIFT(ID, T, ...)                                                \
    BINARY_LOOP(right_shift_##ID, T, T,                                        \
                (T)(x >> ((uint64_t)y < SIZE(T) ? y : (T)(SIZE(T) - 1))))
#define RIGHT_SHIFT_UNSIGNED(ID, T, ...)                                       \
    BINARY_LOOP(right_shift_##ID, T, T,                                        \
                y < SIZE(T) ? (T)(x >> (y & (SIZE(T) - 1))) : 0)
FOR_EACH_INTEGER(LEFT_SHIFT, )
FOR_EACH_SIGNED(RIGHT_SHIFT, )
FOR_EACH_UNSIGNED(RIGHT_SHIFT_UNSIGNED, )

static const ufunc_loop left_shift_loops[] = {
    FOR_EACH_INTEGER(BINARY_ROW, left_shift)};
static const ufunc_loop right_shift_loops[] = {
    FOR_EACH_INTEGER(BINARY_ROW, right_shift)};

BINARY_UFUNC(left_shift, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("x1 with its bits moved up by x2 places: x1 << x2.",
                        "integers", GIVES_SAME,
                        "What is moved out is lost: by the width of the dtype, "
                        "or less than 0, gives 0."))
BINARY_UFUNC(right_shift, NO_IDENTITY, NO_STATUS,
             DOC_BINARY("x1 with its bits moved down by x2 places: x1 >> x2.",
                        "integers", GIVES_SAME,
                        "The sign is kept: by the width of the dtype, or less "
                        "than 0, gives 0 or -1."))

/* ---- Counts ---- */

/* Sums of bits within pairs, fours and bytes, then of all bytes. */
static inline uint8_t count_bits(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fu;
    return (uint8_t)(x * 0x0101010101010101u >> 56);
}

#define MAGNITUDE(x) ((x) < 0 ? 0 - (uint64_t)(x) : (uint64_t)(x))
#define COUNT_SIGNED(ID, T, ...)                                               \
    UNARY_LOOP_PLAIN(bitwise_count_##ID, T, uint8_t, count_bits(MAGNITUDE(x)))
#define COUNT_UNSIGNED(ID, T, ...)                                             \
    UNARY_LOOP_PLAIN(bitwise_count_##ID, T, uint8_t, count_bits(x))
FOR_EACH_SIGNED(COUNT_SIGNED, )
FOR_EACH_UNSIGNED(COUNT_UNSIGNED, )

#define COUNT_ROW(ID, T, NAME) {NAME##_##ID, {ID, UINT8}, false, NULL, NULL},
static const ufunc_loop bitwise_count_loops[] = {
    FOR_EACH_INTEGER(COUNT_ROW, bitwise_count)};

UNARY_UFUNC(bitwise_count, NO_STATUS,
            DOC_UNARY("The number of bits that are set in |x|.", "integers",
                      "its dtype is uint8", ""))
