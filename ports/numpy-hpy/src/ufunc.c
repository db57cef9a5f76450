/* src/ufunc.c: functions that work item by item are called. */
#include "ufunc.h"

#include "assign.h"
#include "cast.h"
#include "descriptor.h"
#include "errstate.h"
#include "exceptions.h"
#include "iterator.h"
#include "promotion.h"
#include "run.h"
#include "operand.h"
#include "scalar.h"
#include "shape.h"
#include "status.h"

#include <math.h>
#include <string.h>

/* From so many items on, other threads may run. */
#undef MANY_ITEMS
#define MANY_ITEMS 20000

/* Items of other dtypes than the loop's are cast in stretches of so many. */
#define STRETCH 512

/* A call on its way. */
typedef struct {
    const ufunc *function;
    const ufunc_options *options;
    const ufunc_loop *loop;
    operand operands[MAX_OPERANDS]; /* inputs, then results */
    operand mask;
    dtype_id work[MAX_OPERANDS]; /* what the loop takes and gives */
    HPy results[MAX_RESULTS];
    int inputs, count;
    bool has_mask;
    bool casts; /* is an operand not what the loop takes? */
    int ndim;
    intptr_t size;
    intptr_t shape[MAX_DIMS];
} call;

/* ---- Which loop ---- */

static bool takes(const ufunc *function, const ufunc_loop *loop,
                  const dtype_id *dtypes, casting how)
{
    for (int i = 0; i < function->inputs; i++) {
        if (!dtype_can_cast(dtypes[i], loop->dtypes[i], how)) {
            return false;
        }
    }
    return true;
}

/* The loop for the dtype that a row without one names. */
static const ufunc_loop *loop_instead(const ufunc *function,
                                      const ufunc_loop *row)
{
    dtype_id dtype = row->dtypes[function->inputs];
    dtype_id same[MAX_INPUTS] = {dtype, dtype, dtype};
    return dtype == NO_DTYPE ? NULL : ufunc_find_loop(function, same);
}

const ufunc_loop *ufunc_find_loop(const ufunc *function, const dtype_id *dtypes)
{
    for (int i = 0; i < function->loop_count; i++) {
        const ufunc_loop *row = &function->loops[i];
        if (takes(function, row, dtypes, CAST_SAFE)) {
            return row->loop == NULL ? loop_instead(function, row) : row;
        }
    }
    return NULL;
}

void ufunc_prepare(ufunc *function)
{
    for (int id = 0; id < DTYPE_COUNT; id++) {
        dtype_id same[MAX_INPUTS] = {(dtype_id)id, (dtype_id)id, (dtype_id)id};
        const ufunc_loop *loop = ufunc_find_loop(function, same);
        function->by_dtype[id] =
            (int8_t)(loop == NULL ? -1 : loop - function->loops);
    }
}

/* The dtypes of all inputs, by NEP 50. Returned is the one that all have, or
 * NO_DTYPE. */
static dtype_id input_dtypes(const call *c, dtype_id *dtypes)
{
    dtype_id strong = NO_DTYPE, same = NO_DTYPE;
    for (int i = 0; i < c->inputs; i++) {
        if (c->operands[i].weak == STRONG) {
            dtype_id own = c->operands[i].dtype;
            strong = strong == NO_DTYPE || strong == own
                         ? own
                         : dtype_promote(strong, own);
        }
    }
    for (int i = 0; i < c->inputs; i++) {
        const operand *o = &c->operands[i];
        dtypes[i] = o->weak == STRONG || strong == NO_DTYPE
                        ? o->dtype
                        : promotion_with_weak(strong, o->weak);
        same = i == 0 || dtypes[i] == same ? dtypes[i] : NO_DTYPE;
    }
    return same;
}

void ufunc_fail_types(HPyContext *ctx, const ufunc *function)
{
    if (function->refusal != NULL) {
        HPyErr_SetString(ctx, ctx->h_TypeError, function->refusal);
        return;
    }
    HPyErr_Format(ctx, ctx->h_TypeError,
                  "ufunc '%s' not supported for the input types, and the "
                  "inputs could not be safely coerced to any supported types "
                  "according to the casting rule ''safe''",
                  function->name);
}

static bool fail_signature(HPyContext *ctx, const call *c)
{
    HPyErr_Format(ctx, ctx->h_TypeError,
                  "No loop matching the specified signature and casting was "
                  "found for ufunc %s",
                  c->function->name);
    return false;
}

