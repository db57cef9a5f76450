/* src/mask.c: items that a mask, bytes of which those that are not 0 are true,
 * selects.
 */
#include "mask.h"

#include "cpu.h"
#include "lanes.h"
#include "loop.h"

#include <string.h>

typedef struct {
    uint64_t low, high;
} uint128;

/* CALL(suffix, type) for items of that size. */
#define FOR_SIZE(SIZE, CALL)                                                   \
    switch (SIZE) {                                                            \
    case 1:                                                                    \
        CALL(8, uint8_t);                                                      \
        break;                                                                 \
    case 2:                                                                    \
        CALL(16, uint16_t);                                                    \
        break;                                                                 \
    case 4:                                                                    \
        CALL(32, uint32_t);                                                    \
        break;                                                                 \
    case 8:                                                                    \
        CALL(64, uint64_t);                                                    \
        break;                                                                 \
    default:                                                                   \
        CALL(128, uint128);                                                    \
    }

/* ---- Counting ---- */

/* Bytes that count up to 255, one for each lane of a vector. */
#define COUNTERS 64

VECTORISED static intptr_t count_block(const uint8_t *mask)
{
    uint8_t counters[COUNTERS] = {0};
    intptr_t sum = 0;
    for (int i = 0; i < 255; i++) {
        for (int k = 0; k < COUNTERS; k++) {
            counters[k] = (uint8_t)(counters[k] + (mask[k] != 0));
        }
        mask += COUNTERS;
    }
    for (int k = 0; k < COUNTERS; k++) {
        sum += counters[k];
    }
    return sum;
}

intptr_t mask_count(const uint8_t *mask, intptr_t count)
{
    const intptr_t block = 255 * COUNTERS;
    intptr_t sum = 0, i = 0;
    for (; i + block <= count; i += block) {
        sum += count_block(mask + i);
    }
    for (; i < count; i++) {
        sum += mask[i] != 0;
    }
    return sum;
}

/* ---- Compressing ---- */

/* Each item is stored where the next selected one belongs: it is overwritten if
 * it is none. */
#define COMPRESS(BITS, T)                                                      \
    static void compress_##BITS(const T *data, const uint8_t *mask,            \
                                intptr_t selected, T *to)                      \
    {                                                                          \
        for (intptr_t k = 0; k < selected; mask++) {                           \
            to[k] = *data++;                                                   \
            k += *mask != 0;                                                   \
        }                                                                      \
    }
COMPRESS(8, uint8_t)
COMPRESS(16, uint16_t)
COMPRESS(32, uint32_t)
COMPRESS(64, uint64_t)
COMPRESS(128, uint128)

static void plain_places(const uint8_t *mask, intptr_t first, intptr_t selected,
                         int64_t *to)
{
    for (intptr_t k = 0; k < selected; mask++) {
        to[k] = first++;
        k += *mask != 0;
    }
}

#ifdef HAVE_AVX2

AVX2_INLINE uint32_t bits_of_32(const uint8_t *mask)
{
    __m256i bytes = _mm256_loadu_si256((const __m256i *)mask);
    __m256i clear = _mm256_cmpeq_epi8(bytes, _mm256_setzero_si256());
    return ~(uint32_t)_mm256_movemask_epi8(clear);
}

/* Store the selected ones of eight items, and behind them what is overwritten
 * or not looked at. */
AVX2_INLINE void store_8(const uint8_t *data, uint32_t bits, uint8_t *to)
{
    __m128i items = _mm_loadl_epi64((const __m128i *)data);
    __m128i order = _mm_loadl_epi64((const __m128i *)(lanes_of_8 + bits));
    _mm_storel_epi64((__m128i *)to, _mm_shuffle_epi8(items, order));
}

AVX2_INLINE void store_16(const uint16_t *data, uint32_t bits, uint16_t *to)
{
    __m128i items = _mm_loadu_si128((const __m128i *)data);
    __m128i order = _mm_loadl_epi64((const __m128i *)(lanes_of_8 + bits));
    order = _mm_unpacklo_epi8(order, order); /* both bytes of each item */
    order = _mm_add_epi8(order, order);
    order = _mm_add_epi8(order, _mm_set1_epi16(0x100));
    _mm_storeu_si128((__m128i *)to, _mm_shuffle_epi8(items, order));
}

