/* tests/test_module.c -- modules: several of them, embedded in one binary. */
#define HPY_EMBEDDED_MODULES
#include "support.h"

HPY_MOD_EMBEDDABLE(test_module)

/* ---- test_module: methods, documentation, exec slots in order ---- */

HPyDef_METH(get_self, "get_self", HPyFunc_NOARGS, .doc = "Return the module.")
static HPy get_self_impl(HPyContext *ctx, HPy self)
{
    return HPy_Dup(ctx, self);
}

METHOD_O(one, HPy_Dup(ctx, arg))
METHOD_VARARGS(many, HPyTuple_FromArray(ctx, args, (HPy_ssize_t)nargs))

HPyDef_METH(keywords, "keywords", HPyFunc_KEYWORDS)
static HPy keywords_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs, HPy kwnames)
{
    HPy_ssize_t nkw = HPy_IsNull(kwnames) ? 0 : HPy_Length(ctx, kwnames);
    HPy all = HPyTuple_FromArray(ctx, args, (HPy_ssize_t)nargs + nkw);
    HPy result = HPy_BuildValue(ctx, "nOO", (HPy_ssize_t)nargs, all,
                                nkw ? kwnames : ctx->h_None);
    HPy_Close(ctx, all);
    return result;
}

/* Append a letter to the attribute `order`: 0, or -1. */
static int append(HPyContext *ctx, HPy module, const char *letter)
{
    HPy old = HPy_HasAttr_s(ctx, module, "order")
                  ? HPy_GetAttr_s(ctx, module, "order")
                  : HPyUnicode_FromString(ctx, "");
    HPy more = HPyUnicode_FromString(ctx, letter);
    HPy order = HPy_Add(ctx, old, more);
    int result = HPy_SetAttr_s(ctx, module, "order", order);
    HPy_Close(ctx, order);
    HPy_Close(ctx, more);
    HPy_Close(ctx, old);
    return result;
}

HPyDef_SLOT(first, HPy_mod_exec)
static int first_impl(HPyContext *ctx, HPy module)
{
    return append(ctx, module, HPy_HasAttr_s(ctx, module, "one") ? "a" : "?");
}

HPyDef_SLOT(second, HPy_mod_exec)
static int second_impl(HPyContext *ctx, HPy module)
{
    return append(ctx, module, "b");
}

static HPyDef *defines[] = {&second, &one,      &get_self, &many,
                            &first,  &keywords, &second,   NULL};
static HPyModuleDef def = {.doc = "A module.", .defines = defines};
HPy_MODINIT(test_module, def)

/* ---- Others, by what is special about them ---- */

static HPyModuleDef nothing_def = {.doc = NULL};
HPy_MODINIT(nothing, nothing_def)

static HPyModuleDef negative_size_def = {.size = -1};
HPy_MODINIT(negative_size, negative_size_def)

static HPyModuleDef positive_size_def = {.size = 8};
HPy_MODINIT(positive_size, positive_size_def)

HPyDef_SLOT(fails, HPy_mod_exec)
static int fails_impl(HPyContext *ctx, HPy module)
{
    HPyErr_SetString(ctx, ctx->h_LookupError, "exec fails");
    return -1;
}
static HPyDef *failing_defines[] = {&fails, NULL};
static HPyModuleDef failing_def = {.defines = failing_defines};
HPy_MODINIT(failing, failing_def)

HPyDef_SLOT(silent, HPy_mod_exec)
static int silent_impl(HPyContext *ctx, HPy module)
{
    return -1;
}
static HPyDef *silent_defines[] = {&silent, NULL};
static HPyModuleDef silent_def = {.defines = silent_defines};
HPy_MODINIT(silent_failure, silent_def)

HPyDef_SLOT(type_slot, HPy_nb_add)
static HPy type_slot_impl(HPyContext *ctx, HPy left, HPy right)
{
    return HPy_Dup(ctx, left);
}
static HPyDef *type_slot_defines[] = {&type_slot, NULL};
static HPyModuleDef type_slot_def = {.defines = type_slot_defines};
HPy_MODINIT(with_type_slot, type_slot_def)

HPyDef_MEMBER(member, "member", HPyMember_INT, 0)
static HPyDef *member_defines[] = {&member, NULL};
static HPyModuleDef member_def = {.defines = member_defines};
HPy_MODINIT(with_member, member_def)

static HPyDef bad_signature = {
    HPyDef_Kind_Meth, {.meth = {.name = "bad", .signature = HPyFunc_INQUIRY}}};
static HPyDef *bad_signature_defines[] = {&bad_signature, NULL};
static HPyModuleDef bad_signature_def = {.defines = bad_signature_defines};
HPy_MODINIT(with_bad_signature, bad_signature_def)

/* ---- Modules that create their object ---- */

HPyDef_SLOT(create, HPy_mod_create)
static HPy create_impl(HPyContext *ctx, HPy spec)
{
    HPy name = HPy_GetAttr_s(ctx, spec, "name");
    HPy types = HPyImport_ImportModule(ctx, "types");
    HPy cls = HPy_GetAttr_s(ctx, types, "SimpleNamespace");
    HPy object = HPy_CallTupleDict(ctx, cls, HPy_NULL, HPy_NULL);
    HPy_SetAttr_s(ctx, object, "made_for", name);
    HPy_Close(ctx, name);
    HPy_Close(ctx, types);
    HPy_Close(ctx, cls);
    return object;
}
static HPyDef *create_defines[] = {&create, NULL};
static HPyModuleDef create_def = {.defines = create_defines};
HPy_MODINIT(created, create_def)

HPyDef_SLOT(create_fails, HPy_mod_create)
static HPy create_fails_impl(HPyContext *ctx, HPy spec)
{
    return HPyErr_SetString(ctx, ctx->h_RuntimeError, "create fails");
}
static HPyDef *create_fails_defines[] = {&create_fails, NULL};
static HPyModuleDef create_fails_def = {.defines = create_fails_defines};
HPy_MODINIT(create_failing, create_fails_def)

HPyDef_SLOT(create_module, HPy_mod_create)
static HPy create_module_impl(HPyContext *ctx, HPy spec)
{
    return HPyImport_ImportModule(ctx, "sys");
}
static HPyDef *create_module_defines[] = {&create_module, NULL};
static HPyModuleDef create_module_def = {.defines = create_module_defines};
HPy_MODINIT(creates_module, create_module_def)

static HPyDef *create_and_more_defines[] = {&create, &one, NULL};
static HPyModuleDef create_and_more_def = {.defines = create_and_more_defines};
HPy_MODINIT(create_and_method, create_and_more_def)

static HPyDef *create_twice_defines[] = {&create, &create, NULL};
static HPyModuleDef create_twice_def = {.defines = create_twice_defines};
HPy_MODINIT(create_twice, create_twice_def)

static HPyModuleDef create_and_doc_def = {.doc = "doc",
                                          .defines = create_defines};
HPy_MODINIT(create_and_doc, create_and_doc_def)

static HPyGlobal *no_globals[] = {NULL};
static HPyModuleDef create_and_globals_def = {.defines = create_defines,
                                              .globals = no_globals};
HPy_MODINIT(create_and_globals, create_and_globals_def)
