/* hpy/src/trace/context.h -- the contexts of trace mode.
 *
 * Each module that is loaded in trace mode gets a context of its own, so that
 * its calls can be told from those of others. The members are wrappers: they
 * count, watch the clock, and call the universal context's function, to which
 * they hand their own context: what the function creates or calls is traced,
 * too. Handles are not wrapped.
 *
 * The name of the context does not say that handles are object pointers,
 * although they are: so binaries leave nothing out, and every API call and
 * every call of an implementation comes through here.
 */
#ifndef HPY_TRACE_CONTEXT_H
#define HPY_TRACE_CONTEXT_H

#include "module.h"
#include "portable.h"

#define API_FUNCTION(INDEX, SUFFIX, NAME)
#include "generated/functions.h" /* API_FUNCTIONS */
#undef API_FUNCTION

/* What is known of one function of the API, in one module. */
typedef struct {
    shared_number calls;
    shared_number ticks; /* spent in calls that have returned */
} trace_counter;

typedef struct trace_context {
    HPyContext context; /* first: the module's code knows this part only */
    struct trace_context *next; /* in the order of their creation */
    uint32_t number;            /* 0 for the first */
    char *module;               /* its name, UTF-8 */
    trace_counter counters[API_FUNCTIONS];
} trace_context;

/* The names of the API's functions, by their place. */
extern const char *const trace_names[API_FUNCTIONS];

/* The context that was made after another one, or the first, if that is NULL;
 * NULL if there is none. */
const trace_context *trace_context_next(const trace_context *trace);

#endif /* HPY_TRACE_CONTEXT_H */
