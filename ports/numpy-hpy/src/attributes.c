/* src/attributes.c: what an array is asked for without a call. */
#include "array.h"

#include "copy.h"
#include "descriptor.h"
#include "functions.h"
#include "shape.h"

#include <string.h>

/* ---- Shape ---- */

HPyDef_GET(array_shape, "shape",
           .doc = "The lengths of the dimensions, a tuple of ints.")
static HPy array_shape_get(HPyContext *ctx, HPy self, void *closure)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    (void)closure;
    return shape_tuple(ctx, array->ndim, array->shape);
}

HPyDef_GET(array_strides, "strides",
           .doc = "The bytes from one item to the next in each dimension.")
static HPy array_strides_get(HPyContext *ctx, HPy self, void *closure)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    (void)closure;
    return shape_tuple(ctx, array->ndim, array->strides);
}

HPyDef_GET(array_ndim, "ndim", .doc = "The number of dimensions.")
static HPy array_ndim_get(HPyContext *ctx, HPy self, void *closure)
{
    (void)closure;
    return HPyLong_FromLong(ctx, ndarray_AsStruct(ctx, self)->ndim);
}

HPyDef_GET(array_size, "size", .doc = "The number of items.")
static HPy array_size_get(HPyContext *ctx, HPy self, void *closure)
{
    (void)closure;
    return HPyLong_FromSsize_t(ctx, ndarray_AsStruct(ctx, self)->size);
}

HPyDef_SLOT(array_length, HPy_sq_length)
static HPy_ssize_t array_length_impl(HPyContext *ctx, HPy self)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    if (array->ndim == 0) {
        HPyErr_SetString(ctx, ctx->h_TypeError, "len() of unsized object");
        return -1;
    }
    return array->shape[0];
}

/* ---- Items ---- */

HPyDef_GET(array_dtype, "dtype", .doc = "The dtype of the items.")
static HPy array_dtype_get(HPyContext *ctx, HPy self, void *closure)
{
    (void)closure;
    return descriptor_of(ctx, ndarray_AsStruct(ctx, self)->dtype);
}

HPyDef_GET(array_itemsize, "itemsize", .doc = "The bytes of an item.")
static HPy array_itemsize_get(HPyContext *ctx, HPy self, void *closure)
{
    (void)closure;
    return HPyLong_FromSsize_t(ctx,
                               array_item_size(ndarray_AsStruct(ctx, self)));
}

HPyDef_GET(array_nbytes, "nbytes", .doc = "The bytes of all items.")
static HPy array_nbytes_get(HPyContext *ctx, HPy self, void *closure)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    (void)closure;
    return HPyLong_FromSsize_t(ctx, array->size * array_item_size(array));
}

HPyDef_GET(array_base, "base",
           .doc = "The object whose memory the items are in, if it is not the "
                  "array's own; or None.")
static HPy array_base_get(HPyContext *ctx, HPy self, void *closure)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    (void)closure;
    return array_has_base(array) ? HPyField_Load(ctx, self, array->base)
                                 : HPy_Dup(ctx, ctx->h_None);
}

/* ---- Transposed ---- */

/* A view whose last `count` axes are in reverse order. */
static HPy reverse_axes(HPyContext *ctx, HPy self, int count)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    ndarray *view;
    HPy h = array_new_alias(ctx, self, &view);
    int first = array->ndim - count;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    for (int i = 0; i < count; i++) {
        view->shape[first + i] = array->shape[array->ndim - 1 - i];
        view->strides[first + i] = array->strides[array->ndim - 1 - i];
    }
    array_update(view);
    return h;
}

HPyDef_GET(array_T, "T", .doc = "A view with the axes in reverse order.")
static HPy array_T_get(HPyContext *ctx, HPy self, void *closure)
{
    (void)closure;
    return reverse_axes(ctx, self, ndarray_AsStruct(ctx, self)->ndim);
}

HPyDef_GET(array_mT, "mT", .doc = "A view with the last two axes swapped.")
static HPy array_mT_get(HPyContext *ctx, HPy self, void *closure)
{
    (void)closure;
    if (ndarray_AsStruct(ctx, self)->ndim < 2) {
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                "matrix transpose with ndim < 2 is undefined");
    }
    return reverse_axes(ctx, self, 2);
}

/* ---- Parts of complex numbers ---- */

static HPy part_of(HPyContext *ctx, HPy self, bool imaginary)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    dtype_id part = array->dtype == COMPLEX64 ? FLOAT32 : FLOAT64;
    ndarray *view;
    HPy h = array_new_alias(ctx, self, &view);
    if (!HPy_IsNull(h)) {
        view->dtype = part;
        view->data += imaginary ? dtype_size(part) : 0;
        array_update(view);
    }
    return h;
}

HPyDef_GETSET(array_real, "real",
              .doc = "The real parts of the items, a view; may be set.")
static HPy array_real_get(HPyContext *ctx, HPy self, void *closure)
{
    (void)closure;
    if (dtypes[ndarray_AsStruct(ctx, self)->dtype].kind != 'c') {
        return HPy_Dup(ctx, self);
    }
    return part_of(ctx, self, false);
}

HPyDef_GETSET(array_imag, "imag",
              .doc = "The imaginary parts of the items: a view, which may be "
                     "set, or if the items are real, zeros that cannot be "
                     "changed.")
static HPy array_imag_get(HPyContext *ctx, HPy self, void *closure)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    ndarray *zeros;
    HPy h;
    (void)closure;
    if (dtypes[array->dtype].kind == 'c') {
        return part_of(ctx, self, true);
    }
    h = copy_new_like(ctx, array, array->dtype, ORDER_KEEP, &zeros);
    if (!HPy_IsNull(h)) {
        memset(zeros->data, 0, (size_t)(zeros->size * array_item_size(zeros)));
        zeros->flags &= (uint16_t)~ARRAY_WRITEABLE;
    }
    return h;
}

/* Set the items of a part, which is closed. */
static int set_part(HPyContext *ctx, HPy part, HPy value)
{
    int status = -1;
    if (HPy_IsNull(part)) {
        return -1;
    }
    if (HPy_IsNull(value)) {
        HPyErr_SetString(ctx, ctx->h_AttributeError,
                         "Cannot delete a part of an array");
    }
    else {
        status = HPy_SetItem(ctx, part, ctx->h_Ellipsis, value);
    }
    HPy_Close(ctx, part);
    return status;
}

static int array_real_set(HPyContext *ctx, HPy self, HPy value, void *closure)
{
    return set_part(ctx, array_real_get(ctx, self, closure), value);
}

static int array_imag_set(HPyContext *ctx, HPy self, HPy value, void *closure)
{
    if (dtypes[ndarray_AsStruct(ctx, self)->dtype].kind != 'c') {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "array does not have imaginary part to set");
        return -1;
    }
    return set_part(ctx, array_imag_get(ctx, self, closure), value);
}
