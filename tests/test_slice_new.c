/* tests/test_slice_new.c -- HPySlice_New, which hpy 0.9.0 lacks. */
#include "support.h"

/* New(start, stop, step) */
METHOD_VARARGS(New, HPySlice_New(ctx, args[0], args[1], args[2]))

MODULE(test_slice_new, &New);
