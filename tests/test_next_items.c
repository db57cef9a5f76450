/* tests/test_next_items.c -- stepping through items, which is newer than ABI
 * 0.0. */
#define HPY_ABI_MAX_MINOR 1
#include "support.h"

METHOD_NOARGS(GetMinor, HPyLong_FromLong(ctx, HPyContext_GetMinor(ctx)))

/* Next(dict, position): (position, key, value), or None behind the last. */
HPyDef_METH(Next, "Next", HPyFunc_VARARGS)
static HPy Next_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy_ssize_t position = HPyLong_AsSsize_t(ctx, args[1]);
    HPy key = ctx->h_Ellipsis, value = ctx->h_Ellipsis, result;
    int found = HPyDict_Next(ctx, args[0], &position, &key, &value);
    if (found < 0) {
        return HPy_NULL;
    }
    if (found == 0) {
        bool is_null = HPy_IsNull(key) && HPy_IsNull(value);
        return is_null ? HPy_Dup(ctx, ctx->h_None)
                       : HPyErr_SetString(ctx, ctx->h_AssertionError,
                                          "the handles are not null");
    }
    result = HPy_BuildValue(ctx, "(nOO)", position, key, value);
    HPy_Close(ctx, key);
    HPy_Close(ctx, value);
    return result;
}

/* The arguments container, position, count. */
#define ROOM 8
typedef struct {
    HPy container;
    HPy_ssize_t position;
    HPy_ssize_t count;
} step;

static bool parse(HPyContext *ctx, const HPy *args, size_t nargs, step *s)
{
    return HPyArg_Parse(ctx, NULL, args, nargs, "Onn", &s->container,
                        &s->position, &s->count) &&
           s->count <= ROOM;
}

/* A list of the handles, all of which are closed. */
static HPy listed(HPyContext *ctx, HPy *items, HPy_ssize_t found)
{
    HPyListBuilder builder = HPyListBuilder_New(ctx, found);
    for (HPy_ssize_t i = 0; i < found; i++) {
        HPyListBuilder_Set(ctx, builder, i, items[i]);
    }
    HPy_CloseAll(ctx, items, found);
    return HPyListBuilder_Build(ctx, builder);
}

HPyDef_METH(ListNextItems, "ListNextItems", HPyFunc_VARARGS)
static HPy ListNextItems_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs)
{
    step s;
    HPy items[ROOM], list, result;
    HPy_ssize_t found;
    if (!parse(ctx, args, nargs, &s)) {
        return HPy_NULL;
    }
    found = HPyList_NextItems(ctx, s.container, &s.position, items, s.count);
    if (found < 0) {
        return HPy_NULL;
    }
    list = listed(ctx, items, found);
    result = HPy_BuildValue(ctx, "(nO)", s.position, list);
    HPy_Close(ctx, list);
    return result;
}

HPyDef_METH(DictNextItems, "DictNextItems", HPyFunc_VARARGS)
static HPy DictNextItems_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs)
{
    step s;
    HPy items[2 * ROOM], list, result;
    HPy_ssize_t found;
    if (!parse(ctx, args, nargs, &s)) {
        return HPy_NULL;
    }
    found = HPyDict_NextItems(ctx, s.container, &s.position, items, s.count);
    if (found < 0) {
        return HPy_NULL;
    }
    list = listed(ctx, items, 2 * found);
    result = HPy_BuildValue(ctx, "(nO)", s.position, list);
    HPy_Close(ctx, list);
    return result;
}

/* The arguments iterator, count: a list. */
HPyDef_METH(IterNextItems, "IterNextItems", HPyFunc_VARARGS)
static HPy IterNextItems_impl(HPyContext *ctx, HPy self, const HPy *args,
                              size_t nargs)
{
    HPy items[ROOM], iterator;
    HPy_ssize_t count, found;
    if (!HPyArg_Parse(ctx, NULL, args, nargs, "On", &iterator, &count)) {
        return HPy_NULL;
    }
    found = HPyIter_NextItems(ctx, iterator, items, count);
    return found < 0 ? HPy_NULL : listed(ctx, items, found);
}

/* Null handles are closed like others. */
HPyDef_METH(CloseAll, "CloseAll", HPyFunc_O)
static HPy CloseAll_impl(HPyContext *ctx, HPy self, HPy arg)
{
    HPy handles[] = {HPy_Dup(ctx, arg), HPy_NULL, HPy_Dup(ctx, arg), arg};
    HPy_CloseAll(ctx, handles, 3);
    HPy_CloseAll(ctx, handles + 3, 0);
    return HPy_Dup(ctx, ctx->h_None);
}

MODULE(test_next_items, &GetMinor, &Next, &ListNextItems, &DictNextItems,
       &IterNextItems, &CloseAll);
