/* hpy/cpython/name.h -- strs for the names that C code gives as C strings.
 *
 * Nearly all of them are literals, which are passed again and again, from the
 * same address. A table keeps the str of such a name; making, hashing
 * and freeing one costs several times as much as what is done with it. What is
 * in the memory at that address may have changed, so it is compared.
 */

#ifdef Py_GIL_DISABLED
/* A table that threads share would need a lock. */
static inline PyObject *_HPyName_New(const char *utf8)
{
    return PyUnicode_FromString(utf8);
}
#else

/* The longest name that is kept, in bytes. */
#define _HPYNAME_MAX 63

/* The destructor of the capsule that owns the table's strs. */
static HPy_UNUSED void _HPyNames_End(PyObject *capsule)
{
    _HPyNames *names = (_HPyNames *)PyCapsule_GetPointer(capsule, NULL);
    names->is_owned = false;
    for (size_t i = 0; i < _HPYNAMES_COUNT; i++) {
        names->entries[i].address = NULL;
        Py_CLEAR(names->entries[i].str);
    }
}

/* Let the interpreter own the table: true, or false with an exception. It ends
 * it when it ends itself. */
static inline bool _HPyNames_Begin(_HPyNames *names)
{
    PyObject *owner = PyInterpreterState_GetDict(PyInterpreterState_Get());
    PyObject *key = PyLong_FromVoidPtr(names);
    PyObject *capsule = PyCapsule_New(names, NULL, _HPyNames_End);
    if (owner != NULL && key != NULL && capsule != NULL) {
        names->is_owned = PyDict_SetItem(owner, key, capsule) == 0;
    }
    Py_XDECREF(key);
    Py_XDECREF(capsule);
    return names->is_owned;
}

/* Put a str, which becomes an interned one if that can die, into its place in
 * the table. */
static inline void _HPyName_Keep(_HPyNames *names, _HPyName *name,
                                 const char *utf8, PyObject **str)
{
    PyObject *old = name->str;
    if (!PyUnicode_IS_ASCII(*str) ||
        PyUnicode_GET_LENGTH(*str) > _HPYNAME_MAX) {
        return;
    }
    if (!names->is_owned && !_HPyNames_Begin(names)) {
        PyErr_Clear(); /* it works without the table */
        return;
    }
    if (_HPY_INTERNED_STRS_DIE) {
        PyUnicode_InternInPlace(str);
    }
    Py_INCREF(*str);
    *name = (_HPyName){utf8, PyUnicode_AsUTF8(*str), *str, NULL};
    Py_XDECREF(old);
}

/* A name that is not in the table. It comes in when the last one that was not
 * found in its place has the same address. */
static HPy_SEPARATE PyObject *_HPyName_Make(_HPyName *name, const char *utf8)
{
    PyObject *str = PyUnicode_FromString(utf8);
    if (str == NULL || name->address == utf8) {
        return str;
    }
    if (name->missed == utf8) {
        _HPyName_Keep(_HPy_OWN_NAMES, name, utf8, &str);
    }
    else {
        name->missed = utf8;
    }
    return str;
}

/* The str of a name: a new reference, or NULL with an exception. */
static inline PyObject *_HPyName_New(const char *utf8)
{
    uintptr_t place = (uintptr_t)utf8 ^ (uintptr_t)utf8 / _HPYNAMES_COUNT;
    _HPyName *name = &_HPy_OWN_NAMES->entries[place % _HPYNAMES_COUNT];
    if (HPy_LIKELY(name->address == utf8) &&
        HPy_LIKELY(strcmp(name->text, utf8) == 0)) {
        Py_INCREF(name->str);
        return name->str;
    }
    return _HPyName_Make(name, utf8);
}
#endif
