/* src/scalar_quick.c: what is done most with scalars, quickly.
 *
 * The type of each dtype has operators of its own, for operands of exactly that
 * type and numbers of Python beside it. What they do not know, and whatever is
 * worth a warning, they leave to scalar_operators.c.
 */
#include "scalar_quick.h"

#include "cast.h"
#include "division.h"
#include "half.h"
#include "scalar.h"
#include "scalar_operators.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* ---- Operands: false for any other ---- */

/* An int of Python that 64 bits hold. */
ALWAYS_INLINE bool read_int(HPyContext *ctx, HPy h, int64_t *value)
{
    *value = HPyLong_AsInt64_t(ctx, h);
    if (HPy_LIKELY(*value != -1) || !HPyErr_Occurred(ctx)) {
        return true;
    }
    HPyErr_Clear(ctx);
    return false;
}

/* A float of Python, or an int, which is as good beside one. */
ALWAYS_INLINE bool read_real(HPyContext *ctx, HPy h, double *value)
{
    int64_t number;
    if (HPy_TypeIs(ctx, h, ctx->h_FloatType)) {
        *value = HPyFloat_AS_DOUBLE(ctx, h);
        return true;
    }
    if (HPy_TypeIs(ctx, h, ctx->h_LongType) && read_int(ctx, h, &number)) {
        *value = (double)number;
        return true;
    }
    return false;
}

/* A number of Python must not become infinite. */
static inline bool keeps(double value, double original)
{
    return isfinite(value) || !isfinite(original);
}

/* The item in a scalar. */
static inline const void *item_of(HPyContext *ctx, HPy h)
{
    return scalar_AsStruct(ctx, h)->value.bytes;
}

/* A scalar, or a bool of Python, that becomes an item of `dtype` where it meets
 * one; stored as one of `as`. */
static HPy_SEPARATE bool read_strong(HPyContext *ctx, HPy h, dtype_id dtype,
                                     dtype_id as, void *value)
{
    item number;
    dtype_id found = scalar_read(ctx, h, &number);
    if (found == NO_DTYPE && HPy_TypeIs(ctx, h, ctx->h_BoolType)) {
        number.bytes[0] = HPy_Is(ctx, h, ctx->h_True);
        found = BOOL;
    }
    if (found == NO_DTYPE || dtype_promote(found, dtype) != dtype) {
        return false;
    }
    cast_item((char *)value, as, number.bytes, found);
    return true;
}

/* What another operand than one of the type is. */
#define READ_OTHER_INTEGER(ID, T, IS_UNSIGNED)                                 \
    ALWAYS_INLINE bool read_other_##ID(HPyContext *ctx, HPy h, T *value)       \
    {                                                                          \
        int64_t number;                                                        \
        if (!HPy_TypeIs(ctx, h, ctx->h_LongType)) {                            \
            return read_strong(ctx, h, ID, ID, value);                         \
        }                                                                      \
        if (!read_int(ctx, h, &number)) {                                      \
            return false;                                                      \
        }                                                                      \
        *value = (T)number;                                                    \
        return (int64_t)*value == number && !(IS_UNSIGNED && number < 0);      \
    }
FOR_EACH_SIGNED(READ_OTHER_INTEGER, false)
FOR_EACH_UNSIGNED(READ_OTHER_INTEGER, true)

ALWAYS_INLINE bool read_other_FLOAT64(HPyContext *ctx, HPy h, double *value)
{
    return read_real(ctx, h, value) ||
           read_strong(ctx, h, FLOAT64, FLOAT64, value);
}

ALWAYS_INLINE bool read_other_FLOAT32(HPyContext *ctx, HPy h, float *value)
{
    double number;
    if (!read_real(ctx, h, &number)) {
        return read_strong(ctx, h, FLOAT32, FLOAT32, value);
    }
    *value = (float)number;
    return keeps(*value, number);
}

