/* hpy/src/trace/functions.c -- the names of implementations. */
#include "functions.h"

#include "../universal/library.h"

/* From addresses (int) to names (str). */
static PyObject *names;

static const char *slot_name(HPySlot_Slot slot)
{
    switch (slot) {
#include "generated/trace_slots.h"
    }
    return "slot";
}

int functions_init(void)
{
    if (names == NULL) {
        names = PyDict_New();
    }
    return names == NULL ? -1 : 0;
}

/* ---- Learning ---- */

/* Name a function, unless it has a name: `owner`.`name``suffix`. */
static int learn(HPyCFunction function, const char *owner, const char *name,
                 const char *suffix)
{
    PyObject *key, *value = NULL;
    int result = -1;
    if (function == NULL) {
        return 0;
    }
    key = PyLong_FromVoidPtr((void *)(intptr_t)function);
    if (key != NULL) {
        value = PyUnicode_FromFormat("%s.%s%s", owner, name, suffix);
    }
    if (value != NULL) {
        result = PyDict_SetDefault(names, key, value) == NULL ? -1 : 0;
    }
    Py_XDECREF(key);
    Py_XDECREF(value);
    return result;
}

static int learn_definition(const char *owner, const HPyDef *define)
{
    const HPyGetSet *getset = &define->getset;
    switch (define->kind) {
    case HPyDef_Kind_Meth:
        return learn(define->meth.impl, owner, define->meth.name, "");
    case HPyDef_Kind_Slot:
        return learn(define->slot.impl, owner, slot_name(define->slot.slot),
                     "");
    case HPyDef_Kind_GetSet:
        if (learn(getset->getter_impl, owner, getset->name, " (get)") < 0) {
            return -1;
        }
        return learn(getset->setter_impl, owner, getset->name, " (set)");
    case HPyDef_Kind_Member:
        break;
    }
    return 0;
}

void functions_learn(const char *owner, HPyDef *const *defines)
{
    for (; defines != NULL && *defines != NULL; defines++) {
        if (learn_definition(owner, *defines) < 0) {
            PyErr_Clear();
            return;
        }
    }
}

/* ---- Telling ---- */

const char *functions_find(HPyCFunction function)
{
    PyObject *key = PyLong_FromVoidPtr((void *)(intptr_t)function);
    PyObject *name = NULL;
    const char *text = NULL;
    if (key != NULL && names != NULL) {
        name = PyDict_GetItemWithError(names, key);
    }
    if (name != NULL) {
        text = PyUnicode_AsUTF8(name);
    }
    if (text == NULL) {
        PyErr_Clear();
    }
    Py_XDECREF(key);
    return text;
}

PyObject *functions_names(void)
{
    return PyDict_Copy(names);
}

PyObject *functions_locate(void *address)
{
    LibraryPlace place;
    if (!library_locate(address, &place)) {
        Py_RETURN_NONE;
    }
    return Py_BuildValue("Nn", PyUnicode_DecodeFSDefault(place.file),
                         place.distance);
}
