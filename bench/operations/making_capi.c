/* bench/operations/making_capi.c: functions that make objects of builtin
 * types, in the C API.
 *
 * The yardstick for making_hpy.c.
 */
#include "capi_functions.h"

/* ---- Numbers and text ---- */

FUNCTION_NOARGS(make_small_int)
{
    return PyLong_FromLong(7);
}

FUNCTION_NOARGS(make_large_int)
{
    return PyLong_FromLongLong(1LL << 40);
}

FUNCTION_NOARGS(make_float)
{
    return PyFloat_FromDouble(2.5);
}

FUNCTION_NOARGS(make_bool)
{
    Py_RETURN_TRUE;
}

FUNCTION_NOARGS(make_ascii)
{
    return PyUnicode_FromString("the quick brown fox");
}

FUNCTION_NOARGS(make_text)
{
    return PyUnicode_FromString("der fl\xc3\xbc"
                                "chtige Fuchs");
}

FUNCTION_NOARGS(make_bytes)
{
    return PyBytes_FromStringAndSize("0123456789abcdef", 16);
}

/* ---- Containers ---- */

FUNCTION_VARARGS(pack_tuple)
{
    EXPECT_ARGUMENTS(3);
    return PyTuple_Pack(3, args[0], args[1], args[2]);
}

FUNCTION_VARARGS(copy_tuple)
{
    PyObject *tuple = PyTuple_New(nargs);

    for (Py_ssize_t i = 0; i < nargs && tuple != NULL; i++) {
        PyTuple_SET_ITEM(tuple, i, Py_NewRef(args[i]));
    }
    return tuple;
}

FUNCTION_VARARGS(build_tuple)
{
    PyObject *tuple = PyTuple_New(nargs);

    if (tuple == NULL) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < nargs; i++) {
        PyTuple_SET_ITEM(tuple, i, Py_NewRef(args[i]));
    }
    return tuple;
}

FUNCTION_VARARGS(build_value)
{
    EXPECT_ARGUMENTS(1);
    return Py_BuildValue("(isO)", 7, "seven", args[0]);
}

/* A list of the ints from 0 on. */
static PyObject *build_range(Py_ssize_t size)
{
    PyObject *list = PyList_New(size);

    if (list == NULL) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        PyObject *item = PyLong_FromSsize_t(i);
        if (item == NULL) {
            Py_DECREF(list);
            return NULL;
        }
        PyList_SET_ITEM(list, i, item);
    }
    return list;
}

FUNCTION_NOARGS(build_list_10)
{
    return build_range(10);
}

FUNCTION_NOARGS(build_list_100)
{
    return build_range(100);
}

FUNCTION_O(append_10)
{
    PyObject *list = PyList_New(0);

    for (int i = 0; i < 10 && list != NULL; i++) {
        if (PyList_Append(list, arg) < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

FUNCTION_O(make_dict_10)
{
    PyObject *dict = PyDict_New();

    for (Py_ssize_t i = 0; i < 10 && dict != NULL; i++) {
        PyObject *key = PyLong_FromSsize_t(i);
        int failed = key == NULL || PyDict_SetItem(dict, key, arg) < 0;
        Py_XDECREF(key);
        if (failed) {
            Py_DECREF(dict);
            return NULL;
        }
    }
    return dict;
}

FUNCTION_O(make_record)
{
    PyObject *dict = PyDict_New();

    if (dict == NULL) {
        return NULL;
    }
    if (PyDict_SetItemString(dict, "name", arg) < 0 ||
        PyDict_SetItemString(dict, "size", arg) < 0 ||
        PyDict_SetItemString(dict, "owner", arg) < 0) {
        Py_DECREF(dict);
        return NULL;
    }
    return dict;
}

FUNCTION_O(copy_dict)
{
    return PyDict_Copy(arg);
}

FUNCTION_O(list_keys)
{
    return PyDict_Keys(arg);
}

/* ---- The module ---- */

static PyMethodDef making_methods[] = {
    NOARGS(make_small_int), NOARGS(make_large_int), NOARGS(make_float),
    NOARGS(make_bool),      NOARGS(make_ascii),     NOARGS(make_text),
    NOARGS(make_bytes),     VARARGS(pack_tuple),    VARARGS(copy_tuple),
    VARARGS(build_tuple),   VARARGS(build_value),   NOARGS(build_list_10),
    NOARGS(build_list_100), O(append_10),           O(make_dict_10),
    O(make_record),         O(copy_dict),           O(list_keys),
    {NULL, NULL, 0, NULL},
};

MODULE_OF_FUNCTIONS(making_capi, making_methods)