/* Does a loop give the dtype that the caller asks for, of these inputs? They
 * lose nothing, but if the loop takes that dtype as well. */
static bool gives_asked(const call *c, const ufunc_loop *loop,
                        const dtype_id *dtypes)
{
    casting how = c->options->casting;
    if (loop->loop == NULL || loop->dtypes[c->inputs] != c->options->dtype) {
        return false;
    }
    if (loop->dtypes[0] != c->options->dtype && how > CAST_SAFE) {
        how = CAST_SAFE;
    }
    return takes(c->function, loop, dtypes, how);
}

/* The loop whose result is of the dtype that the caller asks for. */
static bool find_asked_loop(HPyContext *ctx, call *c, const dtype_id *dtypes)
{
    const ufunc *function = c->function;
    for (int i = 0; i < function->loop_count; i++) {
        const ufunc_loop *loop = &function->loops[i];
        if (gives_asked(c, loop, dtypes)) {
            c->loop = loop;
            return true;
        }
    }
    return fail_signature(ctx, c);
}

/* A loop for floats and ints: those of Python are then no floats. */
static HPy_NOINLINE const ufunc_loop *find_mixed_loop(const call *c,
                                                      dtype_id *dtypes)
{
    bool is_other = false;
    for (int i = 0; i < c->inputs; i++) {
        if (c->operands[i].weak == WEAK_INT) {
            is_other = is_other || dtypes[i] != c->operands[i].dtype;
            dtypes[i] = c->operands[i].dtype;
        }
    }
    return is_other ? ufunc_find_loop(c->function, dtypes) : NULL;
}

static bool find_loop(HPyContext *ctx, call *c)
{
    dtype_id dtypes[MAX_INPUTS];
    dtype_id same = input_dtypes(c, dtypes);
    if (c->options != NULL && c->options->dtype != NO_DTYPE) {
        return find_asked_loop(ctx, c, dtypes);
    }
    if (HPy_LIKELY(same != NO_DTYPE)) {
        int index = c->function->by_dtype[same];
        c->loop = index < 0 ? NULL : &c->function->loops[index];
    }
    else {
        c->loop = ufunc_find_loop(c->function, dtypes);
    }
    if (HPy_UNLIKELY(c->loop == NULL)) {
        c->loop = find_mixed_loop(c, dtypes);
    }
    if (c->loop == NULL) {
        ufunc_fail_types(ctx, c->function);
        return false;
    }
    return true;
}

/* ---- Inputs ---- */

/* OPERAND_NONE if one of them cannot be an operand. */
static operand_result read_inputs(HPyContext *ctx, call *c, const HPy *inputs)
{
    HPy type = HPyGlobal_Borrow(ctx, array_type);
    operand_result result = OPERAND_READ;
    for (int i = 0; i < c->inputs && result == OPERAND_READ; i++) {
        result = operand_read(ctx, inputs[i], type, &c->operands[i]);
        c->count += result == OPERAND_READ;
    }
    HPyGlobal_Return(ctx, type);
    return result;
}

/* What the loop takes for an operand: float32 stands in for float16. */
static dtype_id work_dtype(const ufunc_loop *loop, int k)
{
    return loop->half && loop->dtypes[k] == FLOAT16 ? FLOAT32 : loop->dtypes[k];
}

static bool is_comparison(const ufunc *function)
{
    return function == &ufunc_equal || function == &ufunc_not_equal ||
           function == &ufunc_less || function == &ufunc_less_equal ||
           function == &ufunc_greater || function == &ufunc_greater_equal;
}

/* An int that is beyond all items of the other operand's dtype, which is an
 * error, is infinite for a comparison. False if it is none. */
static HPy_NOINLINE bool settle_beyond(HPyContext *ctx, call *c, int i, HPy h)
{
    operand *o = &c->operands[i];
    HPy zero;
    int is_negative;
    if (o->weak != WEAK_INT || !is_comparison(c->function) ||
        !HPyErr_ExceptionMatches(ctx, ctx->h_OverflowError)) {
        return false;
    }
    HPyErr_Clear(ctx);
    zero = HPyLong_FromLong(ctx, 0);
    is_negative = HPy_RichCompareBool(ctx, h, zero, HPy_LT);
    HPy_Close(ctx, zero);
    o->value.d = is_negative > 0 ? -INFINITY : INFINITY;
    o->data = o->value.bytes;
    o->dtype = FLOAT64;
    o->weak = STRONG;
    c->loop = &c->function->loops[c->function->by_dtype[FLOAT64]];
    return is_negative >= 0;
}

