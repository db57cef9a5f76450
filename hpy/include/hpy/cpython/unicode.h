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

/* The text of a compact ASCII str, which follows its header. */
static inline const char *_HPy_AsciiData(PyObject *str)
{
    return (const char *)((PyASCIIObject *)str + 1);
}

/* HPyUnicode_AsUTF8AndSize for all but compact ASCII strs. */
static HPy_SEPARATE const char *_HPyUnicode_FindUTF8(PyObject *object,
                                                     Py_ssize_t *size)
{
    const char *utf8 = PyUnicode_Check(object) ? _HPy_KeptUTF8(object) : NULL;
    if (HPy_UNLIKELY(utf8 == NULL)) {
        return PyUnicode_AsUTF8AndSize(object, size);
    }
    *size = ((PyCompactUnicodeObject *)object)->utf8_length;
    return utf8;
}

static inline const char *HPyUnicode_AsUTF8AndSize(HPyContext *ctx, HPy h,
                                                   HPy_ssize_t *size)
{
    PyObject *str = _HPy_h2p(h);
    const char *utf8;
    Py_ssize_t length; /* CPython may change it when it fails */
    if (HPy_LIKELY(PyUnicode_Check(str) && PyUnicode_IS_COMPACT_ASCII(str))) {
        if (size != NULL) {
            *size = PyUnicode_GET_LENGTH(str); /* ASCII is UTF-8 */
        }
        return _HPy_AsciiData(str);
    }
    utf8 = _HPyUnicode_FindUTF8(str, &length);
    if (utf8 != NULL && size != NULL) {
        *size = length;
    }
    return utf8;
}

#if HPY_ABI_MAX_MINOR >= 1
static inline int HPyUnicode_GetStorage(HPyContext *ctx, HPy h,
                                        const void **data, HPy_ssize_t *size)
{
    PyObject *str = _HPy_h2p(h);
    if (HPy_UNLIKELY(!PyUnicode_Check(str))) {
        PyErr_Format(PyExc_TypeError,
                     "HPyUnicode_GetStorage: expected str, got '%.200s'",
                     Py_TYPE(str)->tp_name);
        return -1;
    }
    if (_HPy_ReadyStr(str) < 0) {
        return -1;
    }
    *data = PyUnicode_DATA(str);
    *size = PyUnicode_GET_LENGTH(str);
    return (int)PyUnicode_MAX_CHAR_VALUE(str);
}
#endif

static inline HPy HPyUnicode_FromWideChar(HPyContext *ctx, const wchar_t *w,
                                          HPy_ssize_t size)
{
    return _HPy_p2h(PyUnicode_FromWideChar(w, size));
}

static inline HPy HPyUnicode_DecodeFSDefault(HPyContext *ctx,
                                             const char *fsencoded)
{
    return _HPy_p2h(PyUnicode_DecodeFSDefault(fsencoded));
}

static inline HPy HPyUnicode_DecodeFSDefaultAndSize(HPyContext *ctx,
                                                    const char *fsencoded,
                                                    HPy_ssize_t size)
{
    return _HPy_p2h(PyUnicode_DecodeFSDefaultAndSize(fsencoded, size));
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

/* Are all bytes ASCII? Eight are looked at in one step, the last eight perhaps
 * a second time. */
static inline bool _HPy_IsASCII(const char *text, Py_ssize_t size)
{
    const uint64_t high_bits = UINT64_C(0x8080808080808080);
    uint64_t bytes = 0, word;
    Py_ssize_t i;
    if (size < 8) {
        for (i = 0; i < size; i++) {
            bytes |= (unsigned char)text[i];
        }
        return (bytes & 0x80) == 0;
    }
    for (i = 0; i < size - 8; i += 8) {
        memcpy(&word, text + i, 8);
        bytes |= word;
    }
    memcpy(&word, text + size - 8, 8);
    return ((bytes | word) & high_bits) == 0;
}

/* Plain ASCII takes no codec. CPython shares strings of one character. */
static inline HPy HPyUnicode_DecodeASCII(HPyContext *ctx, const char *ascii,
                                         HPy_ssize_t size, const char *errors)
{
    if (size > 1 && _HPy_IsASCII(ascii, size)) {
        PyObject *str = PyUnicode_New(size, 0x7f);
        if (HPy_LIKELY(str != NULL)) {
            memcpy(PyUnicode_1BYTE_DATA(str), ascii, (size_t)size);
        }
        return _HPy_p2h(str);
    }
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
