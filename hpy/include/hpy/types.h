/* hpy/types.h -- what crosses the binary interface: handles and records.
 *
 * Everything here is shared in memory between an extension binary and the
 * runtime that loads it, so sizes, offsets and values never change. They are
 * pinned by tests/test_layout.c.
 */
#ifndef HPY_TYPES_H
#define HPY_TYPES_H

/* ---- Scalars ---- */

#ifdef HPY_ABI_CPYTHON
typedef Py_ssize_t HPy_ssize_t;
typedef Py_hash_t HPy_hash_t;
typedef Py_UCS4 HPy_UCS4;
#else
typedef intptr_t HPy_ssize_t;
typedef intptr_t HPy_hash_t;
typedef uint32_t HPy_UCS4;
#endif

#define HPY_SSIZE_T_MAX ((HPy_ssize_t)INTPTR_MAX)
#define HPY_SSIZE_T_MIN ((HPy_ssize_t)INTPTR_MIN)

/* ---- Handles: one word each, 0 is null ---- */

/* A reference to an object. Close it once, with HPy_Close. */
typedef struct _HPy_s {
    intptr_t _i;
} HPy;

/* A reference stored in the struct of an instance: HPyField_Store/Load. */
typedef struct {
    intptr_t _i;
} HPyField;

/* A reference stored in a static variable: HPyGlobal_Store/Load. */
typedef struct {
    intptr_t _i;
} HPyGlobal;

/* A list or a tuple under construction. */
typedef struct {
    intptr_t _lst;
} HPyListBuilder;
typedef struct {
    intptr_t _tup;
} HPyTupleBuilder;

/* A set of handles that are closed together. */
typedef struct {
    intptr_t _i;
} HPyTracker;

/* What HPy_LeavePythonExecution remembers. */
typedef struct {
    intptr_t _i;
} HPyThreadState;

#define HPy_NULL HPy_ZERO(HPy)
#define HPyField_NULL HPy_ZERO(HPyField)
#define HPy_IsNull(h) ((h)._i == 0)
#define HPyField_IsNull(f) ((f)._i == 0)

/* Change a handle to void * and back; no reference is counted. */
static inline void *HPy_AsVoidP(HPy h)
{
    return (void *)h._i;
}

static inline HPy HPy_FromVoidP(void *p)
{
    HPy h = {(intptr_t)p};
    return h;
}

/* The context: every API call takes it first. */
typedef struct _HPyContext_s HPyContext;

/* ---- C API types, opaque in the universal ABI ---- */

#ifdef HPY_ABI_UNIVERSAL
typedef struct _cpy_object_s cpy_PyObject;
typedef struct _cpy_methoddef_s cpy_PyMethodDef;
typedef struct _cpy_moduledef_s cpy_PyModuleDef;
typedef struct _cpy_buffer_s cpy_Py_buffer;
#else
typedef PyObject cpy_PyObject;
typedef PyMethodDef cpy_PyMethodDef;
typedef PyModuleDef cpy_PyModuleDef;
typedef Py_buffer cpy_Py_buffer;
#endif

/* Where handles are object pointers, that is in the cpython ABI and with a
 * context that says so, these change one into the other. No reference is
 * counted. */
static inline HPy _HPy_p2h(cpy_PyObject *object)
{
    return HPy_FromVoidP(object);
}

static inline cpy_PyObject *_HPy_h2p(HPy h)
{
    return (cpy_PyObject *)HPy_AsVoidP(h);
}

typedef cpy_PyObject *(*cpy_PyCFunction)(cpy_PyObject *, cpy_PyObject *const *,
                                         HPy_ssize_t);
typedef int (*cpy_visitproc)(cpy_PyObject *, void *);
typedef cpy_PyObject *(*cpy_getter)(cpy_PyObject *, void *);
typedef int (*cpy_setter)(cpy_PyObject *, cpy_PyObject *, void *);
typedef void (*cpy_PyCapsule_Destructor)(cpy_PyObject *);
typedef cpy_PyObject *(*cpy_vectorcallfunc)(cpy_PyObject *,
                                            cpy_PyObject *const *, size_t,
                                            cpy_PyObject *);

/* An implementation, type-punned: its signature says what it really is. */
typedef void *(*HPyCFunction)(void);

/* Called by a traverse function for each of its fields. */
typedef int (*HPyFunc_visitproc)(HPyField *field, void *arg);

/* Called when a capsule dies. */
typedef void (*HPyFunc_Capsule_Destructor)(const char *name, void *pointer,
                                           void *context);

/* ---- Buffers ---- */

