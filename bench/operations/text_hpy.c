/* bench/operations/text_hpy.c: functions that read and make strings, in HPy.
 *
 * The twin in the C API is text_capi.c.
 */
#include "hpy_functions.h"

#include <string.h>

FUNCTION_O(utf8_size)
{
    HPy_ssize_t size;
    const char *text = HPyUnicode_AsUTF8AndSize(ctx, arg, &size);

    return text == NULL ? HPy_NULL : HPyLong_FromSsize_t(ctx, size);
}

FUNCTION_O(encode)
{
    return HPyUnicode_AsUTF8String(ctx, arg);
}

FUNCTION_O(is_key)
{
    static const char key[] = "the quick brown fox";
    HPy_ssize_t size;
    const char *text = HPyUnicode_AsUTF8AndSize(ctx, arg, &size);

    if (text == NULL) {
        return HPy_NULL;
    }
    return HPyBool_FromBool(ctx, size == (HPy_ssize_t)sizeof(key) - 1 &&
                                     memcmp(text, key, (size_t)size) == 0);
}

FUNCTION_VARARGS(is_equal)
{
    int result;

    EXPECT_ARGUMENTS(2);
    result = HPy_RichCompareBool(ctx, args[0], args[1], HPy_EQ);
    return result < 0 ? HPy_NULL : HPyBool_FromBool(ctx, result);
}

FUNCTION_O(read_char)
{
    HPy_UCS4 character = HPyUnicode_ReadChar(ctx, arg, 4);

    if (character == (HPy_UCS4)-1 && HPyErr_Occurred(ctx)) {
        return HPy_NULL;
    }
    return HPyLong_FromUInt32_t(ctx, character);
}

FUNCTION_O(substring)
{
    return HPyUnicode_Substring(ctx, arg, 4, 9);
}

FUNCTION_VARARGS(concatenate)
{
    EXPECT_ARGUMENTS(2);
    return HPy_Add(ctx, args[0], args[1]);
}

FUNCTION_O(format)
{
    return HPyUnicode_FromFormat(ctx, "%s: %d of %S", "item", 7, arg);
}

FUNCTION_O(str_of)
{
    return HPy_Str(ctx, arg);
}

FUNCTION_O(repr_of)
{
    return HPy_Repr(ctx, arg);
}

FUNCTION_O(bytes_size)
{
    const char *bytes = HPyBytes_AsString(ctx, arg);

    if (bytes == NULL) {
        return HPy_NULL;
    }
    return HPyLong_FromSsize_t(ctx, HPyBytes_Size(ctx, arg));
}

/* ---- The module ---- */

static HPyDef *text_defines[] = {
    &utf8_size, &encode, &is_key,  &is_equal,   &read_char, &concatenate,
    &format,    &str_of, &repr_of, &bytes_size, &substring, NULL,
};

static HPyModuleDef text_def = {.defines = text_defines};

HPy_MODINIT(text_hpy, text_def)
