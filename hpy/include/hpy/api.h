/* hpy/api.h -- THE API: one documented declaration per function and constant.
 *
 * A table that the compiler and tools/generate.py both read. From it are
 * derived: the context structure, the universal calls, the runtime's filled
 * context, the assertions that pin every offset, and the API reference of the
 * manual. A row is
 *
 *     / ** contract: result, ownership, errors * /
 *     HPyAPI(index[, attribute...])
 *     result name(HPyContext *ctx, parameters);
 *
 * or, for a constant, HPyAPI_HANDLE(index, name, C API object). The body of
 * each function is in the file that its section's title names.
 *
 * The index is the place in the context structure, and so the binary
 * interface: it never changes and is never used again. An addition takes the
 * next index, stands in its section between #if HPY_ABI_MAX_MINOR >= n and
 * #endif,
 * and raises HPY_ABI_VERSION_MINOR to n, once per release. Changing the
 * prototype or the meaning of a row would need a new HPY_ABI_VERSION, so don't:
 * append a new row.
 *
 * Attributes:
 *   VOID_MEMBER   the member of the context returns nothing, the function
 *                 always HPy_NULL, so that `return HPyErr_...` works
 *   IDENTITY      tells whether two handles mean the same object, and
 *   FIXED_OFFSET  the result lies equally far from every object: a context
 *                 whose handles are object pointers is not called
 *   EXACT_TYPE    the same, if the second handle is the type of the first: 1
 *   CLOSES        the argument handles are closed
 *   PAIRS         two handles are stored for each that is counted
 *   PYPY_MOVED    PyPy 7.3.19 keeps the member one word later
 *   NOT_IN_0_9_0  hpy 0.9.0 lacks it and cannot say so: a binary that uses it
 *                 needs this runtime or PyPy 7.3.19 (a constant: this runtime)
 * HPyAPI_HYBRID rows need Python.h: hybrid and cpython ABI only.
 *
 * What holds for every row unless it, or the paragraph under its section's
 * title, says otherwise: a HPy result is a new handle that the caller closes;
 * argument handles stay the caller's; no argument may be null; an error sets a
 * Python exception and returns HPy_NULL, NULL or -1. Strings are UTF-8 and end
 * with NUL. Since ABI 0.0 unless marked.
 *
 * `ctx` is the context that your function was called with, never one kept from
 * an earlier call. While an exception is set, call nothing but the functions
 * of the section Exceptions and those that duplicate, close or cancel. Making
 * an object may run the garbage collector and with it finalizers; any other
 * Python code runs only where it is said.
 *
 * A contract may end with a line that names C API functions which do the same.
 * `like` marks those that differ: in the arguments they take, in who owns what,
 * or in a point that the contract names.
 */
#ifndef HPY_API_H
#define HPY_API_H

/* ---- Constants ---- */

/* Members of the context, read as `ctx->h_None`. They are valid as long as the
 * context, are never closed, and are duplicated before a function returns one:
 * `return HPy_Dup(ctx, ctx->h_None)`. As arguments they are passed as they are.
 * `h_Builtins` is the dict of the builtins module, not the module. */

HPyAPI_HANDLE(0, h_None, Py_None)
HPyAPI_HANDLE(1, h_True, Py_True)
HPyAPI_HANDLE(2, h_False, Py_False)
HPyAPI_HANDLE(3, h_NotImplemented, Py_NotImplemented)
HPyAPI_HANDLE(4, h_Ellipsis, Py_Ellipsis)
HPyAPI_HANDLE(243, h_Builtins, _HPy_BuiltinsDict())

/* ---- Constants: exceptions ---- */

/* The exception classes, for HPyErr_SetString, HPyErr_ExceptionMatches and
 * their like. Never closed, as all constants. */

HPyAPI_HANDLE(5, h_BaseException, PyExc_BaseException)
HPyAPI_HANDLE(6, h_Exception, PyExc_Exception)
HPyAPI_HANDLE(7, h_StopAsyncIteration, PyExc_StopAsyncIteration)
HPyAPI_HANDLE(8, h_StopIteration, PyExc_StopIteration)
HPyAPI_HANDLE(9, h_GeneratorExit, PyExc_GeneratorExit)
HPyAPI_HANDLE(10, h_ArithmeticError, PyExc_ArithmeticError)
HPyAPI_HANDLE(11, h_LookupError, PyExc_LookupError)
HPyAPI_HANDLE(12, h_AssertionError, PyExc_AssertionError)
HPyAPI_HANDLE(13, h_AttributeError, PyExc_AttributeError)
HPyAPI_HANDLE(14, h_BufferError, PyExc_BufferError)
HPyAPI_HANDLE(15, h_EOFError, PyExc_EOFError)
HPyAPI_HANDLE(16, h_FloatingPointError, PyExc_FloatingPointError)
HPyAPI_HANDLE(17, h_OSError, PyExc_OSError)
HPyAPI_HANDLE(18, h_ImportError, PyExc_ImportError)
HPyAPI_HANDLE(19, h_ModuleNotFoundError, PyExc_ModuleNotFoundError)
HPyAPI_HANDLE(20, h_IndexError, PyExc_IndexError)
HPyAPI_HANDLE(21, h_KeyError, PyExc_KeyError)
HPyAPI_HANDLE(22, h_KeyboardInterrupt, PyExc_KeyboardInterrupt)
HPyAPI_HANDLE(23, h_MemoryError, PyExc_MemoryError)
HPyAPI_HANDLE(24, h_NameError, PyExc_NameError)
HPyAPI_HANDLE(25, h_OverflowError, PyExc_OverflowError)
HPyAPI_HANDLE(26, h_RuntimeError, PyExc_RuntimeError)
HPyAPI_HANDLE(27, h_RecursionError, PyExc_RecursionError)
HPyAPI_HANDLE(28, h_NotImplementedError, PyExc_NotImplementedError)
HPyAPI_HANDLE(29, h_SyntaxError, PyExc_SyntaxError)
HPyAPI_HANDLE(30, h_IndentationError, PyExc_IndentationError)
HPyAPI_HANDLE(31, h_TabError, PyExc_TabError)
HPyAPI_HANDLE(32, h_ReferenceError, PyExc_ReferenceError)
HPyAPI_HANDLE(33, h_SystemError, PyExc_SystemError)
HPyAPI_HANDLE(34, h_SystemExit, PyExc_SystemExit)
HPyAPI_HANDLE(35, h_TypeError, PyExc_TypeError)
HPyAPI_HANDLE(36, h_UnboundLocalError, PyExc_UnboundLocalError)
HPyAPI_HANDLE(37, h_UnicodeError, PyExc_UnicodeError)
HPyAPI_HANDLE(38, h_UnicodeEncodeError, PyExc_UnicodeEncodeError)
HPyAPI_HANDLE(39, h_UnicodeDecodeError, PyExc_UnicodeDecodeError)
HPyAPI_HANDLE(40, h_UnicodeTranslateError, PyExc_UnicodeTranslateError)
HPyAPI_HANDLE(41, h_ValueError, PyExc_ValueError)
HPyAPI_HANDLE(42, h_ZeroDivisionError, PyExc_ZeroDivisionError)
HPyAPI_HANDLE(43, h_BlockingIOError, PyExc_BlockingIOError)
HPyAPI_HANDLE(44, h_BrokenPipeError, PyExc_BrokenPipeError)
HPyAPI_HANDLE(45, h_ChildProcessError, PyExc_ChildProcessError)
HPyAPI_HANDLE(46, h_ConnectionError, PyExc_ConnectionError)
HPyAPI_HANDLE(47, h_ConnectionAbortedError, PyExc_ConnectionAbortedError)
HPyAPI_HANDLE(48, h_ConnectionRefusedError, PyExc_ConnectionRefusedError)
HPyAPI_HANDLE(49, h_ConnectionResetError, PyExc_ConnectionResetError)
HPyAPI_HANDLE(50, h_FileExistsError, PyExc_FileExistsError)
HPyAPI_HANDLE(51, h_FileNotFoundError, PyExc_FileNotFoundError)
HPyAPI_HANDLE(52, h_InterruptedError, PyExc_InterruptedError)
HPyAPI_HANDLE(53, h_IsADirectoryError, PyExc_IsADirectoryError)
HPyAPI_HANDLE(54, h_NotADirectoryError, PyExc_NotADirectoryError)
HPyAPI_HANDLE(55, h_PermissionError, PyExc_PermissionError)
HPyAPI_HANDLE(56, h_ProcessLookupError, PyExc_ProcessLookupError)
HPyAPI_HANDLE(57, h_TimeoutError, PyExc_TimeoutError)

/* ---- Constants: warnings ---- */

/* The warning classes, for HPyErr_WarnEx. Never closed, as all constants. */

HPyAPI_HANDLE(58, h_Warning, PyExc_Warning)
HPyAPI_HANDLE(59, h_UserWarning, PyExc_UserWarning)
HPyAPI_HANDLE(60, h_DeprecationWarning, PyExc_DeprecationWarning)
HPyAPI_HANDLE(61, h_PendingDeprecationWarning, PyExc_PendingDeprecationWarning)
HPyAPI_HANDLE(62, h_SyntaxWarning, PyExc_SyntaxWarning)
HPyAPI_HANDLE(63, h_RuntimeWarning, PyExc_RuntimeWarning)
HPyAPI_HANDLE(64, h_FutureWarning, PyExc_FutureWarning)
HPyAPI_HANDLE(65, h_ImportWarning, PyExc_ImportWarning)
HPyAPI_HANDLE(66, h_UnicodeWarning, PyExc_UnicodeWarning)
HPyAPI_HANDLE(67, h_BytesWarning, PyExc_BytesWarning)
HPyAPI_HANDLE(68, h_ResourceWarning, PyExc_ResourceWarning)

/* ---- Constants: types ---- */

/* Builtin types: bases for HPyType_FromSpec, classes for HPy_TypeCheck, or
 * callables for HPy_Call. `h_CapsuleType` is the type of objects made by
 * HPyCapsule_New. Never closed, as all constants. */

