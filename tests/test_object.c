/* tests/test_object.c -- what every object can do. */
#include "support.h"

/* An error is -1, and so is nothing else. */
HPyDef_METH(Length, "Length", HPyFunc_O)
static HPy Length_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_ssize_t length = HPy_Length(ctx, arg);
    return length == -1 ? HPy_NULL : HPyLong_FromSsize_t(ctx, length);
}

HPyDef_METH(Hash, "Hash", HPyFunc_O)
static HPy Hash_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy_hash_t hash = HPy_Hash(ctx, arg);
    return hash == -1 ? HPy_NULL : HPyLong_FromSsize_t(ctx, hash);
}

METHOD_O(IsTrue, answer(ctx, HPy_IsTrue(ctx, arg)))
METHOD_O(Type, HPy_Type(ctx, arg))
METHOD_O(Repr, HPy_Repr(ctx, arg))
METHOD_O(Str, HPy_Str(ctx, arg))
METHOD_O(ASCII, HPy_ASCII(ctx, arg))
METHOD_O(Bytes, HPy_Bytes(ctx, arg))
METHOD_VARARGS(TypeCheck, answer(ctx, HPy_TypeCheck(ctx, args[0], args[1])))
METHOD_VARARGS(Is, answer(ctx, HPy_Is(ctx, args[0], args[1])))

/* RichCompare(v, w, op) */
METHOD_VARARGS(RichCompare, HPy_RichCompare(ctx, args[0], args[1],
                                            HPyLong_AsInt32_t(ctx, args[2])))
METHOD_VARARGS(RichCompareBool,
               answer(ctx,
                      HPy_RichCompareBool(ctx, args[0], args[1],
                                          HPyLong_AsInt32_t(ctx, args[2]))))

MODULE(test_object, &Length, &Hash, &IsTrue, &Type, &Repr, &Str, &ASCII, &Bytes,
       &TypeCheck, &Is, &RichCompare, &RichCompareBool);
