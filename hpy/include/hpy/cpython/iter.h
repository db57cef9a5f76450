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

#if HPY_ABI_MAX_MINOR >= 1
/* HPyIter_NextItems behind the last item: as many as were found before, or -1
 * with an exception. */
static HPy_SEPARATE HPy_ssize_t _HPyIter_EndItems(HPyContext *ctx,
                                                  PyObject *object,
                                                  const HPy *items,
                                                  HPy_ssize_t found)
{
    _HPyIter_End(object);
    if (PyErr_Occurred() == NULL) {
        return found;
    }
    _HPy_CloseItems(ctx, items, found);
    return -1;
}

static inline HPy_ssize_t HPyIter_NextItems(HPyContext *ctx, HPy iterator,
                                            HPy *items, HPy_ssize_t count)
{
    PyObject *object = _HPy_h2p(iterator), *item;
    iternextfunc next = Py_TYPE(object)->tp_iternext;
    HPy_ssize_t found = 0;
    while (found < count) {
        item = HPy_LIKELY(next != NULL) ? next(object) : NULL;
        if (HPy_UNLIKELY(item == NULL)) {
            return _HPyIter_EndItems(ctx, object, items, found);
        }
        items[found++] = _HPy_p2h(item);
    }
    return found;
}
#endif

static inline int HPyIter_Check(HPyContext *ctx, HPy obj)
{
    return PyIter_Check(_HPy_h2p(obj));
}
