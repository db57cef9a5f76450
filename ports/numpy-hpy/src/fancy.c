/* src/fancy.c: items that arrays of integers and of bools choose.
 *
 * Whatever the arrays are, they become offsets of items, or of blocks of items
 * where axes are left that no array stands for. They come in the order in which
 * the result has them in memory, so that there is one loop for all cases.
 */
#include "fancy.h"

#include "assign.h"
#include "iterator.h"
#include "shape.h"

#include <stdlib.h>
#include <string.h>

#define FEW_OFFSETS 64

/* An array of the index: the items of an axis that it chooses. */
typedef struct {
    int ndim;
    const intptr_t *shape;
    const intptr_t *strides; /* of `data` */
    const intptr_t *order;   /* strides that say how it lies in memory */
    const char *data;        /* intptr_t each; of a mask they are offsets */
    char *block;             /* to be freed, or NULL */
    bool is_mask;
    int axis;
    intptr_t length, stride; /* of that axis */
    intptr_t line[2];        /* the shape and stride of a mask's items */
} chosen;

typedef struct {
    int arrays;
    chosen parts[MAX_DIMS + 1];
    int ndim; /* axes that the arrays make */
    intptr_t shape[MAX_DIMS];
    int order[MAX_DIMS]; /* of these axes in memory, the outermost first */
    int rest_order[MAX_DIMS];
    intptr_t count; /* of all offsets */
    intptr_t *offsets;
    intptr_t few[FEW_OFFSETS];
} selection;

/* ---- Masks ---- */

/* The number of true items. */
static intptr_t count_true(const ndarray *mask)
{
    intptr_t index[MAX_DIMS] = {0}, count = 0;
    const char *data = mask->data;
    int last = mask->ndim - 1;
    if (mask->size == 0 || mask->ndim == 0) {
        return mask->size != 0 && *data != 0;
    }
    for (;;) {
        int axis = last - 1;
        for (intptr_t i = 0; i < mask->shape[last]; i++) {
            count += data[i * mask->strides[last]] != 0;
        }
        while (axis >= 0 && ++index[axis] == mask->shape[axis]) {
            data -= (mask->shape[axis] - 1) * mask->strides[axis];
            index[axis--] = 0;
        }
        if (axis < 0) {
            return count;
        }
        data += mask->strides[axis];
    }
}

/* Write the offsets of the items of an array, whose axes have these strides,
 * where the mask is true. */
static void find_true(const ndarray *mask, const intptr_t *strides,
                      intptr_t *found, const intptr_t *end)
{
    intptr_t index[MAX_DIMS] = {0}, offset = 0;
    const char *data = mask->data;
    int last = mask->ndim - 1;
    if (mask->ndim == 0 && found < end) {
        *found = 0;
    }
    while (mask->ndim > 0 && found < end) {
        int axis = last - 1;
        for (intptr_t i = 0; i < mask->shape[last] && found < end; i++) {
            *found = offset + i * strides[last];
            found += data[i * mask->strides[last]] != 0;
        }
        while (axis >= 0 && ++index[axis] == mask->shape[axis]) {
            data -= (mask->shape[axis] - 1) * mask->strides[axis];
            offset -= (mask->shape[axis] - 1) * strides[axis];
            index[axis--] = 0;
        }
        if (axis < 0) {
            return;
        }
        data += mask->strides[axis];
        offset += strides[axis];
    }
}

/* A mask has become one axis of offsets. */
static void set_line(chosen *c, intptr_t count, intptr_t stride)
{
    c->ndim = 1;
    c->line[0] = count;
    c->line[1] = stride;
    c->shape = &c->line[0];
    c->strides = c->order = &c->line[1];
    c->is_mask = true;
}

static bool choose_mask(HPyContext *ctx, chosen *c, const index_part *part,
                        const ndarray *array)
{
    intptr_t count = count_true(part->array);
    intptr_t *found = (intptr_t *)malloc((size_t)(count + 1) * sizeof(*found));
    if (found == NULL) {
        HPyErr_NoMemory(ctx);
        return false;
    }
    find_true(part->array, array->strides + part->axis, found, found + count);
    set_line(c, count, sizeof(*found));
    c->block = (char *)found;
    c->data = c->block;
    return true;
}

