/* src/shape.c: shapes as arguments, and arrays in other shapes. */
#include "shape.h"

#include "copy.h"
#include "creation.h"
#include "exceptions.h"
#include "functions.h"

#include <stdio.h>
#include <string.h>

/* ---- Texts and errors ---- */

const char *shape_text(char *text, size_t size, int ndim, const intptr_t *shape)
{
    char *next = text, *end = text + size - 8;
    *next++ = '(';
    for (int i = 0; i < ndim && end - next > 24; i++) {
        next += snprintf(next, 24, i == 0 ? "%td" : ",%td", shape[i]);
    }
    snprintf(next, 4, ndim == 1 ? ",)" : ")");
    return text;
}

HPy shape_tuple(HPyContext *ctx, int count, const intptr_t *numbers)
{
    HPy items[MAX_DIMS], result = HPy_NULL;
    int made = 0;
    while (made < count) {
        items[made] = HPyLong_FromSsize_t(ctx, numbers[made]);
        if (HPy_UNLIKELY(HPy_IsNull(items[made]))) {
            break;
        }
        made++;
    }
    if (made == count) {
        result = HPyTuple_FromArray(ctx, items, count);
    }
    while (made > 0) {
        HPy_Close(ctx, items[--made]);
    }
    return result;
}

int shape_fail_axis(HPyContext *ctx, intptr_t axis, int ndim)
{
    exceptions_raise_axis(ctx, axis, ndim, NULL);
    return -1;
}

/* ---- Arguments ---- */

/* An object with __index__; false with an exception. */
static bool read_length(HPyContext *ctx, HPy h, intptr_t *length)
{
    HPy number;
    if (HPy_LIKELY(HPy_TypeIs(ctx, h, ctx->h_LongType))) {
        *length = HPyLong_AsSsize_t(ctx, h);
        return *length != -1 || !HPyErr_Occurred(ctx);
    }
    number = HPy_Index(ctx, h);
    if (HPy_IsNull(number)) {
        return false;
    }
    *length = HPyLong_AsSsize_t(ctx, number);
    HPy_Close(ctx, number);
    return *length != -1 || !HPyErr_Occurred(ctx);
}

static int read_lengths(HPyContext *ctx, HPy h, intptr_t *shape)
{
    HPy_ssize_t count = HPy_Length(ctx, h);
    if (count > MAX_DIMS) {
        array_fail_dims(ctx, (int)count);
        return -1;
    }
    for (HPy_ssize_t i = 0; i < count; i++) {
        HPy item = HPy_GetItem_i(ctx, h, i);
        bool done = !HPy_IsNull(item) && read_length(ctx, item, &shape[i]);
        HPy_Close(ctx, item);
        if (!done) {
            return -1;
        }
    }
    return (int)count;
}

int shape_read(HPyContext *ctx, HPy h, intptr_t *shape)
{
    if (HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        return read_length(ctx, h, shape) ? 1 : -1;
    }
    if (HPy_TypeIs(ctx, h, ctx->h_TupleType) ||
        HPy_TypeIs(ctx, h, ctx->h_ListType)) {
        return read_lengths(ctx, h, shape);
    }
    if (!HPy_HasAttr_s(ctx, h, "__index__") &&
        HPy_HasAttr_s(ctx, h, "__len__")) {
        return read_lengths(ctx, h, shape);
    }
    if (!HPy_HasAttr_s(ctx, h, "__index__")) {
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "expected a sequence of integers or a single integer, "
                      "got '%S'",
                      h);
        return -1;
    }
    return read_length(ctx, h, shape) ? 1 : -1;
}

int shape_read_axis(HPyContext *ctx, HPy h, int ndim)
{
    intptr_t axis;
    if (!read_length(ctx, h, &axis)) {
        return -1;
    }
    if (axis < -ndim || axis >= ndim) {
        return shape_fail_axis(ctx, axis, ndim);
    }
    return (int)(axis < 0 ? axis + ndim : axis);
}

