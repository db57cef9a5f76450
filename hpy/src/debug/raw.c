/* hpy/src/debug/raw.c -- copies in protected pages. */
#include "raw.h"

#include <stdlib.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#endif

#define DEFAULT_KEPT_MAX (10 << 20)

size_t raw_kept_max = DEFAULT_KEPT_MAX;

static size_t kept; /* bytes of copies that nobody may read any more */

/* ---- Pages ---- */

#ifdef _WIN32
static void *pages_new(size_t size)
{
    return VirtualAlloc(NULL, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

static void pages_free(void *start, size_t size)
{
    (void)size;
    VirtualFree(start, 0, MEM_RELEASE);
}

static void pages_protect(void *start, size_t size, bool readable)
{
    DWORD old;
    VirtualProtect(start, size, readable ? PAGE_READONLY : PAGE_NOACCESS, &old);
}
#else
static void *pages_new(size_t size)
{
    void *start = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return start == MAP_FAILED ? NULL : start;
}

static void pages_free(void *start, size_t size)
{
    munmap(start, size);
}

static void pages_protect(void *start, size_t size, bool readable)
{
    /* What cannot be protected is only checked less. */
    (void)!mprotect(start, size, readable ? PROT_READ : PROT_NONE);
}
#endif

/* ---- Copies ---- */

const char *raw_copy(raw_data *raw, const char *text, size_t size)
{
    if (raw->start != NULL) {
        return raw->start;
    }
    raw->start = pages_new(size);
    if (raw->start != NULL) {
        memcpy(raw->start, text, size);
        raw->size = size;
        pages_protect(raw->start, size, true);
    }
    return raw->start;
}

/* A copy that is protected counts as kept, by its size. */
void raw_protect(raw_data *raw)
{
    if (raw->start == NULL) {
        return;
    }
    if (kept + raw->size > raw_kept_max) {
        pages_free(raw->start, raw->size);
        raw->start = NULL;
        raw->size = 0;
        return;
    }
    pages_protect(raw->start, raw->size, false);
    kept += raw->size;
}

/* Only closed handles are emptied: what they have is protected. */
void raw_free(raw_data *raw)
{
    if (raw->start == NULL) {
        return;
    }
    kept -= raw->size;
    pages_free(raw->start, raw->size);
    raw->start = NULL;
    raw->size = 0;
}
