/* src/buffers.h: memory for the items of arrays. */
#ifndef NUMPY_BUFFERS_H
#define NUMPY_BUFFERS_H

#include <stddef.h>

/* Memory for so many bytes, on the boundary of a cache line; NULL if there is
 * none. What is in it is not known. */
char *buffer_take(size_t size);

/* Give back what was taken with that size. */
void buffer_return(char *buffer, size_t size);

#endif /* NUMPY_BUFFERS_H */
