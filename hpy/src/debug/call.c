/* hpy/src/debug/call.c -- handles that come and go in numbers. */
#include "call.h"
#include "thread.h"

/* ---- Objects of closed handles ---- */

/* None without memory. Takes the reference over. */
static PyObject *keep(debug_call *call, PyObject *object)
{
    kept_object *kept = PyMem_Malloc(sizeof(kept_object));
    if (kept == NULL) {
        Py_DECREF(object);
        return Py_None;
    }
    *kept = (kept_object){call->kept, object};
    call->kept = kept;
    return object;
}

void debug_drop_kept(debug_call *call)
{
    while (call->kept != NULL) {
        kept_object *kept = call->kept;
        call->kept = kept->next;
        Py_DECREF(kept->object);
        PyMem_Free(kept);
    }
}

HPy debug_in_closed(debug_call *call, HPy h, const char *argument)
{
    PyObject *object = report_handle(call->ctx, call->function, argument, h);
    return _HPy_p2h(keep(call, object));
}

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

/* May whoever has the handle close it? */
static bool is_own(HPy h)
{
    return handle_is_open(h) && !handle_record(h)->is_constant;
}

void debug_close(debug_call *call, HPy h, const char *argument)
{
    if (HPy_IsNull(h)) {
        return;
    }
    if (!is_own(h) || !handle_close(handle_record(h), call->function)) {
        Py_DECREF(report_handle(call->ctx, call->function, argument, h));
    }
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
    const char *function = "the end of the call";
    thread_check_return();
    if (!HPy_IsNull(h) && !handle_close(handle_record(h), function)) {
        Py_DECREF(report_handle(debug_current, function, "an argument", h));
    }
}

PyObject *debug_take(HPyContext *ctx, HPy h)
{
    PyObject *object;
    thread_check_return();
    if (HPy_IsNull(h)) {
        return NULL;
    }
    if (!is_own(h)) {
        return report_handle(ctx, "the return", "the result", h);
    }
    object = handle_record(h)->object;
    Py_INCREF(object);
    handle_close(handle_record(h), "the return");
    return object;
}
