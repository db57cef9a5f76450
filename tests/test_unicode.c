/* tests/test_unicode.c -- strings: HPyUnicode_*. */
#include "support.h"
#include <wchar.h>

METHOD_O(Check, answer(ctx, HPyUnicode_Check(ctx, arg)))

/* ---- From C: the argument is bytes, null for Ellipsis ---- */

static const char *raw(HPyContext *ctx, HPy h)
{
    return HPy_Is(ctx, h, ctx->h_Ellipsis) ? NULL : HPyBytes_AS_STRING(ctx, h);
}

METHOD_O(FromString, HPyUnicode_FromString(ctx, raw(ctx, arg)))
METHOD_O(DecodeFSDefault, HPyUnicode_DecodeFSDefault(ctx, raw(ctx, arg)))
METHOD_O(DecodeFSDefaultAndSize,
         HPyUnicode_DecodeFSDefaultAndSize(ctx, raw(ctx, arg),
                                           HPyBytes_GET_SIZE(ctx, arg)))

/* DecodeASCII(bytes, errors), DecodeLatin1(bytes, errors) */
METHOD_VARARGS(DecodeASCII,
               HPyUnicode_DecodeASCII(ctx, raw(ctx, args[0]),
                                      HPyBytes_GET_SIZE(ctx, args[0]),
                                      raw(ctx, args[1])))
METHOD_VARARGS(DecodeLatin1,
               HPyUnicode_DecodeLatin1(ctx, raw(ctx, args[0]),
                                       HPyBytes_GET_SIZE(ctx, args[0]),
                                       raw(ctx, args[1])))

/* FromEncodedObject(object, encoding, errors) */
METHOD_VARARGS(FromEncodedObject,
               HPyUnicode_FromEncodedObject(ctx, nullable(ctx, args[0]),
                                            raw(ctx, args[1]),
                                            raw(ctx, args[2])))

/* The first `size` characters of a constant; -1: up to the NUL. */
METHOD_O(FromWideChar, HPyUnicode_FromWideChar(ctx, L"h\u00e9l\u20ac\0lo",
                                               HPyLong_AsSsize_t(ctx, arg)))

/* ---- To C and to bytes ---- */

/* (bytes of the size that is told, and the NUL behind them) */
HPyDef_METH(AsUTF8AndSize, "AsUTF8AndSize", HPyFunc_O)
static HPy AsUTF8AndSize_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_ssize_t size = -7;
    const char *utf8 = HPyUnicode_AsUTF8AndSize(ctx, arg, &size);

    if (utf8 == NULL) {
        return size == -7 ? HPy_NULL
                          : HPyErr_SetString(ctx, ctx->h_AssertionError,
                                             "the size was changed");
    }
    return HPyBytes_FromStringAndSize(ctx, utf8, size + 1);
}

HPyDef_METH(AsUTF8_without_size, "AsUTF8_without_size", HPyFunc_O)
static HPy AsUTF8_without_size_impl(HPyContext *ctx, HPy self, HPy arg)
{
    const char *utf8 = HPyUnicode_AsUTF8AndSize(ctx, arg, NULL);
    return utf8 == NULL ? HPy_NULL : HPyBytes_FromString(ctx, utf8);
}

METHOD_O(AsASCIIString, HPyUnicode_AsASCIIString(ctx, arg))
METHOD_O(AsLatin1String, HPyUnicode_AsLatin1String(ctx, arg))
METHOD_O(AsUTF8String, HPyUnicode_AsUTF8String(ctx, arg))
METHOD_O(EncodeFSDefault, HPyUnicode_EncodeFSDefault(ctx, arg))

/* ---- Parts ---- */

/* ReadChar(str, index) */
HPyDef_METH(ReadChar, "ReadChar", HPyFunc_VARARGS)
static HPy ReadChar_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs)
{
    HPy_UCS4 c =
        HPyUnicode_ReadChar(ctx, args[0], HPyLong_AsSsize_t(ctx, args[1]));
    return c == (HPy_UCS4)-1 ? HPy_NULL : HPyLong_FromUInt32_t(ctx, c);
}

/* Substring(str, start, end) */
METHOD_VARARGS(Substring, HPyUnicode_Substring(ctx, args[0],
                                               HPyLong_AsSsize_t(ctx, args[1]),
                                               HPyLong_AsSsize_t(ctx, args[2])))

MODULE(test_unicode, &Check, &FromString, &DecodeFSDefault,
       &DecodeFSDefaultAndSize, &DecodeASCII, &DecodeLatin1, &FromEncodedObject,
       &FromWideChar, &AsUTF8AndSize, &AsUTF8_without_size, &AsASCIIString,
       &AsLatin1String, &AsUTF8String, &EncodeFSDefault, &ReadChar, &Substring);
