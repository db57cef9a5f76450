/* hpy/src/debug/stack.h -- stack traces: native frames and those of Python. */
#ifndef HPY_DEBUG_STACK_H
#define HPY_DEBUG_STACK_H

#include "../universal/runtime.h"

typedef struct {
    PyObject *code; /* owned */
    int line;
} python_frame;

/* Innermost frames first. Zeros are an empty trace. */
typedef struct {
    void **native; /* owned return addresses; NULL if none were kept */
    int native_size;
    python_frame *python; /* owned; NULL if none were kept */
    int python_size;
} stack_trace;

/* Keep up to `limit` frames of either kind, at least one, of the calling thread
 * in an empty trace; none without memory. An exception that is set stays. */
void stack_capture(stack_trace *trace, int limit);

/* The same without those of Python, for a thread that does not hold the GIL. */
void stack_capture_native(stack_trace *trace, int limit);

/* Empty a trace. Code objects may die, and anything may run then. */
void stack_free(stack_trace *trace);
static inline void stack_clear(stack_trace *trace)
{
    if (HPy_UNLIKELY(trace->native != NULL || trace->python != NULL)) {
        stack_free(trace);
    }
}

/* A list of tuples (address, function, distance from its beginning, binary,
 * distance from its beginning), the function or binary None where it is not
 * known; NULL with an exception. */
PyObject *stack_native(const stack_trace *trace);

/* A list of tuples (file, line, function); NULL with an exception. */
PyObject *stack_python(const stack_trace *trace);

#endif /* HPY_DEBUG_STACK_H */