HPyAPI_HANDLE(69, h_BaseObjectType, &PyBaseObject_Type)
HPyAPI_HANDLE(70, h_TypeType, &PyType_Type)
HPyAPI_HANDLE(71, h_BoolType, &PyBool_Type)
HPyAPI_HANDLE(72, h_LongType, &PyLong_Type)
HPyAPI_HANDLE(73, h_FloatType, &PyFloat_Type)
HPyAPI_HANDLE(74, h_UnicodeType, &PyUnicode_Type)
HPyAPI_HANDLE(75, h_TupleType, &PyTuple_Type)
HPyAPI_HANDLE(76, h_ListType, &PyList_Type)
HPyAPI_HANDLE(238, h_ComplexType, &PyComplex_Type)
HPyAPI_HANDLE(239, h_BytesType, &PyBytes_Type)
HPyAPI_HANDLE(240, h_MemoryViewType, &PyMemoryView_Type)
HPyAPI_HANDLE(241, h_CapsuleType, &PyCapsule_Type)
HPyAPI_HANDLE(242, h_SliceType, &PySlice_Type)
HPyAPI_HANDLE(263, h_DictType, &PyDict_Type, NOT_IN_0_9_0)

/* ---- Handles: cpython/handle.h ---- */

/* A handle is a reference of your own to an object. Every handle that a
 * function returns or HPy_Dup makes is closed exactly once. No function takes a
 * handle over, except that a tracker closes what was added to it. */

/**
 * Return a second handle to the object of `h`, to be closed on its own.
 * HPy_NULL gives HPy_NULL without an exception. Two handles of one object need
 * not be equal words: compare them with HPy_Is.
 * C API: Py_XNewRef, Py_NewRef, like Py_INCREF, like Py_XINCREF
 */
HPyAPI(77)
HPy HPy_Dup(HPyContext *ctx, HPy h);

/**
 * Close `h`, which may not be used afterwards. Closing HPy_NULL does nothing.
 * Never fails, and keeps an exception that is set. An object that nothing
 * refers to any more dies, and its finalizer may be Python code.
 *
 * Not to be closed: constants of the context, and the arguments of a function
 * that Python called, its `self` included.
 * C API: Py_XDECREF, Py_DECREF
 */
HPyAPI(78, CLOSES)
void HPy_Close(HPyContext *ctx, HPy h);

#if HPY_ABI_MAX_MINOR >= 1

/**
 * Close the first `count` of `handles`, as HPy_Close does. Never fails. Since
 * ABI 0.1.
 * C API: like Py_XDECREF
 */
HPyAPI(275, CLOSES)
void HPy_CloseAll(HPyContext *ctx, const HPy *handles, HPy_ssize_t count);

#endif /* HPY_ABI_MAX_MINOR >= 1 */

/**
 * Return a new handle to the object `obj`, whose reference stays yours. NULL
 * gives HPy_NULL without an exception.
 */
HPyAPI_HYBRID(206)
HPy HPy_FromPyObject(HPyContext *ctx, cpy_PyObject *obj);

/**
 * Return a new reference to the object of `h`, to be released with Py_DECREF;
 * `h` stays open. HPy_NULL gives NULL without an exception.
 */
HPyAPI_HYBRID(207)
cpy_PyObject *HPy_AsPyObject(HPyContext *ctx, HPy h);

/**
 * Print what is known about an object on stderr, in no fixed form. Private: for
 * people in a debugger. Never fails.
 */
HPyAPI(227)
void _HPy_Dump(HPyContext *ctx, HPy h);

/* ---- Integers: cpython/long.h ---- */

/* HPyLong_From... fail only with MemoryError. HPyLong_As... give the value or
 * raise: TypeError for an object of a kind that they do not accept,
 * OverflowError for a value that does not fit. On error they return the type's
 * value with all bits set, (T)-1, which is a good result as well: only then ask
 * HPyErr_Occurred. None accepts a float, and only those that accept `__index__`
 * may run Python code. An object with nothing but `__int__` is refused (CPython
 * 3.9 and PyPy 7.3.19 let it pass in the functions that accept `__index__`).
 *
 * HPyLong_FromLong, HPyLong_AsLong and their like, in hpy/inline.h, choose
 * among these by the size of the C type. */

/**
 * Return `value` as an int.
 * C API: PyLong_FromInt32, like PyLong_FromLong
 */
HPyAPI(79)
HPy HPyLong_FromInt32_t(HPyContext *ctx, int32_t value);

/**
 * Return `value` as an int.
 * C API: PyLong_FromUInt32, like PyLong_FromUnsignedLong
 */
HPyAPI(80)
HPy HPyLong_FromUInt32_t(HPyContext *ctx, uint32_t value);

/**
 * Return `value` as an int.
 * C API: PyLong_FromInt64, PyLong_FromLongLong
 */
HPyAPI(81)
HPy HPyLong_FromInt64_t(HPyContext *ctx, int64_t value);

/**
 * Return `value` as an int.
 * C API: PyLong_FromUInt64, PyLong_FromUnsignedLongLong
 */
HPyAPI(82)
HPy HPyLong_FromUInt64_t(HPyContext *ctx, uint64_t value);

/**
 * Return `value` as an int.
 * C API: PyLong_FromSize_t
 */
HPyAPI(83)
HPy HPyLong_FromSize_t(HPyContext *ctx, size_t value);

/**
 * Return `value` as an int.
 * C API: PyLong_FromSsize_t
 */
HPyAPI(84)
HPy HPyLong_FromSsize_t(HPyContext *ctx, HPy_ssize_t value);

/**
 * Return the value of an int, a bool or an object with `__index__`.
 * C API: like PyLong_AsInt32, like PyLong_AsLong
 */
HPyAPI(85)
int32_t HPyLong_AsInt32_t(HPyContext *ctx, HPy h);

/**
 * Return the value of an int or a bool. A negative one is an OverflowError.
 * C API: like PyLong_AsUnsignedLong
 */
HPyAPI(86)
uint32_t HPyLong_AsUInt32_t(HPyContext *ctx, HPy h);

/**
 * Return the value of an int, a bool or an object with `__index__`, modulo
 * 2**32: -1 gives 0xffffffff. Never an OverflowError.
 * C API: like PyLong_AsUnsignedLongMask
 */
HPyAPI(87)
uint32_t HPyLong_AsUInt32_tMask(HPyContext *ctx, HPy h);

/**
 * Return the value of an int, a bool or an object with `__index__`.
 * C API: PyLong_AsLongLong, like PyLong_AsInt64
 */
HPyAPI(88)
int64_t HPyLong_AsInt64_t(HPyContext *ctx, HPy h);

/**
 * Return the value of an int or a bool. A negative one is an OverflowError.
 * C API: PyLong_AsUnsignedLongLong
 */
HPyAPI(89)
uint64_t HPyLong_AsUInt64_t(HPyContext *ctx, HPy h);

/**
 * Return the value of an int, a bool or an object with `__index__`, modulo
 * 2**64. Never an OverflowError.
 * C API: PyLong_AsUnsignedLongLongMask
 */
HPyAPI(90)
uint64_t HPyLong_AsUInt64_tMask(HPyContext *ctx, HPy h);

/**
 * Return the value of an int or a bool. A negative one is an OverflowError.
 * C API: PyLong_AsSize_t
 */
HPyAPI(91)
size_t HPyLong_AsSize_t(HPyContext *ctx, HPy h);

/**
 * Return the value of an int or a bool.
 * C API: PyLong_AsSsize_t
 */
HPyAPI(92)
HPy_ssize_t HPyLong_AsSsize_t(HPyContext *ctx, HPy h);

/**
 * Return the value of an int or a bool as an address, a negative one as the
 * signed number with the same bits. NULL on error, and for 0.
 * C API: PyLong_AsVoidPtr
 */
HPyAPI(93)
void *HPyLong_AsVoidPtr(HPyContext *ctx, HPy h);

/**
 * Return the value of an int or a bool, rounded to the nearest double; -1.0 on
 * error. A float is a TypeError: HPyFloat_AsDouble takes both.
 * C API: PyLong_AsDouble
 */
HPyAPI(94)
double HPyLong_AsDouble(HPyContext *ctx, HPy h);

/* ---- Floats: cpython/float.h ---- */

/**
 * Return `value` as a float. Fails only with MemoryError.
 * C API: PyFloat_FromDouble
 */
HPyAPI(95)
HPy HPyFloat_FromDouble(HPyContext *ctx, double value);

/**
 * Return the value of a float or of an object with `__float__` or `__index__`,
 * such as an int. On error -1.0, which is a good result as well: only then ask
 * HPyErr_Occurred. TypeError for other objects, OverflowError for an int that
 * is too large. May run Python code.
 * C API: PyFloat_AsDouble
 */
HPyAPI(96)
double HPyFloat_AsDouble(HPyContext *ctx, HPy h);

#if HPY_ABI_MAX_MINOR >= 1

/**
 * Return a new instance of `type` with the value `value`. TypeError if `type`
 * is neither float nor derived from it. `__new__` and `__init__` of the type
 * are not called, and its struct, if it has one, is zeroed, as HPy_New does it.
 * Since ABI 0.1; in a runtime of ABI 0.0 call the type with HPy_Call.
 */
HPyAPI(277)
HPy HPyFloat_New(HPyContext *ctx, HPy type, double value);

#endif /* HPY_ABI_MAX_MINOR >= 1 */

/* ---- Complex numbers: cpython/complex.h ---- */

#if HPY_ABI_MAX_MINOR >= 1

/**
 * Return a complex number. Fails only with MemoryError. Since ABI 0.1; in a
 * runtime of ABI 0.0 call `ctx->h_ComplexType` with two floats.
 * C API: PyComplex_FromDoubles, like PyComplex_FromCComplex
 */
HPyAPI(278)
HPy HPyComplex_FromDoubles(HPyContext *ctx, double real, double imag);

/**
 * Store the real and the imaginary part of a complex number, or of an object
 * with `__complex__`, `__float__` or `__index__`, such as a float or an int.
 * 0, or -1 with an exception, and then nothing is stored: TypeError for other
 * objects, OverflowError for an int that is too large. May run Python code.
 * Since ABI 0.1; in a runtime of ABI 0.0 call `ctx->h_ComplexType` with the
 * object and read the attributes `real` and `imag` of the result.
 * C API: like PyComplex_AsCComplex, like PyComplex_RealAsDouble,
 *   like PyComplex_ImagAsDouble
 */
