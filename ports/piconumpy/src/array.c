/* ports/piconumpy/src/array.c: arrays of doubles on HPy.
 *
 * The C API twin, bench/originals/piconumpy_capi/array.c, has the same
 * functions in the same order, so that the two can be read side by side. This
 * one knows no object's layout: every object is a handle, every call takes the
 * context, and what a function made or was given as new it closes or returns.
 */
#include "hpy.h"

#include <string.h>

/* So many items fit into the object itself; only longer arrays own memory. */
#define ROOM 4

typedef struct {
    HPy_ssize_t size;
    union {
        double room[ROOM];
        double *heap;
    };
} Array;

HPyType_HELPERS(Array);

/* The type, kept between the calls of this module's functions. */
static HPyGlobal array_type;

/* ---- Storage ---------------------------------------------------------- */

static inline double *Array_items(Array *array)
{
    return array->size <= ROOM ? array->room : array->heap;
}

/* Gives a new array the memory that it does not have room for: 0, or -1 with
 * MemoryError. */
static int Array_reserve(HPyContext *ctx, Array *array, HPy_ssize_t size)
{
    if ((size_t)size > PTRDIFF_MAX / sizeof(double)) {
        HPyErr_NoMemory(ctx);
        return -1;
    }
    array->heap = (double *)malloc((size_t)size * sizeof(double));
    if (array->heap == NULL) {
        HPyErr_NoMemory(ctx);
        return -1;
    }
    return 0;
}

/* Makes an array of `size` items, which the caller is to fill at `*items`. */
static inline HPy Array_alloc(HPyContext *ctx, HPy type, HPy_ssize_t size,
                              double **items)
{
    Array *array;
    HPy h_array = HPy_New(ctx, type, &array);

    if (HPy_IsNull(h_array)) {
        return HPy_NULL;
    }
    if (size > ROOM && Array_reserve(ctx, array, size) < 0) {
        HPy_Close(ctx, h_array); /* its size is still 0 */
        return HPy_NULL;
    }
    array->size = size;
    *items = Array_items(array);
    return h_array;
}

HPyDef_SLOT(Array_destroy, HPy_tp_destroy);
static void Array_destroy_impl(void *data)
{
    Array *array = (Array *)data;

    if (array->size > ROOM) {
        free(array->heap);
    }
}

/* ---- Construction: array(data) ----------------------------------------- */

static int fill_from_list(HPyContext *ctx, double *items, HPy list,
                          HPy_ssize_t size)
{
    for (HPy_ssize_t i = 0; i < size; i++) {
        HPy item = HPy_GetItem_i(ctx, list, i);
        if (HPy_IsNull(item)) {
            return -1;
        }
        items[i] = HPyFloat_AsDouble(ctx, item);
        HPy_Close(ctx, item);
        if (items[i] == -1.0 && HPyErr_Occurred(ctx)) {
            return -1;
        }
    }
    return 0;
}

static HPy refuse_data(HPyContext *ctx, HPy data)
{
    HPy type = HPy_Type(ctx, data);

    HPyErr_Format(ctx, ctx->h_TypeError,
                  "array() takes a list of numbers, not %R; "
                  "use array(list(data))",
                  type);
    HPy_Close(ctx, type);
    return HPy_NULL;
}

static HPy Array_from_list(HPyContext *ctx, HPy type, HPy data)
{
    HPy_ssize_t size;
    double *items;
    HPy array;

    if (!HPyList_Check(ctx, data)) {
        return refuse_data(ctx, data);
    }
    size = HPy_Length(ctx, data);
    if (size < 0) {
        return HPy_NULL;
    }
    array = Array_alloc(ctx, type, size, &items);
    if (HPy_IsNull(array)) {
        return HPy_NULL;
    }
    if (fill_from_list(ctx, items, data, size) < 0) {
        HPy_Close(ctx, array);
        return HPy_NULL;
    }
    return array;
}

HPyDef_SLOT(Array_new, HPy_tp_new);
static HPy Array_new_impl(HPyContext *ctx, HPy type, const HPy *args,
                          HPy_ssize_t nargs, HPy kw)
{
    static const char *keywords[] = {"data", NULL};
    HPyTracker tracker;
    HPy data, array;

    if (HPy_IsNull(kw) && nargs == 1) {
        return Array_from_list(ctx, type, args[0]);
    }
    if (!HPyArg_ParseKeywordsDict(ctx, &tracker, args, nargs, kw, "O:array",
                                  keywords, &data)) {
        return HPy_NULL;
    }
    array = Array_from_list(ctx, type, data);
    HPyTracker_Close(ctx, tracker);
    return array;
}

/* ---- Attributes -------------------------------------------------------- */

HPyDef_MEMBER(Array_size, "size", HPyMember_HPYSSIZET, offsetof(Array, size),
              .readonly = 1, .doc = "Number of items.");

HPyDef_METH(Array_tolist, "tolist", HPyFunc_NOARGS,
            .doc = "Return the items as a list of floats.");
