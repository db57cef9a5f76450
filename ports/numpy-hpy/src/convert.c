/* src/convert.c: items and the objects of Python that are worth the same. */
#include "convert.h"

#include "cast.h"
#include "exceptions.h"
#include "half.h"
#include "scalar.h"

#include <math.h>
#include <string.h>

/* ---- From Python ---- */

/* An int that 64 bits hold, with a sign or without. */
static dtype_id read_int(HPyContext *ctx, HPy h, item *value)
{
    value->i = HPyLong_AsInt64_t(ctx, h);
    if (value->i != -1 || !HPyErr_Occurred(ctx)) {
        return INT64;
    }
    HPyErr_Clear(ctx);
    value->u = HPyLong_AsUInt64_t(ctx, h);
    if (value->u != (uint64_t)-1 || !HPyErr_Occurred(ctx)) {
        return UINT64;
    }
    HPyErr_Clear(ctx);
    HPyErr_SetString(ctx, ctx->h_OverflowError,
                     "Python integer too large to convert to a dtype: none "
                     "has more than 64 bits");
    return NO_DTYPE;
}

/* The parts of a Python complex, by its attributes. */
static dtype_id read_attributes(HPyContext *ctx, HPy h, item *value)
{
    HPy real = HPy_GetAttr_s(ctx, h, "real");
    HPy imag = HPy_IsNull(real) ? HPy_NULL : HPy_GetAttr_s(ctx, h, "imag");
    dtype_id result = NO_DTYPE;
    if (!HPy_IsNull(imag)) {
        value->c.real = HPyFloat_AsDouble(ctx, real);
        value->c.imag = HPyFloat_AsDouble(ctx, imag);
        result = COMPLEX128;
    }
    HPy_Close(ctx, real);
    HPy_Close(ctx, imag);
    return result;
}

static dtype_id read_complex(HPyContext *ctx, HPy h, item *value)
{
    if (HPyContext_GetMinor(ctx) < 1) {
        return read_attributes(ctx, h, value);
    }
    return HPyComplex_AsDoubles(ctx, h, &value->c.real, &value->c.imag) == 0
               ? COMPLEX128
               : NO_DTYPE;
}

static dtype_id read_bool(HPyContext *ctx, HPy h, item *value)
{
    value->u = HPy_Is(ctx, h, ctx->h_True);
    return BOOL;
}

dtype_id convert_number(HPyContext *ctx, HPy h, item *value)
{
    if (HPy_TypeIs(ctx, h, ctx->h_FloatType)) {
        value->d = HPyFloat_AS_DOUBLE(ctx, h);
        return FLOAT64;
    }
    if (HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        return read_int(ctx, h, value);
    }
    if (HPy_TypeIs(ctx, h, ctx->h_BoolType)) {
        return read_bool(ctx, h, value);
    }
    if (HPy_TypeCheck(ctx, h, ctx->h_FloatType)) {
        value->d = HPyFloat_AS_DOUBLE(ctx, h);
        return FLOAT64;
    }
    if (HPy_TypeCheck(ctx, h, ctx->h_LongType)) {
        return read_int(ctx, h, value);
    }
    if (HPy_TypeCheck(ctx, h, ctx->h_ComplexType)) {
        return read_complex(ctx, h, value);
    }
    return NO_DTYPE;
}

/* ---- Items of Python objects ---- */

static bool fail_bounds(HPyContext *ctx, HPy h, dtype_id dtype)
{
    HPyErr_Format(ctx, ctx->h_OverflowError,
                  "Python integer %R out of bounds for %s", h,
                  dtypes[dtype].name);
    return false;
}

static bool fits(dtype_id dtype, dtype_id from, const item *value)
{
    int bits = 8 * dtypes[dtype].size;
    if (dtypes[dtype].kind == 'u') {
        return (from == UINT64 || value->i >= 0) &&
               (bits == 64 || value->u >> bits == 0);
    }
    return from == INT64 && (bits == 64 || (value->i >> (bits - 1) == 0 ||
                                            value->i >> (bits - 1) == -1));
}

/* Store an int as an integer item, whose bits begin with those of a longer one
 * where the least come first. */
