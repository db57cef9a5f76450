/* src/assign.h: items of one array to those of another. */
#ifndef NUMPY_ASSIGN_H
#define NUMPY_ASSIGN_H

#include "index.h"
#include "loop.h"
#include "operand.h"

/* Long loops let other threads run. */
#define MANY_ITEMS 10000

/* Space for a shape in an error message. */
#define SHAPE_TEXT 256

/* Read what is to be stored in items of a dtype: an array, or items of that
 * dtype. `max_dims` says how deeply lists may be nested. False with an
 * exception; true is to be followed by operand_close. */
bool value_read(HPyContext *ctx, HPy h, dtype_id dtype, int max_dims,
                operand *value);

/* Is it an array or a Python number, so that to read it twice does no harm? */
bool value_is_simple(HPyContext *ctx, HPy h);

/* Do `count` items without gaps share memory with an array? */
bool items_overlap(const ndarray *array, const char *data, intptr_t count,
                   intptr_t item_size);

/* Have a value as items of that dtype, one behind the other in C order. False
 * with an exception. */
bool value_make_contiguous(HPyContext *ctx, operand *value, dtype_id dtype);

/* Have a value as items of that dtype that share no memory with the array,
 * copied if they do. False with an exception. */
bool value_settle(HPyContext *ctx, operand *value, dtype_id dtype,
                  const ndarray *apart_from);

/* Strides of a value for a shape that it is broadcast to; its leading axes of
 * length 1 may be too many. False, without an exception, if it does not fit. */
bool value_broadcast(const operand *value, int ndim, const intptr_t *shape,
                     intptr_t *strides);

/* ValueError: a value does not fit, in the words of "%s ... %s". */
bool value_mismatch(HPyContext *ctx, const char *format, const operand *value,
                    int ndim, const intptr_t *shape);

/* The loop that copies items of that size, aligned or not. */
inner_loop items_copy_loop(intptr_t size);

/* Copy items, which do not overlap. False with an exception that a floating
 * point error was made. */
bool items_copy(HPyContext *ctx, int ndim, const intptr_t *shape, char *to,
                const intptr_t *to_strides, dtype_id to_dtype, char *from,
                const intptr_t *from_strides, dtype_id from_dtype);

/* Store a value in the items of a region, broadcast. False with an exception.
 */
bool region_assign(HPyContext *ctx, const region *r, dtype_id dtype,
                   operand *value);

/* A new array of the items of a region, in their order in memory. */
HPy region_copy(HPyContext *ctx, const region *r, dtype_id dtype);

/* A new array of that shape, whose strides are in the order of axes `order`,
 * the outermost first. */
HPy array_new_ordered(HPyContext *ctx, dtype_id dtype, int ndim,
                      const intptr_t *shape, const int *order, ndarray **array);

/* The order of axes in which operands are read without jumps, C order where
 * they disagree: `strides` has one list for each operand. */
void memory_order(int ndim, const intptr_t *shape, int operands,
                  const intptr_t *const *strides, int *order);

/* Is there an assignment to this array? False with a ValueError. */
bool array_check_writeable(HPyContext *ctx, const ndarray *array);

#endif /* NUMPY_ASSIGN_H */