HPyAPI(279)
int HPyComplex_AsDoubles(HPyContext *ctx, HPy h, double *real, double *imag);

#endif /* HPY_ABI_MAX_MINOR >= 1 */

/* ---- Booleans: cpython/bool.h ---- */

/**
 * Return True or False, as a new handle like any other result. Never fails.
 * C API: PyBool_FromLong
 */
HPyAPI(97)
HPy HPyBool_FromBool(HPyContext *ctx, bool value);

/* ---- Numbers: cpython/number.h ---- */

/* The operators of Python, for objects of any type: TypeError if the operands
 * do not support the operation, otherwise what their methods raise. All but
 * HPyNumber_Check may run Python code.
 *
 * HPy_InPlace... do what `h1 += h2` does and return its result: `h1` itself if
 * that changes in place, a new object if not. Either way the result is a new
 * handle, and `h1` stays open. */

/**
 * Return 1 if `h` has `__index__`, `__int__` or `__float__` or is a complex,
 * otherwise 0. Never fails.
 * C API: PyNumber_Check
 */
HPyAPI(99)
int HPyNumber_Check(HPyContext *ctx, HPy h);

/**
 * Return `h1 + h2`.
 * C API: PyNumber_Add, like PySequence_Concat
 */
HPyAPI(100)
HPy HPy_Add(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `h1 - h2`.
 * C API: PyNumber_Subtract
 */
HPyAPI(101)
HPy HPy_Subtract(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `h1 * h2`.
 * C API: PyNumber_Multiply, like PySequence_Repeat
 */
HPyAPI(102)
HPy HPy_Multiply(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `h1 @ h2`.
 * C API: PyNumber_MatrixMultiply
 */
HPyAPI(103)
HPy HPy_MatrixMultiply(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `h1 // h2`.
 * C API: PyNumber_FloorDivide
 */
HPyAPI(104)
HPy HPy_FloorDivide(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `h1 / h2`.
 * C API: PyNumber_TrueDivide
 */
HPyAPI(105)
HPy HPy_TrueDivide(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `h1 % h2`.
 * C API: PyNumber_Remainder
 */
HPyAPI(106)
HPy HPy_Remainder(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `divmod(h1, h2)`.
 * C API: PyNumber_Divmod
 */
HPyAPI(107)
HPy HPy_Divmod(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `pow(h1, h2, h3)`; `h1 ** h2` if `h3` is None.
 * C API: PyNumber_Power
 */
HPyAPI(108)
HPy HPy_Power(HPyContext *ctx, HPy h1, HPy h2, HPy h3);

/**
 * Return `-h1`.
 * C API: PyNumber_Negative
 */
HPyAPI(109)
HPy HPy_Negative(HPyContext *ctx, HPy h1);

/**
 * Return `+h1`.
 * C API: PyNumber_Positive
 */
HPyAPI(110)
HPy HPy_Positive(HPyContext *ctx, HPy h1);

/**
 * Return `abs(h1)`.
 * C API: PyNumber_Absolute
 */
HPyAPI(111)
HPy HPy_Absolute(HPyContext *ctx, HPy h1);

/**
 * Return `~h1`.
 * C API: PyNumber_Invert
 */
HPyAPI(112)
HPy HPy_Invert(HPyContext *ctx, HPy h1);

/**
 * Return `h1 << h2`.
 * C API: PyNumber_Lshift
 */
HPyAPI(113)
HPy HPy_Lshift(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `h1 >> h2`.
 * C API: PyNumber_Rshift
 */
HPyAPI(114)
HPy HPy_Rshift(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `h1 & h2`.
 * C API: PyNumber_And
 */
HPyAPI(115)
HPy HPy_And(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `h1 ^ h2`.
 * C API: PyNumber_Xor
 */
HPyAPI(116)
HPy HPy_Xor(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `h1 | h2`.
 * C API: PyNumber_Or
 */
HPyAPI(117)
HPy HPy_Or(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return `operator.index(h1)`: an int without loss, or TypeError.
 * C API: PyNumber_Index
 */
HPyAPI(118)
HPy HPy_Index(HPyContext *ctx, HPy h1);

/**
 * Return `int(h1)`. A float is cut towards zero, a str is read in base 10.
 * C API: PyNumber_Long
 */
HPyAPI(119)
HPy HPy_Long(HPyContext *ctx, HPy h1);

/**
 * Return `float(h1)`. A str is read as a decimal number.
 * C API: PyNumber_Float
 */
HPyAPI(120)
HPy HPy_Float(HPyContext *ctx, HPy h1);

/**
 * Return the result of `h1 += h2`.
 * C API: PyNumber_InPlaceAdd, like PySequence_InPlaceConcat
 */
HPyAPI(121)
HPy HPy_InPlaceAdd(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 -= h2`.
 * C API: PyNumber_InPlaceSubtract
 */
HPyAPI(122)
HPy HPy_InPlaceSubtract(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 *= h2`.
 * C API: PyNumber_InPlaceMultiply, like PySequence_InPlaceRepeat
 */
HPyAPI(123)
HPy HPy_InPlaceMultiply(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 @= h2`.
 * C API: PyNumber_InPlaceMatrixMultiply
 */
HPyAPI(124)
HPy HPy_InPlaceMatrixMultiply(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 //= h2`.
 * C API: PyNumber_InPlaceFloorDivide
 */
HPyAPI(125)
HPy HPy_InPlaceFloorDivide(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 /= h2`.
 * C API: PyNumber_InPlaceTrueDivide
 */
HPyAPI(126)
HPy HPy_InPlaceTrueDivide(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 %= h2`.
 * C API: PyNumber_InPlaceRemainder
 */
HPyAPI(127)
HPy HPy_InPlaceRemainder(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 **= h2` if `h3` is None. Otherwise that of
 * `pow(h1, h2, h3)`, but an `h1` with `__ipow__` never sees `h3`.
 * C API: PyNumber_InPlacePower
 */
HPyAPI(128)
HPy HPy_InPlacePower(HPyContext *ctx, HPy h1, HPy h2, HPy h3);

/**
 * Return the result of `h1 <<= h2`.
 * C API: PyNumber_InPlaceLshift
 */
HPyAPI(129)
HPy HPy_InPlaceLshift(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 >>= h2`.
 * C API: PyNumber_InPlaceRshift
 */
HPyAPI(130)
HPy HPy_InPlaceRshift(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 &= h2`.
 * C API: PyNumber_InPlaceAnd
 */
HPyAPI(131)
HPy HPy_InPlaceAnd(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 ^= h2`.
 * C API: PyNumber_InPlaceXor
 */
HPyAPI(132)
HPy HPy_InPlaceXor(HPyContext *ctx, HPy h1, HPy h2);

/**
 * Return the result of `h1 |= h2`.
 * C API: PyNumber_InPlaceOr
 */
HPyAPI(133)
HPy HPy_InPlaceOr(HPyContext *ctx, HPy h1, HPy h2);

/* ---- Calls: cpython/call.h ---- */

/* A call runs Python code and raises what the callable raises, or TypeError for
 * an object that is not callable. Arguments stay the caller's. */

/**
 * Return 1 if `h` can be called, otherwise 0. Never fails.
 * C API: PyCallable_Check
 */
HPyAPI(134)
int HPyCallable_Check(HPyContext *ctx, HPy h);

/**
 * Return `callable(*args, **kw)`. `args` is a tuple or HPy_NULL, `kw` a dict or
 * HPy_NULL; anything else, None too, is a TypeError.
 * C API: like PyObject_Call, like PyObject_CallObject
 */
HPyAPI(135)
HPy HPy_CallTupleDict(HPyContext *ctx, HPy callable, HPy args, HPy kw);

/**
 * Call an implementation with arguments that came from CPython. Private: a
 * trampoline calls it where handles are not object pointers.
 *
 * `func` is an implementation of the signature `sig`. `args` points to its
 * block, `_HPyFunc_args_<sig>`; for CAPSULE_DESTRUCTOR it is the capsule
 * itself. The object pointers in the block become handles for the time of the
 * call. The result, errors included, goes into the block's last field.
 */
HPyAPI(208)
void _HPy_CallRealFunctionFromTrampoline(HPyContext *ctx, HPyFunc_Signature sig,
                                         HPyCFunction func, void *args);

/**
 * Let a call of the object `h` run `func`, instead of the HPy_tp_call of its
 * type. Define `func` with HPyDef_CALL_FUNCTION. Return 0, or -1 with TypeError
 * if the type of `h` was made without HPy_tp_call.
 */
HPyAPI(260, PYPY_MOVED)
int HPy_SetCallFunction(HPyContext *ctx, HPy h, HPyCallFunction *func);

/**
 * Return the result of calling `callable`. `args` holds `nargs` positional
 * arguments and behind them one value for each name in `kwnames`, a tuple of
 * str or HPy_NULL. `nargs` does not count these values. `args` may be NULL if
 * there is nothing to pass.
 * C API: PyObject_Vectorcall, like PyObject_CallOneArg,
 *   like PyObject_CallNoArgs, like PyObject_CallFunctionObjArgs
 */
HPyAPI(261, PYPY_MOVED)
HPy HPy_Call(HPyContext *ctx, HPy callable, const HPy *args, size_t nargs,
             HPy kwnames);

/**
 * Return the result of calling the method `name`, a str, of `args[0]`. The
 * other arguments are those of HPy_Call; `nargs` counts the receiver, so it is
 * at least 1. AttributeError if there is no such method.
 * C API: PyObject_VectorcallMethod, like PyObject_CallMethodOneArg,
 *   like PyObject_CallMethodNoArgs, like PyObject_CallMethodObjArgs
 */
HPyAPI(262, PYPY_MOVED)
HPy HPy_CallMethod(HPyContext *ctx, HPy name, const HPy *args, size_t nargs,
                   HPy kwnames);

/* ---- Exceptions: cpython/err.h ---- */

/* Each thread has one exception that is set, or none. A function that fails
 * sets it; a function of yours passes it on by returning its own error value,
 * or deals with it and calls HPyErr_Clear. Setting an exception replaces the
 * one before, and may run the Python code of its class.
 *
 * The functions here that set an exception return HPy_NULL, so that
 * `return HPyErr_SetString(...)` raises it. */

/**
 * End the process with SIGABRT, at once and without cleaning up, after printing
 * `message` on stderr. For a state that nothing can repair.
 * C API: Py_FatalError
 */
HPyAPI(136)
HPy_NORETURN void HPy_FatalError(HPyContext *ctx, const char *message);

/**
 * Set an exception of the class `h_type` with a text, and return HPy_NULL. If
 * `h_type` is not an exception class, SystemError is set.
 * C API: PyErr_SetString
 */
HPyAPI(137, VOID_MEMBER)
HPy HPyErr_SetString(HPyContext *ctx, HPy h_type, const char *utf8_message);

/**
 * Set an exception of the class `h_type`, and return HPy_NULL. `h_value` is the
 * exception itself, or the argument or the tuple of arguments to make it from,
 * or HPy_NULL for none. If `h_type` is not an exception class, SystemError is
 * set.
 * C API: PyErr_SetObject, like PyErr_SetNone
 */
HPyAPI(138, VOID_MEMBER)
HPy HPyErr_SetObject(HPyContext *ctx, HPy h_type, HPy h_value);

/**
 * Set an exception made from the C variable errno, its text and a file name,
 * and return HPy_NULL. `h_type` is OSError, which chooses the subclass that
 * fits, or a subclass. The name is decoded with the file system encoding;
 * HPyErr_SetFromErrno sets none.
 * C API: PyErr_SetFromErrnoWithFilename
 */
HPyAPI(139)
HPy HPyErr_SetFromErrnoWithFilename(HPyContext *ctx, HPy h_type,
                                    const char *filename_fsencoded);

/**
 * Set an exception as HPyErr_SetFromErrnoWithFilename does, with two file names
 * that may be of any type, and return HPy_NULL. Either or both may be HPy_NULL.
 * C API: PyErr_SetFromErrnoWithFilenameObjects
 */
HPyAPI(140, VOID_MEMBER)
HPy HPyErr_SetFromErrnoWithFilenameObjects(HPyContext *ctx, HPy h_type,
                                           HPy filename1, HPy filename2);

/**
 * Return 1 if an exception is set, otherwise 0. Never fails.
 * C API: like PyErr_Occurred
 */
HPyAPI(141)
int HPyErr_Occurred(HPyContext *ctx);

/**
 * Return 1 if the exception that is set is an instance of `exc`, a class or a
 * tuple of classes, otherwise 0. Undefined if none is set.
 * C API: PyErr_ExceptionMatches
 */
HPyAPI(142)
int HPyErr_ExceptionMatches(HPyContext *ctx, HPy exc);

/**
 * Set MemoryError and return HPy_NULL.
 * C API: PyErr_NoMemory
 */
HPyAPI(143, VOID_MEMBER)
HPy HPyErr_NoMemory(HPyContext *ctx);

/**
 * Forget the exception that is set, if there is one. Never fails.
 * C API: PyErr_Clear
 */
HPyAPI(144)
void HPyErr_Clear(HPyContext *ctx);

/**
 * Return a new exception class. `utf8_name` is "module.Name"; SystemError
 * without a dot. `base` is a class or a tuple of classes, or HPy_NULL for
 * Exception. The items of `dict`, a dict or HPy_NULL, become its attributes.
 * C API: PyErr_NewException
 */
HPyAPI(145)
HPy HPyErr_NewException(HPyContext *ctx, const char *utf8_name, HPy base,
                        HPy dict);

/**
 * Return a new exception class as HPyErr_NewException does, with `utf8_doc` as
 * its `__doc__`, or None if `utf8_doc` is NULL.
 * C API: PyErr_NewExceptionWithDoc
 */
HPyAPI(146)
HPy HPyErr_NewExceptionWithDoc(HPyContext *ctx, const char *utf8_name,
                               const char *utf8_doc, HPy base, HPy dict);

/**
 * Issue a warning. `category` is a warning class, or HPy_NULL for
 * RuntimeWarning. `stack_level` says whose line is shown: 1 the Python code
 * that called the extension, 2 the caller of that, and so on. Return 0, or -1
 * if the warning was turned into an exception. May run Python code.
 * C API: PyErr_WarnEx
 */
HPyAPI(147)
int HPyErr_WarnEx(HPyContext *ctx, HPy category, const char *utf8_message,
                  HPy_ssize_t stack_level);

/**
 * Report the exception that is set through sys.unraisablehook and clear it,
 * where no caller could get it. `obj` tells where it happened and may be
 * HPy_NULL. If no exception is set, it does nothing. Never fails. Runs Python
 * code.
 * C API: PyErr_WriteUnraisable
 */
HPyAPI(148)
void HPyErr_WriteUnraisable(HPyContext *ctx, HPy obj);

/* ---- Objects: cpython/object.h ---- */

/* What every object can do. All but HPy_Type, HPy_TypeCheck and HPy_Is may run
 * Python code and raise what it raises. */

/**
 * Return `len(h)`. TypeError if `h` has none.
 * C API: PyObject_Length, PyObject_Size, like PySequence_Size,
 *   like PyMapping_Size, like PyList_Size, like PyTuple_Size, like PyDict_Size,
 *   like PyUnicode_GetLength
 */
HPyAPI(98)
HPy_ssize_t HPy_Length(HPyContext *ctx, HPy h);

/**
 * Return 1 if `h` is true, 0 if it is false, -1 on error.
 * C API: PyObject_IsTrue
 */
HPyAPI(149)
int HPy_IsTrue(HPyContext *ctx, HPy h);

/**
 * Return `type(obj)`. Never fails.
 * C API: PyObject_Type, like Py_TYPE
 */
HPyAPI(165)
HPy HPy_Type(HPyContext *ctx, HPy obj);

/**
 * Return 1 if `obj` is an instance of the type `type` or of a subtype,
 * otherwise 0. Unlike isinstance it asks neither `__class__` nor
 * `__instancecheck__`. Never fails; only debug mode checks that `type` is a
 * type.
 * C API: PyObject_TypeCheck
 */
HPyAPI(166, EXACT_TYPE)
int HPy_TypeCheck(HPyContext *ctx, HPy obj, HPy type);

/**
 * Return 1 if both handles are of one object, otherwise 0. Never fails.
 * C API: Py_Is
 */
HPyAPI(167, IDENTITY)
int HPy_Is(HPyContext *ctx, HPy obj, HPy other);

/**
 * Return `repr(obj)`.
 * C API: PyObject_Repr
 */
HPyAPI(171)
HPy HPy_Repr(HPyContext *ctx, HPy obj);

/**
 * Return `str(obj)`.
 * C API: PyObject_Str
 */
HPyAPI(172)
HPy HPy_Str(HPyContext *ctx, HPy obj);

/**
 * Return `ascii(obj)`.
 * C API: PyObject_ASCII
 */
HPyAPI(173)
HPy HPy_ASCII(HPyContext *ctx, HPy obj);

/**
 * Return `bytes(obj)`, but TypeError for an int.
 * C API: PyObject_Bytes
 */
HPyAPI(174)
HPy HPy_Bytes(HPyContext *ctx, HPy obj);

/**
 * Return what comparing `v` and `w` gives, an object of any type. `op` is
 * HPy_LT, HPy_LE, HPy_EQ, HPy_NE, HPy_GT or HPy_GE.
 * C API: PyObject_RichCompare
 */
HPyAPI(175)
HPy HPy_RichCompare(HPyContext *ctx, HPy v, HPy w, int op);

/**
 * Return 1 if comparing `v` and `w` by `op` gives something true, otherwise 0,
 * and -1 on error. Without comparing, an object equals itself.
 * C API: PyObject_RichCompareBool
 */
HPyAPI(176)
int HPy_RichCompareBool(HPyContext *ctx, HPy v, HPy w, int op);

/**
 * Return `hash(obj)`. It is -1 on error only: TypeError if `obj` has none.
 * C API: PyObject_Hash
 */
HPyAPI(177)
HPy_hash_t HPy_Hash(HPyContext *ctx, HPy obj);

/* ---- Attributes: cpython/attr.h ---- */

/* A name is a str, or in the functions that end in `_s` a C string. All may run
 * Python code, such as a property or `__getattr__`, and raise what it raises.
 * A C string is UTF-8. If it is a literal, it is as fast as a str that the
 * extension keeps: the str that is made of it is found again by its address.
 * HPy_DelAttr and HPy_DelAttr_s are in hpy/inline.h. */

/**
 * Return `obj.name`. AttributeError if it is missing.
 * C API: PyObject_GetAttr
 */
HPyAPI(152)
HPy HPy_GetAttr(HPyContext *ctx, HPy obj, HPy name);

/**
 * Return `obj.name`. AttributeError if it is missing.
 * C API: PyObject_GetAttrString
 */
HPyAPI(153)
HPy HPy_GetAttr_s(HPyContext *ctx, HPy obj, const char *utf8_name);

/**
 * Return 1 if `obj.name` can be read, otherwise 0. Every exception of the
 * reading counts as 0 and is lost; where this matters, use HPy_GetAttr.
 * C API: PyObject_HasAttr
 */
HPyAPI(154)
int HPy_HasAttr(HPyContext *ctx, HPy obj, HPy name);

/**
 * Return 1 if `obj.name` can be read, otherwise 0. Every exception of the
 * reading counts as 0 and is lost; where this matters, use HPy_GetAttr_s.
 * C API: PyObject_HasAttrString
 */
HPyAPI(155)
int HPy_HasAttr_s(HPyContext *ctx, HPy obj, const char *utf8_name);

/**
 * Do `obj.name = value` and return 0. An HPy_NULL value deletes: AttributeError
 * if the attribute is missing or cannot be deleted.
 * C API: PyObject_SetAttr
 */
HPyAPI(156)
int HPy_SetAttr(HPyContext *ctx, HPy obj, HPy name, HPy value);

/**
 * Do `obj.name = value` and return 0. An HPy_NULL value deletes: AttributeError
 * if the attribute is missing or cannot be deleted.
 * C API: PyObject_SetAttrString
 */
HPyAPI(157)
int HPy_SetAttr_s(HPyContext *ctx, HPy obj, const char *utf8_name, HPy value);

/* ---- Items and slices: cpython/item.h ---- */

/* Keys are objects, or in the functions that end in `_i` an index that becomes
 * an int, in those that end in `_s` a C string that becomes a str. All may run
 * Python code and raise what it raises: usually KeyError, IndexError, or
 * TypeError if `obj` has no items.
 *
 * A negative index or bound counts from the end where the object counts so, as
 * lists, tuples and strings do. Whether a class written in Python sees it as
 * given or with the length added differs between runtimes. */

/**
 * Return `obj[key]`.
 * C API: PyObject_GetItem, like PyDict_GetItemWithError
 */
HPyAPI(158)
HPy HPy_GetItem(HPyContext *ctx, HPy obj, HPy key);

/**
 * Return `obj[idx]`.
 * C API: like PySequence_GetItem, like PyList_GetItem, like PyTuple_GetItem
 */
HPyAPI(159)
HPy HPy_GetItem_i(HPyContext *ctx, HPy obj, HPy_ssize_t idx);

/**
 * Return `obj[utf8_key]`.
 * C API: PyMapping_GetItemString, like PyDict_GetItemString
 */
HPyAPI(160)
HPy HPy_GetItem_s(HPyContext *ctx, HPy obj, const char *utf8_key);

/**
 * Return 1 if `key in container`, 0 if not, -1 on error. A container without
 * `__contains__` is searched item by item.
 * C API: PySequence_Contains, like PyDict_Contains
 */
HPyAPI(161)
int HPy_Contains(HPyContext *ctx, HPy container, HPy key);

/**
 * Do `obj[key] = value` and return 0. An HPy_NULL value is an error and does
 * not delete: use HPy_DelItem.
 * C API: PyObject_SetItem, like PyDict_SetItem
 */
HPyAPI(162)
int HPy_SetItem(HPyContext *ctx, HPy obj, HPy key, HPy value);

/**
 * Do `obj[idx] = value` and return 0. An HPy_NULL value is an error. Unlike
 * PyList_SetItem it leaves `value` to the caller.
 * C API: like PySequence_SetItem, like PyList_SetItem
 */
HPyAPI(163)
int HPy_SetItem_i(HPyContext *ctx, HPy obj, HPy_ssize_t idx, HPy value);

/**
 * Do `obj[utf8_key] = value` and return 0. An HPy_NULL value is an error.
 * C API: PyMapping_SetItemString, like PyDict_SetItemString
 */
HPyAPI(164)
int HPy_SetItem_s(HPyContext *ctx, HPy obj, const char *utf8_key, HPy value);

/**
 * Do `del obj[key]` and return 0.
 * C API: PyObject_DelItem, like PyDict_DelItem
 */
HPyAPI(235)
int HPy_DelItem(HPyContext *ctx, HPy obj, HPy key);

/**
 * Do `del obj[idx]` and return 0.
 * C API: like PySequence_DelItem
 */
HPyAPI(236)
int HPy_DelItem_i(HPyContext *ctx, HPy obj, HPy_ssize_t idx);

/**
 * Do `del obj[utf8_key]` and return 0.
 * C API: PyMapping_DelItemString, like PyDict_DelItemString
 */
HPyAPI(237)
int HPy_DelItem_s(HPyContext *ctx, HPy obj, const char *utf8_key);

/**
 * Return `obj[start:end]`. For a step, pass an HPySlice_New to HPy_GetItem.
 * C API: PySequence_GetSlice, like PyList_GetSlice, like PyTuple_GetSlice
 */
HPyAPI(266, NOT_IN_0_9_0)
HPy HPy_GetSlice(HPyContext *ctx, HPy obj, HPy_ssize_t start, HPy_ssize_t end);

/**
 * Do `obj[start:end] = value` and return 0.
 * C API: PySequence_SetSlice, like PyList_SetSlice
 */
HPyAPI(267, NOT_IN_0_9_0)
int HPy_SetSlice(HPyContext *ctx, HPy obj, HPy_ssize_t start, HPy_ssize_t end,
                 HPy value);

/**
 * Do `del obj[start:end]` and return 0.
 * C API: PySequence_DelSlice
 */
HPyAPI(268, NOT_IN_0_9_0)
int HPy_DelSlice(HPyContext *ctx, HPy obj, HPy_ssize_t start, HPy_ssize_t end);

/* ---- Iteration: cpython/iter.h ---- */

/**
 * Return `iter(obj)`. TypeError if it cannot be iterated. May run Python code.
 * C API: PyObject_GetIter
 */
HPyAPI(269, NOT_IN_0_9_0)
HPy HPy_GetIter(HPyContext *ctx, HPy obj);

/**
 * Return the next item of `iterator`, or HPy_NULL: without an exception at the
 * end, with one on error. So ask HPyErr_Occurred after the loop. May run Python
 * code. What does not pass HPyIter_Check is a TypeError in this runtime,
 * undefined in others.
 * C API: PyIter_Next
 */
HPyAPI(270, NOT_IN_0_9_0)
HPy HPyIter_Next(HPyContext *ctx, HPy iterator);

#if HPY_ABI_MAX_MINOR >= 1

/**
 * Take the next items of `iterator`, up to `count`.
 *
 *     HPy items[16];
 *     HPy_ssize_t found;
 *     do {
 *         found = HPyIter_NextItems(ctx, iterator, items, 16);
 *         ...
 *         HPy_CloseAll(ctx, items, found);
 *     } while (found == 16);
 *
 * Returns how many items there are, and as many new handles in `items`; fewer
 * than `count` if the iterator has ended; -1 with an exception if it has
 * raised, and then the items in front are closed. So the iterator is ahead of
 * the loop: use HPyIter_Next where it must not be. May run Python code.
 * TypeError for what does not pass HPyIter_Check. Since ABI 0.1.
 * C API: like PyIter_Next
 */
HPyAPI(284)
HPy_ssize_t HPyIter_NextItems(HPyContext *ctx, HPy iterator, HPy *items,
                              HPy_ssize_t count);

#endif /* HPY_ABI_MAX_MINOR >= 1 */

/**
 * Return 1 if `obj` is an iterator, otherwise 0; a list or a range is not.
 * Never fails.
 * C API: PyIter_Check
 */
HPyAPI(271, NOT_IN_0_9_0)
int HPyIter_Check(HPyContext *ctx, HPy obj);

/* ---- Types: cpython/type.h ---- */

/**
 * Return a new type made from `spec`, an HPyType_Spec. In its name
 * "package.module.Name" the text before the last dot becomes `__module__`.
 *
 * `params` is NULL or an array that an element of kind 0 ends. Base, which may
 * repeat, names a base class; BasesTuple gives all base classes in a tuple
 * instead; Metaclass is the type of the new type. Without a base it is object,
 * without a metaclass that of the bases. A shape such as Long needs its builtin
 * type, or a subclass, among the bases. A struct begins with that of the base,
 * if the base has one of the same shape.
 *
 * `spec` and `params` are only read during the call. The definitions in
 * `spec->defines` are kept: they, their names and their docs must stay, as
 * static variables do.
 *
 * TypeError for:
 * - a parameter of unknown kind, BasesTuple twice or beside Base;
 * - a base or a metaclass that is not a type, metaclasses that conflict, or one
 *   with a `__new__` of its own;
 * - a shape that does not fit the bases, a struct smaller than that of the base
 *   or in the place of the base's own memory;
 * - legacy slots without the shape Legacy, a legacy Py_tp_dealloc beside
 *   HPy_tp_traverse or HPy_tp_destroy, or the shape Legacy with a base that HPy
 *   made with another shape;
 * - members, or HPy_tp_call in a type of shape Legacy, with basicsize 0;
 * - HPy_tp_call with an itemsize or beside a member `__vectorcalloffset__`;
 * - HPy_tp_traverse in a type derived from a class written in Python that has
 *   HPyFields to visit, too, or no garbage collection.
 *
 * ValueError for HPy_TPFLAGS_HAVE_GC without HPy_tp_traverse, an unknown shape,
 * a negative size, a second Metaclass, or a method whose signature is none of
 * VARARGS, KEYWORDS, NOARGS and O.
 * C API: like PyType_FromMetaclass, like PyType_FromSpecWithBases,
 *   like PyType_FromSpec, like PyType_Ready
 */
HPyAPI(150)
HPy HPyType_FromSpec(HPyContext *ctx, HPyType_Spec *spec,
                     HPyType_SpecParam *params);

/**
 * Return a new instance of `type` with a zeroed struct; the other arguments are
 * ignored. TypeError if `type` is not a type. It has the prototype of
 * HPy_tp_new and can be used as one:
 *
 *     HPyDef_SLOT_IMPL(Point_new, HPyType_GenericNew, HPy_tp_new)
 *
 * C API: like PyType_GenericNew
 */
HPyAPI(151)
HPy HPyType_GenericNew(HPyContext *ctx, HPy type, const HPy *args,
                       HPy_ssize_t nargs, HPy kw);

/**
 * Return a new instance of `h_type`, a type made by HPyType_FromSpec or a
 * subclass of one, and store the address of its zeroed struct in `*data`.
 * Private: the macro HPy_New calls it. The type's `__new__` and `__init__` are
 * not called; with a shape such as Long the instance is what the builtin makes
 * without arguments. TypeError if `h_type` is not a type, or makes types.
 * C API: like PyObject_New, like PyObject_GC_New, like PyType_GenericAlloc
 */
HPyAPI(170)
HPy _HPy_New(HPyContext *ctx, HPy h_type, void **data);

/**
 * Return the shape that `h_type`, or its nearest base made by HPy, was given,
 * or HPyType_BuiltinShape_Legacy if HPy made none of them. Private: debug mode
 * calls it to check T_AsStruct. If `h_type` is not a type, -2 with TypeError.
 */
HPyAPI(234)
HPyType_BuiltinShape _HPyType_GetBuiltinShape(HPyContext *ctx, HPy h_type);

/**
 * Return the name of a type, without its module, as UTF-8. The text is valid
 * until `type` is closed. What is not a type is a TypeError in this runtime,
 * undefined in others.
 * C API: like PyType_GetName
 */
HPyAPI(253, PYPY_MOVED)
const char *HPyType_GetName(HPyContext *ctx, HPy type);

/**
 * Return 1 if `sub` is `type` or derived from it, otherwise 0. Unlike
 * issubclass it does not ask `__subclasscheck__`. Never fails; only debug mode
 * checks that both are types.
 * C API: PyType_IsSubtype
 */
HPyAPI(254, PYPY_MOVED)
int HPyType_IsSubtype(HPyContext *ctx, HPy sub, HPy type);

/* ---- Structs of instances: cpython/struct.h ---- */

/* Private: `T_AsStruct(ctx, h)`, which HPyType_HELPERS(T) defines, calls the
 * one for the shape of T. Each returns the address of the struct that the
 * author declared, valid as long as the object lives, and never fails. `h` must
 * be an instance of a type of that shape, or of a subclass; debug mode aborts
 * with a message if it is not, the other modes do not look. */

/**
 * Return the struct of an instance whose type has the shape Object.
 */
HPyAPI(168, FIXED_OFFSET)
void *_HPy_AsStruct_Object(HPyContext *ctx, HPy h);

/**
 * Return the address of the object itself: a struct of shape Legacy begins with
 * PyObject_HEAD.
 */
HPyAPI(169)
void *_HPy_AsStruct_Legacy(HPyContext *ctx, HPy h);

/**
 * Return the struct of a type whose metaclass has the shape Type.
 */
HPyAPI(228)
void *_HPy_AsStruct_Type(HPyContext *ctx, HPy h);

/**
 * Return the struct of an instance whose type has the shape Long.
 */
HPyAPI(229)
void *_HPy_AsStruct_Long(HPyContext *ctx, HPy h);

/**
 * Return the struct of an instance whose type has the shape Float.
 */
HPyAPI(230)
void *_HPy_AsStruct_Float(HPyContext *ctx, HPy h);

/**
 * Return the struct of an instance whose type has the shape Unicode.
 */
HPyAPI(231)
void *_HPy_AsStruct_Unicode(HPyContext *ctx, HPy h);

/**
 * Return the struct of an instance whose type has the shape Tuple.
 */
HPyAPI(232)
void *_HPy_AsStruct_Tuple(HPyContext *ctx, HPy h);

/**
 * Return the struct of an instance whose type has the shape List.
 */
HPyAPI(233)
void *_HPy_AsStruct_List(HPyContext *ctx, HPy h);

/**
 * Return the struct of an instance whose type has the shape Dict.
 */
HPyAPI(264, NOT_IN_0_9_0)
void *_HPy_AsStruct_Dict(HPyContext *ctx, HPy h);

/* ---- Bytes: cpython/bytes.h ---- */

/* The data of a bytes object is followed by a NUL and may contain others. It
 * may only be read, and is valid until the handle that gave it is closed. */

/**
 * Return 1 if `h` is a bytes, or of a subclass, otherwise 0. Never fails.
 * C API: PyBytes_Check
 */
HPyAPI(178)
int HPyBytes_Check(HPyContext *ctx, HPy h);

/**
 * Return the number of bytes. TypeError if `h` is not a bytes.
 * C API: PyBytes_Size
 */
HPyAPI(179)
HPy_ssize_t HPyBytes_Size(HPyContext *ctx, HPy h);

/**
 * Return the number of bytes of `h`, which must be a bytes. Never fails.
 * C API: PyBytes_GET_SIZE
 */
HPyAPI(180)
HPy_ssize_t HPyBytes_GET_SIZE(HPyContext *ctx, HPy h);

/**
 * Return the data. TypeError if `h` is not a bytes.
 * C API: PyBytes_AsString
 */
HPyAPI(181)
const char *HPyBytes_AsString(HPyContext *ctx, HPy h);

/**
 * Return the data of `h`, which must be a bytes. Never fails.
 * C API: PyBytes_AS_STRING
 */
HPyAPI(182)
const char *HPyBytes_AS_STRING(HPyContext *ctx, HPy h);

/**
 * Return a bytes with a copy of the C string `bytes`, without its NUL. Fails
 * only with MemoryError.
 * C API: PyBytes_FromString
 */
HPyAPI(183)
HPy HPyBytes_FromString(HPyContext *ctx, const char *bytes);

/**
 * Return a bytes with a copy of `len` bytes. ValueError if `bytes` is NULL,
 * whatever the `len`: there are no bytes objects to be filled later.
 * SystemError if `len` is negative.
 * C API: like PyBytes_FromStringAndSize
 */
HPyAPI(184)
HPy HPyBytes_FromStringAndSize(HPyContext *ctx, const char *bytes,
                               HPy_ssize_t len);

/* ---- Strings: cpython/unicode.h ---- */

/* Decoding and encoding is strict unless there is a parameter `errors`: it
 * names an error handler such as "replace", and NULL is "strict". What cannot
 * be converted is a UnicodeDecodeError or UnicodeEncodeError, an object that is
 * not a str a TypeError. Python code runs only in codecs and error handlers
 * written in Python. */

/**
 * Return a str from UTF-8.
 * C API: PyUnicode_FromString
 */
HPyAPI(185)
HPy HPyUnicode_FromString(HPyContext *ctx, const char *utf8);

/**
 * Return 1 if `h` is a str, or of a subclass, otherwise 0. Never fails.
 * C API: PyUnicode_Check
 */
HPyAPI(186)
int HPyUnicode_Check(HPyContext *ctx, HPy h);

/**
 * Return the str as ASCII, a bytes object.
 * C API: PyUnicode_AsASCIIString
 */
HPyAPI(187)
HPy HPyUnicode_AsASCIIString(HPyContext *ctx, HPy h);

/**
 * Return the str as Latin-1, a bytes object.
 * C API: PyUnicode_AsLatin1String
 */
HPyAPI(188)
HPy HPyUnicode_AsLatin1String(HPyContext *ctx, HPy h);

/**
 * Return the str as UTF-8, a bytes object.
 * C API: PyUnicode_AsUTF8String
 */
HPyAPI(189)
HPy HPyUnicode_AsUTF8String(HPyContext *ctx, HPy h);

/**
 * Return the str as UTF-8, to be read only, valid until `h` is closed. The
 * number of bytes is stored in `*size` unless `size` is NULL. A NUL follows
 * them, and there may be others among them: without the size these hide the
 * rest. UnicodeEncodeError for a lone surrogate. On error `*size` is left as it
 * was.
 * C API: PyUnicode_AsUTF8AndSize, like PyUnicode_AsUTF8
 */
HPyAPI(190)
const char *HPyUnicode_AsUTF8AndSize(HPyContext *ctx, HPy h, HPy_ssize_t *size);

#if HPY_ABI_MAX_MINOR >= 1

/**
 * Find the code points of a str as the runtime stores them.
 *
 * Stores where they begin and how many there are, and returns the bound that
 * says how large each is: 0x7f or 0xff if `*data` is an array of uint8_t,
 * 0xffff for uint16_t, 0x10ffff for uint32_t, all to be read only, valid until
 * `h` is closed. 0 if this runtime stores none: HPyUnicode_AsUTF8AndSize works
 * in all. -1 with TypeError if `h` is not a str. Since ABI 0.1.
 * C API: like PyUnicode_DATA, like PyUnicode_KIND, like PyUnicode_READ
 */
HPyAPI(276)
int HPyUnicode_GetStorage(HPyContext *ctx, HPy h, const void **data,
                          HPy_ssize_t *size);

#endif /* HPY_ABI_MAX_MINOR >= 1 */

/**
 * Return a str from `size` wide characters, or with -1 up to the NUL.
 * C API: PyUnicode_FromWideChar
 */
HPyAPI(191)
HPy HPyUnicode_FromWideChar(HPyContext *ctx, const wchar_t *w,
                            HPy_ssize_t size);

/**
 * Return a str from a C string in the file system encoding, with the error
 * handler of that encoding.
 * C API: PyUnicode_DecodeFSDefault
 */
HPyAPI(192)
HPy HPyUnicode_DecodeFSDefault(HPyContext *ctx, const char *fsencoded);

/**
 * Return a str from `size` bytes, which may be NUL, in the file system
 * encoding, with the error handler of that encoding.
 * C API: PyUnicode_DecodeFSDefaultAndSize
 */
HPyAPI(193)
HPy HPyUnicode_DecodeFSDefaultAndSize(HPyContext *ctx, const char *fsencoded,
                                      HPy_ssize_t size);

/**
 * Return the str in the file system encoding, a bytes object.
 * C API: PyUnicode_EncodeFSDefault
 */
HPyAPI(194)
HPy HPyUnicode_EncodeFSDefault(HPyContext *ctx, HPy h);

/**
 * Return the code point at `index`, or (HPy_UCS4)-1 on error: IndexError if
 * `index` is negative or too large.
 * C API: PyUnicode_ReadChar
 */
HPyAPI(195)
HPy_UCS4 HPyUnicode_ReadChar(HPyContext *ctx, HPy h, HPy_ssize_t index);

/**
 * Return a str from `size` bytes of ASCII.
 * C API: PyUnicode_DecodeASCII
 */
HPyAPI(196)
HPy HPyUnicode_DecodeASCII(HPyContext *ctx, const char *ascii, HPy_ssize_t size,
                           const char *errors);

/**
 * Return a str from `size` bytes of Latin-1. Every byte can be decoded.
 * C API: PyUnicode_DecodeLatin1
 */
HPyAPI(197)
HPy HPyUnicode_DecodeLatin1(HPyContext *ctx, const char *latin1,
                            HPy_ssize_t size, const char *errors);

/**
 * Return a str from a bytes, a bytearray or another object with a buffer. A
 * NULL `encoding` is UTF-8; LookupError if it is unknown. TypeError for a str
 * and for an object without a buffer, SystemError for HPy_NULL.
 * C API: PyUnicode_FromEncodedObject
 */
HPyAPI(255, PYPY_MOVED)
HPy HPyUnicode_FromEncodedObject(HPyContext *ctx, HPy obj, const char *encoding,
                                 const char *errors);

/**
 * Return `str[start:end]`. IndexError if a bound is negative; one beyond the
 * end is the end, and `end` before `start` gives an empty str. What is not a
 * str is a TypeError in this runtime, undefined in others.
 * C API: PyUnicode_Substring
 */
HPyAPI(256, PYPY_MOVED)
HPy HPyUnicode_Substring(HPyContext *ctx, HPy str, HPy_ssize_t start,
                         HPy_ssize_t end);

/* ---- Lists: cpython/list.h ---- */

/* Items are read, set and deleted with HPy_GetItem_i and its like, and counted
 * with HPy_Length. */

/**
 * Return 1 if `h` is a list, or of a subclass, otherwise 0. Never fails.
 * C API: PyList_Check
 */
HPyAPI(198)
int HPyList_Check(HPyContext *ctx, HPy h);

/**
 * Return a list of `len` items, which are None in this runtime. In hpy 0.9.0
 * there is nothing in their places, and using one crashes: to be loaded there
 * too, make only empty lists, and one of known length with an HPyListBuilder.
 * SystemError if `len` is negative.
 * C API: like PyList_New
 */
HPyAPI(199)
HPy HPyList_New(HPyContext *ctx, HPy_ssize_t len);

/**
 * Append `h_item` and return 0. SystemError if `h_list` is not a list.
 * C API: PyList_Append
 */
HPyAPI(200)
int HPyList_Append(HPyContext *ctx, HPy h_list, HPy h_item);

/**
 * Insert `h_item` in front of `index` and return 0. As for list.insert, a
 * negative `index` counts from the end, and one beyond an end is that end.
 * SystemError if `h_list` is not a list.
 * C API: PyList_Insert
 */
HPyAPI(265, NOT_IN_0_9_0)
int HPyList_Insert(HPyContext *ctx, HPy h_list, HPy_ssize_t index, HPy h_item);

#if HPY_ABI_MAX_MINOR >= 1

/**
 * Step through the items of a list or tuple, up to `count` at a time.
 *
 *     HPy items[16];
 *     HPy_ssize_t found, position = 0;
 *     do {
 *         found = HPyList_NextItems(ctx, list, &position, items, 16);
 *         ...
 *         HPy_CloseAll(ctx, items, found);
 *     } while (found > 0);
 *
 * Returns how many items there are, and as many new handles in `items`; 0
 * behind the last item; -1 with SystemError if `h` is neither a list nor a
 * tuple. `*position` is the index of the next item, 0 to begin with; a negative
 * one is behind the last item. Methods that a subclass overrides are not
 * called. The list may change on the way. Since ABI 0.1.
 * C API: like PySequence_Fast
 */
HPyAPI(274)
HPy_ssize_t HPyList_NextItems(HPyContext *ctx, HPy h, HPy_ssize_t *position,
                              HPy *items, HPy_ssize_t count);

#endif /* HPY_ABI_MAX_MINOR >= 1 */

/* ---- Dictionaries: cpython/dict.h ---- */

/* Items are read, set and deleted with HPy_GetItem and its like. */

/**
 * Return 1 if `h` is a dict, or of a subclass, otherwise 0. Never fails.
 * C API: PyDict_Check
 */
HPyAPI(201)
int HPyDict_Check(HPyContext *ctx, HPy h);

/**
 * Return an empty dict.
 * C API: PyDict_New
 */
HPyAPI(202)
HPy HPyDict_New(HPyContext *ctx);

/**
 * Return a list of the keys. Those that are in the dict: a `keys` that a
 * subclass overrides is not called. SystemError if `h` is HPy_NULL or not a
 * dict.
 * C API: PyDict_Keys
 */
HPyAPI(257, PYPY_MOVED)
HPy HPyDict_Keys(HPyContext *ctx, HPy h);

/**
 * Return a dict with the same items. SystemError if `h` is HPy_NULL or not a
 * dict.
 * C API: PyDict_Copy
 */
HPyAPI(258, PYPY_MOVED)
HPy HPyDict_Copy(HPyContext *ctx, HPy h);

#if HPY_ABI_MAX_MINOR >= 1

/**
 * Step through the items of a dict, in their order, up to `count` at a time;
 * HPyDict_Next is the same for one.
 *
 * Returns how many items there are, and for each two new handles in `items`, a
 * key and behind it its value; 0 behind the last item; -1 with SystemError if
 * `h_dict` is not a dict. `*position` is 0 to begin with, and then what the
 * last call left in it. Methods that a subclass overrides are not called.
 * Values may be replaced on the way; if keys come or go, steps may miss items
 * or give them twice, and nothing worse. Since ABI 0.1.
 * C API: like PyDict_Next
 */
HPyAPI(273, PAIRS)
HPy_ssize_t HPyDict_NextItems(HPyContext *ctx, HPy h_dict,
                              HPy_ssize_t *position, HPy *items,
                              HPy_ssize_t count);

#endif /* HPY_ABI_MAX_MINOR >= 1 */

/* ---- Tuples: cpython/tuple.h ---- */

/* Items are read with HPy_GetItem_i and counted with HPy_Length. HPyTuple_Pack,
 * in hpy/inline.h, makes a tuple from its arguments. */

/**
 * Return 1 if `h` is a tuple, or of a subclass, otherwise 0. Never fails.
 * C API: PyTuple_Check
 */
HPyAPI(203)
int HPyTuple_Check(HPyContext *ctx, HPy h);

/**
 * Return a tuple of `n` items; the handles in `items` stay the caller's.
 * `items` may be NULL if `n` is 0.
 * C API: PyTuple_FromArray, like PyTuple_New
 */
HPyAPI(204)
HPy HPyTuple_FromArray(HPyContext *ctx, const HPy *items, HPy_ssize_t n);

/* ---- Slice objects: cpython/slice.h ---- */

/**
 * Store the bounds and the step of a slice object, and return 0. What is None
 * becomes the bound that the sign of the step asks for, what does not fit
 * HPy_ssize_t is clipped. Make them fit a length with HPySlice_AdjustIndices,
 * in hpy/inline.h. ValueError if the step is 0, TypeError if a part is neither
 * None nor an index. May run Python code. What is not a slice is a TypeError in
 * this runtime, undefined in others.
 * C API: PySlice_Unpack, like PySlice_GetIndicesEx
 */
HPyAPI(259, PYPY_MOVED)
int HPySlice_Unpack(HPyContext *ctx, HPy slice, HPy_ssize_t *start,
                    HPy_ssize_t *stop, HPy_ssize_t *step);

/**
 * Return `slice(start, stop, step)`, made of objects of any type; None stands
 * for what is left out.
 * C API: PySlice_New
 */
HPyAPI(272, NOT_IN_0_9_0)
HPy HPySlice_New(HPyContext *ctx, HPy start, HPy stop, HPy step);

/* ---- Buffers: cpython/buffer.h ---- */

#if HPY_ABI_MAX_MINOR >= 1

/**
 * Get at the memory that `obj` exports, as `flags` ask for it, an or of
 * HPyBUF_... : fill `*view`.
 *
 *     HPy_buffer view;
 *     if (HPy_GetBuffer(ctx, obj, &view, HPyBUF_CONTIG_RO) < 0) {
 *         return HPy_NULL;
 *     }
 *     ...
 *     HPyBuffer_Release(ctx, &view);
 *
 * 0, and then HPyBuffer_Release has to be called; or -1 with an exception and
 * `view->obj` null: TypeError if `obj` exports nothing, usually BufferError if
 * not in this form. Until it is released the memory stays where it is and the
 * view owns a handle, `view->obj`: to the object that exports, which need not
 * be `obj`, or null. The view is never copied or moved, as its pointers may
 * lead into itself. May run Python code. Since ABI 0.1; in a runtime of ABI 0.0
 * call `ctx->h_BytesType` with the object for a copy of the memory, or
 * `ctx->h_MemoryViewType` for what is known of it.
 * C API: PyObject_GetBuffer
 */
HPyAPI(280)
int HPy_GetBuffer(HPyContext *ctx, HPy obj, HPy_buffer *view, int flags);

/**
 * Release what HPy_GetBuffer has filled, and close `view->obj`, which becomes
 * null. Does nothing if that is null: so a view may be released after an error,
 * or twice. May be called while an exception is set, which stays. Never fails.
 * May run Python code. Since ABI 0.1.
 * C API: PyBuffer_Release
 */
HPyAPI(281)
void HPyBuffer_Release(HPyContext *ctx, HPy_buffer *view);

#endif /* HPY_ABI_MAX_MINOR >= 1 */

/* ---- Builders: cpython/builder.h ---- */

/* A list or a tuple of known length is filled in a builder, so that nobody sees
 * it unfinished. Set puts an item at each index from 0 to size - 1, exactly
 * once, in any order, or TakeItems several; then Build or Cancel ends the life
 * of the builder, one of them and once. Other uses are undefined; debug mode
 * reports them.
 *
 * New, Set, TakeItems and Cancel never set an exception: a failure is
 * remembered, and Build raises MemoryError for it. */

/**
 * Return a builder for a list of `size` items.
 * C API: like PyList_New
 */
HPyAPI(209)
HPyListBuilder HPyListBuilder_New(HPyContext *ctx, HPy_ssize_t size);

/**
 * Put `h_item` at `index`; the handle stays the caller's.
 * C API: like PyList_SET_ITEM, like PyList_SetItem
 */
HPyAPI(210)
void HPyListBuilder_Set(HPyContext *ctx, HPyListBuilder builder,
                        HPy_ssize_t index, HPy h_item);

#if HPY_ABI_MAX_MINOR >= 1

/**
 * Put the `count` handles of `items` at `index` and behind it. They are the
 * builder's from then on, even if it has failed: do not close them. Since ABI
 * 0.1.
 * C API: like PyList_SET_ITEM, like PyList_SetItem
 */
HPyAPI(282, CLOSES)
void HPyListBuilder_TakeItems(HPyContext *ctx, HPyListBuilder builder,
                              HPy_ssize_t index, const HPy *items,
                              HPy_ssize_t count);

#endif /* HPY_ABI_MAX_MINOR >= 1 */

/**
 * Return the list and end the builder, also on failure. Only a MemoryError can
 * occur.
 */
HPyAPI(211)
HPy HPyListBuilder_Build(HPyContext *ctx, HPyListBuilder builder);

/**
 * Drop the list and end the builder. An exception that is set stays set.
 */
HPyAPI(212)
void HPyListBuilder_Cancel(HPyContext *ctx, HPyListBuilder builder);

/**
 * Return a builder for a tuple of `size` items.
 * C API: like PyTuple_New
 */
HPyAPI(213)
HPyTupleBuilder HPyTupleBuilder_New(HPyContext *ctx, HPy_ssize_t size);

/**
 * Put `h_item` at `index`; the handle stays the caller's.
 * C API: like PyTuple_SET_ITEM, like PyTuple_SetItem
 */
HPyAPI(214)
void HPyTupleBuilder_Set(HPyContext *ctx, HPyTupleBuilder builder,
                         HPy_ssize_t index, HPy h_item);

#if HPY_ABI_MAX_MINOR >= 1

/**
 * Put the `count` handles of `items` at `index` and behind it. They are the
 * builder's from then on, even if it has failed: do not close them. Since ABI
 * 0.1.
 * C API: like PyTuple_SET_ITEM, like PyTuple_SetItem
 */
HPyAPI(283, CLOSES)
void HPyTupleBuilder_TakeItems(HPyContext *ctx, HPyTupleBuilder builder,
                               HPy_ssize_t index, const HPy *items,
                               HPy_ssize_t count);

#endif /* HPY_ABI_MAX_MINOR >= 1 */

/**
 * Return the tuple and end the builder, also on failure. Only a MemoryError can
 * occur.
 */
HPyAPI(215)
HPy HPyTupleBuilder_Build(HPyContext *ctx, HPyTupleBuilder builder);

/**
 * Drop the tuple and end the builder. An exception that is set stays set.
 */
HPyAPI(216)
void HPyTupleBuilder_Cancel(HPyContext *ctx, HPyTupleBuilder builder);

/* ---- Trackers: cpython/tracker.h ---- */

/* A tracker is a set of handles that are closed together, for a function that
 * collects many of them and may fail at each. */

/**
 * Return a tracker with room for `size` handles, 0 for a default. It grows as
 * needed. On failure MemoryError and a tracker for which HPy_IsNull is true.
 */
HPyAPI(217)
HPyTracker HPyTracker_New(HPyContext *ctx, HPy_ssize_t size);

/**
 * Hand `h` over to the tracker, which closes it, and return 0. On -1,
 * MemoryError, it is handed over just as well: never close `h` yourself.
 */
HPyAPI(218)
int HPyTracker_Add(HPyContext *ctx, HPyTracker ht, HPy h);

/**
 * Empty the tracker without closing: its handles are the caller's again. Never
 * fails.
 */
HPyAPI(219)
void HPyTracker_ForgetAll(HPyContext *ctx, HPyTracker ht);

/**
 * Close all handles of the tracker and the tracker itself. Never fails, and
 * keeps an exception that is set.
 */
HPyAPI(220)
void HPyTracker_Close(HPyContext *ctx, HPyTracker ht);

/* ---- Fields and globals: cpython/field.h ---- */

/* A handle does not outlive the call in which it was made. What lasts longer is
 * an HPyField in the struct of an instance, visited by the HPy_tp_traverse of
 * its type, or an HPyGlobal in a static variable that the HPyModuleDef lists in
 * its globals. Both begin as zero, which is null, and are only written by these
 * functions: never by an assignment or memcpy. */

/**
 * Let the field refer to the object of `h`, or with HPy_NULL to nothing.
 * `target_object` is the instance whose struct holds `*target_field`. What was
 * stored before is released when the new value is in place, which may run
 * Python code. Never fails.
 */
HPyAPI(221)
void HPyField_Store(HPyContext *ctx, HPy target_object, HPyField *target_field,
                    HPy h);

/**
 * Return the object that a field of `source_object` refers to. Undefined for a
 * null field: ask HPyField_IsNull first. Never fails otherwise.
 */
HPyAPI(222)
HPy HPyField_Load(HPyContext *ctx, HPy source_object, HPyField source_field);

/**
 * Let the global refer to the object of `h`, or with HPy_NULL to nothing. What
 * was stored before is released, which may run Python code. Never fails.
 */
HPyAPI(225)
void HPyGlobal_Store(HPyContext *ctx, HPyGlobal *target_global, HPy h);

/**
 * Return the object that a global refers to. Undefined for one that was never
 * stored or is null. Never fails otherwise.
 */
HPyAPI(226)
HPy HPyGlobal_Load(HPyContext *ctx, HPyGlobal global);

/* ---- Leaving Python: cpython/thread.h ---- */

/* Around long work that needs no Python, so that other threads can run
 * meanwhile. HPy_BEGIN_LEAVE_PYTHON(ctx) and HPy_END_LEAVE_PYTHON(ctx) are
 * these two as a block. In between no API function may be called, but memory
 * that came from one, such as UTF-8 text, may be read. */

/**
 * Enter Python again, waiting until it is possible, on the thread that got
 * `state` from HPy_LeavePythonExecution. Never fails.
 * C API: PyEval_RestoreThread
 */
HPyAPI(223)
void HPy_ReenterPythonExecution(HPyContext *ctx, HPyThreadState state);

/**
 * Leave Python and return what HPy_ReenterPythonExecution needs to come back.
 * Not to be nested. Never fails.
 * C API: PyEval_SaveThread
 */
HPyAPI(224)
HPyThreadState HPy_LeavePythonExecution(HPyContext *ctx);

/* ---- Capsules: cpython/capsule.h ---- */

/* An object that carries a C pointer, under a name that says what it points to.
 * Use HPyCapsule_GetPointer, HPyCapsule_SetName and their like, in
 * hpy/inline.h, rather than HPyCapsule_Get and HPyCapsule_Set. In the hybrid
 * and cpython ABI a capsule made by the C API is the same thing. */

/**
 * Return a capsule for `pointer`. `utf8_name` may be NULL; it is not copied and
 * must outlive the capsule. `destructor` is NULL or one defined with
 * HPyCapsule_DESTRUCTOR: it gets the name, the pointer and the context pointer
 * when the capsule dies, and no context, so it cannot call the API. ValueError
 * if `pointer` or a member of the destructor is NULL.
 * C API: like PyCapsule_New
 */
HPyAPI(244, PYPY_MOVED)
HPy HPyCapsule_New(HPyContext *ctx, void *pointer, const char *utf8_name,
                   HPyCapsule_Destructor *destructor);

/**
 * Return the pointer, the name or the context pointer of a capsule. `utf8_name`
 * counts for HPyCapsule_key_Pointer only: ValueError unless it equals the name,
 * or both are NULL. Names and context pointers can be NULL without an error, so
 * ask HPyErr_Occurred. ValueError if `capsule` is not a capsule, and for
 * HPyCapsule_key_Destructor.
 * C API: like PyCapsule_GetPointer, like PyCapsule_GetName,
 *   like PyCapsule_GetContext
 */
HPyAPI(245, PYPY_MOVED)
void *HPyCapsule_Get(HPyContext *ctx, HPy capsule, _HPyCapsule_key key,
                     const char *utf8_name);

/**
 * Return 1 if `capsule` is a capsule of this name, which may be NULL, otherwise
 * 0. Never fails.
 * C API: PyCapsule_IsValid
 */
HPyAPI(246, PYPY_MOVED)
int HPyCapsule_IsValid(HPyContext *ctx, HPy capsule, const char *utf8_name);

/**
 * Set the pointer, the name, the context pointer or the destructor of a capsule
 * to `value` and return 0. A name is not copied. A destructor is an
 * HPyCapsule_Destructor or NULL to remove it. ValueError if `capsule` is not a
 * capsule, and if the pointer or a member of the destructor is NULL.
 * C API: like PyCapsule_SetPointer, like PyCapsule_SetName,
 *   like PyCapsule_SetContext, like PyCapsule_SetDestructor
 */
HPyAPI(247, PYPY_MOVED)
int HPyCapsule_Set(HPyContext *ctx, HPy capsule, _HPyCapsule_key key,
                   void *value);

/* ---- Context variables: cpython/contextvar.h ---- */

/**
 * Return a contextvars.ContextVar. `default_value` may be HPy_NULL.
 * C API: PyContextVar_New
 */
HPyAPI(250, PYPY_MOVED)
HPy HPyContextVar_New(HPyContext *ctx, const char *utf8_name,
                      HPy default_value);

/**
 * Store a new handle to the value in `*result` and return 0, or -1 on error:
 * TypeError if `context_var` is not a context variable. A variable without a
 * value has that of `default_value`, or if that is HPy_NULL its own default, or
 * if it has none HPy_NULL, which is no error.
 * C API: PyContextVar_Get
 */
HPyAPI(251, PYPY_MOVED)
int32_t HPyContextVar_Get(HPyContext *ctx, HPy context_var, HPy default_value,
                          HPy *result);

/**
 * Set the value in the current context and return the token for the one before.
 * TypeError if `context_var` is not a context variable.
 * C API: PyContextVar_Set
 */
HPyAPI(252, PYPY_MOVED)
HPy HPyContextVar_Set(HPyContext *ctx, HPy context_var, HPy value);

/* ---- Imports and evaluation: cpython/eval.h ---- */

/* HPyImport_ImportModule and HPy_EvalCode run Python code and raise what it
 * raises. */

/**
 * Return the module of this name, imported if need be; "a.b" gives `a.b`, not
 * `a`. ImportError if there is none, ValueError for an empty name.
 * C API: PyImport_ImportModule
 */
HPyAPI(205)
HPy HPyImport_ImportModule(HPyContext *ctx, const char *utf8_name);

/**
 * Return the code object of some source text. `utf8_filename` is what
 * tracebacks show. `kind` is HPy_SourceKind_Expr for an expression,
 * HPy_SourceKind_File for statements, or HPy_SourceKind_Single for one
 * statement whose value is printed. SyntaxError if the source is wrong,
 * SystemError if `kind` is.
 * C API: like Py_CompileString
 */
HPyAPI(248, PYPY_MOVED)
HPy HPy_Compile_s(HPyContext *ctx, const char *utf8_source,
                  const char *utf8_filename, HPy_SourceKind kind);

/**
 * Run what HPy_Compile_s returned and return the value of the expression, or
 * None. `globals` is a dict, `locals` a mapping, or HPy_NULL for the same as
 * `globals`. What is not code or not a dict is a TypeError in this runtime,
 * undefined in others.
 * C API: PyEval_EvalCode
 */
HPyAPI(249, PYPY_MOVED)
HPy HPy_EvalCode(HPyContext *ctx, HPy code, HPy globals, HPy locals);

#endif /* HPY_API_H */
