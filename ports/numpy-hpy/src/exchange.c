/* src/exchange.c: arrays of other libraries, and ours for them: the buffer
 * protocol and __array_interface__.
 */
#include "exchange.h"

#include "copy.h"
#include "creation.h"
#include "descriptor.h"
#include "functions.h"
#include "shape.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* ---- Formats ---- */

/* The dtype of a kind of items and of a size. */
static dtype_id dtype_of(char kind, HPy_ssize_t size)
{
    for (int id = 0; id < DTYPE_COUNT; id++) {
        if (dtypes[id].kind == kind && dtypes[id].size == size) {
            return (dtype_id)id;
        }
    }
    return NO_DTYPE;
}

/* Does the format, or the typestr, begin with a byte order that is not this
 * machine's? */
static bool is_swapped(char order, HPy_ssize_t size)
{
    const uint16_t one = 1;
    bool is_little = *(const char *)&one == 1;
    return size > 1 &&
           (is_little ? order == '>' || order == '!' : order == '<');
}

/* The kind of a format of the struct module, of one item. */
static char kind_of_format(const char *format)
{
    static const char codes[] = "?bhilqnBHILQNefd";
    static const char kinds[] = "biiiiiiuuuuuufff";
    const char *found;
    if ((format[0] == 'Z' && format[1] != '\0' && format[2] == '\0') ||
        ((format[0] == 'F' || format[0] == 'D') && format[1] == '\0')) {
        return 'c';
    }
    found = format[0] != '\0' && format[1] == '\0' ? strchr(codes, format[0])
                                                   : NULL;
    return found == NULL ? '\0' : kinds[found - codes];
}

static dtype_id fail_format(HPyContext *ctx, const char *format)
{
    HPyErr_Format(ctx, ctx->h_TypeError,
                  "numpy_hpy has no dtype for the buffer format '%s': only "
                  "numbers in this machine's byte order",
                  format);
    return NO_DTYPE;
}

/* The dtype of a buffer; NO_DTYPE with a TypeError. Without a format it holds
 * bytes. */
static dtype_id read_format(HPyContext *ctx, const char *format,
                            HPy_ssize_t size)
{
    const char *code = format;
    dtype_id dtype;
    if (format == NULL) {
        return UINT8;
    }
    if (is_swapped(*format, size)) {
        return fail_format(ctx, format);
    }
    if (strchr("@=<>!|", *format) != NULL && *format != '\0') {
        code++;
    }
    dtype = dtype_of(kind_of_format(code), size);
    return dtype == NO_DTYPE ? fail_format(ctx, format) : dtype;
}

/* ---- Buffers of others ---- */

/* An array on the memory that a memoryview shows, which keeps it. */
static HPy of_buffer(HPyContext *ctx, HPy memory, const HPy_buffer *view,
                     ndarray **array)
{
    dtype_id dtype = read_format(ctx, view->format, view->itemsize);
    HPy h;
    if (dtype == NO_DTYPE) {
        return HPy_NULL;
    }
    if (view->suboffsets != NULL) {
        return HPyErr_SetString(ctx, ctx->h_BufferError,
                                "the items of the buffer are behind pointers");
    }
    h = array_new_view(ctx, dtype, view->ndim, memory, (char *)view->buf,
                       view->readonly ? 0 : ARRAY_WRITEABLE, array);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    for (int i = 0; i < view->ndim; i++) {
        (*array)->shape[i] = view->shape[i];
    }
    array_fill_strides((*array)->strides, view->ndim, (*array)->shape,
                       view->itemsize, false);
    for (int i = 0; view->strides != NULL && i < view->ndim; i++) {
        (*array)->strides[i] = view->strides[i];
    }
    array_update(*array);
    return h;
}

/* Where there is no HPy_GetBuffer: a copy of what the memoryview shows, by its
 * attributes. */
