/* src/descriptor.c: dtypes as Python objects. */
#include "descriptor.h"

#include "array.h"
#include "scalar.h"

#include <string.h>

typedef struct {
    dtype_id dtype;
} descriptor;

HPyType_HELPERS(descriptor);

HPyGlobal dtype_type;
HPyGlobal descriptors[DTYPE_COUNT];

HPy descriptor_of(HPyContext *ctx, dtype_id dtype)
{
    return HPyGlobal_Load(ctx, descriptors[dtype]);
}

/* ---- Reading ---- */

static bool is_descriptor(HPyContext *ctx, HPy h)
{
    HPy type = HPyGlobal_Borrow(ctx, dtype_type);
    bool result = HPy_TypeIs(ctx, h, type);
    HPyGlobal_Return(ctx, type);
    return result;
}

static bool is_type(HPyContext *ctx, HPy h)
{
    return HPy_TypeIs(ctx, h, ctx->h_TypeType) ||
           HPy_TypeCheck(ctx, h, ctx->h_TypeType);
}

/* The dtype of a scalar type or, if `derived`, a class that derives from one.
 * Large dtypes are asked for most. */
static dtype_id find_scalar_type(HPyContext *ctx, HPy h, bool derived)
{
    for (int id = DTYPE_COUNT - 1; id >= 0; id--) {
        HPy type = HPyGlobal_Borrow(ctx, scalar_types[id]);
        bool found = derived ? HPyType_IsSubtype(ctx, h, type) != 0
                             : HPy_Is(ctx, h, type);
        HPyGlobal_Return(ctx, type);
        if (found) {
            return (dtype_id)id;
        }
    }
    return NO_DTYPE;
}

static bool is_scalar_type(HPyContext *ctx, HPy h)
{
    HPy generic = HPyGlobal_Load(ctx, generic_type);
    bool result = HPyType_IsSubtype(ctx, h, generic) != 0;
    HPy_Close(ctx, generic);
    return result;
}

dtype_id descriptor_peek(HPyContext *ctx, HPy h)
{
    dtype_id found;
    if (is_descriptor(ctx, h)) {
        return descriptor_AsStruct(ctx, h)->dtype;
    }
    if (!is_type(ctx, h)) {
        return NO_DTYPE;
    }
    found = find_scalar_type(ctx, h, false);
    if (found != NO_DTYPE || !is_scalar_type(ctx, h)) {
        return found;
    }
    return find_scalar_type(ctx, h, true);
}

bool descriptor_is_abstract(HPyContext *ctx, HPy h)
{
    return is_type(ctx, h) && is_scalar_type(ctx, h) &&
           descriptor_peek(ctx, h) == NO_DTYPE;
}

/* bool, int, float and complex of Python. */
static dtype_id find_builtin_type(HPyContext *ctx, HPy h)
{
    return HPy_Is(ctx, h, ctx->h_FloatType)     ? FLOAT64
           : HPy_Is(ctx, h, ctx->h_LongType)    ? INT64
           : HPy_Is(ctx, h, ctx->h_BoolType)    ? BOOL
           : HPy_Is(ctx, h, ctx->h_ComplexType) ? COMPLEX128
                                                : NO_DTYPE;
}

static bool refuse(HPyContext *ctx, HPy h)
{
    HPyErr_Format(ctx, ctx->h_TypeError,
                  "numpy_hpy has no dtype for %R: it has bool, integers, "
                  "floats and complex numbers",
                  h);
    return false;
}

/* A type that no items have: TypeError. */
static bool fail_type(HPyContext *ctx, HPy h)
{
    if (is_scalar_type(ctx, h)) {
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "Converting 'np.%s' to a dtype is not allowed",
                      HPyType_GetName(ctx, h));
        return false;
    }
    return refuse(ctx, h);
}

static bool read_type(HPyContext *ctx, HPy h, dtype_id *dtype)
{
    *dtype = find_builtin_type(ctx, h);
    if (*dtype == NO_DTYPE) {
        *dtype = descriptor_peek(ctx, h);
    }
    return *dtype != NO_DTYPE || fail_type(ctx, h);
}

/* Does a name mean a dtype that NumPy has and we have not? Those of text, bytes
 * and structures may have a size behind them. */
