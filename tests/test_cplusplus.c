/* tests/test_cplusplus.c -- every definition macro, in what C11 and C++17
 * share.
 *
 * tests/test_cplusplus.py compiles it as both, by gcc and clang, with all
 * warnings, and uses each result. Macros stand here with and without a
 * semicolon behind them.
 */
#include "hpy.h"

#define UNUSED(x) ((void)(x))

HPY_MOD_EMBEDDABLE(test_cplusplus)

/* ---- A type: slots, members, attributes ---- */

typedef struct {
    int number;
    HPyField object;
} Point;
HPyType_HELPERS(Point)

typedef struct {
    int number;
} Derived;
HPyType_HELPERS(Derived, HPyType_BuiltinShape_Long);

#ifndef HPY_ABI_UNIVERSAL
typedef struct {
    PyObject_HEAD int number;
} Legacy;
HPyType_LEGACY_HELPERS(Legacy)
#endif

HPyDef_SLOT(Point_new, HPy_tp_new)
static HPy Point_new_impl(HPyContext *ctx, HPy cls, const HPy *args,
                          HPy_ssize_t nargs, HPy kw)
{
    Point *point;
    HPy self = HPy_New(ctx, cls, &point);
    int number = 0;

    UNUSED(kw);
    if (HPy_IsNull(self)) {
        return HPy_NULL;
    }
    if (!HPyArg_Parse(ctx, NULL, args, (size_t)nargs, "|i", &number)) {
        HPy_Close(ctx, self);
        return HPy_NULL;
    }
    point->number = number;
    return self;
}

HPyDef_SLOT(Point_traverse, HPy_tp_traverse);
static int Point_traverse_impl(void *object, HPyFunc_visitproc visit, void *arg)
{
    HPy_VISIT(&((Point *)object)->object);
    return 0;
}

static void destroy_point(void *object)
{
    ((Point *)object)->number = -1;
}
HPyDef_SLOT_IMPL(Point_destroy, destroy_point, HPy_tp_destroy)

HPyDef_SLOT(Point_compare, HPy_tp_richcompare)
static HPy Point_compare_impl(HPyContext *ctx, HPy self, HPy other,
                              HPy_RichCmpOp op)
{
    HPy_RETURN_RICHCOMPARE(ctx, Point_AsStruct(ctx, self)->number,
                           Point_AsStruct(ctx, other)->number, op);
}

HPyDef_SLOT(Point_add, HPy_nb_add)
static HPy Point_add_impl(HPyContext *ctx, HPy left, HPy right)
{
    int sum =
        Point_AsStruct(ctx, left)->number + Point_AsStruct(ctx, right)->number;
    return HPyLong_FromInt32_t(ctx, sum);
}

HPyDef_SLOT(Point_call, HPy_tp_call)
static HPy Point_call_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs, HPy kwnames)
{
    UNUSED(args);
    UNUSED(nargs);
    UNUSED(kwnames);
    return HPy_Dup(ctx, self);
}

HPyDef_SLOT(Point_getbuffer, HPy_bf_getbuffer)
static int Point_getbuffer_impl(HPyContext *ctx, HPy self, HPy_buffer *view,
                                int flags)
{
    UNUSED(self);
    UNUSED(flags);
    view->obj = HPy_NULL;
    HPyErr_SetString(ctx, ctx->h_BufferError, "no");
    return -1;
}

HPyDef_SLOT(Point_releasebuffer, HPy_bf_releasebuffer)
static void Point_releasebuffer_impl(HPyContext *ctx, HPy self,
                                     HPy_buffer *view)
{
    UNUSED(ctx);
    UNUSED(self);
    UNUSED(view);
}

HPyDef_SLOT(Point_init, HPy_tp_init)
static int Point_init_impl(HPyContext *ctx, HPy self, const HPy *args,
                           HPy_ssize_t nargs, HPy kw)
{
    UNUSED(ctx);
    UNUSED(self);
    UNUSED(args);
    UNUSED(nargs);
    UNUSED(kw);
    return 0;
}

