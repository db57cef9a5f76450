/* tests/test_real_call.c -- _HPy_CallRealFunctionFromTrampoline.
 *
 * Trampolines of this project's headers call their implementation themselves
 * where they can. Binaries made with other headers let the runtime do it: they
 * pack the arguments into a block and name a signature. Here each method is
 * such a trampoline, its implementation returns or remembers what arrives.
 */
#include "support.h"

/* What implementations without a handle to return have seen. */
static HPy_ssize_t seen_number;
static PyObject *seen[3];

static void see(HPyContext *ctx, int place, HPy h)
{
    Py_XDECREF(seen[place]);
    seen[place] = HPy_AsPyObject(ctx, h);
}

/* (seen[0], seen[1], seen[2], seen_number), each forgotten. */
HPyDef_METH(last_seen, "last_seen", HPyFunc_NOARGS)
static HPy last_seen_impl(HPyContext *ctx, HPy self)
{
    HPy items[4];
    HPy result;

    for (int i = 0; i < 3; i++) {
        items[i] = HPy_FromPyObject(ctx, seen[i] ? seen[i] : Py_Ellipsis);
        Py_CLEAR(seen[i]);
    }
    items[3] = HPyLong_FromSsize_t(ctx, seen_number);
    seen_number = 0;
    result = HPyTuple_FromArray(ctx, items, 4);
    for (int i = 0; i < 4; i++) {
        HPy_Close(ctx, items[i]);
    }
    return result;
}

/* The outcome of a call whose block has an object for a result. */
static HPy owned(HPyContext *ctx, PyObject *result)
{
    HPy h = HPy_FromPyObject(ctx, result);
    Py_XDECREF(result);
    return h;
}

/* A tuple of handles, null ones as Ellipsis. */
static HPy tuple_of(HPyContext *ctx, HPy a, HPy b, HPy c)
{
    HPy items[3] = {a, b, c};

    for (int i = 0; i < 3; i++) {
        items[i] = HPy_IsNull(items[i]) ? ctx->h_Ellipsis : items[i];
    }
    return HPyTuple_FromArray(ctx, items, 3);
}

/* ---- Implementations ---- */

static HPy one_handle(HPyContext *ctx, HPy a)
{
    return HPy_Dup(ctx, a);
}

static HPy two_handles(HPyContext *ctx, HPy a, HPy b)
{
    return tuple_of(ctx, a, b, HPy_NULL);
}

static HPy three_handles(HPyContext *ctx, HPy a, HPy b, HPy c)
{
    return tuple_of(ctx, a, b, c);
}

static HPy handle_and_text(HPyContext *ctx, HPy a, char *utf8)
{
    HPy str = HPyUnicode_FromString(ctx, utf8);
    HPy result = tuple_of(ctx, a, str, HPy_NULL);

    HPy_Close(ctx, str);
    return result;
}

static HPy handle_and_numbers(HPyContext *ctx, HPy a, HPy_ssize_t b,
                              HPy_ssize_t c)
{
    HPy first = HPyLong_FromSsize_t(ctx, b),
        second = HPyLong_FromSsize_t(ctx, c);
    HPy result = tuple_of(ctx, a, first, second);

    HPy_Close(ctx, first);
    HPy_Close(ctx, second);
    return result;
}

static HPy handle_and_number(HPyContext *ctx, HPy a, HPy_ssize_t b)
{
    return handle_and_numbers(ctx, a, b, 0);
}

static HPy compare(HPyContext *ctx, HPy a, HPy b, HPy_RichCmpOp op)
{
    HPy number = HPyLong_FromInt32_t(ctx, op);
    HPy result = tuple_of(ctx, a, b, number);

    HPy_Close(ctx, number);
    return result;
}

static HPy array_of(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy tuple = HPyTuple_FromArray(ctx, args, (HPy_ssize_t)nargs);
    HPy result = tuple_of(ctx, self, tuple, HPy_NULL);

    HPy_Close(ctx, tuple);
    return result;
}

static HPy array_and_names(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs, HPy kwnames)
{
    HPy_ssize_t named = HPy_IsNull(kwnames) ? 0 : HPy_Length(ctx, kwnames);
    HPy tuple = HPyTuple_FromArray(ctx, args, (HPy_ssize_t)nargs + named);
    HPy result = tuple_of(ctx, self, tuple, kwnames);

    HPy_Close(ctx, tuple);
    return result;
}

