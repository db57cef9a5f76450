/* src/ordering.c: arrays sorted and searched, along an axis. */
#include "array.h"
#include "assign.h"
#include "buffers.h"
#include "copy.h"
#include "creation.h"
#include "functions.h"
#include "mask.h"
#include "scalar.h"
#include "search.h"
#include "shape.h"
#include "sort.h"

#include <string.h>

/* ---- Lines ---- */

/* Something that is done to each line of items along an axis. */
typedef struct lines lines;
struct lines {
    /* Do it: items are at `in`, what comes of them goes to `out`. */
    void (*run)(const lines *l, char *in, char *out);
    dtype_id dtype;
    intptr_t length;
    intptr_t in_stride, out_stride; /* along the axis */
    inner_loop copy;                /* of items */
    const intptr_t *kth;
    intptr_t kth_count;
    bool greatest;
    char *line;     /* room for items side by side, */
    int64_t *order; /* for their places, */
    char *work;     /* and to sort */
    int ndim;       /* of the other axes */
    intptr_t shape[MAX_DIMS];
    intptr_t in_strides[MAX_DIMS], out_strides[MAX_DIMS];
};

/* The items of a line side by side: where they are, or copied. */
static char *gather(const lines *l, char *in)
{
    intptr_t size = dtype_size(l->dtype);
    char *const data[2] = {in, l->line};
    const intptr_t strides[2] = {l->in_stride, size};
    if ((l->in_stride == size || l->length == 1) &&
        (uintptr_t)in % dtypes[l->dtype].alignment == 0) {
        return in;
    }
    l->copy(data, strides, l->length);
    return l->line;
}

static void scatter(const lines *l, const char *line, char *to)
{
    char *const data[2] = {(char *)line, to};
    const intptr_t strides[2] = {dtype_size(l->dtype), l->in_stride};
    if (line != to) {
        l->copy(data, strides, l->length);
    }
}

static void store_places(const lines *l, const int64_t *places, char *out)
{
    for (intptr_t i = 0; i < l->length; i++) {
        *(int64_t *)(out + i * l->out_stride) = places[i];
    }
}

static void run_sort(const lines *l, char *in, char *out)
{
    char *line = gather(l, in);
    (void)out;
    sort_items(l->dtype, line, l->length, l->work);
    scatter(l, line, in);
}

static void run_partition(const lines *l, char *in, char *out)
{
    char *line = gather(l, in);
    (void)out;
    sort_partition(l->dtype, line, l->length, l->kth, l->kth_count, l->work);
    scatter(l, line, in);
}

static void run_order(const lines *l, char *in, char *out)
{
    bool direct = l->out_stride == sizeof(int64_t);
    int64_t *order = direct ? (int64_t *)out : l->order;
    sort_order(l->dtype, gather(l, in), order, l->length, l->work);
    if (!direct) {
        store_places(l, order, out);
    }
}

/* Order places, which are in some order already, by items: those of equal ones
 * stay in that order. */
static void run_refine(const lines *l, char *in, char *out)
{
    const intptr_t size = dtype_size(l->dtype);
    int64_t *places = (int64_t *)l->work;
    for (intptr_t i = 0; i < l->length; i++) {
        int64_t place = *(const int64_t *)(out + i * l->out_stride);
        memcpy(l->line + i * size, in + place * l->in_stride, (size_t)size);
    }
    sort_order(l->dtype, l->line, l->order, l->length, l->work);
    for (intptr_t i = 0; i < l->length; i++) {
        places[i] = *(const int64_t *)(out + l->order[i] * l->out_stride);
    }
    store_places(l, places, out);
}

static void run_partition_order(const lines *l, char *in, char *out)
{
    sort_partition_order(l->dtype, gather(l, in), l->order, l->length, l->kth,
                         l->kth_count, l->work);
    store_places(l, l->order, out);
}

static void run_extreme(const lines *l, char *in, char *out)
{
    char *line = gather(l, in);
    *(int64_t *)out = l->greatest ? search_greatest(l->dtype, line, l->length)
                                  : search_smallest(l->dtype, line, l->length);
}

/* To the next line; false behind the last one. */
static bool advance(const lines *l, intptr_t *index, char **in, char **out)
{
    for (int i = l->ndim - 1; i >= 0; i--) {
        *in += l->in_strides[i];
        *out += l->out_strides[i];
        if (++index[i] < l->shape[i]) {
            return true;
        }
        *in -= index[i] * l->in_strides[i];
        *out -= index[i] * l->out_strides[i];
        index[i] = 0;
    }
    return false;
}

static void run_all(const lines *l, char *in, char *out)
{
    intptr_t index[MAX_DIMS] = {0};
    do {
        l->run(l, in, out);
    } while (advance(l, index, &in, &out));
}

/* Multiples of a cache line. */
static size_t round_up(size_t size)
{
    return (size + 63) & ~(size_t)63;
}

