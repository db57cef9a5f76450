/* src/index.h: what an index means.
 *
 * An index is read into a plan, which may run Python code, and the plan is then
 * applied to an array, which runs none: whatever that code did to the array,
 * the plan is for what it is now.
 */
#ifndef NUMPY_INDEX_H
#define NUMPY_INDEX_H

#include "array.h"

/* An array has MAX_DIMS axes, a result as many new ones, and there is one
 * ellipsis. */
#define MAX_PARTS (2 * MAX_DIMS + 1)

/* Those from PART_INT on keep together when there are arrays among them, and
 * those from PART_TRUTH on make the result a copy. */
typedef enum {
    PART_SLICE,
    PART_ELLIPSIS,
    PART_NEW_AXIS,
    PART_INT,
    PART_TRUTH,    /* one bool, which stands for no axis */
    PART_INTEGERS, /* an array of integers */
    PART_MASK      /* an array of bools, which stands for all axes it has */
} part_kind;

typedef struct {
    part_kind kind;
    int axis;                   /* the first one that it stands for */
    intptr_t start, stop, step; /* of a slice; an int or a bool is `start` */
    HPy owner;                  /* of `array`, to be closed; or HPy_NULL */
    const ndarray *array;
} index_part;

typedef struct {
    int count;
    bool has_ellipsis;
    bool is_fancy; /* are there arrays or bools? */
    bool copies;   /* is an int among the parts an array of no dimensions? */
    /* Known when the plan has been applied: */
    int axes;       /* of the array that parts but the ellipsis stand for */
    int new_axes;   /* of the result that slices and None make */
    int array_dims; /* axes of the result that the arrays make together */
    int position;   /* of these in the result */
    index_part parts[MAX_PARTS];
} index_plan;

/* Some of the items of an array. */
typedef struct {
    char *data;
    int ndim;
    intptr_t shape[MAX_DIMS];
    intptr_t strides[MAX_DIMS];
} region;

/* Read an index, one that is None or a tuple too. False with an exception; true
 * is to be followed by index_close. The plan is valid as long as `key` lives.
 */
bool index_read(HPyContext *ctx, HPy key, index_plan *plan);

/* The array that an index is, exactly of our type; or NULL. */
const ndarray *index_read_array(HPyContext *ctx, HPy key);

void index_close(HPyContext *ctx, index_plan *plan);

/* Find the items for which a plan stands in an array, as if the index arrays
 * and bools took the first item of each axis and left no axis of it; and fill
 * in their axes and position. False with an IndexError. */
bool index_apply(HPyContext *ctx, index_plan *plan, const ndarray *array,
                 region *result);

/* What became of an index that may be simple. */
typedef enum { INDEX_ERROR = -1, INDEX_OTHER, INDEX_APPLIED } index_result;

/* Apply a tuple of a few ints and slices at once, which needs no plan. */
index_result index_apply_simple(HPyContext *ctx, HPy tuple,
                                const ndarray *array, region *result);

/* The integer that an object other than an int stands for. 1 with it in
 * `*value`; 0 if it is none, without an exception. */
int index_read_int(HPyContext *ctx, HPy h, intptr_t *value);

/* The offset of an item of an axis. Negative ones count from the end; false
 * with an IndexError if there is no such item. */
bool index_out_of_bounds(HPyContext *ctx, intptr_t index, int axis,
                         intptr_t length);

static inline bool index_wrap(HPyContext *ctx, intptr_t *index, int axis,
                              intptr_t length)
{
    intptr_t i = *index < 0 ? *index + length : *index;
    if (HPy_UNLIKELY((size_t)i >= (size_t)length)) {
        return index_out_of_bounds(ctx, *index, axis, length);
    }
    *index = i;
    return true;
}

/* The stride of a slice. A step that is too long for the memory is that of a
 * slice of one item, whose stride does not matter. */
static inline intptr_t index_step(intptr_t stride, intptr_t step)
{
    return (intptr_t)((size_t)stride * (size_t)step);
}

/* IndexError: there are more indices than axes. */
bool index_too_many(HPyContext *ctx, int ndim, int axes);

#endif /* NUMPY_INDEX_H */
