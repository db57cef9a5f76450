/* hpy/cpython/type.h -- types.
 *
 * HPyType_FromSpec works in steps, each of which reads and completes one
 * _HPyTypeBuild: parameters and checks (spec.h), bases and metaclass (base.h),
 * record, layout, slots, creation. What a type remembers is its record
 * (record.h), what its instances do is in instance.h.
 */

/* ---- Record ---- */

static inline size_t _HPyTypeBuild_CountMethods(const PyMethodDef *methods)
{
    size_t count = 0;
    while (methods != NULL && methods[count].ml_name != NULL) {
        count++;
    }
    return count;
}

static inline size_t _HPyTypeBuild_CountMembers(const PyMemberDef *members)
{
    size_t count = 0;
    while (members != NULL && members[count].name != NULL) {
        count++;
    }
    return count;
}

static inline size_t _HPyTypeBuild_CountGetSets(const PyGetSetDef *getsets)
{
    size_t count = 0;
    while (getsets != NULL && getsets[count].name != NULL) {
        count++;
    }
    return count;
}

/* Allocate the record and its arrays as one block of zeros. */
static inline int _HPyTypeBuild_AllocateRecord(_HPyTypeBuild *build)
{
    HPyDef *const *defines = build->spec->defines;
    size_t nmethods =
        (size_t)_HPyDef_Count(defines, HPyDef_Kind_Meth) +
        _HPyTypeBuild_CountMethods((
            const PyMethodDef *)_HPyTypeBuild_LegacySlot(build, Py_tp_methods));
    /* one more for __vectorcalloffset__, one more for the end */
    size_t nmembers =
        (size_t)_HPyDef_Count(defines, HPyDef_Kind_Member) + 2 +
        _HPyTypeBuild_CountMembers((
            const PyMemberDef *)_HPyTypeBuild_LegacySlot(build, Py_tp_members));
    size_t ngetsets =
        (size_t)_HPyDef_Count(defines, HPyDef_Kind_GetSet) + nmembers + 1 +
        _HPyTypeBuild_CountGetSets(
            (const PyGetSetDef *)_HPyTypeBuild_LegacySlot(build, Py_tp_getset));
    size_t name_size = strlen(build->spec->name) + 1;
    size_t size = nmethods * sizeof(PyMethodDef) +
                  2 * nmembers * sizeof(PyMemberDef) +
                  ngetsets * sizeof(PyGetSetDef) + name_size;
    _HPyRecord *record = _HPyRecord_New(size);
    if (record == NULL) {
        return -1;
    }
    memset(record->methods, 0, sizeof(PyMethodDef) + size);
    record->members = (PyMemberDef *)(record->methods + nmethods + 1);
    record->variable_members = record->members + nmembers;
    record->getsets = (PyGetSetDef *)(record->variable_members + nmembers);
    record->name = (char *)(record->getsets + ngetsets);
    memcpy(record->name, build->spec->name, name_size);
    build->record = record;
    build->next_method = record->methods;
    build->next_member = record->members;
    build->next_getset = record->getsets;
    return 0;
}

/* Bytes from the object to the struct, for a struct at a fixed place. */
static inline Py_ssize_t _HPyTypeBuild_StructOffset(const _HPyTypeBuild *build)
{
    return (Py_ssize_t)_HPY_ALIGN(build->shape.header);
}

static inline void _HPyTypeBuild_AddMember(_HPyTypeBuild *build,
                                           const HPyMember *member)
{
    if (build->shape.variable) {
        PyMemberDef *relative = build->record->variable_members +
                                (build->next_getset - build->record->getsets);
        _HPyMember_Convert(member, 0, relative);
        _HPyMember_AsGetSet(relative, build->next_getset++);
        return;
    }
    _HPyMember_Convert(member, _HPyTypeBuild_StructOffset(build),
                       build->next_member);
    if (strcmp(member->name, "__dictoffset__") == 0) {
        build->record->dict_offset = build->next_member->offset;
    }
    build->next_member++;
}