/* Computed is as a float, whose value is that of some float16. */
ALWAYS_INLINE bool read_other_FLOAT16(HPyContext *ctx, HPy h, float *value)
{
    double number;
    if (!read_real(ctx, h, &number)) {
        return read_strong(ctx, h, FLOAT16, FLOAT32, value);
    }
    *value = half_to_float(float_to_half((float)number));
    return keeps(*value, number);
}

#define READ_OTHER_COMPLEX(ID, T, PART)                                        \
    ALWAYS_INLINE bool read_other_##ID(HPyContext *ctx, HPy h, T *value)       \
    {                                                                          \
        double number;                                                         \
        if (!read_real(ctx, h, &number)) {                                     \
            return read_strong(ctx, h, ID, ID, value);                         \
        }                                                                      \
        *value = (T){(PART)number, 0};                                         \
        return keeps(value->real, number);                                     \
    }
READ_OTHER_COMPLEX(COMPLEX64, complex64, float)
READ_OTHER_COMPLEX(COMPLEX128, complex128, double)

/* The value of a scalar of the dtype. */
#define ITEM(T, ctx, h) (*(const T *)item_of(ctx, h))
#define HALF(T, ctx, h) half_to_float(ITEM(float16, ctx, h))
#define VALUE(T, ctx, h) HPyFloat_AS_DOUBLE(ctx, h)

#define READ(ID, T, LOAD)                                                      \
    static inline T value_##ID(HPyContext *ctx, HPy h)                         \
    {                                                                          \
        return LOAD(T, ctx, h);                                                \
    }                                                                          \
    ALWAYS_INLINE bool read_##ID(HPyContext *ctx, HPy type, HPy h, T *value)   \
    {                                                                          \
        if (HPy_TypeIs(ctx, h, type)) {                                        \
            *value = value_##ID(ctx, h);                                       \
            return true;                                                       \
        }                                                                      \
        return read_other_##ID(ctx, h, value);                                 \
    }
FOR_EACH_INTEGER(READ, ITEM)
READ(FLOAT16, float, HALF)
READ(FLOAT32, float, ITEM)
READ(FLOAT64, double, VALUE)
FOR_EACH_COMPLEX(READ, ITEM)

/* ---- Results ---- */

static inline HPy new_scalar(HPyContext *ctx, HPy type, dtype_id dtype,
                             const void *value, size_t size)
{
    scalar *s;
    HPy h = HPy_New(ctx, type, &s);
    if (HPy_LIKELY(!HPy_IsNull(h))) {
        s->dtype = dtype;
        memcpy(s->value.bytes, value, size);
    }
    return h;
}

#define NEW(ID, T, MORE)                                                       \
    static inline HPy new_##ID(HPyContext *ctx, HPy type, T value)             \
    {                                                                          \
        return new_scalar(ctx, type, ID, &value, sizeof(value));               \
    }
FOR_EACH_INTEGER(NEW, )
FOR_EACH_COMPLEX(NEW, )
NEW(FLOAT32, float, )

static inline HPy new_FLOAT16(HPyContext *ctx, HPy type, float value)
{
    float16 half = float_to_half(value);
    return new_scalar(ctx, type, FLOAT16, &half, sizeof(half));
}

static inline HPy new_FLOAT64(HPyContext *ctx, HPy type, double value)
{
    return scalar_new_float(ctx, type, value);
}

/* ---- Integers: false where the result does not fit ---- */

static inline bool add_int64_t(int64_t x, int64_t y, int64_t *r)
{
    *r = (int64_t)((uint64_t)x + (uint64_t)y);
    return ((x ^ *r) & (y ^ *r)) >= 0;
}

static inline bool add_uint64_t(uint64_t x, uint64_t y, uint64_t *r)
{
    *r = x + y;
    return *r >= x;
}

static inline bool subtract_int64_t(int64_t x, int64_t y, int64_t *r)
{
    *r = (int64_t)((uint64_t)x - (uint64_t)y);
    return ((x ^ y) & (x ^ *r)) >= 0;
}

static inline bool subtract_uint64_t(uint64_t x, uint64_t y, uint64_t *r)
{
    *r = x - y;
    return x >= y;
}

