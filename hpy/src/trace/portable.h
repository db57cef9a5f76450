/* hpy/src/trace/portable.h -- what each compiler and system calls otherwise:
 * numbers that threads share, and a clock.
 */
#ifndef HPY_TRACE_PORTABLE_H
#define HPY_TRACE_PORTABLE_H

#include "../universal/runtime.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <time.h>
#endif

/* ---- Numbers that threads share: each access happens at once, no order is
 * promised between accesses ---- */

#ifdef _MSC_VER
typedef volatile LONG64 shared_number;
#define shared_add(number, n) InterlockedAdd64(number, (LONG64)(n))
#define shared_get(number) ((uint64_t)InterlockedAdd64(number, 0))
#define shared_set(number, n) ((void)InterlockedExchange64(number, (LONG64)(n)))
#else
typedef uint64_t shared_number;
#define shared_add(number, n)                                                  \
    ((void)__atomic_fetch_add(number, (uint64_t)(n), __ATOMIC_RELAXED))
#define shared_get(number) __atomic_load_n(number, __ATOMIC_RELAXED)
#define shared_set(number, n)                                                  \
    __atomic_store_n(number, (uint64_t)(n), __ATOMIC_RELAXED)
#endif

/* ---- A clock that never goes back: ticks, and how many make a second ---- */

#ifdef _WIN32
static inline uint64_t clock_ticks(void)
{
    LARGE_INTEGER ticks;
    QueryPerformanceCounter(&ticks);
    return (uint64_t)ticks.QuadPart;
}

static inline uint64_t clock_frequency(void)
{
    LARGE_INTEGER frequency;
    QueryPerformanceFrequency(&frequency);
    return (uint64_t)frequency.QuadPart;
}
#else
/* CLOCK_MONOTONIC is read without a system call everywhere, and is what
 * time.perf_counter_ns() tells. */
static inline uint64_t clock_ticks(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static inline uint64_t clock_frequency(void)
{
    return 1000000000u;
}
#endif

/* Ticks in nanoseconds. The split keeps products below 2^64. */
static inline uint64_t clock_nanoseconds(uint64_t ticks)
{
    uint64_t frequency = clock_frequency();
    return ticks / frequency * 1000000000u +
           ticks % frequency * 1000000000u / frequency;
}

#endif /* HPY_TRACE_PORTABLE_H */
