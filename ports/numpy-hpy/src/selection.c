/* src/selection.c: functions that choose items: take, put, repeat, where,
 * putmask, copyto; and array.item.
 */
#include "assign.h"
#include "convert.h"
#include "functions.h"
#include "iterator.h"
#include "mask.h"
#include "promotion.h"
#include "scalar.h"
#include "shape.h"
#include "take.h"
#include "ufunc_type.h"

#include <stdlib.h>
#include <string.h>

/* ---- Arguments ---- */

static bool read_input(HPyContext *ctx, HPy h, operand *o)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    operand_result result = operand_read(ctx, h, type, o);
    HPy_Close(ctx, type);
    if (result == OPERAND_NONE) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "expected an array, a number or a nested sequence");
    }
    return result == OPERAND_READ;
}

/* As read_input, with the items one behind the other. */
static bool read_contiguous(HPyContext *ctx, HPy h, operand *o)
{
    if (!read_input(ctx, h, o)) {
        return false;
    }
    if (!value_make_contiguous(ctx, o, o->dtype)) {
        operand_close(ctx, o);
        return false;
    }
    return true;
}

static bool cannot_cast(HPyContext *ctx, const operand *o, dtype_id to,
                        casting how)
{
    HPyErr_Format(ctx, ctx->h_TypeError,
                  "Cannot cast %s from dtype('%s') to dtype('%s') according "
                  "to the rule '%s'",
                  o->ndim == 0 ? "scalar" : "array data", dtypes[o->dtype].name,
                  dtypes[to].name, casting_names[how]);
    return false;
}

/* Items of a dtype, one behind the other, from an array that can be cast as
 * freely as said, or from other objects. */
static bool read_as(HPyContext *ctx, HPy h, dtype_id dtype, casting how,
                    operand *o)
{
    if (!value_read(ctx, h, dtype, MAX_DIMS, o)) {
        return false;
    }
    if (dtype_can_cast(o->dtype, dtype, how)
            ? value_make_contiguous(ctx, o, dtype)
            : cannot_cast(ctx, o, dtype, how)) {
        return true;
    }
    operand_close(ctx, o);
    return false;
}

/* The array that is to be changed; NULL with an exception, whose text, with %s
 * for the type, is for what is none. */
static const ndarray *read_target(HPyContext *ctx, HPy h, const char *format)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool is_array = array_check(ctx, h, type);
    const ndarray *array;
    HPy_Close(ctx, type);
    if (!is_array) {
        type = HPy_Type(ctx, h);
        HPyErr_Format(ctx, ctx->h_TypeError, format,
                      HPyType_GetName(ctx, type));
        HPy_Close(ctx, type);
        return NULL;
    }
    array = ndarray_AsStruct(ctx, h);
    return array_check_writeable(ctx, array) ? array : NULL;
}

static bool is_given(HPyContext *ctx, HPy h)
{
    return !HPy_IsNull(h) && !HPy_Is(ctx, h, ctx->h_None);
}

static intptr_t count_items(const operand *o)
{
    intptr_t count = 1;
    for (int i = 0; i < o->ndim; i++) {
        count *= o->shape[i];
    }
    return count;
}

static region region_of(const ndarray *array)
{
    region r;
    size_t bytes = (size_t)array->ndim * sizeof(intptr_t);
    r.data = array->data;
    r.ndim = array->ndim;
    memcpy(r.shape, array->shape, bytes);
    memcpy(r.strides, array->strides, bytes);
    return r;
}

/* ---- Places ---- */

typedef enum { MODE_RAISE, MODE_WRAP, MODE_CLIP, MODE_ERROR } mode;

static mode read_mode(HPyContext *ctx, HPy h)
{
    static const char *const names[] = {"raise", "wrap", "clip"};
    const char *text = "";
    HPy_ssize_t size;
    if (HPy_IsNull(h)) {
        return MODE_RAISE;
    }
    if (HPyUnicode_Check(ctx, h)) {
        text = HPyUnicode_AsUTF8AndSize(ctx, h, &size);
    }
    for (int i = 0; text != NULL && i < 3; i++) {
        if (strcmp(text, names[i]) == 0) {
            return (mode)i;
        }
    }
    if (text != NULL) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "clipmode must be one of 'clip', 'raise', or 'wrap' "
                      "(got %R)",
                      h);
    }
    return MODE_ERROR;
}

static bool bound(HPyContext *ctx, intptr_t *place, intptr_t length, int axis,
                  mode how)
{
    intptr_t k = *place;
    if (how == MODE_RAISE) {
        return index_wrap(ctx, place, axis, length);
    }
    if (how == MODE_CLIP) {
        k = k < 0 ? 0 : k >= length ? length - 1 : k;
    }
    else if ((size_t)k >= (size_t)length) {
        k %= length;
        k += k < 0 ? length : 0;
    }
    *place = k;
    return true;
}

