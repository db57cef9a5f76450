/* bench/operations/text_capi.c: functions that read and make strings, in the C
 * API.
 *
 * The yardstick for text_hpy.c.
 */
#include "capi_functions.h"

#include <string.h>

FUNCTION_O(utf8_size)
{
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(arg, &size);

    return text == NULL ? NULL : PyLong_FromSsize_t(size);
}

FUNCTION_O(encode)
{
    return PyUnicode_AsUTF8String(arg);
}

FUNCTION_O(is_key)
{
    static const char key[] = "the quick brown fox";
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(arg, &size);

    if (text == NULL) {
        return NULL;
    }
    return PyBool_FromLong(size == (Py_ssize_t)sizeof(key) - 1 &&
                           memcmp(text, key, (size_t)size) == 0);
}

FUNCTION_VARARGS(is_equal)
{
    int result;

    EXPECT_ARGUMENTS(2);
    result = PyObject_RichCompareBool(args[0], args[1], Py_EQ);
    return result < 0 ? NULL : PyBool_FromLong(result);
}

FUNCTION_O(read_char)
{
    Py_UCS4 character = PyUnicode_ReadChar(arg, 4);

    if (character == (Py_UCS4)-1 && PyErr_Occurred()) {
        return NULL;
    }
    return PyLong_FromUnsignedLong(character);
}

FUNCTION_O(substring)
{
    return PyUnicode_Substring(arg, 4, 9);
}

FUNCTION_VARARGS(concatenate)
{
    EXPECT_ARGUMENTS(2);
    return PyNumber_Add(args[0], args[1]);
}

FUNCTION_O(format)
{
    return PyUnicode_FromFormat("%s: %d of %S", "item", 7, arg);
}

FUNCTION_O(str_of)
{
    return PyObject_Str(arg);
}

FUNCTION_O(repr_of)
{
    return PyObject_Repr(arg);
}

FUNCTION_O(bytes_size)
{
    const char *bytes = PyBytes_AsString(arg);

    return bytes == NULL ? NULL : PyLong_FromSsize_t(PyBytes_Size(arg));
}

/* ---- The module ---- */

static PyMethodDef text_methods[] = {
    O(utf8_size),         O(encode),     O(is_key),
    VARARGS(is_equal),    O(read_char),  O(substring),
    VARARGS(concatenate), O(format),     O(str_of),
    O(repr_of),           O(bytes_size), {NULL, NULL, 0, NULL},
};

MODULE_OF_FUNCTIONS(text_capi, text_methods)
