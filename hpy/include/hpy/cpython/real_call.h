/* hpy/cpython/real_call.h -- call an implementation for a trampoline.
 *
 * The way for binaries that do not know that handles are object pointers, such
 * as those built with the headers of hpy 0.9.0, and for signatures whose
 * arguments change their form: each block is unpacked and the implementation
 * called with what it wants.
 */

static inline int _HPy_RealTraverse(HPyCFunction func,
                                    const _HPyFunc_args_TRAVERSEPROC *a)
{
    _HPyFieldVisit visit = {a->visit, a->arg};
    PyTypeObject *type = _HPyInstance_FirstLevel(a->self);
    if (type == NULL) {
        return 0;
    }
    return HPy_FUNCTION_CAST(HPyFunc_traverseproc, func)(
        _HPyInstance_Struct(a->self, _HPyRecord_Own(type)),
        _HPyInstance_VisitField, &visit);
}

static inline void _HPy_CallRealFunctionFromTrampoline(HPyContext *ctx,
                                                       HPyFunc_Signature sig,
                                                       HPyCFunction func,
                                                       void *args)
{
    switch (sig) {
    case HPyFunc_VARARGS: {
        _HPyFunc_args_VARARGS *a = (_HPyFunc_args_VARARGS *)args;
        a->result = _HPy_h2p(HPy_FUNCTION_CAST(HPyFunc_varargs, func)(
            ctx, _HPy_p2h(a->self), (const HPy *)a->args, (size_t)a->nargs));
        return;
    }
    case HPyFunc_KEYWORDS: {
        _HPyFunc_args_KEYWORDS *a = (_HPyFunc_args_KEYWORDS *)args;
        a->result = _HPy_h2p(HPy_FUNCTION_CAST(HPyFunc_keywords, func)(
            ctx, _HPy_p2h(a->self), (const HPy *)a->args, _HPy_NARGS(a->nargsf),
            _HPy_p2h(a->kwnames)));
        return;
    }
    case HPyFunc_INITPROC: {
        _HPyFunc_args_INITPROC *a = (_HPyFunc_args_INITPROC *)args;
        a->result = HPy_FUNCTION_CAST(HPyFunc_initproc, func)(
            ctx, _HPy_p2h(a->self), _HPyTuple_Items(a->args),
            PyTuple_GET_SIZE(a->args), _HPy_p2h(a->kw));
        return;
    }
    case HPyFunc_NEWFUNC: {
        _HPyFunc_args_NEWFUNC *a = (_HPyFunc_args_NEWFUNC *)args;
        a->result = _HPy_h2p(HPy_FUNCTION_CAST(HPyFunc_newfunc, func)(
            ctx, _HPy_p2h(a->self), _HPyTuple_Items(a->args),
            PyTuple_GET_SIZE(a->args), _HPy_p2h(a->kw)));
        return;
    }
    case HPyFunc_GETBUFFERPROC: {
        _HPyFunc_args_GETBUFFERPROC *a = (_HPyFunc_args_GETBUFFERPROC *)args;
        HPy_buffer *view = (HPy_buffer *)a->view;
        a->result = _HPy_FinishGetBuffer(
            view, HPy_FUNCTION_CAST(HPyFunc_getbufferproc, func)(
                      ctx, _HPy_p2h(a->self), view, a->flags));
        return;
    }
    case HPyFunc_RELEASEBUFFERPROC: {
        _HPyFunc_args_RELEASEBUFFERPROC *a =
            (_HPyFunc_args_RELEASEBUFFERPROC *)args;
        HPy_FUNCTION_CAST(HPyFunc_releasebufferproc,
                          func)(ctx, _HPy_p2h(a->self), (HPy_buffer *)a->view);
        return;
    }
    case HPyFunc_TRAVERSEPROC: {
        _HPyFunc_args_TRAVERSEPROC *a = (_HPyFunc_args_TRAVERSEPROC *)args;
        a->result = _HPy_RealTraverse(func, a);
        return;
    }
    case HPyFunc_CAPSULE_DESTRUCTOR:
        _HPyCapsule_Destroy(
            (PyObject *)args,
            HPy_FUNCTION_CAST(HPyFunc_Capsule_Destructor, func));
        return;
    case HPyFunc_MOD_CREATE: {
        _HPyFunc_args_MOD_CREATE *a = (_HPyFunc_args_MOD_CREATE *)args;
        a->result = _HPy_h2p(HPy_FUNCTION_CAST(HPyFunc_mod_create,
                                               func)(ctx, _HPy_p2h(a->spec)));
        return;
    }
    case HPyFunc_DESTROYFUNC:
    case HPyFunc_VECTORCALLFUNC:
        break;
#include "hpy/generated/real_calls.h"
    }
    Py_FatalError("HPy: a trampoline has an unknown signature");
}
