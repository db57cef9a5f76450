/* src/accumulate.h: items along an axis are combined, and all outcomes kept. */
#ifndef NUMPY_ACCUMULATE_H
#define NUMPY_ACCUMULATE_H

#include "ufunc.h"

/* Accumulate along an axis: a new array of the same shape, or `out`. HPy_NULL
 * with an exception. */
HPy accumulate_array(HPyContext *ctx, const ufunc *function,
                     const ndarray *array, int axis, dtype_id dtype, HPy out);

#endif /* NUMPY_ACCUMULATE_H */