/* New memory for places, all in bounds; NULL with an exception. */
static intptr_t *bound_all(HPyContext *ctx, const operand *indices,
                           intptr_t count, intptr_t length, int axis, mode how)
{
    intptr_t *at = (intptr_t *)malloc((size_t)(count + 1) * sizeof(*at));
    if (at == NULL) {
        HPyErr_NoMemory(ctx);
        return NULL;
    }
    memcpy(at, indices->data, (size_t)count * sizeof(*at));
    for (intptr_t i = 0; i < count; i++) {
        if (!bound(ctx, &at[i], length, axis, how)) {
            free(at);
            return NULL;
        }
    }
    return at;
}

/* ---- Blocks ---- */

/* An array without gaps, in C order, seen as `outer` times `length` blocks. */
typedef struct {
    intptr_t outer, length;
    intptr_t bytes; /* of a block */
    int ndim;
    int axis; /* whose length it is */
    intptr_t shape[MAX_DIMS];
} blocks;

/* Along an axis, or along all items if the axis is None. False with an
 * AxisError. */
static bool blocks_read(HPyContext *ctx, const operand *o, HPy axis, blocks *b)
{
    b->outer = 1;
    b->bytes = dtype_size(o->dtype);
    b->ndim = o->ndim;
    b->axis = 0;
    if (!is_given(ctx, axis)) {
        b->ndim = 1;
        b->length = b->shape[0] = count_items(o);
        return true;
    }
    b->axis = shape_read_axis(ctx, axis, o->ndim);
    if (b->axis < 0) {
        return false;
    }
    for (int i = 0; i < o->ndim; i++) {
        b->shape[i] = o->shape[i];
        b->outer *= i < b->axis ? o->shape[i] : 1;
        b->bytes *= i > b->axis ? o->shape[i] : 1;
    }
    b->length = o->shape[b->axis];
    return true;
}

/* The shape with that of `places` in the place of the axis; returns the number
 * of axes, or -1 with an exception. */
static int blocks_shape(HPyContext *ctx, const blocks *b, int dims,
                        const intptr_t *places, intptr_t *shape)
{
    size_t item = sizeof(intptr_t);
    int ndim = b->ndim - 1 + dims;
    if (ndim > MAX_DIMS) {
        array_fail_dims(ctx, ndim);
        return -1;
    }
    memcpy(shape, b->shape, (size_t)b->axis * item);
    memcpy(shape + b->axis, places, (size_t)dims * item);
    memcpy(shape + b->axis + dims, b->shape + b->axis + 1,
           (size_t)(b->ndim - 1 - b->axis) * item);
    return ndim;
}

#define TAKE(SIZE)                                                             \
    for (intptr_t i = 0; i < count; i++) {                                     \
        memcpy(to + i * (SIZE), from + at[i] * (SIZE), (size_t)(SIZE));        \
    }                                                                          \
    break;

static void take_blocks(char *to, const char *from, const intptr_t *at,
                        intptr_t count, intptr_t bytes)
{
    switch (bytes) {
    case 1:
        TAKE(1)
    case 2:
        TAKE(2)
    case 4:
        TAKE(4)
    case 8:
        TAKE(8)
    case 16:
        TAKE(16)
    default:
        TAKE(bytes)
    }
}

/* ---- Results ---- */

/* A result of no axes is a scalar. `h` is taken over. */
static HPy unwrap(HPyContext *ctx, HPy h)
{
    const ndarray *array;
    HPy scalar;
    if (HPy_IsNull(h)) {
        return h;
    }
    array = ndarray_AsStruct(ctx, h);
    if (array->ndim > 0) {
        return h;
    }
    scalar = scalar_new(ctx, array->dtype, array->data);
    HPy_Close(ctx, h);
    return scalar;
}

static bool store(HPyContext *ctx, const ndarray *from, HPy out,
                  const char *name)
{
    const ndarray *to =
        read_target(ctx, out, "return arrays must be of ArrayType, not %s");
    operand value;
    region r;
    if (to == NULL) {
        return false;
    }
    if (to->ndim != from->ndim ||
        memcmp(to->shape, from->shape, (size_t)from->ndim * sizeof(intptr_t)) !=
            0) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "output array does not match result of ndarray.%s", name);
        return false;
    }
    r = region_of(to);
    operand_of_array(from, &value);
    return region_assign(ctx, &r, to->dtype, &value);
}

/* Store a result, which is taken over, in `out`, if there is one. */
static HPy deliver(HPyContext *ctx, HPy h, HPy out, const char *name)
{
    bool done;
    if (HPy_IsNull(h) || !is_given(ctx, out)) {
        return unwrap(ctx, h);
    }
    done = store(ctx, ndarray_AsStruct(ctx, h), out, name);
    HPy_Close(ctx, h);
    return done ? HPy_Dup(ctx, out) : HPy_NULL;
}

/* ---- take ---- */

