/* hpy/src/universal/context.h -- the context that universal binaries get. */
#ifndef HPY_CONTEXT_H
#define HPY_CONTEXT_H

#include "runtime.h"

/* The context of universal mode; usable after context_init(). */
extern HPyContext universal_context;

/* The same for the modes in which every call of an implementation goes through
 * its trampoline: it creates types that are not called directly. */
extern HPyContext indirect_context;

/* Fill the constants of the contexts: 0, or -1 with an exception. */
int context_init(void);

/* The module that `def` describes, created from `spec` and executed: a new
 * reference, or NULL with an exception. `name` is its short name and is copied.
 */
PyObject *module_create(HPyContext *ctx, HPyModuleDef *def, const char *name,
                        PyObject *spec);

#endif /* HPY_CONTEXT_H */
