/* src/sort_network.h: up to 128 items sorted in vectors of four, without any
 * branch on their values. Included once for each type of items.
 *
 * The file that includes it defines
 *   NETWORK(name)       the name of a function for this type
 *   NETWORK_TYPE        the type, of 8 bytes
 *   NETWORK_LAST        a value that no other one comes behind
 *   NETWORK_LESS(a, b)  the lanes in which a < b, as a vector of masks
 *   NETWORK_MIN(a, b), NETWORK_MAX(a, b)
 *                       if equal, the second one
 *   NETWORK_CHOOSE(v, other, a, b, c, d)
 *                       the smaller ones, or where there is a 1 the greater
 *                       ones
 * Vectors are __m256d, whatever is in them.
 */

/* The smaller ones to `a`, the greater ones to `b`. Neither of two equal ones,
 * such as 0.0 and -0.0, is lost. */
AVX2_INLINE void NETWORK(exchange)(__m256d *a, __m256d *b)
{
    __m256d low = NETWORK_MIN(*a, *b);
    *b = NETWORK_MAX(*b, *a);
    *a = low;
}

/* Each column of four vectors in order. */
AVX2_INLINE void NETWORK(columns_4)(__m256d *v)
{
    NETWORK(exchange)(v + 0, v + 2);
    NETWORK(exchange)(v + 1, v + 3);
    NETWORK(exchange)(v + 0, v + 1);
    NETWORK(exchange)(v + 2, v + 3);
    NETWORK(exchange)(v + 1, v + 2);
}

/* Each column of eight vectors in order. */
AVX2_INLINE void NETWORK(columns_8)(__m256d *v)
{
    static const uint8_t steps[19][2] = {{0, 2}, {1, 3}, {4, 6}, {5, 7}, {0, 4},
                                         {1, 5}, {2, 6}, {3, 7}, {0, 1}, {2, 3},
                                         {4, 5}, {6, 7}, {2, 4}, {3, 5}, {1, 4},
                                         {3, 6}, {1, 2}, {3, 4}, {5, 6}};
#pragma GCC unroll 19
    for (int i = 0; i < 19; i++) {
        NETWORK(exchange)(v + steps[i][0], v + steps[i][1]);
    }
}

/* Four lanes that first rise, then fall (or the other way), in order. */
AVX2_INLINE __m256d NETWORK(settle)(__m256d v)
{
    __m256d other = _mm256_permute4x64_pd(v, 0x4e);
    v = NETWORK_CHOOSE(v, other, 0, 0, 1, 1);
    other = _mm256_permute_pd(v, 0x5);
    return NETWORK_CHOOSE(v, other, 0, 1, 0, 1);
}

/* So many vectors of items that first rise, then fall, in order. */
AVX2_INLINE void NETWORK(settle_all)(__m256d *v, int count)
{
#pragma GCC unroll 8
    for (int step = count / 2; step > 0; step /= 2) {
#pragma GCC unroll 16
        for (int i = 0; i < count; i++) {
            if ((i & step) == 0) {
                NETWORK(exchange)(v + i, v + i + step);
            }
        }
    }
#pragma GCC unroll 16
    for (int i = 0; i < count; i++) {
        v[i] = NETWORK(settle)(v[i]);
    }
}

/* Two sorted sequences of `half` vectors each, one behind the other, become
 * one: Batcher's bitonic merge. */
AVX2_INLINE void NETWORK(merge)(__m256d *v, int half)
{
#pragma GCC unroll 8
    for (int i = 0; i < half / 2; i++) {
        __m256d last = v[2 * half - 1 - i];
        v[2 * half - 1 - i] = _mm256_permute4x64_pd(v[half + i], 0x1b);
        v[half + i] = _mm256_permute4x64_pd(last, 0x1b);
    }
    if (half % 2) {
        int middle = half + half / 2;
        v[middle] = _mm256_permute4x64_pd(v[middle], 0x1b);
    }
#pragma GCC unroll 16
    for (int i = 0; i < half; i++) {
        NETWORK(exchange)(v + i, v + half + i);
    }
    NETWORK(settle_all)(v, half);
    NETWORK(settle_all)(v + half, half);
}

AVX2_INLINE void NETWORK(sort_16)(__m256d *v)
{
    NETWORK(columns_4)(v);
    lanes_transpose_4(v);
    NETWORK(merge)(v, 1);
    NETWORK(merge)(v + 2, 1);
    NETWORK(merge)(v, 2);
}

AVX2_INLINE void NETWORK(sort_32)(__m256d *v)
{
    __m256d rows[8];
    NETWORK(columns_8)(v);
    lanes_transpose_4(v);
    lanes_transpose_4(v + 4);
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
        rows[2 * i] = v[i];
        rows[2 * i + 1] = v[4 + i];
    }
    NETWORK(merge)(rows, 2);
    NETWORK(merge)(rows + 4, 2);
    NETWORK(merge)(rows, 4);
#pragma GCC unroll 8
    for (int i = 0; i < 8; i++) {
        v[i] = rows[i];
    }
}

