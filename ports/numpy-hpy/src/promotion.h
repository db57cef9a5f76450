/* src/promotion.h: the dtypes that operands of several dtypes get. */
#ifndef NUMPY_PROMOTION_H
#define NUMPY_PROMOTION_H

#include "operand.h"

/* The dtype of an item of dtype `strong` combined with a Python number. */
dtype_id promotion_with_weak(dtype_id strong, weakness weak);

#endif /* NUMPY_PROMOTION_H */