static HPy take_places(HPyContext *ctx, const operand *o, const blocks *b,
                       const operand *indices, const intptr_t *at)
{
    intptr_t shape[MAX_DIMS], count = count_items(indices);
    int ndim = blocks_shape(ctx, b, indices->ndim, indices->shape, shape);
    ndarray *result;
    HPy h = ndim < 0 ? HPy_NULL
                     : array_new(ctx, o->dtype, ndim, shape, false, &result);
    for (intptr_t i = 0; !HPy_IsNull(h) && i < b->outer; i++) {
        take_blocks(result->data + i * count * b->bytes,
                    o->data + i * b->length * b->bytes, at, count, b->bytes);
    }
    return h;
}

/* Items that are not parts of blocks, by the kernel, which looks at the bounds
 * as it goes. */
static HPy take_single(HPyContext *ctx, const operand *o, const blocks *b,
                       const operand *indices)
{
    const int64_t *at = (const int64_t *)indices->data;
    intptr_t bad;
    ndarray *result;
    HPy h =
        array_new(ctx, o->dtype, indices->ndim, indices->shape, false, &result);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    bad = take_items(b->bytes, o->data, b->length, at, result->size,
                     result->data);
    if (bad < 0) {
        return h;
    }
    HPy_Close(ctx, h);
    index_out_of_bounds(ctx, at[bad], b->axis, b->length);
    return HPy_NULL;
}

static HPy take(HPyContext *ctx, const operand *o, const operand *indices,
                HPy axis, mode how)
{
    intptr_t count = count_items(indices), *at;
    blocks b;
    HPy result;
    if (!blocks_read(ctx, o, axis, &b)) {
        return HPy_NULL;
    }
    if (b.length == 0 && count > 0) {
        return HPyErr_SetString(
            ctx, ctx->h_IndexError,
            "cannot do a non-empty take from an empty axes.");
    }
    if (how == MODE_RAISE && b.ndim == 1 && (o->flags & ARRAY_ALIGNED)) {
        return take_single(ctx, o, &b, indices);
    }
    at = bound_all(ctx, indices, count, b.length, b.axis, how);
    if (at == NULL) {
        return HPy_NULL;
    }
    result = take_places(ctx, o, &b, indices, at);
    free(at);
    return result;
}

HPyDef_METH(core_take, "take", HPyFunc_KEYWORDS,
            .doc = "take(a, indices, axis=None, out=None, mode='raise')\n--\n\n"
                   "Return the items at the indices along an axis, or of all "
                   "items in C order.\n\n"
                   "mode: 'raise' IndexError for what is out of bounds, 'wrap' "
                   "or 'clip' it.")
static HPy core_take_impl(HPyContext *ctx, HPy self, const HPy *args,
                          size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"a",   "indices", "axis",
                                        "out", "mode",    NULL};
    HPy a, places, axis = HPy_NULL, out = HPy_NULL, how_ = HPy_NULL;
    HPy result = HPy_NULL;
    HPyTracker tracker;
    operand o, indices;
    mode how;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "OO|OOO:take", names, &a, &places, &axis, &out,
                              &how_)) {
        return HPy_NULL;
    }
    how = read_mode(ctx, how_);
    if (how != MODE_ERROR && read_contiguous(ctx, a, &o)) {
        if (read_as(ctx, places, INT64, CAST_SAME_KIND, &indices)) {
            result = take(ctx, &o, &indices, axis, how);
            operand_close(ctx, &indices);
        }
        operand_close(ctx, &o);
    }
    result = deliver(ctx, result, out, "take");
    HPyTracker_Close(ctx, tracker);
    return result;
}

/* ---- put ---- */

/* Where an item is that is so many ones behind the first, in C order. */
static char *flat_item(const ndarray *array, intptr_t place)
{
    char *data = array->data;
    if (array->flags & ARRAY_C_CONTIGUOUS) {
        return data + place * array_item_size(array);
    }
    for (int i = array->ndim - 1; i >= 0; i--) {
        data += place % array->shape[i] * array->strides[i];
        place /= array->shape[i];
    }
    return data;
}

static bool put(HPyContext *ctx, const ndarray *array, const operand *indices,
                const operand *values, mode how)
{
    intptr_t count = count_items(indices), have = count_items(values), *at;
    size_t size = (size_t)array_item_size(array);
    if (have == 0 || count == 0) {
        return true;
    }
    if (array->size == 0) {
        HPyErr_SetString(ctx, ctx->h_IndexError,
                         "cannot replace elements of an empty array");
        return false;
    }
    at = bound_all(ctx, indices, count, array->size, 0, how);
    if (at == NULL) {
        return false;
    }
    for (intptr_t i = 0; i < count; i++) {
        memcpy(flat_item(array, at[i]),
               values->data + i % have * (intptr_t)size, size);
    }
    free(at);
    return true;
}

/* Items for an array, none of which are its own. */
static bool read_values(HPyContext *ctx, HPy h, const ndarray *array,
                        casting how, operand *values)
{
    if (!read_as(ctx, h, array->dtype, how, values)) {
        return false;
    }
    if (!value_settle(ctx, values, array->dtype, array)) {
        operand_close(ctx, values);
        return false;
    }
    return true;
}

