/* hpy/src/debug/stack.h -- native stack traces. */
#ifndef HPY_DEBUG_STACK_H
#define HPY_DEBUG_STACK_H

#include "../universal/runtime.h"

/* Return addresses, innermost first. */
typedef struct {
    void **frames; /* owned; NULL if none were kept */
    int size;
} stack_trace;

/* Keep up to `limit` frames of the calling thread; none without memory. */
void stack_capture(stack_trace *trace, int limit);
void stack_clear(stack_trace *trace);

/* A list of tuples (address, function, distance from its beginning, binary,
 * distance from its beginning), the function or binary None where it is not
 * known; NULL with an exception. */
PyObject *stack_describe(const stack_trace *trace);

#endif /* HPY_DEBUG_STACK_H */
