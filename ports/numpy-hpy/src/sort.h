/* src/sort.h: items in order, the order of items, and what is in its place.
 *
 * Items are contiguous and aligned. Numbers that are equal have no order among
 * them, such as 0.0 and -0.0; NaN comes last; complex numbers are ordered by
 * their real parts first, those with a NaN come last, by where it is. The time
 * is never quadratic, whatever the items.
 */
#ifndef NUMPY_SORT_H
#define NUMPY_SORT_H

#include "dtype.h"

/* Bytes of memory that `work` has for so many items. */
size_t sort_work_size(dtype_id dtype, intptr_t count);

/* Put items in order. */
void sort_items(dtype_id dtype, char *data, intptr_t count, char *work);

/* The same for their places: item order[0] is the first one. Equal items keep
 * their order. */
void sort_order(dtype_id dtype, const char *data, int64_t *order,
                intptr_t count, char *work);

/* Put the items there that would be at the places `kth`, ascending and each one
 * valid, were all in order: none in front of such an item is greater, none
 * behind it is smaller. */
void sort_partition(dtype_id dtype, char *data, intptr_t count,
                    const intptr_t *kth, intptr_t kth_count, char *work);

/* The same for the places of items. */
void sort_partition_order(dtype_id dtype, const char *data, int64_t *order,
                          intptr_t count, const intptr_t *kth,
                          intptr_t kth_count, char *work);

#endif /* NUMPY_SORT_H */
