/* bench/operations/types_capi.c: types whose instances are made, used and
 * dropped, in the C API.
 *
 * The yardstick for types_hpy.c.
 */
#include "capi_functions.h"

#include <stdlib.h>

/* Dealloc for instances that own nothing. */
static void dealloc_plain(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    FREE_OF(type)(self);
    Py_DECREF(type);
}

/* ---- Plain: nothing of its own, what `object` does ---- */

static PyType_Slot Plain_slots[] = {
    {Py_tp_dealloc, (void *)dealloc_plain},
    {0, NULL},
};

static PyType_Spec Plain_spec = {
    "operations.Plain",
    sizeof(PyObject),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    Plain_slots,
};

/* ---- Point: two numbers, without garbage collection ---- */

typedef struct {
    PyObject_HEAD double x, y;
} Point;

static PyObject *raise_number_of_arguments(void)
{
    PyErr_SetString(PyExc_TypeError, "takes 2 arguments");
    return NULL;
}

/* Two C doubles: 0, or -1 with an exception. */
static int parse_doubles(PyObject *first, PyObject *second, double *x,
                         double *y)
{
    *x = PyFloat_AsDouble(first);
    if (*x == -1.0 && PyErr_Occurred()) {
        return -1;
    }
    *y = PyFloat_AsDouble(second);
    return *y == -1.0 && PyErr_Occurred() ? -1 : 0;
}

static PyObject *make_point(PyTypeObject *type, PyObject *first,
                            PyObject *second)
{
    double x, y;
    Point *self;

    if (parse_doubles(first, second, &x, &y) < 0) {
        return NULL;
    }
    self = (Point *)ALLOCATE(type);
    if (self != NULL) {
        self->x = x;
        self->y = y;
    }
    return (PyObject *)self;
}

static PyObject *Point_new(PyTypeObject *type, PyObject *args,
                           PyObject *Py_UNUSED(kwargs))
{
    if (PyTuple_GET_SIZE(args) != 2) {
        return raise_number_of_arguments();
    }
    return make_point(type, PyTuple_GET_ITEM(args, 0),
                      PyTuple_GET_ITEM(args, 1));
}

#ifndef Py_LIMITED_API
static PyObject *Point_vectorcall(PyObject *type, PyObject *const *args,
                                  size_t nargsf, PyObject *kwnames)
{
    if (PyVectorcall_NARGS(nargsf) != 2 || kwnames != NULL) {
        return raise_number_of_arguments();
    }
    return make_point((PyTypeObject *)type, args[0], args[1]);
}
#endif

static PyObject *Point_sum(PyObject *self, PyObject *Py_UNUSED(unused))
{
    Point *point = (Point *)self;

    return PyFloat_FromDouble(point->x + point->y);
}

