/* tests/test_bytes.c -- bytes: HPyBytes_*. */
#include "support.h"

METHOD_O(Check, answer(ctx, HPyBytes_Check(ctx, arg)))

HPyDef_METH(Size, "Size", HPyFunc_O)
static HPy Size_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_ssize_t size = HPyBytes_Size(ctx, arg);
    return size == -1 ? HPy_NULL : HPyLong_FromSsize_t(ctx, size);
}

METHOD_O(GET_SIZE, HPyLong_FromSsize_t(ctx, HPyBytes_GET_SIZE(ctx, arg)))

/* The content as a list of small integers, and the NUL behind it. */
static HPy content(HPyContext *ctx, const char *bytes, HPy_ssize_t size)
{
    HPyListBuilder list = HPyListBuilder_New(ctx, size + 1);

    for (HPy_ssize_t i = 0; i <= size; i++) {
        HPy item = HPyLong_FromInt32_t(ctx, (unsigned char)bytes[i]);
        HPyListBuilder_Set(ctx, list, i, item);
        HPy_Close(ctx, item);
    }
    return HPyListBuilder_Build(ctx, list);
}

HPyDef_METH(AsString, "AsString", HPyFunc_O)
static HPy AsString_impl(HPyContext *ctx, HPy self, HPy arg)
{
    const char *bytes = HPyBytes_AsString(ctx, arg);
    return bytes == NULL ? HPy_NULL
                         : content(ctx, bytes, HPyBytes_GET_SIZE(ctx, arg));
}

METHOD_O(AS_STRING, content(ctx, HPyBytes_AS_STRING(ctx, arg),
                            HPyBytes_GET_SIZE(ctx, arg)))

METHOD_O(FromString, HPyBytes_FromString(ctx, HPyBytes_AS_STRING(ctx, arg)))

/* FromStringAndSize(bytes or null, size) */
METHOD_VARARGS(FromStringAndSize,
               HPyBytes_FromStringAndSize(ctx,
                                          HPy_Is(ctx, args[0], ctx->h_Ellipsis)
                                              ? NULL
                                              : HPyBytes_AS_STRING(ctx,
                                                                   args[0]),
                                          HPyLong_AsSsize_t(ctx, args[1])))

MODULE(test_bytes, &Check, &Size, &GET_SIZE, &AsString, &AS_STRING, &FromString,
       &FromStringAndSize);
