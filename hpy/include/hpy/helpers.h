/* hpy/helpers.h -- types and arguments: HPyHelpers_AddType,
 * HPyHelpers_PackArgsAndKeywords.
 */
#ifndef HPY_HELPERS_H
#define HPY_HELPERS_H

#include "hpy/format.h" /* HPyErr_Format, for messages */

/**
 * Create a type and set it as an attribute, of a module for example. Returns
 * 1, or 0 (not -1) with an exception.
 * obj: what gets the attribute `name`.
 * spec, params: as for HPyType_FromSpec.
 * Raises: what HPyType_FromSpec and the assignment raise.
 */
static inline int HPyHelpers_AddType(HPyContext *ctx, HPy obj, const char *name,
                                     HPyType_Spec *spec,
                                     HPyType_SpecParam *params)
{
    HPy type = HPyType_FromSpec(ctx, spec, params);
    int result;

    if (HPy_IsNull(type)) {
        return 0;
    }
    result = HPy_SetAttr_s(ctx, obj, name, type);
    HPy_Close(ctx, type);
    return result == 0;
}

/* Enter values under their names: 0, or -1 with an exception. */
static inline int _HPyHelpers_Enter(HPyContext *ctx, HPy dict, HPy names,
                                    const HPy *values, HPy_ssize_t count)
{
    int result = 0;
    for (HPy_ssize_t i = 0; i < count && result == 0; i++) {
        HPy name = HPy_GetItem_i(ctx, names, i);
        result =
            HPy_IsNull(name) ? -1 : HPy_SetItem(ctx, dict, name, values[i]);
        HPy_Close(ctx, name);
    }
    return result;
}

/* A new dict, or null in `*dict` if there are no names: 1, or 0 with an
 * exception. */
static inline int _HPyHelpers_PackKeywords(HPyContext *ctx, const HPy *args,
                                           size_t nargs, HPy kwnames, HPy *dict)
{
    HPy_ssize_t count;

    *dict = HPy_NULL;
    if (HPy_IsNull(kwnames)) {
        return 1;
    }
    if (!HPyTuple_Check(ctx, kwnames) && !HPyList_Check(ctx, kwnames)) {
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "HPyHelpers_PackArgsAndKeywords: kwnames must be a tuple "
                      "of str, not %R",
                      kwnames);
        return 0;
    }
    count = HPy_Length(ctx, kwnames);
    if (count <= 0) {
        return count == 0;
    }
    *dict = HPyDict_New(ctx);
    if (HPy_IsNull(*dict)) {
        return 0;
    }
    if (_HPyHelpers_Enter(ctx, *dict, kwnames, args + nargs, count) < 0) {
        HPy_Close(ctx, *dict);
        return 0;
    }
    return 1;
}

/**
 * From the arguments of a function with HPyFunc_KEYWORDS to those of
 * HPy_CallTupleDict. Returns 1, or 0 with an exception.
 * args, nargs, kwnames: as a function with HPyFunc_KEYWORDS gets them.
 * out_tuple: gets a new tuple, null if there are no positional arguments.
 * out_dict: gets a new dict, null if there are no keyword arguments. On
 * failure both are left as they were.
 * Raises: SystemError if `out_tuple` or `out_dict` is NULL; TypeError for
 * `kwnames` that are neither a tuple nor a list; MemoryError.
 */
static inline int HPyHelpers_PackArgsAndKeywords(HPyContext *ctx,
                                                 const HPy *args, size_t nargs,
                                                 HPy kwnames, HPy *out_tuple,
                                                 HPy *out_dict)
{
    HPy tuple = HPy_NULL, dict;

    if (out_tuple == NULL || out_dict == NULL) {
        HPyErr_SetString(ctx, ctx->h_SystemError,
                         "HPyHelpers_PackArgsAndKeywords: out_tuple and "
                         "out_dict must not be NULL");
        return 0;
    }
    if (!_HPyHelpers_PackKeywords(ctx, args, nargs, kwnames, &dict)) {
        return 0;
    }
    if (nargs > 0) {
        tuple = HPyTuple_FromArray(ctx, args, (HPy_ssize_t)nargs);
        if (HPy_IsNull(tuple)) {
            HPy_Close(ctx, dict);
            return 0;
        }
    }
    *out_tuple = tuple;
    *out_dict = dict;
    return 1;
}

#endif /* HPY_HELPERS_H */
