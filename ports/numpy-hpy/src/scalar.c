/* src/scalar.c: the scalar types are made, and their instances. */
#include "scalar.h"

#include "array.h"
#include "cast.h"
#include "convert.h"
#include "descriptor.h"
#include "errstate.h"
#include "exceptions.h"
#include "functions.h"
#include "scalar_quick.h"
#include "sequence.h"
#include "status.h"

#include <math.h>
#include <string.h>

HPyGlobal scalar_types[DTYPE_COUNT];
HPyGlobal generic_type;
HPyGlobal scalar_holder;
HPyGlobal scalar_false;
HPyGlobal scalar_true;
HPyGlobal scalar_float_new;
HPyGlobal scalar_repr_function;
HPyGlobal scalar_str_function;
HPyGlobal scalar_maker;

/* ---- Reading ---- */

static inline bool is_a(HPyContext *ctx, HPy h, HPyGlobal global, bool exactly)
{
    HPy type = HPyGlobal_Borrow(ctx, global);
    bool result =
        exactly ? HPy_TypeIs(ctx, h, type) : HPy_TypeCheck(ctx, h, type);
    HPyGlobal_Return(ctx, type);
    return result;
}

dtype_id scalar_read(HPyContext *ctx, HPy h, item *value)
{
    if (is_a(ctx, h, scalar_types[FLOAT64], true)) {
        value->d = HPyFloat_AS_DOUBLE(ctx, h);
        return FLOAT64;
    }
    if (is_a(ctx, h, scalar_holder, false)) {
        const scalar *s = scalar_AsStruct(ctx, h);
        *value = s->value;
        return s->dtype;
    }
    if (is_a(ctx, h, scalar_types[FLOAT64], false)) {
        value->d = HPyFloat_AS_DOUBLE(ctx, h);
        return FLOAT64;
    }
    return NO_DTYPE;
}

/* ---- New instances ---- */

/* Copies of a constant size are moves, not calls. */
static inline void copy_item(char *to, const char *from, dtype_id dtype)
{
    switch (dtypes[dtype].size) {
    case 1:
        *to = *from;
        break;
    case 2:
        memcpy(to, from, 2);
        break;
    case 4:
        memcpy(to, from, 4);
        break;
    case 8:
        memcpy(to, from, 8);
        break;
    default:
        memcpy(to, from, 16);
    }
}

/* A new instance of float64 or a type derived from it, by float.__new__, for
 * runtimes that have nothing shorter. */
static HPy call_float_new(HPyContext *ctx, HPy type, double value)
{
    HPy function = HPyGlobal_Load(ctx, scalar_float_new);
    HPy number = HPyFloat_FromDouble(ctx, value);
    HPy args[2] = {type, number}, result = HPy_NULL;
    if (!HPy_IsNull(number)) {
        result = HPy_Call(ctx, function, args, 2, HPy_NULL);
    }
    HPy_Close(ctx, number);
    HPy_Close(ctx, function);
    return result;
}

HPy scalar_new_float(HPyContext *ctx, HPy type, double value)
{
    if (HPy_LIKELY(HPyContext_GetMinor(ctx) >= 1)) {
        return HPyFloat_New(ctx, type, value);
    }
    return call_float_new(ctx, type, value);
}

HPy scalar_new_float64(HPyContext *ctx, double value)
{
    HPy type = HPyGlobal_Borrow(ctx, scalar_types[FLOAT64]);
    HPy result = scalar_new_float(ctx, type, value);
    HPyGlobal_Return(ctx, type);
    return result;
}

static HPy new_holder(HPyContext *ctx, HPy type, dtype_id dtype,
                      const char *data)
{
    scalar *s;
    HPy h = HPy_New(ctx, type, &s);
    if (!HPy_IsNull(h)) {
        s->dtype = dtype;
        copy_item(s->value.bytes, data, dtype);
    }
    return h;
}

HPy scalar_new(HPyContext *ctx, dtype_id dtype, const char *data)
{
    double number;
    HPy type, result;
    if (dtype == FLOAT64) {
        memcpy(&number, data, sizeof(number));
        return scalar_new_float64(ctx, number);
    }
    if (dtype == BOOL) {
        return scalar_new_bool(ctx, *data != 0);
    }
    type = HPyGlobal_Borrow(ctx, scalar_types[dtype]);
    result = new_holder(ctx, type, dtype, data);
    HPyGlobal_Return(ctx, type);
    return result;
}

