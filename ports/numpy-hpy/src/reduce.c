/* src/reduce.c: arrays are reduced along axes by functions of two inputs. */
#include "reduce.h"

#include "cast.h"
#include "convert.h"
#include "creation.h"
#include "descriptor.h"
#include "errstate.h"
#include "exceptions.h"
#include "half.h"
#include "iterator.h"
#include "run.h"
#include "scalar.h"
#include "shape.h"
#include "status.h"

#include <math.h>
#include <string.h>

/* From so many items on, other threads may run. */
#define MANY_ITEMS 20000

/* Items of other dtypes than the loop's are cast in stretches of so many. So
 * many accumulators are worked on at a time, so that they stay in the cache. */
#define STRETCH 2048

/* A run of fewer items than that is not worth a call of its own. */
#define SHORT_RUN 8
#define SHORT_ROW 16

/* ---- Which loop ---- */

/* Sums and products of small integers are computed in 64 bits. */
static dtype_id widen(const ufunc *function, dtype_id dtype)
{
    if ((function != &ufunc_add && function != &ufunc_multiply) ||
        dtype >= INT64) {
        return dtype;
    }
    return dtypes[dtype].kind == 'u' ? UINT64 : INT64;
}

static const ufunc_loop *loop_of(const ufunc *function, dtype_id dtype)
{
    int index = function->by_dtype[dtype];
    return index < 0 ? NULL : &function->loops[index];
}

static const ufunc_loop *fail_signature(HPyContext *ctx, const ufunc *function)
{
    HPyErr_Format(ctx, ctx->h_TypeError,
                  "No loop matching the specified signature and casting was "
                  "found for ufunc %s",
                  function->name);
    return NULL;
}

const ufunc_loop *reduce_find_loop(HPyContext *ctx, const ufunc *function,
                                   dtype_id dtype, dtype_id asked, bool by_rows)
{
    dtype_id used = asked == NO_DTYPE ? widen(function, dtype) : asked;
    const ufunc_loop *loop = loop_of(function, used);
    if (loop == NULL) {
        ufunc_fail_types(ctx, function);
        return NULL;
    }
    if (loop->dtypes[0] != loop->dtypes[1] ||
        (asked != NO_DTYPE && loop->dtypes[2] != asked)) {
        return fail_signature(ctx, function);
    }
    if (loop->dtypes[0] == loop->dtypes[2]) {
        return loop;
    }
    /* Of these, only logical functions are made for more than two items: they
     * combine truths. */
    if (function->identity == NO_IDENTITY) {
        return fail_signature(ctx, function);
    }
    return by_rows || loop->reduce == NULL ? loop_of(function, BOOL) : loop;
}

/* Does an item that is combined twice make no difference? */
static bool is_extreme(const ufunc *function)
{
    return function == &ufunc_maximum || function == &ufunc_minimum ||
           function == &ufunc_fmax || function == &ufunc_fmin;
}

/* May the items be combined in any order? */
static bool is_reorderable(const ufunc *function)
{
    return function->identity != NO_IDENTITY || is_extreme(function);
}

/* ---- Arguments ---- */

/* The only axis of a single item, which is taken for a vector; -1 with an
 * exception. */
static int read_no_axis(HPyContext *ctx, HPy h)
{
    HPy number = HPy_Index(ctx, h);
    HPy_ssize_t axis;
    if (HPy_IsNull(number)) {
        return -1;
    }
    axis = HPyLong_AsSsize_t(ctx, number);
    HPy_Close(ctx, number);
    if (HPyErr_Occurred(ctx)) {
        return -1;
    }
    return axis == 0 || axis == -1 ? 0 : shape_fail_axis(ctx, axis, 0);
}

static bool add_axis(HPyContext *ctx, HPy h, int ndim, uint64_t *axes)
{
    int axis = ndim == 0 ? read_no_axis(ctx, h) : shape_read_axis(ctx, h, ndim);
    uint64_t bit = (uint64_t)1 << (axis & 63);
    if (axis < 0) {
        return false;
    }
    if ((*axes & bit) != 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError, "duplicate value in 'axis'");
        return false;
    }
    *axes |= bit;
    return true;
}

bool reduce_read_axes(HPyContext *ctx, HPy h, int ndim, uint64_t *axes)
{
    HPy_ssize_t count;
    bool done = true;
    *axes = reduce_all_axes(ndim);
    if (HPy_Is(ctx, h, ctx->h_None)) {
        return true;
    }
    *axes = 0;
    if (!HPyTuple_Check(ctx, h)) {
        done = add_axis(ctx, h, ndim, axes);
    }
    else {
        count = HPy_Length(ctx, h);
        for (HPy_ssize_t i = 0; i < count && done; i++) {
            HPy axis = HPy_GetItem_i(ctx, h, i);
            done = !HPy_IsNull(axis) && add_axis(ctx, axis, ndim, axes);
            HPy_Close(ctx, axis);
        }
    }
    *axes &= reduce_all_axes(ndim);
    return done;
}

