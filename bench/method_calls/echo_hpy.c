/* bench/method_calls/echo_hpy.c: methods that give back what they get, on HPy.
 *
 * Compiled for the cpython and for the universal ABI and compared with
 * echo_capi.c, which has the same functions in the same order.
 */
#include "hpy.h"

/* ---- One function per calling convention ------------------------------- */

HPyDef_METH(echo_noargs, "noargs", HPyFunc_NOARGS);
static HPy echo_noargs_impl(HPyContext *ctx, HPy self)
{
    return HPy_Dup(ctx, self);
}

HPyDef_METH(echo_o, "o", HPyFunc_O);
static HPy echo_o_impl(HPyContext *ctx, HPy self, HPy arg)
{
    (void)self;
    return HPy_Dup(ctx, arg);
}

HPyDef_METH(echo_varargs, "varargs", HPyFunc_VARARGS);
static HPy echo_varargs_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs)
{
    (void)self;
    if (nargs != 1) {
        return HPyErr_SetString(ctx, ctx->h_TypeError,
                                "varargs() takes one argument");
    }
    return HPy_Dup(ctx, args[0]);
}

HPyDef_METH(echo_keywords, "keywords", HPyFunc_KEYWORDS);
static HPy echo_keywords_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs, HPy kwnames)
{
    (void)self;
    if (nargs != 1 || !HPy_IsNull(kwnames)) {
        return HPyErr_SetString(ctx, ctx->h_TypeError,
                                "keywords() takes one argument");
    }
    return HPy_Dup(ctx, args[0]);
}

/* ---- The type ---------------------------------------------------------- */

static HPyDef *Echo_defines[] = {
    &echo_noargs, &echo_o, &echo_varargs, &echo_keywords, NULL,
};

static HPyType_Spec Echo_spec = {
    .name = "echo_hpy.Echo",
    .flags = HPy_TPFLAGS_DEFAULT,
    .defines = Echo_defines,
};

/* ---- The module -------------------------------------------------------- */

HPyDef_SLOT(echo_exec, HPy_mod_exec);
static int echo_exec_impl(HPyContext *ctx, HPy module)
{
    return HPyHelpers_AddType(ctx, module, "Echo", &Echo_spec, NULL) ? 0 : -1;
}

static HPyDef *echo_defines[] = {
    &echo_noargs, &echo_o, &echo_varargs, &echo_keywords, &echo_exec, NULL,
};

static HPyModuleDef echo_def = {
    .defines = echo_defines,
};

HPy_MODINIT(echo_hpy, echo_def);