static HPy of_copy(HPyContext *ctx, HPy memory, ndarray **array)
{
    HPy format = HPy_GetAttr_s(ctx, memory, "format");
    HPy shape = HPy_GetAttr_s(ctx, memory, "shape");
    HPy size = HPy_GetAttr_s(ctx, memory, "itemsize");
    HPy bytes = HPy_Bytes(ctx, memory), result = HPy_NULL;
    const char *text;
    dtype_id dtype;
    intptr_t lengths[MAX_DIMS];
    int ndim;
    if (HPy_IsNull(format) || HPy_IsNull(shape) || HPy_IsNull(size) ||
        HPy_IsNull(bytes)) {
        goto cleanup;
    }
    text = HPyUnicode_AsUTF8AndSize(ctx, format, NULL);
    dtype = text == NULL ? NO_DTYPE
                         : read_format(ctx, text, HPyLong_AsSsize_t(ctx, size));
    ndim = dtype == NO_DTYPE ? -1 : shape_read(ctx, shape, lengths);
    if (ndim >= 0) {
        result = array_new(ctx, dtype, ndim, lengths, false, array);
    }
    if (!HPy_IsNull(result)) {
        memcpy((*array)->data, HPyBytes_AsString(ctx, bytes),
               (size_t)((*array)->size * array_item_size(*array)));
    }
cleanup:
    HPy_Close(ctx, format);
    HPy_Close(ctx, shape);
    HPy_Close(ctx, size);
    HPy_Close(ctx, bytes);
    return result;
}

/* The memoryview holds the buffer as long as the array lives; what it points to
 * is read by a buffer of its own, which is released at once. */
static HPy of_memory(HPyContext *ctx, HPy memory, ndarray **array)
{
    HPy_buffer view;
    HPy result;
    if (HPyContext_GetMinor(ctx) < 1) {
        return of_copy(ctx, memory, array);
    }
    if (HPy_GetBuffer(ctx, memory, &view, HPyBUF_FULL_RO) < 0) {
        return HPy_NULL;
    }
    result = of_buffer(ctx, memory, &view, array);
    HPyBuffer_Release(ctx, &view);
    return result;
}

/* The bytes of an object, in whatever form they are. */
typedef struct {
    HPy owner; /* keeps them */
    char *data;
    intptr_t size;
    bool is_read_only;
} memory;

/* Does the object have bytes without gaps? False with an exception. */
static bool check_bytes(HPyContext *ctx, HPy object)
{
    HPy_buffer view;
    if (HPy_GetBuffer(ctx, object, &view, HPyBUF_SIMPLE) < 0) {
        return false;
    }
    HPyBuffer_Release(ctx, &view);
    return true;
}

/* Where there is no HPy_GetBuffer: a copy. */
static bool memory_copy(HPyContext *ctx, HPy view, memory *result)
{
    HPy_ssize_t size;
    result->owner = HPy_Bytes(ctx, view);
    if (HPy_IsNull(result->owner)) {
        return false;
    }
    size = HPyBytes_Size(ctx, result->owner);
    result->data = (char *)HPyBytes_AsString(ctx, result->owner);
    result->size = size;
    result->is_read_only = true;
    return true;
}

/* Find the bytes of an object; false with an exception. */
static bool memory_open(HPyContext *ctx, HPy object, memory *result)
{
    bool has_buffers = HPyContext_GetMinor(ctx) >= 1, done = false;
    HPy_buffer view;
    HPy h = has_buffers && !check_bytes(ctx, object)
                ? HPy_NULL
                : HPy_Call(ctx, ctx->h_MemoryViewType, &object, 1, HPy_NULL);
    if (HPy_IsNull(h)) {
        return false;
    }
    if (!has_buffers) {
        done = memory_copy(ctx, h, result);
    }
    else if (HPy_GetBuffer(ctx, h, &view, HPyBUF_FULL_RO) == 0) {
        result->owner = HPy_Dup(ctx, h);
        result->data = (char *)view.buf;
        result->size = view.len;
        result->is_read_only = view.readonly != 0;
        HPyBuffer_Release(ctx, &view);
        done = true;
    }
    HPy_Close(ctx, h);
    return done;
}

/* ---- Looking things up ---- */

/* Nothing found is no error, but what else went wrong is: false then. */
static bool forgive(HPyContext *ctx, HPy found, HPy error)
{
    if (!HPy_IsNull(found)) {
        return true;
    }
    if (!HPyErr_ExceptionMatches(ctx, error)) {
        return false;
    }
    HPyErr_Clear(ctx);
    return true;
}

/* An attribute, or HPy_NULL if there is none; false with an exception. */
static bool find_attribute(HPyContext *ctx, HPy h, const char *name, HPy *found)
{
    *found = HPy_GetAttr_s(ctx, h, name);
    return forgive(ctx, *found, ctx->h_AttributeError);
}

