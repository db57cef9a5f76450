/* hpy/src/universal/mode.c -- the modes that a binary can be loaded in. */
#include "runtime.h"

#include "context.h"
#include "mode.h"

#include "../debug/context.h"
#include "../trace/module.h"

/* ORDER MODE */
const char *const mode_words[MODE_COUNT] = {"universal", "debug", "trace"};

HPyContext *mode_context(hpy_mode mode, PyObject *spec)
{
    switch (mode) {
    case MODE_UNIVERSAL:
        return &universal_context;
    case MODE_DEBUG:
        return debug_context_get(spec);
    case MODE_TRACE:
        return trace_context_get(spec);
    }
    return NULL;
}

void mode_loaded(hpy_mode mode, HPyContext *ctx, const HPyModuleDef *definition)
{
    if (mode == MODE_TRACE) {
        trace_context_learn(ctx, definition);
    }
}
