/* hpy/src/trace/functions.h -- the names of implementations. */
#ifndef HPY_TRACE_FUNCTIONS_H
#define HPY_TRACE_FUNCTIONS_H

#include "portable.h"

/* Make what the functions below need: 0, or -1 with an exception. */
int functions_init(void);

/* Remember the functions in `defines` (which may be NULL) of the type or module
 * `owner`. Without memory some are not. */
void functions_learn(const char *owner, HPyDef *const *defines);

/* The name of a function, borrowed, or NULL if it was not learned. */
const char *functions_find(HPyCFunction function);

/* A new dict from addresses to names: those that were learned. */
PyObject *functions_names(void);

/* Where an address is that has no name: a new tuple of the path of the binary
 * and the distance from its beginning; None if the system cannot tell. */
PyObject *functions_locate(void *address);

#endif /* HPY_TRACE_FUNCTIONS_H */
