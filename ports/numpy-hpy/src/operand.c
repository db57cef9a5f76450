/* src/operand.c: objects as operands. */
#include "operand.h"

#include "cast.h"
#include "convert.h"
#include "exchange.h"
#include "scalar.h"
#include "sequence.h"

#include <string.h>

void operand_of_array(const ndarray *array, operand *o)
{
    o->owner = HPy_NULL;
    o->data = array->data;
    o->shape = array->shape;
    o->strides = array->strides;
    o->ndim = array->ndim;
    o->dtype = array->dtype;
    o->weak = STRONG;
    o->is_array = true;
    o->flags = array->flags;
}

/* A scalar, whose value is in o->value. */
static operand_result of_scalar(operand *o, dtype_id dtype, weakness weak)
{
    o->owner = HPy_NULL;
    o->data = o->value.bytes;
    o->shape = NULL;
    o->strides = NULL;
    o->ndim = 0;
    o->dtype = dtype;
    o->weak = weak;
    o->is_array = false;
    o->flags = ARRAY_ALIGNED | ARRAY_C_CONTIGUOUS | ARRAY_F_CONTIGUOUS;
    return OPERAND_READ;
}

/* A Python number that is no bool; an int that is too long for a dtype of its
 * own may still become a float. */
static operand_result read_number(HPyContext *ctx, HPy h, operand *o)
{
    dtype_id dtype = convert_number(ctx, h, &o->value);
    switch (dtype) {
    case NO_DTYPE:
        if (!HPyErr_Occurred(ctx)) {
            return OPERAND_NONE;
        }
        HPyErr_Clear(ctx);
        return of_scalar(o, INT64, WEAK_INT);
    case BOOL:
        return of_scalar(o, dtype, STRONG);
    case FLOAT64:
        return of_scalar(o, dtype, WEAK_FLOAT);
    case COMPLEX128:
        return of_scalar(o, dtype, WEAK_COMPLEX);
    default:
        return of_scalar(o, dtype, WEAK_INT);
    }
}

/* What an array has to be made of, which lives as long as the operand. */
static operand_result read_as_array(HPyContext *ctx, HPy h, operand *o)
{
    ndarray *array;
    HPy owner = exchange_to_array(ctx, h, &array);
    if (HPy_IsNull(owner) && !HPyErr_Occurred(ctx)) {
        if (!sequence_check(ctx, h)) {
            return OPERAND_NONE;
        }
        owner = sequence_to_array(ctx, h, NO_DTYPE, &array);
    }
    if (HPy_IsNull(owner)) {
        return OPERAND_ERROR;
    }
    operand_of_array(array, o);
    o->owner = owner;
    return OPERAND_READ;
}

operand_result operand_read(HPyContext *ctx, HPy h, HPy array, operand *o)
{
    operand_result result;
    dtype_id dtype;
    if (HPy_LIKELY(HPy_TypeIs(ctx, h, array))) {
        operand_of_array(ndarray_AsStruct(ctx, h), o);
        return OPERAND_READ;
    }
    if (HPy_TypeIs(ctx, h, ctx->h_FloatType)) {
        o->value.d = HPyFloat_AS_DOUBLE(ctx, h);
        return of_scalar(o, FLOAT64, WEAK_FLOAT);
    }
    if (HPy_TypeIs(ctx, h, ctx->h_LongType)) {
        return read_number(ctx, h, o);
    }
    dtype = scalar_read(ctx, h, &o->value);
    if (dtype != NO_DTYPE) {
        return of_scalar(o, dtype, STRONG);
    }
    if (HPy_TypeCheck(ctx, h, array)) {
        operand_of_array(ndarray_AsStruct(ctx, h), o);
        return OPERAND_READ;
    }
    result = read_number(ctx, h, o);
    return result == OPERAND_NONE ? read_as_array(ctx, h, o) : result;
}

bool operand_settle(HPyContext *ctx, operand *o, HPy h, dtype_id dtype)
{
    if (o->weak == WEAK_INT) {
        char data[sizeof(item)];
        if (!convert_store(ctx, h, dtype, data)) {
            return false;
        }
        memcpy(o->value.bytes, data, sizeof(data));
    }
    else if (o->dtype != dtype) {
        cast_item(o->value.bytes, dtype, o->data, o->dtype);
        o->data = o->value.bytes;
    }
    o->dtype = dtype;
    o->weak = STRONG;
    return true;
}