/* Do it to all lines of an array along an axis. The places that come of them go
 * to `out`, whose axes are the same, or all but that one; NULL if nothing comes
 * of them. False with a MemoryError. */
static bool each_line(HPyContext *ctx, lines *l, const ndarray *array, int axis,
                      const ndarray *out)
{
    size_t line, order, all;
    char *memory;
    l->dtype = array->dtype;
    l->length = array->shape[axis];
    l->in_stride = array->strides[axis];
    l->copy = items_copy_loop(array_item_size(array));
    for (int i = 0; i < array->ndim; i++) {
        bool has_axis = out && out->ndim == array->ndim;
        int k = i > axis && !has_axis ? i - 1 : i;
        if (i == axis) {
            l->out_stride = has_axis ? out->strides[i] : 0;
            continue;
        }
        l->shape[l->ndim] = array->shape[i];
        l->in_strides[l->ndim] = array->strides[i];
        l->out_strides[l->ndim++] = out ? out->strides[k] : 0;
    }
    if (array->size == 0) {
        return true;
    }
    line = round_up((size_t)(l->length * array_item_size(array)));
    order = round_up((size_t)l->length * sizeof(int64_t));
    all = line + order + sort_work_size(l->dtype, l->length);
    memory = buffer_take(all);
    if (memory == NULL) {
        HPyErr_NoMemory(ctx);
        return false;
    }
    l->line = memory;
    l->order = (int64_t *)(memory + line);
    l->work = memory + line + order;
    if (array->size < MANY_ITEMS) {
        run_all(l, array->data, out ? out->data : NULL);
    }
    else {
        HPyThreadState state = HPy_LeavePythonExecution(ctx);
        run_all(l, array->data, out ? out->data : NULL);
        HPy_ReenterPythonExecution(ctx, state);
    }
    buffer_return(memory, all);
    return true;
}

/* ---- Arguments ---- */

static bool is_given(HPyContext *ctx, HPy h)
{
    return !HPy_IsNull(h) && !HPy_Is(ctx, h, ctx->h_None);
}

/* An array of an object, with its items in one dimension if the axis is None,
 * or if it has none and `any_dims`. HPy_NULL with an exception. */
static HPy read_array(HPyContext *ctx, HPy h, HPy axis, bool any_dims,
                      int *number, ndarray **array)
{
    bool flat = !HPy_IsNull(axis) && HPy_Is(ctx, axis, ctx->h_None);
    HPy result = creation_as_array(ctx, h, NO_DTYPE, array);
    if (HPy_IsNull(result)) {
        return HPy_NULL;
    }
    if ((flat && (*array)->ndim != 1) || (any_dims && (*array)->ndim == 0)) {
        intptr_t all = (*array)->size;
        HPy line = shape_change(ctx, result, 1, &all, false);
        HPy_Close(ctx, result);
        result = line;
        if (HPy_IsNull(result)) {
            return HPy_NULL;
        }
        *array = ndarray_AsStruct(ctx, result);
    }
    *number = (*array)->ndim - 1;
    if (!flat && !HPy_IsNull(axis)) {
        *number = shape_read_axis(ctx, axis, (*array)->ndim);
    }
    else if (*number < 0) {
        *number = shape_fail_axis(ctx, -1, 0);
    }
    if (*number < 0) {
        HPy_Close(ctx, result);
        return HPy_NULL;
    }
    return result;
}

/* All kinds are stable, or cannot be told from stable ones; what is asked for
 * has to be one of them all the same. */
static bool check_order(HPyContext *ctx, HPy order)
{
    if (is_given(ctx, order)) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "Cannot specify order when the array has no fields.");
        return false;
    }
    return true;
}

static bool check_kind(HPyContext *ctx, HPy kind, HPy stable)
{
    const char *name;
    if (!is_given(ctx, kind)) {
        return true;
    }
    if (is_given(ctx, stable)) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "`kind` and keyword parameters can't be provided at "
                         "the same time. Use only one of them.");
        return false;
    }
    if (!HPyUnicode_Check(ctx, kind)) {
        HPyErr_Format(ctx, ctx->h_TypeError, "sort kind must be str, not %R",
                      kind);
        return false;
    }
    name = HPyUnicode_AsUTF8AndSize(ctx, kind, NULL);
    if (name == NULL) {
        return false;
    }
    if (*name == '\0' || strchr("qQhHmMsS", *name) == NULL) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "sort kind must be one of 'quick', 'heap', or 'stable' "
                      "(got %R)",
                      kind);
        return false;
    }
    return true;
}

static bool check_select(HPyContext *ctx, HPy kind)
{
    const char *name;
    if (!is_given(ctx, kind)) {
        return true;
    }
    name = HPyUnicode_AsUTF8AndSize(ctx, kind, NULL);
    if (name != NULL && strcmp(name, "introselect") != 0) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "select kind must be 'introselect' (got %R)", kind);
        return false;
    }
    return name != NULL;
}

