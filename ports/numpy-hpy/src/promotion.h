/* src/promotion.h: the dtypes that operands of several dtypes get. */
#ifndef NUMPY_PROMOTION_H
#define NUMPY_PROMOTION_H

#include "operand.h"

/* The dtype of an item of dtype `strong` combined with a Python number. */
static inline dtype_id promotion_with_weak(dtype_id strong, weakness weak)
{
    switch (weak) {
    case WEAK_INT:
        return strong == BOOL ? INT64 : strong;
    case WEAK_FLOAT:
        return strong < FLOAT16 ? FLOAT64 : strong;
    case WEAK_COMPLEX:
        return strong == FLOAT16   ? COMPLEX64
               : strong >= FLOAT16 ? dtype_promote(strong, COMPLEX64)
                                   : COMPLEX128;
    default:
        return strong;
    }
}

#endif /* NUMPY_PROMOTION_H */
