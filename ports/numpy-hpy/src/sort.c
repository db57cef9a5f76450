/* src/sort.c: items in order, the order of items, and what is in its place.
 *
 * Everything is done with signed integers of 64 bits, the keys, that are in the
 * order of the items (and with float64 themselves, where a processor sorts them
 * as fast). Many small items are distributed by their bytes.
 */
#include "sort.h"

#include "cpu.h"
#include "lanes.h"
#include "order.h"

#include <math.h>
#include <string.h>

/* ---- By the bytes of items ---- */

/* Sort items by their bytes, the least one first; a byte that all items share
 * is skipped. The sign bit of signed items is to be in `flip`. */
#define RADIX_SORT(NAME, T)                                                    \
    static void NAME##_count(const T *data, intptr_t count, T flip,            \
                             intptr_t (*counts)[256])                          \
    {                                                                          \
        memset(counts, 0, sizeof(T) * sizeof(*counts));                        \
        for (intptr_t i = 0; i < count; i++) {                                 \
            T x = data[i] ^ flip;                                              \
            for (size_t byte = 0; byte < sizeof(T); byte++) {                  \
                counts[byte][x >> (8 * byte) & 255]++;                         \
            }                                                                  \
        }                                                                      \
    }                                                                          \
                                                                               \
    static void NAME##_move(const T *from, T *to, intptr_t count, T flip,      \
                            unsigned shift, intptr_t *counts)                  \
    {                                                                          \
        intptr_t place = 0;                                                    \
        for (int i = 0; i < 256; i++) {                                        \
            intptr_t here = counts[i];                                         \
            counts[i] = place;                                                 \
            place += here;                                                     \
        }                                                                      \
        for (intptr_t i = 0; i < count; i++) {                                 \
            T x = from[i];                                                     \
            to[counts[(T)(x ^ flip) >> shift & 255]++] = x;                    \
        }                                                                      \
    }                                                                          \
                                                                               \
    static void NAME(T *data, intptr_t count, T flip, T *work)                 \
    {                                                                          \
        intptr_t counts[sizeof(T)][256];                                       \
        T *from = data, *to = work;                                            \
        NAME##_count(data, count, flip, counts);                               \
        for (unsigned byte = 0; byte < sizeof(T); byte++) {                    \
            T *other = from;                                                   \
            T first = (T)((T)(*data ^ flip) >> (8 * byte) & 255);              \
            if (counts[byte][first] == count) {                                \
                continue;                                                      \
            }                                                                  \
            NAME##_move(from, to, count, flip, 8 * byte, counts[byte]);        \
            from = to;                                                         \
            to = other;                                                        \
        }                                                                      \
        if (from != data) {                                                    \
            memcpy(data, from, (size_t)count * sizeof(T));                     \
        }                                                                      \
    }

RADIX_SORT(radix_sort_16, uint16_t)
RADIX_SORT(radix_sort_32, uint32_t)
RADIX_SORT(radix_sort_64, uint64_t)

/* Items of one byte are nothing but the number of their bytes. */
static void count_sort_8(uint8_t *data, intptr_t count, uint8_t flip)
{
    intptr_t counts[4][256];
    intptr_t i = 0;
    memset(counts, 0, sizeof(counts));
    for (; i + 4 <= count; i += 4) {
        for (int k = 0; k < 4; k++) {
            counts[k][data[i + k] ^ flip]++;
        }
    }
    for (; i < count; i++) {
        counts[0][data[i] ^ flip]++;
    }
    for (int x = 0; x < 256; x++) {
        intptr_t all =
            counts[0][x] + counts[1][x] + counts[2][x] + counts[3][x];
        memset(data, x ^ flip, (size_t)all);
        data += all;
    }
}

/* ---- Keys in plain C ---- */

#define QUICK(NAME) plain_##NAME
#define QUICK_TYPE int64_t
#define QUICK_FEW 64

static void plain_sort_few(const int64_t *data, intptr_t count, int64_t *home)
{
    for (intptr_t i = 0; i < count; i++) {
        int64_t x = data[i];
        intptr_t k = i;
        for (; k > 0 && x < home[k - 1]; k--) {
            home[k] = home[k - 1];
        }
        home[k] = x;
    }
}

