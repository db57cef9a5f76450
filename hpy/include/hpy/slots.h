/* hpy/slots.h -- the slots that HPyDef_SLOT can fill.
 *
 * A table: tools/generate.py writes from it the enumeration HPySlot_Slot and
 * the signature of each slot. A row is
 *
 *     HPySlot_ROW(number, HPy_name, SIGNATURE[, TRAMPOLINE])
 *
 * Numbers up to 80 are those of the C API's Py_<name>; 1000 and up are HPy's
 * own. They are part of the binary interface and never change.
 */
#ifndef HPY_SLOTS_H
#define HPY_SLOTS_H

#define HPySlot_ROW(...) /* a row is nothing to the compiler */

/* clang-format off */
/* ---- Numbers ---- */

HPySlot_ROW(6, HPy_nb_absolute, UNARYFUNC) /* abs(self) */
HPySlot_ROW(7, HPy_nb_add, BINARYFUNC) /* a + b */
HPySlot_ROW(8, HPy_nb_and, BINARYFUNC) /* a & b */
HPySlot_ROW(9, HPy_nb_bool, INQUIRY) /* bool(self) */
HPySlot_ROW(10, HPy_nb_divmod, BINARYFUNC) /* divmod(a, b) */
HPySlot_ROW(11, HPy_nb_float, UNARYFUNC) /* float(self) */
HPySlot_ROW(12, HPy_nb_floor_divide, BINARYFUNC) /* a // b */
HPySlot_ROW(13, HPy_nb_index, UNARYFUNC) /* operator.index(self) */
HPySlot_ROW(14, HPy_nb_inplace_add, BINARYFUNC) /* a += b */
HPySlot_ROW(15, HPy_nb_inplace_and, BINARYFUNC) /* a &= b */
HPySlot_ROW(16, HPy_nb_inplace_floor_divide, BINARYFUNC) /* a //= b */
HPySlot_ROW(17, HPy_nb_inplace_lshift, BINARYFUNC) /* a <<= b */
HPySlot_ROW(18, HPy_nb_inplace_multiply, BINARYFUNC) /* a *= b */
HPySlot_ROW(19, HPy_nb_inplace_or, BINARYFUNC) /* a |= b */
HPySlot_ROW(20, HPy_nb_inplace_power, TERNARYFUNC) /* a **= b */
HPySlot_ROW(21, HPy_nb_inplace_remainder, BINARYFUNC) /* a %= b */
HPySlot_ROW(22, HPy_nb_inplace_rshift, BINARYFUNC) /* a >>= b */
HPySlot_ROW(23, HPy_nb_inplace_subtract, BINARYFUNC) /* a -= b */
HPySlot_ROW(24, HPy_nb_inplace_true_divide, BINARYFUNC) /* a /= b */
HPySlot_ROW(25, HPy_nb_inplace_xor, BINARYFUNC) /* a ^= b */
HPySlot_ROW(26, HPy_nb_int, UNARYFUNC) /* int(self) */
HPySlot_ROW(27, HPy_nb_invert, UNARYFUNC) /* ~self */
HPySlot_ROW(28, HPy_nb_lshift, BINARYFUNC) /* a << b */
HPySlot_ROW(29, HPy_nb_multiply, BINARYFUNC) /* a * b */
HPySlot_ROW(30, HPy_nb_negative, UNARYFUNC) /* -self */
HPySlot_ROW(31, HPy_nb_or, BINARYFUNC) /* a | b */
HPySlot_ROW(32, HPy_nb_positive, UNARYFUNC) /* +self */
HPySlot_ROW(33, HPy_nb_power, TERNARYFUNC) /* pow(a, b, c or None) */
HPySlot_ROW(34, HPy_nb_remainder, BINARYFUNC) /* a % b */
HPySlot_ROW(35, HPy_nb_rshift, BINARYFUNC) /* a >> b */
HPySlot_ROW(36, HPy_nb_subtract, BINARYFUNC) /* a - b */
HPySlot_ROW(37, HPy_nb_true_divide, BINARYFUNC) /* a / b */
HPySlot_ROW(38, HPy_nb_xor, BINARYFUNC) /* a ^ b */
HPySlot_ROW(75, HPy_nb_matrix_multiply, BINARYFUNC) /* a @ b */
HPySlot_ROW(76, HPy_nb_inplace_matrix_multiply, BINARYFUNC) /* a @= b */

/* ---- Sequences ---- */

/* self[i] = value; null value: del */
HPySlot_ROW(39, HPy_sq_ass_item, SSIZEOBJARGPROC)
HPySlot_ROW(40, HPy_sq_concat, BINARYFUNC) /* self + other, without nb_add */
HPySlot_ROW(41, HPy_sq_contains, OBJOBJPROC) /* key in self */
HPySlot_ROW(42, HPy_sq_inplace_concat, BINARYFUNC) /* self += other */
HPySlot_ROW(43, HPy_sq_inplace_repeat, SSIZEARGFUNC) /* self *= n */
HPySlot_ROW(44, HPy_sq_item, SSIZEARGFUNC) /* self[i], length already added */
HPySlot_ROW(45, HPy_sq_length, LENFUNC) /* len(self) */
HPySlot_ROW(46, HPy_sq_repeat, SSIZEARGFUNC) /* self * n, without nb_multiply */

/* ---- Mappings ---- */

/* self[key] = value; null value: del */
HPySlot_ROW(3, HPy_mp_ass_subscript, OBJOBJARGPROC)
HPySlot_ROW(4, HPy_mp_length, LENFUNC) /* len(self) */
HPySlot_ROW(5, HPy_mp_subscript, BINARYFUNC) /* self[key] */

/* ---- Types ---- */

/* self(...), one function per instance */
HPySlot_ROW(50, HPy_tp_call, KEYWORDS, VECTORCALL)
/* __get__; NULL object through a class */
HPySlot_ROW(54, HPy_tp_descr_get, TERNARYFUNC)
HPySlot_ROW(59, HPy_tp_hash, HASHFUNC) /* hash(self) */
HPySlot_ROW(60, HPy_tp_init, INITPROC) /* __init__ */
HPySlot_ROW(65, HPy_tp_new, NEWFUNC) /* __new__ */
HPySlot_ROW(66, HPy_tp_repr, REPRFUNC) /* repr(self) */
HPySlot_ROW(67, HPy_tp_richcompare, RICHCMPFUNC) /* == != < <= > >= */
HPySlot_ROW(70, HPy_tp_str, REPRFUNC) /* str(self) */
/* visit every HPyField of the struct */
HPySlot_ROW(71, HPy_tp_traverse, TRAVERSEPROC)
HPySlot_ROW(80, HPy_tp_finalize, DESTRUCTOR) /* __del__: once, may resurrect */
/* free what the struct owns; no API calls */
HPySlot_ROW(1000, HPy_tp_destroy, DESTROYFUNC)

/* ---- Buffers ---- */

/* memoryview(self): fill the view */
HPySlot_ROW(1, HPy_bf_getbuffer, GETBUFFERPROC)
/* once per successful export */
HPySlot_ROW(2, HPy_bf_releasebuffer, RELEASEBUFFERPROC)

/* ---- Modules ---- */

/* make the module object from its spec */
HPySlot_ROW(2000, HPy_mod_create, MOD_CREATE)
HPySlot_ROW(2001, HPy_mod_exec, INQUIRY) /* fill the module; may repeat */
/* clang-format on */

#include "hpy/generated/slots.h"

#endif /* HPY_SLOTS_H */
