/* tests/parts/counter.c -- the type of the module, in a file of its own. */
#include "shared.h"

typedef struct {
    long count;
} Counter;
HPyType_HELPERS(Counter)

HPyDef_METH(count_up, "open", HPyFunc_NOARGS)
static HPy count_up_impl(HPyContext *ctx, HPy self)
{
    return HPyLong_FromLong(ctx, ++Counter_AsStruct(ctx, self)->count);
}

HPyDef_SLOT(Counter_repr, HPy_tp_repr)
static HPy Counter_repr_impl(HPyContext *ctx, HPy self)
{
    return HPyUnicode_FromFormat(ctx, "Counter at %ld",
                                 Counter_AsStruct(ctx, self)->count);
}

static HPyDef *Counter_defines[] = {&count_up, &Counter_repr, NULL};

HPyType_Spec Counter_spec = {
    .name = "parts.Counter",
    .basicsize = sizeof(Counter),
    .builtin_shape = SHAPE(Counter),
    .defines = Counter_defines,
};
