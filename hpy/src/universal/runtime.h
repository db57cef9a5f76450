/* hpy/src/universal/runtime.h -- the first include of every file of the
 * runtime.
 *
 * The runtime compiles the bodies of the cpython ABI for a context that holds
 * them all.
 */
#ifndef HPY_RUNTIME_H
#define HPY_RUNTIME_H

#define HPY_ABI_CPYTHON
#define _HPY_RUNTIME
#ifndef HPY_ABI_MAX_MINOR
#define HPY_ABI_MAX_MINOR                                                      \
    HPY_ABI_VERSION_MINOR /* the runtime serves it all                         \
                           */
#endif

#include "hpy.h"

/* A variable that every thread has for itself. */
#ifdef _MSC_VER
#define THREAD_LOCAL __declspec(thread)
#else
#define THREAD_LOCAL _Thread_local
#endif

#endif /* HPY_RUNTIME_H */
