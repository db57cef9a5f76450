/* bench/operations/python_hpy.c: functions that call into Python, raise and
 * catch exceptions and import modules, in HPy.
 *
 * The twin in the C API is python_capi.c.
 */
#include "hpy_functions.h"

/* ---- Calls ---- */

FUNCTION_KEYWORDS(call)
{
    return HPy_Call(ctx, args[0], args + 1, nargs - 1, kwnames);
}

/* The name comes first, and then the object. */
FUNCTION_VARARGS(call_method)
{
    return HPy_CallMethod(ctx, args[0], args + 1, nargs - 1, HPy_NULL);
}

FUNCTION_VARARGS(call_tuple)
{
    EXPECT_ARGUMENTS(2);
    return HPy_CallTupleDict(ctx, args[0], args[1], HPy_NULL);
}

FUNCTION_VARARGS(call_tuple_dict)
{
    EXPECT_ARGUMENTS(3);
    return HPy_CallTupleDict(ctx, args[0], args[1], args[2]);
}

FUNCTION_VARARGS(call_index)
{
    HPy method, result;

    EXPECT_ARGUMENTS(2);
    method = HPy_GetAttr_s(ctx, args[0], "index");
    if (HPy_IsNull(method)) {
        return HPy_NULL;
    }
    result = HPy_CallTupleDict(ctx, method, args[1], HPy_NULL);
    HPy_Close(ctx, method);
    return result;
}

/* ---- Exceptions ---- */

FUNCTION_NOARGS(raise_string)
{
    HPyErr_SetString(ctx, ctx->h_ValueError, "it is wrong");
    return HPy_NULL;
}

FUNCTION_O(raise_format)
{
    HPyErr_Format(ctx, ctx->h_ValueError, "no item %S at %d", arg, 7);
    return HPy_NULL;
}

FUNCTION_O(raise_object)
{
    HPyErr_SetObject(ctx, ctx->h_ValueError, arg);
    return HPy_NULL;
}

FUNCTION_VARARGS(find)
{
    HPy item;

    EXPECT_ARGUMENTS(2);
    item = HPy_GetItem(ctx, args[0], args[1]);
    if (HPy_IsNull(item) && HPyErr_ExceptionMatches(ctx, ctx->h_KeyError)) {
        HPyErr_Clear(ctx);
        RETURN_NONE;
    }
    return item;
}

FUNCTION_O(to_double)
{
    double value = HPyFloat_AsDouble(ctx, arg);

    if (value == -1.0 && HPyErr_Occurred(ctx)) {
        HPyErr_Clear(ctx);
        return HPyFloat_FromDouble(ctx, 0.0);
    }
    return HPyFloat_FromDouble(ctx, value);
}

/* ---- Modules ---- */

FUNCTION_NOARGS(import_math)
{
    return HPyImport_ImportModule(ctx, "math");
}

FUNCTION_O(get_variable)
{
    HPy value;

    if (HPyContextVar_Get(ctx, arg, HPy_NULL, &value) < 0) {
        return HPy_NULL;
    }
    return value;
}

/* ---- The module ---- */

static HPyDef *python_defines[] = {
    &call_tuple,   &call_tuple_dict, &call_index, &raise_string,
    &raise_format, &raise_object,    &find,       &to_double,
    &import_math,  &get_variable,    &call,       &call_method,
    NULL,
};

static HPyModuleDef python_def = {.defines = python_defines};

HPy_MODINIT(python_hpy, python_def)
