/* src/assign.c: a[index] = value; items of one array to those of another. */
#include "assign.h"

#include "cast.h"
#include "convert.h"
#include "copy.h"
#include "errstate.h"
#include "exceptions.h"
#include "fancy.h"
#include "functions.h"
#include "iterator.h"
#include "plain.h"
#include "scalar.h"
#include "sequence.h"
#include "shape.h"

#include <string.h>

/* ---- Shapes ---- */

bool value_mismatch(HPyContext *ctx, const char *format, const operand *value,
                    int ndim, const intptr_t *shape)
{
    char one[SHAPE_TEXT], two[SHAPE_TEXT];
    HPyErr_Format(ctx, ctx->h_ValueError, format,
                  shape_text(one, sizeof(one), value->ndim, value->shape),
                  shape_text(two, sizeof(two), ndim, shape));
    return false;
}

bool value_broadcast(const operand *value, int ndim, const intptr_t *shape,
                     intptr_t *strides)
{
    int extra = value->ndim - ndim;
    for (int i = 0; i < extra; i++) {
        if (value->shape[i] != 1) {
            return false;
        }
    }
    for (int i = 0; i < ndim; i++) {
        intptr_t length = i + extra < 0 ? 1 : value->shape[i + extra];
        if (length != 1 && length != shape[i]) {
            return false;
        }
        strides[i] = length == 1 ? 0 : value->strides[i + extra];
    }
    return true;
}

/* ---- Order ---- */

typedef enum { EITHER_WAY, OUTSIDE, WITHIN } place;

/* Where does axis `a` belong, seen from axis `b` that stands behind it? */
static place place_axis(int operands, const intptr_t *shape,
                        const intptr_t *const *strides, int a, int b)
{
    place where = EITHER_WAY;
    for (int k = 0; k < operands; k++) {
        intptr_t one = strides[k][a] < 0 ? -strides[k][a] : strides[k][a];
        intptr_t two = strides[k][b] < 0 ? -strides[k][b] : strides[k][b];
        if (one == 0 || two == 0 || shape[a] == 1 || shape[b] == 1) {
            continue;
        }
        if (one >= two) {
            return OUTSIDE;
        }
        where = WITHIN;
    }
    return where;
}

void memory_order(int ndim, const intptr_t *shape, int operands,
                  const intptr_t *const *strides, int *order)
{
    for (int i = 0; i < ndim; i++) {
        int to = i;
        for (int k = i - 1; k >= 0; k--) {
            place where = place_axis(operands, shape, strides, order[k], i);
            if (where == OUTSIDE) {
                break;
            }
            to = where == WITHIN ? k : to;
        }
        memmove(order + to + 1, order + to, (size_t)(i - to) * sizeof(int));
        order[to] = i;
    }
}

HPy array_new_ordered(HPyContext *ctx, dtype_id dtype, int ndim,
                      const intptr_t *shape, const int *order, ndarray **array)
{
    intptr_t stride = dtype_size(dtype);
    bool in_order = true;
    HPy h = array_new(ctx, dtype, ndim, shape, false, array);
    for (int i = 0; i < ndim; i++) {
        in_order &= order[i] == i;
    }
    if (HPy_IsNull(h) || in_order) {
        return h;
    }
    for (int i = ndim - 1; i >= 0; i--) {
        (*array)->strides[order[i]] = stride;
        stride *= shape[order[i]] > 0 ? shape[order[i]] : 1;
    }
    array_update(*array);
    return h;
}

/* ---- Copying items ---- */

/* Items of any dtype, aligned or not: all the same one, one behind the other,
 * or anywhere. */
#define COPY(SIZE)                                                             \
    static int copy_##SIZE(char *const *data, const intptr_t *strides,         \
                           intptr_t count)                                     \
    {                                                                          \
        const char *from = data[0];                                            \
        char *to = data[1], value[SIZE];                                       \
        intptr_t from_stride = strides[0], to_stride = strides[1];             \
        if (from_stride == SIZE && to_stride == SIZE) {                        \
            memcpy(to, from, (size_t)count * SIZE);                            \
            return 0;                                                          \
        }                                                                      \
        if (from_stride == 0 && to_stride == SIZE) {                           \
            memcpy(value, from, SIZE);                                         \
            for (intptr_t i = 0; i < count; i++) {                             \
                memcpy(to + i * SIZE, value, SIZE);                            \
            }                                                                  \
            return 0;                                                          \
        }                                                                      \
        for (intptr_t i = 0; i < count; i++) {                                 \
            memcpy(to + i * to_stride, from + i * from_stride, SIZE);          \
        }                                                                      \
        return 0;                                                              \
    }

