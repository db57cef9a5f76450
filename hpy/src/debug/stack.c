/* hpy/src/debug/stack.c -- stack traces: native frames, by the unwinder that
 * every compiler with C++ brings along, and those of Python.
 */
#include "stack.h"

#include "../universal/library.h"

#include <stdlib.h>

#include <frameobject.h>

#ifdef _WIN32
#include <windows.h>
#define MAX_FRAMES 62
#else
#include <unwind.h>
#define MAX_FRAMES 256
#endif

/* Those of this file, and who wants the trace, say nothing. */
#define SKIPPED 3

#ifdef _WIN32
static HPy_NOINLINE int walk(void **frames, int limit)
{
    return CaptureStackBackTrace(SKIPPED, (DWORD)limit, frames, NULL);
}
#else
typedef struct {
    void **frames;
    int limit;
    int skip;
    int size;
} walker;

static _Unwind_Reason_Code visit(struct _Unwind_Context *context, void *data)
{
    walker *w = (walker *)data;
    if (w->skip > 0) {
        w->skip--;
        return _URC_NO_REASON;
    }
    if (w->size == w->limit) {
        return _URC_END_OF_STACK;
    }
    w->frames[w->size++] = (void *)_Unwind_GetIP(context);
    return _URC_NO_REASON;
}

static HPy_NOINLINE int walk(void **frames, int limit)
{
    walker w = {frames, limit, SKIPPED, 0};
    _Unwind_Backtrace(visit, &w);
    return w.size;
}
#endif

HPy_NOINLINE void stack_capture_native(stack_trace *trace, int limit)
{
    void *frames[MAX_FRAMES];
    int size = walk(frames, limit < MAX_FRAMES ? limit : MAX_FRAMES);
    if (size <= 0) {
        return;
    }
    trace->native = PyMem_RawMalloc((size_t)size * sizeof(void *));
    if (trace->native != NULL) {
        memcpy(trace->native, frames, (size_t)size * sizeof(void *));
        trace->native_size = size;
    }
}

/* ---- Frames of Python ---- */

static int walk_python(python_frame *frames, int limit)
{
    PyFrameObject *frame = PyEval_GetFrame(), *back;
    int size = 0;
    Py_XINCREF(frame);
    while (frame != NULL && size < limit) {
        frames[size].code = (PyObject *)PyFrame_GetCode(frame);
        frames[size].line = PyFrame_GetLineNumber(frame);
        size++;
        back = PyFrame_GetBack(frame);
        Py_DECREF(frame);
        frame = back;
    }
    Py_XDECREF(frame);
    return size;
}

static void keep_python(stack_trace *trace, python_frame *frames, int size)
{
    trace->python =
        PyMem_RawMalloc((size_t)(size > 0 ? size : 1) * sizeof(*frames));
    if (trace->python != NULL) {
        memcpy(trace->python, frames, (size_t)size * sizeof(*frames));
        trace->python_size = size;
        return;
    }
    for (int i = 0; i < size; i++) {
        Py_DECREF(frames[i].code);
    }
}

/* CPython may have to make objects of its frames, and fail. */
static void capture_python(stack_trace *trace, int limit)
{
    python_frame frames[MAX_FRAMES];
    _HPyRaised raised = _HPy_TakeRaised();
    int size = walk_python(frames, limit < MAX_FRAMES ? limit : MAX_FRAMES);
    _HPy_GiveRaised(raised);
    keep_python(trace, frames, size);
}

/* ---- Traces ---- */

void stack_capture(stack_trace *trace, int limit)
{
    stack_capture_native(trace, limit);
    capture_python(trace, limit);
}

static void *copy_of(const void *memory, size_t size)
{
    void *copy = memory == NULL ? NULL : PyMem_RawMalloc(size > 0 ? size : 1);
    return copy == NULL ? NULL : memcpy(copy, memory, size);
}

stack_trace stack_copy(const stack_trace *trace)
{
    size_t native = (size_t)trace->native_size * sizeof(*trace->native);
    size_t python = (size_t)trace->python_size * sizeof(*trace->python);
    stack_trace copy = {copy_of(trace->native, native), 0,
                        copy_of(trace->python, python), 0};
    copy.native_size = copy.native == NULL ? 0 : trace->native_size;
    copy.python_size = copy.python == NULL ? 0 : trace->python_size;
    for (int i = 0; i < copy.python_size; i++) {
        Py_INCREF(copy.python[i].code);
    }
    return copy;
}

void stack_free(stack_trace *trace)
{
    stack_trace old = *trace;
    *trace = (stack_trace){NULL, 0, NULL, 0};
    PyMem_RawFree(old.native);
    for (int i = 0; i < old.python_size; i++) {
        Py_DECREF(old.python[i].code);
    }
    PyMem_RawFree(old.python);
}

/* ---- What a trace says ---- */

/* Append a new object, or NULL with an exception, to a list; NULL, and the list
 * is gone, if that fails. */
static PyObject *append(PyObject *list, PyObject *item)
{
    bool done = item != NULL && PyList_Append(list, item) == 0;
    Py_XDECREF(item);
    if (!done) {
        Py_CLEAR(list);
    }
    return list;
}

static PyObject *describe(void *address)
{
    LibraryPlace place = {NULL, 0, NULL, 0};
    PyObject *file = Py_None;
    if (library_locate(address, &place)) {
        file = PyUnicode_DecodeFSDefault(place.file);
    }
    else {
        Py_INCREF(file);
    }
    return Py_BuildValue("(KznNn)", (unsigned long long)(uintptr_t)address,
                         place.function, place.function_distance, file,
                         place.distance);
}

PyObject *stack_native(const stack_trace *trace)
{
    PyObject *list = PyList_New(0);
    for (int i = 0; list != NULL && i < trace->native_size; i++) {
        list = append(list, describe(trace->native[i]));
    }
    return list;
}

static PyObject *describe_python(const python_frame *of)
{
    PyObject *file = PyObject_GetAttrString(of->code, "co_filename");
    PyObject *name = NULL, *frame = NULL;
    if (file != NULL) {
        name = PyObject_GetAttrString(of->code, "co_name");
    }
    if (name != NULL) {
        frame = Py_BuildValue("(OiO)", file, of->line, name);
    }
    Py_XDECREF(file);
    Py_XDECREF(name);
    return frame;
}

PyObject *stack_python(const stack_trace *trace)
{
    PyObject *list = PyList_New(0);
    for (int i = 0; list != NULL && i < trace->python_size; i++) {
        list = append(list, describe_python(&trace->python[i]));
    }
    return list;
}
