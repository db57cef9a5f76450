/* src/sequence.c: nested sequences, and objects that hold an array, as arrays.
 */
#include "sequence.h"

#include "cast.h"
#include "convert.h"
#include "copy.h"
#include "exceptions.h"
#include "exchange.h"
#include "scalar.h"

#include <stdio.h>
#include <string.h>

/* ---- Items of a sequence ---- */

#define BATCH 32

/* A sequence as it is walked through: lists and tuples by many items at once,
 * where the runtime can do that. */
typedef struct {
    HPy h;
    HPy_ssize_t length;
    HPy_ssize_t position;
    bool has_batches;
    HPy items[BATCH];
} walk;

static bool is_list(HPyContext *ctx, HPy h)
{
    return HPy_TypeIs(ctx, h, ctx->h_ListType) ||
           HPy_TypeIs(ctx, h, ctx->h_TupleType);
}

static bool walk_begin(HPyContext *ctx, walk *w, HPy h)
{
    w->h = h;
    w->length = HPy_Length(ctx, h);
    w->position = 0;
    w->has_batches = HPyContext_GetMinor(ctx) >= 1 && is_list(ctx, h);
    return w->length >= 0;
}

/* The next items, up to BATCH, to be closed by the caller; 0 behind the last
 * one, -1 with an exception. */
static HPy_ssize_t walk_next(HPyContext *ctx, walk *w)
{
    if (w->position >= w->length) {
        return 0;
    }
    if (w->has_batches) {
        return HPyList_NextItems(ctx, w->h, &w->position, w->items, BATCH);
    }
    w->items[0] = HPy_GetItem_i(ctx, w->h, w->position++);
    return HPy_IsNull(w->items[0]) ? -1 : 1;
}

static void close_items(HPyContext *ctx, const walk *w, HPy_ssize_t count)
{
    if (count == 1) {
        HPy_Close(ctx, w->items[0]);
    }
    else {
        HPy_CloseAll(ctx, w->items, count);
    }
}

/* ---- What a sequence is ---- */

/* Is it exactly an int, a float or a bool, as most items are? */
static bool is_number(HPyContext *ctx, HPy h)
{
    return HPy_TypeIs(ctx, h, ctx->h_LongType) ||
           HPy_TypeIs(ctx, h, ctx->h_FloatType) ||
           HPy_TypeIs(ctx, h, ctx->h_BoolType);
}

/* The dtype of a scalar; NO_DTYPE for what is none. */
static dtype_id dtype_of_scalar(HPyContext *ctx, HPy h)
{
    item value;
    return scalar_read(ctx, h, &value);
}

/* Scalars are none, nor is text, nor what has no order. Attributes are asked
 * for last: that there is none takes long to find out. */
static bool is_sequence(HPyContext *ctx, HPy h)
{
    if (is_list(ctx, h)) {
        return true;
    }
    return dtype_of_scalar(ctx, h) == NO_DTYPE && !HPyUnicode_Check(ctx, h) &&
           !HPyDict_Check(ctx, h) && !HPy_TypeCheck(ctx, h, ctx->h_BytesType) &&
           HPy_HasAttr_s(ctx, h, "__len__") &&
           HPy_HasAttr_s(ctx, h, "__getitem__");
}

bool sequence_check(HPyContext *ctx, HPy h)
{
    return is_sequence(ctx, h);
}

/* The struct of an array; NULL if the object is none. */
static ndarray *array_in(HPyContext *ctx, HPy h)
{
    HPy type = HPyGlobal_Borrow(ctx, array_type);
    ndarray *array =
        array_check(ctx, h, type) ? ndarray_AsStruct(ctx, h) : NULL;
    HPyGlobal_Return(ctx, type);
    return array;
}

/* ---- Shape and dtype ---- */

typedef struct {
    int ndim; /* -1 as long as no item has been seen */
    intptr_t shape[MAX_DIMS];
    dtype_id dtype;
    bool has_dtype;     /* it is given, and not to be found */
    bool reads_ints;    /* is the dtype of an int to be told by its value? */
    bool has_read_none; /* is there an int that was taken for an INT64? */
} finding;

static bool fail_ragged(HPyContext *ctx, const finding *f, int depth)
{
    char text[24 * MAX_DIMS], *end = text;
    for (int i = 0; i < depth; i++) {
        end += snprintf(end, 24, i == 0 ? "%td" : ", %td", f->shape[i]);
    }
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "setting an array element with a sequence. The requested "
                  "array has an inhomogeneous shape after %d dimensions. The "
                  "detected shape was (%s%s) + inhomogeneous part.",
                  depth, text, depth == 1 ? "," : "");
    return false;
}

