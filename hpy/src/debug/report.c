/* hpy/src/debug/report.c -- what happens when an extension makes a mistake.
 *
 * The exception and its text are made in Python, by hpy/debug/report.py. Where
 * that cannot be, a short text of C has to do.
 */
#include "report.h"

#include "byhand.h"
#include "call.h"
#include "failure.h"
#include "module.h"
#include "settings.h"

#include "../universal/library.h"

#include <stdio.h>

/* Frames of either kind that a report has at least of where it was found. */
#define FOUND_FRAMES 32

/* Frames of the short text. */
#define PLAIN_FRAMES 12

PyObject *report_on_handle;
PyObject *report_on_builder;

/* This thread is making a report. What it runs for that, such as a repr, makes
 * mistakes of its own: those get the short text, and never another report. */
static THREAD_LOCAL bool is_telling;

/* ---- The short text ---- */

static const char *module_of(const mistake *m)
{
    return m->ctx == NULL ? "unknown" : debug_context_module(m->ctx);
}

static void print_frame(void *address)
{
    LibraryPlace place = {NULL, 0, NULL, 0};
    fprintf(stderr, "    %p", address);
    if (library_locate(address, &place)) {
        if (place.function != NULL) {
            fprintf(stderr, " %s+0x%zx", place.function,
                    (size_t)place.function_distance);
        }
        fprintf(stderr, " in %s+0x%zx", place.file, (size_t)place.distance);
    }
    fputc('\n', stderr);
}

/* No code of an object runs here. */
static void print_plain(const mistake *m, const stack_trace *found)
{
    fprintf(stderr, "HPy debug mode: %s got %s\n", m->function, m->problem);
    if (m->argument != NULL) {
        fprintf(stderr, "  argument: %s\n", m->argument);
    }
    fprintf(stderr, "  module:   %s\n", module_of(m));
    if (m->object != NULL) {
        fprintf(stderr, "  type:     %s\n", Py_TYPE(m->object)->tp_name);
    }
    fprintf(stderr, "  found in: %s\n", m->function);
    for (int i = 0; i < found->native_size && i < PLAIN_FRAMES; i++) {
        print_frame(found->native[i]);
    }
    if (m->record != NULL) {
        fprintf(stderr, "  made by:  %s\n", m->record->maker);
    }
    if (m->record != NULL && m->record->closer != NULL) {
        fprintf(stderr, "  closed by: %s\n", m->record->closer);
    }
}

/* ---- The end of the process ---- */

static void end_process(const mistake *m)
{
    char text[200];
    fflush(stderr);
    PyOS_snprintf(text, sizeof(text), "HPy debug mode: %s", m->summary);
    Py_FatalError(text);
}

/* There is no Python in this thread, or none that would be safe. */
static void tell_plain(const mistake *m, bool is_end)
{
    stack_trace found = {NULL, 0, NULL, 0};
    stack_capture_native(&found, FOUND_FRAMES);
    fflush(stdout);
    print_plain(m, &found);
    stack_clear(&found);
    if (is_end) {
        end_process(m);
    }
}

/* ---- The exception ---- */

/* None without a handle; NULL with an exception. */
static PyObject *handle_or_none(debug_handle *record)
{
    if (record == NULL) {
        Py_RETURN_NONE;
    }
    return module_handle(record);
}

/* What is known of the handle and of where it was found; false with an
 * exception. */
static bool describe(const mistake *m, const stack_trace *found,
                     PyObject **parts)
{
    parts[0] = handle_or_none(m->record);
    parts[1] = parts[0] == NULL ? NULL : stack_native(found);
    parts[2] = parts[1] == NULL ? NULL : stack_python(found);
    return parts[2] != NULL;
}

/* A new HPyDebugError, or NULL with an exception. */
static PyObject *make_error(const mistake *m, const stack_trace *found)
{
    PyObject *module = PyImport_ImportModule("hpy.debug.report");
    PyObject *parts[3] = {NULL, NULL, NULL}, *error = NULL;
    if (module != NULL && describe(m, found, parts)) {
        error = PyObject_CallMethod(
            module, "make_error", "(szszOOOOO)", m->problem,
            m->ctx == NULL ? NULL : module_of(m), m->function, m->argument,
            m->object != NULL ? m->object : Py_None,
            m->object != NULL ? Py_True : Py_False, parts[0], parts[1],
            parts[2]);
    }
    Py_XDECREF(module);
    for (int i = 0; i < 3; i++) {
        Py_XDECREF(parts[i]);
    }
    return error;
}

/* ---- What a mistake does ---- */

/* Call it; what it raises is told, not raised. */
static void notify(PyObject *callback, PyObject *error)
{
    PyObject *result = PyObject_CallFunctionObjArgs(callback, error, NULL);
    if (result == NULL) {
        PyErr_WriteUnraisable(callback);
    }
    Py_XDECREF(result);
}

