/* hpy/src/debug/real_call.c -- call an implementation with debug handles. */
#include "byhand.h"
#include "call.h"
#include "failure.h"
#include "result.h"
#include "thread.h"

/* ---- Arrays of arguments ---- */

/* So many need no memory. */
#define FEW 8

/* Arguments for as long as a call takes. */
typedef struct {
    HPy few[FEW];
    HPy *handles;
    size_t count;
} loans;

static void lend_all(loans *l, PyObject *const *objects, size_t count,
                     bool *lent)
{
    l->handles = count <= FEW ? l->few : PyMem_New(HPy, count);
    l->count = l->handles == NULL ? 0 : count;
    if (l->handles == NULL) {
        *lent = false;
    }
    for (size_t i = 0; i < l->count; i++) {
        l->handles[i] = debug_lend(objects[i], lent);
    }
}

static void end_all(loans *l)
{
    for (size_t i = 0; i < l->count; i++) {
        debug_end_loan(l->handles[i]);
    }
    if (l->handles != l->few) {
        PyMem_Free(l->handles);
    }
}

static PyObject *const *tuple_items(PyObject *tuple)
{
    return (PyObject *const *)_HPyTuple_Items(tuple);
}

/* ---- Special signatures: false if there was no memory for the call ---- */

static bool call_varargs(HPyContext *ctx, HPyCFunction func,
                         _HPyFunc_args_VARARGS *a)
{
    bool lent = true;
    HPy self = debug_lend(a->self, &lent);
    loans args;
    lend_all(&args, a->args, (size_t)a->nargs, &lent);
    if (HPy_LIKELY(lent)) {
        a->result = debug_take(ctx, HPy_FUNCTION_CAST(HPyFunc_varargs, func)(
                                        ctx, self, args.handles, args.count));
    }
    debug_end_loan(self);
    end_all(&args);
    return lent;
}

static bool call_keywords(HPyContext *ctx, HPyCFunction func,
                          _HPyFunc_args_KEYWORDS *a)
{
    size_t nargs = _HPy_NARGS(a->nargsf);
    size_t names = a->kwnames == NULL ? 0 : (size_t)PyTuple_Size(a->kwnames);
    bool lent = true;
    HPy self = debug_lend(a->self, &lent);
    HPy kwnames = debug_lend(a->kwnames, &lent);
    loans args;
    lend_all(&args, a->args, nargs + names, &lent);
    if (HPy_LIKELY(lent)) {
        a->result =
            debug_take(ctx, HPy_FUNCTION_CAST(HPyFunc_keywords, func)(
                                ctx, self, args.handles, nargs, kwnames));
    }
    debug_end_loan(self);
    end_all(&args);
    debug_end_loan(kwnames);
    return lent;
}

static bool call_init(HPyContext *ctx, HPyCFunction func,
                      _HPyFunc_args_INITPROC *a)
{
    bool lent = true;
    HPy self = debug_lend(a->self, &lent), kw = debug_lend(a->kw, &lent);
    loans args;
    lend_all(&args, tuple_items(a->args), (size_t)PyTuple_GET_SIZE(a->args),
             &lent);
    if (HPy_LIKELY(lent)) {
        a->result = HPy_FUNCTION_CAST(HPyFunc_initproc, func)(
            ctx, self, args.handles, (HPy_ssize_t)args.count, kw);
    }
    debug_end_loan(self);
    end_all(&args);
    debug_end_loan(kw);
    return lent;
}

static bool call_new(HPyContext *ctx, HPyCFunction func,
                     _HPyFunc_args_NEWFUNC *a)
{
    bool lent = true;
    HPy self = debug_lend(a->self, &lent), kw = debug_lend(a->kw, &lent);
    loans args;
    lend_all(&args, tuple_items(a->args), (size_t)PyTuple_GET_SIZE(a->args),
             &lent);
    if (HPy_LIKELY(lent)) {
        a->result = debug_take(
            ctx, HPy_FUNCTION_CAST(HPyFunc_newfunc, func)(
                     ctx, self, args.handles, (HPy_ssize_t)args.count, kw));
    }
    debug_end_loan(self);
    end_all(&args);
    debug_end_loan(kw);
    return lent;
}

/* The buffer's owner is a handle that the implementation makes, and later has
 * in its hands again. */