COPY(1)
COPY(2)
COPY(4)
COPY(8)
COPY(16)

inner_loop items_copy_loop(intptr_t size)
{
    switch (size) {
    case 1:
        return copy_1;
    case 2:
        return copy_2;
    case 4:
        return copy_4;
    case 8:
        return copy_8;
    default:
        return copy_16;
    }
}

/* Run a loop; where there is much to do, without Python. */
static int run(HPyContext *ctx, iterator *it, inner_loop loop, intptr_t count)
{
    HPyThreadState state;
    int status;
    if (count < MANY_ITEMS) {
        return iterator_run(it, loop);
    }
    state = HPy_LeavePythonExecution(ctx);
    status = iterator_run(it, loop);
    HPy_ReenterPythonExecution(ctx, state);
    return status;
}

/* The same for items that are copied as they are. */
static void run_copy(HPyContext *ctx, iterator *it, intptr_t size,
                     intptr_t count)
{
    inner_loop loop = items_copy_loop(size);
    HPyThreadState state;
    if (count < MANY_ITEMS) {
        if (!copy_transposed(it, size)) {
            iterator_run(it, loop);
        }
        return;
    }
    state = HPy_LeavePythonExecution(ctx);
    if (!copy_transposed(it, size)) {
        iterator_run(it, loop);
    }
    HPy_ReenterPythonExecution(ctx, state);
}

static intptr_t prepare(iterator *it, int ndim, const intptr_t *shape, char *to,
                        const intptr_t *to_strides, char *from,
                        const intptr_t *from_strides)
{
    intptr_t count = 1;
    iterator_begin(it, 2);
    it->data[0] = from;
    it->data[1] = to;
    for (int i = 0; i < ndim; i++) {
        intptr_t strides[2] = {from_strides[i], to_strides[i]};
        iterator_add_axis(it, shape[i], strides);
        count *= shape[i];
    }
    iterator_arrange(it);
    return count;
}

/* Are all operands where the processor likes them? Items are as large as they
 * are aligned, but for complex ones. */
static bool is_aligned(const iterator *it, dtype_id from, dtype_id to)
{
    uintptr_t bits[2] = {(uintptr_t)it->data[0], (uintptr_t)it->data[1]};
    for (int i = 0; i < it->ndim; i++) {
        bits[0] |= (uintptr_t)it->strides[i][0];
        bits[1] |= (uintptr_t)it->strides[i][1];
    }
    return bits[0] % dtypes[from].alignment == 0 &&
           bits[1] % dtypes[to].alignment == 0;
}

static void cast_unaligned(iterator *it, dtype_id from, dtype_id to)
{
    const intptr_t *strides = iterator_strides(it);
    if (!iterator_start(it)) {
        return;
    }
    do {
        for (intptr_t i = 0; i < iterator_count(it); i++) {
            cast_item(it->data[1] + i * strides[1], to,
                      it->data[0] + i * strides[0], from);
        }
    } while (iterator_next(it));
}

bool items_copy(HPyContext *ctx, int ndim, const intptr_t *shape, char *to,
                const intptr_t *to_strides, dtype_id to_dtype, char *from,
                const intptr_t *from_strides, dtype_id from_dtype)
{
    iterator it;
    int status = 0;
    intptr_t count =
        prepare(&it, ndim, shape, to, to_strides, from, from_strides);
    if (to_dtype == from_dtype) {
        run_copy(ctx, &it, dtype_size(to_dtype), count);
        return true;
    }
    if (!exceptions_check_cast(ctx, from_dtype, to_dtype)) {
        return false;
    }
    status_clear();
    if (is_aligned(&it, from_dtype, to_dtype)) {
        status = run(ctx, &it, cast_loop(from_dtype, to_dtype), count);
    }
    else {
        cast_unaligned(&it, from_dtype, to_dtype);
    }
    status = (status | status_get()) & (STATUS_OVERFLOW | STATUS_INVALID);
    return status == 0 || errstate_report(ctx, "cast", status);
}