HPy scalar_to_array(HPyContext *ctx, dtype_id dtype, const item *value)
{
    ndarray *array;
    HPy h = array_new(ctx, dtype, 0, NULL, false, &array);
    if (!HPy_IsNull(h)) {
        copy_item(array->data, value->bytes, dtype);
    }
    return h;
}

/* ---- The constructor ---- */

/* A new instance of `type`, the dtype's own one or derived from it. */
static HPy new_of_type(HPyContext *ctx, HPy type, dtype_id dtype,
                       const item *value)
{
    if (dtype == BOOL) {
        return scalar_new_bool(ctx, value->bytes[0] != 0);
    }
    if (dtype == FLOAT64) {
        return scalar_new_float(ctx, type, value->d);
    }
    return new_holder(ctx, type, dtype, value->bytes);
}

/* Turn an array into what the constructor makes of it: a scalar if it has no
 * dimensions. The array is closed. */
static HPy unwrap_array(HPyContext *ctx, HPy type, dtype_id dtype, HPy h)
{
    const ndarray *array;
    item value;
    bool done;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    array = ndarray_AsStruct(ctx, h);
    if (array->ndim > 0) {
        return h;
    }
    cast_item(value.bytes, dtype, array->data, array->dtype);
    done = exceptions_check_cast(ctx, array->dtype, dtype);
    HPy_Close(ctx, h);
    return done ? new_of_type(ctx, type, dtype, &value) : HPy_NULL;
}

static HPy make_of_array(HPyContext *ctx, HPy type, dtype_id dtype, HPy h)
{
    HPy descriptor, method, result;
    if (ndarray_AsStruct(ctx, h)->ndim == 0) {
        return unwrap_array(ctx, type, dtype, HPy_Dup(ctx, h));
    }
    method = HPy_GetAttr_s(ctx, h, "astype");
    if (HPy_IsNull(method)) {
        return HPy_NULL;
    }
    descriptor = descriptor_of(ctx, dtype);
    result = HPy_Call(ctx, method, &descriptor, 1, HPy_NULL);
    HPy_Close(ctx, descriptor);
    HPy_Close(ctx, method);
    return result;
}

/* Did a finite number become infinite? The bits of float16 are not the
 * machine's work, so its flags do not tell. */
static bool has_overflowed(dtype_id dtype, const item *value, double original)
{
    double now;
    cast_item((char *)&now, FLOAT64, value->bytes, dtype);
    return isinf(now) && isfinite(original);
}

static bool report_cast(HPyContext *ctx, dtype_id dtype, const item *value,
                        dtype_id from, const item *original)
{
    double before;
    if (dtype < FLOAT16 || dtype == FLOAT64 || dtype == COMPLEX128) {
        return true;
    }
    cast_item((char *)&before, FLOAT64, original->bytes, from);
    return !has_overflowed(dtype, value, before) ||
           errstate_report(ctx, "cast", STATUS_OVERFLOW);
}

/* Text as int(), float() or complex() reads it. */
static bool store_text(HPyContext *ctx, HPy h, dtype_id dtype, item *value)
{
    HPy type = dtype_is_integer(dtype) ? ctx->h_LongType
               : dtype < COMPLEX64     ? ctx->h_FloatType
                                       : ctx->h_ComplexType;
    HPy number = HPy_Call(ctx, type, &h, 1, HPy_NULL);
    bool done =
        !HPy_IsNull(number) && convert_store(ctx, number, dtype, value->bytes);
    HPy_Close(ctx, number);
    return done;
}

static bool is_text(HPyContext *ctx, HPy h)
{
    return HPyUnicode_Check(ctx, h) || HPyBytes_Check(ctx, h);
}

/* Python numbers, and what converts itself to one. */
static bool store_number(HPyContext *ctx, HPy h, dtype_id dtype, item *value)
{
    item original;
    if (!convert_store(ctx, h, dtype, value->bytes)) {
        return false;
    }
    if (dtype < FLOAT16) {
        return true;
    }
    if (HPy_TypeCheck(ctx, h, ctx->h_LongType)) {
        original.d = HPyLong_AsDouble(ctx, h);
    }
    else if (HPy_TypeCheck(ctx, h, ctx->h_FloatType)) {
        original.d = HPyFloat_AsDouble(ctx, h);
    }
    else {
        return true;
    }
    return report_cast(ctx, dtype, value, FLOAT64, &original);
}

