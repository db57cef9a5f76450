/* src/transpose.h: rows of items become columns. */
#ifndef NUMPY_TRANSPOSE_H
#define NUMPY_TRANSPOSE_H

#include <stdint.h>

/* Set `rows` rows of `columns` items, which lie side by side in each of them,
 * to the columns of another matrix, whose rows have no gaps either. Items are
 * of 1, 2, 4, 8 or 16 bytes, and need not be aligned; strides are the bytes
 * from one row to the next, of any sign. */
void transpose_items(intptr_t size, const char *from, intptr_t from_stride,
                     char *to, intptr_t to_stride, intptr_t rows,
                     intptr_t columns);

#endif /* NUMPY_TRANSPOSE_H */