static intptr_t plain_part(const int64_t *data, intptr_t count, int64_t pivot,
                           bool inclusive, int64_t *to)
{
    intptr_t front = 0;
    for (intptr_t i = 0; i < count; i++) {
        int64_t x = data[i];
        to[front] = x;
        to[front + count - 1 - i] = x;
        front += inclusive ? x <= pivot : x < pivot;
    }
    return front;
}

#include "sort_quick.h"
#undef QUICK
#undef QUICK_TYPE
#undef QUICK_FEW

/* ---- Floats and their keys ---- */

/* The bits of a float as a key, and the other way: negative numbers have the
 * greater bits the smaller they are. A NaN loses its sign. */
#define FLOAT_BITS(INT, MAX, INFINITY_BITS)                                    \
    static inline INT float_of_key_##INT(INT key)                              \
    {                                                                          \
        return key < 0 ? key ^ MAX : key;                                      \
    }                                                                          \
                                                                               \
    static inline INT key_of_float_##INT(INT bits)                             \
    {                                                                          \
        INT magnitude = bits & MAX;                                            \
        return magnitude > INFINITY_BITS ? magnitude                           \
                                         : float_of_key_##INT(bits);           \
    }

FLOAT_BITS(int16_t, INT16_MAX, 0x7c00)
FLOAT_BITS(int32_t, INT32_MAX, 0x7f800000)
FLOAT_BITS(int64_t, INT64_MAX, 0x7ff0000000000000)

/* ---- Vectors ---- */

#ifdef HAVE_AVX2

#define QUICK_FEW 128

#define NETWORK(NAME) ints_##NAME
#define QUICK(NAME) ints_##NAME
#define QUICK_TYPE int64_t
#define NETWORK_TYPE int64_t
#define NETWORK_LAST INT64_MAX
#define NETWORK_LESS(A, B)                                                     \
    _mm256_castsi256_pd(                                                       \
        _mm256_cmpgt_epi64(_mm256_castpd_si256(B), _mm256_castpd_si256(A)))
#define NETWORK_MIN(A, B) _mm256_blendv_pd(B, A, NETWORK_LESS(A, B))
#define NETWORK_MAX(A, B) _mm256_blendv_pd(B, A, NETWORK_LESS(B, A))
#define NETWORK_CHOOSE(V, OTHER, A, B, C, D)                                   \
    _mm256_blendv_pd(                                                          \
        V, OTHER,                                                              \
        _mm256_xor_pd(NETWORK_LESS(OTHER, V),                                  \
                      _mm256_castsi256_pd(_mm256_set_epi64x(-D, -C, -B, -A))))
#include "sort_network.h"
#include "sort_quick.h"
#undef NETWORK
#undef QUICK
#undef QUICK_TYPE
#undef NETWORK_TYPE
#undef NETWORK_LAST
#undef NETWORK_LESS
#undef NETWORK_MIN
#undef NETWORK_MAX
#undef NETWORK_CHOOSE

#define NETWORK(NAME) floats_##NAME
#define QUICK(NAME) floats_##NAME
#define QUICK_TYPE double
#define NETWORK_TYPE double
#define NETWORK_LAST (double)INFINITY
#define NETWORK_LESS(A, B) _mm256_cmp_pd(A, B, _CMP_LT_OQ)
#define NETWORK_MIN(A, B) _mm256_min_pd(A, B)
#define NETWORK_MAX(A, B) _mm256_max_pd(A, B)
#define NETWORK_CHOOSE(V, OTHER, A, B, C, D)                                   \
    _mm256_blend_pd(_mm256_min_pd(V, OTHER), _mm256_max_pd(V, OTHER),          \
                    A + 2 * B + 4 * C + 8 * D)
#include "sort_network.h"
#include "sort_quick.h"
#undef NETWORK
#undef QUICK
#undef QUICK_TYPE
#undef NETWORK_TYPE
#undef NETWORK_LAST
#undef NETWORK_LESS
#undef NETWORK_MIN
#undef NETWORK_MAX
#undef NETWORK_CHOOSE

/* Items of 4 bytes are divided eight at a time, and a few of them are sorted as
 * if they were larger. */
#define QUICK(NAME) words_##NAME
#define QUICK_TYPE int32_t

