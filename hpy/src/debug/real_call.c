/* hpy/src/debug/real_call.c -- call an implementation with debug handles. */
#include "byhand.h"
#include "call.h"

/* ---- Arrays of arguments ---- */

/* So many need no memory. */
#define FEW 8

/* Arguments for as long as a call takes. */
typedef struct {
    HPy few[FEW];
    HPy *handles;
    size_t count;
} loans;

static void lend_all(loans *l, PyObject *const *objects, size_t count)
{
    l->handles = count <= FEW ? l->few : (HPy *)malloc(count * sizeof(HPy));
    l->count = count;
    if (l->handles == NULL) {
        Py_FatalError("HPy debug mode: no memory for arguments");
    }
    for (size_t i = 0; i < count; i++) {
        l->handles[i] = debug_lend(objects[i]);
    }
}

static void end_all(loans *l)
{
    for (size_t i = 0; i < l->count; i++) {
        debug_end_loan(l->handles[i]);
    }
    if (l->handles != l->few) {
        free(l->handles);
    }
}

static PyObject *const *tuple_items(PyObject *tuple)
{
    return (PyObject *const *)_HPyTuple_Items(tuple);
}

/* ---- Special signatures ---- */

static void call_varargs(HPyContext *ctx, HPyCFunction func,
                         _HPyFunc_args_VARARGS *a)
{
    HPy self = debug_lend(a->self);
    loans args;
    lend_all(&args, a->args, (size_t)a->nargs);
    a->result = debug_take(ctx, HPy_FUNCTION_CAST(HPyFunc_varargs, func)(
                                    ctx, self, args.handles, args.count));
    debug_end_loan(self);
    end_all(&args);
}

static void call_keywords(HPyContext *ctx, HPyCFunction func,
                          _HPyFunc_args_KEYWORDS *a)
{
    size_t nargs = _HPy_NARGS(a->nargsf);
    size_t names = a->kwnames == NULL ? 0 : (size_t)PyTuple_Size(a->kwnames);
    HPy self = debug_lend(a->self), kwnames = debug_lend(a->kwnames);
    loans args;
    lend_all(&args, a->args, nargs + names);
    a->result = debug_take(ctx, HPy_FUNCTION_CAST(HPyFunc_keywords, func)(
                                    ctx, self, args.handles, nargs, kwnames));
    debug_end_loan(self);
    end_all(&args);
    debug_end_loan(kwnames);
}

static void call_init(HPyContext *ctx, HPyCFunction func,
                      _HPyFunc_args_INITPROC *a)
{
    HPy self = debug_lend(a->self), kw = debug_lend(a->kw);
    loans args;
    lend_all(&args, tuple_items(a->args), (size_t)PyTuple_GET_SIZE(a->args));
    a->result = HPy_FUNCTION_CAST(HPyFunc_initproc, func)(
        ctx, self, args.handles, (HPy_ssize_t)args.count, kw);
    debug_end_loan(self);
    end_all(&args);
    debug_end_loan(kw);
}

static void call_new(HPyContext *ctx, HPyCFunction func,
                     _HPyFunc_args_NEWFUNC *a)
{
    HPy self = debug_lend(a->self), kw = debug_lend(a->kw);
    loans args;
    lend_all(&args, tuple_items(a->args), (size_t)PyTuple_GET_SIZE(a->args));
    a->result = debug_take(
        ctx, HPy_FUNCTION_CAST(HPyFunc_newfunc, func)(
                 ctx, self, args.handles, (HPy_ssize_t)args.count, kw));
    debug_end_loan(self);
    end_all(&args);
    debug_end_loan(kw);
}

/* The buffer's owner is a handle that the implementation makes, and later has
 * in its hands again. */
static void call_get_buffer(HPyContext *ctx, HPyCFunction func,
                            _HPyFunc_args_GETBUFFERPROC *a)
{
    HPy_buffer *view = (HPy_buffer *)a->view;
    HPy self = debug_lend(a->self);
    int result = HPy_FUNCTION_CAST(HPyFunc_getbufferproc, func)(ctx, self, view,
                                                                a->flags);
    view->obj = _HPy_p2h(debug_take(ctx, view->obj));
    a->result = _HPy_FinishGetBuffer(view, result);
    debug_end_loan(self);
}

static void call_release_buffer(HPyContext *ctx, HPyCFunction func,
                                _HPyFunc_args_RELEASEBUFFERPROC *a)
{
    HPy_buffer *view = (HPy_buffer *)a->view;
    PyObject *owner = _HPy_h2p(view->obj);
    HPy self = debug_lend(a->self);
    view->obj = debug_lend(owner);
    HPy_FUNCTION_CAST(HPyFunc_releasebufferproc, func)(ctx, self, view);
    debug_end_loan(view->obj);
    view->obj = _HPy_p2h(owner);
    debug_end_loan(self);
}

static void call_create(HPyContext *ctx, HPyCFunction func,
                        _HPyFunc_args_MOD_CREATE *a)
{
    HPy spec = debug_lend(a->spec);
    a->result =
        debug_take(ctx, HPy_FUNCTION_CAST(HPyFunc_mod_create, func)(ctx, spec));
    debug_end_loan(spec);
}

static void call(HPyContext *ctx, HPyFunc_Signature sig, HPyCFunction func,
                 void *args)
{
    switch (sig) {
    case HPyFunc_VARARGS:
        call_varargs(ctx, func, (_HPyFunc_args_VARARGS *)args);
        return;
    case HPyFunc_KEYWORDS:
        call_keywords(ctx, func, (_HPyFunc_args_KEYWORDS *)args);
        return;
    case HPyFunc_INITPROC:
        call_init(ctx, func, (_HPyFunc_args_INITPROC *)args);
        return;
    case HPyFunc_NEWFUNC:
        call_new(ctx, func, (_HPyFunc_args_NEWFUNC *)args);
        return;
    case HPyFunc_GETBUFFERPROC:
        call_get_buffer(ctx, func, (_HPyFunc_args_GETBUFFERPROC *)args);
        return;
    case HPyFunc_RELEASEBUFFERPROC:
        call_release_buffer(ctx, func, (_HPyFunc_args_RELEASEBUFFERPROC *)args);
        return;
    case HPyFunc_MOD_CREATE:
        call_create(ctx, func, (_HPyFunc_args_MOD_CREATE *)args);
        return;
    case HPyFunc_TRAVERSEPROC:
    case HPyFunc_CAPSULE_DESTRUCTOR:
    case HPyFunc_DESTROYFUNC:
    case HPyFunc_VECTORCALLFUNC:
        /* There are no handles among the arguments. */
        universal_context.ctx_CallRealFunctionFromTrampoline(&universal_context,
                                                             sig, func, args);
        return;
#include "generated/debug_real_calls.h"

#include <stdlib.h>
    }
    Py_FatalError("HPy debug mode: a trampoline has an unknown signature");
}

void debug_CallRealFunctionFromTrampoline(HPyContext *ctx,
                                          HPyFunc_Signature sig,
                                          HPyCFunction func, void *args)
{
    HPyContext *before = debug_current;
    call(debug_context_enter(ctx), sig, func, args);
    debug_context_leave(before);
}