/* ---- Sorting ---- */

/* The function of one file that is applied, and its arguments. */
typedef struct {
    HPy array, axis, kind, order, stable, kth;
} arguments;

/* The arguments of a function, or of a method whose array is `a->array`. */
static bool read_sort(HPyContext *ctx, HPyTracker *tracker, const HPy *args,
                      size_t nargs, HPy kwnames, arguments *a)
{
    static const char *const names[] = {"a",     "axis",   "kind",
                                        "order", "stable", NULL};
    if (!HPy_IsNull(a->array)) {
        return HPyArg_ParseKeywords(ctx, tracker, args, nargs, kwnames,
                                    "|OOO$O:sort", names + 1, &a->axis,
                                    &a->kind, &a->order, &a->stable);
    }
    return HPyArg_ParseKeywords(ctx, tracker, args, nargs, kwnames,
                                "O|OOO$O:sort", names, &a->array, &a->axis,
                                &a->kind, &a->order, &a->stable);
}

static bool read_partition(HPyContext *ctx, HPyTracker *tracker,
                           const HPy *args, size_t nargs, HPy kwnames,
                           arguments *a)
{
    static const char *const names[] = {"a",    "kth",   "axis",
                                        "kind", "order", NULL};
    static const char *own_names[] = {"", "axis", "kind", "order", NULL};
    if (!HPy_IsNull(a->array)) {
        return HPyArg_ParseKeywords(ctx, tracker, args, nargs, kwnames,
                                    "O|OOO:partition", own_names, &a->kth,
                                    &a->axis, &a->kind, &a->order);
    }
    return HPyArg_ParseKeywords(ctx, tracker, args, nargs, kwnames,
                                "OO|OOO:partition", names, &a->array, &a->kth,
                                &a->axis, &a->kind, &a->order);
}

/* Places for a partition as a sorted array of intptr_t; HPy_NULL with an
 * exception if one is not there. */
static HPy read_places(HPyContext *ctx, HPy h, intptr_t length, ndarray **kth)
{
    ndarray *given;
    intptr_t *places;
    char *work;
    HPy all = creation_as_array(ctx, h, NO_DTYPE, &given), copied;
    if (HPy_IsNull(all)) {
        return HPy_NULL;
    }
    if (!dtype_is_integer(given->dtype) || given->ndim > 1) {
        bool is_bool = given->dtype == BOOL;
        bool is_deep = !is_bool && dtype_is_integer(given->dtype);
        HPy_Close(ctx, all);
        return HPyErr_SetString(
            ctx, is_bool || is_deep ? ctx->h_ValueError : ctx->h_TypeError,
            is_bool   ? "Booleans unacceptable as partition index"
            : is_deep ? "object too deep for desired array"
                      : "Partition index must be integer");
    }
    copied = copy_array(ctx, given, INT64, ORDER_C, kth);
    HPy_Close(ctx, all);
    if (HPy_IsNull(copied)) {
        return HPy_NULL;
    }
    places = (intptr_t *)(*kth)->data;
    for (intptr_t i = 0; i < (*kth)->size && length > 0; i++) {
        places[i] += places[i] < 0 ? length : 0;
        if (places[i] < 0 || places[i] >= length) {
            HPyErr_Format(ctx, ctx->h_ValueError,
                          "kth(=%zd) out of bounds (%zd)",
                          (HPy_ssize_t)places[i], (HPy_ssize_t)length);
            HPy_Close(ctx, copied);
            return HPy_NULL;
        }
    }
    work = buffer_take(sort_work_size(INT64, (*kth)->size) + 1);
    if (work == NULL) {
        HPy_Close(ctx, copied);
        return HPyErr_NoMemory(ctx);
    }
    sort_items(INT64, (*kth)->data, (*kth)->size, work);
    buffer_return(work, sort_work_size(INT64, (*kth)->size) + 1);
    return copied;
}

/* Sort or, if there is `kth`, partition an array in place. */
static bool order_items(HPyContext *ctx, const arguments *a,
                        const ndarray *array, int axis)
{
    lines l = {.run = run_sort};
    ndarray *kth;
    bool done;
    HPy places = HPy_NULL;
    if (!HPy_IsNull(a->kth)) {
        places = read_places(ctx, a->kth, array->shape[axis], &kth);
        if (HPy_IsNull(places)) {
            return false;
        }
        l.run = run_partition;
        l.kth = (const intptr_t *)kth->data;
        l.kth_count = kth->size;
    }
    done = each_line(ctx, &l, array, axis, NULL);
    HPy_Close(ctx, places);
    return done;
}