AVX2_INLINE void store_32(const uint32_t *data, uint32_t bits, uint32_t *to)
{
    __m256i items = _mm256_loadu_si256((const __m256i *)data);
    _mm256_storeu_si256((__m256i *)to, lanes_gather_8(items, (int)bits));
}

AVX2_INLINE void store_64(const uint64_t *data, uint32_t bits, uint64_t *to)
{
    const double *items = (const double *)data;
    int low = bits & 15, high = bits >> 4;
    __m256d one = lanes_gather_4(_mm256_loadu_pd(items), low);
    __m256d two = lanes_gather_4(_mm256_loadu_pd(items + 4), high);
    _mm256_storeu_pd((double *)to, one);
    _mm256_storeu_pd((double *)(to + _mm_popcnt_u32((unsigned)low)), two);
}

AVX2_INLINE void store_places(int64_t first, uint32_t bits, int64_t *to)
{
    __m256i base = _mm256_set1_epi64x(first);
    __m128i order = _mm_loadl_epi64((const __m128i *)(lanes_of_8 + bits));
    __m256i low = _mm256_cvtepu8_epi64(order);
    __m256i high = _mm256_cvtepu8_epi64(_mm_srli_si128(order, 4));
    _mm256_storeu_si256((__m256i *)to, _mm256_add_epi64(base, low));
    _mm256_storeu_si256((__m256i *)(to + 4), _mm256_add_epi64(base, high));
}

/* Work on 32 items at a time as long as there is room for all of them, and then
 * on single ones. STORE(i, bits, to) stores the selected ones of eight items,
 * ONE(i) is the item at a place. */
#define COMPRESS_ALL(STORE, ONE)                                               \
    intptr_t i = 0, k = 0;                                                     \
    for (; k + 32 <= selected; i += 32) {                                      \
        uint32_t all = bits_of_32(mask + i);                                   \
        for (int part = 0; part < 32; part += 8) {                             \
            uint32_t bits = all >> part & 255;                                 \
            STORE(i + part, bits, to + k);                                     \
            k += (intptr_t)_mm_popcnt_u32(bits);                               \
        }                                                                      \
    }                                                                          \
    for (; k < selected; i++) {                                                \
        to[k] = ONE(i);                                                        \
        k += mask[i] != 0;                                                     \
    }

