/* hpy/src/debug/failure.c -- calls of an implementation that fail because the
 * debug mode says so.
 */
#include "failure.h"

#include "context.h"

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

/* ---- Results ---- */

/* An export that has succeeded is taken back. */
static void release_view(_HPyFunc_args_GETBUFFERPROC *a)
{
    if (a->result == 0) {
        PyBuffer_Release((Py_buffer *)a->view);
    }
}

/* Drop the result, if there is one already. */
static void drop_result(HPyFunc_Signature sig, void *args)
{
    switch (sig) {
#define OBJECT_RESULT(NAME)                                                    \
    case HPyFunc_##NAME:                                                       \
        Py_XDECREF(((_HPyFunc_args_##NAME *)args)->result);                    \
        return;
#define NUMBER_RESULT(NAME)
#include "generated/debug_results.h"
#undef OBJECT_RESULT
#undef NUMBER_RESULT
    case HPyFunc_GETBUFFERPROC:
        release_view((_HPyFunc_args_GETBUFFERPROC *)args);
        return;
    default:
        return;
    }
}

/* Make the result the one that goes with an exception; false if the signature
 * has none. */
static bool set_failed(HPyFunc_Signature sig, void *args)
{
    switch (sig) {
#define OBJECT_RESULT(NAME)                                                    \
    case HPyFunc_##NAME:                                                       \
        ((_HPyFunc_args_##NAME *)args)->result = NULL;                         \
        return true;
#define NUMBER_RESULT(NAME)                                                    \
    case HPyFunc_##NAME:                                                       \
        ((_HPyFunc_args_##NAME *)args)->result = -1;                           \
        return true;
#include "generated/debug_results.h"
    default:
        return false;
    }
}

/* ---- Failures ---- */

/* What the call itself has raised becomes the context. */
static void raise_with_context(PyObject *error, PyObject *context)
{
    PyErr_SetObject((PyObject *)Py_TYPE(error), error);
    if (context != NULL) {
        PyException_SetContext(error, context);
    }
}

void failure_raise(HPyFunc_Signature sig, void *args)
{
    PyObject *error = failure_kept;
    _HPyRaised raised = _HPy_TakeRaised();
    failure_kept = NULL;
    drop_result(sig, args);
    if (set_failed(sig, args)) {
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
    if (!set_failed(sig, args)) {
        PyErr_WriteUnraisable(NULL);
        _HPy_GiveRaised(raised);
    }
}
