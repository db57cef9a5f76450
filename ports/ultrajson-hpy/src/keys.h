/* src/keys.h: the keys of a document, each made once.
 *
 * The objects of a document mostly have the same keys. A key that comes for the
 * second time is made and kept; from then on it is the same str, which saves
 * its memory, its making and its hash. What is looked for is bytes in the
 * document, which stay there as long as the cache.
 */
#ifndef KEYS_H
#define KEYS_H

#include "ujson.h"

#include <stdint.h>
#include <string.h>

/* A power of two. A key has one place, and the last one that came has it. */
#define KEY_PLACES 256

/* Longer keys rarely repeat. */
#define KEY_SIZE 64

/* The low bit of a mark. */
#define KEY_IS_KEPT 1u

typedef struct {
    const char *text; /* where it came the second time */
    size_t size;
    HPy key;
} kept_key;

typedef struct {
    /* Of the key that came last, a hash, and whether it is kept: what comes
     * only once touches nothing else. */
    uint32_t marks[KEY_PLACES];
    kept_key keys[KEY_PLACES];
} key_cache;

static inline void key_cache_init(key_cache *cache)
{
    memset(cache->marks, 0, sizeof(cache->marks));
}

static inline void key_cache_close(key_cache *cache, HPyContext *ctx)
{
    for (int i = 0; i < KEY_PLACES; i++) {
        if (cache->marks[i] & KEY_IS_KEPT) {
            HPy_Close(ctx, cache->keys[i].key);
        }
    }
}

static inline uint64_t load_8(const char *text)
{
    uint64_t bytes;
    memcpy(&bytes, text, sizeof(bytes));
    return bytes;
}

static inline uint64_t load_4(const char *text)
{
    uint32_t bytes;
    memcpy(&bytes, text, sizeof(bytes));
    return bytes;
}

/* A hash of the size and of the bytes at both ends, with the low bit clear. */
static inline uint32_t hash_key(const char *text, size_t size)
{
    uint64_t first, last;
    if (size >= 8) {
        first = load_8(text);
        last = load_8(text + size - 8);
    }
    else if (size >= 4) {
        first = load_4(text);
        last = load_4(text + size - 4);
    }
    else {
        first = (unsigned char)text[0];
        last = (unsigned char)text[size / 2] |
               (unsigned)(unsigned char)text[size - 1] << 8;
    }
    first = (first ^ size) * UINT64_C(0x9e3779b97f4a7c15);
    last = (last ^ first >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
    return (uint32_t)(last >> 32) & ~KEY_IS_KEPT;
}

static inline HPy make_ascii(HPyContext *ctx, const char *text, size_t size)
{
    return HPyUnicode_DecodeASCII(ctx, text, (HPy_ssize_t)size, NULL);
}

/* The key came before, or one with the same hash: keep this one. */
static inline HPy key_cache_keep(key_cache *cache, HPyContext *ctx,
                                 uint32_t *mark, const char *text, size_t size)
{
    HPy key = make_ascii(ctx, text, size);
    if (HPy_IsNull(key)) {
        return HPy_NULL;
    }
    cache->keys[mark - cache->marks] = (kept_key){text, size, key};
    *mark |= KEY_IS_KEPT;
    return HPy_Dup(ctx, key);
}

/* The str of an ASCII text, a new handle, or HPy_NULL with an exception. */
static inline HPy key_cache_get(key_cache *cache, HPyContext *ctx,
                                const char *text, size_t size)
{
    uint32_t hash, *mark;
    kept_key *kept;
    if (size == 0 || size > KEY_SIZE) {
        return make_ascii(ctx, text, size);
    }
    hash = hash_key(text, size);
    mark = &cache->marks[hash >> 8 & (KEY_PLACES - 1)];
    kept = &cache->keys[mark - cache->marks];
    if (*mark == hash) {
        return key_cache_keep(cache, ctx, mark, text, size);
    }
    if (*mark & KEY_IS_KEPT) {
        if (*mark == (hash | KEY_IS_KEPT) && kept->size == size &&
            memcmp(kept->text, text, size) == 0) {
            return HPy_Dup(ctx, kept->key);
        }
        HPy_Close(ctx, kept->key);
    }
    *mark = hash;
    return make_ascii(ctx, text, size);
}

#endif /* KEYS_H */