bool shape_check_lengths(HPyContext *ctx, int ndim, const intptr_t *shape)
{
    for (int i = 0; i < ndim; i++) {
        if (shape[i] < 0) {
            HPyErr_SetString(ctx, ctx->h_ValueError,
                             "negative dimensions are not allowed");
            return false;
        }
    }
    return true;
}

/* The shape that the arguments of a method are: one sequence, or ints. */
int shape_read_arguments(HPyContext *ctx, const HPy *args, size_t nargs,
                         intptr_t *shape)
{
    if (nargs == 1) {
        return shape_read(ctx, args[0], shape);
    }
    if (nargs > MAX_DIMS) {
        array_fail_dims(ctx, (int)nargs);
        return -1;
    }
    for (size_t i = 0; i < nargs; i++) {
        if (!read_length(ctx, args[i], &shape[i])) {
            return -1;
        }
    }
    return (int)nargs;
}

/* ---- reshape ---- */

/* Strides with which the items of an array are seen in another shape, in the
 * same order: groups of axes on both sides hold the same number of items, and
 * those of a group have to lie as if they were one axis. */
static bool find_strides(const ndarray *array, int ndim, const intptr_t *shape,
                         bool f_order, intptr_t *strides)
{
    intptr_t old_shape[MAX_DIMS], old_strides[MAX_DIMS];
    int old_ndim = 0, old = 0, fresh = 0;
    for (int i = 0; i < array->ndim; i++) {
        if (array->shape[i] != 1) {
            old_shape[old_ndim] = array->shape[i];
            old_strides[old_ndim++] = array->strides[i];
        }
    }
    while (fresh < ndim && old < old_ndim) {
        int old_end = old + 1, fresh_end = fresh + 1;
        intptr_t old_count = old_shape[old], count = shape[fresh];
        while (old_count != count) {
            if (count < old_count) {
                count *= shape[fresh_end++];
            }
            else {
                old_count *= old_shape[old_end++];
            }
        }
        for (int k = old; k < old_end - 1; k++) {
            intptr_t inner = f_order ? old_strides[k] * old_shape[k]
                                     : old_strides[k + 1] * old_shape[k + 1];
            if ((f_order ? old_strides[k + 1] : old_strides[k]) != inner) {
                return false;
            }
        }
        if (f_order) {
            strides[fresh] = old_strides[old];
            for (int k = fresh + 1; k < fresh_end; k++) {
                strides[k] = strides[k - 1] * shape[k - 1];
            }
        }
        else {
            strides[fresh_end - 1] = old_strides[old_end - 1];
            for (int k = fresh_end - 1; k > fresh; k--) {
                strides[k - 1] = strides[k] * shape[k];
            }
        }
        old = old_end;
        fresh = fresh_end;
    }
    for (int k = fresh; k < ndim; k++) { /* axes of length 1 */
        strides[k] = k > 0 && f_order ? strides[k - 1] * shape[k - 1]
                     : k > 0          ? strides[k - 1]
                                      : array_item_size(array);
    }
    return true;
}

static bool fail_size(HPyContext *ctx, const ndarray *array, int ndim,
                      const intptr_t *shape)
{
    char text[32 * MAX_DIMS];
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "cannot reshape array of size %zd into shape %s",
                  (HPy_ssize_t)array->size,
                  shape_text(text, sizeof(text), ndim, shape));
    return false;
}

/* Replace the -1 by the length that is left. */
static bool complete(HPyContext *ctx, const ndarray *array, int ndim,
                     const intptr_t *given, intptr_t *shape)
{
    intptr_t known = 1;
    int unknown = -1;
    for (int i = 0; i < ndim; i++) {
        shape[i] = given[i];
        if (given[i] == -1 && unknown < 0) {
            unknown = i;
        }
        else if (given[i] < 0) {
            HPyErr_SetString(ctx, ctx->h_ValueError,
                             given[i] == -1
                                 ? "can only specify one unknown dimension"
                                 : "negative dimensions not allowed");
            return false;
        }
        else if (given[i] != 0 && known > PTRDIFF_MAX / given[i]) {
            return fail_size(ctx, array, ndim, given);
        }
        else {
            known *= given[i];
        }
    }
    if (unknown >= 0 && known != 0) {
        shape[unknown] = array->size / known;
        known *= shape[unknown];
    }
    else if (unknown >= 0) {
        return fail_size(ctx, array, ndim, given);
    }
    return known == array->size || fail_size(ctx, array, ndim, given);
}

