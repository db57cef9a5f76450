/* tests/test_storage.c -- HPyUnicode_GetStorage, which is newer than ABI 0.0.
 */
#define HPY_ABI_MAX_MINOR 1
#include "support.h"

METHOD_NOARGS(GetMinor, HPyLong_FromLong(ctx, HPyContext_GetMinor(ctx)))

static uint32_t point_at(const void *data, HPy_ssize_t index, int bound)
{
    switch (bound) {
    case 0x7f:
    case 0xff:
        return ((const uint8_t *)data)[index];
    case 0xffff:
        return ((const uint16_t *)data)[index];
    default:
        return ((const uint32_t *)data)[index];
    }
}

/* (bound, list of the code points). */
HPyDef_METH(GetStorage, "GetStorage", HPyFunc_O)
static HPy GetStorage_impl(HPyContext *ctx, HPy self, HPy arg)
{
    const void *data;
    HPy_ssize_t size;
    int bound = HPyUnicode_GetStorage(ctx, arg, &data, &size);
    HPyListBuilder builder;
    HPy list, result;
    if (bound < 0) {
        return HPy_NULL;
    }
    builder = HPyListBuilder_New(ctx, size);
    for (HPy_ssize_t i = 0; i < size; i++) {
        HPy point = HPyLong_FromLong(ctx, (long)point_at(data, i, bound));
        HPyListBuilder_Set(ctx, builder, i, point);
        HPy_Close(ctx, point);
    }
    list = HPyListBuilder_Build(ctx, builder);
    if (HPy_IsNull(list)) {
        return HPy_NULL;
    }
    result = HPy_BuildValue(ctx, "(iO)", bound, list);
    HPy_Close(ctx, list);
    return result;
}

MODULE(test_storage, &GetMinor, &GetStorage);
