/* tests/test_slice.c -- slice objects: HPySlice_Unpack. */
#include "support.h"

/* (start, stop, step) of a slice object */
HPyDef_METH(Unpack, "Unpack", HPyFunc_O)
static HPy Unpack_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_ssize_t start, stop, step;
    int result = HPySlice_Unpack(ctx, arg, &start, &stop, &step);
    HPy items[3], tuple;

    if (result != 0) {
        return done(ctx, result);
    }
    items[0] = HPyLong_FromSsize_t(ctx, start);
    items[1] = HPyLong_FromSsize_t(ctx, stop);
    items[2] = HPyLong_FromSsize_t(ctx, step);
    tuple = HPyTuple_FromArray(ctx, items, 3);
    for (int i = 0; i < 3; i++) {
        HPy_Close(ctx, items[i]);
    }
    return tuple;
}

MODULE(test_slice, &Unpack);
