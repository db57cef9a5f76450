/* src/creation.c: arrays are made. */
#include "creation.h"

#include "cast.h"
#include "convert.h"
#include "descriptor.h"
#include "exchange.h"
#include "functions.h"
#include "scalar.h"
#include "sequence.h"
#include "shape.h"

#include <math.h>
#include <string.h>

/* ---- Of objects ---- */

/* An array of 0 dimensions. */
static HPy of_item(HPyContext *ctx, dtype_id dtype, const char *data,
                   ndarray **array)
{
    HPy h = array_new(ctx, dtype, 0, NULL, false, array);
    if (!HPy_IsNull(h)) {
        memcpy((*array)->data, data, (size_t)dtype_size(dtype));
    }
    return h;
}

/* A new array of an object that is no array of ours. */
static HPy of_object(HPyContext *ctx, HPy h, dtype_id dtype, ndarray **array)
{
    item value;
    dtype_id own;
    HPy result;
    if (HPy_TypeIs(ctx, h, ctx->h_ListType)) {
        return sequence_to_array(ctx, h, dtype, array);
    }
    own = scalar_read(ctx, h, &value);
    if (own != NO_DTYPE) {
        result = of_item(ctx, own, value.bytes, array);
    }
    else {
        result = exchange_to_array(ctx, h, array);
        if (HPy_IsNull(result)) {
            return HPyErr_Occurred(ctx)
                       ? HPy_NULL
                       : sequence_to_array(ctx, h, dtype, array);
        }
    }
    if (!HPy_IsNull(result) && dtype != NO_DTYPE && (*array)->dtype != dtype) {
        HPy other = copy_cast(ctx, *array, dtype, ORDER_KEEP, array);
        HPy_Close(ctx, result);
        return other;
    }
    return result;
}

HPy creation_as_array(HPyContext *ctx, HPy h, dtype_id dtype, ndarray **array)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool is_array = array_check(ctx, h, type);
    HPy_Close(ctx, type);
    if (!is_array) {
        return of_object(ctx, h, dtype, array);
    }
    *array = ndarray_AsStruct(ctx, h);
    if (dtype == NO_DTYPE || (*array)->dtype == dtype) {
        return HPy_Dup(ctx, h);
    }
    return copy_cast(ctx, *array, dtype, ORDER_KEEP, array);
}

/* ---- array and asarray ---- */

typedef struct {
    dtype_id dtype;
    copy_choice copy;
    copy_order order;
    intptr_t ndmin, ndmax; /* 0 is no limit */
} array_options;

static bool has_order(const ndarray *array, copy_order order)
{
    switch (order) {
    case ORDER_C:
        return (array->flags & ARRAY_C_CONTIGUOUS) != 0;
    case ORDER_F:
        return (array->flags & ARRAY_F_CONTIGUOUS) != 0;
    default:
        return true;
    }
}

static HPy fail_copy(HPyContext *ctx)
{
    return HPyErr_SetString(
        ctx, ctx->h_ValueError,
        "Unable to avoid copy while creating an array as requested. If using "
        "`np.array(obj, copy=False)` replace it with `np.asarray(obj)` to "
        "allow a copy when needed");
}

/* A view with axes of length 1 in front. */
static HPy add_axes(HPyContext *ctx, HPy h, intptr_t ndmin)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    intptr_t shape[MAX_DIMS];
    int added = (int)ndmin - array->ndim;
    HPy result;
    if (added <= 0) {
        return h;
    }
    if (ndmin > MAX_DIMS) {
        array_fail_dims(ctx, (int)ndmin);
        HPy_Close(ctx, h);
        return HPy_NULL;
    }
    for (int i = 0; i < (int)ndmin; i++) {
        shape[i] = i < added ? 1 : array->shape[i - added];
    }
    result = shape_change(ctx, h, (int)ndmin, shape, false);
    HPy_Close(ctx, h);
    return result;
}

/* Is it surely no memory that an array could be made on? */
static bool is_copied(HPyContext *ctx, HPy h)
{
    return HPy_TypeIs(ctx, h, ctx->h_ListType) ||
           HPy_TypeIs(ctx, h, ctx->h_TupleType) ||
           HPy_TypeIs(ctx, h, ctx->h_FloatType) ||
           HPy_TypeIs(ctx, h, ctx->h_LongType);
}