static bool is_left_out(const char *name)
{
    static const char *const names[] = {
        "O",          "object", "object_",    "str",         "str_",
        "bytes",      "bytes_", "void",       "datetime64",  "timedelta64",
        "g",          "G",      "longdouble", "clongdouble", "float128",
        "complex256", "T"};
    name += strspn(name, "<>=|");
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return strchr(name, ',') != NULL ||
           (*name != '\0' && strchr("SUVMmac", *name) != NULL &&
            (name[1] == '\0' || strchr("0123456789[", name[1]) != NULL));
}

/* A dtype of more than one byte in the order of bytes that this machine does
 * not have, such as ">f8". */
static bool is_swapped(const char *name, dtype_id *bare)
{
    const uint16_t one = 1;
    char foreign = *(const char *)&one == 1 ? '>' : '<';
    *bare = NO_DTYPE;
    if (*name != foreign) {
        return false;
    }
    *bare = dtype_find(name + 1);
    return *bare != NO_DTYPE && dtypes[*bare].size > 1;
}

static bool read_name(HPyContext *ctx, HPy h, const char *name, dtype_id *dtype)
{
    dtype_id bare;
    *dtype = dtype_find(name);
    if (*dtype != NO_DTYPE) {
        return true;
    }
    if (is_swapped(name, &bare)) {
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "numpy_hpy has no byte-swapped data: %R is not in the "
                      "byte order of this machine",
                      h);
        return false;
    }
    *dtype = bare;
    if (bare != NO_DTYPE) {
        return true;
    }
    if (is_left_out(name)) {
        return refuse(ctx, h);
    }
    HPyErr_Format(ctx, ctx->h_TypeError, "data type %R not understood", h);
    return false;
}

/* An object with an attribute `dtype` that is one. */
static bool read_attribute(HPyContext *ctx, HPy h, dtype_id *dtype)
{
    HPy attribute = HPy_GetAttr_s(ctx, h, "dtype");
    bool found;
    if (HPy_IsNull(attribute)) {
        if (!HPyErr_ExceptionMatches(ctx, ctx->h_AttributeError)) {
            return false;
        }
        HPyErr_Clear(ctx);
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "Cannot interpret '%S' as a data type", h);
        return false;
    }
    found = is_descriptor(ctx, attribute);
    if (found) {
        *dtype = descriptor_AsStruct(ctx, attribute)->dtype;
    }
    else {
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "Cannot interpret '%S' as a data type", h);
    }
    HPy_Close(ctx, attribute);
    return found;
}

static bool is_array(HPyContext *ctx, HPy h)
{
    HPy type = HPyGlobal_Load(ctx, array_type);
    bool result = array_check(ctx, h, type);
    HPy_Close(ctx, type);
    return result;
}

static bool read_other(HPyContext *ctx, HPy h, dtype_id *dtype)
{
    if (is_array(ctx, h)) {
        HPyErr_SetString(ctx, ctx->h_TypeError,
                         "Cannot construct a dtype from an array");
        return false;
    }
    if (HPyBytes_Check(ctx, h)) {
        return read_name(ctx, h, HPyBytes_AsString(ctx, h), dtype);
    }
    if (HPyList_Check(ctx, h) || HPyTuple_Check(ctx, h) ||
        HPyDict_Check(ctx, h)) {
        HPyErr_Format(ctx, ctx->h_TypeError,
                      "numpy_hpy has no structured dtypes: got %R", h);
        return false;
    }
    return read_attribute(ctx, h, dtype);
}

bool descriptor_read(HPyContext *ctx, HPy h, dtype_id *dtype)
{
    const char *name;
    if (HPy_Is(ctx, h, ctx->h_None)) {
        *dtype = NO_DTYPE;
        return true;
    }
    if (is_descriptor(ctx, h)) {
        *dtype = descriptor_AsStruct(ctx, h)->dtype;
        return true;
    }
    if (is_type(ctx, h)) {
        return read_type(ctx, h, dtype);
    }
    if (HPyUnicode_Check(ctx, h)) {
        name = HPyUnicode_AsUTF8AndSize(ctx, h, NULL);
        return name != NULL && read_name(ctx, h, name, dtype);
    }
    return read_other(ctx, h, dtype);
}

bool descriptor_read_default(HPyContext *ctx, HPy h, dtype_id *dtype)
{
    if (!descriptor_read(ctx, h, dtype)) {
        return false;
    }
    *dtype = *dtype == NO_DTYPE ? FLOAT64 : *dtype;
    return true;
}

/* ---- The constructor ---- */