HPyDef_METH(core_put, "put", HPyFunc_KEYWORDS,
            .doc = "put(a, ind, v, mode='raise')\n--\n\n"
                   "Set the items at the indices, counted in C order, to "
                   "values, which are\nrepeated as often as is needed.")
static HPy core_put_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"a", "ind", "v", "mode", NULL};
    HPy a, places, v, how_ = HPy_NULL;
    HPyTracker tracker;
    operand indices, values;
    const ndarray *array;
    bool done = false;
    mode how;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames, "OOO|O:put",
                              names, &a, &places, &v, &how_)) {
        return HPy_NULL;
    }
    array = read_target(ctx, a, "argument 1 must be numpy.ndarray, not %s");
    how = read_mode(ctx, how_);
    if (array != NULL && how != MODE_ERROR &&
        read_as(ctx, places, INT64, CAST_SAFE, &indices)) {
        if (read_values(ctx, v, array, CAST_UNSAFE, &values)) {
            done = put(ctx, array, &indices, &values, how);
            operand_close(ctx, &values);
        }
        operand_close(ctx, &indices);
    }
    HPyTracker_Close(ctx, tracker);
    return done ? HPy_Dup(ctx, ctx->h_None) : HPy_NULL;
}

/* ---- repeat ---- */

/* How many blocks there will be; -1 with a ValueError. */
static intptr_t sum_repeats(HPyContext *ctx, const operand *repeats,
                            intptr_t count, intptr_t length)
{
    const int64_t *times = (const int64_t *)repeats->data;
    intptr_t sum = 0;
    if (count != 1 && count != length) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "operands could not be broadcast together with shape "
                      "(%zd,) (%zd,)",
                      (HPy_ssize_t)length, (HPy_ssize_t)count);
        return -1;
    }
    for (intptr_t i = 0; i < length; i++) {
        int64_t n = times[count == 1 ? 0 : i];
        if (n < 0 || n > PTRDIFF_MAX - sum) {
            HPyErr_SetString(ctx, ctx->h_ValueError,
                             repeats->ndim == 0
                                 ? "negative dimensions are not allowed"
                                 : "repeats may not contain negative values.");
            return -1;
        }
        sum += n;
    }
    return sum;
}

static void repeat_blocks(char *to, const char *from, const blocks *b,
                          const int64_t *times, bool same)
{
    for (intptr_t i = 0; i < b->outer * b->length; i++) {
        for (int64_t k = times[same ? 0 : i % b->length]; k > 0; k--) {
            memcpy(to, from, (size_t)b->bytes);
            to += b->bytes;
        }
        from += b->bytes;
    }
}

static HPy repeat(HPyContext *ctx, const operand *o, const operand *repeats,
                  HPy axis)
{
    intptr_t shape[MAX_DIMS], count = count_items(repeats), sum;
    ndarray *result;
    blocks b;
    HPy h;
    int ndim;
    if (!blocks_read(ctx, o, axis, &b)) {
        return HPy_NULL;
    }
    sum = sum_repeats(ctx, repeats, count, b.length);
    ndim = sum < 0 ? -1 : blocks_shape(ctx, &b, 1, &sum, shape);
    if (ndim < 0) {
        return HPy_NULL;
    }
    h = array_new(ctx, o->dtype, ndim, shape, false, &result);
    if (!HPy_IsNull(h) && result->size > 0) {
        repeat_blocks(result->data, o->data, &b, (const int64_t *)repeats->data,
                      count == 1);
    }
    return h;
}

HPyDef_METH(core_repeat, "repeat", HPyFunc_KEYWORDS,
            .doc = "repeat(a, repeats, axis=None)\n--\n\n"
                   "Return each item along an axis, or of all items in C "
                   "order, as often as said.")
static HPy core_repeat_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"a", "repeats", "axis", NULL};
    HPy a, times, axis = HPy_NULL, result = HPy_NULL;
    HPyTracker tracker;
    operand o, repeats;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "OO|O:repeat", names, &a, &times, &axis)) {
        return HPy_NULL;
    }
    if (read_contiguous(ctx, a, &o)) {
        if (read_as(ctx, times, INT64, CAST_SAFE, &repeats)) {
            result = repeat(ctx, &o, &repeats, axis);
            operand_close(ctx, &repeats);
        }
        operand_close(ctx, &o);
    }
    HPyTracker_Close(ctx, tracker);
    return result;
}

/* ---- nonzero ---- */

/* Places among all items become indices of one axis, the last one, and places
 * among what is left without it. */
static void split_places(int64_t *places, int64_t *indices, intptr_t count,
                         intptr_t length)
{
    for (intptr_t i = 0; i < count; i++) {
        indices[i] = places[i] % length;
        places[i] /= length;
    }
}

