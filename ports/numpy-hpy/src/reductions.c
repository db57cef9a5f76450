/* src/reductions.c: sum, prod, max, min, all, any, ptp and count_nonzero. */
#include "cast.h"
#include "creation.h"
#include "functions.h"
#include "reduce.h"
#include "scalar.h"

/* ---- Arguments, after those of a function called `format` ---- */

/* The methods of arrays have no argument `a`: `a` is NULL then. */
typedef bool (*parser)(HPyContext *ctx, const char *format, const HPy *args,
                       size_t nargs, HPy kwnames, HPy *a, reduce_arguments *g);

static bool parse_sum(HPyContext *ctx, const char *format, const HPy *args,
                      size_t nargs, HPy kwnames, HPy *a, reduce_arguments *g)
{
    static const char *const names[] = {"a",        "axis",    "dtype", "out",
                                        "keepdims", "initial", "where", NULL};
    return a == NULL
               ? HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                                      format + 1, names + 1, &g->axis,
                                      &g->dtype, &g->out, &g->keepdims,
                                      &g->initial, &g->where)
               : HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames, format,
                                      names, a, &g->axis, &g->dtype, &g->out,
                                      &g->keepdims, &g->initial, &g->where);
}

static bool parse_max(HPyContext *ctx, const char *format, const HPy *args,
                      size_t nargs, HPy kwnames, HPy *a, reduce_arguments *g)
{
    static const char *const names[] = {"a",       "axis",  "out", "keepdims",
                                        "initial", "where", NULL};
    return a == NULL
               ? HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                                      format + 1, names + 1, &g->axis, &g->out,
                                      &g->keepdims, &g->initial, &g->where)
               : HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames, format,
                                      names, a, &g->axis, &g->out, &g->keepdims,
                                      &g->initial, &g->where);
}

static bool parse_all(HPyContext *ctx, const char *format, const HPy *args,
                      size_t nargs, HPy kwnames, HPy *a, reduce_arguments *g)
{
    static const char *const names[] = {"a",        "axis",  "out",
                                        "keepdims", "where", NULL};
    return a == NULL ? HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                                            format + 1, names + 1, &g->axis,
                                            &g->out, &g->keepdims, &g->where)
                     : HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                                            format, names, a, &g->axis, &g->out,
                                            &g->keepdims, &g->where);
}

/* ---- Calls ---- */

static HPy call(HPyContext *ctx, const ufunc *function, const ndarray *array,
                const reduce_arguments *given)
{
    reduction r;
    return reduce_read_arguments(ctx, given, array->ndim, &r)
               ? reduce_array(ctx, function, array, &r)
               : HPy_NULL;
}

static HPy call_method(HPyContext *ctx, const ufunc *function, parser parse,
                       const char *format, HPy self, const HPy *args,
                       size_t nargs, HPy kwnames)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    reduce_arguments given = NO_REDUCE_ARGUMENTS;
    if (HPy_LIKELY(nargs == 0 && HPy_IsNull(kwnames))) {
        return reduce_plain(ctx, function, array);
    }
    return parse(ctx, format, args, nargs, kwnames, NULL, &given)
               ? call(ctx, function, array, &given)
               : HPy_NULL;
}

static HPy call_function(HPyContext *ctx, const ufunc *function, parser parse,
                         const char *format, const HPy *args, size_t nargs,
                         HPy kwnames)
{
    reduce_arguments given = NO_REDUCE_ARGUMENTS;
    bool is_plain = nargs == 1 && HPy_IsNull(kwnames);
    ndarray *array;
    HPy a, h, result;
    if (is_plain) {
        a = args[0];
    }
    else if (!parse(ctx, format, args, nargs, kwnames, &a, &given)) {
        return HPy_NULL;
    }
    h = creation_as_array(ctx, a, NO_DTYPE, &array);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    result = is_plain ? reduce_plain(ctx, function, array)
                      : call(ctx, function, array, &given);
    HPy_Close(ctx, h);
    return result;
}

/* ---- Functions and methods ---- */

#define METHOD(NAME, UFUNC, PARSE, FORMAT, PARAMETERS, DOC)                    \
    HPyDef_METH(array_##NAME, #NAME, HPyFunc_KEYWORDS,                         \
                .doc = #NAME "($self, /, " PARAMETERS ")\n--\n\n" DOC)         \
    static HPy array_##NAME##_impl(HPyContext *ctx, HPy self, const HPy *args, \
                                   size_t nargs, HPy kwnames)                  \
    {                                                                          \
        return call_method(ctx, &ufunc_##UFUNC, PARSE, FORMAT ":" #NAME, self, \
                           args, nargs, kwnames);                              \
    }
