/* hpy/cpython/item.h -- items and slices.
 *
 * The `_i` functions do what `obj[index]` does. Where no user code can see the
 * difference they do it without making an int object first.
 */

static inline HPy HPy_GetItem(HPyContext *ctx, HPy obj, HPy key)
{
    PyObject *object = _HPy_h2p(obj);
    if (PyDict_CheckExact(object)) {
        return _HPy_p2h(
            PyDict_Type.tp_as_mapping->mp_subscript(object, _HPy_h2p(key)));
    }
    return _HPy_p2h(PyObject_GetItem(object, _HPy_h2p(key)));
}

/* The item of an exact list or tuple, counted from the front, borrowed; NULL if
 * there is no such item or the object is neither. */
static inline PyObject *_HPy_PeekItem(PyObject *object, Py_ssize_t idx)
{
    if (PyTuple_CheckExact(object)) {
        return (size_t)idx < (size_t)PyTuple_GET_SIZE(object)
                   ? PyTuple_GET_ITEM(object, idx)
                   : NULL;
    }
    if (!_HPY_LISTS_ARE_SHARED && PyList_CheckExact(object)) {
        return (size_t)idx < (size_t)PyList_GET_SIZE(object)
                   ? PyList_GET_ITEM(object, idx)
                   : NULL;
    }
    return NULL;
}

/* HPy_GetItem_i by an int object. */
static HPy_SEPARATE PyObject *_HPy_GetItemByKey(PyObject *object,
                                                Py_ssize_t idx)
{
    PyObject *key = PyLong_FromSsize_t(idx), *result = NULL;
    if (HPy_LIKELY(key != NULL)) {
        result = PyObject_GetItem(object, key);
        Py_DECREF(key);
    }
    return result;
}

/* HPy_GetItem_i for types whose `[]` takes keys of other kinds too. Some
 * builtins give the same items by number. */
static HPy_SEPARATE PyObject *_HPy_GetItemOfMapping(PyObject *object,
                                                    Py_ssize_t idx)
{
    PyTypeObject *type = Py_TYPE(object);
    if (type == &PyRange_Type) {
        /* It would count what is still negative from its end once more. */
        return idx >= 0 ? type->tp_as_sequence->sq_item(object, idx)
                        : _HPy_GetItemByKey(object, idx);
    }
    return type == &PyUnicode_Type || type == &PyList_Type ||
                   type == &PyTuple_Type || type == &PyBytes_Type
               ? PySequence_GetItem(object, idx)
               : _HPy_GetItemByKey(object, idx);
}

/* HPy_GetItem_i for all other objects and numbers. */
static HPy_SEPARATE PyObject *_HPy_GetItemAny(PyObject *object, Py_ssize_t idx)
{
    PyTypeObject *type = Py_TYPE(object);
    if (type->tp_as_mapping != NULL &&
        type->tp_as_mapping->mp_subscript != NULL) {
        return _HPy_GetItemOfMapping(object, idx);
    }
    if (type->tp_as_sequence == NULL || type->tp_as_sequence->sq_item == NULL) {
        return _HPy_GetItemByKey(object, idx);
    }
    return HPy_LIKELY(idx >= 0) ? type->tp_as_sequence->sq_item(object, idx)
                                : PySequence_GetItem(object, idx);
}

static inline HPy HPy_GetItem_i(HPyContext *ctx, HPy obj, HPy_ssize_t idx)
{
    PyObject *object = _HPy_h2p(obj), *item = _HPy_PeekItem(object, idx);
    if (HPy_LIKELY(item != NULL)) {
        Py_INCREF(item);
        return _HPy_p2h(item);
    }
    if (PyUnicode_CheckExact(object) && idx >= 0) {
        return _HPy_p2h(PyUnicode_Type.tp_as_sequence->sq_item(object, idx));
    }
    return _HPy_p2h(_HPy_GetItemAny(object, idx));
}

static inline HPy HPy_GetItem_s(HPyContext *ctx, HPy obj, const char *utf8_key)
{
    PyObject *key = _HPyName_New(utf8_key);
    HPy result = HPy_NULL;
    if (HPy_LIKELY(key != NULL)) {
        result = HPy_GetItem(ctx, obj, _HPy_p2h(key));
        Py_DECREF(key);
    }
    return result;
}

