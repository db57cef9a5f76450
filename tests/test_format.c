/* tests/test_format.c -- HPyUnicode_FromFormat, HPyUnicode_FromFormatV,
 * HPyErr_Format.
 *
 * There is one method for each C type of an argument; the formats come from the
 * Python side.
 */
#include "failing_malloc.h"

#include "support.h"

/* The format of a method; its handle lives as long as the call. */
static const char *format_of(HPyContext *ctx, const HPy *args)
{
    if (HPyBytes_Check(ctx, args[0])) {
        return HPyBytes_AsString(ctx, args[0]);
    }
    return HPyUnicode_AsUTF8AndSize(ctx, args[0], NULL);
}

/* A C string: bytes as they are, a str in UTF-8, Ellipsis for NULL. */
static const char *string_of(HPyContext *ctx, HPy h)
{
    return HPyBytes_Check(ctx, h) ? HPyBytes_AsString(ctx, h) : text(ctx, h);
}

/* A method NAME(format, ...) that hands these arguments on. */
#define FORMAT(NAME, ...)                                                      \
    METHOD_VARARGS(                                                            \
        NAME, HPyUnicode_FromFormat(ctx, format_of(ctx, args), __VA_ARGS__))

FORMAT(format_int, (int)HPyLong_AsLong(ctx, args[1]))
FORMAT(format_unsigned, (unsigned)HPyLong_AsUnsignedLongMask(ctx, args[1]))
FORMAT(format_long, HPyLong_AsLong(ctx, args[1]))
FORMAT(format_unsigned_long, HPyLong_AsUnsignedLongMask(ctx, args[1]))
FORMAT(format_long_long, HPyLong_AsLongLong(ctx, args[1]))
FORMAT(format_unsigned_long_long, HPyLong_AsUnsignedLongLongMask(ctx, args[1]))
FORMAT(format_ssize_t, HPyLong_AsSsize_t(ctx, args[1]))
FORMAT(format_size_t, HPyLong_AsSize_t(ctx, args[1]))
FORMAT(format_pointer, HPyLong_AsVoidPtr(ctx, args[1]))
FORMAT(format_string, string_of(ctx, args[1]))
FORMAT(format_handle, nullable(ctx, args[1]))
FORMAT(format_handle_or_string, nullable(ctx, args[1]), string_of(ctx, args[2]))

HPyDef_METH(format_nothing, "format_nothing", HPyFunc_VARARGS)
static HPy format_nothing_impl(HPyContext *ctx, HPy self, const HPy *args,
                               size_t nargs)
{
    return HPyUnicode_FromFormat(ctx, format_of(ctx, args));
}

/* All kinds of arguments one after the other: format_all(object) */
METHOD_O(format_all,
         HPyUnicode_FromFormat(
             ctx,
             "%c%d|%i|%u|%x|%ld|%lu|%lld|%llu|%zd|%zu|%p|%s|%%|%U%S%R%A%V|%V",
             'A', -1, 2, 3u, 0xABCu, -4L, 5ul, -6LL, 7ull, (HPy_ssize_t)-8,
             (size_t)9, (void *)0x10, "s", arg, arg, arg, arg, arg, "unused",
             HPy_NULL, "used"))

/* HPyUnicode_FromFormatV, twice with the same arguments. */
static HPy twice(HPyContext *ctx, const char *format, ...)
{
    HPy first, second, result = HPy_NULL;
    va_list values, copy;

    va_start(values, format);
    va_copy(copy, values);
    first = HPyUnicode_FromFormatV(ctx, format, values);
    second = HPy_IsNull(first) ? HPy_NULL
                               : HPyUnicode_FromFormatV(ctx, format, copy);
    va_end(copy);
    va_end(values);
    if (!HPy_IsNull(first) && !HPy_IsNull(second)) {
        result = HPy_Add(ctx, first, second);
    }
    HPy_Close(ctx, first);
    HPy_Close(ctx, second);
    return result;
}

METHOD_O(format_twice, twice(ctx, "%d %R %s; ", 7, arg, "x"))

/* ---- HPyErr_Format ---- */

/* raise(type, format, object) */
METHOD_VARARGS(raise_format,
               HPyErr_Format(ctx, args[0], format_of(ctx, args + 1),
                             nullable(ctx, args[2])))

/* The same while a LookupError is pending. */
HPyDef_METH(raise_over, "raise_over", HPyFunc_VARARGS)
static HPy raise_over_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs)
{
    HPyErr_SetString(ctx, ctx->h_LookupError, "pending");
    return HPyErr_Format(ctx, args[0], format_of(ctx, args + 1),
                         nullable(ctx, args[2]));
}

/* Is the result a null handle? */
HPyDef_METH(raise_result, "raise_result", HPyFunc_NOARGS)
static HPy raise_result_impl(HPyContext *ctx, HPy self)
{
    bool is_null = HPy_IsNull(HPyErr_Format(ctx, ctx->h_ValueError, "%d", 1));
    HPyErr_Clear(ctx);
    return HPyBool_FromBool(ctx, is_null);
}

METHODS_MALLOC

MODULE(test_format, &format_int, &format_unsigned, &format_long,
       &format_unsigned_long, &format_long_long, &format_unsigned_long_long,
       &format_ssize_t, &format_size_t, &format_pointer, &format_string,
       &format_handle, &format_handle_or_string, &format_nothing, &format_all,
       &format_twice, &raise_format, &raise_over, &raise_result,
       &set_malloc_fails, &get_malloc_count);