/* The same of an item of a dict; None is as good as none. */
static bool find_item(HPyContext *ctx, HPy dict, const char *key, HPy *found)
{
    *found = HPy_GetItem_s(ctx, dict, key);
    if (!HPy_IsNull(*found) && HPy_Is(ctx, *found, ctx->h_None)) {
        HPy_Close(ctx, *found);
        *found = HPy_NULL;
        return true;
    }
    return forgive(ctx, *found, ctx->h_KeyError);
}

/* ---- __array_interface__ of others ---- */

typedef struct {
    dtype_id dtype;
    HPy owner; /* of the data */
    char *data;
    bool is_read_only;
    int ndim;
    intptr_t shape[MAX_DIMS];
    intptr_t strides[MAX_DIMS];
} interface;

static bool fail(HPyContext *ctx, HPy type, const char *message)
{
    HPyErr_SetString(ctx, type, message);
    return false;
}

/* "<f8" and the like; NO_DTYPE if we have no such dtype. */
static dtype_id parse_typestr(const char *text)
{
    char order = '=', kind = '\0', behind = '\0';
    int size = 0;
    if (text[0] != '\0' && strchr("<>|=", text[0]) != NULL) {
        order = *text++;
    }
    if (sscanf(text, "%c%d%c", &kind, &size, &behind) != 2 ||
        is_swapped(order, size)) {
        return NO_DTYPE;
    }
    return dtype_of(kind, size);
}

/* The text of a str or of bytes; NULL with an exception. */
static const char *read_text(HPyContext *ctx, HPy h)
{
    if (HPyBytes_Check(ctx, h)) {
        return HPyBytes_AsString(ctx, h);
    }
    if (HPyUnicode_Check(ctx, h)) {
        return HPyUnicode_AsUTF8AndSize(ctx, h, NULL);
    }
    fail(ctx, ctx->h_TypeError, "__array_interface__ typestr must be a string");
    return NULL;
}

static bool read_typestr(HPyContext *ctx, HPy dict, interface *in)
{
    const char *text;
    HPy h;
    if (!find_item(ctx, dict, "typestr", &h)) {
        return false;
    }
    if (HPy_IsNull(h)) {
        return fail(ctx, ctx->h_ValueError,
                    "Missing __array_interface__ typestr");
    }
    text = read_text(ctx, h);
    in->dtype = text == NULL ? NO_DTYPE : parse_typestr(text);
    if (text != NULL && in->dtype == NO_DTYPE) {
        fail_format(ctx, text);
    }
    HPy_Close(ctx, h);
    return in->dtype != NO_DTYPE;
}

/* A tuple of as many ints as an array may have dimensions; how many, or -1
 * with an exception. */
static int read_tuple(HPyContext *ctx, HPy h, const char *problem,
                      intptr_t *numbers)
{
    if (!HPyTuple_Check(ctx, h)) {
        HPyErr_SetString(ctx, ctx->h_TypeError, problem);
        return -1;
    }
    return shape_read(ctx, h, numbers);
}

static bool read_shape(HPyContext *ctx, HPy dict, interface *in)
{
    HPy h;
    if (!find_item(ctx, dict, "shape", &h)) {
        return false;
    }
    if (HPy_IsNull(h)) {
        return fail(ctx, ctx->h_ValueError,
                    "Missing __array_interface__ shape");
    }
    in->ndim = read_tuple(ctx, h, "shape must be a tuple", in->shape);
    HPy_Close(ctx, h);
    for (int i = 0; i < in->ndim; i++) {
        if (in->shape[i] < 0) {
            return fail(ctx, ctx->h_ValueError,
                        "negative dimensions are not allowed");
        }
    }
    return in->ndim >= 0 &&
           array_count(ctx, in->ndim, in->shape, dtype_size(in->dtype)) >= 0;
}

static bool read_strides(HPyContext *ctx, HPy dict, interface *in)
{
    int count;
    HPy h;
    if (!find_item(ctx, dict, "strides", &h)) {
        return false;
    }
    if (HPy_IsNull(h)) {
        array_fill_strides(in->strides, in->ndim, in->shape,
                           dtype_size(in->dtype), false);
        return true;
    }
    count = read_tuple(ctx, h, "strides must be a tuple", in->strides);
    HPy_Close(ctx, h);
    if (count >= 0 && count != in->ndim) {
        return fail(ctx, ctx->h_ValueError,
                    "mismatch in length of strides and shape");
    }
    return count >= 0;
}

