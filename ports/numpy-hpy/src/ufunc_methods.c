/* src/ufunc_methods.c: reduce, accumulate, reduceat, outer and at. */
#include "accumulate.h"
#include "creation.h"
#include "descriptor.h"
#include "functions.h"
#include "reduce.h"
#include "shape.h"
#include "ufunc_type.h"

#include <string.h>

HPyGlobal signature_function;

/* ---- What they are for ---- */

static bool check_binary(HPyContext *ctx, const ufunc *function,
                         const char *method)
{
    if (function->inputs != 2) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "%s only supported for binary functions", method);
        return false;
    }
    if (function->results != 1) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "%s only supported for functions returning a single "
                      "value",
                      method);
        return false;
    }
    return true;
}

/* ---- reduce ---- */

static HPy reduce(HPyContext *ctx, const ufunc *function, HPy a,
                  const reduce_arguments *given)
{
    ndarray *array;
    reduction r;
    HPy h = creation_as_array(ctx, a, NO_DTYPE, &array), result = HPy_NULL;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    if (reduce_read_arguments(ctx, given, array->ndim, &r)) {
        if (HPy_IsNull(given->axis)) {
            r.axes &= 1;
        }
        result = reduce_array(ctx, function, array, &r);
    }
    HPy_Close(ctx, h);
    return result;
}

HPyDef_METH(ufunc_reduce, "reduce", HPyFunc_KEYWORDS,
            .doc =
                "reduce($self, array, /, axis=0, dtype=None, out=None, "
                "keepdims=False, initial=None, where=True)\n--\n\n"
                "Combine the items along axes until one is left.\n\n"
                "axis: an int, a tuple of ints, or None for all axes.\n"
                "dtype: to compute in.\n"
                "out: an array that takes the result.\n"
                "keepdims: whether the axes stay, with a length of 1.\n"
                "initial: what the items are combined with at first; if it is "
                "not given, the identity.\n"
                "where: a mask of the items that count.\n\n"
                "Return an array, or a scalar if no axis is left.\n"
                "Raise ValueError if the function does not take two inputs and "
                "give one result, for\nno items if it has no identity, and for "
                "shapes that do not fit; AxisError.")
static HPy ufunc_reduce_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"array",    "axis",    "dtype", "out",
                                        "keepdims", "initial", "where", NULL};
    const ufunc *function = ufunc_object_AsStruct(ctx, self)->function;
    reduce_arguments given = NO_REDUCE_ARGUMENTS;
    HPy array, out[1] = {HPy_NULL}, result = HPy_NULL;
    if (!check_binary(ctx, function, "reduce") ||
        !HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                              "O|OOOOOO:reduce", names, &array, &given.axis,
                              &given.dtype, &given.out, &given.keepdims,
                              &given.initial, &given.where)) {
        return HPy_NULL;
    }
    if (ufunc_read_out(ctx, given.out, 1, out)) {
        given.out = out[0];
        result = reduce(ctx, function, array, &given);
    }
    HPy_Close(ctx, out[0]);
    return result;
}

/* ---- accumulate and reduceat ---- */

typedef struct {
    HPy axis, dtype, out;
} along_arguments;

typedef struct {
    HPy owner; /* of the array */
    ndarray *array;
    int axis;
    dtype_id dtype;
    HPy out[1]; /* to be closed, or HPy_NULL */
} along;

/* One axis: an int, or a tuple of one, or None if there is but one. */
static bool read_one_axis(HPyContext *ctx, HPy h, int ndim, const char *method,
                          int *axis)
{
    uint64_t axes = 1;
    if (!HPy_IsNull(h) && !reduce_read_axes(ctx, h, ndim, &axes)) {
        return false;
    }
    if (axes == 0 || (axes & (axes - 1)) != 0) {
        HPyErr_Format(ctx, ctx->h_ValueError, "%s does not allow multiple axes",
                      method);
        return false;
    }
    for (*axis = 0; (axes >> *axis & 1) == 0; ++*axis) {
    }
    return true;
}

