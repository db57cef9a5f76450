/* src/index.c: what an index means. */
#include "index.h"

#include "cast.h"
#include "exchange.h"
#include "scalar.h"
#include "sequence.h"

#include <string.h>

/* ---- Errors ---- */

static bool not_an_index(HPyContext *ctx)
{
    HPyErr_Clear(ctx);
    HPyErr_SetString(ctx, ctx->h_IndexError,
                     "only integers, slices (`:`), ellipsis (`...`), "
                     "numpy.newaxis (`None`) and integer or boolean arrays "
                     "are valid indices");
    return false;
}

bool index_too_many(HPyContext *ctx, int ndim, int axes)
{
    HPyErr_Format(ctx, ctx->h_IndexError,
                  "too many indices for array: array is %d-dimensional, but "
                  "%d were indexed",
                  ndim, axes);
    return false;
}

bool index_out_of_bounds(HPyContext *ctx, intptr_t index, int axis,
                         intptr_t length)
{
    HPyErr_Format(ctx, ctx->h_IndexError,
                  "index %zd is out of bounds for axis %d with size %zd",
                  (HPy_ssize_t)index, axis, (HPy_ssize_t)length);
    return false;
}

static bool wrong_mask(HPyContext *ctx, int axis, intptr_t size,
                       intptr_t mask_size)
{
    HPyErr_Format(ctx, ctx->h_IndexError,
                  "boolean index did not match indexed array along axis %d; "
                  "size of axis is %zd but size of corresponding boolean axis "
                  "is %zd",
                  axis, (HPy_ssize_t)size, (HPy_ssize_t)mask_size);
    return false;
}

/* ---- Reading a part ---- */

/* The next part; NULL with an exception if there are too many. */
static index_part *add_part(HPyContext *ctx, index_plan *plan, part_kind kind)
{
    index_part *part = &plan->parts[plan->count];
    if (plan->count == MAX_PARTS) {
        HPyErr_SetString(ctx, ctx->h_IndexError, "too many indices for array");
        return NULL;
    }
    plan->count++;
    part->kind = kind;
    part->owner = HPy_NULL;
    part->array = NULL;
    return part;
}

static bool add_int(HPyContext *ctx, index_plan *plan, intptr_t value)
{
    index_part *part = add_part(ctx, plan, PART_INT);
    if (part == NULL) {
        return false;
    }
    part->start = value;
    return true;
}

static bool add_truth(HPyContext *ctx, index_plan *plan, bool value)
{
    index_part *part = add_part(ctx, plan, PART_TRUTH);
    if (part == NULL) {
        return false;
    }
    part->start = value;
    plan->is_fancy = true;
    return true;
}

static bool add_slice(HPyContext *ctx, index_plan *plan, HPy h)
{
    index_part *part = add_part(ctx, plan, PART_SLICE);
    HPy_ssize_t start, stop, step;
    if (part == NULL || HPySlice_Unpack(ctx, h, &start, &stop, &step) < 0) {
        return false;
    }
    part->start = start;
    part->stop = stop;
    part->step = step;
    return true;
}

static bool add_ellipsis(HPyContext *ctx, index_plan *plan)
{
    if (plan->has_ellipsis) {
        HPyErr_SetString(ctx, ctx->h_IndexError,
                         "an index can only have a single ellipsis ('...')");
        return false;
    }
    plan->has_ellipsis = true;
    return add_part(ctx, plan, PART_ELLIPSIS) != NULL;
}

/* An array of one integer is as good as an int, but gives no view. */
static bool add_single(HPyContext *ctx, index_plan *plan, const ndarray *array)
{
    item value;
    if (array->dtype == BOOL) {
        return add_truth(ctx, plan, *array->data != 0);
    }
    cast_item(value.bytes, INT64, array->data, array->dtype);
    plan->copies = true;
    return add_int(ctx, plan, (intptr_t)value.i);
}

/* `owner` is taken over; HPy_NULL for what lives as long as the index. */
static bool add_array(HPyContext *ctx, index_plan *plan, const ndarray *array,
                      HPy owner)
{
    bool is_mask = array->dtype == BOOL, done;
    index_part *part;
    if (array->ndim == 0) {
        done = add_single(ctx, plan, array);
        HPy_Close(ctx, owner);
        return done;
    }
    part = add_part(ctx, plan, is_mask ? PART_MASK : PART_INTEGERS);
    if (part == NULL) {
        HPy_Close(ctx, owner);
        return false;
    }
    part->owner = owner;
    part->array = array;
    plan->is_fancy = true;
    return true;
}

static bool is_index_dtype(dtype_id dtype)
{
    return dtype == BOOL || dtype_is_integer(dtype);
}

