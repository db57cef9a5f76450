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
    PyObject *name;
    const char *module;
    HPyContext *ctx = NULL;
    if (mode == MODE_UNIVERSAL) {
        return &universal_context;
    }
    name = PyObject_GetAttrString(spec, "name");
    module = name == NULL ? NULL : PyUnicode_AsUTF8(name);
    if (module != NULL) {
        ctx = mode == MODE_DEBUG ? debug_context_get(module)
                                 : trace_context_get(module);
    }
    Py_XDECREF(name);
    return ctx;
}

void mode_loaded(hpy_mode mode, HPyContext *ctx, const HPyModuleDef *definition)
{
    if (mode == MODE_DEBUG) {
        debug_context_learn(ctx, definition);
    }
    else if (mode == MODE_TRACE) {
        trace_context_learn(ctx, definition);
    }
}
