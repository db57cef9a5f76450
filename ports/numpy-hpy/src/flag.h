/* src/flag.h: a flag that any thread may raise, one that has no GIL too. */
#ifndef NUMPY_FLAG_H
#define NUMPY_FLAG_H

#include <stdbool.h>

/* Zeros are a flag that is not raised. What was written before a flag was
 * raised is seen by who sees it raised. Not <stdatomic.h>: MSVC and C++17 have
 * none. */
typedef volatile long flag;

#if defined(_MSC_VER) && !defined(__clang__)

#include <intrin.h>

static inline void flag_raise(flag *f)
{
    _InterlockedExchange(f, 1);
}

static inline void flag_lower(flag *f)
{
    _InterlockedExchange(f, 0);
}

static inline bool flag_is_raised(flag *f)
{
    return _InterlockedOr(f, 0) != 0;
}

static inline bool flag_was_raised(flag *f)
{
    return _InterlockedExchange(f, 1) != 0;
}

#else

static inline void flag_raise(flag *f)
{
    __atomic_store_n(f, 1, __ATOMIC_SEQ_CST);
}

static inline void flag_lower(flag *f)
{
    __atomic_store_n(f, 0, __ATOMIC_SEQ_CST);
}

static inline bool flag_is_raised(flag *f)
{
    return __atomic_load_n(f, __ATOMIC_ACQUIRE) != 0;
}

/* Raise it: was it before? */
static inline bool flag_was_raised(flag *f)
{
    return __atomic_exchange_n(f, 1, __ATOMIC_SEQ_CST) != 0;
}

#endif

/* A flag as a lock, for a few steps that call nothing of Python which waits or
 * lets objects die. With a GIL it is never waited for. */
static inline void flag_lock(flag *f)
{
    while (flag_was_raised(f)) {
    }
}

static inline void flag_unlock(flag *f)
{
    flag_lower(f);
}

#endif /* NUMPY_FLAG_H */
