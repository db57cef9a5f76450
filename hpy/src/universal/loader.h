/* hpy/src/universal/loader.h -- from the file of a binary to a module.
 *
 * A universal or hybrid binary of the module `name` exports four functions,
 * whose names end in the last component of `name`:
 *
 *   get_required_hpy_major_version_<name>   returns the ABI that it needs
 *   get_required_hpy_minor_version_<name>   likewise
 *   HPyInitGlobalContext_<name>             takes the context that it is to use
 *   HPyInit_<name>                          returns the module's definition
 *
 * The file is called <name>.hpy<major>.so, with anything behind the number.
 */
#ifndef HPY_UNIVERSAL_LOADER_H
#define HPY_UNIVERSAL_LOADER_H

#include "runtime.h"

#include "mode.h"

/* Load the module `name` (str) from the file `path` (str, bytes or PathLike)
 * with the import spec `spec`. sys.modules is not touched, and loading a binary
 * again gives another module; the binary then uses the context of the last
 * load.
 *
 * Returns a new reference, or NULL with an exception: RuntimeError if the
 * binary cannot be opened, lacks one of its functions, asks for an ABI that is
 * not served, or is named after another one; UnicodeEncodeError for a name that
 * is not ASCII; ValueError for a null character in the name or path; what
 * module_create raises. */
PyObject *loader_load(PyObject *name, PyObject *path, PyObject *spec,
                      hpy_mode mode);

#endif /* HPY_UNIVERSAL_LOADER_H */
