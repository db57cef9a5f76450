/* src/reduce.h: arrays are reduced along axes by functions of two inputs. */
#ifndef NUMPY_REDUCE_H
#define NUMPY_REDUCE_H

#include "ufunc.h"

/* How an array is to be reduced. */
typedef struct {
    uint64_t axes;  /* a bit for each axis that is to vanish */
    dtype_id dtype; /* to compute in, or NO_DTYPE */
    bool keepdims;  /* as axes of length 1 */
    HPy out;        /* an array for the result, or HPy_NULL */
    HPy initial;    /* a number; None if there is none; HPy_NULL: identity */
    HPy where;      /* the mask of what counts, or HPy_NULL */
    /* Not the items, but the squares of their differences to those of this
     * array, which is broadcast to their shape; or NULL. */
    const ndarray *mean;
} reduction;

/* All axes of an array of so many. */
static inline uint64_t reduce_all_axes(int ndim)
{
    return ndim < 64 ? ((uint64_t)1 << ndim) - 1 : ~(uint64_t)0;
}

/* What an array is reduced by is nothing but axes. */
static inline void reduce_begin(reduction *r, uint64_t axes)
{
    *r = (reduction){axes, NO_DTYPE, false, HPy_NULL, HPy_NULL, HPy_NULL, NULL};
}

/* What a Python function was given; HPy_NULL for what it was not. */
typedef struct {
    HPy axis, dtype, out, keepdims, initial, where;
} reduce_arguments;

#define NO_REDUCE_ARGUMENTS                                                    \
    {HPy_NULL, HPy_NULL, HPy_NULL, HPy_NULL, HPy_NULL, HPy_NULL}

/* Read them for an array of so many axes; what is stored in `r` stays the
 * caller's. False with an exception. */
bool reduce_read_arguments(HPyContext *ctx, const reduce_arguments *given,
                           int ndim, reduction *r);

/* Read an array that takes the result; None is none. False with a TypeError. */
bool reduce_read_out(HPyContext *ctx, HPy h, HPy *out);

/* Read an argument `axis`: an int, a tuple of ints, or None for all axes. False
 * with an exception: AxisError, ValueError, TypeError. */
bool reduce_read_axes(HPyContext *ctx, HPy h, int ndim, uint64_t *axes);

/* The loop by which a function combines items of a dtype to one that stays of
 * the result's dtype, or in the dtype that was asked for. NULL with a
 * TypeError. With `by_rows` its two inputs are of the result's dtype. */
const ufunc_loop *reduce_find_loop(HPyContext *ctx, const ufunc *function,
                                   dtype_id dtype, dtype_id asked,
                                   bool by_rows);

/* What the loop takes and what it gives: float32 stands in for float16. */
static inline dtype_id reduce_takes(const ufunc_loop *loop)
{
    return loop->half && loop->dtypes[1] == FLOAT16 ? FLOAT32 : loop->dtypes[1];
}
static inline dtype_id reduce_keeps(const ufunc_loop *loop)
{
    return loop->half && loop->dtypes[2] == FLOAT16 ? FLOAT32 : loop->dtypes[2];
}

/* Do the machine's flags say what goes wrong with items of a dtype? A loop that
 * sets none may have them set by comparisons, but not by those of integers. */
static inline bool reduce_sets_status(const ufunc *function,
                                      const ufunc_loop *loop, dtype_id dtype)
{
    return function->sets_status ||
           dtypes[loop->dtypes[1]].kind != dtypes[dtype].kind;
}

/* Combine the accumulator with `count` items of what the loop takes: status
 * bits. */
int reduce_items(const ufunc_loop *loop, char *accumulator, char *items,
                 intptr_t stride, intptr_t count);

/* Reduce: a new array, or a scalar if no axis is left, or `out`. HPy_NULL with
 * an exception. */
HPy reduce_array(HPyContext *ctx, const ufunc *function, const ndarray *array,
                 const reduction *r);

/* The same along all axes with nothing else to mind: quicker. */
HPy reduce_plain(HPyContext *ctx, const ufunc *function, const ndarray *array);

/* As reduce_plain, where that takes no more than one loop: the result is stored
 * in `*result`, and its dtype returned; NO_DTYPE if it takes more, without an
 * exception. `*status` has the status bits. */
dtype_id reduce_at_once(const ufunc *function, const ndarray *array,
                        item *result, int *status);

/* Reduce the parts of the array that begin at `indices` along one axis; each
 * ends where the next one begins, and has one item at least. */
HPy reduce_parts(HPyContext *ctx, const ufunc *function, const ndarray *array,
                 int axis, const ndarray *indices, dtype_id dtype, HPy out);

#endif /* NUMPY_REDUCE_H */
