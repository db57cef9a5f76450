/* bench/operations/arguments_capi.c: functions that take their arguments
 * apart, in the C API.
 *
 * The yardstick for arguments_hpy.c. The C API has no public parser for the
 * arguments of METH_FASTCALL, so these are converted by hand, which is also
 * the fastest way; names are interned and compared as pointers first.
 */
#include "capi_functions.h"

#include <string.h>

/* ---- By position ---- */

FUNCTION_VARARGS(add_ints)
{
    long a, b;

    EXPECT_ARGUMENTS(2);
    a = PyLong_AsLong(args[0]);
    if (a == -1 && PyErr_Occurred()) {
        return NULL;
    }
    b = PyLong_AsLong(args[1]);
    if (b == -1 && PyErr_Occurred()) {
        return NULL;
    }
    return PyLong_FromLong(a + b);
}

FUNCTION_VARARGS(add_doubles)
{
    double a, b;

    EXPECT_ARGUMENTS(2);
    a = PyFloat_AsDouble(args[0]);
    if (a == -1.0 && PyErr_Occurred()) {
        return NULL;
    }
    b = PyFloat_AsDouble(args[1]);
    if (b == -1.0 && PyErr_Occurred()) {
        return NULL;
    }
    return PyFloat_FromDouble(a + b);
}

FUNCTION_VARARGS(count_bytes)
{
    const char *text;
    Py_ssize_t size;

    EXPECT_ARGUMENTS(1);
    text = PyUnicode_AsUTF8AndSize(args[0], &size);
    if (text == NULL) {
        return NULL;
    }
    if (strlen(text) != (size_t)size) {
        PyErr_SetString(PyExc_ValueError, "embedded null character");
        return NULL;
    }
    return PyLong_FromSsize_t(size);
}

FUNCTION_VARARGS(parse_mixed)
{
    long number;
    double factor;

    EXPECT_ARGUMENTS(3);
    number = PyLong_AsLong(args[1]);
    if (number == -1 && PyErr_Occurred()) {
        return NULL;
    }
    if (number != (int)number) {
        PyErr_SetString(PyExc_OverflowError, "does not fit an int");
        return NULL;
    }
    factor = PyFloat_AsDouble(args[2]);
    if (factor == -1.0 && PyErr_Occurred()) {
        return NULL;
    }
    return PyFloat_FromDouble((int)number * factor);
}

FUNCTION_VARARGS(parse_optional)
{
    long number = 10;

    if (nargs < 1 || nargs > 2) {
        PyErr_SetString(PyExc_TypeError, "takes 1 or 2 arguments");
        return NULL;
    }
    if (nargs > 1) {
        number = PyLong_AsLong(args[1]);
        if (number == -1 && PyErr_Occurred()) {
            return NULL;
        }
    }
    return PyLong_FromLong(number);
}

/* ---- By name ---- */

typedef struct {
    PyObject *a_b[2];
    PyObject *ordinals[3];
} Names;

/* The place of a name among interned ones; -1 with an exception if it is none
 * of them. */
static Py_ssize_t find_name(PyObject *name, PyObject *const *names,
                            Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        if (name == names[i]) {
            return i;
        }
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        if (PyUnicode_Compare(name, names[i]) == 0) {
            return i;
        }
    }
    PyErr_Format(PyExc_TypeError, "unexpected keyword argument %R", name);
    return -1;
}

/* Sort arguments into the order of the names: 0, or -1 with an exception.
 * What is not given stays NULL. */
static int sort_arguments(PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames, PyObject *const *names,
                          Py_ssize_t count, PyObject **values)
{
    Py_ssize_t named = kwnames == NULL ? 0 : PyTuple_GET_SIZE(kwnames);

    if (nargs + named < 1 || nargs + named > count) {
        PyErr_SetString(PyExc_TypeError, "wrong number of arguments");
        return -1;
    }
    for (Py_ssize_t i = 0; i < nargs; i++) {
        values[i] = args[i];
    }
    for (Py_ssize_t i = 0; i < named; i++) {
        Py_ssize_t place =
            find_name(PyTuple_GET_ITEM(kwnames, i), names, count);
        if (place < 0) {
            return -1;
        }
        if (values[place] != NULL) {
            PyErr_Format(PyExc_TypeError, "%R given twice", names[place]);
            return -1;
        }
        values[place] = args[nargs + i];
    }
    if (values[0] == NULL) {
        PyErr_Format(PyExc_TypeError, "%R is missing", names[0]);
        return -1;
    }
    return 0;
}

FUNCTION_KEYWORDS(add_named)
{
    Names *names = (Names *)PyModule_GetState(self);
    PyObject *values[2] = {NULL, NULL};
    long a, b = 10;

    if (sort_arguments(args, nargs, kwnames, names->a_b, 2, values) < 0) {
        return NULL;
    }
    a = PyLong_AsLong(values[0]);
    if (a == -1 && PyErr_Occurred()) {
        return NULL;
    }
    if (values[1] != NULL) {
        b = PyLong_AsLong(values[1]);
        if (b == -1 && PyErr_Occurred()) {
            return NULL;
        }
    }
    return PyLong_FromLong(a + b);
}

FUNCTION_KEYWORDS(choose_named)
{
    Names *names = (Names *)PyModule_GetState(self);
    PyObject *values[3] = {NULL, NULL, NULL};

    if (sort_arguments(args, nargs, kwnames, names->ordinals, 3, values) < 0) {
        return NULL;
    }
    return Py_NewRef(values[2] == NULL ? values[0] : values[2]);
}

/* ---- The module ---- */

static int arguments_exec(PyObject *module)
{
    Names *names = (Names *)PyModule_GetState(module);
    static const char *const texts[] = {"a", "b", "first", "second", "third"};
    PyObject **places[] = {
        &names->a_b[0],      &names->a_b[1],      &names->ordinals[0],
        &names->ordinals[1], &names->ordinals[2],
    };

    for (int i = 0; i < 5; i++) {
        *places[i] = PyUnicode_InternFromString(texts[i]);
        if (*places[i] == NULL) {
            return -1;
        }
    }
    return 0;
}

static int arguments_clear(PyObject *module)
{
    Names *names = (Names *)PyModule_GetState(module);

    Py_CLEAR(names->a_b[0]);
    Py_CLEAR(names->a_b[1]);
    Py_CLEAR(names->ordinals[0]);
    Py_CLEAR(names->ordinals[1]);
    Py_CLEAR(names->ordinals[2]);
    return 0;
}

static void arguments_free(void *module)
{
    arguments_clear((PyObject *)module);
}

static PyMethodDef arguments_methods[] = {
    VARARGS(add_ints),      VARARGS(add_doubles),    VARARGS(count_bytes),
    VARARGS(parse_mixed),   VARARGS(parse_optional), KEYWORDS(add_named),
    KEYWORDS(choose_named), {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot arguments_slots[] = {
    {Py_mod_exec, (void *)arguments_exec},
    {0, NULL},
};

static struct PyModuleDef arguments_def = {
    PyModuleDef_HEAD_INIT, "arguments_capi", NULL, sizeof(Names),
    arguments_methods,     arguments_slots,  NULL, arguments_clear,
    arguments_free,
};

PyMODINIT_FUNC PyInit_arguments_capi(void)
{
    return PyModuleDef_Init(&arguments_def);
}
