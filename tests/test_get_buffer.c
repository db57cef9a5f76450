/* tests/test_get_buffer.c -- HPy_GetBuffer and HPyBuffer_Release, which are
 * newer than ABI 0.0.
 *
 * The type Exporter exports what its class attributes say, the type Delegate
 * what its argument exports.
 */
#define HPY_ABI_MAX_MINOR 1
#include "support.h"

METHOD_NOARGS(GetMinor, HPyLong_FromLong(ctx, HPyContext_GetMinor(ctx)))

/* ---- What a view says ---- */

/* A list of numbers, or None for NULL. */
static HPy listed(HPyContext *ctx, const HPy_ssize_t *numbers, int count)
{
    HPyListBuilder builder;
    if (numbers == NULL) {
        return HPy_Dup(ctx, ctx->h_None);
    }
    builder = HPyListBuilder_New(ctx, count);
    for (int i = 0; i < count; i++) {
        HPy number = HPyLong_FromSsize_t(ctx, numbers[i]);
        HPyListBuilder_Set(ctx, builder, i, number);
        HPy_Close(ctx, number);
    }
    return HPyListBuilder_Build(ctx, builder);
}

/* (owner, len, itemsize, readonly, format, shape, strides, suboffsets). */
static HPy described(HPyContext *ctx, const HPy_buffer *view)
{
    HPy owner =
        HPy_IsNull(view->obj) ? ctx->h_Ellipsis : HPy_Dup(ctx, view->obj);
    HPy format = view->format == NULL
                     ? HPy_Dup(ctx, ctx->h_None)
                     : HPyUnicode_FromString(ctx, view->format);
    HPy shape = listed(ctx, view->shape, view->ndim);
    HPy strides = listed(ctx, view->strides, view->ndim);
    HPy suboffsets = listed(ctx, view->suboffsets, view->ndim);
    HPy result = HPy_NULL;
    if (!HPy_IsNull(format) && !HPy_IsNull(shape) && !HPy_IsNull(strides) &&
        !HPy_IsNull(suboffsets)) {
        result =
            HPy_BuildValue(ctx, "(OnniOOOO)", owner, view->len, view->itemsize,
                           view->readonly, format, shape, strides, suboffsets);
    }
    if (!HPy_Is(ctx, owner, ctx->h_Ellipsis)) {
        HPy_Close(ctx, owner);
    }
    HPy_Close(ctx, format);
    HPy_Close(ctx, shape);
    HPy_Close(ctx, strides);
    HPy_Close(ctx, suboffsets);
    return result;
}

/* GetBuffer of a view in which there is something; true for 0. On error the
 * object is null, and a release changes nothing. */
static bool get(HPyContext *ctx, HPy obj, HPy_buffer *view, HPy h_flags)
{
    long flags = HPyLong_AsLong(ctx, h_flags);
    int result;
    memset(view, 0xa5, sizeof(*view));
    result = HPy_GetBuffer(ctx, obj, view, (int)flags);
    if (result == 0) {
        return true;
    }
    if (result != -1 || !HPy_IsNull(view->obj)) {
        HPy_FatalError(ctx, "HPy_GetBuffer fails in another way");
    }
    HPyBuffer_Release(ctx, view);
    return false;
}

/* describe(obj, flags) */
HPyDef_METH(describe, "describe", HPyFunc_VARARGS)
static HPy describe_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs)
{
    HPy_buffer view;
    HPy result;
    if (!get(ctx, args[0], &view, args[1])) {
        return HPy_NULL;
    }
    result = described(ctx, &view);
    HPyBuffer_Release(ctx, &view);
    return result;
}

/* content(obj, flags): the bytes, for what is contiguous. */
HPyDef_METH(content, "content", HPyFunc_VARARGS)
static HPy content_impl(HPyContext *ctx, HPy self, const HPy *args,
                        size_t nargs)
{
    HPy_buffer view;
    HPy result;
    if (!get(ctx, args[0], &view, args[1])) {
        return HPy_NULL;
    }
    result = HPyBytes_FromStringAndSize(ctx, (const char *)view.buf, view.len);
    HPyBuffer_Release(ctx, &view);
    return result;
}