/* A tuple of the indices of what is true in a mask without gaps. */
static HPy true_indices(HPyContext *ctx, const operand *mask)
{
    const uint8_t *bytes = (const uint8_t *)mask->data;
    intptr_t count = mask_count(bytes, count_items(mask));
    HPy items[MAX_DIMS], result = HPy_NULL;
    int64_t *places = NULL;
    int made = 0, ndim = mask->ndim;
    for (; made < ndim; made++) { /* the one of the first axis comes first */
        ndarray *array;
        items[made] = array_new(ctx, INT64, 1, &count, false, &array);
        if (HPy_IsNull(items[made])) {
            break;
        }
        if (made == 0) {
            places = (int64_t *)array->data;
            mask_places(bytes, 0, count, places);
        }
    }
    for (int i = ndim - 1; made == ndim && i > 0; i--) {
        ndarray *array = ndarray_AsStruct(ctx, items[i]);
        split_places(places, (int64_t *)array->data, count, mask->shape[i]);
    }
    if (made == ndim) {
        result = HPyTuple_FromArray(ctx, items, ndim);
    }
    while (made-- > 0) {
        HPy_Close(ctx, items[made]);
    }
    return result;
}

/* What is true in an operand, as bools. */
static bool make_mask(HPyContext *ctx, operand *o)
{
    o->weak = STRONG;
    return o->dtype == BOOL || value_make_contiguous(ctx, o, BOOL);
}

static HPy nonzero(HPyContext *ctx, HPy h)
{
    operand o;
    HPy result = HPy_NULL;
    if (!read_input(ctx, h, &o)) {
        return HPy_NULL;
    }
    if (o.ndim == 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "Calling nonzero on 0d arrays is not allowed. Use "
                         "np.atleast_1d(scalar).nonzero() instead.");
    }
    else if (make_mask(ctx, &o) && value_make_contiguous(ctx, &o, BOOL)) {
        result = true_indices(ctx, &o);
    }
    operand_close(ctx, &o);
    return result;
}

/* ---- where ---- */

/* Is everything as mask.h wants it, or the same item again and again? */
static bool is_plain(char *const *data, const intptr_t *strides, intptr_t size)
{
    uintptr_t bits =
        (uintptr_t)data[1] | (uintptr_t)data[2] | (uintptr_t)data[3];
    return bits % (uintptr_t)(size < 8 ? size : 8) == 0 && strides[0] == 1 &&
           (strides[1] == 0 || strides[1] == size) &&
           (strides[2] == 0 || strides[2] == size) && strides[3] == size;
}

/* Inner loops: a mask, what is taken where it is true, what else. */
#define WHERE(SIZE)                                                            \
    static int where_##SIZE(char *const *data, const intptr_t *strides,        \
                            intptr_t count)                                    \
    {                                                                          \
        if (is_plain(data, strides, SIZE)) {                                   \
            mask_choose(SIZE, (const uint8_t *)data[0], data[1],               \
                        strides[1] != 0, data[2], strides[2] != 0, count,      \
                        data[3]);                                              \
            return 0;                                                          \
        }                                                                      \
        for (intptr_t i = 0; i < count; i++) {                                 \
            int k = data[0][i * strides[0]] != 0 ? 1 : 2;                      \
            memcpy(data[3] + i * strides[3], data[k] + i * strides[k], SIZE);  \
        }                                                                      \
        return 0;                                                              \
    }

WHERE(1)
WHERE(2)
WHERE(4)
WHERE(8)
WHERE(16)

static inner_loop where_loop(intptr_t size)
{
    switch (size) {
    case 1:
        return where_1;
    case 2:
        return where_2;
    case 4:
        return where_4;
    case 8:
        return where_8;
    default:
        return where_16;
    }
}

/* The dtype of two operands together. */
static dtype_id common_dtype(const operand *a, const operand *b)
{
    if (a->weak != STRONG && b->weak == STRONG) {
        return promotion_with_weak(b->dtype, a->weak);
    }
    if (b->weak != STRONG && a->weak == STRONG) {
        return promotion_with_weak(a->dtype, b->weak);
    }
    return dtype_promote(a->dtype, b->dtype);
}

/* Have an operand, which is the object `h`, in a dtype. */
static bool settle(HPyContext *ctx, operand *o, HPy h, dtype_id dtype)
{
    if (o->weak != STRONG) {
        return operand_settle(ctx, o, h, dtype);
    }
    return o->dtype == dtype || value_make_contiguous(ctx, o, dtype);
}

static bool fail_shapes(HPyContext *ctx, const operand *o)
{
    char text[3][SHAPE_TEXT];
    for (int k = 0; k < 3; k++) {
        shape_text(text[k], SHAPE_TEXT, o[k].ndim, o[k].shape);
    }
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "operands could not be broadcast together with shapes %s %s "
                  "%s ",
                  text[0], text[1], text[2]);
    return false;
}