static bool add_ndarray(HPyContext *ctx, index_plan *plan, HPy h)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    if (!is_index_dtype(array->dtype)) {
        HPyErr_SetString(ctx, ctx->h_IndexError,
                         "arrays used as indices must be of integer (or "
                         "boolean) type");
        return false;
    }
    return add_array(ctx, plan, array, HPy_NULL);
}

/* What numbers of no dtype mean where there are none. */
static HPy convert_empty(HPyContext *ctx, HPy h, HPy old, ndarray **array)
{
    HPy_Close(ctx, old);
    return sequence_to_array(ctx, h, INT64, array);
}

/* Lists, and whatever else can become an array. Numbers that no dtype holds
 * are no indices; nested lists of differing lengths are a ValueError. */
static bool add_sequence(HPyContext *ctx, index_plan *plan, HPy h)
{
    ndarray *array;
    HPy owner;
    owner = exchange_to_array(ctx, h, &array);
    if (HPy_IsNull(owner) && !HPyErr_Occurred(ctx)) {
        if (!sequence_check(ctx, h)) {
            return not_an_index(ctx);
        }
        owner = sequence_to_array(ctx, h, NO_DTYPE, &array);
    }
    if (HPy_IsNull(owner)) {
        return HPyErr_ExceptionMatches(ctx, ctx->h_TypeError) ||
                       HPyErr_ExceptionMatches(ctx, ctx->h_OverflowError)
                   ? not_an_index(ctx)
                   : false;
    }
    if (array->size == 0 && array->dtype == FLOAT64) {
        owner = convert_empty(ctx, h, owner, &array);
        if (HPy_IsNull(owner)) {
            return false;
        }
    }
    if (!is_index_dtype(array->dtype)) {
        HPy_Close(ctx, owner);
        return not_an_index(ctx);
    }
    return add_array(ctx, plan, array, owner);
}

/* ---- Numbers ---- */

int index_read_int(HPyContext *ctx, HPy h, intptr_t *value)
{
    HPy index = HPy_Index(ctx, h);
    if (!HPy_IsNull(index)) {
        *value = HPyLong_AsSsize_t(ctx, index);
        HPy_Close(ctx, index);
        if (*value != -1 || !HPyErr_Occurred(ctx)) {
            return 1;
        }
    }
    HPyErr_Clear(ctx);
    return 0;
}

/* A scalar of ours or an object with __index__; lists, which are neither, are
 * not asked. */
static bool add_other(HPyContext *ctx, index_plan *plan, HPy h)
{
    intptr_t value;
    item truth;
    if (HPyList_Check(ctx, h)) {
        return add_sequence(ctx, plan, h);
    }
    if (scalar_read(ctx, h, &truth) == BOOL) {
        return add_truth(ctx, plan, truth.bytes[0] != 0);
    }
    if (index_read_int(ctx, h, &value)) {
        return add_int(ctx, plan, value);
    }
    return add_sequence(ctx, plan, h);
}

static bool add_long(HPyContext *ctx, index_plan *plan, HPy h)
{
    intptr_t value = HPyLong_AsSsize_t(ctx, h);
    if (value == -1 && HPyErr_Occurred(ctx)) {
        return not_an_index(ctx);
    }
    return add_int(ctx, plan, value);
}

static bool add_key(HPyContext *ctx, index_plan *plan, HPy h, HPy type)
{
    if (HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        return add_long(ctx, plan, h);
    }
    if (HPy_TypeIs(ctx, h, ctx->h_SliceType)) {
        return add_slice(ctx, plan, h);
    }
    if (HPy_TypeIs(ctx, h, type)) {
        return add_ndarray(ctx, plan, h);
    }
    if (HPy_TypeIs(ctx, h, ctx->h_BoolType)) {
        return add_truth(ctx, plan, HPy_Is(ctx, h, ctx->h_True));
    }
    if (HPy_Is(ctx, h, ctx->h_None)) {
        return add_part(ctx, plan, PART_NEW_AXIS) != NULL;
    }
    if (HPy_Is(ctx, h, ctx->h_Ellipsis)) {
        return add_ellipsis(ctx, plan);
    }
    if (HPy_TypeCheck(ctx, h, type)) {
        return add_ndarray(ctx, plan, h);
    }
    return add_other(ctx, plan, h);
}

/* ---- Tuples ---- */

/* The items of a tuple, at most `max`, to be closed; returns how many. The
 * tuple keeps them alive. */
