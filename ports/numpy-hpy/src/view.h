/* src/view.h: arrays on the data of others. */
#ifndef NUMPY_VIEW_H
#define NUMPY_VIEW_H

#include "index.h"

/* A new array on the items of a region of `array`, which is `self`'s; HPy_NULL
 * with an exception. */
HPy view_new(HPyContext *ctx, HPy self, const ndarray *array, const region *r);

#endif /* NUMPY_VIEW_H */
