/* hpy/src/debug/type.c -- types that are created through a debug context. */
#include "../trace/functions.h"
#include "byhand.h"
#include "call.h"

static size_t count_params(const HPyType_SpecParam *params)
{
    size_t count = 0;
    while (params != NULL && params[count].kind != 0) {
        count++;
    }
    return count;
}

HPy debug_Type_FromSpec(HPyContext *ctx, HPyType_Spec *spec,
                        HPyType_SpecParam *params)
{
    size_t count = count_params(params);
    HPyType_SpecParam *universal;
    debug_call call;
    HPy result = HPy_NULL;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Type_FromSpec));
    universal = PyMem_New(HPyType_SpecParam, count + 1);
    if (universal == NULL) {
        PyErr_NoMemory();
        goto cleanup;
    }
    for (size_t i = 0; i < count; i++) {
        universal[i].kind = params[i].kind;
        universal[i].object = debug_in(&call, params[i].object, "params");
    }
    memset(&universal[count], 0, sizeof(universal[count]));
    result = universal_context.ctx_Type_FromSpec(
        &indirect_context, spec, params == NULL ? NULL : universal);
    if (!HPy_IsNull(result)) {
        functions_learn(spec->name, spec->defines);
    }
    result = debug_out(&call, result);
cleanup:
    PyMem_Free(universal);
    debug_leave(&call);
    return result;
}
