/* tests/test_callable.c -- calls of objects: HPy_tp_call, HPy_SetCallFunction,
 * and a call function in the struct.
 */
#include "support.h"

/* The answer of a call function: its name, the positional arguments and the
 * keyword arguments as pairs of name and value. */
static HPy answer_call(HPyContext *ctx, const char *name, const HPy *args,
                       size_t nargs, HPy kwnames)
{
    HPy_ssize_t nkw = HPy_IsNull(kwnames) ? 0 : HPy_Length(ctx, kwnames);
    HPy positional = HPyTuple_FromArray(ctx, args, (HPy_ssize_t)nargs);
    HPy values = HPyTuple_FromArray(ctx, nkw ? args + nargs : NULL, nkw);
    HPy names = nkw ? HPy_Dup(ctx, kwnames) : HPyTuple_FromArray(ctx, NULL, 0);
    HPy result = HPy_BuildValue(ctx, "sOOO", name, positional, names, values);
    HPy_Close(ctx, positional);
    HPy_Close(ctx, values);
    HPy_Close(ctx, names);
    return result;
}

#define ANSWERING(NAME)                                                        \
    static HPy NAME##_impl(HPyContext *ctx, HPy self, const HPy *args,         \
                           size_t nargs, HPy kwnames)                          \
    {                                                                          \
        return answer_call(ctx, #NAME, args, nargs, kwnames);                  \
    }

HPyDef_SLOT(call, HPy_tp_call)
ANSWERING(call)

HPyDef_SLOT(derived_call, HPy_tp_call)
ANSWERING(derived_call)

HPyDef_CALL_FUNCTION(replaced)
ANSWERING(replaced)

HPyDef_CALL_FUNCTION(in_struct)
ANSWERING(in_struct)

/* ---- Types ---- */

typedef struct {
    long number;
} Plain;

typedef struct {
    HPyCallFunction call;
    long number;
} Explicit;
HPyType_HELPERS(Explicit)

HPyDef_SLOT(Explicit_new, HPy_tp_new)
static HPy Explicit_new_impl(HPyContext *ctx, HPy cls, const HPy *args,
                             HPy_ssize_t nargs, HPy kw)
{
    Explicit *data;
    HPy self = HPy_New(ctx, cls, &data);
    if (!HPy_IsNull(self) && nargs == 0) {
        data->call = in_struct;
    }
    return self;
}

HPyDef_MEMBER(Plain_number, "number", HPyMember_LONG, offsetof(Plain, number))
HPyDef_MEMBER(Explicit_number, "number", HPyMember_LONG,
              offsetof(Explicit, number))
HPyDef_MEMBER(Explicit_offset, "__vectorcalloffset__", HPyMember_HPYSSIZET,
              offsetof(Explicit, call), .readonly = 1)

typedef struct {
    Plain base;
    long more[4];
} Larger;
HPyDef_MEMBER(Larger_more, "more", HPyMember_LONG, offsetof(Larger, more[3]))

#define FLAGS (HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE)

static HPyDef *Plain_defines[] = {&call, &Plain_number, NULL};
static HPyType_Spec Plain_spec = {
    .name = "test_callable.Plain",
    .basicsize = sizeof(Plain),
    .flags = FLAGS,
    .defines = Plain_defines,
};

static HPyDef *Empty_defines[] = {&call, NULL};
static HPyType_Spec Empty_spec = {
    .name = "test_callable.Empty",
    .flags = FLAGS,
    .defines = Empty_defines,
};

static HPyDef *Explicit_defines[] = {&Explicit_new, &Explicit_number,
                                     &Explicit_offset, NULL};
static HPyType_Spec Explicit_spec = {
    .name = "test_callable.Explicit",
    .basicsize = sizeof(Explicit),
    .flags = FLAGS,
    .defines = Explicit_defines,
};

/* Derived types, each with its base as the parameter. */
static HPyType_Spec Inheriting_spec = {
    .name = "test_callable.Inheriting",
    .flags = FLAGS,
};
static HPyDef *Overriding_defines[] = {&derived_call, NULL};
static HPyType_Spec Overriding_spec = {
    .name = "test_callable.Overriding",
    .flags = FLAGS,
    .defines = Overriding_defines,
};
static HPyDef *Larger_defines[] = {&Larger_more, NULL};
static HPyType_Spec Larger_spec = {
    .name = "test_callable.Larger",
    .basicsize = sizeof(Larger),
    .flags = FLAGS,
    .defines = Larger_defines,
};

static HPyType_Spec *specs[] = {&Plain_spec,      &Empty_spec,
                                &Explicit_spec,   &Inheriting_spec,
                                &Overriding_spec, &Larger_spec};

/* make(number of the spec, base) */
HPyDef_METH(make, "make", HPyFunc_VARARGS)
static HPy make_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPyType_SpecParam params[] = {{HPyType_SpecParam_Base, args[1]},
                                  {(HPyType_SpecParam_Kind)0, HPy_NULL}};
    return HPyType_FromSpec(ctx, specs[HPyLong_AsLong(ctx, args[0])], params);
}

METHOD_O(SetCallFunction, done(ctx, HPy_SetCallFunction(ctx, arg, &replaced)))

HPyDef_METH(New, "New", HPyFunc_O)
static HPy New_impl(HPyContext *ctx, HPy self, HPy cls)
{
    void *data;
    return HPy_New(ctx, cls, &data);
}

MODULE(test_callable, &make, &SetCallFunction, &New)