/* A leaf, or an array as an item, ends the shape at its depth. */
static bool end_shape(HPyContext *ctx, finding *f, int depth, int ndim,
                      const intptr_t *shape)
{
    if (f->ndim < 0) {
        if (depth + ndim > MAX_DIMS) {
            return array_fail_dims(ctx, depth + ndim);
        }
        memcpy(f->shape + depth, shape, (size_t)ndim * sizeof(*shape));
        f->ndim = depth + ndim;
        return true;
    }
    if (f->ndim != depth + ndim ||
        memcmp(f->shape + depth, shape, (size_t)ndim * sizeof(*shape)) != 0) {
        return fail_ragged(ctx, f, depth > f->ndim ? f->ndim : depth);
    }
    return true;
}

static void add_dtype(finding *f, dtype_id dtype)
{
    if (!f->has_dtype) {
        f->dtype =
            f->dtype == NO_DTYPE ? dtype : dtype_promote(f->dtype, dtype);
    }
}

static bool fail_item(HPyContext *ctx, HPy h)
{
    HPy type = HPy_Type(ctx, h);
    HPyErr_Format(ctx, ctx->h_TypeError,
                  "cannot make an array of %S: numpy_hpy has dtypes for "
                  "numbers only",
                  type);
    HPy_Close(ctx, type);
    return false;
}

static bool find_items(HPyContext *ctx, finding *f, HPy h, int depth);

/* Sequences; arrays and scalars of another library; and what is neither. */
static bool find_other(HPyContext *ctx, finding *f, HPy h, int depth)
{
    ndarray *array;
    HPy owner = exchange_to_array(ctx, h, &array);
    bool done;
    if (!HPy_IsNull(owner)) {
        add_dtype(f, array->dtype);
        done = end_shape(ctx, f, depth, array->ndim, array->shape);
        HPy_Close(ctx, owner);
        return done;
    }
    if (HPyErr_Occurred(ctx)) {
        return false;
    }
    if (is_sequence(ctx, h)) {
        return find_items(ctx, f, h, depth);
    }
    return f->has_dtype ? end_shape(ctx, f, depth, 0, f->shape)
                        : fail_item(ctx, h);
}

/* A number of another kind; one that no dtype holds does no harm where the
 * dtype is given: whether it fits is to be seen. */
static bool find_leaf(HPyContext *ctx, finding *f, HPy h, int depth)
{
    item value;
    dtype_id dtype = convert_number(ctx, h, &value);
    if (dtype == NO_DTYPE && !HPyErr_Occurred(ctx)) {
        return find_other(ctx, f, h, depth);
    }
    if (dtype == NO_DTYPE && !f->has_dtype) {
        return false;
    }
    HPyErr_Clear(ctx);
    add_dtype(f, dtype);
    return end_shape(ctx, f, depth, 0, f->shape);
}

/* An int or a bool, not read where the dtype is given. */
static bool find_number(HPyContext *ctx, finding *f, HPy h, int depth)
{
    item value;
    dtype_id dtype = f->has_dtype ? NO_DTYPE : convert_number(ctx, h, &value);
    if (dtype == NO_DTYPE && !f->has_dtype) {
        return HPyErr_Occurred(ctx) ? false : fail_item(ctx, h);
    }
    add_dtype(f, dtype);
    return end_shape(ctx, f, depth, 0, f->shape);
}

/* An int most probably is an INT64, and what makes it one will see. */
static bool find_int(HPyContext *ctx, finding *f, HPy h, int depth)
{
    if (f->reads_ints) {
        return find_number(ctx, f, h, depth);
    }
    f->has_read_none = true;
    add_dtype(f, INT64);
    return end_shape(ctx, f, depth, 0, f->shape);
}

static bool find(HPyContext *ctx, finding *f, HPy h, int depth);

/* The first sequence at a depth says how long all of them are. */
static bool find_length(HPyContext *ctx, finding *f, HPy_ssize_t length,
                        int depth, bool *is_first)
{
    if (depth >= MAX_DIMS) {
        return array_fail_dims(ctx, depth + 1);
    }
    *is_first = f->ndim < 0;
    if (*is_first) {
        f->shape[depth] = length;
        return true;
    }
    if (f->ndim <= depth || f->shape[depth] != length) {
        return fail_ragged(ctx, f, depth);
    }
    return true;
}

/* Is it one more of the numbers that were found at this depth? */
static inline bool is_another(HPyContext *ctx, const finding *f, HPy h,
                              int depth)
{
    return f->ndim == depth &&
           ((f->dtype == FLOAT64 && HPy_TypeIs(ctx, h, ctx->h_FloatType)) ||
            (f->dtype == INT64 && f->has_read_none &&
             HPy_TypeIs(ctx, h, ctx->h_LongType)));
}