static bool read_along(HPyContext *ctx, HPy a, const along_arguments *given,
                       const char *method, along *result)
{
    result->dtype = NO_DTYPE;
    result->out[0] = HPy_NULL;
    result->owner = creation_as_array(ctx, a, NO_DTYPE, &result->array);
    if (HPy_IsNull(result->owner)) {
        return false;
    }
    if (result->array->ndim == 0) {
        HPyErr_Format(ctx, ctx->h_TypeError, "cannot %s on a scalar", method);
        return false;
    }
    return read_one_axis(ctx, given->axis, result->array->ndim, method,
                         &result->axis) &&
           (HPy_IsNull(given->dtype) ||
            descriptor_read(ctx, given->dtype, &result->dtype)) &&
           ufunc_read_out(ctx, given->out, 1, result->out);
}

static void close_along(HPyContext *ctx, const along *a)
{
    HPy_Close(ctx, a->owner);
    HPy_Close(ctx, a->out[0]);
}

HPyDef_METH(ufunc_accumulate, "accumulate", HPyFunc_KEYWORDS,
            .doc = "accumulate($self, array, /, axis=0, dtype=None, out=None)\n"
                   "--\n\n"
                   "Combine the items along an axis, and keep each outcome on "
                   "the way.\n\n"
                   "axis: an int.\n"
                   "dtype: to compute in.\n"
                   "out: an array of the same shape that takes the result.\n\n"
                   "Return an array of the same shape.\n"
                   "Raise ValueError if the function does not take two inputs "
                   "and give one result, and\nfor shapes that do not fit; "
                   "AxisError; TypeError for a scalar.")
static HPy ufunc_accumulate_impl(HPyContext *ctx, HPy self, const HPy *args,
                                 size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"array", "axis", "dtype", "out", NULL};
    const ufunc *function = ufunc_object_AsStruct(ctx, self)->function;
    along_arguments given = {HPy_NULL, HPy_NULL, HPy_NULL};
    along a;
    HPy array, result = HPy_NULL;
    if (!check_binary(ctx, function, "accumulate") ||
        !HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                              "O|OOO:accumulate", names, &array, &given.axis,
                              &given.dtype, &given.out)) {
        return HPy_NULL;
    }
    if (read_along(ctx, array, &given, "accumulate", &a)) {
        result =
            accumulate_array(ctx, function, a.array, a.axis, a.dtype, a.out[0]);
    }
    close_along(ctx, &a);
    return result;
}

static bool check_indices(HPyContext *ctx, const ndarray *indices)
{
    if (indices->ndim == 1) {
        return true;
    }
    HPyErr_SetString(ctx, ctx->h_ValueError,
                     indices->ndim == 0
                         ? "object of too small depth for desired array"
                         : "setting an array element with a sequence. The "
                           "requested array would exceed the maximum number "
                           "of dimension of 1.");
    return false;
}

HPyDef_METH(ufunc_reduceat, "reduceat", HPyFunc_KEYWORDS,
            .doc = "reduceat($self, array, /, indices, axis=0, dtype=None, "
                   "out=None)\n--\n\n"
                   "Reduce parts of an array along an axis.\n\n"
                   "indices: where the parts begin; each ends where the next "
                   "one begins, but has one item\nat least.\n"
                   "axis, dtype, out: those of accumulate.\n\n"
                   "Return an array with one item along the axis for each "
                   "part.\n"
                   "Raise IndexError for an index that is not there, and what "
                   "accumulate raises.")
