/* tests/test_member.c -- members of every kind, get and set functions, docs. */
#include "support.h"

typedef struct {
    short short_;
    int int_;
    long long_;
    float float_;
    double double_;
    const char *string;
    HPyField object;
    char char_;
    signed char byte;
    unsigned char ubyte;
    unsigned short ushort;
    unsigned int uint;
    unsigned long ulong;
    char inplace[8];
    char bool_;
    HPyField object_ex;
    long long longlong;
    unsigned long long ulonglong;
    HPy_ssize_t ssize;
} All;
HPyType_HELPERS(All)

/* ---- Members ---- */

/* One that can be written, and one that cannot. */
#define MEMBER(FIELD, KIND)                                                    \
    HPyDef_MEMBER(member_##FIELD, #KIND, HPyMember_##KIND,                     \
                  offsetof(All, FIELD), .doc = "A " #KIND)                     \
    HPyDef_MEMBER(readonly_##FIELD, "readonly_" #KIND, HPyMember_##KIND,       \
                  offsetof(All, FIELD), .readonly = 1)

#define MEMBERS(F)                                                             \
    F(short_, SHORT)                                                           \
    F(int_, INT)                                                               \
    F(long_, LONG)                                                             \
    F(float_, FLOAT)                                                           \
    F(double_, DOUBLE)                                                         \
    F(string, STRING)                                                          \
    F(object, OBJECT)                                                          \
    F(char_, CHAR)                                                             \
    F(byte, BYTE)                                                              \
    F(ubyte, UBYTE)                                                            \
    F(ushort, USHORT)                                                          \
    F(uint, UINT)                                                              \
    F(ulong, ULONG)                                                            \
    F(inplace, STRING_INPLACE)                                                 \
    F(bool_, BOOL)                                                             \
    F(object_ex, OBJECT_EX)                                                    \
    F(longlong, LONGLONG)                                                      \
    F(ulonglong, ULONGLONG)                                                    \
    F(ssize, HPYSSIZET)

MEMBERS(MEMBER)
HPyDef_MEMBER(member_none, "NONE", HPyMember_NONE, 0)

HPyDef_SLOT(traverse, HPy_tp_traverse)
static int traverse_impl(void *data, HPyFunc_visitproc visit, void *arg)
{
    All *all = (All *)data;
    HPy_VISIT(&all->object);
    HPy_VISIT(&all->object_ex);
    return 0;
}

/* ---- Get and set functions ---- */

static long stored;
static char closure_of_both;

HPyDef_GET(get_only, "get_only", .doc = "Read it.")
static HPy get_only_get(HPyContext *ctx, HPy self, void *closure)
{
    return closure == NULL ? HPyLong_FromLong(ctx, stored) : HPy_NULL;
}

/* Stores a number; deleting stores -1. */
static int store(HPyContext *ctx, HPy value)
{
    stored = HPy_IsNull(value) ? -1 : HPyLong_AsLong(ctx, value);
    return stored == -1 && HPyErr_Occurred(ctx) ? -1 : 0;
}

HPyDef_SET(set_only, "set_only")
static int set_only_set(HPyContext *ctx, HPy self, HPy value, void *closure)
{
    return closure == NULL ? store(ctx, value) : -1;
}

HPyDef_GETSET(both, "both", .closure = &closure_of_both)
static HPy both_get(HPyContext *ctx, HPy self, void *closure)
{
    if (stored < 0) {
        return HPyErr_SetString(ctx, ctx->h_LookupError, "it was deleted");
    }
    return closure == &closure_of_both ? HPyLong_FromLong(ctx, stored)
                                       : HPy_NULL;
}
static int both_set(HPyContext *ctx, HPy self, HPy value, void *closure)
{
    return closure == &closure_of_both ? store(ctx, value) : -1;
}

/* ---- Methods ---- */

HPyDef_METH(documented, "documented", HPyFunc_O,
            .doc = "documented($self, value, /)\n--\n\nReturn `value`.")
static HPy documented_impl(HPyContext *ctx, HPy self, HPy arg)
{
    return HPy_Dup(ctx, arg);
}

METHOD_NOARGS(undocumented, HPy_Dup(ctx, ctx->h_None))

/* ---- Types ---- */

#define NAMES(FIELD, KIND) &member_##FIELD, &readonly_##FIELD,

static HPyDef *defines[] = {MEMBERS(NAMES) & member_none,
                            &traverse,
                            &get_only,
                            &set_only,
                            &both,
                            &documented,
                            &undocumented,
                            NULL};

static HPyType_Spec spec = {
    .name = "test_member.All",
    .basicsize = sizeof(All),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
    .defines = defines,
    .doc = "All(value)\n--\n\nAll kinds.",
};

/* make(base, shape): a type with all kinds of members. */
HPyDef_METH(make, "make", HPyFunc_VARARGS)
static HPy make_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPyType_SpecParam params[] = {
        {HPyType_SpecParam_Base, HPy_NULL},
        {(HPyType_SpecParam_Kind)0, HPy_NULL},
    };
    params[0].object = args[0];
    spec.builtin_shape = (HPyType_BuiltinShape)HPyLong_AsLong(ctx, args[1]);
    return HPyType_FromSpec(ctx, &spec, params);
}

/* fill(instance): what members of strings cannot be given from outside. */
METHOD_O(fill, (All_AsStruct(ctx, arg)->string = "text",
                strcpy(All_AsStruct(ctx, arg)->inplace, "inside"),
                HPy_Dup(ctx, ctx->h_None)))

MODULE(test_member, &make, &fill);
