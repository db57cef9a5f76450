/* src/ufunc.h: functions that work item by item, as data. */
#ifndef NUMPY_UFUNC_H
#define NUMPY_UFUNC_H

#include "array.h"
#include "copy.h"
#include "loop.h"

/* One way to compute a function: which items the loop takes and gives. A row
 * without a loop says of its inputs that they are computed in the dtype of its
 * result, or if that is NO_DTYPE, that they are refused.
 */
typedef struct {
    inner_loop loop;
    dtype_id dtypes[MAX_OPERANDS]; /* of the inputs, then of the results */
    bool half; /* where float16 stands, the loop takes and gives float32 */
    /* Combine `count` items (data[1], strides[1]) with the one item data[0] and
     * store the outcome there; NULL if the loop has to do that one by one. The
     * one item is of the result's dtype: logical_or makes one bool of floats.
     */
    inner_loop reduce;
    /* The same, with each outcome stored (data[2], strides[2]); or NULL. */
    inner_loop accumulate;
} ufunc_loop;

/* What a function of two inputs gives for no items. */
typedef enum {
    NO_IDENTITY,
    IDENTITY_ZERO,
    IDENTITY_ONE,
    IDENTITY_MINUS_ONE,
    IDENTITY_MINUS_INFINITY
} ufunc_identity;

typedef struct {
    const char *name;
    const char *signature; /* of the Python function: "(x1, x2, /, ...)" */
    const char *doc;
    int8_t inputs;
    int8_t results;
    ufunc_identity identity;
    bool sets_status; /* do its loops set the machine's floating point flags? */
    int loop_count;
    const ufunc_loop *loops; /* in the order in which they are tried */
    /* The loop for inputs that are all of one dtype, -1 if there is none:
     * filled in by ufunc_prepare. */
    int8_t by_dtype[DTYPE_COUNT];
    const char *refusal; /* why inputs are refused; NULL: as no loop fits */
} ufunc;

/* How a function is to be called. */
typedef struct {
    HPy out[MAX_RESULTS]; /* arrays to store results in, or HPy_NULL */
    HPy where;            /* the mask of what is to be computed, or HPy_NULL */
    dtype_id dtype;       /* of the results, or NO_DTYPE */
    casting casting;
    copy_order order;
} ufunc_options;

/* Fill in what is found out once. */
void ufunc_prepare(ufunc *function);

/* The first loop that takes items of these dtypes without loss; NULL if none
 * does, or if they are refused. */
const ufunc_loop *ufunc_find_loop(const ufunc *function,
                                  const dtype_id *dtypes);

/* Raise the TypeError for inputs that no loop takes. */
void ufunc_fail_types(HPyContext *ctx, const ufunc *function);

/* Call a function with its inputs, which may be anything that can be an
 * operand: a new array or scalar, or a tuple of them, or what `options->out`
 * has; NotImplemented if an input cannot be an operand; HPy_NULL with an
 * exception. `options` may be NULL. */
HPy ufunc_call(HPyContext *ctx, const ufunc *function, const HPy *inputs,
               const ufunc_options *options);

/* All of them, X(name, ...): `ufunc_<name>` is its data. */
#include "ufuncs.h"

#define X(NAME) extern ufunc ufunc_##NAME;
FOR_EACH_UFUNC(X)
#undef X

#endif /* NUMPY_UFUNC_H */
