/* hpy/cpython/new.h -- new instances. */

/* Fill the words from `start` to `end` with zeros. Structs are small: some
 * stores, the last of which may overlap, cost less than a call of memset. */
static inline void _HPy_ZeroWords(char *start, char *end)
{
    if (HPy_UNLIKELY(end - start < 16)) {
        memset(start, 0, start < end ? 8 : 0);
        return;
    }
    for (; end - start > 16; start += 16) {
        memset(start, 0, 16);
    }
    memset(end - 16, 0, 16);
}

/* Make an instance of a type whose struct follows the header out of fresh
 * memory, which may be null. */
static inline PyObject *_HPyType_StartStruct(PyTypeObject *type, PyObject *self,
                                             void **data)
{
    if (HPy_LIKELY(self != NULL)) {
        *data = _HPy_AsStruct_Object(NULL, _HPy_p2h(self));
        _HPy_ZeroWords((char *)self + sizeof(PyObject),
                       (char *)self + type->tp_basicsize);
    }
    return self;
}

/* A new instance of a type that is simple (record.h), as tp_alloc makes it. */
static HPy_SEPARATE PyObject *_HPyType_NewSimple(PyTypeObject *type,
                                                 void **data)
{
    PyObject *self = _HPyRecord_PopFree(_HPyRecord_Own(type));
    self =
        self != NULL ? PyObject_Init(self, type) : PyObject_New(PyObject, type);
    return _HPyType_StartStruct(type, self, data);
}

/* A new instance of a type that is simple but for garbage collection. */
static HPy_SEPARATE PyObject *_HPyType_NewCollected(PyTypeObject *type,
                                                    void **data)
{
    PyObject *self = _HPyRecord_PopFree(_HPyRecord_Own(type));
    self = self != NULL ? PyObject_Init(self, type)
                        : PyObject_GC_New(PyObject, type);
    self = _HPyType_StartStruct(type, self, data);
    if (HPy_LIKELY(self != NULL)) {
        PyObject_GC_Track(self);
    }
    return self;
}

/* A new instance of a type whose memory begins with a builtin's. */
static inline PyObject *_HPyType_NewBuiltin(PyTypeObject *type, newfunc new_)
{
    PyObject *args, *self;
    if (PyType_IsSubtype(type, &PyType_Type)) {
        PyErr_Format(PyExc_TypeError,
                     "HPy_New cannot create a type: call '%s' instead",
                     type->tp_name);
        return NULL;
    }
    args = PyTuple_New(0);
    if (args == NULL) {
        return NULL;
    }
    self = new_(type, args, NULL);
    Py_DECREF(args);
    return self;
}

/* _HPy_New for every type but the common ones. */
static HPy_NOINLINE HPy_UNUSED PyObject *
_HPyType_NewAny(HPyContext *ctx, PyTypeObject *type, void **data)
{
    const _HPyRecord *record;
    PyObject *self;
    if (!PyType_Check((PyObject *)type)) {
        PyErr_Format(PyExc_TypeError, "HPy_New: expected a type, got '%.200s'",
                     Py_TYPE((PyObject *)type)->tp_name);
        return NULL;
    }
    record = _HPyRecord_Find(ctx, type);
    self = record != NULL && record->builtin_new != NULL
               ? _HPyType_NewBuiltin(type, record->builtin_new)
               : type->tp_alloc(type, 0);
    if (self != NULL) {
        *data = record == NULL ? (void *)self
                               : _HPy_AsStruct(ctx, self, record->struct_shape);
    }
    return self;
}

/* A new instance of a class that was made in Python. Most derive from a type
 * whose struct follows the header. */
static HPy_SEPARATE PyObject *
_HPyType_NewDerived(HPyContext *ctx, PyTypeObject *type, void **data)
{
    PyTypeObject *base = type->tp_base;
    PyObject *self;
    if (HPy_UNLIKELY(base == NULL ||
                     base->tp_dealloc != _HPyTypeFunctions_Of(ctx)->dealloc ||
                     _HPyRecord_Own(base)->builtin_new != NULL ||
                     _HPyRecord_Own(base)->struct_shape !=
                         HPyType_BuiltinShape_Object)) {
        return _HPyType_NewAny(ctx, type, data);
    }
    self = type->tp_alloc(type, 0);
    if (HPy_LIKELY(self != NULL)) {
        *data = _HPy_AsStruct_Object(ctx, _HPy_p2h(self));
    }
    return self;
}

static inline HPy _HPy_New(HPyContext *ctx, HPy h_type, void **data)
{
    PyTypeObject *type = (PyTypeObject *)_HPy_h2p(h_type);
    const _HPyRecord *record;
    if (HPy_UNLIKELY(!PyType_Check((PyObject *)type))) {
        return _HPy_p2h(_HPyType_NewAny(ctx, type, data));
    }
    if (type->tp_dealloc != _HPyTypeFunctions_Of(ctx)->dealloc) {
        return _HPy_p2h(_HPyType_NewDerived(ctx, type, data));
    }
    record = _HPyRecord_Own(type);
    if (HPy_LIKELY(record->is_simple)) {
        return _HPy_p2h(_HPyType_NewSimple(type, data));
    }
    return _HPy_p2h(record->is_collected ? _HPyType_NewCollected(type, data)
                                         : _HPyType_NewAny(ctx, type, data));
}

static inline HPy HPyType_GenericNew(HPyContext *ctx, HPy type, const HPy *args,
                                     HPy_ssize_t nargs, HPy kw)
{
    void *data;
    return _HPy_New(ctx, type, &data);
}
