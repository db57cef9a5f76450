/* hpy/src/universal/library.h -- a shared library and its functions. */
#ifndef HPY_UNIVERSAL_LIBRARY_H
#define HPY_UNIVERSAL_LIBRARY_H

#include "runtime.h"

/* An open library. There is no way to close it: Python objects keep pointers
 * into it for as long as they live. */
typedef void *Library;

/* A function whose prototype the caller knows, and casts to. */
typedef void (*LibraryFunction)(void);

/* Open the library in the file `path` (str), with its symbols kept apart from
 * those of all others. A path without a folder means the current one.
 *
 * Returns NULL if that fails. Then either *reason is the system's own text, a
 * new reference, and no exception is set; or *reason is NULL and one is:
 * ValueError for a null character in the path, MemoryError. */
Library library_open(PyObject *path, PyObject **reason);

/* The function `symbol` of an open library, or NULL if it has none. */
LibraryFunction library_find(Library library, const char *symbol);

/* Where an address is: in which file, how far from its beginning in memory, and
 * in which function, NULL if that is not known. */
typedef struct {
    const char *file; /* in the encoding of the file system */
    Py_ssize_t distance;
    const char *function;
    Py_ssize_t function_distance; /* from its beginning */
} LibraryPlace;

/* Find out where an address is; false if the system cannot tell. */
bool library_locate(const void *address, LibraryPlace *place);

#endif /* HPY_UNIVERSAL_LIBRARY_H */
