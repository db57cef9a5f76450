/* bench/operations/calls_capi.c: functions, methods, slots and attributes that
 * do next to nothing, in the C API.
 *
 * The yardstick for calls_hpy.c.
 */
#include "capi_functions.h"

/* ---- One function per calling convention ---- */

FUNCTION_NOARGS(noargs)
{
    return Py_NewRef(self);
}

FUNCTION_O(o)
{
    return Py_NewRef(arg);
}

FUNCTION_VARARGS(varargs)
{
    EXPECT_ARGUMENTS(2);
    return Py_NewRef(args[1]);
}

FUNCTION_KEYWORDS(keywords)
{
    nargs += kwnames == NULL ? 0 : PyTuple_GET_SIZE(kwnames);
    EXPECT_ARGUMENTS(2);
    return Py_NewRef(args[1]);
}

static PyMethodDef calls_methods[] = {
    NOARGS(noargs),        O(o), VARARGS(varargs), KEYWORDS(keywords),
    {NULL, NULL, 0, NULL},
};

/* ---- Echo: the same as methods, slots, members and attributes ---- */

#if !defined(Py_LIMITED_API) || Py_LIMITED_API >= 0x030C0000
#define HAVE_VECTORCALL 1
#endif

typedef struct {
    PyObject_HEAD
#ifdef HAVE_VECTORCALL
        vectorcallfunc vectorcall;
#endif
    PyObject *content;
    double value;
    int number;
} Echo;

#ifdef HAVE_VECTORCALL
static PyObject *Echo_vectorcall(PyObject *Py_UNUSED(self),
                                 PyObject *const *args, size_t nargsf,
                                 PyObject *Py_UNUSED(kwnames))
{
    Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);

    EXPECT_ARGUMENTS(1);
    return Py_NewRef(args[0]);
}
#else
static PyObject *Echo_call(PyObject *Py_UNUSED(self), PyObject *args,
                           PyObject *Py_UNUSED(kwargs))
{
    Py_ssize_t nargs = PyTuple_GET_SIZE(args);

    EXPECT_ARGUMENTS(1);
    return Py_NewRef(PyTuple_GET_ITEM(args, 0));
}
#endif

static PyObject *Echo_new(PyTypeObject *type, PyObject *Py_UNUSED(args),
                          PyObject *Py_UNUSED(kwargs))
{
    Echo *self = (Echo *)ALLOCATE(type);

    if (self != NULL) {
#ifdef HAVE_VECTORCALL
        self->vectorcall = Echo_vectorcall;
#endif
        self->value = 1.5;
        self->number = 7;
        self->content = Py_NewRef((PyObject *)type);
    }
    return (PyObject *)self;
}

static int Echo_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((Echo *)self)->content);
    return 0;
}

static int Echo_clear(PyObject *self)
{
    Py_CLEAR(((Echo *)self)->content);
    return 0;
}

static void Echo_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    PyObject_GC_UnTrack(self);
    Py_XDECREF(((Echo *)self)->content);
    FREE_OF(type)(self);
    Py_DECREF(type);
}

static PyObject *Echo_subscript(PyObject *Py_UNUSED(self), PyObject *key)
{
    return Py_NewRef(key);
}

static int Echo_ass_subscript(PyObject *Py_UNUSED(self),
                              PyObject *Py_UNUSED(key), PyObject *value)
{
    return value == NULL ? -1 : 0;
}

static Py_ssize_t Echo_length(PyObject *self)
{
    return ((Echo *)self)->number;
}

static int Echo_contains(PyObject *self, PyObject *key)
{
    return self == key;
}

static PyObject *Echo_add(PyObject *left, PyObject *Py_UNUSED(right))
{
    return Py_NewRef(left);
}

static int Echo_bool(PyObject *self)
{
    return ((Echo *)self)->number != 0;
}

static Py_hash_t Echo_hash(PyObject *self)
{
    return ((Echo *)self)->number;
}

static PyObject *Echo_repr(PyObject *Py_UNUSED(self))
{
    return PyUnicode_FromString("Echo()");
}

