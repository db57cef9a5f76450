/* bench/operations/calls_hpy.c: functions, methods, slots and attributes that
 * do next to nothing, in HPy.
 *
 * What a call from Python costs. The twin in the C API is calls_capi.c.
 */
#include "hpy_functions.h"

#include <stddef.h>

/* ---- One function per calling convention ---- */

FUNCTION_NOARGS(noargs)
{
    return HPy_Dup(ctx, self);
}

FUNCTION_O(o)
{
    return HPy_Dup(ctx, arg);
}

FUNCTION_VARARGS(varargs)
{
    EXPECT_ARGUMENTS(2);
    return HPy_Dup(ctx, args[1]);
}

FUNCTION_KEYWORDS(keywords)
{
    HPy_ssize_t named = HPy_IsNull(kwnames) ? 0 : HPy_Length(ctx, kwnames);

    nargs += (size_t)named;
    EXPECT_ARGUMENTS(2);
    return HPy_Dup(ctx, args[1]);
}

/* ---- Echo: the same as methods, slots, members and attributes ---- */

typedef struct {
    HPyField content;
    double value;
    int number;
} Echo;
HPyType_HELPERS(Echo)

HPyDef_SLOT(Echo_new, HPy_tp_new)
static HPy Echo_new_impl(HPyContext *ctx, HPy type,
                         MAYBE_UNUSED const HPy *args,
                         MAYBE_UNUSED HPy_ssize_t nargs, MAYBE_UNUSED HPy kw)
{
    Echo *echo;
    HPy self = HPy_New(ctx, type, &echo);

    if (!HPy_IsNull(self)) {
        echo->value = 1.5;
        echo->number = 7;
        HPyField_Store(ctx, self, &echo->content, type);
    }
    return self;
}

HPyDef_SLOT(Echo_traverse, HPy_tp_traverse)
static int Echo_traverse_impl(void *self, HPyFunc_visitproc visit, void *arg)
{
    Echo *echo = (Echo *)self;

    HPy_VISIT(&echo->content);
    return 0;
}

HPyDef_SLOT(Echo_call, HPy_tp_call)
static HPy Echo_call_impl(HPyContext *ctx, MAYBE_UNUSED HPy self,
                          const HPy *args, size_t nargs,
                          MAYBE_UNUSED HPy kwnames)
{
    EXPECT_ARGUMENTS(1);
    return HPy_Dup(ctx, args[0]);
}

HPyDef_SLOT(Echo_subscript, HPy_mp_subscript)
static HPy Echo_subscript_impl(HPyContext *ctx, MAYBE_UNUSED HPy self, HPy key)
{
    return HPy_Dup(ctx, key);
}

HPyDef_SLOT(Echo_ass_subscript, HPy_mp_ass_subscript)
static int Echo_ass_subscript_impl(HPyContext *ctx, HPy self, HPy key,
                                   HPy value)
{
    (void)ctx;
    (void)self;
    (void)key;
    return HPy_IsNull(value) ? -1 : 0;
}

HPyDef_SLOT(Echo_length, HPy_mp_length)
static HPy_ssize_t Echo_length_impl(HPyContext *ctx, HPy self)
{
    return Echo_AsStruct(ctx, self)->number;
}

HPyDef_SLOT(Echo_contains, HPy_sq_contains)
static int Echo_contains_impl(HPyContext *ctx, HPy self, HPy key)
{
    return HPy_Is(ctx, self, key);
}

HPyDef_SLOT(Echo_add, HPy_nb_add)
static HPy Echo_add_impl(HPyContext *ctx, HPy left, MAYBE_UNUSED HPy right)
{
    return HPy_Dup(ctx, left);
}

HPyDef_SLOT(Echo_bool, HPy_nb_bool)
static int Echo_bool_impl(HPyContext *ctx, HPy self)
{
    return Echo_AsStruct(ctx, self)->number != 0;
}

HPyDef_SLOT(Echo_hash, HPy_tp_hash)
static HPy_hash_t Echo_hash_impl(HPyContext *ctx, HPy self)
{
    return Echo_AsStruct(ctx, self)->number;
}

