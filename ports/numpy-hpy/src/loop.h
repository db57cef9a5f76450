/* src/loop.h: inner loops, which do one operation on many items. */
#ifndef NUMPY_LOOP_H
#define NUMPY_LOOP_H

#include "dtype.h"

/* At most three inputs and two results, and four of both. */
#define MAX_INPUTS 3
#define MAX_RESULTS 2
#define MAX_OPERANDS 4

/* Work on `count` items of each operand: `data` are their first ones, `strides`
 * the bytes from one to the next, inputs first. Items are aligned; a result may
 * be exactly where an input is, but does not overlap it otherwise. Returned is
 * what went wrong, bits of status.h, but for what the machine's own flags say
 * when the loop has ended. */
typedef int (*inner_loop)(char *const *data, const intptr_t *strides,
                          intptr_t count);

/* ---- What compilers are told ---- */

/* Loops are compiled for speed whatever the options are. A product and a sum
 * are never fused: x * conj(x) has no imaginary part, on all machines. */
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("O3", "fp-contract=off")
#elif defined(_MSC_VER)
#pragma fp_contract(off)
#endif

/* Between these, nobody asks for the machine's flags: what could set them may
 * be computed in vain, without jumps, and so there are more vectors. */
#if defined(__GNUC__) && !defined(__clang__)
#define FLAGS_UNUSED_BEGIN                                                     \
    _Pragma("GCC push_options") _Pragma("GCC optimize(\"no-trapping-math\")")
#define FLAGS_UNUSED_END _Pragma("GCC pop_options")
#else
#define FLAGS_UNUSED_BEGIN
#define FLAGS_UNUSED_END
#endif

/* GCC makes two versions of such a function and takes the better one for the
 * machine that it runs on; -DVECTORISED= leaves that out, for quick builds. A
 * third one, with vectors of 64 bytes, would be no faster: what is memory's to
 * give is given by then. */
#if defined(VECTORISED)
#elif defined(__x86_64__) && defined(__GNUC__) && defined(__linux__) &&        \
    !defined(__clang__)
#define VECTORISED __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define VECTORISED
#endif

/* What such a loop calls becomes a part of it, and knows its constants. */
#if defined(__GNUC__)
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#elif defined(_MSC_VER)
#define ALWAYS_INLINE static __forceinline
#else
#define ALWAYS_INLINE static inline
#endif

/* What a result is written to is never an input of a later item. */
#if defined(__clang__)
#define NO_OVERLAP /* it warns of loops that have no vectors; and looks itself \
                    */
#elif defined(__GNUC__)
#define NO_OVERLAP _Pragma("GCC ivdep")
#elif defined(_MSC_VER)
#define NO_OVERLAP __pragma(loop(ivdep))
#else
#define NO_OVERLAP
#endif

/* ---- One input ---- */

/* The loop NAME that makes items of type R of items `x` of type T. What goes
 * wrong in EXPRESSION is added to `status`. */
#define _UNARY_LOOP(NAME, T, R, EXPRESSION)                                    \
    static int NAME(char *const *data, const intptr_t *strides,                \
                    intptr_t count)                                            \
    {                                                                          \
        const T *in = (const T *)data[0];                                      \
        R *out = (R *)data[1];                                                 \
        intptr_t sx = strides[0], sr = strides[1];                             \
        int status = 0;                                                        \
        if (sx == sizeof(T) && sr == sizeof(R)) {                              \
            NO_OVERLAP                                                         \
            for (intptr_t i = 0; i < count; i++) {                             \
                const T x = in[i];                                             \
                out[i] = EXPRESSION;                                           \
            }                                                                  \
            return status;                                                     \
        }                                                                      \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const T x = *(const T *)(data[0] + i * sx);                        \
            *(R *)(data[1] + i * sr) = EXPRESSION;                             \
        }                                                                      \
        return status;                                                         \
    }
#define UNARY_LOOP(NAME, T, R, EXPRESSION)                                     \
    VECTORISED _UNARY_LOOP(NAME, T, R, EXPRESSION)

