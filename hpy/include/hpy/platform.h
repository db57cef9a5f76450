/* hpy/platform.h -- the chosen ABI, the compiler, and Python.h where allowed.
 *
 * Every macro that depends on a compiler or a platform is here, with the
 * reason why it exists.
 */
#ifndef HPY_PLATFORM_H
#define HPY_PLATFORM_H

#if defined(HPY_ABI_CPYTHON) + defined(HPY_ABI_UNIVERSAL) +                    \
        defined(HPY_ABI_HYBRID) !=                                             \
    1
#error                                                                         \
    "define exactly one of HPY_ABI_CPYTHON, HPY_ABI_UNIVERSAL, HPY_ABI_HYBRID"
#endif

#if defined(HPY_ABI_CPYTHON)
#define HPY_ABI "cpython"
#elif defined(HPY_ABI_UNIVERSAL)
#define HPY_ABI "universal"
#else
#define HPY_ABI "hybrid"
#endif

/* The minor ABI version that the extension asks its runtime for, and the newest
 * one whose functions are declared. */
#ifndef HPY_ABI_MINOR
#define HPY_ABI_MINOR 0
#endif
#ifndef HPY_ABI_MAX_MINOR
#define HPY_ABI_MAX_MINOR HPY_ABI_MINOR
#endif
#if HPY_ABI_MINOR > HPY_ABI_VERSION_MINOR
#error "HPY_ABI_MINOR is newer than these headers: install a newer hpy"
#elif HPY_ABI_MAX_MINOR > HPY_ABI_VERSION_MINOR
#error "HPY_ABI_MAX_MINOR is newer than these headers: install a newer hpy"
#elif HPY_ABI_MAX_MINOR < HPY_ABI_MINOR
#error "HPY_ABI_MAX_MINOR must not be older than HPY_ABI_MINOR"
#endif

/* The cpython ABI's context has no functions, all others have; the runtime
 * compiles the cpython ABI's bodies for a context that has. */
#if !defined(HPY_ABI_CPYTHON) || defined(_HPY_RUNTIME)
#define _HPY_FULL_CONTEXT
#endif

#ifndef HPY_ABI_UNIVERSAL
#ifndef PY_SSIZE_T_CLEAN
#define PY_SSIZE_T_CLEAN /* lengths are Py_ssize_t, as everywhere in HPy */
#endif
#include <Python.h> /* comes first: it configures the standard headers */
#endif

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The text of what a macro stands for. */
#define _HPY_TEXT_OF(x) #x
#define _HPY_TEXT(x) _HPY_TEXT_OF(x)

/* API functions are inline, so that an include directory is enough. */
#define HPyAPI(...) static inline

/* HPyAPI_HYBRID: functions that need Python.h. The universal ABI declares them
 * too, so that using one is an error with a reason. */
#ifndef HPY_ABI_UNIVERSAL
#define HPyAPI_HYBRID(...) static inline
#elif defined(__GNUC__)
#define HPyAPI_HYBRID(...)                                                     \
    extern __attribute__((error("needs Python.h: build for the hybrid ABI")))
#else
#define HPyAPI_HYBRID(...) extern
#endif

/* HPyAPI_HANDLE is a row of the table and nothing to the compiler. */
#define HPyAPI_HANDLE(...)

/* What the loader looks up by name. */
#ifdef __cplusplus
#define HPy_EXTERN_C extern "C"
#else
#define HPy_EXTERN_C extern
#endif
#ifdef _WIN32
#define HPy_EXPORT HPy_EXTERN_C __declspec(dllexport)
#define HPy_HIDDEN
#else
#define HPy_EXPORT HPy_EXTERN_C __attribute__((visibility("default")))
#define HPy_HIDDEN __attribute__((visibility("hidden")))
#endif

/* Branch hints: errors are rare. */
#ifdef __GNUC__
#define HPy_LIKELY(x) __builtin_expect(!!(x), 1)
#define HPy_UNLIKELY(x) __builtin_expect(!!(x), 0)
#else
#define HPy_LIKELY(x) (x)
#define HPy_UNLIKELY(x) (x)
#endif

/* What the compiler may take for granted, though nothing in sight says so. */
#if defined(__GNUC__)
#define HPy_ASSUME(condition)                                                  \
    do {                                                                       \
        if (!(condition)) {                                                    \
            __builtin_unreachable();                                           \
        }                                                                      \
    } while (0)
