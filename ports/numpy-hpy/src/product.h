/* src/product.h: the product of two matrices, or of stacks of them. */
#ifndef NUMPY_PRODUCT_H
#define NUMPY_PRODUCT_H

#include "dtype.h"

/* Strides are in bytes, of any sign. */
typedef struct {
    char *data;
    intptr_t rows, columns;
    intptr_t row_stride, column_stride;
} matrix;

/* The dtype in which products of items of a dtype are summed up: float16 has no
 * products of its own. */
static inline dtype_id product_dtype(dtype_id dtype)
{
    return dtype == FLOAT16 ? FLOAT32 : dtype;
}

/* Set `c`, whose rows have no gaps between their items, to the product of `a`
 * and `b`, all of one product dtype and aligned. False if there is no memory.
 * Calls no Python. */
bool product_run(dtype_id dtype, const matrix *a, const matrix *b,
                 const matrix *c);

#endif /* NUMPY_PRODUCT_H */