static HPy ufunc_reduceat_impl(HPyContext *ctx, HPy self, const HPy *args,
                               size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"array", "indices", "axis",
                                        "dtype", "out",     NULL};
    const ufunc *function = ufunc_object_AsStruct(ctx, self)->function;
    along_arguments given = {HPy_NULL, HPy_NULL, HPy_NULL};
    along a;
    HPy array, h, owner = HPy_NULL, result = HPy_NULL;
    ndarray *indices;
    if (!check_binary(ctx, function, "reduceat") ||
        !HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                              "OO|OOO:reduceat", names, &array, &h, &given.axis,
                              &given.dtype, &given.out)) {
        return HPy_NULL;
    }
    if (read_along(ctx, array, &given, "reduceat", &a)) {
        owner = creation_as_array(ctx, h, INT64, &indices);
        if (!HPy_IsNull(owner) && check_indices(ctx, indices)) {
            result = reduce_parts(ctx, function, a.array, a.axis, indices,
                                  a.dtype, a.out[0]);
        }
    }
    close_along(ctx, &a);
    HPy_Close(ctx, owner);
    return result;
}

/* ---- outer ---- */

/* A view with as many axes of length 1 behind its own as `b` has axes. */
static HPy add_axes(HPyContext *ctx, HPy a, HPy b)
{
    ndarray *array, *other;
    intptr_t shape[2 * MAX_DIMS];
    HPy h = creation_as_array(ctx, a, NO_DTYPE, &array), result = HPy_NULL;
    HPy second;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    second = creation_as_array(ctx, b, NO_DTYPE, &other);
    if (!HPy_IsNull(second)) {
        for (int i = 0; i < array->ndim + other->ndim; i++) {
            shape[i] = i < array->ndim ? array->shape[i] : 1;
        }
        result = shape_change(ctx, h, array->ndim + other->ndim, shape, false);
    }
    HPy_Close(ctx, second);
    HPy_Close(ctx, h);
    return result;
}

HPyDef_METH(ufunc_outer, "outer", HPyFunc_KEYWORDS,
            .doc = "outer($self, A, B, /, **kwargs)\n--\n\n"
                   "Combine each item of A with each one of B.\n\n"
                   "kwargs: those of a call.\n\n"
                   "Return an array of the axes of A, then those of B.\n"
                   "Raise ValueError if the function does not take two inputs; "
                   "and what a call raises.")
static HPy ufunc_outer_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs, HPy kwnames)
{
    const ufunc *function = ufunc_object_AsStruct(ctx, self)->function;
    size_t names = HPy_IsNull(kwnames) ? 0 : (size_t)HPy_Length(ctx, kwnames);
    HPy values[2 + 8], result;
    ndarray *array;
    if (function->inputs != 2) {
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                "outer product only supported for binary "
                                "functions");
    }
    if (nargs != 2 || names > 8) {
        return HPyErr_SetString(ctx, ctx->h_TypeError,
                                nargs != 2 ? "exactly two arguments expected"
                                           : "too many keyword arguments");
    }
    memcpy(values, args, (2 + names) * sizeof(*values));
    values[0] = add_axes(ctx, args[0], args[1]);
    if (HPy_IsNull(values[0])) {
        return HPy_NULL;
    }
    /* Numbers of Python have a dtype here. */
    values[1] = creation_as_array(ctx, args[1], NO_DTYPE, &array);
    result = HPy_IsNull(values[1]) ? HPy_NULL
                                   : HPy_Call(ctx, self, values, 2, kwnames);
    HPy_Close(ctx, values[0]);
    HPy_Close(ctx, values[1]);
    return result;
}

/* ---- inspect.signature ---- */

HPyDef_GET(ufunc_signature, "__signature__",
           .doc = "Its parameters, as an inspect.Signature.")
static HPy ufunc_signature_get(HPyContext *ctx, HPy self, void *closure)
{
    const ufunc *function = ufunc_object_AsStruct(ctx, self)->function;
    HPy maker = HPyGlobal_Load(ctx, signature_function);
    HPy text = HPyUnicode_FromString(ctx, function->signature);
    HPy result =
        HPy_IsNull(text) ? HPy_NULL : HPy_Call(ctx, maker, &text, 1, HPy_NULL);
    (void)closure;
    HPy_Close(ctx, maker);
    HPy_Close(ctx, text);
    return result;
}
