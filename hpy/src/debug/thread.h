/* hpy/src/debug/thread.h -- threads that have left Python. */
#ifndef HPY_DEBUG_THREAD_H
#define HPY_DEBUG_THREAD_H

#include "context.h"

/* An implementation has returned, or is about to give back what it was lent:
 * it must not have left Python, as everything that follows needs it. */
void thread_report_return(void);
static inline void thread_check_return(void)
{
    if (HPy_UNLIKELY(debug_current == NULL)) {
        thread_report_return();
    }
}

/* The interpreter that calls an implementation is the main one, which all
 * objects and handles of HPy belong to. */
void thread_check_interpreter(HPyContext *ctx, HPyFunc_Signature sig,
                              HPyCFunction func);

#endif /* HPY_DEBUG_THREAD_H */