static bool check_dims(HPyContext *ctx, const ndarray *array, intptr_t ndmax)
{
    if (ndmax == 0 || array->ndim <= ndmax) {
        return true;
    }
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "setting an array element with a sequence. The requested "
                  "array would exceed the maximum number of dimension of %zd.",
                  (HPy_ssize_t)ndmax);
    return false;
}

static HPy make(HPyContext *ctx, HPy obj, const array_options *options)
{
    ndarray *array = NULL;
    HPy h, copy, type = HPyGlobal_Load(ctx, array_type);
    bool is_array = array_check(ctx, obj, type);
    bool is_new = !is_array && is_copied(ctx, obj);
    HPy_Close(ctx, type);
    if (is_new && options->copy == COPY_NEVER) {
        return fail_copy(ctx);
    }
    if (is_array && options->copy != COPY_IF_NEEDED &&
        options->dtype != NO_DTYPE) {
        h = HPy_Dup(ctx, obj); /* cast by the copy */
        array = ndarray_AsStruct(ctx, obj);
    }
    else {
        h = creation_as_array(ctx, obj, options->dtype, &array);
    }
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    if (!is_array && !check_dims(ctx, array, options->ndmax)) {
        HPy_Close(ctx, h);
        return HPy_NULL;
    }
    if ((options->copy == COPY_ALWAYS && !is_new) ||
        !has_order(array, options->order) ||
        (options->dtype != NO_DTYPE && array->dtype != options->dtype)) {
        if (options->copy == COPY_NEVER) {
            HPy_Close(ctx, h);
            return fail_copy(ctx);
        }
        copy = copy_cast(ctx, array,
                         options->dtype == NO_DTYPE ? array->dtype
                                                    : options->dtype,
                         options->order, &array);
        HPy_Close(ctx, h);
        h = copy;
    }
    return HPy_IsNull(h) ? h : add_axes(ctx, h, options->ndmin);
}

bool creation_read_copy(HPyContext *ctx, HPy h, copy_choice *choice)
{
    int truth;
    if (HPy_IsNull(h)) {
        return true;
    }
    if (HPy_Is(ctx, h, ctx->h_None)) {
        *choice = COPY_IF_NEEDED;
        return true;
    }
    if (HPyUnicode_Check(ctx, h)) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "strings are not allowed for 'copy' keyword. Use "
                         "True/False/None instead.");
        return false;
    }
    truth = HPy_IsTrue(ctx, h);
    *choice = truth > 0 ? COPY_ALWAYS : COPY_NEVER;
    return truth >= 0;
}

static bool read_dtype(HPyContext *ctx, HPy h, dtype_id *dtype)
{
    return HPy_IsNull(h) || descriptor_read(ctx, h, dtype);
}

HPyDef_METH(core_array, "array", HPyFunc_KEYWORDS,
            .doc = "array(object, dtype=None, *, copy=True, order='K', "
                   "subok=False, ndmin=0, ndmax=0, like=None)\n--\n\n"
                   "Return a new array of an object: an array, a number, a "
                   "nested sequence of\nnumbers, or an object with the buffer "
                   "protocol or __array_interface__.\n\n"
                   "dtype: of the items; None is the smallest one that holds "
                   "all of them.\n"
                   "copy: False raises ValueError where a copy would be made; "
                   "None copies where\n    that is needed.\n"
                   "order: 'C' or 'F', the order of the items in memory; 'K' "
                   "keeps it.\n"
                   "ndmin: the least number of dimensions; further ones are "
                   "put in front.\n"
                   "ndmax: the most dimensions; 0 is any number.\n\n"
                   "Raise ValueError for a ragged sequence, TypeError for "
                   "what is no number.")