HPy region_copy(HPyContext *ctx, const region *r, dtype_id dtype)
{
    const intptr_t *strides = r->strides;
    int order[MAX_DIMS];
    ndarray *array;
    HPy h;
    memory_order(r->ndim, r->shape, 1, &strides, order);
    h = array_new_ordered(ctx, dtype, r->ndim, r->shape, order, &array);
    if (!HPy_IsNull(h)) {
        items_copy(ctx, r->ndim, r->shape, array->data, array->strides, dtype,
                   r->data, r->strides, dtype);
    }
    return h;
}

/* ---- Overlap ---- */

typedef struct {
    const char *first, *last; /* bytes; no last one is before the first */
} extent;

static extent extent_of(const char *data, int ndim, const intptr_t *shape,
                        const intptr_t *strides, intptr_t item_size)
{
    extent e = {data, data + item_size - 1};
    for (int i = 0; i < ndim; i++) {
        intptr_t reach = (shape[i] - 1) * strides[i];
        if (shape[i] == 0) {
            e.last = e.first - 1;
            return e;
        }
        e.first += reach < 0 ? reach : 0;
        e.last += reach > 0 ? reach : 0;
    }
    return e;
}

static bool overlap(extent a, extent b)
{
    return a.first <= a.last && b.first <= b.last && a.first <= b.last &&
           b.first <= a.last;
}

static extent extent_of_array(const ndarray *array)
{
    return extent_of(array->data, array->ndim, array->shape, array->strides,
                     array_item_size(array));
}

bool items_overlap(const ndarray *array, const char *data, intptr_t count,
                   intptr_t item_size)
{
    return overlap(extent_of(data, 1, &count, &item_size, item_size),
                   extent_of_array(array));
}

static extent extent_of_value(const operand *value)
{
    return extent_of(value->data, value->ndim, value->shape, value->strides,
                     dtype_size(value->dtype));
}

/* ---- Values ---- */

/* Python's numbers, strings and what else is one item. */
static bool read_item(HPyContext *ctx, HPy h, dtype_id dtype, operand *value)
{
    item converted;
    if (!convert_store(ctx, h, dtype, converted.bytes)) {
        return false;
    }
    value->owner = HPy_NULL;
    value->value = converted;
    value->data = value->value.bytes;
    value->shape = value->strides = NULL;
    value->ndim = 0;
    value->dtype = dtype;
    value->weak = STRONG;
    value->is_array = false;
    value->flags = ARRAY_ALIGNED | ARRAY_C_CONTIGUOUS | ARRAY_F_CONTIGUOUS;
    return true;
}

static bool too_deep(HPyContext *ctx, int max_dims)
{
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "setting an array element with a sequence. The requested "
                  "array would exceed the maximum number of dimension of %d.",
                  max_dims);
    return false;
}

static bool read_sequence(HPyContext *ctx, HPy h, dtype_id dtype, int max_dims,
                          operand *value)
{
    ndarray *array;
    HPy owner = sequence_to_array(ctx, h, dtype, &array);
    if (HPy_IsNull(owner)) {
        return false;
    }
    if (array->ndim > max_dims) {
        HPy_Close(ctx, owner);
        return too_deep(ctx, max_dims);
    }
    operand_of_array(array, value);
    value->owner = owner;
    return true;
}

static bool is_array(HPyContext *ctx, HPy h)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool result = array_check(ctx, h, type);
    HPy_Close(ctx, type);
    return result;
}

bool value_is_simple(HPyContext *ctx, HPy h)
{
    return HPy_TypeIs(ctx, h, ctx->h_FloatType) ||
           HPy_TypeIs(ctx, h, ctx->h_LongType) || is_array(ctx, h);
}

bool value_read(HPyContext *ctx, HPy h, dtype_id dtype, int max_dims,
                operand *value)
{
    if (HPy_TypeIs(ctx, h, ctx->h_FloatType) ||
        HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        return read_item(ctx, h, dtype, value);
    }
    if (is_array(ctx, h)) {
        operand_of_array(ndarray_AsStruct(ctx, h), value);
        return true;
    }
    if (sequence_check(ctx, h)) {
        return read_sequence(ctx, h, dtype, max_dims, value);
    }
    return read_item(ctx, h, dtype, value);
}