#define FAST_COMPRESS(BITS, T)                                                 \
    AVX2 static void fast_compress_##BITS(const T *data, const uint8_t *mask,  \
                                          intptr_t selected, T *to)            \
    {                                                                          \
        COMPRESS_ALL(STORE_##BITS, ONE_ITEM)                                   \
    }
#define ONE_ITEM(I) data[I]
#define STORE_8(I, BITS, TO) store_8(data + (I), BITS, TO)
#define STORE_16(I, BITS, TO) store_16(data + (I), BITS, TO)
#define STORE_32(I, BITS, TO) store_32(data + (I), BITS, TO)
#define STORE_64(I, BITS, TO) store_64(data + (I), BITS, TO)
FAST_COMPRESS(8, uint8_t)
FAST_COMPRESS(16, uint16_t)
FAST_COMPRESS(32, uint32_t)
FAST_COMPRESS(64, uint64_t)
#define fast_compress_128 compress_128

AVX2 static void fast_places(const uint8_t *mask, intptr_t first,
                             intptr_t selected, int64_t *to)
{
#define STORE_PLACES(I, BITS, TO) store_places(first + (I), BITS, TO)
#define ONE_PLACE(I) first + (I)
    COMPRESS_ALL(STORE_PLACES, ONE_PLACE)
}

#endif /* HAVE_AVX2 */

void mask_compress(intptr_t size, const char *data, const uint8_t *mask,
                   intptr_t selected, char *to)
{
#ifdef HAVE_AVX2
    if (has_avx2()) {
#define CALL(BITS, T)                                                          \
    fast_compress_##BITS((const T *)data, mask, selected, (T *)to)
        FOR_SIZE(size, CALL)
#undef CALL
        return;
    }
#endif
#define CALL(BITS, T) compress_##BITS((const T *)data, mask, selected, (T *)to)
    FOR_SIZE(size, CALL)
#undef CALL
}

void mask_places(const uint8_t *mask, intptr_t first, intptr_t selected,
                 int64_t *to)
{
#ifdef HAVE_AVX2
    if (has_avx2()) {
        fast_places(mask, first, selected, to);
        return;
    }
#endif
    plain_places(mask, first, selected, to);
}

/* ---- Storing ---- */

/* One or the other; and the same where compilers would make a branch of it. */
#define CHOOSE(T, M, X, Y) ((M) ? (X) : (Y))
#define CHOOSE_BITS(T, M, X, Y) ((T)(((X) & -(T)(M)) | ((Y) & ((T)(M) - 1))))
#define CHOOSE_128(T, M, X, Y)                                                 \
    ((T){CHOOSE_BITS(uint64_t, M, (X).low, (Y).low),                           \
         CHOOSE_BITS(uint64_t, M, (X).high, (Y).high)})

#define STORES(BITS, T, CHOOSE_ITEM, CHOOSE_ONE)                               \
    VECTORISED static void fill_##BITS(T *data, const uint8_t *mask,           \
                                       intptr_t count, T value)                \
    {                                                                          \
        NO_OVERLAP                                                             \
        for (intptr_t i = 0; i < count; i++) {                                 \
            T x = data[i];                                                     \
            data[i] = CHOOSE_ITEM(T, mask[i] != 0, value, x);                  \
        }                                                                      \
    }                                                                          \
                                                                               \
    static void expand_##BITS(T *data, const uint8_t *mask, intptr_t selected, \
                              const T *values)                                 \
    {                                                                          \
        for (intptr_t k = 0; k < selected; mask++, data++) {                   \
            T x = *data, y = values[k];                                        \
            *data = CHOOSE_ONE(T, *mask != 0, y, x);                           \
            k += *mask != 0;                                                   \
        }                                                                      \
    }                                                                          \
                                                                               \
    VECTORISED static void choose_##BITS(                                      \
        const uint8_t *mask, const T *yes, intptr_t yes_step, const T *no,     \
        intptr_t no_step, intptr_t count, T *to)                               \
    {                                                                          \
        const T same_yes = *yes, same_no = *no;                                \
        if (yes_step && no_step) {                                             \
            NO_OVERLAP                                                         \
            for (intptr_t i = 0; i < count; i++) {                             \
                T x = yes[i], y = no[i];                                       \
                to[i] = CHOOSE_ITEM(T, mask[i] != 0, x, y);                    \
            }                                                                  \
        }                                                                      \
        else if (yes_step) {                                                   \
            NO_OVERLAP                                                         \
            for (intptr_t i = 0; i < count; i++) {                             \
                T x = yes[i];                                                  \
                to[i] = CHOOSE_ITEM(T, mask[i] != 0, x, same_no);              \
            }                                                                  \
        }                                                                      \
        else if (no_step) {                                                    \
            NO_OVERLAP                                                         \
            for (intptr_t i = 0; i < count; i++) {                             \
                T y = no[i];                                                   \
                to[i] = CHOOSE_ITEM(T, mask[i] != 0, same_yes, y);             \
            }                                                                  \
        }                                                                      \
        else {                                                                 \
            NO_OVERLAP                                                         \
            for (intptr_t i = 0; i < count; i++) {                             \
                to[i] = CHOOSE_ITEM(T, mask[i] != 0, same_yes, same_no);       \
            }                                                                  \
        }                                                                      \
    }
STORES(8, uint8_t, CHOOSE, CHOOSE_BITS)
STORES(16, uint16_t, CHOOSE, CHOOSE_BITS)
STORES(32, uint32_t, CHOOSE, CHOOSE_BITS)
STORES(64, uint64_t, CHOOSE, CHOOSE_BITS)
STORES(128, uint128, CHOOSE_128, CHOOSE_128)

void mask_fill(intptr_t size, char *data, const uint8_t *mask, intptr_t count,
               const char *value)
{
#define CALL(BITS, T) fill_##BITS((T *)data, mask, count, *(const T *)value)
    FOR_SIZE(size, CALL)
#undef CALL
}

void mask_expand(intptr_t size, char *data, const uint8_t *mask,
                 intptr_t selected, const char *values)
{
#define CALL(BITS, T)                                                          \
    expand_##BITS((T *)data, mask, selected, (const T *)values)
    FOR_SIZE(size, CALL)
#undef CALL
}

void mask_choose(intptr_t size, const uint8_t *mask, const char *yes,
                 int yes_step, const char *no, int no_step, intptr_t count,
                 char *to)
{
    if (count == 0) {
        return;
    }
#define CALL(BITS, T)                                                          \
    choose_##BITS(mask, (const T *)yes, yes_step, (const T *)no, no_step,      \
                  count, (T *)to)
    FOR_SIZE(size, CALL)
#undef CALL
}
