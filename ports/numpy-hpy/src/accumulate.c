/* src/accumulate.c: items along an axis are combined, and all outcomes kept;
 * cumsum and cumprod. */
#include "accumulate.h"

#include "cast.h"
#include "creation.h"
#include "descriptor.h"
#include "errstate.h"
#include "exceptions.h"
#include "functions.h"
#include "half.h"
#include "iterator.h"
#include "reduce.h"
#include "shape.h"
#include "status.h"

#include <string.h>

/* From so many items on, other threads may run. */
#define MANY_ITEMS 20000

/* Items of other dtypes than the loop's are cast in stretches of so many. */
#define STRETCH 1024

/* Rows of fewer items than that are not worth a call of the loop. */
#define SHORT_ROW 8

typedef struct {
    const ufunc_loop *loop;
    dtype_id dtype; /* of the items */
    dtype_id takes; /* what the loop takes, and gives */
    dtype_id gives; /* of the outcomes, which may be float16 for a float32 */
    bool is_aligned;
    bool is_plain; /* are the items what the loop takes? */
    bool sets_status;
    intptr_t length;     /* of the axis */
    intptr_t strides[2]; /* of outcomes and items along it */
    int status;
    iterator it; /* over the other axes: outcomes, items */
} walk;

/* ---- Line by line ---- */

/* One by one; each outcome is rounded to its dtype before the next one. */
static void step(walk *w, char *total, char *items, intptr_t stride, char *out,
                 intptr_t count)
{
    static const intptr_t nowhere[3] = {0, 0, 0};
    for (intptr_t i = 0; i < count; i++) {
        char *const data[3] = {total, items + i * stride, total};
        char *to = out + i * w->strides[0];
        w->status |= w->loop->loop(data, nowhere, 1);
        cast_item(to, w->gives, total, w->takes);
        if (w->gives != w->takes) { /* a float16 */
            w->status |= half_overflows(*(float *)total) ? STATUS_OVERFLOW : 0;
            cast_item(total, w->takes, to, w->gives);
        }
    }
}

static void run_stretch(walk *w, char *total, char *items, intptr_t stride,
                        char *out, intptr_t count)
{
    char *const data[3] = {total, items, out};
    const intptr_t strides[3] = {0, stride, w->strides[0]};
    if (w->loop->accumulate == NULL || w->gives != w->takes) {
        step(w, total, items, stride, out, count);
    }
    else {
        w->status |= w->loop->accumulate(data, strides, count);
    }
}

static void run_line(walk *w, char *out, char *items)
{
    item total, buffer[STRETCH];
    intptr_t chunk = w->is_plain ? w->length : STRETCH;
    intptr_t size = dtype_size(w->takes);
    cast_item(total.bytes, w->takes, items, w->dtype);
    cast_item(out, w->gives, total.bytes, w->takes);
    for (intptr_t done = 1; done < w->length; done += chunk) {
        intptr_t rest = w->length - done < chunk ? w->length - done : chunk;
        char *from = items + done * w->strides[1];
        if (!w->is_plain) {
            cast_items((char *)buffer, size, w->takes, from, w->strides[1],
                       w->dtype, w->is_aligned, rest);
            from = (char *)buffer;
        }
        run_stretch(w, total.bytes, from, w->is_plain ? w->strides[1] : size,
                    out + done * w->strides[0], rest);
    }
}

static void run_lines(walk *w)
{
    iterator *it = &w->it;
    const intptr_t *strides = iterator_strides(it);
    do {
        for (intptr_t i = 0; i < iterator_count(it); i++) {
            run_line(w, it->data[0] + i * strides[0],
                     it->data[1] + i * strides[1]);
        }
    } while (iterator_next(it));
}

/* ---- Row by row: each one is combined with the outcomes before it ---- */

