/* hpy/cpython/number.h -- the number protocol. */

static inline int HPyNumber_Check(HPyContext *ctx, HPy h)
{
    return PyNumber_Check(_HPy_h2p(h));
}

/* Are both of them ints, or floats, and of no class that derives from these?
 * Then CPython's general functions need not look for what to do. */
static inline bool _HPy_AreInts(PyObject *a, PyObject *b)
{
    return PyLong_CheckExact(a) && PyLong_CheckExact(b);
}

static inline bool _HPy_AreFloats(PyObject *a, PyObject *b)
{
    return PyFloat_CheckExact(a) && PyFloat_CheckExact(b);
}

/* A number that is what it is to be made already. */
static inline PyObject *_HPy_NewReference(PyObject *object)
{
    Py_INCREF(object);
    return object;
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
#define _HPY_ARITHMETIC(NAME, OPERATOR, SLOT)                                  \
    static inline HPy HPy_##NAME(HPyContext *ctx, HPy h1, HPy h2)              \
    {                                                                          \
        PyObject *a = _HPy_h2p(h1), *b = _HPy_h2p(h2);                         \
        if (_HPy_AreFloats(a, b)) {                                            \
            return _HPy_p2h(PyFloat_FromDouble(                                \
                PyFloat_AS_DOUBLE(a) OPERATOR PyFloat_AS_DOUBLE(b)));          \
        }                                                                      \
        if (_HPy_AreInts(a, b)) {                                              \
            return _HPy_p2h(PyLong_Type.tp_as_number->SLOT(a, b));             \
        }                                                                      \
        return _HPy_p2h(PyNumber_##NAME(a, b));                                \
    }
#define _HPY_CONVERSION(NAME, CHECK_EXACT)                                     \
    static inline HPy HPy_##NAME(HPyContext *ctx, HPy h1)                      \
    {                                                                          \
        PyObject *object = _HPy_h2p(h1);                                       \
        return _HPy_p2h(CHECK_EXACT(object) ? _HPy_NewReference(object)        \
                                            : PyNumber_##NAME(object));        \
    }
#define _HPY_TERNARY(NAME)                                                     \
    static inline HPy HPy_##NAME(HPyContext *ctx, HPy h1, HPy h2, HPy h3)      \
    {                                                                          \
        return _HPy_p2h(                                                       \
            PyNumber_##NAME(_HPy_h2p(h1), _HPy_h2p(h2), _HPy_h2p(h3)));        \
    }

_HPY_ARITHMETIC(Add, +, nb_add)                  /* HPy_Add */
_HPY_ARITHMETIC(Subtract, -, nb_subtract)        /* HPy_Subtract */
_HPY_ARITHMETIC(Multiply, *, nb_multiply)        /* HPy_Multiply */
_HPY_ARITHMETIC(InPlaceAdd, +, nb_add)           /* HPy_InPlaceAdd */
_HPY_ARITHMETIC(InPlaceSubtract, -, nb_subtract) /* HPy_InPlaceSubtract */
_HPY_ARITHMETIC(InPlaceMultiply, *, nb_multiply) /* HPy_InPlaceMultiply */

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

_HPY_CONVERSION(Index, PyLong_CheckExact)  /* HPy_Index */
_HPY_CONVERSION(Long, PyLong_CheckExact)   /* HPy_Long */
_HPY_CONVERSION(Float, PyFloat_CheckExact) /* HPy_Float */

#undef _HPY_UNARY
#undef _HPY_BINARY
#undef _HPY_ARITHMETIC
#undef _HPY_CONVERSION
#undef _HPY_TERNARY
