/* hpy/cpython/spec.h -- what a type is to be: its spec, the parameters, and
 * whether they make sense. The first steps of HPyType_FromSpec.
 */

/* So many slots have room on the C stack. */
#define _HPY_FEW_SLOTS 32

typedef struct {
    HPyContext *ctx;
    HPyType_Spec *spec;
    const PyType_Slot *legacy_slots; /* ended by slot 0; maybe empty */
    _HPyShape shape;
    PyObject *bases;         /* owned tuple */
    PyTypeObject *base;      /* the base that decides the memory layout */
    _HPyRecord *base_record; /* of `base` or the nearest above, or NULL */
    PyTypeObject *metaclass;
    Py_ssize_t basicsize;
    unsigned long flags;
    _HPyDefCounts counts;
    const HPyMember *call_member; /* __vectorcalloffset__, or NULL */
    _HPyRecord *record;           /* owned until the type has it */
    PyMemberDef *members;         /* the arrays and the name in its memory */
    PyGetSetDef *getsets;
    char *name;
    PyType_Slot *slots;       /* owned, if they are many */
    PyMethodDef *next_method; /* where the next one of each goes */
    PyMemberDef *next_member;
    PyMemberDef *next_variable; /* a member that a getset reads: member.h */
    PyGetSetDef *next_getset;
    PyType_Slot *next_slot;
} _HPyTypeBuild;

/* ---- Parameters ---- */

static inline int _HPyTypeBuild_SetMetaclass(_HPyTypeBuild *build,
                                             PyObject *object)
{
    if (build->metaclass != NULL) {
        PyErr_SetString(PyExc_ValueError,
                        "HPyType_SpecParam_Metaclass given more than once");
        return -1;
    }
    if (!PyType_Check(object) ||
        !PyType_IsSubtype((PyTypeObject *)object, &PyType_Type)) {
        PyErr_Format(PyExc_TypeError,
                     "HPyType_SpecParam_Metaclass of '%s': expected a type "
                     "that derives from 'type', got %R",
                     build->spec->name, object);
        return -1;
    }
    build->metaclass = (PyTypeObject *)object;
    return 0;
}

static inline int _HPyTypeBuild_CheckKind(const HPyType_SpecParam *param)
{
    switch (param->kind) {
    case HPyType_SpecParam_Base:
    case HPyType_SpecParam_BasesTuple:
    case HPyType_SpecParam_Metaclass:
        return 0;
    }
    PyErr_Format(PyExc_TypeError, "HPyType_SpecParam: unknown kind %d",
                 (int)param->kind);
    return -1;
}

/* Count the Base parameters and find the tuple: 0, or -1 with an exception. */
static inline int _HPyTypeBuild_ScanParams(_HPyTypeBuild *build,
                                           const HPyType_SpecParam *params,
                                           Py_ssize_t *nbases, PyObject **tuple)
{
    for (; params != NULL && params->kind != 0; params++) {
        if (_HPyTypeBuild_CheckKind(params) < 0) {
            return -1;
        }
        if (params->kind == HPyType_SpecParam_Base) {
            *nbases += 1;
        }
        else if (params->kind == HPyType_SpecParam_BasesTuple) {
            if (*tuple != NULL) {
                PyErr_SetString(PyExc_TypeError, "HPyType_SpecParam_BasesTuple "
                                                 "given more than once");
                return -1;
            }
            *tuple = _HPy_h2p(params->object);
        }
        else if (_HPyTypeBuild_SetMetaclass(build, _HPy_h2p(params->object))) {
            return -1;
        }
    }
    if (*nbases > 0 && *tuple != NULL) {
        PyErr_SetString(PyExc_TypeError,
                        "HPyType_SpecParam_Base and "
                        "HPyType_SpecParam_BasesTuple exclude each other");
        return -1;
    }
    return 0;
}

/* The tuple of the bases, new reference; `object` if there are none. */
static inline PyObject *_HPyTypeBuild_PackBases(const HPyType_SpecParam *params,
                                                Py_ssize_t nbases,
                                                PyObject *tuple)
{
    if (tuple != NULL) {
        return PySequence_Tuple(tuple);
    }
    if (nbases == 0) {
        tuple = PyType_Type.tp_bases; /* those of `type` are just `object` */
        Py_INCREF(tuple);
        return tuple;
    }
    tuple = PyTuple_New(nbases);
    for (Py_ssize_t i = 0; tuple != NULL && i < nbases; params++) {
        if (params->kind == HPyType_SpecParam_Base) {
            PyObject *base = _HPy_h2p(params->object);
            Py_INCREF(base);
            PyTuple_SET_ITEM(tuple, i++, base);
        }
    }
    return tuple;
}