/* A single bool: one item, or none. */
static void choose_truth(chosen *c, const index_part *part)
{
    static const intptr_t zero = 0;
    set_line(c, part->start, 0);
    c->data = (const char *)&zero;
}

/* ---- Integers ---- */

/* Have integers of other dtypes as intptr_t. */
static bool convert_integers(HPyContext *ctx, chosen *c, const ndarray *array)
{
    size_t dims = (size_t)array->ndim;
    intptr_t *strides;
    c->block = (char *)malloc(dims * sizeof(intptr_t) +
                              (size_t)(array->size + 1) * sizeof(intptr_t));
    if (c->block == NULL) {
        HPyErr_NoMemory(ctx);
        return false;
    }
    strides = (intptr_t *)c->block;
    array_fill_strides(strides, array->ndim, array->shape, sizeof(intptr_t),
                       false);
    c->strides = strides;
    c->data = (char *)(strides + dims);
    return items_copy(ctx, array->ndim, array->shape, (char *)(strides + dims),
                      strides, INT64, array->data, array->strides,
                      array->dtype);
}

static bool choose_integers(HPyContext *ctx, chosen *c, const index_part *part,
                            const ndarray *array)
{
    const ndarray *integers = part->array;
    c->ndim = integers->ndim;
    c->shape = integers->shape;
    c->strides = c->order = integers->strides;
    c->data = integers->data;
    c->axis = part->axis;
    c->length = array->shape[part->axis];
    c->stride = array->strides[part->axis];
    return integers->dtype == INT64 || convert_integers(ctx, c, integers);
}

/* ---- Together ---- */

static bool choose(HPyContext *ctx, selection *s, const index_part *part,
                   const ndarray *array)
{
    chosen *c = &s->parts[s->arrays];
    if (s->arrays == MAX_DIMS + 1) {
        HPyErr_SetString(ctx, ctx->h_IndexError, "too many indices for array");
        return false;
    }
    s->arrays++;
    memset(c, 0, sizeof(*c));
    switch (part->kind) {
    case PART_TRUTH:
        choose_truth(c, part);
        return true;
    case PART_MASK:
        return choose_mask(ctx, c, part, array);
    default:
        return choose_integers(ctx, c, part, array);
    }
}

static bool choose_all(HPyContext *ctx, selection *s, const ndarray *array,
                       const index_plan *plan)
{
    for (int i = 0; i < plan->count; i++) {
        if (plan->parts[i].kind >= PART_TRUTH &&
            !choose(ctx, s, &plan->parts[i], array)) {
            return false;
        }
    }
    return true;
}

static bool shapes_differ(HPyContext *ctx, const selection *s)
{
    char text[4 * SHAPE_TEXT], *to = text;
    for (int i = 0; i < s->arrays && to < text + 3 * SHAPE_TEXT - 1; i++) {
        shape_text(to, SHAPE_TEXT, s->parts[i].ndim, s->parts[i].shape);
        to += strlen(to);
        *to++ = ' ';
        *to = '\0';
    }
    HPyErr_Format(ctx, ctx->h_IndexError,
                  "shape mismatch: indexing arrays could not be broadcast "
                  "together with shapes %s",
                  text);
    return false;
}

/* Find the shape of all arrays together. */
static bool broadcast(HPyContext *ctx, selection *s)
{
    for (int i = 0; i < s->ndim; i++) {
        s->shape[i] = 1;
    }
    for (int k = 0; k < s->arrays; k++) {
        const chosen *c = &s->parts[k];
        intptr_t *shape = s->shape + s->ndim - c->ndim;
        for (int i = 0; i < c->ndim; i++) {
            if (c->shape[i] != 1 && shape[i] != 1 && shape[i] != c->shape[i]) {
                return shapes_differ(ctx, s);
            }
            shape[i] = shape[i] == 1 ? c->shape[i] : shape[i];
        }
    }
    s->count = array_count(ctx, s->ndim, s->shape, sizeof(intptr_t));
    return s->count >= 0;
}

