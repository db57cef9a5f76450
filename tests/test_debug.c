/* tests/test_debug.c -- one mistake per function, for the debug mode to find.
 */
#include "support.h"

/* ---- Leaks ---- */

HPyDef_METH(leak, "leak", HPyFunc_VARARGS)
static HPy leak_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    for (size_t i = 0; i < nargs; i++) {
        HPy_Dup(ctx, args[i]);
    }
    return HPy_Dup(ctx, ctx->h_None);
}

METHOD_O(identity, HPy_Dup(ctx, arg))

/* ---- Closed handles ---- */

HPyDef_METH(close_twice, "close_twice", HPyFunc_O)
static HPy close_twice_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy h = HPy_Dup(ctx, arg);
    HPy_Close(ctx, h);
    HPy_Close(ctx, h);
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_METH(use_closed, "use_closed", HPyFunc_O)
static HPy use_closed_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy h = HPy_Dup(ctx, arg);
    HPy_Close(ctx, h);
    return HPy_Repr(ctx, h);
}

HPyDef_METH(use_closed_in_array, "use_closed_in_array", HPyFunc_O)
static HPy use_closed_in_array_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy items[] = {arg, HPy_Dup(ctx, arg)};
    HPy_Close(ctx, items[1]);
    return HPyTuple_FromArray(ctx, items, 2);
}

HPyDef_METH(close_argument, "close_argument", HPyFunc_O)
static HPy close_argument_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_Close(ctx, arg);
    return HPy_Dup(ctx, ctx->h_None);
}

METHOD_O(return_argument, arg)
METHOD_NOARGS(return_self, self)
METHOD_NOARGS(return_constant, ctx->h_True)

HPyDef_METH(close_constant, "close_constant", HPyFunc_NOARGS)
static HPy close_constant_impl(HPyContext *ctx, HPy self)
{
    HPy_Close(ctx, ctx->h_None);
    return HPy_Dup(ctx, ctx->h_None);
}

/* ---- What is kept from one call to the next ---- */

static HPy kept;
static HPyContext *kept_context;

HPyDef_METH(keep, "keep", HPyFunc_O)
static HPy keep_impl(HPyContext *ctx, HPy self, HPy arg)
{
    kept = arg;
    kept_context = ctx;
    return HPy_Dup(ctx, ctx->h_None);
}

METHOD_NOARGS(use_kept, HPy_Repr(ctx, kept))
METHOD_NOARGS(use_kept_context, HPyLong_FromLong(kept_context, 1))

/* ---- Builders ---- */

HPyDef_METH(build_twice, "build_twice", HPyFunc_O)
static HPy build_twice_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyListBuilder builder = HPyListBuilder_New(ctx, 1);
    HPy list;
    HPyListBuilder_Set(ctx, builder, 0, arg);
    list = HPyListBuilder_Build(ctx, builder);
    HPy_Close(ctx, list);
    return HPyListBuilder_Build(ctx, builder);
}

HPyDef_METH(build_cancelled, "build_cancelled", HPyFunc_NOARGS)
static HPy build_cancelled_impl(HPyContext *ctx, HPy self)
{
    HPyTupleBuilder builder = HPyTupleBuilder_New(ctx, 0);
    HPyTupleBuilder_Cancel(ctx, builder);
    return HPyTupleBuilder_Build(ctx, builder);
}

HPyDef_METH(cancel_built, "cancel_built", HPyFunc_NOARGS)
static HPy cancel_built_impl(HPyContext *ctx, HPy self)
{
    HPyTupleBuilder builder = HPyTupleBuilder_New(ctx, 0);
    HPy tuple = HPyTupleBuilder_Build(ctx, builder);
    HPyTupleBuilder_Cancel(ctx, builder);
    return tuple;
}

/* ---- Text ---- */

HPyDef_METH(leak_text, "leak_text", HPyFunc_O)
static HPy leak_text_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy h = HPy_Dup(ctx, arg);
    if (HPyUnicode_Check(ctx, h)) {
        HPyUnicode_AsUTF8AndSize(ctx, h, NULL);
    }
    else {
        HPyBytes_AsString(ctx, h);
    }
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_METH(write_text, "write_text", HPyFunc_O)
static HPy write_text_impl(HPyContext *ctx, HPy self, HPy arg)
{
    char *text = (char *)HPyUnicode_AsUTF8AndSize(ctx, arg, NULL);
    text[0] = 'x';
    return HPy_Dup(ctx, arg);
}

HPyDef_METH(read_late, "read_late", HPyFunc_O)
static HPy read_late_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy h = HPy_Dup(ctx, arg);
    const char *text = HPyUnicode_AsUTF8AndSize(ctx, h, NULL);
    HPy_Close(ctx, h);
    return HPyUnicode_FromString(ctx, text);
}

/* ---- Arguments ---- */

METHOD_O(type_check, HPyBool_FromBool(ctx, HPy_TypeCheck(ctx, arg, arg)))
METHOD_O(type_name, HPyUnicode_FromString(ctx, HPyType_GetName(ctx, arg)))
METHOD_O(subtype,
         HPyBool_FromBool(ctx, HPyType_IsSubtype(ctx, ctx->h_LongType, arg)))
METHOD_O(substring, HPyUnicode_Substring(ctx, arg, 0, 1))
METHOD_O(call_with_names, HPy_Call(ctx, ctx->h_TupleType, NULL, 0, arg))

MODULE(test_debug, &leak, &identity, &close_twice, &use_closed,
       &use_closed_in_array, &close_argument, &return_argument, &return_self,
       &return_constant, &close_constant, &keep, &use_kept, &use_kept_context,
       &build_twice, &build_cancelled, &cancel_built, &leak_text, &write_text,
       &read_late, &type_check, &type_name, &subtype, &substring,
       &call_with_names);
