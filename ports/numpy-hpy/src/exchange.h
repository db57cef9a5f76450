/* src/exchange.h: arrays of other libraries, and ours for them. */
#ifndef NUMPY_EXCHANGE_H
#define NUMPY_EXCHANGE_H

#include "array.h"

/* An array on the memory of an object that has the buffer protocol or
 * __array_interface__; stored in `*array` is its struct. HPy_NULL without an
 * exception if the object has none of them, else with one. */
HPy exchange_to_array(HPyContext *ctx, HPy h, ndarray **array);

#endif /* NUMPY_EXCHANGE_H */
