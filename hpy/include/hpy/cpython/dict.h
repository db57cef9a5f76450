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
    PyObject *dict = _HPy_h2p(h_dict), *key, *value;
    HPy_ssize_t found = 0;
    if (HPy_UNLIKELY(!PyDict_Check(dict))) {
        PyErr_BadInternalCall();
        return -1;
    }
    _HPY_BEGIN_CRITICAL_SECTION(dict);
    /* So the end of a small dict need not be searched. */
    count = count < PyDict_GET_SIZE(dict) ? count : PyDict_GET_SIZE(dict);
    while (found < count && PyDict_Next(dict, position, &key, &value)) {
        Py_INCREF(key);
        Py_INCREF(value);
        items[2 * found] = _HPy_p2h(key);
        items[2 * found + 1] = _HPy_p2h(value);
        found++;
    }
    _HPY_END_CRITICAL_SECTION();
    return found;
}
#endif
