/* src/product.c: the product of two matrices. */
#include "product.h"

#include "blas.h"
#include "cast.h"
#include "gemm.h"
#include "gemv.h"
#include "loop.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- Our own ---- */

/* Rows of `b` that stay in the cache while all rows of `a` go over them. */
#define BLOCK 64

/* What one item of `a` adds to a row of `c`: it times a row of `b`. */
#define ADD_i(c, x, y, T) ((T)((uint64_t)(c) + (uint64_t)(x) * (uint64_t)(y)))
#define ADD_u(c, x, y, T) ADD_i(c, x, y, T)
#define ADD_f(c, x, y, T) ((c) + (x) * (y))
#define ADD_b(c, x, y, T) ((T)((c) | ((x) & (y))))
#define ADD_c(c, x, y, T)                                                      \
    ((T){(c).real + ((x).real * (y).real - (x).imag * (y).imag),               \
         (c).imag + ((x).real * (y).imag + (x).imag * (y).real)})

#define PRODUCT(ID, T, KIND)                                                   \
    VECTORISED static void product_##ID(const matrix *a, const matrix *b,      \
                                        const matrix *c)                       \
    {                                                                          \
        intptr_t columns = c->columns;                                         \
        for (intptr_t first = 0; first < b->rows; first += BLOCK) {            \
            intptr_t last = first + BLOCK < b->rows ? first + BLOCK : b->rows; \
            for (intptr_t i = 0; i < c->rows; i++) {                           \
                T *out = (T *)(c->data + i * c->row_stride);                   \
                const char *left = a->data + i * a->row_stride;                \
                for (intptr_t k = first; k < last; k++) {                      \
                    const T x = *(const T *)(left + k * a->column_stride);     \
                    const T *row = (const T *)(b->data + k * b->row_stride);   \
                    NO_OVERLAP                                                 \
                    for (intptr_t j = 0; j < columns; j++) {                   \
                        out[j] = ADD_##KIND(out[j], x, row[j], T);             \
                    }                                                          \
                }                                                              \
            }                                                                  \
        }                                                                      \
    }
PRODUCT(BOOL, uint8_t, b)
PRODUCT(INT8, int8_t, i)
PRODUCT(UINT8, uint8_t, u)
PRODUCT(INT16, int16_t, i)
PRODUCT(UINT16, uint16_t, u)
PRODUCT(INT32, int32_t, i)
PRODUCT(UINT32, uint32_t, u)
PRODUCT(INT64, int64_t, i)
PRODUCT(UINT64, uint64_t, u)
PRODUCT(FLOAT32, float, f)
PRODUCT(FLOAT64, double, f)
PRODUCT(COMPLEX64, complex64, c)
PRODUCT(COMPLEX128, complex128, c)

typedef void (*product)(const matrix *a, const matrix *b, const matrix *c);

static const product products[DTYPE_COUNT] = {
    product_BOOL,      product_INT8,
    product_UINT8,     product_INT16,
    product_UINT16,    product_INT32,
    product_UINT32,    product_INT64,
    product_UINT64,    NULL,
    product_FLOAT32,   product_FLOAT64,
    product_COMPLEX64, product_COMPLEX128};

static void set_zero(const matrix *c, intptr_t item_size)
{
    for (intptr_t i = 0; i < c->rows; i++) {
        memset(c->data + i * c->row_stride, 0,
               (size_t)(c->columns * item_size));
    }
}

/* ---- Packing ---- */

/* A copy of a matrix without gaps, whose memory is the caller's; false if there
 * is none. */
static bool pack(dtype_id dtype, const matrix *m, matrix *packed)
{
    intptr_t size = dtype_size(dtype);
    size_t bytes = (size_t)(m->rows * m->columns * size);
    inner_loop copy = cast_loop(dtype, dtype);
    packed->data = (char *)malloc(bytes > 0 ? bytes : 1);
    packed->rows = m->rows;
    packed->columns = m->columns;
    packed->row_stride = m->columns * size;
    packed->column_stride = size;
    if (packed->data == NULL) {
        return false;
    }
    for (intptr_t i = 0; i < m->rows; i++) {
        char *const data[2] = {m->data + i * m->row_stride,
                               packed->data + i * packed->row_stride};
        const intptr_t strides[2] = {m->column_stride, size};
        copy(data, strides, m->columns);
    }
    return true;
}

/* ---- BLAS ---- */

/* How BLAS sees a matrix: its rows, or the columns, lie without gaps. */
typedef struct {
    int transpose;
    int leading; /* items from one row, or column, to the next */
} view;

static bool is_leading(intptr_t stride, intptr_t size, intptr_t least)
{
    return stride % size == 0 && stride / size >= least &&
           stride / size <= INT_MAX;
}

static bool view_of(const matrix *m, intptr_t size, view *v)
{
    intptr_t rows = m->rows > 1 ? m->rows : 1;
    intptr_t columns = m->columns > 1 ? m->columns : 1;
    intptr_t row_stride = m->rows > 1 ? m->row_stride : columns * size;
    intptr_t column_stride = m->columns > 1 ? m->column_stride : rows * size;
    if ((m->column_stride == size || m->columns <= 1) &&
        is_leading(row_stride, size, columns)) {
        *v = (view){BLAS_PLAIN, (int)(row_stride / size)};
        return true;
    }
    if ((m->row_stride == size || m->rows <= 1) &&
        is_leading(column_stride, size, rows)) {
        *v = (view){BLAS_TRANSPOSED, (int)(column_stride / size)};
        return true;
    }
    return false;
}

