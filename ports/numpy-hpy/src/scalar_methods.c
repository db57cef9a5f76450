/* src/scalar_methods.c: attributes and methods of scalars, most of which are
 * those of an array of no dimensions.
 */
#include "scalar.h"

#include "array.h"
#include "cast.h"
#include "convert.h"
#include "descriptor.h"
#include "exceptions.h"
#include "functions.h"
#include "scalar_operators.h"
#include "ufunc_type.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Read `self`; NO_DTYPE with a TypeError for an instance of a class that was
 * derived from a type without instances. */
static dtype_id read_self(HPyContext *ctx, HPy self, item *value)
{
    dtype_id dtype = scalar_read(ctx, self, value);
    if (HPy_UNLIKELY(dtype == NO_DTYPE)) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "expected a scalar of a dtype, got an instance of a "
                         "class derived from numpy_hpy.generic");
    }
    return dtype;
}

/* The Python number that a scalar is. */
static HPy load_self(HPyContext *ctx, HPy self)
{
    item value;
    dtype_id dtype = read_self(ctx, self, &value);
    return dtype == NO_DTYPE ? HPy_NULL : convert_load(ctx, dtype, value.bytes);
}

static HPy self_as_array(HPyContext *ctx, HPy self)
{
    item value;
    dtype_id dtype = read_self(ctx, self, &value);
    return dtype == NO_DTYPE ? HPy_NULL : scalar_to_array(ctx, dtype, &value);
}

/* ---- Conversions ---- */

HPyDef_SLOT(scalar_bool, HPy_nb_bool)
static int scalar_bool_impl(HPyContext *ctx, HPy self)
{
    item value;
    uint8_t truth;
    dtype_id dtype = read_self(ctx, self, &value);
    if (dtype == NO_DTYPE) {
        return -1;
    }
    cast_item((char *)&truth, BOOL, value.bytes, dtype);
    return truth;
}

/* The real part of the value as a Python number. */
static HPy load_real(HPyContext *ctx, HPy self)
{
    item value;
    dtype_id dtype = read_self(ctx, self, &value);
    if (dtype == NO_DTYPE) {
        return HPy_NULL;
    }
    if (dtype >= COMPLEX64) { /* it begins with its real part */
        dtype = dtype == COMPLEX64 ? FLOAT32 : FLOAT64;
        if (!exceptions_warn_complex(ctx)) {
            return HPy_NULL;
        }
    }
    return convert_load(ctx, dtype, value.bytes);
}

HPyDef_SLOT(scalar_int, HPy_nb_int)
static HPy scalar_int_impl(HPyContext *ctx, HPy self)
{
    HPy number = load_real(ctx, self), result;
    if (HPy_IsNull(number) || HPy_TypeIs(ctx, number, ctx->h_LongType)) {
        return number;
    }
    result = HPy_Long(ctx, number);
    HPy_Close(ctx, number);
    return result;
}

HPyDef_SLOT(scalar_float, HPy_nb_float)
static HPy scalar_float_impl(HPyContext *ctx, HPy self)
{
    HPy number = load_real(ctx, self), result;
    if (HPy_IsNull(number) || HPy_TypeIs(ctx, number, ctx->h_FloatType)) {
        return number;
    }
    result = HPy_Float(ctx, number);
    HPy_Close(ctx, number);
    return result;
}

HPyDef_METH(
    complexfloating_complex, "__complex__", HPyFunc_NOARGS,
    .doc = "__complex__($self, /)\n--\n\nThe Python complex that it is.")
static HPy complexfloating_complex_impl(HPyContext *ctx, HPy self)
{
    return load_self(ctx, self);
}

/* ---- Hashes: those of the Python numbers, which are equal ---- */

HPy_hash_t scalar_hash_any(HPyContext *ctx, HPy self)
{
    HPy number = load_self(ctx, self);
    HPy_hash_t hash = HPy_IsNull(number) ? -1 : HPy_Hash(ctx, number);
    HPy_Close(ctx, number);
    return hash;
}

HPyDef_SLOT(scalar_hash, HPy_tp_hash)
static HPy_hash_t scalar_hash_impl(HPyContext *ctx, HPy self)
{
    return scalar_hash_any(ctx, self);
}

