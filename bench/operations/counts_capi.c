/* bench/operations/counts_capi.c: functions that make as many API calls as they
 * are told to, in the C API: the twin of counts_hpy.c.
 */
#include "capi_functions.h"

#define MOST 300

/* The second argument of all functions here; -1 with an exception. */
static long read_count(PyObject *const *args, Py_ssize_t nargs)
{
    long count = nargs == 2 ? PyLong_AsLong(args[1]) : -1;

    if (PyErr_Occurred()) {
        return -1;
    }
    if (count < 0 || count > MOST) {
        PyErr_SetString(PyExc_ValueError,
                        "takes an object and a number from 0 to 300");
        return -1;
    }
    return count;
}

FUNCTION_VARARGS(measure_length)
{
    long count = read_count(args, nargs);
    Py_ssize_t sum = 0;

    if (count < 0) {
        return NULL;
    }
    for (long i = 0; i < count; i++) {
        Py_ssize_t size = PyObject_Size(args[0]);
        if (size < 0) {
            return NULL;
        }
        sum += size;
    }
    return PyLong_FromSsize_t(sum);
}

FUNCTION_VARARGS(dup_close)
{
    long count = read_count(args, nargs);
    PyObject *copies[MOST];

    if (count < 0) {
        return NULL;
    }
    for (long i = 0; i < count; i++) {
        copies[i] = Py_NewRef(args[0]);
    }
    for (long i = 0; i < count; i++) {
        Py_DECREF(copies[i]);
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(read_items)
{
    long count = read_count(args, nargs);

    if (count < 0) {
        return NULL;
    }
    for (long i = 0; i < count; i++) {
        PyObject *item = PySequence_GetItem(args[0], i);
        if (item == NULL) {
            return NULL;
        }
        Py_DECREF(item);
    }
    RETURN_NONE;
}

/* Append twice an item of a sequence of floats to a list: 0, or -1. */
static int append_double(PyObject *list, PyObject *sequence, long index)
{
    PyObject *item = PySequence_GetItem(sequence, index), *twice;
    double value = item == NULL ? -1.0 : PyFloat_AsDouble(item);
    int result;

    Py_XDECREF(item);
    if (value == -1.0 && PyErr_Occurred()) {
        return -1;
    }
    twice = PyFloat_FromDouble(2.0 * value);
    if (twice == NULL) {
        return -1;
    }
    result = PyList_Append(list, twice);
    Py_DECREF(twice);
    return result;
}

FUNCTION_VARARGS(double_items)
{
    long count = read_count(args, nargs);
    PyObject *list = count < 0 ? NULL : PyList_New(0);

    for (long i = 0; i < count && list != NULL; i++) {
        if (append_double(list, args[0], i) < 0) {
            Py_DECREF(list);
            return NULL;
        }
    }
    return list;
}

/* ---- The module ---- */

static PyMethodDef counts_methods[] = {
    VARARGS(measure_length), VARARGS(dup_close),    VARARGS(read_items),
    VARARGS(double_items),   {NULL, NULL, 0, NULL},
};

MODULE_OF_FUNCTIONS(counts_capi, counts_methods)
