/* tests/test_reports.c -- mistakes in all places, for test_reports.py to read
 * what the debug mode says of them. The comments at line ends are looked for.
 */
#define HPY_ABI_MAX_MINOR 1
#include "support.h"

#ifndef _WIN32
#include <pthread.h>
#endif

/* ---- Mistakes ---- */

HPyDef_METH(use_closed, "use_closed", HPyFunc_O)
static HPy use_closed_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy h = HPy_Dup(ctx, arg); /* made */
    HPy_Close(ctx, h);         /* closed */
    return HPy_Repr(ctx, h);   /* used */
}

/* The shortest of them. */
static void make_mistake(HPyContext *ctx)
{
    HPy h = HPyUnicode_FromString(ctx, "mistaken");
    HPy_Close(ctx, h);
    HPy_Close(ctx, h);
}

HPyDef_METH(make_two, "make_two", HPyFunc_NOARGS)
static HPy make_two_impl(HPyContext *ctx, HPy self)
{
    make_mistake(ctx);
    make_mistake(ctx);
    return HPyLong_FromLong(ctx, 2);
}

HPyDef_METH(fail, "fail", HPyFunc_NOARGS)
static HPy fail_impl(HPyContext *ctx, HPy self)
{
    HPyErr_SetString(ctx, ctx->h_KeyError, "before");
    make_mistake(ctx);
    return HPy_NULL;
}

/* What the callback raises is passed on. */
HPyDef_METH(call_back, "call_back", HPyFunc_O)
static HPy call_back_impl(HPyContext *ctx, HPy self, HPy arg)
{
    make_mistake(ctx);
    return HPy_CallTupleDict(ctx, arg, HPy_NULL, HPy_NULL);
}

METHOD_O(type_name, HPyUnicode_FromString(ctx, HPyType_GetName(ctx, arg)))

#ifndef _WIN32
static void *run_thread(void *ctx)
{
    HPyLong_FromLong((HPyContext *)ctx, 1);
    return NULL;
}

HPyDef_METH(use_in_thread, "use_in_thread", HPyFunc_NOARGS)
static HPy use_in_thread_impl(HPyContext *ctx, HPy self)
{
    pthread_t thread;
    pthread_create(&thread, NULL, run_thread, ctx);
    pthread_join(thread, NULL);
    return HPy_Dup(ctx, ctx->h_None);
}
#endif

static HPyContext *kept_context;

HPyDef_METH(keep_context, "keep_context", HPyFunc_NOARGS)
static HPy keep_context_impl(HPyContext *ctx, HPy self)
{
    kept_context = ctx;
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_METH(use_outside, "use_outside", HPyFunc_NOARGS)
static HPy use_outside_impl(HPyContext *ctx, HPy self)
{
    HPyThreadState state = HPy_LeavePythonExecution(ctx);
    HPyLong_FromLong(kept_context, 1);
    HPy_ReenterPythonExecution(ctx, state);
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_METH(storage_outside, "storage_outside", HPyFunc_O)
static HPy storage_outside_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyThreadState state = HPy_LeavePythonExecution(ctx);
    const void *data;
    HPy_ssize_t size;
    HPyUnicode_GetStorage(ctx, arg, &data, &size);
    HPy_ReenterPythonExecution(ctx, state);
    return HPyLong_FromSsize_t(ctx, size);
}

/* Nobody else has what the callable makes. */
HPyDef_METH(add_closed, "add_closed", HPyFunc_O)
static HPy add_closed_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy left = HPy_CallTupleDict(ctx, arg, HPy_NULL, HPy_NULL);
    HPy right = HPy_CallTupleDict(ctx, arg, HPy_NULL, HPy_NULL);
    HPy_Close(ctx, left);
    HPy_Close(ctx, right);
    return HPy_Add(ctx, left, right);
}

HPyDef_METH(closed_type_name, "closed_type_name", HPyFunc_O)
static HPy closed_type_name_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy h = HPy_Dup(ctx, arg);
    HPy_Close(ctx, h);
    return HPyUnicode_FromString(ctx, HPyType_GetName(ctx, h));
}

/* ---- Arrays that need memory ---- */

METHOD_VARARGS(tuple, HPyTuple_FromArray(ctx, args, (HPy_ssize_t)nargs))

/* ---- Storage ---- */

HPyDef_METH(storage, "storage", HPyFunc_O)
static HPy storage_impl(HPyContext *ctx, HPy self, HPy arg)
{
    const void *data, *again;
    HPy_ssize_t size;
    int bound = HPyUnicode_GetStorage(ctx, arg, &data, &size);
    size_t each = bound <= 0xff ? 1 : bound <= 0xffff ? 2 : 4;
    if (bound < 0 || HPyUnicode_GetStorage(ctx, arg, &again, &size) < 0) {
        return HPy_NULL;
    }
    if (data != again) {
        return HPyErr_SetString(ctx, ctx->h_AssertionError, "it has moved");
    }
    return HPyBytes_FromStringAndSize(ctx, (const char *)data,
                                      size * (HPy_ssize_t)each);
}

HPyDef_METH(write_storage, "write_storage", HPyFunc_O)
static HPy write_storage_impl(HPyContext *ctx, HPy self, HPy arg)
{
    const void *data;
    HPy_ssize_t size;
    HPyUnicode_GetStorage(ctx, arg, &data, &size);
    *(char *)(intptr_t)data = 'x';
    return HPy_Dup(ctx, arg);
}