/* What the constructor makes of one object that is no array. */
static bool store_object(HPyContext *ctx, HPy h, dtype_id dtype, item *value)
{
    static const complex128 none = {NAN, NAN};
    item original;
    dtype_id from = scalar_read(ctx, h, &original);
    if (from != NO_DTYPE) {
        cast_item(value->bytes, dtype, original.bytes, from);
        return exceptions_check_cast(ctx, from, dtype) &&
               report_cast(ctx, dtype, value, from, &original);
    }
    if (dtype == BOOL) {
        int truth =
            HPy_IsTrue(ctx, h); /* -1 is no char where chars have no sign */
        value->bytes[0] = (char)truth;
        return truth >= 0;
    }
    if (is_text(ctx, h)) {
        return store_text(ctx, h, dtype, value);
    }
    if (dtype >= FLOAT16 && HPy_Is(ctx, h, ctx->h_None)) {
        cast_item(value->bytes, dtype, (const char *)&none,
                  dtype < COMPLEX64 ? FLOAT64 : COMPLEX128);
        return true;
    }
    return store_number(ctx, h, dtype, value);
}

/* Is it surely no array? */
static bool is_number(HPyContext *ctx, HPy h)
{
    item value;
    return HPy_TypeIs(ctx, h, ctx->h_FloatType) ||
           HPy_TypeIs(ctx, h, ctx->h_LongType) ||
           scalar_read(ctx, h, &value) != NO_DTYPE || is_text(ctx, h);
}

static HPy make_of_object(HPyContext *ctx, HPy type, dtype_id dtype, HPy h)
{
    item value;
    ndarray *array;
    if (is_number(ctx, h)) {
        return store_object(ctx, h, dtype, &value)
                   ? new_of_type(ctx, type, dtype, &value)
                   : HPy_NULL;
    }
    if (is_a(ctx, h, array_type, false)) {
        return make_of_array(ctx, type, dtype, h);
    }
    if (sequence_check(ctx, h)) {
        h = sequence_to_array(ctx, h, dtype, &array);
        return unwrap_array(ctx, type, dtype, h);
    }
    if (!store_object(ctx, h, dtype, &value)) {
        return HPy_NULL;
    }
    return new_of_type(ctx, type, dtype, &value);
}

/* complex128(real, imag) */
static HPy make_of_parts(HPyContext *ctx, HPy type, dtype_id dtype,
                         const HPy *parts)
{
    HPy number = HPy_Call(ctx, ctx->h_ComplexType, parts, 2, HPy_NULL);
    HPy result = HPy_NULL;
    if (!HPy_IsNull(number)) {
        result = make_of_object(ctx, type, dtype, number);
    }
    HPy_Close(ctx, number);
    return result;
}

/* The constructor of all types. */
static HPy make(HPyContext *ctx, HPy type, dtype_id dtype, const HPy *args,
                HPy_ssize_t count, bool has_keywords)
{
    static const item zero;
    if (has_keywords) {
        return HPyErr_Format(ctx, ctx->h_TypeError,
                             "%s() takes no keyword arguments",
                             dtypes[dtype].name);
    }
    if (count == 0) {
        return new_of_type(ctx, type, dtype, &zero);
    }
    if (count == 1) {
        return make_of_object(ctx, type, dtype, args[0]);
    }
    if (count == 2 && dtype >= COMPLEX64) {
        return make_of_parts(ctx, type, dtype, args);
    }
    return HPyErr_Format(ctx, ctx->h_TypeError,
                         "%s expected at most %d argument%s, got %zd",
                         dtypes[dtype].name, dtype < COMPLEX64 ? 1 : 2,
                         dtype < COMPLEX64 ? "" : "s", (size_t)count);
}

static bool has_items(HPyContext *ctx, HPy keywords)
{
    return !HPy_IsNull(keywords) && HPy_Length(ctx, keywords) > 0;
}

#define X(ID, ...)                                                             \
    HPyDef_SLOT(new_##ID, HPy_tp_new)                                          \
    static HPy new_##ID##_impl(HPyContext *ctx, HPy type, const HPy *args,     \
                               HPy_ssize_t count, HPy keywords)                \
    {                                                                          \
        return make(ctx, type, ID, args, count, has_items(ctx, keywords));     \
    }
