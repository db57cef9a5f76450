/* src/search.c: where items are, or would be. */
#include "search.h"

#include "cpu.h"
#include "loop.h"
#include "mask.h"
#include "order.h"

#include <string.h>

/* ---- Sorted items ---- */

/* So many keys are looked for at once, as the memory answers late. */
#define AT_ONCE 8

/* The sorted items, or those of them in which a key belongs. */
typedef struct {
    const char *data;
    const int64_t *sorter; /* or NULL */
    intptr_t first;
    intptr_t count;
} sorted;

/* Find the places of keys: in front of all items that are not less. */
typedef void (*finder)(const sorted *s, const int64_t *keys, int64_t *places);

/* Is the item at a place less than a key? */
typedef bool (*comparer)(const sorted *s, intptr_t place, int64_t key);

/* All keys take the same steps, without any branch on what is compared. */
#define SEARCH(ID, T, KEY)                                                     \
    static inline int64_t key_##ID(const char *data, const int64_t *sorter,    \
                                   intptr_t place)                             \
    {                                                                          \
        T x = ((const T *)data)[sorter ? sorter[place] : place];               \
        return KEY;                                                            \
    }                                                                          \
                                                                               \
    static bool is_less_##ID(const sorted *s, intptr_t place, int64_t key)     \
    {                                                                          \
        return key_##ID(s->data, s->sorter, place) < key;                      \
    }                                                                          \
                                                                               \
    static inline void find_in_##ID(const char *data, const int64_t *sorter,   \
                                    intptr_t first, intptr_t count,            \
                                    const int64_t *keys, int64_t *places)      \
    {                                                                          \
        int64_t low[AT_ONCE];                                                  \
        for (int k = 0; k < AT_ONCE; k++) {                                    \
            low[k] = first;                                                    \
        }                                                                      \
        for (; count > 1; count -= count / 2) {                                \
            for (int k = 0; k < AT_ONCE; k++) {                                \
                int64_t next = low[k] + count / 2;                             \
                bool less = key_##ID(data, sorter, next - 1) < keys[k];        \
                low[k] = less ? next : low[k];                                 \
            }                                                                  \
        }                                                                      \
        for (int k = 0; k < AT_ONCE; k++) {                                    \
            places[k] = low[k] + (count > 0 &&                                 \
                                  key_##ID(data, sorter, low[k]) < keys[k]);   \
        }                                                                      \
    }                                                                          \
                                                                               \
    static void find_##ID(const sorted *s, const int64_t *keys,                \
                          int64_t *places)                                     \
    {                                                                          \
        if (s->sorter) {                                                       \
            find_in_##ID(s->data, s->sorter, s->first, s->count, keys,         \
                         places);                                              \
        }                                                                      \
        else {                                                                 \
            find_in_##ID(s->data, NULL, s->first, s->count, keys, places);     \
        }                                                                      \
    }
FOR_EACH_ORDER(SEARCH)

static const finder finders[] = {
#define X(ID, T, KEY) find_##ID,
    FOR_EACH_ORDER(X)
#undef X
};

static const comparer comparers[] = {
#define X(ID, T, KEY) is_less_##ID,
    FOR_EACH_ORDER(X)
#undef X
};

static int64_t load_key(dtype_id dtype, const char *data, intptr_t i)
{
    switch (dtype) {
#define X(ID, T, KEY)                                                          \
    case ID:                                                                   \
        return key_##ID(data, NULL, i);
        FOR_EACH_ORDER(X)
#undef X
    default:
        return 0;
    }
}

/* Some keys, the last one several times if there are not enough. What is behind
 * an item is what is in front of the next greater key. */
static void load_keys(dtype_id dtype, const char *data, intptr_t count,
                      bool right, int64_t *keys)
{
    for (intptr_t k = 0; k < AT_ONCE; k++) {
        int64_t key = load_key(dtype, data, k < count ? k : count - 1);
        keys[k] = key + (right && key < INT64_MAX);
    }
}

/* Keys that rise belong behind the place of the last one: double the distance
 * until the greatest of them is surpassed. */