static bool find_items(HPyContext *ctx, finding *f, HPy h, int depth)
{
    walk w;
    HPy_ssize_t count;
    bool is_first, done = walk_begin(ctx, &w, h) &&
                          find_length(ctx, f, w.length, depth, &is_first);
    if (!done) {
        return false;
    }
    if (w.length == 0 && f->ndim < 0) {
        f->ndim = depth + 1;
    }
    while (done && (count = walk_next(ctx, &w)) != 0) {
        done = count > 0;
        for (HPy_ssize_t i = 0; i < count && done; i++) {
            done = is_another(ctx, f, w.items[i], depth + 1) ||
                   find(ctx, f, w.items[i], depth + 1);
        }
        close_items(ctx, &w, count > 0 ? count : 0);
    }
    return done;
}

static bool find(HPyContext *ctx, finding *f, HPy h, int depth)
{
    ndarray *array;
    dtype_id dtype;
    if (HPy_TypeIs(ctx, h, ctx->h_FloatType)) {
        add_dtype(f, FLOAT64);
        return end_shape(ctx, f, depth, 0, f->shape);
    }
    if (HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        return find_int(ctx, f, h, depth);
    }
    if (is_list(ctx, h)) {
        return find_items(ctx, f, h, depth);
    }
    dtype = dtype_of_scalar(ctx, h);
    if (dtype != NO_DTYPE) {
        add_dtype(f, dtype);
        return end_shape(ctx, f, depth, 0, f->shape);
    }
    array = array_in(ctx, h);
    if (array != NULL) {
        add_dtype(f, array->dtype);
        return end_shape(ctx, f, depth, array->ndim, array->shape);
    }
    return HPy_TypeIs(ctx, h, ctx->h_BoolType) ? find_number(ctx, f, h, depth)
                                               : find_leaf(ctx, f, h, depth);
}

/* ---- Items ---- */

typedef struct {
    dtype_id dtype;
    int ndim;
    const intptr_t *shape;
    intptr_t size; /* bytes of an item */
    char *next;    /* where the next item belongs */
} filling;

static bool fill(HPyContext *ctx, filling *f, HPy h, int depth);

/* The sequence may have changed since its shape was found. */
static bool fail_changed(HPyContext *ctx)
{
    HPyErr_SetString(ctx, ctx->h_RuntimeError,
                     "the sequence changed while it was made an array");
    return false;
}

/* Items that are floats, or ints, need no general conversion. */
static bool fill_floats(HPyContext *ctx, filling *f, const walk *w,
                        HPy_ssize_t count)
{
    double *data = (double *)f->next;
    for (HPy_ssize_t i = 0; i < count; i++) {
        if (HPy_LIKELY(HPy_TypeIs(ctx, w->items[i], ctx->h_FloatType))) {
            data[i] = HPyFloat_AS_DOUBLE(ctx, w->items[i]);
        }
        else if (!convert_store(ctx, w->items[i], FLOAT64, (char *)&data[i])) {
            return false;
        }
    }
    f->next += count * (HPy_ssize_t)sizeof(double);
    return true;
}

static bool fill_ints(HPyContext *ctx, filling *f, const walk *w,
                      HPy_ssize_t count)
{
    int64_t *data = (int64_t *)f->next;
    for (HPy_ssize_t i = 0; i < count; i++) {
        data[i] = -1;
        if (HPy_LIKELY(HPy_TypeIs(ctx, w->items[i], ctx->h_LongType))) {
            data[i] = HPyLong_AsInt64_t(ctx, w->items[i]);
        }
        if (HPy_UNLIKELY(data[i] == -1)) {
            HPyErr_Clear(ctx); /* which says what is wrong in other words */
            if (!convert_store(ctx, w->items[i], INT64, (char *)&data[i])) {
                return false;
            }
        }
    }
    f->next += count * (HPy_ssize_t)sizeof(int64_t);
    return true;
}

static bool fill_batch(HPyContext *ctx, filling *f, const walk *w,
                       HPy_ssize_t count, int depth)
{
    if (depth == f->ndim && f->dtype == FLOAT64) {
        return fill_floats(ctx, f, w, count);
    }
    if (depth == f->ndim && f->dtype == INT64) {
        return fill_ints(ctx, f, w, count);
    }
    for (HPy_ssize_t i = 0; i < count; i++) {
        if (!fill(ctx, f, w->items[i], depth)) {
            return false;
        }
    }
    return true;
}

