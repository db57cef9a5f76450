/* hpy/src/trace/module.h -- trace mode as the runtime sees it. */
#ifndef HPY_TRACE_MODULE_H
#define HPY_TRACE_MODULE_H

#include "../universal/runtime.h"

/* Make the module object `_trace`, an attribute of hpy.universal: 0, or -1 with
 * an exception. */
int trace_module_add(PyObject *universal);

/* The context for the module of a name, the same for the same name; NULL with
 * an exception. */
HPyContext *trace_context_get(const char *module);

/* Learn the names of a module's functions, so that events can tell them. */
void trace_context_learn(HPyContext *ctx, const HPyModuleDef *definition);

#endif /* HPY_TRACE_MODULE_H */
