/* hpy/src/trace/module.c -- the module object that hpy.trace is built on. */
#include "module.h"

#include "context.h"
#include "events.h"
#include "functions.h"
#include "hooks.h"

/* ---- Counters ---- */

typedef uint64_t (*counter_reader)(const trace_counter *);

static uint64_t read_calls(const trace_counter *counter)
{
    return shared_get((shared_number *)&counter->calls);
}

static uint64_t read_nanoseconds(const trace_counter *counter)
{
    return clock_nanoseconds(shared_get((shared_number *)&counter->ticks));
}

/* Add the counters of one module, or of all if `module` is NULL: how many
 * modules that are. */
static int add_up(const char *module, counter_reader read,
                  uint64_t sums[API_FUNCTIONS])
{
    const trace_context *trace = NULL;
    int found = 0;
    while ((trace = trace_context_next(trace)) != NULL) {
        if (module == NULL || strcmp(trace->module, module) == 0) {
            found++;
            for (int i = 0; i < API_FUNCTIONS; i++) {
                sums[i] += read(&trace->counters[i]);
            }
        }
    }
    return found;
}

/* A new dict from the names of the members to their sums. */
static PyObject *name_sums(const uint64_t sums[API_FUNCTIONS])
{
    PyObject *dict = PyDict_New();
    for (int i = 0; dict != NULL && i < API_FUNCTIONS; i++) {
        PyObject *sum = PyLong_FromUnsignedLongLong(sums[i]);
        if (sum == NULL ||
            PyDict_SetItemString(dict, trace_names[i], sum) < 0) {
            Py_CLEAR(dict);
        }
        Py_XDECREF(sum);
    }
    return dict;
}

/* A new list of the names of the modules that have a context. */
static PyObject *list_modules(void)
{
    const trace_context *trace = NULL;
    PyObject *list = PyList_New(0);
    while (list != NULL && (trace = trace_context_next(trace)) != NULL) {
        PyObject *name = PyUnicode_FromString(trace->module);
        if (name == NULL || PyList_Append(list, name) < 0) {
            Py_CLEAR(list);
        }
        Py_XDECREF(name);
    }
    return list;
}

static void refuse_module(const char *module)
{
    PyObject *modules = list_modules();
    if (modules != NULL) {
        PyErr_Format(PyExc_ValueError,
                     "module: no module '%s' has been loaded in trace mode, "
                     "only %R; set HPY=trace, or run python -m hpy.trace",
                     module, modules);
        Py_DECREF(modules);
    }
}

/* The body of get_call_counts() and get_durations(). */
static PyObject *get_sums(PyObject *args, PyObject *kwargs, const char *format,
                          counter_reader read)
{
    static const char *const names[] = {"module", NULL};
    uint64_t sums[API_FUNCTIONS] = {0};
    const char *module = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, format, (char **)names,
                                     &module)) {
        return NULL;
    }
    if (add_up(module, read, sums) == 0 && module != NULL) {
        refuse_module(module);
        return NULL;
    }
    return name_sums(sums);
}

/* ---- Functions ---- */

PyDoc_STRVAR(
    get_call_counts_doc,
    "get_call_counts($module, module=None)\n"
    "--\n"
    "\n"
    "Return how often each API function was called in trace mode.\n"
    "\n"
    "The result is a new dict from the names of the context's members, in\n"
    "their order, to the number of calls since the start of the process.\n"
    "A call counts from its beginning. What the runtime calls itself does "
    "not.\n"
    "\n"
    "module: the name of a module that was loaded in trace mode, for its "
    "calls\n"
    "    only; None for those of all.\n"
    "\n"
    "Raises ValueError if no such module was loaded in trace mode.");

static PyObject *get_call_counts(PyObject *self, PyObject *args,
                                 PyObject *kwargs)
{
    (void)self;
    return get_sums(args, kwargs, "|z:get_call_counts", read_calls);
}

PyDoc_STRVAR(
    get_durations_doc,
    "get_durations($module, module=None)\n"
    "--\n"
    "\n"
    "Return how many nanoseconds were spent in each API function.\n"
    "\n"
    "The result is a dict like that of get_call_counts(). Calls under way do\n"
    "not count yet. A call that makes others, for instance HPy_Call of a\n"
    "function in Python, includes their time.\n"
    "\n"
    "module: as for get_call_counts().\n"
    "\n"
    "Raises ValueError if no such module was loaded in trace mode.");

static PyObject *get_durations(PyObject *self, PyObject *args, PyObject *kwargs)
{
    (void)self;
    return get_sums(args, kwargs, "|z:get_durations", read_nanoseconds);
}

PyDoc_STRVAR(get_modules_doc,
             "get_modules($module)\n"
             "--\n"
             "\n"
             "Return the names of all modules that were loaded in trace mode,\n"
             "in a list, first come first.");

static PyObject *get_modules(PyObject *self, PyObject *ignored)
{
    (void)self;
    (void)ignored;
    return list_modules();
}

PyDoc_STRVAR(get_frequency_doc,
             "get_frequency($module)\n"
             "--\n"
             "\n"
             "Return the resolution of the clock behind get_durations(), in\n"
             "ticks per second.");

static PyObject *get_frequency(PyObject *self, PyObject *ignored)
{
    (void)self;
    (void)ignored;
    return PyLong_FromUnsignedLongLong(clock_frequency());
}

