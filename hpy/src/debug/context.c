/* hpy/src/debug/context.c -- the contexts that binaries get in debug mode.
 *
 * The modules of a name have a family of them. Each call from Python gets the
 * next one, so that a context which is kept after its call is found out.
 */
#include "call.h"

#include "../trace/functions.h"
#include "byhand.h"
#include "settings.h"
#include "global.h"

#include <stdlib.h>

/* So many calls may be nested before a context comes again. */
#define COPIES 16

#include "generated/debug_calls.h"

const char *const debug_function_names[_HPY_CONTEXT_MEMBERS] = {
#define API_FUNCTION(INDEX, SUFFIX, NAME) [INDEX] = NAME,
#include "generated/functions.h"
#undef API_FUNCTION
};

static const HPyContext pattern = {
#define API_FUNCTION(INDEX, SUFFIX, NAME) .ctx_##SUFFIX = debug_##SUFFIX,
#include "generated/functions.h"
#undef API_FUNCTION
};

#define NAME                                                                   \
    "HPy Debug Mode ABI (CPython backend, minor " _HPY_TEXT(                   \
        HPY_ABI_VERSION_MINOR) ")"

typedef struct family {
    struct family *following;
    char *module;
    unsigned next;
    HPyContext copies[COPIES];
} family;

static family *families;
static _HPyMutex lock;

THREAD_LOCAL HPyContext *debug_current;
PyObject *debug_empty_str;

/* ---- Constants ---- */

/* A debug handle for each constant of the universal context: made once. */
static HPyContext constants;

static HPy make_constant(HPy h)
{
    debug_handle *record;
    Py_INCREF(_HPy_h2p(h));
    record = handle_open(_HPy_h2p(h), "the context");
    if (record == NULL) {
        return HPy_NULL;
    }
    record->is_constant = true;
    record->generation = -1;
    return handle_of(record);
}

static bool make_constants(void)
{
    if (constants.name != NULL) {
        return true;
    }
#define DEBUG_CONSTANT(MEMBER)                                                 \
    constants.MEMBER = make_constant(universal_context.MEMBER);                \
    if (HPy_IsNull(constants.MEMBER)) {                                        \
        PyErr_NoMemory();                                                      \
        return false;                                                          \
    }
#include "generated/debug_constants.h"
    debug_empty_str = PyUnicode_InternFromString("");
    if (debug_empty_str == NULL) {
        return false;
    }
    constants.name = NAME;
    return true;
}

static void copy_constants(HPyContext *ctx)
{
#undef DEBUG_CONSTANT
#define DEBUG_CONSTANT(MEMBER) ctx->MEMBER = constants.MEMBER;
#include "generated/debug_constants.h"
}

/* ---- Families ---- */

static void family_fill(family *f)
{
    for (int i = 0; i < COPIES; i++) {
        HPyContext *copy = &f->copies[i];
        *copy = pattern;
        copy->name = NAME;
        copy->_private = f;
        copy->abi_version = universal_context.abi_version;
        copy_constants(copy);
    }
}

static family *family_new(const char *module)
{
    size_t size = strlen(module) + 1;
    family *f = calloc(1, sizeof(family) + size);
    if (f == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    f->module = (char *)(f + 1);
    memcpy(f->module, module, size);
    family_fill(f);
    f->following = families;
    families = f;
    return f;
}

/* The family of the modules of this name. With the lock held. */
static family *family_get(const char *module)
{
    for (family *f = families; f != NULL; f = f->following) {
        if (strcmp(f->module, module) == 0) {
            return f;
        }
    }
    return family_new(module);
}

HPyContext *debug_context_get(const char *module)
{
    family *f;
    if (!settings_read()) {
        return NULL;
    }
    _HPyMutex_Lock(&lock);
    f = make_constants() ? family_get(module) : NULL;
    _HPyMutex_Unlock(&lock);
    return f == NULL ? NULL : &f->copies[0];
}

void debug_context_learn(HPyContext *ctx, const HPyModuleDef *definition)
{
    global_learn(definition);
    functions_learn(debug_context_module(ctx), definition->defines);
}

const char *debug_context_module(const HPyContext *ctx)
{
    return ((const family *)ctx->_private)->module;
}

HPyContext *debug_context_enter(HPyContext *ctx)
{
    family *f = (family *)ctx->_private;
    debug_current = &f->copies[f->next++ % COPIES];
    return debug_current;
}
