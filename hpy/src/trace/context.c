/* hpy/src/trace/context.c -- the contexts of trace mode. */
#include "context.h"

#include "../universal/context.h"
#include "events.h"
#include "functions.h"
#include "hooks.h"

/* ---- Wrappers ---- */

/* A call that is under way. */
typedef struct {
    trace_counter *counter;
    int place;
    event_ticket event;
    uint64_t start;
} trace_call;

/* The parts that hardly any run needs. Neither may change errno, which is an
 * argument of HPyErr_SetFromErrno. */
static HPy_NOINLINE void trace_observe_enter(trace_call *call,
                                             trace_context *trace)
{
    int saved = errno;
    if (hooks_are_on()) {
        hooks_enter(trace_names[call->place]);
    }
    if (events_are_on()) {
        call->event = events_begin_call(trace->number, call->place);
    }
    errno = saved;
}

static HPy_NOINLINE void trace_observe_exit(const trace_call *call,
                                            uint64_t end)
{
    int saved = errno;
    events_end(call->event, end);
    if (hooks_are_on()) {
        hooks_exit(trace_names[call->place]);
    }
    errno = saved;
}

static inline void trace_enter(trace_call *call, HPyContext *ctx, int place)
{
    trace_context *trace = (trace_context *)ctx;
    call->counter = &trace->counters[place];
    call->place = place;
    call->event = NO_EVENT;
    shared_add(&call->counter->calls, 1);
    if (HPy_UNLIKELY(events_are_on() || hooks_are_on())) {
        trace_observe_enter(call, trace);
    }
    call->start = clock_ticks();
}

static inline void trace_exit(const trace_call *call)
{
    uint64_t end = clock_ticks();
    shared_add(&call->counter->ticks, end - call->start);
    if (HPy_UNLIKELY(call->event != NO_EVENT || hooks_are_on())) {
        trace_observe_exit(call, end);
    }
}

/* An implementation is no function of the API: it is seen in events only. */
static inline void trace_enter_function(trace_call *call, HPyContext *ctx,
                                        HPyFunc_Signature signature,
                                        HPyCFunction function)
{
    call->event = NO_EVENT;
    if (HPy_UNLIKELY(events_are_on())) {
        call->event = events_begin_function(((trace_context *)ctx)->number,
                                            signature, function);
    }
}

static inline void trace_exit_function(const trace_call *call)
{
    if (HPy_UNLIKELY(call->event != NO_EVENT)) {
        events_end(call->event, clock_ticks());
    }
}

static inline void trace_learn_type(const HPyType_Spec *spec)
{
    functions_learn(spec->name, spec->defines);
}

#include "generated/trace_calls.h"

const char *const trace_names[API_FUNCTIONS] = {
#define API_FUNCTION(INDEX, SUFFIX, NAME) "ctx_" #SUFFIX,
#include "generated/functions.h"
#undef API_FUNCTION
};

/* ---- Contexts ---- */

#define NAME                                                                   \
    "HPy Trace Mode ABI (CPython backend, minor " _HPY_TEXT(                   \
        HPY_ABI_VERSION_MINOR) ")"

static trace_context *first;
static _HPyMutex lock;

static void set_members(HPyContext *ctx)
{
#define API_FUNCTION(INDEX, SUFFIX, NAME) ctx->ctx_##SUFFIX = trace_##SUFFIX;
#include "generated/functions.h"
#undef API_FUNCTION
}

static trace_context *create(const char *module, uint32_t number)
{
    size_t size = strlen(module) + 1;
    trace_context *trace = PyMem_Calloc(1, sizeof(*trace));
    char *copy = PyMem_Malloc(size);
    if (trace == NULL || copy == NULL) {
        PyMem_Free(trace);
        PyMem_Free(copy);
        PyErr_NoMemory();
        return NULL;
    }
    memcpy(copy, module, size);
    trace->context = indirect_context;
    trace->context.name = NAME;
    set_members(&trace->context);
    trace->number = number;
    trace->module = copy;
    return trace;
}

/* The context of a module; a new one is appended. With the lock held. */
static trace_context *find_or_create(const char *module)
{
    trace_context **place = &first;
    uint32_t number = 0;
    for (; *place != NULL; place = &(*place)->next, number++) {
        if (strcmp((*place)->module, module) == 0) {
            return *place;
        }
    }
    *place = create(module, number);
    return *place;
}

HPyContext *trace_context_get(const char *module)
{
    trace_context *trace;
    _HPyMutex_Lock(&lock);
    trace = find_or_create(module);
    _HPyMutex_Unlock(&lock);
    return (HPyContext *)trace;
}

void trace_context_learn(HPyContext *ctx, const HPyModuleDef *definition)
{
    functions_learn(((trace_context *)ctx)->module, definition->defines);
}

const trace_context *trace_context_next(const trace_context *trace)
{
    const trace_context *next;
    _HPyMutex_Lock(&lock);
    next = trace != NULL ? trace->next : first;
    _HPyMutex_Unlock(&lock);
    return next;
}