static HPy make(HPyContext *ctx, HPy type, const HPy *args, HPy_ssize_t nargs,
                HPy kw)
{
    HPy tuple = HPyTuple_FromArray(ctx, args, nargs);
    HPy result = tuple_of(ctx, type, tuple, kw);

    HPy_Close(ctx, tuple);
    return result;
}

static int initialise(HPyContext *ctx, HPy self, const HPy *args,
                      HPy_ssize_t nargs, HPy kw)
{
    HPy tuple = HPyTuple_FromArray(ctx, args, nargs);

    see(ctx, 0, self);
    see(ctx, 1, tuple);
    see(ctx, 2, kw);
    HPy_Close(ctx, tuple);
    return 0;
}

static int ask(HPyContext *ctx, HPy a)
{
    see(ctx, 0, a);
    return 1;
}

static HPy_ssize_t ask_number(HPyContext *ctx, HPy a)
{
    see(ctx, 0, a);
    return HPY_SSIZE_T_MAX;
}

static int ask_two(HPyContext *ctx, HPy a, HPy b)
{
    see(ctx, 0, a);
    see(ctx, 1, b);
    return 1;
}

static int set_three(HPyContext *ctx, HPy a, HPy b, HPy c)
{
    see(ctx, 2, c);
    return ask_two(ctx, a, b);
}

static int set_by_text(HPyContext *ctx, HPy a, char *name, HPy b)
{
    seen_number = (HPy_ssize_t)strlen(name);
    return ask_two(ctx, a, b);
}

static int set_by_number(HPyContext *ctx, HPy a, HPy_ssize_t i, HPy b)
{
    seen_number = i;
    return ask_two(ctx, a, b);
}

static int set_by_numbers(HPyContext *ctx, HPy a, HPy_ssize_t i, HPy_ssize_t j,
                          HPy b)
{
    seen_number = 100 * i + j;
    return ask_two(ctx, a, b);
}

static HPy get_closure(HPyContext *ctx, HPy a, void *closure)
{
    seen_number = *(int *)closure;
    return HPy_Dup(ctx, a);
}

static int set_closure(HPyContext *ctx, HPy a, HPy b, void *closure)
{
    seen_number = *(int *)closure;
    return ask_two(ctx, a, b);
}

static void end(HPyContext *ctx, HPy a)
{
    see(ctx, 0, a);
}

static void release(HPyContext *ctx, void *data)
{
    seen_number = *(int *)data;
}

static int get_buffer(HPyContext *ctx, HPy self, HPy_buffer *view, int flags)
{
    static HPy_ssize_t shape = 5, stride = 6, suboffset = -1;
    static char format[] = "b";

    if (flags == 0) {
        view->obj = HPy_Dup(ctx, self); /* of no use: the call fails */
        HPy_Close(ctx, view->obj);
        HPyErr_SetString(ctx, ctx->h_BufferError, "no buffer");
        return -1;
    }
    view->buf = &seen_number;
    view->obj = HPy_Dup(ctx, self);
    view->len = 1;
    view->itemsize = 2;
    view->readonly = 3;
    view->ndim = flags;
    view->format = format;
    view->shape = &shape;
    view->strides = &stride;
    view->suboffsets = &suboffset;
    view->internal = seen;
    return 0;
}

static void release_buffer(HPyContext *ctx, HPy self, HPy_buffer *view)
{
    see(ctx, 0, self);
    see(ctx, 1, view->obj);
    seen_number = view->len;
}

/* ---- Trampolines ----
 *
 * REAL(SIG, implementation, block) calls and leaves the block in `b`. */