static HPy Array_tolist_impl(HPyContext *ctx, HPy self)
{
    Array *array = Array_AsStruct(ctx, self);
    double *items = Array_items(array);
    HPyListBuilder builder = HPyListBuilder_New(ctx, array->size);

    for (HPy_ssize_t i = 0; i < array->size; i++) {
        HPy item = HPyFloat_FromDouble(ctx, items[i]);
        if (HPy_IsNull(item)) {
            HPyListBuilder_Cancel(ctx, builder);
            return HPy_NULL;
        }
        HPyListBuilder_Set(ctx, builder, i, item);
        HPy_Close(ctx, item);
    }
    return HPyListBuilder_Build(ctx, builder);
}

/* ---- Arithmetic -------------------------------------------------------- */

static HPy not_implemented(HPyContext *ctx)
{
    return HPy_Dup(ctx, ctx->h_NotImplemented);
}

static HPy sum_of(HPyContext *ctx, HPy type, Array *a, Array *b)
{
    double *x, *y, *z;
    HPy sum;

    if (a->size != b->size) {
        return HPyErr_Format(ctx, ctx->h_ValueError,
                             "cannot add an array of %zd items "
                             "and an array of %zd items",
                             a->size, b->size);
    }
    sum = Array_alloc(ctx, type, a->size, &z);
    if (HPy_IsNull(sum)) {
        return HPy_NULL;
    }
    x = Array_items(a);
    y = Array_items(b);
    for (HPy_ssize_t i = 0; i < a->size; i++) {
        z[i] = x[i] + y[i];
    }
    return sum;
}

HPyDef_SLOT(Array_add, HPy_nb_add);
static HPy Array_add_impl(HPyContext *ctx, HPy left, HPy right)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    HPy sum;

    if (HPy_TypeCheck(ctx, left, type) && HPy_TypeCheck(ctx, right, type)) {
        sum = sum_of(ctx, type, Array_AsStruct(ctx, left),
                     Array_AsStruct(ctx, right));
    }
    else {
        sum = not_implemented(ctx);
    }
    HPy_Close(ctx, type);
    return sum;
}

/* Reads an operand: 1 and its value, 0 if it is no real number, -1 for any
 * other error. */
static int operand_as_double(HPyContext *ctx, HPy operand, double *value)
{
    *value = HPyFloat_AsDouble(ctx, operand);
    if (*value != -1.0 || !HPyErr_Occurred(ctx)) {
        return 1;
    }
    if (!HPyErr_ExceptionMatches(ctx, ctx->h_TypeError)) {
        return -1;
    }
    HPyErr_Clear(ctx);
    return 0;
}

static HPy product_of(HPyContext *ctx, HPy type, HPy array, HPy operand)
{
    Array *a = Array_AsStruct(ctx, array);
    double factor;
    double *x, *z;
    HPy product;
    int outcome = operand_as_double(ctx, operand, &factor);

    if (outcome <= 0) {
        return outcome < 0 ? HPy_NULL : not_implemented(ctx);
    }
    product = Array_alloc(ctx, type, a->size, &z);
    if (HPy_IsNull(product)) {
        return HPy_NULL;
    }
    x = Array_items(a);
    for (HPy_ssize_t i = 0; i < a->size; i++) {
        z[i] = x[i] * factor;
    }
    return product;
}

/* One operand is an array, or this function would not have been called. */
HPyDef_SLOT(Array_multiply, HPy_nb_multiply);
static HPy Array_multiply_impl(HPyContext *ctx, HPy left, HPy right)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    HPy product;

    if (HPy_TypeCheck(ctx, left, type)) {
        product = product_of(ctx, type, left, right);
    }
    else {
        product = product_of(ctx, type, right, left);
    }
    HPy_Close(ctx, type);
    return product;
}

/* CPython makes __rmul__ from the slot and does not look at this method. PyPy
 * 7.3.19 makes no reflected methods, so there it is what 2 * array calls. */
HPyDef_METH(Array_rmul, "__rmul__", HPyFunc_O);
static HPy Array_rmul_impl(HPyContext *ctx, HPy self, HPy left)
{
    return Array_multiply_impl(ctx, left, self);
}

static HPy quotient_of(HPyContext *ctx, HPy type, HPy array, HPy operand)
{
    Array *a = Array_AsStruct(ctx, array);
    double divisor;
    double *x, *z;
    HPy quotient;
    int outcome = operand_as_double(ctx, operand, &divisor);

    if (outcome <= 0) {
        return outcome < 0 ? HPy_NULL : not_implemented(ctx);
    }
    quotient = Array_alloc(ctx, type, a->size, &z);
    if (HPy_IsNull(quotient)) {
        return HPy_NULL;
    }
    x = Array_items(a);
    for (HPy_ssize_t i = 0; i < a->size; i++) {
        z[i] = x[i] / divisor;
    }
    return quotient;
}

HPyDef_SLOT(Array_true_divide, HPy_nb_true_divide);
static HPy Array_true_divide_impl(HPyContext *ctx, HPy left, HPy right)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    HPy quotient;

    if (HPy_TypeCheck(ctx, left, type)) {
        quotient = quotient_of(ctx, type, left, right);
    }
    else {
        quotient = not_implemented(ctx);
    }
    HPy_Close(ctx, type);
    return quotient;
}