/* A view of the array in a shape of the same size, if there can be one. */
static HPy view_as(HPyContext *ctx, HPy h, int ndim, const intptr_t *shape,
                   bool f_order, bool *is_possible)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    size_t bytes = (size_t)ndim * sizeof(intptr_t);
    intptr_t strides[MAX_DIMS];
    ndarray *view;
    HPy result;
    *is_possible = true;
    if (array->size == 0) {
        array_fill_strides(strides, ndim, shape, array_item_size(array),
                           f_order);
    }
    else if (!find_strides(array, ndim, shape, f_order, strides)) {
        *is_possible = false;
        return HPy_NULL;
    }
    result = array_new_view(ctx, array->dtype, ndim, h, array->data,
                            array->flags, &view);
    if (!HPy_IsNull(result)) {
        memcpy(view->shape, shape, bytes);
        memcpy(view->strides, strides, bytes);
        array_update(view);
    }
    return result;
}

HPy shape_change(HPyContext *ctx, HPy h, int ndim, const intptr_t *given,
                 bool f_order)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    intptr_t shape[MAX_DIMS];
    ndarray *copied;
    bool is_possible;
    HPy copy, result;
    if (ndim > MAX_DIMS) {
        array_fail_dims(ctx, ndim);
        return HPy_NULL;
    }
    if (!complete(ctx, array, ndim, given, shape)) {
        return HPy_NULL;
    }
    result = view_as(ctx, h, ndim, shape, f_order, &is_possible);
    if (is_possible) {
        return result;
    }
    copy = copy_array(ctx, array, array->dtype, f_order ? ORDER_F : ORDER_C,
                      &copied);
    if (HPy_IsNull(copy)) {
        return HPy_NULL;
    }
    result = view_as(ctx, copy, ndim, shape, f_order, &is_possible);
    HPy_Close(ctx, copy);
    return result;
}

HPyDef_METH(array_reshape, "reshape", HPyFunc_KEYWORDS,
            .doc = "reshape($self, /, *shape, order='C', copy=None)\n--\n\n"
                   "Return the items in another shape: a view where that is "
                   "possible.\n\n"
                   "shape: ints, or a sequence of ints; one may be -1, which "
                   "stands for what is\n    left.\n"
                   "order: 'C' takes and places the items with the last index "
                   "running fastest,\n    'F' the first one; 'A' is 'F' for "
                   "arrays in that order.\n"
                   "copy: True always copies, False raises ValueError if "
                   "that is needed.\n\n"
                   "Raise ValueError if the sizes differ.")
static HPy array_reshape_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"order", "copy", NULL};
    const ndarray *array = ndarray_AsStruct(ctx, self);
    HPy order = HPy_NULL, copy = HPy_NULL, result = HPy_NULL;
    intptr_t shape[MAX_DIMS], complete_shape[MAX_DIMS];
    copy_order how = ORDER_C;
    HPyTracker tracker;
    bool is_possible, f_order;
    int ndim;
    if (HPy_LIKELY(HPy_IsNull(kwnames))) {
        ndim = shape_read_arguments(ctx, args, nargs, shape);
        return ndim < 0 ? HPy_NULL
                        : shape_change(ctx, self, ndim, shape, false);
    }
    if (!HPyArg_ParseKeywords(ctx, &tracker, args + nargs, 0, kwnames,
                              "|$OO:reshape", names, &order, &copy)) {
        return HPy_NULL;
    }
    ndim = shape_read_arguments(ctx, args, nargs, shape);
    if (ndim < 0 || !copy_read_order(ctx, order, &how)) {
        goto cleanup;
    }
    f_order = how == ORDER_F ||
              (how == ORDER_ANY && (array->flags & ARRAY_C_CONTIGUOUS) == 0 &&
               (array->flags & ARRAY_F_CONTIGUOUS) != 0);
    if (HPy_IsNull(copy) || HPy_Is(ctx, copy, ctx->h_None)) {
        result = shape_change(ctx, self, ndim, shape, f_order);
    }
    else if (HPy_Is(ctx, copy, ctx->h_False)) {
        if (complete(ctx, array, ndim, shape, complete_shape)) {
            result =
                view_as(ctx, self, ndim, complete_shape, f_order, &is_possible);
            if (!is_possible) {
                HPyErr_SetString(ctx, ctx->h_ValueError,
                                 "Unable to avoid creating a copy while "
                                 "reshaping.");
            }
        }
    }
    else {
        ndarray *copied;
        HPy other = copy_array(ctx, array, array->dtype,
                               f_order ? ORDER_F : ORDER_C, &copied);
        if (!HPy_IsNull(other)) {
            result = shape_change(ctx, other, ndim, shape, f_order);
            HPy_Close(ctx, other);
        }
    }
