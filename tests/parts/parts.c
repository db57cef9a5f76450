/* tests/parts/parts.c -- the module itself. */
#include "shared.h"

HPyDef_METH(echo, "write", HPyFunc_O)
static HPy echo_impl(HPyContext *ctx, HPy self, HPy arg)
{
    (void)self;
    return HPy_Dup(ctx, arg);
}

HPyDef_SLOT(parts_exec, HPy_mod_exec)
static int parts_exec_impl(HPyContext *ctx, HPy module)
{
    return HPyHelpers_AddType(ctx, module, "Counter", &Counter_spec, NULL) ? 0
                                                                           : -1;
}

static HPyDef *parts_defines[] = {&echo, &parts_exec, NULL};
static HPyModuleDef parts_def = {.defines = parts_defines};

HPy_MODINIT(parts, parts_def)