/* The same where vectors are of no use, as EXPRESSION is a long one. */
#define UNARY_LOOP_PLAIN(NAME, T, R, EXPRESSION)                               \
    static int NAME(char *const *data, const intptr_t *strides,                \
                    intptr_t count)                                            \
    {                                                                          \
        int status = 0;                                                        \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const T x = *(const T *)(data[0] + i * strides[0]);                \
            *(R *)(data[1] + i * strides[1]) = EXPRESSION;                     \
        }                                                                      \
        return status;                                                         \
    }

/* The loop NAME that makes of `x` of type T the results `one` of type R and
 * `two` of type S by STATEMENT. */
#define UNARY_LOOP_PAIR(NAME, T, R, S, STATEMENT)                              \
    static int NAME(char *const *data, const intptr_t *strides,                \
                    intptr_t count)                                            \
    {                                                                          \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const T x = *(const T *)(data[0] + i * strides[0]);                \
            R one;                                                             \
            S two;                                                             \
            STATEMENT;                                                         \
            *(R *)(data[1] + i * strides[1]) = one;                            \
            *(S *)(data[2] + i * strides[2]) = two;                            \
        }                                                                      \
        return 0;                                                              \
    }

/* ---- Two inputs ---- */

#define _BINARY_STEPS(T, U, X, Y, EXPRESSION)                                  \
    NO_OVERLAP                                                                 \
    for (intptr_t i = 0; i < count; i++) {                                     \
        const T x = (X);                                                       \
        const U y = (Y);                                                       \
        out[i] = EXPRESSION;                                                   \
    }

/* The loop NAME that makes items of type R of items `x` of type T and items `y`
 * of type U. What goes wrong in EXPRESSION is added to `status`. */
#define MIXED_LOOP(NAME, T, U, R, EXPRESSION)                                  \
    VECTORISED static int NAME(char *const *data, const intptr_t *strides,     \
                               intptr_t count)                                 \
    {                                                                          \
        const T *one = (const T *)data[0];                                     \
        const U *two = (const U *)data[1];                                     \
        R *out = (R *)data[2];                                                 \
        intptr_t s = sizeof(T), t = sizeof(U), r = sizeof(R);                  \
        intptr_t sx = strides[0], sy = strides[1], sr = strides[2];            \
        int status = 0;                                                        \
        if (sx == s && sy == t && sr == r) {                                   \
            _BINARY_STEPS(T, U, one[i], two[i], EXPRESSION)                    \
        }                                                                      \
        else if (sx == s && sy == 0 && sr == r) {                              \
            const U same = *two;                                               \
            _BINARY_STEPS(T, U, one[i], same, EXPRESSION)                      \
        }                                                                      \
        else if (sx == 0 && sy == t && sr == r) {                              \
            const T same = *one;                                               \
            _BINARY_STEPS(T, U, same, two[i], EXPRESSION)                      \
        }                                                                      \
        else {                                                                 \
            for (intptr_t i = 0; i < count; i++) {                             \
                const T x = *(const T *)(data[0] + i * sx);                    \
                const U y = *(const U *)(data[1] + i * sy);                    \
                *(R *)(data[2] + i * sr) = EXPRESSION;                         \
            }                                                                  \
        }                                                                      \
        return status;                                                         \
    }
#define BINARY_LOOP(NAME, T, R, EXPRESSION)                                    \
    MIXED_LOOP(NAME, T, T, R, EXPRESSION)

/* The same where vectors are of no use, as EXPRESSION is a long one. */
#define MIXED_LOOP_PLAIN(NAME, T, U, R, EXPRESSION)                            \
    static int NAME(char *const *data, const intptr_t *strides,                \
                    intptr_t count)                                            \
    {                                                                          \
        int status = 0;                                                        \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const T x = *(const T *)(data[0] + i * strides[0]);                \
            const U y = *(const U *)(data[1] + i * strides[1]);                \
            *(R *)(data[2] + i * strides[2]) = EXPRESSION;                     \
        }                                                                      \
        return status;                                                         \
    }
