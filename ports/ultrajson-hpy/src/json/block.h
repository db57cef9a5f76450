/* src/json/block.h: several bytes of text looked at in one step.
 *
 * A block is as many bytes as a register of the machine compares at once: 16
 * with SSE2, which every x86-64 has, else 8 in an ordinary integer.
 */
#ifndef JSON_BLOCK_H
#define JSON_BLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined(_MSC_VER)
#include <intrin.h>
#endif

/* The number of zero bits below the lowest one of `bits`, which is not 0. */
static inline unsigned count_trailing_zeros(uint64_t bits)
{
#if defined(_MSC_VER)
    unsigned long index;
    _BitScanForward64(&index, bits);
    return index;
#else
    return (unsigned)__builtin_ctzll(bits);
#endif
}

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>

#define BLOCK 16

typedef __m128i block;

static inline block block_load(const unsigned char *text)
{
    return _mm_loadu_si128((const __m128i *)text);
}

static inline void block_store(char *out, block b)
{
    _mm_storeu_si128((__m128i *)out, b);
}

/* A block of the `size` bytes, fewer than BLOCK, that there are, and of zeros;
 * words that overlap make it without a loop. */
static inline block block_load_part(const unsigned char *text, size_t size)
{
    uint64_t low = 0, high = 0;
    uint32_t first, last;
    if (size >= 8) {
        memcpy(&low, text, 8);
        memcpy(&high, text + size - 8, 8);
        high = size == 8 ? 0 : high >> (8 * (16 - size));
    }
    else if (size >= 4) {
        memcpy(&first, text, 4);
        memcpy(&last, text + size - 4, 4);
        low = first | (uint64_t)last << (8 * (size - 4));
    }
    else if (size > 0) {
        low = text[0] | (uint64_t)text[size / 2] << (8 * (size / 2)) |
              (uint64_t)text[size - 1] << (8 * (size - 1));
    }
    return _mm_set_epi64x((long long)high, (long long)low);
}

/* The bytes of `b` that equal `byte`, as a mask. */
static inline block block_equal(block b, char byte)
{
    return _mm_cmpeq_epi8(b, _mm_set1_epi8(byte));
}

/* The bytes below ' '. */
static inline block block_control(block b)
{
    return _mm_cmpeq_epi8(_mm_min_epu8(b, _mm_set1_epi8(0x1f)), b);
}

/* The bytes below ' ', and those from 0x80 on. */
static inline block block_not_printable(block b)
{
    return _mm_cmplt_epi8(b, _mm_set1_epi8(0x20));
}

/* Masks combined; the bytes from 0x80 on are a mask themselves. */
static inline block block_or(block a, block b)
{
    return _mm_or_si128(a, b);
}

/* The places of the bytes of a mask, a bit for each. */
static inline uint64_t block_places(block mask)
{
    return (unsigned)_mm_movemask_epi8(mask);
}

/* The bits of all places below `place`. */
static inline uint64_t block_below(unsigned place)
{
    return (UINT64_C(1) << place) - 1;
}

/* The first of some places. */
static inline unsigned block_first(uint64_t places)
{
    return count_trailing_zeros(places);
}

#else

/* A mask has the high bit of each byte that it means. No carry leaves a byte.
 */
#define BLOCK 8
#define BLOCK_OF(byte) (UINT64_C(0x0101010101010101) * (unsigned char)(byte))

typedef uint64_t block;

static inline block block_load(const unsigned char *text)
{
    block b;
    memcpy(&b, text, sizeof(b));
    return b;
}

static inline block block_load_part(const unsigned char *text, size_t size)
{
    block b = 0;
    memcpy(&b, text, size);
    return b;
}

static inline void block_store(char *out, block b)
{
    memcpy(out, &b, sizeof(b));
}

#define BLOCK_LOW BLOCK_OF(0x7f)

static inline block block_equal(block b, char byte)
{
    block x = b ^ BLOCK_OF(byte);
    return ~(((x & BLOCK_LOW) + BLOCK_LOW) | x);
}

static inline block block_control(block b)
{
    return ~(((b & BLOCK_LOW) + BLOCK_OF(0x60)) | b);
}

static inline block block_not_printable(block b)
{
    return block_control(b) | b;
}

static inline block block_or(block a, block b)
{
    return a | b;
}

static inline uint64_t block_places(block mask)
{
    mask &= BLOCK_OF(0x80);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    mask = __builtin_bswap64(mask);
#endif
    return mask;
}

static inline uint64_t block_below(unsigned place)
{
    return place < BLOCK ? (UINT64_C(1) << 8 * place) - 1 : ~UINT64_C(0);
}

static inline unsigned block_first(uint64_t places)
{
    return count_trailing_zeros(places) / 8;
}

#endif

#endif /* JSON_BLOCK_H */
