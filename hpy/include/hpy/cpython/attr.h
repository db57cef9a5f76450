/* hpy/cpython/attr.h -- attributes. */

static inline HPy HPy_GetAttr(HPyContext *ctx, HPy obj, HPy name)
{
    return _HPy_p2h(PyObject_GetAttr(_HPy_h2p(obj), _HPy_h2p(name)));
}

static inline HPy HPy_GetAttr_s(HPyContext *ctx, HPy obj, const char *utf8_name)
{
    PyObject *name = _HPyName_New(utf8_name), *value = NULL;
    if (HPy_LIKELY(name != NULL)) {
        value = PyObject_GetAttr(_HPy_h2p(obj), name);
        Py_DECREF(name);
    }
    return _HPy_p2h(value);
}

/* The answer of a look-up whose failure reads as "no". */
static inline int _HPy_SwallowError(int found)
{
    if (found < 0) {
        PyErr_Clear();
        return 0;
    }
    return found;
}

static inline int HPy_HasAttr(HPyContext *ctx, HPy obj, HPy name)
{
    return _HPy_SwallowError(
        _HPy_HasAttrWithError(_HPy_h2p(obj), _HPy_h2p(name)));
}

static inline int HPy_HasAttr_s(HPyContext *ctx, HPy obj, const char *utf8_name)
{
    PyObject *name = _HPyName_New(utf8_name);
    int found = -1;
    if (HPy_LIKELY(name != NULL)) {
        found = _HPy_HasAttrWithError(_HPy_h2p(obj), name);
        Py_DECREF(name);
    }
    return _HPy_SwallowError(found);
}

static inline int HPy_SetAttr(HPyContext *ctx, HPy obj, HPy name, HPy value)
{
    return PyObject_SetAttr(_HPy_h2p(obj), _HPy_h2p(name), _HPy_h2p(value));
}

static inline int HPy_SetAttr_s(HPyContext *ctx, HPy obj, const char *utf8_name,
                                HPy value)
{
    PyObject *name = _HPyName_New(utf8_name);
    int result = -1;
    if (HPy_LIKELY(name != NULL)) {
        result = PyObject_SetAttr(_HPy_h2p(obj), name, _HPy_h2p(value));
        Py_DECREF(name);
    }
    return result;
}