#define FUNCTION(NAME, UFUNC, PARSE, FORMAT, PARAMETERS, DOC)                  \
    HPyDef_METH(core_##NAME, #NAME, HPyFunc_KEYWORDS,                          \
                .doc = #NAME "(a, " PARAMETERS ")\n--\n\n" DOC)                \
    static HPy core_##NAME##_impl(HPyContext *ctx, HPy self, const HPy *args,  \
                                  size_t nargs, HPy kwnames)                   \
    {                                                                          \
        (void)self;                                                            \
        return call_function(ctx, &ufunc_##UFUNC, PARSE, FORMAT ":" #NAME,     \
                             args, nargs, kwnames);                            \
    }
#define BOTH(...) METHOD(__VA_ARGS__) FUNCTION(__VA_ARGS__)

#define AXIS_DOC "axis: an int, a tuple of ints, or None for all axes.\n"
#define DTYPE_DOC                                                              \
    "dtype: to compute in; else that of the items, but at least 64 bits for "  \
    "integers.\n"
#define OUT_DOC                                                                \
    "out: an array that takes the result.\n"                                   \
    "keepdims: whether the axes stay, with a length of 1.\n"
#define INITIAL_DOC "initial: what the items are combined with at first.\n"
#define WHERE_DOC "where: a mask of the items that count.\n\n"
#define RESULT_DOC "Return an array, or a scalar if no axis is left.\n"
#define RAISES_DOC                                                             \
    "Raise AxisError for an axis that is not there, ValueError for shapes "    \
    "that do not fit."

#define SUM_LIKE(NAME, UFUNC, INITIAL, DOC)                                    \
    BOTH(NAME, UFUNC, parse_sum, "O|OOOOOO",                                   \
         "axis=None, dtype=None, out=None, keepdims=False, initial=" INITIAL   \
         ", where=True",                                                       \
         DOC "\n\n" AXIS_DOC DTYPE_DOC OUT_DOC INITIAL_DOC WHERE_DOC           \
             RESULT_DOC RAISES_DOC)

SUM_LIKE(sum, add, "0",
         "Return the sum of items along axes; floats are added in pairs, for "
         "little rounding.")
SUM_LIKE(prod, multiply, "1", "Return the product of items along axes.")

#define EXTREME_DOC(DOC)                                                       \
    DOC "\n\n" AXIS_DOC OUT_DOC INITIAL_DOC WHERE_DOC RESULT_DOC RAISES_DOC    \
        " ValueError, too, for\nno items without `initial`, and for a mask "   \
        "without it."
#define EXTREME(DEFINE, NAME, UFUNC, DOC)                                      \
    DEFINE(NAME, UFUNC, parse_max, "O|OOOOO",                                  \
           "axis=None, out=None, keepdims=False, initial=None, where=True",    \
           EXTREME_DOC(DOC))

#define MAX_DOC "Return the greatest item along axes, or nan if there is one."
#define MIN_DOC "Return the least item along axes, or nan if there is one."
EXTREME(BOTH, max, maximum, MAX_DOC)
EXTREME(BOTH, min, minimum, MIN_DOC)
EXTREME(FUNCTION, amax, maximum, MAX_DOC)
EXTREME(FUNCTION, amin, minimum, MIN_DOC)

#define TRUTH(NAME, UFUNC, DOC)                                                \
    BOTH(NAME, UFUNC, parse_all, "O|OOO$O",                                    \
         "axis=None, out=None, keepdims=False, *, where=True",                 \
         DOC "\n\n" AXIS_DOC OUT_DOC WHERE_DOC RESULT_DOC RAISES_DOC)

TRUTH(all, logical_and, "Are all items along axes true? What is not 0 is.")
TRUTH(any, logical_or, "Is an item along axes true? What is not 0 is.")

/* ---- Peak to peak ---- */

/* The difference of both extremes is stored in the greater one. */
static HPy subtract_min(HPyContext *ctx, HPy max, HPy min)
{
    HPy type = HPyGlobal_Load(ctx, array_type), inputs[2] = {max, min};
    ufunc_options options = {
        {HPy_NULL, HPy_NULL}, HPy_NULL, NO_DTYPE, CAST_UNSAFE, ORDER_KEEP};
    if (array_check(ctx, max, type)) {
        options.out[0] = max;
    }
    HPy_Close(ctx, type);
    return ufunc_call(ctx, &ufunc_subtract, inputs, &options);
}

static HPy ptp(HPyContext *ctx, const ndarray *array,
               const reduce_arguments *given)
{
    reduction r;
    HPy max, min, result = HPy_NULL;
    if (!reduce_read_arguments(ctx, given, array->ndim, &r)) {
        return HPy_NULL;
    }
    max = reduce_array(ctx, &ufunc_maximum, array, &r);
    if (HPy_IsNull(max)) {
        return HPy_NULL;
    }
    r.out = HPy_NULL;
    min = reduce_array(ctx, &ufunc_minimum, array, &r);
    if (!HPy_IsNull(min)) {
        result = subtract_min(ctx, max, min);
    }
    HPy_Close(ctx, max);
    HPy_Close(ctx, min);
    return result;
}

