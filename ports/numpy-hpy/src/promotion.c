/* src/promotion.c: questions about dtypes, as functions of the module. */
#include "promotion.h"

#include "cast.h"
#include "convert.h"
#include "descriptor.h"
#include "functions.h"
#include "scalar.h"
#include "sequence.h"

#include <math.h>
#include <string.h>

/* ---- Arguments ---- */

/* The weakness of a Python number, STRONG for everything else, such as a bool
 * or a float64. */
static weakness weakness_of(HPyContext *ctx, HPy h)
{
    item value;
    if (HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        return WEAK_INT;
    }
    if (HPy_TypeIs(ctx, h, ctx->h_FloatType)) {
        return WEAK_FLOAT;
    }
    if (HPy_TypeIs(ctx, h, ctx->h_BoolType) ||
        scalar_read(ctx, h, &value) != NO_DTYPE) {
        return STRONG;
    }
    return HPy_TypeCheck(ctx, h, ctx->h_LongType)      ? WEAK_INT
           : HPy_TypeCheck(ctx, h, ctx->h_FloatType)   ? WEAK_FLOAT
           : HPy_TypeCheck(ctx, h, ctx->h_ComplexType) ? WEAK_COMPLEX
                                                       : STRONG;
}

/* The array that `h` is, or NULL. */
static const ndarray *peek_array(HPyContext *ctx, HPy h)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool is_array = array_check(ctx, h, type);
    HPy_Close(ctx, type);
    return is_array ? ndarray_AsStruct(ctx, h) : NULL;
}

/* The dtype of an array, a scalar or a Python bool, or the one that an object
 * names. */
static bool read_dtype(HPyContext *ctx, HPy h, dtype_id *dtype)
{
    item value;
    const ndarray *array = peek_array(ctx, h);
    *dtype = array != NULL ? array->dtype
             : HPy_TypeIs(ctx, h, ctx->h_BoolType)
                 ? BOOL
                 : scalar_read(ctx, h, &value);
    if (*dtype != NO_DTYPE) {
        return true;
    }
    return descriptor_read_default(ctx, h, dtype);
}

/* ---- can_cast ---- */

static bool read_casting(HPyContext *ctx, HPy h, casting *how)
{
    const char *name = HPyUnicode_Check(ctx, h)
                           ? HPyUnicode_AsUTF8AndSize(ctx, h, NULL)
                           : NULL;
    for (int i = CAST_NO; name != NULL && i <= CAST_UNSAFE; i++) {
        if (strcmp(name, casting_names[i]) == 0) {
            *how = (casting)i;
            return true;
        }
    }
    if (!HPyErr_Occurred(ctx)) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "casting must be one of 'no', 'equiv', 'safe', "
                      "'same_kind', 'unsafe' (got %R)",
                      h);
    }
    return false;
}

static HPy can_cast(HPyContext *ctx, HPy from, HPy to, HPy casting_name)
{
    dtype_id from_dtype, to_dtype;
    casting how = CAST_SAFE;
    if (!HPy_IsNull(casting_name) && !read_casting(ctx, casting_name, &how)) {
        return HPy_NULL;
    }
    if (weakness_of(ctx, from) != STRONG) {
        return HPyErr_SetString(
            ctx, ctx->h_TypeError,
            "can_cast() does not support Python ints, floats, and complex "
            "because the result used to depend on the value.");
    }
    if (!read_dtype(ctx, from, &from_dtype) ||
        !descriptor_read_default(ctx, to, &to_dtype)) {
        return HPy_NULL;
    }
    return HPyBool_FromBool(ctx, dtype_can_cast(from_dtype, to_dtype, how));
}

HPyDef_METH(core_can_cast, "can_cast", HPyFunc_KEYWORDS,
            .doc = "can_cast(from_, to, casting='safe')\n--\n\n"
                   "Can items change their dtype so? `from_` is a dtype, an "
                   "array or a scalar.")
static HPy core_can_cast_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t count, HPy keywords)
{
    static const char *const names[] = {"from_", "to", "casting", NULL};
    HPyTracker tracker;
    HPy from, to, how = HPy_NULL, result;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, count, keywords,
                              "OO|O:can_cast", names, &from, &to, &how)) {
        return HPy_NULL;
    }
    result = can_cast(ctx, from, to, how);
    HPyTracker_Close(ctx, tracker);
    return result;
}