/* Put a new array in the place of a value. */
static bool copy_value(HPyContext *ctx, operand *value, dtype_id dtype)
{
    ndarray *copy;
    HPy h = array_new(ctx, dtype, value->ndim, value->shape, false, &copy);
    bool done =
        !HPy_IsNull(h) &&
        items_copy(ctx, value->ndim, value->shape, copy->data, copy->strides,
                   dtype, value->data, value->strides, value->dtype);
    HPy_Close(ctx, value->owner);
    value->owner = h;
    if (done) {
        operand_of_array(copy, value);
        value->owner = h;
    }
    return done;
}

bool value_make_contiguous(HPyContext *ctx, operand *value, dtype_id dtype)
{
    if (value->dtype == dtype && (value->flags & ARRAY_C_CONTIGUOUS)) {
        return true;
    }
    return copy_value(ctx, value, dtype);
}

bool value_settle(HPyContext *ctx, operand *value, dtype_id dtype,
                  const ndarray *array)
{
    if (value->dtype == dtype &&
        !overlap(extent_of_value(value), extent_of_array(array))) {
        return true;
    }
    return copy_value(ctx, value, dtype);
}

/* ---- Regions ---- */

static bool is_same(const operand *value, const region *r,
                    const intptr_t *strides)
{
    bool same = value->data == r->data;
    for (int i = 0; i < r->ndim; i++) {
        same &= strides[i] == r->strides[i];
    }
    return same;
}

/* May items be copied one by one from where they are? They may where no item
 * is written before it is read. */
static bool is_apart(const operand *value, const region *r, dtype_id dtype,
                     const intptr_t *strides)
{
    return (dtype == value->dtype && is_same(value, r, strides)) ||
           !overlap(extent_of_value(value),
                    extent_of(r->data, r->ndim, r->shape, r->strides,
                              dtype_size(dtype)));
}

bool region_assign(HPyContext *ctx, const region *r, dtype_id dtype,
                   operand *value)
{
    static const char mismatch[] =
        "could not broadcast input array from shape %s into shape %s";
    intptr_t strides[MAX_DIMS];
    while (value->ndim > r->ndim && value->shape[0] == 1) {
        value->shape++;
        value->strides++;
        value->ndim--;
    }
    if (!value_broadcast(value, r->ndim, r->shape, strides)) {
        return value_mismatch(ctx, mismatch, value, r->ndim, r->shape);
    }
    if (!is_apart(value, r, dtype, strides)) {
        if (!copy_value(ctx, value, value->dtype)) {
            return false;
        }
        value_broadcast(value, r->ndim, r->shape, strides);
    }
    return items_copy(ctx, r->ndim, r->shape, r->data, r->strides, dtype,
                      value->data, strides, value->dtype);
}

/* ---- One item ---- */

bool array_check_writeable(HPyContext *ctx, const ndarray *array)
{
    if (HPy_LIKELY(array->flags & ARRAY_WRITEABLE)) {
        return true;
    }
    HPyErr_SetString(ctx, ctx->h_ValueError,
                     "assignment destination is read-only");
    return false;
}

static bool fail_item(HPyContext *ctx)
{
    HPyErr_Clear(ctx);
    HPyErr_SetString(ctx, ctx->h_ValueError,
                     "setting an array element with a sequence.");
    return false;
}

/* Store an object that is neither an int nor a float: of arrays only those of
 * one item and no axis. */
static bool store_other(HPyContext *ctx, HPy h, dtype_id dtype, char *data)
{
    const ndarray *array;
    item value;
    bool is_deep;
    if (is_array(ctx, h)) {
        array = ndarray_AsStruct(ctx, h);
        if (array->ndim == 0) {
            cast_item(data, dtype, array->data, array->dtype);
            return exceptions_check_cast(ctx, array->dtype, dtype);
        }
        return fail_item(ctx);
    }
    /* It is not asked when an exception is set, which would be lost. */
    is_deep = dtypes[dtype].kind == 'f' &&
              scalar_read(ctx, h, &value) == NO_DTYPE && sequence_check(ctx, h);
    if (convert_store(ctx, h, dtype, data)) {
        return true;
    }
    if (is_deep && HPyErr_ExceptionMatches(ctx, ctx->h_TypeError)) {
        return fail_item(ctx);
    }
    return false;
}