AVX2 static void words_sort_few(const int32_t *data, intptr_t count,
                                int32_t *home)
{
    int64_t items[QUICK_FEW];
    for (intptr_t i = 0; i < count; i++) {
        items[i] = data[i];
    }
    ints_sort_roomy(items, count);
    for (intptr_t i = 0; i < count; i++) {
        home[i] = (int32_t)items[i];
    }
}

/* As NETWORK(divide) does. */
AVX2_INLINE intptr_t words_divide(const int32_t *data, intptr_t count,
                                  int32_t value, bool inclusive, int32_t *to)
{
    __m256i pivot = _mm256_set1_epi32(value), v[4];
    int32_t *front = to;
    intptr_t i = 0;
    for (; i + 40 <= count; i += 32) {
#pragma GCC unroll 4
        for (int k = 0; k < 4; k++) {
            v[k] = _mm256_loadu_si256((const __m256i *)(data + i + 8 * k));
        }
#pragma GCC unroll 4
        for (int k = 0; k < 4; k++) {
            __m256i less = inclusive ? _mm256_cmpgt_epi32(v[k], pivot)
                                     : _mm256_cmpgt_epi32(pivot, v[k]);
            int bits = _mm256_movemask_ps(_mm256_castsi256_ps(less));
            int32_t *end = front + (count - i - 8 * k);
            bits = inclusive ? 255 ^ bits : bits;
            v[k] = lanes_gather_8(v[k], bits);
            _mm256_storeu_si256((__m256i *)front, v[k]);
            _mm256_storeu_si256((__m256i *)(end - 8), v[k]);
            front += _mm_popcnt_u32((unsigned)bits);
        }
    }
    for (; i < count; i++) {
        int32_t x = data[i];
        int32_t *end = front + (count - i);
        *front = x;
        end[-1] = x;
        front += inclusive ? x <= value : x < value;
    }
    return front - to;
}

AVX2 static intptr_t words_part(const int32_t *data, intptr_t count,
                                int32_t pivot, bool inclusive, int32_t *to)
{
    return inclusive ? words_divide(data, count, pivot, true, to)
                     : words_divide(data, count, pivot, false, to);
}

#include "sort_quick.h"
#undef QUICK
#undef QUICK_TYPE

#undef QUICK_FEW

/* Bring what is no number behind the others, and return how many these are. */
AVX2 static intptr_t move_nans(double *data, intptr_t count)
{
    intptr_t front = 0;
    for (; front + 4 <= count; front += 4) {
        __m256d v = _mm256_loadu_pd(data + front);
        if (_mm256_movemask_pd(_mm256_cmp_pd(v, v, _CMP_UNORD_Q)) != 0) {
            break;
        }
    }
    for (intptr_t i = front; i < count; i++) {
        double x = data[i];
        data[i] = data[front];
        data[front] = x;
        front += x == x;
    }
    return front;
}

#endif /* HAVE_AVX2 */

/* ---- Keys ---- */

static bool is_vectorised(void)
{
#ifdef HAVE_AVX2
    return has_avx2();
#else
    return false;
#endif
}

static void sort_keys(int64_t *keys, intptr_t count, int64_t *work)
{
#ifdef HAVE_AVX2
    if (has_avx2()) {
        ints_sort(keys, count, work);
        return;
    }
#endif
    if (count > 256 && plain_run_up(keys, count) < count) {
        radix_sort_64((uint64_t *)keys, count, SIGN_64, (uint64_t *)work);
    }
    else {
        plain_sort(keys, count, work);
    }
}

static void select_keys(int64_t *keys, intptr_t count, const intptr_t *kth,
                        intptr_t kth_count, int64_t *work)
{
#ifdef HAVE_AVX2
    if (has_avx2()) {
        ints_select_all(keys, count, 0, kth, kth_count, work);
        return;
    }
#endif
    plain_select_all(keys, count, 0, kth, kth_count, work);
}

/* ---- Keys of items ---- */

