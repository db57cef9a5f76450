/* src/libmvec.c: glibc's functions of whole vectors, where there are any.
 *
 * They are looked up at run time, so that neither a compiler's -ffast-math nor
 * a linker's -lmvec is needed, and an old or another C library is no obstacle.
 * Their names say what they take: _ZGV, d for AVX2 or e for AVX-512, N for no
 * mask, the items of a vector, v for each argument.
 */
#include "libmvec.h"

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__)
#include <dlfcn.h>
#include <immintrin.h>
#include <stddef.h>

typedef union {
    void *address;
    __m256 (*float_avx2)(__m256);
    __m256d (*double_avx2)(__m256d);
    __m512 (*float_avx512)(__m512);
    __m512d (*double_avx512)(__m512d);
    __m256 (*float_of_two_avx2)(__m256, __m256);
    __m256d (*double_of_two_avx2)(__m256d, __m256d);
    __m512 (*float_of_two_avx512)(__m512, __m512);
    __m512d (*double_of_two_avx512)(__m512d, __m512d);
} entry;

/* The functions for vectors of `width` bytes; 0 if there are none. Whoever
 * loads them a second time, or at the same time, stores the same again. */
static entry of_float[VECTOR_COUNT], of_double[VECTOR_COUNT];
static int width, limit = 64;

/* ---- Loading ---- */

typedef struct {
    const char *float_avx2, *double_avx2, *float_avx512, *double_avx512;
} names;

static const names symbols[VECTOR_COUNT] = {
#define X(NAME)                                                                \
    {"_ZGVdN8v_" #NAME "f", "_ZGVdN4v_" #NAME, "_ZGVeN16v_" #NAME "f",         \
     "_ZGVeN8v_" #NAME},
    FOR_EACH_VECTOR_FUNCTION(X)
#undef X
#define X(NAME)                                                                \
    {"_ZGVdN8vv_" #NAME "f", "_ZGVdN4vv_" #NAME, "_ZGVeN16vv_" #NAME "f",      \
     "_ZGVeN8vv_" #NAME},
        FOR_EACH_VECTOR_FUNCTION_OF_TWO(X)
#undef X
};

static int find_width(void)
{
    __builtin_cpu_init();
    if (limit >= 64 && __builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512dq")) {
        return 64;
    }
    if (limit >= 32 && __builtin_cpu_supports("avx2") &&
        __builtin_cpu_supports("fma")) {
        return 32;
    }
    return 0;
}

/* The library stays loaded as long as the process lives. */
void libmvec_load(void)
{
    int found = find_width();
    void *library = found ? dlopen("libmvec.so.1", RTLD_NOW) : NULL;
    for (int i = 0; library && i < VECTOR_COUNT; i++) {
        const names *symbol = &symbols[i];
        of_float[i].address = dlsym(library, found == 64 ? symbol->float_avx512
                                                         : symbol->float_avx2);
        of_double[i].address = dlsym(
            library, found == 64 ? symbol->double_avx512 : symbol->double_avx2);
    }
    width = library ? found : 0;
}

void libmvec_limit(int bytes)
{
    limit = bytes;
    libmvec_load();
}

/* ---- Calling ---- */

#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f,avx512dq")))

/* SUFFIX is what intrinsics of a T have in their names. */
#define RUN(T, ISA, TARGET, ITEMS, PREFIX, SUFFIX)                             \
    TARGET static void T##_##ISA(entry f, const T *x, T *out, intptr_t count)  \
    {                                                                          \
        for (intptr_t i = 0; i < count; i += ITEMS) {                          \
            PREFIX##_storeu_##SUFFIX(                                          \
                out + i, f.T##_##ISA(PREFIX##_loadu_##SUFFIX(x + i)));         \
        }                                                                      \
    }                                                                          \
    TARGET static void T##_of_two_##ISA(entry f, const T *x, const T *y,       \
                                        T *out, intptr_t count)                \
    {                                                                          \
        for (intptr_t i = 0; i < count; i += ITEMS) {                          \
            PREFIX##_storeu_##SUFFIX(                                          \
                out + i, f.T##_of_two_##ISA(PREFIX##_loadu_##SUFFIX(x + i),    \
                                            PREFIX##_loadu_##SUFFIX(y + i)));  \
        }                                                                      \
    }
RUN(float, avx2, AVX2, 8, _mm256, ps)
RUN(double, avx2, AVX2, 4, _mm256, pd)
RUN(float, avx512, AVX512, 16, _mm512, ps)
RUN(double, avx512, AVX512, 8, _mm512, pd)

#define CALL(T)                                                                \
    bool libmvec_##T(vector_function which, const T *x, T *out,                \
                     intptr_t count)                                           \
    {                                                                          \
        if (width == 0 || which < 0 || !of_##T[which].address) {               \
            return false;                                                      \
        }                                                                      \
        (width == 64 ? T##_avx512 : T##_avx2)(of_##T[which], x, out, count);   \
        return true;                                                           \
    }                                                                          \
    bool libmvec_##T##_of_two(vector_function which, const T *x, const T *y,   \
                              T *out, intptr_t count)                          \
    {                                                                          \
        if (width == 0 || which < 0 || !of_##T[which].address) {               \
            return false;                                                      \
        }                                                                      \
        (width == 64 ? T##_of_two_avx512 : T##_of_two_avx2)(of_##T[which], x,  \
                                                            y, out, count);    \
        return true;                                                           \
    }
CALL(float)
CALL(double)

#else /* no such library */

void libmvec_load(void)
{
}

void libmvec_limit(int bytes)
{
    (void)bytes;
}

#define CALL(T)                                                                \
    bool libmvec_##T(vector_function which, const T *x, T *out,                \
                     intptr_t count)                                           \
    {                                                                          \
        (void)which, (void)x, (void)out, (void)count;                          \
        return false;                                                          \
    }                                                                          \
    bool libmvec_##T##_of_two(vector_function which, const T *x, const T *y,   \
                              T *out, intptr_t count)                          \
    {                                                                          \
        (void)which, (void)x, (void)y, (void)out, (void)count;                 \
        return false;                                                          \
    }
CALL(float)
CALL(double)
#endif
