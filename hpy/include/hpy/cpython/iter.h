/* hpy/cpython/iter.h -- iteration. */

static inline HPy HPy_GetIter(HPyContext *ctx, HPy obj)
{
    return _HPy_p2h(PyObject_GetIter(_HPy_h2p(obj)));
}

/* HPyIter_Next where there is no item: why? */
static HPy_SEPARATE PyObject *_HPyIter_End(PyObject *object)
{
    if (Py_TYPE(object)->tp_iternext == NULL) {
        PyErr_Format(PyExc_TypeError,
                     "HPyIter_Next: expected an iterator, got '%.200s'; "
                     "HPy_GetIter makes one",
                     Py_TYPE(object)->tp_name);
    }
    else if (PyErr_Occurred() != NULL &&
             PyErr_ExceptionMatches(PyExc_StopIteration)) {
        PyErr_Clear();
    }
    return NULL;
}

static inline HPy HPyIter_Next(HPyContext *ctx, HPy iterator)
{
    PyObject *object = _HPy_h2p(iterator), *item = NULL;
    iternextfunc next = Py_TYPE(object)->tp_iternext;
    if (HPy_LIKELY(next != NULL)) {
        item = next(object);
    }
    if (HPy_UNLIKELY(item == NULL)) {
        item = _HPyIter_End(object);
    }
    return _HPy_p2h(item);
}

static inline int HPyIter_Check(HPyContext *ctx, HPy obj)
{
    return PyIter_Check(_HPy_h2p(obj));
}
