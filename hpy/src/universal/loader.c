/* hpy/src/universal/loader.c -- from the file of a binary to a module. */
#include "runtime.h"

#include "context.h"
#include "library.h"
#include "loader.h"

typedef uint32_t (*VersionFunction)(void);
typedef void (*ContextFunction)(HPyContext *);
typedef HPyModuleDef *(*InitFunction)(void);

/* A binary that is being loaded. */
typedef struct {
    PyObject *name;   /* of the module, borrowed */
    PyObject *path;   /* owned, str */
    char *short_name; /* owned: what the names of its symbols end in */
    Library library;
} Binary;

/* ---- Refusals ---- */

/* Raise RuntimeError: which module, which file, and why. */
static void refuse(const Binary *binary, const char *format, ...)
{
    PyObject *reason;
    va_list arguments;

    va_start(arguments, format);
    reason = PyUnicode_FromFormatV(format, arguments);
    va_end(arguments);
    if (reason != NULL) {
        PyErr_Format(PyExc_RuntimeError,
                     "hpy.universal: cannot load module %R from %R: %U",
                     binary->name, binary->path, reason);
        Py_DECREF(reason);
    }
}

/* ---- The name of the module ---- */

/* Only ASCII can be in the name of a C symbol. */
static void refuse_name(PyObject *name, Py_ssize_t index)
{
    PyObject *error = NULL;
    PyObject *reason = PyUnicode_FromFormat(
        "the symbols of HPy module %R end in its name; give it an ASCII name, "
        "for its file and in HPy_MODINIT",
        name);

    if (reason != NULL) {
        error = PyObject_CallFunction(PyExc_UnicodeEncodeError, "sOnnO",
                                      "ascii", name, index, index + 1, reason);
        Py_DECREF(reason);
    }
    if (error != NULL) {
        PyErr_SetObject(PyExc_UnicodeEncodeError, error);
        Py_DECREF(error);
    }
}

/* Copy the characters of the name from `start` on; '-' becomes '_'. */
static int copy_name(PyObject *name, Py_ssize_t start, Py_ssize_t end, char *to)
{
    Py_ssize_t i;

    for (i = start; i < end; i++) {
        Py_UCS4 c = PyUnicode_ReadChar(name, i);
        if (c > 127) {
            refuse_name(name, i);
            return -1;
        }
        if (c == 0) {
            PyErr_Format(PyExc_ValueError,
                         "hpy.universal: null character in module name %R",
                         name);
            return -1;
        }
        *to++ = c == '-' ? '_' : (char)c;
    }
    *to = '\0';
    return 0;
}

