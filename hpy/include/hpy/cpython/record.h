/* hpy/cpython/record.h -- what HPy knows of a type that it made.
 *
 * A record belongs to one type and dies with it. A type that HPy made is known
 * by its tp_dealloc, which is HPy's own; its record then is the memory around
 * its tp_methods, an array that HPy made too. Classes that are derived in
 * Python have another tp_dealloc: their record is that of the nearest base that
 * has one.
 *
 * The record must outlive the last instance, whose memory it describes. When
 * the garbage collector clears a type, its instances may still be waiting for
 * their turn, so nothing that is reachable from the type's dict can own the
 * record. It is an object, which the type's tp_cache owns: CPython has no use
 * for this field any more, but gives it back when it frees the type.
 */

typedef struct {
    PyObject_VAR_HEAD HPyType_BuiltinShape shape; /* as the spec says */
    HPyType_BuiltinShape struct_shape; /* where the struct is: maybe a base's */
    Py_ssize_t struct_size;            /* with that of the bases */
    bool is_simple;                    /* a struct and no more: type.h */
    bool is_simple_float;              /* a float, a struct and no more */
    bool is_plain;                     /* one of the two, and owns nothing */
    bool is_collected;                 /* simple, but for HAVE_GC */
    bool has_gc;                       /* is or was it collected? */
    HPyFunc_destroyfunc destroy;       /* or NULL */
    HPyFunc_traverseproc traverse;     /* or NULL */
    destructor legacy_dealloc;         /* or NULL */
    PyObject *free_list;               /* dead instances of a simple type */
    int free_count;
    int max_free;               /* as often as HPy_New found none */
    newfunc builtin_new;        /* of a builtin base, or NULL */
    HPyFunc_newfunc new_impl;   /* HPy_tp_new, or NULL */
    HPyFunc_initproc init_impl; /* HPy_tp_init, or NULL */
    newfunc new_slot;           /* tp_new when the type was made */
    initproc init_slot;         /* tp_init when the type was made */
    vectorcallfunc call;        /* HPy_tp_call, or NULL */
    Py_ssize_t call_offset;     /* of an instance's call function, or 0 */
    bool call_is_in_struct;     /* the user's __vectorcalloffset__ */
    Py_ssize_t dict_offset;     /* of a __dict__ that it adds, or 0 */
    PyTypeObject *type;         /* borrowed; NULL until it exists */
    PyTypeObject *plain_base;   /* of a simple type; NULL for a builtin; it
                                   may be gone: _HPyInstance_KeepsBases */
    PyMethodDef methods[1];     /* as many as the type has, and the end */
} _HPyRecord;

/* HPy's functions in the slots of a type; one set per binary. */
typedef struct {
    destructor dealloc;
    traverseproc traverse;
    inquiry clear;
    ternaryfunc call;
    vectorcallfunc construct;
} _HPyTypeFunctions;

static inline const _HPyTypeFunctions *_HPyTypeFunctions_Of(HPyContext *ctx)
{
    return (const _HPyTypeFunctions *)ctx->_private;
}

/* The record of `type`, whose tp_dealloc says that it has one. */
static inline _HPyRecord *_HPyRecord_Own(PyTypeObject *type)
{
    return (_HPyRecord *)((char *)type->tp_methods -
                          offsetof(_HPyRecord, methods));
}

/* `type` or its nearest base that HPy made, or NULL. */
static inline PyTypeObject *_HPyRecord_Nearest(PyTypeObject *type,
                                               destructor dealloc)
{
    while (type != NULL && type->tp_dealloc != dealloc) {
        type = type->tp_base;
    }
    return type;
}

/* The record of `type` or its nearest base that has one, or NULL. */
static inline _HPyRecord *_HPyRecord_Find(HPyContext *ctx, PyTypeObject *type)
{
    type = _HPyRecord_Nearest(type, _HPyTypeFunctions_Of(ctx)->dealloc);
    return type != NULL ? _HPyRecord_Own(type) : NULL;
}

/* Simple and collected types keep some dead instances for the next ones, as
 * CPython does for its own types; linked by the field of the type. Not where
 * threads would have to agree on it, nor where a tool wants to see each object
 * die. */
#if defined(Py_GIL_DISABLED) || defined(_HPY_SANITIZE_ADDRESS)
#define _HPYRECORD_MAX_FREE 0
#else
#define _HPYRECORD_MAX_FREE 32
#endif

/* Take an instance from the list, or NULL. Types whose instances do not come
 * from here have an empty list, as nothing would empty it. */
static inline PyObject *_HPyRecord_PopFree(_HPyRecord *record)
{
    PyObject *object = record->free_list;
    if (HPy_LIKELY(object != NULL)) {
        record->free_list = (PyObject *)Py_TYPE(object);
        record->free_count--;
    }
    else if (record->max_free < _HPYRECORD_MAX_FREE) {
        record->max_free++;
    }
    return object;
}

/* Put a dead instance, which the garbage collector does not see any more, into
 * the list; false if that is full. */
static inline bool _HPyRecord_PushFree(_HPyRecord *record, PyObject *object)
{
    if (HPy_UNLIKELY(record->free_count >= record->max_free)) {
        return false;
    }
    Py_SET_TYPE(object, (PyTypeObject *)record->free_list);
    record->free_list = object;
    record->free_count++;
    return true;
}

/* Free what is in the list. The type is gone if Python code kept the record,
 * which the garbage collector shows, so another says where the memory begins.
 */
static inline void _HPyRecord_EmptyFree(_HPyRecord *record)
{
    while (record->free_list != NULL) {
        PyObject *object = _HPyRecord_PopFree(record);
        if (record->has_gc) {
            Py_SET_TYPE(object, &PyTuple_Type);
            PyObject_GC_Del(object);
        }
        else {
            PyObject_Free(object);
        }
    }
}

static inline void _HPyRecord_Dealloc(PyObject *self)
{
    _HPyRecord_EmptyFree((_HPyRecord *)self);
    PyObject_Free(self);
}

/* A new record that says nothing yet, with `size` bytes behind its first method
 * for the others and for more arrays, all to be filled; NULL with an exception.
 */
static inline _HPyRecord *_HPyRecord_New(size_t size)
{
    static PyTypeObject type = {PyVarObject_HEAD_INIT(NULL, 0) "hpy.record",
                                sizeof(_HPyRecord), 1, _HPyRecord_Dealloc};
    const size_t head = sizeof(PyVarObject);
    _HPyRecord *record;
    if (PyType_Ready(&type) < 0) {
        return NULL;
    }
    record = PyObject_NewVar(_HPyRecord, &type, (Py_ssize_t)size);
    if (record != NULL) {
        memset((char *)record + head, 0, offsetof(_HPyRecord, methods) - head);
    }
    return record;
}

/* Give the record to its type. */
static inline void _HPyRecord_Attach(_HPyRecord *record, PyTypeObject *type)
{
    record->type = type;
    type->tp_cache = (PyObject *)record;
}
