/* tests/test_eval.c -- HPyImport_ImportModule, HPy_Compile_s, HPy_EvalCode. */
#include "support.h"

METHOD_O(ImportModule, HPyImport_ImportModule(ctx, text(ctx, arg)))

/* Compile_s(source, filename, kind) */
METHOD_VARARGS(Compile_s,
               HPy_Compile_s(ctx, text(ctx, args[0]), text(ctx, args[1]),
                             (HPy_SourceKind)HPyLong_AsInt32_t(ctx, args[2])))

/* EvalCode(code, globals, locals) */
METHOD_VARARGS(EvalCode,
               HPy_EvalCode(ctx, args[0], args[1], nullable(ctx, args[2])))

MODULE(test_eval, &ImportModule, &Compile_s, &EvalCode);