/* A copy whose items are in order. */
static HPy order_copy(HPyContext *ctx, const arguments *a)
{
    ndarray *array, *copied;
    int axis;
    HPy h = read_array(ctx, a->array, a->axis, false, &axis, &array), result;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    result = copy_array(ctx, array, array->dtype, ORDER_KEEP, &copied);
    HPy_Close(ctx, h);
    if (!HPy_IsNull(result) && !order_items(ctx, a, copied, axis)) {
        HPy_Close(ctx, result);
        return HPy_NULL;
    }
    return result;
}

/* The array itself. */
static HPy order_self(HPyContext *ctx, HPy self, const arguments *a)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    int axis = array->ndim - 1;
    if ((array->flags & ARRAY_WRITEABLE) == 0) {
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                HPy_IsNull(a->kth)
                                    ? "sort array is read-only"
                                    : "partition array is read-only");
    }
    if (!HPy_IsNull(a->axis)) {
        axis = shape_read_axis(ctx, a->axis, array->ndim);
    }
    else if (axis < 0) {
        axis = shape_fail_axis(ctx, -1, 0);
    }
    return axis >= 0 && order_items(ctx, a, array, axis)
               ? HPy_Dup(ctx, ctx->h_None)
               : HPy_NULL;
}

/* The places of the items in their order. */
static HPy order_places(HPyContext *ctx, const arguments *a)
{
    lines l = {.run = run_order};
    ndarray *array, *order, *kth;
    int axis;
    HPy h = read_array(ctx, a->array, a->axis, true, &axis, &array);
    HPy places = HPy_NULL, result = HPy_NULL;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    if (!HPy_IsNull(a->kth)) {
        places = read_places(ctx, a->kth, array->shape[axis], &kth);
        if (HPy_IsNull(places)) {
            goto cleanup;
        }
        l.run = run_partition_order;
        l.kth = (const intptr_t *)kth->data;
        l.kth_count = kth->size;
    }
    result = array_new(ctx, INT64, array->ndim, array->shape, false, &order);
    if (!HPy_IsNull(result) && !each_line(ctx, &l, array, axis, order)) {
        HPy_Close(ctx, result);
        result = HPy_NULL;
    }
cleanup:
    HPy_Close(ctx, places);
    HPy_Close(ctx, h);
    return result;
}

/* ---- Sorting by several keys ---- */

/* Order places by one more key: by the first one, all of them. */
static bool order_by_key(HPyContext *ctx, HPy key, HPy axis, HPy *result)
{
    lines l = {.run = HPy_IsNull(*result) ? run_order : run_refine};
    ndarray *array, *order;
    int number;
    bool done = false;
    HPy h = read_array(ctx, key, axis, true, &number, &array);
    if (HPy_IsNull(h)) {
        return false;
    }
    if (HPy_IsNull(*result)) {
        *result =
            array_new(ctx, INT64, array->ndim, array->shape, false, &order);
    }
    else {
        order = ndarray_AsStruct(ctx, *result);
        if (order->ndim != array->ndim ||
            memcmp(order->shape, array->shape,
                   (size_t)array->ndim * sizeof(*array->shape)) != 0) {
            HPyErr_SetString(ctx, ctx->h_ValueError,
                             "all keys need to be the same shape");
            goto cleanup;
        }
    }
    done = !HPy_IsNull(*result) && each_line(ctx, &l, array, number, order);
cleanup:
    HPy_Close(ctx, h);
    return done;
}

static HPy order_by_keys(HPyContext *ctx, HPy keys, HPy axis)
{
    HPy_ssize_t count = HPy_Length(ctx, keys);
    HPy result = HPy_NULL;
    if (count <= 0) {
        HPyErr_Clear(ctx);
        return HPyErr_SetString(
            ctx, ctx->h_TypeError,
            "need sequence of keys with len > 0 in lexsort");
    }
    for (HPy_ssize_t i = 0; i < count; i++) {
        HPy key = HPy_GetItem_i(ctx, keys, i);
        bool done = !HPy_IsNull(key) && order_by_key(ctx, key, axis, &result);
        HPy_Close(ctx, key);
        if (!done) {
            HPy_Close(ctx, result);
            return HPy_NULL;
        }
    }
    return result;
}

HPyDef_METH(core_lexsort, "lexsort", HPyFunc_KEYWORDS,
            .doc =
                "lexsort(keys, axis=-1)\n--\n\n"
                "Return the places of items in the order of several keys.\n\n"
                "keys: arrays of one shape, the most important one last.\n"
                "axis: along which items are ordered.\n\n"
                "Items whose keys are all equal keep their order.\n"
                "Raise TypeError if there are no keys, ValueError if their "
                "shapes differ; AxisError.")
static HPy core_lexsort_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"keys", "axis", NULL};
    HPyTracker tracker;
    HPy keys, axis = HPy_NULL, result;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "O|O:lexsort", names, &keys, &axis)) {
        return HPy_NULL;
    }
    result = order_by_keys(ctx, keys, axis);
    HPyTracker_Close(ctx, tracker);
    return result;
}