/* X(dtype, type in which items are read, key, item) */
#define FOR_EACH_KEY(X)                                                        \
    X(BOOL, uint8_t, x, (uint8_t)key)                                          \
    X(INT8, int8_t, x, (int8_t)key)                                            \
    X(UINT8, uint8_t, x, (uint8_t)key)                                         \
    X(INT16, int16_t, x, (int16_t)key)                                         \
    X(UINT16, uint16_t, x, (uint16_t)key)                                      \
    X(INT32, int32_t, x, (int32_t)key)                                         \
    X(UINT32, uint32_t, x, (uint32_t)key)                                      \
    X(INT64, int64_t, x, key)                                                  \
    X(UINT64, uint64_t, (int64_t)(x ^ SIGN_64), (uint64_t)key ^ SIGN_64)       \
    X(FLOAT16, int16_t, key_of_float_int16_t(x),                               \
      float_of_key_int16_t((int16_t)key))                                      \
    X(FLOAT32, int32_t, key_of_float_int32_t(x),                               \
      float_of_key_int32_t((int32_t)key))                                      \
    X(FLOAT64, int64_t, key_of_float_int64_t(x), float_of_key_int64_t(key))

/* Keys from which the items can be made again. */
static void load_keys(dtype_id dtype, const char *data, int64_t *keys,
                      intptr_t count)
{
    switch (dtype) {
#define X(ID, T, KEY, ITEM)                                                    \
    case ID:                                                                   \
        for (intptr_t i = 0; i < count; i++) {                                 \
            T x = ((const T *)data)[i];                                        \
            keys[i] = KEY;                                                     \
        }                                                                      \
        break;
        FOR_EACH_KEY(X)
#undef X
    default:
        break;
    }
}

static void store_keys(dtype_id dtype, char *data, const int64_t *keys,
                       intptr_t count)
{
    switch (dtype) {
#define X(ID, T, KEY, ITEM)                                                    \
    case ID:                                                                   \
        for (intptr_t i = 0; i < count; i++) {                                 \
            int64_t key = keys[i];                                             \
            ((T *)data)[i] = ITEM;                                             \
        }                                                                      \
        break;
        FOR_EACH_KEY(X)
#undef X
    default:
        break;
    }
}

/* Keys that are equal where the items are. */
static void load_order(dtype_id dtype, const char *data, int64_t *keys,
                       intptr_t count)
{
    switch (dtype) {
#define X(ID, T, KEY)                                                          \
    case ID:                                                                   \
        for (intptr_t i = 0; i < count; i++) {                                 \
            T x = ((const T *)data)[i];                                        \
            keys[i] = KEY;                                                     \
        }                                                                      \
        break;
        FOR_EACH_ORDER(X)
#undef X
    default:
        break;
    }
}

/* ---- Order ---- */

typedef struct {
    const int64_t *keys;
    int64_t *work;
    int place_bits; /* of the greatest place that there is */
} ordering;

static int bit_length(uint64_t x)
{
    int length = 0;
    for (int step = 32; step > 0; step /= 2) {
        if (x >> step) {
            length += step;
            x >>= step;
        }
    }
    return length + (x != 0);
}

/* What is least among the keys at some places, how many bits are in what the
 * keys are above it, and how many of them are of no use as all of them are 0.
 */
typedef struct {
    uint64_t least;
    int bits;
    int zeros;
} key_range;

static void find_range(const ordering *o, const int64_t *places, intptr_t count,
                       key_range *range)
{
    int64_t first = o->keys[places[0]], least = first, greatest = first;
    uint64_t differences = 0;
    for (intptr_t i = 1; i < count; i++) {
        int64_t key = o->keys[places[i]];
        least = key < least ? key : least;
        greatest = key > greatest ? key : greatest;
        differences |= (uint64_t)key ^ (uint64_t)first;
    }
    range->least = (uint64_t)least;
    range->bits = bit_length((uint64_t)greatest - (uint64_t)least);
    range->zeros = bit_length(differences & (0 - differences)) - 1;
    range->bits -= range->bits ? range->zeros : 0;
}

/* Put in front of each place as many bits of its key as there is room for;
 * return how many remain. */
static int write_words(const ordering *o, int64_t *places, intptr_t count,
                       const key_range *range)
{
    int room = 64 - o->place_bits;
    int rest = range->bits > room ? range->bits - room : 0;
    for (intptr_t i = 0; i < count; i++) {
        uint64_t place = (uint64_t)places[i];
        uint64_t key = (uint64_t)o->keys[place] - range->least;
        key = key >> range->zeros >> rest;
        places[i] = (int64_t)((key << o->place_bits | place) ^ SIGN_64);
    }
    return rest;
}

