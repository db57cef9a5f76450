/* hpy/trampolines.h -- from a call by CPython into an implementation.
 *
 * A trampoline is a static function with the prototype that CPython expects.
 * Where handles are object pointers it calls the implementation directly, the
 * pointers being the handles. Otherwise it packs its arguments into a block and
 * lets the runtime convert them.
 *
 * Regular signatures are derived from signatures.h; this file spells out those
 * whose arguments change their form on the way.
 */
#ifndef HPY_TRAMPOLINES_H
#define HPY_TRAMPOLINES_H

/* The parts of a trampoline:
 *
 *   RESULT SYM PARAMETERS  the function, ARGUMENTS the names of its parameters
 *   CALL                   the direct call of the implementation
 *   SIG, IMPL, ...         the indirect call, and what its block begins with
 *
 * The indirect call is a function of its own, so that the direct one needs no
 * stack frame.
 *
 * An _HPy_OBJECT_TRAMPOLINE returns an object. CALL gives a handle, which one
 * of the KIND HANDLE returns as it is where that makes no difference, so that
 * the last call can be a jump. In the cpython ABI the last call is one of the C
 * API. Those of the KIND OBJECT have the prototype that CPython expects. */
typedef cpy_PyObject *_HPyReturned_OBJECT;
#define _HPy_RETURN_HANDLE_OBJECT _HPy_h2p
#define _HPy_RETURN_OBJECT_OBJECT(object) (object)
#if _HPY_HANDLES_ARE_WORDS && !defined(HPY_ABI_CPYTHON)
typedef HPy _HPyReturned_HANDLE;
#define _HPy_RETURN_HANDLE_HANDLE(h) (h)
#define _HPy_RETURN_OBJECT_HANDLE _HPy_p2h
#else
typedef cpy_PyObject *_HPyReturned_HANDLE;
#define _HPy_RETURN_HANDLE_HANDLE _HPy_h2p
#define _HPy_RETURN_OBJECT_HANDLE(object) (object)
#endif

#ifdef HPY_ABI_CPYTHON
#define _HPy_DIRECT _HPy_OWN_CONTEXT
#define _HPy_TRAMPOLINE(RESULT, SYM, PARAMETERS, ARGUMENTS, CALL, SIG, IMPL,   \
                        ...)                                                   \
    static RESULT SYM PARAMETERS                                               \
    {                                                                          \
        return CALL;                                                           \
    }
#define _HPy_OBJECT_TRAMPOLINE(KIND, SYM, PARAMETERS, ARGUMENTS, CALL, SIG,    \
                               IMPL, ...)                                      \
    static _HPyReturned_##KIND SYM PARAMETERS                                  \
    {                                                                          \
        return _HPy_RETURN_HANDLE_##KIND(CALL);                                \
    }
#define _HPy_VOID_TRAMPOLINE(SYM, PARAMETERS, ARGUMENTS, CALL, SIG, IMPL, ...) \
    static void SYM PARAMETERS                                                 \
    {                                                                          \
        CALL;                                                                  \
    }
#else
#define _HPy_DIRECT _HPy_direct_context
#define _HPy_TRAMPOLINE(RESULT, SYM, PARAMETERS, ARGUMENTS, CALL, SIG, IMPL,   \
                        ...)                                                   \
    _HPy_INDIRECT_TRAMPOLINE(RESULT, SYM##_indirect, PARAMETERS, SIG, IMPL,    \
                             __VA_ARGS__) static RESULT SYM PARAMETERS         \
    {                                                                          \
        if (HPy_LIKELY(_HPy_DIRECT != NULL)) {                                 \
            return CALL;                                                       \
        }                                                                      \
        return SYM##_indirect ARGUMENTS;                                       \
    }
#define _HPy_OBJECT_TRAMPOLINE(KIND, SYM, PARAMETERS, ARGUMENTS, CALL, SIG,    \
                               IMPL, ...)                                      \
    _HPy_INDIRECT_TRAMPOLINE(                                                  \
        cpy_PyObject *, SYM##_indirect, PARAMETERS, SIG, IMPL,                 \
        __VA_ARGS__) static _HPyReturned_##KIND SYM PARAMETERS                 \
    {                                                                          \
        if (HPy_LIKELY(_HPy_DIRECT != NULL)) {                                 \
            return _HPy_RETURN_HANDLE_##KIND(CALL);                            \
        }                                                                      \
        return _HPy_RETURN_OBJECT_##KIND(SYM##_indirect ARGUMENTS);            \
    }
