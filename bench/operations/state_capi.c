/* bench/operations/state_capi.c: what lasts longer than a call and what is
 * given back, in the C API: fields, globals, capsules, buffers, references,
 * threads.
 *
 * The yardstick for state_hpy.c.
 */
#include "capi_functions.h"

/* ---- Holder: an object with a field ---- */

typedef struct {
    PyObject_HEAD PyObject *content;
} Holder;

static PyObject *Holder_new(PyTypeObject *type, PyObject *Py_UNUSED(args),
                            PyObject *Py_UNUSED(kwargs))
{
    Holder *self = (Holder *)ALLOCATE(type);

    if (self != NULL) {
        self->content = Py_NewRef(Py_None);
    }
    return (PyObject *)self;
}

static int Holder_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((Holder *)self)->content);
    return 0;
}

static int Holder_clear(PyObject *self)
{
    Py_CLEAR(((Holder *)self)->content);
    return 0;
}

static void Holder_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    PyObject_GC_UnTrack(self);
    Py_XDECREF(((Holder *)self)->content);
    FREE_OF(type)(self);
    Py_DECREF(type);
}

static PyObject *Holder_store(PyObject *self, PyObject *arg)
{
    Holder *holder = (Holder *)self;
    PyObject *old = holder->content;

    holder->content = Py_NewRef(arg);
    Py_XDECREF(old);
    RETURN_NONE;
}

static PyObject *Holder_load(PyObject *self, PyObject *Py_UNUSED(unused))
{
    return Py_NewRef(((Holder *)self)->content);
}

static PyMethodDef Holder_methods[] = {
    {"store", Holder_store, METH_O, NULL},
    {"load", Holder_load, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot Holder_slots[] = {
    {Py_tp_new, (void *)Holder_new},
    {Py_tp_traverse, (void *)Holder_traverse},
    {Py_tp_clear, (void *)Holder_clear},
    {Py_tp_dealloc, (void *)Holder_dealloc},
    {Py_tp_methods, Holder_methods},
    {0, NULL},
};

static PyType_Spec Holder_spec = {
    "operations.Holder",
    sizeof(Holder),
    0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    Holder_slots,
};

/* ---- Bytes: an object with a buffer ---- */

typedef struct {
    PyObject_HEAD char bytes[16];
    Py_ssize_t size;
} Bytes;

static PyObject *Bytes_new(PyTypeObject *type, PyObject *Py_UNUSED(args),
                           PyObject *Py_UNUSED(kwargs))
{
    Bytes *self = (Bytes *)ALLOCATE(type);

    if (self != NULL) {
        self->size = (Py_ssize_t)sizeof(self->bytes);
    }
    return (PyObject *)self;
}

static void Bytes_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);

    FREE_OF(type)(self);
    Py_DECREF(type);
}

static int Bytes_getbuffer(PyObject *self, Py_buffer *view,
                           int Py_UNUSED(flags))
{
    static Py_ssize_t one = 1;
    Bytes *bytes = (Bytes *)self;

    view->buf = bytes->bytes;
    view->obj = Py_NewRef(self);
    view->len = bytes->size;
    view->itemsize = 1;
    view->readonly = 0;
    view->ndim = 1;
    view->format = (char *)"B";
    view->shape = &bytes->size;
    view->strides = &one;
    view->suboffsets = NULL;
    view->internal = NULL;
    return 0;
}

static PyType_Slot Bytes_slots[] = {
    {Py_tp_new, (void *)Bytes_new},
    {Py_tp_dealloc, (void *)Bytes_dealloc},
    {Py_bf_getbuffer, (void *)Bytes_getbuffer},
    {0, NULL},
};

static PyType_Spec Bytes_spec = {
    "operations.Bytes", sizeof(Bytes), 0, Py_TPFLAGS_DEFAULT, Bytes_slots,
};

/* ---- Globals: the state of the module ---- */

typedef struct {
    PyObject *kept;
} State;

FUNCTION_O(store_global)
{
    State *state = (State *)PyModule_GetState(self);
    PyObject *old = state->kept;

    state->kept = Py_NewRef(arg);
    Py_XDECREF(old);
    RETURN_NONE;
}