static int broadcast(HPyContext *ctx, const operand *o, intptr_t *shape)
{
    int ndim = 0;
    for (int k = 0; k < 3; k++) {
        ndim = o[k].ndim > ndim ? o[k].ndim : ndim;
    }
    for (int i = 0; i < ndim; i++) {
        shape[i] = 1;
        for (int k = 0; k < 3; k++) {
            int axis = i - ndim + o[k].ndim;
            intptr_t length = axis < 0 ? 1 : o[k].shape[axis];
            if (length != 1 && shape[i] != 1 && length != shape[i]) {
                fail_shapes(ctx, o);
                return -1;
            }
            shape[i] = length != 1 ? length : shape[i];
        }
    }
    return ndim;
}

/* Choose among three operands of their final dtypes. */
static HPy choose(HPyContext *ctx, const operand *o)
{
    intptr_t shape[MAX_DIMS], wide[3][MAX_DIMS];
    const intptr_t *lists[3] = {wide[0], wide[1], wide[2]};
    int order[MAX_DIMS], ndim = broadcast(ctx, o, shape);
    ndarray *result;
    iterator it;
    HPy h;
    if (ndim < 0) {
        return HPy_NULL;
    }
    for (int k = 0; k < 3; k++) {
        value_broadcast(&o[k], ndim, shape, wide[k]);
    }
    memory_order(ndim, shape, 3, lists, order);
    h = array_new_ordered(ctx, o[1].dtype, ndim, shape, order, &result);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    iterator_begin(&it, 4);
    for (int k = 0; k < 4; k++) {
        it.data[k] = k < 3 ? o[k].data : result->data;
    }
    for (int i = 0; i < ndim; i++) {
        intptr_t strides[4] = {wide[0][i], wide[1][i], wide[2][i],
                               result->strides[i]};
        iterator_add_axis(&it, shape[i], strides);
    }
    iterator_arrange(&it);
    iterator_run(&it, where_loop(dtype_size(o[1].dtype)));
    return h;
}

static HPy choose_objects(HPyContext *ctx, const HPy *args)
{
    operand o[3];
    HPy result = HPy_NULL;
    int count = 0;
    while (count < 3 && read_input(ctx, args[count], &o[count])) {
        count++;
    }
    if (count == 3) {
        dtype_id dtype = common_dtype(&o[1], &o[2]);
        if (make_mask(ctx, &o[0]) && settle(ctx, &o[1], args[1], dtype) &&
            settle(ctx, &o[2], args[2], dtype)) {
            result = choose(ctx, o);
        }
    }
    while (count-- > 0) {
        operand_close(ctx, &o[count]);
    }
    return result;
}

HPyDef_METH(core_where, "where", HPyFunc_VARARGS,
            .doc = "where(condition, x=None, y=None, /)\n--\n\n"
                   "Return items of `x` where the condition is true, else of "
                   "`y`.\n\n"
                   "With only the condition it is nonzero(condition).")
static HPy core_where_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs)
{
    (void)self;
    if (nargs == 3) {
        return choose_objects(ctx, args);
    }
    if (nargs == 1) {
        return nonzero(ctx, args[0]);
    }
    return HPyErr_SetString(ctx,
                            nargs == 2 ? ctx->h_ValueError : ctx->h_TypeError,
                            nargs == 2 ? "either both or neither of x and y "
                                         "should be given"
                                       : "where() takes 1 or 3 arguments");
}

HPyDef_METH(core_nonzero, "nonzero", HPyFunc_KEYWORDS,
            .doc = "nonzero(a)\n--\n\n"
                   "Return the indices of the items that are not zero: an "
                   "array for each axis.")
static HPy core_nonzero_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"a", NULL};
    HPy a;
    (void)self;
    return HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames, "O:nonzero",
                                names, &a)
               ? nonzero(ctx, a)
               : HPy_NULL;
}

HPyDef_METH(array_nonzero, "nonzero", HPyFunc_NOARGS,
            .doc = "nonzero($self, /)\n--\n\n"
                   "Return the indices of the items that are not zero: an "
                   "array for each axis.")
static HPy array_nonzero_impl(HPyContext *ctx, HPy self)
{
    return nonzero(ctx, self);
}

/* ---- putmask and place ---- */

/* Set the items where the mask is true: each to the value that has its number
 * among all items, or among those that are set. */
static void put_masked(const ndarray *array, const operand *mask,
                       const operand *values, bool in_turn)
{
    intptr_t have = count_items(values), size = array_item_size(array), k = 0;
    for (intptr_t i = 0; i < array->size; i++) {
        if (mask->data[i] != 0) {
            k = in_turn ? k : i;
            memcpy(flat_item(array, i), values->data + k % have * size,
                   (size_t)size);
            k++;
        }
    }
}

static bool check_mask(HPyContext *ctx, const ndarray *array,
                       const operand *mask, const operand *values, bool in_turn)
{
    intptr_t count = count_items(mask);
    if (count != array->size) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "%s: mask and data must be the same size",
                      in_turn ? "place" : "putmask");
        return false;
    }
    if (in_turn && count_items(values) == 0 &&
        mask_count((const uint8_t *)mask->data, count) > 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "Cannot insert from an empty array!");
        return false;
    }
    return true;
}

