/* tests/test_tuple.c -- tuples: HPyTuple_Check, HPyTuple_FromArray. */
#include "support.h"

METHOD_O(Check, answer(ctx, HPyTuple_Check(ctx, arg)))
METHOD_VARARGS(FromArray, HPyTuple_FromArray(ctx, args, (HPy_ssize_t)nargs))
METHOD_NOARGS(FromArray_null, HPyTuple_FromArray(ctx, NULL, 0))

MODULE(test_tuple, &Check, &FromArray, &FromArray_null);