/* Let the places be places again. */
static void strip_words(const ordering *o, int64_t *words, intptr_t count)
{
    int64_t mask = ((int64_t)1 << o->place_bits) - 1;
    for (intptr_t i = 0; i < count; i++) {
        words[i] &= mask;
    }
}

static intptr_t find_run(const int64_t *words, intptr_t count, int shift)
{
    intptr_t end = 1;
    while (end < count && words[end] >> shift == words[0] >> shift) {
        end++;
    }
    return end;
}

/* Bring places, which are ascending, in the order of their keys, and those of
 * equal keys in their own. What did not fit into the words is looked at where
 * the rest was equal. */
static void order_places(const ordering *o, int64_t *places, intptr_t count)
{
    key_range range;
    find_range(o, places, count, &range);
    if (range.bits == 0) {
        return;
    }
    if (write_words(o, places, count, &range) == 0) {
        sort_keys(places, count, o->work);
        strip_words(o, places, count);
        return;
    }
    sort_keys(places, count, o->work);
    for (intptr_t i = 0, length; i < count; i += length) {
        length = find_run(places + i, count - i, o->place_bits);
        strip_words(o, places + i, length);
        if (length > 1) {
            order_places(o, places + i, length);
        }
    }
}

static bool are_sorted(const int64_t *keys, intptr_t count)
{
    return plain_run_up(keys, count) == count;
}

static void begin_order(ordering *o, int64_t *keys, int64_t *order,
                        intptr_t count, int64_t *work)
{
    o->keys = keys;
    o->work = work;
    o->place_bits = bit_length((uint64_t)count - 1);
    for (intptr_t i = 0; i < count; i++) {
        order[i] = i;
    }
}

/* ---- Complex numbers ---- */

/* Those whose imaginary parts alone are no numbers come behind the numbers. */
static void move_half_nans(const ordering *o, const int64_t *imaginary,
                           int64_t *order, intptr_t count)
{
    intptr_t front = 0, behind = 0, i = 0;
    for (; i < count && o->keys[order[i]] < INT64_MAX; i++) {
        int64_t place = order[i];
        bool is_nan = imaginary[place] == INT64_MAX;
        order[front] = place;
        o->work[behind] = place;
        behind += is_nan;
        front += !is_nan;
    }
    memcpy(order + front, o->work, (size_t)behind * sizeof(*order));
}

/* The keys of one part of complex numbers; INT64_MAX if it is a NaN. */
static void load_part(dtype_id dtype, const char *data, int64_t *keys,
                      intptr_t count)
{
    for (intptr_t i = 0; i < count; i++) {
        if (dtype == COMPLEX64) {
            int64_t key = float_order_int32_t(((const int32_t *)data)[2 * i]);
            keys[i] = key == INT32_MAX ? INT64_MAX : key;
        }
        else {
            keys[i] = float_order_int64_t(((const int64_t *)data)[2 * i]);
        }
    }
}

static void order_complex(dtype_id dtype, const char *data, int64_t *order,
                          intptr_t count, int64_t *work)
{
    ordering real, imaginary;
    int64_t *real_keys = work, *imaginary_keys = work + count;
    load_part(dtype, data, real_keys, count);
    load_part(dtype, data + dtype_size(dtype) / 2, imaginary_keys, count);
    begin_order(&real, real_keys, order, count, work + 2 * count);
    imaginary = real;
    imaginary.keys = imaginary_keys;
    order_places(&real, order, count);
    for (intptr_t i = 0, end; i < count; i = end) {
        end = i + 1;
        while (end < count && real_keys[order[end]] == real_keys[order[i]]) {
            end++;
        }
        order_places(&imaginary, order + i, end - i);
    }
    move_half_nans(&real, imaginary_keys, order, count);
}

static void sort_complex(dtype_id dtype, char *data, intptr_t count,
                         int64_t *work)
{
    int64_t *order = work + 3 * count;
    order_complex(dtype, data, order, count, work);
    if (dtype == COMPLEX64) {
        complex64 *sorted = (complex64 *)work;
        for (intptr_t i = 0; i < count; i++) {
            sorted[i] = ((complex64 *)data)[order[i]];
        }
    }
    else {
        complex128 *sorted = (complex128 *)work;
        for (intptr_t i = 0; i < count; i++) {
            sorted[i] = ((complex128 *)data)[order[i]];
        }
    }
    memcpy(data, work, (size_t)(count * dtype_size(dtype)));
}

