/* src/exchange.h: arrays of other libraries, and ours for them. */
#ifndef NUMPY_EXCHANGE_H
#define NUMPY_EXCHANGE_H

#include "array.h"

/* An array on the memory of an object that has the buffer protocol or
 * __array_interface__; stored in `*array` is its struct. HPy_NULL without an
 * exception if the object has none of them, else with one. */
HPy exchange_to_array(HPyContext *ctx, HPy h, ndarray **array);

/* An array of uint8 on the memory of an object that has the buffer protocol;
 * HPy_NULL with an exception. */
HPy exchange_bytes(HPyContext *ctx, HPy buffer, ndarray **array);

#endif /* NUMPY_EXCHANGE_H */
