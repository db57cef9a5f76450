/* hpy/src/debug/failure.c -- calls of an implementation that fail because the
 * debug mode says so.
 */
#include "failure.h"

#include "context.h"
#include "result.h"

THREAD_LOCAL PyObject *failure_kept;

/* ---- What is kept ---- */

/* Tell an exception that nobody can get. */
static void write_unraisable(PyObject *error)
{
    PyErr_SetObject((PyObject *)Py_TYPE(error), error);
    PyErr_WriteUnraisable(NULL);
}

static void add_other(PyObject *first, PyObject *error)
{
    PyObject *others = PyObject_GetAttrString(first, "others");
    if (others == NULL || PyList_Append(others, error) < 0) {
        PyErr_Clear();
        write_unraisable(error);
    }
    Py_XDECREF(others);
}

void failure_keep(PyObject *error)
{
    if (debug_current == NULL) {
        write_unraisable(error);
    }
    else if (failure_kept != NULL) {
        add_other(failure_kept, error);
    }
    else {
        Py_INCREF(error);
        failure_kept = error;
    }
}

/* ---- Failures ---- */

/* What the call itself has raised becomes the context. */
static void raise_with_context(PyObject *error, PyObject *context)
{
    PyErr_SetObject((PyObject *)Py_TYPE(error), error);
    if (context != NULL && context != error) {
        PyException_SetContext(error, context);
    }
}

void failure_raise(HPyFunc_Signature sig, void *args)
{
    PyObject *error = failure_kept;
    _HPyRaised raised = _HPy_TakeRaised();
    failure_kept = NULL;
    result_drop(sig, args);
    if (result_set_error(sig, args)) {
        raise_with_context(error, _HPyRaised_Object(raised));
    }
    else {
        write_unraisable(error);
        _HPy_GiveRaised(raised);
    }
    Py_DECREF(error);
}

void failure_no_memory(HPyFunc_Signature sig, void *args)
{
    _HPyRaised raised = _HPy_TakeRaised();
    PyErr_NoMemory();
    if (!result_set_error(sig, args)) {
        PyErr_WriteUnraisable(NULL);
        _HPy_GiveRaised(raised);
    }
}
