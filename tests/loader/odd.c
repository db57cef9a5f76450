/* tests/loader/odd.c -- a module with one thing wrong, which -D chooses.
 *
 * HPy_MODINIT makes of it the sound module `sound`. What HPy_MODINIT defines is
 * spelled out below for the module `odd`, so that a part of it can be missing
 * or wrong.
 */
#include "hpy.h"

#ifndef NAME
#define NAME odd
#endif
#ifndef DOC
#define DOC NULL
#endif
#ifndef SIZE
#define SIZE 0
#endif
#ifndef DEFINES
#define DEFINES &context_name
#endif

#define GLUE_(A, B) A##B
#define GLUE(A, B) GLUE_(A, B)

/* ---- What the definition may list ---- */

HPyDef_METH(context_name, "context_name", HPyFunc_NOARGS)
static HPy context_name_impl(HPyContext *ctx, HPy self)
{
    return HPyUnicode_FromString(ctx, ctx->name);
}

HPyDef_MEMBER(member, "member", HPyMember_INT, 0)

HPyDef unknown_slot = {
    .kind = HPyDef_Kind_Slot,
    {.slot = {(HPySlot_Slot)9999, NULL, NULL}},
};

HPyDef_SLOT(raises, HPy_mod_exec)
static int raises_impl(HPyContext *ctx, HPy module)
{
    HPyErr_SetString(ctx, ctx->h_LookupError, "no luck");
    return -1;
}

HPyDef_SLOT(fails, HPy_mod_exec)
static int fails_impl(HPyContext *ctx, HPy module)
{
    return -1;
}

/* Call builtins.odd_calls_back, which the test has put there. */
HPyDef_SLOT(calls_back, HPy_mod_exec)
static int calls_back_impl(HPyContext *ctx, HPy module)
{
    HPy function = HPy_GetItem_s(ctx, ctx->h_Builtins, "odd_calls_back");
    HPy result;

    if (HPy_IsNull(function)) {
        return -1;
    }
    result = HPy_CallTupleDict(ctx, function, HPy_NULL, HPy_NULL);
    HPy_Close(ctx, function);
    HPy_Close(ctx, result);
    return HPy_IsNull(result) ? -1 : 0;
}

HPyDef_SLOT(create, HPy_mod_create)
static HPy create_impl(HPyContext *ctx, HPy spec)
{
    return HPyLong_FromLong(ctx, 42);
}

HPyDef_SLOT(create_again, HPy_mod_create)
static HPy create_again_impl(HPyContext *ctx, HPy spec)
{
    return HPyLong_FromLong(ctx, 43);
}

/* Not static: several loaded binaries have symbols of these names. */
HPyDef *odd_defines[] = {DEFINES, NULL};
HPyModuleDef odd_definition = {
    .doc = DOC,
    .size = SIZE,
#ifndef NO_DEFINES
    .defines = odd_defines,
#endif
};

HPy_MODINIT(sound, odd_definition);

/* ---- What HPy_MODINIT(odd, odd_definition) would define ---- */

#ifndef NO_MAJOR
#ifndef MAJOR
#define MAJOR HPY_ABI_VERSION
#endif
HPy_EXPORT uint32_t GLUE(get_required_hpy_major_version_, NAME)(void);
uint32_t GLUE(get_required_hpy_major_version_, NAME)(void)
{
    return MAJOR;
}
#endif

#ifndef NO_MINOR
#ifndef MINOR
#define MINOR HPY_ABI_MINOR
#endif
HPy_EXPORT uint32_t GLUE(get_required_hpy_minor_version_, NAME)(void);
uint32_t GLUE(get_required_hpy_minor_version_, NAME)(void)
{
    return MINOR;
}
#endif

#ifndef NO_CONTEXT
HPy_EXPORT void GLUE(HPyInitGlobalContext_, NAME)(HPyContext *ctx);
void GLUE(HPyInitGlobalContext_, NAME)(HPyContext *ctx)
{
    HPyInitGlobalContext_sound(ctx);
}
#endif

#ifndef NO_INIT
HPy_EXPORT HPyModuleDef *GLUE(HPyInit_, NAME)(void);
HPyModuleDef *GLUE(HPyInit_, NAME)(void)
{
#ifdef NULL_DEFINITION
    return NULL;
#else
    return &odd_definition;
#endif
}
#endif

/* ---- What has no place in a universal binary ---- */

#ifdef CPYTHON_EXTENSION
HPy_EXPORT void *GLUE(PyInit_, NAME)(void);
void *GLUE(PyInit_, NAME)(void)
{
    return NULL;
}
#endif

#ifdef UNDEFINED
extern int nobody_defines_this(void);
HPy_EXPORT int calls_it(void);
int calls_it(void)
{
    return nobody_defines_this();
}
#endif
