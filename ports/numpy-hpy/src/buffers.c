/* src/buffers.c: memory for the items of arrays. */
#include "buffers.h"

#include <stdint.h>
#include <stdlib.h>

#define LINE 64

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
    buffer = memory + 2 * LINE - (uintptr_t)memory % LINE;
    ((char **)buffer)[-1] = memory;
    return buffer;
}

void buffer_return(char *buffer, size_t size)
{
    (void)size;
    free(((char **)buffer)[-1]);
}
