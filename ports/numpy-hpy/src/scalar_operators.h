/* src/scalar_operators.h: what operators do with scalars, whatever the operands
 * are, and how values compare.
 */
#ifndef NUMPY_SCALAR_OPERATORS_H
#define NUMPY_SCALAR_OPERATORS_H

#include "python.h"

#include "dtype.h"

#include <math.h>

/* What a slot of that name does: one operand at least is a scalar. */
#define X(NAME) HPy scalar_##NAME##_any(HPyContext *ctx, HPy a, HPy b);
X(add)
X(subtract)
X(multiply)
X(divide)
X(floor_divide)
X(remainder)
X(and)
X(or)
X(xor)
X(left_shift)
X(right_shift)
#undef X

#define X(NAME) HPy scalar_##NAME##_any(HPyContext *ctx, HPy self);
X(negative)
X(positive)
X(absolute)
X(invert)
#undef X

/* The hash of the Python number that a scalar is. */
HPy_hash_t scalar_hash_any(HPyContext *ctx, HPy self);

HPy scalar_power_any(HPyContext *ctx, HPy a, HPy b, HPy modulus);
HPy scalar_compare_any(HPyContext *ctx, HPy a, HPy b, HPy_RichCmpOp op);

/* Two values are less, equal, greater, or none of these: is it what is asked?
 */
static inline bool compare_answer(int found, HPy_RichCmpOp op)
{
    enum { LESS = 1, EQUAL = 2, GREATER = 4, NONE = 8 };
    static const unsigned char wanted[] = {
        [HPy_LT] = LESS,    [HPy_LE] = LESS | EQUAL,
        [HPy_EQ] = EQUAL,   [HPy_NE] = LESS | GREATER | NONE,
        [HPy_GT] = GREATER, [HPy_GE] = GREATER | EQUAL,
    };
    return (wanted[op] & (found != 0 ? found : NONE)) != 0;
}

#define COMPARED(a, b) (((a) < (b)) | ((a) == (b)) << 1 | ((a) > (b)) << 2)

#define X(T)                                                                   \
    static inline bool compare_##T(T a, T b, HPy_RichCmpOp op)                 \
    {                                                                          \
        return compare_answer(COMPARED(a, b), op);                             \
    }
X(int64_t)
X(uint64_t)
X(double)
#undef X

/* Complex numbers are in the order of their real parts and then of their
 * imaginary ones; nothing is in order with one that has no value. */
static inline bool compare_complex128(complex128 a, complex128 b,
                                      HPy_RichCmpOp op)
{
    int found = COMPARED(a.real, b.real);
    if (a.real == b.real) {
        found = COMPARED(a.imag, b.imag);
    }
    else if (isnan(a.imag) || isnan(b.imag)) {
        found = 0;
    }
    return compare_answer(found, op);
}

#endif /* NUMPY_SCALAR_OPERATORS_H */
