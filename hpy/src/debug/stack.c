/* hpy/src/debug/stack.c -- native stack traces, by the unwinder that every
 * compiler with C++ brings along.
 */
#if !defined(_WIN32) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE 1 /* dladdr; as pyconfig.h has it */
#endif
#include "stack.h"

#include <stdlib.h>

#ifdef _WIN32
#include <windows.h>
#define MAX_FRAMES 62
#else
#include <dlfcn.h>
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
    unsigned long long place = (unsigned long long)(uintptr_t)address;
#ifdef _WIN32
    return Py_BuildValue("(KOiOi)", place, Py_None, 0, Py_None, 0);
#else
    Dl_info info;
    if (dladdr(address, &info) == 0) {
        return Py_BuildValue("(KOiOi)", place, Py_None, 0, Py_None, 0);
    }
    return Py_BuildValue(
        "(KzKzK)", place, info.dli_sname,
        info.dli_saddr == NULL
            ? 0ull
            : place - (unsigned long long)(uintptr_t)info.dli_saddr,
        info.dli_fname, (unsigned long long)(uintptr_t)info.dli_fbase);
#endif
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
