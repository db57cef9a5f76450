/* src/cast.c: items of one dtype to items of another. */
#include "cast.h"

#include "half.h"

#include <string.h>
#include <float.h>

/* ---- What an item is worth ---- */

/* The real part, by the kind of the dtype. */
#define REAL_b(x) (x)
#define REAL_i(x) (x)
#define REAL_u(x) (x)
#define REAL_f(x) (x)
#define REAL_e(x) half_to_float(x)
#define REAL_c(x) ((x).real)

#define IMAGINARY_b(x) 0
#define IMAGINARY_i(x) 0
#define IMAGINARY_u(x) 0
#define IMAGINARY_f(x) 0
#define IMAGINARY_e(x) 0
#define IMAGINARY_c(x) ((x).imag)

#define TRUTH_b(x) ((x) != 0)
#define TRUTH_i(x) ((x) != 0)
#define TRUTH_u(x) ((x) != 0)
#define TRUTH_f(x) ((x) != 0)
#define TRUTH_e(x) (((x) & 0x7fff) != 0)
#define TRUTH_c(x) ((x).real != 0 || (x).imag != 0)

/* ---- Loops ---- */

#define CAST(FROM, T, KIND, TO, R)                                             \
    UNARY_LOOP(FROM##_to_##TO, T, R, REAL_##KIND(x))
#define CAST_TO_COMPLEX(FROM, T, KIND, TO, R)                                  \
    UNARY_LOOP(FROM##_to_##TO, T, R, ((R){REAL_##KIND(x), IMAGINARY_##KIND(x)}))

/* As a float16; what becomes infinite is an overflow for the machine as well.
 */
static inline float16 half_of(float value)
{
    if (half_overflows(value)) {
        volatile float largest = FLT_MAX;
        largest = largest * largest;
    }
    return float_to_half(value);
}

#define CASTS_FROM(FROM, T, KIND)                                              \
    UNARY_LOOP(FROM##_to_BOOL, T, uint8_t, TRUTH_##KIND(x))                    \
    CAST(FROM, T, KIND, INT8, int8_t)                                          \
    CAST(FROM, T, KIND, UINT8, uint8_t)                                        \
    CAST(FROM, T, KIND, INT16, int16_t)                                        \
    CAST(FROM, T, KIND, UINT16, uint16_t)                                      \
    CAST(FROM, T, KIND, INT32, int32_t)                                        \
    CAST(FROM, T, KIND, UINT32, uint32_t)                                      \
    CAST(FROM, T, KIND, INT64, int64_t)                                        \
    CAST(FROM, T, KIND, UINT64, uint64_t)                                      \
    UNARY_LOOP(FROM##_to_FLOAT16, T, float16, half_of((float)REAL_##KIND(x)))  \
    CAST(FROM, T, KIND, FLOAT32, float)                                        \
    CAST(FROM, T, KIND, FLOAT64, double)                                       \
    CAST_TO_COMPLEX(FROM, T, KIND, COMPLEX64, complex64)                       \
    CAST_TO_COMPLEX(FROM, T, KIND, COMPLEX128, complex128)

CASTS_FROM(BOOL, uint8_t, b)
CASTS_FROM(INT8, int8_t, i)
CASTS_FROM(UINT8, uint8_t, u)
CASTS_FROM(INT16, int16_t, i)
CASTS_FROM(UINT16, uint16_t, u)
CASTS_FROM(INT32, int32_t, i)
CASTS_FROM(UINT32, uint32_t, u)
CASTS_FROM(INT64, int64_t, i)
CASTS_FROM(UINT64, uint64_t, u)
CASTS_FROM(FLOAT16, float16, e)
CASTS_FROM(FLOAT32, float, f)
CASTS_FROM(FLOAT64, double, f)
CASTS_FROM(COMPLEX64, complex64, c)
CASTS_FROM(COMPLEX128, complex128, c)

/* ---- The table ---- */

#define LOOPS_FROM(FROM, ...)                                                  \
    {FROM##_to_BOOL,      FROM##_to_INT8,      FROM##_to_UINT8,                \
     FROM##_to_INT16,     FROM##_to_UINT16,    FROM##_to_INT32,                \
     FROM##_to_UINT32,    FROM##_to_INT64,     FROM##_to_UINT64,               \
     FROM##_to_FLOAT16,   FROM##_to_FLOAT32,   FROM##_to_FLOAT64,              \
     FROM##_to_COMPLEX64, FROM##_to_COMPLEX128},

static const inner_loop loops[DTYPE_COUNT][DTYPE_COUNT] = {
    FOR_EACH_DTYPE(LOOPS_FROM)};

inner_loop cast_loop(dtype_id from, dtype_id to)
{
    return loops[from][to];
}

void cast_item(char *to, dtype_id to_dtype, const char *from,
               dtype_id from_dtype)
{
    static const intptr_t strides[2] = {0, 0};
    item source, target;
    char *const data[2] = {source.bytes, target.bytes};
    if (to_dtype == from_dtype) {
        memmove(to, from, (size_t)dtype_size(to_dtype));
        return;
    }
    memcpy(source.bytes, from, (size_t)dtype_size(from_dtype));
    loops[from_dtype][to_dtype](data, strides, 1);
    memcpy(to, target.bytes, (size_t)dtype_size(to_dtype));
}

void cast_items(char *to, intptr_t to_stride, dtype_id to_dtype,
                const char *from, intptr_t from_stride, dtype_id from_dtype,
                bool is_aligned, intptr_t count)
{
    char *const data[2] = {(char *)from, to};
    const intptr_t strides[2] = {from_stride, to_stride};
    if (is_aligned) {
        loops[from_dtype][to_dtype](data, strides, count);
        return;
    }
    for (intptr_t i = 0; i < count; i++) {
        cast_item(to + i * to_stride, to_dtype, from + i * from_stride,
                  from_dtype);
    }
}