static inline int _HPyTypeBuild_ReadParams(_HPyTypeBuild *build,
                                           const HPyType_SpecParam *params)
{
    Py_ssize_t nbases = 0;
    PyObject *tuple = NULL;
    if (_HPyTypeBuild_ScanParams(build, params, &nbases, &tuple) < 0) {
        return -1;
    }
    build->bases = _HPyTypeBuild_PackBases(params, nbases, tuple);
    return build->bases == NULL ? -1 : 0;
}

/* ---- Checks of the spec ---- */

static inline void *_HPyTypeBuild_LegacySlot(const _HPyTypeBuild *build,
                                             int slot)
{
    for (const PyType_Slot *s = build->legacy_slots; s->slot != 0; s++) {
        if (s->slot == slot) {
            return s->pfunc;
        }
    }
    return NULL;
}

/* Check all but the definitions, and find the shape. */
static inline int _HPyTypeBuild_CheckSpec(_HPyTypeBuild *build)
{
    const HPyType_Spec *spec = build->spec;
    if (spec->legacy_slots != NULL &&
        spec->builtin_shape != HPyType_BuiltinShape_Legacy) {
        PyErr_Format(PyExc_TypeError,
                     "cannot specify .legacy_slots without setting "
                     ".builtin_shape=HPyType_BuiltinShape_Legacy: '%s'",
                     spec->name);
        return -1;
    }
    if (_HPyShape_Get(spec->builtin_shape, &build->shape) < 0) {
        PyErr_Format(PyExc_ValueError, "invalid .builtin_shape %d: '%s'",
                     (int)spec->builtin_shape, spec->name);
        return -1;
    }
    if (spec->basicsize < 0 || spec->itemsize < 0) {
        PyErr_Format(PyExc_ValueError, "negative size: '%s'", spec->name);
        return -1;
    }
    build->counts = _HPyDef_CountAll(spec->defines);
    if (spec->basicsize == 0 && build->counts.of[HPyDef_Kind_Member] > 0) {
        PyErr_Format(PyExc_TypeError,
                     "members need a struct (.basicsize is 0): '%s'",
                     spec->name);
        return -1;
    }
    return 0;
}

/* ---- Checks of the definitions ---- */

static inline int _HPyTypeBuild_CheckCall(const _HPyTypeBuild *build)
{
    const HPyType_Spec *spec = build->spec;
    const char *reason = NULL;
    if (build->record->call == NULL) {
        return 0;
    }
    if (spec->itemsize != 0) {
        reason = "HPy_tp_call needs a type without items (.itemsize = 0)";
    }
    else if (spec->builtin_shape == HPyType_BuiltinShape_Legacy &&
             spec->basicsize == 0) {
        reason = "HPy_tp_call needs a .basicsize in a legacy type";
    }
    else if (build->call_member != NULL) {
        reason = "HPy_tp_call and a member __vectorcalloffset__ exclude each "
                 "other";
    }
    if (reason != NULL) {
        PyErr_Format(PyExc_TypeError, "%s: '%s'", reason, spec->name);
        return -1;
    }
    return 0;
}

static inline int _HPyTypeBuild_CheckDefinitions(const _HPyTypeBuild *build)
{
    const HPyType_Spec *spec = build->spec;
    const _HPyRecord *record = build->record;
    if (record->legacy_dealloc != NULL &&
        (record->traverse != NULL || record->destroy != NULL)) {
        PyErr_Format(PyExc_TypeError,
                     "a legacy tp_dealloc excludes HPy_tp_traverse and "
                     "HPy_tp_destroy, which would never be called: '%s'",
                     spec->name);
        return -1;
    }
    if ((spec->flags & HPy_TPFLAGS_HAVE_GC) && record->traverse == NULL &&
        _HPyTypeBuild_LegacySlot(build, Py_tp_traverse) == NULL) {
        PyErr_Format(PyExc_ValueError,
                     "HPy_TPFLAGS_HAVE_GC needs HPy_tp_traverse: '%s'",
                     spec->name);
        return -1;
    }
    return _HPyTypeBuild_CheckCall(build);
}