static void run_block(walk *w, char *out, char *items, const intptr_t *strides,
                      intptr_t count)
{
    item buffer[STRETCH];
    intptr_t size = dtype_size(w->takes);
    cast_items(out, strides[0], w->gives, items, strides[1], w->dtype,
               w->is_aligned, count);
    for (intptr_t i = 1; i < w->length; i++) {
        char *data[3] = {out + (i - 1) * w->strides[0],
                         items + i * w->strides[1], out + i * w->strides[0]};
        intptr_t steps[3] = {strides[0], strides[1], strides[0]};
        if (!w->is_plain) {
            cast_items((char *)buffer, size, w->takes, data[1], strides[1],
                       w->dtype, w->is_aligned, count);
            data[1] = (char *)buffer;
            steps[1] = size;
        }
        w->status |= w->loop->loop(data, steps, count);
    }
}

static void run_rows(walk *w)
{
    iterator *it = &w->it;
    const intptr_t *strides = iterator_strides(it);
    intptr_t count = iterator_count(it);
    do {
        for (intptr_t done = 0; done < count; done += STRETCH) {
            run_block(w, it->data[0] + done * strides[0],
                      it->data[1] + done * strides[1], strides,
                      count - done < STRETCH ? count - done : STRETCH);
        }
    } while (iterator_next(it));
}

/* Are rows of the other axes closer together than the items of a line? */
static bool has_rows(const walk *w)
{
    const iterator *it = &w->it;
    intptr_t along = w->strides[1], across = iterator_strides(it)[1];
    return w->gives == w->takes && iterator_count(it) >= SHORT_ROW &&
           (across < 0 ? -across : across) < (along < 0 ? -along : along);
}

static void execute(walk *w)
{
    status_clear();
    if (w->length > 0 && iterator_start(&w->it)) {
        (has_rows(w) ? run_rows : run_lines)(w);
    }
    if (w->sets_status) {
        w->status |= status_get();
    }
}

/* ---- Results ---- */

static void begin(walk *w, const ndarray *array, const ndarray *out, int axis)
{
    iterator *it = &w->it;
    w->dtype = array->dtype;
    w->is_aligned = (array->flags & ARRAY_ALIGNED) != 0;
    w->is_plain = w->is_aligned && w->dtype == w->takes;
    w->length = array->shape[axis];
    w->strides[0] = out->strides[axis];
    w->strides[1] = array->strides[axis];
    w->status = 0;
    iterator_begin(it, 2);
    it->data[0] = out->data;
    it->data[1] = array->data;
    for (int i = 0; i < array->ndim; i++) {
        intptr_t strides[2] = {out->strides[i], array->strides[i]};
        if (i != axis) {
            iterator_add_axis(it, array->shape[i], strides);
        }
    }
    iterator_arrange(it);
}

static bool check_out(HPyContext *ctx, const ndarray *array, const ndarray *out)
{
    char own[320], all[320];
    if (out->ndim != array->ndim ||
        memcmp(out->shape, array->shape,
               (size_t)array->ndim * sizeof(*out->shape)) != 0) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "operands could not be broadcast together with remapped "
                      "shapes [original->remapped]: %s %s ",
                      shape_text(own, sizeof(own), out->ndim, out->shape),
                      shape_text(all, sizeof(all), array->ndim, array->shape));
        return false;
    }
    if ((out->flags & ARRAY_WRITEABLE) == 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError, "output array is read-only");
        return false;
    }
    return true;
}

/* Can the outcomes be stored there at once? */
static bool is_direct(const walk *w, const ndarray *array, const ndarray *out)
{
    size_t bytes = (size_t)array->ndim * sizeof(intptr_t);
    return out->dtype == w->gives && (out->flags & ARRAY_ALIGNED) != 0 &&
           (!copy_may_overlap(array, out) ||
            (array->data == out->data && array->dtype == out->dtype &&
             memcmp(array->strides, out->strides, bytes) == 0));
}

