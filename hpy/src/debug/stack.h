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

/* A copy, which runs no code; what there is no memory for is left out. */
stack_trace stack_copy(const stack_trace *trace);

static inline bool stack_is_empty(const stack_trace *trace)
{
    return trace->native == NULL && trace->python == NULL;
}

/* Empty a trace. Code objects may die, and anything may run then. */
void stack_free(stack_trace *trace);
static inline void stack_clear(stack_trace *trace)
{
    if (HPy_UNLIKELY(!stack_is_empty(trace))) {
        stack_free(trace);
    }
}

/* Move what one trace has to an empty one. Most have nothing, and are not
 * written, which would take time. */
static inline void stack_move(stack_trace *to, stack_trace *from)
{
    if (HPy_UNLIKELY(!stack_is_empty(from))) {
        *to = *from;
        *from = (stack_trace){NULL, 0, NULL, 0};
    }
}

/* A list of tuples (address, function, distance from its beginning, binary,
 * distance from its beginning), the function or binary None where it is not
 * known; NULL with an exception. */
PyObject *stack_native(const stack_trace *trace);

/* A list of tuples (file, line, function); NULL with an exception. */
PyObject *stack_python(const stack_trace *trace);

#endif /* HPY_DEBUG_STACK_H */
