/* src/array.c: arrays are made, and die. */
#include "array.h"

#include "buffers.h"
#include "dlpack.h"
#include "functions.h"

#include <stdlib.h>
#include <string.h>

HPyGlobal array_type;

/* ---- Shapes ---- */

intptr_t array_count(HPyContext *ctx, int ndim, const intptr_t *shape,
                     intptr_t item_size)
{
    intptr_t count = 1, limit = PTRDIFF_MAX / item_size;
    bool is_empty = false;
    for (int i = 0; i < ndim; i++) {
        if (shape[i] == 0) {
            is_empty = true;
            continue; /* the others have to make sense all the same */
        }
        if (count > limit / shape[i]) {
            HPyErr_SetString(ctx, ctx->h_ValueError,
                             "Maximum allowed dimension exceeded");
            return -1;
        }
        count *= shape[i];
    }
    return is_empty ? 0 : count;
}

void array_fill_strides(intptr_t *strides, int ndim, const intptr_t *shape,
                        intptr_t item_size, bool f_order)
{
    intptr_t stride = item_size;
    for (int k = 0; k < ndim; k++) {
        int i = f_order ? k : ndim - 1 - k;
        strides[i] = stride;
        stride *= shape[i] > 0 ? shape[i] : 1;
    }
}

/* Are the items one behind the other, the last index or the first one running
 * fastest? Where there is one item or none, strides do not matter. */
static bool is_contiguous(const ndarray *array, bool f_order)
{
    intptr_t stride = array_item_size(array);
    for (int k = 0; k < array->ndim; k++) {
        int i = f_order ? k : array->ndim - 1 - k;
        if (array->shape[i] != 1) {
            if (array->strides[i] != stride) {
                return array->size == 0;
            }
            stride *= array->shape[i];
        }
    }
    return true;
}

static bool is_aligned(const ndarray *array)
{
    uintptr_t bits = (uintptr_t)array->data;
    for (int i = 0; i < array->ndim; i++) {
        bits |= array->shape[i] > 1 ? (uintptr_t)array->strides[i] : 0;
    }
    return bits % dtypes[array->dtype].alignment == 0;
}

void array_update(ndarray *array)
{
    intptr_t size = 1;
    for (int i = 0; i < array->ndim; i++) {
        size *= array->shape[i];
    }
    array->size = size;
    array->flags &= ARRAY_WRITEABLE | ARRAY_OWNS_DATA;
    array->flags |= is_contiguous(array, false) ? ARRAY_C_CONTIGUOUS : 0;
    array->flags |= is_contiguous(array, true) ? ARRAY_F_CONTIGUOUS : 0;
    array->flags |= is_aligned(array) ? ARRAY_ALIGNED : 0;
}

bool array_fail_dims(HPyContext *ctx, int ndim)
{
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "maximum supported dimension for an ndarray is currently %d, "
                  "found %d",
                  MAX_DIMS, ndim);
    return false;
}

/* ---- Birth ---- */

/* Give a new object, whose struct is zeros, space for shape and strides. */
static bool reserve_dims(HPyContext *ctx, ndarray *array, int ndim)
{
    intptr_t *dims = array->few_dims;
    if (ndim > MAX_DIMS) {
        return array_fail_dims(ctx, ndim);
    }
    if (ndim > FEW_DIMS) {
        dims = (intptr_t *)malloc(2 * (size_t)ndim * sizeof(intptr_t));
        if (dims == NULL) {
            HPyErr_NoMemory(ctx);
            return false;
        }
    }
    array->shape = dims;
    array->strides = dims + ndim;
    array->ndim = (int16_t)ndim;
    return true;
}

static HPy new_object(HPyContext *ctx, HPy type, dtype_id dtype, int ndim,
                      ndarray **array)
{
    HPy h = HPy_New(ctx, type, array);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    if (HPy_UNLIKELY(!reserve_dims(ctx, *array, ndim))) {
        HPy_Close(ctx, h);
        return HPy_NULL;
    }
    (*array)->dtype = dtype;
    return h;
}

static bool reserve_data(HPyContext *ctx, ndarray *array)
{
    size_t bytes = (size_t)(array->size * array_item_size(array));
    if (bytes <= FEW_BYTES) {
        array->data = array->few_bytes;
        return true;
    }
    if (HPy_UNLIKELY(flag_is_raised(&dlpack_has_released))) {
        dlpack_sweep(ctx); /* gives memory back, which is wanted now */
    }
    array->block = buffer_take(bytes);
    if (array->block == NULL) {
        HPyErr_NoMemory(ctx);
        return false;
    }
    array->data = array->block;
    return true;
}

/* The flags of an array whose strides were just made. */
static unsigned new_flags(const ndarray *array, bool f_order)
{
    unsigned flags = ARRAY_ALIGNED | ARRAY_WRITEABLE | ARRAY_OWNS_DATA;
    if (array->ndim < 2) {
        return flags | ARRAY_C_CONTIGUOUS | ARRAY_F_CONTIGUOUS;
    }
    flags |= f_order ? ARRAY_F_CONTIGUOUS : ARRAY_C_CONTIGUOUS;
    flags |= is_contiguous(array, !f_order)
                 ? ARRAY_C_CONTIGUOUS | ARRAY_F_CONTIGUOUS
                 : 0;
    return flags;
}

