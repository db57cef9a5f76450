/* hpy/cpython/unicode.h -- strings. */

static inline HPy HPyUnicode_FromString(HPyContext *ctx, const char *utf8)
{
    return _HPy_p2h(PyUnicode_FromString(utf8));
}

static inline int HPyUnicode_Check(HPyContext *ctx, HPy h)
{
    return PyUnicode_Check(_HPy_h2p(h));
}

static inline HPy HPyUnicode_AsASCIIString(HPyContext *ctx, HPy h)
{
    return _HPy_p2h(PyUnicode_AsASCIIString(_HPy_h2p(h)));
}

static inline HPy HPyUnicode_AsLatin1String(HPyContext *ctx, HPy h)
{
    return _HPy_p2h(PyUnicode_AsLatin1String(_HPy_h2p(h)));
}

static inline HPy HPyUnicode_AsUTF8String(HPyContext *ctx, HPy h)
{
    return _HPy_p2h(PyUnicode_AsUTF8String(_HPy_h2p(h)));
}

static inline const char *HPyUnicode_AsUTF8AndSize(HPyContext *ctx, HPy h,
                                                   HPy_ssize_t *size)
{
    Py_ssize_t length;
    const char *utf8 = PyUnicode_AsUTF8AndSize(_HPy_h2p(h), &length);
    if (utf8 != NULL && size != NULL) {
        *size = length;
    }
    return utf8;
}

static inline HPy HPyUnicode_FromWideChar(HPyContext *ctx, const wchar_t *w,
                                          HPy_ssize_t size)
{
    return _HPy_p2h(PyUnicode_FromWideChar(w, size));
}

static inline HPy HPyUnicode_DecodeFSDefault(HPyContext *ctx, const char *v)
{
    return _HPy_p2h(PyUnicode_DecodeFSDefault(v));
}

static inline HPy HPyUnicode_DecodeFSDefaultAndSize(HPyContext *ctx,
                                                    const char *v,
                                                    HPy_ssize_t size)
{
    return _HPy_p2h(PyUnicode_DecodeFSDefaultAndSize(v, size));
}

static inline HPy HPyUnicode_EncodeFSDefault(HPyContext *ctx, HPy h)
{
    return _HPy_p2h(PyUnicode_EncodeFSDefault(_HPy_h2p(h)));
}

static inline HPy_UCS4 HPyUnicode_ReadChar(HPyContext *ctx, HPy h,
                                           HPy_ssize_t index)
{
    return PyUnicode_ReadChar(_HPy_h2p(h), index);
}

static inline HPy HPyUnicode_DecodeASCII(HPyContext *ctx, const char *ascii,
                                         HPy_ssize_t size, const char *errors)
{
    return _HPy_p2h(PyUnicode_DecodeASCII(ascii, size, errors));
}

static inline HPy HPyUnicode_DecodeLatin1(HPyContext *ctx, const char *latin1,
                                          HPy_ssize_t size, const char *errors)
{
    return _HPy_p2h(PyUnicode_DecodeLatin1(latin1, size, errors));
}

static inline HPy HPyUnicode_FromEncodedObject(HPyContext *ctx, HPy obj,
                                               const char *encoding,
                                               const char *errors)
{
    return _HPy_p2h(
        PyUnicode_FromEncodedObject(_HPy_h2p(obj), encoding, errors));
}

static inline HPy HPyUnicode_Substring(HPyContext *ctx, HPy str,
                                       HPy_ssize_t start, HPy_ssize_t end)
{
    PyObject *object = _HPy_h2p(str);
    if (HPy_UNLIKELY(!PyUnicode_Check(object))) {
        PyErr_Format(PyExc_TypeError,
                     "HPyUnicode_Substring: expected str, got '%.200s'",
                     Py_TYPE(object)->tp_name);
        return HPy_NULL;
    }
    return _HPy_p2h(PyUnicode_Substring(object, start, end));
}
