/* hpy/cpython/slice.h -- slice objects. */

static inline int HPySlice_Unpack(HPyContext *ctx, HPy slice,
                                  HPy_ssize_t *start, HPy_ssize_t *stop,
                                  HPy_ssize_t *step)
{
    PyObject *object = _HPy_h2p(slice);
    if (HPy_UNLIKELY(!PySlice_Check(object))) {
        PyErr_Format(PyExc_TypeError,
                     "HPySlice_Unpack: expected slice, got '%.200s'",
                     Py_TYPE(object)->tp_name);
        return -1;
    }
    return PySlice_Unpack(object, start, stop, step);
}

static inline HPy HPySlice_New(HPyContext *ctx, HPy start, HPy stop, HPy step)
{
    return _HPy_p2h(
        PySlice_New(_HPy_h2p(start), _HPy_h2p(stop), _HPy_h2p(step)));
}
