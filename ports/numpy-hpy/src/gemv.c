/* src/gemv.c: products of a matrix and one column, or of two vectors.
 *
 * Rows without gaps are multiplied four at a time, so that an item of the
 * column is read once for them; where columns have no gaps, a tile of the
 * result stays in registers while all columns are added to it.
 */
#include "gemv.h"

#include "loop.h"

#include <string.h>

/* The column is brought together in stretches of so many items. */
#define STRETCH 512

/* Rows that are multiplied at a time, and vectors in a tile. */
#define ROWS 4
#define TILE 4

/* Integers wrap around: they are computed without a sign. */
#define FOR_EACH_KIND(X)                                                       \
    X(uint8_t) X(uint16_t) X(uint32_t) X(uint64_t) X(float) X(double)
#define uint8_t_TIMES(x, y) ((uint8_t)((x) * (y)))
#define uint16_t_TIMES(x, y) ((uint16_t)((uint32_t)(x) * (y)))
#define uint32_t_TIMES(x, y) ((x) * (y))
#define uint64_t_TIMES(x, y) ((x) * (y))
#define float_TIMES(x, y) ((x) * (y))
#define double_TIMES(x, y) ((x) * (y))

#define AT_MOST(A, B) ((A) < (B) ? (A) : (B))

/* ---- Many items that make one ---- */

