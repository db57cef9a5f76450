/* tests/devel/project/sample/native.c -- an HPy extension inside a package. */
#include "hpy.h"

/* A macro that the project's pyproject.toml defines. */
#ifndef SAMPLE_NAME
#error "define-macros has been ignored"
#endif

HPyDef_METH(abi, "abi", HPyFunc_NOARGS, .doc = "The ABI it was compiled for.")
static HPy abi_impl(HPyContext *ctx, HPy self)
{
    (void)self;
    return HPyUnicode_FromString(ctx, HPY_ABI);
}

static HPyDef *defines[] = {&abi, NULL};

static HPyModuleDef moduledef = {.doc = SAMPLE_NAME, .defines = defines};

HPy_MODINIT(native, moduledef)
