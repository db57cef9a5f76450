/* hpy/cpython/iter.h -- iteration. */

static inline HPy HPy_GetIter(HPyContext *ctx, HPy obj)
{
    return _HPy_p2h(PyObject_GetIter(_HPy_h2p(obj)));
}

static inline HPy HPyIter_Next(HPyContext *ctx, HPy iterator)
{
    PyObject *object = _HPy_h2p(iterator), *item;
    iternextfunc next = Py_TYPE(object)->tp_iternext;
    if (HPy_UNLIKELY(next == NULL)) {
        PyErr_Format(PyExc_TypeError,
                     "HPyIter_Next: expected an iterator, got '%.200s'; "
                     "HPy_GetIter makes one",
                     Py_TYPE(object)->tp_name);
        return HPy_NULL;
    }
    item = next(object);
    if (HPy_UNLIKELY(item == NULL) && PyErr_Occurred() != NULL &&
        PyErr_ExceptionMatches(PyExc_StopIteration)) {
        PyErr_Clear();
    }
    return _HPy_p2h(item);
}

static inline int HPyIter_Check(HPyContext *ctx, HPy obj)
{
    return PyIter_Check(_HPy_h2p(obj));
}
