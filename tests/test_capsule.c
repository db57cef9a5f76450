/* tests/test_capsule.c -- capsules: HPyCapsule_*. */
#include "support.h"

/* What pointers point to here: the destructor notes which one was handed in. */
static int things[3];
static const char NAME[] = "test_capsule.thing";
static const char OTHER_NAME[] = "test_capsule.other";

typedef struct {
    int calls;
    const char *name;
    void *pointer;
    void *context;
} Destruction;
static Destruction last;

HPyCapsule_DESTRUCTOR(note)
static void note_impl(const char *name, void *pointer, void *context)
{
    last.calls++;
    last.name = name;
    last.pointer = pointer;
    last.context = context;
}

static HPyCapsule_Destructor broken_note = {NULL, NULL};

/* ---- From Python: 0, 1, 2 are pointers to things, Ellipsis is NULL ---- */

static void *as_pointer(HPyContext *ctx, HPy h)
{
    return HPy_Is(ctx, h, ctx->h_Ellipsis) ? NULL
                                           : &things[HPyLong_AsSsize_t(ctx, h)];
}

static HPy from_pointer(HPyContext *ctx, const void *pointer)
{
    return pointer == NULL
               ? HPy_Dup(ctx, ctx->h_Ellipsis)
               : HPyLong_FromSsize_t(ctx, (const int *)pointer - things);
}

/* "thing" is NAME, everything else is OTHER_NAME; the capsule keeps pointers
 * to names, so they have to be static. */
static const char *as_name(HPyContext *ctx, HPy h)
{
    const char *name = text(ctx, h);
    if (name == NULL) {
        return NULL;
    }
    return strcmp(name, "thing") == 0 ? NAME : OTHER_NAME;
}

static HPy from_name(HPyContext *ctx, const char *name)
{
    return name == NULL ? HPy_Dup(ctx, ctx->h_Ellipsis)
                        : HPyUnicode_FromString(ctx, strrchr(name, '.') + 1);
}

/* True: a destructor, False: a broken one, Ellipsis: none. */
static HPyCapsule_Destructor *as_destructor(HPyContext *ctx, HPy h)
{
    if (HPy_Is(ctx, h, ctx->h_Ellipsis)) {
        return NULL;
    }
    return HPy_Is(ctx, h, ctx->h_True) ? &note : &broken_note;
}

/* ---- Methods ---- */

/* New(pointer, name, destructor) */
METHOD_VARARGS(New, HPyCapsule_New(ctx, as_pointer(ctx, args[0]),
                                   as_name(ctx, args[1]),
                                   as_destructor(ctx, args[2])))

/* IsValid(object, name) */
METHOD_VARARGS(IsValid,
               HPyLong_FromInt32_t(ctx,
                                   HPyCapsule_IsValid(ctx, args[0],
                                                      as_name(ctx, args[1]))))

/* Get_pointer(capsule, name) and, with the name ignored, the other keys. A null
 * pointer is an error only if there is an exception. */

HPyDef_METH(Get_pointer, "Get_pointer", HPyFunc_VARARGS)
static HPy Get_pointer_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs)
{
    void *pointer = HPyCapsule_Get(ctx, args[0], HPyCapsule_key_Pointer,
                                   as_name(ctx, args[1]));
    return pointer == NULL ? HPy_NULL : from_pointer(ctx, pointer);
}

HPyDef_METH(Get_name, "Get_name", HPyFunc_O)
static HPy Get_name_impl(HPyContext *ctx, HPy self, HPy arg)
{
    const char *name =
        (const char *)HPyCapsule_Get(ctx, arg, HPyCapsule_key_Name, "ignored");
    return HPyErr_Occurred(ctx) ? HPy_NULL : from_name(ctx, name);
}

HPyDef_METH(Get_context, "Get_context", HPyFunc_O)
static HPy Get_context_impl(HPyContext *ctx, HPy self, HPy arg)
{
    void *context = HPyCapsule_Get(ctx, arg, HPyCapsule_key_Context, "ignored");
    return HPyErr_Occurred(ctx) ? HPy_NULL : from_pointer(ctx, context);
}

HPyDef_METH(Get_destructor, "Get_destructor", HPyFunc_O)
static HPy Get_destructor_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPyCapsule_Get(ctx, arg, HPyCapsule_key_Destructor, NULL);
    return HPyErr_Occurred(ctx) ? HPy_NULL : HPy_Dup(ctx, ctx->h_None);
}

METHOD_VARARGS(Set_pointer,
               done(ctx, HPyCapsule_Set(ctx, args[0], HPyCapsule_key_Pointer,
                                        as_pointer(ctx, args[1]))))
METHOD_VARARGS(Set_name,
               done(ctx, HPyCapsule_Set(ctx, args[0], HPyCapsule_key_Name,
                                        (void *)as_name(ctx, args[1]))))
METHOD_VARARGS(Set_context,
               done(ctx, HPyCapsule_Set(ctx, args[0], HPyCapsule_key_Context,
                                        as_pointer(ctx, args[1]))))
METHOD_VARARGS(Set_destructor,
               done(ctx, HPyCapsule_Set(ctx, args[0], HPyCapsule_key_Destructor,
                                        as_destructor(ctx, args[1]))))

/* (name, pointer, context) that the destructor got since the last question, or
 * None if it was not called, an AssertionError if more than once. */
HPyDef_METH(destroyed, "destroyed", HPyFunc_NOARGS)
static HPy destroyed_impl(HPyContext *ctx, HPy self)
{
    Destruction seen = last;
    HPy items[3], tuple;

    last = (Destruction){0};
    if (seen.calls == 0) {
        return HPy_Dup(ctx, ctx->h_None);
    }
    if (seen.calls > 1) {
        return HPyErr_SetString(ctx, ctx->h_AssertionError, "called twice");
    }
    items[0] = from_name(ctx, seen.name);
    items[1] = from_pointer(ctx, seen.pointer);
    items[2] = from_pointer(ctx, seen.context);
    tuple = HPyTuple_FromArray(ctx, items, 3);
    for (int i = 0; i < 3; i++) {
        HPy_Close(ctx, items[i]);
    }
    return tuple;
}

MODULE(test_capsule, &New, &IsValid, &Get_pointer, &Get_name, &Get_context,
       &Get_destructor, &Set_pointer, &Set_name, &Set_context, &Set_destructor,
       &destroyed);
