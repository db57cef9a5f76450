/* hpy/structseq.h -- tuples with named fields: HPyStructSequence_NewType,
 * HPyStructSequence_New.
 *
 * The cpython ABI makes the type with PyStructSequence_NewType, the others with
 * collections.namedtuple. In every ABI an instance is a tuple of exactly as
 * many values as there are fields, which are read-only attributes too, and the
 * type has the attributes n_fields, n_sequence_fields and n_unnamed_fields.
 * Leave to it what differs: the repr, and how Python code calls the type
 * (`T((1, 2))` in the cpython ABI, `T(1, 2)` in the others).
 */
#ifndef HPY_STRUCTSEQ_H
#define HPY_STRUCTSEQ_H

#include "hpy/buildvalue.h" /* for the arguments of namedtuple */
#include "hpy/inline.h"     /* HPy_CallMethodTupleDict_s */

/* A field; an array of them ends with a NULL name. */
typedef struct {
    const char *name; /* or HPyStructSequence_UnnamedField */
    const char *doc;  /* or NULL */
} HPyStructSequence_Field;

/* A type. It keeps no copy of these strings: they have to outlive it. */
typedef struct {
    const char *name; /* "module.Name" */
    const char *doc;  /* or NULL */
    HPyStructSequence_Field *fields;
} HPyStructSequence_Desc;

/* The name of a field that is to be read by its index. By which attribute it
 * can be read besides depends on the ABI. */
#define HPyStructSequence_UnnamedField "_"

/* Is there a name and an array of fields? Else SystemError. */
static inline bool _HPyStructSequence_Check(HPyContext *ctx,
                                            const HPyStructSequence_Desc *desc)
{
    if (desc->name == NULL || desc->fields == NULL) {
        HPyErr_SetString(ctx, ctx->h_SystemError,
                         "HPyStructSequence_NewType: the name and the fields "
                         "of the type must not be NULL");
        return false;
    }
    return true;
}

static inline int
_HPyStructSequence_Count(const HPyStructSequence_Field *fields)
{
    int count = 0;
    while (fields[count].name != NULL) {
        count++;
    }
    return count;
}

#ifdef HPY_ABI_CPYTHON

HPy_STATIC_ASSERT(sizeof(HPyStructSequence_Field) ==
                          sizeof(PyStructSequence_Field) &&
                      offsetof(HPyStructSequence_Field, doc) ==
                          offsetof(PyStructSequence_Field, doc),
                  "HPyStructSequence_Field is not PyStructSequence_Field");

static inline HPy _HPyStructSequence_Make(HPyContext *ctx,
                                          const HPyStructSequence_Desc *desc)
{
    PyStructSequence_Desc c_desc;
    (void)ctx;
    c_desc.name = desc->name;
    c_desc.doc = desc->doc;
    c_desc.fields = (PyStructSequence_Field *)desc->fields;
    c_desc.n_in_sequence = _HPyStructSequence_Count(desc->fields);
    return _HPy_p2h((PyObject *)PyStructSequence_NewType(&c_desc));
}

static inline HPy _HPyStructSequence_Fill(HPyContext *ctx, HPy type,
                                          HPy_ssize_t nargs, const HPy *args)
{
    HPy result, values = HPyTuple_FromArray(ctx, args, nargs);
    if (HPy_IsNull(values)) {
        return HPy_NULL;
    }
    result = HPy_Call(ctx, type, &values, 1, HPy_NULL);
    HPy_Close(ctx, values);
    return result;
}

#else

/* The names of the fields in a new list. */
static inline HPy
_HPyStructSequence_Names(HPyContext *ctx, const HPyStructSequence_Field *fields)
{
    HPy list = HPyList_New(ctx, 0);
    bool failed = HPy_IsNull(list);

    for (; !failed && fields->name != NULL; fields++) {
        HPy name = HPyUnicode_FromString(ctx, fields->name);
        failed = HPy_IsNull(name) || HPyList_Append(ctx, list, name) < 0;
        HPy_Close(ctx, name);
    }
    if (failed) {
        HPy_Close(ctx, list);
        return HPy_NULL;
    }
    return list;
}