static HPy core_array_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"object", "dtype", "copy",
                                        "order",  "subok", "ndmin",
                                        "ndmax",  "like",  NULL};
    array_options options = {NO_DTYPE, COPY_ALWAYS, ORDER_KEEP, 0, 0};
    HPy object, dtype = HPy_NULL, copy = HPy_NULL, order = HPy_NULL;
    HPy subok = HPy_NULL, like = HPy_NULL, result = HPy_NULL;
    HPyTracker tracker;
    HPy_ssize_t ndmin = 0, ndmax = 0;
    (void)self;
    if (nargs == 1 && HPy_IsNull(kwnames)) {
        return make(ctx, args[0], &options);
    }
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "O|O$OOOnnO:array", names, &object, &dtype, &copy,
                              &order, &subok, &ndmin, &ndmax, &like)) {
        return HPy_NULL;
    }
    if (read_dtype(ctx, dtype, &options.dtype) &&
        creation_read_copy(ctx, copy, &options.copy) &&
        copy_read_order(ctx, order, &options.order)) {
        options.ndmin = ndmin;
        options.ndmax = ndmax < 0 ? 0 : ndmax;
        result = make(ctx, object, &options);
    }
    HPyTracker_Close(ctx, tracker);
    return result;
}

HPyDef_METH(core_asarray, "asarray", HPyFunc_KEYWORDS,
            .doc = "asarray(a, dtype=None, order=None, *, device=None, "
                   "copy=None, like=None)\n--\n\n"
                   "Return an object as an array: itself where that is "
                   "possible, without a copy.\n\n"
                   "The arguments are those of array().")
static HPy core_asarray_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"a",    "dtype", "order", "device",
                                        "copy", "like",  NULL};
    array_options options = {NO_DTYPE, COPY_IF_NEEDED, ORDER_KEEP, 0, 0};
    HPy object, dtype = HPy_NULL, copy = HPy_NULL, order = HPy_NULL;
    HPy device = HPy_NULL, like = HPy_NULL, result = HPy_NULL;
    HPyTracker tracker;
    (void)self;
    if (nargs == 1 && HPy_IsNull(kwnames)) {
        return make(ctx, args[0], &options);
    }
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "O|OO$OOO:asarray", names, &object, &dtype,
                              &order, &device, &copy, &like)) {
        return HPy_NULL;
    }
    if (read_dtype(ctx, dtype, &options.dtype) &&
        creation_read_copy(ctx, copy, &options.copy) &&
        copy_read_order(ctx, order, &options.order)) {
        result = make(ctx, object, &options);
    }
    HPyTracker_Close(ctx, tracker);
    return result;
}

/* ---- Of a shape ---- */

typedef struct {
    int ndim;
    intptr_t shape[MAX_DIMS];
    dtype_id dtype;
    copy_order order;
} layout;

static bool check_order(HPyContext *ctx, copy_order order)
{
    if (order == ORDER_ANY || order == ORDER_KEEP) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "only 'C' or 'F' order is permitted");
        return false;
    }
    return true;
}

/* "shape, dtype, order" and keywords that mean nothing here. */
static bool read_layout(HPyContext *ctx, const HPy *args, size_t nargs,
                        HPy kwnames, layout *l)
{
    static const char *const names[] = {"shape",  "dtype", "order",
                                        "device", "like",  NULL};
    HPy shape = HPy_NULL, dtype = HPy_NULL, order = HPy_NULL;
    HPy device = HPy_NULL, like = HPy_NULL;
    HPyTracker tracker;
    bool done;
    l->dtype = NO_DTYPE;
    l->order = ORDER_C;
    if (HPy_LIKELY(nargs == 1 && HPy_IsNull(kwnames))) {
        l->ndim = shape_read(ctx, args[0], l->shape);
        return l->ndim >= 0 && shape_check_lengths(ctx, l->ndim, l->shape);
    }
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "O|OO$OO:empty", names, &shape, &dtype, &order,
                              &device, &like)) {
        return false;
    }
    l->ndim = shape_read(ctx, shape, l->shape);
    done = l->ndim >= 0 && shape_check_lengths(ctx, l->ndim, l->shape) &&
           read_dtype(ctx, dtype, &l->dtype) &&
           copy_read_order(ctx, order, &l->order) && check_order(ctx, l->order);
    HPyTracker_Close(ctx, tracker);
    return done;
}

static HPy new_layout(HPyContext *ctx, const layout *l, ndarray **array)
{
    dtype_id dtype = l->dtype == NO_DTYPE ? FLOAT64 : l->dtype;
    return array_new(ctx, dtype, l->ndim, l->shape, l->order == ORDER_F, array);
}

#define LAYOUT_SIGNATURE                                                       \
    "(shape, dtype=None, order='C', *, device=None, like=None)\n--\n\n"