#if defined(__GNUC__)
#define PRODUCT(T, HALF)                                                       \
    static inline bool multiply_##T(T x, T y, T *r)                            \
    {                                                                          \
        return !__builtin_mul_overflow(x, y, r);                               \
    }
#else
/* Products of numbers of 32 bits: others may fit as well. */
#define PRODUCT(T, HALF)                                                       \
    static inline bool multiply_##T(T x, T y, T *r)                            \
    {                                                                          \
        *r = (T)((uint64_t)x * (uint64_t)y);                                   \
        return x == (HALF)x && y == (HALF)y;                                   \
    }
#endif
PRODUCT(int64_t, int32_t)
PRODUCT(uint64_t, uint32_t)

#define WITHIN(ID, T, WIDE, NAME)                                              \
    static inline bool NAME##_##ID(T x, T y, T *r)                             \
    {                                                                          \
        WIDE whole;                                                            \
        bool fits = NAME##_##WIDE(x, y, &whole);                               \
        *r = (T)whole;                                                         \
        return fits && whole == *r;                                            \
    }
#define WITHIN_SIGNED(ID, T, NAME) WITHIN(ID, T, int64_t, NAME)
#define WITHIN_UNSIGNED(ID, T, NAME) WITHIN(ID, T, uint64_t, NAME)
#define EACH_WITHIN(NAME)                                                      \
    FOR_EACH_SIGNED(WITHIN_SIGNED, NAME)                                       \
    FOR_EACH_UNSIGNED(WITHIN_UNSIGNED, NAME)
EACH_WITHIN(add)
EACH_WITHIN(subtract)
EACH_WITHIN(multiply)

/* False where the status has something to tell, such as of a zero. */
#define DIVISION(ID, T, NAME)                                                  \
    static inline bool NAME##_##ID(T x, T y, T *r)                             \
    {                                                                          \
        int status = 0;                                                        \
        *r = T##_##NAME(x, y, &status);                                        \
        return status == 0;                                                    \
    }
#define BITWISE(ID, T, NAME, OPERATOR)                                         \
    static inline bool NAME##_##ID(T x, T y, T *r)                             \
    {                                                                          \
        *r = x OPERATOR y;                                                     \
        return true;                                                           \
    }

#define EXACT(ID, T, MORE)                                                     \
    DIVISION(ID, T, floor_divide)                                              \
    DIVISION(ID, T, remainder)                                                 \
    static inline bool divide_##ID(T x, T y, double *r)                        \
    {                                                                          \
        *r = y == 0 ? 0 : (double)x / (double)y;                               \
        return y != 0;                                                         \
    }                                                                          \
    BITWISE(ID, T, and, &)                                                     \
    BITWISE(ID, T, or, |)                                                      \
    BITWISE(ID, T, xor, ^)                                                     \
    static inline bool left_shift_##ID(T x, T y, T *r)                         \
    {                                                                          \
        bool within = (uint64_t)y < 8 * sizeof(T);                             \
        *r = (T)((uint64_t)x << (within ? y : 0));                             \
        return within;                                                         \
    }                                                                          \
    static inline bool right_shift_##ID(T x, T y, T *r)                        \
    {                                                                          \
        bool within = (uint64_t)y < 8 * sizeof(T);                             \
        *r = x >> (within ? y : 0);                                            \
        return within;                                                         \
    }                                                                          \
    static inline bool invert_##ID(T x, T *r)                                  \
    {                                                                          \
        *r = ~x;                                                               \
        return true;                                                           \
    }                                                                          \
    static inline bool negative_##ID(T x, T *r)                                \
    {                                                                          \
        return subtract_##ID(0, x, r);                                         \
    }                                                                          \
    static inline bool absolute_##ID(T x, T *r)                                \
    {                                                                          \
        *r = x;                                                                \
        return x > 0 || subtract_##ID(0, x, r);                                \
    }
FOR_EACH_INTEGER(EXACT, )

