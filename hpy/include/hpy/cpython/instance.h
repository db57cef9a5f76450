/* hpy/cpython/instance.h -- the life of the instances of a type that HPy made.
 *
 * These functions fill the slots tp_dealloc, tp_traverse, tp_clear and tp_call.
 * An instance has a chain of bases: types that HPy made, then others. When it
 * dies its finalizer runs, then all HPyFields are cleared, then the destroy
 * functions run from the most derived type to the base, then the first base
 * that HPy did not make frees it.
 */

static inline void _HPyInstance_Dealloc(PyObject *self);
static inline int _HPyInstance_Traverse(PyObject *self, visitproc visit,
                                        void *arg);
static inline int _HPyInstance_Clear(PyObject *self);

/* Did HPy make this type, and does HPy manage its part of the memory? */
static inline bool _HPyInstance_IsLevel(PyTypeObject *type)
{
    return type->tp_dealloc == _HPyInstance_Dealloc &&
           _HPyRecord_Own(type)->legacy_dealloc == NULL;
}

/* The most derived level of an object; only classes that were made in Python
 * can be below it. */
static inline PyTypeObject *_HPyInstance_FirstLevel(PyObject *self)
{
    PyTypeObject *type =
        _HPyRecord_Nearest(Py_TYPE(self), _HPyInstance_Dealloc);
    return type != NULL && _HPyInstance_IsLevel(type) ? type : NULL;
}

/* The level above, or NULL. */
static inline PyTypeObject *_HPyInstance_NextLevel(PyTypeObject *type)
{
    type = type->tp_base;
    return type != NULL && _HPyInstance_IsLevel(type) ? type : NULL;
}

static inline void *_HPyInstance_Struct(PyObject *self,
                                        const _HPyRecord *record)
{
    return _HPy_AsStruct(NULL, self, record->struct_shape);
}

/* Where a type's own __dict__ is. */
static inline PyObject **_HPyInstance_Dict(PyObject *self,
                                           const _HPyRecord *record)
{
    return (PyObject **)((char *)self + record->dict_offset);
}

/* ---- Python classes as bases ----
 *
 * The slot functions of a class that was made in Python begin at the type of
 * the object and go up the bases. For an object whose type HPy made they would
 * call HPy's function again, without end. They are called with the object's
 * type set to their own class for as long as it takes.
 */

static inline bool _HPy_IsHeapType(PyTypeObject *type)
{
    return PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE);
}

typedef struct {
    visitproc visit;
    void *arg;
    PyObject *type; /* the real type of the object */
    PyObject *base; /* the type that it has for the moment */
    bool seen;
} _HPyBaseVisit;

/* Visit, but for one visit of the base, which is one of the real type. */
static inline int _HPyInstance_VisitFromBase(PyObject *object, void *arg)
{
    _HPyBaseVisit *visit = (_HPyBaseVisit *)arg;
    if (object == visit->base && !visit->seen) {
        visit->seen = true;
        object = visit->type;
    }
    return visit->visit(object, visit->arg);
}

static inline int _HPyInstance_TraverseAsBase(PyObject *self,
                                              PyTypeObject *base,
                                              visitproc visit, void *arg)
{
    PyTypeObject *type = Py_TYPE(self);
    _HPyBaseVisit from_base = {visit, arg, (PyObject *)type, (PyObject *)base,
                               false};
    int result;
    Py_SET_TYPE(self, base);
    result = base->tp_traverse(self, _HPyInstance_VisitFromBase, &from_base);
    Py_SET_TYPE(self, type);
    return result;
}

static inline int _HPyInstance_ClearAsBase(PyObject *self, PyTypeObject *base)
{
    PyTypeObject *type = Py_TYPE(self);
    int result;
    Py_SET_TYPE(self, base);
    result = base->tp_clear(self);
    Py_SET_TYPE(self, type);
    return result;
}

