/* tests/test_type.c -- types: creation, structs, inheritance, life and death.
 *
 * `make` creates a type from a specification that the Python side writes: the
 * shape, the size of the struct, flags, parameters and the names of definitions
 * out of the table below.
 */
#include "support.h"

typedef struct {
    long number;
    HPyField field;
    double real;
    char text[16];
} Struct;

HPyType_HELPERS(Struct)

/* A struct that begins with the base's. */
typedef struct {
    Struct base;
    HPyField other;
    long more;
} Derived;

/* What happened to instances, a letter each. */
static char events[64];
static size_t event_count;

static void record_event(char event)
{
    if (event_count < sizeof(events) - 1) {
        events[event_count++] = event;
        events[event_count] = 0;
    }
}

/* The struct of an instance, by the shape of its type. */
static void *as_struct(HPyContext *ctx, HPy self)
{
    void *data = NULL;
    HPy type = HPy_Type(ctx, self);
    switch ((int)_HPyType_GetBuiltinShape(ctx, type)) {
    case HPyType_BuiltinShape_Legacy:
        data = _HPy_AsStruct_Legacy(ctx, self);
        break;
    case HPyType_BuiltinShape_Object:
        data = _HPy_AsStruct_Object(ctx, self);
        break;
    case HPyType_BuiltinShape_Type:
        data = _HPy_AsStruct_Type(ctx, self);
        break;
    case HPyType_BuiltinShape_Long:
        data = _HPy_AsStruct_Long(ctx, self);
        break;
    case HPyType_BuiltinShape_Float:
        data = _HPy_AsStruct_Float(ctx, self);
        break;
    case HPyType_BuiltinShape_Unicode:
        data = _HPy_AsStruct_Unicode(ctx, self);
        break;
    case HPyType_BuiltinShape_Tuple:
        data = _HPy_AsStruct_Tuple(ctx, self);
        break;
    case HPyType_BuiltinShape_List:
        data = _HPy_AsStruct_List(ctx, self);
        break;
    case HPyType_BuiltinShape_Dict:
        data = _HPy_AsStruct_Dict(ctx, self);
        break;
    }
    HPy_Close(ctx, type);
    return data;
}

/* ---- Definitions to choose from ---- */

HPyDef_SLOT(new_struct, HPy_tp_new)
static HPy new_struct_impl(HPyContext *ctx, HPy cls, const HPy *args,
                           HPy_ssize_t nargs, HPy kw)
{
    Struct *data;
    HPy self = HPy_New(ctx, cls, &data);
    (void)kw;
    if (HPy_IsNull(self)) {
        return HPy_NULL;
    }
    data->number = 1000 + (long)nargs;
    if (nargs > 0) {
        HPyField_Store(ctx, self, &data->field, args[0]);
    }
    return self;
}

HPyDef_SLOT_IMPL(new_generic, HPyType_GenericNew, HPy_tp_new)

HPyDef_SLOT(init, HPy_tp_init)
static int init_impl(HPyContext *ctx, HPy self, const HPy *args,
                     HPy_ssize_t nargs, HPy kw)
{
    Struct *data = (Struct *)as_struct(ctx, self);
    record_event('I');
    if (nargs > 1) {
        HPyErr_SetString(ctx, ctx->h_TypeError, "at most one argument");
        return -1;
    }
    data->number += 10 * (long)nargs + (HPy_IsNull(kw) ? 0 : 100);
    (void)args;
    return 0;
}

HPyDef_SLOT(traverse, HPy_tp_traverse)
static int traverse_impl(void *self, HPyFunc_visitproc visit, void *arg)
{
    HPy_VISIT(&((Struct *)self)->field);
    return 0;
}

HPyDef_SLOT(traverse_derived, HPy_tp_traverse)
static int traverse_derived_impl(void *self, HPyFunc_visitproc visit, void *arg)
{
    HPy_VISIT(&((Derived *)self)->base.field);
    HPy_VISIT(&((Derived *)self)->other);
    return 0;
}

