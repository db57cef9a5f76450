/* bench/operations/access_capi.c: functions that look into objects, in the C
 * API: attributes, items, slices, types, iteration.
 *
 * The yardstick for access_hpy.c. What may be any object there is any object
 * here, so no function of a single type is called.
 */
#include "capi_functions.h"

/* ---- Attributes ---- */

FUNCTION_VARARGS(get_attr)
{
    EXPECT_ARGUMENTS(2);
    return PyObject_GetAttr(args[0], args[1]);
}

FUNCTION_O(get_attr_s)
{
    return PyObject_GetAttrString(arg, "size");
}

FUNCTION_VARARGS(set_attr)
{
    EXPECT_ARGUMENTS(3);
    if (PyObject_SetAttr(args[0], args[1], args[2]) < 0) {
        return NULL;
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(set_attr_s)
{
    EXPECT_ARGUMENTS(2);
    if (PyObject_SetAttrString(args[0], "size", args[1]) < 0) {
        return NULL;
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(has_attr)
{
    EXPECT_ARGUMENTS(2);
    return PyBool_FromLong(PyObject_HasAttr(args[0], args[1]));
}

/* ---- Items ---- */

FUNCTION_VARARGS(get_item)
{
    EXPECT_ARGUMENTS(2);
    return PyObject_GetItem(args[0], args[1]);
}

FUNCTION_O(get_item_i)
{
    return PySequence_GetItem(arg, 3);
}

FUNCTION_O(get_item_s)
{
    return PyMapping_GetItemString(arg, "size");
}

FUNCTION_VARARGS(set_item)
{
    EXPECT_ARGUMENTS(3);
    if (PyObject_SetItem(args[0], args[1], args[2]) < 0) {
        return NULL;
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(set_item_i)
{
    EXPECT_ARGUMENTS(2);
    if (PySequence_SetItem(args[0], 3, args[1]) < 0) {
        return NULL;
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(set_item_s)
{
    EXPECT_ARGUMENTS(2);
    if (PyMapping_SetItemString(args[0], "size", args[1]) < 0) {
        return NULL;
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(replace_item)
{
    EXPECT_ARGUMENTS(3);
    if (PyObject_SetItem(args[0], args[1], args[2]) < 0 ||
        PyObject_DelItem(args[0], args[1]) < 0) {
        return NULL;
    }
    RETURN_NONE;
}

FUNCTION_O(get_slice)
{
    return PySequence_GetSlice(arg, 2, 5);
}

/* The number of items in a slice of 100. */
FUNCTION_O(count_slice)
{
    Py_ssize_t start, stop, step;

    if (PySlice_Unpack(arg, &start, &stop, &step) < 0) {
        return NULL;
    }
    return PyLong_FromSsize_t(PySlice_AdjustIndices(100, &start, &stop, step));
}

FUNCTION_VARARGS(contains)
{
    int found;

    EXPECT_ARGUMENTS(2);
    found = PySequence_Contains(args[0], args[1]);
    return found < 0 ? NULL : PyBool_FromLong(found);
}

FUNCTION_O(length)
{
    Py_ssize_t result = PyObject_Size(arg);

    return result < 0 ? NULL : PyLong_FromSsize_t(result);
}

/* ---- Types and truth ---- */

FUNCTION_O(is_long)
{
    return PyBool_FromLong(PyLong_Check(arg));
}

FUNCTION_VARARGS(is_instance)
{
    EXPECT_ARGUMENTS(2);
    return PyBool_FromLong(
        PyObject_TypeCheck(args[0], (PyTypeObject *)args[1]));
}

FUNCTION_O(type_of)
{
    return Py_NewRef((PyObject *)Py_TYPE(arg));
}

FUNCTION_O(is_none)
{
    return PyBool_FromLong(arg == Py_None);
}

FUNCTION_O(is_true)
{
    int result = PyObject_IsTrue(arg);

    return result < 0 ? NULL : PyBool_FromLong(result);
}

FUNCTION_O(hash_of)
{
    Py_hash_t hash = PyObject_Hash(arg);

    return hash == -1 ? NULL : PyLong_FromSsize_t(hash);
}

/* ---- Iteration: the items are counted ---- */

/* The item of a list, owned, so that it lives on if somebody changes the list:
 * without the GIL, that may be another thread at any time. */
static inline PyObject *get_list_item(PyObject *list, Py_ssize_t i)
{
#if PY_VERSION_HEX >= 0x030D0000 && !defined(Py_LIMITED_API)
    return PyList_GetItemRef(list, i);
#else
    return Py_NewRef(PyList_GET_ITEM(list, i));
#endif
}

FUNCTION_O(walk_list)
{
    Py_ssize_t count = 0;

    if (!PyList_Check(arg)) {
        PyErr_SetString(PyExc_TypeError, "not a list");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(arg); i++) {
        PyObject *item = get_list_item(arg, i);
        if (item == NULL) {
            return NULL;
        }
        count += item != Py_None;
        Py_DECREF(item);
    }
    return PyLong_FromSsize_t(count);
}

FUNCTION_O(walk_dict)
{
    Py_ssize_t position = 0, count = 0;
    PyObject *key, *value;

    if (!PyDict_Check(arg)) {
        PyErr_SetString(PyExc_TypeError, "not a dict");
        return NULL;
    }
    while (PyDict_Next(arg, &position, &key, &value)) {
        Py_INCREF(key);
        Py_INCREF(value);
        count += value != Py_None;
        Py_DECREF(value);
        Py_DECREF(key);
    }
    return PyLong_FromSsize_t(count);
}

/* The same with borrowed items: only right where nothing in the loop can run
 * Python code, and no other thread can. */
FUNCTION_O(walk_list_borrowing)
{
    Py_ssize_t count = 0;

    if (!PyList_Check(arg)) {
        PyErr_SetString(PyExc_TypeError, "not a list");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(arg); i++) {
        count += PyList_GET_ITEM(arg, i) != Py_None;
    }
    return PyLong_FromSsize_t(count);
}

FUNCTION_O(walk_dict_borrowing)
{
    Py_ssize_t position = 0, count = 0;
    PyObject *key, *value;

    if (!PyDict_Check(arg)) {
        PyErr_SetString(PyExc_TypeError, "not a dict");
        return NULL;
    }
    while (PyDict_Next(arg, &position, &key, &value)) {
        count += value != Py_None;
    }
    return PyLong_FromSsize_t(count);
}

FUNCTION_O(walk_indices)
{
    Py_ssize_t size = PyObject_Size(arg), count = 0;

    if (size < 0) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        PyObject *item = PySequence_GetItem(arg, i);
        if (item == NULL) {
            return NULL;
        }
        count += item != Py_None;
        Py_DECREF(item);
    }
    return PyLong_FromSsize_t(count);
}

FUNCTION_O(walk_iterator)
{
    PyObject *iterator = PyObject_GetIter(arg), *item;
    Py_ssize_t count = 0;

    if (iterator == NULL) {
        return NULL;
    }
    while ((item = PyIter_Next(iterator)) != NULL) {
        count += item != Py_None;
        Py_DECREF(item);
    }
    Py_DECREF(iterator);
    return PyErr_Occurred() ? NULL : PyLong_FromSsize_t(count);
}

/* ---- The module ---- */

static PyMethodDef access_methods[] = {
    VARARGS(get_attr),
    O(get_attr_s),
    VARARGS(set_attr),
    VARARGS(set_attr_s),
    VARARGS(has_attr),
    VARARGS(get_item),
    O(get_item_i),
    O(get_item_s),
    VARARGS(set_item),
    VARARGS(set_item_i),
    VARARGS(set_item_s),
    VARARGS(replace_item),
    VARARGS(contains),
    O(length),
    O(is_long),
    VARARGS(is_instance),
    O(type_of),
    O(is_none),
    O(is_true),
    O(hash_of),
    O(walk_indices),
    O(walk_iterator),
    O(get_slice),
    O(count_slice),
    O(walk_list),
    O(walk_dict),
    O(walk_list_borrowing),
    O(walk_dict_borrowing),
    {NULL, NULL, 0, NULL},
};

MODULE_OF_FUNCTIONS(access_capi, access_methods)
