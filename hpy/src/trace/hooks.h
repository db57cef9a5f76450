/* hpy/src/trace/hooks.h -- functions in Python that are told of every call. */
#ifndef HPY_TRACE_HOOKS_H
#define HPY_TRACE_HOOKS_H

#include "portable.h"

extern shared_number hooks_on;
#define hooks_are_on() (shared_get(&hooks_on) != 0)

/* Call the function that is installed, if there is one, with the name of a
 * member. Needs no GIL, keeps the exception that is set, and reports those that
 * the function raises to sys.unraisablehook. Calls that the function causes are
 * not reported to it. */
void hooks_enter(const char *name);
void hooks_exit(const char *name);

/* Install functions: Py_None removes one, NULL leaves it. 0, or -1 with
 * TypeError. */
int hooks_set(PyObject *on_enter, PyObject *on_exit);

#endif /* HPY_TRACE_HOOKS_H */
