/* src/blas.c: a BLAS is loaded at run time. */
#include "blas.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <dlfcn.h>
#endif

static blas_functions loaded;
const blas_functions *blas = NULL;

static void *open_library(const char *path)
{
#ifdef _WIN32
    return (void *)LoadLibraryA(path);
#else
    return dlopen(path, RTLD_NOW | RTLD_LOCAL);
#endif
}

static void *find_symbol(void *library, const char *name)
{
#ifdef _WIN32
    return (void *)GetProcAddress((HMODULE)library, name);
#else
    return dlsym(library, name);
#endif
}

/* The address is copied, as C has no cast from objects to functions. */
static bool find_function(void *library, const char *prefix, const char *name,
                          void *pointer)
{
    char full_name[64];
    void *symbol;
    snprintf(full_name, sizeof(full_name), "%scblas_%s", prefix, name);
    symbol = find_symbol(library, full_name);
    memcpy(pointer, &symbol, sizeof(symbol));
    return symbol != NULL;
}

bool blas_load(const char *path, const char *prefix)
{
    void *library = open_library(path);
    bool done = library != NULL;
#define FIND(NAME)                                                             \
    done = done && find_function(library, prefix, #NAME, &loaded.NAME)
    FIND(sgemm);
    FIND(dgemm);
    FIND(cgemm);
    FIND(zgemm);
    FIND(sgemv);
    FIND(dgemv);
    FIND(sdot);
    FIND(ddot);
#undef FIND
    if (done) {
        blas = &loaded; /* the library stays, as its functions are called */
    }
    return done;
}
