/* hpy/src/debug/builder.c -- builders that know whether they are open. */
#include "byhand.h"
#include "call.h"

#include <stdlib.h>

/* The handle of a builder is the address of one of these. It is not freed when
 * the builder ends, but some time later, so that a late use is found out. */
typedef struct builder {
    struct builder *next;
    intptr_t universal; /* the builder of the universal context; 0 at its end */
    bool is_open;
} builder;

/* The builders that ended last, oldest first. */
#define KEPT 256

static builder *ended_first, **ended_last = &ended_first;
static int ended;
static _HPyMutex lock;

/* One that has failed is none in either context. */
static builder *builder_new(intptr_t universal)
{
    builder *b = universal == 0 ? NULL : malloc(sizeof(builder));
    if (b != NULL) {
        *b = (builder){NULL, universal, true};
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

/* The universal builder, which ends here; 0 if it has ended before. */
static intptr_t builder_end(debug_call *call, intptr_t handle)
{
    builder *b = (builder *)handle, *oldest = NULL;
    intptr_t universal;
    if (b == NULL) {
        return 0;
    }
    if (!b->is_open) {
        report_ended(call);
        return 0;
    }
    universal = b->universal;
    b->is_open = false;
    b->universal = 0;
    _HPyMutex_Lock(&lock);
    *ended_last = b;
    ended_last = &b->next;
    if (++ended > KEPT) {
        oldest = ended_first;
        ended_first = oldest->next;
        ended--;
    }
    _HPyMutex_Unlock(&lock);
    free(oldest);
    return universal;
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

#define DEFINE_BUILDER(NAME, FIELD)                                            \
    HPy##NAME debug_##NAME##_New(HPyContext *ctx, HPy_ssize_t size)            \
    {                                                                          \
        debug_call call;                                                       \
        HPy##NAME result, universal;                                           \
        debug_enter(&call, ctx, DEBUG_INDEX(ctx_##NAME##_New));                \
        universal =                                                            \
            universal_context.ctx_##NAME##_New(&universal_context, size);      \
        result.FIELD = (intptr_t)builder_new(universal.FIELD);                 \
        if (result.FIELD == 0) {                                               \
            universal_context.ctx_##NAME##_Cancel(&universal_context,          \
                                                  universal);                  \
        }                                                                      \
        return result;                                                         \
    }                                                                          \
    void debug_##NAME##_Set(HPyContext *ctx, HPy##NAME handle,                 \
                            HPy_ssize_t index, HPy h_item)                     \
    {                                                                          \
        debug_call call;                                                       \
        HPy##NAME universal;                                                   \
        debug_enter(&call, ctx, DEBUG_INDEX(ctx_##NAME##_Set));                \
        universal.FIELD = builder_in(&call, handle.FIELD);                     \
        universal_context.ctx_##NAME##_Set(&universal_context, universal,      \
                                           index,                              \
                                           debug_in(&call, h_item, "h_item")); \
    }                                                                          \
    HPy debug_##NAME##_Build(HPyContext *ctx, HPy##NAME handle)                \
    {                                                                          \
        debug_call call;                                                       \
        HPy##NAME universal;                                                   \
        debug_enter(&call, ctx, DEBUG_INDEX(ctx_##NAME##_Build));              \
        universal.FIELD = builder_end(&call, handle.FIELD);                    \
        return debug_out(&call, universal_context.ctx_##NAME##_Build(          \
                                    &universal_context, universal));           \
    }                                                                          \
    void debug_##NAME##_Cancel(HPyContext *ctx, HPy##NAME handle)              \
    {                                                                          \
        debug_call call;                                                       \
        HPy##NAME universal;                                                   \
        debug_enter(&call, ctx, DEBUG_INDEX(ctx_##NAME##_Cancel));             \
        universal.FIELD = builder_end(&call, handle.FIELD);                    \
        universal_context.ctx_##NAME##_Cancel(&universal_context, universal);  \
    }

DEFINE_BUILDER(ListBuilder, _lst)
DEFINE_BUILDER(TupleBuilder, _tup)
