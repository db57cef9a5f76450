/* bench/operations/arguments_hpy.c: functions that take their arguments apart,
 * in HPy.
 *
 * The twin in the C API is arguments_capi.c.
 */
#include "hpy_functions.h"

#include <string.h>

FUNCTION_VARARGS(add_ints)
{
    long a, b;

    if (!HPyArg_Parse(ctx, NULL, args, nargs, "ll:add_ints", &a, &b)) {
        return HPy_NULL;
    }
    return HPyLong_FromLong(ctx, a + b);
}

FUNCTION_VARARGS(add_doubles)
{
    double a, b;

    if (!HPyArg_Parse(ctx, NULL, args, nargs, "dd:add_doubles", &a, &b)) {
        return HPy_NULL;
    }
    return HPyFloat_FromDouble(ctx, a + b);
}

FUNCTION_VARARGS(count_bytes)
{
    const char *text;

    if (!HPyArg_Parse(ctx, NULL, args, nargs, "s:count_bytes", &text)) {
        return HPy_NULL;
    }
    return HPyLong_FromSize_t(ctx, strlen(text));
}

FUNCTION_VARARGS(parse_mixed)
{
    HPy object;
    int number;
    double factor;

    if (!HPyArg_Parse(ctx, NULL, args, nargs, "Oid:parse_mixed", &object,
                      &number, &factor)) {
        return HPy_NULL;
    }
    return HPyFloat_FromDouble(ctx, number * factor);
}

FUNCTION_VARARGS(parse_optional)
{
    HPy object;
    long number = 10;

    if (!HPyArg_Parse(ctx, NULL, args, nargs, "O|l:parse_optional", &object,
                      &number)) {
        return HPy_NULL;
    }
    return HPyLong_FromLong(ctx, number);
}

FUNCTION_KEYWORDS(add_named)
{
    static const char *const names[] = {"a", "b", NULL};
    long a, b = 10;

    if (!HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames, "l|l:add_named",
                              names, &a, &b)) {
        return HPy_NULL;
    }
    return HPyLong_FromLong(ctx, a + b);
}

#ifndef IS_HPY_0_9_0 /* which needs a tracker for O */
FUNCTION_KEYWORDS(choose_named)
{
    static const char *const names[] = {"first", "second", "third", NULL};
    HPy first, second = HPy_NULL, third = HPy_NULL;

    if (!HPyArg_ParseKeywords(ctx, NULL, args, nargs, kwnames,
                              "O|OO:choose_named", names, &first, &second,
                              &third)) {
        return HPy_NULL;
    }
    return HPy_Dup(ctx, HPy_IsNull(third) ? first : third);
}
#endif

/* ---- The module ---- */

static HPyDef *arguments_defines[] = {
    &add_ints,     &add_doubles,    &count_bytes,
    &parse_mixed,  &parse_optional, &add_named,
#ifndef IS_HPY_0_9_0
    &choose_named,
#endif
    NULL,
};

static HPyModuleDef arguments_def = {.defines = arguments_defines};

HPy_MODINIT(arguments_hpy, arguments_def)
