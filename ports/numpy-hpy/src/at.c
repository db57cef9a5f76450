/* src/at.c: ufunc.at, which changes items of an array one by one, those that an
 * index names twice twice.
 */
#include "cast.h"
#include "creation.h"
#include "errstate.h"
#include "functions.h"
#include "iterator.h"
#include "shape.h"
#include "status.h"
#include "take.h"
#include "ufunc_type.h"

#include <string.h>

/* ---- Where the items are ---- */

/* How many bytes each item is from the first one, in an array of its shape. */
static HPy all_offsets(HPyContext *ctx, const ndarray *array)
{
    ndarray *offsets;
    intptr_t index[MAX_DIMS] = {0}, offset = 0;
    HPy h = array_new(ctx, INT64, array->ndim, array->shape, false, &offsets);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    for (intptr_t i = 0; i < offsets->size; i++) {
        ((int64_t *)offsets->data)[i] = offset;
        for (int axis = array->ndim - 1; axis >= 0; axis--) {
            offset += array->strides[axis];
            if (++index[axis] < array->shape[axis]) {
                break;
            }
            offset -= index[axis] * array->strides[axis];
            index[axis] = 0;
        }
    }
    return h;
}

/* What the index chooses of these. */
static HPy choose_offsets(HPyContext *ctx, const ndarray *array, HPy indices,
                          ndarray **offsets)
{
    HPy all = all_offsets(ctx, array), chosen, result;
    if (HPy_IsNull(all)) {
        return HPy_NULL;
    }
    chosen = HPy_GetItem(ctx, all, indices);
    HPy_Close(ctx, all);
    if (HPy_IsNull(chosen)) {
        return HPy_NULL;
    }
    result = creation_as_array(ctx, chosen, INT64, offsets);
    HPy_Close(ctx, chosen);
    return result;
}

/* False with an IndexError if one of these is not there. */
static bool check_indices(HPyContext *ctx, const ndarray *array,
                          const ndarray *indices)
{
    const int64_t *items = (const int64_t *)indices->data;
    intptr_t length = array->shape[0];
    intptr_t bad = take_check(length, items, indices->size);
    if (bad >= 0) {
        HPyErr_Format(ctx, ctx->h_IndexError,
                      "index %zd is out of bounds for axis 0 with size %zd",
                      (HPy_ssize_t)items[bad], (HPy_ssize_t)length);
    }
    return bad < 0;
}

/* For an array of one axis, and integers as indices, these are enough: HPy_NULL
 * without an exception if they are something else. */
static HPy read_indices(HPyContext *ctx, const ndarray *array, HPy indices,
                        ndarray **result)
{
    HPy type = HPyGlobal_Load(ctx, array_type), h, copy;
    bool is_array = array_check(ctx, indices, type);
    const unsigned simple = ARRAY_C_CONTIGUOUS | ARRAY_ALIGNED;
    ndarray *given;
    HPy_Close(ctx, type);
    if (array->ndim != 1 ||
        (!is_array && !HPy_TypeIs(ctx, indices, ctx->h_ListType))) {
        return HPy_NULL;
    }
    h = creation_as_array(ctx, indices, NO_DTYPE, &given);
    if (HPy_IsNull(h) || !dtype_is_integer(given->dtype)) {
        HPyErr_Clear(ctx);
        HPy_Close(ctx, h);
        return HPy_NULL;
    }
    *result = given;
    if (given->dtype != INT64 || (given->flags & simple) != simple ||
        copy_may_overlap(given, array)) {
        copy = copy_array(ctx, given, INT64, ORDER_C, result);
        HPy_Close(ctx, h);
        h = copy;
    }
    if (HPy_IsNull(h) || check_indices(ctx, array, *result)) {
        return h;
    }
    HPy_Close(ctx, h);
    return HPy_NULL;
}

/* What places are counted from, and in: the items of an only axis, or bytes. */
typedef struct {
    char *data;
    intptr_t length, stride; /* 0 and 1 for bytes, which may be negative */
} origin;

static inline char *item_at(const origin *o, int64_t place)
{
    return o->data + (place + (place < 0 ? o->length : 0)) * o->stride;
}

/* ---- Sums ---- */

/* What is done most is to add: add `count` items to those at some places. */
#define ADD_AT(ID, T, SUM)                                                     \
    static void add_at_##ID(origin o, const char *places, intptr_t step,       \
                            const char *second, intptr_t stride,               \
                            intptr_t count)                                    \
    {                                                                          \
        for (intptr_t i = 0; i < count; i++) {                                 \
            T *x = (T *)item_at(&o, *(const int64_t *)(places + i * step));    \
            const T y = *(const T *)(second + i * stride);                     \
            *x = SUM;                                                          \
        }                                                                      \
    }