static bool check_arguments(HPyContext *ctx, const arguments *a)
{
    return check_order(ctx, a->order) &&
           (HPy_IsNull(a->kth) ? check_kind(ctx, a->kind, a->stable)
                               : check_select(ctx, a->kind));
}

/* The body of a function: read arguments, and do it. */
/* ARRAY is self in a method, and HPy_NULL in a function. */
#define FUNCTION(NAME, ARRAY, READ, RESULT)                                    \
    static HPy NAME##_impl(HPyContext *ctx, HPy self, const HPy *args,         \
                           size_t nargs, HPy kwnames)                          \
    {                                                                          \
        arguments a = {                                                        \
            ARRAY, HPy_NULL, HPy_NULL, HPy_NULL, HPy_NULL, HPy_NULL};          \
        HPyTracker tracker;                                                    \
        HPy result = HPy_NULL;                                                 \
        (void)self;                                                            \
        if (!READ(ctx, &tracker, args, nargs, kwnames, &a)) {                  \
            return HPy_NULL;                                                   \
        }                                                                      \
        if (check_arguments(ctx, &a)) {                                        \
            result = RESULT;                                                   \
        }                                                                      \
        HPyTracker_Close(ctx, tracker);                                        \
        return result;                                                         \
    }

#define AXIS_DOC                                                               \
    "axis: the last one if not given; None is all items in one dimension.\n"
#define KIND_DOC "kind, stable: taken as NumPy does; every kind is stable.\n"
#define KTH_DOC "kth: a place, or a sequence of them.\n"

HPyDef_METH(core_sort, "sort", HPyFunc_KEYWORDS,
            .doc = "sort(a, axis=-1, kind=None, order=None, *, stable=None)\n"
                   "--\n\nReturn a copy with the items in order along an "
                   "axis.\n\n" AXIS_DOC KIND_DOC)
FUNCTION(core_sort, HPy_NULL, read_sort, order_copy(ctx, &a))

HPyDef_METH(core_argsort, "argsort", HPyFunc_KEYWORDS,
            .doc = "argsort(a, axis=-1, kind=None, order=None, *, "
                   "stable=None)\n--\n\nReturn the places of the items in "
                   "their order; equal ones keep theirs.\n\n" AXIS_DOC KIND_DOC)
FUNCTION(core_argsort, HPy_NULL, read_sort, order_places(ctx, &a))

HPyDef_METH(core_partition, "partition", HPyFunc_KEYWORDS,
            .doc = "partition(a, kth, axis=-1, kind='introselect', "
                   "order=None)\n--\n\nReturn a copy in which items are where "
                   "sorting would put them, no greater ones\nin front of them "
                   "and no smaller ones behind.\n\n" KTH_DOC AXIS_DOC)
FUNCTION(core_partition, HPy_NULL, read_partition, order_copy(ctx, &a))

HPyDef_METH(core_argpartition, "argpartition", HPyFunc_KEYWORDS,
            .doc = "argpartition(a, kth, axis=-1, kind='introselect', "
                   "order=None)\n--\n\nReturn the places of the items as "
                   "partition() arranges them.\n\n" KTH_DOC AXIS_DOC)
FUNCTION(core_argpartition, HPy_NULL, read_partition, order_places(ctx, &a))

HPyDef_METH(array_sort, "sort", HPyFunc_KEYWORDS,
            .doc = "sort($self, /, axis=-1, kind=None, order=None, *, "
                   "stable=None)\n--\n\nBring the items in order along an "
                   "axis.")
FUNCTION(array_sort, self, read_sort, order_self(ctx, self, &a))

HPyDef_METH(array_argsort, "argsort", HPyFunc_KEYWORDS,
            .doc = "argsort($self, /, axis=-1, kind=None, order=None, *, "
                   "stable=None)\n--\n\nReturn the places of the items in "
                   "their order.")
FUNCTION(array_argsort, self, read_sort, order_places(ctx, &a))

HPyDef_METH(array_partition, "partition", HPyFunc_KEYWORDS,
            .doc = "partition($self, kth, /, axis=-1, kind='introselect', "
                   "order=None)\n--\n\nBring items where sorting would put "
                   "them.")
FUNCTION(array_partition, self, read_partition, order_self(ctx, self, &a))

HPyDef_METH(array_argpartition, "argpartition", HPyFunc_KEYWORDS,
            .doc = "argpartition($self, kth, /, axis=-1, kind='introselect', "
                   "order=None)\n--\n\nReturn the places of the items as "
                   "partition() arranges them.")
FUNCTION(array_argpartition, self, read_partition, order_places(ctx, &a))

/* ---- One place, or number, for each line ---- */