/* By squares, of which none is computed in vain: it could overflow. */
#define POWER(ID, T, MORE)                                                     \
    static inline bool power_##ID(T x, T y, T *r)                              \
    {                                                                          \
        uint64_t rest = (uint64_t)y;                                           \
        *r = 1;                                                                \
        if (rest >= 64) { /* negative ones too */                              \
            return false;                                                      \
        }                                                                      \
        while (rest != 0) {                                                    \
            if ((rest & 1) != 0 && !multiply_##ID(*r, x, r)) {                 \
                return false;                                                  \
            }                                                                  \
            rest >>= 1;                                                        \
            if (rest != 0 && !multiply_##ID(x, x, &x)) {                       \
                return false;                                                  \
            }                                                                  \
        }                                                                      \
        return true;                                                           \
    }
FOR_EACH_INTEGER(POWER, )

/* ---- Floats: false where there is something to tell ---- */

/* Sums of floats are exact where they are too small to be normal. Zeros may be
 * products of factors that are none, hence not all are taken. */
#define FLOATING(ID, T, ABS, LEAST, GREATEST)                                  \
    static inline bool is_ordinary_##ID(T value)                               \
    {                                                                          \
        return ABS(value) >= LEAST && ABS(value) <= GREATEST;                  \
    }                                                                          \
    static inline bool add_##ID(T x, T y, T *r)                                \
    {                                                                          \
        *r = x + y;                                                            \
        return ABS(*r) <= GREATEST;                                            \
    }                                                                          \
    static inline bool subtract_##ID(T x, T y, T *r)                           \
    {                                                                          \
        *r = x - y;                                                            \
        return ABS(*r) <= GREATEST;                                            \
    }                                                                          \
    static inline bool multiply_##ID(T x, T y, T *r)                           \
    {                                                                          \
        *r = x * y;                                                            \
        return is_ordinary_##ID(*r) || (*r == 0 && (x == 0 || y == 0));        \
    }                                                                          \
    static inline bool divide_##ID(T x, T y, T *r)                             \
    {                                                                          \
        *r = x / y;                                                            \
        return is_ordinary_##ID(*r) || (*r == 0 && x == 0);                    \
    }                                                                          \
    static inline bool negative_##ID(T x, T *r)                                \
    {                                                                          \
        *r = -x;                                                               \
        return true;                                                           \
    }                                                                          \
    static inline bool absolute_##ID(T x, T *r)                                \
    {                                                                          \
        *r = ABS(x);                                                           \
        return true;                                                           \
    }
FLOATING(FLOAT16, float, fabsf, 6.103515625e-05f, 65504.0f)
FLOATING(FLOAT32, float, fabsf, FLT_MIN, FLT_MAX)
FLOATING(FLOAT64, double, fabs, DBL_MIN, DBL_MAX)

#define BY_PARTS(ID, T, PART_ID, NAME)                                         \
    static inline bool NAME##_##ID(T x, T y, T *r)                             \
    {                                                                          \
        return NAME##_##PART_ID(x.real, y.real, &r->real) &&                   \
               NAME##_##PART_ID(x.imag, y.imag, &r->imag);                     \
    }

#define COMPLEX(ID, T, PART_ID, PART)                                          \
    BY_PARTS(ID, T, PART_ID, add)                                              \
    BY_PARTS(ID, T, PART_ID, subtract)                                         \
    static inline bool multiply_##ID(T x, T y, T *r)                           \
    {                                                                          \
        PART rr, ii, ri, ir;                                                   \
        return multiply_##PART_ID(x.real, y.real, &rr) &&                      \
               multiply_##PART_ID(x.imag, y.imag, &ii) &&                      \
               multiply_##PART_ID(x.real, y.imag, &ri) &&                      \
               multiply_##PART_ID(x.imag, y.real, &ir) &&                      \
               subtract_##PART_ID(rr, ii, &r->real) &&                         \
               add_##PART_ID(ri, ir, &r->imag);                                \
    }                                                                          \
    static inline bool negative_##ID(T x, T *r)                                \
    {                                                                          \
        *r = (T){-x.real, -x.imag};                                            \
        return true;                                                           \
    }