static HPy_ssize_t tuple_items(HPyContext *ctx, HPy tuple, HPy *items,
                               HPy_ssize_t max)
{
    HPy_ssize_t count, position = 0;
    if (HPyContext_GetMinor(ctx) >= 1) {
        return HPyList_NextItems(ctx, tuple, &position, items, max);
    }
    count = HPy_Length(ctx, tuple);
    count = count < max ? count : max;
    for (position = 0; position < count; position++) {
        items[position] = HPy_GetItem_i(ctx, tuple, position);
        if (HPy_IsNull(items[position])) {
            break;
        }
    }
    return position == count ? count : -1;
}

static void close_items(HPyContext *ctx, HPy *items, HPy_ssize_t count)
{
    if (HPyContext_GetMinor(ctx) >= 1) {
        HPy_CloseAll(ctx, items, count);
        return;
    }
    for (HPy_ssize_t i = 0; i < count; i++) {
        HPy_Close(ctx, items[i]);
    }
}

/* ---- Ints and slices only ---- */

static void add_axis(region *r, intptr_t length, intptr_t stride)
{
    r->shape[r->ndim] = length;
    r->strides[r->ndim] = stride;
    r->ndim++;
}

static void add_slice_axis(HPyContext *ctx, HPy_ssize_t start, HPy_ssize_t stop,
                           HPy_ssize_t step, intptr_t length, intptr_t stride,
                           region *r)
{
    HPy_ssize_t count =
        HPySlice_AdjustIndices(ctx, length, &start, &stop, step);
    (void)ctx;
    if (count > 0) {
        r->data += start * stride;
        stride = index_step(stride, step);
    }
    add_axis(r, count, stride);
}

/* What is out of bounds is another case too: keys that are none come first. */
static index_result apply_int_key(HPyContext *ctx, HPy h, const ndarray *array,
                                  int axis, region *r)
{
    intptr_t index = HPyLong_AsSsize_t(ctx, h), length = array->shape[axis];
    if (HPy_UNLIKELY(index == -1) && HPyErr_Occurred(ctx)) {
        HPyErr_Clear(ctx);
        return INDEX_OTHER;
    }
    index += index < 0 ? length : 0;
    if (HPy_UNLIKELY((size_t)index >= (size_t)length)) {
        return INDEX_OTHER;
    }
    r->data += index * array->strides[axis];
    return INDEX_APPLIED;
}

static index_result apply_key(HPyContext *ctx, HPy h, const ndarray *array,
                              int axis, region *r)
{
    HPy_ssize_t start, stop, step;
    if (HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        return apply_int_key(ctx, h, array, axis, r);
    }
    if (!HPy_TypeIs(ctx, h, ctx->h_SliceType)) {
        return INDEX_OTHER;
    }
    if (HPySlice_Unpack(ctx, h, &start, &stop, &step) < 0) {
        return INDEX_ERROR;
    }
    add_slice_axis(ctx, start, stop, step, array->shape[axis],
                   array->strides[axis], r);
    return INDEX_APPLIED;
}

static void add_axes(region *r, const ndarray *array, int axis, int count)
{
    for (int i = axis; i < axis + count; i++) {
        add_axis(r, array->shape[i], array->strides[i]);
    }
}

index_result index_apply_simple(HPyContext *ctx, HPy tuple,
                                const ndarray *array, region *r)
{
    HPy items[FEW_DIMS + 1];
    HPy_ssize_t count = tuple_items(ctx, tuple, items, FEW_DIMS + 1);
    index_result result =
        count <= FEW_DIMS && count <= array->ndim ? INDEX_APPLIED : INDEX_OTHER;
    r->data = array->data;
    r->ndim = 0;
    for (int i = 0; result == INDEX_APPLIED && i < count; i++) {
        result = apply_key(ctx, items[i], array, i, r);
    }
    close_items(ctx, items, count);
    if (result == INDEX_APPLIED) {
        add_axes(r, array, (int)count, array->ndim - (int)count);
    }
    return count < 0 ? INDEX_ERROR : result;
}

/* ---- Reading all parts ---- */

static bool read_tuple(HPyContext *ctx, index_plan *plan, HPy key, HPy type)
{
    HPy items[MAX_PARTS + 1];
    HPy_ssize_t count = tuple_items(ctx, key, items, MAX_PARTS + 1);
    bool done = count >= 0;
    for (HPy_ssize_t i = 0; done && i < count; i++) {
        done = add_key(ctx, plan, items[i], type);
    }
    close_items(ctx, items, count);
    return done;
}

bool index_read(HPyContext *ctx, HPy key, index_plan *plan)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool done;
    memset(plan, 0, offsetof(index_plan, parts));
    done = HPyTuple_Check(ctx, key) ? read_tuple(ctx, plan, key, type)
                                    : add_key(ctx, plan, key, type);
    HPy_Close(ctx, type);
    if (!done) {
        index_close(ctx, plan);
    }
    return done;
}