/* Store places in an array that the caller has given. */
static bool store_out(HPyContext *ctx, HPy out, const ndarray *result,
                      const char *name)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool is_array = array_check(ctx, out, type);
    ndarray *array;
    HPy_Close(ctx, type);
    if (!is_array) {
        HPyErr_SetString(ctx, ctx->h_TypeError, "output must be an array");
        return false;
    }
    array = ndarray_AsStruct(ctx, out);
    if (!dtype_can_cast(array->dtype, INT64, CAST_SAFE)) {
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "Cannot cast array data from dtype('%s') to "
                      "dtype('int64') according to the rule 'safe'",
                      dtypes[array->dtype].name);
        return false;
    }
    if (array->ndim != result->ndim ||
        memcmp(array->shape, result->shape,
               (size_t)array->ndim * sizeof(intptr_t)) != 0) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "output array does not match result of np.%s.", name);
        return false;
    }
    if (!array_check_writeable(ctx, array)) {
        return false;
    }
    copy_items(array, result);
    return true;
}

/* An array of no dimensions becomes a scalar. */
static HPy scalar_or_array(HPyContext *ctx, HPy h)
{
    const ndarray *array = HPy_IsNull(h) ? NULL : ndarray_AsStruct(ctx, h);
    HPy result;
    if (array == NULL || array->ndim > 0) {
        return h;
    }
    result = scalar_new(ctx, array->dtype, array->data);
    HPy_Close(ctx, h);
    return result;
}

typedef struct {
    HPy axis, out;
    const char *name; /* "argmax", ... for error messages */
    int keepdims;
    lines lines;
} reduction;

/* The shape of the result with the axes that are gone, as 1. */
static HPy keep_dims(HPyContext *ctx, HPy h, int ndim, const intptr_t *shape,
                     int axis)
{
    intptr_t kept[MAX_DIMS];
    HPy result;
    for (int i = 0; i < ndim; i++) {
        kept[i] = axis < 0 || i == axis ? 1 : shape[i];
    }
    result = shape_change(ctx, h, ndim, kept, false);
    HPy_Close(ctx, h);
    return result;
}

/* A number for each line of an array. */
static HPy reduce(HPyContext *ctx, HPy h, reduction *r)
{
    bool all = !is_given(ctx, r->axis);
    ndarray *array, *result;
    intptr_t shape[MAX_DIMS], original_shape[MAX_DIMS];
    int axis, ndim = 0, original_dims;
    HPy given = creation_as_array(ctx, h, NO_DTYPE, &array), places, line;
    if (HPy_IsNull(given)) {
        return HPy_NULL;
    }
    original_dims = array->ndim;
    memcpy(original_shape, array->shape, (size_t)array->ndim * sizeof(*shape));
    line = read_array(ctx, given, all ? ctx->h_None : r->axis, true, &axis,
                      &array);
    HPy_Close(ctx, given);
    if (HPy_IsNull(line)) {
        return HPy_NULL;
    }
    for (int i = 0; i < array->ndim; i++) {
        if (i != axis) {
            shape[ndim++] = array->shape[i];
        }
    }
    places = array_new(ctx, INT64, ndim, shape, false, &result);
    if (!HPy_IsNull(places) && r->lines.run == run_extreme &&
        array->shape[axis] == 0) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "attempt to get %s of an empty sequence", r->name);
        HPy_Close(ctx, places);
        places = HPy_NULL;
    }
    if (!HPy_IsNull(places) && array->shape[axis] == 0) {
        memset(result->data, 0, (size_t)result->size * sizeof(int64_t));
    }
    if (!HPy_IsNull(places) &&
        !each_line(ctx, &r->lines, array, axis, result)) {
        HPy_Close(ctx, places);
        places = HPy_NULL;
    }
    if (!HPy_IsNull(places) && r->keepdims) {
        places = keep_dims(ctx, places, original_dims, original_shape,
                           all ? -1 : axis);
    }
    HPy_Close(ctx, line);
    if (!HPy_IsNull(places) && is_given(ctx, r->out)) {
        bool stored =
            store_out(ctx, r->out, ndarray_AsStruct(ctx, places), r->name);
        HPy_Close(ctx, places);
        return stored ? HPy_Dup(ctx, r->out) : HPy_NULL;
    }
    return scalar_or_array(ctx, places);
}

/* The usual case is a single line of items side by side: HPy_NULL if it is
 * another one. */
static HPy extreme_of_line(HPyContext *ctx, HPy h, bool greatest)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool is_array = array_check(ctx, h, type);
    const ndarray *array = is_array ? ndarray_AsStruct(ctx, h) : NULL;
    const unsigned simple = ARRAY_C_CONTIGUOUS | ARRAY_ALIGNED;
    int64_t place;
    HPy_Close(ctx, type);
    if (array == NULL || array->size == 0 || array->size >= MANY_ITEMS ||
        (array->flags & simple) != simple) {
        return HPy_NULL;
    }
    place = greatest ? search_greatest(array->dtype, array->data, array->size)
                     : search_smallest(array->dtype, array->data, array->size);
    return scalar_new(ctx, INT64, (const char *)&place);
}

