/* hpy/src/debug/module.c -- the module `hpy.universal._debug`. */
#include "module.h"

#include "report.h"
#include "settings.h"

#include <stdlib.h>

/* ---- DebugHandle ---- */

typedef struct {
    PyObject_HEAD debug_handle *record; /* NULL if Python made the object */
} handle_object;

static PyObject *handle_type;

static debug_handle *record_of(PyObject *self)
{
    debug_handle *record = ((handle_object *)self)->record;
    if (record == NULL) {
        PyErr_SetString(PyExc_ValueError,
                        "this DebugHandle stands for no handle: get one from "
                        "get_open_handles() or get_closed_handles()");
    }
    return record;
}

PyObject *module_handle(debug_handle *record)
{
    PyObject *object = PyType_GenericAlloc((PyTypeObject *)handle_type, 0);
    if (object != NULL) {
        ((handle_object *)object)->record = record;
    }
    return object;
}

static PyObject *handle_obj(PyObject *self, void *closure)
{
    debug_handle *record = record_of(self);
    PyObject *object;
    (void)closure;
    if (record == NULL) {
        return NULL;
    }
    object = handle_get_object(record);
    if (object == NULL) {
        Py_RETURN_NONE;
    }
    return object;
}

static PyObject *handle_id(PyObject *self, void *closure)
{
    debug_handle *record = record_of(self);
    (void)closure;
    return record == NULL ? NULL : PyLong_FromVoidPtr(record);
}

static PyObject *handle_is_closed(PyObject *self, void *closure)
{
    debug_handle *record = record_of(self);
    (void)closure;
    return record == NULL ? NULL : PyBool_FromLong(record->state != DEBUG_OPEN);
}

static PyObject *handle_raw_data_size(PyObject *self, void *closure)
{
    debug_handle *record = record_of(self);
    (void)closure;
    if (record == NULL) {
        return NULL;
    }
    if (record->raw.start == NULL && record->storage.start == NULL) {
        return PyLong_FromLong(-1);
    }
    return PyLong_FromSize_t(record->raw.size + record->storage.size);
}

static PyObject *handle_made_by(PyObject *self, void *closure)
{
    debug_handle *record = record_of(self);
    (void)closure;
    return record == NULL ? NULL : Py_BuildValue("z", record->maker);
}

static PyObject *handle_closed_by(PyObject *self, void *closure)
{
    debug_handle *record = record_of(self);
    (void)closure;
    return record == NULL ? NULL : Py_BuildValue("z", record->closer);
}

/* The two traces of a handle, each with its two kinds of frames. */
#define DEFINE_FRAMES(NAME, KIND, TRACE)                                       \
    static PyObject *handle_##NAME(PyObject *self, void *closure)              \
    {                                                                          \
        debug_handle *record = record_of(self);                                \
        PyObject *frames;                                                      \
        stack_trace trace;                                                     \
        (void)closure;                                                         \
        if (record == NULL) {                                                  \
            return NULL;                                                       \
        }                                                                      \
        trace = handle_trace(&record->TRACE);                                  \
        frames = stack_##KIND(&trace);                                         \
        stack_clear(&trace);                                                   \
        return frames;                                                         \
    }

DEFINE_FRAMES(opened_at, native, opened)
DEFINE_FRAMES(closed_at, native, closed)
DEFINE_FRAMES(python_opened_at, python, opened)
DEFINE_FRAMES(python_closed_at, python, closed)