bool reduce_read_out(HPyContext *ctx, HPy h, HPy *out)
{
    HPy type;
    bool is_array;
    *out = HPy_NULL;
    if (HPy_IsNull(h) || HPy_Is(ctx, h, ctx->h_None)) {
        return true;
    }
    type = HPyGlobal_Load(ctx, array_type);
    is_array = array_check(ctx, h, type);
    HPy_Close(ctx, type);
    if (!is_array) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "return arrays must be of ArrayType");
        return false;
    }
    *out = h;
    return true;
}

static bool read_keepdims(HPyContext *ctx, HPy h, bool *keepdims)
{
    int truth = HPy_IsNull(h) ? 0 : HPy_IsTrue(ctx, h);
    *keepdims = truth > 0;
    return truth >= 0;
}

bool reduce_read_arguments(HPyContext *ctx, const reduce_arguments *given,
                           int ndim, reduction *r)
{
    reduce_begin(r, reduce_all_axes(ndim));
    r->initial = given->initial;
    /* `where=True` is no mask. */
    r->where =
        !HPy_IsNull(given->where) && HPy_Is(ctx, given->where, ctx->h_True)
            ? HPy_NULL
            : given->where;
    return (HPy_IsNull(given->axis) ||
            reduce_read_axes(ctx, given->axis, ndim, &r->axes)) &&
           (HPy_IsNull(given->dtype) ||
            descriptor_read(ctx, given->dtype, &r->dtype)) &&
           reduce_read_out(ctx, given->out, &r->out) &&
           read_keepdims(ctx, given->keepdims, &r->keepdims);
}

/* ---- The walk ---- */

/* The operands of the iterator: accumulators, perhaps a mean and a mask, and
 * the items at last. */
typedef struct {
    const ufunc *function;
    const ufunc_loop *runs; /* for many items that make one */
    const ufunc_loop *rows; /* for rows of accumulators */
    const ufunc_loop *loop; /* one of both */
    dtype_id dtype;         /* of the items */
    bool is_aligned;
    bool is_plain;  /* are the items what the loop takes? */
    bool has_start; /* else accumulators begin as their first items */
    item start;
    dtype_id deviates; /* the dtype of differences to the mean, or NO_DTYPE */
    int mask;          /* which operand is it? 0 if there is none */
    int items;
    int status, status_of_difference, status_of_square;
    iterator it;
} walk;

int reduce_items(const ufunc_loop *loop, char *accumulator, char *items,
                 intptr_t stride, intptr_t count)
{
    static const intptr_t nowhere[3] = {0, 0, 0};
    int status = 0;
    if (HPy_LIKELY(loop->reduce != NULL)) {
        char *const data[2] = {accumulator, items};
        const intptr_t strides[2] = {0, stride};
        return loop->reduce(data, strides, count);
    }
    for (intptr_t i = 0; i < count; i++) {
        char *const data[3] = {accumulator, items + i * stride, accumulator};
        status |= loop->loop(data, nowhere, 1);
    }
    return status;
}

/* Combine each accumulator with one item, or one accumulator with all items. */
static int combine(const walk *w, char *accumulator, intptr_t step, char *items,
                   intptr_t stride, intptr_t count)
{
    char *const data[3] = {accumulator, items, accumulator};
    const intptr_t strides[3] = {step, stride, step};
    return w->loop == w->rows && step != 0
               ? w->loop->loop(data, strides, count)
               : reduce_items(w->loop, accumulator, items, stride, count);
}

#define SQUARE_MAGNITUDES(C, T)                                                \
    static void square_##C(const C *from, T *to, intptr_t count)               \
    {                                                                          \
        for (intptr_t i = 0; i < count; i++) {                                 \
            C x = from[i];                                                     \
            to[i] = x.real * x.real + x.imag * x.imag;                         \
        }                                                                      \
    }
SQUARE_MAGNITUDES(complex64, float)
SQUARE_MAGNITUDES(complex128, double)

/* Square items where they are; those of complex numbers get smaller. */
static void square(dtype_id dtype, char *items, intptr_t count)
{
    char *const data[3] = {items, items, items};
    intptr_t size = dtype_size(dtype);
    const intptr_t strides[3] = {size, size, size};
    switch (dtype) {
    case COMPLEX64:
        square_complex64((complex64 *)items, (float *)items, count);
        break;
    case COMPLEX128:
        square_complex128((complex128 *)items, (double *)items, count);
        break;
    default:
        loop_of(&ufunc_multiply, dtype)->loop(data, strides, count);
    }
}