HPyDef_SLOT(float64_hash, HPy_tp_hash)
static HPy_hash_t float64_hash_impl(HPyContext *ctx, HPy self)
{
    double value = HPyFloat_AS_DOUBLE(ctx, self);
    HPy number;
    HPy_hash_t hash;
    if (value >= 0 && value < INT32_MAX && value == (int32_t)value) {
        return (HPy_hash_t)value; /* as of the int */
    }
    if (isnan(value)) {
        return 0; /* Python takes the address, here of a float that dies */
    }
    number = HPyFloat_FromDouble(ctx, value);
    hash = HPy_IsNull(number) ? -1 : HPy_Hash(ctx, number);
    HPy_Close(ctx, number);
    return hash;
}

/* ---- Text ---- */

/* Call a function of _printing.py. */
static HPy call_function(HPyContext *ctx, HPyGlobal global, HPy self)
{
    HPy function = HPyGlobal_Load(ctx, global);
    HPy result = HPy_Call(ctx, function, &self, 1, HPy_NULL);
    HPy_Close(ctx, function);
    return result;
}

HPyDef_METH(core_set_functions, "set_functions", HPyFunc_VARARGS,
            .doc = "set_functions(scalar_repr, scalar_str, signature_of, /)\n"
                   "--\n\n"
                   "Take functions that are written in Python, as the package "
                   "has them.")
static HPy core_set_functions_impl(HPyContext *ctx, HPy self, const HPy *args,
                                   size_t count)
{
    HPy repr, str, signature;
    (void)self;
    if (!HPyArg_Parse(ctx, NULL, args, count, "OOO:set_functions", &repr, &str,
                      &signature)) {
        return HPy_NULL;
    }
    HPyGlobal_Store(ctx, &scalar_repr_function, repr);
    HPyGlobal_Store(ctx, &scalar_str_function, str);
    HPyGlobal_Store(ctx, &signature_function, signature);
    return HPy_Dup(ctx, ctx->h_None);
}

/* Is it printed as the Python number is? */
static bool is_plain(dtype_id dtype)
{
    return dtype < FLOAT16 || dtype == FLOAT64;
}

static HPy plain_text(HPyContext *ctx, dtype_id dtype, const item *value)
{
    HPy number = convert_load(ctx, dtype, value->bytes), text;
    if (HPy_IsNull(number)) {
        return HPy_NULL;
    }
    text = HPy_Repr(ctx, number);
    HPy_Close(ctx, number);
    return text;
}

static HPy plain_repr(HPyContext *ctx, dtype_id dtype, const item *value)
{
    char whole[64]; /* a double takes at most 24 of them */
    const char *digits;
    HPy text, result = HPy_NULL;
    if (dtype == BOOL) {
        return HPyUnicode_FromString(ctx, value->bytes[0] ? "np.True_"
                                                          : "np.False_");
    }
    text = plain_text(ctx, dtype, value);
    digits =
        HPy_IsNull(text) ? NULL : HPyUnicode_AsUTF8AndSize(ctx, text, NULL);
    if (digits != NULL) {
        snprintf(whole, sizeof(whole), "np.%s(%s)", dtypes[dtype].name, digits);
        result = HPyUnicode_FromString(ctx, whole);
    }
    HPy_Close(ctx, text);
    return result;
}

HPyDef_SLOT(scalar_repr, HPy_tp_repr)
static HPy scalar_repr_impl(HPyContext *ctx, HPy self)
{
    item value;
    dtype_id dtype = read_self(ctx, self, &value);
    if (dtype == NO_DTYPE) {
        return HPy_NULL;
    }
    return is_plain(dtype) ? plain_repr(ctx, dtype, &value)
                           : call_function(ctx, scalar_repr_function, self);
}

HPyDef_SLOT(scalar_str, HPy_tp_str)
static HPy scalar_str_impl(HPyContext *ctx, HPy self)
{
    item value;
    dtype_id dtype = read_self(ctx, self, &value);
    if (dtype == NO_DTYPE) {
        return HPy_NULL;
    }
    return is_plain(dtype) ? plain_text(ctx, dtype, &value)
                           : call_function(ctx, scalar_str_function, self);
}