/* Arguments of argmax and argmin; `h` is the array if that is none of them. */
static HPy extreme(HPyContext *ctx, HPy h, bool greatest, const HPy *args,
                   size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"a", "axis", "out", "keepdims", NULL};
    reduction r = {HPy_NULL,
                   HPy_NULL,
                   greatest ? "argmax" : "argmin",
                   0,
                   {.run = run_extreme, .greatest = greatest}};
    HPyTracker tracker;
    HPy result;
    bool is_method = !HPy_IsNull(h);
    if (HPy_IsNull(kwnames) && nargs == (is_method ? 0 : 1)) {
        result = extreme_of_line(ctx, is_method ? h : args[0], greatest);
        if (!HPy_IsNull(result) || HPyErr_Occurred(ctx)) {
            return result;
        }
    }
    if (is_method
            ? !HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                                    greatest ? "|OO$p:argmax" : "|OO$p:argmin",
                                    names + 1, &r.axis, &r.out, &r.keepdims)
            : !HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                                    greatest ? "O|OO$p:argmax"
                                             : "O|OO$p:argmin",
                                    names, &h, &r.axis, &r.out, &r.keepdims)) {
        return HPy_NULL;
    }
    result = reduce(ctx, h, &r);
    HPyTracker_Close(ctx, tracker);
    return result;
}

#define EXTREME(NAME, FUNCTION, SELF, GREATEST, SIGNATURE, WHICH)              \
    HPyDef_METH(NAME, FUNCTION, HPyFunc_KEYWORDS,                              \
                .doc = FUNCTION SIGNATURE                                      \
                "\n--\n\nReturn where the " WHICH                              \
                " item is along an axis, the first one of equals.\n\n"         \
                "axis: None is all items in one dimension.\n"                  \
                "out: an array for the result.\n"                              \
                "keepdims: keep the axis, of length 1.\n")                     \
    static HPy NAME##_impl(HPyContext *ctx, HPy self, const HPy *args,         \
                           size_t nargs, HPy kwnames)                          \
    {                                                                          \
        (void)self;                                                            \
        return extreme(ctx, SELF, GREATEST, args, nargs, kwnames);             \
    }
#define ARRAY_SIGNATURE "($self, /, axis=None, out=None, *, keepdims=False)"
#define CORE_SIGNATURE "(a, axis=None, out=None, *, keepdims=False)"
EXTREME(core_argmax, "argmax", HPy_NULL, true, CORE_SIGNATURE, "greatest")
EXTREME(core_argmin, "argmin", HPy_NULL, false, CORE_SIGNATURE, "smallest")
EXTREME(array_argmax, "argmax", self, true, ARRAY_SIGNATURE, "greatest")
EXTREME(array_argmin, "argmin", self, false, ARRAY_SIGNATURE, "smallest")

/* ---- searchsorted ---- */

/* The array as items of a dtype one behind the other, in C order. */
static HPy contiguous(HPyContext *ctx, HPy h, dtype_id dtype, ndarray **array)
{
    const ndarray *given = ndarray_AsStruct(ctx, h);
    unsigned flags = ARRAY_C_CONTIGUOUS | ARRAY_ALIGNED;
    if (given->dtype == dtype && (given->flags & flags) == flags) {
        *array = ndarray_AsStruct(ctx, h);
        return HPy_Dup(ctx, h);
    }
    return copy_array(ctx, given, dtype, ORDER_C, array);
}

static bool read_side(HPyContext *ctx, HPy h, bool *right)
{
    const char *side;
    *right = false;
    if (HPy_IsNull(h)) {
        return true;
    }
    side = HPyUnicode_AsUTF8AndSize(ctx, h, NULL);
    if (side == NULL) {
        return false;
    }
    *right = strcmp(side, "right") == 0;
    if (!*right && strcmp(side, "left") != 0) {
        if (strchr("lLrR", side[0]) && side[0] != '\0') {
            HPyErr_SetString(ctx, ctx->h_ValueError,
                             "search side must be one of 'left' or 'right'");
        }
        else {
            HPyErr_Format(ctx, ctx->h_ValueError,
                          "search side must be 'left' or 'right' (got %R)", h);
        }
        return false;
    }
    return true;
}

/* Which item is the first one, ...: HPy_NULL with an exception if that is not
 * known for each. */