#define DOT(T)                                                                 \
    enum { T##_LANES = 128 / sizeof(T) };                                      \
                                                                               \
    /* What is in lanes, added up in pairs. */                                 \
    ALWAYS_INLINE T T##_total(T *lanes, int count)                             \
    {                                                                          \
        for (int width = count / 2; width > 0; width /= 2) {                   \
            for (int k = 0; k < width; k++) {                                  \
                lanes[k] = (T)(lanes[k] + lanes[k + width]);                   \
            }                                                                  \
        }                                                                      \
        return lanes[0];                                                       \
    }                                                                          \
                                                                               \
    VECTORISED static T T##_dot(const T *a, const T *x, intptr_t count)        \
    {                                                                          \
        T lanes[T##_LANES] = {0}, sum;                                         \
        intptr_t i = 0;                                                        \
        for (; i + T##_LANES <= count; i += T##_LANES) {                       \
            for (int k = 0; k < T##_LANES; k++) {                              \
                lanes[k] = (T)(lanes[k] + T##_TIMES(a[i + k], x[i + k]));      \
            }                                                                  \
        }                                                                      \
        sum = T##_total(lanes, T##_LANES);                                     \
        for (; i < count; i++) {                                               \
            sum = (T)(sum + T##_TIMES(a[i], x[i]));                            \
        }                                                                      \
        return sum;                                                            \
    }                                                                          \
                                                                               \
    /* Items that are not side by side. */                                     \
    static T T##_far_dot(const char *a, intptr_t stride, const char *x,        \
                         intptr_t step, intptr_t count)                        \
    {                                                                          \
        T even = 0, odd = 0;                                                   \
        for (; count > 1; count -= 2, a += 2 * stride, x += 2 * step) {        \
            even = (T)(even + T##_TIMES(*(const T *)a, *(const T *)x));        \
            odd = (T)(odd + T##_TIMES(*(const T *)(a + stride),                \
                                      *(const T *)(x + step)));                \
        }                                                                      \
        if (count > 0) {                                                       \
            even = (T)(even + T##_TIMES(*(const T *)a, *(const T *)x));        \
        }                                                                      \
        return (T)(even + odd);                                                \
    }
FOR_EACH_KIND(DOT)

/* ---- Rows and columns in vectors ---- */

#if defined(__GNUC__)
#define VECTOR_BYTES 32

#define VECTORS(T)                                                             \
    enum { T##_WIDTH = VECTOR_BYTES / sizeof(T) };                             \
    typedef T T##_vector __attribute__((vector_size(VECTOR_BYTES),             \
                                        aligned(sizeof(T)), may_alias));       \
                                                                               \
    /* The products of ROWS rows are added to `y`. */                          \
    ALWAYS_INLINE void T##_add_rows(const char *data, intptr_t stride,         \
                                    const T *x, intptr_t count, T *y)          \
    {                                                                          \
        T##_vector sums[ROWS] = {{0}};                                         \
        intptr_t i = 0;                                                        \
        for (; i + T##_WIDTH <= count; i += T##_WIDTH) {                       \
            for (int row = 0; row < ROWS; row++) {                             \
                const T *a = (const T *)(data + row * stride) + i;             \
                sums[row] +=                                                   \
                    *(const T##_vector *)a * *(const T##_vector *)(x + i);     \
            }                                                                  \
        }                                                                      \
        for (int row = 0; row < ROWS; row++) {                                 \
            const T *a = (const T *)(data + row * stride);                     \
            T lanes[T##_WIDTH], sum;                                           \
            memcpy(lanes, &sums[row], sizeof(lanes));                          \
            sum = T##_total(lanes, T##_WIDTH);                                 \
            for (intptr_t k = i; k < count; k++) {                             \
                sum = (T)(sum + T##_TIMES(a[k], x[k]));                        \
            }                                                                  \
            y[row] = (T)(y[row] + sum);                                        \
        }                                                                      \
    }                                                                          \
                                                                               \
    VECTORISED static intptr_t T##_add_all_rows(                               \
        const char *data, intptr_t stride, intptr_t rows, const T *x,          \
        intptr_t count, T *y)                                                  \
    {                                                                          \
        intptr_t i = 0;                                                        \
        for (; i + ROWS <= rows; i += ROWS) {                                  \
            T##_add_rows(data + i * stride, stride, x, count, y + i);          \
        }                                                                      \
        return i;                                                              \
    }                                                                          \
                                                                               \
    /* Set a tile of the result, some vectors of each column; even columns and \
     * odd ones are added up each for themselves. */                           \
    ALWAYS_INLINE void T##_tile(const char *data, intptr_t stride,             \
                                const char *x, intptr_t step, intptr_t count,  \
                                T *y, int vectors)                             \
    {                                                                          \
        T##_vector even[TILE] = {{0}}, odd[TILE] = {{0}};                      \
        for (; count > 1; count -= 2, data += 2 * stride, x += 2 * step) {     \
            const T##_vector *a = (const T##_vector *)data;                    \
            const T##_vector *b = (const T##_vector *)(data + stride);         \
            const T one = *(const T *)x, other = *(const T *)(x + step);       \
            for (int k = 0; k < vectors; k++) {                                \
                even[k] += a[k] * one;                                         \
                odd[k] += b[k] * other;                                        \
            }                                                                  \
        }                                                                      \
        for (int k = 0; k < vectors; k++) {                                    \
            if (count > 0) {                                                   \
                even[k] += ((const T##_vector *)data)[k] * *(const T *)x;      \
            }                                                                  \
            ((T##_vector *)y)[k] = even[k] + odd[k];                           \
        }                                                                      \
    }                                                                          \
                                                                               \
    VECTORISED static intptr_t T##_set_tiles(const matrix *a, const char *x,   \
                                             intptr_t step, T *y)              \
    {                                                                          \
        intptr_t stride = a->column_stride, i = 0;                             \
        const T *data = (const T *)a->data;                                    \
        for (; i + TILE * T##_WIDTH <= a->rows; i += TILE * T##_WIDTH) {       \
            T##_tile((const char *)(data + i), stride, x, step, a->columns,    \
                     y + i, TILE);                                             \
        }                                                                      \
        for (; i + T##_WIDTH <= a->rows; i += T##_WIDTH) {                     \
            T##_tile((const char *)(data + i), stride, x, step, a->columns,    \
                     y + i, 1);                                                \
        }                                                                      \
        return i;                                                              \
    }
#else
#define VECTORS(T)                                                             \
    static intptr_t T##_add_all_rows(const char *data, intptr_t stride,        \
                                     intptr_t rows, const T *x,                \
                                     intptr_t count, T *y)                     \
    {                                                                          \
        (void)data, (void)stride, (void)rows, (void)x, (void)count, (void)y;   \
        return 0;                                                              \
    }                                                                          \
                                                                               \
    static intptr_t T##_set_tiles(const matrix *a, const char *x,              \
                                  intptr_t step, T *y)                         \
    {                                                                          \
        (void)a, (void)x, (void)step, (void)y;                                 \
        return 0;                                                              \
    }
#endif
FOR_EACH_KIND(VECTORS)

/* ---- A matrix times a column ---- */

#define BY_VECTOR(T)                                                           \
    static void T##_by_columns(const matrix *a, const char *x, intptr_t step,  \
                               T *y)                                           \
    {                                                                          \
        for (intptr_t i = T##_set_tiles(a, x, step, y); i < a->rows; i++) {    \
            y[i] = T##_far_dot(a->data + i * a->row_stride, a->column_stride,  \
                               x, step, a->columns);                           \
        }                                                                      \
    }                                                                          \
                                                                               \
    static void T##_add_stretch(const matrix *a, const char *data, const T *x, \
                                intptr_t count, T *y)                          \
    {                                                                          \
        intptr_t i =                                                           \
            T##_add_all_rows(data, a->row_stride, a->rows, x, count, y);       \
        for (; i < a->rows; i++) {                                             \
            const T *row = (const T *)(data + i * a->row_stride);              \
            y[i] = (T)(y[i] + T##_dot(row, x, count));                         \
        }                                                                      \
    }                                                                          \
                                                                               \
    static void T##_by_rows(const matrix *a, const char *x, intptr_t step,     \
                            T *y)                                              \
    {                                                                          \
        const intptr_t size = sizeof(T);                                       \
        T together[STRETCH];                                                   \
        memset(y, 0, (size_t)a->rows * sizeof(T));                             \
        if (step == size) {                                                    \
            T##_add_stretch(a, a->data, (const T *)x, a->columns, y);          \
            return;                                                            \
        }                                                                      \
        for (intptr_t i = 0; i < a->columns; i += STRETCH) {                   \
            intptr_t count = AT_MOST(STRETCH, a->columns - i);                 \
            for (intptr_t k = 0; k < count; k++) {                             \
                together[k] = *(const T *)(x + (i + k) * step);                \
            }                                                                  \
            T##_add_stretch(a, a->data + i * size, together, count, y);        \
        }                                                                      \
    }                                                                          \
                                                                               \
    static void T##_by_vector(const matrix *a, const char *x, intptr_t step,   \
                              char *y)                                         \
    {                                                                          \
        if (a->column_stride == (intptr_t)sizeof(T) || a->columns <= 1) {      \
            T##_by_rows(a, x, step, (T *)y);                                   \
        }                                                                      \
        else if (a->row_stride == (intptr_t)sizeof(T) && a->rows > 1) {        \
            T##_by_columns(a, x, step, (T *)y);                                \
        }                                                                      \
        else {                                                                 \
            for (intptr_t i = 0; i < a->rows; i++) {                           \
                ((T *)y)[i] =                                                  \
                    T##_far_dot(a->data + i * a->row_stride, a->column_stride, \
                                x, step, a->columns);                          \
            }                                                                  \
        }                                                                      \
    }