#define REAL(SIG, IMPL, ...)                                                   \
    _HPyFunc_args_##SIG b = __VA_ARGS__;                                       \
    _HPy_CallRealFunctionFromTrampoline(                                       \
        ctx, HPyFunc_##SIG, HPy_FUNCTION_CAST(HPyCFunction, IMPL), &b)

/* Arguments of the Python call, borrowed; Ellipsis is NULL. */
static PyObject *argument(HPyContext *ctx, HPy h)
{
    PyObject *object = HPy_AsPyObject(ctx, h);
    Py_DECREF(object);
    return object == Py_Ellipsis ? NULL : object;
}
#define A(i) argument(ctx, args[i])

#define OBJECT(SIG, IMPL, ...)                                                 \
    HPyDef_METH(call_##SIG, #SIG, HPyFunc_VARARGS)                             \
    static HPy call_##SIG##_impl(HPyContext *ctx, HPy self, const HPy *args,   \
                                 size_t nargs)                                 \
    {                                                                          \
        REAL(SIG, IMPL, __VA_ARGS__);                                          \
        return owned(ctx, b.result);                                           \
    }
#define NUMBER(SIG, IMPL, ...)                                                 \
    HPyDef_METH(call_##SIG, #SIG, HPyFunc_VARARGS)                             \
    static HPy call_##SIG##_impl(HPyContext *ctx, HPy self, const HPy *args,   \
                                 size_t nargs)                                 \
    {                                                                          \
        REAL(SIG, IMPL, __VA_ARGS__);                                          \
        return HPyLong_FromSsize_t(ctx, b.result);                             \
    }
#define NOTHING(SIG, IMPL, ...)                                                \
    HPyDef_METH(call_##SIG, #SIG, HPyFunc_VARARGS)                             \
    static HPy call_##SIG##_impl(HPyContext *ctx, HPy self, const HPy *args,   \
                                 size_t nargs)                                 \
    {                                                                          \
        REAL(SIG, IMPL, __VA_ARGS__);                                          \
        return HPy_Dup(ctx, ctx->h_None);                                      \
    }

static int forty_two = 42;
static char a_name[] = "name";

OBJECT(NOARGS, one_handle, {A(0), NULL})
OBJECT(O, two_handles, {A(0), A(1), NULL})
OBJECT(UNARYFUNC, one_handle, {A(0), NULL})
OBJECT(BINARYFUNC, two_handles, {A(0), A(1), NULL})
OBJECT(TERNARYFUNC, three_handles, {A(0), A(1), A(2), NULL})
OBJECT(SSIZEARGFUNC, handle_and_number, {A(0), 7, NULL})
OBJECT(SSIZESSIZEARGFUNC, handle_and_numbers, {A(0), 7, -8, NULL})
OBJECT(GETATTRFUNC, handle_and_text, {A(0), a_name, NULL})
OBJECT(GETATTROFUNC, two_handles, {A(0), A(1), NULL})
OBJECT(REPRFUNC, one_handle, {A(0), NULL})
OBJECT(RICHCMPFUNC, compare, {A(0), A(1), HPy_GE, NULL})
OBJECT(GETITERFUNC, one_handle, {A(0), NULL})
OBJECT(ITERNEXTFUNC, one_handle, {A(0), NULL})
OBJECT(DESCRGETFUNC, three_handles, {A(0), A(1), A(2), NULL})
OBJECT(GETTER, get_closure, {A(0), &forty_two, NULL})
OBJECT(NEWFUNC, make, {A(0), A(1), A(2), NULL})
OBJECT(MOD_CREATE, one_handle, {A(0), NULL})

NUMBER(INQUIRY, ask, {A(0), 0})
NUMBER(LENFUNC, ask_number, {A(0), 0})
NUMBER(HASHFUNC, ask_number, {A(0), 0})
NUMBER(OBJOBJPROC, ask_two, {A(0), A(1), 0})
NUMBER(OBJOBJARGPROC, set_three, {A(0), A(1), A(2), 0})
NUMBER(SETATTRFUNC, set_by_text, {A(0), a_name, A(1), 0})
NUMBER(SETATTROFUNC, set_three, {A(0), A(1), A(2), 0})
NUMBER(SSIZEOBJARGPROC, set_by_number, {A(0), 7, A(1), 0})
NUMBER(SSIZESSIZEOBJARGPROC, set_by_numbers, {A(0), 7, 8, A(1), 0})
NUMBER(DESCRSETFUNC, set_three, {A(0), A(1), A(2), 0})
NUMBER(SETTER, set_closure, {A(0), A(1), &forty_two, 0})
NUMBER(INITPROC, initialise, {A(0), A(1), A(2), 0})

NOTHING(DESTRUCTOR, end, {A(0)})
NOTHING(FREEFUNC, release, {&forty_two})

/* The arguments behind the first arrive as an array. */
HPyDef_METH(call_VARARGS, "VARARGS", HPyFunc_VARARGS)
static HPy call_VARARGS_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs)
{
    PyObject *items[2] = {A(1), A(2)};
    REAL(VARARGS, array_of, {A(0), items, 2, NULL});
    return owned(ctx, b.result);
}

