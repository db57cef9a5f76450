/* hpy/define.h -- what an author writes: definitions of methods, slots,
 * members, attributes, types and modules.
 *
 * Each HPyDef_ macro makes a file-scope variable `HPyDef SYM` to be listed in
 * the defines of a type or a module. Other files of the extension may declare
 * it; other libraries cannot see it, nor can theirs stand in for it.
 * HPyDef_METH and its like declare the function SYM_impl (SYM_get, SYM_set)
 * that you write after it, so that a wrong prototype is a compile error at your
 * function. The forms that end in _IMPL take the function's name instead. A
 * semicolon behind a macro is welcome. Trailing arguments set further fields:
 * `.doc = "...", .closure = &x`.
 */
#ifndef HPY_DEFINE_H
#define HPY_DEFINE_H

/* ---- Building blocks ---- */

/* Declare SYM as an implementation of SIG (an HPyFunc_ enumerator). */
#define HPyFunc_DECLARE(SYM, SIG) _HPyFunc_DECLARE(SYM, SIG)
#define _HPyFunc_DECLARE(SYM, SIG) _HPyFunc_DECLARE_##SIG(SYM)

/* Define SYM as the trampoline to IMPL, an implementation of SIG. */
#define HPyFunc_TRAMPOLINE(SYM, IMPL, SIG)                                     \
    _HPyFunc_TRAMPOLINE(OBJECT, SYM, IMPL, SIG)
#define _HPyFunc_TRAMPOLINE(KIND, SYM, IMPL, SIG)                              \
    _HPyFunc_TRAMPOLINE_OF(KIND, SYM, IMPL, SIG)
#define _HPyFunc_TRAMPOLINE_OF(KIND, SYM, IMPL, SIG)                           \
    _HPyFunc_TRAMPOLINE_##SIG(KIND, SYM, IMPL)

/* The HPyFunc_ enumerator of a slot. */
#define HPySlot_SIG(SLOT) _HPySlot_SIG(SLOT)
#define _HPySlot_SIG(SLOT) _HPySlot_SIG_##SLOT

/* The implementation as a definition records it. In the cpython ABI only the
 * trampoline calls most of them, so the compiler can move the body there. */
#ifdef HPY_ABI_CPYTHON
#define _HPyFunc_IS_CALLED_BY_RECORD(SIG)                                      \
    ((SIG) == HPyFunc_TRAVERSEPROC || (SIG) == HPyFunc_DESTROYFUNC ||          \
     (SIG) == HPyFunc_NEWFUNC || (SIG) == HPyFunc_INITPROC)
#define _HPyFunc_RECORDED(IMPL, SIG)                                           \
    (_HPyFunc_IS_CALLED_BY_RECORD(SIG) ? HPy_FUNCTION_CAST(HPyCFunction, IMPL) \
                                       : (HPyCFunction)NULL)
#else
#define _HPyFunc_RECORDED(IMPL, SIG) HPy_FUNCTION_CAST(HPyCFunction, IMPL)
#endif

/* Designated initialisers are C11; C++ compilers know them as an extension. */
#if defined(__cplusplus) && defined(__clang__)
#define _HPy_BEGIN_INIT                                                        \
    _Pragma("clang diagnostic push")                                           \
        _Pragma("clang diagnostic ignored \"-Wc++20-designator\"") _Pragma(    \
            "clang diagnostic ignored \"-Wmissing-field-initializers\"")
#define _HPy_END_INIT _Pragma("clang diagnostic pop")
#elif defined(__cplusplus) && defined(__GNUC__)
#define _HPy_BEGIN_INIT                                                        \
    _Pragma("GCC diagnostic push")                                             \
        _Pragma("GCC diagnostic ignored \"-Wmissing-field-initializers\"")
#define _HPy_END_INIT _Pragma("GCC diagnostic pop")
#else
#define _HPy_BEGIN_INIT
#define _HPy_END_INIT
#endif