#define _HPy_VOID_TRAMPOLINE(SYM, PARAMETERS, ARGUMENTS, CALL, SIG, IMPL, ...) \
    static void SYM PARAMETERS                                                 \
    {                                                                          \
        if (HPy_LIKELY(_HPy_DIRECT != NULL)) {                                 \
            CALL;                                                              \
        }                                                                      \
        else {                                                                 \
            _HPyFunc_args_##SIG a = {__VA_ARGS__};                             \
            _HPy_CallReal(HPyFunc_##SIG,                                       \
                          HPy_FUNCTION_CAST(HPyCFunction, IMPL), &a);          \
        }                                                                      \
    }
#define _HPy_INDIRECT_TRAMPOLINE(RESULT, SYM, PARAMETERS, SIG, IMPL, ...)      \
    static HPy_NOINLINE RESULT SYM PARAMETERS                                  \
    {                                                                          \
        _HPyFunc_args_##SIG a = {__VA_ARGS__};                                 \
        _HPy_CallReal(HPyFunc_##SIG, HPy_FUNCTION_CAST(HPyCFunction, IMPL),    \
                      &a);                                                     \
        return a.result;                                                       \
    }

/* Ask the runtime to call `impl` with the arguments of a block. */
static inline void _HPy_CallReal(HPyFunc_Signature sig, HPyCFunction impl,
                                 void *args)
{
    _HPy_CallRealFunctionFromTrampoline(_ctx_for_trampolines, sig, impl, args);
}
#endif

/* CPython marks vectorcall arguments by the top bit of their number. */
#define _HPy_NARGS(nargsf) ((nargsf) & (SIZE_MAX >> 1))

#include "hpy/generated/trampolines.h"

/* ---- Methods and calls: arrays of arguments ---- */

typedef struct {
    cpy_PyObject *self;
    cpy_PyObject *const *args;
    HPy_ssize_t nargs;
    cpy_PyObject *result;
} _HPyFunc_args_VARARGS;

#define _HPyFunc_TRAMPOLINE_HPyFunc_VARARGS(KIND, SYM, IMPL)                   \
    _HPy_OBJECT_TRAMPOLINE(                                                    \
        KIND, SYM,                                                             \
        (cpy_PyObject * self, cpy_PyObject *const *args, HPy_ssize_t nargs),   \
        (self, args, nargs),                                                   \
        IMPL(_HPy_DIRECT, _HPy_p2h(self), (const HPy *)args, (size_t)nargs),   \
        VARARGS, IMPL, self, args, nargs, NULL)

/* The names of keyword arguments, for an implementation: CPython gives them as
 * a tuple, and so HPy_Length and HPy_GetItem_i need not look what they are. */
#ifdef HPY_ABI_CPYTHON
static HPy_ALWAYS_INLINE HPy _HPy_KeywordNames(PyObject *kwnames)
{
    HPy_ASSUME(kwnames == NULL || PyTuple_CheckExact(kwnames));
    return _HPy_p2h(kwnames);
}
#else
#define _HPy_KeywordNames _HPy_p2h
#endif

typedef struct {
    cpy_PyObject *self;
    cpy_PyObject *const *args;
    size_t nargsf;
    cpy_PyObject *kwnames;
    cpy_PyObject *result;
} _HPyFunc_args_KEYWORDS;

#define _HPyFunc_TRAMPOLINE_HPyFunc_KEYWORDS(KIND, SYM, IMPL)                  \
    _HPy_OBJECT_TRAMPOLINE(KIND, SYM,                                          \
                           (cpy_PyObject * self, cpy_PyObject *const *args,    \
                            size_t nargsf, cpy_PyObject *kwnames),             \
                           (self, args, nargsf, kwnames),                      \
                           IMPL(_HPy_DIRECT, _HPy_p2h(self),                   \
                                (const HPy *)args, nargsf,                     \
                                _HPy_KeywordNames(kwnames)),                   \
                           KEYWORDS, IMPL, self, args, nargsf, kwnames, NULL)