HPyDef_SLOT_IMPL(float64_repr, scalar_repr_impl, HPy_tp_repr)
HPyDef_SLOT_IMPL(float64_str, scalar_str_impl, HPy_tp_str)

HPyDef_METH(scalar_format, "__format__", HPyFunc_O)
static HPy scalar_format_impl(HPyContext *ctx, HPy self, HPy spec)
{
    HPy number = load_self(ctx, self), method = HPy_NULL, result = HPy_NULL;
    if (!HPy_IsNull(number)) {
        method = HPy_GetAttr_s(ctx, number, "__format__");
    }
    if (!HPy_IsNull(method)) {
        result = HPy_Call(ctx, method, &spec, 1, HPy_NULL);
    }
    HPy_Close(ctx, method);
    HPy_Close(ctx, number);
    return result;
}

/* ---- Attributes ---- */

/* The attribute SYM, which is RESULT, of the dtype `dtype` and the value
 * `value`. */
#define ATTRIBUTE(SYM, NAME, DOC, RESULT)                                      \
    HPyDef_GET(SYM, NAME, .doc = DOC)                                          \
    static HPy SYM##_get(HPyContext *ctx, HPy self, void *closure)             \
    {                                                                          \
        item value;                                                            \
        dtype_id dtype = read_self(ctx, self, &value);                         \
        (void)closure;                                                         \
        return dtype == NO_DTYPE ? HPy_NULL : (RESULT);                        \
    }

/* An attribute that is the same for all scalars. */
#define CONSTANT(SYM, NAME, DOC, RESULT)                                       \
    HPyDef_GET(SYM, NAME, .doc = DOC)                                          \
    static HPy SYM##_get(HPyContext *ctx, HPy self, void *closure)             \
    {                                                                          \
        (void)self, (void)closure;                                             \
        return (RESULT);                                                       \
    }

ATTRIBUTE(scalar_dtype, "dtype", "The dtype of arrays of such items.",
          descriptor_of(ctx, dtype))
ATTRIBUTE(scalar_itemsize, "itemsize", "The number of bytes.",
          HPyLong_FromSsize_t(ctx, dtype_size(dtype)))
ATTRIBUTE(scalar_nbytes, "nbytes", "The number of bytes.",
          HPyLong_FromSsize_t(ctx, dtype_size(dtype)))
CONSTANT(scalar_ndim, "ndim", "The number of axes: 0.",
         HPyLong_FromLong(ctx, 0))
CONSTANT(scalar_size, "size", "The number of items: 1.",
         HPyLong_FromLong(ctx, 1))
CONSTANT(scalar_shape, "shape", "The lengths of the axes: ().",
         HPyTuple_FromArray(ctx, NULL, 0))
CONSTANT(scalar_strides, "strides", "The distances along axes: ().",
         HPyTuple_FromArray(ctx, NULL, 0))
CONSTANT(scalar_base, "base", "Always None.", HPy_Dup(ctx, ctx->h_None))
CONSTANT(scalar_device, "device", "Always \"cpu\".",
         HPyUnicode_FromString(ctx, "cpu"))
CONSTANT(scalar_T, "T", "The scalar itself.", HPy_Dup(ctx, self))
CONSTANT(integer_numerator, "numerator", "The integer itself.",
         HPy_Dup(ctx, self))
CONSTANT(integer_denominator, "denominator", "Always 1.",
         HPyLong_FromLong(ctx, 1))
CONSTANT(scalar_data, "data", "The bytes, a memoryview.",
         HPy_Call(ctx, ctx->h_MemoryViewType, &self, 1, HPy_NULL))

/* The dtype of the parts of complex numbers. */
static dtype_id part_of(dtype_id dtype)
{
    return dtype == COMPLEX64 ? FLOAT32 : FLOAT64;
}

static HPy imaginary(HPyContext *ctx, dtype_id dtype, const item *value)
{
    static const item zero;
    if (dtype < COMPLEX64) {
        return scalar_new(ctx, dtype, zero.bytes);
    }
    return scalar_new(ctx, part_of(dtype),
                      value->bytes + dtype_size(dtype) / 2);
}

