/* hpy/src/debug/settings.c -- what the user has chosen for the debug mode. */
#include "settings.h"

#include <errno.h>
#include <stdlib.h>

#define MOST_FRAMES 256

debug_settings settings;

static _HPyMutex lock;

/* ---- Actions ---- */

/* ORDER ERROR_ACTION */
static const char *const words[] = {"abort", "raise", "warn"};

#define WORDS ((int)(sizeof(words) / sizeof(words[0])))

static bool find_action(const char *word, error_action *action)
{
    for (int i = 0; i < WORDS; i++) {
        if (PyOS_stricmp(word, words[i]) == 0) {
            *action = (error_action)i;
            return true;
        }
    }
    return false;
}

static void choose(error_action action, PyObject *callable)
{
    PyObject *before;
    Py_XINCREF(callable);
    _HPyMutex_Lock(&lock);
    before = settings.callable;
    settings.on_error = action;
    settings.callable = callable;
    _HPyMutex_Unlock(&lock);
    Py_XDECREF(before);
}

error_action settings_get_action(PyObject **callable)
{
    error_action action;
    _HPyMutex_Lock(&lock);
    action = settings.on_error;
    *callable = settings.callable;
    Py_XINCREF(*callable);
    _HPyMutex_Unlock(&lock);
    return action;
}

PyObject *settings_get_callable(PyObject **place)
{
    PyObject *callable;
    _HPyMutex_Lock(&lock);
    callable = *place;
    Py_XINCREF(callable);
    _HPyMutex_Unlock(&lock);
    return callable;
}

void settings_set_callable(PyObject **place, PyObject *callable)
{
    PyObject *before;
    Py_XINCREF(callable);
    _HPyMutex_Lock(&lock);
    before = *place;
    *place = callable;
    _HPyMutex_Unlock(&lock);
    Py_XDECREF(before);
}

bool settings_set_on_error(PyObject *action)
{
    error_action found = ON_ERROR_CALL;
    const char *word;
    if (!PyUnicode_Check(action) && !PyCallable_Check(action)) {
        PyErr_Format(PyExc_TypeError,
                     "expected 'abort', 'raise', 'warn' or a callable, not "
                     "'%.200s'",
                     Py_TYPE(action)->tp_name);
        return false;
    }
    if (!PyUnicode_Check(action)) {
        choose(ON_ERROR_CALL, action);
        return true;
    }
    word = PyUnicode_AsUTF8(action);
    if (word != NULL && !find_action(word, &found)) {
        PyErr_Format(PyExc_ValueError,
                     "unknown action %R; expected 'abort', 'raise', 'warn' or "
                     "a callable",
                     action);
        word = NULL;
    }
    if (word != NULL) {
        choose(found, NULL);
    }
    return word != NULL;
}

PyObject *settings_get_on_error(void)
{
    PyObject *callable;
    error_action action = settings_get_action(&callable);
    return callable != NULL ? callable : PyUnicode_FromString(words[action]);
}

/* ---- Stack traces ---- */

void settings_set_stack_limit(long limit)
{
    limit = limit < 0 ? 0 : limit;
    settings.stack_limit = limit > MOST_FRAMES ? MOST_FRAMES : (int)limit;
}

/* ---- The environment ---- */

static const char *get(const char *variable)
{
    const char *value = getenv(variable);
    return value == NULL || *value == '\0' ? NULL : value;
}

static bool read_action(void)
{
    const char *value = get("HPY_DEBUG_ON_ERROR");
    if (value == NULL || find_action(value, &settings.on_error)) {
        return true;
    }
    PyErr_Format(PyExc_ValueError,
                 "environment variable HPY_DEBUG_ON_ERROR: unknown action "
                 "'%.200s'; expected HPY_DEBUG_ON_ERROR=ACTION, where ACTION "
                 "is abort, raise or warn",
                 value);
    return false;
}

static bool read_stack_limit(void)
{
    const char *value = get("HPY_DEBUG_STACK_TRACE_LIMIT");
    char *end;
    long limit;
    if (value == NULL) {
        return true;
    }
    errno = 0;
    limit = strtol(value, &end, 10);
    if (errno != 0 || *end != '\0' || limit < 0) {
        PyErr_Format(PyExc_ValueError,
                     "environment variable HPY_DEBUG_STACK_TRACE_LIMIT: no "
                     "number of frames '%.200s'; expected "
                     "HPY_DEBUG_STACK_TRACE_LIMIT=N, where N is 0 or more",
                     value);
        return false;
    }
    settings_set_stack_limit(limit);
    return true;
}

bool settings_read(void)
{
    static bool is_read;
    if (!is_read) {
        is_read = read_action() && read_stack_limit();
    }
    return is_read;
}
