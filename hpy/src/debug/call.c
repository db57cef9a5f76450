/* hpy/src/debug/call.c -- handles that come and go in numbers. */
#include "call.h"
#include "thread.h"

/* ---- Arrays ---- */

const HPy *debug_in_array(debug_call *call, const HPy *handles, size_t count,
                          const char *argument)
{
    if (handles == NULL) {
        return NULL;
    }
    if (count > DEBUG_ROOM) {
        call->array = PyMem_New(HPy, count);
        if (call->array == NULL) {
            PyErr_NoMemory();
            return NULL;
        }
    }
    for (size_t i = 0; i < count; i++) {
        call->array[i] = debug_in(call, handles[i], argument);
    }
    return call->array;
}

void debug_out_array(debug_call *call, HPy *handles, HPy_ssize_t count)
{
    for (HPy_ssize_t i = 0; i < count; i++) {
        handles[i] = debug_out(call, handles[i]);
    }
}

/* The function itself complains about names that are no tuple. */
size_t debug_length(HPy names)
{
    PyObject *tuple;
    if (HPy_IsNull(names) || !(names._i & 1)) {
        return 0;
    }
    tuple = handle_record(names)->object;
    return tuple != NULL && PyTuple_Check(tuple)
               ? (size_t)PyTuple_GET_SIZE(tuple)
               : 0;
}

void debug_fail(debug_call *call, const char *problem)
{
    if (PyErr_Occurred() == NULL) {
        PyErr_Format(PyExc_SystemError, "%s got %s", call->function, problem);
    }
}

/* ---- Text ---- */

static size_t text_size(PyObject *object, const char *text)
{
    Py_ssize_t size;
    if (PyBytes_Check(object)) {
        return (size_t)PyBytes_GET_SIZE(object) + 1;
    }
    if (PyUnicode_Check(object) &&
        PyUnicode_AsUTF8AndSize(object, &size) == text) {
        return (size_t)size + 1;
    }
    return strlen(text) + 1; /* the name of a type */
}

const char *debug_text(debug_call *call, HPy h, const char *text)
{
    debug_handle *record = handle_record(h);
    (void)call;
    if (text == NULL || record->state != DEBUG_OPEN) {
        return text;
    }
    text = raw_copy(&record->raw, text, text_size(record->object, text));
    if (text == NULL) {
        PyErr_NoMemory();
    }
    return text;
}

/* ---- Closing ---- */

void debug_close(debug_call *call, HPy h, const char *argument)
{
    debug_handle *record = handle_record(h);
    if (HPy_IsNull(h)) {
        return;
    }
    if (!(h._i & 1) || record->state != DEBUG_OPEN || record->is_constant) {
        report_handle(call->ctx, call->function, argument, h);
        return;
    }
    handle_close(record, call->function);
}

void debug_Close(HPyContext *ctx, HPy h)
{
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Close));
    debug_close(&call, h, "h");
    debug_leave(&call);
}

void debug_CloseAll(HPyContext *ctx, const HPy *handles, HPy_ssize_t count)
{
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_CloseAll));
    for (HPy_ssize_t i = 0; i < count; i++) {
        debug_close(&call, handles[i], "handles");
    }
    debug_leave(&call);
}

/* ---- Between CPython and an implementation ---- */

HPy debug_lend(PyObject *object, bool *lent)
{
    debug_handle *record;
    if (object == NULL) {
        return HPy_NULL;
    }
    Py_INCREF(object);
    record = handle_open(object, "the call");
    if (record == NULL) {
        *lent = false;
        return HPy_NULL;
    }
    record->is_loan = true;
    return handle_of(record);
}

void debug_end_loan(HPy h)
{
    debug_handle *record = handle_record(h);
    thread_check_return();
    if (HPy_IsNull(h)) {
        return;
    }
    if (record->state != DEBUG_OPEN) {
        report_handle(debug_current, "the end of the call", "an argument", h);
        return;
    }
    handle_close(record, "the end of the call");
}

PyObject *debug_take(HPyContext *ctx, HPy h)
{
    debug_handle *record = handle_record(h);
    PyObject *object;
    thread_check_return();
    if (HPy_IsNull(h)) {
        return NULL;
    }
    if (!(h._i & 1) || record->state != DEBUG_OPEN || record->is_constant) {
        object = _HPy_h2p(report_handle(ctx, "the return", "the result", h));
        Py_XINCREF(object);
        return object;
    }
    object = record->object;
    Py_INCREF(object);
    handle_close(record, "the return");
    return object;
}