ATTRIBUTE(scalar_real, "real", "The real part.",
          scalar_new(ctx, dtype < COMPLEX64 ? dtype : part_of(dtype),
                     value.bytes))
ATTRIBUTE(scalar_imag, "imag", "The imaginary part.",
          imaginary(ctx, dtype, &value))

/* The attribute of the array that holds the scalar. */
static HPy array_attribute(HPyContext *ctx, HPy self, const char *name)
{
    HPy array = self_as_array(ctx, self), result;
    if (HPy_IsNull(array)) {
        return HPy_NULL;
    }
    ndarray_AsStruct(ctx, array)->flags &= (uint16_t)~ARRAY_WRITEABLE;
    result = HPy_GetAttr_s(ctx, array, name);
    HPy_Close(ctx, array);
    return result;
}

CONSTANT(scalar_flags, "flags", "Those of an array of no dimensions.",
         array_attribute(ctx, self, "flags"))
CONSTANT(scalar_flat, "flat", "Its one item, a flatiter.",
         array_attribute(ctx, self, "flat"))

/* ---- Methods of arrays ---- */

static bool is_array(HPyContext *ctx, HPy h)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool result = array_check(ctx, h, type);
    HPy_Close(ctx, type);
    return result;
}

/* Results that have no dimensions are scalars again. The argument is closed. */
static HPy unwrap(HPyContext *ctx, HPy h)
{
    const ndarray *array;
    HPy result;
    if (HPy_IsNull(h) || !is_array(ctx, h)) {
        return h;
    }
    array = ndarray_AsStruct(ctx, h);
    if (array->ndim > 0) {
        return h;
    }
    result = scalar_new(ctx, array->dtype, array->data);
    HPy_Close(ctx, h);
    return result;
}

/* Call the method of the array that holds the scalar. */
static HPy call_array(HPyContext *ctx, HPy self, const char *name,
                      const HPy *args, size_t count, HPy keywords)
{
    HPy array = self_as_array(ctx, self), method = HPy_NULL, result = HPy_NULL;
    if (!HPy_IsNull(array)) {
        method = HPy_GetAttr_s(ctx, array, name);
    }
    if (!HPy_IsNull(method)) {
        result = HPy_Call(ctx, method, args, count, keywords);
    }
    HPy_Close(ctx, method);
    HPy_Close(ctx, array);
    return result;
}

#define ARRAY_METHOD(SYM, NAME, PARAMETERS, THEN)                              \
    HPyDef_METH(SYM, NAME, HPyFunc_KEYWORDS,                                   \
                .doc = NAME "(" PARAMETERS ")\n--\n\n"                         \
                            "The same as that of an array of no dimensions, "  \
                            "which holds a copy.")                             \
    static HPy SYM##_impl(HPyContext *ctx, HPy self, const HPy *args,          \
                          size_t count, HPy keywords)                          \
    {                                                                          \
        return THEN(ctx, call_array(ctx, self, NAME, args, count, keywords));  \
    }

