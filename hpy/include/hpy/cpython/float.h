/* hpy/cpython/float.h -- floats. */

static inline HPy HPyFloat_FromDouble(HPyContext *ctx, double value)
{
    return _HPy_p2h(PyFloat_FromDouble(value));
}

static inline double HPyFloat_AsDouble(HPyContext *ctx, HPy h)
{
    PyObject *object = _HPy_h2p(h);
    PyTypeObject *type = Py_TYPE(object);
    /* The C API walks through all bases to find that it is a float. */
    if (HPy_LIKELY(type == &PyFloat_Type || type->tp_base == &PyFloat_Type)) {
        return PyFloat_AS_DOUBLE(object);
    }
    return PyFloat_AsDouble(object);
}

#if HPY_ABI_MAX_MINOR >= 1
/* HPyFloat_New for every type without a short way (record.h). */
static HPy_NOINLINE HPy_UNUSED PyObject *_HPyFloat_NewAny(PyTypeObject *type,
                                                          double value)
{
    PyObject *self;
    if (type == &PyFloat_Type) {
        return PyFloat_FromDouble(value);
    }
    if (!PyType_Check((PyObject *)type)) {
        PyErr_Format(PyExc_TypeError,
                     "HPyFloat_New: expected a type, got '%.200s'",
                     Py_TYPE((PyObject *)type)->tp_name);
        return NULL;
    }
    if (!PyType_IsSubtype(type, &PyFloat_Type)) {
        PyErr_Format(PyExc_TypeError,
                     "HPyFloat_New: expected float or a type that derives "
                     "from it, got the type '%.200s'",
                     type->tp_name);
        return NULL;
    }
    self = type->tp_alloc(type, 0);
    if (self != NULL) {
        ((PyFloatObject *)self)->ob_fval = value;
    }
    return self;
}

/* Is there a short way to make instances of the type? */
static inline bool _HPyFloat_IsSimple(HPyContext *ctx, PyTypeObject *type)
{
    return PyType_Check((PyObject *)type) &&
           type->tp_dealloc == _HPyTypeFunctions_Of(ctx)->dealloc &&
           _HPyRecord_Own(type)->is_simple_float;
}

static inline HPy HPyFloat_New(HPyContext *ctx, HPy type, double value)
{
    PyTypeObject *cls = (PyTypeObject *)_HPy_h2p(type);
    PyObject *self;
    void *data; /* which nobody asked for */
    if (HPy_UNLIKELY(!_HPyFloat_IsSimple(ctx, cls))) {
        return _HPy_p2h(_HPyFloat_NewAny(cls, value));
    }
    self = _HPyType_NewSimple(cls, &data);
    if (HPy_LIKELY(self != NULL)) {
        ((PyFloatObject *)self)->ob_fval = value;
    }
    return _HPy_p2h(self);
}
#endif
