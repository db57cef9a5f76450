/* src/view.c: a[index]; what needs no copy is a view. */
#include "view.h"

#include "assign.h"
#include "fancy.h"
#include "functions.h"
#include "plain.h"
#include "scalar.h"

#include <string.h>

/* ---- Views ---- */

HPy view_new(HPyContext *ctx, HPy self, const ndarray *array, const region *r)
{
    ndarray *view;
    HPy h = array_new_view(ctx, array->dtype, r->ndim, self, r->data,
                           array->flags, &view);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    for (int i = 0; i < r->ndim; i++) {
        view->shape[i] = r->shape[i];
        view->strides[i] = r->strides[i];
    }
    array_update(view);
    return h;
}

/* ---- The usual indices ---- */

/* The item of an array of one axis, or what is left of the others. */
static HPy first_axis(HPyContext *ctx, HPy self, const ndarray *array,
                      intptr_t index)
{
    ndarray *view;
    char *data;
    HPy h;
    if (!index_wrap(ctx, &index, 0, array->shape[0])) {
        return HPy_NULL;
    }
    data = array->data + index * array->strides[0];
    if (array->ndim == 1) {
        return scalar_new(ctx, array->dtype, data);
    }
    h = array_new_view(ctx, array->dtype, array->ndim - 1, self, data,
                       array->flags, &view);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    for (int i = 0; i < view->ndim; i++) {
        view->shape[i] = array->shape[i + 1];
        view->strides[i] = array->strides[i + 1];
    }
    array_update(view);
    return h;
}

/* The slice of an array of one axis. */
static HPy slice_line(HPyContext *ctx, HPy self, const ndarray *array,
                      HPy_ssize_t start, HPy_ssize_t stop, HPy_ssize_t step)
{
    intptr_t stride = array->strides[0];
    HPy_ssize_t length =
        HPySlice_AdjustIndices(ctx, array->shape[0], &start, &stop, step);
    ndarray *view;
    char *data = array->data + (length > 0 ? start * stride : 0);
    HPy h =
        array_new_view(ctx, array->dtype, 1, self, data, array->flags, &view);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    view->shape[0] = length;
    view->strides[0] = length > 0 ? index_step(stride, step) : stride;
    array_update(view);
    return h;
}

/* ---- Any index ---- */

/* Do ints take away all axes? Then the result is a scalar. */
static bool is_item(const index_plan *plan, const region *r)
{
    return r->ndim == 0 && !plan->has_ellipsis;
}

static HPy apply(HPyContext *ctx, HPy self, const ndarray *array,
                 index_plan *plan)
{
    region r;
    if (!index_apply(ctx, plan, array, &r)) {
        return HPy_NULL;
    }
    if (plan->is_fancy) {
        return fancy_get(ctx, array, plan, &r);
    }
    if (is_item(plan, &r)) {
        return scalar_new(ctx, array->dtype, r.data);
    }
    if (plan->copies) {
        return region_copy(ctx, &r, array->dtype);
    }
    return view_new(ctx, self, array, &r);
}

static HPy any_index(HPyContext *ctx, HPy self, const ndarray *array, HPy key)
{
    const ndarray *index = index_read_array(ctx, key);
    plain_kind kind = index == NULL ? PLAIN_NEITHER : plain_check(array, index);
    index_plan plan;
    HPy result;
    if (kind != PLAIN_NEITHER) {
        return plain_get(ctx, kind, array, index);
    }
    if (!index_read(ctx, key, &plan)) {
        return HPy_NULL;
    }
    result = apply(ctx, self, array, &plan);
    index_close(ctx, &plan);
    return result;
}

static HPy tuple_index(HPyContext *ctx, HPy self, const ndarray *array, HPy key)
{
    region r;
    switch (index_apply_simple(ctx, key, array, &r)) {
    case INDEX_ERROR:
        return HPy_NULL;
    case INDEX_OTHER:
        return any_index(ctx, self, array, key);
    default:
        return r.ndim == 0 ? scalar_new(ctx, array->dtype, r.data)
                           : view_new(ctx, self, array, &r);
    }
}

HPyDef_SLOT(array_subscript, HPy_mp_subscript)
static HPy array_subscript_impl(HPyContext *ctx, HPy self, HPy key)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    HPy_ssize_t start, stop, step;
    if (HPy_TypeIs(ctx, key, ctx->h_LongType) && array->ndim > 0) {
        start = HPyLong_AsSsize_t(ctx, key);
        if (HPy_LIKELY(start != -1) || !HPyErr_Occurred(ctx)) {
            return first_axis(ctx, self, array, start);
        }
        HPyErr_Clear(ctx); /* and let index_read say what is wrong */
    }
    else if (HPy_TypeIs(ctx, key, ctx->h_SliceType) && array->ndim == 1) {
        if (HPySlice_Unpack(ctx, key, &start, &stop, &step) < 0) {
            return HPy_NULL;
        }
        if (HPy_LIKELY(array->ndim == 1)) { /* even now */
            return slice_line(ctx, self, array, start, stop, step);
        }
    }
    else if (HPy_TypeIs(ctx, key, ctx->h_TupleType)) {
        return tuple_index(ctx, self, array, key);
    }
    return any_index(ctx, self, array, key);
}

/* Iteration goes by it too, until an IndexError ends it. */
HPyDef_SLOT(array_item, HPy_sq_item)
static HPy array_item_impl(HPyContext *ctx, HPy self, HPy_ssize_t index)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    if (array->ndim == 0) {
        return HPyErr_SetString(ctx, ctx->h_TypeError,
                                "iteration over a 0-d array");
    }
    return first_axis(ctx, self, array, index);
}

/* ---- Containment ---- */

/* What `self == key` gave: an array in which any item is true, or one bool. */
static int any(HPyContext *ctx, HPy h)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool is_array = HPy_TypeIs(ctx, h, type);
    const ndarray *array;
    HPy_Close(ctx, type);
    if (!is_array) {
        return HPy_IsTrue(ctx, h);
    }
    array = ndarray_AsStruct(ctx, h);
    return memchr(array->data, 1, (size_t)array->size) != NULL;
}

HPyDef_SLOT(array_contains, HPy_sq_contains)
static int array_contains_impl(HPyContext *ctx, HPy self, HPy key)
{
    HPy equal = HPy_RichCompare(ctx, self, key, HPy_EQ);
    int result;
    if (HPy_IsNull(equal)) {
        return -1;
    }
    result = any(ctx, equal);
    HPy_Close(ctx, equal);
    return result;
}