const ndarray *index_read_array(HPyContext *ctx, HPy key)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    const ndarray *array =
        HPy_TypeIs(ctx, key, type) ? ndarray_AsStruct(ctx, key) : NULL;
    HPy_Close(ctx, type);
    return array;
}

void index_close(HPyContext *ctx, index_plan *plan)
{
    for (int i = 0; plan->is_fancy && i < plan->count; i++) {
        if (!HPy_IsNull(plan->parts[i].owner)) {
            HPy_Close(ctx, plan->parts[i].owner);
        }
    }
}

/* ---- Applying ---- */

/* The axes of the array that a part stands for. */
static int part_axes(const index_part *part)
{
    switch (part->kind) {
    case PART_SLICE:
    case PART_INT:
    case PART_INTEGERS:
        return 1;
    case PART_MASK:
        return part->array->ndim;
    default:
        return 0;
    }
}

static void count_axes(index_plan *plan)
{
    plan->axes = plan->new_axes = plan->array_dims = 0;
    for (int i = 0; i < plan->count; i++) {
        const index_part *part = &plan->parts[i];
        int dims = part->kind == PART_INTEGERS ? part->array->ndim
                                               : part->kind >= PART_TRUTH;
        plan->axes += part_axes(part);
        plan->new_axes +=
            part->kind == PART_SLICE || part->kind == PART_NEW_AXIS;
        plan->array_dims = plan->array_dims > dims ? plan->array_dims : dims;
    }
}

static bool check_dims(HPyContext *ctx, const index_plan *plan, int ndim)
{
    int dims = plan->new_axes + plan->array_dims + ndim - plan->axes;
    if (plan->axes > ndim) {
        return index_too_many(ctx, ndim, plan->axes);
    }
    if (dims > MAX_DIMS) {
        HPyErr_Format(ctx, ctx->h_IndexError,
                      "number of dimensions must be within [0, %d], indexing "
                      "result would have %d",
                      MAX_DIMS, dims);
        return false;
    }
    return true;
}

/* Say for each part which axes are its own. A mask of nothing fits anywhere. */
static bool find_axes(HPyContext *ctx, index_plan *plan, const ndarray *array)
{
    int axis = 0;
    for (int i = 0; i < plan->count; i++) {
        index_part *part = &plan->parts[i];
        int axes = part->kind == PART_ELLIPSIS ? array->ndim - plan->axes
                                               : part_axes(part);
        part->axis = axis;
        for (int k = 0; part->kind == PART_MASK && k < axes; k++) {
            intptr_t size = array->shape[axis + k];
            if (part->array->shape[k] != size && part->array->shape[k] != 0) {
                return wrong_mask(ctx, axis + k, size, part->array->shape[k]);
            }
        }
        axis += axes;
    }
    return true;
}

static void apply_slice(HPyContext *ctx, const index_part *part,
                        const ndarray *array, region *r)
{
    add_slice_axis(ctx, part->start, part->stop, part->step,
                   array->shape[part->axis], array->strides[part->axis], r);
}

static bool apply_int(HPyContext *ctx, const index_part *part,
                      const ndarray *array, region *r)
{
    intptr_t index = part->start;
    if (!index_wrap(ctx, &index, part->axis, array->shape[part->axis])) {
        return false;
    }
    r->data += index * array->strides[part->axis];
    return true;
}

static bool apply_part(HPyContext *ctx, const index_plan *plan,
                       const index_part *part, const ndarray *array, region *r)
{
    switch (part->kind) {
    case PART_INT:
        return apply_int(ctx, part, array, r);
    case PART_SLICE:
        apply_slice(ctx, part, array, r);
        return true;
    case PART_NEW_AXIS:
        add_axis(r, 1, 0);
        return true;
    case PART_ELLIPSIS:
        add_axes(r, array, part->axis, array->ndim - plan->axes);
        return true;
    default:
        return true; /* arrays come later */
    }
}

bool index_apply(HPyContext *ctx, index_plan *plan, const ndarray *array,
                 region *r)
{
    int groups = 0;
    bool in_group = false;
    r->data = array->data;
    r->ndim = 0;
    plan->position = 0;
    count_axes(plan);
    if (!check_dims(ctx, plan, array->ndim) || !find_axes(ctx, plan, array)) {
        return false;
    }
    for (int i = 0; i < plan->count; i++) {
        const index_part *part = &plan->parts[i];
        if (part->kind >= PART_INT && !in_group) {
            plan->position = groups++ == 0 ? r->ndim : 0;
        }
        in_group = part->kind >= PART_INT;
        if (!apply_part(ctx, plan, part, array, r)) {
            return false;
        }
    }
    if (!plan->has_ellipsis) {
        add_axes(r, array, plan->axes, array->ndim - plan->axes);
    }
    return true;
}
