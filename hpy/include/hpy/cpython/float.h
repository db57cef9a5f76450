/* hpy/cpython/float.h -- floats. */

static inline HPy HPyFloat_FromDouble(HPyContext *ctx, double value)
{
    return _HPy_p2h(PyFloat_FromDouble(value));
}

static inline double HPyFloat_AsDouble(HPyContext *ctx, HPy h)
{
    PyObject *object = _HPy_h2p(h);
    if (HPy_LIKELY(PyFloat_CheckExact(object))) {
        return PyFloat_AS_DOUBLE(object);
    }
    return PyFloat_AsDouble(object);
}