/* Keep what went wrong in a step apart from the others. */
static void take_status(int *status)
{
    int found = status_get();
    if (HPy_UNLIKELY(found != 0)) {
        *status |= found;
        status_clear();
    }
}

/* Replace the items in the buffer by the squares of their differences. */
static void deviate(walk *w, char *buffer, char *mean, intptr_t step,
                    intptr_t count)
{
    intptr_t size = dtype_size(w->deviates);
    char *const data[3] = {buffer, mean, buffer};
    const intptr_t strides[3] = {size, step, size};
    loop_of(&ufunc_subtract, w->deviates)->loop(data, strides, count);
    take_status(&w->status_of_difference);
    square(w->deviates, buffer, count);
    take_status(&w->status_of_square);
}

/* Make what the loop takes of the items of a stretch; the bytes from one to the
 * next. */
static intptr_t prepare(walk *w, char *const *data, const intptr_t *strides,
                        intptr_t count, char *buffer)
{
    bool deviates = w->deviates != NO_DTYPE;
    dtype_id takes = reduce_takes(w->loop);
    dtype_id to = deviates ? w->deviates : takes;
    cast_items(buffer, dtype_size(to), to, data[w->items], strides[w->items],
               w->dtype, w->is_aligned, count);
    if (deviates) {
        deviate(w, buffer, data[1], strides[1], count);
    }
    return dtype_size(takes);
}

static void run_stretches(walk *w, char *const *data, const intptr_t *strides,
                          intptr_t count)
{
    item buffer[STRETCH];
    for (intptr_t done = 0; done < count; done += STRETCH) {
        intptr_t rest = count - done < STRETCH ? count - done : STRETCH, stride;
        char *here[ITERATOR_OPERANDS];
        for (int k = 0; k <= w->items; k++) {
            here[k] = data[k] + done * strides[k];
        }
        stride = prepare(w, here, strides, rest, (char *)buffer);
        w->status |=
            combine(w, here[0], strides[0], (char *)buffer, stride, rest);
    }
}

static void run_items(walk *w, char *const *data, const intptr_t *strides,
                      intptr_t count)
{
    if (w->is_plain) {
        w->status |= combine(w, data[0], strides[0], data[w->items],
                             strides[w->items], count);
        return;
    }
    run_stretches(w, data, strides, count);
}

static void run_masked(walk *w, char *const *data, const intptr_t *strides,
                       intptr_t count)
{
    intptr_t from, to = 0;
    while (run_next(data[w->mask], strides[w->mask], count, &from, &to)) {
        char *here[ITERATOR_OPERANDS];
        for (int k = 0; k <= w->items; k++) {
            here[k] = data[k] + from * strides[k];
        }
        run_items(w, here, strides, to - from);
    }
}

/* Is the iterator where it meets its accumulators for the first time? */
static bool is_first(const iterator *it)
{
    for (int axis = 0; axis < it->ndim - 1; axis++) {
        if (it->strides[axis][0] == 0 && it->index[axis] != 0) {
            return false;
        }
    }
    return true;
}

/* Set accumulators to the start, or their first items: the number of items that
 * are done by that. */
static intptr_t begin(const walk *w, intptr_t count)
{
    const iterator *it = &w->it;
    const intptr_t *strides = iterator_strides(it);
    dtype_id keeps = reduce_keeps(w->loop);
    intptr_t fresh = strides[0] == 0 ? 1 : count;
    if (w->has_start) {
        cast_items(it->data[0], strides[0], keeps, w->start.bytes, 0, keeps,
                   true, fresh);
        return 0;
    }
    cast_items(it->data[0], strides[0], keeps, it->data[w->items],
               strides[w->items], w->dtype, w->is_aligned, fresh);
    /* Runs that begin in a line of the cache, not behind, are the quicker. */
    return strides[0] == 0 && is_extreme(w->function) ? 0 : fresh;
}

static void run(walk *w, intptr_t count)
{
    iterator *it = &w->it;
    const intptr_t *strides = iterator_strides(it);
    if (!iterator_start(it)) {
        return;
    }
    do {
        intptr_t done = is_first(it) ? begin(w, count) : 0;
        char *data[ITERATOR_OPERANDS];
        if (done == count) {
            continue;
        }
        for (int k = 0; k <= w->items; k++) {
            data[k] = it->data[k] + done * strides[k];
        }
        (w->mask ? run_masked : run_items)(w, data, strides, count - done);
    } while (iterator_next(it));
}