static HPy change_masked(HPyContext *ctx, HPy a, HPy mask_, HPy values_,
                         bool in_turn)
{
    const ndarray *array = read_target(
        ctx, a,
        in_turn ? "place() argument 1 must be numpy.ndarray, not %s"
                : "putmask: first argument must be an array, not %s");
    operand mask, values;
    bool done = false;
    if (array == NULL || !read_as(ctx, mask_, BOOL, CAST_UNSAFE, &mask)) {
        return HPy_NULL;
    }
    if (read_values(ctx, values_, array, CAST_SAFE, &values)) {
        done = check_mask(ctx, array, &mask, &values, in_turn);
        if (done && count_items(&values) > 0) {
            put_masked(array, &mask, &values, in_turn);
        }
        operand_close(ctx, &values);
    }
    operand_close(ctx, &mask);
    return done ? HPy_Dup(ctx, ctx->h_None) : HPy_NULL;
}

#define CHANGE_MASKED(FUNCTION, NAME, VALUES, IN_TURN, DOC)                    \
    HPyDef_METH(FUNCTION, NAME, HPyFunc_KEYWORDS, .doc = DOC)                  \
    static HPy FUNCTION##_impl(HPyContext *ctx, HPy self, const HPy *args,     \
                               size_t nargs, HPy kwnames)                      \
    {                                                                          \
        static const char *const names[] = {IN_TURN ? "arr" : "", "mask",      \
                                            VALUES, NULL};                     \
        HPy a, mask, values, result;                                           \
        HPyTracker tracker;                                                    \
        (void)self;                                                            \
        if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,         \
                                  "OOO:" NAME, names, &a, &mask, &values)) {   \
            return HPy_NULL;                                                   \
        }                                                                      \
        result = change_masked(ctx, a, mask, values, IN_TURN);                 \
        HPyTracker_Close(ctx, tracker);                                        \
        return result;                                                         \
    }

CHANGE_MASKED(core_putmask, "putmask", "values", false,
              "putmask(a, /, mask, values)\n--\n\n"
              "Set the items where the mask is true to the value that has the "
              "same place.")
CHANGE_MASKED(core_place, "place", "vals", true,
              "place(arr, mask, vals)\n--\n\n"
              "Set the items where the mask is true to values, one after the "
              "other.")

/* ---- copyto ---- */

/* The mask, in turn with items of any dtype: masked ones keep what they are. */
static bool copy_masked(HPyContext *ctx, const ndarray *to, operand *from,
                        const operand *mask)
{
    intptr_t strides[MAX_DIMS], from_strides[MAX_DIMS];
    iterator it;
    if (!value_broadcast(from, to->ndim, to->shape, from_strides)) {
        return value_mismatch(
            ctx, "could not broadcast input array from shape %s into shape %s",
            from, to->ndim, to->shape);
    }
    if (mask->ndim > to->ndim ||
        !value_broadcast(mask, to->ndim, to->shape, strides)) {
        return value_mismatch(
            ctx, "could not broadcast where mask from shape %s into shape %s",
            mask, to->ndim, to->shape);
    }
    iterator_begin(&it, 4);
    it.data[0] = mask->data;
    it.data[1] = from->data;
    it.data[2] = it.data[3] = to->data;
    for (int i = 0; i < to->ndim; i++) {
        intptr_t all[4] = {strides[i], from_strides[i], to->strides[i],
                           to->strides[i]};
        iterator_add_axis(&it, to->shape[i], all);
    }
    iterator_arrange(&it);
    iterator_run(&it, where_loop(array_item_size(to)));
    return true;
}

static bool copy_where(HPyContext *ctx, const ndarray *to, operand *from,
                       HPy where)
{
    operand mask;
    bool done;
    if (!read_as(ctx, where, BOOL, CAST_SAFE, &mask)) {
        return false;
    }
    done = value_settle(ctx, from, to->dtype, to) &&
           value_settle(ctx, &mask, BOOL, to) &&
           copy_masked(ctx, to, from, &mask);
    operand_close(ctx, &mask);
    return done;
}

static bool can_copy(const operand *from, dtype_id to, casting how)
{
    return from->weak == STRONG ? dtype_can_cast(from->dtype, to, how)
                                : how == CAST_UNSAFE ||
                                      promotion_with_weak(to, from->weak) == to;
}