/* The strides of an array for all axes. */
static void widen(const selection *s, const chosen *c, const intptr_t *strides,
                  intptr_t *wide)
{
    int missing = s->ndim - c->ndim;
    for (int i = 0; i < s->ndim; i++) {
        wide[i] = i < missing || c->shape[i - missing] == 1
                      ? 0
                      : strides[i - missing];
    }
}

/* ---- Order ---- */

static bool is_single(const region *rest)
{
    for (int i = 0; i < rest->ndim; i++) {
        if (rest->shape[i] != 1) {
            return false;
        }
    }
    return true;
}

/* The result lies in memory as the arrays do; but in C order if each offset is
 * that of a block. */
static bool find_order(HPyContext *ctx, selection *s, const region *rest)
{
    const intptr_t *strides[MAX_DIMS + 1], *rest_strides = rest->strides;
    intptr_t *space;
    memory_order(rest->ndim, rest->shape, 1, &rest_strides, s->rest_order);
    if (s->ndim < 2 || !is_single(rest)) {
        for (int i = 0; i < s->ndim; i++) {
            s->order[i] = i;
        }
        return true;
    }
    space = (intptr_t *)malloc((size_t)(s->arrays * s->ndim) * sizeof(*space));
    if (space == NULL) {
        HPyErr_NoMemory(ctx);
        return false;
    }
    for (int k = 0; k < s->arrays; k++) {
        strides[k] = space + k * s->ndim;
        widen(s, &s->parts[k], s->parts[k].order, space + k * s->ndim);
    }
    memory_order(s->ndim, s->shape, s->arrays, strides, s->order);
    free(space);
    return true;
}

/* ---- Offsets ---- */

/* Inner loops, whose operands are integers, the array that they are from, and
 * offsets. They return 1 if something was out of bounds. */
#define OFFSETS(NAME, OLD)                                                     \
    static int NAME(char *const *data, const intptr_t *strides,                \
                    intptr_t count)                                            \
    {                                                                          \
        const chosen *c = (const chosen *)data[1];                             \
        intptr_t length = c->length, stride = c->stride;                       \
        intptr_t *offsets = (intptr_t *)data[2];                               \
        int bad = 0;                                                           \
        for (intptr_t i = 0; i < count; i++) {                                 \
            intptr_t at = *(const intptr_t *)(data[0] + i * strides[0]);       \
            at += at < 0 ? length : 0;                                         \
            bad |= (size_t)at >= (size_t)length;                               \
            offsets[i] = OLD + (intptr_t)((size_t)at * (size_t)stride);        \
        }                                                                      \
        return bad;                                                            \
    }                                                                          \
    static int NAME##_of_mask(char *const *data, const intptr_t *strides,      \
                              intptr_t count)                                  \
    {                                                                          \
        intptr_t *offsets = (intptr_t *)data[2];                               \
        for (intptr_t i = 0; i < count; i++) {                                 \
            offsets[i] = OLD + *(const intptr_t *)(data[0] + i * strides[0]);  \
        }                                                                      \
        return 0;                                                              \
    }

OFFSETS(set_offsets, 0)
OFFSETS(add_offsets, offsets[i])

/* Tell which integer is out of bounds, the first one in C order. */
static bool report_bounds(HPyContext *ctx, const chosen *c)
{
    intptr_t index[MAX_DIMS] = {0}, value;
    const char *data = c->data;
    for (;;) {
        int axis = c->ndim - 1;
        value = *(const intptr_t *)data;
        if (value < -c->length || value >= c->length) {
            return index_out_of_bounds(ctx, value, c->axis, c->length);
        }
        while (axis >= 0 && ++index[axis] == c->shape[axis]) {
            data -= (c->shape[axis] - 1) * c->strides[axis];
            index[axis--] = 0;
        }
        if (axis < 0) {
            return false; /* which cannot be */
        }
        data += c->strides[axis];
    }
}

