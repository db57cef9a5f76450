/* tests/test_dict.c -- dictionaries: HPyDict_*. */
#include "support.h"

METHOD_O(Check, answer(ctx, HPyDict_Check(ctx, arg)))
METHOD_NOARGS(New, HPyDict_New(ctx))
METHOD_O(Keys, HPyDict_Keys(ctx, nullable(ctx, arg)))
METHOD_O(Copy, HPyDict_Copy(ctx, nullable(ctx, arg)))

MODULE(test_dict, &Check, &New, &Keys, &Copy);