#elif defined(_MSC_VER)
#define HPy_ASSUME(condition) __assume(condition)
#else
#define HPy_ASSUME(condition) ((void)0)
#endif

/* In front of a loop over many handles whose body is a few instructions, as
 * few as the loop's own. */
#if defined(__clang__)
#define _HPy_UNROLL _Pragma("unroll 4")
#elif defined(__GNUC__)
#define _HPy_UNROLL _Pragma("GCC unroll 4")
#else
#define _HPy_UNROLL
#endif

/* HPy_NOINLINE is for what is rare; HPy_SEPARATE for what a fast path shall not
 * save registers for. */
#if defined(__GNUC__)
#define HPy_NORETURN __attribute__((noreturn))
#define HPy_UNUSED __attribute__((unused))
#define HPy_NOINLINE __attribute__((noinline, cold))
#define HPy_SEPARATE __attribute__((noinline, unused))
#define HPy_ALWAYS_INLINE inline __attribute__((always_inline, unused))
#elif defined(_MSC_VER)
#define HPy_NORETURN __declspec(noreturn)
#define HPy_UNUSED
#define HPy_NOINLINE __declspec(noinline)
#define HPy_SEPARATE __declspec(noinline)
#define HPy_ALWAYS_INLINE __forceinline
#else
#define HPy_NORETURN
#define HPy_UNUSED
#define HPy_NOINLINE
#define HPy_SEPARATE
#define HPy_ALWAYS_INLINE inline
#endif

/* How an implementation is declared. A small one becomes a part of its
 * trampoline if the compiler is asked for it; C++ asks in front of the
 * definition or not at all, and that may stand anywhere. */
#ifdef __cplusplus
#define _HPy_IMPLEMENTATION static
#else
#define _HPy_IMPLEMENTATION static inline
#endif

/* Does AddressSanitizer watch the memory? */
#if defined(__SANITIZE_ADDRESS__)
#define _HPY_SANITIZE_ADDRESS
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define _HPY_SANITIZE_ADDRESS
#endif
#endif

/* A field that an initialiser may leave out; C++ compilers warn otherwise. */
#ifdef __cplusplus
#define HPy_OPTIONAL = {}
#else
#define HPy_OPTIONAL
#endif

/* A zero value of a handle-like structure, as an expression. */
#ifdef __cplusplus
#define HPy_ZERO(T) (T{0})
#else
#define HPy_ZERO(T) ((T){0})
#endif

#ifdef __cplusplus
#define HPy_STATIC_ASSERT(condition, message) static_assert(condition, message)
#else
#define HPy_STATIC_ASSERT(condition, message) _Static_assert(condition, message)
#endif

/* Is a structure of one word returned as the word is? Then a function that
 * returns a handle can be called as one that returns an object pointer, and
 * needs no code to make the one out of the other. */
#if defined(__GNUC__) && !defined(_WIN32) &&                                   \
    (defined(__x86_64__) || defined(__aarch64__))
#define _HPY_HANDLES_ARE_WORDS 1
#else
#define _HPY_HANDLES_ARE_WORDS 0
#endif

/* Function pointers are stored type-punned. The step over void(*)(void) tells
 * the compiler that the change of type is meant. */
#define HPy_FUNCTION_CAST(T, function) ((T)(void (*)(void))(function))

/* Headers that hold the API's bodies do not use every parameter: most bodies
 * have no need of the context. Nor do they list every field of a C API struct
 * whose last ones differ between versions of CPython. */
#if defined(__GNUC__)
#define HPy_BEGIN_BODIES                                                       \
    _Pragma("GCC diagnostic push")                                             \
        _Pragma("GCC diagnostic ignored \"-Wunused-parameter\"")               \
            _Pragma("GCC diagnostic ignored \"-Wmissing-field-initializers\"")
#define HPy_END_BODIES _Pragma("GCC diagnostic pop")
#elif defined(_MSC_VER)
#define HPy_BEGIN_BODIES                                                       \
    __pragma(warning(push)) __pragma(warning(disable : 4100))
#define HPy_END_BODIES __pragma(warning(pop))
#else
#define HPy_BEGIN_BODIES
#define HPy_END_BODIES
#endif

#endif /* HPY_PLATFORM_H */
