/* src/search.h: where items are, or would be.
 *
 * Items are contiguous and aligned; their order is that of sort.h.
 */
#ifndef NUMPY_SEARCH_H
#define NUMPY_SEARCH_H

#include "dtype.h"

/* Where in sorted items each of the keys would be put in: in front of those
 * that are equal, or if `right` behind them. If `sorter` is not NULL, item
 * sorter[i], which is to be there, is the one at place i. */
void search_sorted(dtype_id dtype, const char *data, intptr_t count,
                   const int64_t *sorter, const char *keys, intptr_t key_count,
                   bool right, int64_t *places);

/* Where the greatest of one or more items is, or the smallest one; the first
 * one of equals. A NaN is both. */
intptr_t search_greatest(dtype_id dtype, const char *data, intptr_t count);
intptr_t search_smallest(dtype_id dtype, const char *data, intptr_t count);

/* How many items are not 0. */
intptr_t search_count(dtype_id dtype, const char *data, intptr_t count);

#endif /* NUMPY_SEARCH_H */
