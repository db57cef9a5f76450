/* hpy/cpython/attr.h -- attributes. */

static inline HPy HPy_GetAttr(HPyContext *ctx, HPy obj, HPy name)
{
    return _HPy_p2h(PyObject_GetAttr(_HPy_h2p(obj), _HPy_h2p(name)));
}

static inline HPy HPy_GetAttr_s(HPyContext *ctx, HPy obj, const char *utf8_name)
{
    return _HPy_p2h(PyObject_GetAttrString(_HPy_h2p(obj), utf8_name));
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
    return _HPy_SwallowError(
        _HPy_HasAttrStringWithError(_HPy_h2p(obj), utf8_name));
}

static inline int HPy_SetAttr(HPyContext *ctx, HPy obj, HPy name, HPy value)
{
    return PyObject_SetAttr(_HPy_h2p(obj), _HPy_h2p(name), _HPy_h2p(value));
}

static inline int HPy_SetAttr_s(HPyContext *ctx, HPy obj, const char *utf8_name,
                                HPy value)
{
    return PyObject_SetAttrString(_HPy_h2p(obj), utf8_name, _HPy_h2p(value));
}
