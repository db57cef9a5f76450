/* src/lanes.h: items change places within vectors, and between them.
 *
 * Where they are brought together, bits, one for each item, say which ones come
 * to the front; the others come behind them, and both remain in their order.
 */
#ifndef NUMPY_LANES_H
#define NUMPY_LANES_H

#include "cpu.h"

#ifdef HAVE_AVX2
#include <stdint.h>

/* Where the items come from, for vectors of eight: a byte for each. */
extern uint64_t lanes_of_8[256];

/* And for vectors of four items of two words each: a number for each word. */
#define LANES(A, B, C, D)                                                      \
    {2 * A, 2 * A + 1, 2 * B, 2 * B + 1, 2 * C, 2 * C + 1, 2 * D, 2 * D + 1}
static const int32_t lanes_of_4[16][8] __attribute__((aligned(32))) = {
    LANES(0, 1, 2, 3), LANES(0, 1, 2, 3), LANES(1, 0, 2, 3), LANES(0, 1, 2, 3),
    LANES(2, 0, 1, 3), LANES(0, 2, 1, 3), LANES(1, 2, 0, 3), LANES(0, 1, 2, 3),
    LANES(3, 0, 1, 2), LANES(0, 3, 1, 2), LANES(1, 3, 0, 2), LANES(0, 1, 3, 2),
    LANES(2, 3, 0, 1), LANES(0, 2, 3, 1), LANES(1, 2, 3, 0), LANES(0, 1, 2, 3)};
#undef LANES

AVX2_INLINE __m256d lanes_gather_4(__m256d lanes, int bits)
{
    __m256i order = _mm256_load_si256((const __m256i *)lanes_of_4[bits]);
    return _mm256_castsi256_pd(
        _mm256_permutevar8x32_epi32(_mm256_castpd_si256(lanes), order));
}

AVX2_INLINE __m256i lanes_gather_8(__m256i lanes, int bits)
{
    __m128i order = _mm_loadl_epi64((const __m128i *)(lanes_of_8 + bits));
    return _mm256_permutevar8x32_epi32(lanes, _mm256_cvtepu8_epi32(order));
}

/* Of four vectors of items of 8 bytes, columns become rows. */
AVX2_INLINE void lanes_transpose_4(__m256d *v)
{
    __m256d a = _mm256_unpacklo_pd(v[0], v[1]);
    __m256d b = _mm256_unpackhi_pd(v[0], v[1]);
    __m256d c = _mm256_unpacklo_pd(v[2], v[3]);
    __m256d d = _mm256_unpackhi_pd(v[2], v[3]);
    v[0] = _mm256_permute2f128_pd(a, c, 0x20);
    v[1] = _mm256_permute2f128_pd(b, d, 0x20);
    v[2] = _mm256_permute2f128_pd(a, c, 0x31);
    v[3] = _mm256_permute2f128_pd(b, d, 0x31);
}
#endif

#endif /* NUMPY_LANES_H */
