/* bench/operations/types_hpy.c: types whose instances are made, used and
 * dropped, in HPy.
 *
 * The twin in the C API is types_capi.c.
 */
#include "hpy_functions.h"

#include <stddef.h>
#include <stdlib.h>

/* ---- Plain: nothing of its own, what `object` does ---- */

static HPyType_Spec Plain_spec = {
    .name = "operations.Plain",
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
};

/* ---- Point: two numbers, without garbage collection ---- */

typedef struct {
    double x, y;
} Point;
HPyType_HELPERS(Point)

HPyDef_SLOT(Point_new, HPy_tp_new)
static HPy Point_new_impl(HPyContext *ctx, HPy type, const HPy *args,
                          HPy_ssize_t nargs, MAYBE_UNUSED HPy kw)
{
    double x, y;
    Point *point;
    HPy self;

    if (!HPyArg_Parse(ctx, NULL, args, (size_t)nargs, "dd:Point", &x, &y)) {
        return HPy_NULL;
    }
    self = HPy_New(ctx, type, &point);
    if (!HPy_IsNull(self)) {
        point->x = x;
        point->y = y;
    }
    return self;
}

HPyDef_METH(Point_sum, "sum", HPyFunc_NOARGS)
static HPy Point_sum_impl(HPyContext *ctx, HPy self)
{
    Point *point = Point_AsStruct(ctx, self);

    return HPyFloat_FromDouble(ctx, point->x + point->y);
}

HPyDef_MEMBER(Point_x, "x", HPyMember_DOUBLE, offsetof(Point, x))

static HPyDef *Point_defines[] = {&Point_new, &Point_sum, &Point_x, NULL};

static HPyType_Spec Point_spec = {
    .name = "operations.Point",
    .basicsize = sizeof(Point),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
    .builtin_shape = SHAPE(Point),
    .defines = Point_defines,
};

/* ---- Pair: two numbers that __init__ sets ---- */

typedef struct {
    double x, y;
} Pair;
HPyType_HELPERS(Pair)

HPyDef_SLOT(Pair_new, HPy_tp_new)
static HPy Pair_new_impl(HPyContext *ctx, HPy type,
                         MAYBE_UNUSED const HPy *args,
                         MAYBE_UNUSED HPy_ssize_t nargs, MAYBE_UNUSED HPy kw)
{
    Pair *pair;

    return HPy_New(ctx, type, &pair);
}

HPyDef_SLOT(Pair_init, HPy_tp_init)
static int Pair_init_impl(HPyContext *ctx, HPy self, const HPy *args,
                          HPy_ssize_t nargs, MAYBE_UNUSED HPy kw)
{
    Pair *pair = Pair_AsStruct(ctx, self);

    if (!HPyArg_Parse(ctx, NULL, args, (size_t)nargs, "dd:Pair", &pair->x,
                      &pair->y)) {
        return -1;
    }
    return 0;
}

static HPyDef *Pair_defines[] = {&Pair_new, &Pair_init, NULL};

static HPyType_Spec Pair_spec = {
    .name = "operations.Pair",
    .basicsize = sizeof(Pair),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE,
    .builtin_shape = SHAPE(Pair),
    .defines = Pair_defines,
};

/* ---- Node: two objects, with garbage collection ---- */

typedef struct {
    HPyField value, next;
} Node;
HPyType_HELPERS(Node)

HPyDef_SLOT(Node_new, HPy_tp_new)
static HPy Node_new_impl(HPyContext *ctx, HPy type, const HPy *args,
                         HPy_ssize_t nargs, MAYBE_UNUSED HPy kw)
{
    Node *node;
    HPy self;

    if (nargs != 2) {
        HPyErr_SetString(ctx, ctx->h_TypeError, "Node() takes 2 arguments");
        return HPy_NULL;
    }
    self = HPy_New(ctx, type, &node);
    if (!HPy_IsNull(self)) {
        HPyField_Store(ctx, self, &node->value, args[0]);
        HPyField_Store(ctx, self, &node->next, args[1]);
    }
    return self;
}