static PyObject *Echo_richcompare(PyObject *self, PyObject *other, int op)
{
    return PyBool_FromLong((self == other) == (op == Py_EQ));
}

static PyObject *Echo_get_value(PyObject *self, void *Py_UNUSED(closure))
{
    return PyFloat_FromDouble(((Echo *)self)->value);
}

static int Echo_set_value(PyObject *self, PyObject *value,
                          void *Py_UNUSED(closure))
{
    double number = PyFloat_AsDouble(value);

    if (number == -1.0 && PyErr_Occurred()) {
        return -1;
    }
    ((Echo *)self)->value = number;
    return 0;
}

static PyMemberDef Echo_members[] = {
    {"number", T_INT, offsetof(Echo, number), 0, NULL},
    {"real", T_DOUBLE, offsetof(Echo, value), 0, NULL},
    {"content", T_OBJECT, offsetof(Echo, content), 0, NULL},
#ifdef HAVE_VECTORCALL
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(Echo, vectorcall), READONLY,
     NULL},
#endif
    {NULL, 0, 0, 0, NULL},
};

static PyGetSetDef Echo_getset[] = {
    {"value", Echo_get_value, Echo_set_value, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot Echo_slots[] = {
    {Py_tp_new, (void *)Echo_new},
    {Py_tp_traverse, (void *)Echo_traverse},
    {Py_tp_clear, (void *)Echo_clear},
    {Py_tp_dealloc, (void *)Echo_dealloc},
#ifdef HAVE_VECTORCALL
    {Py_tp_call, (void *)PyVectorcall_Call},
#else
    {Py_tp_call, (void *)Echo_call},
#endif
    {Py_mp_subscript, (void *)Echo_subscript},
    {Py_mp_ass_subscript, (void *)Echo_ass_subscript},
    {Py_mp_length, (void *)Echo_length},
    {Py_sq_contains, (void *)Echo_contains},
    {Py_nb_add, (void *)Echo_add},
    {Py_nb_bool, (void *)Echo_bool},
    {Py_tp_hash, (void *)Echo_hash},
    {Py_tp_repr, (void *)Echo_repr},
    {Py_tp_richcompare, (void *)Echo_richcompare},
    {Py_tp_methods, calls_methods},
    {Py_tp_members, Echo_members},
    {Py_tp_getset, Echo_getset},
    {0, NULL},
};

static PyType_Spec Echo_spec = {
    "operations.Echo",
    sizeof(Echo),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC
#ifdef HAVE_VECTORCALL
        | Py_TPFLAGS_HAVE_VECTORCALL
#endif
    ,
    Echo_slots,
};

/* ---- Sequence: the numbers from 0 to 9 ---- */

static Py_ssize_t Sequence_length(PyObject *Py_UNUSED(self))
{
    return 10;
}

static PyObject *Sequence_item(PyObject *Py_UNUSED(self), Py_ssize_t index)
{
    if (index < 0 || index >= 10) {
        PyErr_SetString(PyExc_IndexError, "index out of range");
        return NULL;
    }
    return PyLong_FromSsize_t(index);
}

static PyType_Slot Sequence_slots[] = {
    {Py_sq_length, (void *)Sequence_length},
    {Py_sq_item, (void *)Sequence_item},
    {0, NULL},
};

static PyType_Spec Sequence_spec = {
    "operations.Sequence", sizeof(PyObject), 0,
    Py_TPFLAGS_DEFAULT,    Sequence_slots,
};

/* ---- The module ---- */

static int calls_exec(PyObject *module)
{
    if (add_type(module, "Echo", &Echo_spec) < 0) {
        return -1;
    }
    return add_type(module, "Sequence", &Sequence_spec);
}

static PyModuleDef_Slot calls_slots[] = {
    {Py_mod_exec, (void *)calls_exec},
    {0, NULL},
};

static struct PyModuleDef calls_def = {
    PyModuleDef_HEAD_INIT, "calls_capi", NULL, 0,    calls_methods,
    calls_slots,           NULL,         NULL, NULL,
};

PyMODINIT_FUNC PyInit_calls_capi(void)
{
    return PyModuleDef_Init(&calls_def);
}