/* Run through all items for a block of accumulators, then for the next one. */
static void run_blocks(walk *w)
{
    iterator *it = &w->it;
    const intptr_t *strides = iterator_strides(it);
    intptr_t *length = &it->shape[it->ndim - 1], all = *length;
    for (intptr_t done = 0; done < all; done += STRETCH) {
        *length = all - done < STRETCH ? all - done : STRETCH;
        run(w, *length);
        for (int k = 0; k <= w->items; k++) {
            it->data[k] += *length * strides[k];
        }
    }
}

/* Many short runs become few long rows, and many short rows few long runs. */
static void avoid_short(iterator *it)
{
    int last = it->ndim - 1;
    bool is_run, outer_is_run;
    if (last == 0) {
        return;
    }
    is_run = it->strides[last][0] == 0;
    outer_is_run = it->strides[last - 1][0] == 0;
    if (is_run != outer_is_run &&
        it->shape[last] < (is_run ? SHORT_RUN : SHORT_ROW) &&
        it->shape[last - 1] > it->shape[last]) {
        iterator_swap_axes(it, last - 1, last);
    }
}

/* Arrange the axes, and run. */
static void execute(walk *w)
{
    iterator *it = &w->it;
    if (is_reorderable(w->function)) {
        iterator_arrange(it);
    }
    else {
        iterator_arrange_in_order(it);
    }
    avoid_short(it);
    w->loop = iterator_strides(it)[0] == 0 ? w->runs : w->rows;
    w->is_plain = w->dtype == reduce_takes(w->loop) && w->is_aligned &&
                  w->deviates == NO_DTYPE;
    if (iterator_strides(it)[0] == 0) {
        run(w, iterator_count(it));
    }
    else {
        run_blocks(w);
    }
    if (reduce_sets_status(w->function, w->loop, w->dtype)) {
        w->status |= status_get();
    }
}

/* The same without the GIL if it takes long; tell what went wrong. */
static bool execute_and_report(HPyContext *ctx, walk *w, intptr_t size)
{
    status_clear();
    if (size < MANY_ITEMS) {
        execute(w);
    }
    else {
        HPyThreadState state = HPy_LeavePythonExecution(ctx);
        execute(w);
        HPy_ReenterPythonExecution(ctx, state);
    }
    return HPy_LIKELY((w->status | w->status_of_difference |
                       w->status_of_square) == 0) ||
           ((w->status_of_difference == 0 ||
             errstate_report(ctx, "subtract", w->status_of_difference)) &&
            (w->status_of_square == 0 ||
             errstate_report(ctx, "square", w->status_of_square)) &&
            (w->status == 0 || errstate_report(ctx, "reduce", w->status)));
}

/* ---- The start ---- */

static bool set_identity(const ufunc *function, dtype_id dtype, item *start)
{
    static const int64_t values[] = {0, 0, 1, -1};
    static const double infinity = -INFINITY;
    if (function->identity == IDENTITY_MINUS_INFINITY) {
        cast_item(start->bytes, dtype, (const char *)&infinity, FLOAT64);
        return true;
    }
    cast_item(start->bytes, dtype, (const char *)&values[function->identity],
              INT64);
    return function->identity != NO_IDENTITY;
}

/* The number that the caller begins with, first in the result's dtype. */
static bool read_initial(HPyContext *ctx, HPy h, dtype_id dtype, dtype_id keeps,
                         item *start)
{
    item value;
    ndarray *array;
    HPy as_array;
    if (convert_number(ctx, h, &value) != NO_DTYPE || HPyErr_Occurred(ctx)) {
        HPyErr_Clear(ctx);
        if (!convert_store(ctx, h, dtype, value.bytes)) {
            return false;
        }
        cast_item(start->bytes, keeps, value.bytes, dtype);
        return true;
    }
    as_array = creation_as_array(ctx, h, NO_DTYPE, &array);
    if (HPy_IsNull(as_array)) {
        return false;
    }
    if (array->ndim != 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "setting an array element with a sequence.");
    }
    else {
        cast_item(value.bytes, dtype, array->data, array->dtype);
        cast_item(start->bytes, keeps, value.bytes, dtype);
    }
    HPy_Close(ctx, as_array);
    return !HPyErr_Occurred(ctx);
}

static bool read_start(HPyContext *ctx, walk *w, HPy initial)
{
    dtype_id keeps = reduce_keeps(w->runs);
    w->has_start = false;
    if (HPy_IsNull(initial)) {
        w->has_start = set_identity(w->function, keeps, &w->start);
        return true;
    }
    if (HPy_Is(ctx, initial, ctx->h_None)) {
        return true;
    }
    w->has_start = true;
    return read_initial(ctx, initial, w->runs->dtypes[2], keeps, &w->start);
}

/* ---- The mask ---- */