HPyDef_SLOT(Node_traverse, HPy_tp_traverse)
static int Node_traverse_impl(void *self, HPyFunc_visitproc visit, void *arg)
{
    Node *node = (Node *)self;

    HPy_VISIT(&node->value);
    HPy_VISIT(&node->next);
    return 0;
}

static HPyDef *Node_defines[] = {&Node_new, &Node_traverse, NULL};

static HPyType_Spec Node_spec = {
    .name = "operations.Node",
    .basicsize = sizeof(Node),
    .flags = HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_HAVE_GC,
    .builtin_shape = SHAPE(Node),
    .defines = Node_defines,
};

/* ---- Block: memory of its own ---- */

typedef struct {
    char *memory;
} Block;
HPyType_HELPERS(Block)

HPyDef_SLOT(Block_new, HPy_tp_new)
static HPy Block_new_impl(HPyContext *ctx, HPy type,
                          MAYBE_UNUSED const HPy *args,
                          MAYBE_UNUSED HPy_ssize_t nargs, MAYBE_UNUSED HPy kw)
{
    Block *block;
    HPy self = HPy_New(ctx, type, &block);

    if (HPy_IsNull(self)) {
        return HPy_NULL;
    }
    block->memory = (char *)malloc(64);
    if (block->memory == NULL) {
        HPy_Close(ctx, self);
        HPyErr_NoMemory(ctx);
        return HPy_NULL;
    }
    return self;
}

HPyDef_SLOT(Block_destroy, HPy_tp_destroy)
static void Block_destroy_impl(void *self)
{
    free(((Block *)self)->memory);
}

static HPyDef *Block_defines[] = {&Block_new, &Block_destroy, NULL};

static HPyType_Spec Block_spec = {
    .name = "operations.Block",
    .basicsize = sizeof(Block),
    .flags = HPy_TPFLAGS_DEFAULT,
    .builtin_shape = SHAPE(Block),
    .defines = Block_defines,
};

/* ---- Functions ---- */

/* An instance of the type that the argument is, made without a call. */
FUNCTION_O(new_point)
{
    Point *point;
    HPy object = HPy_New(ctx, arg, &point);

    if (!HPy_IsNull(object)) {
        point->x = 1.5;
        point->y = 2.5;
    }
    return object;
}

FUNCTION_O(new_node)
{
    Node *node;
    HPy object = HPy_New(ctx, arg, &node);

    if (!HPy_IsNull(object)) {
        HPyField_Store(ctx, object, &node->value, ctx->h_None);
        HPyField_Store(ctx, object, &node->next, ctx->h_None);
    }
    return object;
}

FUNCTION_NOARGS(make_type)
{
    return HPyType_FromSpec(ctx, &Point_spec, NULL);
}

FUNCTION_NOARGS(make_exception)
{
    return HPyErr_NewException(ctx, "operations.Error", HPy_NULL, HPy_NULL);
}

/* ---- The module ---- */

HPyDef_SLOT(types_exec, HPy_mod_exec)
static int types_exec_impl(HPyContext *ctx, HPy module)
{
    if (!HPyHelpers_AddType(ctx, module, "Plain", &Plain_spec, NULL) ||
        !HPyHelpers_AddType(ctx, module, "Point", &Point_spec, NULL) ||
        !HPyHelpers_AddType(ctx, module, "Pair", &Pair_spec, NULL) ||
        !HPyHelpers_AddType(ctx, module, "Node", &Node_spec, NULL) ||
        !HPyHelpers_AddType(ctx, module, "Block", &Block_spec, NULL)) {
        return -1;
    }
    return 0;
}

static HPyDef *types_defines[] = {
    &new_point, &new_node, &make_type, &make_exception, &types_exec, NULL,
};

static HPyModuleDef types_def = {.defines = types_defines};

HPy_MODINIT(types_hpy, types_def)
