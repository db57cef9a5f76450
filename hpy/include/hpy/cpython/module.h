/* hpy/cpython/module.h -- modules, by multi-phase initialisation.
 *
 * What CPython must know of a module is kept as long as the process: modules
 * and their functions point to it. It is made once for each HPyModuleDef,
 * however often the module is loaded.
 */

typedef struct {
    PyModuleDef def; /* first: CPython hands it to our create function */
    PyObject *(*create)(PyObject *, PyModuleDef *); /* HPy_mod_create */
    PyModuleDef_Slot *slots;
    PyMethodDef *methods;
} _HPyModule;

static inline void _HPyModule_Free(_HPyModule *module)
{
    if (module != NULL) {
        PyMem_Free(module->slots);
        PyMem_Free(module->methods);
        PyMem_Free(module);
    }
}

/* ---- Checks ---- */

static inline int _HPyModule_CheckSize(const HPyModuleDef *def,
                                       const char *name)
{
    if (def->size == 0) {
        return 0;
    }
    PyErr_Format(PyExc_SystemError,
                 def->size < 0
                     ? "HPy does not permit HPyModuleDef.size < 0: module '%s'"
                     : "Module state is not supported in HPy. Set "
                       "HPyModuleDef.size = 0: module '%s'",
                 name);
    return -1;
}

static inline int _HPyModule_CheckDefine(const HPyDef *define, const char *name)
{
    switch (define->kind) {
    case HPyDef_Kind_Meth:
        return 0;
    case HPyDef_Kind_Slot:
        if (define->slot.slot == HPy_mod_exec ||
            define->slot.slot == HPy_mod_create) {
            return 0;
        }
        PyErr_Format(PyExc_SystemError,
                     "slot %d is not for modules: module '%s' can define "
                     "HPy_mod_create and HPy_mod_exec",
                     (int)define->slot.slot, name);
        return -1;
    case HPyDef_Kind_Member:
    case HPyDef_Kind_GetSet:
        break;
    }
    PyErr_Format(PyExc_ValueError,
                 "modules have no members or getsets: module '%s' can define "
                 "methods and slots",
                 name);
    return -1;
}

/* A module object that HPy_mod_create makes has nothing from HPy. */
static inline int _HPyModule_CheckCreate(const HPyModuleDef *def,
                                         const char *name)
{
    const char *also = NULL;
    if (def->defines[1] != NULL) {
        also = "other defines (methods or slots)";
    }
    else if (def->doc != NULL) {
        also = "a doc";
    }
    else if (def->legacy_methods != NULL) {
        also = "legacy_methods";
    }
    else if (def->globals != NULL) {
        also = "globals";
    }
    if (also == NULL) {
        return 0;
    }
    PyErr_Format(PyExc_SystemError,
                 "HPyModuleDef defines a HPy_mod_create slot and %s: the "
                 "object that it creates cannot have them (module '%s')",
                 also, name);
    return -1;
}

/* The number of a slot's definitions. */
static inline size_t _HPyModule_CountSlot(const HPyModuleDef *def,
                                          HPySlot_Slot slot)
{
    size_t count = 0;
    for (HPyDef *const *d = def->defines; d != NULL && *d != NULL; d++) {
        count += (*d)->kind == HPyDef_Kind_Slot && (*d)->slot.slot == slot;
    }
    return count;
}

static inline int _HPyModule_Check(const HPyModuleDef *def, const char *name)
{
    if (_HPyModule_CheckSize(def, name) < 0) {
        return -1;
    }
    for (HPyDef *const *d = def->defines; d != NULL && *d != NULL; d++) {
        if (_HPyModule_CheckDefine(*d, name) < 0) {
            return -1;
        }
    }
    return _HPyModule_CountSlot(def, HPy_mod_create) > 0
               ? _HPyModule_CheckCreate(def, name)
               : 0;
}

/* ---- Conversion ---- */

static inline size_t _HPyModule_CountLegacy(const PyMethodDef *methods)
{
    size_t count = 0;
    while (methods != NULL && methods[count].ml_name != NULL) {
        count++;
    }
    return count;
}

