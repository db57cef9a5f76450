/* tests/test_legacy.c -- beside the C API: HPy_FromPyObject, HPy_AsPyObject,
 * legacy methods, and capsules that either side makes. */
#include "support.h"

/* ---- Handles and object pointers ---- */

/* The argument, by way of an object pointer. */
HPyDef_METH(through_object, "through_object", HPyFunc_O)
static HPy through_object_impl(HPyContext *ctx, HPy self, HPy arg)
{
    PyObject *object = HPy_AsPyObject(ctx, arg);
    HPy result = HPy_FromPyObject(ctx, object);

    Py_DECREF(object);
    return result;
}

/* How the reference count of the argument changes by AsPyObject, FromPyObject,
 * Py_DECREF and HPy_Close, one after the other. */
HPyDef_METH(reference_counts, "reference_counts", HPyFunc_O)
static HPy reference_counts_impl(HPyContext *ctx, HPy self, HPy arg)
{
    PyObject *object = HPy_AsPyObject(ctx, arg);
    Py_ssize_t counts[4];
    HPy handle, result;

    counts[0] = Py_REFCNT(object);
    handle = HPy_FromPyObject(ctx, object);
    counts[1] = Py_REFCNT(object);
    Py_DECREF(object);
    counts[2] = Py_REFCNT(object);
    HPy_Close(ctx, handle);
    counts[3] = Py_REFCNT(object);
    object = Py_BuildValue("(nnn)", counts[1] - counts[0],
                           counts[2] - counts[1], counts[3] - counts[2]);
    if (object == NULL) {
        return HPy_NULL;
    }
    result = HPy_FromPyObject(ctx, object);
    Py_DECREF(object);
    return result;
}

METHOD_NOARGS(of_null,
              HPyBool_FromBool(ctx,
                               HPy_AsPyObject(ctx, HPy_NULL) == NULL &&
                                   HPy_IsNull(HPy_FromPyObject(ctx, NULL)) &&
                                   PyErr_Occurred() == NULL))

/* ---- Exceptions are the same ones ---- */

HPyDef_METH(raise_legacy, "raise_legacy", HPyFunc_NOARGS)
static HPy raise_legacy_impl(HPyContext *ctx, HPy self)
{
    PyErr_SetString(PyExc_KeyError, "legacy");
    return HPyErr_Occurred(ctx) ? HPy_NULL : HPy_Dup(ctx, ctx->h_None);
}

/* ---- Capsules ---- */

static int thing;

/* Can HPy read a capsule of the C API, and the other way round? */
HPyDef_METH(capsules, "capsules", HPyFunc_NOARGS)
static HPy capsules_impl(HPyContext *ctx, HPy self)
{
    PyObject *legacy = PyCapsule_New(&thing, "legacy", NULL);
    HPy capsule = HPyCapsule_New(ctx, &thing, "hpy", NULL);
    HPy handle = HPy_FromPyObject(ctx, legacy);
    PyObject *object = HPy_AsPyObject(ctx, capsule);
    bool same = HPyCapsule_Get(ctx, handle, HPyCapsule_key_Pointer, "legacy") ==
                    &thing &&
                PyCapsule_GetPointer(object, "hpy") == &thing;

    Py_XDECREF(legacy);
    Py_XDECREF(object);
    HPy_Close(ctx, capsule);
    HPy_Close(ctx, handle);
    return HPyBool_FromBool(ctx, same);
}

/* ---- Legacy methods ---- */

static PyObject *legacy_noargs(PyObject *self, PyObject *ignored)
{
    Py_INCREF(self);
    return self;
}

static PyObject *legacy_one(PyObject *self, PyObject *arg)
{
    Py_INCREF(arg);
    return arg;
}

static PyObject *legacy_varargs(PyObject *self, PyObject *args)
{
    Py_INCREF(args);
    return args;
}

static PyObject *legacy_keywords(PyObject *self, PyObject *args, PyObject *kw)
{
    return PyTuple_Pack(2, args, kw == NULL ? Py_None : kw);
}

static PyMethodDef legacy_methods[] = {
    {"legacy_noargs", legacy_noargs, METH_NOARGS, "A legacy doc."},
    {"legacy_one", legacy_one, METH_O, NULL},
    {"legacy_varargs", legacy_varargs, METH_VARARGS, NULL},
    {"legacy_keywords", (PyCFunction)(void (*)(void))legacy_keywords,
     METH_VARARGS | METH_KEYWORDS, NULL},
    {NULL, NULL, 0, NULL},
};

static HPyDef *module_defines[] = {&through_object, &reference_counts, &of_null,
                                   &raise_legacy,   &capsules,         NULL};
static HPyModuleDef module_def = {
    .legacy_methods = legacy_methods,
    .defines = module_defines,
};
HPy_MODINIT(test_legacy, module_def)
