/* hpy/inline.h -- small functions on the API alone.
 *
 * None of these has a member of its own in the context, so they work in every
 * runtime. What holds for every row of api.h holds here too: a HPy result is a
 * new handle that the caller closes; argument handles stay the caller's; no
 * argument may be null; an error sets a Python exception and returns HPy_NULL,
 * NULL or -1. Since 0.9 unless marked.
 */
#ifndef HPY_INLINE_H
#define HPY_INLINE_H

HPy_BEGIN_BODIES

/* ---- The runtime ---- */

/**
 * The minor ABI version of the runtime, 0 for those that do not tell. Ask it
 * before calling a function that is newer than HPY_ABI_MINOR; HPY_ABI_MAX_MINOR
 * declares it. Never fails. Since 1.0.
 */
static inline int HPyContext_GetMinor(HPyContext *ctx)
{
    (void)ctx;
#ifdef HPY_ABI_CPYTHON
    return HPY_ABI_VERSION_MINOR;
#else
    return _HPy_context_minor;
#endif
}

/* ---- Types ---- */

#ifndef HPY_ABI_CPYTHON
/* HPy_TypeIs in any runtime. */
static HPy_NOINLINE HPy_UNUSED int _HPy_TypeIsAny(HPyContext *ctx, HPy obj,
                                                  HPy type)
{
    HPy type_of_obj = HPy_Type(ctx, obj);
    int result = HPy_Is(ctx, type_of_obj, type);
    HPy_Close(ctx, type_of_obj);
    return result;
}
#endif

/**
 * Is `type` the type of `obj` itself, not one that it derives from? What
 * `type(obj) is type` says; 1 or 0. Never fails. In CPython no call is needed
 * to find out, whatever the ABI: ask this first where most objects are of one
 * of the builtin types. Since 1.0.
 */
static inline int HPy_TypeIs(HPyContext *ctx, HPy obj, HPy type)
{
#ifdef HPY_ABI_CPYTHON
    (void)ctx;
    return (cpy_PyObject *)Py_TYPE(_HPy_h2p(obj)) == _HPy_h2p(type);
#else
    if (HPy_LIKELY(ctx == _HPy_direct_context)) {
        return _HPy_HasType(obj, type);
    }
    return _HPy_TypeIsAny(ctx, obj, type);
#endif
}

/**
 * Is `h` a complex number? HPy_TypeCheck with `ctx->h_ComplexType`; 1 or 0.
 * Never fails. Since 1.0.
 */
static inline int HPyComplex_Check(HPyContext *ctx, HPy h)
{
    return HPy_TypeCheck(ctx, h, ctx->h_ComplexType);
}

/* ---- Globals ---- */

/**
 * The object in a global, for a short while: a handle that HPyGlobal_Return
 * gives back, and that is not closed. Between the two nothing may be stored in
 * the global. In CPython neither is a call, whatever the ABI: where a type or a
 * constant is needed in each call of a small function, HPyGlobal_Load and
 * HPy_Close would be a good part of it. Never fails. Since 1.0.
 */
static inline HPy HPyGlobal_Borrow(HPyContext *ctx, HPyGlobal global)
{
#ifdef HPY_ABI_CPYTHON
    (void)ctx;
    return _HPy_p2h((PyObject *)global._i);
#else
    if (HPy_LIKELY(ctx == _HPy_direct_context)) {
        return _HPy_p2h((cpy_PyObject *)global._i);
    }
    return HPyGlobal_Load(ctx, global);
#endif
}

/** Give back what HPyGlobal_Borrow gave. Since 1.0. */
static inline void HPyGlobal_Return(HPyContext *ctx, HPy borrowed)
{
#ifdef HPY_ABI_CPYTHON
    (void)ctx;
    (void)borrowed;
#else
    if (HPy_UNLIKELY(ctx != _HPy_direct_context)) {
        HPy_Close(ctx, borrowed);
    }
#endif
}

/* ---- Floats ---- */

/**
 * The value of a float, or of an instance of a type derived from it: `h` must
 * be one. In CPython without a call, whatever the ABI. Never fails. Since 1.0.
 */
static inline double HPyFloat_AS_DOUBLE(HPyContext *ctx, HPy h)
{
#ifdef HPY_ABI_CPYTHON
    (void)ctx;
    return PyFloat_AS_DOUBLE(_HPy_h2p(h));
#else
    if (HPy_LIKELY(ctx == _HPy_float_context)) {
        const char *object = (const char *)_HPy_h2p(h);
        return *(const double *)(object + _HPy_float_value_offset);
    }
    return HPyFloat_AsDouble(ctx, h);
#endif
}