static bool run(HPyContext *ctx, walk *w, const ndarray *array,
                const ndarray *out, int axis)
{
    begin(w, array, out, axis);
    if (array->size < MANY_ITEMS) {
        execute(w);
    }
    else {
        HPyThreadState state = HPy_LeavePythonExecution(ctx);
        execute(w);
        HPy_ReenterPythonExecution(ctx, state);
    }
    return w->status == 0 || errstate_report(ctx, "accumulate", w->status);
}

/* Outcomes that are stored in an array of the caller's. */
static HPy run_into(HPyContext *ctx, walk *w, const ndarray *array, HPy out,
                    int axis)
{
    ndarray *target = ndarray_AsStruct(ctx, out), *made;
    HPy h;
    bool done;
    if (!check_out(ctx, array, target)) {
        return HPy_NULL;
    }
    if (is_direct(w, array, target)) {
        return run(ctx, w, array, target, axis) ? HPy_Dup(ctx, out) : HPy_NULL;
    }
    h = copy_new_like(ctx, array, w->gives, ORDER_KEEP, &made);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    done = run(ctx, w, array, made, axis);
    if (done) {
        copy_items(target, made);
    }
    HPy_Close(ctx, h);
    return done ? HPy_Dup(ctx, out) : HPy_NULL;
}

HPy accumulate_array(HPyContext *ctx, const ufunc *function,
                     const ndarray *array, int axis, dtype_id asked, HPy out)
{
    walk w;
    ndarray *made;
    HPy h;
    dtype_id dtype = array->dtype;
    if (!HPy_IsNull(out)) {
        dtype = dtype_promote(dtype, ndarray_AsStruct(ctx, out)->dtype);
    }
    w.loop = reduce_find_loop(ctx, function, dtype, asked, true);
    if (w.loop == NULL ||
        (asked != NO_DTYPE && !exceptions_check_cast(ctx, dtype, asked))) {
        return HPy_NULL;
    }
    w.sets_status = reduce_sets_status(function, w.loop, array->dtype);
    w.takes = reduce_takes(w.loop);
    w.gives = w.loop->dtypes[2];
    if (!HPy_IsNull(out)) {
        return run_into(ctx, &w, array, out, axis);
    }
    h = copy_new_like(ctx, array, w.gives, ORDER_KEEP, &made);
    if (HPy_IsNull(h) || run(ctx, &w, array, made, axis)) {
        return h;
    }
    HPy_Close(ctx, h);
    return HPy_NULL;
}

/* ---- cumsum and cumprod ---- */

typedef struct {
    HPy axis, dtype, out;
} arguments;

static bool parse(HPyContext *ctx, const char *format, const HPy *args,
                  size_t nargs, HPy kwnames, HPy *a, arguments *g)
{
    static const char *const names[] = {"a", "axis", "dtype", "out", NULL};
    return a == NULL
               ? HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                                      format + 1, names + 1, &g->axis,
                                      &g->dtype, &g->out)
               : HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames, format,
                                      names, a, &g->axis, &g->dtype, &g->out);
}

/* The array with all items along one axis. */
static HPy flatten(HPyContext *ctx, HPy h)
{
    static const intptr_t all[1] = {-1};
    return ndarray_AsStruct(ctx, h)->ndim == 1
               ? HPy_Dup(ctx, h)
               : shape_change(ctx, h, 1, all, false);
}

static bool check_size(HPyContext *ctx, HPy out, intptr_t size)
{
    const ndarray *array;
    if (HPy_IsNull(out)) {
        return true;
    }
    array = ndarray_AsStruct(ctx, out);
    if (array->ndim == 1 && array->shape[0] == size) {
        return true;
    }
    HPyErr_SetString(ctx, ctx->h_ValueError,
                     "provided out is the wrong size for the accumulation.");
    return false;
}

static HPy accumulate_flat(HPyContext *ctx, const ufunc *function, HPy h,
                           dtype_id dtype, HPy out)
{
    HPy flat = flatten(ctx, h), result = HPy_NULL;
    const ndarray *array;
    if (HPy_IsNull(flat)) {
        return HPy_NULL;
    }
    array = ndarray_AsStruct(ctx, flat);
    if (check_size(ctx, out, array->size)) {
        result = accumulate_array(ctx, function, array, 0, dtype, out);
    }
    HPy_Close(ctx, flat);
    return result;
}

