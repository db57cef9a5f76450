/* hpy/cpython/object.h -- what every object can do. */

static inline int HPy_IsTrue(HPyContext *ctx, HPy h)
{
    return PyObject_IsTrue(_HPy_h2p(h));
}

static inline HPy HPy_Type(HPyContext *ctx, HPy obj)
{
    PyObject *type = (PyObject *)Py_TYPE(_HPy_h2p(obj));
    Py_INCREF(type);
    return _HPy_p2h(type);
}

/* HPy_TypeCheck for an object of another type. */
static HPy_SEPARATE int _HPy_DerivesFrom(PyTypeObject *actual,
                                         PyTypeObject *expected)
{
    /* Nothing derives from a heap type that is no base type. */
    if (PyType_Check((PyObject *)expected) &&
        (expected->tp_flags & (Py_TPFLAGS_HEAPTYPE | Py_TPFLAGS_BASETYPE)) ==
            Py_TPFLAGS_HEAPTYPE) {
        return 0;
    }
    return PyType_IsSubtype(actual, expected);
}

static inline int HPy_TypeCheck(HPyContext *ctx, HPy obj, HPy type)
{
    PyTypeObject *actual = Py_TYPE(_HPy_h2p(obj));
    PyTypeObject *expected = (PyTypeObject *)_HPy_h2p(type);
    if (actual == expected) {
        return 1;
    }
    /* A str is no int: most builtin types have no base but object. */
    if (actual->tp_base == &PyBaseObject_Type &&
        !PyType_HasFeature(actual, Py_TPFLAGS_HEAPTYPE)) {
        return expected == &PyBaseObject_Type;
    }
    return _HPy_DerivesFrom(actual, expected);
}

static inline int HPy_Is(HPyContext *ctx, HPy obj, HPy other)
{
    return obj._i == other._i;
}

static inline HPy HPy_Repr(HPyContext *ctx, HPy obj)
{
    return _HPy_p2h(PyObject_Repr(_HPy_h2p(obj)));
}

static inline HPy HPy_Str(HPyContext *ctx, HPy obj)
{
    return _HPy_p2h(PyObject_Str(_HPy_h2p(obj)));
}

static inline HPy HPy_ASCII(HPyContext *ctx, HPy obj)
{
    return _HPy_p2h(PyObject_ASCII(_HPy_h2p(obj)));
}

static inline HPy HPy_Bytes(HPyContext *ctx, HPy obj)
{
    return _HPy_p2h(PyObject_Bytes(_HPy_h2p(obj)));
}

/* Are both of one type of CPython's own, which compares them without help, nor
 * calling anybody? */
static inline bool _HPy_CompareAlike(PyObject *a, PyObject *b)
{
    PyTypeObject *type = Py_TYPE(a);
    return type == Py_TYPE(b) &&
           (type == &PyLong_Type || type == &PyUnicode_Type ||
            type == &PyFloat_Type);
}

static inline HPy HPy_RichCompare(HPyContext *ctx, HPy v, HPy w, int op)
{
    PyObject *a = _HPy_h2p(v), *b = _HPy_h2p(w);
    return _HPy_p2h(_HPy_CompareAlike(a, b)
                        ? Py_TYPE(a)->tp_richcompare(a, b, op)
                        : PyObject_RichCompare(a, b, op));
}

static inline int HPy_RichCompareBool(HPyContext *ctx, HPy v, HPy w, int op)
{
    return PyObject_RichCompareBool(_HPy_h2p(v), _HPy_h2p(w), op);
}

static inline HPy_hash_t HPy_Hash(HPyContext *ctx, HPy obj)
{
    PyObject *object = _HPy_h2p(obj);
    hashfunc hash = Py_TYPE(object)->tp_hash;
    return HPy_LIKELY(hash != NULL) ? hash(object) : PyObject_Hash(object);
}

/* HPy_Length of all objects but tuples. */
static HPy_SEPARATE Py_ssize_t _HPy_LengthAny(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    if (type->tp_as_sequence != NULL &&
        type->tp_as_sequence->sq_length != NULL) {
        return type->tp_as_sequence->sq_length(object);
    }
    if (type->tp_as_mapping != NULL && type->tp_as_mapping->mp_length != NULL) {
        return type->tp_as_mapping->mp_length(object);
    }
    return PyObject_Size(object);
}

static inline HPy_ssize_t HPy_Length(HPyContext *ctx, HPy h)
{
    PyObject *object = _HPy_h2p(h);
    return PyTuple_CheckExact(object) ? PyTuple_GET_SIZE(object)
                                      : _HPy_LengthAny(object);
}