/* The address of a tuple of that and of whether the data is read-only. */
static bool read_address(HPyContext *ctx, HPy pair, interface *in)
{
    HPy address, flag;
    int truth;
    if (HPy_Length(ctx, pair) != 2) {
        return fail(ctx, ctx->h_TypeError,
                    "__array_interface__ data must be a 2-tuple with (data "
                    "pointer integer, read-only flag)");
    }
    address = HPy_GetItem_i(ctx, pair, 0);
    flag = HPy_GetItem_i(ctx, pair, 1);
    truth = HPy_IsNull(flag) ? -1 : HPy_IsTrue(ctx, flag);
    if (!HPy_IsNull(address) && !HPy_TypeCheck(ctx, address, ctx->h_LongType)) {
        fail(ctx, ctx->h_TypeError,
             "first element of __array_interface__ data tuple must be an "
             "integer.");
        truth = -1;
    }
    else if (!HPy_IsNull(address) && truth >= 0) {
        in->data = (char *)HPyLong_AsVoidPtr(ctx, address);
        in->is_read_only = truth == 1;
    }
    HPy_Close(ctx, address);
    HPy_Close(ctx, flag);
    return truth >= 0 && !HPyErr_Occurred(ctx);
}

/* Are all items within so many bytes? Those behind a place with negative
 * strides are not looked for. */
static bool is_within(const interface *in, intptr_t bytes)
{
    intptr_t last = dtype_size(in->dtype);
    for (int i = 0; i < in->ndim; i++) {
        if (in->shape[i] == 0) {
            return true;
        }
        if (in->strides[i] < 0 ||
            (in->shape[i] > 1 && in->strides[i] > bytes / (in->shape[i] - 1))) {
            return false;
        }
        last += in->strides[i] * (in->shape[i] - 1);
        if (last > bytes) {
            return false;
        }
    }
    return last <= bytes;
}

/* The memory of an object with the buffer protocol, from an offset on. */
static bool read_bytes(HPyContext *ctx, HPy object, intptr_t offset,
                       interface *in)
{
    memory bytes;
    if (!memory_open(ctx, object, &bytes)) {
        return false;
    }
    if (offset < 0 || offset > bytes.size ||
        !is_within(in, bytes.size - offset)) {
        HPy_Close(ctx, bytes.owner);
        return fail(ctx, ctx->h_ValueError,
                    "the data of __array_interface__ is smaller than its shape "
                    "and strides say");
    }
    HPy_Close(ctx, in->owner);
    in->owner = bytes.owner;
    in->data = bytes.data + offset;
    in->is_read_only = bytes.is_read_only;
    return true;
}

static bool read_offset(HPyContext *ctx, HPy dict, intptr_t *offset)
{
    HPy h;
    *offset = 0;
    if (!find_item(ctx, dict, "offset", &h)) {
        return false;
    }
    if (!HPy_IsNull(h)) {
        *offset = HPyLong_AsSsize_t(ctx, h);
        HPy_Close(ctx, h);
    }
    return *offset != -1 || !HPyErr_Occurred(ctx);
}

/* The data is at an address, or a buffer: another object's or its own. */
static bool read_data(HPyContext *ctx, HPy dict, interface *in)
{
    intptr_t offset;
    bool done;
    HPy h;
    if (!find_item(ctx, dict, "data", &h)) {
        return false;
    }
    if (!HPy_IsNull(h) && HPyTuple_Check(ctx, h)) {
        done = read_address(ctx, h, in);
    }
    else {
        done = read_offset(ctx, dict, &offset) &&
               read_bytes(ctx, HPy_IsNull(h) ? in->owner : h, offset, in);
    }
    HPy_Close(ctx, h);
    return done;
}

