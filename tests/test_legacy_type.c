/* tests/test_legacy_type.c -- types with slots of the C API, in the hybrid
 * ABI. */
#include "support.h"

#include <structmember.h>

/* ---- A type that is half ported ---- */

typedef struct {
    PyObject_HEAD long number;
    PyObject *object;
    long hpy_number;
} Half;
HPyType_LEGACY_HELPERS(Half)

static long deaths; /* of instances, in Half_dealloc */

static PyObject *Half_keywords(PyObject *self, PyObject *args, PyObject *kw)
{
    return PyTuple_Pack(3, self, args, kw == NULL ? Py_None : kw);
}

static PyObject *Half_of_class(PyObject *cls, PyObject *ignored)
{
    (void)ignored;
    Py_INCREF(cls);
    return cls;
}

static PyObject *Half_static(PyObject *ignored, PyObject *arg)
{
    (void)ignored;
    Py_INCREF(arg);
    return arg;
}

static PyMethodDef Half_methods[] = {
    {"keywords", (PyCFunction)(void (*)(void))Half_keywords,
     METH_VARARGS | METH_KEYWORDS, "legacy"},
    {"of_class", Half_of_class, METH_NOARGS | METH_CLASS, NULL},
    {"static", Half_static, METH_O | METH_STATIC, NULL},
    {NULL, NULL, 0, NULL},
};