static bool call_get_buffer(HPyContext *ctx, HPyCFunction func,
                            _HPyFunc_args_GETBUFFERPROC *a)
{
    HPy_buffer *view = (HPy_buffer *)a->view;
    bool lent = true;
    HPy self = debug_lend(a->self, &lent);
    int result;
    if (HPy_UNLIKELY(!lent)) {
        view->obj = HPy_NULL;
        return false;
    }
    result = HPy_FUNCTION_CAST(HPyFunc_getbufferproc, func)(ctx, self, view,
                                                            a->flags);
    if (result >= 0) { /* else there may be anything */
        view->obj = _HPy_p2h(debug_take(ctx, view->obj));
    }
    a->result = _HPy_FinishGetBuffer(view, result);
    debug_end_loan(self);
    return true;
}

static bool call_release_buffer(HPyContext *ctx, HPyCFunction func,
                                _HPyFunc_args_RELEASEBUFFERPROC *a)
{
    HPy_buffer *view = (HPy_buffer *)a->view;
    PyObject *owner = _HPy_h2p(view->obj);
    bool lent = true;
    HPy self = debug_lend(a->self, &lent);
    view->obj = debug_lend(owner, &lent);
    if (HPy_LIKELY(lent)) {
        HPy_FUNCTION_CAST(HPyFunc_releasebufferproc, func)(ctx, self, view);
    }
    debug_end_loan(view->obj);
    view->obj = _HPy_p2h(owner);
    debug_end_loan(self);
    return lent;
}

static bool call_create(HPyContext *ctx, HPyCFunction func,
                        _HPyFunc_args_MOD_CREATE *a)
{
    bool lent = true;
    HPy spec = debug_lend(a->spec, &lent);
    if (HPy_LIKELY(lent)) {
        a->result = debug_take(
            ctx, HPy_FUNCTION_CAST(HPyFunc_mod_create, func)(ctx, spec));
    }
    debug_end_loan(spec);
    return lent;
}

static bool call(HPyContext *ctx, HPyFunc_Signature sig, HPyCFunction func,
                 void *args)
{
    switch (sig) {
    case HPyFunc_VARARGS:
        return call_varargs(ctx, func, (_HPyFunc_args_VARARGS *)args);
    case HPyFunc_KEYWORDS:
        return call_keywords(ctx, func, (_HPyFunc_args_KEYWORDS *)args);
    case HPyFunc_INITPROC:
        return call_init(ctx, func, (_HPyFunc_args_INITPROC *)args);
    case HPyFunc_NEWFUNC:
        return call_new(ctx, func, (_HPyFunc_args_NEWFUNC *)args);
    case HPyFunc_GETBUFFERPROC:
        return call_get_buffer(ctx, func, (_HPyFunc_args_GETBUFFERPROC *)args);
    case HPyFunc_RELEASEBUFFERPROC:
        return call_release_buffer(ctx, func,
                                   (_HPyFunc_args_RELEASEBUFFERPROC *)args);
    case HPyFunc_MOD_CREATE:
        return call_create(ctx, func, (_HPyFunc_args_MOD_CREATE *)args);
    case HPyFunc_TRAVERSEPROC:
    case HPyFunc_CAPSULE_DESTRUCTOR:
    case HPyFunc_DESTROYFUNC:
    case HPyFunc_VECTORCALLFUNC:
        /* There are no handles among the arguments. */
        universal_context.ctx_CallRealFunctionFromTrampoline(&universal_context,
                                                             sig, func, args);
        return true;
#include "generated/debug_real_calls.h"
    }
    Py_FatalError("HPy debug mode: a trampoline has an unknown signature");
}

/* The same, and checks of what it means that it was called, and returns. */
static bool call_checked(HPyContext *ctx, HPyFunc_Signature sig,
                         HPyCFunction func, void *args)
{
    bool was_raised = PyErr_Occurred() != NULL, lent;
    thread_check_interpreter(ctx, sig, func);
    lent = call(ctx, sig, func, args);
    thread_check_return();
    if (HPy_LIKELY(lent)) {
        result_check(ctx, sig, func, args, was_raised);
    }
    return lent;
}

void debug_CallRealFunctionFromTrampoline(HPyContext *ctx,
                                          HPyFunc_Signature sig,
                                          HPyCFunction func, void *args)
{
    HPyContext *before = debug_current;
    PyObject *outer = failure_begin();
    bool lent = call_checked(debug_context_enter(ctx), sig, func, args);
    debug_context_leave(before);
    if (HPy_UNLIKELY(!lent)) {
        failure_no_memory(sig, args);
    }
    failure_end(outer, sig, args);
}