/* The part of the type's name before the last dot, or None. */
static inline HPy _HPyStructSequence_Module(HPyContext *ctx, const char *name,
                                            const char *dot)
{
    HPy bytes, result;
    if (dot == NULL) {
        return HPy_Dup(ctx, ctx->h_None);
    }
    bytes = HPyBytes_FromStringAndSize(ctx, name, (HPy_ssize_t)(dot - name));
    if (HPy_IsNull(bytes)) {
        return HPy_NULL;
    }
    result = HPyUnicode_FromEncodedObject(ctx, bytes, "utf-8", NULL);
    HPy_Close(ctx, bytes);
    return result;
}

/* Set an attribute to a new object, which is closed; null is passed on. */
static inline int _HPyStructSequence_Set(HPyContext *ctx, HPy obj,
                                         const char *name, HPy value)
{
    int result;
    if (HPy_IsNull(value)) {
        return -1;
    }
    result = HPy_SetAttr_s(ctx, obj, name, value);
    HPy_Close(ctx, value);
    return result;
}

static inline int _HPyStructSequence_SetDoc(HPyContext *ctx, HPy obj,
                                            const char *doc)
{
    return _HPyStructSequence_Set(ctx, obj, "__doc__",
                                  doc != NULL ? HPyUnicode_FromString(ctx, doc)
                                              : HPy_Dup(ctx, ctx->h_None));
}

/* Set the doc string of one field, whose name may have been replaced. */
static inline int _HPyStructSequence_DescribeField(HPyContext *ctx, HPy type,
                                                   HPy names, int index,
                                                   const char *doc)
{
    HPy field = HPy_NULL, name = HPy_GetItem_i(ctx, names, index);
    int result = -1;
    if (!HPy_IsNull(name)) {
        field = HPy_GetAttr(ctx, type, name);
    }
    if (!HPy_IsNull(field)) {
        result = _HPyStructSequence_SetDoc(ctx, field, doc);
    }
    HPy_Close(ctx, field);
    HPy_Close(ctx, name);
    return result;
}

static inline int
_HPyStructSequence_DescribeFields(HPyContext *ctx, HPy type,
                                  const HPyStructSequence_Field *fields)
{
    HPy names = HPy_GetAttr_s(ctx, type, "_fields");
    int result = HPy_IsNull(names) ? -1 : 0;
    for (int i = 0; fields[i].name != NULL && result == 0; i++) {
        result = _HPyStructSequence_DescribeField(ctx, type, names, i,
                                                  fields[i].doc);
    }
    HPy_Close(ctx, names);
    return result;
}

/* Give the type what a struct sequence of CPython has: 0, or -1 with an
 * exception. */
static inline int
_HPyStructSequence_Describe(HPyContext *ctx, HPy type,
                            const HPyStructSequence_Desc *desc)
{
    int count = _HPyStructSequence_Count(desc->fields);
    if (_HPyStructSequence_SetDoc(ctx, type, desc->doc) < 0 ||
        _HPyStructSequence_Set(ctx, type, "n_fields",
                               HPyLong_FromLong(ctx, count)) < 0 ||
        _HPyStructSequence_Set(ctx, type, "n_sequence_fields",
                               HPyLong_FromLong(ctx, count)) < 0 ||
        _HPyStructSequence_Set(ctx, type, "n_unnamed_fields",
                               HPyLong_FromLong(ctx, 0)) < 0) {
        return -1;
    }
    return _HPyStructSequence_DescribeFields(ctx, type, desc->fields);
}

