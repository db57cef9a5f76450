/* src/take.h: items at places, which are counted from the end if negative.
 *
 * Items are contiguous and aligned, of 1, 2, 4, 8 or 16 bytes.
 */
#ifndef NUMPY_TAKE_H
#define NUMPY_TAKE_H

#include "dtype.h"

/* Copy the items of `data`, which has `length` ones, at `count` places to `to`.
 * Returned is the number of the first place that is out of bounds, or -1. */
intptr_t take_items(intptr_t size, const char *data, intptr_t length,
                    const int64_t *places, intptr_t count, char *to);

/* The number of the first place that is out of bounds, or -1. */
intptr_t take_check(intptr_t length, const int64_t *places, intptr_t count);

/* Set the items at places, which are in bounds, to `count` values, or with a
 * step of 0 instead of 1 to one value; the last one of those for the same place
 * counts. */
void take_put(intptr_t size, char *data, intptr_t length, const int64_t *places,
              intptr_t count, const char *values, int step);

#endif /* NUMPY_TAKE_H */