PyDoc_STRVAR(
    set_trace_functions_doc,
    "set_trace_functions($module, on_enter=..., on_exit=...)\n"
    "--\n"
    "\n"
    "Install functions to be called before and after every API call.\n"
    "\n"
    "Each is called with one argument, the name of the context's member as a\n"
    "str; what it returns is dropped. If it raises an exception,\n"
    "sys.unraisablehook gets it, and the call goes on. API calls that it\n"
    "causes itself are counted, but not reported to it.\n"
    "\n"
    "on_enter, on_exit: a callable; None removes the one that is installed; "
    "an\n"
    "    argument that is left out leaves it as it is.\n"
    "\n"
    "Raises TypeError if an argument is neither callable nor None; then\n"
    "nothing is changed.");

static PyObject *set_trace_functions(PyObject *self, PyObject *args,
                                     PyObject *kwargs)
{
    static const char *const names[] = {"on_enter", "on_exit", NULL};
    PyObject *on_enter = NULL, *on_exit = NULL;
    (void)self;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|OO:set_trace_functions",
                                     (char **)names, &on_enter, &on_exit) ||
        hooks_set(on_enter, on_exit) < 0) {
        return NULL;
    }
    Py_RETURN_NONE;
}

/* ---- Functions for hpy.trace.record ---- */

PyDoc_STRVAR(
    start_recording_doc,
    "start_recording($module, limit, /)\n"
    "--\n"
    "\n"
    "Record up to `limit` calls. Raises RuntimeError if that is being\n"
    "done already, ValueError or MemoryError for the limit.");

static PyObject *start_recording(PyObject *self, PyObject *limit)
{
    Py_ssize_t number = PyNumber_AsSsize_t(limit, PyExc_OverflowError);
    (void)self;
    if ((number == -1 && PyErr_Occurred()) || events_start(number) < 0) {
        return NULL;
    }
    Py_RETURN_NONE;
}

PyDoc_STRVAR(
    stop_recording_doc,
    "stop_recording($module)\n"
    "--\n"
    "\n"
    "End the recording. Returns the events as bytes, of the layout in\n"
    "hpy/src/trace/events.h, and how many more there would have been.\n"
    "Raises RuntimeError if nothing is recorded.");

static PyObject *stop_recording(PyObject *self, PyObject *ignored)
{
    unsigned long long dropped;
    PyObject *events;
    (void)self;
    (void)ignored;
    events = events_stop(&dropped);
    return events != NULL ? Py_BuildValue("NK", events, dropped) : NULL;
}

PyDoc_STRVAR(get_functions_doc,
             "get_functions($module)\n"
             "--\n"
             "\n"
             "Return the names of the modules' own functions: a dict from\n"
             "addresses.");

static PyObject *get_functions(PyObject *self, PyObject *ignored)
{
    (void)self;
    (void)ignored;
    return functions_names();
}

PyDoc_STRVAR(
    locate_doc,
    "locate($module, address, /)\n"
    "--\n"
    "\n"
    "Return the binary's path and the distance from its beginning for\n"
    "an address, or None.");

static PyObject *locate(PyObject *self, PyObject *address)
{
    void *pointer = PyLong_AsVoidPtr(address);
    (void)self;
    if (pointer == NULL && PyErr_Occurred()) {
        return NULL;
    }
    return functions_locate(pointer);
}

/* ---- Module ---- */

static PyMethodDef functions[] = {
    {"get_call_counts", HPy_FUNCTION_CAST(PyCFunction, get_call_counts),
     METH_VARARGS | METH_KEYWORDS, get_call_counts_doc},
    {"get_durations", HPy_FUNCTION_CAST(PyCFunction, get_durations),
     METH_VARARGS | METH_KEYWORDS, get_durations_doc},
    {"get_modules", get_modules, METH_NOARGS, get_modules_doc},
    {"get_frequency", get_frequency, METH_NOARGS, get_frequency_doc},
    {"set_trace_functions", HPy_FUNCTION_CAST(PyCFunction, set_trace_functions),
     METH_VARARGS | METH_KEYWORDS, set_trace_functions_doc},
    {"start_recording", start_recording, METH_O, start_recording_doc},
    {"stop_recording", stop_recording, METH_NOARGS, stop_recording_doc},
    {"get_functions", get_functions, METH_NOARGS, get_functions_doc},
    {"locate", locate, METH_O, locate_doc},
    {NULL, NULL, 0, NULL},
};

/* MEMBERS: the names of the API's functions; an event gives the place in it. */
static int add_names(PyObject *module)
{
    PyObject *names = PyTuple_New(API_FUNCTIONS);
    int result = names == NULL ? -1 : 0;
    for (int i = 0; result == 0 && i < API_FUNCTIONS; i++) {
        PyObject *name = PyUnicode_FromString(trace_names[i]);
        result = name == NULL ? -1 : PyTuple_SetItem(names, i, name);
    }
    if (result == 0) {
        result = PyObject_SetAttrString(module, "MEMBERS", names);
    }
    Py_XDECREF(names);
    return result;
}

int trace_module_add(PyObject *universal)
{
    PyObject *module = PyModule_New("hpy.trace._trace");
    int result = -1;
    if (module != NULL && events_init() == 0 && functions_init() == 0 &&
        PyModule_SetDocString(module, "What hpy.trace is built on.") == 0 &&
        PyModule_AddFunctions(module, functions) == 0 &&
        add_names(module) == 0) {
        result = PyObject_SetAttrString(universal, "_trace", module);
    }
    Py_XDECREF(module);
    return result;
}