/* KEYWORDS(self, positional, keyword value, names): with and without names, and
 * with the mark that CPython sets in the number of arguments. */
HPyDef_METH(call_KEYWORDS, "KEYWORDS", HPyFunc_VARARGS)
static HPy call_KEYWORDS_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs)
{
    PyObject *items[2] = {A(1), A(2)};
    size_t mark = (size_t)1 << (8 * sizeof(size_t) - 1);
    REAL(KEYWORDS, array_and_names, {A(0), items, 1 | mark, A(3), NULL});
    return owned(ctx, b.result);
}

/* GETBUFFERPROC(self, flags): (obj, len, itemsize, readonly, ndim, format,
 * shape, strides, suboffsets, whether buf and internal arrived) */
HPyDef_METH(call_GETBUFFERPROC, "GETBUFFERPROC", HPyFunc_VARARGS)
static HPy call_GETBUFFERPROC_impl(HPyContext *ctx, HPy self, const HPy *args,
                                   size_t nargs)
{
    Py_buffer view = {.obj = Py_None};
    REAL(GETBUFFERPROC, get_buffer,
         {A(0), &view, HPyLong_AsInt32_t(ctx, args[1]), 0});
    if (b.result < 0) {
        return view.obj == NULL ? HPy_NULL
                                : HPyErr_SetString(ctx, ctx->h_AssertionError,
                                                   "obj is not NULL");
    }
    return owned(
        ctx, Py_BuildValue("(NnniisnnnO)", view.obj, view.len, view.itemsize,
                           view.readonly, view.ndim, view.format, *view.shape,
                           *view.strides, *view.suboffsets,
                           view.buf == &seen_number && view.internal == seen
                               ? Py_True
                               : Py_False));
}

HPyDef_METH(call_RELEASEBUFFERPROC, "RELEASEBUFFERPROC", HPyFunc_VARARGS)
static HPy call_RELEASEBUFFERPROC_impl(HPyContext *ctx, HPy self,
                                       const HPy *args, size_t nargs)
{
    Py_buffer view = {.obj = A(1), .len = 9};
    REAL(RELEASEBUFFERPROC, release_buffer, {A(0), &view});
    return HPy_Dup(ctx, ctx->h_None);
}

static HPyDef *module_defines[] = {
    &last_seen,
    &call_NOARGS,
    &call_O,
    &call_UNARYFUNC,
    &call_BINARYFUNC,
    &call_TERNARYFUNC,
    &call_SSIZEARGFUNC,
    &call_SSIZESSIZEARGFUNC,
    &call_GETATTRFUNC,
    &call_GETATTROFUNC,
    &call_REPRFUNC,
    &call_RICHCMPFUNC,
    &call_GETITERFUNC,
    &call_ITERNEXTFUNC,
    &call_DESCRGETFUNC,
    &call_GETTER,
    &call_NEWFUNC,
    &call_MOD_CREATE,
    &call_INQUIRY,
    &call_LENFUNC,
    &call_HASHFUNC,
    &call_OBJOBJPROC,
    &call_OBJOBJARGPROC,
    &call_SETATTRFUNC,
    &call_SETATTROFUNC,
    &call_SSIZEOBJARGPROC,
    &call_SSIZESSIZEOBJARGPROC,
    &call_DESCRSETFUNC,
    &call_SETTER,
    &call_INITPROC,
    &call_DESTRUCTOR,
    &call_FREEFUNC,
    &call_VARARGS,
    &call_KEYWORDS,
    &call_GETBUFFERPROC,
    &call_RELEASEBUFFERPROC,
    NULL,
};
static HPyModuleDef module_def = {.defines = module_defines};
HPy_MODINIT(test_real_call, module_def)
