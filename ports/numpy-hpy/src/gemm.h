/* src/gemm.h: products of matrices of floats, for when there is no BLAS. */
#ifndef NUMPY_GEMM_H
#define NUMPY_GEMM_H

#include "product.h"

/* Is there a kernel for such a product that beats plain loops, here? */
bool gemm_is_better(dtype_id dtype, const matrix *a, const matrix *b);

/* Set `c`, whose rows have no gaps between their items, to the product of `a`
 * and `b`, of float32 or float64, whatever their strides. Sums are fused with
 * products. False if there is no memory. */
bool gemm_run(dtype_id dtype, const matrix *a, const matrix *b,
              const matrix *c);

#endif /* NUMPY_GEMM_H */
