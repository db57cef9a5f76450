/* bench/operations/hpy_functions.h: heads of functions and modules, in HPy.
 *
 * The same macros as in capi_functions.h, so that the body of an operation in
 * HPy and that of its C API twin can be read side by side.
 */
#ifndef HPY_FUNCTIONS_H
#define HPY_FUNCTIONS_H

#include "hpy.h"

#if defined(__GNUC__)
#define MAYBE_UNUSED __attribute__((unused))
#else
#define MAYBE_UNUSED
#endif

/* hpy 0.9.0 has no minor versions, and none of what came with them. */
#ifndef HPY_ABI_MAX_MINOR
#define IS_HPY_0_9_0 1
#define HPY_ABI_MAX_MINOR 0
#endif

/* A function of the module: what follows is its body. */
#define FUNCTION_NOARGS(name)                                                  \
    HPyDef_METH(name, #name, HPyFunc_NOARGS)                                   \
    static HPy name##_impl(HPyContext *ctx, MAYBE_UNUSED HPy self)
#define FUNCTION_O(name)                                                       \
    HPyDef_METH(name, #name, HPyFunc_O)                                        \
    static HPy name##_impl(HPyContext *ctx, MAYBE_UNUSED HPy self, HPy arg)
#define FUNCTION_VARARGS(name)                                                 \
    HPyDef_METH(name, #name, HPyFunc_VARARGS)                                  \
    static HPy name##_impl(HPyContext *ctx, MAYBE_UNUSED HPy self,             \
                           const HPy *args, size_t nargs)
#define FUNCTION_KEYWORDS(name)                                                \
    HPyDef_METH(name, #name, HPyFunc_KEYWORDS)                                 \
    static HPy name##_impl(HPyContext *ctx, MAYBE_UNUSED HPy self,             \
                           const HPy *args, size_t nargs, HPy kwnames)

/* What an operation returns that has no result. */
#define RETURN_NONE return HPy_Dup(ctx, ctx->h_None)

/* Leave a function that got another number of arguments. */
#define EXPECT_ARGUMENTS(count)                                                \
    do {                                                                       \
        if (nargs != (count)) {                                                \
            HPyErr_SetString(ctx, ctx->h_TypeError,                            \
                             "takes " #count " arguments");                    \
            return HPy_NULL;                                                   \
        }                                                                      \
    } while (0)

#endif /* HPY_FUNCTIONS_H */