/* An array of what was read. */
static HPy of_parts(HPyContext *ctx, const interface *in, ndarray **array)
{
    size_t bytes = (size_t)in->ndim * sizeof(intptr_t);
    HPy h = array_new_view(ctx, in->dtype, in->ndim, in->owner, in->data,
                           in->is_read_only ? 0 : ARRAY_WRITEABLE, array);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    memcpy((*array)->shape, in->shape, bytes);
    memcpy((*array)->strides, in->strides, bytes);
    array_update(*array);
    if (in->data == NULL && (*array)->size > 0) {
        HPy_Close(ctx, h);
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                "the data of __array_interface__ is at NULL");
    }
    if (in->data == NULL) {
        (*array)->data = (*array)->few_bytes;
    }
    return h;
}

static HPy of_interface(HPyContext *ctx, HPy owner, HPy dict, ndarray **array)
{
    interface in;
    HPy result = HPy_NULL;
    if (!HPyDict_Check(ctx, dict)) {
        return HPyErr_SetString(
            ctx, ctx->h_ValueError,
            "Invalid __array_interface__ value, must be a dict");
    }
    in.owner = HPy_Dup(ctx, owner);
    if (read_typestr(ctx, dict, &in) && read_shape(ctx, dict, &in) &&
        read_strides(ctx, dict, &in) && read_data(ctx, dict, &in)) {
        result = of_parts(ctx, &in, array);
    }
    HPy_Close(ctx, in.owner);
    return result;
}

/* ---- Objects of others ---- */

/* An array of what the method __array__ returns: an array of ours, or one of
 * another library, which has __array_interface__. */
static HPy of_method(HPyContext *ctx, HPy method, ndarray **array)
{
    HPy made = HPy_Call(ctx, method, NULL, 0, HPy_NULL), type, result;
    HPy found = HPy_NULL;
    if (HPy_IsNull(made)) {
        return HPy_NULL;
    }
    type = HPyGlobal_Load(ctx, array_type);
    if (array_check(ctx, made, type)) {
        *array = ndarray_AsStruct(ctx, made);
        result = HPy_Dup(ctx, made);
    }
    else if (!find_attribute(ctx, made, "__array_interface__", &found)) {
        result = HPy_NULL;
    }
    else {
        result = HPy_IsNull(found)
                     ? HPyErr_SetString(
                           ctx, ctx->h_ValueError,
                           "object __array__ method not producing an array")
                     : of_interface(ctx, made, found, array);
    }
    HPy_Close(ctx, found);
    HPy_Close(ctx, type);
    HPy_Close(ctx, made);
    return result;
}

/* What has no buffer. */
static HPy of_attributes(HPyContext *ctx, HPy h, ndarray **array)
{
    HPy found, result;
    if (!find_attribute(ctx, h, "__array_interface__", &found)) {
        return HPy_NULL;
    }
    if (!HPy_IsNull(found)) {
        result = of_interface(ctx, h, found, array);
        HPy_Close(ctx, found);
        return result;
    }
    if (!find_attribute(ctx, h, "__array__", &found) || HPy_IsNull(found)) {
        return HPy_NULL;
    }
    result = of_method(ctx, found, array);
    HPy_Close(ctx, found);
    return result;
}

HPy exchange_to_array(HPyContext *ctx, HPy h, ndarray **array)
{
    HPy view, result;
    if (HPyUnicode_Check(ctx, h) || HPyBytes_Check(ctx, h) ||
        HPy_TypeIs(ctx, h, ctx->h_ListType) ||
        HPy_TypeIs(ctx, h, ctx->h_TupleType)) {
        return HPy_NULL;
    }
    view = HPy_Call(ctx, ctx->h_MemoryViewType, &h, 1, HPy_NULL);
    if (!forgive(ctx, view, ctx->h_TypeError)) {
        return HPy_NULL;
    }
    if (HPy_IsNull(view)) {
        return of_attributes(ctx, h, array);
    }
    result = of_memory(ctx, view, array);
    HPy_Close(ctx, view);
    return result;
}

/* ---- Our buffers ---- */

static int fail_buffer(HPyContext *ctx, HPy_buffer *view, const char *why)
{
    view->obj = HPy_NULL;
    HPyErr_SetString(ctx, ctx->h_ValueError, why); /* as NumPy */
    return -1;
}