/* ---- promote_types ---- */

HPyDef_METH(core_promote_types, "promote_types", HPyFunc_VARARGS,
            .doc = "promote_types(type1, type2, /)\n--\n\n"
                   "The smallest dtype to which both can be cast safely.")
static HPy core_promote_types_impl(HPyContext *ctx, HPy self, const HPy *args,
                                   size_t count)
{
    HPy a, b;
    dtype_id x, y;
    (void)self;
    if (!HPyArg_Parse(ctx, NULL, args, count, "OO:promote_types", &a, &b) ||
        !descriptor_read(ctx, a, &x) || !descriptor_read(ctx, b, &y)) {
        return HPy_NULL;
    }
    if (x == NO_DTYPE || y == NO_DTYPE) {
        return HPyErr_SetString(ctx, ctx->h_TypeError,
                                "did not understand one of the types");
    }
    return descriptor_of(ctx, dtype_promote(x, y));
}

/* ---- result_type ---- */

/* The dtype of Python numbers alone. */
static dtype_id default_dtype(weakness weak)
{
    static const dtype_id defaults[] = {FLOAT64, INT64, FLOAT64, COMPLEX128};
    return defaults[weak];
}

/* The dtype of ints that are alone: that of 64 bits with no sign if one is too
 * large for the other. */
static bool widen_for_int(HPyContext *ctx, HPy h, dtype_id *dtype)
{
    item value;
    dtype_id own = convert_number(ctx, h, &value);
    if (own == NO_DTYPE) {
        return false;
    }
    *dtype = own == UINT64 ? UINT64 : *dtype;
    return true;
}

static bool default_of_all(HPyContext *ctx, const HPy *args, size_t count,
                           weakness weak, dtype_id *dtype)
{
    *dtype = default_dtype(weak);
    for (size_t i = 0; weak == WEAK_INT && i < count; i++) {
        if (weakness_of(ctx, args[i]) == WEAK_INT &&
            !widen_for_int(ctx, args[i], dtype)) {
            return false;
        }
    }
    return true;
}

HPyDef_METH(core_result_type, "result_type", HPyFunc_VARARGS,
            .doc = "result_type(*arrays_and_dtypes)\n--\n\n"
                   "The dtype of what is computed from arrays, scalars, Python "
                   "numbers and dtypes.")
static HPy core_result_type_impl(HPyContext *ctx, HPy self, const HPy *args,
                                 size_t count)
{
    dtype_id strong = NO_DTYPE, dtype;
    weakness weakest = STRONG;
    (void)self;
    if (count == 0) {
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                "at least one array or dtype is required");
    }
    for (size_t i = 0; i < count; i++) {
        weakness weak = weakness_of(ctx, args[i]);
        if (weak != STRONG) {
            weakest = weak > weakest ? weak : weakest;
            continue;
        }
        if (!read_dtype(ctx, args[i], &dtype)) {
            return HPy_NULL;
        }
        strong = strong == NO_DTYPE ? dtype : dtype_promote(strong, dtype);
    }
    if (strong != NO_DTYPE) {
        return descriptor_of(ctx, promotion_with_weak(strong, weakest));
    }
    return default_of_all(ctx, args, count, weakest, &dtype)
               ? descriptor_of(ctx, dtype)
               : HPy_NULL;
}

/* ---- isdtype ---- */

static const struct {
    const char *name;
    const char *kinds;
} kind_names[] = {
    {"bool", "b"},       {"signed integer", "i"}, {"unsigned integer", "u"},
    {"integral", "iu"},  {"real floating", "f"},  {"complex floating", "c"},
    {"numeric", "iufc"},
};

typedef enum { KIND_ERROR = -1, KIND_DIFFERS, KIND_MATCHES } kind_match;

