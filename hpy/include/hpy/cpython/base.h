/* hpy/cpython/base.h -- what a new type inherits: its bases and its metaclass.
 * The second step of HPyType_FromSpec.
 */

/* Of all bases the one with the largest instances; CPython, too, takes the one
 * that the others can share. */
static inline int _HPyTypeBuild_ChooseBase(_HPyTypeBuild *build)
{
    build->base = NULL;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(build->bases); i++) {
        PyObject *object = PyTuple_GET_ITEM(build->bases, i);
        PyTypeObject *base = (PyTypeObject *)object;
        if (!PyType_Check(object)) {
            PyErr_Format(PyExc_TypeError,
                         "base of '%s': expected a type, got '%.200s'",
                         build->spec->name, Py_TYPE(object)->tp_name);
            return -1;
        }
        if (build->base == NULL ||
            base->tp_basicsize > build->base->tp_basicsize) {
            build->base = base;
        }
    }
    if (build->base == NULL) {
        PyErr_Format(PyExc_TypeError, "no bases: '%s'", build->spec->name);
        return -1;
    }
    build->base_record = _HPyRecord_Find(build->ctx, build->base);
    return 0;
}

/* Does the struct fit on top of the base's? 0, or -1 with TypeError. */
static inline int _HPyTypeBuild_CheckFit(const _HPyTypeBuild *build)
{
    const HPyType_Spec *spec = build->spec;
    const _HPyRecord *record = build->base_record;
    Py_ssize_t base_size = build->base->tp_basicsize;
    if (spec->basicsize == 0 ||
        spec->builtin_shape == HPyType_BuiltinShape_Legacy) {
        return 0;
    }
    if (record != NULL && record->struct_size > 0 &&
        record->struct_shape == spec->builtin_shape) {
        if (record->struct_size <= spec->basicsize) {
            return 0;
        }
        PyErr_Format(PyExc_TypeError,
                     "the struct of '%s' (%d bytes) must begin with that of "
                     "its base '%s' (%zd bytes)",
                     spec->name, spec->basicsize, build->base->tp_name,
                     record->struct_size);
        return -1;
    }
    if (base_size <= (Py_ssize_t)_HPY_ALIGN(build->shape.header)) {
        return 0;
    }
    PyErr_Format(PyExc_TypeError,
                 "the struct of '%s' would overlap the memory of its base "
                 "'%s' (%zd bytes): .builtin_shape is %s",
                 spec->name, build->base->tp_name, base_size,
                 build->shape.name);
    return -1;
}

static inline int _HPyTypeBuild_CheckLegacyBase(const _HPyTypeBuild *build)
{
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(build->bases); i++) {
        PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(build->bases, i);
        const _HPyRecord *record = _HPyRecord_Find(build->ctx, base);
        if (record != NULL && record->shape != HPyType_BuiltinShape_Legacy) {
            PyErr_Format(PyExc_TypeError,
                         "A legacy type should not inherit its memory layout "
                         "from a pure type: '%s' derives from '%s'",
                         build->spec->name, base->tp_name);
            return -1;
        }
    }
    return 0;
}

/* Can the base, if it is a class that HPy did not make, share the work of
 * garbage collection and death (instance.h)? */
static inline int _HPyTypeBuild_CheckForeignBase(const _HPyTypeBuild *build)
{
    const _HPyTypeFunctions *functions = _HPyTypeFunctions_Of(build->ctx);
    PyTypeObject *base = build->base;
    const char *reason = NULL;
    if (!_HPy_IsHeapType(base) || base->tp_dealloc == functions->dealloc) {
        return 0;
    }
    if ((build->spec->flags & HPy_TPFLAGS_HAVE_GC) && !PyType_IS_GC(base)) {
        reason = "it does not support garbage collection";
    }
    else if (build->base_record != NULL && build->base_record->traverse &&
             build->record->traverse != NULL) {
        reason = "both would visit the fields of the HPy type that it "
                 "derives from";
    }
    if (reason != NULL) {
        PyErr_Format(PyExc_TypeError,
                     "'%s' with HPy_tp_traverse cannot derive from the class "
                     "'%s': %s",
                     build->spec->name, base->tp_name, reason);
        return -1;
    }
    return 0;
}

static inline int _HPyTypeBuild_CheckBases(const _HPyTypeBuild *build)
{
    if (build->base != build->shape.builtin &&
        !PyType_IsSubtype(build->base, build->shape.builtin)) {
        PyErr_Format(PyExc_TypeError,
                     ".builtin_shape %s of '%s' needs a base that derives "
                     "from '%s', got '%s'",
                     build->shape.name, build->spec->name,
                     build->shape.builtin->tp_name, build->base->tp_name);
        return -1;
    }
    if (build->spec->builtin_shape == HPyType_BuiltinShape_Legacy &&
        _HPyTypeBuild_CheckLegacyBase(build) < 0) {
        return -1;
    }
    if (_HPyTypeBuild_CheckForeignBase(build) < 0) {
        return -1;
    }
    return _HPyTypeBuild_CheckFit(build);
}

/* The most derived metaclass of all, as in a class statement. */
static inline int _HPyTypeBuild_ChooseMetaclass(_HPyTypeBuild *build)
{
    PyTypeObject *winner = build->metaclass ? build->metaclass : &PyType_Type;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(build->bases); i++) {
        PyTypeObject *other = Py_TYPE(PyTuple_GET_ITEM(build->bases, i));
        if (other == winner || PyType_IsSubtype(other, winner)) {
            winner = other;
        }
        else if (!PyType_IsSubtype(winner, other)) {
            PyErr_Format(
                PyExc_TypeError,
                "metaclass conflict: '%s' of '%s' and '%s' of its "
                "base '%s' do not derive from each other",
                winner->tp_name, build->spec->name, other->tp_name,
                ((PyTypeObject *)PyTuple_GET_ITEM(build->bases, i))->tp_name);
            return -1;
        }
    }
    if (winner->tp_new != PyType_Type.tp_new) {
        PyErr_Format(PyExc_TypeError,
                     "metaclass '%s' of '%s' has its own __new__, which "
                     "HPyType_FromSpec would not call",
                     winner->tp_name, build->spec->name);
        return -1;
    }
    build->metaclass = winner;
    return 0;
}
