/* bench/operations/python_capi.c: functions that call into Python, raise and
 * catch exceptions and import modules, in the C API.
 *
 * The yardstick for python_hpy.c.
 */
#include "capi_functions.h"

/* ---- Calls ---- */

#if !defined(Py_LIMITED_API) || Py_LIMITED_API >= 0x030C0000
FUNCTION_KEYWORDS(call)
{
    return PyObject_Vectorcall(args[0], args + 1, (size_t)nargs - 1, kwnames);
}

/* The name comes first, and then the object. */
FUNCTION_VARARGS(call_method)
{
    return PyObject_VectorcallMethod(args[0], args + 1, (size_t)nargs - 1,
                                     NULL);
}
#else
/* The limited API of 3.11 has no vectorcall: arguments are packed. */
static PyObject *pack(PyObject *const *args, Py_ssize_t count)
{
    PyObject *tuple = PyTuple_New(count);

    for (Py_ssize_t i = 0; i < count && tuple != NULL; i++) {
        PyTuple_SetItem(tuple, i, Py_NewRef(args[i]));
    }
    return tuple;
}

static PyObject *call_packed(PyObject *callable, PyObject *const *args,
                             Py_ssize_t count, PyObject *names)
{
    PyObject *tuple = pack(args, count), *result = NULL;
    PyObject *dict = names == NULL ? NULL : PyDict_New();
    Py_ssize_t named = dict == NULL ? 0 : PyTuple_Size(names);

    for (Py_ssize_t i = 0; i < named; i++) {
        PyDict_SetItem(dict, PyTuple_GetItem(names, i), args[count + i]);
    }
    if (tuple != NULL) {
        result = PyObject_Call(callable, tuple, dict);
    }
    Py_XDECREF(dict);
    Py_XDECREF(tuple);
    return result;
}

FUNCTION_KEYWORDS(call)
{
    return call_packed(args[0], args + 1, nargs - 1, kwnames);
}

FUNCTION_VARARGS(call_method)
{
    PyObject *method = PyObject_GetAttr(args[1], args[0]), *result = NULL;

    if (method != NULL) {
        result = call_packed(method, args + 2, nargs - 2, NULL);
        Py_DECREF(method);
    }
    return result;
}
#endif

FUNCTION_VARARGS(call_tuple)
{
    EXPECT_ARGUMENTS(2);
    return PyObject_Call(args[0], args[1], NULL);
}

FUNCTION_VARARGS(call_tuple_dict)
{
    EXPECT_ARGUMENTS(3);
    return PyObject_Call(args[0], args[1], args[2]);
}

FUNCTION_VARARGS(call_index)
{
    PyObject *method, *result;

    EXPECT_ARGUMENTS(2);
    method = PyObject_GetAttrString(args[0], "index");
    if (method == NULL) {
        return NULL;
    }
    result = PyObject_Call(method, args[1], NULL);
    Py_DECREF(method);
    return result;
}

/* ---- Exceptions ---- */

FUNCTION_NOARGS(raise_string)
{
    PyErr_SetString(PyExc_ValueError, "it is wrong");
    return NULL;
}

FUNCTION_O(raise_format)
{
    PyErr_Format(PyExc_ValueError, "no item %S at %d", arg, 7);
    return NULL;
}

FUNCTION_O(raise_object)
{
    PyErr_SetObject(PyExc_ValueError, arg);
    return NULL;
}

FUNCTION_VARARGS(find)
{
    PyObject *item;

    EXPECT_ARGUMENTS(2);
    item = PyObject_GetItem(args[0], args[1]);
    if (item == NULL && PyErr_ExceptionMatches(PyExc_KeyError)) {
        PyErr_Clear();
        RETURN_NONE;
    }
    return item;
}

FUNCTION_O(to_double)
{
    double value = PyFloat_AsDouble(arg);

    if (value == -1.0 && PyErr_Occurred()) {
        PyErr_Clear();
        return PyFloat_FromDouble(0.0);
    }
    return PyFloat_FromDouble(value);
}

/* ---- Modules ---- */

FUNCTION_NOARGS(import_math)
{
    return PyImport_ImportModule("math");
}

#ifndef Py_LIMITED_API /* which lacks context variables */
FUNCTION_O(get_variable)
{
    PyObject *value;

    if (PyContextVar_Get(arg, NULL, &value) < 0) {
        return NULL;
    }
    return value;
}
#endif

/* ---- The module ---- */

static PyMethodDef python_methods[] = {
    KEYWORDS(call),        VARARGS(call_method),
    VARARGS(call_tuple),   VARARGS(call_tuple_dict),
    VARARGS(call_index),   NOARGS(raise_string),
    O(raise_format),       O(raise_object),
    VARARGS(find),         O(to_double),
    NOARGS(import_math),
#ifndef Py_LIMITED_API
    O(get_variable),
#endif
    {NULL, NULL, 0, NULL},
};

MODULE_OF_FUNCTIONS(python_capi, python_methods)