FUNCTION_NOARGS(load_global)
{
    return Py_NewRef(((State *)PyModule_GetState(self))->kept);
}

/* ---- Capsules ---- */

static int pointed_to = 7;

FUNCTION_NOARGS(make_capsule)
{
    return PyCapsule_New(&pointed_to, "operations.pointer", NULL);
}

FUNCTION_O(read_capsule)
{
    int *pointer = (int *)PyCapsule_GetPointer(arg, "operations.pointer");

    return pointer == NULL ? NULL : PyLong_FromLong(*pointer);
}

/* ---- References ---- */

/* As in HPy, a reference may be null. */
FUNCTION_O(dup_close_10)
{
    PyObject *copies[10];

    for (int i = 0; i < 10; i++) {
        copies[i] = Py_XNewRef(arg);
    }
    for (int i = 0; i < 10; i++) {
        Py_XDECREF(copies[i]);
    }
    RETURN_NONE;
}

/* References that are given back together, null ones too: as many as are not
 * known beforehand, so each of them looks for room. */
typedef struct {
    PyObject **items;
    Py_ssize_t length, capacity;
} Tracked;

static int track(Tracked *tracked, PyObject *item)
{
    if (tracked->length == tracked->capacity) {
        Py_ssize_t capacity = 2 * tracked->capacity;
        PyObject **items = (PyObject **)PyMem_Realloc(
            tracked->items, (size_t)capacity * sizeof(PyObject *));
        if (items == NULL) {
            Py_XDECREF(item);
            PyErr_NoMemory();
            return -1;
        }
        tracked->items = items;
        tracked->capacity = capacity;
    }
    tracked->items[tracked->length++] = item;
    return 0;
}

FUNCTION_O(track_10)
{
    Tracked tracked = {NULL, 0, 10};
    int failed = 0;

    tracked.items = (PyObject **)PyMem_Malloc(10 * sizeof(PyObject *));
    if (tracked.items == NULL) {
        return PyErr_NoMemory();
    }
    for (int i = 0; i < 10 && !failed; i++) {
        failed = track(&tracked, Py_XNewRef(arg)) < 0;
    }
    for (Py_ssize_t i = 0; i < tracked.length; i++) {
        Py_XDECREF(tracked.items[i]);
    }
    PyMem_Free(tracked.items);
    if (failed) {
        return NULL;
    }
    RETURN_NONE;
}

/* ---- Threads ---- */

FUNCTION_NOARGS(leave_python)
{
    PyThreadState *state = PyEval_SaveThread();

    PyEval_RestoreThread(state);
    RETURN_NONE;
}

/* ---- The module ---- */

static int state_exec(PyObject *module)
{
    State *state = (State *)PyModule_GetState(module);

    state->kept = Py_NewRef(Py_None);
    if (add_type(module, "Holder", &Holder_spec) < 0) {
        return -1;
    }
    return add_type(module, "Bytes", &Bytes_spec);
}

static int state_traverse(PyObject *module, visitproc visit, void *arg)
{
    Py_VISIT(((State *)PyModule_GetState(module))->kept);
    return 0;
}

static int state_clear(PyObject *module)
{
    Py_CLEAR(((State *)PyModule_GetState(module))->kept);
    return 0;
}

static void state_free(void *module)
{
    state_clear((PyObject *)module);
}

static PyMethodDef state_methods[] = {
    O(store_global),      NOARGS(load_global),   NOARGS(make_capsule),
    O(read_capsule),      O(dup_close_10),       O(track_10),
    NOARGS(leave_python), {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot state_slots[] = {
    {Py_mod_exec, (void *)state_exec},
    {0, NULL},
};

static struct PyModuleDef state_def = {
    PyModuleDef_HEAD_INIT, "state_capi",  NULL,
    sizeof(State),         state_methods, state_slots,
    state_traverse,        state_clear,   state_free,
};

PyMODINIT_FUNC PyInit_state_capi(void)
{
    return PyModuleDef_Init(&state_def);
}