FOR_EACH_KIND(BY_VECTOR)

/* The column begins at `x` and has `step` bytes from one item to the next. */
static bool run(dtype_id dtype, const matrix *a, const char *x, intptr_t step,
                char *y)
{
    switch (dtype) {
#define RUN(ID, T)                                                             \
    case ID:                                                                   \
        T##_by_vector(a, x, step, y);                                          \
        return true;
        RUN(INT8, uint8_t)
        RUN(UINT8, uint8_t)
        RUN(INT16, uint16_t)
        RUN(UINT16, uint16_t)
        RUN(INT32, uint32_t)
        RUN(UINT32, uint32_t)
        RUN(INT64, uint64_t)
        RUN(UINT64, uint64_t)
        RUN(FLOAT32, float)
        RUN(FLOAT64, double)
    default:
        return false;
#undef RUN
    }
}

static matrix transposed(const matrix *m)
{
    return (matrix){m->data, m->columns, m->rows, m->column_stride,
                    m->row_stride};
}

bool gemv_run(dtype_id dtype, const matrix *a, const matrix *b, const matrix *c)
{
    if (c->columns == 1) {
        return run(dtype, a, b->data, b->row_stride, c->data);
    }
    if (c->rows == 1) {
        const matrix turned = transposed(b);
        return run(dtype, &turned, a->data, a->column_stride, c->data);
    }
    return false;
}