#define LAYOUT_DOC                                                             \
    "\n\nshape: an int or a sequence of ints.\n"                               \
    "dtype: of the items; None is float64.\n"                                  \
    "order: 'C' or 'F', the order of the items in memory.\n\n"                 \
    "Raise ValueError for a negative length or too many items, MemoryError."

HPyDef_METH(core_empty, "empty", HPyFunc_KEYWORDS,
            .doc = "empty" LAYOUT_SIGNATURE
                   "Return a new array whose items are not set." LAYOUT_DOC)
static HPy core_empty_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs, HPy kwnames)
{
    layout l;
    ndarray *array;
    (void)self;
    return read_layout(ctx, args, nargs, kwnames, &l)
               ? new_layout(ctx, &l, &array)
               : HPy_NULL;
}

HPyDef_METH(core_zeros, "zeros", HPyFunc_KEYWORDS,
            .doc = "zeros" LAYOUT_SIGNATURE
                   "Return a new array of zeros." LAYOUT_DOC)
static HPy core_zeros_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs, HPy kwnames)
{
    layout l;
    ndarray *array;
    HPy h;
    (void)self;
    if (!read_layout(ctx, args, nargs, kwnames, &l)) {
        return HPy_NULL;
    }
    h = new_layout(ctx, &l, &array);
    if (!HPy_IsNull(h)) {
        memset(array->data, 0, (size_t)(array->size * array_item_size(array)));
    }
    return h;
}

/* Set all items of a new array to one. */
static void fill(ndarray *array, const item *value)
{
    intptr_t none = 0;
    ndarray one = {.data = (char *)value->bytes,
                   .size = 1,
                   .shape = &none,
                   .strides = &none,
                   .dtype = array->dtype,
                   .flags = ARRAY_ALIGNED};
    copy_items(array, &one);
}

HPyDef_METH(core_ones, "ones", HPyFunc_KEYWORDS,
            .doc = "ones" LAYOUT_SIGNATURE
                   "Return a new array of ones." LAYOUT_DOC)
static HPy core_ones_impl(HPyContext *ctx, HPy self, const HPy *args,
                          size_t nargs, HPy kwnames)
{
    layout l;
    ndarray *array;
    HPy h;
    item one;
    const uint8_t truth = 1;
    (void)self;
    if (!read_layout(ctx, args, nargs, kwnames, &l)) {
        return HPy_NULL;
    }
    h = new_layout(ctx, &l, &array);
    if (!HPy_IsNull(h)) {
        cast_item(one.bytes, array->dtype, (const char *)&truth, BOOL);
        fill(array, &one);
    }
    return h;
}

/* A view without axes of length 1 in front that are too many; the argument is
 * closed. */
static HPy drop_axes(HPyContext *ctx, HPy h, int ndim)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    int extra = array->ndim - ndim;
    HPy result;
    for (int i = 0; i < extra; i++) {
        if (array->shape[i] != 1) {
            return h; /* which does not fit */
        }
    }
    if (extra <= 0) {
        return h;
    }
    result = shape_change(ctx, h, ndim, array->shape + extra, false);
    HPy_Close(ctx, h);
    return result;
}

/* The value, which is broadcast to the array's shape. */
static bool fill_with(HPyContext *ctx, ndarray *array, HPy h)
{
    ndarray *from;
    /* ints are to fit, others are cast */
    dtype_id dtype =
        HPy_TypeIs(ctx, h, ctx->h_LongType) ? array->dtype : NO_DTYPE;
    HPy value = creation_as_array(ctx, h, dtype, &from), cast, shown;
    if (HPy_IsNull(value)) {
        return false;
    }
    cast = creation_as_array(ctx, value, array->dtype, &from);
    HPy_Close(ctx, value);
    value = HPy_IsNull(cast) ? cast : drop_axes(ctx, cast, array->ndim);
    if (HPy_IsNull(value)) {
        return false;
    }
    shown = shape_broadcast(ctx, value, array->ndim, array->shape);
    if (!HPy_IsNull(shown)) {
        copy_items(array, ndarray_AsStruct(ctx, shown));
    }
    HPy_Close(ctx, value);
    HPy_Close(ctx, shown);
    return !HPy_IsNull(shown);
}

