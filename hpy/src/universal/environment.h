/* hpy/src/universal/environment.h -- what the variables HPY and HPY_LOG say.
 *
 *   HPY      MODE                            for every module
 *            MODULE:MODE[,MODULE:MODE...]    for the modules that are named
 *   HPY_LOG  any value, even an empty one: a line on sys.stdout for each load
 *
 * MODE is universal, debug or trace, in any case. MODULE is the whole name of a
 * module, or the last component of it. Blanks around both are ignored. If
 * several entries name a module, the first one counts. A module that no entry
 * names is loaded in universal mode, as if HPY were unset or empty. All entries
 * are checked, whichever module is loaded.
 *
 * `env` is any mapping, usually os.environ. Values that are not str are a
 * TypeError; exceptions of the mapping, other than KeyError, are passed on.
 */
#ifndef HPY_UNIVERSAL_ENVIRONMENT_H
#define HPY_UNIVERSAL_ENVIRONMENT_H

#include "runtime.h"

#include "mode.h"

/* Find the mode for the module `full_name`, also known as `short_name` (both
 * str). 0, or -1 with an exception: ValueError if HPY is not understood. */
int environment_mode(PyObject *env, PyObject *short_name, PyObject *full_name,
                     hpy_mode *mode);

/* If HPY_LOG is set, write that the module `name` (str) is loaded in `mode`.
 * 0, or -1 with an exception. */
int environment_log(PyObject *env, PyObject *name, hpy_mode mode);

#endif /* HPY_UNIVERSAL_ENVIRONMENT_H */