/* clang-format off */
#define X(NAME, PARAMETERS)                                                    \
    ARRAY_METHOD(scalar_##NAME, #NAME, PARAMETERS, unwrap)
X(all, "$self, /, axis=None, out=None, keepdims=False, *, where=True")
X(any, "$self, /, axis=None, out=None, keepdims=False, *, where=True")
X(argmax, "$self, /, axis=None, out=None, *, keepdims=False")
X(argmin, "$self, /, axis=None, out=None, *, keepdims=False")
X(argsort, "$self, /, axis=-1, kind=None, order=None, *, stable=None")
X(astype, "$self, /, dtype, order='K', casting='unsafe', subok=True, copy=True")
X(byteswap, "$self, /, inplace=False")
X(choose, "$self, /, choices, out=None, mode='raise'")
X(clip, "$self, /, min=None, max=None, out=None, **kwargs")
X(compress, "$self, /, condition, axis=None, out=None")
X(copy, "$self, /, order='C'")
X(cumprod, "$self, /, axis=None, dtype=None, out=None")
X(cumsum, "$self, /, axis=None, dtype=None, out=None")
X(diagonal, "$self, /, offset=0, axis1=0, axis2=1")
X(dump, "$self, /, file")
X(dumps, "$self, /")
X(fill, "$self, /, value")
X(flatten, "$self, /, order='C'")
X(getfield, "$self, /, dtype, offset=0")
X(max, "$self, /, axis=None, out=None, **kwargs")
X(mean, "$self, /, axis=None, dtype=None, out=None, **kwargs")
X(min, "$self, /, axis=None, out=None, **kwargs")
X(nonzero, "$self, /")
X(prod, "$self, /, axis=None, dtype=None, out=None, **kwargs")
X(put, "$self, indices, values, /, mode='raise'")
X(ravel, "$self, /, order='C'")
X(repeat, "$self, repeats, /, axis=None")
X(reshape, "$self, /, *shape, order='C', copy=None")
X(resize, "$self, /, *new_shape, refcheck=True")
X(round, "$self, /, decimals=0, out=None")
X(searchsorted, "$self, v, /, side='left', sorter=None")
X(setfield, "$self, val, /, dtype, offset=0")
X(setflags, "$self, /, *, write=None, align=None, uic=None")
X(sort, "$self, /, axis=-1, kind=None, order=None, *, stable=None")
X(squeeze, "$self, /, axis=None")
X(std, "$self, /, axis=None, dtype=None, out=None, ddof=0, **kwargs")
X(sum, "$self, /, axis=None, dtype=None, out=None, **kwargs")
X(swapaxes, "$self, axis1, axis2, /")
X(take, "$self, indices, /, axis=None, out=None, mode='raise'")
X(to_device, "$self, device, /, *, stream=None")
X(tobytes, "$self, /, order='C'")
X(tofile, "$self, fid, /, sep='', format='%s'")
X(trace, "$self, /, offset=0, axis1=0, axis2=1, dtype=None, out=None")
X(transpose, "$self, /, *axes")
X(var, "$self, /, axis=None, dtype=None, out=None, ddof=0, **kwargs")
X(view, "$self, /, *args, **kwargs")
#undef X
ARRAY_METHOD(scalar_array_namespace, "__array_namespace__",
             "$self, /, *, api_version=None", unwrap)
/* clang-format on */

static HPy keep(HPyContext *ctx, HPy h)
{
    (void)ctx;
    return h;
}

ARRAY_METHOD(scalar_as_array, "__array__", "$self, dtype=None, /, *, copy=None",
             keep)

/* ---- Items ---- */

/* s[()], s[...] and what else adds dimensions. */
HPyDef_SLOT(scalar_subscript, HPy_mp_subscript)
static HPy scalar_subscript_impl(HPyContext *ctx, HPy self, HPy key)
{
    HPy array = self_as_array(ctx, self), result;
    if (HPy_IsNull(array)) {
        return HPy_NULL;
    }
    result = HPy_GetItem(ctx, array, key);
    HPy_Close(ctx, array);
    if (HPy_IsNull(result) && HPyErr_ExceptionMatches(ctx, ctx->h_IndexError)) {
        HPyErr_SetString(ctx, ctx->h_IndexError,
                         "invalid index to scalar variable.");
    }
    return result;
}

HPyDef_METH(scalar_tolist, "tolist", HPyFunc_NOARGS,
            .doc = "tolist($self, /)\n--\n\nThe Python number that it is.")
static HPy scalar_tolist_impl(HPyContext *ctx, HPy self)
{
    return load_self(ctx, self);
}

HPyDef_METH(scalar_item, "item", HPyFunc_VARARGS,
            .doc = "item($self, /, *args)\n--\n\nThe Python number that it is.")
static HPy scalar_item_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t count)
{
    if (count > 0) {
        return call_array(ctx, self, "item", args, count, HPy_NULL);
    }
    return load_self(ctx, self);
}

/* ---- Copies ---- */

HPyDef_METH(scalar_copy_self, "__copy__", HPyFunc_NOARGS)
static HPy scalar_copy_self_impl(HPyContext *ctx, HPy self)
{
    return HPy_Dup(ctx, self);
}

HPyDef_METH(scalar_deepcopy, "__deepcopy__", HPyFunc_O)
static HPy scalar_deepcopy_impl(HPyContext *ctx, HPy self, HPy memo)
{
    (void)memo;
    return HPy_Dup(ctx, self);
}