HPyDef_SLOT(dtype_new, HPy_tp_new)
static HPy dtype_new_impl(HPyContext *ctx, HPy type, const HPy *args,
                          HPy_ssize_t count, HPy keywords)
{
    static const char *const names[] = {"dtype", "align", "copy", "metadata",
                                        NULL};
    HPyTracker tracker;
    HPy spec, align, copy, metadata;
    dtype_id dtype;
    bool done;
    (void)type;
    align = copy = metadata = HPy_NULL;
    if (!HPyArg_ParseKeywordsDict(ctx, &tracker, args, (size_t)count, keywords,
                                  "O|OOO:dtype", names, &spec, &align, &copy,
                                  &metadata)) {
        return HPy_NULL;
    }
    done = descriptor_read_default(ctx, spec, &dtype);
    HPyTracker_Close(ctx, tracker);
    return done ? descriptor_of(ctx, dtype) : HPy_NULL;
}

/* ---- Attributes ---- */

static const dtype *dtype_of(HPyContext *ctx, HPy self)
{
    return &dtypes[descriptor_AsStruct(ctx, self)->dtype];
}

/* An attribute that is an expression in `d`, the row of the table. */
#define ATTRIBUTE(SYM, NAME, DOC, RESULT)                                      \
    HPyDef_GET(SYM, NAME, .doc = DOC)                                          \
    static HPy SYM##_get(HPyContext *ctx, HPy self, void *closure)             \
    {                                                                          \
        const dtype *d = dtype_of(ctx, self);                                  \
        (void)closure, (void)d;                                                \
        return (RESULT);                                                       \
    }

static HPy text_of_character(HPyContext *ctx, char character)
{
    return HPyUnicode_DecodeLatin1(ctx, &character, 1, NULL);
}

/* How the order of bytes is written: by the machine's, or not at all. */
static char order_of(const dtype *d, bool resolve)
{
    const uint16_t one = 1;
    if (d->size == 1) {
        return '|';
    }
    return !resolve ? '=' : *(const char *)&one == 1 ? '<' : '>';
}

static HPy protocol_of(HPyContext *ctx, const dtype *d)
{
    return HPyUnicode_FromFormat(ctx, "%c%c%d", order_of(d, true), d->kind,
                                 (int)d->size);
}

/* NumPy's own numbers for them, which pickles and headers of C tell. */
static int number_of(dtype_id dtype)
{
    static const uint8_t numbers[DTYPE_COUNT] = {0, 1, 2,  3,  4,  5,  6,
                                                 7, 8, 23, 11, 12, 14, 15};
    return numbers[dtype];
}

/* [('', '<f8')] */
static HPy description_of(HPyContext *ctx, const dtype *d)
{
    HPy protocol = protocol_of(ctx, d), result;
    if (HPy_IsNull(protocol)) {
        return HPy_NULL;
    }
    result = HPy_BuildValue(ctx, "[(sO)]", "", protocol);
    HPy_Close(ctx, protocol);
    return result;
}

ATTRIBUTE(dtype_name, "name", "The name, as \"float64\".",
          HPyUnicode_FromString(ctx, d->name))
ATTRIBUTE(dtype_char, "char", "A letter that stands for it.",
          text_of_character(ctx, d->character))
ATTRIBUTE(
    dtype_kind, "kind",
    "b, i, u, f or c: bool, integers with and without sign, floats, complex.",
    text_of_character(ctx, d->kind))
ATTRIBUTE(dtype_num, "num", "NumPy's number for it.",
          HPyLong_FromLong(ctx, number_of((dtype_id)(d - dtypes))))
ATTRIBUTE(dtype_itemsize, "itemsize", "The number of bytes of an item.",
          HPyLong_FromLong(ctx, d->size))
ATTRIBUTE(dtype_alignment, "alignment",
          "What addresses of items are multiples of.",
          HPyLong_FromLong(ctx, d->alignment))
ATTRIBUTE(dtype_text, "str", "Its name in the array interface, as \"<f8\".",
          protocol_of(ctx, d))
ATTRIBUTE(dtype_scalar_type, "type", "The scalar type of items.",
          HPyGlobal_Load(ctx, scalar_types[d - dtypes]))
ATTRIBUTE(dtype_byteorder, "byteorder",
          "\"=\", the order of the machine, or \"|\" for single bytes.",
          text_of_character(ctx, order_of(d, false)))
ATTRIBUTE(dtype_isnative, "isnative",
          "Always True: the bytes are in the order of the machine.",
          HPyBool_FromBool(ctx, true))
ATTRIBUTE(dtype_hasobject, "hasobject", "Always False.",
          HPyBool_FromBool(ctx, false))
