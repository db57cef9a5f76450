/* tests/test_item.c -- items: HPy_GetItem & co., HPy_Contains. */
#include "support.h"

METHOD_VARARGS(GetItem, HPy_GetItem(ctx, args[0], args[1]))
METHOD_VARARGS(GetItem_i,
               HPy_GetItem_i(ctx, args[0], HPyLong_AsSsize_t(ctx, args[1])))
METHOD_VARARGS(GetItem_s, HPy_GetItem_s(ctx, args[0], text(ctx, args[1])))

HPyDef_METH(Contains, "Contains", HPyFunc_VARARGS)
static HPy Contains_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs)
{
    int found = HPy_Contains(ctx, args[0], args[1]);
    return found == -1 ? HPy_NULL : HPyLong_FromInt32_t(ctx, found);
}

METHOD_VARARGS(SetItem, done(ctx, HPy_SetItem(ctx, args[0], args[1],
                                              nullable(ctx, args[2]))))
METHOD_VARARGS(SetItem_i,
               done(ctx,
                    HPy_SetItem_i(ctx, args[0], HPyLong_AsSsize_t(ctx, args[1]),
                                  nullable(ctx, args[2]))))
METHOD_VARARGS(SetItem_s,
               done(ctx, HPy_SetItem_s(ctx, args[0], text(ctx, args[1]),
                                       nullable(ctx, args[2]))))

METHOD_VARARGS(DelItem, done(ctx, HPy_DelItem(ctx, args[0], args[1])))
METHOD_VARARGS(DelItem_i,
               done(ctx, HPy_DelItem_i(ctx, args[0],
                                       HPyLong_AsSsize_t(ctx, args[1]))))
METHOD_VARARGS(DelItem_s,
               done(ctx, HPy_DelItem_s(ctx, args[0], text(ctx, args[1]))))

MODULE(test_item, &GetItem, &GetItem_i, &GetItem_s, &Contains, &SetItem,
       &SetItem_i, &SetItem_s, &DelItem, &DelItem_i, &DelItem_s);
