/* tests/test_bool.c -- booleans: HPyBool_FromBool. */
#include "support.h"

METHOD_NOARGS(FromBool_true, HPyBool_FromBool(ctx, true))
METHOD_NOARGS(FromBool_false, HPyBool_FromBool(ctx, false))

MODULE(test_bool, &FromBool_true, &FromBool_false);