ATTRIBUTE(dtype_isalignedstruct, "isalignedstruct", "Always False.",
          HPyBool_FromBool(ctx, false))
ATTRIBUTE(dtype_isbuiltin, "isbuiltin", "Always 1.", HPyLong_FromLong(ctx, 1))
ATTRIBUTE(dtype_shape, "shape", "Always ().", HPyTuple_FromArray(ctx, NULL, 0))
ATTRIBUTE(dtype_ndim, "ndim", "Always 0.", HPyLong_FromLong(ctx, 0))
ATTRIBUTE(dtype_flags, "flags", "Always 0.", HPyLong_FromLong(ctx, 0))
ATTRIBUTE(dtype_fields, "fields", "Always None.", HPy_Dup(ctx, ctx->h_None))
ATTRIBUTE(dtype_names, "names", "Always None.", HPy_Dup(ctx, ctx->h_None))
ATTRIBUTE(dtype_subdtype, "subdtype", "Always None.", HPy_Dup(ctx, ctx->h_None))
ATTRIBUTE(dtype_metadata, "metadata", "Always None.", HPy_Dup(ctx, ctx->h_None))
ATTRIBUTE(dtype_base, "base", "The dtype itself.", HPy_Dup(ctx, self))
ATTRIBUTE(dtype_descr, "descr", "A list of its one field, which has no name.",
          description_of(ctx, d))

/* ---- Methods ---- */

HPyDef_SLOT(dtype_repr, HPy_tp_repr)
static HPy dtype_repr_impl(HPyContext *ctx, HPy self)
{
    return HPyUnicode_FromFormat(ctx, "dtype('%s')", dtype_of(ctx, self)->name);
}

HPyDef_SLOT(dtype_str, HPy_tp_str)
static HPy dtype_str_impl(HPyContext *ctx, HPy self)
{
    return HPyUnicode_FromString(ctx, dtype_of(ctx, self)->name);
}

HPyDef_SLOT(dtype_hash, HPy_tp_hash)
static HPy_hash_t dtype_hash_impl(HPyContext *ctx, HPy self)
{
    /* Any number will do: there are fourteen. */
    return 1000003 * (HPy_hash_t)(descriptor_AsStruct(ctx, self)->dtype + 1);
}

/* No fields. */
HPyDef_SLOT(dtype_length, HPy_mp_length)
static HPy_ssize_t dtype_length_impl(HPyContext *ctx, HPy self)
{
    (void)ctx, (void)self;
    return 0;
}

HPyDef_SLOT(dtype_subscript, HPy_mp_subscript)
static HPy dtype_subscript_impl(HPyContext *ctx, HPy self, HPy key)
{
    (void)key;
    return HPyErr_Format(ctx, ctx->h_KeyError,
                         "There are no fields in dtype %s.",
                         dtype_of(ctx, self)->name);
}

/* It has no length that would say so. */
HPyDef_SLOT(dtype_bool, HPy_nb_bool)
static int dtype_bool_impl(HPyContext *ctx, HPy self)
{
    (void)ctx, (void)self;
    return 1;
}

/* a < b: a can be cast to b safely, and they are not the same. */
static bool compare(dtype_id a, dtype_id b, HPy_RichCmpOp op)
{
    switch (op) {
    case HPy_EQ:
        return a == b;
    case HPy_NE:
        return a != b;
    case HPy_LT:
        return a != b && dtype_can_cast(a, b, CAST_SAFE);
    case HPy_LE:
        return dtype_can_cast(a, b, CAST_SAFE);
    case HPy_GT:
        return a != b && dtype_can_cast(b, a, CAST_SAFE);
    default:
        return dtype_can_cast(b, a, CAST_SAFE);
    }
}

HPyDef_SLOT(dtype_compare, HPy_tp_richcompare)
static HPy dtype_compare_impl(HPyContext *ctx, HPy self, HPy other,
                              HPy_RichCmpOp op)
{
    dtype_id mine = descriptor_AsStruct(ctx, self)->dtype, its;
    if (descriptor_read_default(ctx, other, &its)) {
        return HPyBool_FromBool(ctx, compare(mine, its, op));
    }
    if (!HPyErr_ExceptionMatches(ctx, ctx->h_TypeError)) {
        return HPy_NULL;
    }
    HPyErr_Clear(ctx);
    if (op == HPy_EQ || op == HPy_NE) {
        return HPyBool_FromBool(ctx, op == HPy_NE);
    }
    return HPy_Dup(ctx, ctx->h_NotImplemented);
}