static bool store_int(HPyContext *ctx, HPy h, dtype_id dtype, char *data)
{
    item value;
    dtype_id from = read_int(ctx, h, &value);
    if (from == NO_DTYPE) {
        HPyErr_Clear(ctx);
        return fail_bounds(ctx, h, dtype);
    }
    if (!fits(dtype, from, &value)) {
        return fail_bounds(ctx, h, dtype);
    }
    cast_item(data, dtype, value.bytes, from);
    return true;
}

/* An object that is turned into an int as int() does it. */
static bool store_as_int(HPyContext *ctx, HPy h, dtype_id dtype, char *data)
{
    HPy number = HPy_Long(ctx, h);
    bool done;
    if (HPy_IsNull(number)) {
        return false;
    }
    done = store_int(ctx, number, dtype, data);
    HPy_Close(ctx, number);
    return done;
}

static bool store_as_float(HPyContext *ctx, HPy h, dtype_id dtype, char *data)
{
    double value = HPyFloat_AsDouble(ctx, h);
    if (value == -1.0 && HPyErr_Occurred(ctx)) {
        return false;
    }
    cast_item(data, dtype, (const char *)&value, FLOAT64);
    return true;
}

/* An object that is turned into a complex as complex() does it. */
static bool store_as_complex(HPyContext *ctx, HPy h, dtype_id dtype, char *data)
{
    item value;
    dtype_id from = convert_number(ctx, h, &value);
    HPy number;
    if (from == FLOAT64 || from == COMPLEX128) {
        cast_item(data, dtype, value.bytes, from);
        return true;
    }
    HPyErr_Clear(ctx);
    number = HPy_Call(ctx, ctx->h_ComplexType, &h, 1, HPy_NULL);
    if (HPy_IsNull(number)) {
        return false;
    }
    from = read_complex(ctx, number, &value);
    HPy_Close(ctx, number);
    cast_item(data, dtype, value.bytes, COMPLEX128);
    return from != NO_DTYPE;
}

static bool store_as_bool(HPyContext *ctx, HPy h, char *data)
{
    int truth = HPy_IsTrue(ctx, h);
    if (truth < 0) {
        return false;
    }
    *data = (char)truth;
    return true;
}

/* Text would be parsed by int() and float(). */
static bool refuse_text(HPyContext *ctx, HPy h)
{
    if (HPyUnicode_Check(ctx, h) || HPyBytes_Check(ctx, h)) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "numpy_hpy has no dtype for text: convert it to "
                         "numbers first");
        return true;
    }
    return false;
}

/* None is NaN among floats. */
static bool store_other(HPyContext *ctx, HPy h, dtype_id dtype, char *data)
{
    static const complex128 nothing = {NAN, NAN};
    if (refuse_text(ctx, h)) {
        return false;
    }
    if (dtype >= FLOAT16 && HPy_Is(ctx, h, ctx->h_None)) {
        cast_item(data, dtype, (const char *)&nothing,
                  dtype < COMPLEX64 ? FLOAT64 : COMPLEX128);
        return true;
    }
    switch (dtypes[dtype].kind) {
    case 'b':
        return store_as_bool(ctx, h, data);
    case 'f':
        return store_as_float(ctx, h, dtype, data);
    case 'c':
        return store_as_complex(ctx, h, dtype, data);
    default:
        return store_as_int(ctx, h, dtype, data);
    }
}

bool convert_store(HPyContext *ctx, HPy h, dtype_id dtype, char *data)
{
    item value;
    dtype_id from;
    if (dtype == FLOAT64 && HPy_TypeIs(ctx, h, ctx->h_FloatType)) {
        value.d = HPyFloat_AS_DOUBLE(ctx, h);
        memcpy(data, &value.d, sizeof(value.d));
        return true;
    }
    if (dtype_is_integer(dtype) && HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        return store_int(ctx, h, dtype, data);
    }
    from = scalar_read(ctx, h, &value);
    if (from != NO_DTYPE) {
        cast_item(data, dtype, value.bytes, from);
        return exceptions_check_cast(ctx, from, dtype);
    }
    return store_other(ctx, h, dtype, data);
}

/* ---- To Python ---- */

static HPy complex_by_call(HPyContext *ctx, double real, double imag)
{
    HPy parts[2] = {HPyFloat_FromDouble(ctx, real),
                    HPyFloat_FromDouble(ctx, imag)};
    HPy result = HPy_NULL;
    if (!HPy_IsNull(parts[0]) && !HPy_IsNull(parts[1])) {
        result = HPy_Call(ctx, ctx->h_ComplexType, parts, 2, HPy_NULL);
    }
    HPy_Close(ctx, parts[0]);
    HPy_Close(ctx, parts[1]);
    return result;
}

