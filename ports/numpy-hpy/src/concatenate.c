/* src/concatenate.c: arrays joined along an axis. */
#include "copy.h"
#include "creation.h"
#include "descriptor.h"
#include "exceptions.h"
#include "functions.h"
#include "shape.h"
#include "ufunc_type.h"

#include <stdlib.h>
#include <string.h>

/* The arrays that are joined, as handles that are owned. */
typedef struct {
    HPy *handles;
    HPy_ssize_t count;
} parts;

static void parts_close(HPyContext *ctx, parts *p)
{
    for (HPy_ssize_t i = 0; i < p->count; i++) {
        HPy_Close(ctx, p->handles[i]);
    }
    free(p->handles);
}

static bool parts_read(HPyContext *ctx, HPy sequence, parts *p)
{
    HPy_ssize_t length = HPy_Length(ctx, sequence);
    if (length == 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "need at least one array to concatenate");
    }
    if (length <= 0) {
        return false;
    }
    p->handles = (HPy *)malloc((size_t)length * sizeof(HPy));
    if (p->handles == NULL) {
        HPyErr_NoMemory(ctx);
        return false;
    }
    while (p->count < length) {
        ndarray *array;
        HPy item = HPy_GetItem_i(ctx, sequence, p->count);
        HPy h = HPy_IsNull(item)
                    ? HPy_NULL
                    : creation_as_array(ctx, item, NO_DTYPE, &array);
        HPy_Close(ctx, item);
        if (HPy_IsNull(h)) {
            return false;
        }
        p->handles[p->count++] = h;
    }
    return true;
}

/* ---- What becomes of them ---- */

typedef struct {
    int ndim;
    int axis;
    dtype_id dtype;
    bool is_flat; /* axis=None: all items in one dimension */
    bool f_order;
    intptr_t shape[MAX_DIMS];
} joint;

static bool fail_dims(HPyContext *ctx, int first, HPy_ssize_t index, int other)
{
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "all the input arrays must have same number of dimensions, "
                  "but the array at index 0 has %d dimension(s) and the array "
                  "at index %zd has %d dimension(s)",
                  first, index, other);
    return false;
}

static bool fail_length(HPyContext *ctx, int axis, intptr_t first,
                        HPy_ssize_t index, intptr_t other)
{
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "all the input array dimensions except for the "
                  "concatenation axis must match exactly, but along dimension "
                  "%d, the array at index 0 has size %zd and the array at "
                  "index %zd has size %zd",
                  axis, (HPy_ssize_t)first, index, (HPy_ssize_t)other);
    return false;
}

static bool add_part(HPyContext *ctx, joint *j, const ndarray *array,
                     HPy_ssize_t index)
{
    if (j->is_flat) {
        j->shape[0] += array->size;
        return true;
    }
    if (array->ndim != j->ndim) {
        return fail_dims(ctx, j->ndim, index, array->ndim);
    }
    for (int i = 0; i < j->ndim; i++) {
        if (i == j->axis) {
            j->shape[i] += array->shape[i];
        }
        else if (array->shape[i] != j->shape[i]) {
            return fail_length(ctx, i, j->shape[i], index, array->shape[i]);
        }
    }
    return true;
}

static bool plan(HPyContext *ctx, const parts *p, joint *j)
{
    const ndarray *first = ndarray_AsStruct(ctx, p->handles[0]);
    dtype_id promoted = first->dtype;
    memcpy(j->shape, first->shape, (size_t)j->ndim * sizeof(*j->shape));
    j->shape[j->axis] = 0;
    j->f_order = !j->is_flat;
    for (HPy_ssize_t i = 0; i < p->count; i++) {
        const ndarray *array = ndarray_AsStruct(ctx, p->handles[i]);
        promoted = dtype_promote(promoted, array->dtype);
        j->f_order = j->f_order && (array->flags & ARRAY_F_CONTIGUOUS) != 0 &&
                     (array->flags & ARRAY_C_CONTIGUOUS) == 0;
        if (!add_part(ctx, j, array, i)) {
            return false;
        }
    }
    j->dtype = j->dtype == NO_DTYPE ? promoted : j->dtype;
    return true;
}

/* Copy one part to where it belongs; returned is where the next one does. */
static char *copy_part(ndarray *result, const joint *j, const ndarray *array,
                       char *data)
{
    intptr_t shape[MAX_DIMS], strides[MAX_DIMS];
    ndarray target = *result;
    target.data = data;
    target.shape = shape;
    target.strides = strides;
    if (j->is_flat) {
        target.ndim = array->ndim;
        memcpy(shape, array->shape, (size_t)array->ndim * sizeof(*shape));
        array_fill_strides(strides, array->ndim, shape, array_item_size(result),
                           false);
        data += array->size * array_item_size(result);
    }
    else {
        memcpy(shape, array->shape, (size_t)array->ndim * sizeof(*shape));
        memcpy(strides, result->strides,
               (size_t)array->ndim * sizeof(*strides));
        data += strides[j->axis] * shape[j->axis];
    }
    array_update(&target);
    copy_items(&target, array);
    return data;
}