/* ---- Integers of the C types ----
 *
 * The context knows integers of 32 and 64 bits; the size of a C type says
 * which of the two is meant. */

#define _HPy_IS_32_BIT(type) (sizeof(type) == sizeof(int32_t))

/**
 * A new int from a C integer.
 * Raises: MemoryError.
 */
static inline HPy HPyLong_FromLong(HPyContext *ctx, long value)
{
    return _HPy_IS_32_BIT(long) ? HPyLong_FromInt32_t(ctx, (int32_t)value)
                                : HPyLong_FromInt64_t(ctx, value);
}

/** As HPyLong_FromLong. */
static inline HPy HPyLong_FromUnsignedLong(HPyContext *ctx, unsigned long value)
{
    return _HPy_IS_32_BIT(long) ? HPyLong_FromUInt32_t(ctx, (uint32_t)value)
                                : HPyLong_FromUInt64_t(ctx, value);
}

/** As HPyLong_FromLong. */
static inline HPy HPyLong_FromLongLong(HPyContext *ctx, long long value)
{
    return HPyLong_FromInt64_t(ctx, (int64_t)value);
}

/** As HPyLong_FromLong. */
static inline HPy HPyLong_FromUnsignedLongLong(HPyContext *ctx,
                                               unsigned long long value)
{
    return HPyLong_FromUInt64_t(ctx, (uint64_t)value);
}

/**
 * The value of an int, or of an object with `__index__`. The result -1 is an
 * error only if HPyErr_Occurred says so.
 * Raises: TypeError for other objects; OverflowError if it does not fit.
 */
static inline long HPyLong_AsLong(HPyContext *ctx, HPy h)
{
    return _HPy_IS_32_BIT(long) ? (long)HPyLong_AsInt32_t(ctx, h)
                                : (long)HPyLong_AsInt64_t(ctx, h);
}

/**
 * The value of an int; `__index__` is not asked. The result
 * (unsigned long)-1 is an error only if HPyErr_Occurred says so.
 * Raises: TypeError for other objects; OverflowError if it does not fit.
 */
static inline unsigned long HPyLong_AsUnsignedLong(HPyContext *ctx, HPy h)
{
    if (_HPy_IS_32_BIT(long)) {
        return (unsigned long)HPyLong_AsUInt32_t(ctx, h);
    }
    return (unsigned long)HPyLong_AsUInt64_t(ctx, h);
}

/**
 * The value of an int, or of an object with `__index__`, modulo the size of
 * the C type. The result (unsigned long)-1 is an error only if
 * HPyErr_Occurred says so.
 * Raises: TypeError for other objects.
 */
static inline unsigned long HPyLong_AsUnsignedLongMask(HPyContext *ctx, HPy h)
{
    if (_HPy_IS_32_BIT(long)) {
        return (unsigned long)HPyLong_AsUInt32_tMask(ctx, h);
    }
    return (unsigned long)HPyLong_AsUInt64_tMask(ctx, h);
}

/** As HPyLong_AsLong. */
static inline long long HPyLong_AsLongLong(HPyContext *ctx, HPy h)
{
    return (long long)HPyLong_AsInt64_t(ctx, h);
}

/** As HPyLong_AsUnsignedLong. */
static inline unsigned long long HPyLong_AsUnsignedLongLong(HPyContext *ctx,
                                                            HPy h)
{
    return (unsigned long long)HPyLong_AsUInt64_t(ctx, h);
}

/** As HPyLong_AsUnsignedLongMask. */
static inline unsigned long long HPyLong_AsUnsignedLongLongMask(HPyContext *ctx,
                                                                HPy h)
{
    return (unsigned long long)HPyLong_AsUInt64_tMask(ctx, h);
}

/** A process id from and to an int: (ctx, pid) and (ctx, h). */
#define HPyLong_FromPid HPyLong_FromLong
#define HPyLong_AsPid HPyLong_AsLong

/**
 * True for any value but 0, else False.
 */
static inline HPy HPyBool_FromLong(HPyContext *ctx, long value)
{
    return HPyBool_FromBool(ctx, value != 0);
}

/* ---- Tuples ---- */