/* collections.namedtuple(name, names, rename=True, module=module) */
static inline HPy _HPyStructSequence_NamedTuple(HPyContext *ctx,
                                                const char *name, HPy names,
                                                HPy module)
{
    HPy collections = HPy_NULL, kw = HPy_NULL, result = HPy_NULL;
    HPy args = HPy_BuildValue(ctx, "(sO)", name, names);
    if (!HPy_IsNull(args)) {
        kw = HPy_BuildValue(ctx, "{s:O,s:O}", "rename", ctx->h_True, "module",
                            module);
    }
    if (!HPy_IsNull(kw)) {
        collections = HPyImport_ImportModule(ctx, "collections");
    }
    if (!HPy_IsNull(collections)) {
        result =
            HPy_CallMethodTupleDict_s(ctx, "namedtuple", collections, args, kw);
    }
    HPy_Close(ctx, collections);
    HPy_Close(ctx, kw);
    HPy_Close(ctx, args);
    return result;
}

static inline HPy _HPyStructSequence_Make(HPyContext *ctx,
                                          const HPyStructSequence_Desc *desc)
{
    const char *dot = strrchr(desc->name, '.');
    HPy module = HPy_NULL, type = HPy_NULL;
    HPy names = _HPyStructSequence_Names(ctx, desc->fields);
    if (!HPy_IsNull(names)) {
        module = _HPyStructSequence_Module(ctx, desc->name, dot);
    }
    if (!HPy_IsNull(module)) {
        type = _HPyStructSequence_NamedTuple(ctx, dot ? dot + 1 : desc->name,
                                             names, module);
    }
    HPy_Close(ctx, module);
    HPy_Close(ctx, names);
    if (!HPy_IsNull(type) && _HPyStructSequence_Describe(ctx, type, desc) < 0) {
        HPy_Close(ctx, type);
        return HPy_NULL;
    }
    return type;
}

static inline HPy _HPyStructSequence_Fill(HPyContext *ctx, HPy type,
                                          HPy_ssize_t nargs, const HPy *args)
{
    return HPy_Call(ctx, type, args, (size_t)nargs, HPy_NULL);
}

#endif

/* The number of fields of a type, or -1 with TypeError if it has none. */
static inline HPy_ssize_t _HPyStructSequence_FieldsOf(HPyContext *ctx, HPy type)
{
    HPy n_fields = HPy_GetAttr_s(ctx, type, "n_fields");
    HPy_ssize_t result;
    if (HPy_IsNull(n_fields)) {
        if (HPyErr_ExceptionMatches(ctx, ctx->h_AttributeError)) {
            HPyErr_Format(ctx, ctx->h_TypeError,
                          "HPyStructSequence_New: expected a type made by "
                          "HPyStructSequence_NewType, got %R",
                          type);
        }
        return -1;
    }
    result = HPyLong_AsSsize_t(ctx, n_fields);
    HPy_Close(ctx, n_fields);
    return result;
}

/* ---- Public ---- */

/**
 * A new type of tuples with named fields.
 * desc: its name, doc string and fields. If the name has a dot, what is before
 * the last one becomes `__module__`.
 * Raises: SystemError if the name or the fields are NULL; ValueError for a name
 * that is no identifier, except in the cpython ABI; MemoryError.
 */
static inline HPy HPyStructSequence_NewType(HPyContext *ctx,
                                            HPyStructSequence_Desc *desc)
{
    if (!_HPyStructSequence_Check(ctx, desc)) {
        return HPy_NULL;
    }
    return _HPyStructSequence_Make(ctx, desc);
}

/**
 * A new instance of such a type.
 * type: made by HPyStructSequence_NewType.
 * nargs, args: the values, as many as there are fields.
 * Raises: TypeError for another type and for another number of values;
 * MemoryError.
 */
static inline HPy HPyStructSequence_New(HPyContext *ctx, HPy type,
                                        HPy_ssize_t nargs, const HPy *args)
{
    HPy_ssize_t count = _HPyStructSequence_FieldsOf(ctx, type);
    if (count == -1 && HPyErr_Occurred(ctx)) {
        return HPy_NULL;
    }
    if (nargs != count) {
        return HPyErr_Format(ctx, ctx->h_TypeError,
                             "HPyStructSequence_New: %R takes exactly %zd "
                             "values (%zd given)",
                             type, count, nargs);
    }
    return _HPyStructSequence_Fill(ctx, type, nargs, args);
}

#endif /* HPY_STRUCTSEQ_H */