AVX2_INLINE void NETWORK(load)(__m256d *v, const NETWORK_TYPE *data, int count)
{
#pragma GCC unroll 32
    for (int i = 0; i < count; i++) {
        v[i] = _mm256_loadu_pd((const double *)(data + 4 * i));
    }
}

AVX2_INLINE void NETWORK(store)(NETWORK_TYPE *data, const __m256d *v, int count)
{
#pragma GCC unroll 32
    for (int i = 0; i < count; i++) {
        _mm256_storeu_pd((double *)(data + 4 * i), v[i]);
    }
}

AVX2 static void NETWORK(sort_at_most_16)(NETWORK_TYPE *data)
{
    __m256d v[4];
    NETWORK(load)(v, data, 4);
    NETWORK(sort_16)(v);
    NETWORK(store)(data, v, 4);
}

AVX2 static void NETWORK(sort_at_most_32)(NETWORK_TYPE *data)
{
    __m256d v[8];
    NETWORK(load)(v, data, 8);
    NETWORK(sort_32)(v);
    NETWORK(store)(data, v, 8);
}

AVX2 static void NETWORK(sort_at_most_64)(NETWORK_TYPE *data)
{
    __m256d v[16];
    NETWORK(sort_at_most_32)(data);
    NETWORK(sort_at_most_32)(data + 32);
    NETWORK(load)(v, data, 16);
    NETWORK(merge)(v, 8);
    NETWORK(store)(data, v, 16);
}

AVX2 static void NETWORK(sort_at_most_128)(NETWORK_TYPE *data)
{
    __m256d v[32];
    NETWORK(sort_at_most_64)(data);
    NETWORK(sort_at_most_64)(data + 64);
    NETWORK(load)(v, data, 32);
    NETWORK(merge)(v, 16);
    NETWORK(store)(data, v, 32);
}

/* Sort items for which there is room for 128: as many as a network takes,
 * filled up with such as come last. */
AVX2 static void NETWORK(sort_roomy)(NETWORK_TYPE *items, intptr_t count)
{
    intptr_t room = count <= 16   ? 16
                    : count <= 32 ? 32
                    : count <= 64 ? 64
                                  : 128;
    for (intptr_t i = count; i < room; i++) {
        items[i] = NETWORK_LAST;
    }
    if (room == 16) {
        NETWORK(sort_at_most_16)(items);
    }
    else if (room == 32) {
        NETWORK(sort_at_most_32)(items);
    }
    else if (room == 64) {
        NETWORK(sort_at_most_64)(items);
    }
    else {
        NETWORK(sort_at_most_128)(items);
    }
}

/* Sort up to 128 items, to `home`. */
static void NETWORK(sort_few)(const NETWORK_TYPE *data, intptr_t count,
                              NETWORK_TYPE *home)
{
    NETWORK_TYPE items[128];
    memcpy(items, data, (size_t)count * sizeof(*data));
    NETWORK(sort_roomy)(items, count);
    memcpy(home, items, (size_t)count * sizeof(*data));
}

AVX2_INLINE int NETWORK(in_front)(__m256d v, __m256d pivot, bool inclusive)
{
    return inclusive ? 15 ^ _mm256_movemask_pd(NETWORK_LESS(pivot, v))
                     : _mm256_movemask_pd(NETWORK_LESS(v, pivot));
}

/* Bring the items that are less than the pivot, or if `inclusive` not greater,
 * to the front of `to`, and the others behind them; return how many there are.
 * Whole vectors are stored at both ends of what is free: what is too much in
 * them is overwritten later. */
AVX2_INLINE intptr_t NETWORK(divide)(const NETWORK_TYPE *data, intptr_t count,
                                     NETWORK_TYPE value, bool inclusive,
                                     NETWORK_TYPE *to)
{
    NETWORK_TYPE *front = to;
    __m256d pivot = _mm256_set1_pd(0), v[4];
    intptr_t i = 0;
    memcpy(&pivot, &value, sizeof(value));
    pivot = _mm256_broadcastsd_pd(_mm256_castpd256_pd128(pivot));
    for (; i + 20 <= count; i += 16) { /* the ends are 8 apart, or more */
        NETWORK(load)(v, data + i, 4);
#pragma GCC unroll 4
        for (int k = 0; k < 4; k++) {
            int bits = NETWORK(in_front)(v[k], pivot, inclusive);
            NETWORK_TYPE *end = front + (count - i - 4 * k);
            v[k] = lanes_gather_4(v[k], bits);
            _mm256_storeu_pd((double *)front, v[k]);
            _mm256_storeu_pd((double *)(end - 4), v[k]);
            front += _mm_popcnt_u32((unsigned)bits);
        }
    }
    for (; i < count; i++) {
        NETWORK_TYPE x = data[i];
        NETWORK_TYPE *end = front + (count - i);
        *front = x;
        end[-1] = x;
        front += inclusive ? !(value < x) : x < value;
    }
    return front - to;
}

AVX2 static intptr_t NETWORK(part)(const NETWORK_TYPE *data, intptr_t count,
                                   NETWORK_TYPE pivot, bool inclusive,
                                   NETWORK_TYPE *to)
{
    return inclusive ? NETWORK(divide)(data, count, pivot, true, to)
                     : NETWORK(divide)(data, count, pivot, false, to);
}
