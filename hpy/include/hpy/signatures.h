/* hpy/signatures.h -- the signatures that an implementation can have.
 *
 * A table: tools/generate.py reads it and writes, for each row, the enumerator
 * HPyFunc_<NAME>, the declaration of an implementation, and (but for SPECIAL
 * rows, which hpy/trampolines.h spells out) the argument block, the trampoline
 * and the runtime's call of the implementation. A row is two statements,
 *
 *     HPyFunc_SIG(value, NAME[, SPECIAL])
 *     typedef result (*HPyFunc_name)(parameters);
 *
 * Values are part of the binary interface and never change. Argument handles
 * belong to the caller and die when the function returns; a handle that is
 * returned belongs to the caller from then on. Errors are HPy_NULL or -1 with
 * an exception set.
 */
#ifndef HPY_SIGNATURES_H
#define HPY_SIGNATURES_H

#define HPyFunc_SIG(...) /* a row is nothing to the compiler */

/* ---- Methods, and the call of an object ---- */

HPyFunc_SIG(1, VARARGS, SPECIAL)
typedef HPy (*HPyFunc_varargs)(HPyContext *ctx, HPy self, const HPy *args,
                               size_t nargs);
HPyFunc_SIG(2, KEYWORDS, SPECIAL)
typedef HPy (*HPyFunc_keywords)(HPyContext *ctx, HPy self, const HPy *args,
                                size_t nargs, HPy kwnames);
HPyFunc_SIG(3, NOARGS)
typedef HPy (*HPyFunc_noargs)(HPyContext *ctx, HPy self);
HPyFunc_SIG(4, O)
typedef HPy (*HPyFunc_o)(HPyContext *ctx, HPy self, HPy arg);

/* ---- Objects ---- */

HPyFunc_SIG(8, UNARYFUNC)
typedef HPy (*HPyFunc_unaryfunc)(HPyContext *ctx, HPy self);
HPyFunc_SIG(9, BINARYFUNC)
typedef HPy (*HPyFunc_binaryfunc)(HPyContext *ctx, HPy left, HPy right);
HPyFunc_SIG(10, TERNARYFUNC)
typedef HPy (*HPyFunc_ternaryfunc)(HPyContext *ctx, HPy base, HPy arg,
                                   HPy modulus);
HPyFunc_SIG(11, INQUIRY)
typedef int (*HPyFunc_inquiry)(HPyContext *ctx, HPy self);
HPyFunc_SIG(12, LENFUNC)
typedef HPy_ssize_t (*HPyFunc_lenfunc)(HPyContext *ctx, HPy self);
HPyFunc_SIG(13, SSIZEARGFUNC)
typedef HPy (*HPyFunc_ssizeargfunc)(HPyContext *ctx, HPy self,
                                    HPy_ssize_t index);
HPyFunc_SIG(14, SSIZESSIZEARGFUNC)
typedef HPy (*HPyFunc_ssizessizeargfunc)(HPyContext *ctx, HPy self,
                                         HPy_ssize_t start, HPy_ssize_t end);
HPyFunc_SIG(15, SSIZEOBJARGPROC)
typedef int (*HPyFunc_ssizeobjargproc)(HPyContext *ctx, HPy self,
                                       HPy_ssize_t index, HPy value);
HPyFunc_SIG(16, SSIZESSIZEOBJARGPROC)
typedef int (*HPyFunc_ssizessizeobjargproc)(HPyContext *ctx, HPy self,
                                            HPy_ssize_t start, HPy_ssize_t end,
                                            HPy value);
HPyFunc_SIG(17, OBJOBJARGPROC)
typedef int (*HPyFunc_objobjargproc)(HPyContext *ctx, HPy self, HPy key,
                                     HPy value);
HPyFunc_SIG(34, OBJOBJPROC)
typedef int (*HPyFunc_objobjproc)(HPyContext *ctx, HPy self, HPy key);
HPyFunc_SIG(24, HASHFUNC)
typedef HPy_hash_t (*HPyFunc_hashfunc)(HPyContext *ctx, HPy self);
HPyFunc_SIG(25, RICHCMPFUNC)
typedef HPy (*HPyFunc_richcmpfunc)(HPyContext *ctx, HPy self, HPy other,
                                   HPy_RichCmpOp op);