HPyDef_SLOT(destroy, HPy_tp_destroy)
static void destroy_impl(void *self)
{
    record_event(HPyField_IsNull(((Struct *)self)->field) ? 'd' : '!');
}

HPyDef_SLOT(destroy_derived, HPy_tp_destroy)
static void destroy_derived_impl(void *self)
{
    record_event(HPyField_IsNull(((Derived *)self)->other) ? 'D' : '!');
}

HPyDef_SLOT(finalize, HPy_tp_finalize)
static void finalize_impl(HPyContext *ctx, HPy self)
{
    (void)ctx;
    (void)self;
    record_event('F');
}

/* Where a resurrecting finalizer stores its object, as long as it may. */
static HPyGlobal resurrected;
static bool may_resurrect;

HPyDef_SLOT(finalize_resurrect, HPy_tp_finalize)
static void finalize_resurrect_impl(HPyContext *ctx, HPy self)
{
    record_event('F');
    if (may_resurrect) {
        HPyGlobal_Store(ctx, &resurrected, self);
    }
}

HPyDef_MEMBER(number, "number", HPyMember_LONG, offsetof(Struct, number))
HPyDef_MEMBER(real, "real", HPyMember_DOUBLE, offsetof(Struct, real))
HPyDef_MEMBER(object, "object", HPyMember_OBJECT, offsetof(Struct, field))
HPyDef_MEMBER(object_ex, "object_ex", HPyMember_OBJECT_EX,
              offsetof(Struct, field))
HPyDef_MEMBER(frozen, "frozen", HPyMember_LONG, offsetof(Struct, number),
              .readonly = 1)
HPyDef_MEMBER(other, "other", HPyMember_OBJECT, offsetof(Derived, other))
HPyDef_MEMBER(more, "more", HPyMember_LONG, offsetof(Derived, more))
HPyDef_MEMBER(call_offset, "__vectorcalloffset__", HPyMember_HPYSSIZET,
              offsetof(Struct, text), .readonly = 1)

HPyDef_GETSET(field, "field")
static HPy field_get(HPyContext *ctx, HPy self, void *closure)
{
    Struct *data = (Struct *)as_struct(ctx, self);
    (void)closure;
    if (HPyField_IsNull(data->field)) {
        return HPy_Dup(ctx, ctx->h_None);
    }
    return HPyField_Load(ctx, self, data->field);
}
static int field_set(HPyContext *ctx, HPy self, HPy value, void *closure)
{
    Struct *data = (Struct *)as_struct(ctx, self);
    (void)closure;
    HPyField_Store(ctx, self, &data->field, value);
    return 0;
}

HPyDef_METH(get_number, "get_number", HPyFunc_NOARGS)
static HPy get_number_impl(HPyContext *ctx, HPy self)
{
    return HPyLong_FromLong(ctx, ((Struct *)as_struct(ctx, self))->number);
}

HPyDef_METH(wrong_signature, "wrong_signature", HPyFunc_NOARGS)
static HPy wrong_signature_impl(HPyContext *ctx, HPy self)
{
    return HPy_Dup(ctx, self);
}

HPyDef_SLOT(call, HPy_tp_call)
static HPy call_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs,
                     HPy kwnames)
{
    HPy_ssize_t nkw = HPy_IsNull(kwnames) ? 0 : HPy_Length(ctx, kwnames);
    (void)self;
    (void)args;
    return HPyLong_FromLong(ctx, (long)nargs + 100 * (long)nkw);
}

HPyDef_SLOT(exec_slot, HPy_mod_exec)
static int exec_slot_impl(HPyContext *ctx, HPy module)
{
    (void)ctx;
    (void)module;
    return 0;
}

