/* src/shape.h: shapes as arguments, and arrays in other shapes. */
#ifndef NUMPY_SHAPE_H
#define NUMPY_SHAPE_H

#include "array.h"

/* Read an int, or a sequence of ints, up to MAX_DIMS. Returned is how many; -1
 * with an exception. Negative ones are not refused. */
int shape_read(HPyContext *ctx, HPy h, intptr_t *shape);

/* Are no lengths negative? False with a ValueError. */
bool shape_check_lengths(HPyContext *ctx, int ndim, const intptr_t *shape);

/* Read a shape that is one argument or several ones: 3, 4 or (3, 4). */
int shape_read_arguments(HPyContext *ctx, const HPy *args, size_t nargs,
                         intptr_t *shape);

/* Read an axis, which may be negative, of an array of `ndim` axes; -1 with an
 * AxisError. */
int shape_read_axis(HPyContext *ctx, HPy h, int ndim);

/* The AxisError for an axis that is not there; always -1. */
int shape_fail_axis(HPyContext *ctx, intptr_t axis, int ndim);

/* A view in another shape, or a copy if there can be no view; one length may be
 * -1. HPy_NULL with an exception. */
HPy shape_change(HPyContext *ctx, HPy h, int ndim, const intptr_t *shape,
                 bool f_order);

/* A read-only view broadcast to a shape; HPy_NULL with an exception. */
HPy shape_broadcast(HPyContext *ctx, HPy h, int ndim, const intptr_t *shape);

/* "(2,3)" for an error message, in at most `size` bytes with the final zero. */
const char *shape_text(char *text, size_t size, int ndim,
                       const intptr_t *shape);

/* A tuple of ints; HPy_NULL with an exception. */
HPy shape_tuple(HPyContext *ctx, int count, const intptr_t *numbers);

#endif /* NUMPY_SHAPE_H */