static HPy load_complex(HPyContext *ctx, double real, double imag)
{
    return HPyContext_GetMinor(ctx) >= 1
               ? HPyComplex_FromDoubles(ctx, real, imag)
               : complex_by_call(ctx, real, imag);
}

#define LOAD(ID, T, EXPRESSION)                                                \
    static inline HPy load_##ID(HPyContext *ctx, const char *data)             \
    {                                                                          \
        T x;                                                                   \
        memcpy(&x, data, sizeof(x));                                           \
        return EXPRESSION;                                                     \
    }
#define LOAD_SIGNED(ID, T, MORE) LOAD(ID, T, HPyLong_FromInt64_t(ctx, x))
#define LOAD_UNSIGNED(ID, T, MORE) LOAD(ID, T, HPyLong_FromUInt64_t(ctx, x))
#define LOAD_FLOAT(ID, T, MORE) LOAD(ID, T, HPyFloat_FromDouble(ctx, x))
#define LOAD_COMPLEX(ID, T, MORE) LOAD(ID, T, load_complex(ctx, x.real, x.imag))
LOAD(BOOL, uint8_t, HPyBool_FromBool(ctx, x != 0))
FOR_EACH_SIGNED(LOAD_SIGNED, )
FOR_EACH_UNSIGNED(LOAD_UNSIGNED, )
LOAD(FLOAT16, float16, HPyFloat_FromDouble(ctx, half_to_float(x)))
FOR_EACH_FLOAT(LOAD_FLOAT, )
FOR_EACH_COMPLEX(LOAD_COMPLEX, )

HPy convert_load(HPyContext *ctx, dtype_id dtype, const char *data)
{
    switch (dtype) {
#define X(ID, ...)                                                             \
    case ID:                                                                   \
        return load_##ID(ctx, data);
        FOR_EACH_DTYPE(X)
#undef X
    default:
        return HPy_NULL; /* there is no other */
    }
}

/* ---- Lists ---- */

#define BATCH 32

/* Many handles at once: that is one call of the runtime, if it has it. */
static void give_items(HPyContext *ctx, HPyListBuilder builder, intptr_t index,
                       const HPy *items, intptr_t count)
{
    if (HPyContext_GetMinor(ctx) >= 1) {
        HPyListBuilder_TakeItems(ctx, builder, index, items, count);
        return;
    }
    for (intptr_t i = 0; i < count; i++) {
        HPyListBuilder_Set(ctx, builder, index + i, items[i]);
        HPy_Close(ctx, items[i]);
    }
}

#define LIST(ID, ...)                                                          \
    static bool list_##ID(HPyContext *ctx, HPyListBuilder builder,             \
                          intptr_t count, const char *data, intptr_t stride)   \
    {                                                                          \
        HPy items[BATCH];                                                      \
        for (intptr_t index = 0; index < count; index += BATCH) {              \
            intptr_t size = count - index < BATCH ? count - index : BATCH;     \
            intptr_t i = 0;                                                    \
            for (; i < size; i++, data += stride) {                            \
                items[i] = load_##ID(ctx, data);                               \
                if (HPy_UNLIKELY(HPy_IsNull(items[i]))) {                      \
                    break;                                                     \
                }                                                              \
            }                                                                  \
            give_items(ctx, builder, index, items, i);                         \
            if (HPy_UNLIKELY(i < size)) {                                      \
                return false;                                                  \
            }                                                                  \
        }                                                                      \
        return true;                                                           \
    }
FOR_EACH_DTYPE(LIST)

HPy convert_list(HPyContext *ctx, dtype_id dtype, intptr_t count,
                 const char *data, intptr_t stride)
{
    static bool (*const functions[])(HPyContext *, HPyListBuilder, intptr_t,
                                     const char *, intptr_t) = {
#define X(ID, ...) list_##ID,
        FOR_EACH_DTYPE(X)
#undef X
    };
    HPyListBuilder builder = HPyListBuilder_New(ctx, count);
    if (HPy_UNLIKELY(!functions[dtype](ctx, builder, count, data, stride))) {
        HPyListBuilder_Cancel(ctx, builder);
        return HPy_NULL;
    }
    return HPyListBuilder_Build(ctx, builder);
}