#define BINARY_LOOP_PLAIN(NAME, T, R, EXPRESSION)                              \
    MIXED_LOOP_PLAIN(NAME, T, T, R, EXPRESSION)

/* The loop NAME that makes of `x` and `y` the results `one` and `two`, all of
 * type T, by STATEMENT. */
#define BINARY_LOOP_PAIR(NAME, T, STATEMENT)                                   \
    static int NAME(char *const *data, const intptr_t *strides,                \
                    intptr_t count)                                            \
    {                                                                          \
        int status = 0;                                                        \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const T x = *(const T *)(data[0] + i * strides[0]);                \
            const T y = *(const T *)(data[1] + i * strides[1]);                \
            T one, two;                                                        \
            STATEMENT;                                                         \
            *(T *)(data[2] + i * strides[2]) = one;                            \
            *(T *)(data[3] + i * strides[3]) = two;                            \
        }                                                                      \
        return status;                                                         \
    }

/* ---- Three inputs ---- */

#define _TERNARY_STEPS(T, Y, Z, EXPRESSION)                                    \
    NO_OVERLAP                                                                 \
    for (intptr_t i = 0; i < count; i++) {                                     \
        const T x = one[i], y = (Y), z = (Z);                                  \
        out[i] = EXPRESSION;                                                   \
    }

/* The loop NAME that makes items of items `x`, `y` and `z`, all of type T. */
#define TERNARY_LOOP(NAME, T, EXPRESSION)                                      \
    VECTORISED static int NAME(char *const *data, const intptr_t *strides,     \
                               intptr_t count)                                 \
    {                                                                          \
        const T *one = (const T *)data[0], *two = (const T *)data[1];          \
        const T *three = (const T *)data[2];                                   \
        T *out = (T *)data[3];                                                 \
        intptr_t s = sizeof(T), sx = strides[0], sy = strides[1];              \
        intptr_t sz = strides[2], sr = strides[3];                             \
        if (sx == s && sy == s && sz == s && sr == s) {                        \
            _TERNARY_STEPS(T, two[i], three[i], EXPRESSION)                    \
        }                                                                      \
        else if (sx == s && sy == 0 && sz == 0 && sr == s) {                   \
            const T low = *two, high = *three;                                 \
            _TERNARY_STEPS(T, low, high, EXPRESSION)                           \
        }                                                                      \
        else {                                                                 \
            for (intptr_t i = 0; i < count; i++) {                             \
                const T x = *(const T *)(data[0] + i * sx);                    \
                const T y = *(const T *)(data[1] + i * sy);                    \
                const T z = *(const T *)(data[2] + i * sz);                    \
                *(T *)(data[3] + i * sr) = EXPRESSION;                         \
            }                                                                  \
        }                                                                      \
        return 0;                                                              \
    }

/* ---- One result of many items ---- */

#define _REDUCE_STEPS(T, X, EXPRESSION)                                        \
    for (intptr_t i = 0; i < count; i++) {                                     \
        const T x = total, y = (X);                                            \
        total = EXPRESSION;                                                    \
    }

/* The loop NAME that replaces the one item `x` by EXPRESSION of it and of each
 * item `y` in turn. Integers are vectorised by compilers. */
#define REDUCE_LOOP(NAME, T, EXPRESSION)                                       \
    VECTORISED static int NAME(char *const *data, const intptr_t *strides,     \
                               intptr_t count)                                 \
    {                                                                          \
        const T *in = (const T *)data[1];                                      \
        T total = *(const T *)data[0];                                         \
        if (strides[1] == sizeof(T)) {                                         \
            _REDUCE_STEPS(T, in[i], EXPRESSION)                                \
        }                                                                      \
        else {                                                                 \
            _REDUCE_STEPS(T, *(const T *)(data[1] + i * strides[1]),           \
                          EXPRESSION)                                          \
        }                                                                      \
        *(T *)data[0] = total;                                                 \
        return 0;                                                              \
    }

/* The same of items that may be combined in any order: in each of `lane` there
 * is the outcome of every LANES-th item. Floats are vectorised by that. */
