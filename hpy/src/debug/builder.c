/* hpy/src/debug/builder.c -- builders that know whether they are open, and what
 * was put into them.
 */
#include "byhand.h"
#include "call.h"
#include "ended.h"

#include <stdlib.h>

/* The handle of a builder is the address of one of these. */
typedef struct {
    ended ended;        /* kept when the builder has ended */
    intptr_t universal; /* the builder of the universal context; 0 at its end */
    bool is_open;
} builder;

static void report_builder(debug_call *call, const char *argument,
                           const char *problem)
{
    mistake m = {.ctx = call->ctx,
                 .function = call->function,
                 .argument = argument,
                 .problem = problem,
                 .summary = "a builder was used wrongly"};
    report(&m);
}

/* ---- Life ---- */

static void check_size(debug_call *call, HPy_ssize_t size)
{
    char problem[100];
    if (size < 0) {
        PyOS_snprintf(problem, sizeof(problem),
                      "a negative size, %zd: such a builder only fails", size);
        report_builder(call, "size", problem);
    }
}

/* One that has failed is none in either context. */
static builder *builder_new(intptr_t universal)
{
    builder *b = universal == 0 ? NULL : malloc(sizeof(builder));
    if (b != NULL) {
        *b = (builder){{NULL}, universal, true};
    }
    return b;
}

static void report_ended(debug_call *call)
{
    mistake m = {.kind = MISTAKE_BUILDER,
                 .ctx = call->ctx,
                 .function = call->function,
                 .argument = "builder",
                 .problem = "a builder that has ended",
                 .summary = "a closed builder was used"};
    report(&m);
}

/* The universal builder; 0 if it has ended. */
static intptr_t builder_in(debug_call *call, intptr_t handle)
{
    builder *b = (builder *)handle;
    if (b != NULL && !b->is_open) {
        report_ended(call);
    }
    return b == NULL ? 0 : b->universal;
}

/* The universal builder, which ends here; 0 if it has ended before. */
static intptr_t builder_end(debug_call *call, intptr_t handle)
{
    builder *b = (builder *)handle;
    intptr_t universal = builder_in(call, handle);
    if (universal != 0) {
        b->is_open = false;
        b->universal = 0;
        ended_keep(&b->ended);
    }
    return universal;
}

/* ---- Items ----
 *
 * The universal builder is the unfinished object, and null where nothing was
 * put yet.
 */

static PyObject **items_of(PyObject *object)
{
    return PyList_Check(object) ? ((PyListObject *)object)->ob_item
                                : ((PyTupleObject *)object)->ob_item;
}

static bool has_index(debug_call *call, PyObject *object, HPy_ssize_t index)
{
    char problem[150];
    if (index >= 0 && index < Py_SIZE(object)) {
        return true;
    }
    PyOS_snprintf(problem, sizeof(problem),
                  "index %zd, which is out of range: the builder was made for "
                  "%zd items, from 0 on",
                  index, Py_SIZE(object));
    report_builder(call, "index", problem);
    return false;
}

/* Drop the first of two items: Set would forget it, and never give it back. */
static void drop_item(debug_call *call, PyObject *object, HPy_ssize_t index)
{
    char problem[100];
    PyOS_snprintf(problem, sizeof(problem),
                  "index %zd, which was set before: set each index once",
                  index);
    report_builder(call, "index", problem);
    Py_CLEAR(items_of(object)[index]);
}

/* A universal builder, ready to get an item at an index; 0, which makes the
 * universal context do nothing, if it cannot have one there. */
static intptr_t builder_at(debug_call *call, intptr_t universal,
                           HPy_ssize_t index)
{
    PyObject *object = (PyObject *)universal;
    if (object == NULL || !has_index(call, object, index)) {
        return 0;
    }
    if (items_of(object)[index] != NULL) {
        drop_item(call, object, index);
    }
    return universal;
}

static HPy_ssize_t find_gap(PyObject *object)
{
    HPy_ssize_t index = 0;
    while (index < Py_SIZE(object) && items_of(object)[index] != NULL) {
        index++;
    }
    return index;
}

/* Does the object lack an item? Then it is dropped, with an exception: nobody
 * may see it, as CPython itself would crash. */
