/* tests/test_name.c -- names that are C strings, at addresses of our choice. */
#include "support.h"

static char buffer[4096];

/* The name, written to a place in the buffer. */
static const char *name_at(HPyContext *ctx, HPy place, HPy name)
{
    char *address = buffer + HPyLong_AsSsize_t(ctx, place);
    return strcpy(address, HPyUnicode_AsUTF8AndSize(ctx, name, NULL));
}

METHOD_VARARGS(GetAttr_at,
               HPy_GetAttr_s(ctx, args[0], name_at(ctx, args[1], args[2])))
METHOD_VARARGS(HasAttr_at,
               answer(ctx, HPy_HasAttr_s(ctx, args[0],
                                         name_at(ctx, args[1], args[2]))))
METHOD_VARARGS(SetAttr_at,
               done(ctx,
                    HPy_SetAttr_s(ctx, args[0], name_at(ctx, args[1], args[2]),
                                  args[3])))
METHOD_VARARGS(GetItem_at,
               HPy_GetItem_s(ctx, args[0], name_at(ctx, args[1], args[2])))
METHOD_VARARGS(SetItem_at,
               done(ctx,
                    HPy_SetItem_s(ctx, args[0], name_at(ctx, args[1], args[2]),
                                  args[3])))
METHOD_VARARGS(DelItem_at,
               done(ctx, HPy_DelItem_s(ctx, args[0],
                                       name_at(ctx, args[1], args[2]))))

/* A literal that is not UTF-8. */
METHOD_NOARGS(GetItem_invalid, HPy_GetItem_s(ctx, ctx->h_None, "a\xff"))

MODULE(test_name, &GetAttr_at, &HasAttr_at, &SetAttr_at, &GetItem_at,
       &SetItem_at, &DelItem_at, &GetItem_invalid);
