/* src/gemv.h: products of a matrix and one column, or of two vectors. */
#ifndef NUMPY_GEMV_H
#define NUMPY_GEMV_H

#include "product.h"

/* Set `c`, which is one column or one row without gaps, to the product of `a`
 * and `b`, one of which is a vector: for integers and floats. False for other
 * dtypes, and if none is a vector. */
bool gemv_run(dtype_id dtype, const matrix *a, const matrix *b,
              const matrix *c);

#endif /* NUMPY_GEMV_H */
