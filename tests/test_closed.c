/* tests/test_closed.c -- what the functions of test_closed.py need, which call
 * every function of the API with something closed: CLOSED_CALLS names the file
 * with them, and defines CLOSED_METHODS.
 */
#define HPY_ABI_MAX_MINOR 1
#include "support.h"

/* ---- Instances of every shape ---- */

/* A type whose struct is a field, with a shape. */
#define CELL(NAME, HEAD)                                                       \
    typedef struct {                                                           \
        HEAD HPyField field;                                                   \
    } NAME##Cell;                                                              \
    HPyDef_SLOT(NAME##_traverse, HPy_tp_traverse)                              \
    static int NAME##_traverse_impl(void *data, HPyFunc_visitproc visit,       \
                                    void *arg)                                 \
    {                                                                          \
        HPy_VISIT(&((NAME##Cell *)data)->field);                               \
        return 0;                                                              \
    }                                                                          \
    static HPyDef *NAME##_defines[] = {&NAME##_traverse, NULL};                \
    static HPyType_Spec NAME##_spec = {                                        \
        .name = "test_closed." #NAME,                                          \
        .basicsize = sizeof(NAME##Cell),                                       \
        .builtin_shape = HPyType_BuiltinShape_##NAME,                          \
        .flags =                                                               \
            HPy_TPFLAGS_DEFAULT | HPy_TPFLAGS_BASETYPE | HPy_TPFLAGS_HAVE_GC,  \
        .defines = NAME##_defines,                                             \
    };                                                                         \
    METHOD_O(NAME, make_type(ctx, &NAME##_spec, arg))

static HPy make_type(HPyContext *ctx, HPyType_Spec *spec, HPy base)
{
    HPyType_SpecParam params[] = {{HPyType_SpecParam_Base, base},
                                  {(HPyType_SpecParam_Kind)0, HPy_NULL}};
    return HPyType_FromSpec(ctx, spec, params);
}

CELL(Object, )
CELL(Type, )
CELL(Long, )
CELL(Float, )
CELL(Unicode, )
CELL(Tuple, )
CELL(List, )
CELL(Dict, )
#ifdef HPY_ABI_HYBRID
CELL(Legacy, PyObject_HEAD)
#define LEGACY &Legacy,
#else
#define LEGACY
#endif

/* ---- Arguments that are no handles ---- */

static HPyType_Spec a_spec = {.name = "test_closed.made",
                              .flags = HPy_TPFLAGS_DEFAULT};

static HPyGlobal a_global;

static int a_thing;

static HPy_buffer a_view;

HPyDef_CALL_FUNCTION(a_function)
static HPy a_function_impl(HPyContext *ctx, HPy callable, const HPy *args,
                           size_t nargs, HPy kwnames)
{
    return HPy_NULL;
}

/* The field of a cell. */
static inline HPyField *field_of(HPyContext *ctx, HPy cell)
{
    return &((ObjectCell *)_HPy_AsStruct_Object(ctx, cell))->field;
}

/* The value of the field, in which there is something. */
static inline HPyField value_of(HPyContext *ctx, HPy cell)
{
    HPyField_Store(ctx, cell, field_of(ctx, cell), ctx->h_None);
    return *field_of(ctx, cell);
}

static inline void close_all(HPyContext *ctx, const HPy *handles, int count)
{
    for (int i = 0; i < count; i++) {
        HPy_Close(ctx, handles[i]);
    }
}

METHOD_NOARGS(capsule, HPyCapsule_New(ctx, &a_thing, "name", NULL))

#include CLOSED_CALLS

static HPyDef *module_defines[] = {
    &Object, &Type,    &Long,
    &Float,  &Unicode, &Tuple,
    &List,   &Dict,    LEGACY CLOSED_METHODS &capsule,
    NULL,
};
static HPyGlobal *module_globals[] = {&a_global, NULL};
static HPyModuleDef module_def = {
    .defines = module_defines,
    .globals = module_globals,
};
HPy_MODINIT(test_closed, module_def)
