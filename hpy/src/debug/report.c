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
    PyObject *repr = object == NULL ? NULL : PyObject_Repr(object);
    const char *text = repr == NULL ? NULL : PyUnicode_AsUTF8(repr);
    if (text == NULL) {
        PyErr_Clear();
        text = "an object without a repr";
    }
    fprintf(stderr, "  object:   %.200s\n", text);
    fprintf(stderr, "  type:     %s\n",
            object == NULL ? "unknown" : Py_TYPE(object)->tp_name);
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

static void print_handle(HPy h)
{
    const debug_handle *record = handle_record(h);
    if (!(h._i & 1)) {
        return;
    }
    print_object(record->object);
    fprintf(stderr, "  made by:  %s\n", record->maker);
    if (record->closer != NULL) {
        fprintf(stderr, "  closed by: %s\n", record->closer);
    }
}

static void print_head(HPyContext *ctx, const char *function,
                       const char *argument, const char *problem)
{
    fflush(stdout);
    fprintf(stderr,
            "HPy debug mode: %s got %s\n"
            "  argument: %s\n"
            "  module:   %s\n",
            function, problem, argument, module_of(ctx));
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

HPy report_handle(HPyContext *ctx, const char *function, const char *argument,
                  HPy h)
{
    PyObject *object = h._i & 1 ? handle_record(h)->object : NULL;
    if (report_on_handle == NULL) {
        print_head(ctx, function, argument, problem_of(h));
        print_handle(h);
        Py_FatalError("HPy debug mode: a closed handle was used");
    }
    notify(report_on_handle);
    return _HPy_p2h(object != NULL ? object : Py_None);
}

void report_builder(HPyContext *ctx, const char *function)
{
    if (report_on_builder == NULL) {
        print_head(ctx, function, "builder", "a builder that has ended");
        Py_FatalError("HPy debug mode: a closed builder was used");
    }
    notify(report_on_builder);
}

void report_argument(HPyContext *ctx, const char *function,
                     const char *argument, HPy universal, const char *problem)
{
    print_head(ctx, function, argument, problem);
    print_object(_HPy_h2p(universal));
    Py_FatalError("HPy debug mode: a wrong argument");
}

void report_wrong_context(const char *function)
{
    fflush(stdout);
    fprintf(stderr,
            "HPy debug mode: %s was called with a wrong HPy context: "
            "one that was kept from another call\n",
            function);
    Py_FatalError("HPy debug mode: a wrong HPy context");
}

void debug_FatalError(HPyContext *ctx, const char *message)
{
    (void)ctx;
    universal_context.ctx_FatalError(&universal_context, message);
}
