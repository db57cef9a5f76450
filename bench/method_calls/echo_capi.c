/* bench/method_calls/echo_capi.c: methods that give back what they get, on the
 * C API.
 *
 * The yardstick for echo_hpy.c, which has the same functions in the same
 * order: the cheapest method of each calling convention, as a module function
 * and as a method of a heap type.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* ---- One function per calling convention ------------------------------- */

static PyObject *echo_noargs(PyObject *self, PyObject *Py_UNUSED(unused))
{
    Py_INCREF(self);
    return self;
}

static PyObject *echo_o(PyObject *Py_UNUSED(self), PyObject *arg)
{
    Py_INCREF(arg);
    return arg;
}

static PyObject *echo_varargs(PyObject *Py_UNUSED(self), PyObject *const *args,
                              Py_ssize_t nargs)
{
    if (nargs != 1) {
        PyErr_SetString(PyExc_TypeError, "varargs() takes one argument");
        return NULL;
    }
    Py_INCREF(args[0]);
    return args[0];
}

static PyObject *echo_keywords(PyObject *Py_UNUSED(self), PyObject *const *args,
                               Py_ssize_t nargs, PyObject *kwnames)
{
    if (nargs != 1 || kwnames != NULL) {
        PyErr_SetString(PyExc_TypeError, "keywords() takes one argument");
        return NULL;
    }
    Py_INCREF(args[0]);
    return args[0];
}

static PyMethodDef echo_methods[] = {
    {"noargs", echo_noargs, METH_NOARGS, NULL},
    {"o", echo_o, METH_O, NULL},
    {"varargs", (PyCFunction)(void (*)(void))echo_varargs, METH_FASTCALL, NULL},
    {"keywords", (PyCFunction)(void (*)(void))echo_keywords,
     METH_FASTCALL | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

/* ---- The type ---------------------------------------------------------- */

static PyType_Slot Echo_slots[] = {
    {Py_tp_methods, echo_methods},
    {0, NULL},
};

static PyType_Spec Echo_spec = {
    "echo_capi.Echo", sizeof(PyObject), 0, Py_TPFLAGS_DEFAULT, Echo_slots,
};

/* ---- The module -------------------------------------------------------- */

static int echo_exec(PyObject *module)
{
    PyObject *type = PyType_FromModuleAndSpec(module, &Echo_spec, NULL);
    int result;

    if (type == NULL) {
        return -1;
    }
    result = PyModule_AddType(module, (PyTypeObject *)type);
    Py_DECREF(type);
    return result;
}

static PyModuleDef_Slot echo_slots[] = {
    {Py_mod_exec, (void *)echo_exec},
    {0, NULL},
};

static struct PyModuleDef echo_def = {
    PyModuleDef_HEAD_INIT,
    "echo_capi",
    NULL,
    0,
    echo_methods,
    echo_slots,
    NULL,
    NULL,
    NULL,
};

PyMODINIT_FUNC PyInit_echo_capi(void)
{
    return PyModuleDef_Init(&echo_def);
}
