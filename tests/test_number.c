/* tests/test_number.c -- numbers: the operators, and HPyNumber_Check. */
#include "support.h"

METHOD_O(Number_Check, answer(ctx, HPyNumber_Check(ctx, arg)))

/* ---- One operand ---- */

METHOD_O(Negative, HPy_Negative(ctx, arg))
METHOD_O(Positive, HPy_Positive(ctx, arg))
METHOD_O(Absolute, HPy_Absolute(ctx, arg))
METHOD_O(Invert, HPy_Invert(ctx, arg))
METHOD_O(Index, HPy_Index(ctx, arg))
METHOD_O(Long, HPy_Long(ctx, arg))
METHOD_O(Float, HPy_Float(ctx, arg))

/* ---- Two operands ---- */

METHOD_VARARGS(Add, HPy_Add(ctx, args[0], args[1]))
METHOD_VARARGS(Subtract, HPy_Subtract(ctx, args[0], args[1]))
METHOD_VARARGS(Multiply, HPy_Multiply(ctx, args[0], args[1]))
METHOD_VARARGS(MatrixMultiply, HPy_MatrixMultiply(ctx, args[0], args[1]))
METHOD_VARARGS(FloorDivide, HPy_FloorDivide(ctx, args[0], args[1]))
METHOD_VARARGS(TrueDivide, HPy_TrueDivide(ctx, args[0], args[1]))
METHOD_VARARGS(Remainder, HPy_Remainder(ctx, args[0], args[1]))
METHOD_VARARGS(Divmod, HPy_Divmod(ctx, args[0], args[1]))
METHOD_VARARGS(Lshift, HPy_Lshift(ctx, args[0], args[1]))
METHOD_VARARGS(Rshift, HPy_Rshift(ctx, args[0], args[1]))
METHOD_VARARGS(And, HPy_And(ctx, args[0], args[1]))
METHOD_VARARGS(Xor, HPy_Xor(ctx, args[0], args[1]))
METHOD_VARARGS(Or, HPy_Or(ctx, args[0], args[1]))
METHOD_VARARGS(Power, HPy_Power(ctx, args[0], args[1], args[2]))

/* ---- In place ---- */

METHOD_VARARGS(InPlaceAdd, HPy_InPlaceAdd(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceSubtract, HPy_InPlaceSubtract(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceMultiply, HPy_InPlaceMultiply(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceMatrixMultiply,
               HPy_InPlaceMatrixMultiply(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceFloorDivide,
               HPy_InPlaceFloorDivide(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceTrueDivide, HPy_InPlaceTrueDivide(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceRemainder, HPy_InPlaceRemainder(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceLshift, HPy_InPlaceLshift(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceRshift, HPy_InPlaceRshift(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceAnd, HPy_InPlaceAnd(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceXor, HPy_InPlaceXor(ctx, args[0], args[1]))
METHOD_VARARGS(InPlaceOr, HPy_InPlaceOr(ctx, args[0], args[1]))
METHOD_VARARGS(InPlacePower, HPy_InPlacePower(ctx, args[0], args[1], args[2]))

MODULE(test_number, &Number_Check, &Negative, &Positive, &Absolute, &Invert,
       &Index, &Long, &Float, &Add, &Subtract, &Multiply, &MatrixMultiply,
       &FloorDivide, &TrueDivide, &Remainder, &Divmod, &Lshift, &Rshift, &And,
       &Xor, &Or, &Power, &InPlaceAdd, &InPlaceSubtract, &InPlaceMultiply,
       &InPlaceMatrixMultiply, &InPlaceFloorDivide, &InPlaceTrueDivide,
       &InPlaceRemainder, &InPlaceLshift, &InPlaceRshift, &InPlaceAnd,
       &InPlaceXor, &InPlaceOr, &InPlacePower);
