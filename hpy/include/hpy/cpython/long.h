/* hpy/cpython/long.h -- integers. */

static inline HPy HPyLong_FromInt32_t(HPyContext *ctx, int32_t value)
{
    return _HPy_p2h(PyLong_FromLong(value));
}

static inline HPy HPyLong_FromUInt32_t(HPyContext *ctx, uint32_t value)
{
    return _HPy_p2h(PyLong_FromUnsignedLong(value));
}

static inline HPy HPyLong_FromInt64_t(HPyContext *ctx, int64_t value)
{
    return _HPy_p2h(PyLong_FromLongLong(value));
}

static inline HPy HPyLong_FromUInt64_t(HPyContext *ctx, uint64_t value)
{
    return _HPy_p2h(PyLong_FromUnsignedLongLong(value));
}

static inline HPy HPyLong_FromSize_t(HPyContext *ctx, size_t value)
{
    return _HPy_p2h(PyLong_FromSize_t(value));
}

static inline HPy HPyLong_FromSsize_t(HPyContext *ctx, HPy_ssize_t value)
{
    return _HPy_p2h(PyLong_FromSsize_t(value));
}

/* Raise OverflowError for a value that the C type cannot hold. */
static inline void _HPyLong_Overflow(const char *c_type)
{
    PyErr_Format(PyExc_OverflowError, "Python int out of range for C %s",
                 c_type);
}

static inline int32_t HPyLong_AsInt32_t(HPyContext *ctx, HPy h)
{
    long value = _HPyLong_AsLong(_HPy_h2p(h));
    if (HPy_UNLIKELY(value != (int32_t)value)) {
        _HPyLong_Overflow("int32_t");
        return -1;
    }
    return (int32_t)value;
}

static inline uint32_t HPyLong_AsUInt32_t(HPyContext *ctx, HPy h)
{
    unsigned long value = PyLong_AsUnsignedLong(_HPy_h2p(h));
    if (HPy_UNLIKELY(value != (uint32_t)value)) {
        if (value != (unsigned long)-1 || !PyErr_Occurred()) {
            _HPyLong_Overflow("uint32_t");
        }
        return (uint32_t)-1;
    }
    return (uint32_t)value;
}

static inline uint32_t HPyLong_AsUInt32_tMask(HPyContext *ctx, HPy h)
{
    return (uint32_t)_HPyLong_AsUnsignedLongMask(_HPy_h2p(h));
}

static inline int64_t HPyLong_AsInt64_t(HPyContext *ctx, HPy h)
{
    PyObject *number = _HPy_h2p(h);
    if (PyLong_Check(number) && _HPy_IsCompactInt(number)) {
        return _HPy_CompactValue(number);
    }
    /* What is for `long` does not go through an array of bytes. */
    return sizeof(long) == sizeof(int64_t) ? _HPyLong_AsLong(number)
                                           : _HPyLong_AsLongLong(number);
}

static inline uint64_t HPyLong_AsUInt64_t(HPyContext *ctx, HPy h)
{
    return PyLong_AsUnsignedLongLong(_HPy_h2p(h));
}

static inline uint64_t HPyLong_AsUInt64_tMask(HPyContext *ctx, HPy h)
{
    return _HPyLong_AsUnsignedLongLongMask(_HPy_h2p(h));
}

static inline size_t HPyLong_AsSize_t(HPyContext *ctx, HPy h)
{
    return PyLong_AsSize_t(_HPy_h2p(h));
}

static inline HPy_ssize_t HPyLong_AsSsize_t(HPyContext *ctx, HPy h)
{
    return PyLong_AsSsize_t(_HPy_h2p(h));
}

static inline void *HPyLong_AsVoidPtr(HPyContext *ctx, HPy h)
{
    return PyLong_AsVoidPtr(_HPy_h2p(h));
}

static inline double HPyLong_AsDouble(HPyContext *ctx, HPy h)
{
    return PyLong_AsDouble(_HPy_h2p(h));
}