FOR_EACH_DTYPE(X)
#undef X

/* float64.__new__ where instances are made by float.__new__, which refuses to
 * work for types with a slot of their own. */
HPyDef_METH(core_float64_new, "_float64_new", HPyFunc_KEYWORDS)
static HPy core_float64_new_impl(HPyContext *ctx, HPy self, const HPy *args,
                                 size_t count, HPy keywords)
{
    (void)self;
    if (count == 0 || !HPy_TypeCheck(ctx, args[0], ctx->h_TypeType)) {
        return HPyErr_SetString(ctx, ctx->h_TypeError,
                                "float64.__new__() needs a type");
    }
    return make(ctx, args[0], FLOAT64, args + 1, (HPy_ssize_t)count - 1,
                has_items(ctx, keywords));
}

/* Types without instances of their own. */
HPyDef_SLOT(new_abstract, HPy_tp_new)
static HPy new_abstract_impl(HPyContext *ctx, HPy type, const HPy *args,
                             HPy_ssize_t count, HPy keywords)
{
    (void)args, (void)count, (void)keywords;
    return HPyErr_Format(ctx, ctx->h_TypeError,
                         "cannot create 'numpy_hpy.%s' instances",
                         HPyType_GetName(ctx, type));
}

/* ---- Types ---- */

#define ADDRESS(NAME) &NAME,

static HPyDef *generic_defines[] = {&new_abstract,
                                    FOR_EACH_GENERIC_DEFINE(ADDRESS) NULL};
static HPyDef *integer_defines[] = {FOR_EACH_INTEGER_DEFINE(ADDRESS) NULL};
static HPyDef *floating_defines[] = {FOR_EACH_FLOATING_DEFINE(ADDRESS) NULL};
static HPyDef *complexfloating_defines[] = {
    FOR_EACH_COMPLEXFLOATING_DEFINE(ADDRESS) NULL};

/* Types that compare in their own way do not inherit a hash. */
#define OWN_DEFINES(ID, QUICK)                                                 \
    static HPyDef *ID##_defines[] = {&new_##ID, &scalar_hash,                  \
                                     QUICK(ADDRESS, ID) NULL};
#define INTEGER_DEFINES(ID, T, MORE)                                           \
    static HPyDef *ID##_defines[] = {                                          \
        &new_##ID, FOR_EACH_INTEGER_QUICK(ADDRESS, ID) NULL};
#define COMPLEX_DEFINES(ID, T, MORE) OWN_DEFINES(ID, FOR_EACH_NUMBER_QUICK)
FOR_EACH_INTEGER(INTEGER_DEFINES, )
OWN_DEFINES(FLOAT16, FOR_EACH_FLOAT_QUICK)
OWN_DEFINES(FLOAT32, FOR_EACH_FLOAT_QUICK)
FOR_EACH_COMPLEX(COMPLEX_DEFINES, )

static HPyDef *BOOL_defines[] = {&new_BOOL,
                                 FOR_EACH_BOOL_QUICK(ADDRESS, BOOL) NULL};

static HPyDef *FLOAT64_defines[] = {&new_FLOAT64,
                                    FOR_EACH_FLOAT_QUICK(ADDRESS, FLOAT64)
                                        FOR_EACH_FLOAT64_SLOT(ADDRESS) NULL};

/* The types without instances: each after the one that it derives from. */
enum {
    HOLDER,
    GENERIC,
    NUMBER,
    INTEGER,
    SIGNEDINTEGER,
    UNSIGNEDINTEGER,
    INEXACT,
    FLOATING,
    COMPLEXFLOATING,
    ABSTRACT_COUNT
};

static const struct {
    const char *name;
    int base; /* or -1 */
    HPyDef **defines;
} abstract_types[] = {
    {"numpy_hpy._item", -1, (HPyDef *[]){&new_abstract, NULL}},
    {"numpy_hpy.generic", -1, generic_defines},
    {"numpy_hpy.number", GENERIC, NULL},
    {"numpy_hpy.integer", NUMBER, integer_defines},
    {"numpy_hpy.signedinteger", INTEGER, NULL},
    {"numpy_hpy.unsignedinteger", INTEGER, NULL},
    {"numpy_hpy.inexact", NUMBER, NULL},
    {"numpy_hpy.floating", INEXACT, floating_defines},
    {"numpy_hpy.complexfloating", INEXACT, complexfloating_defines},
};

