/* tests/test_slot_object.c -- the slots of sequences, mappings, text, hashing
 * and descriptors.
 */
#include "support.h"

/* Remember an assignment in a list: 0, or -1. A null value is a deletion. */
static HPyGlobal assignments;

static int remember(HPyContext *ctx, const char *name, HPy key, HPy value)
{
    HPy list = HPyGlobal_Load(ctx, assignments);
    HPy entry = HPy_IsNull(value)
                    ? HPy_BuildValue(ctx, "sO", name, key)
                    : HPy_BuildValue(ctx, "sOO", name, key, value);
    int result = HPy_IsNull(entry) ? -1 : HPyList_Append(ctx, list, entry);
    HPy_Close(ctx, entry);
    HPy_Close(ctx, list);
    return result;
}

/* ---- Sequences ---- */

HPyDef_SLOT(sq_length, HPy_sq_length)
static HPy_ssize_t sq_length_impl(HPyContext *ctx, HPy self)
{
    return 10;
}

HPyDef_SLOT(sq_item, HPy_sq_item)
static HPy sq_item_impl(HPyContext *ctx, HPy self, HPy_ssize_t index)
{
    if (index >= 10) {
        return HPyErr_SetString(ctx, ctx->h_IndexError, "out of range");
    }
    return HPyLong_FromSsize_t(ctx, 100 + index);
}

HPyDef_SLOT(sq_ass_item, HPy_sq_ass_item)
static int sq_ass_item_impl(HPyContext *ctx, HPy self, HPy_ssize_t index,
                            HPy value)
{
    HPy key = HPyLong_FromSsize_t(ctx, index);
    int result = remember(ctx, "sq_ass_item", key, value);
    HPy_Close(ctx, key);
    return result;
}

HPyDef_SLOT(sq_contains, HPy_sq_contains)
static int sq_contains_impl(HPyContext *ctx, HPy self, HPy key)
{
    if (HPyUnicode_Check(ctx, key)) {
        HPyErr_SetString(ctx, ctx->h_ValueError, "no text");
        return -1;
    }
    return HPyLong_AsLong(ctx, key) == 7;
}

HPyDef_SLOT(sq_concat, HPy_sq_concat)
static HPy sq_concat_impl(HPyContext *ctx, HPy self, HPy other)
{
    return HPy_BuildValue(ctx, "sOO", "sq_concat", self, other);
}

HPyDef_SLOT(sq_repeat, HPy_sq_repeat)
static HPy sq_repeat_impl(HPyContext *ctx, HPy self, HPy_ssize_t count)
{
    return HPy_BuildValue(ctx, "sOn", "sq_repeat", self, count);
}

HPyDef_SLOT(sq_inplace_concat, HPy_sq_inplace_concat)
static HPy sq_inplace_concat_impl(HPyContext *ctx, HPy self, HPy other)
{
    return HPy_BuildValue(ctx, "sOO", "sq_inplace_concat", self, other);
}

HPyDef_SLOT(sq_inplace_repeat, HPy_sq_inplace_repeat)
static HPy sq_inplace_repeat_impl(HPyContext *ctx, HPy self, HPy_ssize_t count)
{
    return HPy_BuildValue(ctx, "sOn", "sq_inplace_repeat", self, count);
}

static HPyDef *Sequence_defines[] = {
    &sq_length,         &sq_item,           &sq_ass_item,
    &sq_contains,       &sq_concat,         &sq_repeat,
    &sq_inplace_concat, &sq_inplace_repeat, NULL,
};
static HPyType_Spec Sequence_spec = {
    .name = "test_slot_object.Sequence",
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
    .defines = Sequence_defines,
};

/* ---- Mappings ---- */

HPyDef_SLOT(mp_length, HPy_mp_length)
static HPy_ssize_t mp_length_impl(HPyContext *ctx, HPy self)
{
    HPyErr_SetString(ctx, ctx->h_OverflowError, "endless");
    return -1;
}

HPyDef_SLOT(mp_subscript, HPy_mp_subscript)
static HPy mp_subscript_impl(HPyContext *ctx, HPy self, HPy key)
{
    return HPy_BuildValue(ctx, "sO", "mp_subscript", key);
}

