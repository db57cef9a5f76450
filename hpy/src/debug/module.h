/* hpy/src/debug/module.h -- the module `hpy.universal._debug`. */
#ifndef HPY_DEBUG_MODULE_H
#define HPY_DEBUG_MODULE_H

#include "handle.h"

/* Make the module and set it as attribute `_debug` of hpy.universal: 0, or -1
 * with an exception. */
int debug_module_add(PyObject *universal);

/* A new object DebugHandle for a record; NULL with an exception. */
PyObject *module_handle(debug_handle *record);

#endif /* HPY_DEBUG_MODULE_H */
