/* tests/failing_malloc.h -- malloc and realloc that fail when a test says so,
 * and that count what is not freed.
 *
 * Included before hpy.h. The helpers ask for memory of their own only where a
 * format is long; what Python allocates, tests/nomemory.py lets fail.
 */
#ifndef TESTS_FAILING_MALLOC_H
#define TESTS_FAILING_MALLOC_H

#ifndef HPY_ABI_UNIVERSAL
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#endif
#include <stdbool.h>
#include <stdlib.h>

static bool malloc_fails;
static long malloc_count; /* pieces of memory that are in use */

static inline void *counted(void *memory, bool is_new)
{
    malloc_count += memory != NULL && is_new;
    return memory;
}

static inline void *test_malloc(size_t size)
{
    return malloc_fails ? NULL : counted(malloc(size), true);
}

static inline void *test_realloc(void *memory, size_t size)
{
    bool is_new = memory == NULL;
    return malloc_fails ? NULL : counted(realloc(memory, size), is_new);
}

static inline void test_free(void *memory)
{
    malloc_count -= memory != NULL;
    free(memory);
}

#define malloc(size) test_malloc(size)
#define realloc(memory, size) test_realloc(memory, size)
#define free(memory) test_free(memory)

/* Methods: set_malloc_fails(bool), get_malloc_count(). */
#define METHODS_MALLOC                                                         \
    METHOD_O(set_malloc_fails, (malloc_fails = HPy_Is(ctx, arg, ctx->h_True),  \
                                HPy_Dup(ctx, ctx->h_None)))                    \
    METHOD_NOARGS(get_malloc_count, HPyLong_FromLong(ctx, malloc_count))

#endif /* TESTS_FAILING_MALLOC_H */