/* ---- Sorting ---- */

/* So many items of these bytes are sorted as keys rather than by bytes. */
static intptr_t most_keys(intptr_t size)
{
    if (!is_vectorised()) {
        return size == 8 ? INTPTR_MAX : 32;
    }
    return size == 1 ? 64 : size == 2 ? 256 : INTPTR_MAX;
}

/* Do something to the bits of each float; to other items nothing. */
#define EACH_FLOAT(DTYPE, DATA, COUNT, FUNCTION)                               \
    if (DTYPE == FLOAT16) {                                                    \
        EACH_FLOAT_OF(int16_t, DATA, COUNT, FUNCTION)                          \
    }                                                                          \
    else if (DTYPE == FLOAT32) {                                               \
        EACH_FLOAT_OF(int32_t, DATA, COUNT, FUNCTION)                          \
    }
#define EACH_FLOAT_OF(T, DATA, COUNT, FUNCTION)                                \
    for (intptr_t i = 0; i < COUNT; i++) {                                     \
        ((T *)DATA)[i] = FUNCTION##_##T(((T *)DATA)[i]);                       \
    }

#ifdef HAVE_AVX2
/* Items of 4 bytes become signed integers in their order, or again items. */
static void turn_words(dtype_id dtype, char *data, intptr_t count, bool back)
{
    if (dtype == UINT32) {
        for (intptr_t i = 0; i < count; i++) {
            ((uint32_t *)data)[i] ^= 0x80000000;
        }
    }
    else if (back) {
        EACH_FLOAT(dtype, data, count, float_of_key)
    }
    else {
        EACH_FLOAT(dtype, data, count, key_of_float)
    }
}
#endif

/* Keys take the place of the items if they are as large. */
static void sort_as_keys(dtype_id dtype, char *data, intptr_t count, char *work)
{
    int64_t *keys = (int64_t *)work;
    if (dtype == INT64) {
        sort_keys((int64_t *)data, count, keys);
        return;
    }
    if (dtype_size(dtype) == 8) {
        load_keys(dtype, data, (int64_t *)data, count);
        sort_keys((int64_t *)data, count, keys);
        store_keys(dtype, data, (int64_t *)data, count);
        return;
    }
#ifdef HAVE_AVX2
    if (dtype_size(dtype) == 4 && has_avx2()) {
        turn_words(dtype, data, count, false);
        words_sort((int32_t *)data, count, (int32_t *)work);
        turn_words(dtype, data, count, true);
        return;
    }
#endif
    load_keys(dtype, data, keys, count);
    sort_keys(keys, count, keys + count);
    store_keys(dtype, data, keys, count);
}

static void sort_bytes(dtype_id dtype, char *data, intptr_t count, char *work)
{
    bool is_signed = dtypes[dtype].kind == 'i' || dtypes[dtype].kind == 'f';
    switch (dtype_size(dtype)) {
    case 1:
        count_sort_8((uint8_t *)data, count, is_signed ? 0x80 : 0);
        break;
    case 2:
        radix_sort_16((uint16_t *)data, count, is_signed ? 0x8000 : 0,
                      (uint16_t *)work);
        break;
    default:
        radix_sort_32((uint32_t *)data, count, is_signed ? 0x80000000 : 0,
                      (uint32_t *)work);
    }
}

static void sort_by_bytes(dtype_id dtype, char *data, intptr_t count,
                          char *work)
{
    EACH_FLOAT(dtype, data, count, key_of_float)
    sort_bytes(dtype, data, count, work);
    EACH_FLOAT(dtype, data, count, float_of_key)
}

void sort_items(dtype_id dtype, char *data, intptr_t count, char *work)
{
    if (count < 2) {
        return;
    }
    if (dtype >= COMPLEX64) {
        sort_complex(dtype, data, count, (int64_t *)work);
        return;
    }
#ifdef HAVE_AVX2
    if (dtype == FLOAT64 && has_avx2()) {
        double *items = (double *)data;
        floats_sort(items, move_nans(items, count), (double *)work);
        return;
    }
#endif
    if (count <= most_keys(dtype_size(dtype))) {
        sort_as_keys(dtype, data, count, work);
    }
    else {
        sort_by_bytes(dtype, data, count, work);
    }
}

