/* hello.c -- the smallest useful module: one function. */
#include "hpy.h"

HPyDef_METH(greet, "greet", HPyFunc_O, .doc = "Return a greeting for anybody.")
static HPy greet_impl(HPyContext *ctx, HPy self, HPy name)
{
    (void)self;
    return HPyUnicode_FromFormat(ctx, "Hello, %S!", name);
}

static HPyDef *hello_defines[] = {&greet, NULL};

static HPyModuleDef hello_def = {
    .doc = "First steps with HPy.",
    .defines = hello_defines,
};

HPy_MODINIT(hello, hello_def);
