/* src/sum.h: sums of many floats, which lose little by rounding.
 *
 * Pairs are added, pairs of pairs and so on: the error grows with the logarithm
 * of the count. At the bottom of that are blocks, in which each of some lanes
 * adds up 16 items: that is what vectors are good for.
 */
#ifndef NUMPY_SUM_H
#define NUMPY_SUM_H

#include "loop.h"

#include <string.h>

/* The loop NAME adds items that have PARTS parts of type T, each for itself.
 * `lane` holds LANES parts, which belong to items in turn. */
#define SUM_LOOP(NAME, T, PARTS, LANES)                                        \
    /* The part of an item that is in lane k, counted from item x. */          \
    ALWAYS_INLINE T NAME##_part(const char *x, intptr_t stride, int k)         \
    {                                                                          \
        return ((const T *)(x + k / PARTS * stride))[k % PARTS];               \
    }                                                                          \
    /* Of at least one item, add as many as fill `lanes` lanes: gives how many \
     * these were. */                                                          \
    ALWAYS_INLINE intptr_t NAME##_lanes(const char *x, intptr_t stride,        \
                                        intptr_t count, int lanes, T *lane)    \
    {                                                                          \
        intptr_t step = lanes / PARTS, i = step;                               \
        for (int k = 0; k < lanes; k++) {                                      \
            lane[k] = NAME##_part(x, stride, k);                               \
        }                                                                      \
        for (; i + step <= count; i += step) {                                 \
            for (int k = 0; k < lanes; k++) {                                  \
                lane[k] += NAME##_part(x + i * stride, stride, k);             \
            }                                                                  \
        }                                                                      \
        for (int width = lanes / 2; width >= PARTS; width /= 2) {              \
            for (int k = 0; k < width; k++) {                                  \
                lane[k] += lane[k + width];                                    \
            }                                                                  \
        }                                                                      \
        return i;                                                              \
    }                                                                          \
    /* Fewer items than a block has, one at least. */                          \
    ALWAYS_INLINE void NAME##_few(const char *x, intptr_t stride,              \
                                  intptr_t count, T *total)                    \
    {                                                                          \
        T lane[LANES];                                                         \
        intptr_t i = count >= LANES / PARTS                                    \
                         ? NAME##_lanes(x, stride, count, LANES, lane)         \
                     : count >= 4                                              \
                         ? NAME##_lanes(x, stride, count, 4 * PARTS, lane)     \
                         : NAME##_lanes(x, stride, 1, PARTS, lane);            \
        for (; i < count; i++) {                                               \
            for (int k = 0; k < PARTS; k++) {                                  \
                lane[k] += NAME##_part(x + i * stride, stride, k);             \
            }                                                                  \
        }                                                                      \
        memcpy(total, lane, PARTS * sizeof(T));                                \
    }                                                                          \
    /* Put a sum behind those of earlier blocks, and add the last two as often \
     * as the count of blocks has become even. */                              \
    ALWAYS_INLINE int NAME##_merge(T *sums, int depth, size_t blocks)          \
    {                                                                          \
        for (; blocks % 2 == 0; blocks /= 2, depth--) {                        \
            for (int k = 0; k < PARTS; k++) {                                  \
                sums[(depth - 2) * PARTS + k] +=                               \
                    sums[(depth - 1) * PARTS + k];                             \
            }                                                                  \
        }                                                                      \
        return depth;                                                          \
    }                                                                          \
    ALWAYS_INLINE void NAME##_all(const char *x, intptr_t stride,              \
                                  intptr_t count, T *total)                    \
    {                                                                          \
        const intptr_t block = 16 * LANES / PARTS;                             \
        T sums[64 * PARTS];                                                    \
        int depth = 0;                                                         \
        size_t blocks = 0;                                                     \
        for (; count > block; count -= block, x += block * stride) {           \
            T lane[LANES];                                                     \
            NAME##_lanes(x, stride, block, LANES, lane);                       \
            memcpy(sums + depth++ * PARTS, lane, PARTS * sizeof(T));           \
            depth = NAME##_merge(sums, depth, ++blocks);                       \
        }                                                                      \
        NAME##_few(x, stride, count, total);                                   \
        while (depth-- > 0) {                                                  \
            for (int k = 0; k < PARTS; k++) {                                  \
                total[k] += sums[depth * PARTS + k];                           \
            }                                                                  \
        }                                                                      \
    }                                                                          \
    VECTORISED static int NAME(char *const *data, const intptr_t *strides,     \
                               intptr_t count)                                 \
    {                                                                          \
        T total[PARTS];                                                        \
        if (count == 0) {                                                      \
            return 0;                                                          \
        }                                                                      \
        if (strides[1] == PARTS * sizeof(T)) {                                 \
            NAME##_all(data[1], PARTS * sizeof(T), count, total);              \
        }                                                                      \
        else {                                                                 \
            NAME##_all(data[1], strides[1], count, total);                     \
        }                                                                      \
        for (int k = 0; k < PARTS; k++) {                                      \
            ((T *)data[0])[k] += total[k];                                     \
        }                                                                      \
        return 0;                                                              \
    }

#endif /* NUMPY_SUM_H */