static HPy call(HPyContext *ctx, const ufunc *function, HPy h,
                const arguments *given)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    dtype_id dtype = NO_DTYPE;
    HPy out;
    int axis;
    if ((!HPy_IsNull(given->dtype) &&
         !descriptor_read(ctx, given->dtype, &dtype)) ||
        !reduce_read_out(ctx, given->out, &out)) {
        return HPy_NULL;
    }
    if (HPy_IsNull(given->axis) || HPy_Is(ctx, given->axis, ctx->h_None)) {
        return accumulate_flat(ctx, function, h, dtype, out);
    }
    axis = shape_read_axis(ctx, given->axis, array->ndim ? array->ndim : 1);
    if (axis < 0) {
        return HPy_NULL;
    }
    return array->ndim == 0
               ? accumulate_flat(ctx, function, h, dtype, out)
               : accumulate_array(ctx, function, array, axis, dtype, out);
}

static HPy call_function(HPyContext *ctx, const ufunc *function,
                         const char *format, const HPy *args, size_t nargs,
                         HPy kwnames)
{
    arguments given = {HPy_NULL, HPy_NULL, HPy_NULL};
    ndarray *array;
    HPy a, h, result;
    if (!parse(ctx, format, args, nargs, kwnames, &a, &given)) {
        return HPy_NULL;
    }
    h = creation_as_array(ctx, a, NO_DTYPE, &array);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    result = call(ctx, function, h, &given);
    HPy_Close(ctx, h);
    return result;
}

#define CUMULATIVE_DOC(WHAT)                                                   \
    "Return the " WHAT " of each item and those in front of it.\n\n"           \
    "axis: along which they are; None for all items one behind the other.\n"   \
    "dtype: to compute in; else that of the items, but at least 64 bits for "  \
    "integers.\n"                                                              \
    "out: an array that takes the result.\n\n"                                 \
    "Return an array of the same shape, or of one axis if `axis` is None.\n"   \
    "Raise AxisError for an axis that is not there, ValueError for an `out` "  \
    "that does not fit."

#define CUMULATIVE(NAME, UFUNC, WHAT)                                          \
    HPyDef_METH(array_##NAME, #NAME, HPyFunc_KEYWORDS,                         \
                .doc = #NAME "($self, /, axis=None, dtype=None, out=None)\n"   \
                             "--\n\n" CUMULATIVE_DOC(WHAT))                    \
    static HPy array_##NAME##_impl(HPyContext *ctx, HPy self, const HPy *args, \
                                   size_t nargs, HPy kwnames)                  \
    {                                                                          \
        arguments given = {HPy_NULL, HPy_NULL, HPy_NULL};                      \
        return parse(ctx, "O|OOO:" #NAME, args, nargs, kwnames, NULL, &given)  \
                   ? call(ctx, &ufunc_##UFUNC, self, &given)                   \
                   : HPy_NULL;                                                 \
    }                                                                          \
    HPyDef_METH(                                                               \
        core_##NAME, #NAME, HPyFunc_KEYWORDS,                                  \
        .doc = #NAME                                                           \
        "(a, axis=None, dtype=None, out=None)\n--\n\n" CUMULATIVE_DOC(WHAT))   \
    static HPy core_##NAME##_impl(HPyContext *ctx, HPy self, const HPy *args,  \
                                  size_t nargs, HPy kwnames)                   \
    {                                                                          \
        (void)self;                                                            \
        return call_function(ctx, &ufunc_##UFUNC, "O|OOO:" #NAME, args, nargs, \
                             kwnames);                                         \
    }

CUMULATIVE(cumsum, add, "sum")
CUMULATIVE(cumprod, multiply, "product")