static bool store_item(HPyContext *ctx, HPy h, dtype_id dtype, char *data)
{
    double number;
    if (dtype == FLOAT64 && HPy_TypeIs(ctx, h, ctx->h_FloatType)) {
        number = HPyFloat_AsDouble(ctx, h);
        memcpy(data, &number, sizeof(number));
        return true;
    }
    if (HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        return convert_store(ctx, h, dtype, data);
    }
    return store_other(ctx, h, dtype, data);
}

/* ---- Any index ---- */

static bool assign_region(HPyContext *ctx, const ndarray *array,
                          const region *r, HPy h)
{
    operand value;
    bool done;
    if (!value_read(ctx, h, array->dtype, r->ndim, &value)) {
        return false;
    }
    done = region_assign(ctx, r, array->dtype, &value);
    operand_close(ctx, &value);
    return done;
}

static bool assign(HPyContext *ctx, const ndarray *array, index_plan *plan,
                   HPy value)
{
    region r;
    if (!index_apply(ctx, plan, array, &r)) {
        return false;
    }
    if (plan->is_fancy) {
        return fancy_set(ctx, array, plan, &r, value);
    }
    if (r.ndim == 0 && !plan->has_ellipsis) {
        return store_item(ctx, value, array->dtype, r.data);
    }
    return assign_region(ctx, array, &r, value);
}

static int assign_any(HPyContext *ctx, const ndarray *array, HPy key, HPy value)
{
    const ndarray *index = index_read_array(ctx, key);
    plain_kind kind = index == NULL ? PLAIN_NEITHER : plain_check(array, index);
    index_plan plan;
    bool done;
    int stored =
        kind == PLAIN_NEITHER ? 0 : plain_set(ctx, kind, array, index, value);
    if (stored != 0) {
        return stored < 0 ? -1 : 0;
    }
    if (!index_read(ctx, key, &plan)) {
        return -1;
    }
    done = assign(ctx, array, &plan, value);
    index_close(ctx, &plan);
    return done ? 0 : -1;
}

/* The item that an int stands for; NULL for other keys, and for what is out of
 * bounds, without an exception. */
static char *find_item(HPyContext *ctx, const ndarray *array, HPy key)
{
    HPy_ssize_t index;
    if (array->ndim != 1 || !HPy_TypeIs(ctx, key, ctx->h_LongType)) {
        return NULL;
    }
    index = HPyLong_AsSsize_t(ctx, key);
    if (HPy_UNLIKELY(index == -1) && HPyErr_Occurred(ctx)) {
        HPyErr_Clear(ctx);
        return NULL;
    }
    index += index < 0 ? array->shape[0] : 0;
    return (size_t)index < (size_t)array->shape[0]
               ? array->data + index * array->strides[0]
               : NULL;
}

static bool assign_found(HPyContext *ctx, const ndarray *array, const region *r,
                         HPy value)
{
    return r->ndim == 0 ? store_item(ctx, value, array->dtype, r->data)
                        : assign_region(ctx, array, r, value);
}

static int assign_tuple(HPyContext *ctx, const ndarray *array, HPy key,
                        HPy value)
{
    region r;
    switch (index_apply_simple(ctx, key, array, &r)) {
    case INDEX_ERROR:
        return -1;
    case INDEX_OTHER:
        return assign_any(ctx, array, key, value);
    default:
        return assign_found(ctx, array, &r, value) ? 0 : -1;
    }
}

HPyDef_SLOT(array_ass_subscript, HPy_mp_ass_subscript)
static int array_ass_subscript_impl(HPyContext *ctx, HPy self, HPy key,
                                    HPy value)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    char *data;
    if (HPy_UNLIKELY(HPy_IsNull(value))) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "cannot delete array elements");
        return -1;
    }
    if (!array_check_writeable(ctx, array)) {
        return -1;
    }
    data = find_item(ctx, array, key);
    if (HPy_LIKELY(data != NULL)) {
        return store_item(ctx, value, array->dtype, data) ? 0 : -1;
    }
    if (HPy_TypeIs(ctx, key, ctx->h_TupleType)) {
        return assign_tuple(ctx, array, key, value);
    }
    return assign_any(ctx, array, key, value);
}
