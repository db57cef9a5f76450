/* hpy/cpython/construct.h -- T(...) without a tuple of arguments.
 *
 * CPython calls a type by packing the arguments into a tuple, from which
 * __new__ and then __init__ unpack them. Implementations of HPy_tp_new and
 * HPy_tp_init take an array, so a type that has them gets a tp_vectorcall that
 * hands the array on. It is for positional arguments, and for as long as nobody
 * assigns T.__new__ or T.__init__; else it does what CPython does.
 */

/* The keyword arguments of a vectorcall as a new dict. */
static inline PyObject *_HPyConstruct_Keywords(PyObject *const *values,
                                               PyObject *kwnames)
{
    PyObject *dict = PyDict_New();
    for (Py_ssize_t i = 0; dict != NULL && i < PyTuple_GET_SIZE(kwnames); i++) {
        if (PyDict_SetItem(dict, PyTuple_GET_ITEM(kwnames, i), values[i]) < 0) {
            Py_CLEAR(dict);
        }
    }
    return dict;
}

/* The call as CPython does it. */
static HPy_NOINLINE HPy_UNUSED PyObject *
_HPyConstruct_Generic(PyTypeObject *type, PyObject *const *args,
                      Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *result = NULL, *dict = NULL;
    HPy tuple = HPyTuple_FromArray(NULL, (const HPy *)args, nargs);
    if (HPy_IsNull(tuple)) {
        return NULL;
    }
    if (kwnames != NULL) {
        dict = _HPyConstruct_Keywords(args + nargs, kwnames);
        if (dict == NULL) {
            goto cleanup;
        }
    }
    result = PyType_Type.tp_call((PyObject *)type, _HPy_h2p(tuple), dict);
cleanup:
    Py_XDECREF(dict);
    HPy_Close(NULL, tuple);
    return result;
}

/* Run HPy_tp_new, and HPy_tp_init on what it has made, if that is of the type.
 */
static HPy_SEPARATE PyObject *_HPyConstruct_Init(const _HPyRecord *record,
                                                 PyTypeObject *type,
                                                 const HPy *args,
                                                 Py_ssize_t nargs)
{
    HPy self = record->new_impl(_HPy_OWN_CONTEXT, _HPy_p2h((PyObject *)type),
                                args, nargs, HPy_NULL);
    PyObject *object = _HPy_h2p(self);
    if (object != NULL && PyObject_TypeCheck(object, type) &&
        record->init_impl(_HPy_OWN_CONTEXT, self, args, nargs, HPy_NULL) < 0) {
        Py_CLEAR(object);
    }
    return object;
}

static inline PyObject *_HPyConstruct(PyObject *callable, PyObject *const *args,
                                      size_t nargsf, PyObject *kwnames)
{
    PyTypeObject *type = (PyTypeObject *)callable;
    const _HPyRecord *record = _HPyRecord_Own(type);
    Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
    if (HPy_UNLIKELY(kwnames != NULL || type->tp_new != record->new_slot ||
                     type->tp_init != record->init_slot)) {
        return _HPyConstruct_Generic(type, args, nargs, kwnames);
    }
    if (record->init_impl != NULL) {
        return _HPyConstruct_Init(record, type, (const HPy *)args, nargs);
    }
    return _HPy_h2p(record->new_impl(_HPy_OWN_CONTEXT, _HPy_p2h(callable),
                                     (const HPy *)args, nargs, HPy_NULL));
}

/* Let a new type be called this way, if it can be. The contexts of the debug
 * and of the trace mode have no `construct`: there every call of an
 * implementation goes through its trampoline and the context. */
static inline void _HPyConstruct_Install(PyTypeObject *type, _HPyRecord *record,
                                         vectorcallfunc construct)
{
    bool has_init = type->tp_init != PyBaseObject_Type.tp_init;
    record->new_slot = type->tp_new;
    record->init_slot = type->tp_init;
    if (construct != NULL && Py_TYPE((PyObject *)type) == &PyType_Type &&
        record->new_impl != NULL && has_init == (record->init_impl != NULL)) {
        type->tp_vectorcall = construct;
    }
}