/* Give single items the loop's dtype; others are cast on the way. Returned is
 * the number of an input that cannot have it, with an exception, or -1. */
static int settle_inputs(HPyContext *ctx, call *c, const HPy *inputs)
{
    for (int i = 0; i < c->inputs; i++) {
        operand *o = &c->operands[i];
        c->work[i] = work_dtype(c->loop, i);
        if (o->weak == STRONG && o->dtype == c->work[i] &&
            (o->flags & ARRAY_ALIGNED) != 0) {
            continue;
        }
        if (o->ndim > 0) {
            c->casts = true;
        }
        else if (o->weak != STRONG && c->loop->dtypes[i] != c->work[i]) {
            /* as a float16 first, as it is to be rounded */
            if (!operand_settle(ctx, o, inputs[i], c->loop->dtypes[i])) {
                return i;
            }
            cast_item(o->value.bytes, FLOAT32, o->data, FLOAT16);
            o->data = o->value.bytes;
            o->dtype = FLOAT32;
        }
        else if (!operand_settle(ctx, o, inputs[i], c->work[i])) {
            return i;
        }
    }
    return -1;
}

/* ---- Shapes ---- */

static bool same_shape(const operand *o, int ndim, const intptr_t *shape)
{
    if (o->ndim != ndim) {
        return false;
    }
    for (int i = 0; i < ndim; i++) {
        if (o->shape[i] != shape[i]) {
            return false;
        }
    }
    return true;
}

/* Write a shape and a blank; returned is the end. */
static char *add_text(char *end, int ndim, const intptr_t *shape)
{
    shape_text(end, 318, ndim, shape);
    end += strlen(end);
    *end++ = ' ';
    *end = '\0';
    return end;
}

static HPy_NOINLINE bool fail_broadcast(HPyContext *ctx, const call *c)
{
    char text[MAX_OPERANDS * 320], *end = text;
    for (int i = 0; i < c->inputs; i++) {
        end = add_text(end, c->operands[i].ndim, c->operands[i].shape);
    }
    for (int k = 0; k < c->function->results && c->options != NULL; k++) {
        if (!HPy_IsNull(c->options->out[k])) {
            const ndarray *out = ndarray_AsStruct(ctx, c->options->out[k]);
            end = add_text(end, out->ndim, out->shape);
        }
    }
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "operands could not be broadcast together with shapes %s",
                  text);
    return false;
}

/* Stretch the shape of the call to that of an operand as well. */
static bool add_shape(call *c, const operand *o)
{
    int added = o->ndim - c->ndim;
    if (added > 0) {
        memmove(c->shape + added, c->shape,
                (size_t)c->ndim * sizeof(*c->shape));
        c->ndim = o->ndim;
        for (int i = 0; i < added; i++) {
            c->shape[i] = 1;
        }
    }
    for (int i = 0; i < o->ndim; i++) {
        intptr_t *length = &c->shape[c->ndim - o->ndim + i];
        if (*length != o->shape[i] && o->shape[i] != 1) {
            if (*length != 1) {
                return false;
            }
            *length = o->shape[i];
        }
    }
    return true;
}

static bool broadcast(HPyContext *ctx, call *c)
{
    c->ndim = 0;
    for (int i = 0; i < c->inputs; i++) {
        const operand *o = &c->operands[i];
        if (!same_shape(o, c->ndim, c->shape) && !add_shape(c, o)) {
            return fail_broadcast(ctx, c);
        }
    }
    return !c->has_mask || add_shape(c, &c->mask) || fail_broadcast(ctx, c);
}

/* ---- Results ---- */

static intptr_t stride_of(const operand *o, int ndim, int axis)
{
    int own = axis - (ndim - o->ndim);
    return own >= 0 && o->shape[own] != 1 ? o->strides[own] : 0;
}

/* Are all inputs in an order? */
static bool are_in_order(const call *c, unsigned flag)
{
    unsigned flags = flag;
    for (int i = 0; i < c->inputs; i++) {
        flags &= c->operands[i].flags;
    }
    return flags != 0;
}

