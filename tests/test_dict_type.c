/* tests/test_dict_type.c -- the constant h_DictType, which hpy 0.9.0 lacks. */
#include "support.h"

METHOD_NOARGS(DictType, HPy_Dup(ctx, ctx->h_DictType))

MODULE(test_dict_type, &DictType);