/* The offsets of one array, added to those of the ones in front of it. */
static bool add_part(HPyContext *ctx, selection *s, const chosen *c, bool first)
{
    inner_loop loop = first ? c->is_mask ? set_offsets_of_mask : set_offsets
                      : c->is_mask ? add_offsets_of_mask
                                   : add_offsets;
    intptr_t wide[MAX_DIMS], stride = sizeof(intptr_t);
    iterator it;
    widen(s, c, c->strides, wide);
    iterator_begin(&it, 3);
    it.data[0] = (char *)c->data;
    it.data[1] = (char *)c;
    it.data[2] = (char *)s->offsets;
    for (int i = s->ndim - 1; i >= 0; i--) {
        int axis = s->order[i];
        intptr_t strides[3] = {wide[axis], 0, stride};
        iterator_add_axis(&it, s->shape[axis], strides);
        stride *= s->shape[axis];
    }
    iterator_arrange(&it);
    return iterator_run(&it, loop) == 0 || report_bounds(ctx, c);
}

static bool find_offsets(HPyContext *ctx, selection *s)
{
    if (s->count > FEW_OFFSETS) {
        s->offsets = (intptr_t *)malloc((size_t)s->count * sizeof(*s->offsets));
        if (s->offsets == NULL) {
            HPyErr_NoMemory(ctx);
            return false;
        }
    }
    for (int i = 0; s->count > 0 && i < s->arrays; i++) {
        if (!add_part(ctx, s, &s->parts[i], i == 0)) {
            return false;
        }
    }
    return true;
}

static void selection_close(selection *s)
{
    for (int i = 0; i < s->arrays; i++) {
        free(s->parts[i].block);
    }
    if (s->offsets != s->few) {
        free(s->offsets);
    }
}

/* Read all but the offsets. Whatever it returns, selection_close is to be
 * called. */
static bool selection_read(HPyContext *ctx, selection *s, const ndarray *array,
                           const index_plan *plan, const region *rest)
{
    s->arrays = 0;
    s->offsets = s->few;
    s->ndim = plan->array_dims;
    return choose_all(ctx, s, array, plan) && broadcast(ctx, s) &&
           find_order(ctx, s, rest);
}

/* ---- Moving items ---- */

/* Inner loops between items of others (operand 0) and those of an array, whose
 * data are operand 1, at offsets (operand 2). */
#define MOVE(SIZE)                                                             \
    static int get_##SIZE(char *const *data, const intptr_t *strides,          \
                          intptr_t count)                                      \
    {                                                                          \
        const intptr_t *offsets = (const intptr_t *)data[2];                   \
        for (intptr_t i = 0; i < count; i++) {                                 \
            memcpy(data[0] + i * strides[0], data[1] + offsets[i], SIZE);      \
        }                                                                      \
        return 0;                                                              \
    }                                                                          \
    static int put_##SIZE(char *const *data, const intptr_t *strides,          \
                          intptr_t count)                                      \
    {                                                                          \
        const intptr_t *offsets = (const intptr_t *)data[2];                   \
        for (intptr_t i = 0; i < count; i++) {                                 \
            memcpy(data[1] + offsets[i], data[0] + i * strides[0], SIZE);      \
        }                                                                      \
        return 0;                                                              \
    }

MOVE(1)
MOVE(2)
MOVE(4)
MOVE(8)
MOVE(16)

static inner_loop move_loop(intptr_t size, bool puts)
{
    switch (size) {
    case 1:
        return puts ? put_1 : get_1;
    case 2:
        return puts ? put_2 : get_2;
    case 4:
        return puts ? put_4 : get_4;
    case 8:
        return puts ? put_8 : get_8;
    default:
        return puts ? put_16 : get_16;
    }
}

/* Blocks of items: what lies at an offset. */
typedef struct {
    char *data; /* of the array */
    iterator it;
    intptr_t starts[2]; /* where `it` begins in others and array: an axis that
                           runs backwards is turned */
    inner_loop copy;
    bool puts;
    size_t bytes; /* of a block without gaps, or 0 */
} block;

static void move_block(block *b, char *other, char *own)
{
    iterator *it = &b->it;
    it->data[b->puts ? 0 : 1] = other + b->starts[0];
    it->data[b->puts ? 1 : 0] = own + b->starts[1];
    if (it->ndim == 1) {
        b->copy(it->data, it->strides[0], it->shape[0]);
        return;
    }
    iterator_run(it, b->copy);
}

