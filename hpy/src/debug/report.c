/* hpy/src/debug/report.c -- what happens when an extension makes a mistake. */
#include "report.h"

#include "byhand.h"
#include "call.h"

#include <stdio.h>

PyObject *report_on_handle;
PyObject *report_on_builder;

/* ---- The end of the process ---- */

static void print_object(PyObject *object)
{
    PyObject *repr = PyObject_Repr(object);
    const char *text = repr == NULL ? NULL : PyUnicode_AsUTF8(repr);
    if (text == NULL) {
        PyErr_Clear();
        text = "an object without a repr";
    }
    fprintf(stderr, "  object:   %.200s\n", text);
    fprintf(stderr, "  type:     %s\n", Py_TYPE(object)->tp_name);
    Py_XDECREF(repr);
}

static const char *module_of(HPyContext *ctx)
{
    return ctx == NULL ? "unknown" : debug_context_module(ctx);
}

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

static void print_handle(const debug_handle *record)
{
    fprintf(stderr, "  made by:  %s\n", record->maker);
    if (record->closer != NULL) {
        fprintf(stderr, "  closed by: %s\n", record->closer);
    }
}

static void end_process(const mistake *m)
{
    char text[200];
    fflush(stdout);
    fprintf(stderr, "HPy debug mode: %s got %s\n", m->function, m->problem);
    if (m->argument != NULL) {
        fprintf(stderr, "  argument: %s\n", m->argument);
    }
    fprintf(stderr, "  module:   %s\n", module_of(m->ctx));
    if (m->object != NULL) {
        print_object(m->object);
    }
    if (m->record != NULL) {
        print_handle(m->record);
    }
    PyOS_snprintf(text, sizeof(text), "HPy debug mode: %s", m->summary);
    Py_FatalError(text);
}

/* ---- Callbacks ---- */

/* Call it without arguments; what it raises is told, not raised. */
static void notify(PyObject *callback)
{
    _HPyRaised raised = _HPy_TakeRaised();
    PyObject *result;
    Py_INCREF(callback); /* it may well replace itself */
    result = PyObject_CallObject(callback, NULL);
    if (result == NULL) {
        PyErr_WriteUnraisable(callback);
    }
    Py_XDECREF(result);
    Py_DECREF(callback);
    _HPy_GiveRaised(raised);
}

/* ---- Mistakes ---- */

static PyObject *callback_for(mistake_kind kind)
{
    switch (kind) {
    case MISTAKE_HANDLE:
        return report_on_handle;
    case MISTAKE_BUILDER:
        return report_on_builder;
    default:
        return NULL;
    }
}

void report(const mistake *m)
{
    PyObject *callback = callback_for(m->kind);
    if (callback == NULL || m->is_fatal) {
        end_process(m);
    }
    notify(callback);
}

HPy report_handle(HPyContext *ctx, const char *function, const char *argument,
                  HPy h)
{
    debug_handle *record = h._i & 1 ? handle_record(h) : NULL;
    PyObject *object = record != NULL ? record->object : NULL;
    mistake m = {.kind = MISTAKE_HANDLE,
                 .ctx = ctx,
                 .function = function,
                 .argument = argument,
                 .problem = problem_of(h),
                 .summary = "a closed handle was used",
                 .record = record,
                 .object = object};
    report(&m);
    return _HPy_p2h(object != NULL ? object : Py_None);
}

void debug_FatalError(HPyContext *ctx, const char *message)
{
    (void)ctx;
    universal_context.ctx_FatalError(&universal_context, message);
}
