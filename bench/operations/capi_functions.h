/* bench/operations/capi_functions.h: heads of functions and modules, in the
 * C API, and what the limited API lacks.
 *
 * The same macros as in hpy_functions.h, so that the body of an operation in
 * HPy and that of its C API twin can be read side by side.
 */
#ifndef CAPI_FUNCTIONS_H
#define CAPI_FUNCTIONS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stddef.h>
#include <structmember.h>

#if defined(__GNUC__)
#define MAYBE_UNUSED __attribute__((unused))
#else
#define MAYBE_UNUSED
#endif

/* ---- Functions and modules ---- */

/* A function of the module: what follows is its body. */
#define FUNCTION_NOARGS(name)                                                  \
    static PyObject *name(MAYBE_UNUSED PyObject *self,                         \
                          MAYBE_UNUSED PyObject *unused)
#define FUNCTION_O(name)                                                       \
    static PyObject *name(MAYBE_UNUSED PyObject *self, PyObject *arg)
#define FUNCTION_VARARGS(name)                                                 \
    static PyObject *name(MAYBE_UNUSED PyObject *self, PyObject *const *args,  \
                          Py_ssize_t nargs)
#define FUNCTION_KEYWORDS(name)                                                \
    static PyObject *name(MAYBE_UNUSED PyObject *self, PyObject *const *args,  \
                          Py_ssize_t nargs, PyObject *kwnames)

/* Entries of a table of methods. */
#define NOARGS(name) {#name, name, METH_NOARGS, NULL}
#define O(name) {#name, name, METH_O, NULL}
#define VARARGS(name)                                                          \
    {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}
#define KEYWORDS(name)                                                         \
    {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL | METH_KEYWORDS,  \
     NULL}

/* What an operation returns that has no result. */
#define RETURN_NONE Py_RETURN_NONE

/* Leave a function that got another number of arguments. */
#define EXPECT_ARGUMENTS(count)                                                \
    do {                                                                       \
        if (nargs != (count)) {                                                \
            PyErr_SetString(PyExc_TypeError, "takes " #count " arguments");    \
            return NULL;                                                       \
        }                                                                      \
    } while (0)

/* Create a type and enter it: 0, or -1 with an exception. */
MAYBE_UNUSED static int add_type(PyObject *module, const char *name,
                                 PyType_Spec *spec)
{
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    int result;

    if (type == NULL) {
        return -1;
    }
    result = PyObject_SetAttrString(module, name, type);
    Py_DECREF(type);
    return result;
}

/* The same for a type that is called by an array of arguments, which the
 * limited API cannot say: there it is called by a tuple. */
#ifdef Py_LIMITED_API
#define add_called_type(module, name, spec, vectorcall)                        \
    add_type(module, name, spec)
#else
MAYBE_UNUSED static int add_called_type(PyObject *module, const char *name,
                                        PyType_Spec *spec,
                                        vectorcallfunc vectorcall)
{
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    int result;

    if (type == NULL) {
        return -1;
    }
    ((PyTypeObject *)type)->tp_vectorcall = vectorcall;
    result = PyObject_SetAttrString(module, name, type);
    Py_DECREF(type);
    return result;
}
#endif

/* Define the module NAME, which has a table of methods and no state. */
#define MODULE_OF_FUNCTIONS(NAME, methods)                                     \
    static PyModuleDef_Slot NAME##_slots[] = {{0, NULL}};                      \
    static struct PyModuleDef NAME##_def = {                                   \
        PyModuleDef_HEAD_INIT, #NAME, NULL, 0,    methods,                     \
        NAME##_slots,          NULL,  NULL, NULL,                              \
    };                                                                         \
    PyMODINIT_FUNC PyInit_##NAME(void)                                         \
    {                                                                          \
        return PyModuleDef_Init(&NAME##_def);                                  \
    }

/* ---- What is newer than CPython 3.9 ---- */

#if PY_VERSION_HEX < 0x030A0000
static inline PyObject *Py_NewRef(PyObject *object)
{
    Py_INCREF(object);
    return object;
}

static inline PyObject *Py_XNewRef(PyObject *object)
{
    Py_XINCREF(object);
    return object;
}
#endif

/* ---- The limited API: functions where the full one has macros ---- */

#ifdef Py_LIMITED_API
#define PyFloat_AS_DOUBLE PyFloat_AsDouble
#define PyList_GET_ITEM PyList_GetItem
#define PyList_GET_SIZE PyList_Size
#define PyList_SET_ITEM PyList_SetItem
#define PyTuple_GET_ITEM PyTuple_GetItem
#define PyTuple_GET_SIZE PyTuple_Size
#define PyTuple_SET_ITEM PyTuple_SetItem
#define PyUnicode_GET_LENGTH PyUnicode_GetLength
#define FREE_OF(type) ((freefunc)PyType_GetSlot(type, Py_tp_free))
#define ALLOCATE(type) PyType_GenericAlloc(type, 0)
#else
#define FREE_OF(type) ((type)->tp_free)
#define ALLOCATE(type) ((type)->tp_alloc(type, 0))
#endif

#endif /* CAPI_FUNCTIONS_H */