cleanup:
    HPyTracker_Close(ctx, tracker);
    return result;
}

/* ---- ravel and flatten ---- */

static HPy read_one_order(HPyContext *ctx, const HPy *args, size_t nargs,
                          HPy kwnames, copy_order *order)
{
    static const char *const names[] = {"order", NULL};
    HPy h = HPy_NULL;
    HPyTracker tracker;
    bool done;
    *order = ORDER_C;
    if (nargs == 0 && HPy_IsNull(kwnames)) {
        return ctx->h_None;
    }
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames, "|O:ravel",
                              names, &h)) {
        return HPy_NULL;
    }
    done = copy_read_order(ctx, h, order);
    HPyTracker_Close(ctx, tracker);
    return done ? ctx->h_None : HPy_NULL;
}

/* The items in the order of memory, as a new array in one dimension. */
static HPy flat_copy(HPyContext *ctx, HPy self, copy_order order)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    intptr_t size = array->size;
    ndarray *copied, *flat;
    HPy copy, result;
    copy = copy_array(ctx, array, array->dtype, order, &copied);
    if (HPy_IsNull(copy)) {
        return HPy_NULL;
    }
    if (copied->ndim == 1) {
        return copy;
    }
    result = array_new_view(ctx, copied->dtype, 1, copy, copied->data,
                            copied->flags, &flat);
    if (!HPy_IsNull(result)) {
        flat->shape[0] = size;
        flat->strides[0] = array_item_size(copied);
        array_update(flat);
    }
    HPy_Close(ctx, copy);
    return result;
}

static bool is_in_order(const ndarray *array, copy_order order)
{
    return order == ORDER_F ? (array->flags & ARRAY_F_CONTIGUOUS) != 0
                            : (array->flags & ARRAY_C_CONTIGUOUS) != 0 ||
                                  (order != ORDER_C &&
                                   (array->flags & ARRAY_F_CONTIGUOUS) != 0);
}

HPyDef_METH(array_ravel, "ravel", HPyFunc_KEYWORDS,
            .doc = "ravel($self, /, order='C')\n--\n\n"
                   "Return the items in one dimension: a view where that is "
                   "possible.\n\n"
                   "order: as for reshape; 'K' is the order in memory.")
static HPy array_ravel_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs, HPy kwnames)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    const intptr_t all = -1;
    copy_order order;
    if (HPy_IsNull(read_one_order(ctx, args, nargs, kwnames, &order))) {
        return HPy_NULL;
    }
    if (is_in_order(array, order) || array->size == 0) {
        bool f_order = (array->flags & ARRAY_C_CONTIGUOUS) == 0;
        const intptr_t none = 0;
        return shape_change(ctx, self, 1, array->size == 0 ? &none : &all,
                            f_order);
    }
    return flat_copy(ctx, self, order);
}

