/* src/gemm.c: products of matrices of floats, for when there is no BLAS.
 *
 * Both matrices are cut into blocks that stay in the caches and are copied to
 * panels, in the order in which the kernel reads them: it computes a tile of
 * the result within registers. What fills up the last panel is a copy of its
 * last row or column, so that it sets no flags that the others do not set.
 */
#include "gemm.h"

#include "cpu.h"

#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__) && !defined(NUMPY_PLAIN_C) &&                            \
    (defined(__x86_64__) || defined(__aarch64__))
#define HAVE_KERNEL
#endif

#ifdef HAVE_KERNEL

/* Here products are fused with sums, where loop.h forbids it. */
#if defined(__clang__)
#pragma clang fp contract(fast)
#else
#pragma GCC optimize("O3", "fp-contract=fast")
#endif

#ifdef __x86_64__
#define KERNEL __attribute__((target("avx2,fma")))
#else
#define KERNEL
#endif

/* ---- Sizes ---- */

/* A tile: so many rows of so many vectors of 32 bytes. With a row of `b` and an
 * item of `a` that takes 15 registers. */
#define TILE_ROWS 6
#define TILE_VECTORS 2
#define VECTOR_BYTES 32
#define TILE_BYTES (TILE_VECTORS * VECTOR_BYTES)

/* A block of `a` is of DEPTH columns and BLOCK_BYTES / DEPTH bytes of each:
 * half of what the cache of a core has. One of `b` is of as many rows, and
 * WIDTH_BYTES bytes of each. */
#define DEPTH 256
#define HEIGHT_BYTES (TILE_ROWS * 128)
#define WIDTH_BYTES (TILE_BYTES * 256)

#define AT_MOST(A, B) ((A) < (B) ? (A) : (B))

static intptr_t round_up(intptr_t count, intptr_t unit)
{
    return (count + unit - 1) / unit * unit;
}

/* ---- Kernels ---- */

#define KERNELS(T)                                                             \
    typedef T T##_vector __attribute__((vector_size(VECTOR_BYTES)));           \
    typedef T T##_items __attribute__((vector_size(VECTOR_BYTES),              \
                                       aligned(sizeof(T)), may_alias));        \
    enum { T##_COLUMNS = TILE_BYTES / sizeof(T) };                             \
                                                                               \
    /* Set a tile, or add to it: the product of two panels. */                 \
    KERNEL static void T##_tile(const T *a, const T *b, intptr_t depth,        \
                                char *c, intptr_t row_stride, bool adds)       \
    {                                                                          \
        T##_vector sums[TILE_ROWS][TILE_VECTORS] = {{{0}}};                    \
        for (intptr_t k = 0; k < depth; k++) {                                 \
            const T##_items *row = (const T##_items *)b;                       \
            UNROLL(6)                                                          \
            for (int i = 0; i < TILE_ROWS; i++) {                              \
                UNROLL(2)                                                      \
                for (int j = 0; j < TILE_VECTORS; j++) {                       \
                    sums[i][j] += a[i] * row[j];                               \
                }                                                              \
            }                                                                  \
            a += TILE_ROWS;                                                    \
            b += T##_COLUMNS;                                                  \
        }                                                                      \
        UNROLL(6)                                                              \
        for (int i = 0; i < TILE_ROWS; i++) {                                  \
            UNROLL(2)                                                          \
            for (int j = 0; j < TILE_VECTORS; j++) {                           \
                T##_items *to = (T##_items *)(c + i * row_stride) + j;         \
                sums[i][j] += adds ? (T##_vector) * to : (T##_vector){0};      \
                *to = (T##_items)sums[i][j];                                   \
            }                                                                  \
        }                                                                      \
    }                                                                          \
                                                                               \
    /* The same at an edge, where only some of it is there. */                 \
    static void T##_part(const T *a, const T *b, intptr_t depth,               \
                         const matrix *c, bool adds)                           \
    {                                                                          \
        T tile[TILE_ROWS][T##_COLUMNS];                                        \
        T##_tile(a, b, depth, (char *)tile, TILE_BYTES, false);                \
        for (intptr_t i = 0; i < c->rows; i++) {                               \
            T *to = (T *)(c->data + i * c->row_stride);                        \
            for (intptr_t j = 0; j < c->columns; j++) {                        \
                to[j] = adds ? to[j] + tile[i][j] : tile[i][j];                \
            }                                                                  \
        }                                                                      \
    }                                                                          \
                                                                               \
    /* Blocks that are packed make a block of the result. */                   \
    static void T##_block(const T *a, const T *b, intptr_t depth,              \
                          const matrix *c, bool adds)                          \
    {                                                                          \
        for (intptr_t j = 0; j < c->columns; j += T##_COLUMNS) {               \
            for (intptr_t i = 0; i < c->rows; i += TILE_ROWS) {                \
                const matrix part = {c->data + i * c->row_stride +             \
                                         j * (intptr_t)sizeof(T),              \
                                     AT_MOST(TILE_ROWS, c->rows - i),          \
                                     AT_MOST(T##_COLUMNS, c->columns - j),     \
                                     c->row_stride, c->column_stride};         \
                if (part.rows == TILE_ROWS && part.columns == T##_COLUMNS) {   \
                    T##_tile(a + i * depth, b + j * depth, depth, part.data,   \
                             part.row_stride, adds);                           \
                }                                                              \
                else {                                                         \
                    T##_part(a + i * depth, b + j * depth, depth, &part,       \
                             adds);                                            \
                }                                                              \
            }                                                                  \
        }                                                                      \
    }                                                                          \
                                                                               \
    /* Copy `count` lines, at most as many as a panel is wide, side by side.   \
     */                                                                        \
    ALWAYS_INLINE void T##_pack_panel(const char *from, intptr_t across,       \
                                      intptr_t along, intptr_t count,          \
                                      intptr_t depth, T *to, int width)        \
    {                                                                          \
        intptr_t places[T##_COLUMNS];                                          \
        for (intptr_t i = 0; i < width; i++) {                                 \
            places[i] = AT_MOST(i, count - 1) * across;                        \
        }                                                                      \
        for (intptr_t k = 0; k < depth; k++, from += along, to += width) {     \
            if (across == (intptr_t)sizeof(T) && count == width) {             \
                memcpy(to, from, (size_t)width * sizeof(T));                   \
                continue;                                                      \
            }                                                                  \
            for (int i = 0; i < width; i++) {                                  \
                to[i] = *(const T *)(from + places[i]);                        \
            }                                                                  \
        }                                                                      \
    }                                                                          \
                                                                               \
    static void T##_pack_rows(const matrix *a, T *to)                          \
    {                                                                          \
        for (intptr_t i = 0; i < a->rows; i += TILE_ROWS) {                    \
            T##_pack_panel(a->data + i * a->row_stride, a->row_stride,         \
                           a->column_stride, AT_MOST(TILE_ROWS, a->rows - i),  \
                           a->columns, to + i * a->columns, TILE_ROWS);        \
        }                                                                      \
    }                                                                          \
                                                                               \
    static void T##_pack_columns(const matrix *b, T *to)                       \
    {                                                                          \
        for (intptr_t j = 0; j < b->columns; j += T##_COLUMNS) {               \
            T##_pack_panel(b->data + j * b->column_stride, b->column_stride,   \
                           b->row_stride,                                      \
                           AT_MOST(T##_COLUMNS, b->columns - j), b->rows,      \
                           to + j * b->rows, T##_COLUMNS);                     \
        }                                                                      \
    }                                                                          \
                                                                               \
    static void T##_multiply(const matrix *a, const matrix *b,                 \
                             const matrix *c, T *rows, T *columns)             \
    {                                                                          \
        const intptr_t size = sizeof(T), height = HEIGHT_BYTES / size;         \
        const intptr_t width = WIDTH_BYTES / size;                             \
        for (intptr_t j = 0; j < b->columns; j += width) {                     \
            for (intptr_t k = 0; k < b->rows; k += DEPTH) {                    \
                const matrix right =                                           \
                    part_of(b, k, DEPTH, j, AT_MOST(width, b->columns - j));   \
                T##_pack_columns(&right, columns);                             \
                for (intptr_t i = 0; i < a->rows; i += height) {               \
                    const matrix left = part_of(a, i, height, k, DEPTH);       \
                    const matrix out = part_of(c, i, height, j, width);        \
                    T##_pack_rows(&left, rows);                                \
                    T##_block(rows, columns, left.columns, &out, k > 0);       \
                }                                                              \
            }                                                                  \
        }                                                                      \
    }