static HPyDef **const concrete_defines[DTYPE_COUNT] = {
#define X(ID, ...) ID##_defines,
    FOR_EACH_DTYPE(X)
#undef X
};

static const char *const concrete_names[DTYPE_COUNT] = {
#define X(ID, NAME, ...) "numpy_hpy." NAME,
    FOR_EACH_DTYPE(X)
#undef X
};

#define CONCRETE_DOC                                                           \
    "\n--\n\nOne item, as arrays of the dtype of this name hold it."

/* By kind: what the constructor takes. */
static const char *const concrete_docs[DTYPE_COUNT] = {
#define X(ID, NAME, TYPE, KIND, ...)                                           \
    KIND == 'b'   ? NAME "(value=False, /)" CONCRETE_DOC                       \
    : KIND == 'c' ? NAME "(real=0, imag=0, /)" CONCRETE_DOC                    \
                  : NAME "(value=0, /)" CONCRETE_DOC,
    FOR_EACH_DTYPE(X)
#undef X
};

/* The names that a type has in the module beside its own. */
static const struct {
    const char *name;
    dtype_id dtype;
} aliases[] = {
    {"bool_", BOOL},        {"byte", INT8},          {"ubyte", UINT8},
    {"short", INT16},       {"ushort", UINT16},      {"intc", INT32},
    {"uintc", UINT32},      {"int_", INT64},         {"intp", INT64},
    {"long", INT64},        {"longlong", INT64},     {"uint", UINT64},
    {"uintp", UINT64},      {"ulong", UINT64},       {"ulonglong", UINT64},
    {"half", FLOAT16},      {"single", FLOAT32},     {"double", FLOAT64},
    {"csingle", COMPLEX64}, {"cdouble", COMPLEX128},
};

static int base_of(dtype_id dtype)
{
    switch (dtypes[dtype].kind) {
    case 'i':
        return SIGNEDINTEGER;
    case 'u':
        return UNSIGNEDINTEGER;
    case 'f':
        return FLOATING;
    case 'c':
        return COMPLEXFLOATING;
    default:
        return GENERIC;
    }
}

/* Add it to the module by its last name; false with an exception. */
static bool add_to_module(HPyContext *ctx, HPy module, const char *name,
                          HPy object)
{
    const char *dot = strrchr(name, '.');
    return HPy_SetAttr_s(ctx, module, dot != NULL ? dot + 1 : name, object) ==
           0;
}

static HPy make_abstract(HPyContext *ctx, int i, const HPy *made)
{
    HPyType_SpecParam base[] = {{HPyType_SpecParam_Base, HPy_NULL}, {0}};
    HPyType_Spec spec = {
        .name = abstract_types[i].name,
        .basicsize = i == HOLDER ? (int)sizeof(scalar) : 0,
        .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
        .builtin_shape = SHAPE(scalar),
        .defines = abstract_types[i].defines,
        .doc = "What scalar types have in common that derive from it.",
    };
    if (abstract_types[i].base < 0) {
        return HPyType_FromSpec(ctx, &spec, NULL);
    }
    base[0].object = made[abstract_types[i].base];
    return HPyType_FromSpec(ctx, &spec, base);
}

static HPy make_concrete(HPyContext *ctx, dtype_id dtype, const HPy *made)
{
    bool is_float = dtype == FLOAT64;
    HPyType_SpecParam bases[] = {
        {HPyType_SpecParam_Base, made[base_of(dtype)]},
        {HPyType_SpecParam_Base, is_float ? ctx->h_FloatType : made[HOLDER]},
        {0}};
    HPyType_Spec spec = {
        .name = concrete_names[dtype],
        .flags =
            HPy_TPFLAGS_DEFAULT | (dtype == BOOL ? 0 : HPy_TPFLAGS_BASETYPE),
        .builtin_shape = is_float ? HPyType_BuiltinShape_Float : SHAPE(scalar),
        .basicsize = is_float ? 0 : (int)sizeof(scalar),
        .defines = concrete_defines[dtype],
        .doc = concrete_docs[dtype],
    };
    if (is_float && HPyContext_GetMinor(ctx) < 1) {
        spec.defines++; /* __new__ is set later */
    }
    return HPyType_FromSpec(ctx, &spec, bases);
}

