/* tests/test_context.c -- the context: its header words and constants. */
#include "support.h"

METHOD_NOARGS(name, HPyUnicode_FromString(ctx, ctx->name))
METHOD_NOARGS(abi_version, HPyLong_FromInt32_t(ctx, ctx->abi_version))

/* The constants by name. `ctx->h_DictType` is in test_dict_type.c. */
HPyDef_METH(constants, "constants", HPyFunc_NOARGS)
static HPy constants_impl(HPyContext *ctx, HPy self)
{
#define CONSTANT(NAME)                                                         \
    {                                                                          \
        #NAME, ctx->NAME                                                       \
    }
    const struct {
        const char *name;
        HPy handle;
    } table[] = {
        CONSTANT(h_None),
        CONSTANT(h_True),
        CONSTANT(h_False),
        CONSTANT(h_NotImplemented),
        CONSTANT(h_Ellipsis),
        CONSTANT(h_Builtins),
        CONSTANT(h_BaseException),
        CONSTANT(h_Exception),
        CONSTANT(h_StopAsyncIteration),
        CONSTANT(h_StopIteration),
        CONSTANT(h_GeneratorExit),
        CONSTANT(h_ArithmeticError),
        CONSTANT(h_LookupError),
        CONSTANT(h_AssertionError),
        CONSTANT(h_AttributeError),
        CONSTANT(h_BufferError),
        CONSTANT(h_EOFError),
        CONSTANT(h_FloatingPointError),
        CONSTANT(h_OSError),
        CONSTANT(h_ImportError),
        CONSTANT(h_ModuleNotFoundError),
        CONSTANT(h_IndexError),
        CONSTANT(h_KeyError),
        CONSTANT(h_KeyboardInterrupt),
        CONSTANT(h_MemoryError),
        CONSTANT(h_NameError),
        CONSTANT(h_OverflowError),
        CONSTANT(h_RuntimeError),
        CONSTANT(h_RecursionError),
        CONSTANT(h_NotImplementedError),
        CONSTANT(h_SyntaxError),
        CONSTANT(h_IndentationError),
        CONSTANT(h_TabError),
        CONSTANT(h_ReferenceError),
        CONSTANT(h_SystemError),
        CONSTANT(h_SystemExit),
        CONSTANT(h_TypeError),
        CONSTANT(h_UnboundLocalError),
        CONSTANT(h_UnicodeError),
        CONSTANT(h_UnicodeEncodeError),
        CONSTANT(h_UnicodeDecodeError),
        CONSTANT(h_UnicodeTranslateError),
        CONSTANT(h_ValueError),
        CONSTANT(h_ZeroDivisionError),
        CONSTANT(h_BlockingIOError),
        CONSTANT(h_BrokenPipeError),
        CONSTANT(h_ChildProcessError),
        CONSTANT(h_ConnectionError),
        CONSTANT(h_ConnectionAbortedError),
        CONSTANT(h_ConnectionRefusedError),
        CONSTANT(h_ConnectionResetError),
        CONSTANT(h_FileExistsError),
        CONSTANT(h_FileNotFoundError),
        CONSTANT(h_InterruptedError),
        CONSTANT(h_IsADirectoryError),
        CONSTANT(h_NotADirectoryError),
        CONSTANT(h_PermissionError),
        CONSTANT(h_ProcessLookupError),
        CONSTANT(h_TimeoutError),
        CONSTANT(h_Warning),
        CONSTANT(h_UserWarning),
        CONSTANT(h_DeprecationWarning),
        CONSTANT(h_PendingDeprecationWarning),
        CONSTANT(h_SyntaxWarning),
        CONSTANT(h_RuntimeWarning),
        CONSTANT(h_FutureWarning),
        CONSTANT(h_ImportWarning),
        CONSTANT(h_UnicodeWarning),
        CONSTANT(h_BytesWarning),
        CONSTANT(h_ResourceWarning),
        CONSTANT(h_BaseObjectType),
        CONSTANT(h_TypeType),
        CONSTANT(h_BoolType),
        CONSTANT(h_LongType),
        CONSTANT(h_FloatType),
        CONSTANT(h_UnicodeType),
        CONSTANT(h_TupleType),
        CONSTANT(h_ListType),
        CONSTANT(h_ComplexType),
        CONSTANT(h_BytesType),
        CONSTANT(h_MemoryViewType),
        CONSTANT(h_CapsuleType),
        CONSTANT(h_SliceType),
    };
#undef CONSTANT
    HPy dict = HPyDict_New(ctx);

    if (HPy_IsNull(dict)) {
        return HPy_NULL;
    }
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (HPy_SetItem_s(ctx, dict, table[i].name, table[i].handle) < 0) {
            HPy_Close(ctx, dict);
            return HPy_NULL;
        }
    }
    return dict;
}

MODULE(test_context, &name, &abi_version, &constants);
