/* src/cpu.h: what the processor can do beyond what every one of its kind can.
 *
 * Kernels have a path in plain C; those that gain much by it have another one
 * in functions marked AVX2, which are called only where has_avx2().
 */
#ifndef NUMPY_CPU_H
#define NUMPY_CPU_H

#include <stdbool.h>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(NUMPY_PLAIN_C)
#define HAVE_AVX2
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define AVX2_INLINE                                                            \
    static inline __attribute__((always_inline, target("avx2,bmi,popcnt")))

/* A look at a variable that the C library filled when it was loaded. */
static inline bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
}
#endif

/* Branches that are hardly ever taken. */
#if defined(__GNUC__)
#define UNLIKELY(CONDITION) __builtin_expect((CONDITION) != 0, 0)
#else
#define UNLIKELY(CONDITION) (CONDITION)
#endif

#endif /* NUMPY_CPU_H */
