/* src/transpose.c: rows of items become columns.
 *
 * Along one of both sides memory is read or written with jumps. It is done in
 * small squares, so that whole lines of the cache are used before they leave
 * it; where there are vectors for it, squares are turned in registers.
 */
#include "transpose.h"

#include "cpu.h"
#include "lanes.h"

#include <string.h>

/* A matrix and the one that it becomes; so many rows and columns of the latter.
 */
typedef struct {
    const char *from;
    char *to;
    intptr_t from_stride, to_stride, rows, columns;
} matrices;

static matrices part_of(const matrices *m, intptr_t size, intptr_t row,
                        intptr_t rows, intptr_t column, intptr_t columns)
{
    return (matrices){m->from + column * m->from_stride + row * size,
                      m->to + row * m->to_stride + column * size,
                      m->from_stride,
                      m->to_stride,
                      rows < m->rows - row ? rows : m->rows - row,
                      columns < m->columns - column ? columns
                                                    : m->columns - column};
}

/* ---- Any items ---- */

#define PLAIN(SIZE)                                                            \
    static void turn_##SIZE(const matrices *m)                                 \
    {                                                                          \
        for (intptr_t i = 0; i < m->rows; i++) {                               \
            const char *from = m->from + i * SIZE;                             \
            char *to = m->to + i * m->to_stride;                               \
            for (intptr_t j = 0; j < m->columns; j++) {                        \
                memcpy(to + j * SIZE, from + j * m->from_stride, SIZE);        \
            }                                                                  \
        }                                                                      \
    }
PLAIN(1)
PLAIN(2)
PLAIN(4)
PLAIN(8)
PLAIN(16)

typedef void (*turn)(const matrices *m);

static void turn_squares(const matrices *m, intptr_t size, intptr_t side,
                         turn one)
{
    for (intptr_t i = 0; i < m->rows; i += side) {
        for (intptr_t j = 0; j < m->columns; j += side) {
            const matrices square = part_of(m, size, i, side, j, side);
            one(&square);
        }
    }
}

/* ---- In registers ---- */

#ifdef HAVE_AVX2

/* Four rows of four items of 8 bytes. */
AVX2_INLINE void square_8(const char *from, intptr_t from_stride, char *to,
                          intptr_t to_stride)
{
    __m256d v[4];
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        v[i] = _mm256_loadu_pd((const double *)(from + i * from_stride));
    }
    lanes_transpose_4(v);
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        _mm256_storeu_pd((double *)(to + i * to_stride), v[i]);
    }
}

/* Eight rows of eight items of 4 bytes: pairs of rows are brought together, and
 * what are then items of 8 bytes is turned. */
AVX2_INLINE void square_4(const char *from, intptr_t from_stride, char *to,
                          intptr_t to_stride)
{
    __m256 v[8], w[8];
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) {
        v[i] = _mm256_loadu_ps((const float *)(from + i * from_stride));
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        w[i] = _mm256_unpacklo_ps(v[2 * i], v[2 * i + 1]);
        w[i + 4] = _mm256_unpackhi_ps(v[2 * i], v[2 * i + 1]);
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        int k = i % 2 * 2 + i / 2 * 4;
        __m256d one = _mm256_castps_pd(w[k]);
        __m256d other = _mm256_castps_pd(w[k + 1]);
        v[k] = _mm256_castpd_ps(_mm256_unpacklo_pd(one, other));
        v[k + 1] = _mm256_castpd_ps(_mm256_unpackhi_pd(one, other));
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) { /* rows i and i + 4 */
        __m256 one = v[i / 2 * 4 + i % 2], other = v[i / 2 * 4 + i % 2 + 2];
        _mm256_storeu_ps((float *)(to + i * to_stride),
                         _mm256_permute2f128_ps(one, other, 0x20));
        _mm256_storeu_ps((float *)(to + (i + 4) * to_stride),
                         _mm256_permute2f128_ps(one, other, 0x31));
    }
}

/* A square of TILE items on each side stays in the nearest cache. */
#define TILE 32

/* Rows are read, and columns filled, by whole lines of 64 bytes: two squares,
 * one behind the other, before those beside them. */
#define IN_REGISTERS(SIZE, SIDE)                                               \
    AVX2 static void vector_turn_##SIZE(const matrices *m)                     \
    {                                                                          \
        intptr_t rows = m->rows - m->rows % SIDE;                              \
        intptr_t columns = m->columns - m->columns % (2 * SIDE);               \
        intptr_t down = SIDE * m->from_stride;                                 \
        matrices rest;                                                         \
        for (intptr_t j = 0; j < columns; j += 2 * SIDE) {                     \
            for (intptr_t i = 0; i < rows; i += SIDE) {                        \
                const char *from = m->from + j * m->from_stride + i * SIZE;    \
                char *to = m->to + i * m->to_stride + j * SIZE;                \
                square_##SIZE(from, m->from_stride, to, m->to_stride);         \
                square_##SIZE(from + down, m->from_stride, to + SIDE * SIZE,   \
                              m->to_stride);                                   \
            }                                                                  \
        }                                                                      \
        rest = part_of(m, SIZE, rows, SIDE, 0, columns);                       \
        turn_##SIZE(&rest);                                                    \
        rest = part_of(m, SIZE, 0, m->rows, columns, 2 * SIDE);                \
        turn_##SIZE(&rest);                                                    \
    }
IN_REGISTERS(4, 8)
IN_REGISTERS(8, 4)

static bool turn_vectors(const matrices *m, intptr_t size)
{
    if ((size != 4 && size != 8) || !has_avx2()) {
        return false;
    }
    turn_squares(m, size, TILE, size == 4 ? vector_turn_4 : vector_turn_8);
    return true;
}

#else

static bool turn_vectors(const matrices *m, intptr_t size)
{
    (void)m;
    (void)size;
    return false;
}

#endif /* HAVE_AVX2 */

void transpose_items(intptr_t size, const char *from, intptr_t from_stride,
                     char *to, intptr_t to_stride, intptr_t rows,
                     intptr_t columns)
{
    const matrices m = {from, to, from_stride, to_stride, rows, columns};
    if (turn_vectors(&m, size)) {
        return;
    }
    switch (size) {
    case 1:
        turn_squares(&m, 1, 32, turn_1);
        break;
    case 2:
        turn_squares(&m, 2, 16, turn_2);
        break;
    case 4:
        turn_squares(&m, 4, 8, turn_4);
        break;
    case 8:
        turn_squares(&m, 8, 8, turn_8);
        break;
    default:
        turn_squares(&m, 16, 8, turn_16);
        break;
    }
}