static inline int _HPyModule_AddMethods(_HPyModule *module,
                                        const HPyModuleDef *def)
{
    size_t nlegacy = _HPyModule_CountLegacy(def->legacy_methods);
    PyMethodDef *next;
    module->methods = PyMem_New(
        PyMethodDef,
        (size_t)_HPyDef_Count(def->defines, HPyDef_Kind_Meth) + nlegacy + 1);
    if (module->methods == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    next = module->methods;
    for (HPyDef *const *d = def->defines; d != NULL && *d != NULL; d++) {
        if ((*d)->kind == HPyDef_Kind_Meth &&
            _HPyMeth_Convert(&(*d)->meth, next++) < 0) {
            return -1;
        }
    }
    for (size_t i = 0; i < nlegacy; i++) {
        *next++ = def->legacy_methods[i];
    }
    memset(next, 0, sizeof(*next));
    return 0;
}

/* Py_mod_create: what the extension creates must not be a module, which would
 * lack what HPyModuleDef promises. */
static inline PyObject *_HPyModule_CreateObject(PyObject *spec,
                                                PyModuleDef *def)
{
    PyObject *object = ((_HPyModule *)def)->create(spec, def);
    if (object != NULL && PyModule_Check(object)) {
        PyErr_Format(PyExc_SystemError,
                     "HPy_mod_create slot returned a builtin module object. "
                     "This is currently not supported: module '%s'",
                     def->m_name);
        Py_CLEAR(object);
    }
    return object;
}

/* The slot that refuses subinterpreters: constants and HPyGlobals are one per
 * process. */
static inline PyModuleDef_Slot *_HPyModule_AddIsolation(PyModuleDef_Slot *next)
{
#if _HPY_PY312_PLUS
    next->slot = Py_mod_multiple_interpreters;
    next->value = Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED;
    next++;
#endif
    return next;
}

static inline int _HPyModule_AddSlots(_HPyModule *module,
                                      const HPyModuleDef *def)
{
    /* isolation and the end */
    size_t count = 2 + (size_t)_HPyDef_Count(def->defines, HPyDef_Kind_Slot);
    PyModuleDef_Slot *next =
        (PyModuleDef_Slot *)PyMem_Calloc(count, sizeof(PyModuleDef_Slot));
    if (next == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    module->slots = next;
    next = _HPyModule_AddIsolation(next);
    for (HPyDef *const *d = def->defines; d != NULL && *d != NULL; d++) {
        const HPySlot *slot = &(*d)->slot;
        if ((*d)->kind != HPyDef_Kind_Slot) {
            continue;
        }
        if (slot->slot == HPy_mod_create) {
            module->create =
                HPy_FUNCTION_CAST(PyObject * (*)(PyObject *, PyModuleDef *),
                                  slot->cpy_trampoline);
            next->slot = Py_mod_create;
            next->value = _HPY_SLOT_FUNCTION(_HPyModule_CreateObject);
        }
        else {
            next->slot = Py_mod_exec;
            next->value = _HPY_SLOT_FUNCTION(slot->cpy_trampoline);
        }
        next++;
    }
    return 0;
}

static inline void _HPyModule_Describe(_HPyModule *module,
                                       const HPyModuleDef *def,
                                       const char *name)
{
    PyModuleDef_Base base = PyModuleDef_HEAD_INIT;
    module->def.m_base = base;
    module->def.m_name = name;
    module->def.m_doc = def->doc;
    module->def.m_size = 0;
    module->def.m_methods = module->methods->ml_name ? module->methods : NULL;
    module->def.m_slots = module->slots;
}

/* What CPython must know of `def`, or NULL with an exception. `name` lives as
 * long as the process. */
static inline _HPyModule *_HPyModule_FromDef(const HPyModuleDef *def,
                                             const char *name)
{
    _HPyModule *module = NULL;
    if (_HPyModule_Check(def, name) < 0) {
        return NULL;
    }
    module = (_HPyModule *)PyMem_Calloc(1, sizeof(_HPyModule));
    if (module == NULL) {
        return (_HPyModule *)PyErr_NoMemory();
    }
    if (_HPyModule_AddMethods(module, def) < 0 ||
        _HPyModule_AddSlots(module, def) < 0) {
        _HPyModule_Free(module);
        return NULL;
    }
    _HPyModule_Describe(module, def, name);
    return module;
}

/* ---- The context of this binary ---- */

static inline int _HPyContext_Init(HPyContext *ctx, const char *name)
{
    static _HPyTypeFunctions functions = {
        _HPyInstance_Dealloc, _HPyInstance_Traverse, _HPyInstance_Clear,
        _HPyInstance_Call, _HPyConstruct};
    ctx->name = name;
    ctx->_private = &functions;
    ctx->abi_version = HPY_ABI_VERSION;
    return _HPyContext_SetConstants(ctx);
}

/* The body of PyInit_<name> in the cpython ABI. */
static inline PyObject *_HPyModule_Init(HPyContext *ctx, _HPyModule **module,
                                        const HPyModuleDef *def,
                                        const char *name)
{
    if (*module == NULL) {
        if (_HPyContext_Init(ctx, "HPy CPython ABI") < 0) {
            return NULL;
        }
        *module = _HPyModule_FromDef(def, name);
    }
    return *module != NULL ? PyModuleDef_Init(&(*module)->def) : NULL;
}
