/* tests/test_contextvar.c -- context variables: HPyContextVar_*. */
#include "support.h"

/* New(name, default) */
METHOD_VARARGS(New, HPyContextVar_New(ctx, text(ctx, args[0]),
                                      nullable(ctx, args[1])))

/* Get(variable, default): Ellipsis for a null result. */
HPyDef_METH(Get, "Get", HPyFunc_VARARGS)
static HPy Get_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy value = HPy_NULL;
    int32_t result =
        HPyContextVar_Get(ctx, args[0], nullable(ctx, args[1]), &value);

    if (result != 0) {
        return done(ctx, result);
    }
    return HPy_IsNull(value) ? HPy_Dup(ctx, ctx->h_Ellipsis) : value;
}

/* Set(variable, value) */
METHOD_VARARGS(Set, HPyContextVar_Set(ctx, args[0], args[1]))

MODULE(test_contextvar, &New, &Get, &Set);