/* ---- Attributes ---- */

HPyFunc_SIG(19, GETATTRFUNC)
typedef HPy (*HPyFunc_getattrfunc)(HPyContext *ctx, HPy self, char *name);
HPyFunc_SIG(20, GETATTROFUNC)
typedef HPy (*HPyFunc_getattrofunc)(HPyContext *ctx, HPy self, HPy name);
HPyFunc_SIG(21, SETATTRFUNC)
typedef int (*HPyFunc_setattrfunc)(HPyContext *ctx, HPy self, char *name,
                                   HPy value);
HPyFunc_SIG(22, SETATTROFUNC)
typedef int (*HPyFunc_setattrofunc)(HPyContext *ctx, HPy self, HPy name,
                                    HPy value);
HPyFunc_SIG(32, GETTER)
typedef HPy (*HPyFunc_getter)(HPyContext *ctx, HPy self, void *closure);
HPyFunc_SIG(33, SETTER)
typedef int (*HPyFunc_setter)(HPyContext *ctx, HPy self, HPy value,
                              void *closure);
HPyFunc_SIG(28, DESCRGETFUNC)
typedef HPy (*HPyFunc_descrgetfunc)(HPyContext *ctx, HPy self, HPy object,
                                    HPy type);
HPyFunc_SIG(29, DESCRSETFUNC)
typedef int (*HPyFunc_descrsetfunc)(HPyContext *ctx, HPy self, HPy object,
                                    HPy value);

/* ---- Text and iteration ---- */

HPyFunc_SIG(23, REPRFUNC)
typedef HPy (*HPyFunc_reprfunc)(HPyContext *ctx, HPy self);
HPyFunc_SIG(26, GETITERFUNC)
typedef HPy (*HPyFunc_getiterfunc)(HPyContext *ctx, HPy self);
HPyFunc_SIG(27, ITERNEXTFUNC)
typedef HPy (*HPyFunc_iternextfunc)(HPyContext *ctx, HPy self);

/* ---- Construction ---- */

HPyFunc_SIG(31, NEWFUNC, SPECIAL)
typedef HPy (*HPyFunc_newfunc)(HPyContext *ctx, HPy type, const HPy *args,
                               HPy_ssize_t nargs, HPy kw);
HPyFunc_SIG(30, INITPROC, SPECIAL)
typedef int (*HPyFunc_initproc)(HPyContext *ctx, HPy self, const HPy *args,
                                HPy_ssize_t nargs, HPy kw);

/* ---- Life and death ---- */

HPyFunc_SIG(35, TRAVERSEPROC, SPECIAL)
typedef int (*HPyFunc_traverseproc)(void *object, HPyFunc_visitproc visit,
                                    void *arg);
HPyFunc_SIG(36, DESTRUCTOR)
typedef void (*HPyFunc_destructor)(HPyContext *ctx, HPy self);
HPyFunc_SIG(5, DESTROYFUNC, SPECIAL)
typedef void (*HPyFunc_destroyfunc)(void *data);
HPyFunc_SIG(18, FREEFUNC)
typedef void (*HPyFunc_freefunc)(HPyContext *ctx, void *data);

/* ---- Buffers ---- */

HPyFunc_SIG(6, GETBUFFERPROC, SPECIAL)
typedef int (*HPyFunc_getbufferproc)(HPyContext *ctx, HPy self,
                                     HPy_buffer *view, int flags);
HPyFunc_SIG(7, RELEASEBUFFERPROC, SPECIAL)
typedef void (*HPyFunc_releasebufferproc)(HPyContext *ctx, HPy self,
                                          HPy_buffer *view);

/* ---- Modules and capsules ---- */

HPyFunc_SIG(39, MOD_CREATE, SPECIAL)
typedef HPy (*HPyFunc_mod_create)(HPyContext *ctx, HPy spec);
HPyFunc_SIG(37, CAPSULE_DESTRUCTOR, SPECIAL)
typedef void (*HPyFunc_capsule_destructor)(const char *name, void *pointer,
                                           void *context);

/* ---- Reserved ---- */

HPyFunc_SIG(38, VECTORCALLFUNC, SPECIAL)
typedef void (*HPyFunc_vectorcallfunc)(void);

#include "hpy/generated/signatures.h"

#endif /* HPY_SIGNATURES_H */