/* Py_buffer with a handle for its object; filled by HPy_bf_getbuffer, and by
 * HPy_GetBuffer. Never copied: its pointers may lead into itself. */
typedef struct {
    void *buf;
    HPy obj; /* owned */
    HPy_ssize_t len;
    HPy_ssize_t itemsize;
    int readonly;
    int ndim;
    char *format;
    HPy_ssize_t *shape;
    HPy_ssize_t *strides;
    HPy_ssize_t *suboffsets;
    void *internal;
} HPy_buffer;

/* What a consumer asks an exporter for: the flags of HPy_GetBuffer and of
 * HPy_bf_getbuffer. Those that end with RO do not ask to write. */
typedef enum {
    HPyBUF_SIMPLE = 0, /* bytes: no format, shape and strides */
    HPyBUF_WRITABLE = 0x1,
    HPyBUF_FORMAT = 0x4,
    HPyBUF_ND = 0x8, /* with a shape; what follows includes it */
    HPyBUF_STRIDES = 0x10 | HPyBUF_ND,
    HPyBUF_C_CONTIGUOUS = 0x20 | HPyBUF_STRIDES,
    HPyBUF_F_CONTIGUOUS = 0x40 | HPyBUF_STRIDES,
    HPyBUF_ANY_CONTIGUOUS = 0x80 | HPyBUF_STRIDES,
    HPyBUF_INDIRECT = 0x100 | HPyBUF_STRIDES, /* may have suboffsets */
    HPyBUF_CONTIG = HPyBUF_ND | HPyBUF_WRITABLE,
    HPyBUF_CONTIG_RO = HPyBUF_ND,
    HPyBUF_STRIDED = HPyBUF_STRIDES | HPyBUF_WRITABLE,
    HPyBUF_STRIDED_RO = HPyBUF_STRIDES,
    HPyBUF_RECORDS = HPyBUF_STRIDES | HPyBUF_WRITABLE | HPyBUF_FORMAT,
    HPyBUF_RECORDS_RO = HPyBUF_STRIDES | HPyBUF_FORMAT,
    HPyBUF_FULL = HPyBUF_INDIRECT | HPyBUF_WRITABLE | HPyBUF_FORMAT,
    HPyBUF_FULL_RO = HPyBUF_INDIRECT | HPyBUF_FORMAT
} HPyBUF_Flags;

/* ---- Small enumerations ---- */

typedef enum {
    HPy_LT = 0,
    HPy_LE = 1,
    HPy_EQ = 2,
    HPy_NE = 3,
    HPy_GT = 4,
    HPy_GE = 5
} HPy_RichCmpOp;

typedef enum {
    HPy_SourceKind_Expr = 0,  /* one expression, as for eval() */
    HPy_SourceKind_File = 1,  /* statements, as in a file */
    HPy_SourceKind_Single = 2 /* one interactive statement */
} HPy_SourceKind;

typedef enum {
    HPyCapsule_key_Pointer = 0,
    HPyCapsule_key_Name = 1,
    HPyCapsule_key_Context = 2,
    HPyCapsule_key_Destructor = 3
} _HPyCapsule_key;

#include "hpy/signatures.h" /* HPyFunc_Signature */
#include "hpy/slots.h"      /* HPySlot_Slot */

/* ---- Definitions: methods, slots, members, attributes ---- */

typedef struct {
    HPySlot_Slot slot;
    HPyCFunction impl;
    cpy_PyCFunction cpy_trampoline;
} HPySlot;

typedef struct {
    const char *name; /* UTF-8 */
    HPyCFunction impl;
    cpy_PyCFunction cpy_trampoline;
    HPyFunc_Signature signature; /* VARARGS, KEYWORDS, NOARGS or O */
    const char *doc;             /* UTF-8 or NULL */
} HPyMeth;

typedef enum {
    HPyMember_SHORT = 0,
    HPyMember_INT = 1,
    HPyMember_LONG = 2,
    HPyMember_FLOAT = 3,
    HPyMember_DOUBLE = 4,
    HPyMember_STRING = 5, /* const char *, always read-only */
    HPyMember_OBJECT = 6, /* HPyField, null reads as None */
    HPyMember_CHAR = 7,   /* a str of one character */
    HPyMember_BYTE = 8,   /* signed char */
    HPyMember_UBYTE = 9,
    HPyMember_USHORT = 10,
    HPyMember_UINT = 11,
    HPyMember_ULONG = 12,
    HPyMember_STRING_INPLACE = 13, /* char[], always read-only */
    HPyMember_BOOL = 14,           /* one char */
    HPyMember_OBJECT_EX = 16,      /* HPyField, null: AttributeError */
    HPyMember_LONGLONG = 17,
    HPyMember_ULONGLONG = 18,
    HPyMember_HPYSSIZET = 19,
    HPyMember_NONE = 20 /* reads None */
} HPyMember_FieldType;

