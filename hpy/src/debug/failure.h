/* hpy/src/debug/failure.h -- calls of an implementation that fail because the
 * debug mode says so.
 */
#ifndef HPY_DEBUG_FAILURE_H
#define HPY_DEBUG_FAILURE_H

#include "../universal/runtime.h"

/* The first mistake in the call that this thread is in, an exception that is to
 * be raised when it returns; owned, or NULL. */
extern THREAD_LOCAL PyObject *failure_kept;

/* Keep an exception for the end of the call. One that comes later is put into
 * the list `others` of the first. Without a call it is told as unraisable. */
void failure_keep(PyObject *error);

/* A call begins; it ends with failure_end(what this returned). */
static inline PyObject *failure_begin(void)
{
    PyObject *outer = failure_kept;
    failure_kept = NULL;
    return outer;
}

/* Let a call that has a result fail with what was kept. */
void failure_raise(HPyFunc_Signature sig, void *args);

static inline void failure_end(PyObject *outer, HPyFunc_Signature sig,
                               void *args)
{
    if (HPy_UNLIKELY(failure_kept != NULL)) {
        failure_raise(sig, args);
    }
    failure_kept = outer;
}

/* Let a call that was not made fail with MemoryError. */
void failure_no_memory(HPyFunc_Signature sig, void *args);

#endif /* HPY_DEBUG_FAILURE_H */