#define _HPyTuple_FEW 16 /* so many items need no memory of their own */

/**
 * A new tuple of `n` items.
 * ...: `n` arguments of type HPy.
 * Raises: SystemError if `n` is negative; MemoryError.
 */
static inline HPy HPyTuple_Pack(HPyContext *ctx, HPy_ssize_t n, ...)
{
    HPy few[_HPyTuple_FEW], *items = few, result;
    va_list values;

    if (n == 0) {
        return HPyTuple_FromArray(ctx, NULL, 0);
    }
    if (n < 0) {
        return HPyErr_SetString(ctx, ctx->h_SystemError,
                                "HPyTuple_Pack: the number of items must not "
                                "be negative");
    }
    if (n > _HPyTuple_FEW) {
        items = (HPy *)malloc((size_t)n * sizeof(HPy));
        if (items == NULL) {
            return HPyErr_NoMemory(ctx);
        }
    }
    va_start(values, n);
    for (HPy_ssize_t i = 0; i < n; i++) {
        items[i] = va_arg(values, HPy);
    }
    va_end(values);
    result = HPyTuple_FromArray(ctx, items, n);
    if (items != few) {
        free(items);
    }
    return result;
}

/* ---- Slices ---- */

/* An index of a slice as it counts for a sequence: from 0 to `length`, or one
 * less for a step backwards. */
static inline HPy_ssize_t _HPySlice_Clip(HPy_ssize_t index, HPy_ssize_t length,
                                         bool backwards)
{
    if (index < 0) {
        index += length;
        return index >= 0 ? index : backwards ? -1 : 0;
    }
    return index < length ? index : backwards ? length - 1 : length;
}

/**
 * Clip what HPySlice_Unpack gave to a sequence of `length` items; return the
 * number of items in the slice. Calls nothing, cannot fail.
 * start, stop: read and overwritten.
 * step: not 0.
 */
static inline HPy_ssize_t
HPySlice_AdjustIndices(HPyContext *ctx, HPy_ssize_t length, HPy_ssize_t *start,
                       HPy_ssize_t *stop, HPy_ssize_t step)
{
    bool backwards = step < 0;
    /* Without a sign even the least step has an opposite. */
    size_t stride = backwards ? 0 - (size_t)step : (size_t)step;
    HPy_ssize_t distance;

    *start = _HPySlice_Clip(*start, length, backwards);
    *stop = _HPySlice_Clip(*stop, length, backwards);
    distance = backwards ? *start - *stop : *stop - *start;
    return distance <= 0 ? 0
                         : (HPy_ssize_t)((size_t)(distance - 1) / stride) + 1;
}

/* ---- Attributes ---- */

/**
 * Delete an attribute: `del obj.name`. Returns 0, or -1 with an exception.
 */
static inline int HPy_DelAttr(HPyContext *ctx, HPy obj, HPy name)
{
    return HPy_SetAttr(ctx, obj, name, HPy_NULL);
}

/** As HPy_DelAttr, with a name in UTF-8. */
static inline int HPy_DelAttr_s(HPyContext *ctx, HPy obj, const char *name)
{
    return HPy_SetAttr_s(ctx, obj, name, HPy_NULL);
}

/* ---- Calls ---- */

/* Call what a look-up has found, and close it. */
static inline HPy _HPy_CallFound(HPyContext *ctx, HPy callable, HPy args,
                                 HPy kw)
{
    HPy result;
    if (HPy_IsNull(callable)) {
        return HPy_NULL;
    }
    result = HPy_CallTupleDict(ctx, callable, args, kw);
    HPy_Close(ctx, callable);
    return result;
}

/**
 * Call a method: `receiver.name(*args, **kw)`. Mind the order: the name comes
 * first.
 * args: a tuple or null.
 * kw: a dict or null.
 * Raises: AttributeError; TypeError for wrong `args` or `kw`; what the method
 * raises.
 */
static inline HPy HPy_CallMethodTupleDict(HPyContext *ctx, HPy name,
                                          HPy receiver, HPy args, HPy kw)
{
    return _HPy_CallFound(ctx, HPy_GetAttr(ctx, receiver, name), args, kw);
}

/** As HPy_CallMethodTupleDict, with a name in UTF-8. */
static inline HPy HPy_CallMethodTupleDict_s(HPyContext *ctx, const char *name,
                                            HPy receiver, HPy args, HPy kw)
{
    return _HPy_CallFound(ctx, HPy_GetAttr_s(ctx, receiver, name), args, kw);
}

