/* hpy/cpython/metaclass.h -- metaclasses before CPython 3.12.
 *
 * PyType_FromSpec of these versions makes instances of `type` only. To get an
 * instance of another metaclass, a finished type's documented fields are copied
 * into fresh memory of that metaclass and made ready once more; the first type
 * is then thrown away.
 */
#if !_HPY_HAVE_FROM_METACLASS

/* Copy the groups of slots, and point the type at its own groups. */
static inline void _HPy_CopySlotGroups(PyHeapTypeObject *to,
                                       const PyHeapTypeObject *from)
{
    to->as_async = from->as_async;
    to->as_number = from->as_number;
    to->as_mapping = from->as_mapping;
    to->as_sequence = from->as_sequence;
    to->as_buffer = from->as_buffer;
    to->ht_type.tp_as_async = &to->as_async;
    to->ht_type.tp_as_number = &to->as_number;
    to->ht_type.tp_as_mapping = &to->as_mapping;
    to->ht_type.tp_as_sequence = &to->as_sequence;
    to->ht_type.tp_as_buffer = &to->as_buffer;
}

static inline void _HPy_CopySlots(PyTypeObject *to, const PyTypeObject *from)
{
    to->tp_basicsize = from->tp_basicsize;
    to->tp_itemsize = from->tp_itemsize;
    to->tp_flags = from->tp_flags & ~(Py_TPFLAGS_READY | Py_TPFLAGS_READYING |
                                      Py_TPFLAGS_VALID_VERSION_TAG);
    to->tp_vectorcall_offset = from->tp_vectorcall_offset;
    to->tp_dictoffset = from->tp_dictoffset;
    to->tp_weaklistoffset = from->tp_weaklistoffset;
    to->tp_dealloc = from->tp_dealloc;
    to->tp_getattr = from->tp_getattr;
    to->tp_setattr = from->tp_setattr;
    to->tp_repr = from->tp_repr;
    to->tp_hash = from->tp_hash;
    to->tp_call = from->tp_call;
    to->tp_str = from->tp_str;
    to->tp_getattro = from->tp_getattro;
    to->tp_setattro = from->tp_setattro;
    to->tp_traverse = from->tp_traverse;
    to->tp_clear = from->tp_clear;
    to->tp_richcompare = from->tp_richcompare;
    to->tp_iter = from->tp_iter;
    to->tp_iternext = from->tp_iternext;
    to->tp_methods = from->tp_methods;
    to->tp_getset = from->tp_getset;
    to->tp_descr_get = from->tp_descr_get;
    to->tp_descr_set = from->tp_descr_set;
    to->tp_init = from->tp_init;
    to->tp_alloc = from->tp_alloc;
    to->tp_new = from->tp_new;
    to->tp_free = from->tp_free;
    to->tp_is_gc = from->tp_is_gc;
    to->tp_del = from->tp_del;
    to->tp_finalize = from->tp_finalize;
}

/* A copy of the doc string as type objects own it; `*out` NULL for none. */
static inline int _HPy_CopyDoc(const char *doc, const char **out)
{
    char *copy = NULL;
    if (doc != NULL) {
        copy = (char *)PyObject_Malloc(strlen(doc) + 1);
        if (copy == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        strcpy(copy, doc);
    }
    *out = copy;
    return 0;
}

/* Give the type the module name that the first type has, if any. */
static inline int _HPy_CopyModuleName(PyTypeObject *to, PyTypeObject *from)
{
    PyObject *module = PyDict_GetItemString(from->tp_dict, "__module__");
    return module ? PyObject_SetAttrString((PyObject *)to, "__module__", module)
                  : 0;
}

/* A type like `type`, made by `metaclass`: a new reference, or NULL with an
 * exception. `name` and `members` live as long as the type. */
static inline PyObject *_HPy_ChangeMetaclass(PyTypeObject *type,
                                             PyTypeObject *metaclass,
                                             const char *name,
                                             PyMemberDef *members)
{
    const PyHeapTypeObject *from = (const PyHeapTypeObject *)type;
    PyObject *object = metaclass->tp_alloc(metaclass, 0);
    PyHeapTypeObject *to = (PyHeapTypeObject *)object;
    if (object == NULL) {
        return NULL;
    }
    to->ht_type.tp_flags = HPy_TPFLAGS_DEFAULT; /* a heap type, if it fails */
    _HPy_CopySlotGroups(to, from);
    _HPy_CopySlots(&to->ht_type, type);
    to->ht_type.tp_name = name;
    to->ht_type.tp_members = members;
    to->ht_name = from->ht_name;
    to->ht_qualname = from->ht_qualname;
    to->ht_type.tp_base = type->tp_base;
    to->ht_type.tp_bases = type->tp_bases;
    Py_INCREF(to->ht_name);
    Py_INCREF(to->ht_qualname);
    Py_INCREF((PyObject *)to->ht_type.tp_base);
    Py_INCREF(to->ht_type.tp_bases);
    if (_HPy_CopyDoc(type->tp_doc, &to->ht_type.tp_doc) < 0 ||
        PyType_Ready(&to->ht_type) < 0 ||
        _HPy_CopyModuleName(&to->ht_type, type) < 0) {
        Py_DECREF(object);
        return NULL;
    }
    return object;
}

#endif