#define ADD_INTEGER_AT(ID, T, ...)                                             \
    ADD_AT(ID, T, (T)((uint64_t)*x + (uint64_t)y))
#define ADD_FLOAT_AT(ID, T, ...) ADD_AT(ID, T, *x + y)
#define ADD_COMPLEX_AT(ID, T, ...)                                             \
    ADD_AT(ID, T, ((T){x->real + y.real, x->imag + y.imag}))
FOR_EACH_INTEGER(ADD_INTEGER_AT, )
FOR_EACH_FLOAT(ADD_FLOAT_AT, )
FOR_EACH_COMPLEX(ADD_COMPLEX_AT, )

typedef void (*add_at)(origin o, const char *places, intptr_t step,
                       const char *second, intptr_t stride, intptr_t count);

static const add_at adders[DTYPE_COUNT] = {NULL,
                                           add_at_INT8,
                                           add_at_UINT8,
                                           add_at_INT16,
                                           add_at_UINT16,
                                           add_at_INT32,
                                           add_at_UINT32,
                                           add_at_INT64,
                                           add_at_UINT64,
                                           NULL,
                                           add_at_FLOAT32,
                                           add_at_FLOAT64,
                                           add_at_COMPLEX64,
                                           add_at_COMPLEX128};

/* ---- One by one ---- */

typedef struct {
    const ufunc_loop *loop;
    const ndarray *array;
    dtype_id takes[2]; /* what the loop takes, and ... */
    dtype_id gives;    /* what it gives: float32 for float16 */
    dtype_id second;   /* the dtype of the second operand */
    bool is_plain;     /* is the array what the loop takes and gives? */
    add_at add;        /* does that, or NULL */
    origin origin;
} job;

/* `second` is aligned, and what the loop takes; or NULL. */
static int change(const job *j, char *target, char *second)
{
    static const intptr_t nowhere[3] = {0, 0, 0};
    item first, result;
    char *data[3] = {first.bytes, second, result.bytes};
    int status;
    if (j->is_plain) {
        char *here[3] = {target, second, target};
        here[1] = second == NULL ? target : second;
        return j->loop->loop(here, nowhere, 1);
    }
    if (second == NULL) {
        data[1] = result.bytes;
    }
    cast_item(first.bytes, j->takes[0], target, j->array->dtype);
    status = j->loop->loop(data, nowhere, 1);
    cast_item(target, j->array->dtype, result.bytes, j->gives);
    return status;
}

/* The operands of the iterator are places and second operands. */
static int change_all(const job *j, iterator *it, bool is_binary)
{
    const intptr_t *strides = iterator_strides(it);
    int status = 0;
    if (!iterator_start(it)) {
        return 0;
    }
    do {
        if (j->add != NULL) {
            j->add(j->origin, it->data[0], strides[0], it->data[1], strides[1],
                   iterator_count(it));
            continue;
        }
        for (intptr_t i = 0; i < iterator_count(it); i++) {
            int64_t place = *(int64_t *)(it->data[0] + i * strides[0]);
            char *second = it->data[1] + i * strides[1];
            status |= change(j, item_at(&j->origin, place),
                             is_binary ? second : NULL);
        }
    } while (iterator_next(it));
    return status;
}

static dtype_id work_dtype(const ufunc_loop *loop, int k)
{
    return loop->half && loop->dtypes[k] == FLOAT16 ? FLOAT32 : loop->dtypes[k];
}

static bool find_loop(HPyContext *ctx, const ufunc *function, job *j)
{
    dtype_id dtypes[MAX_INPUTS] = {j->array->dtype, j->second};
    j->loop = ufunc_find_loop(function, dtypes);
    if (j->loop == NULL) {
        ufunc_fail_types(ctx, function);
        return false;
    }
    j->takes[0] = work_dtype(j->loop, 0);
    j->takes[1] = work_dtype(j->loop, 1);
    j->gives = work_dtype(j->loop, function->inputs);
    j->is_plain = j->array->dtype == j->takes[0] &&
                  j->array->dtype == j->gives &&
                  (j->array->flags & ARRAY_ALIGNED) != 0;
    j->add = function == &ufunc_add && j->is_plain && j->takes[1] == j->takes[0]
                 ? adders[j->takes[0]]
                 : NULL;
    return true;
}

/* ---- Second operands ---- */

/* An array of what the loop takes, broadcast to the shape of the offsets, whose
 * dtype is to be known first. */