static void call_gemm(dtype_id dtype, const matrix *a, view va, const matrix *b,
                      view vb, const matrix *c, int ldc)
{
    static const complex64 one = {1, 0}, zero = {0, 0};
    static const complex128 one_128 = {1, 0}, zero_128 = {0, 0};
    int m = (int)c->rows, n = (int)c->columns, k = (int)a->columns;
#define GEMM(NAME, T, ONE, ZERO)                                               \
    blas->NAME(BLAS_ROW_MAJOR, va.transpose, vb.transpose, m, n, k, ONE,       \
               (const T *)a->data, va.leading, (const T *)b->data, vb.leading, \
               ZERO, (T *)c->data, ldc)
    switch (dtype) {
    case FLOAT32:
        GEMM(sgemm, float, 1.0f, 0.0f);
        break;
    case FLOAT64:
        GEMM(dgemm, double, 1.0, 0.0);
        break;
    case COMPLEX64:
        GEMM(cgemm, void, &one, &zero);
        break;
    default:
        GEMM(zgemm, void, &one_128, &zero_128);
        break;
    }
#undef GEMM
}

/* A matrix times one column. */
static bool call_gemv(dtype_id dtype, const matrix *a, view va, const matrix *b,
                      const matrix *c)
{
    intptr_t size = dtype_size(dtype);
    intptr_t step = b->row_stride / size;
    int rows = (int)a->rows, columns = (int)a->columns;
    int m = va.transpose == BLAS_PLAIN ? rows : columns;
    int n = va.transpose == BLAS_PLAIN ? columns : rows;
    int out = (int)(c->rows > 1 ? c->row_stride / size : 1);
    if (step <= 0 || step > INT_MAX || b->row_stride % size != 0) {
        return false;
    }
    if (dtype == FLOAT64) {
        blas->dgemv(BLAS_ROW_MAJOR, va.transpose, m, n, 1.0,
                    (const double *)a->data, va.leading,
                    (const double *)b->data, (int)step, 0.0, (double *)c->data,
                    out);
    }
    else {
        blas->sgemv(BLAS_ROW_MAJOR, va.transpose, m, n, 1.0f,
                    (const float *)a->data, va.leading, (const float *)b->data,
                    (int)step, 0.0f, (float *)c->data, out);
    }
    return true;
}

/* One row times one column. */
static bool call_dot(dtype_id dtype, const matrix *a, const matrix *b,
                     const matrix *c)
{
    intptr_t size = dtype_size(dtype);
    intptr_t x = a->column_stride / size, y = b->row_stride / size;
    int count = (int)a->columns;
    if (x <= 0 || y <= 0 || x > INT_MAX || y > INT_MAX ||
        a->column_stride % size != 0 || b->row_stride % size != 0) {
        return false;
    }
    if (dtype == FLOAT64) {
        *(double *)c->data = blas->ddot(count, (const double *)a->data, (int)x,
                                        (const double *)b->data, (int)y);
    }
    else {
        *(float *)c->data = blas->sdot(count, (const float *)a->data, (int)x,
                                       (const float *)b->data, (int)y);
    }
    return true;
}

static bool run_blas(dtype_id dtype, const matrix *a, const matrix *b,
                     const matrix *c)
{
    intptr_t size = dtype_size(dtype);
    bool is_real = dtype == FLOAT32 || dtype == FLOAT64;
    view va, vb;
    if (is_real && c->rows == 1 && c->columns == 1) {
        return call_dot(dtype, a, b, c);
    }
    if (!view_of(a, size, &va)) {
        return false;
    }
    if (is_real && c->columns == 1 && call_gemv(dtype, a, va, b, c)) {
        return true;
    }
    if (!view_of(b, size, &vb)) {
        return false;
    }
    call_gemm(dtype, a, va, b, vb, c,
              (int)(c->rows > 1 ? c->row_stride / size : c->columns));
    return true;
}

/* Small products are computed before BLAS has looked at its arguments. */
static bool is_for_blas(dtype_id dtype, const matrix *a, const matrix *b,
                        const matrix *c)
{
    return blas != NULL && dtype >= FLOAT32 &&
           c->rows * c->columns * a->columns > 200 && a->rows <= INT_MAX &&
           a->columns <= INT_MAX && b->columns <= INT_MAX &&
           c->row_stride / dtype_size(dtype) <= INT_MAX;
}

/* ---- Both ---- */

/* Our own way, the best one that takes the matrices as they are; false if there
 * is none, or no memory. */
static bool run_own(dtype_id dtype, const matrix *a, const matrix *b,
                    const matrix *c)
{
    if ((c->columns == 1 || c->rows == 1) && gemv_run(dtype, a, b, c)) {
        return true;
    }
    if (gemm_is_better(dtype, a, b) && gemm_run(dtype, a, b, c)) {
        return true;
    }
    if (b->column_stride != dtype_size(dtype) && b->columns > 1) {
        return false;
    }
    set_zero(c, dtype_size(dtype));
    products[dtype](a, b, c);
    return true;
}

static bool run_packed(dtype_id dtype, const matrix *a, const matrix *b,
                       const matrix *c)
{
    matrix packed_a = {NULL, 0, 0, 0, 0}, packed_b = {NULL, 0, 0, 0, 0};
    bool done = pack(dtype, a, &packed_a) && pack(dtype, b, &packed_b);
    if (done && !(is_for_blas(dtype, a, b, c) &&
                  run_blas(dtype, &packed_a, &packed_b, c))) {
        done = run_own(dtype, &packed_a, &packed_b, c);
    }
    free(packed_a.data);
    free(packed_b.data);
    return done;
}

bool product_run(dtype_id dtype, const matrix *a, const matrix *b,
                 const matrix *c)
{
    bool done = is_for_blas(dtype, a, b, c) ? run_blas(dtype, a, b, c)
                                            : run_own(dtype, a, b, c);
    return done || run_packed(dtype, a, b, c);
}