static HPy read_sorter(HPyContext *ctx, HPy h, intptr_t count, ndarray **sorter)
{
    ndarray *given;
    HPy result, all = creation_as_array(ctx, h, NO_DTYPE, &given);
    if (HPy_IsNull(all)) {
        return HPy_NULL;
    }
    if (!dtype_is_integer(given->dtype)) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "sorter must only contain integers");
        HPy_Close(ctx, all);
        return HPy_NULL;
    }
    if (given->ndim != 1 || given->size != count) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         given->ndim > 1 ? "object too deep for desired array"
                                         : "sorter.size must equal a.size");
        HPy_Close(ctx, all);
        return HPy_NULL;
    }
    result = copy_array(ctx, given, INT64, ORDER_C, sorter);
    HPy_Close(ctx, all);
    for (intptr_t i = 0; !HPy_IsNull(result) && i < count; i++) {
        if ((uint64_t)((int64_t *)(*sorter)->data)[i] >= (uint64_t)count) {
            HPyErr_SetString(ctx, ctx->h_ValueError,
                             "Sorter index out of range.");
            HPy_Close(ctx, result);
            return HPy_NULL;
        }
    }
    return result;
}

typedef struct {
    HPy a, v, side, sorter;
} search;

static HPy search_all(HPyContext *ctx, const ndarray *items,
                      const ndarray *keys, const ndarray *sorter, bool right)
{
    HPyThreadState state;
    ndarray *result;
    HPy h = array_new(ctx, INT64, keys->ndim, keys->shape, false, &result);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    state = HPy_LeavePythonExecution(ctx);
    search_sorted(items->dtype, items->data, items->size,
                  sorter ? (const int64_t *)sorter->data : NULL, keys->data,
                  keys->size, right, (int64_t *)result->data);
    HPy_ReenterPythonExecution(ctx, state);
    return scalar_or_array(ctx, h);
}

static HPy search_array(HPyContext *ctx, const search *s)
{
    ndarray *array, *keys, *items, *values, *sorter = NULL;
    HPy given = creation_as_array(ctx, s->a, NO_DTYPE, &array);
    HPy wanted = HPy_NULL, sorted = HPy_NULL, side_items = HPy_NULL;
    HPy side_keys = HPy_NULL, result = HPy_NULL;
    dtype_id dtype;
    bool right;
    if (HPy_IsNull(given)) {
        return HPy_NULL;
    }
    wanted = creation_as_array(ctx, s->v, NO_DTYPE, &keys);
    if (HPy_IsNull(wanted) || !read_side(ctx, s->side, &right)) {
        goto cleanup;
    }
    if (array->ndim != 1) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         array->ndim == 0
                             ? "object of too small depth for desired array"
                             : "object too deep for desired array");
        goto cleanup;
    }
    if (is_given(ctx, s->sorter)) {
        sorted = read_sorter(ctx, s->sorter, array->size, &sorter);
        if (HPy_IsNull(sorted)) {
            goto cleanup;
        }
    }
    dtype = dtype_promote(array->dtype, keys->dtype);
    side_items = contiguous(ctx, given, dtype, &items);
    side_keys = HPy_IsNull(side_items)
                    ? HPy_NULL
                    : contiguous(ctx, wanted, dtype, &values);
    if (!HPy_IsNull(side_keys)) {
        result = search_all(ctx, items, values, sorter, right);
    }
cleanup:
    HPy_Close(ctx, side_keys);
    HPy_Close(ctx, side_items);
    HPy_Close(ctx, sorted);
    HPy_Close(ctx, wanted);
    HPy_Close(ctx, given);
    return result;
}

#define SEARCH_DOC                                                             \
    "Return where values would be put in a sorted array.\n\n"                  \
    "side: 'left' is in front of equal items, 'right' behind them.\n"          \
    "sorter: indices that sort the array, if it is not.\n"

HPyDef_METH(
    core_searchsorted, "searchsorted", HPyFunc_KEYWORDS,
    .doc = "searchsorted(a, v, side='left', sorter=None)\n--\n\n" SEARCH_DOC)
static HPy core_searchsorted_impl(HPyContext *ctx, HPy self, const HPy *args,
                                  size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"a", "v", "side", "sorter", NULL};
    search s = {HPy_NULL, HPy_NULL, HPy_NULL, HPy_NULL};
    HPyTracker tracker;
    HPy result;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "OO|OO:searchsorted", names, &s.a, &s.v, &s.side,
                              &s.sorter)) {
        return HPy_NULL;
    }
    result = search_array(ctx, &s);
    HPyTracker_Close(ctx, tracker);
    return result;
}

HPyDef_METH(array_searchsorted, "searchsorted", HPyFunc_KEYWORDS,
            .doc = "searchsorted($self, v, /, side='left', sorter=None)\n"
                   "--\n\n" SEARCH_DOC)
static HPy array_searchsorted_impl(HPyContext *ctx, HPy self, const HPy *args,
                                   size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"", "side", "sorter", NULL};
    search s = {self, HPy_NULL, HPy_NULL, HPy_NULL};
    HPyTracker tracker;
    HPy result;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "O|OO:searchsorted", names, &s.v, &s.side,
                              &s.sorter)) {
        return HPy_NULL;
    }
    result = search_array(ctx, &s);
    HPyTracker_Close(ctx, tracker);
    return result;
}