/* Are all inputs in F order, and none has axes of its own to be broadcast? */
static bool are_like_f(const call *c)
{
    for (int i = 0; i < c->inputs; i++) {
        int ndim = c->operands[i].ndim;
        if (ndim != 0 && ndim != c->ndim) {
            return false;
        }
    }
    return are_in_order(c, ARRAY_F_CONTIGUOUS);
}

/* A result whose items are in memory as those of the inputs are. */
static HPy_NOINLINE HPy new_in_order(HPyContext *ctx, const call *c,
                                     dtype_id dtype, ndarray **array)
{
    intptr_t strides[MAX_INPUTS][MAX_DIMS];
    const intptr_t *lists[MAX_INPUTS];
    int order[MAX_DIMS];
    for (int i = 0; i < c->inputs; i++) {
        for (int axis = 0; axis < c->ndim; axis++) {
            strides[i][axis] = stride_of(&c->operands[i], c->ndim, axis);
        }
        lists[i] = strides[i];
    }
    memory_order(c->ndim, c->shape, c->inputs, lists, order);
    return array_new_ordered(ctx, dtype, c->ndim, c->shape, order, array);
}

static HPy new_result(HPyContext *ctx, const call *c, int k, ndarray **array)
{
    dtype_id dtype = c->loop->dtypes[c->inputs + k];
    copy_order order = c->options == NULL ? ORDER_KEEP : c->options->order;
    bool f_order = order == ORDER_F;
    if (c->ndim > 1 && order >= ORDER_ANY &&
        !are_in_order(c, ARRAY_C_CONTIGUOUS)) {
        f_order = order == ORDER_ANY ? are_in_order(c, ARRAY_F_CONTIGUOUS)
                                     : are_like_f(c);
        if (order == ORDER_KEEP && !f_order) {
            return new_in_order(ctx, c, dtype, array);
        }
    }
    return array_new(ctx, dtype, c->ndim, c->shape, f_order, array);
}

static bool fail_out_shape(HPyContext *ctx, const call *c, const operand *o)
{
    char own[320], all[320];
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "non-broadcastable output operand with shape %s doesn't "
                  "match the broadcast shape %s",
                  shape_text(own, sizeof(own), o->ndim, o->shape),
                  shape_text(all, sizeof(all), c->ndim, c->shape));
    return false;
}

static bool fail_out_dtype(HPyContext *ctx, const call *c, dtype_id dtype,
                           dtype_id out)
{
    HPyErr_Format(ctx, ctx->h_TypeError,
                  "Cannot cast ufunc '%s' output from dtype('%s') to "
                  "dtype('%s') with casting rule '%s'",
                  c->function->name, dtypes[dtype].name, dtypes[out].name,
                  casting_names[c->options->casting]);
    return false;
}

/* Are two operands the same items? */
static bool same_items(const operand *a, const operand *b)
{
    size_t bytes = (size_t)a->ndim * sizeof(intptr_t);
    return a->data == b->data && a->ndim == b->ndim && a->dtype == b->dtype &&
           memcmp(a->shape, b->shape, bytes) == 0 &&
           memcmp(a->strides, b->strides, bytes) == 0;
}

/* An operand as an array, which is no object and borrows its axes. */
static void show_as_array(const operand *o, ndarray *array)
{
    *array = (ndarray){.data = o->data,
                       .shape = (intptr_t *)o->shape,
                       .strides = (intptr_t *)o->strides,
                       .dtype = o->dtype,
                       .ndim = (int16_t)o->ndim,
                       .flags = ARRAY_WRITEABLE};
    array_update(array);
}

static bool may_overlap(const operand *a, const operand *b)
{
    ndarray first, second;
    show_as_array(a, &first);
    show_as_array(b, &second);
    return copy_may_overlap(&first, &second);
}

/* An input that shares memory with a result, but not item by item, is copied
 * first. */
static bool protect_input(HPyContext *ctx, operand *o, const operand *result)
{
    ndarray in, *copy;
    HPy h;
    if (!o->is_array || same_items(o, result) || !may_overlap(o, result)) {
        return true;
    }
    show_as_array(o, &in);
    h = copy_array(ctx, &in, in.dtype, ORDER_KEEP, &copy);
    if (HPy_IsNull(h)) {
        return false;
    }
    HPy_Close(ctx, o->owner);
    operand_of_array(copy, o);
    o->owner = h;
    return true;
}

