/* hpy/src/universal/module.c -- the extension module `hpy.universal`. */
#include "runtime.h"

#include "context.h"
#include "environment.h"
#include "loader.h"

#include "../debug/module.h"
#include "../trace/module.h"

#ifndef HPY_GIT_REVISION
#define HPY_GIT_REVISION "unknown" /* setup.py knows better */
#endif

/* ---- Functions ---- */

PyDoc_STRVAR(
    load_doc,
    "load($module, name, path, spec, debug=False, mode=-1)\n"
    "--\n"
    "\n"
    "Load an HPy extension module from a universal or hybrid binary.\n"
    "\n"
    "The module is neither looked up in sys.modules nor put there, and the\n"
    "environment is not read. Loading a binary again gives another module.\n"
    "\n"
    "name: the module's name; what the binary exports ends in its last part.\n"
    "path: the binary (str, bytes or os.PathLike), <name>.hpy0.so or alike.\n"
    "spec: the module's importlib.machinery.ModuleSpec.\n"
    "debug: if true, and mode is not positive, load in debug mode.\n"
    "mode: MODE_UNIVERSAL, MODE_DEBUG or MODE_TRACE.\n"
    "\n"
    "Raises RuntimeError if the binary cannot be opened, is not an HPy module\n"
    "of that name, or needs an ABI that this runtime does not serve;\n"
    "SystemError or ValueError if the module's definition is wrong; and what\n"
    "the module itself raises.");

/* A positive mode wins over `debug`; one that is unknown means universal. */
static hpy_mode choose_mode(int debug, int mode)
{
    if (mode <= 0) {
        return debug ? MODE_DEBUG : MODE_UNIVERSAL;
    }
    return mode < MODE_COUNT ? (hpy_mode)mode : MODE_UNIVERSAL;
}

static PyObject *load(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static const char *const names[] = {"name",  "path", "spec",
                                        "debug", "mode", NULL};
    PyObject *name, *path, *spec;
    int debug = 0, mode = -1;

    (void)self;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "UOO|pi:load",
                                     (char **)names, &name, &path, &spec,
                                     &debug, &mode)) {
        return NULL;
    }
    return loader_load(name, path, spec, choose_mode(debug, mode));
}

PyDoc_STRVAR(
    load_bootstrap_doc,
    "_load_bootstrap($module, name, ext_name, package, file, loader, spec,\n"
    "                env)\n"
    "--\n"
    "\n"
    "Load the binary that lies beside a stub, the file <name>.py.\n"
    "\n"
    "Works like load() and gives the module its import attributes.\n"
    "\n"
    "name: the last part of the module's name.\n"
    "ext_name: its whole name.\n"
    "package: the name of its package.\n"
    "file: the binary.\n"
    "loader, spec: those that the import system gave to the stub.\n"
    "env: a mapping, usually os.environ. HPY is MODE for all modules, or\n"
    "    MODULE:MODE,MODULE:MODE,... for some, where MODE is universal,\n"
    "    debug or trace. With HPY_LOG, sys.stdout gets a line.\n"
    "\n"
    "Raises ValueError if HPY is not understood, TypeError if a variable is\n"
    "not a str, and what load() raises.");

/* What _load_bootstrap is called with; all borrowed. */
typedef struct {
    PyObject *name;
    PyObject *ext_name;
    PyObject *package;
    PyObject *file;
    PyObject *loader;
    PyObject *spec;
    PyObject *env;
} Request;

static int parse_request(PyObject *args, PyObject *kwargs, Request *request)
{
    static const char *const names[] = {"name",   "ext_name", "package", "file",
                                        "loader", "spec",     "env",     NULL};

    return PyArg_ParseTupleAndKeywords(
        args, kwargs, "UUOOOOO:_load_bootstrap", (char **)names, &request->name,
        &request->ext_name, &request->package, &request->file, &request->loader,
        &request->spec, &request->env);
}

/* Set an attribute of an object that may well not have it: what HPy_mod_create
 * returns is free to refuse. */
