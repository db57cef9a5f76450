/* tests/test_slicing.c -- slices of sequences: HPy_GetSlice & co. */
#include "support.h"

#define INDEX(i) HPyLong_AsSsize_t(ctx, args[i])

METHOD_VARARGS(GetSlice,
               HPy_GetSlice(ctx, nullable(ctx, args[0]), INDEX(1), INDEX(2)))
METHOD_VARARGS(SetSlice, done(ctx, HPy_SetSlice(ctx, nullable(ctx, args[0]),
                                                INDEX(1), INDEX(2), args[3])))
METHOD_VARARGS(DelSlice, done(ctx, HPy_DelSlice(ctx, nullable(ctx, args[0]),
                                                INDEX(1), INDEX(2))))

MODULE(test_slicing, &GetSlice, &SetSlice, &DelSlice);
