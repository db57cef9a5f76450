/* hpy/src/debug/stack.c -- native stack traces, by the unwinder that every
 * compiler with C++ brings along.
 */
#include "stack.h"

#include "../universal/library.h"

#ifdef _WIN32
#include <windows.h>
#define MAX_FRAMES 62
#else
#include <unwind.h>
#define MAX_FRAMES 256
#endif

/* The frames of this file and of the wrappers say nothing. */
#define SKIPPED 2

#ifdef _WIN32
static int walk(void **frames, int limit)
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

static int walk(void **frames, int limit)
{
    walker w = {frames, limit, SKIPPED, 0};
    _Unwind_Backtrace(visit, &w);
    return w.size;
}
#endif

void stack_capture(stack_trace *trace, int limit)
{
    void *frames[MAX_FRAMES];
    int size;
    stack_clear(trace);
    if (limit <= 0) {
        return;
    }
    size = walk(frames, limit < MAX_FRAMES ? limit : MAX_FRAMES);
    trace->frames = malloc((size_t)(size > 0 ? size : 1) * sizeof(void *));
    if (trace->frames != NULL) {
        memcpy(trace->frames, frames, (size_t)size * sizeof(void *));
        trace->size = size;
    }
}

void stack_clear(stack_trace *trace)
{
    if (trace->frames != NULL) {
        free(trace->frames);
    }
    trace->frames = NULL;
    trace->size = 0;
}

/* ---- What is at an address ---- */

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

PyObject *stack_describe(const stack_trace *trace)
{
    PyObject *list = PyList_New(trace->size);
    for (int i = 0; list != NULL && i < trace->size; i++) {
        PyObject *frame = describe(trace->frames[i]);
        if (frame == NULL) {
            Py_CLEAR(list);
        }
        else {
            PyList_SET_ITEM(list, i, frame);
        }
    }
    return list;
}
