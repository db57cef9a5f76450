/* hpy/cpython/call.h -- calls. */

static inline int HPyCallable_Check(HPyContext *ctx, HPy h)
{
    return PyCallable_Check(_HPy_h2p(h));
}

/* 0, or -1 with TypeError. */
static inline int _HPy_CheckTupleDict(PyObject *args, PyObject *kw)
{
    if (args != NULL && !PyTuple_Check(args)) {
        PyErr_Format(PyExc_TypeError,
                     "HPy_CallTupleDict requires args to be a tuple or null "
                     "handle, not '%.200s'",
                     Py_TYPE(args)->tp_name);
        return -1;
    }
    if (kw != NULL && !PyDict_Check(kw)) {
        PyErr_Format(PyExc_TypeError,
                     "HPy_CallTupleDict requires kw to be a dict or null "
                     "handle, not '%.200s'",
                     Py_TYPE(kw)->tp_name);
        return -1;
    }
    return 0;
}

static inline HPy HPy_CallTupleDict(HPyContext *ctx, HPy callable, HPy args,
                                    HPy kw)
{
    PyObject *tuple = _HPy_h2p(args), *dict = _HPy_h2p(kw), *result;
    if (_HPy_CheckTupleDict(tuple, dict) < 0) {
        return HPy_NULL;
    }
    if (tuple != NULL) {
        return _HPy_p2h(PyObject_Call(_HPy_h2p(callable), tuple, dict));
    }
    tuple = PyTuple_New(0);
    if (tuple == NULL) {
        return HPy_NULL;
    }
    result = PyObject_Call(_HPy_h2p(callable), tuple, dict);
    Py_DECREF(tuple);
    return _HPy_p2h(result);
}

static inline HPy HPy_Call(HPyContext *ctx, HPy callable, const HPy *args,
                           size_t nargs, HPy kwnames)
{
    return _HPy_p2h(PyObject_Vectorcall(
        _HPy_h2p(callable), (PyObject *const *)args, nargs, _HPy_h2p(kwnames)));
}

static inline HPy HPy_CallMethod(HPyContext *ctx, HPy name, const HPy *args,
                                 size_t nargs, HPy kwnames)
{
    return _HPy_p2h(PyObject_VectorcallMethod(
        _HPy_h2p(name), (PyObject *const *)args, nargs, _HPy_h2p(kwnames)));
}

static inline int HPy_SetCallFunction(HPyContext *ctx, HPy h,
                                      HPyCallFunction *func)
{
    PyObject *self = _HPy_h2p(h);
    const _HPyRecord *record = _HPyRecord_Find(ctx, Py_TYPE(self));
    char *place;
    if (record == NULL || record->call_offset == 0) {
        PyErr_Format(PyExc_TypeError,
                     "HPy_SetCallFunction: type '%.200s' has no room for a "
                     "call function; define HPy_tp_call",
                     Py_TYPE(self)->tp_name);
        return -1;
    }
    place = (char *)self + record->call_offset;
    if (record->call_is_in_struct) {
        *(HPyCallFunction *)place = *func;
    }
    else {
        *(cpy_vectorcallfunc *)place = func->cpy_trampoline;
    }
    return 0;
}
