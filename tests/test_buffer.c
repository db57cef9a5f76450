/* tests/test_buffer.c -- buffers: HPy_bf_getbuffer, HPy_bf_releasebuffer.
 *
 * The type Buffer exports three short integers, the type Refusing nothing.
 */
#include "support.h"

static short shorts[3] = {1, 2, 3};
static HPy_ssize_t three = 3, stride = sizeof(short);
static char short_format[] = "h";
static int releases = 0;

HPyDef_SLOT(get_buffer, HPy_bf_getbuffer)
static int get_buffer_impl(HPyContext *ctx, HPy self, HPy_buffer *view,
                           int flags)
{
    view->buf = shorts;
    view->obj = HPy_Dup(ctx, self);
    view->len = sizeof(shorts);
    view->itemsize = sizeof(short);
    view->readonly = 1;
    view->ndim = 1;
    view->format = short_format;
    view->shape = &three;
    view->strides = &stride;
    view->suboffsets = NULL;
    view->internal = &releases;
    return 0;
}

HPyDef_SLOT(release_buffer, HPy_bf_releasebuffer)
static void release_buffer_impl(HPyContext *ctx, HPy self, HPy_buffer *view)
{
    if (view->internal == &releases && view->len == sizeof(shorts)) {
        releases++;
    }
}

HPyDef_METH(take_releases, "take_releases", HPyFunc_NOARGS)
static HPy take_releases_impl(HPyContext *ctx, HPy self)
{
    HPy result = HPyLong_FromInt32_t(ctx, releases);

    releases = 0;
    return result;
}

static HPyDef *Buffer_defines[] = {&get_buffer, &release_buffer, NULL};

HPyDef_SLOT(refuse, HPy_bf_getbuffer)
static int refuse_impl(HPyContext *ctx, HPy self, HPy_buffer *view, int flags)
{
    view->obj = HPy_NULL;
    HPyErr_SetString(ctx, ctx->h_BufferError, "not today");
    return -1;
}

static HPyDef *Refusing_defines[] = {&refuse, &release_buffer, NULL};
static HPyType_Spec Refusing_spec = {
    .name = "test_buffer.Refusing",
    .flags = HPy_TPFLAGS_DEFAULT,
    .defines = Refusing_defines,
};
METHOD_NOARGS(Refusing_type, HPyType_FromSpec(ctx, &Refusing_spec, NULL))

static HPyType_Spec Buffer_spec = {
    .name = "test_buffer.Buffer",
    .flags = HPy_TPFLAGS_DEFAULT,
    .defines = Buffer_defines,
};
METHOD_NOARGS(Buffer_type, HPyType_FromSpec(ctx, &Buffer_spec, NULL))

MODULE(test_buffer, &Buffer_type, &Refusing_type, &take_releases);
