/* hpy/src/debug/context.h -- the contexts that binaries get in debug mode. */
#ifndef HPY_DEBUG_CONTEXT_H
#define HPY_DEBUG_CONTEXT_H

#include "../universal/runtime.h"

/* The context of the call that this thread is in. */
extern THREAD_LOCAL HPyContext *debug_current;

/* An empty str, which is there as soon as there is a context. */
extern PyObject *debug_empty_str;

/* A context for the binary of the module of this name; NULL with an exception,
 * also if the settings are wrong. It lives as long as the process. */
HPyContext *debug_context_get(const char *module);

/* Remember what the definition of a module, loaded with that context, lists. */
void debug_context_learn(HPyContext *ctx, const HPyModuleDef *definition);

/* The name of the module that a context was made for. */
const char *debug_context_module(const HPyContext *ctx);

/* A call of an implementation begins: the context for it, another one than for
 * the calls before. It ends with debug_context_leave(what was current). */
HPyContext *debug_context_enter(HPyContext *ctx);
static inline void debug_context_leave(HPyContext *before)
{
    debug_current = before;
}

#endif /* HPY_DEBUG_CONTEXT_H */