HPyDef_SLOT(mp_ass_subscript, HPy_mp_ass_subscript)
static int mp_ass_subscript_impl(HPyContext *ctx, HPy self, HPy key, HPy value)
{
    return remember(ctx, "mp_ass_subscript", key, value);
}

/* ---- Text, hash, comparison ---- */

HPyDef_SLOT(tp_repr, HPy_tp_repr)
static HPy tp_repr_impl(HPyContext *ctx, HPy self)
{
    return HPyUnicode_FromString(ctx, "<repr>");
}

HPyDef_SLOT(tp_str, HPy_tp_str)
static HPy tp_str_impl(HPyContext *ctx, HPy self)
{
    return HPyUnicode_FromString(ctx, "str");
}

/* What tp_hash answers; an error while it is -2. */
static HPy_hash_t hash_value = 12345;

HPyDef_SLOT(tp_hash, HPy_tp_hash)
static HPy_hash_t tp_hash_impl(HPyContext *ctx, HPy self)
{
    if (hash_value == -2) {
        HPyErr_SetString(ctx, ctx->h_TypeError, "not hashable today");
        return -1;
    }
    return hash_value;
}

HPyDef_SLOT(tp_richcompare, HPy_tp_richcompare)
static HPy tp_richcompare_impl(HPyContext *ctx, HPy self, HPy other,
                               HPy_RichCmpOp op)
{
    if (HPyNumber_Check(ctx, other)) {
        long number = HPyLong_AsLong(ctx, other);
        HPy_RETURN_RICHCOMPARE(ctx, 10L, number, op);
    }
    return HPy_Dup(ctx, ctx->h_NotImplemented);
}

static HPyDef *Mapping_defines[] = {
    &mp_length, &mp_subscript, &mp_ass_subscript, &tp_repr,
    &tp_str,    &tp_hash,      &tp_richcompare,   NULL,
};
static HPyType_Spec Mapping_spec = {
    .name = "test_slot_object.Mapping",
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
    .defines = Mapping_defines,
};

/* ---- Descriptors ---- */

HPyDef_SLOT(tp_descr_get, HPy_tp_descr_get)
static HPy tp_descr_get_impl(HPyContext *ctx, HPy self, HPy object, HPy type)
{
    if (HPy_IsNull(object)) {
        return HPy_BuildValue(ctx, "sO", "class", type);
    }
    return HPy_BuildValue(ctx, "OO", object, type);
}

static HPyDef *Descriptor_defines[] = {&tp_descr_get, NULL};
static HPyType_Spec Descriptor_spec = {
    .name = "test_slot_object.Descriptor",
    .flags = HPy_TPFLAGS_DEFAULT,
    .defines = Descriptor_defines,
};

/* ---- The module ---- */

HPyDef_METH(set_hash, "set_hash", HPyFunc_O)
static HPy set_hash_impl(HPyContext *ctx, HPy self, HPy arg)
{
    hash_value = HPyLong_AsSsize_t(ctx, arg);
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_METH(take, "take", HPyFunc_NOARGS)
static HPy take_impl(HPyContext *ctx, HPy self)
{
    HPy list = HPyGlobal_Load(ctx, assignments), empty = HPyList_New(ctx, 0);
    HPyGlobal_Store(ctx, &assignments, empty);
    HPy_Close(ctx, empty);
    return list;
}

HPyDef_SLOT(exec, HPy_mod_exec)
static int exec_impl(HPyContext *ctx, HPy module)
{
    HPy list = HPyList_New(ctx, 0);
    HPyGlobal_Store(ctx, &assignments, list);
    HPy_Close(ctx, list);
    return HPyHelpers_AddType(ctx, module, "Sequence", &Sequence_spec, NULL) &&
                   HPyHelpers_AddType(ctx, module, "Mapping", &Mapping_spec,
                                      NULL) &&
                   HPyHelpers_AddType(ctx, module, "Descriptor",
                                      &Descriptor_spec, NULL)
               ? 0
               : -1;
}

static HPyDef *module_defines[] = {&exec, &take, &set_hash, NULL};
static HPyGlobal *module_globals[] = {&assignments, NULL};
static HPyModuleDef module_def = {
    .defines = module_defines,
    .globals = module_globals,
};
HPy_MODINIT(test_slot_object, module_def)