static inline int HPy_Contains(HPyContext *ctx, HPy container, HPy key)
{
    PyObject *object = _HPy_h2p(container);
    return PyDict_CheckExact(object)
               ? PyDict_Contains(object, _HPy_h2p(key))
               : PySequence_Contains(object, _HPy_h2p(key));
}

static inline int HPy_SetItem(HPyContext *ctx, HPy obj, HPy key, HPy value)
{
    PyObject *object = _HPy_h2p(obj);
    if (PyDict_CheckExact(object) && !HPy_IsNull(value)) {
        return PyDict_SetItem(object, _HPy_h2p(key), _HPy_h2p(value));
    }
    return PyObject_SetItem(object, _HPy_h2p(key), _HPy_h2p(value));
}

/* PyObject_SetItem, or PyObject_DelItem for a null value, with a new key that
 * is consumed. */
static inline int _HPy_AssignItem(PyObject *object, PyObject *key,
                                  PyObject *value)
{
    int result;
    if (key == NULL) {
        return -1;
    }
    result = value ? PyObject_SetItem(object, key, value)
                   : PyObject_DelItem(object, key);
    Py_DECREF(key);
    return result;
}

/* A null value is an error of the caller, not a request to delete. */
static inline int _HPy_NullValue(void)
{
    PyErr_SetString(PyExc_SystemError,
                    "HPy_SetItem: null value; use HPy_DelItem to delete");
    return -1;
}

static inline int HPy_SetItem_i(HPyContext *ctx, HPy obj, HPy_ssize_t idx,
                                HPy value)
{
    PyObject *object = _HPy_h2p(obj);
    if (HPy_UNLIKELY(HPy_IsNull(value))) {
        return _HPy_NullValue();
    }
    if (PyList_CheckExact(object) &&
        (size_t)idx < (size_t)PyList_GET_SIZE(object)) {
        Py_INCREF(_HPy_h2p(value));
        return PyList_SetItem(object, idx, _HPy_h2p(value));
    }
    return _HPy_AssignItem(object, PyLong_FromSsize_t(idx), _HPy_h2p(value));
}

static inline int HPy_SetItem_s(HPyContext *ctx, HPy obj, const char *utf8_key,
                                HPy value)
{
    PyObject *key;
    int result = -1;
    if (HPy_UNLIKELY(HPy_IsNull(value))) {
        return _HPy_NullValue();
    }
    key = _HPyName_New(utf8_key);
    if (HPy_LIKELY(key != NULL)) {
        result = HPy_SetItem(ctx, obj, _HPy_p2h(key), value);
        Py_DECREF(key);
    }
    return result;
}

static inline int HPy_DelItem(HPyContext *ctx, HPy obj, HPy key)
{
    return PyObject_DelItem(_HPy_h2p(obj), _HPy_h2p(key));
}

static inline int HPy_DelItem_i(HPyContext *ctx, HPy obj, HPy_ssize_t idx)
{
    return _HPy_AssignItem(_HPy_h2p(obj), PyLong_FromSsize_t(idx), NULL);
}

static inline int HPy_DelItem_s(HPyContext *ctx, HPy obj, const char *utf8_key)
{
    return _HPy_AssignItem(_HPy_h2p(obj), _HPyName_New(utf8_key), NULL);
}

static inline HPy HPy_GetSlice(HPyContext *ctx, HPy obj, HPy_ssize_t start,
                               HPy_ssize_t end)
{
    return _HPy_p2h(PySequence_GetSlice(_HPy_h2p(obj), start, end));
}

static inline int HPy_SetSlice(HPyContext *ctx, HPy obj, HPy_ssize_t start,
                               HPy_ssize_t end, HPy value)
{
    return PySequence_SetSlice(_HPy_h2p(obj), start, end, _HPy_h2p(value));
}

static inline int HPy_DelSlice(HPyContext *ctx, HPy obj, HPy_ssize_t start,
                               HPy_ssize_t end)
{
    return PySequence_DelSlice(_HPy_h2p(obj), start, end);
}
