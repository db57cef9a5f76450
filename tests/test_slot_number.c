/* tests/test_slot_number.c -- the slots of numbers.
 *
 * Each answers with its name and its operands, so that the Python side sees who
 * was called with what.
 */
#include "support.h"

#define UNARY(NAME, SLOT)                                                      \
    HPyDef_SLOT(NAME, SLOT)                                                    \
    static HPy NAME##_impl(HPyContext *ctx, HPy self)                          \
    {                                                                          \
        return HPy_BuildValue(ctx, "sO", #NAME, self);                         \
    }
#define BINARY(NAME, SLOT)                                                     \
    HPyDef_SLOT(NAME, SLOT)                                                    \
    static HPy NAME##_impl(HPyContext *ctx, HPy left, HPy right)               \
    {                                                                          \
        return HPy_BuildValue(ctx, "sOO", #NAME, left, right);                 \
    }
#define TERNARY(NAME, SLOT)                                                    \
    HPyDef_SLOT(NAME, SLOT)                                                    \
    static HPy NAME##_impl(HPyContext *ctx, HPy left, HPy right, HPy modulus)  \
    {                                                                          \
        return HPy_BuildValue(ctx, "sOOO", #NAME, left, right, modulus);       \
    }

UNARY(nb_negative, HPy_nb_negative)
UNARY(nb_positive, HPy_nb_positive)
UNARY(nb_absolute, HPy_nb_absolute)
UNARY(nb_invert, HPy_nb_invert)
BINARY(nb_add, HPy_nb_add)
BINARY(nb_subtract, HPy_nb_subtract)
BINARY(nb_multiply, HPy_nb_multiply)
BINARY(nb_remainder, HPy_nb_remainder)
BINARY(nb_divmod, HPy_nb_divmod)
BINARY(nb_lshift, HPy_nb_lshift)
BINARY(nb_rshift, HPy_nb_rshift)
BINARY(nb_and, HPy_nb_and)
BINARY(nb_xor, HPy_nb_xor)
BINARY(nb_or, HPy_nb_or)
BINARY(nb_floor_divide, HPy_nb_floor_divide)
BINARY(nb_true_divide, HPy_nb_true_divide)
BINARY(nb_matrix_multiply, HPy_nb_matrix_multiply)
TERNARY(nb_power, HPy_nb_power)
BINARY(nb_inplace_add, HPy_nb_inplace_add)
BINARY(nb_inplace_subtract, HPy_nb_inplace_subtract)
BINARY(nb_inplace_multiply, HPy_nb_inplace_multiply)
BINARY(nb_inplace_remainder, HPy_nb_inplace_remainder)
BINARY(nb_inplace_lshift, HPy_nb_inplace_lshift)
BINARY(nb_inplace_rshift, HPy_nb_inplace_rshift)
BINARY(nb_inplace_and, HPy_nb_inplace_and)
BINARY(nb_inplace_xor, HPy_nb_inplace_xor)
BINARY(nb_inplace_or, HPy_nb_inplace_or)
BINARY(nb_inplace_floor_divide, HPy_nb_inplace_floor_divide)
BINARY(nb_inplace_true_divide, HPy_nb_inplace_true_divide)
BINARY(nb_inplace_matrix_multiply, HPy_nb_inplace_matrix_multiply)
TERNARY(nb_inplace_power, HPy_nb_inplace_power)

/* ---- Conversions: from the number of the struct ---- */

typedef struct {
    long number;
} Number;
HPyType_HELPERS(Number)

HPyDef_SLOT(Number_new, HPy_tp_new)
static HPy Number_new_impl(HPyContext *ctx, HPy cls, const HPy *args,
                           HPy_ssize_t nargs, HPy kw)
{
    Number *data;
    long number;
    HPy self;
    if (!HPyArg_Parse(ctx, NULL, args, (size_t)nargs, "l:Number", &number)) {
        return HPy_NULL;
    }
    self = HPy_New(ctx, cls, &data);
    if (!HPy_IsNull(self)) {
        data->number = number;
    }
    return self;
}

HPyDef_SLOT(nb_int, HPy_nb_int)
static HPy nb_int_impl(HPyContext *ctx, HPy self)
{
    return HPyLong_FromLong(ctx, Number_AsStruct(ctx, self)->number);
}

HPyDef_SLOT(nb_index, HPy_nb_index)
static HPy nb_index_impl(HPyContext *ctx, HPy self)
{
    return HPyLong_FromLong(ctx, Number_AsStruct(ctx, self)->number + 1);
}

HPyDef_SLOT(nb_float, HPy_nb_float)
static HPy nb_float_impl(HPyContext *ctx, HPy self)
{
    double number = (double)Number_AsStruct(ctx, self)->number;
    return HPyFloat_FromDouble(ctx, number + 0.5);
}

HPyDef_SLOT(nb_bool, HPy_nb_bool)
static int nb_bool_impl(HPyContext *ctx, HPy self)
{
    long number = Number_AsStruct(ctx, self)->number;
    if (number < 0) {
        HPyErr_SetString(ctx, ctx->h_ValueError, "neither true nor false");
        return -1;
    }
    return number != 0;
}

static HPyDef *Number_defines[] = {
    &Number_new, &nb_int, &nb_index, &nb_float, &nb_bool, NULL,
};
static HPyType_Spec Number_spec = {
    .name = "test_slot_number.Number",
    .basicsize = sizeof(Number),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
    .builtin_shape = SHAPE(Number),
    .defines = Number_defines,
};

static HPyDef *Recorder_defines[] = {
    &nb_negative,
    &nb_positive,
    &nb_absolute,
    &nb_invert,
    &nb_add,
    &nb_subtract,
    &nb_multiply,
    &nb_remainder,
    &nb_divmod,
    &nb_lshift,
    &nb_rshift,
    &nb_and,
    &nb_xor,
    &nb_or,
    &nb_floor_divide,
    &nb_true_divide,
    &nb_matrix_multiply,
    &nb_power,
    &nb_inplace_add,
    &nb_inplace_subtract,
    &nb_inplace_multiply,
    &nb_inplace_remainder,
    &nb_inplace_lshift,
    &nb_inplace_rshift,
    &nb_inplace_and,
    &nb_inplace_xor,
    &nb_inplace_or,
    &nb_inplace_floor_divide,
    &nb_inplace_true_divide,
    &nb_inplace_matrix_multiply,
    &nb_inplace_power,
    NULL,
};
static HPyType_Spec Recorder_spec = {
    .name = "test_slot_number.Recorder",
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
    .defines = Recorder_defines,
};

HPyDef_SLOT(exec, HPy_mod_exec)
static int exec_impl(HPyContext *ctx, HPy module)
{
    return HPyHelpers_AddType(ctx, module, "Number", &Number_spec, NULL) &&
                   HPyHelpers_AddType(ctx, module, "Recorder", &Recorder_spec,
                                      NULL)
               ? 0
               : -1;
}

MODULE(test_slot_number, &exec)
