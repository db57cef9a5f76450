/* hpy/src/universal/library.c -- a shared library and its functions. */
#if !defined(_WIN32) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE 1 /* dladdr; as pyconfig.h has it */
#endif
#include "library.h"

#ifdef _WIN32

#include <windows.h>

/* What the system says about an error code; a new reference. */
static PyObject *error_text(DWORD code)
{
    wchar_t text[512];
    DWORD length = FormatMessageW(
        FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, code,
        0, text, sizeof(text) / sizeof(text[0]), NULL);

    while (length > 0 && text[length - 1] <= L' ') {
        length--;
    }
    if (length == 0) {
        return PyUnicode_FromFormat("Windows error %lu", code);
    }
    return PyUnicode_FromWideChar(text, (Py_ssize_t)length);
}

/* A DLL finds the DLLs that it needs in its own folder only if its path is
 * absolute. The result is freed with free(). */
static wchar_t *absolute_path(PyObject *path)
{
    wchar_t *given = PyUnicode_AsWideCharString(path, NULL);
    wchar_t *absolute;

    if (given == NULL) {
        return NULL;
    }
    absolute = _wfullpath(NULL, given, 0);
    PyMem_Free(given);
    if (absolute == NULL) {
        PyErr_NoMemory();
    }
    return absolute;
}

Library library_open(PyObject *path, PyObject **reason)
{
    wchar_t *file = absolute_path(path);
    HMODULE library;
    DWORD dialogs;

    *reason = NULL;
    if (file == NULL) {
        return NULL;
    }
    /* A missing DLL is an exception, no reason to open a window. */
    SetThreadErrorMode(SEM_FAILCRITICALERRORS, &dialogs);
    library = LoadLibraryExW(file, NULL,
                             LOAD_LIBRARY_SEARCH_DEFAULT_DIRS |
                                 LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR);
    if (library == NULL) {
        *reason = error_text(GetLastError());
    }
    SetThreadErrorMode(dialogs, NULL);
    free(file);
    return (Library)library;
}

LibraryFunction library_find(Library library, const char *symbol)
{
    return (LibraryFunction)GetProcAddress((HMODULE)library, symbol);
}

bool library_locate(const void *address, LibraryPlace *place)
{
    (void)address;
    (void)place;
    return false;
}

#else

#include <dlfcn.h>

/* The path as the system spells it. A name without a slash would be looked for
 * in the system's folders, so the current one is put in front of it. */
static PyObject *file_path(PyObject *path)
{
    PyObject *file = NULL, *here;

    if (!PyUnicode_FSConverter(path, &file)) {
        return NULL;
    }
    if (strchr(PyBytes_AS_STRING(file), '/') != NULL) {
        return file;
    }
    here = PyBytes_FromFormat("./%s", PyBytes_AS_STRING(file));
    Py_DECREF(file);
    return here;
}

Library library_open(PyObject *path, PyObject **reason)
{
    PyObject *file = file_path(path);
    Library library;

    *reason = NULL;
    if (file == NULL) {
        return NULL;
    }
    library = dlopen(PyBytes_AS_STRING(file), RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        *reason = PyUnicode_DecodeFSDefault(dlerror());
    }
    Py_DECREF(file);
    return library;
}

LibraryFunction library_find(Library library, const char *symbol)
{
    return (LibraryFunction)dlsym(library, symbol);
}

bool library_locate(const void *address, LibraryPlace *place)
{
    const char *here = (const char *)address;
    Dl_info info;
    if (dladdr((void *)address, &info) == 0 || info.dli_fname == NULL) {
        return false;
    }
    place->file = info.dli_fname;
    place->distance = here - (const char *)info.dli_fbase;
    place->function = info.dli_saddr == NULL ? NULL : info.dli_sname;
    place->function_distance =
        place->function == NULL ? 0 : here - (const char *)info.dli_saddr;
    return true;
}

#endif
