/* hpy/src/debug/settings.h -- what the user has chosen for the debug mode.
 *
 *   HPY_DEBUG_ON_ERROR           abort, raise or warn: what a mistake does
 *   HPY_DEBUG_STACK_TRACE_LIMIT  frames that are kept for each handle
 *
 * Variables that are not set, or empty, choose nothing.
 */
#ifndef HPY_DEBUG_SETTINGS_H
#define HPY_DEBUG_SETTINGS_H

#include "../universal/runtime.h"

typedef enum {
    ON_ERROR_ABORT,
    ON_ERROR_RAISE,
    ON_ERROR_WARN,
    ON_ERROR_CALL /* settings.callable */
} error_action;

typedef struct {
    error_action on_error;
    PyObject *callable; /* owned; NULL for the other actions */
    int stack_limit;    /* frames of either kind for each handle */
} debug_settings;

/* Only the limit is read elsewhere: the rest can change at any time. */
extern debug_settings settings;

/* What a mistake does, and for ON_ERROR_CALL the callable, a new reference,
 * else NULL. */
error_action settings_get_action(PyObject **callable);

/* A callable in `*place`, or NULL: a new reference, and set to one. */
PyObject *settings_get_callable(PyObject **place);
void settings_set_callable(PyObject **place, PyObject *callable);

/* Read the environment, once; whoever changes a setting does so before. False
 * with ValueError if a variable is not understood. */
bool settings_read(void);

/* Choose what a mistake does: a str or a callable. False with an exception. */
bool settings_set_on_error(PyObject *action);

/* What has been chosen: a new reference. */
PyObject *settings_get_on_error(void);

/* Keep so many frames, within reason. */
void settings_set_stack_limit(long limit);

#endif /* HPY_DEBUG_SETTINGS_H */