static const struct {
    const char *name;
    HPyDef *define;
} table[] = {
    {"new_struct", &new_struct},
    {"new_generic", &new_generic},
    {"init", &init},
    {"traverse", &traverse},
    {"traverse_derived", &traverse_derived},
    {"destroy", &destroy},
    {"destroy_derived", &destroy_derived},
    {"finalize", &finalize},
    {"finalize_resurrect", &finalize_resurrect},
    {"number", &number},
    {"real", &real},
    {"object", &object},
    {"object_ex", &object_ex},
    {"frozen", &frozen},
    {"other", &other},
    {"more", &more},
    {"call_offset", &call_offset},
    {"field", &field},
    {"get_number", &get_number},
    {"wrong_signature", &wrong_signature},
    {"call", &call},
    {"exec_slot", &exec_slot},
};

enum { MAX_DEFINES = 16, MAX_PARAMS = 8 };

/* Fill `defines` from a tuple of names: 0, or -1 with an exception. */
static int choose_defines(HPyContext *ctx, HPy names, HPyDef **defines)
{
    HPy_ssize_t count = HPy_Length(ctx, names);
    for (HPy_ssize_t i = 0; i < count && i < MAX_DEFINES; i++) {
        HPy h = HPy_GetItem_i(ctx, names, i);
        const char *name = HPyUnicode_AsUTF8AndSize(ctx, h, NULL);
        for (size_t k = 0; k < sizeof(table) / sizeof(*table); k++) {
            if (strcmp(table[k].name, name) == 0) {
                defines[i] = table[k].define;
            }
        }
        HPy_Close(ctx, h);
        if (defines[i] == NULL) {
            HPyErr_SetString(ctx, ctx->h_KeyError, "no such definition");
            return -1;
        }
    }
    return 0;
}

/* Fill `params` from a tuple of pairs; the handles are to be closed. */
static HPy_ssize_t choose_params(HPyContext *ctx, HPy pairs,
                                 HPyType_SpecParam *params)
{
    HPy_ssize_t count = HPy_Length(ctx, pairs);
    for (HPy_ssize_t i = 0; i < count && i < MAX_PARAMS; i++) {
        HPy pair = HPy_GetItem_i(ctx, pairs, i);
        HPy kind = HPy_GetItem_i(ctx, pair, 0);
        params[i].kind = (HPyType_SpecParam_Kind)HPyLong_AsLong(ctx, kind);
        params[i].object = HPy_GetItem_i(ctx, pair, 1);
        HPy_Close(ctx, kind);
        HPy_Close(ctx, pair);
    }
    return count;
}

/* make(name, shape, basicsize, flags, define names, (kind, object) pairs,
 * itemsize) */
HPyDef_METH(make, "make", HPyFunc_VARARGS)
static HPy make_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPyDef *defines[MAX_DEFINES + 1] = {NULL};
    HPyType_SpecParam params[MAX_PARAMS + 1] = {
        {(HPyType_SpecParam_Kind)0, HPy_NULL}};
    HPyType_Spec spec = {.name = NULL};
    HPy_ssize_t nparams;
    HPy names, pairs, type = HPy_NULL;
    const char *name;
    long shape, basicsize, itemsize;
    unsigned long flags;
    if (!HPyArg_Parse(ctx, NULL, args, nargs, "sllkOOl:make", &name, &shape,
                      &basicsize, &flags, &names, &pairs, &itemsize)) {
        return HPy_NULL;
    }
    spec.name = name;
    spec.basicsize = (int)basicsize;
    spec.itemsize = (int)itemsize;
    spec.flags = flags;
    spec.builtin_shape = (HPyType_BuiltinShape)shape;
    spec.defines = defines;
    if (choose_defines(ctx, names, defines) < 0) {
        return HPy_NULL;
    }
    nparams = choose_params(ctx, pairs, params);
    type = HPyType_FromSpec(ctx, &spec, nparams ? params : NULL);
    for (HPy_ssize_t i = 0; i < nparams; i++) {
        HPy_Close(ctx, params[i].object);
    }
    return type;
}