HPyDef_METH(array_flatten, "flatten", HPyFunc_KEYWORDS,
            .doc = "flatten($self, /, order='C')\n--\n\n"
                   "Return a copy of the items in one dimension.\n\n"
                   "order: as for ravel.")
static HPy array_flatten_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs, HPy kwnames)
{
    copy_order order;
    if (HPy_IsNull(read_one_order(ctx, args, nargs, kwnames, &order))) {
        return HPy_NULL;
    }
    return flat_copy(ctx, self, order);
}

/* ---- Axes ---- */

/* A view with the axes in another order. */
static HPy permute(HPyContext *ctx, HPy self, const int *axes)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    ndarray *view;
    HPy h = array_new_alias(ctx, self, &view);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    for (int i = 0; i < array->ndim; i++) {
        view->shape[i] = array->shape[axes[i]];
        view->strides[i] = array->strides[axes[i]];
    }
    array_update(view);
    return h;
}

/* Axes that are each there once; false with an exception. */
static bool check_axes(HPyContext *ctx, int ndim, int count,
                       const intptr_t *given, int *axes)
{
    bool seen[MAX_DIMS] = {false};
    if (count != ndim) {
        HPyErr_SetString(ctx, ctx->h_ValueError, "axes don't match array");
        return false;
    }
    for (int i = 0; i < ndim; i++) {
        if (given[i] < -ndim || given[i] >= ndim) {
            shape_fail_axis(ctx, given[i], ndim);
            return false;
        }
        axes[i] = (int)(given[i] < 0 ? given[i] + ndim : given[i]);
        if (seen[axes[i]]) {
            HPyErr_SetString(ctx, ctx->h_ValueError,
                             "repeated axis in transpose");
            return false;
        }
        seen[axes[i]] = true;
    }
    return true;
}

HPyDef_METH(array_transpose, "transpose", HPyFunc_VARARGS,
            .doc = "transpose($self, /, *axes)\n--\n\n"
                   "Return a view with the axes in another order.\n\n"
                   "axes: ints, or a tuple of them: which axis of the array "
                   "becomes the first,\n    the second, ...; none, or None, "
                   "is the reverse order.")
static HPy array_transpose_impl(HPyContext *ctx, HPy self, const HPy *args,
                                size_t nargs)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    intptr_t given[MAX_DIMS];
    int axes[MAX_DIMS], count;
    if (nargs == 0 || (nargs == 1 && HPy_Is(ctx, args[0], ctx->h_None))) {
        for (int i = 0; i < array->ndim; i++) {
            axes[i] = array->ndim - 1 - i;
        }
        return permute(ctx, self, axes);
    }
    count = shape_read_arguments(ctx, args, nargs, given);
    if (count < 0 || !check_axes(ctx, array->ndim, count, given, axes)) {
        return HPy_NULL;
    }
    return permute(ctx, self, axes);
}

/* The name of the axis stands in front of the AxisError. */
static int read_named_axis(HPyContext *ctx, intptr_t axis, int ndim,
                           const char *name)
{
    if (axis < -ndim || axis >= ndim) {
        exceptions_raise_axis(ctx, axis, ndim, name);
        return -1;
    }
    return (int)(axis < 0 ? axis + ndim : axis);
}

HPyDef_METH(array_swapaxes, "swapaxes", HPyFunc_VARARGS,
            .doc = "swapaxes($self, axis1, axis2, /)\n--\n\n"
                   "Return a view with two axes swapped.")
static HPy array_swapaxes_impl(HPyContext *ctx, HPy self, const HPy *args,
                               size_t nargs)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    HPy_ssize_t axis1, axis2;
    int axes[MAX_DIMS], one, other;
    if (!HPyArg_Parse(ctx, NULL, args, nargs, "nn:swapaxes", &axis1, &axis2)) {
        return HPy_NULL;
    }
    one = read_named_axis(ctx, axis1, array->ndim, "axis1");
    other = one < 0 ? -1 : read_named_axis(ctx, axis2, array->ndim, "axis2");
    if (other < 0) {
        return HPy_NULL;
    }
    for (int i = 0; i < array->ndim; i++) {
        axes[i] = i == one ? other : i == other ? one : i;
    }
    return permute(ctx, self, axes);
}