/* An array of the caller's as a result. */
static bool use_out(HPyContext *ctx, call *c, int k)
{
    operand *o = &c->operands[c->inputs + k];
    dtype_id dtype = c->loop->dtypes[c->inputs + k];
    operand_of_array(ndarray_AsStruct(ctx, c->options->out[k]), o);
    if ((o->flags & ARRAY_WRITEABLE) == 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError, "output array is read-only");
        return false;
    }
    if (!dtype_can_cast(dtype, o->dtype, c->options->casting)) {
        return fail_out_dtype(ctx, c, dtype, o->dtype);
    }
    if (!exceptions_check_cast(ctx, dtype, o->dtype)) {
        return false;
    }
    if (!add_shape(c, o) || !same_shape(o, c->ndim, c->shape)) {
        return fail_out_shape(ctx, c, o);
    }
    for (int i = 0; i < c->inputs; i++) {
        if (!protect_input(ctx, &c->operands[i], o)) {
            return false;
        }
    }
    if (c->has_mask && !protect_input(ctx, &c->mask, o)) {
        return false;
    }
    c->results[k] = HPy_Dup(ctx, c->options->out[k]);
    return true;
}

/* Is the operand what the loop takes, or gives? What it gives in place of
 * float16 is to be rounded. */
static bool is_plain(const call *c, int k)
{
    const operand *o = &c->operands[k];
    return o->dtype == c->work[k] && (o->flags & ARRAY_ALIGNED) != 0 &&
           (k < c->inputs || c->work[k] == c->loop->dtypes[k]);
}

static bool make_results(HPyContext *ctx, call *c)
{
    for (int k = 0; k < c->function->results; k++) {
        int index = c->inputs + k;
        operand *o = &c->operands[index];
        ndarray *array;
        c->work[index] = work_dtype(c->loop, index);
        if (c->options != NULL && !HPy_IsNull(c->options->out[k])) {
            if (!use_out(ctx, c, k)) {
                return false;
            }
        }
        else {
            c->results[k] = new_result(ctx, c, k, &array);
            if (HPy_IsNull(c->results[k])) {
                return false;
            }
            operand_of_array(array, o);
        }
        c->casts = c->casts || !is_plain(c, index);
    }
    return true;
}

/* ---- Execution ---- */

/* What a loop gave in place of float16, to be stored as another dtype. */
static void round_to_half(float *items, intptr_t count)
{
    for (intptr_t i = 0; i < count; i++) {
        float16 half;
        cast_item((char *)&half, FLOAT16, (const char *)&items[i], FLOAT32);
        cast_item((char *)&items[i], FLOAT32, (const char *)&half, FLOAT16);
    }
}

/* Run the loop; what it does to the machine's flags counts only if it sets them
 * on purpose. */
static int run_loop(const call *c, char *const *data, const intptr_t *strides,
                    intptr_t count)
{
    int before, status;
    if (c->function->sets_status) {
        return c->loop->loop(data, strides, count);
    }
    before = status_get();
    status = c->loop->loop(data, strides, count);
    status_clear();
    return before | status;
}

/* Run the loop on a stretch of items, those that are not what it takes in
 * buffers. */
static int run_stretch(const call *c, char *const *data,
                       const intptr_t *strides, intptr_t count)
{
    item buffers[MAX_OPERANDS][STRETCH];
    char *used[MAX_OPERANDS];
    intptr_t steps[MAX_OPERANDS];
    int status, operands = c->inputs + c->function->results;
    for (int k = 0; k < operands; k++) {
        const operand *o = &c->operands[k];
        bool plain = is_plain(c, k);
        used[k] = plain ? data[k] : (char *)buffers[k];
        steps[k] = plain ? strides[k] : dtype_size(c->work[k]);
        if (!plain && k < c->inputs) {
            cast_items(used[k], steps[k], c->work[k], data[k], strides[k],
                       o->dtype, (o->flags & ARRAY_ALIGNED) != 0, count);
        }
    }
    status = run_loop(c, used, steps, count);
    for (int k = c->inputs; k < operands; k++) {
        const operand *o = &c->operands[k];
        if (!is_plain(c, k)) {
            if (o->dtype != FLOAT16 && c->work[k] != c->loop->dtypes[k]) {
                round_to_half((float *)used[k], count);
            }
            cast_items(data[k], strides[k], o->dtype, used[k], steps[k],
                       c->work[k], (o->flags & ARRAY_ALIGNED) != 0, count);
        }
    }
    return status;
}

