/* tests/support.h -- what the test extensions have in common.
 *
 * A test extension has one thin method for each API function, so that the
 * Python side says what goes in and checks what comes out. Ellipsis stands for
 * a null argument there.
 */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include "hpy.h"

/* `h`, or the null handle for Ellipsis. */
static inline HPy nullable(HPyContext *ctx, HPy h)
{
    return HPy_Is(ctx, h, ctx->h_Ellipsis) ? HPy_NULL : h;
}

/* The UTF-8 of a str, or NULL for Ellipsis. */
static inline const char *text(HPyContext *ctx, HPy h)
{
    if (HPy_Is(ctx, h, ctx->h_Ellipsis)) {
        return NULL;
    }
    return HPyUnicode_AsUTF8AndSize(ctx, h, NULL);
}

/* None for the result 0 of a function that does something, null for -1. */
static inline HPy done(HPyContext *ctx, int result)
{
    if (result != 0 && result != -1) {
        return HPyErr_SetString(ctx, ctx->h_AssertionError,
                                "the result is neither 0 nor -1");
    }
    return result == -1 ? HPy_NULL : HPy_Dup(ctx, ctx->h_None);
}

/* True or False for the result of a function that asks, null for -1. */
static inline HPy answer(HPyContext *ctx, int result)
{
    return result == -1 ? HPy_NULL : HPyBool_FromBool(ctx, result != 0);
}

/* A method NAME of one argument `arg`, with the value of the expression. */
#define METHOD_O(NAME, ...)                                                    \
    HPyDef_METH(NAME, #NAME, HPyFunc_O)                                        \
    static HPy NAME##_impl(HPyContext *ctx, HPy self, HPy arg)                 \
    {                                                                          \
        return __VA_ARGS__;                                                    \
    }

/* The same without an argument, and with an array `args`. */
#define METHOD_NOARGS(NAME, ...)                                               \
    HPyDef_METH(NAME, #NAME, HPyFunc_NOARGS)                                   \
    static HPy NAME##_impl(HPyContext *ctx, HPy self)                          \
    {                                                                          \
        return __VA_ARGS__;                                                    \
    }
#define METHOD_VARARGS(NAME, ...)                                              \
    HPyDef_METH(NAME, #NAME, HPyFunc_VARARGS)                                  \
    static HPy NAME##_impl(HPyContext *ctx, HPy self, const HPy *args,         \
                           size_t nargs)                                       \
    {                                                                          \
        return __VA_ARGS__;                                                    \
    }

/* The definition of the module test_NAME, from its definitions. */
#define MODULE(NAME, ...)                                                      \
    static HPyDef *module_defines[] = {__VA_ARGS__, NULL};                     \
    static HPyModuleDef module_def = {.defines = module_defines};              \
    HPy_MODINIT(NAME, module_def)

#endif /* TESTS_SUPPORT_H */
