/* tests/test_field.c -- references in structs and in static variables:
 * HPyField_Store, HPyField_Load, HPyGlobal_Store, HPyGlobal_Load,
 * HPyGlobal_Borrow, HPyGlobal_Return. */
#include "support.h"

/* ---- A type with two fields ---- */

typedef struct {
    HPyField first;
    HPyField second;
} Pair;
HPyType_HELPERS(Pair)

HPyDef_SLOT(Pair_new, HPy_tp_new)
static HPy Pair_new_impl(HPyContext *ctx, HPy cls, const HPy *args,
                         HPy_ssize_t nargs, HPy kw)
{
    Pair *pair;
    HPy self = HPy_New(ctx, cls, &pair);

    if (!HPy_IsNull(self) && nargs > 0) {
        HPyField_Store(ctx, self, &pair->first, args[0]);
    }
    if (!HPy_IsNull(self) && nargs > 1) {
        HPyField_Store(ctx, self, &pair->second, args[1]);
    }
    return self;
}

HPyDef_SLOT(Pair_traverse, HPy_tp_traverse)
static int Pair_traverse_impl(void *object, HPyFunc_visitproc visit, void *arg)
{
    Pair *pair = (Pair *)object;

    HPy_VISIT(&pair->first);
    HPy_VISIT(&pair->second);
    return 0;
}

/* The value of a field, or Ellipsis if it is null. */
static HPy load(HPyContext *ctx, HPy owner, HPyField field)
{
    return HPyField_IsNull(field) ? HPy_Dup(ctx, ctx->h_Ellipsis)
                                  : HPyField_Load(ctx, owner, field);
}

HPyDef_METH(Pair_first, "first", HPyFunc_NOARGS)
static HPy Pair_first_impl(HPyContext *ctx, HPy self)
{
    return load(ctx, self, Pair_AsStruct(ctx, self)->first);
}

HPyDef_METH(Pair_second, "second", HPyFunc_NOARGS)
static HPy Pair_second_impl(HPyContext *ctx, HPy self)
{
    return load(ctx, self, Pair_AsStruct(ctx, self)->second);
}

HPyDef_METH(Pair_set_first, "set_first", HPyFunc_O)
static HPy Pair_set_first_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyField_Store(ctx, self, &Pair_AsStruct(ctx, self)->first,
                   nullable(ctx, arg));
    return HPy_Dup(ctx, ctx->h_None);
}

static HPyDef *Pair_defines[] = {&Pair_new,    &Pair_traverse,  &Pair_first,
                                 &Pair_second, &Pair_set_first, NULL};
static HPyType_Spec Pair_spec = {
    .name = "test_field.Pair",
    .basicsize = sizeof(Pair),
    .builtin_shape = SHAPE(Pair),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_HAVE_GC,
    .defines = Pair_defines,
};
static HPyType_Spec Untracked_spec = {
    .name = "test_field.Untracked",
    .basicsize = sizeof(Pair),
    .builtin_shape = SHAPE(Pair),
    .flags = HPy_TPFLAGS_DEFAULT,
    .defines = Pair_defines,
};

METHOD_NOARGS(Pair_type, HPyType_FromSpec(ctx, &Pair_spec, NULL))
METHOD_NOARGS(Untracked_type, HPyType_FromSpec(ctx, &Untracked_spec, NULL))

/* ---- Globals ---- */

static HPyGlobal stored;
static HPyGlobal other;

HPyDef_METH(Global_Store, "Global_Store", HPyFunc_O)
static HPy Global_Store_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyGlobal_Store(ctx, &stored, nullable(ctx, arg));
    return HPy_Dup(ctx, ctx->h_None);
}

METHOD_NOARGS(Global_Load, HPyGlobal_Load(ctx, stored))

/* Is it what the global holds, also a second time? */
HPyDef_METH(Global_Borrow, "Global_Borrow", HPyFunc_O)
static HPy Global_Borrow_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy first = HPyGlobal_Borrow(ctx, stored);
    HPy second = HPyGlobal_Borrow(ctx, stored);
    bool same = HPy_Is(ctx, first, arg) && HPy_Is(ctx, second, arg);
    HPyGlobal_Return(ctx, first);
    same = same && HPy_Is(ctx, second, arg);
    HPyGlobal_Return(ctx, second);
    return HPyBool_FromBool(ctx, same);
}

HPyDef_METH(other_Store, "other_Store", HPyFunc_O)
static HPy other_Store_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyGlobal_Store(ctx, &other, nullable(ctx, arg));
    return HPy_Dup(ctx, ctx->h_None);
}

METHOD_NOARGS(other_Load, HPyGlobal_Load(ctx, other))

static HPyDef *module_defines[] = {
    &Pair_type,     &Untracked_type, &Global_Store, &Global_Load,
    &Global_Borrow, &other_Store,    &other_Load,   NULL,
};
static HPyGlobal *module_globals[] = {&stored, &other, NULL};
static HPyModuleDef module_def = {
    .defines = module_defines,
    .globals = module_globals,
};
HPy_MODINIT(test_field, module_def)
