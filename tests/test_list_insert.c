/* tests/test_list_insert.c -- HPyList_Insert, which hpy 0.9.0 lacks. */
#include "support.h"

/* Insert(list, index, item) */
METHOD_VARARGS(Insert, done(ctx, HPyList_Insert(ctx, args[0],
                                                HPyLong_AsSsize_t(ctx, args[1]),
                                                nullable(ctx, args[2]))))

MODULE(test_list_insert, &Insert);