/* fill(obj, flags, byte) */
HPyDef_METH(fill, "fill", HPyFunc_VARARGS)
static HPy fill_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy_buffer view;
    if (!get(ctx, args[0], &view, args[1])) {
        return HPy_NULL;
    }
    memset(view.buf, (int)HPyLong_AsLong(ctx, args[2]), (size_t)view.len);
    HPyBuffer_Release(ctx, &view);
    return HPy_Dup(ctx, ctx->h_None);
}

/* during(obj, flags, function): what the function returns meanwhile. The view
 * is released twice, with the exception set that the function raises. */
HPyDef_METH(during, "during", HPyFunc_VARARGS)
static HPy during_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy_buffer view;
    HPy result;
    if (!get(ctx, args[0], &view, args[1])) {
        return HPy_NULL;
    }
    result = HPy_Call(ctx, args[2], NULL, 0, HPy_NULL);
    HPyBuffer_Release(ctx, &view);
    if (!HPy_IsNull(view.obj)) {
        HPy_FatalError(ctx, "the object of a released view");
    }
    HPyBuffer_Release(ctx, &view);
    return result;
}

/* get_often(obj): more buffers than debug mode makes records at once. */
HPyDef_METH(get_often, "get_often", HPyFunc_O)
static HPy get_often_impl(HPyContext *ctx, HPy self, HPy arg)
{
    for (int i = 0; i < 300; i++) {
        HPy_buffer view;
        if (HPy_GetBuffer(ctx, arg, &view, HPyBUF_SIMPLE) < 0) {
            return HPyErr_Occurred(ctx) && HPy_IsNull(view.obj)
                       ? HPy_NULL
                       : HPy_Dup(ctx, ctx->h_None);
        }
        HPyBuffer_Release(ctx, &view);
    }
    return HPy_Dup(ctx, ctx->h_None);
}

/* Nothing is released. */
HPyDef_METH(release_null, "release_null", HPyFunc_NOARGS)
static HPy release_null_impl(HPyContext *ctx, HPy self)
{
    HPy_buffer view;
    memset(&view, 0, sizeof(view));
    HPyBuffer_Release(ctx, &view);
    return HPy_Dup(ctx, ctx->h_None);
}

/* ---- Mistakes ---- */

HPyDef_METH(leak, "leak", HPyFunc_O)
static HPy leak_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_buffer view;
    if (HPy_GetBuffer(ctx, arg, &view, HPyBUF_SIMPLE) < 0) {
        return HPy_NULL;
    }
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_METH(release_copy, "release_copy", HPyFunc_O)
static HPy release_copy_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_buffer view, copy;
    if (HPy_GetBuffer(ctx, arg, &view, HPyBUF_SIMPLE) < 0) {
        return HPy_NULL;
    }
    copy = view;
    HPyBuffer_Release(ctx, &view);
    HPyBuffer_Release(ctx, &copy);
    return HPyBool_FromBool(ctx, HPy_IsNull(copy.obj));
}

HPyDef_METH(close_and_release, "close_and_release", HPyFunc_O)
static HPy close_and_release_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_buffer view;
    if (HPy_GetBuffer(ctx, arg, &view, HPyBUF_SIMPLE) < 0) {
        return HPy_NULL;
    }
    HPy_Close(ctx, view.obj);
    HPyBuffer_Release(ctx, &view);
    return HPyBool_FromBool(ctx, HPy_IsNull(view.obj));
}

/* ---- Exporters ---- */

static char memory[6] = "abcdef";
static long exports;

METHOD_NOARGS(count_exports, HPyLong_FromLong(ctx, exports))

