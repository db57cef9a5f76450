/* hpy/cpython/bool.h -- booleans. */

static inline HPy HPyBool_FromBool(HPyContext *ctx, bool value)
{
    PyObject *object = value ? Py_True : Py_False;
    if (!_HPY_CONSTANTS_ARE_IMMORTAL) {
        Py_INCREF(object);
    }
    return _HPy_p2h(object);
}