static PyMemberDef Half_members[] = {
    {"number", T_LONG, offsetof(Half, number), 0, NULL},
    {"object", T_OBJECT, offsetof(Half, object), 0, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyObject *Half_get_double(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLong(2 * ((Half *)self)->number);
}

static PyGetSetDef Half_getset[] = {
    {"double", Half_get_double, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *Half_negative(PyObject *self)
{
    return PyLong_FromLong(-((Half *)self)->number);
}

static Py_ssize_t Half_length(PyObject *self)
{
    return ((Half *)self)->number;
}

static PyObject *Half_item(PyObject *self, Py_ssize_t index)
{
    if (index < 0 || index >= ((Half *)self)->number) {
        PyErr_SetString(PyExc_IndexError, "legacy index");
        return NULL;
    }
    return PyLong_FromSsize_t(10 * index);
}

static int Half_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(((Half *)self)->object);
#if PY_VERSION_HEX >= 0x03090000
    Py_VISIT(Py_TYPE(self));
#endif
    return 0;
}

static int Half_clear(PyObject *self)
{
    Py_CLEAR(((Half *)self)->object);
    return 0;
}

static void Half_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    Half_clear(self);
    deaths++;
    type->tp_free(self);
    Py_DECREF(type);
}

static PyType_Slot Half_slots[] = {
    {Py_tp_methods, Half_methods},
    {Py_tp_members, Half_members},
    {Py_tp_getset, Half_getset},
    {Py_nb_negative, (void *)Half_negative},
    {Py_sq_length, (void *)Half_length},
    {Py_sq_item, (void *)Half_item},
    {Py_tp_traverse, (void *)Half_traverse},
    {Py_tp_clear, (void *)Half_clear},
    {Py_tp_dealloc, (void *)Half_dealloc},
    {0, NULL},
};

/* What is ported already. */

HPyDef_SLOT(Half_new, HPy_tp_new)
static HPy Half_new_impl(HPyContext *ctx, HPy cls, const HPy *args,
                         HPy_ssize_t nargs, HPy kw)
{
    Half *half;
    HPy self = HPy_New(ctx, cls, &half);
    if (HPy_IsNull(self)) {
        return HPy_NULL;
    }
    if ((void *)half != (void *)HPy_AsPyObject(ctx, self)) {
        HPy_FatalError(ctx, "the struct is not the object");
    }
    Py_DECREF((PyObject *)half);
    if (half->number != 0 || half->object != NULL || half->hpy_number != 0) {
        HPy_FatalError(ctx, "the struct is not zeroed");
    }
    if (!HPyArg_Parse(ctx, NULL, args, (size_t)nargs, "|ll", &half->number,
                      &half->hpy_number)) {
        HPy_Close(ctx, self);
        return HPy_NULL;
    }
    return self;
}

HPyDef_METH(Half_sum, "sum", HPyFunc_NOARGS)
static HPy Half_sum_impl(HPyContext *ctx, HPy self)
{
    Half *half = Half_AsStruct(ctx, self);
    return HPyLong_FromLong(ctx, half->number + half->hpy_number);
}

HPyDef_MEMBER(Half_hpy_number, "hpy_number", HPyMember_LONG,
              offsetof(Half, hpy_number))

HPyDef_SLOT(Half_repr, HPy_tp_repr)
static HPy Half_repr_impl(HPyContext *ctx, HPy self)
{
    return HPyUnicode_FromFormat(ctx, "Half of %ld",
                                 Half_AsStruct(ctx, self)->number);
}

static HPyDef *Half_defines[] = {&Half_new, &Half_sum, &Half_hpy_number,
                                 &Half_repr, NULL};

static HPyType_Spec Half_spec = {
    .name = "test_legacy_type.Half",
    .basicsize = sizeof(Half),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE | HPy_TPFLAGS_HAVE_GC,
    .builtin_shape = SHAPE(Half),
    .legacy_slots = Half_slots,
    .defines = Half_defines,
};

METHOD_NOARGS(make_half, HPyType_FromSpec(ctx, &Half_spec, NULL))
METHOD_NOARGS(count_deaths, HPyLong_FromLong(ctx, deaths))

/* ---- Pure and legacy ---- */

typedef struct {
    long number;
} Pure;
HPyType_HELPERS(Pure)

HPyDef_MEMBER(Pure_number, "pure_number", HPyMember_LONG,
              offsetof(Pure, number))
static HPyDef *Pure_defines[] = {&Pure_number, NULL};

static HPyType_Spec Pure_spec = {
    .name = "test_legacy_type.Pure",
    .basicsize = sizeof(Pure),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
    .builtin_shape = SHAPE(Pure),
    .defines = Pure_defines,
};

METHOD_NOARGS(make_pure, HPyType_FromSpec(ctx, &Pure_spec, NULL))

/* A legacy type that derives from the argument. */
static HPy derive_legacy(HPyContext *ctx, HPy base)
{
    HPyType_Spec spec = Half_spec;
    HPyType_SpecParam params[] = {{HPyType_SpecParam_Base, base},
                                  {(HPyType_SpecParam_Kind)0, HPy_NULL}};
    return HPyType_FromSpec(ctx, &spec, params);
}
METHOD_O(make_legacy_from, derive_legacy(ctx, arg))

/* A pure type with the slots of a legacy one. */
static HPy mix(HPyContext *ctx)
{
    HPyType_Spec spec = Pure_spec;
    spec.legacy_slots = Half_slots;
    return HPyType_FromSpec(ctx, &spec, NULL);
}
METHOD_NOARGS(make_mixed, mix(ctx))

/* ---- A static metaclass ---- */

static PyObject *Meta_get_tag(PyObject *self, void *closure)
{
    (void)closure;
    return PyUnicode_FromFormat("tag of %s", ((PyTypeObject *)self)->tp_name);
}

static PyGetSetDef Meta_getset[] = {
    {"tag", Meta_get_tag, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyTypeObject Meta_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "test_legacy_type.Meta",
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_getset = Meta_getset,
};

static HPy make_with_meta(HPyContext *ctx)
{
    HPyType_SpecParam params[] = {
        {HPyType_SpecParam_Metaclass, HPy_NULL},
        {(HPyType_SpecParam_Kind)0, HPy_NULL},
    };
    HPy type;
    Meta_type.tp_base = &PyType_Type;
    if (PyType_Ready(&Meta_type) < 0) {
        return HPy_NULL;
    }
    params[0].object = HPy_FromPyObject(ctx, (PyObject *)&Meta_type);
    type = HPyType_FromSpec(ctx, &Pure_spec, params);
    HPy_Close(ctx, params[0].object);
    return type;
}
METHOD_NOARGS(make_tagged, make_with_meta(ctx))

MODULE(test_legacy_type, &make_half, &count_deaths, &make_pure,
       &make_legacy_from, &make_mixed, &make_tagged);