/* Two rows of three bytes, last row first; without an object if asked to be. */
static int export_memory(HPyContext *ctx, HPy owner, HPy_buffer *view)
{
    static HPy_ssize_t shape[] = {2, 3}, strides[] = {-3, 1};
    static char format[] = "B";
    view->buf = memory + 3;
    view->len = sizeof(memory);
    view->itemsize = 1;
    view->readonly = 0;
    view->ndim = 2;
    view->format = format;
    view->shape = shape;
    view->strides = strides;
    view->suboffsets = NULL;
    view->internal = &exports;
    view->obj = HPy_IsNull(owner) ? HPy_NULL : HPy_Dup(ctx, owner);
    return 0;
}

HPyDef_SLOT(Exporter_get, HPy_bf_getbuffer)
static int Exporter_get_impl(HPyContext *ctx, HPy self, HPy_buffer *view,
                             int flags)
{
    if ((flags & HPyBUF_STRIDES) != HPyBUF_STRIDES) {
        HPyErr_SetString(ctx, ctx->h_BufferError, "no strides");
        return -1;
    }
    exports++;
    return export_memory(ctx, self, view);
}

HPyDef_SLOT(Exporter_release, HPy_bf_releasebuffer)
static void Exporter_release_impl(HPyContext *ctx, HPy self, HPy_buffer *view)
{
    bool is_same = HPy_Is(ctx, self, view->obj);
    exports -=
        is_same && view->internal == &exports && view->len == 6 ? 1 : 100;
}

HPyDef_SLOT(Ownerless_get, HPy_bf_getbuffer)
static int Ownerless_get_impl(HPyContext *ctx, HPy self, HPy_buffer *view,
                              int flags)
{
    return export_memory(ctx, HPy_NULL, view);
}

typedef struct {
    HPyField inner;
} Delegate;

HPyType_HELPERS(Delegate)

HPyDef_SLOT(Delegate_new, HPy_tp_new)
static HPy Delegate_new_impl(HPyContext *ctx, HPy type, const HPy *args,
                             HPy_ssize_t nargs, HPy kw)
{
    Delegate *delegate;
    HPy self = HPy_New(ctx, type, &delegate);
    if (!HPy_IsNull(self)) {
        HPyField_Store(ctx, self, &delegate->inner, args[0]);
    }
    return self;
}

HPyDef_SLOT(Delegate_traverse, HPy_tp_traverse)
static int Delegate_traverse_impl(void *self, HPyFunc_visitproc visit,
                                  void *arg)
{
    HPy_VISIT(&((Delegate *)self)->inner);
    return 0;
}

HPyDef_SLOT(Delegate_get, HPy_bf_getbuffer)
static int Delegate_get_impl(HPyContext *ctx, HPy self, HPy_buffer *view,
                             int flags)
{
    HPy inner = HPyField_Load(ctx, self, Delegate_AsStruct(ctx, self)->inner);
    int result = HPy_GetBuffer(ctx, inner, view, flags);
    HPy_Close(ctx, inner);
    return result;
}

static HPyDef *Exporter_defines[] = {&Exporter_get, &Exporter_release, NULL};
static HPyDef *Ownerless_defines[] = {&Ownerless_get, NULL};
static HPyDef *Delegate_defines[] = {&Delegate_new, &Delegate_traverse,
                                     &Delegate_get, NULL};

#define EXPORTER(NAME, SIZE)                                                   \
    static HPyType_Spec NAME##_spec = {                                        \
        .name = "test_get_buffer." #NAME,                                      \
        .basicsize = SIZE,                                                     \
        .flags = HPy_TPFLAGS_DEFAULT,                                          \
        .defines = NAME##_defines,                                             \
    };                                                                         \
    METHOD_NOARGS(NAME##_type, HPyType_FromSpec(ctx, &NAME##_spec, NULL))

EXPORTER(Exporter, 0)
EXPORTER(Ownerless, 0)
EXPORTER(Delegate, sizeof(Delegate))

MODULE(test_get_buffer, &GetMinor, &describe, &content, &fill, &during,
       &get_often, &release_null, &leak, &release_copy, &close_and_release,
       &count_exports, &Exporter_type, &Ownerless_type, &Delegate_type);