void sort_order(dtype_id dtype, const char *data, int64_t *order,
                intptr_t count, char *work)
{
    int64_t *keys = (int64_t *)work;
    ordering o;
    if (count < 2) {
        memset(order, 0, (size_t)count * sizeof(*order));
        return;
    }
    if (dtype >= COMPLEX64) {
        order_complex(dtype, data, order, count, keys);
        return;
    }
    load_order(dtype, data, keys, count);
    begin_order(&o, keys, order, count, keys + count);
    if (!are_sorted(keys, count)) {
        order_places(&o, order, count);
    }
}

/* ---- Selection ---- */

static void select_as_keys(dtype_id dtype, char *data, intptr_t count,
                           const intptr_t *kth, intptr_t kth_count,
                           int64_t *work)
{
    bool in_place = dtype_size(dtype) == 8;
    int64_t *keys = in_place ? (int64_t *)data : work;
    load_keys(dtype, data, keys, count);
    select_keys(keys, count, kth, kth_count, in_place ? work : work + count);
    store_keys(dtype, data, keys, count);
}

void sort_partition(dtype_id dtype, char *data, intptr_t count,
                    const intptr_t *kth, intptr_t kth_count, char *work)
{
    if (dtype >= COMPLEX64 || dtype_size(dtype) < 4) {
        sort_items(dtype, data, count, work);
        return;
    }
#ifdef HAVE_AVX2
    if (dtype == FLOAT64 && has_avx2()) {
        intptr_t numbers = move_nans((double *)data, count);
        while (kth_count > 0 && kth[kth_count - 1] >= numbers) {
            kth_count--; /* what is no number is where it is to be */
        }
        floats_select_all((double *)data, numbers, 0, kth, kth_count,
                          (double *)work);
        return;
    }
    if (dtype_size(dtype) == 4 && has_avx2()) {
        turn_words(dtype, data, count, false);
        words_select_all((int32_t *)data, count, 0, kth, kth_count,
                         (int32_t *)work);
        turn_words(dtype, data, count, true);
        return;
    }
#endif
    select_as_keys(dtype, data, count, kth, kth_count, (int64_t *)work);
}

static void swap(int64_t *a, int64_t *b)
{
    int64_t x = *a;
    *a = *b;
    *b = x;
}

/* Bring the words that are equal to that at `k`, but for the places in them, to
 * its sides; `*begin` and `*end` is where they are then. */
static void collect_run(int64_t *words, intptr_t count, intptr_t k, int shift,
                        intptr_t *begin, intptr_t *end)
{
    int64_t same = words[k] >> shift;
    *begin = k;
    *end = k + 1;
    for (intptr_t i = k - 1; i >= 0; i--) {
        if (words[i] >> shift == same) {
            swap(words + i, words + --*begin);
        }
    }
    for (intptr_t i = k + 1; i < count; i++) {
        if (words[i] >> shift == same) {
            swap(words + i, words + (*end)++);
        }
    }
}

static void select_place(const ordering *o, int64_t *places, intptr_t count,
                         intptr_t k)
{
    key_range range;
    intptr_t begin = k, end = k + 1;
    int rest;
    find_range(o, places, count, &range);
    if (range.bits == 0) {
        return;
    }
    rest = write_words(o, places, count, &range);
    select_keys(places, count, &k, 1, o->work);
    if (rest) {
        collect_run(places, count, k, o->place_bits, &begin, &end);
    }
    strip_words(o, places, count);
    if (end - begin > 1) {
        select_place(o, places + begin, end - begin, k - begin);
    }
}

void sort_partition_order(dtype_id dtype, const char *data, int64_t *order,
                          intptr_t count, const intptr_t *kth,
                          intptr_t kth_count, char *work)
{
    int64_t *keys = (int64_t *)work;
    ordering o;
    if (dtype >= COMPLEX64 || count < 2 || kth_count != 1) {
        sort_order(dtype, data, order, count, work);
        return;
    }
    load_order(dtype, data, keys, count);
    begin_order(&o, keys, order, count, keys + count);
    select_place(&o, order, count, *kth);
}

size_t sort_work_size(dtype_id dtype, intptr_t count)
{
    /* Complex numbers: keys of both parts, their order, and memory to sort. */
    return (size_t)count * (dtype >= COMPLEX64 ? 32 : 16);
}