static bool add_abstract_types(HPyContext *ctx, HPy module, HPy *made)
{
    for (int i = 0; i < ABSTRACT_COUNT; i++) {
        made[i] = make_abstract(ctx, i, made);
        if (HPy_IsNull(made[i]) ||
            (i != HOLDER &&
             !add_to_module(ctx, module, abstract_types[i].name, made[i]))) {
            return false;
        }
    }
    HPyGlobal_Store(ctx, &generic_type, made[GENERIC]);
    HPyGlobal_Store(ctx, &scalar_holder, made[HOLDER]);
    return true;
}

static bool add_concrete_types(HPyContext *ctx, HPy module, const HPy *made)
{
    for (int id = 0; id < DTYPE_COUNT; id++) {
        HPy type = make_concrete(ctx, (dtype_id)id, made);
        bool done = !HPy_IsNull(type) &&
                    add_to_module(ctx, module, concrete_names[id], type);
        if (done) {
            HPyGlobal_Store(ctx, &scalar_types[id], type);
        }
        HPy_Close(ctx, type);
        if (!done) {
            return false;
        }
    }
    return true;
}

static bool add_aliases(HPyContext *ctx, HPy module)
{
    for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++) {
        HPy type = HPyGlobal_Load(ctx, scalar_types[aliases[i].dtype]);
        bool done = add_to_module(ctx, module, aliases[i].name, type);
        HPy_Close(ctx, type);
        if (!done) {
            return false;
        }
    }
    return true;
}

/* np.False_ and np.True_ */
static bool add_bools(HPyContext *ctx, HPy module)
{
    static const char *const names[] = {"False_", "True_"};
    HPy type = HPyGlobal_Load(ctx, scalar_types[BOOL]);
    bool done = true;
    for (int value = 0; value < 2 && done; value++) {
        const item truth = {.u = value ? UINT64_MAX / 255 : 0}; /* of bytes */
        HPy h = new_holder(ctx, type, BOOL, truth.bytes);
        done = !HPy_IsNull(h) && add_to_module(ctx, module, names[value], h);
        if (done) {
            HPyGlobal_Store(ctx, value ? &scalar_true : &scalar_false, h);
        }
        HPy_Close(ctx, h);
    }
    HPy_Close(ctx, type);
    return done;
}

/* Where there is no HPyFloat_New: a __new__ that is no slot. */
static bool add_float_new(HPyContext *ctx, HPy module)
{
    HPy type = HPyGlobal_Load(ctx, scalar_types[FLOAT64]);
    HPy function = HPy_GetAttr_s(ctx, ctx->h_FloatType, "__new__");
    HPy own = HPy_GetAttr_s(ctx, module, "_float64_new");
    bool done = !HPy_IsNull(function) && !HPy_IsNull(own);
    if (done && HPyContext_GetMinor(ctx) < 1) {
        done = HPy_SetAttr_s(ctx, type, "__new__", own) == 0;
    }
    if (done) {
        HPyGlobal_Store(ctx, &scalar_float_new, function);
    }
    HPy_Close(ctx, own);
    HPy_Close(ctx, function);
    HPy_Close(ctx, type);
    return done;
}

/* The module's function `scalar`. */
static bool store_maker(HPyContext *ctx, HPy module)
{
    HPy function = HPy_GetAttr_s(ctx, module, "scalar");
    if (HPy_IsNull(function)) {
        return false;
    }
    HPyGlobal_Store(ctx, &scalar_maker, function);
    HPy_Close(ctx, function);
    return true;
}

bool scalar_add_types(HPyContext *ctx, HPy module)
{
    HPy made[ABSTRACT_COUNT];
    bool done;
    for (int i = 0; i < ABSTRACT_COUNT; i++) {
        made[i] = HPy_NULL;
    }
    done = add_abstract_types(ctx, module, made) &&
           add_concrete_types(ctx, module, made) && add_bools(ctx, module) &&
           add_aliases(ctx, module) && add_float_new(ctx, module) &&
           store_maker(ctx, module);
    for (int i = 0; i < ABSTRACT_COUNT; i++) {
        HPy_Close(ctx, made[i]);
    }
    return done;
}