static bool fail_mask(HPyContext *ctx, const ndarray *array,
                      const ndarray *mask)
{
    char own[320], all[320];
    if (mask->ndim > array->ndim) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "input operand has more dimensions than allowed by "
                         "the axis remapping");
        return false;
    }
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "operands could not be broadcast together with remapped "
                  "shapes [original->remapped]: %s %s ",
                  shape_text(all, sizeof(all), array->ndim, array->shape),
                  shape_text(own, sizeof(own), mask->ndim, mask->shape));
    return false;
}

/* Can an array be broadcast to the shape of another one? */
static bool fits(const ndarray *array, const ndarray *small)
{
    const intptr_t *shape = array->shape + array->ndim - small->ndim;
    if (small->ndim > array->ndim) {
        return false;
    }
    for (int i = 0; i < small->ndim; i++) {
        if (small->shape[i] != 1 && small->shape[i] != shape[i]) {
            return false;
        }
    }
    return true;
}

static bool check_mask(HPyContext *ctx, const walk *w, const ndarray *array,
                       const ndarray *mask)
{
    if (!w->has_start) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "reduction operation '%s' does not have an identity, so "
                      "to use a where mask one has to specify 'initial'",
                      w->function->name);
        return false;
    }
    return fits(array, mask) || fail_mask(ctx, array, mask);
}

/* ---- The result ---- */

/* A reduction on its way. */
typedef struct {
    walk walk;
    const reduction *r;
    const ndarray *array;
    HPy mask_owner;
    const ndarray *mask; /* or NULL */
    int ndim;            /* of the result */
    intptr_t shape[MAX_DIMS];
    intptr_t like[MAX_DIMS]; /* strides of the array along these axes */
    HPy result;              /* an array, or HPy_NULL if it becomes a scalar */
    HPy kept;                /* accumulators that are not the result's items */
    item single;             /* the accumulator if there is but one */
    ndarray *target;         /* where the accumulators are, or NULL: `single` */
} job;

static void find_shape(job *j)
{
    const ndarray *array = j->array;
    j->ndim = 0;
    for (int axis = 0; axis < array->ndim; axis++) {
        bool vanishes = (j->r->axes >> axis & 1) != 0;
        if (!vanishes || j->r->keepdims) {
            j->shape[j->ndim] = vanishes ? 1 : array->shape[axis];
            j->like[j->ndim++] = vanishes ? 0 : array->strides[axis];
        }
    }
}

/* A new array whose axes are in memory in the order of those of the input. */
static HPy new_result(HPyContext *ctx, job *j, dtype_id dtype, ndarray **result)
{
    ndarray like;
    if (j->ndim < 2) {
        return array_new(ctx, dtype, j->ndim, j->shape, false, result);
    }
    like = (ndarray){.data = j->array->data,
                     .shape = j->shape,
                     .strides = j->like,
                     .dtype = j->array->dtype,
                     .ndim = (int16_t)j->ndim};
    array_update(&like);
    return copy_new_like(ctx, &like, dtype, ORDER_KEEP, result);
}

static bool fail_out_ndim(HPyContext *ctx, const job *j, const ndarray *out)
{
    HPyErr_Format(
        ctx, ctx->h_ValueError,
        "output parameter for reduction operation %s has the wrong "
        "number of dimensions: Found %d but expected %d%s",
        j->walk.function->name, (int)out->ndim, j->ndim,
        j->r->keepdims ? " (must match the operand's when keepdims=True)" : "");
    return false;
}

static bool check_out(HPyContext *ctx, const job *j, const ndarray *out)
{
    char own[320], all[320];
    if (out->ndim != j->ndim) {
        return fail_out_ndim(ctx, j, out);
    }
    if (memcmp(out->shape, j->shape, (size_t)j->ndim * sizeof(*j->shape))) {
        HPyErr_Format(
            ctx, ctx->h_ValueError,
            "operands could not be broadcast together with remapped "
            "shapes [original->remapped]: %s %s ",
            shape_text(own, sizeof(own), out->ndim, out->shape),
            shape_text(all, sizeof(all), j->array->ndim, j->array->shape));
        return false;
    }
    if ((out->flags & ARRAY_WRITEABLE) == 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError, "output array is read-only");
        return false;
    }
    return true;
}

/* Can the items of `out` be the accumulators? */
static bool is_direct(const job *j, const ndarray *out)
{
    return out->dtype == reduce_keeps(j->walk.runs) &&
           (out->flags & ARRAY_ALIGNED) != 0 &&
           !copy_may_overlap(out, j->array) &&
           (j->mask == NULL || !copy_may_overlap(out, j->mask)) &&
           (j->r->mean == NULL || !copy_may_overlap(out, j->r->mean));
}