static bool fill_items(HPyContext *ctx, filling *f, HPy h, int depth)
{
    walk w;
    HPy_ssize_t count, filled = 0;
    bool done = walk_begin(ctx, &w, h);
    while (done && (count = walk_next(ctx, &w)) != 0) {
        done = count > 0;
        if (done && (filled += count) > f->shape[depth]) {
            done = fail_changed(ctx);
        }
        done = done && fill_batch(ctx, f, &w, count, depth + 1);
        close_items(ctx, &w, count > 0 ? count : 0);
    }
    return done && (filled == f->shape[depth] || fail_changed(ctx));
}

/* An array as an item. */
static bool fill_array(HPyContext *ctx, filling *f, const ndarray *array,
                       int depth)
{
    ndarray part = {.data = f->next,
                    .shape = array->shape,
                    .dtype = f->dtype,
                    .ndim = array->ndim};
    intptr_t strides[MAX_DIMS];
    if (array->ndim != f->ndim - depth ||
        memcmp(array->shape, f->shape + depth,
               (size_t)array->ndim * sizeof(*array->shape)) != 0) {
        return fail_changed(ctx);
    }
    if (!exceptions_check_cast(ctx, array->dtype, f->dtype)) {
        return false;
    }
    part.strides = strides;
    array_fill_strides(strides, part.ndim, part.shape, f->size, false);
    array_update(&part);
    copy_items(&part, array);
    f->next += part.size * f->size;
    return true;
}

/* Sequences, and arrays of another library. */
static bool fill_other(HPyContext *ctx, filling *f, HPy h, int depth)
{
    ndarray *array;
    HPy owner = exchange_to_array(ctx, h, &array);
    bool done;
    if (!HPy_IsNull(owner)) {
        done = fill_array(ctx, f, array, depth);
        HPy_Close(ctx, owner);
        return done;
    }
    if (HPyErr_Occurred(ctx)) {
        return false;
    }
    return is_sequence(ctx, h) ? fill_items(ctx, f, h, depth)
                               : fail_changed(ctx);
}

static bool fill_item(HPyContext *ctx, filling *f, HPy h)
{
    if (!convert_store(ctx, h, f->dtype, f->next)) {
        return false;
    }
    f->next += f->size;
    return true;
}

static bool fill(HPyContext *ctx, filling *f, HPy h, int depth)
{
    ndarray *array;
    if (depth == f->ndim && is_number(ctx, h)) {
        return fill_item(ctx, f, h);
    }
    array = array_in(ctx, h);
    if (array != NULL) {
        return fill_array(ctx, f, array, depth);
    }
    if (depth < f->ndim) {
        return is_list(ctx, h) ? fill_items(ctx, f, h, depth)
                               : fill_other(ctx, f, h, depth);
    }
    return fill_item(ctx, f, h);
}

/* ---- Both ---- */

static HPy fill_new(HPyContext *ctx, HPy h, const finding *found,
                    ndarray **array)
{
    filling f = {.dtype = found->dtype == NO_DTYPE ? FLOAT64 : found->dtype,
                 .ndim = found->ndim,
                 .shape = found->shape};
    HPy result = array_new(ctx, f.dtype, f.ndim, f.shape, false, array);
    if (HPy_IsNull(result)) {
        return HPy_NULL;
    }
    f.size = dtype_size(f.dtype);
    f.next = (*array)->data;
    if ((*array)->size > 0 && !fill(ctx, &f, h, 0)) {
        HPy_Close(ctx, result);
        return HPy_NULL;
    }
    return result;
}

/* Was it wrong to take ints for INT64s? Beside others they may be more. */
static bool has_guessed_wrong(HPyContext *ctx, const finding *found, HPy result)
{
    if (!found->has_read_none) {
        return false;
    }
    if (found->dtype != INT64) {
        return true;
    }
    return HPy_IsNull(result) &&
           HPyErr_ExceptionMatches(ctx, ctx->h_OverflowError);
}

HPy sequence_to_array(HPyContext *ctx, HPy h, dtype_id dtype, ndarray **array)
{
    finding found = {.ndim = -1,
                     .dtype = dtype,
                     .has_dtype = dtype != NO_DTYPE,
                     .reads_ints = dtype != NO_DTYPE};
    HPy result = HPy_NULL;
    if (!find(ctx, &found, h, 0)) {
        return HPy_NULL;
    }
    if (found.dtype == INT64 || !found.has_read_none) {
        result = fill_new(ctx, h, &found, array);
    }
    if (HPy_UNLIKELY(has_guessed_wrong(ctx, &found, result))) {
        HPyErr_Clear(ctx);
        found = (finding){.ndim = -1, .dtype = NO_DTYPE, .reads_ints = true};
        if (find(ctx, &found, h, 0)) {
            result = fill_new(ctx, h, &found, array);
        }
    }
    return result;
}