/* Step 1: the last component of the module's name. */
static int find_short_name(Binary *binary)
{
    Py_ssize_t length = PyUnicode_GetLength(binary->name);
    Py_ssize_t dot = PyUnicode_FindChar(binary->name, '.', 0, length, -1);

    if (length < 0 || dot == -2) {
        return -1;
    }
    binary->short_name = (char *)PyMem_Malloc((size_t)(length - dot));
    if (binary->short_name == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return copy_name(binary->name, dot + 1, length, binary->short_name);
}

/* ---- The file and its symbols ---- */

/* Step 2. */
static int open_library(Binary *binary, PyObject *path)
{
    PyObject *reason;

    if (!PyUnicode_FSDecoder(path, &binary->path)) {
        return -1;
    }
    binary->library = library_open(binary->path, &reason);
    if (binary->library != NULL) {
        return 0;
    }
    if (reason != NULL) {
        refuse(binary,
               "the system cannot open it (%U); check that the file is there, "
               "is complete, and was built for this platform and interpreter",
               reason);
        Py_DECREF(reason);
    }
    return -1;
}

/* Find the function `prefix` + short name: 1, 0 and NULL if there is none, or
 * -1 and NULL with an exception. */
static int find(const Binary *binary, const char *prefix,
                LibraryFunction *function)
{
    PyObject *symbol = PyBytes_FromFormat("%s%s", prefix, binary->short_name);

    *function = NULL;
    if (symbol == NULL) {
        return -1;
    }
    *function = library_find(binary->library, PyBytes_AS_STRING(symbol));
    Py_DECREF(symbol);
    return *function != NULL;
}

/* Say that `prefix` + short name is missing, and what may be the cause. */
static void refuse_symbol(const Binary *binary, const char *prefix)
{
    const char *name = binary->short_name;
    LibraryFunction function;
    int is_c_extension = find(binary, "PyInit_", &function);

    if (is_c_extension == 1) {
        refuse(binary,
               "it has no function '%s%s', but 'PyInit_%s': it is an extension "
               "for one version of CPython; use an import statement for it, or "
               "build it for HPy's universal ABI",
               prefix, name, name);
    }
    else if (is_c_extension == 0) {
        refuse(binary,
               "it has no function '%s%s'; if it is an HPy extension, its "
               "HPy_MODINIT names another module: write HPy_MODINIT(%s, ...), "
               "or load it under its own name",
               prefix, name, name);
    }
}

/* The function `prefix` + short name, or NULL with an exception. */
static LibraryFunction require(const Binary *binary, const char *prefix)
{
    LibraryFunction function;

    if (find(binary, prefix, &function) == 0) {
        refuse_symbol(binary, prefix);
    }
    return function;
}

/* ---- The version of the ABI ---- */

/* Steps 3 and 4: the binary asks for a version, which has to be served. */
static int check_version(const Binary *binary, uint32_t *major)
{
    LibraryFunction get_major, get_minor;
    uint32_t minor;

    get_major = require(binary, "get_required_hpy_major_version_");
    if (get_major == NULL) {
        return -1;
    }
    get_minor = require(binary, "get_required_hpy_minor_version_");
    if (get_minor == NULL) {
        return -1;
    }
    minor = ((VersionFunction)get_minor)();
    *major = ((VersionFunction)get_major)();
    if (*major == HPY_ABI_VERSION && minor <= HPY_ABI_VERSION_MINOR) {
        return 0;
    }
    refuse(binary,
           "it needs HPy ABI %u.%u, this runtime (hpy " HPY_VERSION
           ") serves %u.%u; upgrade with 'pip install --upgrade hpy'",
           (unsigned int)*major, (unsigned int)minor,
           (unsigned int)HPY_ABI_VERSION, (unsigned int)HPY_ABI_VERSION_MINOR);
    return -1;
}

/* The number behind the first ".hpy" in `file` that has one: 1, or 0. A number
 * that is too big for the type becomes its maximum, which is no version. */
static int parse_tag(const char *file, unsigned long *number)
{
    static const char tag[] = ".hpy";

    for (file = strstr(file, tag); file != NULL; file = strstr(file, tag)) {
        file += strlen(tag);
        if (*file >= '0' && *file <= '9') {
            *number = strtoul(file, NULL, 10);
            return 1;
        }
    }
    return 0;
}

/* The part of a path behind its last folder. */
static const char *file_name(const char *path)
{
    const char *name = strrchr(path, '/');

#ifdef _WIN32
    const char *after = name == NULL ? path : name + 1;
    const char *backslash = strrchr(after, '\\');
    name = backslash == NULL ? name : backslash;
#endif
    return name == NULL ? path : name + 1;
}

/* Step 5: the file is named after the same version. */
static int check_tag(const Binary *binary, uint32_t major)
{
    PyObject *path;
    unsigned long number;
    int tagged;

    if (!PyUnicode_FSConverter(binary->path, &path)) {
        return -1;
    }
    tagged = parse_tag(file_name(PyBytes_AS_STRING(path)), &number);
    Py_DECREF(path);
    if (tagged && number == major) {
        return 0;
    }
    if (tagged) {
        refuse(binary,
               "its file name says HPy ABI %lu, but it was built for %u; "
               "rename it, or build it again",
               number, (unsigned int)major);
    }
    else {
        refuse(binary,
               "its file name has no HPy ABI tag; rename it so that it has "
               "'.hpy%u' in front of its extension",
               (unsigned int)major);
    }
    return -1;
}

/* ---- The module ---- */

/* Steps 7 and 8: give the binary its context, and get its definition. */
static HPyModuleDef *initialize(const Binary *binary, HPyContext *ctx)
{
    static _HPyMutex mutex;
    LibraryFunction take_context, init;
    HPyModuleDef *definition;

    take_context = require(binary, "HPyInitGlobalContext_");
    if (take_context == NULL) {
        return NULL;
    }
    init = require(binary, "HPyInit_");
    if (init == NULL) {
        return NULL;
    }
    /* Another thread may be loading the same binary, whose variables are
     * written here. Step 9 is not locked: the module's own code runs there,
     * and may wait for an import by a thread that waits for this lock. */
    _HPyMutex_Lock(&mutex);
    ((ContextFunction)take_context)(ctx);
    definition = ((InitFunction)init)();
    _HPyMutex_Unlock(&mutex);
    if (definition == NULL) {
        refuse(binary,
               "its function 'HPyInit_%s' returned NULL; it has to return the "
               "address of an HPyModuleDef, as HPy_MODINIT makes it do",
               binary->short_name);
    }
    return definition;
}

/* Steps 6 to 9. */
static PyObject *create(const Binary *binary, PyObject *spec, hpy_mode mode)
{
    HPyContext *ctx = mode_context(mode, spec);
    HPyModuleDef *definition;

    if (ctx == NULL) {
        return NULL;
    }
    definition = initialize(binary, ctx);
    if (definition == NULL) {
        return NULL;
    }
    mode_loaded(mode, ctx, definition);
    return module_create(ctx, definition, binary->short_name, spec);
}

/* The library stays open: the module is made of it. */
static void clear(Binary *binary)
{
    Py_CLEAR(binary->path);
    PyMem_Free(binary->short_name);
    binary->short_name = NULL;
}

PyObject *loader_load(PyObject *name, PyObject *path, PyObject *spec,
                      hpy_mode mode)
{
    Binary binary = {name, NULL, NULL, NULL};
    PyObject *module = NULL;
    uint32_t major;

    if (find_short_name(&binary) == 0 && open_library(&binary, path) == 0 &&
        check_version(&binary, &major) == 0 && check_tag(&binary, major) == 0) {
        module = create(&binary, spec, mode);
    }
    clear(&binary);
    return module;
}
