/* src/plain.c: the usual arrays as indices, which need no plan.
 *
 * Other threads wait meanwhile: they could change an index that has been found
 * to be in bounds.
 */
#include "plain.h"

#include "assign.h"
#include "mask.h"
#include "take.h"

#include <string.h>

plain_kind plain_check(const ndarray *array, const ndarray *index)
{
    const unsigned needed = ARRAY_C_CONTIGUOUS | ARRAY_ALIGNED;
    if ((array->flags & index->flags & needed) != needed || array->ndim == 0 ||
        index->ndim == 0) {
        return PLAIN_NEITHER;
    }
    if (index->dtype == INT64 && array->ndim == 1) {
        return PLAIN_INTEGERS;
    }
    if (index->dtype == BOOL && index->ndim == array->ndim &&
        memcmp(index->shape, array->shape,
               (size_t)array->ndim * sizeof(intptr_t)) == 0) {
        return PLAIN_MASK;
    }
    return PLAIN_NEITHER;
}

/* ---- Getting ---- */

static HPy get_masked(HPyContext *ctx, const ndarray *array,
                      const ndarray *mask)
{
    intptr_t selected = mask_count((const uint8_t *)mask->data, mask->size);
    ndarray *result;
    HPy h = array_new(ctx, array->dtype, 1, &selected, false, &result);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    mask_compress(array_item_size(array), array->data,
                  (const uint8_t *)mask->data, selected, result->data);
    return h;
}

static bool fail_bounds(HPyContext *ctx, const ndarray *array,
                        const ndarray *places, intptr_t bad)
{
    return index_out_of_bounds(ctx, ((const int64_t *)places->data)[bad], 0,
                               array->shape[0]);
}

static HPy get_at(HPyContext *ctx, const ndarray *array, const ndarray *places)
{
    ndarray *result;
    HPy h = array_new(ctx, array->dtype, places->ndim, places->shape, false,
                      &result);
    intptr_t bad;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    bad = take_items(array_item_size(array), array->data, array->size,
                     (const int64_t *)places->data, places->size, result->data);
    if (HPy_UNLIKELY(bad >= 0)) {
        HPy_Close(ctx, h);
        fail_bounds(ctx, array, places, bad);
        return HPy_NULL;
    }
    return h;
}

HPy plain_get(HPyContext *ctx, plain_kind kind, const ndarray *array,
              const ndarray *index)
{
    return kind == PLAIN_MASK ? get_masked(ctx, array, index)
                              : get_at(ctx, array, index);
}

/* ---- Setting ---- */

/* Of the simple values there is one, or as many as items are chosen. */
static bool is_simple(const operand *value, const ndarray *array,
                      intptr_t selected)
{
    const unsigned needed = ARRAY_C_CONTIGUOUS | ARRAY_ALIGNED;
    return value->dtype == array->dtype &&
           (value->ndim == 0 ||
            (value->ndim == 1 && value->shape[0] == selected &&
             (value->flags & needed) == needed));
}

static void set_masked(const ndarray *array, const ndarray *mask,
                       const operand *value, intptr_t selected)
{
    const uint8_t *bytes = (const uint8_t *)mask->data;
    intptr_t size = array_item_size(array);
    if (value->ndim == 0) {
        mask_fill(size, array->data, bytes, mask->size, value->data);
    }
    else {
        mask_expand(size, array->data, bytes, selected, value->data);
    }
}

/* False with an exception, and nothing stored, if a place is out of bounds. */
static bool set_at(HPyContext *ctx, const ndarray *array, const ndarray *places,
                   const operand *value)
{
    const int64_t *at = (const int64_t *)places->data;
    intptr_t bad = take_check(array->size, at, places->size);
    if (bad < 0) {
        take_put(array_item_size(array), array->data, array->size, at,
                 places->size, value->data, value->ndim == 0 ? 0 : 1);
    }
    return bad < 0 || fail_bounds(ctx, array, places, bad);
}

static intptr_t count_selected(plain_kind kind, const ndarray *index)
{
    return kind == PLAIN_MASK
               ? mask_count((const uint8_t *)index->data, index->size)
               : index->size;
}

/* Does anything that is read lie where something is stored? */
static bool is_apart(const ndarray *array, const ndarray *index,
                     const operand *value)
{
    return !items_overlap(array, index->data, index->size,
                          array_item_size(index)) &&
           !items_overlap(array, value->data,
                          value->ndim == 0 ? 1 : value->shape[0],
                          array_item_size(array));
}

int plain_set(HPyContext *ctx, plain_kind kind, const ndarray *array,
              const ndarray *index, HPy h)
{
    operand value;
    intptr_t selected;
    int done = 0;
    if ((kind == PLAIN_INTEGERS && index->ndim != 1) ||
        !value_is_simple(ctx, h)) {
        return 0;
    }
    if (!value_read(ctx, h, array->dtype, MAX_DIMS, &value)) {
        return -1;
    }
    if (plain_check(array, index) == kind) { /* even now */
        selected = count_selected(kind, index);
        if (is_simple(&value, array, selected) &&
            is_apart(array, index, &value)) {
            done = 1;
            if (kind == PLAIN_MASK) {
                set_masked(array, index, &value, selected);
            }
            else if (!set_at(ctx, array, index, &value)) {
                done = -1;
            }
        }
    }
    operand_close(ctx, &value);
    return done;
}