static PyMethodDef Point_methods[] = {
    {"sum", Point_sum, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyMemberDef Point_members[] = {
    {"x", T_DOUBLE, offsetof(Point, x), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyType_Slot Point_slots[] = {
    {Py_tp_new, (void *)Point_new},
    {Py_tp_dealloc, (void *)dealloc_plain},
    {Py_tp_methods, Point_methods},
    {Py_tp_members, Point_members},
    {0, NULL},
};

static PyType_Spec Point_spec = {
    "operations.Point",
    sizeof(Point),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    Point_slots,
};

/* ---- Pair: two numbers that __init__ sets ---- */

typedef struct {
    PyObject_HEAD double x, y;
} Pair;

static PyObject *Pair_new(PyTypeObject *type, PyObject *Py_UNUSED(args),
                          PyObject *Py_UNUSED(kwargs))
{
    return ALLOCATE(type);
}

static int Pair_init(PyObject *self, PyObject *args,
                     PyObject *Py_UNUSED(kwargs))
{
    Pair *pair = (Pair *)self;

    if (PyTuple_GET_SIZE(args) != 2) {
        raise_number_of_arguments();
        return -1;
    }
    return parse_doubles(PyTuple_GET_ITEM(args, 0), PyTuple_GET_ITEM(args, 1),
                         &pair->x, &pair->y);
}

#ifndef Py_LIMITED_API
static PyObject *Pair_vectorcall(PyObject *type, PyObject *const *args,
                                 size_t nargsf, PyObject *kwnames)
{
    Pair *self;

    if (PyVectorcall_NARGS(nargsf) != 2 || kwnames != NULL) {
        return raise_number_of_arguments();
    }
    self = (Pair *)ALLOCATE((PyTypeObject *)type);
    if (self != NULL &&
        parse_doubles(args[0], args[1], &self->x, &self->y) < 0) {
        Py_CLEAR(self);
    }
    return (PyObject *)self;
}
#endif

static PyType_Slot Pair_slots[] = {
    {Py_tp_new, (void *)Pair_new},
    {Py_tp_init, (void *)Pair_init},
    {Py_tp_dealloc, (void *)dealloc_plain},
    {0, NULL},
};

static PyType_Spec Pair_spec = {
    "operations.Pair",
    sizeof(Pair),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    Pair_slots,
};

/* ---- Node: two objects, with garbage collection ---- */

typedef struct {
    PyObject_HEAD PyObject *value, *next;
} Node;

static PyObject *make_node(PyTypeObject *type, PyObject *value, PyObject *next)
{
    Node *self = (Node *)ALLOCATE(type);

    if (self != NULL) {
        self->value = Py_NewRef(value);
        self->next = Py_NewRef(next);
    }
    return (PyObject *)self;
}

static PyObject *Node_new(PyTypeObject *type, PyObject *args,
                          PyObject *Py_UNUSED(kwargs))
{
    if (PyTuple_GET_SIZE(args) != 2) {
        return raise_number_of_arguments();
    }
    return make_node(type, PyTuple_GET_ITEM(args, 0),
                     PyTuple_GET_ITEM(args, 1));
}

#ifndef Py_LIMITED_API
static PyObject *Node_vectorcall(PyObject *type, PyObject *const *args,
                                 size_t nargsf, PyObject *kwnames)
{
    if (PyVectorcall_NARGS(nargsf) != 2 || kwnames != NULL) {
        return raise_number_of_arguments();
    }
    return make_node((PyTypeObject *)type, args[0], args[1]);
}
#endif

static int Node_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((Node *)self)->value);
    Py_VISIT(((Node *)self)->next);
    return 0;
}

static int Node_clear(PyObject *self)
{
    Py_CLEAR(((Node *)self)->value);
    Py_CLEAR(((Node *)self)->next);
    return 0;
}

static void Node_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    PyObject_GC_UnTrack(self);
    Py_XDECREF(((Node *)self)->value);
    Py_XDECREF(((Node *)self)->next);
    FREE_OF(type)(self);
    Py_DECREF(type);
}

static PyType_Slot Node_slots[] = {
    {Py_tp_new, (void *)Node_new},
    {Py_tp_traverse, (void *)Node_traverse},
    {Py_tp_clear, (void *)Node_clear},
    {Py_tp_dealloc, (void *)Node_dealloc},
    {0, NULL},
};

static PyType_Spec Node_spec = {
    "operations.Node", sizeof(Node), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    Node_slots,
};

/* ---- Block: memory of its own ---- */

typedef struct {
    PyObject_HEAD char *memory;
} Block;

static PyObject *Block_new(PyTypeObject *type, PyObject *Py_UNUSED(args),
                           PyObject *Py_UNUSED(kwargs))
{
    Block *self = (Block *)ALLOCATE(type);

    if (self == NULL) {
        return NULL;
    }
    self->memory = (char *)malloc(64);
    if (self->memory == NULL) {
        Py_DECREF(self);
        return PyErr_NoMemory();
    }
    return (PyObject *)self;
}

#ifndef Py_LIMITED_API
static PyObject *Block_vectorcall(PyObject *type,
                                  PyObject *const *Py_UNUSED(args),
                                  size_t Py_UNUSED(nargsf),
                                  PyObject *Py_UNUSED(kwnames))
{
    return Block_new((PyTypeObject *)type, NULL, NULL);
}
#endif

static void Block_dealloc(PyObject *self)
{
    free(((Block *)self)->memory);
    dealloc_plain(self);
}

static PyType_Slot Block_slots[] = {
    {Py_tp_new, (void *)Block_new},
    {Py_tp_dealloc, (void *)Block_dealloc},
    {0, NULL},
};

static PyType_Spec Block_spec = {
    "operations.Block", sizeof(Block), 0, Py_TPFLAGS_DEFAULT, Block_slots,
};

/* ---- Functions ---- */

/* An instance of the type that the argument is, made without a call. */
FUNCTION_O(new_point)
{
    Point *point = (Point *)ALLOCATE((PyTypeObject *)arg);

    if (point != NULL) {
        point->x = 1.5;
        point->y = 2.5;
    }
    return (PyObject *)point;
}

FUNCTION_O(new_node)
{
    return make_node((PyTypeObject *)arg, Py_None, Py_None);
}

FUNCTION_NOARGS(make_type)
{
    return PyType_FromSpec(&Point_spec);
}

FUNCTION_NOARGS(make_exception)
{
    return PyErr_NewException("operations.Error", NULL, NULL);
}

/* ---- The module ---- */

static int types_exec(PyObject *module)
{
    if (add_type(module, "Plain", &Plain_spec) < 0 ||
        add_called_type(module, "Point", &Point_spec, Point_vectorcall) < 0 ||
        add_called_type(module, "Pair", &Pair_spec, Pair_vectorcall) < 0 ||
        add_called_type(module, "Node", &Node_spec, Node_vectorcall) < 0) {
        return -1;
    }
    return add_called_type(module, "Block", &Block_spec, Block_vectorcall);
}

static PyMethodDef types_methods[] = {
    O(new_point),           O(new_node),           NOARGS(make_type),
    NOARGS(make_exception), {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot types_slots[] = {
    {Py_mod_exec, (void *)types_exec},
    {0, NULL},
};

static struct PyModuleDef types_def = {
    PyModuleDef_HEAD_INIT, "types_capi", NULL, 0,    types_methods,
    types_slots,           NULL,         NULL, NULL,
};

PyMODINIT_FUNC PyInit_types_capi(void)
{
    return PyModuleDef_Init(&types_def);
}