/* (dtype, ('<f8',)): which copies and pickles call. */
HPyDef_METH(dtype_reduce, "__reduce__", HPyFunc_NOARGS)
static HPy dtype_reduce_impl(HPyContext *ctx, HPy self)
{
    HPy type = HPyGlobal_Load(ctx, dtype_type);
    HPy protocol = protocol_of(ctx, dtype_of(ctx, self)), result = HPy_NULL;
    if (!HPy_IsNull(protocol)) {
        result = HPy_BuildValue(ctx, "O(O)", type, protocol);
    }
    HPy_Close(ctx, protocol);
    HPy_Close(ctx, type);
    return result;
}

/* The same dtype, unless other bytes come first. */
HPyDef_METH(dtype_newbyteorder, "newbyteorder", HPyFunc_VARARGS,
            .doc = "newbyteorder($self, new_order='S', /)\n--\n\n"
                   "The dtype itself, if it has that order of bytes.\n\n"
                   "Raise TypeError for another one.")
static HPy dtype_newbyteorder_impl(HPyContext *ctx, HPy self, const HPy *args,
                                   size_t count)
{
    HPy h = HPy_NULL;
    const char *order = "S", *own;
    char native = order_of(&dtypes[INT64], true);
    if (!HPyArg_Parse(ctx, NULL, args, count, "|O:newbyteorder", &h)) {
        return HPy_NULL;
    }
    if (!HPy_IsNull(h)) {
        order = HPyUnicode_AsUTF8AndSize(ctx, h, NULL);
        if (order == NULL) {
            return HPy_NULL;
        }
    }
    own = native == '<' ? "=|<nNiIlL" : "=|>nNiIbB";
    if (dtype_of(ctx, self)->size == 1 ||
        (*order != '\0' && strchr(own, *order) != NULL)) {
        return HPy_Dup(ctx, self);
    }
    return HPyErr_SetString(ctx, ctx->h_TypeError,
                            "numpy_hpy has no byte-swapped data");
}

/* ---- The type ---- */

static HPyDef *dtype_defines[] = {&dtype_new,
                                  &dtype_repr,
                                  &dtype_str,
                                  &dtype_hash,
                                  &dtype_length,
                                  &dtype_subscript,
                                  &dtype_bool,
                                  &dtype_compare,
                                  &dtype_reduce,
                                  &dtype_newbyteorder,
                                  &dtype_name,
                                  &dtype_char,
                                  &dtype_kind,
                                  &dtype_num,
                                  &dtype_itemsize,
                                  &dtype_alignment,
                                  &dtype_text,
                                  &dtype_scalar_type,
                                  &dtype_byteorder,
                                  &dtype_isnative,
                                  &dtype_hasobject,
                                  &dtype_isalignedstruct,
                                  &dtype_isbuiltin,
                                  &dtype_shape,
                                  &dtype_ndim,
                                  &dtype_flags,
                                  &dtype_fields,
                                  &dtype_names,
                                  &dtype_subdtype,
                                  &dtype_metadata,
                                  &dtype_base,
                                  &dtype_descr,
                                  NULL};

static HPyType_Spec dtype_spec = {
    .name = "numpy_hpy.dtype",
    .basicsize = sizeof(descriptor),
    .builtin_shape = SHAPE(descriptor),
    .defines = dtype_defines,
    .doc = "dtype(dtype, align=False, copy=False)\n--\n\n"
           "What the items of an array are.",
};

static bool add_descriptor(HPyContext *ctx, HPy type, dtype_id dtype)
{
    descriptor *d;
    HPy h = HPy_New(ctx, type, &d);
    if (HPy_IsNull(h)) {
        return false;
    }
    d->dtype = dtype;
    HPyGlobal_Store(ctx, &descriptors[dtype], h);
    HPy_Close(ctx, h);
    return true;
}

bool descriptor_add_type(HPyContext *ctx, HPy module)
{
    HPy type = HPyType_FromSpec(ctx, &dtype_spec, NULL);
    bool done =
        !HPy_IsNull(type) && HPy_SetAttr_s(ctx, module, "dtype", type) == 0;
    for (int id = 0; id < DTYPE_COUNT && done; id++) {
        done = add_descriptor(ctx, type, (dtype_id)id);
    }
    if (done) {
        HPyGlobal_Store(ctx, &dtype_type, type);
    }
    HPy_Close(ctx, type);
    return done;
}
