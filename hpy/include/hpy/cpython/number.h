/* hpy/cpython/number.h -- the number protocol. */

static inline int HPyNumber_Check(HPyContext *ctx, HPy h)
{
    return PyNumber_Check(_HPy_h2p(h));
}

#define _HPY_UNARY(NAME)                                                       \
    static inline HPy HPy_##NAME(HPyContext *ctx, HPy h1)                      \
    {                                                                          \
        return _HPy_p2h(PyNumber_##NAME(_HPy_h2p(h1)));                        \
    }
#define _HPY_BINARY(NAME)                                                      \
    static inline HPy HPy_##NAME(HPyContext *ctx, HPy h1, HPy h2)              \
    {                                                                          \
        return _HPy_p2h(PyNumber_##NAME(_HPy_h2p(h1), _HPy_h2p(h2)));          \
    }
#define _HPY_TERNARY(NAME)                                                     \
    static inline HPy HPy_##NAME(HPyContext *ctx, HPy h1, HPy h2, HPy h3)      \
    {                                                                          \
        return _HPy_p2h(                                                       \
            PyNumber_##NAME(_HPy_h2p(h1), _HPy_h2p(h2), _HPy_h2p(h3)));        \
    }

_HPY_BINARY(Add)            /* HPy_Add */
_HPY_BINARY(Subtract)       /* HPy_Subtract */
_HPY_BINARY(Multiply)       /* HPy_Multiply */
_HPY_BINARY(MatrixMultiply) /* HPy_MatrixMultiply */
_HPY_BINARY(FloorDivide)    /* HPy_FloorDivide */
_HPY_BINARY(TrueDivide)     /* HPy_TrueDivide */
_HPY_BINARY(Remainder)      /* HPy_Remainder */
_HPY_BINARY(Divmod)         /* HPy_Divmod */
_HPY_BINARY(Lshift)         /* HPy_Lshift */
_HPY_BINARY(Rshift)         /* HPy_Rshift */
_HPY_BINARY(And)            /* HPy_And */
_HPY_BINARY(Xor)            /* HPy_Xor */
_HPY_BINARY(Or)             /* HPy_Or */
_HPY_TERNARY(Power)         /* HPy_Power */

_HPY_BINARY(InPlaceAdd)            /* HPy_InPlaceAdd */
_HPY_BINARY(InPlaceSubtract)       /* HPy_InPlaceSubtract */
_HPY_BINARY(InPlaceMultiply)       /* HPy_InPlaceMultiply */
_HPY_BINARY(InPlaceMatrixMultiply) /* HPy_InPlaceMatrixMultiply */
_HPY_BINARY(InPlaceFloorDivide)    /* HPy_InPlaceFloorDivide */
_HPY_BINARY(InPlaceTrueDivide)     /* HPy_InPlaceTrueDivide */
_HPY_BINARY(InPlaceRemainder)      /* HPy_InPlaceRemainder */
_HPY_BINARY(InPlaceLshift)         /* HPy_InPlaceLshift */
_HPY_BINARY(InPlaceRshift)         /* HPy_InPlaceRshift */
_HPY_BINARY(InPlaceAnd)            /* HPy_InPlaceAnd */
_HPY_BINARY(InPlaceXor)            /* HPy_InPlaceXor */
_HPY_BINARY(InPlaceOr)             /* HPy_InPlaceOr */
_HPY_TERNARY(InPlacePower)         /* HPy_InPlacePower */

_HPY_UNARY(Negative) /* HPy_Negative */
_HPY_UNARY(Positive) /* HPy_Positive */
_HPY_UNARY(Absolute) /* HPy_Absolute */
_HPY_UNARY(Invert)   /* HPy_Invert */
_HPY_UNARY(Index)    /* HPy_Index */
_HPY_UNARY(Long)     /* HPy_Long */
_HPY_UNARY(Float)    /* HPy_Float */

#undef _HPY_UNARY
#undef _HPY_BINARY
#undef _HPY_TERNARY