/* ---- Exceptions ---- */

/**
 * Raise `type`, an OSError or a subclass, for the current value of `errno`.
 * Always returns HPy_NULL.
 */
static inline HPy HPyErr_SetFromErrno(HPyContext *ctx, HPy type)
{
    return HPyErr_SetFromErrnoWithFilenameObjects(ctx, type, HPy_NULL,
                                                  HPy_NULL);
}

/**
 * The same with the name of the file that it is about.
 * filename: becomes the attribute `filename`; may be null.
 */
static inline HPy HPyErr_SetFromErrnoWithFilenameObject(HPyContext *ctx,
                                                        HPy type, HPy filename)
{
    return HPyErr_SetFromErrnoWithFilenameObjects(ctx, type, filename,
                                                  HPy_NULL);
}

/* ---- Dictionaries ---- */

#if HPY_ABI_MAX_MINOR >= 1
/**
 * Step through the items of a dict, one at a time, as HPyDict_NextItems does.
 *
 *     HPy_ssize_t position = 0;
 *     HPy key, value;
 *     while (HPyDict_Next(ctx, dict, &position, &key, &value) > 0) {
 *         ...
 *         HPy_Close(ctx, key);
 *         HPy_Close(ctx, value);
 *     }
 *
 * Returns 1 and two new handles, or null handles and 0 behind the last item or
 * -1 with SystemError if `dict` is not a dict. Since ABI 0.1.
 */
static inline int HPyDict_Next(HPyContext *ctx, HPy dict, HPy_ssize_t *position,
                               HPy *key, HPy *value)
{
    HPy item[2] = {HPy_NULL, HPy_NULL};
    int found = (int)HPyDict_NextItems(ctx, dict, position, item, 1);
    *key = item[0];
    *value = item[1];
    return found;
}
#endif

/* ---- Capsules ----
 *
 * All raise ValueError for an object that is not a capsule. */

/**
 * The pointer in a capsule.
 * name: the capsule's own, or NULL if it has none.
 * Raises: ValueError for another name.
 */
static inline void *HPyCapsule_GetPointer(HPyContext *ctx, HPy capsule,
                                          const char *name)
{
    return HPyCapsule_Get(ctx, capsule, HPyCapsule_key_Pointer, name);
}

/** The name of a capsule; NULL without an exception if it has none. */
static inline const char *HPyCapsule_GetName(HPyContext *ctx, HPy capsule)
{
    return (const char *)HPyCapsule_Get(ctx, capsule, HPyCapsule_key_Name,
                                        NULL);
}

/** The context of a capsule; NULL without an exception if it has none. */
static inline void *HPyCapsule_GetContext(HPyContext *ctx, HPy capsule)
{
    return HPyCapsule_Get(ctx, capsule, HPyCapsule_key_Context, NULL);
}

/**
 * Change the pointer in a capsule. Returns 0, or -1 with an exception.
 * Raises: ValueError for NULL.
 */
static inline int HPyCapsule_SetPointer(HPyContext *ctx, HPy capsule,
                                        void *pointer)
{
    return HPyCapsule_Set(ctx, capsule, HPyCapsule_key_Pointer, pointer);
}

/**
 * Change the name of a capsule. Returns 0, or -1 with an exception.
 * name: not copied, so it has to outlive the capsule; or NULL.
 */
static inline int HPyCapsule_SetName(HPyContext *ctx, HPy capsule,
                                     const char *name)
{
    return HPyCapsule_Set(ctx, capsule, HPyCapsule_key_Name, (void *)name);
}

/** Change the context of a capsule. Returns 0, or -1 with an exception. */
static inline int HPyCapsule_SetContext(HPyContext *ctx, HPy capsule,
                                        void *context)
{
    return HPyCapsule_Set(ctx, capsule, HPyCapsule_key_Context, context);
}

/**
 * Change what runs when a capsule dies. Returns 0, or -1 with an exception.
 * destructor: made by HPyCapsule_DESTRUCTOR, or NULL for none.
 */
static inline int HPyCapsule_SetDestructor(HPyContext *ctx, HPy capsule,
                                           HPyCapsule_Destructor *destructor)
{
    return HPyCapsule_Set(ctx, capsule, HPyCapsule_key_Destructor, destructor);
}

HPy_END_BODIES

#endif /* HPY_INLINE_H */
