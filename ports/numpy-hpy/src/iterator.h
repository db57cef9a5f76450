/* src/iterator.h: several arrays of one shape, walked through together. */
#ifndef NUMPY_ITERATOR_H
#define NUMPY_ITERATOR_H

#include "array.h"
#include "loop.h"

/* The operands of a loop, and a mask that says where it is done. */
#define ITERATOR_OPERANDS (MAX_OPERANDS + 1)

/* Axes, the outermost first; the last one is left to an inner loop. Axes that
 * all operands run through as if they were one have become one. */
typedef struct {
    int operands;
    int ndim; /* at least 1, once they are arranged */
    char *data[ITERATOR_OPERANDS];
    intptr_t shape[MAX_DIMS];
    intptr_t strides[MAX_DIMS][ITERATOR_OPERANDS];
    intptr_t index[MAX_DIMS];
} iterator;

/* Begin with so many operands, whose `data` is the caller's to fill in, and no
 * axes. */
static inline void iterator_begin(iterator *it, int operands)
{
    it->operands = operands;
    it->ndim = 0;
}

/* Add an axis: `strides` has one for each operand. An axis of length 1 is none.
 */
void iterator_add_axis(iterator *it, intptr_t length, const intptr_t *strides);

/* Bring the axes in the order in which the last operand, and where that does
 * not matter the ones in front of it, are read without jumps; and merge. The
 * order in which items are visited changes. */
void iterator_arrange(iterator *it);

/* Merge axes only: items are visited in C order. */
void iterator_arrange_in_order(iterator *it);

/* Exchange two axes. */
void iterator_swap_axes(iterator *it, int a, int b);

/* Go to the first run of the inner loop; false if there is no item. A run is
 * iterator_count items at `data`, iterator_strides apart:
 *
 *     if (iterator_start(&it)) {
 *         do {
 *             loop(it.data, iterator_strides(&it), iterator_count(&it));
 *         } while (iterator_next(&it));
 *     }
 */
bool iterator_start(iterator *it);

/* Go to the next run; false behind the last one. */
bool iterator_next(iterator *it);

static inline const intptr_t *iterator_strides(const iterator *it)
{
    return it->strides[it->ndim - 1];
}

static inline intptr_t iterator_count(const iterator *it)
{
    return it->shape[it->ndim - 1];
}

/* Is one of two operands without gaps along the last axis, the other one along
 * another axis? That becomes the last but one. For items of so many bytes. */
bool iterator_is_transposed(iterator *it, intptr_t size);

/* Go to the next pair of the last two axes; false behind the last one. */
bool iterator_next_matrix(iterator *it);

/* Call `loop` for all runs; return all its status bits. */
int iterator_run(iterator *it, inner_loop loop);

#endif /* NUMPY_ITERATOR_H */