/* The base gives back a reference to itself, so we give back the real one. */
static inline void _HPyInstance_DeallocAsBase(PyObject *self,
                                              PyTypeObject *base)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_INCREF((PyObject *)base);
    Py_SET_TYPE(self, base);
    base->tp_dealloc(self);
    Py_DECREF((PyObject *)type);
}

/* ---- Garbage collection ---- */

typedef struct {
    visitproc visit;
    void *arg;
} _HPyFieldVisit;

static inline int _HPyInstance_VisitField(HPyField *field, void *arg)
{
    const _HPyFieldVisit *visit = (const _HPyFieldVisit *)arg;
    return HPyField_IsNull(*field)
               ? 0
               : visit->visit((PyObject *)field->_i, visit->arg);
}

static inline int _HPyInstance_ClearField(HPyField *field, void *arg)
{
    (void)arg;
    _HPy_StoreReference(&field->_i, HPy_NULL);
    return 0;
}

/* The nearest traverse function visits every field of the struct, those of the
 * bases too: calling theirs would count references twice. */
static inline int _HPyInstance_VisitFields(PyObject *self, visitproc visit,
                                           void *arg)
{
    _HPyFieldVisit field_visit = {visit, arg};
    bool visited = false;
    PyTypeObject *type = _HPyInstance_FirstLevel(self);
    for (; type != NULL; type = _HPyInstance_NextLevel(type)) {
        const _HPyRecord *record = _HPyRecord_Own(type);
        if (record->dict_offset != 0) {
            Py_VISIT(*_HPyInstance_Dict(self, record));
        }
        if (record->traverse != NULL && !visited) {
            int result =
                record->traverse(_HPyInstance_Struct(self, record),
                                 _HPyInstance_VisitField, &field_visit);
            if (result != 0) {
                return result;
            }
            visited = true;
        }
    }
    return 0;
}

/* Clear the fields of all levels; a field that is null already is no harm. */
static inline void _HPyInstance_ClearFields(PyObject *self)
{
    PyTypeObject *type = _HPyInstance_FirstLevel(self);
    for (; type != NULL; type = _HPyInstance_NextLevel(type)) {
        const _HPyRecord *record = _HPyRecord_Own(type);
        if (record->traverse != NULL) {
            record->traverse(_HPyInstance_Struct(self, record),
                             _HPyInstance_ClearField, NULL);
        }
        if (record->dict_offset != 0) {
            Py_CLEAR(*_HPyInstance_Dict(self, record));
        }
    }
}

/* The first base that has its own tp_traverse, or NULL. */
static inline PyTypeObject *_HPyInstance_TraverseBase(PyTypeObject *type)
{
    while (type->tp_traverse != _HPyInstance_Traverse) {
        type = type->tp_base;
    }
    while (type != NULL && (type->tp_traverse == NULL ||
                            type->tp_traverse == _HPyInstance_Traverse)) {
        type = type->tp_base;
    }
    return type;
}

/* The first base that has its own tp_clear, or NULL. */
static inline PyTypeObject *_HPyInstance_ClearBase(PyTypeObject *type)
{
    while (type->tp_clear != _HPyInstance_Clear) {
        type = type->tp_base;
    }
    while (type != NULL &&
           (type->tp_clear == NULL || type->tp_clear == _HPyInstance_Clear)) {
        type = type->tp_base;
    }
    return type;
}

static inline int _HPyInstance_Traverse(PyObject *self, visitproc visit,
                                        void *arg)
{
    PyTypeObject *base = _HPyInstance_TraverseBase(Py_TYPE(self));
    int result = _HPyInstance_VisitFields(self, visit, arg);
    if (result != 0) {
        return result;
    }
    if (base != NULL && _HPy_IsHeapType(base)) {
        return _HPyInstance_TraverseAsBase(self, base, visit, arg);
    }
    Py_VISIT((PyObject *)Py_TYPE(self));
    return base != NULL ? base->tp_traverse(self, visit, arg) : 0;
}

