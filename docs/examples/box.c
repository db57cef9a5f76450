/* box.c -- a type that holds an object, and an exception class of its own. */
#include "hpy.h"

/* ---- What lasts longer than a call ---- */

typedef struct {
    HPyField content; /* null in an empty box */
} Box;
HPyType_HELPERS(Box);

static HPyGlobal empty_error;
static HPyGlobal *box_globals[] = {&empty_error, NULL};

/* ---- The type ---- */

HPyDef_SLOT(Box_new, HPy_tp_new)
static HPy Box_new_impl(HPyContext *ctx, HPy type, const HPy *args,
                        HPy_ssize_t nargs, HPy kw)
{
    Box *box;
    HPy self, content = HPy_NULL;
    (void)kw;
    if (!HPyArg_Parse(ctx, NULL, args, (size_t)nargs, "|O:Box", &content)) {
        return HPy_NULL;
    }
    self = HPy_New(ctx, type, &box);
    if (!HPy_IsNull(self)) {
        HPyField_Store(ctx, self, &box->content, content);
    }
    return self;
}

HPyDef_SLOT(Box_traverse, HPy_tp_traverse)
static int Box_traverse_impl(void *object, HPyFunc_visitproc visit, void *arg)
{
    Box *box = (Box *)object;
    HPy_VISIT(&box->content);
    return 0;
}

HPyDef_GETSET(Box_content, "content", .doc = "What is in the box.")
static HPy Box_content_get(HPyContext *ctx, HPy self, void *closure)
{
    Box *box = Box_AsStruct(ctx, self);
    (void)closure;
    if (HPyField_IsNull(box->content)) {
        HPy error = HPyGlobal_Load(ctx, empty_error);
        HPyErr_SetString(ctx, error, "the box is empty");
        HPy_Close(ctx, error);
        return HPy_NULL;
    }
    return HPyField_Load(ctx, self, box->content);
}
static int Box_content_set(HPyContext *ctx, HPy self, HPy value, void *closure)
{
    Box *box = Box_AsStruct(ctx, self);
    (void)closure;
    HPyField_Store(ctx, self, &box->content, value); /* null for `del` */
    return 0;
}

static HPyDef *Box_defines[] = {&Box_new, &Box_traverse, &Box_content, NULL};

static HPyType_Spec Box_spec = {
    .name = "box.Box",
    .basicsize = sizeof(Box),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_HAVE_GC,
    .builtin_shape = SHAPE(Box),
    .defines = Box_defines,
    .doc = "A box for one object.",
};

/* ---- The module ---- */

HPyDef_SLOT(box_exec, HPy_mod_exec)
static int box_exec_impl(HPyContext *ctx, HPy module)
{
    int failed;
    HPy error = HPyErr_NewException(ctx, "box.Empty", HPy_NULL, HPy_NULL);
    if (HPy_IsNull(error)) {
        return -1;
    }
    HPyGlobal_Store(ctx, &empty_error, error);
    failed = HPy_SetAttr_s(ctx, module, "Empty", error);
    HPy_Close(ctx, error);
    if (failed) {
        return -1;
    }
    return HPyHelpers_AddType(ctx, module, "Box", &Box_spec, NULL) ? 0 : -1;
}

static HPyDef *box_defines[] = {&box_exec, NULL};

static HPyModuleDef box_def = {
    .doc = "Boxes.",
    .defines = box_defines,
    .globals = box_globals,
};

HPy_MODINIT(box, box_def);