/* ---- diagonal ---- */

/* How many items a diagonal has, and how many rows and columns are in front of
 * it. */
static intptr_t diagonal_length(intptr_t rows, intptr_t columns,
                                intptr_t offset, intptr_t *row,
                                intptr_t *column)
{
    *row = offset < 0 ? (offset < -rows ? rows : -offset) : 0;
    *column = offset > 0 ? (offset > columns ? columns : offset) : 0;
    rows -= *row;
    columns -= *column;
    return rows < columns ? rows : columns;
}

static HPy fail_diagonal(HPyContext *ctx, const char *why)
{
    return HPyErr_SetString(ctx, ctx->h_ValueError, why);
}

/* A read-only view; of the axes but two, and the diagonal behind them. */
static HPy diagonal(HPyContext *ctx, HPy self, intptr_t offset, int one,
                    int two)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    intptr_t row, column;
    intptr_t length = diagonal_length(array->shape[one], array->shape[two],
                                      offset, &row, &column);
    char *data = length == 0 ? array->data
                             : array->data + row * array->strides[one] +
                                   column * array->strides[two];
    ndarray *view;
    int k = 0;
    HPy h = array_new_view(ctx, array->dtype, array->ndim - 1, self, data, 0,
                           &view);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    for (int i = 0; i < array->ndim; i++) {
        if (i != one && i != two) {
            view->shape[k] = array->shape[i];
            view->strides[k++] = array->strides[i];
        }
    }
    view->shape[k] = length;
    view->strides[k] = array->strides[one] + array->strides[two];
    array_update(view);
    return h;
}

HPyDef_METH(array_diagonal, "diagonal", HPyFunc_KEYWORDS,
            .doc = "diagonal($self, /, offset=0, axis1=0, axis2=1)\n--\n\n"
                   "Return a read-only view of the items on a diagonal of two "
                   "axes, along a new last\naxis.\n\n"
                   "Raise ValueError for less than two axes, AxisError.")
static HPy array_diagonal_impl(HPyContext *ctx, HPy self, const HPy *args,
                               size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"offset", "axis1", "axis2", NULL};
    const ndarray *array = ndarray_AsStruct(ctx, self);
    HPy_ssize_t offset = 0, axis1 = 0, axis2 = 1;
    int one, two;
    if (!HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames, "|nnn:diagonal",
                              names, &offset, &axis1, &axis2)) {
        return HPy_NULL;
    }
    if (array->ndim < 2) {
        return fail_diagonal(
            ctx, "diag requires an array of at least two dimensions");
    }
    one = read_named_axis(ctx, axis1, array->ndim, "axis1");
    two = one < 0 ? -1 : read_named_axis(ctx, axis2, array->ndim, "axis2");
    if (two < 0) {
        return HPy_NULL;
    }
    return one == two ? fail_diagonal(ctx, "axis1 and axis2 cannot be the same")
                      : diagonal(ctx, self, offset, one, two);
}

/* ---- squeeze ---- */

/* Which axes to leave out: all of length 1, or those that are given. */
static bool read_squeezed(HPyContext *ctx, const ndarray *array, HPy axis,
                          bool *left_out)
{
    intptr_t given[MAX_DIMS];
    int count;
    for (int i = 0; i < array->ndim; i++) {
        left_out[i] = HPy_IsNull(axis) && array->shape[i] == 1;
    }
    count = HPy_IsNull(axis) ? 0 : shape_read(ctx, axis, given);
    for (int i = 0; i < count; i++) {
        intptr_t k = given[i] < 0 ? given[i] + array->ndim : given[i];
        if (array->ndim == 0 && (k == 0 || k == -1)) {
            continue; /* as if it had one axis */
        }
        if (k < 0 || k >= array->ndim) {
            shape_fail_axis(ctx, given[i], array->ndim);
            return false;
        }
        if (left_out[k] || array->shape[k] != 1) {
            HPyErr_SetString(ctx, ctx->h_ValueError,
                             left_out[k]
                                 ? "duplicate value in 'axis'"
                                 : "cannot select an axis to squeeze out which "
                                   "has size not equal to one");
            return false;
        }
        left_out[k] = true;
    }
    return count >= 0;
}

