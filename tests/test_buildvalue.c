/* tests/test_buildvalue.c -- HPy_BuildValue.
 *
 * The formats come from the Python side: build(format, *objects) for formats
 * of handles, and one method for each other C type.
 */
#include "failing_malloc.h"

#include "support.h"

#define MANY 40

#define FOUR(n) items[n], items[n + 1], items[n + 2], items[n + 3]
#define ITEMS                                                                  \
    FOUR(0), FOUR(4), FOUR(8), FOUR(12), FOUR(16), FOUR(20), FOUR(24),         \
        FOUR(28), FOUR(32), FOUR(36)

/* The format of a method: bytes, or a str in UTF-8. */
static const char *format_of(HPyContext *ctx, HPy h)
{
    return HPyBytes_Check(ctx, h) ? HPyBytes_AsString(ctx, h) : text(ctx, h);
}

/* build(format, *objects); Ellipsis is a null handle. The format uses the
 * first of MANY handles. */
HPyDef_METH(build, "build", HPyFunc_VARARGS)
static HPy build_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy items[MANY];
    for (size_t i = 0; i < MANY; i++) {
        items[i] = i + 1 < nargs ? nullable(ctx, args[i + 1]) : HPy_NULL;
    }
    return HPy_BuildValue(ctx, format_of(ctx, args[0]), ITEMS);
}

/* The same while a LookupError is pending. */
HPyDef_METH(build_pending, "build_pending", HPyFunc_VARARGS)
static HPy build_pending_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs)
{
    HPyErr_SetString(ctx, ctx->h_LookupError, "pending");
    return HPy_BuildValue(ctx, "(O)", HPy_NULL);
}

/* A method NAME(format, value) with a value of another C type. */
#define BUILD(NAME, ...)                                                       \
    METHOD_VARARGS(NAME, HPy_BuildValue(ctx, text(ctx, args[0]), __VA_ARGS__))

BUILD(build_int, (int)HPyLong_AsLong(ctx, args[1]))
BUILD(build_unsigned, (unsigned)HPyLong_AsUnsignedLongMask(ctx, args[1]))
BUILD(build_long, HPyLong_AsLong(ctx, args[1]))
BUILD(build_unsigned_long, HPyLong_AsUnsignedLong(ctx, args[1]))
BUILD(build_long_long, HPyLong_AsLongLong(ctx, args[1]))
BUILD(build_unsigned_long_long, HPyLong_AsUnsignedLongLong(ctx, args[1]))
BUILD(build_ssize_t, HPyLong_AsSsize_t(ctx, args[1]))
BUILD(build_float, (float)HPyFloat_AsDouble(ctx, args[1]))
BUILD(build_double, HPyFloat_AsDouble(ctx, args[1]))
BUILD(build_string, format_of(ctx, args[1]))

/* Units of all types one after the other: build_all(object) */
METHOD_O(build_all, HPy_BuildValue(ctx, "iIlkLKn(fds)[OS,]{s:i, s:(O)}", -1, 2u,
                                   -3L, 4ul, -5LL, 6ull, (HPy_ssize_t)-7, 0.5f,
                                   1.5, "s", arg, arg, "a", 8, "b", arg))

METHODS_MALLOC

MODULE(test_buildvalue, &build, &build_pending, &build_int, &build_unsigned,
       &build_long, &build_unsigned_long, &build_long_long,
       &build_unsigned_long_long, &build_ssize_t, &build_float, &build_double,
       &build_string, &build_all, &set_malloc_fails, &get_malloc_count);