/* The text on stderr; false if there is none. */
static bool print_error(PyObject *error)
{
    PyObject *text = PyObject_Str(error), *bytes = NULL;
    if (text != NULL) {
        bytes = PyUnicode_AsEncodedString(text, "utf-8", "backslashreplace");
    }
    if (bytes != NULL) {
        fflush(stdout);
        fprintf(stderr, "%s\n", PyBytes_AS_STRING(bytes));
    }
    Py_XDECREF(text);
    Py_XDECREF(bytes);
    return bytes != NULL;
}

/* A filter of warnings may want an exception: then it is that of the mistake.
 */
static void warn(PyObject *error)
{
    PyObject *done = PyObject_CallMethod(error, "warn", NULL);
    if (done == NULL) {
        PyErr_Clear();
        failure_keep(error);
    }
    Py_XDECREF(done);
}

static void end_with(const mistake *m, PyObject *error,
                     const stack_trace *found)
{
    if (!print_error(error)) {
        PyErr_Clear();
        print_plain(m, found);
    }
    end_process(m);
}

/* The callable may replace itself. */
static void act(const mistake *m, PyObject *error, const stack_trace *found)
{
    PyObject *callable;
    error_action action = settings_get_action(&callable);
    if (action == ON_ERROR_ABORT || m->is_fatal) {
        end_with(m, error, found);
    }
    else if (action == ON_ERROR_RAISE) {
        failure_keep(error);
    }
    else if (action == ON_ERROR_WARN) {
        warn(error);
    }
    else {
        notify(callable, error);
    }
    Py_XDECREF(callable);
}

/* The report itself has failed, with an exception: at the end of the
 * interpreter, or without memory. */
static void act_without_error(const mistake *m, const stack_trace *found)
{
    PyObject *error = _HPyRaised_Object(_HPy_TakeRaised());
    fflush(stdout);
    print_plain(m, found);
    if (settings.on_error == ON_ERROR_ABORT || m->is_fatal) {
        end_process(m);
    }
    if (settings.on_error == ON_ERROR_RAISE) {
        failure_keep(error);
    }
    Py_DECREF(error);
}

static void tell(const mistake *m)
{
    stack_trace found = {NULL, 0, NULL, 0};
    PyObject *error;
    stack_capture(&found, settings.stack_limit > FOUND_FRAMES
                              ? settings.stack_limit
                              : FOUND_FRAMES);
    error = make_error(m, &found);
    if (error != NULL) {
        act(m, error, &found);
        Py_DECREF(error);
    }
    else {
        act_without_error(m, &found);
    }
    stack_clear(&found);
}

/* ---- Mistakes ---- */

/* A new reference, or NULL. */
static PyObject *callback_for(const mistake *m)
{
    switch (m->is_fatal ? MISTAKE_OTHER : m->kind) {
    case MISTAKE_HANDLE:
        return settings_get_callable(&report_on_handle);
    case MISTAKE_BUILDER:
        return settings_get_callable(&report_on_builder);
    default:
        return NULL;
    }
}

/* A thread that has left Python comes back for the report. */
static void report_outside(const mistake *m)
{
    PyGILState_STATE state;
    if (PyGILState_GetThisThreadState() == NULL) {
        tell_plain(m, true);
    }
    state = PyGILState_Ensure();
    report(m);
    PyGILState_Release(state);
}

static void report_inside(const mistake *m)
{
    PyObject *callback = callback_for(m);
    _HPyRaised raised = _HPy_TakeRaised();
    is_telling = true;
    if (callback != NULL) {
        notify(callback, NULL);
    }
    else {
        tell(m);
    }
    is_telling = false;
    Py_XDECREF(callback);
    _HPy_GiveRaised(raised);
}

/* After an interpreter was made PyGILState_Check() is always true. */
bool report_has_python(void)
{
    return PyGILState_GetThisThreadState() != NULL && PyGILState_Check();
}

void report(const mistake *m)
{
    if (!report_has_python()) {
        report_outside(m);
    }
    else if (is_telling) {
        tell_plain(m, m->is_fatal);
    }
    else {
        report_inside(m);
    }
}

/* ---- Handles ---- */

static const char *problem_of(HPy h)
{
    if (!(h._i & 1)) {
        return "what is no handle of the debug mode";
    }
    if (handle_record(h)->is_constant) {
        return "a constant of the context, which is not the extension's";
    }
    return "a closed handle";
}

/* The object of the handle, while it is kept; else None. */
PyObject *report_handle(HPyContext *ctx, const char *function,
                        const char *argument, HPy h)
{
    debug_handle *record = h._i & 1 ? handle_record(h) : NULL;
    PyObject *object = record != NULL ? handle_get_object(record) : NULL;
    mistake m = {.kind = MISTAKE_HANDLE,
                 .ctx = ctx,
                 .function = function,
                 .argument = argument,
                 .problem = problem_of(h),
                 .summary = "a closed handle was used",
                 .record = record,
                 .object = object};
    report(&m);
    if (object == NULL) {
        Py_INCREF(Py_None);
        object = Py_None;
    }
    return object;
}

void debug_FatalError(HPyContext *ctx, const char *message)
{
    (void)ctx;
    universal_context.ctx_FatalError(&universal_context, message);
}
