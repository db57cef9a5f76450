/* src/buffers.c: memory for the items of arrays. */
#if defined(__linux__) && !defined(_DEFAULT_SOURCE)
#define _DEFAULT_SOURCE /* madvise */
#endif

#include "buffers.h"

#include <stdint.h>
#include <stdlib.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

#define LINE 64

/* From so many bytes on, memory is asked for in large pages: it is got, and
 * found, with fewer steps. */
#define LARGE ((size_t)4 << 20)
#define PAGE ((size_t)4096)

/* It is advice, and so nothing is lost if it is not taken. */
static void prefer_large_pages(char *memory, size_t size)
{
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    size_t gap = (PAGE - (uintptr_t)memory % PAGE) % PAGE;
    (void)madvise(memory + gap, size - gap, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)size;
#endif
}

/* What malloc gave is kept in front of the buffer. */
char *buffer_take(size_t size)
{
    char *memory, *buffer;
    if (size > SIZE_MAX - 2 * LINE) {
        return NULL;
    }
    memory = (char *)malloc(size + 2 * LINE);
    if (memory == NULL) {
        return NULL;
    }
    if (size >= LARGE) {
        prefer_large_pages(memory, size);
    }
    buffer = memory + 2 * LINE - (uintptr_t)memory % LINE;
    ((char **)buffer)[-1] = memory;
    return buffer;
}

void buffer_return(char *buffer, size_t size)
{
    (void)size;
    free(((char **)buffer)[-1]);
}