/* As the loops above, with a block in the place of the array's data. */
static int move_blocks(char *const *data, const intptr_t *strides,
                       intptr_t count)
{
    block *b = (block *)data[1];
    const intptr_t *offsets = (const intptr_t *)data[2];
    for (intptr_t i = 0; i < count; i++) {
        char *other = data[0] + i * strides[0], *own = b->data + offsets[i];
        if (b->bytes == 0) {
            move_block(b, other, own);
        }
        else {
            memcpy(b->puts ? own : other, b->puts ? other : own, b->bytes);
        }
    }
    return 0;
}

/* Returned is the number of items. */
static intptr_t block_prepare(block *b, const region *rest, dtype_id dtype,
                              const intptr_t *other_strides, bool puts)
{
    intptr_t count = 1, size = dtype_size(dtype);
    iterator *it = &b->it;
    b->data = rest->data;
    b->puts = puts;
    b->copy = items_copy_loop(dtype_size(dtype));
    iterator_begin(it, 2);
    it->data[0] = it->data[1] = rest->data;
    for (int i = 0; i < rest->ndim; i++) {
        intptr_t own = rest->strides[i], other = other_strides[i];
        intptr_t strides[2] = {puts ? other : own, puts ? own : other};
        iterator_add_axis(it, rest->shape[i], strides);
        count *= rest->shape[i];
    }
    iterator_arrange(it);
    b->starts[0] = it->data[puts ? 0 : 1] - rest->data;
    b->starts[1] = it->data[puts ? 1 : 0] - rest->data;
    b->bytes =
        it->ndim == 1 && it->strides[0][0] == size && it->strides[0][1] == size
            ? (size_t)(it->shape[0] * size)
            : 0;
    return count;
}

static void run(HPyContext *ctx, iterator *it, inner_loop loop, intptr_t count)
{
    HPyThreadState state;
    if (count < MANY_ITEMS) {
        iterator_run(it, loop);
        return;
    }
    state = HPy_LeavePythonExecution(ctx);
    iterator_run(it, loop);
    HPy_ReenterPythonExecution(ctx, state);
}

/* Move items between the array and others, which have strides for the axes of
 * the arrays of the index, and for the rest of the axes. */
static void move(HPyContext *ctx, const selection *s, const region *rest,
                 dtype_id dtype, char *other, const intptr_t *other_strides,
                 const intptr_t *rest_strides, bool puts)
{
    intptr_t stride = sizeof(intptr_t), items;
    iterator it;
    block b;
    items = block_prepare(&b, rest, dtype, rest_strides, puts);
    iterator_begin(&it, 3);
    it.data[0] = other;
    it.data[1] = items == 1 ? rest->data : (char *)&b;
    it.data[2] = (char *)s->offsets;
    for (int i = s->ndim - 1; i >= 0; i--) {
        int axis = s->order[i];
        intptr_t strides[3] = {other_strides[axis], 0, stride};
        iterator_add_axis(&it, s->shape[axis], strides);
        stride *= s->shape[axis];
    }
    iterator_arrange(&it);
    if (items > 0) {
        run(ctx, &it,
            items == 1 ? move_loop(dtype_size(dtype), puts) : move_blocks,
            items * s->count);
    }
}

/* ---- Getting ---- */

/* One list for all axes of the result: those of the arrays where they belong
 * among the others. */
static void join(const selection *s, const region *rest, int position,
                 const intptr_t *of_arrays, const intptr_t *of_rest,
                 intptr_t *all)
{
    size_t size = sizeof(intptr_t);
    memcpy(all, of_rest, (size_t)position * size);
    memcpy(all + position, of_arrays, (size_t)s->ndim * size);
    memcpy(all + position + s->ndim, of_rest + position,
           (size_t)(rest->ndim - position) * size);
}

/* The order of the axes of the result in memory. */
static void join_order(const selection *s, const region *rest, int position,
                       int *order)
{
    for (int i = 0; i < s->ndim; i++) {
        order[i] = position + s->order[i];
    }
    for (int i = 0; i < rest->ndim; i++) {
        int axis = s->rest_order[i];
        order[s->ndim + i] = axis < position ? axis : axis + s->ndim;
    }
}

