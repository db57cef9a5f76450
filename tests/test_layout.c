/* tests/test_layout.c -- the binary interface, asserted while compiling.
 *
 * Nothing here runs. Sizes, offsets, values and prototypes are those of the
 * universal ABI `hpy0` on 64-bit Linux and macOS, which extension binaries of
 * hpy 0.9.0 and every other implementation of HPy rely on. They can be compared
 * with any other set of headers by compiling this file against it. A line that
 * fails is an accident in the headers: never change the line.
 *
 * tests/test_layout.py compiles it as C11 and as C++17.
 */
#include "hpy.h"
#ifdef __cplusplus
#include <type_traits>
#define SAME(T, U) std::is_same<T, U>::value
#define ASSERT static_assert
#else
#define SAME(T, U) __builtin_types_compatible_p(T, U)
#define ASSERT _Static_assert
#endif

/* clang-format off */
#define SIZE(T, size) ASSERT(sizeof(T) == (size), "size of " #T)
#define FIELD(T, offset, size, field)                                          \
    ASSERT(offsetof(T, field) == (offset) &&                                   \
               sizeof(((T *)0)->field) == (size),                              \
           #T "." #field)
#define VALUE(value, name) ASSERT((name) == (value), #name)

/* ---- Scalars ---- */

SIZE(HPy_ssize_t, 8);
ASSERT((HPy_ssize_t)-1 < 0, "sign of HPy_ssize_t");
SIZE(HPy_hash_t, 8);
ASSERT((HPy_hash_t)-1 < 0, "sign of HPy_hash_t");
SIZE(HPy_UCS4, 4);
ASSERT((HPy_UCS4)-1 > 0, "sign of HPy_UCS4");
SIZE(bool, 1);
ASSERT(HPY_SSIZE_T_MAX == 9223372036854775807, "HPY_SSIZE_T_MAX");
ASSERT(HPY_SSIZE_T_MIN == -9223372036854775807 - 1, "HPY_SSIZE_T_MIN");
VALUE(0, HPY_ABI_VERSION);
VALUE(0, HPY_ABI_MINOR);
SIZE(HPY_ABI_TAG, sizeof("hpy0"));

/* ---- Handles ---- */

SIZE(HPy, 8);
FIELD(HPy, 0, 8, _i);
SIZE(HPyField, 8);
FIELD(HPyField, 0, 8, _i);
SIZE(HPyGlobal, 8);
FIELD(HPyGlobal, 0, 8, _i);
SIZE(HPyListBuilder, 8);
FIELD(HPyListBuilder, 0, 8, _lst);
SIZE(HPyTupleBuilder, 8);
FIELD(HPyTupleBuilder, 0, 8, _tup);
SIZE(HPyTracker, 8);
FIELD(HPyTracker, 0, 8, _i);
SIZE(HPyThreadState, 8);
FIELD(HPyThreadState, 0, 8, _i);

SIZE(HPyDef_Kind, 4);
VALUE(1, HPyDef_Kind_Slot);
VALUE(2, HPyDef_Kind_Meth);
VALUE(3, HPyDef_Kind_Member);
VALUE(4, HPyDef_Kind_GetSet);

/* ---- Definitions ---- */

SIZE(HPyDef, 64);
FIELD(HPyDef, 0, 4, kind);
FIELD(HPyDef, 8, 24, slot);
FIELD(HPyDef, 8, 40, meth);
FIELD(HPyDef, 8, 40, member);
FIELD(HPyDef, 8, 56, getset);

SIZE(HPySlot, 24);
FIELD(HPySlot, 0, 4, slot);
FIELD(HPySlot, 8, 8, impl);
FIELD(HPySlot, 16, 8, cpy_trampoline);

SIZE(HPyMeth, 40);
FIELD(HPyMeth, 0, 8, name);
FIELD(HPyMeth, 8, 8, impl);
FIELD(HPyMeth, 16, 8, cpy_trampoline);
FIELD(HPyMeth, 24, 4, signature);
FIELD(HPyMeth, 32, 8, doc);

SIZE(HPyMember, 40);
FIELD(HPyMember, 0, 8, name);
FIELD(HPyMember, 8, 4, type);
FIELD(HPyMember, 16, 8, offset);
FIELD(HPyMember, 24, 4, readonly);
FIELD(HPyMember, 32, 8, doc);

SIZE(HPyGetSet, 56);
FIELD(HPyGetSet, 0, 8, name);
FIELD(HPyGetSet, 8, 8, getter_impl);
FIELD(HPyGetSet, 16, 8, setter_impl);
FIELD(HPyGetSet, 24, 8, getter_cpy_trampoline);
FIELD(HPyGetSet, 32, 8, setter_cpy_trampoline);
FIELD(HPyGetSet, 40, 8, doc);
FIELD(HPyGetSet, 48, 8, closure);

SIZE(HPyMember_FieldType, 4);
VALUE(0, HPyMember_SHORT);
VALUE(1, HPyMember_INT);
VALUE(2, HPyMember_LONG);
VALUE(3, HPyMember_FLOAT);
VALUE(4, HPyMember_DOUBLE);
VALUE(5, HPyMember_STRING);
VALUE(6, HPyMember_OBJECT);
VALUE(7, HPyMember_CHAR);
VALUE(8, HPyMember_BYTE);
VALUE(9, HPyMember_UBYTE);
VALUE(10, HPyMember_USHORT);
VALUE(11, HPyMember_UINT);
VALUE(12, HPyMember_ULONG);
VALUE(13, HPyMember_STRING_INPLACE);
VALUE(14, HPyMember_BOOL);
VALUE(16, HPyMember_OBJECT_EX);
VALUE(17, HPyMember_LONGLONG);
VALUE(18, HPyMember_ULONGLONG);
VALUE(19, HPyMember_HPYSSIZET);
VALUE(20, HPyMember_NONE);

SIZE(HPySlot_Slot, 4);
VALUE(1, HPy_bf_getbuffer);
VALUE(2, HPy_bf_releasebuffer);
VALUE(3, HPy_mp_ass_subscript);
VALUE(4, HPy_mp_length);
VALUE(5, HPy_mp_subscript);
VALUE(6, HPy_nb_absolute);
VALUE(7, HPy_nb_add);
VALUE(8, HPy_nb_and);
VALUE(9, HPy_nb_bool);
VALUE(10, HPy_nb_divmod);
VALUE(11, HPy_nb_float);
VALUE(12, HPy_nb_floor_divide);
VALUE(13, HPy_nb_index);
VALUE(14, HPy_nb_inplace_add);
VALUE(15, HPy_nb_inplace_and);
VALUE(16, HPy_nb_inplace_floor_divide);
VALUE(17, HPy_nb_inplace_lshift);
VALUE(18, HPy_nb_inplace_multiply);
VALUE(19, HPy_nb_inplace_or);
VALUE(20, HPy_nb_inplace_power);
VALUE(21, HPy_nb_inplace_remainder);
VALUE(22, HPy_nb_inplace_rshift);
VALUE(23, HPy_nb_inplace_subtract);
VALUE(24, HPy_nb_inplace_true_divide);
VALUE(25, HPy_nb_inplace_xor);
VALUE(26, HPy_nb_int);
VALUE(27, HPy_nb_invert);
VALUE(28, HPy_nb_lshift);
VALUE(29, HPy_nb_multiply);
VALUE(30, HPy_nb_negative);
VALUE(31, HPy_nb_or);
VALUE(32, HPy_nb_positive);
VALUE(33, HPy_nb_power);
VALUE(34, HPy_nb_remainder);
VALUE(35, HPy_nb_rshift);
VALUE(36, HPy_nb_subtract);
VALUE(37, HPy_nb_true_divide);
VALUE(38, HPy_nb_xor);
VALUE(39, HPy_sq_ass_item);
VALUE(40, HPy_sq_concat);
VALUE(41, HPy_sq_contains);
VALUE(42, HPy_sq_inplace_concat);
VALUE(43, HPy_sq_inplace_repeat);
VALUE(44, HPy_sq_item);
VALUE(45, HPy_sq_length);
VALUE(46, HPy_sq_repeat);
VALUE(50, HPy_tp_call);
VALUE(54, HPy_tp_descr_get);
VALUE(59, HPy_tp_hash);
VALUE(60, HPy_tp_init);
VALUE(65, HPy_tp_new);
VALUE(66, HPy_tp_repr);
VALUE(67, HPy_tp_richcompare);
VALUE(70, HPy_tp_str);
VALUE(71, HPy_tp_traverse);
VALUE(75, HPy_nb_matrix_multiply);
VALUE(76, HPy_nb_inplace_matrix_multiply);
VALUE(80, HPy_tp_finalize);
VALUE(1000, HPy_tp_destroy);
VALUE(2000, HPy_mod_create);
VALUE(2001, HPy_mod_exec);

/* ---- Call functions and capsules ---- */

SIZE(HPyCallFunction, 16);
FIELD(HPyCallFunction, 0, 8, cpy_trampoline);
FIELD(HPyCallFunction, 8, 8, impl);

SIZE(HPyCapsule_Destructor, 16);
FIELD(HPyCapsule_Destructor, 0, 8, cpy_trampoline);
FIELD(HPyCapsule_Destructor, 8, 8, impl);

SIZE(_HPyCapsule_key, 4);
VALUE(0, HPyCapsule_key_Pointer);
VALUE(1, HPyCapsule_key_Name);
VALUE(2, HPyCapsule_key_Context);
VALUE(3, HPyCapsule_key_Destructor);

/* ---- Modules and types ---- */

SIZE(HPyModuleDef, 40);
FIELD(HPyModuleDef, 0, 8, doc);
FIELD(HPyModuleDef, 8, 8, size);
FIELD(HPyModuleDef, 16, 8, legacy_methods);
FIELD(HPyModuleDef, 24, 8, defines);
FIELD(HPyModuleDef, 32, 8, globals);

SIZE(HPyType_Spec, 56);
FIELD(HPyType_Spec, 0, 8, name);
FIELD(HPyType_Spec, 8, 4, basicsize);
FIELD(HPyType_Spec, 12, 4, itemsize);
FIELD(HPyType_Spec, 16, 8, flags);
FIELD(HPyType_Spec, 24, 4, builtin_shape);
FIELD(HPyType_Spec, 32, 8, legacy_slots);
FIELD(HPyType_Spec, 40, 8, defines);
FIELD(HPyType_Spec, 48, 8, doc);

SIZE(HPyType_BuiltinShape, 4);
VALUE(-1, HPyType_BuiltinShape_Legacy);
VALUE(0, HPyType_BuiltinShape_Object);
VALUE(1, HPyType_BuiltinShape_Type);
VALUE(2, HPyType_BuiltinShape_Long);
VALUE(3, HPyType_BuiltinShape_Float);
VALUE(4, HPyType_BuiltinShape_Unicode);
VALUE(5, HPyType_BuiltinShape_Tuple);
VALUE(6, HPyType_BuiltinShape_List);
VALUE(7, HPyType_BuiltinShape_Dict);

SIZE(HPyType_SpecParam_Kind, 4);
VALUE(1, HPyType_SpecParam_Base);
VALUE(2, HPyType_SpecParam_BasesTuple);
VALUE(3, HPyType_SpecParam_Metaclass);

SIZE(HPyType_SpecParam, 16);
FIELD(HPyType_SpecParam, 0, 4, kind);
FIELD(HPyType_SpecParam, 8, 8, object);

VALUE(262656UL, HPy_TPFLAGS_DEFAULT);
VALUE(1024UL, HPy_TPFLAGS_BASETYPE);
VALUE(2048UL, HPy_TPFLAGS_HAVE_VECTORCALL);
VALUE(16384UL, HPy_TPFLAGS_HAVE_GC);

SIZE(HPy_RichCmpOp, 4);
VALUE(0, HPy_LT);
VALUE(1, HPy_LE);
VALUE(2, HPy_EQ);
VALUE(3, HPy_NE);
VALUE(4, HPy_GT);
VALUE(5, HPy_GE);

SIZE(HPy_SourceKind, 4);
VALUE(0, HPy_SourceKind_Expr);
VALUE(1, HPy_SourceKind_File);
VALUE(2, HPy_SourceKind_Single);

/* ---- Buffers ---- */

SIZE(HPy_buffer, 80);
FIELD(HPy_buffer, 0, 8, buf);
FIELD(HPy_buffer, 8, 8, obj);
FIELD(HPy_buffer, 16, 8, len);
FIELD(HPy_buffer, 24, 8, itemsize);
FIELD(HPy_buffer, 32, 4, readonly);
FIELD(HPy_buffer, 36, 4, ndim);
FIELD(HPy_buffer, 40, 8, format);
FIELD(HPy_buffer, 48, 8, shape);
FIELD(HPy_buffer, 56, 8, strides);
FIELD(HPy_buffer, 64, 8, suboffsets);
FIELD(HPy_buffer, 72, 8, internal);

SIZE(HPyBUF_Flags, 4);
VALUE(0, HPyBUF_SIMPLE);
VALUE(0x1, HPyBUF_WRITABLE);
VALUE(0x4, HPyBUF_FORMAT);
VALUE(0x8, HPyBUF_ND);
VALUE(0x18, HPyBUF_STRIDES);
VALUE(0x38, HPyBUF_C_CONTIGUOUS);
VALUE(0x58, HPyBUF_F_CONTIGUOUS);
VALUE(0x98, HPyBUF_ANY_CONTIGUOUS);
VALUE(0x118, HPyBUF_INDIRECT);
VALUE(0x9, HPyBUF_CONTIG);
VALUE(0x8, HPyBUF_CONTIG_RO);
VALUE(0x19, HPyBUF_STRIDED);
VALUE(0x18, HPyBUF_STRIDED_RO);
VALUE(0x1d, HPyBUF_RECORDS);
VALUE(0x1c, HPyBUF_RECORDS_RO);
VALUE(0x11d, HPyBUF_FULL);
VALUE(0x11c, HPyBUF_FULL_RO);

/* ---- Struct sequences ---- */

SIZE(HPyStructSequence_Field, 16);
FIELD(HPyStructSequence_Field, 0, 8, name);
FIELD(HPyStructSequence_Field, 8, 8, doc);

SIZE(HPyStructSequence_Desc, 24);
FIELD(HPyStructSequence_Desc, 0, 8, name);
FIELD(HPyStructSequence_Desc, 8, 8, doc);
FIELD(HPyStructSequence_Desc, 16, 8, fields);

/* ---- The context ---- */

typedef struct _HPyContext_s Context;
SIZE(Context, 2208);
FIELD(Context, 0, 8, name);
FIELD(Context, 8, 8, _private);
FIELD(Context, 16, 4, abi_version);

/* Member number `index` has the place 24 + 8 * index. A function has the result
 * and the parameters that are given, its context in front. */
#define MEMBER(index, name) FIELD(Context, 24 + 8 * (index), 8, name)
#define HANDLE(index, name)                                                    \
    MEMBER(index, name);                                                       \
    ASSERT(SAME(TYPE_OF(name), HPy), #name)
#define FUNCTION(index, name, result, ...)                                     \
    MEMBER(index, name);                                                       \
    ASSERT(SAME(TYPE_OF(name), result (*)(HPyContext *, ##__VA_ARGS__)), #name)
#ifdef __cplusplus
#define TYPE_OF(name) decltype(Context::name)
#else
#define TYPE_OF(name) __typeof__(((Context *)0)->name)
#endif

HANDLE(0, h_None);
HANDLE(1, h_True);
HANDLE(2, h_False);
HANDLE(3, h_NotImplemented);
HANDLE(4, h_Ellipsis);
HANDLE(5, h_BaseException);
HANDLE(6, h_Exception);
HANDLE(7, h_StopAsyncIteration);
HANDLE(8, h_StopIteration);
HANDLE(9, h_GeneratorExit);
HANDLE(10, h_ArithmeticError);
HANDLE(11, h_LookupError);
HANDLE(12, h_AssertionError);
HANDLE(13, h_AttributeError);
HANDLE(14, h_BufferError);
HANDLE(15, h_EOFError);
HANDLE(16, h_FloatingPointError);
HANDLE(17, h_OSError);
HANDLE(18, h_ImportError);
HANDLE(19, h_ModuleNotFoundError);
HANDLE(20, h_IndexError);
HANDLE(21, h_KeyError);
HANDLE(22, h_KeyboardInterrupt);
HANDLE(23, h_MemoryError);
HANDLE(24, h_NameError);
HANDLE(25, h_OverflowError);
HANDLE(26, h_RuntimeError);
HANDLE(27, h_RecursionError);
HANDLE(28, h_NotImplementedError);
HANDLE(29, h_SyntaxError);
HANDLE(30, h_IndentationError);
HANDLE(31, h_TabError);
HANDLE(32, h_ReferenceError);
HANDLE(33, h_SystemError);
HANDLE(34, h_SystemExit);
HANDLE(35, h_TypeError);
HANDLE(36, h_UnboundLocalError);
HANDLE(37, h_UnicodeError);
HANDLE(38, h_UnicodeEncodeError);
HANDLE(39, h_UnicodeDecodeError);
HANDLE(40, h_UnicodeTranslateError);
HANDLE(41, h_ValueError);
HANDLE(42, h_ZeroDivisionError);
HANDLE(43, h_BlockingIOError);
HANDLE(44, h_BrokenPipeError);
HANDLE(45, h_ChildProcessError);
HANDLE(46, h_ConnectionError);
HANDLE(47, h_ConnectionAbortedError);
HANDLE(48, h_ConnectionRefusedError);
HANDLE(49, h_ConnectionResetError);
HANDLE(50, h_FileExistsError);
HANDLE(51, h_FileNotFoundError);
HANDLE(52, h_InterruptedError);
HANDLE(53, h_IsADirectoryError);
HANDLE(54, h_NotADirectoryError);
HANDLE(55, h_PermissionError);
HANDLE(56, h_ProcessLookupError);
HANDLE(57, h_TimeoutError);
HANDLE(58, h_Warning);
HANDLE(59, h_UserWarning);
HANDLE(60, h_DeprecationWarning);
HANDLE(61, h_PendingDeprecationWarning);
HANDLE(62, h_SyntaxWarning);
HANDLE(63, h_RuntimeWarning);
HANDLE(64, h_FutureWarning);
HANDLE(65, h_ImportWarning);
HANDLE(66, h_UnicodeWarning);
HANDLE(67, h_BytesWarning);
HANDLE(68, h_ResourceWarning);
HANDLE(69, h_BaseObjectType);
HANDLE(70, h_TypeType);
HANDLE(71, h_BoolType);
HANDLE(72, h_LongType);
HANDLE(73, h_FloatType);
HANDLE(74, h_UnicodeType);
HANDLE(75, h_TupleType);
HANDLE(76, h_ListType);
FUNCTION(77, ctx_Dup, HPy, HPy);
FUNCTION(78, ctx_Close, void, HPy);
FUNCTION(79, ctx_Long_FromInt32_t, HPy, int32_t);
FUNCTION(80, ctx_Long_FromUInt32_t, HPy, uint32_t);
FUNCTION(81, ctx_Long_FromInt64_t, HPy, int64_t);
FUNCTION(82, ctx_Long_FromUInt64_t, HPy, uint64_t);
FUNCTION(83, ctx_Long_FromSize_t, HPy, size_t);
FUNCTION(84, ctx_Long_FromSsize_t, HPy, HPy_ssize_t);
FUNCTION(85, ctx_Long_AsInt32_t, int32_t, HPy);
FUNCTION(86, ctx_Long_AsUInt32_t, uint32_t, HPy);
FUNCTION(87, ctx_Long_AsUInt32_tMask, uint32_t, HPy);
FUNCTION(88, ctx_Long_AsInt64_t, int64_t, HPy);
FUNCTION(89, ctx_Long_AsUInt64_t, uint64_t, HPy);
FUNCTION(90, ctx_Long_AsUInt64_tMask, uint64_t, HPy);
FUNCTION(91, ctx_Long_AsSize_t, size_t, HPy);
FUNCTION(92, ctx_Long_AsSsize_t, HPy_ssize_t, HPy);
FUNCTION(93, ctx_Long_AsVoidPtr, void *, HPy);
FUNCTION(94, ctx_Long_AsDouble, double, HPy);
FUNCTION(95, ctx_Float_FromDouble, HPy, double);
FUNCTION(96, ctx_Float_AsDouble, double, HPy);
FUNCTION(97, ctx_Bool_FromBool, HPy, bool);
FUNCTION(98, ctx_Length, HPy_ssize_t, HPy);
FUNCTION(99, ctx_Number_Check, int, HPy);
FUNCTION(100, ctx_Add, HPy, HPy, HPy);
FUNCTION(101, ctx_Subtract, HPy, HPy, HPy);
FUNCTION(102, ctx_Multiply, HPy, HPy, HPy);
FUNCTION(103, ctx_MatrixMultiply, HPy, HPy, HPy);
FUNCTION(104, ctx_FloorDivide, HPy, HPy, HPy);
FUNCTION(105, ctx_TrueDivide, HPy, HPy, HPy);
FUNCTION(106, ctx_Remainder, HPy, HPy, HPy);
FUNCTION(107, ctx_Divmod, HPy, HPy, HPy);
FUNCTION(108, ctx_Power, HPy, HPy, HPy, HPy);
FUNCTION(109, ctx_Negative, HPy, HPy);
FUNCTION(110, ctx_Positive, HPy, HPy);
FUNCTION(111, ctx_Absolute, HPy, HPy);
FUNCTION(112, ctx_Invert, HPy, HPy);
FUNCTION(113, ctx_Lshift, HPy, HPy, HPy);
FUNCTION(114, ctx_Rshift, HPy, HPy, HPy);
FUNCTION(115, ctx_And, HPy, HPy, HPy);
FUNCTION(116, ctx_Xor, HPy, HPy, HPy);
FUNCTION(117, ctx_Or, HPy, HPy, HPy);
FUNCTION(118, ctx_Index, HPy, HPy);
FUNCTION(119, ctx_Long, HPy, HPy);
FUNCTION(120, ctx_Float, HPy, HPy);
FUNCTION(121, ctx_InPlaceAdd, HPy, HPy, HPy);
FUNCTION(122, ctx_InPlaceSubtract, HPy, HPy, HPy);
FUNCTION(123, ctx_InPlaceMultiply, HPy, HPy, HPy);
FUNCTION(124, ctx_InPlaceMatrixMultiply, HPy, HPy, HPy);
FUNCTION(125, ctx_InPlaceFloorDivide, HPy, HPy, HPy);
FUNCTION(126, ctx_InPlaceTrueDivide, HPy, HPy, HPy);
FUNCTION(127, ctx_InPlaceRemainder, HPy, HPy, HPy);
FUNCTION(128, ctx_InPlacePower, HPy, HPy, HPy, HPy);
FUNCTION(129, ctx_InPlaceLshift, HPy, HPy, HPy);
FUNCTION(130, ctx_InPlaceRshift, HPy, HPy, HPy);
FUNCTION(131, ctx_InPlaceAnd, HPy, HPy, HPy);
FUNCTION(132, ctx_InPlaceXor, HPy, HPy, HPy);
FUNCTION(133, ctx_InPlaceOr, HPy, HPy, HPy);
FUNCTION(134, ctx_Callable_Check, int, HPy);
FUNCTION(135, ctx_CallTupleDict, HPy, HPy, HPy, HPy);
FUNCTION(136, ctx_FatalError, void, const char *);
FUNCTION(137, ctx_Err_SetString, void, HPy, const char *);
FUNCTION(138, ctx_Err_SetObject, void, HPy, HPy);
FUNCTION(139, ctx_Err_SetFromErrnoWithFilename, HPy, HPy, const char *);
FUNCTION(140, ctx_Err_SetFromErrnoWithFilenameObjects, void, HPy, HPy, HPy);
FUNCTION(141, ctx_Err_Occurred, int);
FUNCTION(142, ctx_Err_ExceptionMatches, int, HPy);
FUNCTION(143, ctx_Err_NoMemory, void);
FUNCTION(144, ctx_Err_Clear, void);
FUNCTION(145, ctx_Err_NewException, HPy, const char *, HPy, HPy);
FUNCTION(146, ctx_Err_NewExceptionWithDoc, HPy, const char *, const char *, HPy,
         HPy);
FUNCTION(147, ctx_Err_WarnEx, int, HPy, const char *, HPy_ssize_t);
FUNCTION(148, ctx_Err_WriteUnraisable, void, HPy);
FUNCTION(149, ctx_IsTrue, int, HPy);
FUNCTION(150, ctx_Type_FromSpec, HPy, HPyType_Spec *, HPyType_SpecParam *);
FUNCTION(151, ctx_Type_GenericNew, HPy, HPy, const HPy *, HPy_ssize_t, HPy);
FUNCTION(152, ctx_GetAttr, HPy, HPy, HPy);
FUNCTION(153, ctx_GetAttr_s, HPy, HPy, const char *);
FUNCTION(154, ctx_HasAttr, int, HPy, HPy);
FUNCTION(155, ctx_HasAttr_s, int, HPy, const char *);
FUNCTION(156, ctx_SetAttr, int, HPy, HPy, HPy);
FUNCTION(157, ctx_SetAttr_s, int, HPy, const char *, HPy);
FUNCTION(158, ctx_GetItem, HPy, HPy, HPy);
FUNCTION(159, ctx_GetItem_i, HPy, HPy, HPy_ssize_t);
FUNCTION(160, ctx_GetItem_s, HPy, HPy, const char *);
FUNCTION(161, ctx_Contains, int, HPy, HPy);
FUNCTION(162, ctx_SetItem, int, HPy, HPy, HPy);
FUNCTION(163, ctx_SetItem_i, int, HPy, HPy_ssize_t, HPy);
FUNCTION(164, ctx_SetItem_s, int, HPy, const char *, HPy);
FUNCTION(165, ctx_Type, HPy, HPy);
FUNCTION(166, ctx_TypeCheck, int, HPy, HPy);
FUNCTION(167, ctx_Is, int, HPy, HPy);
FUNCTION(168, ctx_AsStruct_Object, void *, HPy);
FUNCTION(169, ctx_AsStruct_Legacy, void *, HPy);
FUNCTION(170, ctx_New, HPy, HPy, void * *);
FUNCTION(171, ctx_Repr, HPy, HPy);
FUNCTION(172, ctx_Str, HPy, HPy);
FUNCTION(173, ctx_ASCII, HPy, HPy);
FUNCTION(174, ctx_Bytes, HPy, HPy);
FUNCTION(175, ctx_RichCompare, HPy, HPy, HPy, int);
FUNCTION(176, ctx_RichCompareBool, int, HPy, HPy, int);
FUNCTION(177, ctx_Hash, HPy_hash_t, HPy);
FUNCTION(178, ctx_Bytes_Check, int, HPy);
FUNCTION(179, ctx_Bytes_Size, HPy_ssize_t, HPy);
FUNCTION(180, ctx_Bytes_GET_SIZE, HPy_ssize_t, HPy);
FUNCTION(181, ctx_Bytes_AsString, const char *, HPy);
FUNCTION(182, ctx_Bytes_AS_STRING, const char *, HPy);
FUNCTION(183, ctx_Bytes_FromString, HPy, const char *);
FUNCTION(184, ctx_Bytes_FromStringAndSize, HPy, const char *, HPy_ssize_t);
FUNCTION(185, ctx_Unicode_FromString, HPy, const char *);
FUNCTION(186, ctx_Unicode_Check, int, HPy);
FUNCTION(187, ctx_Unicode_AsASCIIString, HPy, HPy);
FUNCTION(188, ctx_Unicode_AsLatin1String, HPy, HPy);
FUNCTION(189, ctx_Unicode_AsUTF8String, HPy, HPy);
FUNCTION(190, ctx_Unicode_AsUTF8AndSize, const char *, HPy, HPy_ssize_t *);
FUNCTION(191, ctx_Unicode_FromWideChar, HPy, const wchar_t *, HPy_ssize_t);
FUNCTION(192, ctx_Unicode_DecodeFSDefault, HPy, const char *);
FUNCTION(193, ctx_Unicode_DecodeFSDefaultAndSize, HPy, const char *,
         HPy_ssize_t);
FUNCTION(194, ctx_Unicode_EncodeFSDefault, HPy, HPy);
FUNCTION(195, ctx_Unicode_ReadChar, HPy_UCS4, HPy, HPy_ssize_t);
FUNCTION(196, ctx_Unicode_DecodeASCII, HPy, const char *, HPy_ssize_t,
         const char *);
FUNCTION(197, ctx_Unicode_DecodeLatin1, HPy, const char *, HPy_ssize_t,
         const char *);
FUNCTION(198, ctx_List_Check, int, HPy);
FUNCTION(199, ctx_List_New, HPy, HPy_ssize_t);
FUNCTION(200, ctx_List_Append, int, HPy, HPy);
FUNCTION(201, ctx_Dict_Check, int, HPy);
FUNCTION(202, ctx_Dict_New, HPy);
FUNCTION(203, ctx_Tuple_Check, int, HPy);
FUNCTION(204, ctx_Tuple_FromArray, HPy, const HPy *, HPy_ssize_t);
FUNCTION(205, ctx_Import_ImportModule, HPy, const char *);
FUNCTION(206, ctx_FromPyObject, HPy, cpy_PyObject *);
FUNCTION(207, ctx_AsPyObject, cpy_PyObject *, HPy);
FUNCTION(208, ctx_CallRealFunctionFromTrampoline, void, HPyFunc_Signature,
         HPyCFunction, void *);
FUNCTION(209, ctx_ListBuilder_New, HPyListBuilder, HPy_ssize_t);
FUNCTION(210, ctx_ListBuilder_Set, void, HPyListBuilder, HPy_ssize_t, HPy);
FUNCTION(211, ctx_ListBuilder_Build, HPy, HPyListBuilder);
FUNCTION(212, ctx_ListBuilder_Cancel, void, HPyListBuilder);
FUNCTION(213, ctx_TupleBuilder_New, HPyTupleBuilder, HPy_ssize_t);
FUNCTION(214, ctx_TupleBuilder_Set, void, HPyTupleBuilder, HPy_ssize_t, HPy);
FUNCTION(215, ctx_TupleBuilder_Build, HPy, HPyTupleBuilder);
FUNCTION(216, ctx_TupleBuilder_Cancel, void, HPyTupleBuilder);
FUNCTION(217, ctx_Tracker_New, HPyTracker, HPy_ssize_t);
FUNCTION(218, ctx_Tracker_Add, int, HPyTracker, HPy);
FUNCTION(219, ctx_Tracker_ForgetAll, void, HPyTracker);
FUNCTION(220, ctx_Tracker_Close, void, HPyTracker);
FUNCTION(221, ctx_Field_Store, void, HPy, HPyField *, HPy);
FUNCTION(222, ctx_Field_Load, HPy, HPy, HPyField);
FUNCTION(223, ctx_ReenterPythonExecution, void, HPyThreadState);
FUNCTION(224, ctx_LeavePythonExecution, HPyThreadState);
FUNCTION(225, ctx_Global_Store, void, HPyGlobal *, HPy);
FUNCTION(226, ctx_Global_Load, HPy, HPyGlobal);
FUNCTION(227, ctx_Dump, void, HPy);
FUNCTION(228, ctx_AsStruct_Type, void *, HPy);
FUNCTION(229, ctx_AsStruct_Long, void *, HPy);
FUNCTION(230, ctx_AsStruct_Float, void *, HPy);
FUNCTION(231, ctx_AsStruct_Unicode, void *, HPy);
FUNCTION(232, ctx_AsStruct_Tuple, void *, HPy);
FUNCTION(233, ctx_AsStruct_List, void *, HPy);
FUNCTION(234, ctx_Type_GetBuiltinShape, HPyType_BuiltinShape, HPy);
FUNCTION(235, ctx_DelItem, int, HPy, HPy);
FUNCTION(236, ctx_DelItem_i, int, HPy, HPy_ssize_t);
FUNCTION(237, ctx_DelItem_s, int, HPy, const char *);
HANDLE(238, h_ComplexType);
HANDLE(239, h_BytesType);
HANDLE(240, h_MemoryViewType);
HANDLE(241, h_CapsuleType);
HANDLE(242, h_SliceType);
HANDLE(243, h_Builtins);
FUNCTION(244, ctx_Capsule_New, HPy, void *, const char *,
         HPyCapsule_Destructor *);
FUNCTION(245, ctx_Capsule_Get, void *, HPy, _HPyCapsule_key, const char *);
FUNCTION(246, ctx_Capsule_IsValid, int, HPy, const char *);
FUNCTION(247, ctx_Capsule_Set, int, HPy, _HPyCapsule_key, void *);
FUNCTION(248, ctx_Compile_s, HPy, const char *, const char *, HPy_SourceKind);
FUNCTION(249, ctx_EvalCode, HPy, HPy, HPy, HPy);
FUNCTION(250, ctx_ContextVar_New, HPy, const char *, HPy);
FUNCTION(251, ctx_ContextVar_Get, int32_t, HPy, HPy, HPy *);
FUNCTION(252, ctx_ContextVar_Set, HPy, HPy, HPy);
FUNCTION(253, ctx_Type_GetName, const char *, HPy);
FUNCTION(254, ctx_Type_IsSubtype, int, HPy, HPy);
FUNCTION(255, ctx_Unicode_FromEncodedObject, HPy, HPy, const char *,
         const char *);
FUNCTION(256, ctx_Unicode_Substring, HPy, HPy, HPy_ssize_t, HPy_ssize_t);
FUNCTION(257, ctx_Dict_Keys, HPy, HPy);
FUNCTION(258, ctx_Dict_Copy, HPy, HPy);
FUNCTION(259, ctx_Slice_Unpack, int, HPy, HPy_ssize_t *, HPy_ssize_t *,
         HPy_ssize_t *);
FUNCTION(260, ctx_SetCallFunction, int, HPy, HPyCallFunction *);
FUNCTION(261, ctx_Call, HPy, HPy, const HPy *, size_t, HPy);
FUNCTION(262, ctx_CallMethod, HPy, HPy, const HPy *, size_t, HPy);
HANDLE(263, h_DictType);
FUNCTION(264, ctx_AsStruct_Dict, void *, HPy);
FUNCTION(265, ctx_List_Insert, int, HPy, HPy_ssize_t, HPy);
FUNCTION(266, ctx_GetSlice, HPy, HPy, HPy_ssize_t, HPy_ssize_t);
FUNCTION(267, ctx_SetSlice, int, HPy, HPy_ssize_t, HPy_ssize_t, HPy);
FUNCTION(268, ctx_DelSlice, int, HPy, HPy_ssize_t, HPy_ssize_t);
FUNCTION(269, ctx_GetIter, HPy, HPy);
FUNCTION(270, ctx_Iter_Next, HPy, HPy);
FUNCTION(271, ctx_Iter_Check, int, HPy);
FUNCTION(272, ctx_Slice_New, HPy, HPy, HPy, HPy);

/* ---- Implementations and trampolines ----
 *
 * An implementation with another prototype than the one that HPyFunc_DECLARE
 * declares does not compile. */

#pragma GCC diagnostic ignored "-Wunused-parameter"
#ifdef __clang__
#pragma clang diagnostic ignored "-Wunused-function"
#pragma clang diagnostic ignored "-Wunneeded-internal-declaration"
#endif
SIZE(HPyFunc_Signature, 4);

#define IMPLEMENTATION(value, SIG, result, parameters)                         \
    VALUE(value, HPyFunc_##SIG);                                               \
    HPyFunc_DECLARE(impl_##SIG, HPyFunc_##SIG);                                \
    HPyFunc_TRAMPOLINE(trampoline_##SIG, impl_##SIG, HPyFunc_##SIG)            \
    static result impl_##SIG parameters                                        \
    {                                                                          \
        abort();                                                               \
    }
#define TRAMPOLINE(SIG, result, ...)                                           \
    ASSERT(SAME(__typeof__(&trampoline_##SIG), result (*)(__VA_ARGS__)), #SIG)

IMPLEMENTATION(1, VARARGS, HPy, (HPyContext *ctx, HPy self, const HPy *args,
    size_t nargs))
TRAMPOLINE(VARARGS, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *const *,
    HPy_ssize_t);
IMPLEMENTATION(2, KEYWORDS, HPy, (HPyContext *ctx, HPy self, const HPy *args,
    size_t nargs, HPy kwnames))
TRAMPOLINE(KEYWORDS, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *const *,
    size_t, cpy_PyObject *);
IMPLEMENTATION(3, NOARGS, HPy, (HPyContext *ctx, HPy self))
TRAMPOLINE(NOARGS, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(4, O, HPy, (HPyContext *ctx, HPy self, HPy arg))
TRAMPOLINE(O, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(5, DESTROYFUNC, void, (void *data))
TRAMPOLINE(DESTROYFUNC, void, void);
IMPLEMENTATION(6, GETBUFFERPROC, int, (HPyContext *ctx, HPy self,
    HPy_buffer *view, int flags))
TRAMPOLINE(GETBUFFERPROC, int, cpy_PyObject *, cpy_Py_buffer *, int);
IMPLEMENTATION(7, RELEASEBUFFERPROC, void, (HPyContext *ctx, HPy self,
    HPy_buffer *view))
TRAMPOLINE(RELEASEBUFFERPROC, void, cpy_PyObject *, cpy_Py_buffer *);
IMPLEMENTATION(8, UNARYFUNC, HPy, (HPyContext *ctx, HPy a))
TRAMPOLINE(UNARYFUNC, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(9, BINARYFUNC, HPy, (HPyContext *ctx, HPy a, HPy b))
TRAMPOLINE(BINARYFUNC, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(10, TERNARYFUNC, HPy, (HPyContext *ctx, HPy a, HPy b, HPy c))
TRAMPOLINE(TERNARYFUNC, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *,
    cpy_PyObject *);
IMPLEMENTATION(11, INQUIRY, int, (HPyContext *ctx, HPy a))
TRAMPOLINE(INQUIRY, int, cpy_PyObject *);
IMPLEMENTATION(12, LENFUNC, HPy_ssize_t, (HPyContext *ctx, HPy a))
TRAMPOLINE(LENFUNC, HPy_ssize_t, cpy_PyObject *);
IMPLEMENTATION(13, SSIZEARGFUNC, HPy, (HPyContext *ctx, HPy a, HPy_ssize_t b))
TRAMPOLINE(SSIZEARGFUNC, cpy_PyObject *, cpy_PyObject *, HPy_ssize_t);
IMPLEMENTATION(14, SSIZESSIZEARGFUNC, HPy, (HPyContext *ctx, HPy a,
    HPy_ssize_t b, HPy_ssize_t c))
TRAMPOLINE(SSIZESSIZEARGFUNC, cpy_PyObject *, cpy_PyObject *, HPy_ssize_t,
    HPy_ssize_t);
IMPLEMENTATION(15, SSIZEOBJARGPROC, int, (HPyContext *ctx, HPy a, HPy_ssize_t b,
    HPy c))
TRAMPOLINE(SSIZEOBJARGPROC, int, cpy_PyObject *, HPy_ssize_t, cpy_PyObject *);
IMPLEMENTATION(16, SSIZESSIZEOBJARGPROC, int, (HPyContext *ctx, HPy a,
    HPy_ssize_t b, HPy_ssize_t c, HPy d))
TRAMPOLINE(SSIZESSIZEOBJARGPROC, int, cpy_PyObject *, HPy_ssize_t, HPy_ssize_t,
    cpy_PyObject *);
IMPLEMENTATION(17, OBJOBJARGPROC, int, (HPyContext *ctx, HPy a, HPy b, HPy c))
TRAMPOLINE(OBJOBJARGPROC, int, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(18, FREEFUNC, void, (HPyContext *ctx, void *a))
TRAMPOLINE(FREEFUNC, void, void *);
IMPLEMENTATION(19, GETATTRFUNC, HPy, (HPyContext *ctx, HPy a, char *b))
TRAMPOLINE(GETATTRFUNC, cpy_PyObject *, cpy_PyObject *, char *);
IMPLEMENTATION(20, GETATTROFUNC, HPy, (HPyContext *ctx, HPy a, HPy b))
TRAMPOLINE(GETATTROFUNC, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(21, SETATTRFUNC, int, (HPyContext *ctx, HPy a, char *b, HPy c))
TRAMPOLINE(SETATTRFUNC, int, cpy_PyObject *, char *, cpy_PyObject *);
IMPLEMENTATION(22, SETATTROFUNC, int, (HPyContext *ctx, HPy a, HPy b, HPy c))
TRAMPOLINE(SETATTROFUNC, int, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(23, REPRFUNC, HPy, (HPyContext *ctx, HPy a))
TRAMPOLINE(REPRFUNC, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(24, HASHFUNC, HPy_hash_t, (HPyContext *ctx, HPy a))
TRAMPOLINE(HASHFUNC, HPy_hash_t, cpy_PyObject *);
IMPLEMENTATION(25, RICHCMPFUNC, HPy, (HPyContext *ctx, HPy a, HPy b,
    HPy_RichCmpOp c))
TRAMPOLINE(RICHCMPFUNC, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *, int);
IMPLEMENTATION(26, GETITERFUNC, HPy, (HPyContext *ctx, HPy a))
TRAMPOLINE(GETITERFUNC, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(27, ITERNEXTFUNC, HPy, (HPyContext *ctx, HPy a))
TRAMPOLINE(ITERNEXTFUNC, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(28, DESCRGETFUNC, HPy, (HPyContext *ctx, HPy a, HPy b, HPy c))
TRAMPOLINE(DESCRGETFUNC, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *,
    cpy_PyObject *);
IMPLEMENTATION(29, DESCRSETFUNC, int, (HPyContext *ctx, HPy a, HPy b, HPy c))
TRAMPOLINE(DESCRSETFUNC, int, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(30, INITPROC, int, (HPyContext *ctx, HPy self, const HPy *args,
    HPy_ssize_t nargs, HPy kw))
TRAMPOLINE(INITPROC, int, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(31, NEWFUNC, HPy, (HPyContext *ctx, HPy type, const HPy *args,
    HPy_ssize_t nargs, HPy kw))
TRAMPOLINE(NEWFUNC, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *,
    cpy_PyObject *);
IMPLEMENTATION(32, GETTER, HPy, (HPyContext *ctx, HPy a, void *b))
TRAMPOLINE(GETTER, cpy_PyObject *, cpy_PyObject *, void *);
IMPLEMENTATION(33, SETTER, int, (HPyContext *ctx, HPy a, HPy b, void *c))
TRAMPOLINE(SETTER, int, cpy_PyObject *, cpy_PyObject *, void *);
IMPLEMENTATION(34, OBJOBJPROC, int, (HPyContext *ctx, HPy a, HPy b))
TRAMPOLINE(OBJOBJPROC, int, cpy_PyObject *, cpy_PyObject *);
IMPLEMENTATION(35, TRAVERSEPROC, int, (void *object, HPyFunc_visitproc visit,
    void *arg))
TRAMPOLINE(TRAVERSEPROC, int, cpy_PyObject *, cpy_visitproc, void *);
IMPLEMENTATION(36, DESTRUCTOR, void, (HPyContext *ctx, HPy a))
TRAMPOLINE(DESTRUCTOR, void, cpy_PyObject *);
IMPLEMENTATION(37, CAPSULE_DESTRUCTOR, void, (const char *name, void *pointer,
    void *context))
TRAMPOLINE(CAPSULE_DESTRUCTOR, void, cpy_PyObject *);
IMPLEMENTATION(39, MOD_CREATE, HPy, (HPyContext *ctx, HPy spec))
TRAMPOLINE(MOD_CREATE, cpy_PyObject *, cpy_PyObject *, cpy_PyModuleDef *);

/* ---- Argument blocks ---- */

SIZE(_HPyFunc_args_VARARGS, 32);
FIELD(_HPyFunc_args_VARARGS, 24, 8, result);
SIZE(_HPyFunc_args_KEYWORDS, 40);
FIELD(_HPyFunc_args_KEYWORDS, 32, 8, result);
SIZE(_HPyFunc_args_NOARGS, 16);
FIELD(_HPyFunc_args_NOARGS, 8, 8, result);
SIZE(_HPyFunc_args_O, 24);
FIELD(_HPyFunc_args_O, 16, 8, result);
SIZE(_HPyFunc_args_GETBUFFERPROC, 24);
FIELD(_HPyFunc_args_GETBUFFERPROC, 20, 4, result);
SIZE(_HPyFunc_args_RELEASEBUFFERPROC, 16);
SIZE(_HPyFunc_args_UNARYFUNC, 16);
FIELD(_HPyFunc_args_UNARYFUNC, 8, 8, result);
SIZE(_HPyFunc_args_BINARYFUNC, 24);
FIELD(_HPyFunc_args_BINARYFUNC, 16, 8, result);
SIZE(_HPyFunc_args_TERNARYFUNC, 32);
FIELD(_HPyFunc_args_TERNARYFUNC, 24, 8, result);
SIZE(_HPyFunc_args_INQUIRY, 16);
FIELD(_HPyFunc_args_INQUIRY, 8, 4, result);
SIZE(_HPyFunc_args_LENFUNC, 16);
FIELD(_HPyFunc_args_LENFUNC, 8, 8, result);
SIZE(_HPyFunc_args_SSIZEARGFUNC, 24);
FIELD(_HPyFunc_args_SSIZEARGFUNC, 16, 8, result);
SIZE(_HPyFunc_args_SSIZESSIZEARGFUNC, 32);
FIELD(_HPyFunc_args_SSIZESSIZEARGFUNC, 24, 8, result);
SIZE(_HPyFunc_args_SSIZEOBJARGPROC, 32);
FIELD(_HPyFunc_args_SSIZEOBJARGPROC, 24, 4, result);
SIZE(_HPyFunc_args_SSIZESSIZEOBJARGPROC, 40);
FIELD(_HPyFunc_args_SSIZESSIZEOBJARGPROC, 32, 4, result);
SIZE(_HPyFunc_args_OBJOBJARGPROC, 32);
FIELD(_HPyFunc_args_OBJOBJARGPROC, 24, 4, result);
SIZE(_HPyFunc_args_FREEFUNC, 8);
SIZE(_HPyFunc_args_GETATTRFUNC, 24);
FIELD(_HPyFunc_args_GETATTRFUNC, 16, 8, result);
SIZE(_HPyFunc_args_GETATTROFUNC, 24);
FIELD(_HPyFunc_args_GETATTROFUNC, 16, 8, result);
SIZE(_HPyFunc_args_SETATTRFUNC, 32);
FIELD(_HPyFunc_args_SETATTRFUNC, 24, 4, result);
SIZE(_HPyFunc_args_SETATTROFUNC, 32);
FIELD(_HPyFunc_args_SETATTROFUNC, 24, 4, result);
SIZE(_HPyFunc_args_REPRFUNC, 16);
FIELD(_HPyFunc_args_REPRFUNC, 8, 8, result);
SIZE(_HPyFunc_args_HASHFUNC, 16);
FIELD(_HPyFunc_args_HASHFUNC, 8, 8, result);
SIZE(_HPyFunc_args_RICHCMPFUNC, 32);
FIELD(_HPyFunc_args_RICHCMPFUNC, 24, 8, result);
SIZE(_HPyFunc_args_GETITERFUNC, 16);
FIELD(_HPyFunc_args_GETITERFUNC, 8, 8, result);
SIZE(_HPyFunc_args_ITERNEXTFUNC, 16);
FIELD(_HPyFunc_args_ITERNEXTFUNC, 8, 8, result);
SIZE(_HPyFunc_args_DESCRGETFUNC, 32);
FIELD(_HPyFunc_args_DESCRGETFUNC, 24, 8, result);
SIZE(_HPyFunc_args_DESCRSETFUNC, 32);
FIELD(_HPyFunc_args_DESCRSETFUNC, 24, 4, result);
SIZE(_HPyFunc_args_INITPROC, 32);
FIELD(_HPyFunc_args_INITPROC, 24, 4, result);
SIZE(_HPyFunc_args_NEWFUNC, 32);
FIELD(_HPyFunc_args_NEWFUNC, 24, 8, result);
SIZE(_HPyFunc_args_GETTER, 24);
FIELD(_HPyFunc_args_GETTER, 16, 8, result);
SIZE(_HPyFunc_args_SETTER, 32);
FIELD(_HPyFunc_args_SETTER, 24, 4, result);
SIZE(_HPyFunc_args_OBJOBJPROC, 24);
FIELD(_HPyFunc_args_OBJOBJPROC, 16, 4, result);
SIZE(_HPyFunc_args_TRAVERSEPROC, 32);
FIELD(_HPyFunc_args_TRAVERSEPROC, 24, 4, result);
SIZE(_HPyFunc_args_DESTRUCTOR, 8);
SIZE(_HPyFunc_args_MOD_CREATE, 16);
FIELD(_HPyFunc_args_MOD_CREATE, 8, 8, result);

/* ---- The signature of each slot ---- */

VALUE(HPyFunc_GETBUFFERPROC, HPySlot_SIG(HPy_bf_getbuffer));
VALUE(HPyFunc_RELEASEBUFFERPROC, HPySlot_SIG(HPy_bf_releasebuffer));
VALUE(HPyFunc_OBJOBJARGPROC, HPySlot_SIG(HPy_mp_ass_subscript));
VALUE(HPyFunc_LENFUNC, HPySlot_SIG(HPy_mp_length));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_mp_subscript));
VALUE(HPyFunc_UNARYFUNC, HPySlot_SIG(HPy_nb_absolute));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_add));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_and));
VALUE(HPyFunc_INQUIRY, HPySlot_SIG(HPy_nb_bool));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_divmod));
VALUE(HPyFunc_UNARYFUNC, HPySlot_SIG(HPy_nb_float));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_floor_divide));
VALUE(HPyFunc_UNARYFUNC, HPySlot_SIG(HPy_nb_index));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_add));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_and));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_floor_divide));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_lshift));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_multiply));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_or));
VALUE(HPyFunc_TERNARYFUNC, HPySlot_SIG(HPy_nb_inplace_power));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_remainder));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_rshift));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_subtract));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_true_divide));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_xor));
VALUE(HPyFunc_UNARYFUNC, HPySlot_SIG(HPy_nb_int));
VALUE(HPyFunc_UNARYFUNC, HPySlot_SIG(HPy_nb_invert));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_lshift));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_multiply));
VALUE(HPyFunc_UNARYFUNC, HPySlot_SIG(HPy_nb_negative));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_or));
VALUE(HPyFunc_UNARYFUNC, HPySlot_SIG(HPy_nb_positive));
VALUE(HPyFunc_TERNARYFUNC, HPySlot_SIG(HPy_nb_power));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_remainder));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_rshift));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_subtract));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_true_divide));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_xor));
VALUE(HPyFunc_SSIZEOBJARGPROC, HPySlot_SIG(HPy_sq_ass_item));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_sq_concat));
VALUE(HPyFunc_OBJOBJPROC, HPySlot_SIG(HPy_sq_contains));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_sq_inplace_concat));
VALUE(HPyFunc_SSIZEARGFUNC, HPySlot_SIG(HPy_sq_inplace_repeat));
VALUE(HPyFunc_SSIZEARGFUNC, HPySlot_SIG(HPy_sq_item));
VALUE(HPyFunc_LENFUNC, HPySlot_SIG(HPy_sq_length));
VALUE(HPyFunc_SSIZEARGFUNC, HPySlot_SIG(HPy_sq_repeat));
VALUE(HPyFunc_KEYWORDS, HPySlot_SIG(HPy_tp_call));
VALUE(HPyFunc_TERNARYFUNC, HPySlot_SIG(HPy_tp_descr_get));
VALUE(HPyFunc_HASHFUNC, HPySlot_SIG(HPy_tp_hash));
VALUE(HPyFunc_INITPROC, HPySlot_SIG(HPy_tp_init));
VALUE(HPyFunc_NEWFUNC, HPySlot_SIG(HPy_tp_new));
VALUE(HPyFunc_REPRFUNC, HPySlot_SIG(HPy_tp_repr));
VALUE(HPyFunc_RICHCMPFUNC, HPySlot_SIG(HPy_tp_richcompare));
VALUE(HPyFunc_REPRFUNC, HPySlot_SIG(HPy_tp_str));
VALUE(HPyFunc_TRAVERSEPROC, HPySlot_SIG(HPy_tp_traverse));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_matrix_multiply));
VALUE(HPyFunc_BINARYFUNC, HPySlot_SIG(HPy_nb_inplace_matrix_multiply));
VALUE(HPyFunc_DESTRUCTOR, HPySlot_SIG(HPy_tp_finalize));
VALUE(HPyFunc_DESTROYFUNC, HPySlot_SIG(HPy_tp_destroy));
VALUE(HPyFunc_MOD_CREATE, HPySlot_SIG(HPy_mod_create));
VALUE(HPyFunc_INQUIRY, HPySlot_SIG(HPy_mod_exec));

/* ---- Types of functions ---- */

#define POINTER(name, result, ...) \
    ASSERT(SAME(name, result (*)(__VA_ARGS__)), #name)

POINTER(HPyCFunction, void *, void);
POINTER(HPyFunc_Capsule_Destructor, void, const char *, void *, void *);
POINTER(HPyFunc_visitproc, int, HPyField *, void *);
POINTER(cpy_PyCFunction, cpy_PyObject *, cpy_PyObject *, cpy_PyObject *const *,
    HPy_ssize_t);
POINTER(cpy_visitproc, int, cpy_PyObject *, void *);
POINTER(cpy_getter, cpy_PyObject *, cpy_PyObject *, void *);
POINTER(cpy_setter, int, cpy_PyObject *, cpy_PyObject *, void *);
POINTER(cpy_PyCapsule_Destructor, void, cpy_PyObject *);
POINTER(cpy_vectorcallfunc, cpy_PyObject *, cpy_PyObject *,
    cpy_PyObject *const *, size_t, cpy_PyObject *);
