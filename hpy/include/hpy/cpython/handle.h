/* hpy/cpython/handle.h -- handles. */

static inline HPy HPy_Dup(HPyContext *ctx, HPy h)
{
    Py_XINCREF(_HPy_h2p(h));
    return h;
}

static inline void HPy_Close(HPyContext *ctx, HPy h)
{
    Py_XDECREF(_HPy_h2p(h));
}

/* Close several handles. */
static inline void _HPy_CloseItems(HPyContext *ctx, const HPy *handles,
                                   HPy_ssize_t count)
{
    _HPy_UNROLL for (HPy_ssize_t i = 0; i < count; i++)
    {
        HPy_Close(ctx, handles[i]);
    }
}

#if HPY_ABI_MAX_MINOR >= 1
static inline void HPy_CloseAll(HPyContext *ctx, const HPy *handles,
                                HPy_ssize_t count)
{
    _HPy_CloseItems(ctx, handles, count);
}
#endif

static inline HPy HPy_FromPyObject(HPyContext *ctx, cpy_PyObject *obj)
{
    Py_XINCREF(obj);
    return _HPy_p2h(obj);
}

static inline cpy_PyObject *HPy_AsPyObject(HPyContext *ctx, HPy h)
{
    Py_XINCREF(_HPy_h2p(h));
    return _HPy_h2p(h);
}

static inline void _HPy_Dump(HPyContext *ctx, HPy h)
{
    PyObject *object = _HPy_h2p(h);
    if (object == NULL) {
        fputs("HPy_NULL\n", stderr);
        return;
    }
    fprintf(stderr, "object address  : %p\n", (void *)object);
    fprintf(stderr, "object refcount : %zd\n", (size_t)Py_REFCNT(object));
    fprintf(stderr, "object type     : %s\n", Py_TYPE(object)->tp_name);
    fputs("object repr     : ", stderr);
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (PyObject_Print(object, stderr, 0) < 0) {
        PyErr_Clear();
    }
    PyErr_Restore(type, value, traceback);
    fputs("\n", stderr);
}