/* Find or make the result and the accumulators. */
static bool make_result(HPyContext *ctx, job *j)
{
    HPy out = j->r->out;
    dtype_id keeps = reduce_keeps(j->walk.runs);
    ndarray *result = NULL;
    if (!HPy_IsNull(out)) {
        result = ndarray_AsStruct(ctx, out);
        if (!check_out(ctx, j, result)) {
            return false;
        }
        j->result = HPy_Dup(ctx, out);
    }
    if (j->ndim == 0) {
        return true;
    }
    if (result == NULL) {
        j->result = new_result(ctx, j, j->walk.runs->dtypes[2], &result);
        if (HPy_IsNull(j->result)) {
            return false;
        }
    }
    j->target = result;
    if (!is_direct(j, result)) {
        j->kept = new_result(ctx, j, keeps, &j->target);
    }
    return j->target != NULL;
}

/* What goes wrong when accumulators become a float16 shows in no flag. */
static int half_status(const job *j)
{
    const float *items =
        (const float *)(j->target == NULL ? j->single.bytes : j->target->data);
    intptr_t count = j->target == NULL ? 1 : j->target->size;
    for (intptr_t i = 0; i < count; i++) {
        if (half_overflows(items[i])) {
            return STATUS_OVERFLOW;
        }
    }
    return 0;
}

/* The same for all dtypes, when they have been cast. */
static int cast_status(const job *j, dtype_id from, dtype_id to)
{
    if (from == to) {
        return 0;
    }
    return from == FLOAT32 && to == FLOAT16 ? half_status(j) : status_get();
}

/* Bring the accumulators to where they are to be, or make them a scalar. */
static HPy take_result(HPyContext *ctx, job *j)
{
    dtype_id keeps = reduce_keeps(j->walk.runs);
    dtype_id dtype = j->walk.runs->dtypes[2];
    ndarray *result;
    int status;
    item value;
    status_clear();
    if (HPy_IsNull(j->result)) {
        cast_item(value.bytes, dtype, j->single.bytes, keeps);
        status = cast_status(j, keeps, dtype);
        return status == 0 || errstate_report(ctx, "reduce", status)
                   ? scalar_new(ctx, dtype, value.bytes)
                   : HPy_NULL;
    }
    result = ndarray_AsStruct(ctx, j->result);
    if (j->target == NULL) {
        cast_item(result->data, result->dtype, j->single.bytes, keeps);
    }
    else if (j->target != result) {
        copy_items(result, j->target);
    }
    status = cast_status(j, keeps, result->dtype);
    return status == 0 || errstate_report(ctx, "reduce", status)
               ? HPy_Dup(ctx, j->result)
               : HPy_NULL;
}

/* ---- Reductions ---- */

static intptr_t stride_of(const ndarray *small, const ndarray *array, int axis)
{
    int own = axis - (array->ndim - small->ndim);
    return own >= 0 && small->shape[own] != 1 ? small->strides[own] : 0;
}

/* Give the iterator its operands. */
static void fill_iterator(job *j)
{
    walk *w = &j->walk;
    iterator *it = &w->it;
    const ndarray *array = j->array, *mean = j->r->mean;
    int next = 0;
    w->items = 1 + (mean != NULL) + (j->mask != NULL);
    w->mask = j->mask == NULL ? 0 : w->items - 1;
    iterator_begin(it, w->items + 1);
    it->data[0] = j->target == NULL ? j->single.bytes : j->target->data;
    it->data[1] = mean == NULL ? NULL : mean->data;
    if (j->mask != NULL) {
        it->data[w->mask] = j->mask->data;
    }
    it->data[w->items] = array->data;
    for (int axis = 0; axis < array->ndim; axis++) {
        bool vanishes = (j->r->axes >> axis & 1) != 0;
        intptr_t strides[ITERATOR_OPERANDS] = {0};
        if (!vanishes) {
            strides[0] = j->target->strides[next];
        }
        next += !vanishes || j->r->keepdims;
        if (mean != NULL) {
            strides[1] = stride_of(mean, array, axis);
        }
        if (j->mask != NULL) {
            strides[w->mask] = stride_of(j->mask, array, axis);
        }
        strides[w->items] = array->strides[axis];
        iterator_add_axis(it, array->shape[axis], strides);
    }
}

static bool fail_empty(HPyContext *ctx, const ufunc *function)
{
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "zero-size array to reduction operation %s which has no "
                  "identity",
                  function->name);
    return false;
}

/* Do axes vanish that have no items? Then the result has none, or none that is
 * not a start. */
static bool lacks_items(const job *j)
{
    for (int axis = 0; axis < j->array->ndim; axis++) {
        if ((j->r->axes >> axis & 1) != 0 && j->array->shape[axis] == 0) {
            return true;
        }
    }
    return false;
}