HPy array_new_of(HPyContext *ctx, HPy type, dtype_id dtype, int ndim,
                 const intptr_t *shape, bool f_order, ndarray **result)
{
    intptr_t item_size = dtype_size(dtype);
    intptr_t count = array_count(ctx, ndim, shape, item_size);
    ndarray *array;
    HPy h;
    if (count < 0) {
        return HPy_NULL;
    }
    h = new_object(ctx, type, dtype, ndim, &array);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    array->size = count;
    if (HPy_UNLIKELY(!reserve_data(ctx, array))) {
        HPy_Close(ctx, h);
        return HPy_NULL;
    }
    for (int i = 0; i < ndim; i++) {
        array->shape[i] = shape[i];
    }
    array_fill_strides(array->strides, ndim, shape, item_size, f_order);
    array->flags = (uint16_t)new_flags(array, f_order);
    *result = array;
    return h;
}

HPy array_new(HPyContext *ctx, dtype_id dtype, int ndim, const intptr_t *shape,
              bool f_order, ndarray **array)
{
    HPy type = HPyGlobal_Borrow(ctx, array_type);
    HPy h = array_new_of(ctx, type, dtype, ndim, shape, f_order, array);
    HPyGlobal_Return(ctx, type);
    return h;
}

/* Where `h` is a view of an array, that one: views of `h` show its data. Else
 * HPy_NULL. */
static HPy owner_of(HPyContext *ctx, HPy h)
{
    HPy type = HPyGlobal_Borrow(ctx, array_type), base = HPy_NULL;
    if (array_check(ctx, h, type)) {
        const ndarray *array = ndarray_AsStruct(ctx, h);
        if (array_has_base(array)) {
            base = HPyField_Load(ctx, h, array->base);
        }
    }
    if (!HPy_IsNull(base) && !array_check(ctx, base, type)) {
        HPy_Close(ctx, base);
        base = HPy_NULL;
    }
    HPyGlobal_Return(ctx, type);
    return base;
}

HPy array_new_view_of(HPyContext *ctx, HPy type, dtype_id dtype, int ndim,
                      HPy base, char *data, unsigned flags, ndarray **array)
{
    HPy h = new_object(ctx, type, dtype, ndim, array), owner;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    (*array)->data = data;
    (*array)->flags = (uint16_t)(flags & ARRAY_WRITEABLE);
    owner = owner_of(ctx, base);
    HPyField_Store(ctx, h, &(*array)->base, HPy_IsNull(owner) ? base : owner);
    if (!HPy_IsNull(owner)) {
        HPy_Close(ctx, owner);
    }
    return h;
}

HPy array_new_view(HPyContext *ctx, dtype_id dtype, int ndim, HPy base,
                   char *data, unsigned flags, ndarray **array)
{
    HPy type = HPyGlobal_Borrow(ctx, array_type);
    HPy h = array_new_view_of(ctx, type, dtype, ndim, base, data, flags, array);
    HPyGlobal_Return(ctx, type);
    return h;
}

HPy array_new_alias(HPyContext *ctx, HPy h, ndarray **result)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    size_t bytes = (size_t)array->ndim * sizeof(intptr_t);
    HPy view = array_new_view(ctx, array->dtype, array->ndim, h, array->data,
                              array->flags, result);
    if (HPy_IsNull(view)) {
        return HPy_NULL;
    }
    memcpy((*result)->shape, array->shape, bytes);
    memcpy((*result)->strides, array->strides, bytes);
    (*result)->size = array->size;
    (*result)->flags = (uint16_t)(array->flags & ~ARRAY_OWNS_DATA);
    return view;
}

/* ---- Death ---- */

HPyDef_SLOT(array_destroy, HPy_tp_destroy);
static void array_destroy_impl(void *data)
{
    ndarray *array = (ndarray *)data;
    if (array->block != NULL) {
        buffer_return(array->block,
                      (size_t)(array->size * array_item_size(array)));
    }
    if (array->shape != array->few_dims) {
        free(array->shape);
    }
}

HPyDef_SLOT(array_traverse, HPy_tp_traverse);
static int array_traverse_impl(void *data, HPyFunc_visitproc visit, void *arg)
{
    ndarray *array = (ndarray *)data;
    HPy_VISIT(&array->base);
    return 0;
}

/* ---- The type ---- */

static HPyDef *defines[] = {
#define X(NAME) &NAME,
    FOR_EACH_ARRAY_DEFINE(X)
#undef X
        NULL};

static HPyType_Spec array_spec = {
    .name = "numpy_hpy.ndarray",
    .basicsize = sizeof(ndarray),
    .builtin_shape = SHAPE(ndarray),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
    .defines = defines,
    .doc = "ndarray(shape, dtype=None, buffer=None, offset=0, strides=None, "
           "order=None)\n--\n\n"
           "An array: items of one dtype, in a grid of any number of "
           "dimensions.\n\n"
           "The items of a new one are not set, or are those of a buffer, "
           "from a byte on.",
};

bool array_add_type(HPyContext *ctx, HPy module)
{
    HPy type = HPyType_FromSpec(ctx, &array_spec, NULL);
    bool done;
    if (HPy_IsNull(type)) {
        return false;
    }
    HPyGlobal_Store(ctx, &array_type, type);
    done = HPy_SetAttr_s(ctx, module, "ndarray", type) == 0;
    HPy_Close(ctx, type);
    return done;
}
