/* hpy/cpython/context.h -- the context over CPython.
 *
 * In the cpython ABI a context holds the constant handles only; one lives in
 * each binary. The runtime's has all members. `_private` is where both keep
 * their type functions (type.h).
 */

#ifdef _HPY_RUNTIME
#define _HPy_BINARY_STATE
#elif defined(HPY_EMBEDDED_MODULES)
#define _HPy_BINARY_STATE static
#else
#define _HPy_BINARY_STATE extern HPy_HIDDEN
#endif

/* Names that were given as C strings, and their strs: name.h. */
#define _HPYNAMES_COUNT 128

typedef struct {
    const char *address; /* of the C string, or NULL */
    const char *text;    /* of the str */
    PyObject *str;
    const char *missed; /* the last address that was not found here */
} _HPyName;

typedef struct {
    bool is_owned; /* by the interpreter, which ends it */
    _HPyName entries[_HPYNAMES_COUNT];
} _HPyNames;

/* The context of the binary that this is compiled into, and its names. */
#ifdef _HPY_RUNTIME
extern HPyContext universal_context;
extern _HPyNames universal_names;
#define _HPy_OWN_CONTEXT (&universal_context)
#define _HPy_OWN_NAMES (&universal_names)
#else
_HPy_BINARY_STATE HPyContext _HPy_context;
_HPy_BINARY_STATE _HPyNames _HPy_names;
#define _HPy_OWN_CONTEXT (&_HPy_context)
#define _HPy_OWN_NAMES (&_HPy_names)
#endif

/* The dict of the builtins module, borrowed, or NULL with an exception. */
static inline PyObject *_HPy_BuiltinsDict(void)
{
    PyObject *module = PyImport_ImportModule("builtins");
    PyObject *dict = module ? PyModule_GetDict(module) : NULL;
    Py_XDECREF(module);
    return dict;
}

/* Set the constant handles: 0, or -1 with an exception. They are references
 * that are never given back: the context lives as long as the process. */
static inline int _HPyContext_SetConstants(HPyContext *ctx)
{
#include "hpy/generated/constants.h"
    return HPy_IsNull(ctx->h_Builtins) ? -1 : 0;
}