/* ---- The sequence protocol --------------------------------------------- */

HPyDef_SLOT(Array_length, HPy_sq_length);
static HPy_ssize_t Array_length_impl(HPyContext *ctx, HPy self)
{
    return Array_AsStruct(ctx, self)->size;
}

HPyDef_SLOT(Array_item, HPy_sq_item);
static HPy Array_item_impl(HPyContext *ctx, HPy self, HPy_ssize_t index)
{
    Array *array = Array_AsStruct(ctx, self);

    if (index < 0 || index >= array->size) {
        return HPyErr_SetString(ctx, ctx->h_IndexError,
                                "array index out of range");
    }
    return HPyFloat_FromDouble(ctx, Array_items(array)[index]);
}

HPyDef_SLOT(Array_ass_item, HPy_sq_ass_item);
static int Array_ass_item_impl(HPyContext *ctx, HPy self, HPy_ssize_t index,
                               HPy value)
{
    Array *array = Array_AsStruct(ctx, self);
    double number;

    if (HPy_IsNull(value)) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "array items cannot be deleted");
        return -1;
    }
    if (index < 0 || index >= array->size) {
        HPyErr_SetString(ctx, ctx->h_IndexError, "array index out of range");
        return -1;
    }
    number = HPyFloat_AsDouble(ctx, value);
    if (number == -1.0 && HPyErr_Occurred(ctx)) {
        return -1;
    }
    Array_items(array)[index] = number;
    return 0;
}

/* ---- The type ---------------------------------------------------------- */

static HPyDef *Array_defines[] = {
    &Array_new,    &Array_destroy,  &Array_size,     &Array_tolist,
    &Array_add,    &Array_multiply, &Array_rmul,     &Array_true_divide,
    &Array_length, &Array_item,     &Array_ass_item, NULL,
};

static HPyType_Spec Array_spec = {
    .name = "piconumpy_hpy.array",
    .basicsize = sizeof(Array),
    .flags = HPy_TPFLAGS_DEFAULT,
    .builtin_shape = SHAPE(Array),
    .defines = Array_defines,
    .doc = "array(data)\n--\n\nA row of doubles from a list.",
};

/* ---- The module: empty(size), zeros(size) ------------------------------ */

/* An array of `number` items, to be filled at `*items`; their number is
 * stored in `*size`. */
static HPy new_of_size(HPyContext *ctx, HPy number, double **items,
                       HPy_ssize_t *size)
{
    HPy type, array;
    HPy index = HPy_Index(ctx, number);

    if (HPy_IsNull(index)) {
        return HPy_NULL;
    }
    *size = HPyLong_AsSsize_t(ctx, index);
    HPy_Close(ctx, index);
    if (*size < 0) {
        if (!HPyErr_Occurred(ctx)) {
            HPyErr_Format(ctx, ctx->h_ValueError,
                          "an array cannot have %zd items; "
                          "its size must be at least 0",
                          *size);
        }
        return HPy_NULL;
    }
    type = HPyGlobal_Load(ctx, array_type);
    array = Array_alloc(ctx, type, *size, items);
    HPy_Close(ctx, type);
    return array;
}

HPyDef_METH(module_empty, "empty", HPyFunc_O,
            .doc = "empty($module, size, /)\n--\n\n"
                   "Make an array whose items are arbitrary.");
static HPy module_empty_impl(HPyContext *ctx, HPy module, HPy number)
{
    double *items;
    HPy_ssize_t size;

    (void)module;
    return new_of_size(ctx, number, &items, &size);
}

HPyDef_METH(module_zeros, "zeros", HPyFunc_O,
            .doc = "zeros($module, size, /)\n--\n\n"
                   "Make an array whose items are 0.0.");
static HPy module_zeros_impl(HPyContext *ctx, HPy module, HPy number)
{
    double *items;
    HPy_ssize_t size;
    HPy array = new_of_size(ctx, number, &items, &size);

    (void)module;
    if (HPy_IsNull(array)) {
        return HPy_NULL;
    }
    memset(items, 0, (size_t)size * sizeof(double));
    return array;
}

HPyDef_SLOT(module_exec, HPy_mod_exec);
static int module_exec_impl(HPyContext *ctx, HPy module)
{
    HPy type = HPyType_FromSpec(ctx, &Array_spec, NULL);
    int result;

    if (HPy_IsNull(type)) {
        return -1;
    }
    HPyGlobal_Store(ctx, &array_type, type);
    result = HPy_SetAttr_s(ctx, module, "array", type);
    HPy_Close(ctx, type);
    return result;
}

static HPyDef *module_defines[] = {
    &module_empty,
    &module_zeros,
    &module_exec,
    NULL,
};

static HPyGlobal *module_globals[] = {
    &array_type,
    NULL,
};

static HPyModuleDef module_def = {
    .doc = "Arrays of doubles, as small as can be, on HPy.",
    .defines = module_defines,
    .globals = module_globals,
};

HPy_MODINIT(_array, module_def);