static void narrow(sorted *s, comparer is_less, intptr_t low, int64_t greatest)
{
    intptr_t step = AT_ONCE, rest = s->count - low;
    s->first = low;
    while (step < rest && is_less(s, low + step - 1, greatest)) {
        step *= 2;
    }
    s->count = step < rest ? step : rest;
}

static bool are_rising(const int64_t *keys, int64_t last)
{
    bool rising = last <= keys[0];
    for (int k = 1; k < AT_ONCE; k++) {
        rising = rising && keys[k - 1] <= keys[k];
    }
    return rising;
}

static void search_keys(dtype_id dtype, const sorted *all, const char *data,
                        intptr_t count, bool right, int64_t *places)
{
    int64_t keys[AT_ONCE], found[AT_ONCE], last_key = INT64_MAX, low = 0;
    for (intptr_t i = 0; i < count; i += AT_ONCE) {
        intptr_t rest = count - i < AT_ONCE ? count - i : AT_ONCE;
        sorted s = *all;
        load_keys(dtype, data + i * dtype_size(dtype), rest, right, keys);
        if (are_rising(keys, last_key)) {
            narrow(&s, comparers[dtype], low, keys[AT_ONCE - 1]);
        }
        finders[dtype](&s, keys, found);
        last_key = keys[AT_ONCE - 1];
        low = found[AT_ONCE - 1];
        for (intptr_t k = 0; k < rest; k++) {
            /* Nothing is greater than the greatest key that there can be. */
            bool behind_all = right && keys[k] == INT64_MAX &&
                              load_key(dtype, data, i + k) == INT64_MAX;
            places[i + k] = behind_all ? all->count : found[k];
        }
    }
}

/* A complex number as what is compared one after the other. */
typedef struct {
    int64_t parts[3];
} complex_key;

static complex_key load_complex(dtype_id dtype, const char *data, intptr_t i)
{
    complex_key key;
    bool single = dtype == COMPLEX64;
    for (int k = 0; k < 2; k++) {
        dtype_id part = single ? FLOAT32 : FLOAT64;
        key.parts[k + 1] = load_key(part, data, 2 * i + k);
    }
    int64_t nan = single ? INT32_MAX : INT64_MAX;
    key.parts[0] = 2 * (key.parts[1] == nan) + (key.parts[2] == nan);
    return key;
}

static int compare_complex(const complex_key *a, const complex_key *b)
{
    for (int k = 0; k < 3; k++) {
        if (a->parts[k] != b->parts[k]) {
            return a->parts[k] < b->parts[k] ? -1 : 1;
        }
    }
    return 0;
}

static int64_t find_complex(dtype_id dtype, const sorted *s,
                            const complex_key *key, bool right)
{
    intptr_t low = 0, high = s->count;
    while (low < high) {
        intptr_t middle = low + (high - low) / 2;
        intptr_t place = s->sorter ? s->sorter[middle] : middle;
        complex_key item = load_complex(dtype, s->data, place);
        if (compare_complex(&item, key) < (right ? 1 : 0)) {
            low = middle + 1;
        }
        else {
            high = middle;
        }
    }
    return low;
}

void search_sorted(dtype_id dtype, const char *data, intptr_t count,
                   const int64_t *sorter, const char *keys, intptr_t key_count,
                   bool right, int64_t *places)
{
    sorted s = {data, sorter, 0, count};
    if (dtype < COMPLEX64) {
        search_keys(dtype, &s, keys, key_count, right, places);
        return;
    }
    for (intptr_t i = 0; i < key_count; i++) {
        complex_key key = load_complex(dtype, keys, i);
        places[i] = find_complex(dtype, &s, &key, right);
    }
}

/* ---- The greatest and the smallest item ---- */

/* Blocks of items are looked through in so many bytes side by side. The length
 * of a block is a multiple of LEAST; few items are in SMALL ones, as the best
 * block is then looked through for the place of its item. */
#define LANE_BYTES 128
#define BLOCK 1024
#define SMALL 256
#define LEAST 128
#define FEW (16 * SMALL)

