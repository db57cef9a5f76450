/* hpy/src/universal/context.c -- the context that universal binaries get.
 *
 * Its members are the functions of hpy/include/hpy/cpython/, compiled here.
 */
#include "context.h"

/* Where a handle is returned as an object pointer is, the members are functions
 * that return the pointer. Of most then nothing is left but a jump to CPython's
 * function; a structure would have to be made after a call. */
#if _HPY_HANDLES_ARE_WORDS
#define _HPY_WORD_MEMBER static __attribute__((flatten))
#define _HPY_MEMBER(member, function)                                          \
    HPy_FUNCTION_CAST(__typeof__(((HPyContext *)NULL)->member), word_##function)
#else
#define _HPY_WORD_MEMBER HPy_UNUSED static
#define _HPY_MEMBER(member, function) function
#endif

HPy_BEGIN_BODIES
#include "generated/void_members.h"
#include "generated/word_members.h"
HPy_END_BODIES

HPyContext universal_context = {
#include "generated/members.h"
};

_HPyNames universal_names;

#define NAME                                                                   \
    "HPy Universal ABI (CPython backend, minor " _HPY_TEXT(                    \
        HPY_ABI_VERSION_MINOR) ", object handles)"

HPyContext indirect_context;

static void init_indirect_context(void)
{
    static _HPyTypeFunctions functions;
    functions = *_HPyTypeFunctions_Of(&universal_context);
    functions.construct = NULL;
    indirect_context = universal_context;
    indirect_context._private = &functions;
}

int context_init(void)
{
    if (_HPyContext_Init(&universal_context, NAME) < 0) {
        return -1;
    }
    init_indirect_context();
    return 0;
}

/* ---- Modules ---- */

/* What CPython knows of the definitions that were loaded. Modules point to it,
 * so it is never freed. */
typedef struct known_module {
    struct known_module *next;
    const HPyModuleDef *def;
    _HPyModule *module;
} known_module;

static known_module *known_modules;
static _HPyMutex known_modules_lock;

static _HPyModule *module_find(const HPyModuleDef *def)
{
    for (const known_module *m = known_modules; m != NULL; m = m->next) {
        if (m->def == def) {
            return m->module;
        }
    }
    return NULL;
}

/* Remember a definition: what CPython must know of it, or NULL with an
 * exception. */
static _HPyModule *module_remember(const HPyModuleDef *def, const char *name)
{
    size_t size = strlen(name) + 1;
    char *copy = PyMem_Malloc(size);
    known_module *known = PyMem_New(known_module, 1);
    _HPyModule *module = NULL;
    if (copy == NULL || known == NULL) {
        PyErr_NoMemory();
        goto cleanup;
    }
    memcpy(copy, name, size);
    module = _HPyModule_FromDef(def, copy);
    if (module == NULL) {
        goto cleanup;
    }
    *known = (known_module){known_modules, def, module};
    known_modules = known;
    return module;
cleanup:
    PyMem_Free(copy);
    PyMem_Free(known);
    return NULL;
}

/* What CPython must know of a definition, from the first time on the same. */
static _HPyModule *module_know(const HPyModuleDef *def, const char *name)
{
    _HPyModule *known;
    _HPyMutex_Lock(&known_modules_lock);
    known = module_find(def);
    if (known == NULL) {
        known = module_remember(def, name);
    }
    _HPyMutex_Unlock(&known_modules_lock);
    return known;
}

/* Give a new module its spec, as the import system does: 0, or -1. */
static int module_set_spec(PyObject *module, PyObject *spec)
{
    PyObject *loader = PyObject_GetAttrString(spec, "loader");
    int result;
    if (loader == NULL) {
        PyErr_Clear(); /* any object with a name can be a spec */
    }
    result = PyObject_SetAttrString(module, "__spec__", spec);
    if (result == 0 && loader != NULL) {
        result = PyObject_SetAttrString(module, "__loader__", loader);
    }
    Py_XDECREF(loader);
    return result;
}

PyObject *module_create(HPyContext *ctx, HPyModuleDef *def, const char *name,
                        PyObject *spec)
{
    _HPyModule *known = module_know(def, name);
    PyObject *module;
    (void)ctx;
    if (known == NULL) {
        return NULL;
    }
    module = PyModule_FromDefAndSpec(&known->def, spec);
    if (module != NULL && PyModule_Check(module) &&
        (module_set_spec(module, spec) < 0 ||
         PyModule_ExecDef(module, &known->def) < 0)) {
        Py_CLEAR(module);
    }
    return module;
}