/* ---- Arguments ---- */

static HPy join_into(HPyContext *ctx, const parts *p, joint *j, HPy out,
                     casting how)
{
    ndarray *result;
    char *data, one[320], other[320];
    HPy h;
    if (HPy_IsNull(out)) {
        h = array_new(ctx, j->dtype, j->ndim, j->shape, j->f_order, &result);
    }
    else {
        h = HPy_Dup(ctx, out);
        result = ndarray_AsStruct(ctx, h);
        if (result->ndim != j->ndim ||
            memcmp(result->shape, j->shape,
                   (size_t)j->ndim * sizeof(*j->shape)) != 0) {
            HPy_Close(ctx, h);
            return HPyErr_Format(
                ctx, ctx->h_ValueError,
                "Output array is the wrong shape: %s, "
                "not %s",
                shape_text(one, sizeof(one), result->ndim, result->shape),
                shape_text(other, sizeof(other), j->ndim, j->shape));
        }
    }
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    data = result->data;
    for (HPy_ssize_t i = 0; i < p->count; i++) {
        const ndarray *array = ndarray_AsStruct(ctx, p->handles[i]);
        if (!dtype_can_cast(array->dtype, result->dtype, how)) {
            HPy_Close(ctx, h);
            return HPyErr_Format(
                ctx, ctx->h_TypeError,
                "Cannot cast array data from dtype('%s') to dtype('%s') "
                "according to the rule '%s'",
                dtypes[array->dtype].name, dtypes[result->dtype].name,
                casting_names[how]);
        }
        if (!exceptions_check_cast(ctx, array->dtype, result->dtype)) {
            HPy_Close(ctx, h);
            return HPy_NULL;
        }
        data = copy_part(result, j, array, data);
    }
    return h;
}

static bool read_axis(HPyContext *ctx, HPy axis, const parts *p, joint *j)
{
    j->ndim = ndarray_AsStruct(ctx, p->handles[0])->ndim;
    if (HPy_Is(ctx, axis, ctx->h_None)) {
        j->is_flat = true;
        j->ndim = 1;
        return true;
    }
    if (j->ndim == 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "zero-dimensional arrays cannot be concatenated");
        return false;
    }
    j->axis = HPy_IsNull(axis) ? 0 : shape_read_axis(ctx, axis, j->ndim);
    return j->axis >= 0;
}

HPyDef_METH(core_concatenate, "concatenate", HPyFunc_KEYWORDS,
            .doc = "concatenate(arrays, /, axis=0, out=None, *, dtype=None, "
                   "casting='same_kind')\n--\n\n"
                   "Return arrays joined along an axis that they have.\n\n"
                   "arrays: a sequence of arrays, whose shapes are the same "
                   "but for that axis.\n"
                   "axis: None joins all items in one dimension.\n"
                   "out: an array to store the result in.\n"
                   "dtype: of the result; None is the one that suits all.\n\n"
                   "Raise ValueError if the shapes differ.")
static HPy core_concatenate_impl(HPyContext *ctx, HPy self, const HPy *args,
                                 size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"",      "axis",    "out",
                                        "dtype", "casting", NULL};
    HPy sequence, axis = HPy_NULL, out = HPy_NULL, dtype = HPy_NULL;
    HPy casting_arg = HPy_NULL, outs[1] = {HPy_NULL}, result = HPy_NULL;
    parts p = {NULL, 0};
    joint j = {.dtype = NO_DTYPE};
    casting how = CAST_SAME_KIND;
    HPyTracker tracker;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "O|OO$OO:concatenate", names, &sequence, &axis,
                              &out, &dtype, &casting_arg)) {
        return HPy_NULL;
    }
    if (ufunc_read_casting(ctx, casting_arg, &how) &&
        ufunc_read_out(ctx, out, 1, outs) &&
        (HPy_IsNull(dtype) || descriptor_read(ctx, dtype, &j.dtype)) &&
        parts_read(ctx, sequence, &p) && read_axis(ctx, axis, &p, &j) &&
        plan(ctx, &p, &j)) {
        result = join_into(ctx, &p, &j, outs[0], how);
    }
    parts_close(ctx, &p);
    HPy_Close(ctx, outs[0]);
    HPyTracker_Close(ctx, tracker);
    return result;
}
