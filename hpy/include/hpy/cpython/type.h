/* hpy/cpython/type.h -- types.
 *
 * HPyType_FromSpec works in steps, each of which reads and completes one
 * _HPyTypeBuild: parameters and checks (spec.h), bases and metaclass (base.h),
 * record, definitions, layout, slots, creation. What a type remembers is its
 * record (record.h), what its instances do is in instance.h.
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

/* Allocate the record, its arrays and the name as one block. */
static inline int _HPyTypeBuild_AllocateRecord(_HPyTypeBuild *build)
{
    size_t nmethods =
        build->counts.of[HPyDef_Kind_Meth] +
        _HPyTypeBuild_CountMethods((
            const PyMethodDef *)_HPyTypeBuild_LegacySlot(build, Py_tp_methods));
    /* one more for __vectorcalloffset__, one more for the end */
    size_t nmembers =
        build->counts.of[HPyDef_Kind_Member] + 2 +
        _HPyTypeBuild_CountMembers((
            const PyMemberDef *)_HPyTypeBuild_LegacySlot(build, Py_tp_members));
    size_t nvariable =
        build->shape.variable ? build->counts.of[HPyDef_Kind_Member] : 0;
    size_t ngetsets =
        build->counts.of[HPyDef_Kind_GetSet] + nvariable + 1 +
        _HPyTypeBuild_CountGetSets(
            (const PyGetSetDef *)_HPyTypeBuild_LegacySlot(build, Py_tp_getset));
    size_t name_size = strlen(build->spec->name) + 1;
    size_t size = nmethods * sizeof(PyMethodDef) +
                  (nmembers + nvariable) * sizeof(PyMemberDef) +
                  ngetsets * sizeof(PyGetSetDef) + name_size;
    _HPyRecord *record = _HPyRecord_New(size);
    if (record == NULL) {
        return -1;
    }
    build->record = record;
    build->next_method = record->methods;
    build->members = (PyMemberDef *)(record->methods + nmethods + 1);
    build->next_member = build->members;
    build->next_variable = build->members + nmembers;
    build->getsets = (PyGetSetDef *)(build->next_variable + nvariable);
    build->next_getset = build->getsets;
    build->name = (char *)(build->getsets + ngetsets);
    memcpy(build->name, build->spec->name, name_size);
    return 0;
}

/* Get memory for all slots, unless the caller's is enough. */
static inline int _HPyTypeBuild_AllocateSlots(_HPyTypeBuild *build)
{
    enum { OWN_SLOTS = 9 }; /* AddOwnSlots, AddTables, and the end */
    size_t count = OWN_SLOTS + build->counts.of[HPyDef_Kind_Slot];
    for (const PyType_Slot *s = build->legacy_slots; s->slot != 0; s++) {
        count++;
    }
    if (count > _HPY_FEW_SLOTS) {
        build->slots = PyMem_New(PyType_Slot, count);
        if (build->slots == NULL) {
            PyErr_NoMemory();
            return -1;
        }
    }
    build->next_slot = build->slots;
    return 0;
}

/* ---- Definitions ---- */

static inline void _HPyTypeBuild_AddSlot(_HPyTypeBuild *build, int slot,
                                         void *function)
{
    build->next_slot->slot = slot;
    build->next_slot->pfunc = function;
    build->next_slot++;
}

/* A function as PyType_Slot wants it. */
#define _HPY_SLOT_FUNCTION(function) ((void *)(intptr_t)(function))

/* Keep the functions that HPy calls, and tell CPython what it has to call. */
static inline int _HPyTypeBuild_AddDefinedSlot(_HPyTypeBuild *build,
                                               const HPySlot *slot)
{
    _HPyRecord *record = build->record;
    switch (slot->slot) {
    case HPy_tp_traverse:
        record->traverse = HPy_FUNCTION_CAST(HPyFunc_traverseproc, slot->impl);
        return 0;
    case HPy_tp_destroy:
        record->destroy = HPy_FUNCTION_CAST(HPyFunc_destroyfunc, slot->impl);
        return 0;
    case HPy_tp_call:
        record->call = HPy_FUNCTION_CAST(vectorcallfunc, slot->cpy_trampoline);
        return 0;
    case HPy_tp_new:
        record->new_impl = HPy_FUNCTION_CAST(HPyFunc_newfunc, slot->impl);
        break;
    case HPy_tp_init:
        record->init_impl = HPy_FUNCTION_CAST(HPyFunc_initproc, slot->impl);
        break;
    default:
        if ((int)slot->slot > HPy_tp_destroy) {
            PyErr_Format(PyExc_TypeError, "slot %d is not for types: '%s'",
                         (int)slot->slot, build->spec->name);
            return -1;
        }
        break;
    }
    _HPyTypeBuild_AddSlot(build, (int)slot->slot,
                          _HPY_SLOT_FUNCTION(slot->cpy_trampoline));
    return 0;
}

/* Bytes from the object to the struct, for a struct at a fixed place. */
static inline Py_ssize_t _HPyTypeBuild_StructOffset(const _HPyTypeBuild *build)
{
    return (Py_ssize_t)_HPY_ALIGN(build->shape.header);
}