static int run_items(const call *c, char *const *data, const intptr_t *strides,
                     intptr_t count)
{
    int status = 0, operands = c->inputs + c->function->results;
    if (!c->casts) {
        return c->loop->loop(data, strides, count);
    }
    for (intptr_t done = 0; done < count; done += STRETCH) {
        intptr_t rest = count - done < STRETCH ? count - done : STRETCH;
        char *here[MAX_OPERANDS];
        for (int k = 0; k < operands; k++) {
            here[k] = data[k] + done * strides[k];
        }
        status |= run_stretch(c, here, strides, rest);
    }
    return status;
}

/* Run where the mask, the last operand, is true. */
static int run_masked(const call *c, char *const *data, const intptr_t *strides,
                      intptr_t count)
{
    int status = 0, operands = c->inputs + c->function->results;
    intptr_t from, to = 0;
    while (run_next(data[operands], strides[operands], count, &from, &to)) {
        char *here[MAX_OPERANDS];
        for (int k = 0; k < operands; k++) {
            here[k] = data[k] + from * strides[k];
        }
        status |= run_items(c, here, strides, to - from);
    }
    return status;
}

static int run_iterator(const call *c)
{
    iterator it;
    int operands = c->inputs + c->function->results, status = 0;
    iterator_begin(&it, operands + c->has_mask);
    for (int axis = 0; axis < c->ndim; axis++) {
        intptr_t strides[ITERATOR_OPERANDS];
        for (int k = 0; k < operands; k++) {
            strides[k] = stride_of(&c->operands[k], c->ndim, axis);
        }
        strides[operands] =
            c->has_mask ? stride_of(&c->mask, c->ndim, axis) : 0;
        iterator_add_axis(&it, c->shape[axis], strides);
    }
    for (int k = 0; k < operands; k++) {
        it.data[k] = c->operands[k].data;
    }
    it.data[operands] = c->has_mask ? c->mask.data : NULL;
    iterator_arrange(&it);
    if (iterator_start(&it)) {
        do {
            status |= (c->has_mask ? run_masked : run_items)(
                c, it.data, iterator_strides(&it), iterator_count(&it));
        } while (iterator_next(&it));
    }
    return status;
}

/* Can all items be taken one behind the other? So they can if all operands,
 * but for single items, lie in memory in the same order. */
static bool is_flat(const call *c, intptr_t *strides)
{
    int operands = c->inputs + c->function->results;
    unsigned order = ARRAY_C_CONTIGUOUS | ARRAY_F_CONTIGUOUS;
    for (int k = 0; k < operands; k++) {
        const operand *o = &c->operands[k];
        strides[k] = o->ndim == 0 ? 0 : dtype_size(o->dtype);
        if (o->ndim > 0) {
            order &= o->flags;
            if (!same_shape(o, c->ndim, c->shape)) {
                return false;
            }
        }
    }
    return order != 0;
}

static int run(const call *c)
{
    intptr_t strides[MAX_OPERANDS];
    if (!c->has_mask && is_flat(c, strides)) {
        char *data[MAX_OPERANDS];
        for (int k = 0; k < c->inputs + c->function->results; k++) {
            data[k] = c->operands[k].data;
        }
        return run_items(c, data, strides, c->size);
    }
    return run_iterator(c);
}

/* Run, and tell what went wrong. */
static bool execute(HPyContext *ctx, const call *c)
{
    int status;
    bool by_flags = c->function->sets_status || c->casts;
    if (by_flags) {
        status_clear();
    }
    if (c->size < MANY_ITEMS) {
        status = run(c);
    }
    else {
        HPyThreadState state = HPy_LeavePythonExecution(ctx);
        status = run(c);
        status |= by_flags ? status_get() : 0;
        HPy_ReenterPythonExecution(ctx, state);
    }
    status |= by_flags ? status_get() : 0;
    return HPy_LIKELY(status == 0) ||
           errstate_report(ctx, c->function->name, status);
}

/* ---- Results of one item ---- */

static HPy take_results(HPyContext *ctx, call *c)
{
    HPy result = c->results[0];
    if (c->function->results == 2) {
        result = HPyTuple_FromArray(ctx, c->results, 2);
        HPy_Close(ctx, c->results[0]);
        HPy_Close(ctx, c->results[1]);
    }
    c->results[0] = c->results[1] = HPy_NULL;
    return result;
}

