/* src/operand.h: what functions take: arrays, scalars and whatever can become
 * one of them.
 */
#ifndef NUMPY_OPERAND_H
#define NUMPY_OPERAND_H

#include "array.h"

/* Numbers of Python have no dtype of their own, only a kind, and take that of
 * what they are combined with. */
typedef enum { STRONG, WEAK_INT, WEAK_FLOAT, WEAK_COMPLEX } weakness;

typedef struct {
    HPy owner; /* to be closed; HPy_NULL for what is the caller's */
    char *data;
    const intptr_t *shape;
    const intptr_t *strides;
    int ndim;
    dtype_id dtype; /* of a weak one: the one that it has alone */
    weakness weak;
    bool is_array; /* and no scalar */
    unsigned flags;
    item value; /* of a scalar */
} operand;

typedef enum { OPERAND_ERROR = -1, OPERAND_NONE, OPERAND_READ } operand_result;

/* Read an object: an array, a scalar or number, or a nested sequence. An object
 * of another type is none; error with an exception. What was read is valid
 * until operand_close. `array` is the type ndarray. */
operand_result operand_read(HPyContext *ctx, HPy h, HPy array, operand *o);

static inline void operand_close(HPyContext *ctx, operand *o)
{
    if (HPy_UNLIKELY(!HPy_IsNull(o->owner))) {
        HPy_Close(ctx, o->owner);
    }
}

/* The operand that an array is; it stays the caller's. */
void operand_of_array(const ndarray *array, operand *o);

/* Give an operand of one item, which is the object `h`, its final dtype, and
 * its value in it. False with an OverflowError if a weak one does not fit. */
bool operand_settle(HPyContext *ctx, operand *o, HPy h, dtype_id dtype);

#endif /* NUMPY_OPERAND_H */