HPyDef_SLOT(Echo_repr, HPy_tp_repr)
static HPy Echo_repr_impl(HPyContext *ctx, MAYBE_UNUSED HPy self)
{
    return HPyUnicode_FromString(ctx, "Echo()");
}

HPyDef_SLOT(Echo_richcompare, HPy_tp_richcompare)
static HPy Echo_richcompare_impl(HPyContext *ctx, HPy self, HPy other,
                                 HPy_RichCmpOp op)
{
    bool same = HPy_Is(ctx, self, other);

    return HPyBool_FromBool(ctx, same == (op == HPy_EQ));
}

HPyDef_MEMBER(Echo_number, "number", HPyMember_INT, offsetof(Echo, number))
HPyDef_MEMBER(Echo_real, "real", HPyMember_DOUBLE, offsetof(Echo, value))
HPyDef_MEMBER(Echo_content, "content", HPyMember_OBJECT,
              offsetof(Echo, content))

HPyDef_GETSET(Echo_value, "value")
static HPy Echo_value_get(HPyContext *ctx, HPy self, MAYBE_UNUSED void *closure)
{
    return HPyFloat_FromDouble(ctx, Echo_AsStruct(ctx, self)->value);
}
static int Echo_value_set(HPyContext *ctx, HPy self, HPy value,
                          MAYBE_UNUSED void *closure)
{
    double number = HPyFloat_AsDouble(ctx, value);

    if (number == -1.0 && HPyErr_Occurred(ctx)) {
        return -1;
    }
    Echo_AsStruct(ctx, self)->value = number;
    return 0;
}

static HPyDef *Echo_defines[] = {
    &noargs,        &o,
    &varargs,       &keywords,
    &Echo_new,      &Echo_traverse,
    &Echo_call,     &Echo_subscript,
    &Echo_length,   &Echo_ass_subscript,
    &Echo_contains, &Echo_add,
    &Echo_bool,     &Echo_hash,
    &Echo_repr,     &Echo_richcompare,
    &Echo_number,   &Echo_real,
    &Echo_content,  &Echo_value,
    NULL,
};

static HPyType_Spec Echo_spec = {
    .name = "operations.Echo",
    .basicsize = sizeof(Echo),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_HAVE_GC,
    .builtin_shape = SHAPE(Echo),
    .defines = Echo_defines,
};

/* ---- Sequence: the numbers from 0 to 9 ---- */

HPyDef_SLOT(Sequence_length, HPy_sq_length)
static HPy_ssize_t Sequence_length_impl(MAYBE_UNUSED HPyContext *ctx,
                                        MAYBE_UNUSED HPy self)
{
    return 10;
}

HPyDef_SLOT(Sequence_item, HPy_sq_item)
static HPy Sequence_item_impl(HPyContext *ctx, MAYBE_UNUSED HPy self,
                              HPy_ssize_t index)
{
    if (index < 0 || index >= 10) {
        HPyErr_SetString(ctx, ctx->h_IndexError, "index out of range");
        return HPy_NULL;
    }
    return HPyLong_FromSsize_t(ctx, index);
}

static HPyDef *Sequence_defines[] = {&Sequence_length, &Sequence_item, NULL};

static HPyType_Spec Sequence_spec = {
    .name = "operations.Sequence",
    .flags = HPy_TPFLAGS_DEFAULT,
    .defines = Sequence_defines,
};

/* ---- The module ---- */

HPyDef_SLOT(calls_exec, HPy_mod_exec)
static int calls_exec_impl(HPyContext *ctx, HPy module)
{
    if (!HPyHelpers_AddType(ctx, module, "Echo", &Echo_spec, NULL)) {
        return -1;
    }
    return HPyHelpers_AddType(ctx, module, "Sequence", &Sequence_spec, NULL)
               ? 0
               : -1;
}

static HPyDef *calls_defines[] = {
    &noargs, &o, &varargs, &keywords, &calls_exec, NULL,
};

static HPyModuleDef calls_def = {.defines = calls_defines};

HPy_MODINIT(calls_hpy, calls_def)
