/* tests/test_helpers.c -- HPyHelpers_AddType, HPyHelpers_PackArgsAndKeywords.
 */
#include "support.h"

/* ---- HPyHelpers_AddType ---- */

/* What a method returns for the result 1 or 0 of a helper. */
static HPy helped(HPyContext *ctx, int result)
{
    if ((result != 0 && result != 1) || result == HPyErr_Occurred(ctx)) {
        return HPyErr_SetString(ctx, ctx->h_AssertionError,
                                "the result does not tell of the exception");
    }
    return result ? HPy_Dup(ctx, ctx->h_None) : HPy_NULL;
}

static HPyType_Spec good_spec = {
    .name = "test_helpers.Thing",
    .doc = "A thing.",
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
};

static HPyType_Spec bad_spec = {
    .name = "test_helpers.Thing",
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_HAVE_GC,
};

/* add_type(object, name) */
METHOD_VARARGS(add_type,
               helped(ctx, HPyHelpers_AddType(ctx, args[0], text(ctx, args[1]),
                                              &good_spec, NULL)))
METHOD_VARARGS(add_bad_type,
               helped(ctx, HPyHelpers_AddType(ctx, args[0], text(ctx, args[1]),
                                              &bad_spec, NULL)))

/* add_derived_type(object, name, base) */
HPyDef_METH(add_derived_type, "add_derived_type", HPyFunc_VARARGS)
static HPy add_derived_type_impl(HPyContext *ctx, HPy self, const HPy *args,
                                 size_t nargs)
{
    HPyType_SpecParam params[] = {
        {HPyType_SpecParam_Base, args[2]},
        {(HPyType_SpecParam_Kind)0, HPy_NULL},
    };
    return helped(ctx, HPyHelpers_AddType(ctx, args[0], text(ctx, args[1]),
                                          &good_spec, params));
}

/* ---- HPyHelpers_PackArgsAndKeywords ---- */

/* The tuple and the dict as they came out, Ellipsis for a null handle. */
static HPy packed(HPyContext *ctx, HPy tuple, HPy dict)
{
    HPy result =
        HPy_BuildValue(ctx, "(OO)", HPy_IsNull(tuple) ? ctx->h_Ellipsis : tuple,
                       HPy_IsNull(dict) ? ctx->h_Ellipsis : dict);
    HPy_Close(ctx, tuple);
    HPy_Close(ctx, dict);
    return result;
}

/* pack(*args, **kw) */
HPyDef_METH(pack, "pack", HPyFunc_KEYWORDS)
static HPy pack_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs,
                     HPy kwnames)
{
    HPy tuple, dict;
    int result = HPyHelpers_PackArgsAndKeywords(ctx, args, nargs, kwnames,
                                                &tuple, &dict);
    if (result != 1) {
        return helped(ctx, result);
    }
    return packed(ctx, tuple, dict);
}

/* pack_names(kwnames, *values): all values that have names are the last. If
 * the helper fails, it must not have touched the outputs. */
HPyDef_METH(pack_names, "pack_names", HPyFunc_VARARGS)
static HPy pack_names_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs)
{
    HPy tuple = ctx->h_True, dict = ctx->h_False;
    HPy_ssize_t by_name = 0;
    int result;

    if (HPyTuple_Check(ctx, args[0]) || HPyList_Check(ctx, args[0])) {
        by_name = HPy_Length(ctx, args[0]);
    }
    result = HPyHelpers_PackArgsAndKeywords(
        ctx, args + 1, nargs - 1 - (size_t)by_name, args[0], &tuple, &dict);
    if (result == 1) {
        return packed(ctx, tuple, dict);
    }
    if (tuple._i != ctx->h_True._i || dict._i != ctx->h_False._i) {
        return HPyErr_SetString(ctx, ctx->h_AssertionError,
                                "an output was touched");
    }
    return helped(ctx, result);
}

/* Without anything to pack, and without arrays. */
HPyDef_METH(pack_nothing, "pack_nothing", HPyFunc_NOARGS)
static HPy pack_nothing_impl(HPyContext *ctx, HPy self)
{
    HPy tuple = ctx->h_True, dict = ctx->h_True;
    if (!HPyHelpers_PackArgsAndKeywords(ctx, NULL, 0, HPy_NULL, &tuple,
                                        &dict)) {
        return HPy_NULL;
    }
    return packed(ctx, tuple, dict);
}

/* One of the outputs is NULL. */
HPyDef_METH(pack_without_tuple, "pack_without_tuple", HPyFunc_VARARGS)
static HPy pack_without_tuple_impl(HPyContext *ctx, HPy self, const HPy *args,
                                   size_t nargs)
{
    HPy dict = HPy_NULL;
    return helped(ctx, HPyHelpers_PackArgsAndKeywords(ctx, args, nargs,
                                                      HPy_NULL, NULL, &dict));
}

HPyDef_METH(pack_without_dict, "pack_without_dict", HPyFunc_VARARGS)
static HPy pack_without_dict_impl(HPyContext *ctx, HPy self, const HPy *args,
                                  size_t nargs)
{
    HPy tuple = HPy_NULL;
    return helped(ctx, HPyHelpers_PackArgsAndKeywords(ctx, args, nargs,
                                                      HPy_NULL, &tuple, NULL));
}

MODULE(test_helpers, &add_type, &add_bad_type, &add_derived_type, &pack,
       &pack_names, &pack_nothing, &pack_without_tuple, &pack_without_dict);