HPyDef_METH(take_events, "take_events", HPyFunc_NOARGS)
static HPy take_events_impl(HPyContext *ctx, HPy self)
{
    HPy result = HPyUnicode_FromString(ctx, events);
    event_count = 0;
    events[0] = 0;
    return result;
}

HPyDef_METH(take_resurrected, "take_resurrected", HPyFunc_NOARGS)
static HPy take_resurrected_impl(HPyContext *ctx, HPy self)
{
    HPy result = HPyGlobal_Load(ctx, resurrected);
    HPyGlobal_Store(ctx, &resurrected, HPy_NULL);
    may_resurrect = false;
    return result;
}

METHOD_NOARGS(allow_resurrection,
              (may_resurrect = true, HPy_Dup(ctx, ctx->h_None)))

/* New: (instance, is the struct zeroed?, its address modulo 16) */
HPyDef_METH(New, "New", HPyFunc_O)
static HPy New_impl(HPyContext *ctx, HPy self, HPy cls)
{
    static const Struct zeros;
    Struct *data;
    HPy result, instance = HPy_New(ctx, cls, &data);
    if (HPy_IsNull(instance)) {
        return HPy_NULL;
    }
    result = HPy_BuildValue(ctx, "Oii", instance,
                            memcmp(data, &zeros, sizeof(zeros)) == 0,
                            (int)((uintptr_t)data % 16) +
                                (as_struct(ctx, instance) == data ? 0 : 1000));
    HPy_Close(ctx, instance);
    return result;
}

/* A new instance with nothing to look at: what a Python user gets. */
HPyDef_METH(plain_New, "plain_New", HPyFunc_O)
static HPy plain_New_impl(HPyContext *ctx, HPy self, HPy cls)
{
    void *data;
    return HPy_New(ctx, cls, &data);
}

METHOD_O(GenericNew, HPyType_GenericNew(ctx, arg, NULL, 0, HPy_NULL))

HPyDef_METH(GetBuiltinShape, "GetBuiltinShape", HPyFunc_O)
static HPy GetBuiltinShape_impl(HPyContext *ctx, HPy self, HPy arg)
{
    int shape = (int)_HPyType_GetBuiltinShape(ctx, arg);
    return shape == -2 ? HPy_NULL : HPyLong_FromLong(ctx, shape);
}

HPyDef_METH(GetName, "GetName", HPyFunc_O)
static HPy GetName_impl(HPyContext *ctx, HPy self, HPy arg)
{
    const char *name = HPyType_GetName(ctx, arg);
    return name == NULL ? HPy_NULL : HPyUnicode_FromString(ctx, name);
}

METHOD_VARARGS(IsSubtype,
               HPyBool_FromLong(ctx, HPyType_IsSubtype(ctx, args[0], args[1])))
METHOD_NOARGS(sizes, HPy_BuildValue(ctx, "ii", (int)sizeof(Struct),
                                    (int)sizeof(Derived)))
METHOD_O(set_wrong_signature, (wrong_signature.meth.signature =
                                   (HPyFunc_Signature)HPyLong_AsLong(ctx, arg),
                               HPy_Dup(ctx, ctx->h_None)))

HPyDef_METH(struct_of, "struct_of", HPyFunc_O)
static HPy struct_of_impl(HPyContext *ctx, HPy self, HPy arg)
{
    return HPyLong_FromLong(ctx, Struct_AsStruct(ctx, arg)->number);
}

static HPyDef *module_defines[] = {
    &make,        &allow_resurrection,
    &take_events, &take_resurrected,
    &New,         &plain_New,
    &GenericNew,  &GetBuiltinShape,
    &GetName,     &IsSubtype,
    &sizes,       &set_wrong_signature,
    &struct_of,   NULL,
};
static HPyGlobal *module_globals[] = {&resurrected, NULL};
static HPyModuleDef module_def = {
    .defines = module_defines,
    .globals = module_globals,
};
HPy_MODINIT(test_type, module_def)