/* ---- Methods ---- */

/* A method or function NAME; SIG is HPyFunc_NOARGS, _O, _VARARGS or _KEYWORDS.
 * Fields: .doc */
#define HPyDef_METH(SYM, NAME, SIG, ...)                                       \
    HPyDef_METH_IMPL(SYM, NAME, SYM##_impl, SIG, __VA_ARGS__)

#define HPyDef_METH_IMPL(SYM, NAME, IMPL, SIG, ...)                            \
    enum { SYM##_sig = SIG };                                                  \
    HPyFunc_DECLARE(IMPL, SIG);                                                \
    _HPyFunc_TRAMPOLINE(HANDLE, SYM##_trampoline, IMPL,                        \
                        SIG) _HPy_BEGIN_INIT HPy_HIDDEN HPyDef SYM = {         \
        HPyDef_Kind_Meth,                                                      \
        {.meth = {.name = NAME,                                                \
                  .impl = _HPyFunc_RECORDED(IMPL, SIG),                        \
                  .cpy_trampoline =                                            \
                      HPy_FUNCTION_CAST(cpy_PyCFunction, SYM##_trampoline),    \
                  .signature = SIG,                                            \
                  __VA_ARGS__}}};                                              \
    _HPy_END_INIT

/* ---- Slots ---- */

/* The slot SLOT (hpy/slots.h) of a type or a module. */
#define HPyDef_SLOT(SYM, SLOT) HPyDef_SLOT_IMPL(SYM, SYM##_impl, SLOT)

#define HPyDef_SLOT_IMPL(SYM, IMPL, SLOT)                                      \
    enum { SYM##_slot = SLOT };                                                \
    HPyFunc_DECLARE(IMPL, HPySlot_SIG(SLOT));                                  \
    _HPyFunc_TRAMPOLINE(                                                       \
        HANDLE, SYM##_trampoline, IMPL,                                        \
        _HPySlot_TRAMPOLINE_##SLOT) _HPy_BEGIN_INIT HPy_HIDDEN HPyDef SYM = {  \
        HPyDef_Kind_Slot,                                                      \
        {.slot = {.slot = SLOT,                                                \
                  .impl = _HPyFunc_RECORDED(IMPL, HPySlot_SIG(SLOT)),          \
                  .cpy_trampoline =                                            \
                      HPy_FUNCTION_CAST(cpy_PyCFunction, SYM##_trampoline)}}}; \
    _HPy_END_INIT

/* ---- Members: fields of the struct as attributes ---- */

/* The field at OFFSET of the user's struct, read and written as TYPE (an
 * HPyMember_ enumerator). Fields: .readonly, .doc */
#define HPyDef_MEMBER(SYM, NAME, TYPE, OFFSET, ...)                            \
    _HPy_BEGIN_INIT HPy_HIDDEN HPyDef SYM = {                                  \
        HPyDef_Kind_Member,                                                    \
        {.member = {.name = NAME,                                              \
                    .type = TYPE,                                              \
                    .offset = (HPy_ssize_t)(OFFSET),                           \
                    __VA_ARGS__}}};                                            \
    _HPy_END_INIT

/* ---- Attributes that run functions ----
 *
 * SYM_get(ctx, self, closure) returns the value. SYM_set(ctx, self, value,
 * closure) returns 0 or -1; value is null when the attribute is deleted.
 * Fields: .doc, .closure */

#define HPyDef_GET(SYM, NAME, ...)                                             \
    HPyDef_GET_IMPL(SYM, NAME, SYM##_get, __VA_ARGS__)

#define HPyDef_GET_IMPL(SYM, NAME, GETIMPL, ...)                               \
    _HPyDef_GETTER(SYM, GETIMPL) _HPy_BEGIN_INIT HPy_HIDDEN HPyDef SYM = {     \
        HPyDef_Kind_GetSet,                                                    \
        {.getset = {.name = NAME,                                              \
                    .getter_impl = _HPyFunc_RECORDED(GETIMPL, HPyFunc_GETTER), \
                    .getter_cpy_trampoline =                                   \
                        HPy_FUNCTION_CAST(cpy_getter, SYM##_get_trampoline),   \
                    __VA_ARGS__}}};                                            \
    _HPy_END_INIT

#define HPyDef_SET(SYM, NAME, ...)                                             \
    HPyDef_SET_IMPL(SYM, NAME, SYM##_set, __VA_ARGS__)

#define HPyDef_SET_IMPL(SYM, NAME, SETIMPL, ...)                               \
    _HPyDef_SETTER(SYM, SETIMPL) _HPy_BEGIN_INIT HPy_HIDDEN HPyDef SYM = {     \
        HPyDef_Kind_GetSet,                                                    \
        {.getset = {.name = NAME,                                              \
                    .setter_impl = _HPyFunc_RECORDED(SETIMPL, HPyFunc_SETTER), \
                    .setter_cpy_trampoline = SYM##_set_trampoline,             \
                    __VA_ARGS__}}};                                            \
    _HPy_END_INIT

#define HPyDef_GETSET(SYM, NAME, ...)                                          \
    HPyDef_GETSET_IMPL(SYM, NAME, SYM##_get, SYM##_set, __VA_ARGS__)

#define HPyDef_GETSET_IMPL(SYM, NAME, GETIMPL, SETIMPL, ...)                   \
    _HPyDef_GETTER(SYM, GETIMPL) _HPyDef_SETTER(                               \
        SYM, SETIMPL) _HPy_BEGIN_INIT HPy_HIDDEN HPyDef SYM = {                \
        HPyDef_Kind_GetSet,                                                    \
        {.getset = {.name = NAME,                                              \
                    .getter_impl = _HPyFunc_RECORDED(GETIMPL, HPyFunc_GETTER), \
                    .setter_impl = _HPyFunc_RECORDED(SETIMPL, HPyFunc_SETTER), \
                    .getter_cpy_trampoline =                                   \
                        HPy_FUNCTION_CAST(cpy_getter, SYM##_get_trampoline),   \
                    .setter_cpy_trampoline = SYM##_set_trampoline,             \
                    __VA_ARGS__}}};                                            \
    _HPy_END_INIT

#define _HPyDef_GETTER(SYM, IMPL)                                              \
    HPyFunc_DECLARE(IMPL, HPyFunc_GETTER);                                     \
    _HPyFunc_TRAMPOLINE(HANDLE, SYM##_get_trampoline, IMPL, HPyFunc_GETTER)
#define _HPyDef_SETTER(SYM, IMPL)                                              \
    HPyFunc_DECLARE(IMPL, HPyFunc_SETTER);                                     \
    _HPyFunc_TRAMPOLINE(HANDLE, SYM##_set_trampoline, IMPL, HPyFunc_SETTER)

/* ---- Call functions and capsule destructors ---- */

/* A static HPyCallFunction for HPy_SetCallFunction; write SYM_impl with the
 * prototype of HPyFunc_KEYWORDS. */
#define HPyDef_CALL_FUNCTION(SYM)                                              \
    HPyFunc_DECLARE(SYM##_impl, HPyFunc_KEYWORDS);                             \
    _HPyFunc_TRAMPOLINE(HANDLE, SYM##_trampoline, SYM##_impl,                  \
                        HPyFunc_VECTORCALL) static HPyCallFunction SYM = {     \
        HPy_FUNCTION_CAST(cpy_vectorcallfunc, SYM##_trampoline), SYM##_impl};

/* A static HPyCapsule_Destructor for HPyCapsule_New; write
 * SYM_impl(const char *name, void *pointer, void *context). */
#define HPyCapsule_DESTRUCTOR(SYM)                                             \
    HPyFunc_DECLARE(SYM##_impl, HPyFunc_CAPSULE_DESTRUCTOR);                   \
    _HPyFunc_TRAMPOLINE(                                                       \
        HANDLE, SYM##_trampoline, SYM##_impl,                                  \
        HPyFunc_CAPSULE_DESTRUCTOR) static HPyCapsule_Destructor SYM = {       \
        SYM##_trampoline, SYM##_impl};

/* ---- Types ---- */

/* Define the constant SHAPE(T) and the function
 * `T *T_AsStruct(HPyContext *ctx, HPy h)`, for types made with
 * `.builtin_shape = SHAPE(T)`. The optional second argument is the shape,
 * an HPyType_BuiltinShape_ enumerator; the default is Object. */
#define HPyType_HELPERS(...)                                                   \
    _HPyType_HELPERS(__VA_ARGS__, HPyType_BuiltinShape_Object, _)
#define _HPyType_HELPERS(T, SHAPE, ...) _HPyType_DEFINE_HELPERS(T, SHAPE)
#define _HPyType_DEFINE_HELPERS(T, SHAPE)                                      \
    enum { T##_SHAPE = (int)SHAPE };                                           \
    HPy_UNUSED static inline T *T##_AsStruct(HPyContext *ctx, HPy h)           \
    {                                                                          \
        return (T *)SHAPE##_AsStruct(ctx, h);                                  \
    }

/* The same for a struct that begins with PyObject_HEAD. */
#define HPyType_LEGACY_HELPERS(T)                                              \
    HPyType_HELPERS(T, HPyType_BuiltinShape_Legacy)

#define SHAPE(T) ((HPyType_BuiltinShape)T##_SHAPE)

#define HPyType_BuiltinShape_Legacy_AsStruct _HPy_AsStruct_Legacy
#define HPyType_BuiltinShape_Object_AsStruct _HPy_AsStruct_Object
#define HPyType_BuiltinShape_Type_AsStruct _HPy_AsStruct_Type
#define HPyType_BuiltinShape_Long_AsStruct _HPy_AsStruct_Long
#define HPyType_BuiltinShape_Float_AsStruct _HPy_AsStruct_Float
#define HPyType_BuiltinShape_Unicode_AsStruct _HPy_AsStruct_Unicode
#define HPyType_BuiltinShape_Tuple_AsStruct _HPy_AsStruct_Tuple
#define HPyType_BuiltinShape_List_AsStruct _HPy_AsStruct_List
#define HPyType_BuiltinShape_Dict_AsStruct _HPy_AsStruct_Dict

/* A new instance of `cls`, its struct zeroed and stored in `*data`; neither
 * __new__ nor __init__ is called. */
#define HPy_New(ctx, cls, data) _HPy_New(ctx, cls, (void **)(data))

/* In a traverse function with parameters `visit` and `arg`: visit a field. */
#define HPy_VISIT(field)                                                       \
    do {                                                                       \
        if (!HPyField_IsNull(*(field))) {                                      \
            int _visited = visit(field, arg);                                  \
            if (_visited) {                                                    \
                return _visited;                                               \
            }                                                                  \
        }                                                                      \
    } while (0)

/* Return True or False for `a op b` of two C values, in HPy_tp_richcompare. */
#define HPy_RETURN_RICHCOMPARE(ctx, a, b, op)                                  \
    do {                                                                       \
        switch (op) {                                                          \
        case HPy_LT:                                                           \
            return HPyBool_FromBool(ctx, (a) < (b));                           \
        case HPy_LE:                                                           \
            return HPyBool_FromBool(ctx, (a) <= (b));                          \
        case HPy_EQ:                                                           \
            return HPyBool_FromBool(ctx, (a) == (b));                          \
        case HPy_NE:                                                           \
            return HPyBool_FromBool(ctx, (a) != (b));                          \
        case HPy_GT:                                                           \
            return HPyBool_FromBool(ctx, (a) > (b));                           \
        case HPy_GE:                                                           \
            return HPyBool_FromBool(ctx, (a) >= (b));                          \
        }                                                                      \
        HPy_FatalError(ctx, "HPy_RETURN_RICHCOMPARE: unknown operator");       \
    } while (0)

/* Run a block without Python, so that other threads can use it; no API call
 * in between. */
#define HPy_BEGIN_LEAVE_PYTHON(ctx)                                            \
    {                                                                          \
        HPyThreadState _token = HPy_LeavePythonExecution(ctx);
#define HPy_END_LEAVE_PYTHON(ctx)                                              \
    HPy_ReenterPythonExecution(ctx, _token);                                   \
    }

/* ---- Modules ---- */

/* The entry point of the module NAME (the last component of its name), made
 * from the HPyModuleDef MODDEF. */
#ifdef HPY_ABI_CPYTHON
#define HPy_MODINIT(NAME, MODDEF)                                              \
    _HPy_DEFINE_STATE PyMODINIT_FUNC PyInit_##NAME(void);                      \
    PyMODINIT_FUNC PyInit_##NAME(void)                                         \
    {                                                                          \
        static _HPyModule *module = NULL;                                      \
        return _HPyModule_Init(&_HPy_context, &module, &MODDEF, #NAME);        \
    }
#define _HPy_STATE                                                             \
    HPyContext _HPy_context;                                                   \
    _HPyNames _HPy_names;
#else
#define HPy_MODINIT(NAME, MODDEF)                                              \
    _HPy_DEFINE_STATE HPy_EXPORT uint32_t                                      \
    get_required_hpy_major_version_##NAME(void);                               \
    HPy_EXPORT uint32_t get_required_hpy_minor_version_##NAME(void);           \
    HPy_EXPORT void HPyInitGlobalContext_##NAME(HPyContext *ctx);              \
    HPy_EXPORT HPyModuleDef *HPyInit_##NAME(void);                             \
    uint32_t get_required_hpy_major_version_##NAME(void)                       \
    {                                                                          \
        return HPY_ABI_VERSION;                                                \
    }                                                                          \
    uint32_t get_required_hpy_minor_version_##NAME(void)                       \
    {                                                                          \
        return HPY_ABI_MINOR;                                                  \
    }                                                                          \
    void HPyInitGlobalContext_##NAME(HPyContext *ctx)                          \
    {                                                                          \
        _HPy_SetBinaryContext(ctx);                                            \
    }                                                                          \
    HPyModuleDef *HPyInit_##NAME(void)                                         \
    {                                                                          \
        return &MODDEF;                                                        \
    }
#define _HPy_STATE                                                             \
    HPyContext *_ctx_for_trampolines;                                          \
    HPyContext *_HPy_direct_context;                                           \
    ptrdiff_t _HPy_struct_offset;                                              \
    ptrdiff_t _HPy_type_offset;                                                \
    HPyContext *_HPy_float_context;                                            \
    ptrdiff_t _HPy_float_value_offset;                                         \
    HPyContext *_HPy_tuple_context;                                            \
    ptrdiff_t _HPy_tuple_items_offset;                                         \
    ptrdiff_t _HPy_tuple_size_offset;                                          \
    int _HPy_context_minor;                                                    \
    ptrdiff_t _HPy_moved_bytes;
#endif

/* With HPY_EMBEDDED_MODULES several modules live in one binary, each in one
 * file that begins, before its first definition, with HPY_MOD_EMBEDDABLE. */
#ifdef HPY_EMBEDDED_MODULES
#define _HPy_DEFINE_STATE
#define HPY_MOD_EMBEDDABLE(NAME) enum { _HPy_##NAME##_is_embeddable = 1 };
#else
#define _HPy_DEFINE_STATE _HPy_STATE
#define HPY_MOD_EMBEDDABLE(NAME) enum { _HPy_##NAME##_is_embeddable = 0 };
#endif

#endif /* HPY_DEFINE_H */