static HPy read_second(HPyContext *ctx, const ufunc *function, job *j, HPy b,
                       const ndarray *offsets, ndarray **second)
{
    ndarray *given;
    HPy h = creation_as_array(ctx, b, NO_DTYPE, &given), cast, result;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    j->second = given->dtype;
    if (!find_loop(ctx, function, j)) {
        HPy_Close(ctx, h);
        return HPy_NULL;
    }
    if (given->dtype == j->takes[1] && (given->flags & ARRAY_ALIGNED) != 0 &&
        !copy_may_overlap(given, j->array)) {
        cast = h;
    }
    else {
        cast = copy_array(ctx, given, j->takes[1], ORDER_KEEP, second);
        HPy_Close(ctx, h);
    }
    if (HPy_IsNull(cast)) {
        return HPy_NULL;
    }
    result = shape_broadcast(ctx, cast, offsets->ndim, offsets->shape);
    HPy_Close(ctx, cast);
    if (HPy_IsNull(result)) {
        HPyErr_Clear(ctx);
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                "array is not broadcastable to correct shape");
    }
    *second = ndarray_AsStruct(ctx, result);
    return result;
}

static void fill_iterator(iterator *it, const ndarray *offsets,
                          const ndarray *second)
{
    iterator_begin(it, 2);
    it->data[0] = offsets->data;
    it->data[1] = second == NULL ? offsets->data : second->data;
    for (int i = 0; i < offsets->ndim; i++) {
        intptr_t strides[2] = {offsets->strides[i],
                               second == NULL ? 0 : second->strides[i]};
        iterator_add_axis(it, offsets->shape[i], strides);
    }
    iterator_arrange_in_order(it);
}

static bool run(HPyContext *ctx, const ufunc *function, const ndarray *array,
                const ndarray *places, bool are_indices, HPy b)
{
    job j = {
        .array = array, .second = array->dtype, .origin = {array->data, 0, 1}};
    ndarray *second = NULL;
    iterator it;
    HPy h = HPy_NULL;
    int status;
    if (are_indices) {
        j.origin.length = array->shape[0];
        j.origin.stride = array->strides[0];
    }
    if (HPy_IsNull(b)) {
        if (!find_loop(ctx, function, &j)) {
            return false;
        }
    }
    else {
        h = read_second(ctx, function, &j, b, places, &second);
        if (HPy_IsNull(h)) {
            return false;
        }
    }
    fill_iterator(&it, places, second);
    status_clear();
    status = change_all(&j, &it, second != NULL);
    if (function->sets_status || !j.is_plain) {
        status |= status_get();
    }
    HPy_Close(ctx, h);
    return status == 0 || errstate_report(ctx, function->name, status);
}

/* ---- The method ---- */

static bool check(HPyContext *ctx, const ufunc *function, HPy a, HPy b)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool is_array = array_check(ctx, a, type);
    const char *error = NULL;
    HPy_Close(ctx, type);
    if (function->inputs > 2) {
        error = "Only unary and binary ufuncs supported at this time";
    }
    else if (function->results > 1) {
        error = "Only single output ufuncs supported at this time";
    }
    else if (function->inputs == 1 && !HPy_IsNull(b)) {
        error = "second operand provided when ufunc is unary";
    }
    else if (function->inputs == 2 && HPy_IsNull(b)) {
        error = "second operand needed for ufunc";
    }
    if (error != NULL) {
        HPyErr_SetString(ctx, ctx->h_ValueError, error);
        return false;
    }
    if (!is_array) {
        HPyErr_SetString(ctx, ctx->h_TypeError, "first operand must be array");
    }
    else if ((ndarray_AsStruct(ctx, a)->flags & ARRAY_WRITEABLE) == 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError,
                         "assignment destination is read-only");
        return false;
    }
    return is_array;
}

HPyDef_METH(ufunc_at, "at", HPyFunc_VARARGS,
            .doc =
                "at($self, a, indices, b=None, /)\n--\n\n"
                "Replace the items of an array that an index chooses by the "
                "outcomes for them.\n\n"
                "a: the array.\n"
                "indices: whatever a[indices] takes; an item that it names "
                "twice is replaced twice.\n"
                "b: second operands, broadcast to the shape of a[indices].\n"
                "\n"
                "Raise IndexError for an index that is not there, ValueError "
                "for `b` of another shape, or\none too few or too many.")
static HPy ufunc_at_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs)
{
    const ufunc *function = ufunc_object_AsStruct(ctx, self)->function;
    HPy a, indices, b = HPy_NULL, h;
    ndarray *array, *places;
    bool are_indices, done;
    if (!HPyArg_Parse(ctx, NULL, args, nargs, "OO|O:at", &a, &indices, &b) ||
        !check(ctx, function, a, b)) {
        return HPy_NULL;
    }
    array = ndarray_AsStruct(ctx, a);
    h = read_indices(ctx, array, indices, &places);
    are_indices = !HPy_IsNull(h);
    if (!are_indices && !HPyErr_Occurred(ctx)) {
        h = choose_offsets(ctx, array, indices, &places);
    }
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    done = run(ctx, function, array, places, are_indices, b);
    HPy_Close(ctx, h);
    return done ? HPy_Dup(ctx, ctx->h_None) : HPy_NULL;
}