static kind_match match_name(HPyContext *ctx, dtype_id dtype, HPy kind)
{
    const char *name = HPyUnicode_AsUTF8AndSize(ctx, kind, NULL);
    for (size_t i = 0;
         name != NULL && i < sizeof(kind_names) / sizeof(*kind_names); i++) {
        if (strcmp(name, kind_names[i].name) == 0) {
            return strchr(kind_names[i].kinds, dtypes[dtype].kind) != NULL
                       ? KIND_MATCHES
                       : KIND_DIFFERS;
        }
    }
    if (name != NULL) {
        HPyErr_Format(ctx, ctx->h_ValueError,
                      "kind argument is a string, but %R is not a known kind "
                      "name.",
                      kind);
    }
    return KIND_ERROR;
}

static kind_match match_kind(HPyContext *ctx, dtype_id dtype, HPy kind)
{
    dtype_id other;
    HPy type;
    if (HPyUnicode_Check(ctx, kind)) {
        return match_name(ctx, dtype, kind);
    }
    other = descriptor_peek(ctx, kind);
    if (other != NO_DTYPE || descriptor_is_abstract(ctx, kind)) {
        return other == dtype ? KIND_MATCHES : KIND_DIFFERS;
    }
    type = HPy_Type(ctx, kind);
    HPyErr_Format(ctx, ctx->h_TypeError,
                  "kind argument must be comprised of NumPy dtypes or strings "
                  "only, but is a %S.",
                  type);
    HPy_Close(ctx, type);
    return KIND_ERROR;
}

static kind_match match_kinds(HPyContext *ctx, dtype_id dtype, HPy kinds)
{
    HPy_ssize_t length = HPy_Length(ctx, kinds);
    kind_match result = length < 0 ? KIND_ERROR : KIND_DIFFERS;
    for (HPy_ssize_t i = 0; i < length && result != KIND_ERROR; i++) {
        HPy kind = HPy_GetItem_i(ctx, kinds, i);
        kind_match one =
            HPy_IsNull(kind) ? KIND_ERROR : match_kind(ctx, dtype, kind);
        HPy_Close(ctx, kind);
        result = one == KIND_DIFFERS ? result : one;
    }
    return result;
}

static HPy isdtype(HPyContext *ctx, HPy h, HPy kind)
{
    dtype_id dtype = descriptor_peek(ctx, h);
    kind_match match;
    if (dtype == NO_DTYPE) {
        HPy type = HPy_Type(ctx, h);
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "dtype argument must be a NumPy dtype, but it is a %S.",
                      type);
        HPy_Close(ctx, type);
        return HPy_NULL;
    }
    match = HPyTuple_Check(ctx, kind) ? match_kinds(ctx, dtype, kind)
                                      : match_kind(ctx, dtype, kind);
    return match == KIND_ERROR ? HPy_NULL
                               : HPyBool_FromBool(ctx, match == KIND_MATCHES);
}

HPyDef_METH(core_isdtype, "isdtype", HPyFunc_KEYWORDS,
            .doc = "isdtype(dtype, kind)\n--\n\n"
                   "Is the dtype of the kind, which is a name, a dtype, or a "
                   "tuple of them?")
static HPy core_isdtype_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t count, HPy keywords)
{
    static const char *const names[] = {"dtype", "kind", NULL};
    HPyTracker tracker;
    HPy dtype, kind, result;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, count, keywords,
                              "OO:isdtype", names, &dtype, &kind)) {
        return HPy_NULL;
    }
    result = isdtype(ctx, dtype, kind);
    HPyTracker_Close(ctx, tracker);
    return result;
}

/* ---- min_scalar_type ---- */

static dtype_id smallest_unsigned(uint64_t value)
{
    return value <= UINT8_MAX    ? UINT8
           : value <= UINT16_MAX ? UINT16
           : value <= UINT32_MAX ? UINT32
                                 : UINT64;
}

static dtype_id smallest_integer(int64_t value)
{
    return value >= 0           ? smallest_unsigned((uint64_t)value)
           : value >= INT8_MIN  ? INT8
           : value >= INT16_MIN ? INT16
           : value >= INT32_MIN ? INT32
                                : INT64;
}

/* NumPy's limits, which are a little below the largest numbers. */
static dtype_id smallest_float(double value)
{
    return !isfinite(value) || fabs(value) < 65000 ? FLOAT16
           : fabs(value) < 3.4e38                  ? FLOAT32
                                                   : FLOAT64;
}