COMPLEX(COMPLEX64, complex64, FLOAT32, float)
COMPLEX(COMPLEX128, complex128, FLOAT64, double)

/* ---- All numbers ---- */

#define POSITIVE(ID, T, MORE)                                                  \
    static inline bool positive_##ID(T x, T *r)                                \
    {                                                                          \
        *r = x;                                                                \
        return true;                                                           \
    }
FOR_EACH_REAL(POSITIVE, )
POSITIVE(FLOAT16, float, )
FOR_EACH_COMPLEX(POSITIVE, )

#define IS_TRUE(x) ((x) != 0)
#define IS_TRUE_COMPLEX(x) ((x).real != 0 || (x).imag != 0)

/* ---- Comparisons, in a dtype that holds all values ---- */

#define COMPARE(ID, T, WIDE)                                                   \
    static inline bool compare_##ID(T x, T y, HPy_RichCmpOp op)                \
    {                                                                          \
        return compare_##WIDE(x, y, op);                                       \
    }
FOR_EACH_SIGNED(COMPARE, int64_t)
FOR_EACH_UNSIGNED(COMPARE, uint64_t)
COMPARE(FLOAT16, float, double)
FOR_EACH_FLOAT(COMPARE, double)
COMPARE(COMPLEX128, complex128, complex128)

static inline bool compare_COMPLEX64(complex64 x, complex64 y, HPy_RichCmpOp op)
{
    return compare_complex128((complex128){x.real, x.imag},
                              (complex128){y.real, y.imag}, op);
}

/* ---- Slots ---- */

/* Are both operands of the type of a dtype? */
ALWAYS_INLINE bool are_both(HPyContext *ctx, dtype_id dtype, HPy a, HPy b)
{
    HPy type = HPyGlobal_Borrow(ctx, scalar_types[dtype]);
    bool result = HPy_TypeIs(ctx, a, type) && HPy_TypeIs(ctx, b, type);
    HPyGlobal_Return(ctx, type);
    return result;
}

/* Read two operands that need not be. */
#define READ_PAIR(ID, T, MORE)                                                 \
    static HPy_SEPARATE bool read_pair_##ID(HPyContext *ctx, HPy a, HPy b,     \
                                            T *x, T *y)                        \
    {                                                                          \
        HPy type = HPyGlobal_Borrow(ctx, scalar_types[ID]);                    \
        bool known = read_##ID(ctx, type, a, x) && read_##ID(ctx, type, b, y); \
        HPyGlobal_Return(ctx, type);                                           \
        return known;                                                          \
    }
FOR_EACH_INTEGER(READ_PAIR, )
READ_PAIR(FLOAT16, float, )
FOR_EACH_FLOAT(READ_PAIR, )
FOR_EACH_COMPLEX(READ_PAIR, )

/* A new scalar of a value. */
#define MAKE(ID, T, MORE)                                                      \
    static HPy make_##ID(HPyContext *ctx, T value)                             \
    {                                                                          \
        HPy type = HPyGlobal_Borrow(ctx, scalar_types[ID]);                    \
        HPy h = new_##ID(ctx, type, value);                                    \
        HPyGlobal_Return(ctx, type);                                           \
        return h;                                                              \
    }
FOR_EACH_INTEGER(MAKE, )
MAKE(FLOAT16, float, )
FOR_EACH_FLOAT(MAKE, )
FOR_EACH_COMPLEX(MAKE, )

/* An operator on items of T, whose result is of another type. The operands that
 * are not both of the type have a function of their own, so that the usual case
 * keeps little. */
