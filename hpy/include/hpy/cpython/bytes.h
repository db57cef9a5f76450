/* hpy/cpython/bytes.h -- bytes. */

static inline int HPyBytes_Check(HPyContext *ctx, HPy h)
{
    return PyBytes_Check(_HPy_h2p(h));
}

static inline HPy_ssize_t HPyBytes_Size(HPyContext *ctx, HPy h)
{
    return PyBytes_Size(_HPy_h2p(h));
}

static inline HPy_ssize_t HPyBytes_GET_SIZE(HPyContext *ctx, HPy h)
{
    return PyBytes_GET_SIZE(_HPy_h2p(h));
}

static inline const char *HPyBytes_AsString(HPyContext *ctx, HPy h)
{
    return PyBytes_AsString(_HPy_h2p(h));
}

static inline const char *HPyBytes_AS_STRING(HPyContext *ctx, HPy h)
{
    return PyBytes_AS_STRING(_HPy_h2p(h));
}

static inline HPy HPyBytes_FromString(HPyContext *ctx, const char *bytes)
{
    return _HPy_p2h(PyBytes_FromString(bytes));
}

static inline HPy HPyBytes_FromStringAndSize(HPyContext *ctx, const char *bytes,
                                             HPy_ssize_t len)
{
    if (HPy_UNLIKELY(bytes == NULL)) {
        /* The C API would hand out uninitialised memory to be filled in. */
        PyErr_SetString(PyExc_ValueError,
                        "NULL char * passed to HPyBytes_FromStringAndSize");
        return HPy_NULL;
    }
    return _HPy_p2h(PyBytes_FromStringAndSize(bytes, len));
}
