/* src/module.c: the module numpy_hpy._core. */
#include "array.h"
#include "descriptor.h"
#include "dlpack.h"
#include "errstate.h"
#include "exceptions.h"
#include "functions.h"
#include "libmvec.h"
#include "scalar.h"
#include "ufunc_type.h"

HPyDef_SLOT(core_exec, HPy_mod_exec)
static int core_exec_impl(HPyContext *ctx, HPy module)
{
    libmvec_load();
    return errstate_begin(ctx) && exceptions_begin(ctx, module) &&
                   array_add_type(ctx, module) && dlpack_begin(ctx) &&
                   scalar_add_types(ctx, module) &&
                   descriptor_add_type(ctx, module) &&
                   ufunc_add_type(ctx, module)
               ? 0
               : -1;
}

static HPyDef *defines[] = {&core_exec,
#define X(NAME) &NAME,
                            FOR_EACH_FUNCTION(X)
#undef X
                                NULL};

static HPyGlobal *globals[] = {
#define X(NAME) &NAME,
    FOR_EACH_GLOBAL(X)
#undef X
#define X(ID, ...) &scalar_types[ID], &descriptors[ID],
        FOR_EACH_DTYPE(X)
#undef X
            NULL};

static HPyModuleDef module_def = {
    .doc = "Arrays and functions of numpy_hpy that are written in C.",
    .defines = defines,
    .globals = globals,
};

HPy_MODINIT(_core, module_def)