/* The best one of a block of items, side by side. */
#define BEST_OF_BLOCK(NAME, T, BETTER)                                         \
    VECTORISED static T NAME##_best(const T *data, intptr_t count)             \
    {                                                                          \
        enum { LANES = LANE_BYTES / sizeof(T) };                               \
        T lanes[LANES], best;                                                  \
        memcpy(lanes, data, sizeof(lanes));                                    \
        for (intptr_t i = LANES; i < count; i += LANES) {                      \
            for (int k = 0; k < LANES; k++) {                                  \
                T x = data[i + k];                                             \
                lanes[k] = x BETTER lanes[k] ? x : lanes[k];                   \
            }                                                                  \
        }                                                                      \
        best = lanes[0];                                                       \
        for (int k = 1; k < LANES; k++) {                                      \
            best = lanes[k] BETTER best ? lanes[k] : best;                     \
        }                                                                      \
        return best;                                                           \
    }

/* Find the best one; false if there is a NaN in the block. */
#define INTEGER_BLOCK(NAME, T, BETTER, ...)                                    \
    BEST_OF_BLOCK(NAME, T, BETTER)                                             \
                                                                               \
    static bool NAME##_block(const T *data, intptr_t count, T *best)           \
    {                                                                          \
        *best = NAME##_best(data, count);                                      \
        return true;                                                           \
    }

#define PLAIN_FLOAT_BLOCK(NAME, T, BETTER, ...)                                \
    BEST_OF_BLOCK(NAME, T, BETTER)                                             \
                                                                               \
    VECTORISED static bool NAME##_plain_block(const T *data, intptr_t count,   \
                                              T *best)                         \
    {                                                                          \
        int nan = 0;                                                           \
        for (intptr_t i = 0; i < count; i++) {                                 \
            nan |= data[i] != data[i];                                         \
        }                                                                      \
        *best = NAME##_best(data, count);                                      \
        return nan == 0;                                                       \
    }

#ifdef HAVE_AVX2
/* Compilers do not do that, as they are to raise the same exceptions of floats
 * as often. If one of two is a NaN, the second one is taken to be best. */
#define FLOAT_BLOCK(NAME, T, BETTER, V, S, FUNCTION)                           \
    PLAIN_FLOAT_BLOCK(NAME, T, BETTER)                                         \
                                                                               \
    AVX2 static bool NAME##_fast_block(const T *data, intptr_t count, T *best) \
    {                                                                          \
        enum { LANES = sizeof(V) / sizeof(T) };                                \
        T lanes[LANES];                                                        \
        V even = _mm256_loadu_##S(data), odd = even;                           \
        V nan = _mm256_setzero_##S();                                          \
        for (intptr_t i = 0; i < count; i += 2 * LANES) {                      \
            V x = _mm256_loadu_##S(data + i);                                  \
            V y = _mm256_loadu_##S(data + i + LANES);                          \
            even = _mm256_##FUNCTION##_##S(x, even);                           \
            odd = _mm256_##FUNCTION##_##S(y, odd);                             \
            nan = _mm256_or_##S(nan, _mm256_cmp_##S(x, y, _CMP_UNORD_Q));      \
        }                                                                      \
        _mm256_storeu_##S(lanes, _mm256_##FUNCTION##_##S(even, odd));          \
        *best = lanes[0];                                                      \
        for (int k = 1; k < LANES; k++) {                                      \
            *best = lanes[k] BETTER * best ? lanes[k] : *best;                 \
        }                                                                      \
        return _mm256_movemask_##S(nan) == 0;                                  \
    }                                                                          \
                                                                               \
    static bool NAME##_block(const T *data, intptr_t count, T *best)           \
    {                                                                          \
        return has_avx2() ? NAME##_fast_block(data, count, best)               \
                          : NAME##_plain_block(data, count, best);             \
    }
#else
#define FLOAT_BLOCK(NAME, T, BETTER, ...)                                      \
    PLAIN_FLOAT_BLOCK(NAME, T, BETTER)                                         \
                                                                               \
    static bool NAME##_block(const T *data, intptr_t count, T *best)           \
    {                                                                          \
        return NAME##_plain_block(data, count, best);                          \
    }