static inline int _HPyInstance_Clear(PyObject *self)
{
    PyTypeObject *base = _HPyInstance_ClearBase(Py_TYPE(self));
    _HPyInstance_ClearFields(self);
    if (base == NULL) {
        return 0;
    }
    return _HPy_IsHeapType(base) ? _HPyInstance_ClearAsBase(self, base)
                                 : base->tp_clear(self);
}

/* ---- Death ---- */

/* Let the first base that HPy did not make free the memory. By the rules of the
 * C API a heap type gives back the object's reference to its type. */
static inline void _HPyInstance_DeallocBase(PyObject *self, PyTypeObject *base)
{
    PyTypeObject *type = Py_TYPE(self);
    if (PyType_IS_GC(base)) {
        PyObject_GC_Track(self); /* the base expects it and untracks */
    }
    if (base->tp_dealloc == _HPyInstance_Dealloc) {
        _HPyRecord_Own(base)->legacy_dealloc(self);
    }
    else if (_HPy_IsHeapType(base)) {
        _HPyInstance_DeallocAsBase(self, base);
    }
    else {
        base->tp_dealloc(self);
        Py_DECREF((PyObject *)type);
    }
}

/* Clear the fields, call the destroy functions, free the object. */
static inline void _HPyInstance_TearDown(PyObject *self)
{
    PyTypeObject *level, *base = NULL;
    if (Py_TYPE(self)->tp_dealloc == _HPyInstance_Dealloc &&
        Py_TYPE(self)->tp_weaklistoffset > 0) {
        PyObject_ClearWeakRefs(self);
    }
    _HPyInstance_ClearFields(self);
    level = _HPyInstance_FirstLevel(self);
    for (; level != NULL; level = _HPyInstance_NextLevel(level)) {
        const _HPyRecord *record = _HPyRecord_Own(level);
        if (record->destroy != NULL) {
            record->destroy(_HPyInstance_Struct(self, record));
        }
        base = level->tp_base;
    }
    _HPyInstance_DeallocBase(self, base);
}

/* _HPyInstance_KeepsBases for a type that has bases of its kind. */
static HPy_SEPARATE bool _HPyInstance_KeepsPlainBases(const PyTypeObject *type,
                                                      const _HPyRecord *record)
{
    while (record->plain_base != NULL) {
        if (HPy_UNLIKELY(type->tp_base != record->plain_base)) {
            return false;
        }
        type = type->tp_base;
        record = _HPyRecord_Own((PyTypeObject *)type);
        if (HPy_UNLIKELY(!record->is_plain)) { /* another at its address */
            return false;
        }
    }
    return true;
}

/* Are the bases of a simple type those that it was made with? Python code may
 * assign others to __bases__, which bring functions along that have to be
 * called. */
static inline bool _HPyInstance_KeepsBases(const PyTypeObject *type,
                                           const _HPyRecord *record)
{
    return HPy_LIKELY(record->plain_base == NULL) ||
           _HPyInstance_KeepsPlainBases(type, record);
}

/* Empty the struct of an instance whose type is simple, or its base. */
static inline void _HPyInstance_EmptyStruct(void *data,
                                            const _HPyRecord *record)
{
    if (record->traverse != NULL) {
        record->traverse(data, _HPyInstance_ClearField, NULL);
    }
    if (record->destroy != NULL) {
        record->destroy(data);
    }
}

/* Death of an object of any type but the common ones. */
static HPy_NOINLINE HPy_UNUSED void _HPyInstance_DeallocAny(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    bool is_exact = type->tp_dealloc == _HPyInstance_Dealloc;
    PyTypeObject *nearest = _HPyRecord_Nearest(type, _HPyInstance_Dealloc);
    _HPyRecord *record = _HPyRecord_Own(nearest);

    if (record->legacy_dealloc != NULL) {
        record->legacy_dealloc(self);
        return;
    }
    /* A class made in Python has called the finalizer already. */
    if (is_exact && type->tp_finalize != NULL) {
        /* The collector marks the memory of what was finalized once: no other
         * instance may get it. */
        record->is_collected = false;
        if (PyObject_CallFinalizerFromDealloc(self) < 0) {
            return;
        }
    }
    if (PyType_IS_GC(type)) {
        PyObject_GC_UnTrack(self);
    }
    if (!is_exact || !PyType_IS_GC(type)) {
        _HPyInstance_TearDown(self);
        return;
    }
    /* A long chain of objects must not exhaust the C stack. */
    Py_TRASHCAN_BEGIN(self, _HPyInstance_Dealloc) _HPyInstance_TearDown(self);
    Py_TRASHCAN_END
}

