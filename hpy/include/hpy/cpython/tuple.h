/* hpy/cpython/tuple.h -- tuples. */

static inline int HPyTuple_Check(HPyContext *ctx, HPy h)
{
    return PyTuple_Check(_HPy_h2p(h));
}

static inline HPy HPyTuple_FromArray(HPyContext *ctx, const HPy *items,
                                     HPy_ssize_t n)
{
    PyObject *tuple = PyTuple_New(n);
    if (HPy_LIKELY(tuple != NULL)) {
        for (Py_ssize_t i = 0; i < n; i++) {
            PyObject *item = _HPy_h2p(items[i]);
            Py_INCREF(item);
            PyTuple_SET_ITEM(tuple, i, item);
        }
    }
    return _HPy_p2h(tuple);
}

/* The items of a tuple as an array of borrowed handles. */
static inline const HPy *_HPyTuple_Items(PyObject *tuple)
{
    return (const HPy *)((PyTupleObject *)tuple)->ob_item;
}
