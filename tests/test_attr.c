/* tests/test_attr.c -- attributes: HPy_GetAttr & co. */
#include "support.h"

METHOD_VARARGS(GetAttr, HPy_GetAttr(ctx, args[0], args[1]))
METHOD_VARARGS(GetAttr_s, HPy_GetAttr_s(ctx, args[0], text(ctx, args[1])))
METHOD_VARARGS(HasAttr,
               HPyLong_FromInt32_t(ctx, HPy_HasAttr(ctx, args[0], args[1])))
METHOD_VARARGS(HasAttr_s,
               HPyLong_FromInt32_t(ctx, HPy_HasAttr_s(ctx, args[0],
                                                      text(ctx, args[1]))))
METHOD_VARARGS(SetAttr, done(ctx, HPy_SetAttr(ctx, args[0], args[1],
                                              nullable(ctx, args[2]))))
METHOD_VARARGS(SetAttr_s,
               done(ctx, HPy_SetAttr_s(ctx, args[0], text(ctx, args[1]),
                                       nullable(ctx, args[2]))))

MODULE(test_attr, &GetAttr, &GetAttr_s, &HasAttr, &HasAttr_s, &SetAttr,
       &SetAttr_s);