HPyDef_METH(core_ptp, "ptp", HPyFunc_KEYWORDS,
            .doc = "ptp(a, axis=None, out=None, keepdims=False)\n--\n\n"
                   "Return how far the greatest item along axes is from the "
                   "least one.\n\n" AXIS_DOC OUT_DOC "\n" RESULT_DOC
                   "Raise what max raises.")
static HPy core_ptp_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"a", "axis", "out", "keepdims", NULL};
    reduce_arguments given = NO_REDUCE_ARGUMENTS;
    ndarray *array;
    HPy a, h, result;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames, "O|OOO:ptp",
                              names, &a, &given.axis, &given.out,
                              &given.keepdims)) {
        return HPy_NULL;
    }
    h = creation_as_array(ctx, a, NO_DTYPE, &array);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    result = ptp(ctx, array, &given);
    HPy_Close(ctx, h);
    return result;
}

/* ---- Counts ---- */

/* From so many items on, other threads may run. */
#define MANY_ITEMS 20000

/* Items that are no bools are cast in stretches of so many. */
#define STRETCH 4096

/* Bytes are added up in so many lanes, as often as a byte can bear. */
#define LANES 64
#define ROUNDS 255

VECTORISED static intptr_t count_true(const uint8_t *truths, intptr_t count)
{
    intptr_t total = 0, i = 0;
    while (count - i >= LANES) {
        uint8_t lane[LANES] = {0};
        intptr_t rounds = (count - i) / LANES;
        rounds = rounds < ROUNDS ? rounds : ROUNDS;
        for (; rounds > 0; rounds--, i += LANES) {
            for (int k = 0; k < LANES; k++) {
                lane[k] = (uint8_t)(lane[k] + truths[i + k]);
            }
        }
        for (int k = 0; k < LANES; k++) {
            total += lane[k];
        }
    }
    for (; i < count; i++) {
        total += truths[i];
    }
    return total;
}

/* Items of any dtype, one behind the other. */
static intptr_t count_items(const ndarray *array)
{
    uint8_t buffer[STRETCH];
    intptr_t size = array_item_size(array), total = 0;
    if (array->dtype == BOOL) {
        return count_true((const uint8_t *)array->data, array->size);
    }
    for (intptr_t done = 0; done < array->size; done += STRETCH) {
        intptr_t rest =
            array->size - done < STRETCH ? array->size - done : STRETCH;
        cast_items((char *)buffer, 1, BOOL, array->data + done * size, size,
                   array->dtype, true, rest);
        total += count_true(buffer, rest);
    }
    return total;
}

static HPy count_plain(HPyContext *ctx, const ndarray *array)
{
    int64_t count;
    if (array->size < MANY_ITEMS) {
        count = count_items(array);
    }
    else {
        HPyThreadState state = HPy_LeavePythonExecution(ctx);
        count = count_items(array);
        HPy_ReenterPythonExecution(ctx, state);
    }
    return scalar_new(ctx, INT64, (const char *)&count);
}

/* Truths are summed up along axes. */
static HPy count_along(HPyContext *ctx, const ndarray *array,
                       const reduce_arguments *given)
{
    ndarray *truths;
    HPy h, result;
    if (array->dtype == BOOL) {
        return call(ctx, &ufunc_add, array, given);
    }
    h = copy_array(ctx, array, BOOL, ORDER_KEEP, &truths);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    result = call(ctx, &ufunc_add, truths, given);
    HPy_Close(ctx, h);
    return result;
}

static bool is_plain(const ndarray *array, const reduce_arguments *given)
{
    return HPy_IsNull(given->axis) && HPy_IsNull(given->keepdims) &&
           array_is_contiguous(array) && (array->flags & ARRAY_ALIGNED) != 0;
}

HPyDef_METH(
    core_count_nonzero, "count_nonzero", HPyFunc_KEYWORDS,
    .doc = "count_nonzero(a, axis=None, *, keepdims=False)\n--\n\n"
           "Return the number of items along axes that are not 0.\n\n" AXIS_DOC
           "keepdims: whether the axes stay, with a length of 1.\n\n"
           "Return an array of int64, or a scalar if no axis is left.\n"
           "Raise AxisError for an axis that is not there.")
static HPy core_count_nonzero_impl(HPyContext *ctx, HPy self, const HPy *args,
                                   size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"a", "axis", "keepdims", NULL};
    reduce_arguments given = NO_REDUCE_ARGUMENTS;
    ndarray *array;
    HPy a, h, result;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                              "O|O$O:count_nonzero", names, &a, &given.axis,
                              &given.keepdims)) {
        return HPy_NULL;
    }
    h = creation_as_array(ctx, a, NO_DTYPE, &array);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    result = is_plain(array, &given) ? count_plain(ctx, array)
                                     : count_along(ctx, array, &given);
    HPy_Close(ctx, h);
    return result;
}