/* (scalar, (dtype, bytes)) */
HPyDef_METH(scalar_reduce, "__reduce__", HPyFunc_NOARGS)
static HPy scalar_reduce_impl(HPyContext *ctx, HPy self)
{
    item value;
    dtype_id dtype = read_self(ctx, self, &value);
    HPy function, descriptor, bytes, result = HPy_NULL;
    if (dtype == NO_DTYPE) {
        return HPy_NULL;
    }
    function = HPyGlobal_Load(ctx, scalar_maker);
    descriptor = descriptor_of(ctx, dtype);
    bytes = HPyBytes_FromStringAndSize(ctx, value.bytes, dtype_size(dtype));
    if (!HPy_IsNull(bytes)) {
        result = HPy_BuildValue(ctx, "O(OO)", function, descriptor, bytes);
    }
    HPy_Close(ctx, bytes);
    HPy_Close(ctx, descriptor);
    HPy_Close(ctx, function);
    return result;
}

static HPy scalar_of_bytes(HPyContext *ctx, dtype_id dtype, HPy bytes)
{
    if (!HPyBytes_Check(ctx, bytes) ||
        HPyBytes_Size(ctx, bytes) != dtype_size(dtype)) {
        return HPyErr_Format(ctx, ctx->h_ValueError,
                             "scalar(): expected %zd bytes of %s, got %R",
                             (size_t)dtype_size(dtype), dtypes[dtype].name,
                             bytes);
    }
    return scalar_new(ctx, dtype, HPyBytes_AsString(ctx, bytes));
}

HPyDef_METH(core_scalar, "scalar", HPyFunc_VARARGS,
            .doc = "scalar(dtype, bytes, /)\n--\n\n"
                   "The scalar whose memory looks so: what pickles call.")
static HPy core_scalar_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t count)
{
    static const item zero;
    dtype_id dtype;
    HPy spec, bytes = HPy_NULL;
    (void)self;
    if (!HPyArg_Parse(ctx, NULL, args, count, "O|O:scalar", &spec, &bytes) ||
        !descriptor_read_default(ctx, spec, &dtype)) {
        return HPy_NULL;
    }
    return HPy_IsNull(bytes) ? scalar_new(ctx, dtype, zero.bytes)
                             : scalar_of_bytes(ctx, dtype, bytes);
}

/* ---- Memory ---- */

/* A float64's value is nowhere in memory that we know, so all lend a copy. */
HPyDef_SLOT(scalar_get_buffer, HPy_bf_getbuffer)
static int scalar_get_buffer_impl(HPyContext *ctx, HPy self, HPy_buffer *buffer,
                                  int flags)
{
    enum { WRITABLE = 1, FORMAT = 4 }; /* as the buffer protocol has them */
    item value, *copy;
    dtype_id dtype = read_self(ctx, self, &value);
    if (dtype == NO_DTYPE) {
        return -1;
    }
    if (flags & WRITABLE) {
        HPyErr_SetString(ctx, ctx->h_BufferError, "scalar buffer is readonly");
        return -1;
    }
    copy = (item *)malloc(sizeof(item));
    if (copy == NULL) {
        HPyErr_NoMemory(ctx);
        return -1;
    }
    *copy = value;
    memset(buffer, 0, sizeof(*buffer));
    buffer->buf = copy;
    buffer->obj = HPy_Dup(ctx, self);
    buffer->len = buffer->itemsize = dtype_size(dtype);
    buffer->readonly = 1;
    buffer->format = flags & FORMAT ? (char *)dtypes[dtype].format : NULL;
    return 0;
}

/* The copy is known by `buf`: PyPy 7.3.19 does not keep `internal`. */
HPyDef_SLOT(scalar_release_buffer, HPy_bf_releasebuffer)
static void scalar_release_buffer_impl(HPyContext *ctx, HPy self,
                                       HPy_buffer *buffer)
{
    (void)ctx, (void)self;
    free(buffer->buf);
}

/* ---- Numbers ---- */

