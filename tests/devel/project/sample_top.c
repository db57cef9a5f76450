/* tests/devel/project/sample_top.c -- an HPy extension outside of packages. */
#include "hpy.h"

HPyDef_METH(abi, "abi", HPyFunc_NOARGS, .doc = "The ABI it was compiled for.")
static HPy abi_impl(HPyContext *ctx, HPy self)
{
    (void)self;
    return HPyUnicode_FromString(ctx, HPY_ABI);
}

static HPyDef *defines[] = {&abi, NULL};

static HPyModuleDef moduledef = {.doc = "top", .defines = defines};

HPy_MODINIT(sample_top, moduledef)
