/* tests/test_err.c -- exceptions and warnings: HPyErr_*, HPy_FatalError. */
#include "support.h"
#include <errno.h>

HPyDef_METH(FatalError, "FatalError", HPyFunc_O)
static HPy FatalError_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_FatalError(ctx, text(ctx, arg));
}

/* SetString(type, message) */
HPyDef_METH(SetString, "SetString", HPyFunc_VARARGS)
static HPy SetString_impl(HPyContext *ctx, HPy self, const HPy *args,
                          size_t nargs)
{
    const char *message = text(ctx, args[1]);
    return HPyErr_SetString(ctx, args[0], message);
}

/* SetObject(type, value) */
METHOD_VARARGS(SetObject,
               HPyErr_SetObject(ctx, args[0], nullable(ctx, args[1])))

METHOD_NOARGS(NoMemory, HPyErr_NoMemory(ctx))
METHOD_NOARGS(null_without_exception, HPy_NULL)

/* The answers before, with and after an exception, as a tuple. */
HPyDef_METH(Occurred, "Occurred", HPyFunc_NOARGS)
static HPy Occurred_impl(HPyContext *ctx, HPy self)
{
    int answers[3];
    HPy items[3];
    HPy result;

    answers[0] = HPyErr_Occurred(ctx);
    HPyErr_SetString(ctx, ctx->h_ValueError, "is set");
    answers[1] = HPyErr_Occurred(ctx);
    HPyErr_Clear(ctx);
    answers[2] = HPyErr_Occurred(ctx);
    for (int i = 0; i < 3; i++) {
        items[i] = HPyLong_FromInt32_t(ctx, answers[i]);
    }
    result = HPyTuple_FromArray(ctx, items, 3);
    for (int i = 0; i < 3; i++) {
        HPy_Close(ctx, items[i]);
    }
    return result;
}

HPyDef_METH(Clear_without_exception, "Clear_without_exception", HPyFunc_NOARGS)
static HPy Clear_without_exception_impl(HPyContext *ctx, HPy self)
{
    HPyErr_Clear(ctx);
    return HPy_Dup(ctx, ctx->h_None);
}

/* ExceptionMatches(raised, asked) */
HPyDef_METH(ExceptionMatches, "ExceptionMatches", HPyFunc_VARARGS)
static HPy ExceptionMatches_impl(HPyContext *ctx, HPy self, const HPy *args,
                                 size_t nargs)
{
    int matches;

    HPyErr_SetObject(ctx, args[0], ctx->h_None);
    matches = HPyErr_ExceptionMatches(ctx, args[1]);
    HPyErr_Clear(ctx);
    return HPyLong_FromInt32_t(ctx, matches);
}

/* ---- errno ---- */

/* SetFromErrnoWithFilename(type, errno, filename) */
HPyDef_METH(SetFromErrnoWithFilename, "SetFromErrnoWithFilename",
            HPyFunc_VARARGS)
static HPy SetFromErrnoWithFilename_impl(HPyContext *ctx, HPy self,
                                         const HPy *args, size_t nargs)
{
    const char *filename = HPyBytes_AsString(ctx, args[2]);
    errno = HPyLong_AsInt32_t(ctx, args[1]);
    return HPyErr_SetFromErrnoWithFilename(ctx, args[0], filename);
}

/* SetFromErrnoWithFilenameObjects(type, errno, filename1, filename2) */
HPyDef_METH(SetFromErrnoWithFilenameObjects, "SetFromErrnoWithFilenameObjects",
            HPyFunc_VARARGS)
static HPy SetFromErrnoWithFilenameObjects_impl(HPyContext *ctx, HPy self,
                                                const HPy *args, size_t nargs)
{
    HPy filename1 = nullable(ctx, args[2]);
    HPy filename2 = nullable(ctx, args[3]);
    errno = HPyLong_AsInt32_t(ctx, args[1]);
    return HPyErr_SetFromErrnoWithFilenameObjects(ctx, args[0], filename1,
                                                  filename2);
}

/* ---- New exceptions ---- */

/* NewException(name, base, dict) */
METHOD_VARARGS(NewException, HPyErr_NewException(ctx, text(ctx, args[0]),
                                                 nullable(ctx, args[1]),
                                                 nullable(ctx, args[2])))

/* NewExceptionWithDoc(name, doc, base, dict) */
METHOD_VARARGS(NewExceptionWithDoc,
               HPyErr_NewExceptionWithDoc(ctx, text(ctx, args[0]),
                                          text(ctx, args[1]),
                                          nullable(ctx, args[2]),
                                          nullable(ctx, args[3])))

/* ---- Warnings and lost exceptions ---- */

/* WarnEx(category, message, level) */
METHOD_VARARGS(WarnEx,
               done(ctx, HPyErr_WarnEx(ctx, nullable(ctx, args[0]),
                                       text(ctx, args[1]),
                                       HPyLong_AsSsize_t(ctx, args[2]))))

/* Raise ValueError('lost') and write it for `arg`: is it gone? */
HPyDef_METH(WriteUnraisable, "WriteUnraisable", HPyFunc_O)
static HPy WriteUnraisable_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyErr_SetString(ctx, ctx->h_ValueError, "lost");
    HPyErr_WriteUnraisable(ctx, nullable(ctx, arg));
    return HPyBool_FromBool(ctx, !HPyErr_Occurred(ctx));
}

/* Nothing is to be written: is nothing set? */
HPyDef_METH(WriteUnraisable_nothing, "WriteUnraisable_nothing", HPyFunc_O)
static HPy WriteUnraisable_nothing_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyErr_WriteUnraisable(ctx, nullable(ctx, arg));
    return HPyBool_FromBool(ctx, !HPyErr_Occurred(ctx));
}

MODULE(test_err, &FatalError, &SetString, &SetObject, &NoMemory,
       &null_without_exception, &Occurred, &Clear_without_exception,
       &ExceptionMatches, &SetFromErrnoWithFilename,
       &SetFromErrnoWithFilenameObjects, &NewException, &NewExceptionWithDoc,
       &WarnEx, &WriteUnraisable, &WriteUnraisable_nothing);