/* No items: all accumulators stay what they began as. */
static bool fill_empty(HPyContext *ctx, job *j)
{
    ndarray start = {.data = j->walk.start.bytes,
                     .size = 1,
                     .dtype = reduce_keeps(j->walk.runs),
                     .flags = ARRAY_ALIGNED};
    if (!j->walk.has_start && lacks_items(j)) {
        return fail_empty(ctx, j->walk.function);
    }
    if (j->target != NULL && j->target->size == 0) {
        return true;
    }
    if (j->target == NULL) {
        j->single = j->walk.start;
    }
    else {
        copy_items(j->target, &start);
    }
    return true;
}

/* The dtype to compute in: that of `out` has a say in it. */
static dtype_id input_dtype(HPyContext *ctx, const job *j)
{
    dtype_id dtype = j->array->dtype;
    if (j->r->mean != NULL) {
        dtype = j->walk.deviates == COMPLEX64    ? FLOAT32
                : j->walk.deviates == COMPLEX128 ? FLOAT64
                                                 : j->walk.deviates;
    }
    return HPy_IsNull(j->r->out)
               ? dtype
               : dtype_promote(dtype, ndarray_AsStruct(ctx, j->r->out)->dtype);
}

static bool choose_loops(HPyContext *ctx, job *j)
{
    walk *w = &j->walk;
    dtype_id dtype = input_dtype(ctx, j), asked = j->r->dtype;
    w->runs = reduce_find_loop(ctx, w->function, dtype, asked, false);
    if (w->runs == NULL) {
        return false;
    }
    w->rows = reduce_find_loop(ctx, w->function, dtype, asked, true);
    return w->rows != NULL &&
           (asked == NO_DTYPE || exceptions_check_cast(ctx, dtype, asked));
}

static bool check_axes(HPyContext *ctx, const ufunc *function, uint64_t axes)
{
    if ((axes & (axes - 1)) == 0 || is_reorderable(function)) {
        return true;
    }
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "reduction operation '%s' is not reorderable, so at most one "
                  "axis may be specified",
                  function->name);
    return false;
}

static bool read_mask(HPyContext *ctx, job *j)
{
    ndarray *mask;
    if (HPy_IsNull(j->r->where)) {
        return true;
    }
    j->mask_owner = creation_as_array(ctx, j->r->where, BOOL, &mask);
    if (HPy_IsNull(j->mask_owner)) {
        return false;
    }
    j->mask = mask;
    return check_mask(ctx, &j->walk, j->array, mask);
}

static HPy reduce_job(HPyContext *ctx, job *j)
{
    walk *w = &j->walk;
    w->deviates = j->r->mean == NULL ? NO_DTYPE : j->r->mean->dtype;
    w->status = w->status_of_difference = w->status_of_square = 0;
    if (!check_axes(ctx, w->function, j->r->axes) || !choose_loops(ctx, j) ||
        !read_start(ctx, w, j->r->initial) || !read_mask(ctx, j)) {
        return HPy_NULL;
    }
    find_shape(j);
    if (!make_result(ctx, j)) {
        return HPy_NULL;
    }
    w->dtype = j->array->dtype;
    w->is_aligned = (j->array->flags & ARRAY_ALIGNED) != 0;
    if (j->array->size == 0) {
        return fill_empty(ctx, j) ? take_result(ctx, j) : HPy_NULL;
    }
    fill_iterator(j);
    return execute_and_report(ctx, w, j->array->size) ? take_result(ctx, j)
                                                      : HPy_NULL;
}

HPy reduce_array(HPyContext *ctx, const ufunc *function, const ndarray *array,
                 const reduction *r)
{
    job j;
    HPy result;
    j.walk.function = function;
    j.r = r;
    j.array = array;
    j.mask = NULL;
    j.target = NULL;
    j.mask_owner = j.result = j.kept = HPy_NULL;
    result = reduce_job(ctx, &j);
    HPy_Close(ctx, j.mask_owner);
    HPy_Close(ctx, j.result);
    HPy_Close(ctx, j.kept);
    return result;
}

/* ---- All of a plain array ---- */

dtype_id reduce_at_once(const ufunc *function, const ndarray *array,
                        item *result, int *status)
{
    const ufunc_loop *loop = loop_of(function, array->dtype);
    intptr_t size = array_item_size(array);
    char *const data[2] = {result->bytes, array->data};
    const intptr_t strides[2] = {0, size};
    if (loop == NULL || loop->reduce == NULL || loop->half ||
        loop->dtypes[1] != array->dtype ||
        widen(function, array->dtype) != array->dtype ||
        array->size >= MANY_ITEMS || !array_is_contiguous(array) ||
        (array->flags & ARRAY_ALIGNED) == 0) {
        return NO_DTYPE;
    }
    if (!set_identity(function, loop->dtypes[2], result)) {
        if (array->size == 0 || !is_extreme(function)) {
            return NO_DTYPE;
        }
        memcpy(result->bytes, array->data, (size_t)size);
    }
    if (function->sets_status) {
        status_clear();
    }
    *status = loop->reduce(data, strides, array->size);
    *status |= function->sets_status ? status_get() : 0;
    return loop->dtypes[2];
}

