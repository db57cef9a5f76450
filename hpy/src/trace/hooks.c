/* hpy/src/trace/hooks.c -- functions in Python that are told of every call. */
#include "hooks.h"

static struct {
    _HPyMutex lock;
    PyObject *on_enter; /* owned, or NULL */
    PyObject *on_exit;  /* likewise */
} hooks;

shared_number hooks_on;

/* Is this thread in a hook? */
static THREAD_LOCAL bool in_hook;

/* ---- Calling ---- */

static PyObject *get(PyObject *const *place)
{
    PyObject *hook;
    _HPyMutex_Lock(&hooks.lock);
    hook = *place;
    Py_XINCREF(hook);
    _HPyMutex_Unlock(&hooks.lock);
    return hook;
}

/* With the GIL, and without an exception. */
static void call(PyObject *const *place, const char *name)
{
    PyObject *hook = get(place), *result;
    if (hook == NULL) {
        return;
    }
    result = PyObject_CallFunction(hook, "s", name);
    if (result == NULL) {
        PyErr_WriteUnraisable(hook);
    }
    Py_XDECREF(result);
    Py_DECREF(hook);
}

static void call_anywhere(PyObject *const *place, const char *name)
{
    PyGILState_STATE state;
    _HPyRaised raised;
    if (in_hook || !Py_IsInitialized()) {
        return; /* at its end the interpreter has no place for hooks */
    }
    in_hook = true;
    state = PyGILState_Ensure();
    raised = _HPy_TakeRaised();
    call(place, name);
    _HPy_GiveRaised(raised);
    PyGILState_Release(state);
    in_hook = false;
}

void hooks_enter(const char *name)
{
    call_anywhere(&hooks.on_enter, name);
}

void hooks_exit(const char *name)
{
    call_anywhere(&hooks.on_exit, name);
}

/* ---- Installing ---- */

static int check(const char *parameter, PyObject *hook)
{
    if (hook == NULL || hook == Py_None || PyCallable_Check(hook)) {
        return 0;
    }
    PyErr_Format(PyExc_TypeError,
                 "set_trace_functions: %s: expected a callable, or None to "
                 "remove it, got %.200s",
                 parameter, Py_TYPE(hook)->tp_name);
    return -1;
}

/* Put a hook in place; returns the one that was there. With the lock held. */
static PyObject *replace(PyObject **place, PyObject *hook)
{
    PyObject *old = *place;
    if (hook == NULL) {
        return NULL;
    }
    *place = hook == Py_None ? NULL : hook;
    Py_XINCREF(*place);
    return old;
}

int hooks_set(PyObject *on_enter, PyObject *on_exit)
{
    PyObject *old_enter, *old_exit;
    if (check("on_enter", on_enter) < 0 || check("on_exit", on_exit) < 0) {
        return -1;
    }
    _HPyMutex_Lock(&hooks.lock);
    old_enter = replace(&hooks.on_enter, on_enter);
    old_exit = replace(&hooks.on_exit, on_exit);
    shared_set(&hooks_on, hooks.on_enter != NULL || hooks.on_exit != NULL);
    _HPyMutex_Unlock(&hooks.lock);
    Py_XDECREF(old_enter);
    Py_XDECREF(old_exit);
    return 0;
}
