/* hpy/cpython/err.h -- exceptions. */

static inline void HPy_FatalError(HPyContext *ctx, const char *message)
{
    Py_FatalError(message);
}

static inline HPy HPyErr_SetString(HPyContext *ctx, HPy h_type,
                                   const char *utf8_message)
{
    PyErr_SetString(_HPy_h2p(h_type), utf8_message);
    return HPy_NULL;
}

static inline HPy HPyErr_SetObject(HPyContext *ctx, HPy h_type, HPy h_value)
{
    PyErr_SetObject(_HPy_h2p(h_type), _HPy_h2p(h_value));
    return HPy_NULL;
}

static inline HPy
HPyErr_SetFromErrnoWithFilename(HPyContext *ctx, HPy h_type,
                                const char *filename_fsencoded)
{
    PyErr_SetFromErrnoWithFilename(_HPy_h2p(h_type), filename_fsencoded);
    return HPy_NULL;
}

static inline HPy HPyErr_SetFromErrnoWithFilenameObjects(HPyContext *ctx,
                                                         HPy h_type,
                                                         HPy filename1,
                                                         HPy filename2)
{
    PyErr_SetFromErrnoWithFilenameObjects(_HPy_h2p(h_type), _HPy_h2p(filename1),
                                          _HPy_h2p(filename2));
    return HPy_NULL;
}

static inline int HPyErr_Occurred(HPyContext *ctx)
{
    return PyErr_Occurred() != NULL;
}

static inline int HPyErr_ExceptionMatches(HPyContext *ctx, HPy exc)
{
    return PyErr_ExceptionMatches(_HPy_h2p(exc));
}

static inline HPy HPyErr_NoMemory(HPyContext *ctx)
{
    PyErr_NoMemory();
    return HPy_NULL;
}

static inline void HPyErr_Clear(HPyContext *ctx)
{
    PyErr_Clear();
}

static inline HPy HPyErr_NewException(HPyContext *ctx, const char *utf8_name,
                                      HPy base, HPy dict)
{
    return _HPy_p2h(
        PyErr_NewException(utf8_name, _HPy_h2p(base), _HPy_h2p(dict)));
}

static inline HPy HPyErr_NewExceptionWithDoc(HPyContext *ctx,
                                             const char *utf8_name,
                                             const char *utf8_doc, HPy base,
                                             HPy dict)
{
    return _HPy_p2h(PyErr_NewExceptionWithDoc(utf8_name, utf8_doc,
                                              _HPy_h2p(base), _HPy_h2p(dict)));
}

static inline int HPyErr_WarnEx(HPyContext *ctx, HPy category,
                                const char *utf8_message,
                                HPy_ssize_t stack_level)
{
    return PyErr_WarnEx(_HPy_h2p(category), utf8_message, stack_level);
}

static inline void HPyErr_WriteUnraisable(HPyContext *ctx, HPy obj)
{
    if (HPy_LIKELY(PyErr_Occurred() != NULL)) { /* 3.15 takes it for granted */
        PyErr_WriteUnraisable(_HPy_h2p(obj));
    }
}