HPy reduce_plain(HPyContext *ctx, const ufunc *function, const ndarray *array)
{
    reduction r;
    item value;
    int status;
    dtype_id dtype = reduce_at_once(function, array, &value, &status);
    if (HPy_LIKELY(dtype != NO_DTYPE)) {
        return HPy_LIKELY(status == 0) || errstate_report(ctx, "reduce", status)
                   ? scalar_new(ctx, dtype, value.bytes)
                   : HPy_NULL;
    }
    reduce_begin(&r, reduce_all_axes(array->ndim));
    return reduce_array(ctx, function, array, &r);
}

/* ---- Parts ---- */

static bool check_indices(HPyContext *ctx, const ufunc *function,
                          const ndarray *indices, intptr_t length)
{
    for (intptr_t i = 0; i < indices->size; i++) {
        int64_t index =
            *(const int64_t *)(indices->data + i * indices->strides[0]);
        if (index < 0 || index >= length) {
            HPyErr_Format(ctx, ctx->h_IndexError,
                          "index %zd out-of-bounds in %s.reduceat [0, %zd)",
                          (HPy_ssize_t)index, function->name,
                          (HPy_ssize_t)length);
            return false;
        }
    }
    return true;
}

/* The end of a part that begins at the index number `i`. */
static intptr_t part_end(const ndarray *indices, intptr_t i, intptr_t length)
{
    const char *at = indices->data + i * indices->strides[0];
    int64_t begin = *(const int64_t *)at, end = length;
    if (i + 1 < indices->size) {
        end = *(const int64_t *)(at + indices->strides[0]);
    }
    return (intptr_t)(end > begin ? end : begin + 1);
}

/* Point the job at part number `i`, and at its accumulators. */
static void run_part(job *j, const ndarray *whole, const ndarray *result,
                     int axis, const ndarray *indices, intptr_t i)
{
    ndarray part = *whole, target = *result;
    intptr_t shape[MAX_DIMS];
    intptr_t begin =
        (intptr_t)*(const int64_t *)(indices->data + i * indices->strides[0]);
    memcpy(shape, whole->shape, (size_t)whole->ndim * sizeof(*shape));
    shape[axis] = part_end(indices, i, whole->shape[axis]) - begin;
    part.shape = shape;
    part.data += begin * whole->strides[axis];
    target.data += i * result->strides[axis];
    j->array = &part;
    j->target = &target;
    fill_iterator(j);
    execute(&j->walk);
}

static bool make_parts_result(HPyContext *ctx, job *j, int axis, intptr_t parts)
{
    find_shape(j);
    j->shape[axis] = parts;
    j->like[axis] = j->array->strides[axis];
    return make_result(ctx, j);
}

static HPy reduce_parts_job(HPyContext *ctx, job *j, int axis,
                            const ndarray *indices)
{
    walk *w = &j->walk;
    const ndarray *array = j->array;
    ndarray *result;
    if (!choose_loops(ctx, j) ||
        !check_indices(ctx, w->function, indices, array->shape[axis]) ||
        !make_parts_result(ctx, j, axis, indices->size)) {
        return HPy_NULL;
    }
    result = j->target;
    w->dtype = array->dtype;
    w->is_aligned = (array->flags & ARRAY_ALIGNED) != 0;
    status_clear();
    for (intptr_t i = 0; i < indices->size && array->size > 0; i++) {
        run_part(j, array, result, axis, indices, i);
    }
    j->target = result;
    return w->status == 0 || errstate_report(ctx, "reduceat", w->status)
               ? take_result(ctx, j)
               : HPy_NULL;
}

HPy reduce_parts(HPyContext *ctx, const ufunc *function, const ndarray *array,
                 int axis, const ndarray *indices, dtype_id dtype, HPy out)
{
    reduction r;
    job j;
    HPy result;
    reduce_begin(&r, (uint64_t)1 << axis);
    r.dtype = dtype;
    r.out = out;
    r.keepdims = true;
    j.walk = (walk){.function = function, .deviates = NO_DTYPE};
    j.r = &r;
    j.array = array;
    j.mask = NULL;
    j.target = NULL;
    j.mask_owner = j.result = j.kept = HPy_NULL;
    result = reduce_parts_job(ctx, &j, axis, indices);
    HPy_Close(ctx, j.result);
    HPy_Close(ctx, j.kept);
    return result;
}