static bool is_unfinished(debug_call *call, intptr_t universal)
{
    PyObject *object = (PyObject *)universal;
    HPy_ssize_t gap = object == NULL ? 0 : find_gap(object);
    char problem[150];
    if (object == NULL || gap == Py_SIZE(object)) {
        return false;
    }
    PyOS_snprintf(problem, sizeof(problem),
                  "an unfinished builder: index %zd of %zd was never set, or "
                  "to null",
                  gap, Py_SIZE(object));
    report_builder(call, "builder", problem);
    Py_DECREF(object);
    debug_fail(call, problem);
    return true;
}

/* ---- Functions ---- */

#define DEFINE_BUILDER(NAME, FIELD)                                            \
    HPy##NAME debug_##NAME##_New(HPyContext *ctx, HPy_ssize_t size)            \
    {                                                                          \
        debug_call call;                                                       \
        HPy##NAME result, universal;                                           \
        debug_enter(&call, ctx, DEBUG_INDEX(ctx_##NAME##_New));                \
        check_size(&call, size);                                               \
        universal =                                                            \
            universal_context.ctx_##NAME##_New(&universal_context, size);      \
        result.FIELD = (intptr_t)builder_new(universal.FIELD);                 \
        if (result.FIELD == 0) {                                               \
            universal_context.ctx_##NAME##_Cancel(&universal_context,          \
                                                  universal);                  \
        }                                                                      \
        debug_leave(&call);                                                    \
        return result;                                                         \
    }                                                                          \
    void debug_##NAME##_Set(HPyContext *ctx, HPy##NAME handle,                 \
                            HPy_ssize_t index, HPy h_item)                     \
    {                                                                          \
        debug_call call;                                                       \
        HPy##NAME universal;                                                   \
        debug_enter(&call, ctx, DEBUG_INDEX(ctx_##NAME##_Set));                \
        h_item = debug_in(&call, h_item, "h_item");                            \
        universal.FIELD =                                                      \
            builder_at(&call, builder_in(&call, handle.FIELD), index);         \
        universal_context.ctx_##NAME##_Set(&universal_context, universal,      \
                                           index, h_item);                     \
        debug_leave(&call);                                                    \
    }                                                                          \
    void debug_##NAME##_TakeItems(HPyContext *ctx, HPy##NAME handle,           \
                                  HPy_ssize_t index, const HPy *items,         \
                                  HPy_ssize_t count)                           \
    {                                                                          \
        debug_call call;                                                       \
        HPy##NAME universal;                                                   \
        intptr_t open;                                                         \
        debug_enter(&call, ctx, DEBUG_INDEX(ctx_##NAME##_TakeItems));          \
        open = builder_in(&call, handle.FIELD);                                \
        for (HPy_ssize_t i = 0; i < count; i++) {                              \
            bool is_open = handle_is_open(items[i]);                           \
            HPy h_item = debug_in(&call, items[i], "items");                   \
            universal.FIELD = builder_at(&call, open, index + i);              \
            universal_context.ctx_##NAME##_Set(&universal_context, universal,  \
                                               index + i, h_item);             \
            if (is_open) {                                                     \
                debug_close(&call, items[i], "items");                         \
            }                                                                  \
        }                                                                      \
        debug_leave(&call);                                                    \
    }                                                                          \
    HPy debug_##NAME##_Build(HPyContext *ctx, HPy##NAME handle)                \
    {                                                                          \
        debug_call call;                                                       \
        HPy##NAME universal;                                                   \
        HPy result = HPy_NULL;                                                 \
        debug_enter(&call, ctx, DEBUG_INDEX(ctx_##NAME##_Build));              \
        universal.FIELD = builder_end(&call, handle.FIELD);                    \
        if (!is_unfinished(&call, universal.FIELD)) {                          \
            result = debug_out(&call, universal_context.ctx_##NAME##_Build(    \
                                          &universal_context, universal));     \
        }                                                                      \
        debug_leave(&call);                                                    \
        return result;                                                         \
    }                                                                          \
    void debug_##NAME##_Cancel(HPyContext *ctx, HPy##NAME handle)              \
    {                                                                          \
        debug_call call;                                                       \
        HPy##NAME universal;                                                   \
        debug_enter(&call, ctx, DEBUG_INDEX(ctx_##NAME##_Cancel));             \
        universal.FIELD = builder_end(&call, handle.FIELD);                    \
        universal_context.ctx_##NAME##_Cancel(&universal_context, universal);  \
        debug_leave(&call);                                                    \
    }

DEFINE_BUILDER(ListBuilder, _lst)
DEFINE_BUILDER(TupleBuilder, _tup)