static PyGetSetDef handle_getset[] = {
    {"obj", handle_obj, NULL, "the object, None if it is no longer kept", NULL},
    {"id", handle_id, NULL, "the identity of the handle's record", NULL},
    {"is_closed", handle_is_closed, NULL, "is the handle closed?", NULL},
    {"raw_data_size", handle_raw_data_size, NULL,
     "bytes of the copies that the extension may read, or -1", NULL},
    {"made_by", handle_made_by, NULL, "the API function that made it", NULL},
    {"closed_by", handle_closed_by, NULL, "what closed it, or None", NULL},
    {"opened_at", handle_opened_at, NULL,
     "the native frames in which it was made: tuples of an address, a "
     "function or None, the distance from its beginning, a binary or None, "
     "and the distance from its beginning",
     NULL},
    {"closed_at", handle_closed_at, NULL,
     "the native frames in which it was closed", NULL},
    {"python_opened_at", handle_python_opened_at, NULL,
     "the Python frames in which it was made: tuples of a file, a line and a "
     "function",
     NULL},
    {"python_closed_at", handle_python_closed_at, NULL,
     "the Python frames in which it was closed", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

PyDoc_STRVAR(force_close_doc, "_force_close($self)\n"
                              "--\n"
                              "\n"
                              "Close the handle, as the extension has not.");

static PyObject *handle_force_close(PyObject *self, PyObject *ignored)
{
    debug_handle *record = record_of(self);
    (void)ignored;
    if (record == NULL) {
        return NULL;
    }
    (void)handle_close(record, "_force_close");
    Py_RETURN_NONE;
}

static PyMethodDef handle_methods[] = {
    {"_force_close", handle_force_close, METH_NOARGS, force_close_doc},
    {NULL, NULL, 0, NULL},
};

static PyObject *handle_richcompare(PyObject *self, PyObject *other, int op)
{
    bool equal;
    if (Py_TYPE(other) != (PyTypeObject *)handle_type ||
        (op != Py_EQ && op != Py_NE)) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    equal = ((handle_object *)self)->record == ((handle_object *)other)->record;
    return PyBool_FromLong(equal == (op == Py_EQ));
}

static Py_hash_t handle_hash(PyObject *self)
{
    Py_hash_t hash =
        (Py_hash_t)((uintptr_t)((handle_object *)self)->record >> 4);
    return hash == -1 ? -2 : hash;
}

/* The trace in words is the affair of Python. */
static PyObject *handle_repr(PyObject *self)
{
    debug_handle *record = record_of(self);
    PyObject *module, *text;
    if (record == NULL) {
        return NULL;
    }
    module = PyImport_ImportModule("hpy.debug.leakdetector");
    if (module == NULL) {
        return NULL;
    }
    text = PyObject_CallMethod(module, "describe_handle", "O", self);
    Py_DECREF(module);
    return text;
}

static void handle_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot handle_slots[] = {
    {Py_tp_doc, "A handle of an extension that was loaded in debug mode."},
    {Py_tp_getset, handle_getset},
    {Py_tp_methods, handle_methods},
    {Py_tp_richcompare, (void *)handle_richcompare},
    {Py_tp_hash, (void *)handle_hash},
    {Py_tp_repr, (void *)handle_repr},
    {Py_tp_dealloc, (void *)handle_dealloc},
    {0, NULL},
};

static PyType_Spec handle_spec = {
    .name = "hpy.debug._debug.DebugHandle",
    .basicsize = sizeof(handle_object),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = handle_slots,
};

/* ---- Functions ---- */

static PyObject *new_generation(PyObject *self, PyObject *ignored)
{
    (void)self;
    (void)ignored;
    return PyLong_FromLong(handle_new_generation());
}

static PyObject *get_open_handles(PyObject *self, PyObject *arg)
{
    long generation = PyLong_AsLong(arg);
    (void)self;
    if (generation == -1 && PyErr_Occurred()) {
        return NULL;
    }
    return handle_list(DEBUG_OPEN, generation);
}

static PyObject *get_closed_handles(PyObject *self, PyObject *args)
{
    long generation = 0;
    (void)self;
    if (!PyArg_ParseTuple(args, "|l:get_closed_handles", &generation)) {
        return NULL;
    }
    return handle_list(DEBUG_CLOSED, generation);
}

/* A size from Python: false with an exception. */
static bool read_size(PyObject *arg, size_t *size)
{
    *size = PyLong_AsSize_t(arg);
    return *size != (size_t)-1 || PyErr_Occurred() == NULL;
}

static PyObject *get_queue_max(PyObject *self, PyObject *ignored)
{
    (void)self;
    (void)ignored;
    return PyLong_FromSize_t(debug_records.closed_max);
}

static PyObject *set_queue_max(PyObject *self, PyObject *arg)
{
    size_t size;
    (void)self;
    if (!read_size(arg, &size)) {
        return NULL;
    }
    handle_set_closed_max(size);
    Py_RETURN_NONE;
}

static PyObject *get_raw_max(PyObject *self, PyObject *ignored)
{
    (void)self;
    (void)ignored;
    return PyLong_FromSize_t(raw_kept_max);
}

static PyObject *set_raw_max(PyObject *self, PyObject *arg)
{
    size_t size;
    (void)self;
    if (!read_size(arg, &size)) {
        return NULL;
    }
    raw_kept_max = size;
    Py_RETURN_NONE;
}

/* Keep a callable in `*place`, or nothing for None. */
static PyObject *set_callback(PyObject **place, PyObject *arg)
{
    if (arg != Py_None && !PyCallable_Check(arg)) {
        return PyErr_Format(PyExc_TypeError,
                            "expected a callable or None, not '%.200s'",
                            Py_TYPE(arg)->tp_name);
    }
    settings_set_callable(place, arg == Py_None ? NULL : arg);
    Py_RETURN_NONE;
}

static PyObject *set_on_invalid_handle(PyObject *self, PyObject *arg)
{
    (void)self;
    return set_callback(&report_on_handle, arg);
}

static PyObject *set_on_invalid_builder(PyObject *self, PyObject *arg)
{
    (void)self;
    return set_callback(&report_on_builder, arg);
}

static PyObject *set_stack_limit(PyObject *self, PyObject *arg)
{
    long limit = arg == Py_None ? 0 : PyLong_AsLong(arg);
    (void)self;
    if ((limit == -1 && PyErr_Occurred()) || !settings_read()) {
        return NULL;
    }
    settings_set_stack_limit(limit);
    Py_RETURN_NONE;
}

static PyObject *set_on_error(PyObject *self, PyObject *arg)
{
    PyObject *before;
    (void)self;
    if (!settings_read()) {
        return NULL;
    }
    before = settings_get_on_error();
    if (before != NULL && !settings_set_on_error(arg)) {
        Py_CLEAR(before);
    }
    return before;
}

static PyMethodDef functions[] = {
    {"new_generation", new_generation, METH_NOARGS,
     "new_generation($module)\n--\n\nBegin a generation of handles; return its "
     "number."},
    {"get_open_handles", get_open_handles, METH_O,
     "get_open_handles($module, generation, /)\n--\n\nReturn the DebugHandle "
     "objects of the handles that are open, from a\ngeneration on, in the "
     "order of their creation."},
    {"get_closed_handles", get_closed_handles, METH_VARARGS,
     "get_closed_handles($module, generation=0, /)\n--\n\nReturn the "
     "DebugHandle objects of the handles that were closed last, from\na "
     "generation on, the oldest first."},
    {"get_closed_handles_queue_max_size", get_queue_max, METH_NOARGS,
     "get_closed_handles_queue_max_size($module)\n--\n\nReturn how many closed "
     "handles are kept."},
    {"set_closed_handles_queue_max_size", set_queue_max, METH_O,
     "set_closed_handles_queue_max_size($module, size, /)\n--\n\nKeep so many "
     "closed handles, and their objects, to find out late uses."},
    {"get_protected_raw_data_max_size", get_raw_max, METH_NOARGS,
     "get_protected_raw_data_max_size($module)\n--\n\nReturn how many bytes of "
     "texts are kept after their handles are closed."},
    {"set_protected_raw_data_max_size", set_raw_max, METH_O,
     "set_protected_raw_data_max_size($module, size, /)\n--\n\nKeep so many "
     "bytes of texts whose handles are closed: reading them crashes."},
    {"set_on_invalid_handle", set_on_invalid_handle, METH_O,
     "set_on_invalid_handle($module, callback, /)\n--\n\nCall `callback()` "
     "when an invalid handle is used, instead of ending the\nprocess; None "
     "takes that back."},
    {"set_on_invalid_builder_handle", set_on_invalid_builder, METH_O,
     "set_on_invalid_builder_handle($module, callback, /)\n--\n\nThe same for "
     "builders that are used after their end."},
    {"set_handle_stack_trace_limit", set_stack_limit, METH_O,
     "set_handle_stack_trace_limit($module, limit, /)\n--\n\nKeep up to "
     "`limit` native frames, and as many of Python, for each handle that is\n"
     "made from now on; 0 or None for none."},
    {"set_on_error", set_on_error, METH_O,
     "set_on_error($module, action, /)\n--\n\nLet a mistake 'abort' the "
     "process, 'raise' HPyDebugError, 'warn', or call a\ncallable with the "
     "HPyDebugError. Return what it did before."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT,
    .m_name = "hpy.debug._debug",
    .m_doc = "What the debug mode knows of handles.",
    .m_size = -1,
    .m_methods = functions,
};

int debug_module_add(PyObject *universal)
{
    PyObject *module = PyModule_Create(&module_def);
    int result = -1;
    if (module == NULL) {
        return -1;
    }
    if (handle_type == NULL) {
        handle_type = PyType_FromSpec(&handle_spec);
    }
    if (handle_type != NULL &&
        PyObject_SetAttrString(module, "DebugHandle", handle_type) == 0) {
        result = PyObject_SetAttrString(universal, "_debug", module);
    }
    Py_DECREF(module);
    return result;
}