#endif

/* The next block from item `*i` on, and its length. The last one reaches back
 * to items that were looked at, which makes no difference. */
static inline intptr_t next_block(intptr_t *i, intptr_t count)
{
    intptr_t rest = count - *i, most = count < FEW ? SMALL : BLOCK;
    if (rest < LEAST) {
        *i = count - LEAST;
        return LEAST;
    }
    return rest < most ? rest / LEAST * LEAST : most;
}

/* The place of the first NaN, or else of the first item to which no other one
 * is BETTER. The best item of each block is found first, so that only the block
 * of the best one is looked through for its place. */
#define EXTREME(NAME, T, BETTER)                                               \
    static intptr_t NAME(const char *items, intptr_t count)                    \
    {                                                                          \
        const T *data = (const T *)items;                                      \
        T best = data[0], x;                                                   \
        intptr_t i = 0, where = 0;                                             \
        while (i < count && count >= LEAST) {                                  \
            intptr_t from = i, size = next_block(&from, count);                \
            if (!NAME##_block(data + from, size, &x)) {                        \
                break;                                                         \
            }                                                                  \
            where = x BETTER best ? from : where;                              \
            best = x BETTER best ? x : best;                                   \
            i = from + size;                                                   \
        }                                                                      \
        for (; i < count; i++) {                                               \
            x = data[i];                                                       \
            if (x != x) {                                                      \
                return i;                                                      \
            }                                                                  \
            if (x BETTER best) {                                               \
                best = x;                                                      \
                where = i;                                                     \
            }                                                                  \
        }                                                                      \
        while (data[where] != best) {                                          \
            where++;                                                           \
        }                                                                      \
        return where;                                                          \
    }

