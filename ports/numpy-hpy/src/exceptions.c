/* src/exceptions.c: the exceptions and warnings of NumPy's own. */
#include "exceptions.h"

HPyGlobal axis_error;
HPyGlobal complex_warning;

static bool store(HPyContext *ctx, HPy module, const char *name,
                  HPyGlobal *global)
{
    HPy h = HPy_GetAttr_s(ctx, module, name);
    if (HPy_IsNull(h)) {
        return false;
    }
    HPyGlobal_Store(ctx, global, h);
    HPy_Close(ctx, h);
    return true;
}

bool exceptions_begin(HPyContext *ctx, HPy module)
{
    HPy classes = HPyImport_ImportModule(ctx, "numpy_hpy.exceptions"), type;
    bool done = !HPy_IsNull(classes) &&
                store(ctx, classes, "AxisError", &axis_error) &&
                store(ctx, classes, "ComplexWarning", &complex_warning);
    HPy_Close(ctx, classes);
    if (!done) {
        return false;
    }
    type = HPyGlobal_Load(ctx, axis_error);
    done = HPy_SetAttr_s(ctx, module, "AxisError", type) == 0;
    HPy_Close(ctx, type);
    return done;
}

void exceptions_raise_axis(HPyContext *ctx, intptr_t axis, int ndim,
                           const char *name)
{
    HPy type = HPyGlobal_Load(ctx, axis_error);
    HPy args =
        name == NULL
            ? HPy_BuildValue(ctx, "(ni)", (HPy_ssize_t)axis, ndim)
            : HPy_BuildValue(ctx, "(nis)", (HPy_ssize_t)axis, ndim, name);
    HPy error = HPy_IsNull(args) ? HPy_NULL
                                 : HPy_CallTupleDict(ctx, type, args, HPy_NULL);
    if (!HPy_IsNull(error)) {
        HPyErr_SetObject(ctx, type, error);
    }
    HPy_Close(ctx, error);
    HPy_Close(ctx, args);
    HPy_Close(ctx, type);
}

bool exceptions_warn_complex(HPyContext *ctx)
{
    HPy type = HPyGlobal_Load(ctx, complex_warning);
    int result = HPyErr_WarnEx(ctx, type,
                               "Casting complex values to real discards the "
                               "imaginary part",
                               1);
    HPy_Close(ctx, type);
    return result == 0;
}
