/* src/construct.c: ndarray(shape, ...), and arrays that change their size. */
#include "array.h"

#include "copy.h"
#include "descriptor.h"
#include "exchange.h"
#include "functions.h"
#include "shape.h"

#include <string.h>

/* ---- The constructor ---- */

typedef struct {
    int ndim;
    intptr_t shape[MAX_DIMS];
    intptr_t strides[MAX_DIMS];
    dtype_id dtype;
    copy_order order;
    HPy_ssize_t offset; /* where the first item is in the buffer */
} form;

/* Strides that are given, or else those of the order; false with an exception.
 */
static bool read_strides(HPyContext *ctx, HPy h, form *f)
{
    int count;
    if (HPy_IsNull(h) || HPy_Is(ctx, h, ctx->h_None)) {
        array_fill_strides(f->strides, f->ndim, f->shape, dtype_size(f->dtype),
                           f->order == ORDER_F);
        return true;
    }
    count = shape_read(ctx, h, f->strides);
    if (count >= 0 && count != f->ndim) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "strides, if given, must be the same length as shape");
    }
    return count == f->ndim;
}

/* Are all items among so many bytes, of which the first one has the number
 * `f->offset`? */
static bool is_within(const form *f, intptr_t bytes)
{
    intptr_t low = f->offset, high = f->offset + dtype_size(f->dtype);
    for (int i = 0; i < f->ndim; i++) {
        if (f->shape[i] == 0) {
            return f->offset >= 0 && f->offset <= bytes;
        }
    }
    for (int i = 0; i < f->ndim; i++) {
        intptr_t steps = f->shape[i] - 1, stride = f->strides[i], limit;
        limit = steps == 0 ? PTRDIFF_MAX : bytes / steps;
        if (stride > limit || stride < -limit) {
            return false;
        }
        low += stride < 0 ? stride * steps : 0;
        high += stride > 0 ? stride * steps : 0;
        if (low < 0 || high > bytes) {
            return false;
        }
    }
    return low >= 0 && high <= bytes;
}

static HPy fail_strides(HPyContext *ctx)
{
    return HPyErr_SetString(ctx, ctx->h_ValueError,
                            "strides is incompatible with shape of requested "
                            "array and size of buffer");
}

/* An array on the memory of a buffer. */
static HPy on_buffer(HPyContext *ctx, HPy type, HPy buffer, const form *f,
                     bool has_strides)
{
    ndarray *bytes, *array;
    HPy result = HPy_NULL, owner = exchange_bytes(ctx, buffer, &bytes);
    if (HPy_IsNull(owner)) {
        return HPy_NULL;
    }
    if (is_within(f, bytes->size)) {
        result =
            array_new_view_of(ctx, type, f->dtype, f->ndim, owner,
                              bytes->data + f->offset, bytes->flags, &array);
    }
    else if (has_strides) {
        fail_strides(ctx);
    }
    else {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "buffer is too small for requested array");
    }
    HPy_Close(ctx, owner);
    if (!HPy_IsNull(result)) {
        size_t size = (size_t)f->ndim * sizeof(intptr_t);
        memcpy(array->shape, f->shape, size);
        memcpy(array->strides, f->strides, size);
        array_update(array);
    }
    return result;
}

/* An array on memory of its own. */
static HPy on_new_memory(HPyContext *ctx, HPy type, const form *f,
                         bool has_strides)
{
    ndarray *array;
    form within = *f;
    HPy h = array_new_of(ctx, type, f->dtype, f->ndim, f->shape,
                         f->order == ORDER_F, &array);
    if (HPy_IsNull(h) || !has_strides) {
        return h;
    }
    within.offset = 0;
    if (!is_within(&within, array->size * array_item_size(array))) {
        HPy_Close(ctx, h);
        return fail_strides(ctx);
    }
    memcpy(array->strides, f->strides, (size_t)f->ndim * sizeof(intptr_t));
    array_update(array);
    return h;
}

static bool is_given(HPyContext *ctx, HPy h)
{
    return !HPy_IsNull(h) && !HPy_Is(ctx, h, ctx->h_None);
}

HPyDef_SLOT(array_construct, HPy_tp_new)
static HPy array_construct_impl(HPyContext *ctx, HPy type, const HPy *args,
                                HPy_ssize_t count, HPy keywords)
{
    static const char *const names[] = {"shape",   "dtype", "buffer", "offset",
                                        "strides", "order", NULL};
    HPy shape, dtype = HPy_NULL, buffer = HPy_NULL, strides = HPy_NULL;
    HPy order = HPy_NULL, result = HPy_NULL;
    form f = {.dtype = FLOAT64, .order = ORDER_C};
    HPyTracker tracker;
    if (!HPyArg_ParseKeywordsDict(ctx, &tracker, args, (size_t)count, keywords,
                                  "O|OOnOO:ndarray", names, &shape, &dtype,
                                  &buffer, &f.offset, &strides, &order)) {
        return HPy_NULL;
    }
    f.ndim = shape_read(ctx, shape, f.shape);
    if (f.ndim < 0 || !shape_check_lengths(ctx, f.ndim, f.shape) ||
        (!HPy_IsNull(dtype) &&
         !descriptor_read_default(ctx, dtype, &f.dtype)) ||
        (is_given(ctx, order) && !copy_read_order(ctx, order, &f.order))) {
        goto cleanup;
    }
    if (array_count(ctx, f.ndim, f.shape, dtype_size(f.dtype)) >= 0 &&
        read_strides(ctx, strides, &f)) {
        bool has_strides = is_given(ctx, strides);
        result = is_given(ctx, buffer)
                     ? on_buffer(ctx, type, buffer, &f, has_strides)
                     : on_new_memory(ctx, type, &f, has_strides);
    }
cleanup:
    HPyTracker_Close(ctx, tracker);
    return result;
}