static int offer(PyObject *object, const char *attribute, PyObject *value)
{
    if (PyObject_SetAttrString(object, attribute, value) == 0) {
        return 0;
    }
    if (!PyErr_ExceptionMatches(PyExc_Exception) ||
        PyErr_ExceptionMatches(PyExc_MemoryError)) {
        return -1;
    }
    PyErr_Clear();
    return 0;
}

static int set_import_attributes(PyObject *module, const Request *request)
{
    if (offer(module, "__file__", request->file) < 0 ||
        offer(module, "__loader__", request->loader) < 0 ||
        offer(module, "__name__", request->ext_name) < 0 ||
        offer(module, "__package__", request->package) < 0 ||
        offer(request->spec, "origin", request->file) < 0) {
        return -1;
    }
    return offer(module, "__spec__", request->spec);
}

static PyObject *load_bootstrap(PyObject *self, PyObject *args,
                                PyObject *kwargs)
{
    Request request;
    hpy_mode mode;
    PyObject *module;

    (void)self;
    if (!parse_request(args, kwargs, &request) ||
        environment_mode(request.env, request.name, request.ext_name, &mode) <
            0 ||
        environment_log(request.env, request.name, mode) < 0) {
        return NULL;
    }
    module = loader_load(request.name, request.file, request.spec, mode);
    if (module != NULL && set_import_attributes(module, &request) < 0) {
        Py_CLEAR(module);
    }
    return module;
}

PyDoc_STRVAR(get_version_doc,
             "get_version($module)\n"
             "--\n"
             "\n"
             "Return the version of the runtime and the commit it was built\n"
             "from, or 'unknown', as two str.");

static PyObject *get_version(PyObject *self, PyObject *ignored)
{
    (void)self;
    (void)ignored;
    return Py_BuildValue("ss", HPY_VERSION, HPY_GIT_REVISION);
}

/* ---- Module ---- */

PyDoc_STRVAR(
    universal_doc,
    "The HPy runtime for CPython: loads universal and hybrid binaries.");

static PyMethodDef functions[] = {
    {"load", HPy_FUNCTION_CAST(PyCFunction, load), METH_VARARGS | METH_KEYWORDS,
     load_doc},
    {"_load_bootstrap", HPy_FUNCTION_CAST(PyCFunction, load_bootstrap),
     METH_VARARGS | METH_KEYWORDS, load_bootstrap_doc},
    {"get_version", get_version, METH_NOARGS, get_version_doc},
    {NULL, NULL, 0, NULL},
};

/* There is one context in a process, and its handles are objects of the main
 * interpreter. CPython itself refuses only the interpreters that ask for it,
 * and only since 3.12. */
static int refuse_subinterpreter(void)
{
    if (PyInterpreterState_Get() == PyInterpreterState_Main()) {
        return 0;
    }
    PyErr_SetString(PyExc_ImportError,
                    "hpy.universal cannot be imported in a subinterpreter: HPy "
                    "has one context per process; import it, and the HPy "
                    "extensions, in the main interpreter");
    return -1;
}

static int execute(PyObject *module)
{
    if (refuse_subinterpreter() < 0 || context_init() < 0 ||
        debug_module_add(module) < 0 || trace_module_add(module) < 0) {
        return -1;
    }
    if (PyModule_AddIntConstant(module, "MODE_UNIVERSAL", MODE_UNIVERSAL) < 0 ||
        PyModule_AddIntConstant(module, "MODE_DEBUG", MODE_DEBUG) < 0) {
        return -1;
    }
    return PyModule_AddIntConstant(module, "MODE_TRACE", MODE_TRACE);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, HPy_FUNCTION_CAST(void *, execute)},
#if _HPY_PY312_PLUS
    {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
#endif
#if _HPY_PY313_PLUS
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

static PyModuleDef universal = {
    PyModuleDef_HEAD_INIT,
    "hpy.universal",
    universal_doc,
    0, /* no state: the context belongs to the process */
    functions,
    slots,
    NULL,
    NULL,
    NULL,
};

PyMODINIT_FUNC PyInit_universal(void);
PyMODINIT_FUNC PyInit_universal(void)
{
    return PyModuleDef_Init(&universal);
}