HPyDef_MEMBER(Point_number, "number", HPyMember_INT, offsetof(Point, number))
HPyDef_MEMBER(Point_object, "object", HPyMember_OBJECT, offsetof(Point, object),
              .readonly = 0, .doc = "an object");

HPyDef_GET(Point_double, "double", .doc = "twice the number")
static HPy Point_double_get(HPyContext *ctx, HPy self, void *closure)
{
    UNUSED(closure);
    return HPyLong_FromInt32_t(ctx, 2 * Point_AsStruct(ctx, self)->number);
}

HPyDef_SET(Point_write, "write")
static int Point_write_set(HPyContext *ctx, HPy self, HPy value, void *closure)
{
    UNUSED(closure);
    Point_AsStruct(ctx, self)->number = HPyLong_AsInt32_t(ctx, value);
    return HPyErr_Occurred(ctx) ? -1 : 0;
}

static int zero = 0;
HPyDef_GETSET(Point_both, "both", .closure = &zero)
static HPy Point_both_get(HPyContext *ctx, HPy self, void *closure)
{
    UNUSED(self);
    return HPyLong_FromInt32_t(ctx, *(int *)closure);
}
static int Point_both_set(HPyContext *ctx, HPy self, HPy value, void *closure)
{
    UNUSED(self);
    *(int *)closure = HPyLong_AsInt32_t(ctx, value);
    return HPyErr_Occurred(ctx) ? -1 : 0;
}

HPyDef_GET_IMPL(Point_get_impl, "get_impl", Point_double_get)
HPyDef_SET_IMPL(Point_set_impl, "set_impl", Point_write_set)
HPyDef_GETSET_IMPL(Point_getset_impl, "getset_impl", Point_double_get,
                   Point_write_set, .doc = "all")

static HPyDef *Point_defines[] = {
    &Point_new,       &Point_traverse,    &Point_destroy,
    &Point_compare,   &Point_add,         &Point_call,
    &Point_getbuffer, &Point_init,        &Point_releasebuffer,
    &Point_number,    &Point_object,      &Point_double,
    &Point_write,     &Point_both,        &Point_get_impl,
    &Point_set_impl,  &Point_getset_impl, NULL,
};
static HPyType_Spec Point_spec = {
    /* .name = */ "test_cplusplus.Point",
    /* .basicsize = */ sizeof(Point),
    /* .itemsize = */ 0,
    /* .flags = */ HPy_TPFLAGS_DEFAULT,
    /* .builtin_shape = */ SHAPE(Point),
    /* .legacy_slots = */ NULL,
    /* .defines = */ Point_defines,
    /* .doc = */ "a point",
};

/* ---- Functions ---- */

HPyDef_CALL_FUNCTION(call_function)
static HPy call_function_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs, HPy kwnames)
{
    UNUSED(self);
    UNUSED(args);
    UNUSED(kwnames);
    return HPyLong_FromSize_t(ctx, nargs);
}

HPyCapsule_DESTRUCTOR(capsule_destructor)
static void capsule_destructor_impl(const char *name, void *pointer,
                                    void *context)
{
    UNUSED(name);
    UNUSED(context);
    *(int *)pointer += 1;
}

HPyDef_METH(noargs, "noargs", HPyFunc_NOARGS)
static HPy noargs_impl(HPyContext *ctx, HPy self)
{
    UNUSED(self);
    return HPy_Dup(ctx, ctx->h_None);
}

HPyDef_METH(one, "one", HPyFunc_O, .doc = "Return the argument.");
static HPy one_impl(HPyContext *ctx, HPy self, HPy arg)
{
    UNUSED(self);
    return HPy_Dup(ctx, arg);
}

static HPy count(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    UNUSED(self);
    UNUSED(args);
    return HPyLong_FromSize_t(ctx, nargs);
}
HPyDef_METH_IMPL(varargs, "varargs", count, HPyFunc_VARARGS)