HPyDef_METH(read_storage_late, "read_storage_late", HPyFunc_O)
static HPy read_storage_late_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy h = HPy_Dup(ctx, arg);
    const void *data;
    HPy_ssize_t size;
    HPyUnicode_GetStorage(ctx, h, &data, &size);
    HPy_Close(ctx, h);
    return HPyLong_FromLong(ctx, *(const char *)data);
}

/* ---- A type whose every slot makes a mistake ---- */

typedef struct {
    int exports;
} Faulty;

HPyType_HELPERS(Faulty)

HPyDef_SLOT(Faulty_new, HPy_tp_new)
static HPy Faulty_new_impl(HPyContext *ctx, HPy cls, const HPy *args,
                           HPy_ssize_t nargs, HPy kw)
{
    Faulty *faulty;
    HPy h = HPy_New(ctx, cls, &faulty);
    if (!HPy_IsNull(h)) {
        faulty->exports = 0;
    }
    return h;
}

HPyDef_SLOT(Faulty_init, HPy_tp_init)
static int Faulty_init_impl(HPyContext *ctx, HPy self, const HPy *args,
                            HPy_ssize_t nargs, HPy kw)
{
    if (nargs > 0) {
        make_mistake(ctx);
    }
    return 0;
}

HPyDef_SLOT(Faulty_repr, HPy_tp_repr)
static HPy Faulty_repr_impl(HPyContext *ctx, HPy self)
{
    make_mistake(ctx);
    return HPyUnicode_FromString(ctx, "<faulty>");
}

HPyDef_SLOT(Faulty_length, HPy_sq_length)
static HPy_ssize_t Faulty_length_impl(HPyContext *ctx, HPy self)
{
    make_mistake(ctx);
    return HPyErr_Occurred(ctx) ? -1 : 3;
}

HPyDef_SLOT(Faulty_bool, HPy_nb_bool)
static int Faulty_bool_impl(HPyContext *ctx, HPy self)
{
    make_mistake(ctx);
    return 1;
}

HPyDef_SLOT(Faulty_hash, HPy_tp_hash)
static HPy_hash_t Faulty_hash_impl(HPyContext *ctx, HPy self)
{
    make_mistake(ctx);
    return HPyErr_Occurred(ctx) ? -1 : 5;
}

HPyDef_SLOT(Faulty_call, HPy_tp_call)
static HPy Faulty_call_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs, HPy kwnames)
{
    make_mistake(ctx);
    return HPyErr_Occurred(ctx) ? HPy_NULL : HPy_Dup(ctx, ctx->h_None);
}

static char memory[4] = "abc";

HPyDef_SLOT(Faulty_get_buffer, HPy_bf_getbuffer)
static int Faulty_get_buffer_impl(HPyContext *ctx, HPy self, HPy_buffer *view,
                                  int flags)
{
    Faulty_AsStruct(ctx, self)->exports++;
    view->buf = memory;
    view->len = 3;
    view->itemsize = 1;
    view->readonly = 1;
    view->ndim = 1;
    view->format = NULL;
    view->shape = NULL;
    view->strides = NULL;
    view->suboffsets = NULL;
    view->internal = NULL;
    view->obj = HPy_Dup(ctx, self);
    make_mistake(ctx);
    return 0;
}

HPyDef_SLOT(Faulty_release_buffer, HPy_bf_releasebuffer)
static void Faulty_release_buffer_impl(HPyContext *ctx, HPy self,
                                       HPy_buffer *view)
{
    Faulty_AsStruct(ctx, self)->exports--;
    make_mistake(ctx);
}

HPyDef_SLOT(Faulty_finalize, HPy_tp_finalize)
static void Faulty_finalize_impl(HPyContext *ctx, HPy self)
{
    make_mistake(ctx);
}

HPyDef_MEMBER(Faulty_exports, "exports", HPyMember_INT,
              offsetof(Faulty, exports), .readonly = 1)

/* An object that has no such struct: there is no way to go on. */
HPyDef_METH(take_struct, "take_struct", HPyFunc_O)
static HPy take_struct_impl(HPyContext *ctx, HPy self, HPy arg)
{
    return HPyLong_FromLong(ctx, Faulty_AsStruct(ctx, arg)->exports);
}

static HPyDef *Faulty_defines[] = {
    &Faulty_new,      &Faulty_init,       &Faulty_repr,
    &Faulty_length,   &Faulty_bool,       &Faulty_hash,
    &Faulty_call,     &Faulty_get_buffer, &Faulty_release_buffer,
    &Faulty_finalize, &Faulty_exports,    NULL,
};

static HPyType_Spec Faulty_spec = {
    .name = "test_reports.Faulty",
    .basicsize = sizeof(Faulty),
    .flags = HPy_TPFLAGS_DEFAULT,
    .defines = Faulty_defines,
};

HPyDef_METH(make_type, "make_type", HPyFunc_NOARGS)
static HPy make_type_impl(HPyContext *ctx, HPy self)
{
    return HPyType_FromSpec(ctx, &Faulty_spec, NULL);
}

MODULE(test_reports, &use_closed, &make_two, &fail, &call_back, &type_name,
       &take_struct,
#ifndef _WIN32
       &use_in_thread,
#endif
       &keep_context, &use_outside, &storage_outside, &add_closed,
       &closed_type_name, &tuple, &storage, &write_storage, &read_storage_late,
       &make_type);