static dtype_id smallest_complex(complex128 value)
{
    dtype_id real = smallest_float(value.real);
    dtype_id imag = smallest_float(value.imag);
    return real == FLOAT64 || imag == FLOAT64 ? COMPLEX128 : COMPLEX64;
}

static dtype_id smallest_dtype(dtype_id dtype, const char *data)
{
    item value;
    switch (dtypes[dtype].kind) {
    case 'b':
        return BOOL;
    case 'i':
        cast_item(value.bytes, INT64, data, dtype);
        return smallest_integer(value.i);
    case 'u':
        cast_item(value.bytes, UINT64, data, dtype);
        return smallest_unsigned(value.u);
    case 'f':
        cast_item(value.bytes, FLOAT64, data, dtype);
        return smallest_float(value.d);
    default:
        cast_item(value.bytes, COMPLEX128, data, dtype);
        return smallest_complex(value.c);
    }
}

static HPy smallest_of_array(HPyContext *ctx, const ndarray *array)
{
    return descriptor_of(ctx, array->ndim > 0
                                  ? array->dtype
                                  : smallest_dtype(array->dtype, array->data));
}

HPyDef_METH(core_min_scalar_type, "min_scalar_type", HPyFunc_O,
            .doc = "min_scalar_type(a, /)\n--\n\n"
                   "The smallest dtype that holds a number; of an array, its "
                   "dtype.")
static HPy core_min_scalar_type_impl(HPyContext *ctx, HPy self, HPy h)
{
    const ndarray *array = peek_array(ctx, h);
    ndarray *made;
    item value;
    dtype_id dtype;
    HPy result;
    (void)self;
    if (array != NULL) {
        return smallest_of_array(ctx, array);
    }
    dtype = scalar_read(ctx, h, &value);
    if (dtype == NO_DTYPE) {
        dtype = convert_number(ctx, h, &value);
    }
    if (dtype != NO_DTYPE) {
        return descriptor_of(ctx, smallest_dtype(dtype, value.bytes));
    }
    if (HPyErr_Occurred(ctx)) {
        return HPy_NULL;
    }
    h = sequence_to_array(ctx, h, NO_DTYPE, &made);
    result = HPy_IsNull(h) ? HPy_NULL : smallest_of_array(ctx, made);
    HPy_Close(ctx, h);
    return result;
}

/* ---- issubdtype ---- */

/* The scalar type, with instances or without, that an argument means. */
static HPy read_scalar_type(HPyContext *ctx, HPy h)
{
    HPy generic = HPyGlobal_Load(ctx, generic_type);
    bool is_type = HPy_TypeCheck(ctx, h, ctx->h_TypeType) &&
                   HPyType_IsSubtype(ctx, h, generic);
    dtype_id dtype;
    HPy_Close(ctx, generic);
    if (is_type) {
        return HPy_Dup(ctx, h);
    }
    return descriptor_read_default(ctx, h, &dtype)
               ? HPyGlobal_Load(ctx, scalar_types[dtype])
               : HPy_NULL;
}

HPyDef_METH(core_issubdtype, "issubdtype", HPyFunc_KEYWORDS,
            .doc = "issubdtype(arg1, arg2)\n--\n\n"
                   "Is the first dtype the second or below it in the hierarchy "
                   "of scalar types?")
static HPy core_issubdtype_impl(HPyContext *ctx, HPy self, const HPy *args,
                                size_t count, HPy kwnames)
{
    static const char *const names[] = {"arg1", "arg2", NULL};
    HPy a, b, result = HPy_NULL;
    (void)self;
    if (!HPyArg_ParseKeywords(ctx, NULL, args, count, kwnames, "OO:issubdtype",
                              names, &a, &b)) {
        return HPy_NULL;
    }
    a = read_scalar_type(ctx, a);
    b = HPy_IsNull(a) ? HPy_NULL : read_scalar_type(ctx, b);
    if (!HPy_IsNull(b)) {
        result = HPyBool_FromBool(ctx, HPyType_IsSubtype(ctx, a, b) != 0);
    }
    HPy_Close(ctx, a);
    HPy_Close(ctx, b);
    return result;
}