#define INTEGER_EXTREMES(ID, T, ...)                                           \
    INTEGER_BLOCK(greatest_##ID, T, >)                                         \
    EXTREME(greatest_##ID, T, >)                                               \
    INTEGER_BLOCK(smallest_##ID, T, <)                                         \
    EXTREME(smallest_##ID, T, <)
FOR_EACH_INTEGER(INTEGER_EXTREMES, )

#define FLOAT_EXTREMES(ID, T, V, S)                                            \
    FLOAT_BLOCK(greatest_##ID, T, >, V, S, max)                                \
    EXTREME(greatest_##ID, T, >)                                               \
    FLOAT_BLOCK(smallest_##ID, T, <, V, S, min)                                \
    EXTREME(smallest_##ID, T, <)
FLOAT_EXTREMES(FLOAT32, float, __m256, ps)
FLOAT_EXTREMES(FLOAT64, double, __m256d, pd)

static intptr_t greatest_BOOL(const char *items, intptr_t count)
{
    intptr_t i = 0, block = (intptr_t)sizeof(uint64_t);
    for (uint64_t eight = 0; i + block <= count && eight == 0; i += block) {
        memcpy(&eight, items + i, sizeof(eight));
    }
    for (i = i > 0 ? i - block : 0; i < count; i++) {
        if (items[i] != 0) {
            return i;
        }
    }
    return 0;
}

static intptr_t smallest_BOOL(const char *items, intptr_t count)
{
    const char *first = (const char *)memchr(items, 0, (size_t)count);
    return first ? first - items : 0;
}

/* A float16 is compared by its key, for which a NaN is as much as it can be. */
VECTORISED static void load_halves(const int16_t *data, intptr_t count,
                                   bool negate, int16_t *keys)
{
    for (intptr_t i = 0; i < count; i++) {
        int16_t key = float_order_int16_t(data[i]);
        int16_t other = (int16_t)-key;
        keys[i] = negate && key != INT16_MAX ? other : key;
    }
}

static intptr_t extreme_half(const char *items, intptr_t count, bool negate)
{
    const int16_t *data = (const int16_t *)items;
    int16_t keys[BLOCK], best = INT16_MIN;
    intptr_t where = 0;
    for (intptr_t i = 0; i < count; i += BLOCK) {
        intptr_t rest = count - i < BLOCK ? count - i : BLOCK, place;
        load_halves(data + i, rest, negate, keys);
        place = greatest_INT16((const char *)keys, rest);
        where = keys[place] > best ? i + place : where;
        best = keys[place] > best ? keys[place] : best;
    }
    return where;
}

static intptr_t greatest_FLOAT16(const char *items, intptr_t count)
{
    return extreme_half(items, count, false);
}

static intptr_t smallest_FLOAT16(const char *items, intptr_t count)
{
    return extreme_half(items, count, true);
}

/* Complex numbers one by one: a NaN is found first, as above. */
#define COMPLEX_EXTREME(NAME, T, BETTER)                                       \
    static intptr_t NAME(const char *items, intptr_t count)                    \
    {                                                                          \
        const T *data = (const T *)items;                                      \
        intptr_t where = 0;                                                    \
        for (intptr_t i = 0; i < count; i++) {                                 \
            T x = data[i], best = data[where];                                 \
            if (x.real != x.real || x.imag != x.imag) {                        \
                return i;                                                      \
            }                                                                  \
            if (x.real BETTER best.real ||                                     \
                (x.real == best.real && x.imag BETTER best.imag)) {            \
                where = i;                                                     \
            }                                                                  \
        }                                                                      \
        return where;                                                          \
    }
#define COMPLEX_EXTREMES(ID, T, ...)                                           \
    COMPLEX_EXTREME(greatest_##ID, T, >) COMPLEX_EXTREME(smallest_##ID, T, <)
FOR_EACH_COMPLEX(COMPLEX_EXTREMES, )

typedef intptr_t (*place_finder)(const char *data, intptr_t count);

intptr_t search_greatest(dtype_id dtype, const char *data, intptr_t count)
{
    static const place_finder functions[] = {
#define X(ID, ...) greatest_##ID,
        FOR_EACH_DTYPE(X)
#undef X
    };
    return functions[dtype](data, count);
}

intptr_t search_smallest(dtype_id dtype, const char *data, intptr_t count)
{
    static const place_finder functions[] = {
#define X(ID, ...) smallest_##ID,
        FOR_EACH_DTYPE(X)
#undef X
    };
    return functions[dtype](data, count);
}

/* ---- Items that are not 0 ---- */

#define COUNT(ID, T, IS_TRUE)                                                  \
    VECTORISED static intptr_t count_##ID(const T *data, intptr_t count)       \
    {                                                                          \
        intptr_t sum = 0;                                                      \
        for (intptr_t i = 0; i < count; i++) {                                 \
            T x = data[i];                                                     \
            sum += IS_TRUE;                                                    \
        }                                                                      \
        return sum;                                                            \
    }
COUNT(16, uint16_t, x != 0)
COUNT(32, uint32_t, x != 0)
COUNT(64, uint64_t, x != 0)
COUNT(FLOAT16, uint16_t, (x & 0x7fff) != 0)
COUNT(FLOAT32, uint32_t, (x & 0x7fffffff) != 0)
COUNT(FLOAT64, uint64_t, (x & ~SIGN_64) != 0)
COUNT(COMPLEX64, complex64, ((x.real != 0) | (x.imag != 0)))
COUNT(COMPLEX128, complex128, ((x.real != 0) | (x.imag != 0)))

intptr_t search_count(dtype_id dtype, const char *data, intptr_t count)
{
    switch (dtype) {
    case FLOAT16:
        return count_FLOAT16((const uint16_t *)data, count);
    case FLOAT32:
        return count_FLOAT32((const uint32_t *)data, count);
    case FLOAT64:
        return count_FLOAT64((const uint64_t *)data, count);
    case COMPLEX64:
        return count_COMPLEX64((const complex64 *)data, count);
    case COMPLEX128:
        return count_COMPLEX128((const complex128 *)data, count);
    default:
        break;
    }
    switch (dtype_size(dtype)) {
    case 1:
        return mask_count((const uint8_t *)data, count);
    case 2:
        return count_16((const uint16_t *)data, count);
    case 4:
        return count_32((const uint32_t *)data, count);
    default:
        return count_64((const uint64_t *)data, count);
    }
}
