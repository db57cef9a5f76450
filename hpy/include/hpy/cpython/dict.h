/* hpy/cpython/dict.h -- dictionaries. */

static inline int HPyDict_Check(HPyContext *ctx, HPy h)
{
    return PyDict_Check(_HPy_h2p(h));
}

static inline HPy HPyDict_New(HPyContext *ctx)
{
    return _HPy_p2h(PyDict_New());
}

static inline HPy HPyDict_Keys(HPyContext *ctx, HPy h)
{
    return _HPy_p2h(PyDict_Keys(_HPy_h2p(h)));
}

static inline HPy HPyDict_Copy(HPyContext *ctx, HPy h)
{
    return _HPy_p2h(PyDict_Copy(_HPy_h2p(h)));
}

#if HPY_ABI_MAX_MINOR >= 1
static inline HPy_ssize_t HPyDict_NextItems(HPyContext *ctx, HPy h_dict,
                                            HPy_ssize_t *position, HPy *items,
                                            HPy_ssize_t count)
{
    PyObject *dict = _HPy_h2p(h_dict);
    PyObject **next = (PyObject **)(void *)items, **end;
    if (HPy_UNLIKELY(!PyDict_Check(dict))) {
        PyErr_BadInternalCall();
        return -1;
    }
    _HPY_BEGIN_CRITICAL_SECTION(dict);
    /* So the end of a small dict need not be searched. */
    count = count < PyDict_GET_SIZE(dict) ? count : PyDict_GET_SIZE(dict);
    end = next + 2 * count;
    while (next < end && PyDict_Next(dict, position, next, next + 1)) {
        Py_INCREF(next[0]);
        Py_INCREF(next[1]);
        next += 2;
    }
    _HPY_END_CRITICAL_SECTION();
    return (next - (PyObject **)(void *)items) / 2;
}
#endif