typedef struct {
    const char *name;
    HPyMember_FieldType type;
    HPy_ssize_t offset; /* in the user's struct */
    int readonly;
    const char *doc; /* or NULL */
} HPyMember;

typedef struct {
    const char *name;
    HPyCFunction getter_impl; /* NULL: cannot be read */
    HPyCFunction setter_impl; /* NULL: cannot be written */
    cpy_getter getter_cpy_trampoline;
    cpy_setter setter_cpy_trampoline;
    const char *doc; /* or NULL */
    void *closure;   /* handed to both functions */
} HPyGetSet;

typedef enum {
    HPyDef_Kind_Slot = 1,
    HPyDef_Kind_Meth = 2,
    HPyDef_Kind_Member = 3,
    HPyDef_Kind_GetSet = 4
} HPyDef_Kind;

typedef struct {
    HPyDef_Kind kind; /* which member of the union */
    union {
        HPySlot slot;
        HPyMeth meth;
        HPyMember member;
        HPyGetSet getset;
    };
} HPyDef;

/* The function that a call of one object runs: HPy_SetCallFunction. The
 * trampoline stays first, CPython reads it as a vectorcall function. */
typedef struct {
    cpy_vectorcallfunc cpy_trampoline;
    HPyFunc_keywords impl;
} HPyCallFunction;

typedef struct {
    cpy_PyCapsule_Destructor cpy_trampoline;
    HPyFunc_Capsule_Destructor impl;
} HPyCapsule_Destructor;

/* ---- Modules ---- */

/* What HPyInit_<name> returns. The module's name is that of its spec. */
typedef struct _HPyModuleDef_s {
    const char *doc HPy_OPTIONAL;  /* or NULL */
    HPy_ssize_t size HPy_OPTIONAL; /* 0 */
    cpy_PyMethodDef *legacy_methods
        HPy_OPTIONAL;                 /* NULL in the universal ABI */
    HPyDef **defines HPy_OPTIONAL;    /* ended by NULL, or NULL */
    HPyGlobal **globals HPy_OPTIONAL; /* ended by NULL, or NULL */
} HPyModuleDef;

/* ---- Types ---- */

/* The builtin whose memory the instances of a type begin with. */
typedef enum {
    HPyType_BuiltinShape_Legacy = -1, /* the struct has PyObject_HEAD */
    HPyType_BuiltinShape_Object = 0,
    HPyType_BuiltinShape_Type = 1,
    HPyType_BuiltinShape_Long = 2,
    HPyType_BuiltinShape_Float = 3,
    HPyType_BuiltinShape_Unicode = 4,
    HPyType_BuiltinShape_Tuple = 5,
    HPyType_BuiltinShape_List = 6,
    HPyType_BuiltinShape_Dict = 7
} HPyType_BuiltinShape;

typedef struct _HPyType_Spec_s {
    const char *name HPy_OPTIONAL; /* "module.Name" */
    int basicsize HPy_OPTIONAL; /* size of the user's struct; 0: the base's */
    int itemsize HPy_OPTIONAL;
    unsigned long flags HPy_OPTIONAL; /* HPy_TPFLAGS_* */
    HPyType_BuiltinShape builtin_shape HPy_OPTIONAL;
    void *legacy_slots HPy_OPTIONAL; /* PyType_Slot *; needs the shape Legacy */
    HPyDef **defines HPy_OPTIONAL;   /* ended by NULL, or NULL */
    const char *doc HPy_OPTIONAL;    /* or NULL */
} HPyType_Spec;

#define HPy_TPFLAGS_DEFAULT ((1UL << 9) | (1UL << 18))
#define HPy_TPFLAGS_BASETYPE (1UL << 10) /* may be subclassed */
#define HPy_TPFLAGS_HAVE_VECTORCALL                                            \
    (1UL << 11)                         /* implied by call functions           \
                                         */
#define HPy_TPFLAGS_HAVE_GC (1UL << 14) /* needs HPy_tp_traverse */

typedef enum {
    HPyType_SpecParam_Base = 1,       /* may repeat */
    HPyType_SpecParam_BasesTuple = 2, /* instead of Base */
    HPyType_SpecParam_Metaclass = 3
} HPyType_SpecParam_Kind;

/* One of an array that is ended by kind 0. */
typedef struct {
    HPyType_SpecParam_Kind kind;
    HPy object;
} HPyType_SpecParam;

#endif /* HPY_TYPES_H */
