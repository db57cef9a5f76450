/* src/fancy.h: items that arrays of integers and of bools choose. */
#ifndef NUMPY_FANCY_H
#define NUMPY_FANCY_H

#include "index.h"

/* A new array of the items for which a plan stands that was applied to `array`
 * and left `rest`; HPy_NULL with an exception. */
HPy fancy_get(HPyContext *ctx, const ndarray *array, const index_plan *plan,
              const region *rest);

/* Store a value in these items; false with an exception. */
bool fancy_set(HPyContext *ctx, const ndarray *array, const index_plan *plan,
               const region *rest, HPy value);

#endif /* NUMPY_FANCY_H */