static HPy conjugate(HPyContext *ctx, HPy self)
{
    item value;
    dtype_id dtype = read_self(ctx, self, &value);
    complex128 c;
    if (dtype == NO_DTYPE || dtype < COMPLEX64) {
        return dtype == NO_DTYPE ? HPy_NULL : HPy_Dup(ctx, self);
    }
    cast_item((char *)&c, COMPLEX128, value.bytes, dtype);
    c.imag = -c.imag;
    cast_item(value.bytes, dtype, (const char *)&c, COMPLEX128);
    return scalar_new(ctx, dtype, value.bytes);
}

HPyDef_METH(scalar_conjugate, "conjugate", HPyFunc_NOARGS,
            .doc = "conjugate($self, /)\n--\n\nThe complex conjugate.")
static HPy scalar_conjugate_impl(HPyContext *ctx, HPy self)
{
    return conjugate(ctx, self);
}

HPyDef_METH(scalar_conj, "conj", HPyFunc_NOARGS,
            .doc = "conj($self, /)\n--\n\nThe complex conjugate.")
static HPy scalar_conj_impl(HPyContext *ctx, HPy self)
{
    return conjugate(ctx, self);
}

/* The method of the Python number that the scalar is. */
static HPy call_number(HPyContext *ctx, HPy self, const char *name)
{
    HPy number = load_self(ctx, self), method = HPy_NULL, result = HPy_NULL;
    if (!HPy_IsNull(number)) {
        method = HPy_GetAttr_s(ctx, number, name);
    }
    if (!HPy_IsNull(method)) {
        result = HPy_Call(ctx, method, NULL, 0, HPy_NULL);
    }
    HPy_Close(ctx, method);
    HPy_Close(ctx, number);
    return result;
}

HPyDef_METH(floating_is_integer, "is_integer", HPyFunc_NOARGS,
            .doc = "is_integer($self, /)\n--\n\nHas it no fraction?")
static HPy floating_is_integer_impl(HPyContext *ctx, HPy self)
{
    return call_number(ctx, self, "is_integer");
}

HPyDef_METH(floating_as_integer_ratio, "as_integer_ratio", HPyFunc_NOARGS,
            .doc = "as_integer_ratio($self, /)\n--\n\nTwo ints, in lowest "
                   "terms, whose quotient it is.")
static HPy floating_as_integer_ratio_impl(HPyContext *ctx, HPy self)
{
    return call_number(ctx, self, "as_integer_ratio");
}

HPyDef_METH(integer_is_integer, "is_integer", HPyFunc_NOARGS,
            .doc = "is_integer($self, /)\n--\n\nHas it no fraction?")
static HPy integer_is_integer_impl(HPyContext *ctx, HPy self)
{
    (void)self;
    return HPyBool_FromBool(ctx, true);
}

/* The 1s of the absolute value. */
HPyDef_METH(integer_bit_count, "bit_count", HPyFunc_NOARGS,
            .doc = "bit_count($self, /)\n--\n\nThe number of 1s of its "
                   "absolute value in base 2.")
static HPy integer_bit_count_impl(HPyContext *ctx, HPy self)
{
    item value, wide;
    dtype_id dtype = read_self(ctx, self, &value);
    int count = 0;
    if (dtype == NO_DTYPE) {
        return HPy_NULL;
    }
    cast_item(wide.bytes, dtypes[dtype].kind == 'i' ? INT64 : UINT64,
              value.bytes, dtype);
    if (dtypes[dtype].kind == 'i' && wide.i < 0) {
        wide.u = 0 - wide.u;
    }
    for (; wide.u != 0; wide.u &= wide.u - 1) {
        count++;
    }
    return HPyLong_FromLong(ctx, count);
}

/* An int without digits behind the point, a scalar of the same dtype with. */
HPyDef_METH(scalar_dunder_round, "__round__", HPyFunc_VARARGS)
static HPy scalar_dunder_round_impl(HPyContext *ctx, HPy self, const HPy *args,
                                    size_t count)
{
    HPy digits = ctx->h_None;
    if (!HPyArg_Parse(ctx, NULL, args, count, "|O:__round__", &digits)) {
        return HPy_NULL;
    }
    if (HPy_Is(ctx, digits, ctx->h_None)) {
        return call_number(ctx, self, "__round__");
    }
    return unwrap(ctx, call_array(ctx, self, "round", &digits, 1, HPy_NULL));
}