/* Single items give scalars. */
static HPy call_scalars(HPyContext *ctx, call *c)
{
    item values[MAX_RESULTS];
    for (int k = 0; k < c->function->results; k++) {
        operand *o = &c->operands[c->inputs + k];
        *o = (operand){.data = values[k].bytes,
                       .dtype = c->loop->dtypes[c->inputs + k],
                       .flags = ARRAY_ALIGNED | ARRAY_C_CONTIGUOUS};
        c->work[c->inputs + k] = work_dtype(c->loop, c->inputs + k);
        c->casts = c->casts || o->dtype != c->work[c->inputs + k];
    }
    c->size = 1;
    if (!execute(ctx, c)) {
        return HPy_NULL;
    }
    for (int k = 0; k < c->function->results; k++) {
        c->results[k] =
            scalar_new(ctx, c->operands[c->inputs + k].dtype, values[k].bytes);
        if (HPy_IsNull(c->results[k])) {
            return HPy_NULL;
        }
    }
    return take_results(ctx, c);
}

/* ---- The call ---- */

static HPy call_arrays(HPyContext *ctx, call *c)
{
    if (!make_results(ctx, c)) {
        return HPy_NULL;
    }
    c->size = 1;
    for (int i = 0; i < c->ndim; i++) {
        c->size *= c->shape[i];
    }
    return execute(ctx, c) ? take_results(ctx, c) : HPy_NULL;
}

static bool has_out(const ufunc_options *options)
{
    return options != NULL &&
           (!HPy_IsNull(options->out[0]) || !HPy_IsNull(options->out[1]));
}

static bool read_mask(HPyContext *ctx, call *c)
{
    HPy type = HPyGlobal_Borrow(ctx, array_type);
    operand_result result =
        operand_read(ctx, c->options->where, type, &c->mask);
    HPyGlobal_Return(ctx, type);
    if (result == OPERAND_READ && c->mask.dtype == BOOL) {
        c->has_mask = true;
        return true;
    }
    if (result == OPERAND_READ) {
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "Cannot cast array data from dtype('%s') to "
                      "dtype('bool') according to the rule 'safe'",
                      dtypes[c->mask.dtype].name);
        operand_close(ctx, &c->mask);
    }
    else if (result == OPERAND_NONE) {
        HPyErr_SetString(ctx, ctx->h_TypeError, "where must be a bool array");
    }
    return false;
}

static HPy call_read(HPyContext *ctx, call *c, const HPy *inputs)
{
    int failed;
    if (c->options != NULL && !HPy_IsNull(c->options->where) &&
        !read_mask(ctx, c)) {
        return HPy_NULL;
    }
    if (!find_loop(ctx, c)) {
        return HPy_NULL;
    }
    while (HPy_UNLIKELY((failed = settle_inputs(ctx, c, inputs)) >= 0)) {
        if (!settle_beyond(ctx, c, failed, inputs[failed])) {
            return HPy_NULL;
        }
    }
    if (!broadcast(ctx, c)) {
        return HPy_NULL;
    }
    if (c->ndim == 0 && !c->has_mask && !has_out(c->options)) {
        return call_scalars(ctx, c);
    }
    return call_arrays(ctx, c);
}

HPy ufunc_call(HPyContext *ctx, const ufunc *function, const HPy *inputs,
               const ufunc_options *options)
{
    call c;
    operand_result read;
    HPy result = HPy_NULL;
    c.function = function;
    c.options = options;
    c.inputs = function->inputs;
    c.count = 0;
    c.has_mask = c.casts = false;
    c.results[0] = c.results[1] = HPy_NULL;
    read = read_inputs(ctx, &c, inputs);
    if (HPy_LIKELY(read == OPERAND_READ)) {
        result = call_read(ctx, &c, inputs);
    }
    else if (read == OPERAND_NONE) {
        result = HPy_Dup(ctx, ctx->h_NotImplemented);
    }
    for (int i = 0; i < c.count; i++) {
        operand_close(ctx, &c.operands[i]);
    }
    if (c.has_mask) {
        operand_close(ctx, &c.mask);
    }
    HPy_Close(ctx, c.results[0]);
    HPy_Close(ctx, c.results[1]);
    return result;
}