/* The definitions, members first: variable members share their index with
 * their getsets. */
static inline int _HPyTypeBuild_AddDefinitions(_HPyTypeBuild *build)
{
    HPyDef *const *defines = build->spec->defines;
    HPyDef *const *d;
    for (d = defines; d != NULL && *d != NULL; d++) {
        if ((*d)->kind == HPyDef_Kind_Member) {
            _HPyTypeBuild_AddMember(build, &(*d)->member);
        }
    }
    for (d = defines; d != NULL && *d != NULL; d++) {
        if ((*d)->kind == HPyDef_Kind_GetSet) {
            _HPyGetSet_Convert(&(*d)->getset, build->next_getset++);
        }
        else if ((*d)->kind == HPyDef_Kind_Meth &&
                 _HPyMeth_Convert(&(*d)->meth, build->next_method++) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Append the entries of the legacy tables to our own. */
static inline void _HPyTypeBuild_AddLegacyTables(_HPyTypeBuild *build)
{
    const PyMethodDef *method =
        (const PyMethodDef *)_HPyTypeBuild_LegacySlot(build, Py_tp_methods);
    const PyMemberDef *member =
        (const PyMemberDef *)_HPyTypeBuild_LegacySlot(build, Py_tp_members);
    const PyGetSetDef *getset =
        (const PyGetSetDef *)_HPyTypeBuild_LegacySlot(build, Py_tp_getset);
    for (; method != NULL && method->ml_name != NULL; method++) {
        *build->next_method++ = *method;
    }
    for (; member != NULL && member->name != NULL; member++) {
        if (strcmp(member->name, "__dictoffset__") == 0) {
            build->record->dict_offset = member->offset;
        }
        *build->next_member++ = *member;
    }
    for (; getset != NULL && getset->name != NULL; getset++) {
        *build->next_getset++ = *getset;
    }
}

/* The constructor of the builtin that instances derive from; NULL for object,
 * whose instances need none. */
static inline newfunc _HPyTypeBuild_BuiltinNew(PyTypeObject *base)
{
    while (_HPy_IsHeapType(base)) {
        base = base->tp_base;
    }
    return base == &PyBaseObject_Type ? NULL : base->tp_new;
}

static inline int _HPyTypeBuild_MakeRecord(_HPyTypeBuild *build)
{
    const HPyType_Spec *spec = build->spec;
    const HPySlot *slot;
    _HPyRecord *record;
    if (_HPyTypeBuild_AllocateRecord(build) < 0 ||
        _HPyTypeBuild_AddDefinitions(build) < 0) {
        return -1;
    }
    _HPyTypeBuild_AddLegacyTables(build);
    record = build->record;
    record->shape = spec->builtin_shape;
    record->struct_shape = spec->builtin_shape;
    record->struct_size = spec->basicsize;
    if (spec->basicsize == 0 && build->base_record != NULL) {
        record->struct_shape = build->base_record->struct_shape;
        record->struct_size = build->base_record->struct_size;
    }
    record->builtin_new = _HPyTypeBuild_BuiltinNew(build->base);
    record->legacy_dealloc = HPy_FUNCTION_CAST(
        destructor, _HPyTypeBuild_LegacySlot(build, Py_tp_dealloc));
    slot = _HPyDef_FindSlot(spec->defines, HPy_tp_destroy);
    if (slot != NULL) {
        record->destroy = HPy_FUNCTION_CAST(HPyFunc_destroyfunc, slot->impl);
    }
    slot = _HPyDef_FindSlot(spec->defines, HPy_tp_traverse);
    if (slot != NULL) {
        record->traverse = HPy_FUNCTION_CAST(HPyFunc_traverseproc, slot->impl);
    }
    slot = _HPyDef_FindSlot(spec->defines, HPy_tp_new);
    if (slot != NULL) {
        record->new_impl = HPy_FUNCTION_CAST(HPyFunc_newfunc, slot->impl);
    }
    slot = _HPyDef_FindSlot(spec->defines, HPy_tp_init);
    if (slot != NULL) {
        record->init_impl = HPy_FUNCTION_CAST(HPyFunc_initproc, slot->impl);
    }
    slot = _HPyDef_FindSlot(spec->defines, HPy_tp_call);
    if (slot != NULL) {
        record->call = HPy_FUNCTION_CAST(vectorcallfunc, slot->cpy_trampoline);
    }
    return 0;
}

/* ---- Layout: how large instances are, where the call function is ---- */

/* Do instances keep items at a place that no struct can move? */
static inline bool _HPyTypeBuild_HasItems(const _HPyTypeBuild *build)
{
    return build->base->tp_itemsize != 0 &&
           !PyType_IsSubtype(build->base, &PyType_Type);
}

/* The nearest base record that says where the call function is, or NULL. */
static inline _HPyRecord *_HPyTypeBuild_BaseCall(const _HPyTypeBuild *build)
{
    _HPyRecord *record = build->base_record;
    while (record != NULL && record->call_offset == 0) {
        record = _HPyRecord_Find(build->ctx, record->type->tp_base);
    }
    return record;
}

/* The size of an instance without a call function of its own. */
static inline Py_ssize_t _HPyTypeBuild_StructEnd(const _HPyTypeBuild *build)
{
    Py_ssize_t size = build->spec->basicsize;
    if (size == 0 ||
        build->spec->builtin_shape == HPyType_BuiltinShape_Legacy) {
        return size;
    }
    if (build->shape.variable) {
        /* Room to align the struct, whatever the number of items, and for the
         * digit by which _HPy_MaxDigits may be too large. */
        size += (Py_ssize_t)build->shape.header + 2 * _HPY_STRUCT_ALIGNMENT;
        return (size + 7) & ~(Py_ssize_t)7;
    }
    size += _HPyTypeBuild_StructOffset(build);
    return (size + 7) & ~(Py_ssize_t)7;
}

/* Append a word for the call function. */
static inline void _HPyTypeBuild_AppendCall(_HPyTypeBuild *build)
{
    Py_ssize_t end =
        build->basicsize ? build->basicsize : build->base->tp_basicsize;
    const Py_ssize_t word = (Py_ssize_t)sizeof(vectorcallfunc);
    build->record->call_offset = (end + word - 1) & ~(word - 1);
    build->basicsize = build->record->call_offset + word;
}

/* Find the place of the call function. A struct of our own may cover the word
 * that a base appended to its struct, so there we append another. */
static inline void _HPyTypeBuild_PlaceCall(_HPyTypeBuild *build)
{
    const HPyMember *member =
        _HPyTypeBuild_Member(build, "__vectorcalloffset__");
    const _HPyRecord *inherited = _HPyTypeBuild_BaseCall(build);
    _HPyRecord *record = build->record;
    if (member != NULL) {
        record->call_offset =
            member->offset + _HPyTypeBuild_StructOffset(build);
        record->call_is_in_struct = true;
    }
    else if (inherited != NULL &&
             (inherited->call_is_in_struct ? record->call == NULL
                                           : build->spec->basicsize == 0)) {
        record->call_offset = inherited->call_offset;
        record->call_is_in_struct = inherited->call_is_in_struct;
    }
    else if ((inherited != NULL || record->call != NULL) &&
             !_HPyTypeBuild_HasItems(build)) {
        _HPyTypeBuild_AppendCall(build);
    }
    if (record->call_offset != 0 && member == NULL) {
        const HPyMember offset = {"__vectorcalloffset__", HPyMember_HPYSSIZET,
                                  record->call_offset, 1, NULL};
        _HPyMember_Convert(&offset, 0, build->next_member++);
    }
}

static inline void _HPyTypeBuild_Layout(_HPyTypeBuild *build)
{
    build->basicsize = _HPyTypeBuild_StructEnd(build);
    build->flags = build->spec->flags | Py_TPFLAGS_DEFAULT;
    build->flags &= ~HPy_TPFLAGS_HAVE_VECTORCALL;
    _HPyTypeBuild_PlaceCall(build);
    if (build->record->call_offset != 0) {
        build->flags |= HPy_TPFLAGS_HAVE_VECTORCALL;
    }
}

/* ---- Slots ---- */

static inline void _HPyTypeBuild_AddSlot(_HPyTypeBuild *build, int slot,
                                         void *function)
{
    build->next_slot->slot = slot;
    build->next_slot->pfunc = function;
    build->next_slot++;
}

/* A function as PyType_Slot wants it. */
#define _HPY_SLOT_FUNCTION(function) ((void *)(intptr_t)(function))

/* Add the slots of the defines that CPython has, too. */
static inline int _HPyTypeBuild_AddDefinedSlots(_HPyTypeBuild *build)
{
    HPyDef *const *defines = build->spec->defines;
    for (; defines != NULL && *defines != NULL; defines++) {
        const HPySlot *slot = &(*defines)->slot;
        if ((*defines)->kind != HPyDef_Kind_Slot ||
            slot->slot == HPy_tp_traverse || slot->slot == HPy_tp_destroy ||
            slot->slot == HPy_tp_call) {
            continue; /* kept in the record */
        }
        if ((int)slot->slot >= HPy_tp_destroy) {
            PyErr_Format(PyExc_TypeError, "slot %d is not for types: '%s'",
                         (int)slot->slot, build->spec->name);
            return -1;
        }
        _HPyTypeBuild_AddSlot(build, (int)slot->slot,
                              _HPY_SLOT_FUNCTION(slot->cpy_trampoline));
    }
    return 0;
}

static inline void _HPyTypeBuild_AddLegacySlots(_HPyTypeBuild *build)
{
    for (const PyType_Slot *s = build->legacy_slots; s->slot != 0; s++) {
        if (s->slot != Py_tp_methods && s->slot != Py_tp_members &&
            s->slot != Py_tp_getset && s->slot != Py_tp_dealloc) {
            *build->next_slot++ = *s;
        }
    }
}

/* The slots that HPy fills itself; legacy slots of the same kind win. */
static inline void _HPyTypeBuild_AddOwnSlots(_HPyTypeBuild *build)
{
    const _HPyTypeFunctions *functions = _HPyTypeFunctions_Of(build->ctx);
    _HPyRecord *record = build->record;
    _HPyTypeBuild_AddSlot(build, Py_tp_dealloc,
                          _HPY_SLOT_FUNCTION(functions->dealloc));
    _HPyTypeBuild_AddSlot(build, Py_tp_methods, record->methods);
    if (record->members->name != NULL) {
        _HPyTypeBuild_AddSlot(build, Py_tp_members, record->members);
    }
    if (record->getsets->name != NULL) {
        _HPyTypeBuild_AddSlot(build, Py_tp_getset, record->getsets);
    }
    if (build->spec->doc != NULL) {
        _HPyTypeBuild_AddSlot(build, Py_tp_doc, (void *)build->spec->doc);
    }
    if ((build->flags & HPy_TPFLAGS_HAVE_GC) &&
        _HPyTypeBuild_LegacySlot(build, Py_tp_traverse) == NULL) {
        _HPyTypeBuild_AddSlot(build, Py_tp_traverse,
                              _HPY_SLOT_FUNCTION(functions->traverse));
        _HPyTypeBuild_AddSlot(build, Py_tp_clear,
                              _HPY_SLOT_FUNCTION(functions->clear));
    }
    if ((record->call_offset != 0 || record->call != NULL) &&
        _HPyTypeBuild_LegacySlot(build, Py_tp_call) == NULL) {
        _HPyTypeBuild_AddSlot(build, Py_tp_call,
                              _HPY_SLOT_FUNCTION(functions->call));
    }
}

static inline int _HPyTypeBuild_FillSlots(_HPyTypeBuild *build)
{
    enum { OWN_SLOTS = 9 }; /* _HPyTypeBuild_AddOwnSlots, and the end */
    size_t count = OWN_SLOTS + (size_t)_HPyDef_Count(build->spec->defines,
                                                     HPyDef_Kind_Slot);
    for (const PyType_Slot *s = build->legacy_slots; s->slot != 0; s++) {
        count++;
    }
    build->slots = (PyType_Slot *)PyMem_Calloc(count, sizeof(PyType_Slot));
    if (build->slots == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    build->next_slot = build->slots;
    _HPyTypeBuild_AddOwnSlots(build);
    _HPyTypeBuild_AddLegacySlots(build);
    return _HPyTypeBuild_AddDefinedSlots(build);
}

/* ---- Creation ---- */

/* Free a type at once. Its cycles would keep it until the next collection, when
 * its record is gone. */
static inline void _HPyTypeBuild_Discard(PyObject *type)
{
    Py_TYPE(type)->tp_clear(type);
    Py_DECREF(type);
}

static inline PyObject *_HPyTypeBuild_CallCPython(_HPyTypeBuild *build)
{
    PyType_Spec spec = {build->record->name, (int)build->basicsize,
                        build->spec->itemsize, (unsigned int)build->flags,
                        build->slots};
#if _HPY_HAVE_FROM_METACLASS
    return PyType_FromMetaclass(build->metaclass, NULL, &spec, build->bases);
#else
    PyObject *type = PyType_FromSpecWithBases(&spec, build->bases);
    if (type != NULL && build->metaclass != &PyType_Type) {
        PyObject *twin =
            _HPy_ChangeMetaclass((PyTypeObject *)type, build->metaclass,
                                 build->record->name, build->record->members);
        _HPyTypeBuild_Discard(type);
        return twin;
    }
    return type;
#endif
}

/* Does the base bring nothing but memory, the builtin's and maybe a struct at
 * the same place? If HPy made it, it has to be simple itself, and to own
 * nothing: only the functions of the type's own record are called. */
static inline bool _HPyTypeBuild_HasPlainBase(const _HPyTypeBuild *build,
                                              const PyTypeObject *type)
{
    const _HPyRecord *base = build->base_record;
    return type->tp_base == build->shape.builtin ||
           (base != NULL && base->type == type->tp_base && base->is_plain &&
            base->shape == build->record->shape);
}

/* Nothing but plain memory, its own struct and a destroy function? */
static inline bool _HPyTypeBuild_IsSimple(const _HPyTypeBuild *build,
                                          const PyTypeObject *type)
{
    const _HPyRecord *record = build->record;
    return record->struct_shape == build->spec->builtin_shape &&
           _HPyTypeBuild_HasPlainBase(build, type) &&
           record->legacy_dealloc == NULL && record->dict_offset == 0 &&
           type->tp_weaklistoffset == 0 && type->tp_itemsize == 0 &&
           type->tp_alloc == PyType_GenericAlloc;
}

/* Let the instances live and die in the short way, if they can. */
static inline void _HPyTypeBuild_Simplify(_HPyTypeBuild *build,
                                          PyTypeObject *type)
{
    _HPyRecord *record = build->record;
    bool is_simple = _HPyTypeBuild_IsSimple(build, type);
    bool is_counted =
        is_simple && !PyType_IS_GC(type) && type->tp_free == PyObject_Free;
    bool is_object = record->shape == HPyType_BuiltinShape_Object;
    record->is_simple = is_object && is_counted;
    record->is_collected = is_object && is_simple && PyType_IS_GC(type) &&
                           type->tp_free == PyObject_GC_Del &&
                           !_HPY_LISTS_ARE_SHARED;
    record->is_simple_float =
        record->shape == HPyType_BuiltinShape_Float && is_counted;
    record->is_plain = (record->is_simple || record->is_simple_float) &&
                       record->traverse == NULL && record->destroy == NULL;
    if (is_simple && type->tp_base != build->shape.builtin) {
        record->plain_base = type->tp_base;
    }
}

static inline PyObject *_HPyTypeBuild_Create(_HPyTypeBuild *build)
{
    PyObject *type = _HPyTypeBuild_CallCPython(build);
    if (type == NULL) {
        if (!PyErr_Occurred()) {
            PyErr_NoMemory(); /* CPython 3.11 forgets it for the name */
        }
        PyGC_Collect(); /* CPython left an unfinished type */
        return NULL;
    }
    _HPyTypeBuild_Simplify(build, (PyTypeObject *)type);
    _HPyRecord_Attach(build->record, (PyTypeObject *)type);
    _HPyConstruct_Install((PyTypeObject *)type, build->record,
                          _HPyTypeFunctions_Of(build->ctx)->construct);
    build->record = NULL;
    return type;
}

static inline HPy HPyType_FromSpec(HPyContext *ctx, HPyType_Spec *spec,
                                   HPyType_SpecParam *params)
{
    static const PyType_Slot no_slots[] = {{0, NULL}};
    PyObject *type = NULL;
    _HPyTypeBuild build;
    memset(&build, 0, sizeof(build));
    build.ctx = ctx;
    build.spec = spec;
    build.legacy_slots =
        spec->legacy_slots ? (const PyType_Slot *)spec->legacy_slots : no_slots;
    if (_HPyTypeBuild_ReadParams(&build, params) < 0 ||
        _HPyTypeBuild_CheckSpec(&build) < 0 ||
        _HPyTypeBuild_ChooseBase(&build) < 0 ||
        _HPyTypeBuild_CheckBases(&build) < 0 ||
        _HPyTypeBuild_ChooseMetaclass(&build) < 0 ||
        _HPyTypeBuild_MakeRecord(&build) < 0) {
        goto cleanup;
    }
    _HPyTypeBuild_Layout(&build);
    if (_HPyTypeBuild_FillSlots(&build) == 0) {
        type = _HPyTypeBuild_Create(&build);
    }
cleanup:
    Py_XDECREF(build.record);
    PyMem_Free(build.slots);
    Py_XDECREF(build.bases);
    return _HPy_p2h(type);
}

/* ---- Questions ---- */

/* 0, or -1 with TypeError that names the API function. */
static inline int _HPyType_Expect(PyObject *object, const char *function)
{
    if (HPy_LIKELY(PyType_Check(object))) {
        return 0;
    }
    PyErr_Format(PyExc_TypeError, "%s: expected a type, got '%.200s'", function,
                 Py_TYPE(object)->tp_name);
    return -1;
}

static inline HPyType_BuiltinShape _HPyType_GetBuiltinShape(HPyContext *ctx,
                                                            HPy h_type)
{
    PyObject *type = _HPy_h2p(h_type);
    const _HPyRecord *record;
    if (_HPyType_Expect(type, "_HPyType_GetBuiltinShape") < 0) {
        return (HPyType_BuiltinShape)-2;
    }
    record = _HPyRecord_Find(ctx, (PyTypeObject *)type);
    return record != NULL ? record->shape : HPyType_BuiltinShape_Legacy;
}

static inline const char *HPyType_GetName(HPyContext *ctx, HPy type)
{
    PyTypeObject *object = (PyTypeObject *)_HPy_h2p(type);
    const char *dot;
    if (_HPyType_Expect(_HPy_h2p(type), "HPyType_GetName") < 0) {
        return NULL;
    }
    if (_HPy_IsHeapType(object)) {
        return PyUnicode_AsUTF8(((PyHeapTypeObject *)object)->ht_name);
    }
    dot = strrchr(object->tp_name, '.');
    return dot != NULL ? dot + 1 : object->tp_name;
}

static inline int HPyType_IsSubtype(HPyContext *ctx, HPy sub, HPy type)
{
    return PyType_Check(_HPy_h2p(sub)) &&
           PyType_IsSubtype((PyTypeObject *)_HPy_h2p(sub),
                            (PyTypeObject *)_HPy_h2p(type));
}
