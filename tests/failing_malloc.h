/* tests/failing_malloc.h -- malloc and realloc that fail when a test says so.
 *
 * Included before hpy.h. The parsers ask for memory of their own only when a
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

#define malloc(size) (malloc_fails ? NULL : malloc(size))
#define realloc(memory, size) (malloc_fails ? NULL : realloc(memory, size))

/* A method: malloc_fails(bool) */
#define METHOD_MALLOC_FAILS                                                    \
    HPyDef_METH(set_malloc_fails, "malloc_fails", HPyFunc_O)                   \
    static HPy set_malloc_fails_impl(HPyContext *ctx, HPy self, HPy arg)       \
    {                                                                          \
        malloc_fails = HPy_Is(ctx, arg, ctx->h_True);                          \
        return HPy_Dup(ctx, ctx->h_None);                                      \
    }

#endif /* TESTS_FAILING_MALLOC_H */