HPyDef_METH(core_full, "full", HPyFunc_KEYWORDS,
            .doc = "full(shape, fill_value, dtype=None, order='C', *, "
                   "device=None, like=None)\n--\n\n"
                   "Return a new array of one value, or of values that are "
                   "broadcast to the\nshape.\n\n"
                   "dtype: of the items; None is that of the "
                   "value." LAYOUT_DOC)
static HPy core_full_impl(HPyContext *ctx, HPy self, const HPy *args,
                          size_t nargs, HPy kwnames)
{
    static const char *const names[] = {
        "shape", "fill_value", "dtype", "order", "device", "like", NULL};
    HPy shape, value, dtype = HPy_NULL, order = HPy_NULL, h = HPy_NULL;
    HPy device = HPy_NULL, like = HPy_NULL, given = HPy_NULL;
    layout l = {.dtype = NO_DTYPE, .order = ORDER_C};
    ndarray *array;
    HPyTracker tracker;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "OO|OO$OO:full", names, &shape, &value, &dtype,
                              &order, &device, &like)) {
        return HPy_NULL;
    }
    l.ndim = shape_read(ctx, shape, l.shape);
    if (l.ndim < 0 || !shape_check_lengths(ctx, l.ndim, l.shape) ||
        !read_dtype(ctx, dtype, &l.dtype) ||
        !copy_read_order(ctx, order, &l.order)) {
        goto cleanup;
    }
    if (l.dtype == NO_DTYPE) {
        given = creation_as_array(ctx, value, NO_DTYPE, &array);
        if (HPy_IsNull(given)) {
            goto cleanup;
        }
        l.dtype = array->dtype;
    }
    h = new_layout(ctx, &l, &array);
    if (!HPy_IsNull(h) &&
        !fill_with(ctx, array, HPy_IsNull(given) ? value : given)) {
        HPy_Close(ctx, h);
        h = HPy_NULL;
    }
cleanup:
    HPyTracker_Close(ctx, tracker);
    HPy_Close(ctx, given);
    return h;
}

/* ---- arange ---- */

typedef struct {
    item start, stop, step;
    dtype_id dtype; /* INT64 or FLOAT64: in which the items are computed */
} range;

/* A number as a double or an int. */
static bool read_bound(HPyContext *ctx, HPy h, item *value, dtype_id *dtype)
{
    *dtype = scalar_read(ctx, h, value);
    if (*dtype == NO_DTYPE) {
        *dtype = convert_number(ctx, h, value);
    }
    if (*dtype == NO_DTYPE) {
        if (!HPyErr_Occurred(ctx)) {
            HPyErr_Format(ctx, ctx->h_TypeError,
                          "arange() takes real numbers, not %R", h);
        }
        return false;
    }
    return true;
}

static intptr_t count_floats(const range *r)
{
    double count = ceil((r->stop.d - r->start.d) / r->step.d);
    return count > 0 ? count < (double)PTRDIFF_MAX ? (intptr_t)count : -1 : 0;
}

static intptr_t count_ints(const range *r)
{
    int64_t step = r->step.i;
    uint64_t distance = step > 0 ? (uint64_t)r->stop.i - (uint64_t)r->start.i
                                 : (uint64_t)r->start.i - (uint64_t)r->stop.i;
    uint64_t length = step > 0 ? (uint64_t)step : 0 - (uint64_t)step;
    if (step > 0 ? r->stop.i <= r->start.i : r->stop.i >= r->start.i) {
        return 0;
    }
    return (intptr_t)((distance - 1) / length + 1);
}

static void fill_range(ndarray *array, const range *r)
{
    if (r->dtype == INT64) {
        int64_t *out = (int64_t *)array->data;
        for (intptr_t i = 0; i < array->size; i++) {
            out[i] = (int64_t)((uint64_t)r->start.i +
                               (uint64_t)i * (uint64_t)r->step.i);
        }
    }
    else {
        double *out = (double *)array->data;
        /* as NumPy: by the difference of the first two items */
        double first = r->start.d, delta = (first + r->step.d) - first;
        for (intptr_t i = 0; i < array->size; i++) {
            out[i] = first + (double)i * delta;
        }
    }
}