#define LANES_LOOP(NAME, T, LANES, EXPRESSION)                                 \
    ALWAYS_INLINE T NAME##_pair(T x, T y)                                      \
    {                                                                          \
        return EXPRESSION;                                                     \
    }                                                                          \
    VECTORISED static int NAME(char *const *data, const intptr_t *strides,     \
                               intptr_t count)                                 \
    {                                                                          \
        const T *in = (const T *)data[1];                                      \
        T total = *(const T *)data[0], lane[LANES];                            \
        intptr_t i = 0;                                                        \
        if (strides[1] == sizeof(T) && count >= 2 * LANES) {                   \
            for (int k = 0; k < LANES; k++) {                                  \
                lane[k] = in[k];                                               \
            }                                                                  \
            for (i = LANES; i + LANES <= count; i += LANES) {                  \
                for (int k = 0; k < LANES; k++) {                              \
                    lane[k] = NAME##_pair(lane[k], in[i + k]);                 \
                }                                                              \
            }                                                                  \
            for (int width = LANES / 2; width > 0; width /= 2) {               \
                for (int k = 0; k < width; k++) {                              \
                    lane[k] = NAME##_pair(lane[k], lane[k + width]);           \
                }                                                              \
            }                                                                  \
            total = NAME##_pair(total, lane[0]);                               \
        }                                                                      \
        for (; i < count; i++) {                                               \
            total =                                                            \
                NAME##_pair(total, *(const T *)(data[1] + i * strides[1]));    \
        }                                                                      \
        *(T *)data[0] = total;                                                 \
        return 0;                                                              \
    }

/* ---- All results on the way ---- */

/* The loop NAME that replaces the one item `x` by EXPRESSION of it and of each
 * item `y` in turn, and stores every outcome. */
#define ACCUMULATE_LOOP(NAME, T, EXPRESSION)                                   \
    static int NAME(char *const *data, const intptr_t *strides,                \
                    intptr_t count)                                            \
    {                                                                          \
        T total = *(const T *)data[0];                                         \
        for (intptr_t i = 0; i < count; i++) {                                 \
            const T x = total, y = *(const T *)(data[1] + i * strides[1]);     \
            total = EXPRESSION;                                                \
            *(T *)(data[2] + i * strides[2]) = total;                          \
        }                                                                      \
        *(T *)data[0] = total;                                                 \
        return 0;                                                              \
    }

/* ---- Dtypes ---- */

/* X(ID, type, MORE) for all dtypes of some kinds, in the order of the table of
 * dtypes. MORE is one argument, and may be empty. */
#define FOR_EACH_SIGNED(X, MORE)                                               \
    X(INT8, int8_t, MORE)                                                      \
    X(INT16, int16_t, MORE) X(INT32, int32_t, MORE) X(INT64, int64_t, MORE)
#define FOR_EACH_UNSIGNED(X, MORE)                                             \
    X(UINT8, uint8_t, MORE)                                                    \
    X(UINT16, uint16_t, MORE)                                                  \
    X(UINT32, uint32_t, MORE) X(UINT64, uint64_t, MORE)
#define FOR_EACH_INTEGER(X, MORE)                                              \
    X(INT8, int8_t, MORE)                                                      \
    X(UINT8, uint8_t, MORE)                                                    \
    X(INT16, int16_t, MORE)                                                    \
    X(UINT16, uint16_t, MORE)                                                  \
    X(INT32, int32_t, MORE)                                                    \
    X(UINT32, uint32_t, MORE)                                                  \
    X(INT64, int64_t, MORE) X(UINT64, uint64_t, MORE)
#define FOR_EACH_FLOAT(X, MORE) X(FLOAT32, float, MORE) X(FLOAT64, double, MORE)
#define FOR_EACH_COMPLEX(X, MORE)                                              \
    X(COMPLEX64, complex64, MORE) X(COMPLEX128, complex128, MORE)
#define FOR_EACH_REAL(X, MORE) FOR_EACH_INTEGER(X, MORE) FOR_EACH_FLOAT(X, MORE)

#endif /* NUMPY_LOOP_H */