HPyDef_METH(keywords, "keywords", HPyFunc_KEYWORDS)
static HPy keywords_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs, HPy kwnames)
{
    const char *names[] = {"number", NULL};
    HPyTracker ht;
    HPy number, result;

    UNUSED(self);
    if (!HPyArg_ParseKeywords(ctx, &ht, args, nargs, kwnames, "O:keywords",
                              names, &number)) {
        return HPy_NULL;
    }
    result = HPy_BuildValue(ctx, "(Oi)", number, 5);
    HPyTracker_Close(ctx, ht);
    return result;
}

HPyDef_METH(outside, "outside", HPyFunc_NOARGS)
static HPy outside_impl(HPyContext *ctx, HPy self)
{
    int sum = 0;

    UNUSED(self);
    HPy_BEGIN_LEAVE_PYTHON(ctx)
    sum = 2 + 3;
    HPy_END_LEAVE_PYTHON(ctx)
    return HPyUnicode_FromFormat(ctx, "%d", sum);
}

static int destructions = 0;
HPyDef_METH(capsule, "capsule", HPyFunc_NOARGS)
static HPy capsule_impl(HPyContext *ctx, HPy self)
{
    UNUSED(self);
    return HPyCapsule_New(ctx, &destructions, "count", &capsule_destructor);
}

HPyDef_METH(destroyed, "destroyed", HPyFunc_NOARGS)
static HPy destroyed_impl(HPyContext *ctx, HPy self)
{
    UNUSED(self);
    return HPyLong_FromInt32_t(ctx, destructions);
}

HPyDef_METH(call, "call", HPyFunc_O)
static HPy call_impl(HPyContext *ctx, HPy self, HPy arg)
{
    UNUSED(self);
    if (HPy_SetCallFunction(ctx, arg, &call_function) < 0) {
        return HPy_NULL;
    }
    return HPy_Dup(ctx, arg);
}

/* The building blocks by themselves; any file may use the trampoline. */
HPyFunc_DECLARE(block, HPyFunc_O);
HPyFunc_TRAMPOLINE(block_trampoline, block, HPyFunc_O)
static HPy block(HPyContext *ctx, HPy self, HPy arg)
{
    UNUSED(self);
    return HPy_Dup(ctx, arg);
}
cpy_PyObject *(*recorded)(cpy_PyObject *, cpy_PyObject *) = block_trampoline;

HPyDef_METH(constants, "constants", HPyFunc_NOARGS)
static HPy constants_impl(HPyContext *ctx, HPy self)
{
    HPyField field = HPyField_NULL;
    HPy null = HPy_NULL;
    int all = HPy_IsNull(null) && HPyField_IsNull(field) && recorded != NULL &&
              SHAPE(Derived) == HPyType_BuiltinShape_Long &&
              (int)HPySlot_SIG(HPy_nb_add) == (int)HPyFunc_BINARYFUNC;

    UNUSED(self);
    if HPy_IsNull (null) {
        all = all && HPY_SSIZE_T_MIN < 0 && HPY_SSIZE_T_MAX > 0;
    }
    return HPyBool_FromBool(ctx, all != 0);
}

/* ---- The module ---- */

HPyDef_SLOT(execute, HPy_mod_exec)
static int execute_impl(HPyContext *ctx, HPy module)
{
    return HPyHelpers_AddType(ctx, module, "Point", &Point_spec, NULL) ? 0 : -1;
}

static HPyGlobal global;
static HPyGlobal *module_globals[] = {&global, NULL};
static HPyDef *module_defines[] = {
    &execute, &noargs,    &one,  &varargs,   &keywords, &outside,
    &capsule, &destroyed, &call, &constants, NULL,
};
static HPyModuleDef module_def = {
    /* .doc = */ "C and C++",
    /* .size = */ 0,
    /* .legacy_methods = */ NULL,
    /* .defines = */ module_defines,
    /* .globals = */ module_globals,
};
HPy_MODINIT(test_cplusplus, module_def)