/* The same for the call of an object: there CPython may mark the number. */
#define _HPyFunc_TRAMPOLINE_HPyFunc_VECTORCALL(KIND, SYM, IMPL)                \
    _HPy_OBJECT_TRAMPOLINE(KIND, SYM,                                          \
                           (cpy_PyObject * self, cpy_PyObject *const *args,    \
                            size_t nargsf, cpy_PyObject *kwnames),             \
                           (self, args, nargsf, kwnames),                      \
                           IMPL(_HPy_DIRECT, _HPy_p2h(self),                   \
                                (const HPy *)args, _HPy_NARGS(nargsf),         \
                                _HPy_KeywordNames(kwnames)),                   \
                           KEYWORDS, IMPL, self, args, nargsf, kwnames, NULL)

/* ---- Construction: a tuple becomes an array ----
 *
 * Only CPython's headers know where a tuple keeps its items; the universal ABI
 * has found it out from the runtime, or asks. */

typedef struct {
    cpy_PyObject *self;
    cpy_PyObject *args;
    cpy_PyObject *kw;
    int result;
} _HPyFunc_args_INITPROC;

typedef struct {
    cpy_PyObject *self;
    cpy_PyObject *args;
    cpy_PyObject *kw;
    cpy_PyObject *result;
} _HPyFunc_args_NEWFUNC;

#ifdef HPY_ABI_CPYTHON
#define _HPyFunc_TRAMPOLINE_HPyFunc_INITPROC(KIND, SYM, IMPL)                  \
    static int SYM(cpy_PyObject *self, cpy_PyObject *args, cpy_PyObject *kw)   \
    {                                                                          \
        return IMPL(_HPy_DIRECT, _HPy_p2h(self), _HPyTuple_Items(args),        \
                    PyTuple_GET_SIZE(args), _HPy_p2h(kw));                     \
    }
#define _HPyFunc_TRAMPOLINE_HPyFunc_NEWFUNC(KIND, SYM, IMPL)                   \
    static _HPyReturned_##KIND SYM(cpy_PyObject *self, cpy_PyObject *args,     \
                                   cpy_PyObject *kw)                           \
    {                                                                          \
        return _HPy_RETURN_HANDLE_##KIND(                                      \
            IMPL(_HPy_DIRECT, _HPy_p2h(self), _HPyTuple_Items(args),           \
                 PyTuple_GET_SIZE(args), _HPy_p2h(kw)));                       \
    }
#else
/* RESULT is what the block has; CALLED and ASKED turn what the implementation
 * and what the runtime give into what the trampoline returns. */
