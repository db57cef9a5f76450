/* bench/operations/state_hpy.c: what lasts longer than a call and what is
 * given back, in HPy: fields, globals, capsules, buffers, handles, threads.
 *
 * The twin in the C API is state_capi.c.
 */
#include "hpy_functions.h"

/* ---- Holder: an object with a field ---- */

typedef struct {
    HPyField content;
} Holder;
HPyType_HELPERS(Holder)

HPyDef_SLOT(Holder_new, HPy_tp_new)
static HPy Holder_new_impl(HPyContext *ctx, HPy type,
                           MAYBE_UNUSED const HPy *args,
                           MAYBE_UNUSED HPy_ssize_t nargs, MAYBE_UNUSED HPy kw)
{
    Holder *holder;
    HPy self = HPy_New(ctx, type, &holder);

    if (!HPy_IsNull(self)) {
        HPyField_Store(ctx, self, &holder->content, ctx->h_None);
    }
    return self;
}

HPyDef_SLOT(Holder_traverse, HPy_tp_traverse)
static int Holder_traverse_impl(void *self, HPyFunc_visitproc visit, void *arg)
{
    HPy_VISIT(&((Holder *)self)->content);
    return 0;
}

HPyDef_METH(Holder_store, "store", HPyFunc_O)
static HPy Holder_store_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyField_Store(ctx, self, &Holder_AsStruct(ctx, self)->content, arg);
    RETURN_NONE;
}

HPyDef_METH(Holder_load, "load", HPyFunc_NOARGS)
static HPy Holder_load_impl(HPyContext *ctx, HPy self)
{
    return HPyField_Load(ctx, self, Holder_AsStruct(ctx, self)->content);
}

static HPyDef *Holder_defines[] = {
    &Holder_new, &Holder_traverse, &Holder_store, &Holder_load, NULL,
};

static HPyType_Spec Holder_spec = {
    .name = "operations.Holder",
    .basicsize = sizeof(Holder),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_HAVE_GC,
    .builtin_shape = SHAPE(Holder),
    .defines = Holder_defines,
};

/* ---- Bytes: an object with a buffer ---- */

typedef struct {
    char bytes[16];
    HPy_ssize_t size;
} Bytes;
HPyType_HELPERS(Bytes)

HPyDef_SLOT(Bytes_new, HPy_tp_new)
static HPy Bytes_new_impl(HPyContext *ctx, HPy type,
                          MAYBE_UNUSED const HPy *args,
                          MAYBE_UNUSED HPy_ssize_t nargs, MAYBE_UNUSED HPy kw)
{
    Bytes *bytes;
    HPy self = HPy_New(ctx, type, &bytes);

    if (!HPy_IsNull(self)) {
        bytes->size = (HPy_ssize_t)sizeof(bytes->bytes);
    }
    return self;
}

HPyDef_SLOT(Bytes_getbuffer, HPy_bf_getbuffer)
static int Bytes_getbuffer_impl(HPyContext *ctx, HPy self, HPy_buffer *view,
                                MAYBE_UNUSED int flags)
{
    static HPy_ssize_t one = 1;
    Bytes *bytes = Bytes_AsStruct(ctx, self);

    view->buf = bytes->bytes;
    view->obj = HPy_Dup(ctx, self);
    view->len = bytes->size;
    view->itemsize = 1;
    view->readonly = 0;
    view->ndim = 1;
    view->format = (char *)"B";
    view->shape = &bytes->size;
    view->strides = &one;
    view->suboffsets = NULL;
    view->internal = NULL;
    return 0;
}

static HPyDef *Bytes_defines[] = {&Bytes_new, &Bytes_getbuffer, NULL};

static HPyType_Spec Bytes_spec = {
    .name = "operations.Bytes",
    .basicsize = sizeof(Bytes),
    .flags = HPy_TPFLAGS_DEFAULT,
    .builtin_shape = SHAPE(Bytes),
    .defines = Bytes_defines,
};

/* ---- Globals ---- */

static HPyGlobal kept;
static HPyGlobal *state_globals[] = {&kept, NULL};

FUNCTION_O(store_global)
{
    HPyGlobal_Store(ctx, &kept, arg);
    RETURN_NONE;
}

FUNCTION_NOARGS(load_global)
{
    return HPyGlobal_Load(ctx, kept);
}

/* ---- Capsules ---- */

static int pointed_to = 7;

FUNCTION_NOARGS(make_capsule)
{
    return HPyCapsule_New(ctx, &pointed_to, "operations.pointer", NULL);
}

FUNCTION_O(read_capsule)
{
    int *pointer = (int *)HPyCapsule_GetPointer(ctx, arg, "operations.pointer");

    return pointer == NULL ? HPy_NULL : HPyLong_FromLong(ctx, *pointer);
}

/* ---- Handles ---- */

FUNCTION_O(dup_close_10)
{
    HPy copies[10];

    for (int i = 0; i < 10; i++) {
        copies[i] = HPy_Dup(ctx, arg);
    }
#if HPY_ABI_MAX_MINOR >= 1
    HPy_CloseAll(ctx, copies, 10);
#else
    for (int i = 0; i < 10; i++) {
        HPy_Close(ctx, copies[i]);
    }
#endif
    RETURN_NONE;
}

FUNCTION_O(track_10)
{
    HPyTracker tracker = HPyTracker_New(ctx, 10);
    int failed = HPy_IsNull(tracker);

    for (int i = 0; i < 10 && !failed; i++) {
        failed = HPyTracker_Add(ctx, tracker, HPy_Dup(ctx, arg)) < 0;
    }
    if (!HPy_IsNull(tracker)) {
        HPyTracker_Close(ctx, tracker);
    }
    return failed ? HPy_NULL : HPy_Dup(ctx, ctx->h_None);
}

/* ---- Threads ---- */

FUNCTION_NOARGS(leave_python)
{
    HPyThreadState state = HPy_LeavePythonExecution(ctx);

    HPy_ReenterPythonExecution(ctx, state);
    RETURN_NONE;
}

/* ---- The module ---- */

HPyDef_SLOT(state_exec, HPy_mod_exec)
static int state_exec_impl(HPyContext *ctx, HPy module)
{
    HPyGlobal_Store(ctx, &kept, ctx->h_None);
    if (!HPyHelpers_AddType(ctx, module, "Holder", &Holder_spec, NULL) ||
        !HPyHelpers_AddType(ctx, module, "Bytes", &Bytes_spec, NULL)) {
        return -1;
    }
    return 0;
}

static HPyDef *state_defines[] = {
    &store_global, &load_global,  &make_capsule, &read_capsule, &dup_close_10,
    &track_10,     &leave_python, &state_exec,   NULL,
};

static HPyModuleDef state_def = {
    .defines = state_defines,
    .globals = state_globals,
};

HPy_MODINIT(state_hpy, state_def)