/* Death of an object of a class that was made in Python, by its nearest base
 * that HPy made. If that is simple, that the class is collected is its own
 * affair. */
static HPy_SEPARATE void _HPyInstance_DeallocBelow(PyObject *self,
                                                   PyTypeObject *nearest)
{
    PyTypeObject *type = Py_TYPE(self);
    const _HPyRecord *record = _HPyRecord_Own(nearest);
    if (HPy_UNLIKELY((!record->is_simple && !record->is_simple_float) ||
                     !_HPyInstance_KeepsBases(nearest, record))) {
        _HPyInstance_DeallocAny(self);
        return;
    }
    _HPyInstance_EmptyStruct(_HPyInstance_Struct(self, record), record);
    type->tp_free(self);
    Py_DECREF((PyObject *)type);
}

/* The same where the struct may be one that owns nothing. */
static HPy_SEPARATE void _HPyInstance_DeallocDerived(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self), *nearest = type->tp_base;
    const _HPyRecord *record;
    while (nearest->tp_dealloc != _HPyInstance_Dealloc) {
        nearest = nearest->tp_base;
    }
    record = _HPyRecord_Own(nearest);
    if (!record->is_plain || record->plain_base != NULL) {
        _HPyInstance_DeallocBelow(self, nearest);
        return;
    }
    type->tp_free(self);
    Py_DECREF((PyObject *)type);
}

/* So many instances die within each other, on the C stack, before the trashcan
 * takes over, which costs as much as all the rest. */
#define _HPYINSTANCE_MAX_DEPTH 40

/* Death of an object of a type that is simple but for garbage collection. */
static inline void _HPyInstance_DeallocCollected(PyObject *self,
                                                 _HPyRecord *record)
{
    static int depth; /* with the GIL held */
    PyTypeObject *type = Py_TYPE(self);
    if (HPy_UNLIKELY(depth >= _HPYINSTANCE_MAX_DEPTH)) {
        _HPyInstance_DeallocAny(self);
        return;
    }
    PyObject_GC_UnTrack(self);
    depth++;
    _HPyInstance_EmptyStruct(_HPy_AsStruct_Object(NULL, _HPy_p2h(self)),
                             record);
    depth--;
    if (HPy_UNLIKELY(!_HPyRecord_PushFree(record, self))) {
        PyObject_GC_Del(self);
    }
    Py_DECREF((PyObject *)type);
}

/* Death of an object of a simple type whose struct owns nothing. */
static inline void _HPyInstance_DeallocPlain(PyObject *self, _HPyRecord *record)
{
    PyTypeObject *type = Py_TYPE(self);
    if (_HPyRecord_PushFree(record, self)) {
        Py_DECREF((PyObject *)type);
        return;
    }
    PyObject_Free(self);
    Py_DECREF((PyObject *)type);
}

/* Death of an object whose struct may own something, or has to be found, or
 * whose type has bases of its kind. */
static HPy_SEPARATE void _HPyInstance_DeallocOwner(PyObject *self,
                                                   _HPyRecord *record)
{
    if (HPy_UNLIKELY(!_HPyInstance_KeepsBases(Py_TYPE(self), record))) {
        _HPyInstance_DeallocAny(self);
    }
    else if (record->is_simple) {
        _HPyInstance_EmptyStruct(_HPy_AsStruct_Object(NULL, _HPy_p2h(self)),
                                 record);
        _HPyInstance_DeallocPlain(self, record);
    }
    else if (HPy_LIKELY(record->is_collected)) {
        _HPyInstance_DeallocCollected(self, record);
    }
    else if (record->is_simple_float) {
        _HPyInstance_EmptyStruct(_HPy_AsStruct_Float(NULL, _HPy_p2h(self)),
                                 record);
        _HPyInstance_DeallocPlain(self, record);
    }
    else {
        _HPyInstance_DeallocAny(self);
    }
}