/* Why the array cannot be exported in this form; or NULL. */
static const char *find_refusal(const ndarray *array, int flags)
{
    bool c = (array->flags & ARRAY_C_CONTIGUOUS) != 0;
    bool f = (array->flags & ARRAY_F_CONTIGUOUS) != 0;
    if ((flags & HPyBUF_C_CONTIGUOUS) == HPyBUF_C_CONTIGUOUS && !c) {
        return "ndarray is not C-contiguous";
    }
    if ((flags & HPyBUF_F_CONTIGUOUS) == HPyBUF_F_CONTIGUOUS && !f) {
        return "ndarray is not Fortran contiguous";
    }
    if ((flags & HPyBUF_ANY_CONTIGUOUS) == HPyBUF_ANY_CONTIGUOUS && !c && !f) {
        return "ndarray is not contiguous";
    }
    if ((flags & HPyBUF_STRIDES) != HPyBUF_STRIDES && !c) {
        return "ndarray is not C-contiguous";
    }
    return (flags & HPyBUF_WRITABLE) != 0 &&
                   (array->flags & ARRAY_WRITEABLE) == 0
               ? "buffer source array is read-only"
               : NULL;
}

/* Consumers know a long as well as a long long of its size; NumPy names the
 * first one int64. */
static char *format_of(dtype_id dtype)
{
    if (LONG_MAX == INT64_MAX && (dtype == INT64 || dtype == UINT64)) {
        return (char *)(dtype == INT64 ? "l" : "L");
    }
    return (char *)dtypes[dtype].format;
}

HPyDef_SLOT(array_getbuffer, HPy_bf_getbuffer)
static int array_getbuffer_impl(HPyContext *ctx, HPy self, HPy_buffer *view,
                                int flags)
{
    ndarray *array = ndarray_AsStruct(ctx, self);
    const char *refusal = find_refusal(array, flags);
    bool has_strides = (flags & HPyBUF_STRIDES) == HPyBUF_STRIDES;
    if (refusal != NULL) {
        return fail_buffer(ctx, view, refusal);
    }
    view->buf = array->data;
    view->obj = HPy_Dup(ctx, self);
    view->len = array->size * array_item_size(array);
    view->itemsize = array_item_size(array);
    view->readonly = (array->flags & ARRAY_WRITEABLE) == 0;
    view->ndim = (flags & HPyBUF_ND) != 0 ? array->ndim : 1;
    view->format =
        (flags & HPyBUF_FORMAT) != 0 ? format_of(array->dtype) : NULL;
    view->shape = (flags & HPyBUF_ND) != 0 ? (HPy_ssize_t *)array->shape : NULL;
    view->strides = has_strides ? (HPy_ssize_t *)array->strides : NULL;
    view->suboffsets = NULL;
    view->internal = NULL;
    return 0;
}

/* ---- Our __array_interface__ ---- */

HPyDef_GET(array_interface, "__array_interface__",
           .doc = "Where the items are and what they are: a dict, by which "
                  "other libraries show them.")
static HPy array_interface_get(HPyContext *ctx, HPy self, void *closure)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    const uint16_t one = 1;
    char typestr[8];
    HPy shape = shape_tuple(ctx, array->ndim, array->shape);
    HPy strides = (array->flags & ARRAY_C_CONTIGUOUS) != 0
                      ? HPy_Dup(ctx, ctx->h_None)
                      : shape_tuple(ctx, array->ndim, array->strides);
    HPy result = HPy_NULL;
    (void)closure;
    snprintf(typestr, sizeof(typestr), "%c%c%d",
             array_item_size(array) == 1 ? '|'
             : *(const char *)&one == 1  ? '<'
                                         : '>',
             dtypes[array->dtype].kind, (int)array_item_size(array));
    if (!HPy_IsNull(shape) && !HPy_IsNull(strides)) {
        HPy read_only =
            HPyBool_FromBool(ctx, (array->flags & ARRAY_WRITEABLE) == 0);
        result =
            HPy_BuildValue(ctx, "{s:(KO),s:O,s:[(ss)],s:s,s:O,s:i}", "data",
                           (unsigned long long)(uintptr_t)array->data,
                           read_only, "strides", strides, "descr", "", typestr,
                           "typestr", typestr, "shape", shape, "version", 3);
        HPy_Close(ctx, read_only);
    }
    HPy_Close(ctx, shape);
    HPy_Close(ctx, strides);
    return result;
}

/* ---- Bytes ---- */

HPyDef_METH(array_tobytes, "tobytes", HPyFunc_KEYWORDS,
            .doc = "tobytes($self, /, order='C')\n--\n\n"
                   "Return the bytes of all items, in an order as for copy.")