#define _HPy_TUPLE_TRAMPOLINE(RESULT, RETURNED, SYM, IMPL, CALLED, ASKED, SIG, \
                              FAILED)                                          \
    _HPy_INDIRECT_TRAMPOLINE(                                                  \
        RESULT, SYM##_indirect,                                                \
        (cpy_PyObject * self, cpy_PyObject * args, cpy_PyObject * kw), SIG,    \
        IMPL, self, args, kw, FAILED) static RETURNED                          \
    SYM(cpy_PyObject *self, cpy_PyObject *args, cpy_PyObject *kw)              \
    {                                                                          \
        HPyContext *ctx = _HPy_tuple_context;                                  \
        if (HPy_LIKELY(ctx != NULL)) {                                         \
            return CALLED(IMPL(ctx, _HPy_p2h(self), _HPy_TupleItems(args),     \
                               _HPy_TupleSize(args), _HPy_p2h(kw)));           \
        }                                                                      \
        return ASKED(SYM##_indirect(self, args, kw));                          \
    }
#define _HPyFunc_TRAMPOLINE_HPyFunc_INITPROC(KIND, SYM, IMPL)                  \
    _HPy_TUPLE_TRAMPOLINE(int, int, SYM, IMPL, (int), (int), INITPROC, -1)
#define _HPyFunc_TRAMPOLINE_HPyFunc_NEWFUNC(KIND, SYM, IMPL)                   \
    _HPy_TUPLE_TRAMPOLINE(cpy_PyObject *, _HPyReturned_##KIND, SYM, IMPL,      \
                          _HPy_RETURN_HANDLE_##KIND,                           \
                          _HPy_RETURN_OBJECT_##KIND, NEWFUNC, NULL)
#endif

/* ---- Buffers: Py_buffer and HPy_buffer have the same layout ---- */

typedef struct {
    cpy_PyObject *self;
    cpy_Py_buffer *view;
    int flags;
    int result;
} _HPyFunc_args_GETBUFFERPROC;

/* A failed export leaves the object of the view null. */
static inline int _HPy_FinishGetBuffer(HPy_buffer *view, int result)
{
    if (result < 0) {
        view->obj = HPy_NULL;
    }
    return result;
}

#define _HPyFunc_TRAMPOLINE_HPyFunc_GETBUFFERPROC(KIND, SYM, IMPL)             \
    _HPy_TRAMPOLINE(int, SYM,                                                  \
                    (cpy_PyObject * self, cpy_Py_buffer * view, int flags),    \
                    (self, view, flags),                                       \
                    _HPy_FinishGetBuffer((HPy_buffer *)view,                   \
                                         IMPL(_HPy_DIRECT, _HPy_p2h(self),     \
                                              (HPy_buffer *)view, flags)),     \
                    GETBUFFERPROC, IMPL, self, view, flags, -1)

typedef struct {
    cpy_PyObject *self;
    cpy_Py_buffer *view;
} _HPyFunc_args_RELEASEBUFFERPROC;

#define _HPyFunc_TRAMPOLINE_HPyFunc_RELEASEBUFFERPROC(KIND, SYM, IMPL)         \
    _HPy_VOID_TRAMPOLINE(                                                      \
        SYM, (cpy_PyObject * self, cpy_Py_buffer * view), (self, view),        \
        IMPL(_HPy_DIRECT, _HPy_p2h(self), (HPy_buffer *)view),                 \
        RELEASEBUFFERPROC, IMPL, self, view)

/* ---- Life and death ---- */

typedef struct {
    cpy_PyObject *self;
    cpy_visitproc visit;
    void *arg;
    int result;
} _HPyFunc_args_TRAVERSEPROC;

/* Our runtime calls traverse functions itself; this one is for hpy 0.9.0. */
#ifdef HPY_ABI_CPYTHON
#define _HPyFunc_TRAMPOLINE_HPyFunc_TRAVERSEPROC(KIND, SYM, IMPL)              \
    static int SYM(cpy_PyObject *self, cpy_visitproc visit, void *arg)         \
    {                                                                          \
        (void)self, (void)visit, (void)arg;                                    \
        abort();                                                               \
    }
#else
#define _HPyFunc_TRAMPOLINE_HPyFunc_TRAVERSEPROC(KIND, SYM, IMPL)              \
    _HPy_INDIRECT_TRAMPOLINE(                                                  \
        int, SYM, (cpy_PyObject * self, cpy_visitproc visit, void *arg),       \
        TRAVERSEPROC, IMPL, self, visit, arg, -1)
#endif

/* No C API slot corresponds to destroy: nobody may call its trampoline. */
#define _HPyFunc_TRAMPOLINE_HPyFunc_DESTROYFUNC(KIND, SYM, IMPL)               \
    static void SYM(void)                                                      \
    {                                                                          \
        abort();                                                               \
    }

#ifdef HPY_ABI_CPYTHON
#define _HPyFunc_TRAMPOLINE_HPyFunc_CAPSULE_DESTRUCTOR(KIND, SYM, IMPL)        \
    static void SYM(cpy_PyObject *capsule)                                     \
    {                                                                          \
        _HPyCapsule_Destroy(capsule, IMPL);                                    \
    }
#else
#define _HPyFunc_TRAMPOLINE_HPyFunc_CAPSULE_DESTRUCTOR(KIND, SYM, IMPL)        \
    static void SYM(cpy_PyObject *capsule)                                     \
    {                                                                          \
        _HPy_CallReal(HPyFunc_CAPSULE_DESTRUCTOR,                              \
                      HPy_FUNCTION_CAST(HPyCFunction, IMPL), capsule);         \
    }
#endif

/* ---- Modules ---- */

typedef struct {
    cpy_PyObject *spec;
    cpy_PyObject *result;
} _HPyFunc_args_MOD_CREATE;

#define _HPyFunc_TRAMPOLINE_HPyFunc_MOD_CREATE(KIND, SYM, IMPL)                \
    _HPy_OBJECT_TRAMPOLINE(                                                    \
        KIND, SYM, (cpy_PyObject * spec, HPy_UNUSED cpy_PyModuleDef * def),    \
        (spec, def), IMPL(_HPy_DIRECT, _HPy_p2h(spec)), MOD_CREATE, IMPL,      \
        spec, NULL)

#ifdef HPY_ABI_CPYTHON
HPy_BEGIN_BODIES
#include "hpy/cpython/real_call.h"
HPy_END_BODIES
#endif

#endif /* HPY_TRAMPOLINES_H */
