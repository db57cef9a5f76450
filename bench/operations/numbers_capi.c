/* bench/operations/numbers_capi.c: functions that compute with objects, in the
 * C API.
 *
 * The yardstick for numbers_hpy.c.
 */
#include "capi_functions.h"

/* ---- The number protocol ---- */

FUNCTION_VARARGS(add)
{
    EXPECT_ARGUMENTS(2);
    return PyNumber_Add(args[0], args[1]);
}

FUNCTION_VARARGS(multiply)
{
    EXPECT_ARGUMENTS(2);
    return PyNumber_Multiply(args[0], args[1]);
}

FUNCTION_VARARGS(add_in_place)
{
    EXPECT_ARGUMENTS(2);
    return PyNumber_InPlaceAdd(args[0], args[1]);
}

FUNCTION_VARARGS(power)
{
    EXPECT_ARGUMENTS(2);
    return PyNumber_Power(args[0], args[1], Py_None);
}

FUNCTION_O(negative)
{
    return PyNumber_Negative(arg);
}

FUNCTION_O(to_index)
{
    return PyNumber_Index(arg);
}

FUNCTION_O(to_float)
{
    return PyNumber_Float(arg);
}

FUNCTION_O(to_int)
{
    return PyNumber_Long(arg);
}

FUNCTION_VARARGS(is_less)
{
    int result;

    EXPECT_ARGUMENTS(2);
    result = PyObject_RichCompareBool(args[0], args[1], Py_LT);
    return result < 0 ? NULL : PyBool_FromLong(result);
}

/* ---- C numbers ---- */

FUNCTION_O(double_int)
{
    long value = PyLong_AsLong(arg);

    if (value == -1 && PyErr_Occurred()) {
        return NULL;
    }
    return PyLong_FromLong(2 * value);
}

FUNCTION_O(double_float)
{
    double value = PyFloat_AsDouble(arg);

    if (value == -1.0 && PyErr_Occurred()) {
        return NULL;
    }
    return PyFloat_FromDouble(2.0 * value);
}

/* ---- Sums ---- */

FUNCTION_O(sum_floats)
{
    Py_ssize_t size = PyObject_Size(arg);
    double sum = 0.0;

    if (size < 0) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        PyObject *item = PySequence_GetItem(arg, i);
        double value = item == NULL ? -1.0 : PyFloat_AsDouble(item);
        Py_XDECREF(item);
        if (value == -1.0 && PyErr_Occurred()) {
            return NULL;
        }
        sum += value;
    }
    return PyFloat_FromDouble(sum);
}

FUNCTION_O(sum_ints)
{
    Py_ssize_t size = PyObject_Size(arg);
    long long sum = 0;

    if (size < 0) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        PyObject *item = PySequence_GetItem(arg, i);
        long long value = item == NULL ? -1 : PyLong_AsLongLong(item);
        Py_XDECREF(item);
        if (value == -1 && PyErr_Occurred()) {
            return NULL;
        }
        sum += value;
    }
    return PyLong_FromLongLong(sum);
}

FUNCTION_O(sum_float_list)
{
    double sum = 0.0;

    if (!PyList_Check(arg)) {
        PyErr_SetString(PyExc_TypeError, "not a list");
        return NULL;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(arg); i++) {
        double value = PyFloat_AsDouble(PyList_GET_ITEM(arg, i));
        if (value == -1.0 && PyErr_Occurred()) {
            return NULL;
        }
        sum += value;
    }
    return PyFloat_FromDouble(sum);
}

FUNCTION_O(sum_objects)
{
    PyObject *sum = PyLong_FromLong(0);
    Py_ssize_t size = PyObject_Size(arg);

    for (Py_ssize_t i = 0; i < size && sum != NULL; i++) {
        PyObject *item = PySequence_GetItem(arg, i), *next = NULL;
        if (item != NULL) {
            next = PyNumber_Add(sum, item);
        }
        Py_XDECREF(item);
        Py_DECREF(sum);
        sum = next;
    }
    return sum;
}

/* ---- The module ---- */

static PyMethodDef numbers_methods[] = {
    VARARGS(add),          VARARGS(multiply), VARARGS(add_in_place),
    VARARGS(power),        O(negative),       O(to_index),
    O(to_float),           O(to_int),         VARARGS(is_less),
    O(double_int),         O(double_float),   O(sum_floats),
    O(sum_ints),           O(sum_float_list), O(sum_objects),
    {NULL, NULL, 0, NULL},
};

MODULE_OF_FUNCTIONS(numbers_capi, numbers_methods)
