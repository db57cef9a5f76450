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
static inline int HPyDict_Next(HPyContext *ctx, HPy h_dict,
                               HPy_ssize_t *position, HPy *key, HPy *value)
{
    PyObject *dict = _HPy_h2p(h_dict), *k = NULL, *v = NULL;
    int found;
    if (HPy_UNLIKELY(!PyDict_Check(dict))) {
        PyErr_BadInternalCall();
        return -1;
    }
    _HPY_BEGIN_CRITICAL_SECTION(dict);
    found = PyDict_Next(dict, position, &k, &v);
    Py_XINCREF(k);
    Py_XINCREF(v);
    _HPY_END_CRITICAL_SECTION();
    *key = _HPy_p2h(k);
    *value = _HPy_p2h(v);
    return found;
}
#endif