static HPy of_range(HPyContext *ctx, const range *r, dtype_id dtype,
                    intptr_t count)
{
    ndarray *array;
    HPy h = array_new(ctx, r->dtype, 1, &count, false, &array), other;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    fill_range(array, r);
    if (dtype == r->dtype) {
        return h;
    }
    other = copy_array(ctx, array, dtype, ORDER_C, &array);
    HPy_Close(ctx, h);
    return other;
}

static HPy make_range(HPyContext *ctx, const range *r, dtype_id dtype)
{
    intptr_t count;
    if (r->dtype == INT64 ? r->step.i == 0 : r->step.d == 0.0) {
        return HPyErr_SetString(ctx, ctx->h_ZeroDivisionError,
                                "division by zero");
    }
    count = r->dtype == INT64 ? count_ints(r) : count_floats(r);
    if (count < 0) {
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                "Maximum allowed size exceeded");
    }
    if (r->dtype == FLOAT64 && dtype_is_integer(dtype)) {
        /* as NumPy: by the difference of the first two items, which are ints */
        range whole = {.dtype = INT64};
        whole.start.i = (int64_t)r->start.d;
        whole.step.i = (int64_t)(r->start.d + r->step.d) - whole.start.i;
        return of_range(ctx, &whole, dtype, count);
    }
    return of_range(ctx, r, dtype, count);
}

/* The bounds in one dtype; `dtype` is what the array shall have. */
static bool read_range(HPyContext *ctx, HPy start, HPy stop, HPy step, range *r,
                       dtype_id *dtype)
{
    dtype_id own[3];
    dtype_id common;
    item *values[] = {&r->start, &r->stop, &r->step};
    const HPy handles[] = {start, stop, step};
    for (int i = 0; i < 3; i++) {
        own[i] = INT64;
        values[i]->i = i == 2;
        if (!HPy_IsNull(handles[i]) &&
            !read_bound(ctx, handles[i], values[i], &own[i])) {
            return false;
        }
    }
    common = dtype_promote(dtype_promote(own[0], own[1]), own[2]);
    *dtype = *dtype == NO_DTYPE ? (common < INT64 ? INT64 : common) : *dtype;
    r->dtype = common < FLOAT16 && *dtype < FLOAT16 ? INT64 : FLOAT64;
    for (int i = 0; i < 3; i++) {
        item value = *values[i];
        cast_item(values[i]->bytes, r->dtype, value.bytes, own[i]);
    }
    return true;
}

HPyDef_METH(core_arange, "arange", HPyFunc_KEYWORDS,
            .doc = "arange(start_or_stop, /, stop=None, step=1, *, "
                   "dtype=None, device=None, like=None)\n--\n\n"
                   "Return the numbers from start, or 0, up to but without "
                   "stop, step apart.\n\n"
                   "dtype: of the items; None is int64 if all three are ints, "
                   "else float64.\n\n"
                   "Raise ZeroDivisionError for a step of 0.")
static HPy core_arange_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"start",  "stop", "step", "dtype",
                                        "device", "like", NULL};
    HPy start = HPy_NULL, stop = HPy_NULL, step = HPy_NULL, dtype = HPy_NULL;
    HPy device = HPy_NULL, like = HPy_NULL, result = HPy_NULL;
    HPyTracker tracker;
    dtype_id id = NO_DTYPE;
    range r;
    (void)self;
    if (nargs == 1 && HPy_IsNull(kwnames)) {
        return read_range(ctx, HPy_NULL, args[0], HPy_NULL, &r, &id)
                   ? make_range(ctx, &r, id)
                   : HPy_NULL;
    }
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "|OOOO$OO:arange", names, &start, &stop, &step,
                              &dtype, &device, &like)) {
        return HPy_NULL;
    }
    if (HPy_IsNull(stop) || HPy_Is(ctx, stop, ctx->h_None)) {
        stop = start;
        start = HPy_NULL;
    }
    if (HPy_Is(ctx, step, ctx->h_None)) {
        step = HPy_NULL;
    }
    if (HPy_IsNull(stop)) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "arange() requires stop to be specified.");
    }
    else if (read_dtype(ctx, dtype, &id) &&
             read_range(ctx, start, stop, step, &r, &id)) {
        result = make_range(ctx, &r, id);
    }
    HPyTracker_Close(ctx, tracker);
    return result;
}