static HPy get(HPyContext *ctx, const selection *s, const region *rest,
               int position, dtype_id dtype)
{
    intptr_t shape[2 * MAX_DIMS], strides[MAX_DIMS];
    int order[2 * MAX_DIMS];
    ndarray *result;
    HPy h;
    join(s, rest, position, s->shape, rest->shape, shape);
    join_order(s, rest, position, order);
    h = array_new_ordered(ctx, dtype, s->ndim + rest->ndim, shape, order,
                          &result);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    for (int i = 0; i < rest->ndim; i++) {
        strides[i] = result->strides[i < position ? i : i + s->ndim];
    }
    move(ctx, s, rest, dtype, result->data, result->strides + position, strides,
         false);
    return h;
}

HPy fancy_get(HPyContext *ctx, const ndarray *array, const index_plan *plan,
              const region *rest)
{
    selection s;
    HPy result = HPy_NULL;
    if (selection_read(ctx, &s, array, plan, rest) && find_offsets(ctx, &s)) {
        result = get(ctx, &s, rest, plan->position, array->dtype);
    }
    selection_close(&s);
    return result;
}

/* ---- Setting ---- */

/* Is the index one mask that is as large as the array? */
static bool is_mask_of_all(const index_plan *plan, const ndarray *array,
                           const region *rest)
{
    const index_part *part = &plan->parts[0];
    return plan->count == 1 && rest->ndim == 0 &&
           (part->kind == PART_TRUTH ||
            (part->kind == PART_MASK && part->array->size == array->size));
}

static bool check_mask_value(HPyContext *ctx, const operand *value,
                             intptr_t count)
{
    if (value->ndim > 1) {
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "NumPy boolean array indexing assignment requires a 0 or "
                      "1-dimensional input, input has %d dimensions",
                      value->ndim);
        return false;
    }
    if (value->ndim == 1 && value->shape[0] != 1 && value->shape[0] != count) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "NumPy boolean array indexing assignment cannot assign "
                      "%zd input values to the %zd output values where the "
                      "mask is true",
                      (HPy_ssize_t)value->shape[0], (HPy_ssize_t)count);
        return false;
    }
    return true;
}

/* What is assigned, and how it is read: strides for the axes of the arrays, and
 * for the rest of the axes. */
typedef struct {
    operand value;
    intptr_t strides[2 * MAX_DIMS];
    intptr_t rest_strides[MAX_DIMS];
} source;

static bool source_broadcast(HPyContext *ctx, const selection *s,
                             const region *rest, int position, source *from)
{
    static const char mismatch[] =
        "shape mismatch: value array of shape %s could not be broadcast to "
        "indexing result of shape %s";
    intptr_t shape[2 * MAX_DIMS];
    int ndim = s->ndim + rest->ndim;
    join(s, rest, position, s->shape, rest->shape, shape);
    if (!value_broadcast(&from->value, ndim, shape, from->strides)) {
        return value_mismatch(ctx, mismatch, &from->value, ndim, shape);
    }
    for (int i = 0; i < rest->ndim; i++) {
        from->rest_strides[i] = from->strides[i < position ? i : i + s->ndim];
    }
    return true;
}

/* Nothing is stored before all is known to fit. */
static bool set(HPyContext *ctx, selection *s, const ndarray *array,
                const index_plan *plan, const region *rest, source *from)
{
    int position = plan->position;
    if (is_mask_of_all(plan, array, rest) &&
        !check_mask_value(ctx, &from->value, s->count)) {
        return false;
    }
    if (!source_broadcast(ctx, s, rest, position, from) ||
        !find_offsets(ctx, s) ||
        !value_settle(ctx, &from->value, array->dtype, array) ||
        !source_broadcast(ctx, s, rest, position, from)) {
        return false;
    }
    move(ctx, s, rest, array->dtype, from->value.data, from->strides + position,
         from->rest_strides, true);
    return true;
}

bool fancy_set(HPyContext *ctx, const ndarray *array, const index_plan *plan,
               const region *rest, HPy h)
{
    selection s;
    source from;
    bool done = false;
    if (selection_read(ctx, &s, array, plan, rest) &&
        value_read(ctx, h, array->dtype, MAX_DIMS, &from.value)) {
        done = set(ctx, &s, array, plan, rest, &from);
        operand_close(ctx, &from.value);
    }
    selection_close(&s);
    return done;
}