static HPy array_tobytes_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"order", NULL};
    const ndarray *array = ndarray_AsStruct(ctx, self);
    copy_order order = ORDER_C;
    HPy h = HPy_NULL, copy, bytes;
    HPyTracker tracker;
    ndarray *copied;
    bool done;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames, "|O:tobytes",
                              names, &h)) {
        return HPy_NULL;
    }
    done = copy_read_order(ctx, h, &order);
    HPyTracker_Close(ctx, tracker);
    order = order == ORDER_KEEP ? ORDER_C : order; /* as NumPy */
    copy =
        done ? copy_array(ctx, array, array->dtype, order, &copied) : HPy_NULL;
    if (HPy_IsNull(copy)) {
        return HPy_NULL;
    }
    bytes = HPyBytes_FromStringAndSize(ctx, copied->data,
                                       copied->size * array_item_size(copied));
    HPy_Close(ctx, copy);
    return bytes;
}

/* How many items begin at an offset of so many bytes; -1 with a ValueError. */
static intptr_t count_items(HPyContext *ctx, intptr_t bytes, intptr_t size,
                            intptr_t count, intptr_t offset)
{
    intptr_t rest = bytes - offset;
    const char *problem = NULL;
    if (offset < 0 || offset > bytes) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "offset must be non-negative and no greater than buffer "
                      "length (%zd)",
                      bytes);
        return -1;
    }
    if (count < 0 && rest % size != 0) {
        problem = "buffer size must be a multiple of element size";
    }
    else if (count > rest / size) {
        problem = "buffer is smaller than requested size";
    }
    if (problem != NULL) {
        HPyErr_SetString(ctx, ctx->h_ValueError, problem);
        return -1;
    }
    return count < 0 ? rest / size : count;
}

/* An array of one dimension on the bytes of a buffer. */
static HPy on_bytes(HPyContext *ctx, HPy buffer, dtype_id dtype, intptr_t count,
                    intptr_t offset)
{
    HPy result = HPy_NULL;
    ndarray *array;
    memory bytes;
    if (!memory_open(ctx, buffer, &bytes)) {
        return HPy_NULL;
    }
    count = count_items(ctx, bytes.size, dtype_size(dtype), count, offset);
    if (count >= 0) {
        result =
            array_new_view(ctx, dtype, 1, bytes.owner, bytes.data + offset,
                           bytes.is_read_only ? 0 : ARRAY_WRITEABLE, &array);
    }
    if (!HPy_IsNull(result)) {
        array->shape[0] = count;
        array->strides[0] = dtype_size(dtype);
        array_update(array);
    }
    HPy_Close(ctx, bytes.owner);
    return result;
}

HPy exchange_bytes(HPyContext *ctx, HPy buffer, ndarray **array)
{
    HPy h = on_bytes(ctx, buffer, UINT8, -1, 0);
    *array = HPy_IsNull(h) ? NULL : ndarray_AsStruct(ctx, h);
    return h;
}

HPyDef_METH(core_frombuffer, "frombuffer", HPyFunc_KEYWORDS,
            .doc = "frombuffer(buffer, dtype=None, count=-1, offset=0, *, "
                   "like=None)\n--\n\n"
                   "Return an array of one dimension on the memory of an "
                   "object.\n\n"
                   "count: the number of items; -1 is all.\n"
                   "offset: where they begin, in bytes.\n\n"
                   "Raise ValueError if the object has not so many bytes.")
static HPy core_frombuffer_impl(HPyContext *ctx, HPy self, const HPy *args,
                                size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"buffer", "dtype", "count",
                                        "offset", "like",  NULL};
    HPy buffer, dtype = HPy_NULL, like = HPy_NULL, result = HPy_NULL;
    HPy_ssize_t count = -1, offset = 0;
    dtype_id id = FLOAT64;
    HPyTracker tracker;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "O|Onn$O:frombuffer", names, &buffer, &dtype,
                              &count, &offset, &like)) {
        return HPy_NULL;
    }
    if (HPy_IsNull(dtype) || descriptor_read_default(ctx, dtype, &id)) {
        result = on_bytes(ctx, buffer, id, count, offset);
    }
    HPyTracker_Close(ctx, tracker);
    return result;
}
