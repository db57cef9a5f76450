/* src/copy.c: items of one array as those of another. */
#include "copy.h"

#include "cast.h"
#include "errstate.h"
#include "exceptions.h"
#include "status.h"
#include "transpose.h"

#include <stdlib.h>
#include <string.h>

/* ---- Items ---- */

/* What is not aligned goes item by item. */
static void cast_unaligned(iterator *it, dtype_id to, dtype_id from)
{
    const intptr_t *strides = iterator_strides(it);
    do {
        for (intptr_t i = 0; i < iterator_count(it); i++) {
            cast_item(it->data[1] + i * strides[1], to,
                      it->data[0] + i * strides[0], from);
        }
    } while (iterator_next(it));
}

static void begin(iterator *it, ndarray *to, const ndarray *from)
{
    int missing = to->ndim - from->ndim;
    iterator_begin(it, 2);
    it->data[0] = from->data;
    it->data[1] = to->data;
    for (int i = 0; i < to->ndim; i++) {
        bool is_there = i >= missing && from->shape[i - missing] != 1;
        intptr_t strides[2] = {is_there ? from->strides[i - missing] : 0,
                               to->strides[i]};
        iterator_add_axis(it, to->shape[i], strides);
    }
    iterator_arrange(it);
}

static bool same_layout(const ndarray *a, const ndarray *b)
{
    size_t bytes = (size_t)a->ndim * sizeof(intptr_t);
    return a->dtype == b->dtype && a->ndim == b->ndim &&
           (a->flags & b->flags & ARRAY_C_CONTIGUOUS) != 0 &&
           memcmp(a->shape, b->shape, bytes) == 0;
}

bool copy_transposed(iterator *it, intptr_t size)
{
    if (!iterator_is_transposed(it, size)) {
        return false;
    }
    if (iterator_start(it)) {
        int rows = it->ndim - 2, columns = it->ndim - 1;
        do {
            transpose_items(size, it->data[0], it->strides[columns][0],
                            it->data[1], it->strides[rows][1], it->shape[rows],
                            it->shape[columns]);
        } while (iterator_next_matrix(it));
    }
    return true;
}

void copy_items(ndarray *to, const ndarray *from)
{
    iterator it;
    if (same_layout(to, from)) {
        memmove(to->data, from->data, (size_t)(to->size * array_item_size(to)));
        return;
    }
    begin(&it, to, from);
    if (to->dtype == from->dtype && copy_transposed(&it, array_item_size(to))) {
        return;
    }
    if ((to->flags & from->flags & ARRAY_ALIGNED) != 0) {
        iterator_run(&it, cast_loop(from->dtype, to->dtype));
    }
    else if (iterator_start(&it)) {
        cast_unaligned(&it, to->dtype, from->dtype);
    }
}

/* ---- Overlap ---- */

/* The first byte of an array, and the first one behind it. */
static void extent(const ndarray *array, const char **low, const char **high)
{
    *low = array->data;
    *high = array->data + (array->size == 0 ? 0 : array_item_size(array));
    for (int i = 0; i < array->ndim && array->size > 0; i++) {
        intptr_t length = array->strides[i] * (array->shape[i] - 1);
        *(length < 0 ? low : high) += length;
    }
}

bool copy_may_overlap(const ndarray *a, const ndarray *b)
{
    const char *low_a, *high_a, *low_b, *high_b;
    extent(a, &low_a, &high_a);
    extent(b, &low_b, &high_b);
    return low_a < high_b && low_b < high_a;
}

/* ---- Order ---- */

bool copy_read_order(HPyContext *ctx, HPy h, copy_order *order)
{
    static const char letters[] = "CFAK";
    const char *text, *found;
    HPy_ssize_t size;
    if (HPy_IsNull(h) || HPy_Is(ctx, h, ctx->h_None)) {
        return true;
    }
    if (!HPyUnicode_Check(ctx, h)) {
        HPyErr_Format(ctx, ctx->h_TypeError, "order must be str, not %R", h);
        return false;
    }
    text = HPyUnicode_AsUTF8AndSize(ctx, h, &size);
    if (text == NULL) {
        return false;
    }
    found = size == 1 ? strchr(letters, *text & ~0x20) : NULL;
    if (found == NULL || *found == '\0') {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "order must be one of 'C', 'F', 'A', or 'K' (got %R)", h);
        return false;
    }
    *order = (copy_order)(found - letters);
    return true;
}

static bool is_f_only(const ndarray *array)
{
    return (array->flags & ARRAY_F_CONTIGUOUS) != 0 &&
           (array->flags & ARRAY_C_CONTIGUOUS) == 0;
}

static intptr_t magnitude(intptr_t stride)
{
    return stride < 0 ? -stride : stride;
}

/* The axes with the one of the longest strides first: insertion, as they are
 * few and mostly in order. */
static void sort_axes(const ndarray *array, int *axes)
{
    for (int i = 0; i < array->ndim; i++) {
        int k = i;
        for (; k > 0 && magnitude(array->strides[axes[k - 1]]) <
                            magnitude(array->strides[i]);
             k--) {
            axes[k] = axes[k - 1];
        }
        axes[k] = i;
    }
}

/* Strides without gaps, in the order of those of another array. */
static void keep_order(ndarray *array, const ndarray *like)
{
    int axes[MAX_DIMS];
    intptr_t stride = array_item_size(array);
    sort_axes(like, axes);
    for (int k = array->ndim - 1; k >= 0; k--) {
        array->strides[axes[k]] = stride;
        stride *= array->shape[axes[k]] > 0 ? array->shape[axes[k]] : 1;
    }
    array_update(array);
}

HPy copy_new_like(HPyContext *ctx, const ndarray *like, dtype_id dtype,
                  copy_order order, ndarray **result)
{
    bool f_order = order == ORDER_F || (order != ORDER_C && is_f_only(like));
    HPy h = array_new(ctx, dtype, like->ndim, like->shape, f_order, result);
    if (!HPy_IsNull(h) && order == ORDER_KEEP && !array_is_contiguous(like)) {
        keep_order(*result, like);
    }
    return h;
}

HPy copy_array(HPyContext *ctx, const ndarray *array, dtype_id dtype,
               copy_order order, ndarray **result)
{
    HPy h;
    if (!exceptions_check_cast(ctx, array->dtype, dtype)) {
        return HPy_NULL;
    }
    h = copy_new_like(ctx, array, dtype, order, result);
    if (!HPy_IsNull(h)) {
        copy_items(*result, array);
    }
    return h;
}

HPy copy_cast(HPyContext *ctx, const ndarray *array, dtype_id dtype,
              copy_order order, ndarray **result)
{
    HPy h;
    int status;
    status_clear();
    h = copy_array(ctx, array, dtype, order, result);
    status = array->dtype == dtype ? 0 : status_get();
    if (HPy_LIKELY(status == 0) || HPy_IsNull(h) ||
        errstate_report(ctx, "cast", status)) {
        return h;
    }
    HPy_Close(ctx, h);
    return HPy_NULL;
}