/* ---- resize ---- */

/* What pointed into the struct that was copied here points into this one. */
static void relocate(ndarray *array, const ndarray *from)
{
    if (array->shape == from->few_dims) {
        array->shape = array->few_dims;
        array->strides = array->few_dims + array->ndim;
    }
    if (array->data == from->few_bytes) {
        array->data = array->few_bytes;
    }
}

/* Two arrays that own their memory exchange it; each keeps its base. */
static void exchange(ndarray *a, ndarray *b)
{
    ndarray before = *a;
    HPyField base = b->base;
    *a = *b;
    *b = before;
    b->base = base;
    a->base = before.base;
    relocate(a, b);
    relocate(b, a);
    if (a->data != a->few_bytes) { /* views may show what was there */
        memcpy(a->few_bytes, b->few_bytes, FEW_BYTES);
    }
}

/* The array has to own its items, one behind the other. */
static bool check_resize(HPyContext *ctx, const ndarray *array)
{
    const char *problem = NULL;
    if (!array_is_contiguous(array)) {
        problem = "resize only works on single-segment arrays";
    }
    else if ((array->flags & ARRAY_OWNS_DATA) == 0) {
        problem = "cannot resize this array: it does not own its data";
    }
    else if ((array->flags & ARRAY_WRITEABLE) == 0) {
        problem = "cannot resize this array: it is read-only";
    }
    if (problem != NULL) {
        HPyErr_SetString(ctx, ctx->h_ValueError, problem);
    }
    return problem == NULL;
}

/* Other arrays and buffers may show the memory that an array has had, or
 * threads work on it: it stays as long as the array itself, as the base that
 * nobody sees. */
static void keep(HPyContext *ctx, HPy self, HPy old)
{
    ndarray *array = ndarray_AsStruct(ctx, self);
    ndarray *kept = ndarray_AsStruct(ctx, old);
    if (kept->block == NULL && kept->shape == kept->few_dims) {
        return;
    }
    if (!HPyField_IsNull(array->base)) {
        HPy older = HPyField_Load(ctx, self, array->base);
        HPyField_Store(ctx, old, &kept->base, older);
        HPy_Close(ctx, older);
    }
    HPyField_Store(ctx, self, &array->base, old);
}

static bool resize(HPyContext *ctx, HPy self, int ndim, const intptr_t *shape)
{
    ndarray *array = ndarray_AsStruct(ctx, self), *made;
    bool f_order = (array->flags & ARRAY_C_CONTIGUOUS) == 0;
    HPy h = array_new(ctx, array->dtype, ndim, shape, f_order, &made);
    size_t size, old = (size_t)(array->size * array_item_size(array));
    if (HPy_IsNull(h)) {
        return false;
    }
    size = (size_t)(made->size * array_item_size(made));
    memcpy(made->data, array->data, old < size ? old : size);
    if (old < size) {
        memset(made->data + old, 0, size - old);
    }
    exchange(array, made);
    keep(ctx, self, h);
    HPy_Close(ctx, h);
    return true;
}

HPyDef_METH(array_resize, "resize", HPyFunc_KEYWORDS,
            .doc = "resize($self, /, *new_shape, refcheck=True)\n--\n\n"
                   "Change the shape and the size of the array itself: items "
                   "that are new are 0.\n\n"
                   "new_shape: ints, or a sequence of ints.\n"
                   "refcheck: means nothing here. Other arrays may show the "
                   "memory that the array\nhas had: it stays as long as this "
                   "array.\n\n"
                   "Raise ValueError if the array does not own its items, or "
                   "if there are gaps between\nthem.")
static HPy array_resize_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"refcheck", NULL};
    intptr_t shape[MAX_DIMS];
    HPy refcheck = HPy_NULL;
    int ndim;
    if (!HPy_IsNull(kwnames) &&
        !HPyArg_ParseKeywords(ctx, NULL, args + nargs, 0, kwnames, "|$O:resize",
                              names, &refcheck)) {
        return HPy_NULL;
    }
    if (nargs == 0 || (nargs == 1 && HPy_Is(ctx, args[0], ctx->h_None))) {
        return HPy_Dup(ctx, ctx->h_None);
    }
    ndim = shape_read_arguments(ctx, args, nargs, shape);
    if (ndim < 0 || !shape_check_lengths(ctx, ndim, shape) ||
        !check_resize(ctx, ndarray_AsStruct(ctx, self)) ||
        !resize(ctx, self, ndim, shape)) {
        return HPy_NULL;
    }
    return HPy_Dup(ctx, ctx->h_None);
}