/* Keep what a member with a special name says. */
static inline void _HPyTypeBuild_ReadMember(_HPyTypeBuild *build,
                                            const HPyMember *member)
{
    if (member->name[0] != '_') {
        return;
    }
    if (strcmp(member->name, "__vectorcalloffset__") == 0) {
        build->call_member = member;
    }
    else if (strcmp(member->name, "__dictoffset__") == 0 &&
             !build->shape.variable) {
        build->record->dict_offset =
            member->offset + _HPyTypeBuild_StructOffset(build);
    }
}

static inline void _HPyTypeBuild_AddMember(_HPyTypeBuild *build,
                                           const HPyMember *member)
{
    _HPyTypeBuild_ReadMember(build, member);
    if (build->shape.variable) {
        _HPyMember_Convert(member, 0, build->next_variable);
        _HPyMember_AsGetSet(build->next_variable++, build->next_getset++);
    }
    else {
        _HPyMember_Convert(member, _HPyTypeBuild_StructOffset(build),
                           build->next_member++);
    }
}

static inline int _HPyTypeBuild_AddDefinition(_HPyTypeBuild *build,
                                              const HPyDef *definition)
{
    switch (definition->kind) {
    case HPyDef_Kind_Slot:
        return _HPyTypeBuild_AddDefinedSlot(build, &definition->slot);
    case HPyDef_Kind_Meth:
        return _HPyMeth_Convert(&definition->meth, build->next_method++);
    case HPyDef_Kind_Member:
        _HPyTypeBuild_AddMember(build, &definition->member);
        return 0;
    case HPyDef_Kind_GetSet:
        _HPyGetSet_Convert(&definition->getset, build->next_getset++);
        return 0;
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

/* The slots but for the tables; a dealloc function is called by ours. */
static inline void _HPyTypeBuild_AddLegacySlots(_HPyTypeBuild *build)
{
    for (const PyType_Slot *s = build->legacy_slots; s->slot != 0; s++) {
        if (s->slot == Py_tp_dealloc) {
            build->record->legacy_dealloc =
                HPy_FUNCTION_CAST(destructor, s->pfunc);
        }
        else if (s->slot != Py_tp_methods && s->slot != Py_tp_members &&
                 s->slot != Py_tp_getset) {
            *build->next_slot++ = *s;
        }
    }
}

/* The legacy slots come first, so those of the definitions win. */
static inline int _HPyTypeBuild_AddDefinitions(_HPyTypeBuild *build)
{
    HPyDef *const *d = build->spec->defines;
    _HPyTypeBuild_AddLegacySlots(build);
    for (; d != NULL && *d != NULL; d++) {
        if (_HPyTypeBuild_AddDefinition(build, *d) < 0) {
            return -1;
        }
    }
    _HPyTypeBuild_AddLegacyTables(build);
    return 0;
}

/* ---- Layout: how large instances are, where the call function is ---- */

/* The constructor of the builtin that instances derive from; NULL for object,
 * whose instances need none. */
static inline newfunc _HPyTypeBuild_BuiltinNew(PyTypeObject *base)
{
    while (_HPy_IsHeapType(base)) {
        base = base->tp_base;
    }
    return base == &PyBaseObject_Type ? NULL : base->tp_new;
}

/* Where the struct is, and how instances begin. */
static inline void _HPyTypeBuild_PlaceStruct(_HPyTypeBuild *build)
{
    const HPyType_Spec *spec = build->spec;
    _HPyRecord *record = build->record;
    record->shape = spec->builtin_shape;
    record->struct_shape = spec->builtin_shape;
    record->struct_size = spec->basicsize;
    if (spec->basicsize == 0 && build->base_record != NULL) {
        record->struct_shape = build->base_record->struct_shape;
        record->struct_size = build->base_record->struct_size;
    }
    record->builtin_new = _HPyTypeBuild_BuiltinNew(build->base);
}

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
    const HPyMember *member = build->call_member;
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
    _HPyTypeBuild_PlaceStruct(build);
    build->basicsize = _HPyTypeBuild_StructEnd(build);
    build->flags = build->spec->flags | Py_TPFLAGS_DEFAULT;
    build->flags &= ~HPy_TPFLAGS_HAVE_VECTORCALL;
    _HPyTypeBuild_PlaceCall(build);
    if (build->record->call_offset != 0) {
        build->flags |= HPy_TPFLAGS_HAVE_VECTORCALL;
    }
}

/* ---- Own slots ---- */

/* Add a slot that HPy fills itself, unless a legacy slot does. */
static inline void _HPyTypeBuild_AddOwnSlot(_HPyTypeBuild *build, int slot,
                                            void *function)
{
    if (_HPyTypeBuild_LegacySlot(build, slot) == NULL) {
        _HPyTypeBuild_AddSlot(build, slot, function);
    }
}

static inline void _HPyTypeBuild_AddOwnSlots(_HPyTypeBuild *build)
{
    const _HPyTypeFunctions *functions = _HPyTypeFunctions_Of(build->ctx);
    const _HPyRecord *record = build->record;
    _HPyTypeBuild_AddSlot(build, Py_tp_dealloc,
                          _HPY_SLOT_FUNCTION(functions->dealloc));
    if (build->spec->doc != NULL) {
        _HPyTypeBuild_AddOwnSlot(build, Py_tp_doc, (void *)build->spec->doc);
    }
    if ((build->flags & HPy_TPFLAGS_HAVE_GC) &&
        _HPyTypeBuild_LegacySlot(build, Py_tp_traverse) == NULL) {
        _HPyTypeBuild_AddSlot(build, Py_tp_traverse,
                              _HPY_SLOT_FUNCTION(functions->traverse));
        _HPyTypeBuild_AddOwnSlot(build, Py_tp_clear,
                                 _HPY_SLOT_FUNCTION(functions->clear));
    }
    if (record->call_offset != 0 || record->call != NULL) {
        _HPyTypeBuild_AddOwnSlot(build, Py_tp_call,
                                 _HPY_SLOT_FUNCTION(functions->call));
    }
}

/* End the arrays and make them known. */
static inline void _HPyTypeBuild_AddTables(_HPyTypeBuild *build)
{
    memset(build->next_member, 0, sizeof(PyMemberDef));
    memset(build->next_method, 0, sizeof(PyMethodDef));
    memset(build->next_getset, 0, sizeof(PyGetSetDef));
    _HPyTypeBuild_AddSlot(build, Py_tp_methods, build->record->methods);
    if (build->next_member != build->members) {
        _HPyTypeBuild_AddSlot(build, Py_tp_members, build->members);
    }
    if (build->next_getset != build->getsets) {
        _HPyTypeBuild_AddSlot(build, Py_tp_getset, build->getsets);
    }
    _HPyTypeBuild_AddSlot(build, 0, NULL);
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
    PyType_Spec spec = {build->name, (int)build->basicsize,
                        build->spec->itemsize, (unsigned int)build->flags,
                        build->slots};
#if _HPY_HAVE_FROM_METACLASS
    return PyType_FromMetaclass(build->metaclass, NULL, &spec, build->bases);
#else
    PyObject *type = PyType_FromSpecWithBases(&spec, build->bases);
    if (type != NULL && build->metaclass != &PyType_Type) {
        PyObject *twin =
            _HPy_ChangeMetaclass((PyTypeObject *)type, build->metaclass,
                                 build->name, build->members);
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
           type->tp_dictoffset == 0 && type->tp_weaklistoffset == 0 &&
           type->tp_itemsize == 0 && type->tp_alloc == PyType_GenericAlloc;
}

/* Let the instances live and die in the short way, if they can. */
static inline void _HPyTypeBuild_Simplify(_HPyTypeBuild *build,
                                          PyTypeObject *type)
{
    _HPyRecord *record = build->record;
    if (!_HPyTypeBuild_IsSimple(build, type)) {
        return;
    }
    if (type->tp_base != build->shape.builtin) {
        record->plain_base = type->tp_base;
    }
    if (PyType_IS_GC(type)) {
        record->is_collected = record->shape == HPyType_BuiltinShape_Object &&
                               type->tp_free == PyObject_GC_Del &&
                               !_HPY_LISTS_ARE_SHARED;
        record->has_gc = record->is_collected;
    }
    else if (type->tp_free == PyObject_Free) {
        record->is_simple = record->shape == HPyType_BuiltinShape_Object;
        record->is_simple_float = record->shape == HPyType_BuiltinShape_Float;
        record->is_plain = (record->is_simple || record->is_simple_float) &&
                           record->traverse == NULL && record->destroy == NULL;
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
    PyType_Slot few_slots[_HPY_FEW_SLOTS];
    PyObject *type = NULL;
    _HPyTypeBuild build; /* the steps set the rest */
    build.ctx = ctx;
    build.spec = spec;
    build.bases = NULL;
    build.metaclass = NULL;
    build.call_member = NULL;
    build.record = NULL;
    build.legacy_slots =
        spec->legacy_slots ? (const PyType_Slot *)spec->legacy_slots : no_slots;
    build.slots = few_slots;
    if (_HPyTypeBuild_ReadParams(&build, params) < 0 ||
        _HPyTypeBuild_CheckSpec(&build) < 0 ||
        _HPyTypeBuild_ChooseBase(&build) < 0 ||
        _HPyTypeBuild_AllocateRecord(&build) < 0 ||
        _HPyTypeBuild_AllocateSlots(&build) < 0 ||
        _HPyTypeBuild_AddDefinitions(&build) < 0 ||
        _HPyTypeBuild_CheckDefinitions(&build) < 0 ||
        _HPyTypeBuild_CheckBases(&build) < 0 ||
        _HPyTypeBuild_ChooseMetaclass(&build) < 0) {
        goto cleanup;
    }
    _HPyTypeBuild_Layout(&build);
    _HPyTypeBuild_AddOwnSlots(&build);
    _HPyTypeBuild_AddTables(&build);
    type = _HPyTypeBuild_Create(&build);
cleanup:
    Py_XDECREF(build.record);
    if (build.slots != few_slots) {
        PyMem_Free(build.slots);
    }
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
