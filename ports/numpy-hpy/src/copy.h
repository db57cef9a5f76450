/* src/copy.h: items of one array as those of another. */
#ifndef NUMPY_COPY_H
#define NUMPY_COPY_H

#include "array.h"
#include "iterator.h"

/* Set the items of `to` to those of `from`, which is broadcast to its shape, or
 * cast; what does not fit is undefined, as in C. They must not overlap, unless
 * they are the same. Status bits of casts are left to the machine's flags. */
void copy_items(ndarray *to, const ndarray *from);

/* Copy items of so many bytes from the first operand to the second one, if it
 * is the other axis along which they lie side by side; false if it is not. They
 * need not be aligned. */
bool copy_transposed(iterator *it, intptr_t size);

/* Do the items of the two share memory? False positives are possible, false
 * negatives are not. */
bool copy_may_overlap(const ndarray *a, const ndarray *b);

/* The order of the items in memory that a copy is to have. */
typedef enum { ORDER_C, ORDER_F, ORDER_ANY, ORDER_KEEP } copy_order;

/* Read an argument 'C', 'F', 'A' or 'K', or None: false with an exception. */
bool copy_read_order(HPyContext *ctx, HPy h, copy_order *order);

/* A new array of the dtype with the items of another. */
HPy copy_array(HPyContext *ctx, const ndarray *array, dtype_id dtype,
               copy_order order, ndarray **result);

/* The same; RuntimeWarning, or what the user wants, if items do not fit. */
HPy copy_cast(HPyContext *ctx, const ndarray *array, dtype_id dtype,
              copy_order order, ndarray **result);

/* A new array of that shape, uninitialised, whose axes run through memory in
 * the order of those of `like` (ORDER_KEEP), or as `order` says. */
HPy copy_new_like(HPyContext *ctx, const ndarray *like, dtype_id dtype,
                  copy_order order, ndarray **result);

#endif /* NUMPY_COPY_H */
