/* src/iterator.c: several arrays of one shape, walked through together. */
#include "iterator.h"

#include <string.h>

void iterator_add_axis(iterator *it, intptr_t length, const intptr_t *strides)
{
    if (length == 1) {
        return;
    }
    it->shape[it->ndim] = length;
    memcpy(it->strides[it->ndim], strides,
           (size_t)it->operands * sizeof(*strides));
    it->ndim++;
}

/* ---- Order ---- */

/* Let an axis run forwards in the last operand. */
static void turn_axis(iterator *it, int axis)
{
    intptr_t *strides = it->strides[axis];
    if (strides[it->operands - 1] >= 0) {
        return;
    }
    for (int k = 0; k < it->operands; k++) {
        it->data[k] += strides[k] * (it->shape[axis] - 1);
        strides[k] = -strides[k];
    }
}

static intptr_t magnitude(intptr_t stride)
{
    return stride < 0 ? -stride : stride;
}

/* Should axis `a` be within axis `b`? The last operand whose strides differ,
 * and are not those of a broadcast, says so. */
static bool is_within(const iterator *it, int a, int b)
{
    for (int k = it->operands - 1; k >= 0; k--) {
        intptr_t one = magnitude(it->strides[a][k]);
        intptr_t other = magnitude(it->strides[b][k]);
        if (one != other && one != 0 && other != 0) {
            return one < other;
        }
    }
    return false;
}

void iterator_swap_axes(iterator *it, int a, int b)
{
    intptr_t length = it->shape[a], strides[ITERATOR_OPERANDS];
    memcpy(strides, it->strides[a], sizeof(strides));
    memcpy(it->strides[a], it->strides[b], sizeof(strides));
    memcpy(it->strides[b], strides, sizeof(strides));
    it->shape[a] = it->shape[b];
    it->shape[b] = length;
}

/* Insertion, as the axes are few and mostly in order. */
static void sort_axes(iterator *it)
{
    for (int i = 1; i < it->ndim; i++) {
        for (int k = i; k > 0 && is_within(it, k - 1, k); k--) {
            iterator_swap_axes(it, k - 1, k);
        }
    }
}

/* ---- Merging ---- */

/* Does axis `outer` go on where `inner` ends, in all operands? */
static bool continues(const iterator *it, int outer, int inner)
{
    for (int k = 0; k < it->operands; k++) {
        if (it->strides[outer][k] != it->strides[inner][k] * it->shape[inner]) {
            return false;
        }
    }
    return true;
}

static void merge_axes(iterator *it)
{
    int last = 0;
    for (int i = 1; i < it->ndim; i++) {
        if (continues(it, last, i)) {
            it->shape[i] *= it->shape[last];
        }
        else {
            last++;
        }
        it->shape[last] = it->shape[i];
        memmove(it->strides[last], it->strides[i], sizeof(it->strides[i]));
    }
    it->ndim = last + 1;
}

/* One item has no axes: an axis of length 1 stands for them. */
static bool is_single(iterator *it)
{
    if (it->ndim > 0) {
        return false;
    }
    it->shape[0] = 1;
    memset(it->strides[0], 0, sizeof(it->strides[0]));
    it->ndim = 1;
    return true;
}

void iterator_arrange(iterator *it)
{
    if (is_single(it)) {
        return;
    }
    for (int i = 0; i < it->ndim; i++) {
        turn_axis(it, i);
    }
    sort_axes(it);
    merge_axes(it);
}

void iterator_arrange_in_order(iterator *it)
{
    if (!is_single(it)) {
        merge_axes(it);
    }
}

/* ---- Running ---- */

bool iterator_start(iterator *it)
{
    for (int axis = 0; axis < it->ndim; axis++) {
        it->index[axis] = 0;
        if (it->shape[axis] == 0) {
            return false;
        }
    }
    return true;
}

static void move(iterator *it, int axis, intptr_t steps)
{
    for (int k = 0; k < it->operands; k++) {
        it->data[k] += steps * it->strides[axis][k];
    }
}

/* Go on along the axis `last`, or those in front of it. */
static bool go_on(iterator *it, int last)
{
    for (int axis = last; axis >= 0; axis--) {
        move(it, axis, 1);
        if (++it->index[axis] < it->shape[axis]) {
            return true;
        }
        move(it, axis, -it->index[axis]);
        it->index[axis] = 0;
    }
    return false;
}

bool iterator_next(iterator *it)
{
    return go_on(it, it->ndim - 2);
}

bool iterator_next_matrix(iterator *it)
{
    return go_on(it, it->ndim - 3);
}

bool iterator_is_transposed(iterator *it, intptr_t size)
{
    int last = it->ndim - 1;
    if (it->strides[last][1] != size || it->strides[last][0] == size) {
        return false;
    }
    for (int axis = 0; axis < last; axis++) {
        if (it->strides[axis][0] == size) {
            iterator_swap_axes(it, axis, last - 1);
            return true;
        }
    }
    return false;
}

int iterator_run(iterator *it, inner_loop loop)
{
    const intptr_t *strides = iterator_strides(it);
    intptr_t count = iterator_count(it);
    int status = 0;
    if (!iterator_start(it)) {
        return 0;
    }
    do {
        status |= loop(it->data, strides, count);
    } while (iterator_next(it));
    return status;
}