static bool copy_to(HPyContext *ctx, HPy dst, HPy src, casting how, HPy where)
{
    const ndarray *to = read_target(
        ctx, dst, "copyto() argument 1 must be a numpy.ndarray, not %s");
    operand from;
    region r;
    bool done;
    if (to == NULL || !read_input(ctx, src, &from)) {
        return false;
    }
    done =
        can_copy(&from, to->dtype, how)
            ? from.weak == STRONG || operand_settle(ctx, &from, src, to->dtype)
            : cannot_cast(ctx, &from, to->dtype, how);
    if (done && (HPy_IsNull(where) || HPy_Is(ctx, where, ctx->h_True))) {
        r = region_of(to);
        done = region_assign(ctx, &r, to->dtype, &from);
    }
    else if (done) {
        done = copy_where(ctx, to, &from, where);
    }
    operand_close(ctx, &from);
    return done;
}

HPyDef_METH(core_copyto, "copyto", HPyFunc_KEYWORDS,
            .doc = "copyto(dst, src, casting='same_kind', where=True)\n--\n\n"
                   "Set the items of an array, or those where a mask is true, "
                   "to the ones of another.")
static HPy core_copyto_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"dst", "src", "casting", "where", NULL};
    HPy dst, src, rule = HPy_NULL, where = HPy_NULL;
    casting how = CAST_SAME_KIND;
    HPyTracker tracker;
    bool done;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "OO|OO:copyto", names, &dst, &src, &rule,
                              &where)) {
        return HPy_NULL;
    }
    done = ufunc_read_casting(ctx, rule, &how) &&
           copy_to(ctx, dst, src, how, where);
    HPyTracker_Close(ctx, tracker);
    return done ? HPy_Dup(ctx, ctx->h_None) : HPy_NULL;
}

/* ---- array.item ---- */

static HPy wrong_count(HPyContext *ctx)
{
    return HPyErr_SetString(ctx, ctx->h_ValueError,
                            "incorrect number of indices for array");
}

/* An argument as an integer; false with an exception. */
static bool read_index(HPyContext *ctx, HPy h, intptr_t *index)
{
    HPy number = HPy_Index(ctx, h);
    if (HPy_IsNull(number)) {
        return false;
    }
    *index = HPyLong_AsSsize_t(ctx, number);
    HPy_Close(ctx, number);
    return *index != -1 || !HPyErr_Occurred(ctx);
}

/* The item that has a number among all. */
static HPy numbered_item(HPyContext *ctx, const ndarray *array, HPy h)
{
    intptr_t index;
    if (!read_index(ctx, h, &index)) {
        return HPy_NULL;
    }
    if (array->ndim == 1) {
        if (!index_wrap(ctx, &index, 0, array->size)) {
            return HPy_NULL;
        }
    }
    else if (index < -array->size || index >= array->size) {
        return HPyErr_Format(ctx, ctx->h_IndexError,
                             "index %zd is out of bounds for size %zd",
                             (HPy_ssize_t)index, (HPy_ssize_t)array->size);
    }
    index += index < 0 ? array->size : 0;
    return convert_load(ctx, array->dtype, flat_item(array, index));
}

static HPy item_at(HPyContext *ctx, const ndarray *array, const HPy *args)
{
    char *data = array->data;
    for (int i = 0, ndim = array->ndim; i < ndim; i++) {
        intptr_t index;
        if (!read_index(ctx, args[i], &index) ||
            !index_wrap(ctx, &index, i, array->shape[i])) {
            return HPy_NULL;
        }
        data += index * array->strides[i];
    }
    return convert_load(ctx, array->dtype, data);
}

static HPy item_of(HPyContext *ctx, const ndarray *array, const HPy *args,
                   HPy_ssize_t count)
{
    if (count == 0) {
        return array->size == 1
                   ? convert_load(ctx, array->dtype, array->data)
                   : HPyErr_SetString(ctx, ctx->h_ValueError,
                                      "can only convert an array of size 1 to "
                                      "a Python scalar");
    }
    if (count == array->ndim && count > 1) {
        return item_at(ctx, array, args);
    }
    return count == 1 ? numbered_item(ctx, array, args[0]) : wrong_count(ctx);
}

static HPy item_of_tuple(HPyContext *ctx, const ndarray *array, HPy tuple)
{
    HPy items[MAX_DIMS], result = HPy_NULL;
    HPy_ssize_t count = HPy_Length(ctx, tuple), got = 0;
    if (count > MAX_DIMS) {
        return wrong_count(ctx);
    }
    while (got < count) {
        items[got] = HPy_GetItem_i(ctx, tuple, got);
        if (HPy_IsNull(items[got])) {
            break;
        }
        got++;
    }
    if (got == count) {
        result = item_of(ctx, array, items, count);
    }
    while (got-- > 0) {
        HPy_Close(ctx, items[got]);
    }
    return result;
}

HPyDef_METH(array_scalar, "item", HPyFunc_VARARGS,
            .doc = "item($self, /, *args)\n--\n\n"
                   "Return one item as a Python number: the only one, the one "
                   "of that number, or\nthat of an index for each axis.")
static HPy array_scalar_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    if (nargs == 1 && HPyTuple_Check(ctx, args[0])) {
        return item_of_tuple(ctx, array, args[0]);
    }
    return item_of(ctx, array, args, (HPy_ssize_t)nargs);
}
