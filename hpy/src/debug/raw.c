/* hpy/src/debug/raw.c -- copies in protected pages. */
#include "raw.h"

#include <stdlib.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#define DEFAULT_KEPT_MAX (10 << 20)

size_t raw_kept_max = DEFAULT_KEPT_MAX;

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

static bool page_exists(const void *address)
{
    MEMORY_BASIC_INFORMATION page;
    return VirtualQuery(address, &page, sizeof(page)) != 0 &&
           page.State == MEM_COMMIT &&
           (page.Protect & (PAGE_NOACCESS | PAGE_GUARD)) == 0;
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

/* Writing a page back tells whether it is there; there is nothing to write. */
static bool page_exists(const void *address)
{
    uintptr_t size = (uintptr_t)sysconf(_SC_PAGESIZE);
    void *page = (void *)((uintptr_t)address & ~(size - 1));
    int before = errno;
    bool exists = msync(page, 1, MS_ASYNC) == 0 || errno != ENOMEM;
    errno = before;
    return exists;
}

static void pages_protect(void *start, size_t size, bool readable)
{
    /* What cannot be protected is only checked less. */
    (void)!mprotect(start, size, readable ? PROT_READ : PROT_NONE);
}
#endif

/* ---- All copies; with the lock held ---- */

static raw_data *copies;
static size_t kept; /* bytes of copies that nobody may read any more */
static _HPyMutex lock;

static void enlist(raw_data *raw)
{
    raw->is_protected = false;
    raw->previous = NULL;
    raw->next = copies;
    if (copies != NULL) {
        copies->previous = raw;
    }
    copies = raw;
}

static void strike_off(raw_data *raw)
{
    if (raw->previous != NULL) {
        raw->previous->next = raw->next;
    }
    else {
        copies = raw->next;
    }
    if (raw->next != NULL) {
        raw->next->previous = raw->previous;
    }
}

static void drop(raw_data *raw)
{
    strike_off(raw);
    pages_free(raw->start, raw->size);
    raw->start = NULL;
    raw->size = 0;
}

static bool is_in(const raw_data *raw, const void *address)
{
    const char *start = (const char *)raw->start;
    return (const char *)address >= start &&
           (const char *)address < start + raw->size;
}

raw_state raw_state_of(const void *address)
{
    raw_data *raw;
    raw_state state = RAW_OTHER;
    _HPyMutex_Lock(&lock);
    for (raw = copies; raw != NULL && state == RAW_OTHER; raw = raw->next) {
        if (is_in(raw, address)) {
            state = raw->is_protected ? RAW_GONE : RAW_COPY;
        }
    }
    _HPyMutex_Unlock(&lock);
    if (state == RAW_OTHER && !page_exists(address)) {
        state = RAW_GONE;
    }
    return state;
}

/* ---- Copies ---- */

/* Make it the copy, unless another thread was faster. */
static const char *settle(raw_data *raw, void *start, size_t size)
{
    _HPyMutex_Lock(&lock);
    if (raw->start == NULL) {
        raw->start = start;
        raw->size = size;
        enlist(raw);
        start = NULL;
    }
    _HPyMutex_Unlock(&lock);
    if (start != NULL) {
        pages_free(start, size);
    }
    return (const char *)raw->start;
}

static const char *find_copy(const raw_data *raw)
{
    const char *start;
    _HPyMutex_Lock(&lock);
    start = (const char *)raw->start;
    _HPyMutex_Unlock(&lock);
    return start;
}

const char *raw_copy(raw_data *raw, const char *text, size_t size)
{
    const char *copy = find_copy(raw);
    void *start = copy == NULL ? pages_new(size) : NULL;
    if (start == NULL) {
        return copy;
    }
    memcpy(start, text, size);
    pages_protect(start, size, true);
    return settle(raw, start, size);
}

/* A copy that is protected counts as kept, by its size. */
static void protect_or_drop(raw_data *raw)
{
    if (kept + raw->size > raw_kept_max) {
        drop(raw);
        return;
    }
    raw->is_protected = true;
    pages_protect(raw->start, raw->size, false);
    kept += raw->size;
}

void raw_protect(raw_data *raw)
{
    if (raw->start == NULL) {
        return;
    }
    _HPyMutex_Lock(&lock);
    protect_or_drop(raw);
    _HPyMutex_Unlock(&lock);
}

/* Only closed handles are emptied: what they have is protected. */
void raw_free(raw_data *raw)
{
    if (raw->start == NULL) {
        return;
    }
    _HPyMutex_Lock(&lock);
    kept -= raw->size;
    drop(raw);
    _HPyMutex_Unlock(&lock);
}
