/* src/text.c: str objects as UTF-8, surrogates included. */
#include "ujson.h"

/* str.encode(value, "utf-8", "surrogatepass"): not the method of a class that
 * derives from str, which may do anything. */
static HPy encode_surrogates(HPyContext *ctx, HPy value)
{
    HPy method = HPy_GetAttr_s(ctx, ctx->h_UnicodeType, "encode");
    HPy encoding = HPyUnicode_FromString(ctx, "utf-8");
    HPy errors = HPyUnicode_FromString(ctx, "surrogatepass");
    HPy bytes = HPy_NULL;
    if (!HPy_IsNull(method) && !HPy_IsNull(encoding) && !HPy_IsNull(errors)) {
        HPy args[] = {value, encoding, errors};
        bytes = HPy_Call(ctx, method, args, 3, HPy_NULL);
    }
    HPy_Close(ctx, method);
    HPy_Close(ctx, encoding);
    HPy_Close(ctx, errors);
    return bytes;
}

const char *ujson_utf8_with_surrogates(HPyContext *ctx, HPy str,
                                       HPy_ssize_t *size, HPy *owner)
{
    if (!HPyErr_ExceptionMatches(ctx, ctx->h_UnicodeEncodeError)) {
        return NULL;
    }
    HPyErr_Clear(ctx);
    *owner = encode_surrogates(ctx, str);
    if (HPy_IsNull(*owner)) {
        return NULL;
    }
    *size = HPyBytes_Size(ctx, *owner);
    return HPyBytes_AsString(ctx, *owner);
}