#define PRAGMA(TEXT) _Pragma(#TEXT)
#if defined(__clang__)
#define UNROLL(COUNT) PRAGMA(unroll)
#else
#define UNROLL(COUNT) PRAGMA(GCC unroll COUNT)
#endif
#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* Up to so many rows and columns of a matrix. */
static matrix part_of(const matrix *m, intptr_t row, intptr_t rows,
                      intptr_t column, intptr_t columns)
{
    return (matrix){m->data + row * m->row_stride + column * m->column_stride,
                    AT_MOST(rows, m->rows - row),
                    AT_MOST(columns, m->columns - column), m->row_stride,
                    m->column_stride};
}

KERNELS(float)
KERNELS(double)

bool gemm_is_better(dtype_id dtype, const matrix *a, const matrix *b)
{
#ifdef __x86_64__
    if (!has_avx2() || !__builtin_cpu_supports("fma")) {
        return false;
    }
#endif
    return (dtype == FLOAT32 || dtype == FLOAT64) && a->rows > 1 &&
           b->columns > 1 && a->rows * a->columns * b->columns > 1000;
}

bool gemm_run(dtype_id dtype, const matrix *a, const matrix *b, const matrix *c)
{
    intptr_t size = dtype_size(dtype), depth = AT_MOST(DEPTH, b->rows);
    intptr_t height =
        AT_MOST(HEIGHT_BYTES, round_up(a->rows, TILE_ROWS) * size);
    intptr_t width =
        AT_MOST(WIDTH_BYTES, round_up(b->columns * size, TILE_BYTES));
    char *memory = (char *)malloc((size_t)(depth * (height + width)) + 64);
    char *columns = memory + 64 - (uintptr_t)memory % 64;
    char *rows = columns + depth * width;
    if (memory == NULL) {
        return false;
    }
    if (dtype == FLOAT64) {
        double_multiply(a, b, c, (double *)rows, (double *)columns);
    }
    else {
        float_multiply(a, b, c, (float *)rows, (float *)columns);
    }
    free(memory);
    return true;
}

#else

bool gemm_is_better(dtype_id dtype, const matrix *a, const matrix *b)
{
    (void)dtype;
    (void)a;
    (void)b;
    return false;
}

bool gemm_run(dtype_id dtype, const matrix *a, const matrix *b, const matrix *c)
{
    (void)dtype;
    (void)a;
    (void)b;
    (void)c;
    return false;
}

#endif /* HAVE_KERNEL */