HPyDef_METH(array_squeeze, "squeeze", HPyFunc_KEYWORDS,
            .doc = "squeeze($self, /, axis=None)\n--\n\n"
                   "Return a view without axes of length 1.\n\n"
                   "axis: an int or a tuple of ints; None is all of them.\n\n"
                   "Raise ValueError if an axis is longer.")
static HPy array_squeeze_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"axis", NULL};
    const ndarray *array = ndarray_AsStruct(ctx, self);
    HPy axis = HPy_NULL, h;
    bool left_out[MAX_DIMS], done;
    HPyTracker tracker;
    ndarray *view;
    int ndim = 0;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames, "|O:squeeze",
                              names, &axis)) {
        return HPy_NULL;
    }
    axis = HPy_Is(ctx, axis, ctx->h_None) ? HPy_NULL : axis;
    done = read_squeezed(ctx, array, axis, left_out);
    HPyTracker_Close(ctx, tracker);
    h = done ? array_new_alias(ctx, self, &view) : HPy_NULL;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    for (int i = 0; i < array->ndim; i++) {
        if (!left_out[i]) {
            view->shape[ndim] = array->shape[i];
            view->strides[ndim++] = array->strides[i];
        }
    }
    view->ndim = (int16_t)ndim;
    array_update(view);
    return h;
}

/* ---- broadcast_to ---- */

HPy shape_broadcast(HPyContext *ctx, HPy h, int ndim, const intptr_t *shape)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    int added = ndim - array->ndim;
    char from[32 * MAX_DIMS], to[32 * MAX_DIMS];
    ndarray *view;
    HPy result;
    for (int i = 0; i < array->ndim; i++) {
        if (added < 0 ||
            (array->shape[i] != 1 && array->shape[i] != shape[i + added])) {
            return HPyErr_Format(
                ctx, ctx->h_ValueError,
                "could not broadcast input array from shape %s into shape %s",
                shape_text(from, sizeof(from), array->ndim, array->shape),
                shape_text(to, sizeof(to), ndim, shape));
        }
    }
    result = array_new_view(ctx, array->dtype, ndim, h, array->data, 0, &view);
    if (HPy_IsNull(result)) {
        return HPy_NULL;
    }
    for (int i = 0; i < ndim; i++) {
        bool stays = i >= added && array->shape[i - added] == shape[i];
        view->shape[i] = shape[i];
        view->strides[i] = stays ? array->strides[i - added] : 0;
    }
    array_update(view);
    return result;
}

HPyDef_METH(core_broadcast_to, "broadcast_to", HPyFunc_KEYWORDS,
            .doc = "broadcast_to(array, shape, subok=False)\n--\n\n"
                   "Return a read-only view in a larger shape: axes of length "
                   "1, and new ones in\nfront, repeat their items.\n\n"
                   "Raise ValueError if another axis would change.")
static HPy core_broadcast_to_impl(HPyContext *ctx, HPy self, const HPy *args,
                                  size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"array", "shape", "subok", NULL};
    HPy h, shape_arg, subok = HPy_NULL, as_array = HPy_NULL, result = HPy_NULL;
    intptr_t shape[MAX_DIMS];
    ndarray *array;
    HPyTracker tracker;
    int ndim;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "OO|O:broadcast_to", names, &h, &shape_arg,
                              &subok)) {
        return HPy_NULL;
    }
    ndim = shape_read(ctx, shape_arg, shape);
    if (ndim >= 0) {
        as_array = creation_as_array(ctx, h, NO_DTYPE, &array);
    }
    if (!HPy_IsNull(as_array)) {
        result = shape_broadcast(ctx, as_array, ndim, shape);
    }
    HPy_Close(ctx, as_array);
    HPyTracker_Close(ctx, tracker);
    return result;
}
