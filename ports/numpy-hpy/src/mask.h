/* src/mask.h: items that a mask, bytes of which those that are not 0 are true,
 * selects.
 *
 * Items are contiguous and aligned, of 1, 2, 4, 8 or 16 bytes. Nothing is
 * guessed by the processor, so a random mask takes as long as any other.
 */
#ifndef NUMPY_MASK_H
#define NUMPY_MASK_H

#include "dtype.h"

/* How many bytes are true. */
intptr_t mask_count(const uint8_t *mask, intptr_t count);

/* Copy the selected items, of which there are `selected`, to `to`. */
void mask_compress(intptr_t size, const char *data, const uint8_t *mask,
                   intptr_t selected, char *to);

/* The same for their places, counted from `first`. */
void mask_places(const uint8_t *mask, intptr_t first, intptr_t selected,
                 int64_t *to);

/* Set the selected ones of `count` items to a value. */
void mask_fill(intptr_t size, char *data, const uint8_t *mask, intptr_t count,
               const char *value);

/* Set the selected items, of which there are `selected`, to values. */
void mask_expand(intptr_t size, char *data, const uint8_t *mask,
                 intptr_t selected, const char *values);

/* Take items of `yes` where the mask is true, else of `no`. A step of 0 instead
 * of 1 stands for the same item again and again. */
void mask_choose(intptr_t size, const uint8_t *mask, const char *yes,
                 int yes_step, const char *no, int no_step, intptr_t count,
                 char *to);

#endif /* NUMPY_MASK_H */
