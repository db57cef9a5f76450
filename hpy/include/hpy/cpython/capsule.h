/* hpy/cpython/capsule.h -- capsules. */

/* Is the destructor record complete, or absent? Else ValueError. */
static inline bool
_HPyCapsule_CheckDestructor(const HPyCapsule_Destructor *destructor)
{
    if (destructor != NULL &&
        (destructor->cpy_trampoline == NULL || destructor->impl == NULL)) {
        PyErr_SetString(PyExc_ValueError,
                        "Invalid HPyCapsule_Destructor: define it with "
                        "HPyCapsule_DESTRUCTOR");
        return false;
    }
    return true;
}

static inline HPy HPyCapsule_New(HPyContext *ctx, void *pointer,
                                 const char *utf8_name,
                                 HPyCapsule_Destructor *destructor)
{
    if (!_HPyCapsule_CheckDestructor(destructor)) {
        return HPy_NULL;
    }
    return _HPy_p2h(PyCapsule_New(
        pointer, utf8_name, destructor ? destructor->cpy_trampoline : NULL));
}

static inline void *HPyCapsule_Get(HPyContext *ctx, HPy capsule,
                                   _HPyCapsule_key key, const char *utf8_name)
{
    switch (key) {
    case HPyCapsule_key_Pointer:
        return PyCapsule_GetPointer(_HPy_h2p(capsule), utf8_name);
    case HPyCapsule_key_Name:
        return (void *)PyCapsule_GetName(_HPy_h2p(capsule));
    case HPyCapsule_key_Context:
        return PyCapsule_GetContext(_HPy_h2p(capsule));
    case HPyCapsule_key_Destructor:
        break;
    }
    PyErr_Format(PyExc_ValueError, "HPyCapsule_Get: invalid key %d", (int)key);
    return NULL;
}

static inline int HPyCapsule_IsValid(HPyContext *ctx, HPy capsule,
                                     const char *utf8_name)
{
    return PyCapsule_IsValid(_HPy_h2p(capsule), utf8_name);
}

static inline int HPyCapsule_Set(HPyContext *ctx, HPy capsule,
                                 _HPyCapsule_key key, void *value)
{
    PyObject *object = _HPy_h2p(capsule);
    const HPyCapsule_Destructor *destructor;
    switch (key) {
    case HPyCapsule_key_Pointer:
        return PyCapsule_SetPointer(object, value);
    case HPyCapsule_key_Name:
        return PyCapsule_SetName(object, (const char *)value);
    case HPyCapsule_key_Context:
        return PyCapsule_SetContext(object, value);
    case HPyCapsule_key_Destructor:
        destructor = (const HPyCapsule_Destructor *)value;
        if (!_HPyCapsule_CheckDestructor(destructor)) {
            return -1;
        }
        return PyCapsule_SetDestructor(
            object, destructor ? destructor->cpy_trampoline : NULL);
    }
    PyErr_Format(PyExc_ValueError, "HPyCapsule_Set: invalid key %d", (int)key);
    return -1;
}

/* Call the destructor of a dying capsule. Objects die while an exception is
 * set, too; the destructor, which has no context to put it aside, may call
 * foreign code, as those of DLPack do. */
static inline void _HPyCapsule_Destroy(PyObject *capsule,
                                       HPyFunc_Capsule_Destructor impl)
{
    _HPyRaised raised = _HPy_TakeRaised();
    const char *name = PyCapsule_GetName(capsule);
    impl(name, PyCapsule_GetPointer(capsule, name),
         PyCapsule_GetContext(capsule));
    _HPy_GiveRaised(raised);
}