#define BINARY_TO(ID, T, NAME, SLOT, RESULT_ID, RESULT)                        \
    static HPy_SEPARATE HPy ID##_##NAME##_mixed(HPyContext *ctx, HPy a, HPy b) \
    {                                                                          \
        T x, y;                                                                \
        RESULT r;                                                              \
        return read_pair_##ID(ctx, a, b, &x, &y) && NAME##_##ID(x, y, &r)      \
                   ? make_##RESULT_ID(ctx, r)                                  \
                   : scalar_##NAME##_any(ctx, a, b);                           \
    }                                                                          \
    HPyDef_SLOT(ID##_##NAME, SLOT)                                             \
    static HPy ID##_##NAME##_impl(HPyContext *ctx, HPy a, HPy b)               \
    {                                                                          \
        RESULT r;                                                              \
        return are_both(ctx, ID, a, b) &&                                      \
                       HPy_LIKELY(NAME##_##ID(value_##ID(ctx, a),              \
                                              value_##ID(ctx, b), &r))         \
                   ? make_##RESULT_ID(ctx, r)                                  \
                   : ID##_##NAME##_mixed(ctx, a, b);                           \
    }
#define BINARY(ID, T, NAME, SLOT) BINARY_TO(ID, T, NAME, SLOT, ID, T)

/* A type derived from ours has the same values. */
#define UNARY(ID, T, NAME, SLOT)                                               \
    HPyDef_SLOT(ID##_##NAME, SLOT)                                             \
    static HPy ID##_##NAME##_impl(HPyContext *ctx, HPy self)                   \
    {                                                                          \
        T r;                                                                   \
        return HPy_LIKELY(NAME##_##ID(value_##ID(ctx, self), &r))              \
                   ? make_##ID(ctx, r)                                         \
                   : scalar_##NAME##_any(ctx, self);                           \
    }

#define COMPARISON(ID, T, MORE)                                                \
    static HPy_SEPARATE HPy ID##_compare_mixed(HPyContext *ctx, HPy a, HPy b,  \
                                               HPy_RichCmpOp op)               \
    {                                                                          \
        T x, y;                                                                \
        return read_pair_##ID(ctx, a, b, &x, &y)                               \
                   ? scalar_new_bool(ctx, compare_##ID(x, y, op))              \
                   : scalar_compare_any(ctx, a, b, op);                        \
    }                                                                          \
    HPyDef_SLOT(ID##_compare, HPy_tp_richcompare)                              \
    static HPy ID##_compare_impl(HPyContext *ctx, HPy a, HPy b,                \
                                 HPy_RichCmpOp op)                             \
    {                                                                          \
        return are_both(ctx, ID, a, b)                                         \
                   ? scalar_new_bool(ctx,                                      \
                                     compare_##ID(value_##ID(ctx, a),          \
                                                  value_##ID(ctx, b), op))     \
                   : ID##_compare_mixed(ctx, a, b, op);                        \
    }

/* The number of Python that it is. */
#define CONVERSION(ID, NAME, SLOT, FROM)                                       \
    HPyDef_SLOT(ID##_##NAME, SLOT)                                             \
    static HPy ID##_##NAME##_impl(HPyContext *ctx, HPy self)                   \
    {                                                                          \
        return FROM(ctx, value_##ID(ctx, self));                               \
    }
#define TO_BOOL(ID, T, TEST)                                                   \
    HPyDef_SLOT(ID##_bool, HPy_nb_bool)                                        \
    static int ID##_bool_impl(HPyContext *ctx, HPy self)                       \
    {                                                                          \
        T x = value_##ID(ctx, self);                                           \
        return TEST(x);                                                        \
    }
#define TO_INT(ID, T, FROM)                                                    \
    CONVERSION(ID, int, HPy_nb_int, FROM)                                      \
    CONVERSION(ID, index, HPy_nb_index, FROM)
#define TO_FLOAT(ID, T, MORE)                                                  \
    CONVERSION(ID, float, HPy_nb_float, HPyFloat_FromDouble)

#define NUMBER(ID, T, MORE)                                                    \
    BINARY(ID, T, add, HPy_nb_add)                                             \
    BINARY(ID, T, subtract, HPy_nb_subtract)                                   \
    BINARY(ID, T, multiply, HPy_nb_multiply)                                   \
    UNARY(ID, T, negative, HPy_nb_negative)                                    \
    UNARY(ID, T, positive, HPy_nb_positive)                                    \
    COMPARISON(ID, T, )

#define REAL(ID, T, MORE)                                                      \
    NUMBER(ID, T, )                                                            \
    UNARY(ID, T, absolute, HPy_nb_absolute)

#define INTEGER(ID, T, MORE)                                                   \
    REAL(ID, T, )                                                              \
    BINARY_TO(ID, T, divide, HPy_nb_true_divide, FLOAT64, double)              \
    BINARY(ID, T, floor_divide, HPy_nb_floor_divide)                           \
    BINARY(ID, T, remainder, HPy_nb_remainder)                                 \
    BINARY(ID, T, and, HPy_nb_and)                                             \
    BINARY(ID, T, or, HPy_nb_or)                                               \
    BINARY(ID, T, xor, HPy_nb_xor)                                             \
    BINARY(ID, T, left_shift, HPy_nb_lshift)                                   \
    BINARY(ID, T, right_shift, HPy_nb_rshift)                                  \
    UNARY(ID, T, invert, HPy_nb_invert)

#define FLOAT(ID, T, MORE)                                                     \
    REAL(ID, T, )                                                              \
    BINARY(ID, T, divide, HPy_nb_true_divide)

FOR_EACH_INTEGER(INTEGER, )
FOR_EACH_FLOAT(FLOAT, )
FLOAT(FLOAT16, float, )
FOR_EACH_COMPLEX(NUMBER, )
FOR_EACH_REAL(TO_BOOL, IS_TRUE)
TO_BOOL(FLOAT16, float, IS_TRUE)
FOR_EACH_COMPLEX(TO_BOOL, IS_TRUE_COMPLEX)
FOR_EACH_SIGNED(TO_INT, HPyLong_FromInt64_t)
FOR_EACH_UNSIGNED(TO_INT, HPyLong_FromUInt64_t)
FOR_EACH_FLOAT(TO_FLOAT, )
TO_FLOAT(FLOAT16, float, )

#define INTEGER_POWER(ID, T, MORE)                                             \
    HPyDef_SLOT(ID##_power, HPy_nb_power)                                      \
    static HPy ID##_power_impl(HPyContext *ctx, HPy a, HPy b, HPy modulus)     \
    {                                                                          \
        T x, y, r;                                                             \
        return HPy_Is(ctx, modulus, ctx->h_None) &&                            \
                       read_pair_##ID(ctx, a, b, &x, &y) &&                    \
                       power_##ID(x, y, &r)                                    \
                   ? make_##ID(ctx, r)                                         \
                   : scalar_power_any(ctx, a, b, modulus);                     \
    }
FOR_EACH_INTEGER(INTEGER_POWER, )

/* Small ints are their own hashes, whatever the runtime takes for large ones.
 */
#define HASH(ID, T, MORE)                                                      \
    HPyDef_SLOT(ID##_hash, HPy_tp_hash)                                        \
    static HPy_hash_t ID##_hash_impl(HPyContext *ctx, HPy self)                \
    {                                                                          \
        uint64_t x = (uint64_t)value_##ID(ctx, self);                          \
        return x < INT32_MAX ? (HPy_hash_t)x : scalar_hash_any(ctx, self);     \
    }
FOR_EACH_INTEGER(HASH, )

/* ---- Bools ---- */

HPyDef_SLOT(BOOL_bool, HPy_nb_bool)
static int BOOL_bool_impl(HPyContext *ctx, HPy self)
{
    return ITEM(char, ctx, self) != 0;
}

#define LOGICAL(NAME, SLOT, OPERATOR)                                          \
    HPyDef_SLOT(BOOL_##NAME, SLOT)                                             \
    static HPy BOOL_##NAME##_impl(HPyContext *ctx, HPy a, HPy b)               \
    {                                                                          \
        return are_both(ctx, BOOL, a, b)                                       \
                   ? scalar_new_bool(ctx, ITEM(char, ctx, a)                   \
                                              OPERATOR ITEM(char, ctx, b))     \
                   : scalar_##NAME##_any(ctx, a, b);                           \
    }
LOGICAL(and, HPy_nb_and, &)
LOGICAL(or, HPy_nb_or, |)
LOGICAL(xor, HPy_nb_xor, ^)