/* The common cases are here: types without a finalizer that are simple. */
static inline void _HPyInstance_Dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    _HPyRecord *record;
    if (HPy_UNLIKELY(type->tp_dealloc != _HPyInstance_Dealloc)) {
        _HPyInstance_DeallocDerived(self);
        return;
    }
    record = _HPyRecord_Own(type);
    if (HPy_UNLIKELY(type->tp_finalize != NULL)) {
        _HPyInstance_DeallocAny(self);
    }
    else if (HPy_LIKELY(record->is_plain && record->plain_base == NULL)) {
        _HPyInstance_DeallocPlain(self, record);
    }
    else {
        _HPyInstance_DeallocOwner(self, record);
    }
}

/* ---- Calls ----
 *
 * An instance keeps its call function in one word. While the word is null the
 * function is HPy_tp_call of the type; the first call writes it there.
 */

/* HPy_tp_call of the type of `self`, or NULL. */
static inline vectorcallfunc _HPyInstance_DefaultCall(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    while ((type = _HPyRecord_Nearest(type, _HPyInstance_Dealloc)) != NULL) {
        if (_HPyRecord_Own(type)->call != NULL) {
            return _HPyRecord_Own(type)->call;
        }
        type = type->tp_base;
    }
    return NULL;
}

/* An array for a vectorcall: the positional arguments, then the values of `kw`
 * in the order of the new tuple `*kwnames`. All borrowed but the tuple. */
static inline PyObject **_HPyInstance_Arguments(PyObject *args, PyObject *kw,
                                                PyObject **kwnames)
{
    Py_ssize_t nargs = PyTuple_GET_SIZE(args), position = 0, i = 0;
    Py_ssize_t nkw = kw != NULL ? PyDict_GET_SIZE(kw) : 0;
    PyObject *key, *value;
    PyObject **array = PyMem_New(PyObject *, nargs + nkw + 1);
    *kwnames = PyTuple_New(nkw);
    if (array == NULL || *kwnames == NULL) {
        PyMem_Free(array);
        Py_CLEAR(*kwnames);
        return (PyObject **)PyErr_NoMemory();
    }
    for (; i < nargs; i++) {
        array[i] = PyTuple_GET_ITEM(args, i);
    }
    while (nkw > 0 && PyDict_Next(kw, &position, &key, &value)) {
        Py_INCREF(key);
        PyTuple_SET_ITEM(*kwnames, i - nargs, key);
        array[i++] = value;
    }
    return array;
}

/* Call `call` for an object without room for a call function. */
static inline PyObject *_HPyInstance_CallDefault(vectorcallfunc call,
                                                 PyObject *self, PyObject *args,
                                                 PyObject *kw)
{
    PyObject *kwnames, *result;
    PyObject **array = _HPyInstance_Arguments(args, kw, &kwnames);
    if (array == NULL) {
        return NULL;
    }
    result = call(self, array, (size_t)PyTuple_GET_SIZE(args),
                  PyTuple_GET_SIZE(kwnames) > 0 ? kwnames : NULL);
    Py_DECREF(kwnames);
    PyMem_Free(array);
    return result;
}

static inline PyObject *_HPyInstance_Call(PyObject *self, PyObject *args,
                                          PyObject *kw)
{
    Py_ssize_t offset = Py_TYPE(self)->tp_vectorcall_offset;
    vectorcallfunc call = _HPyInstance_DefaultCall(self);
    vectorcallfunc *word = (vectorcallfunc *)((char *)self + offset);
    if (offset <= 0 && call != NULL) {
        return _HPyInstance_CallDefault(call, self, args, kw);
    }
    if (offset > 0 && *word == NULL) {
        *word = call;
    }
    return PyVectorcall_Call(self, args, kw);
}
