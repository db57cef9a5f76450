/* src/run.h: masks, arrays of bool that say which items are worked on. */
#ifndef NUMPY_RUN_H
#define NUMPY_RUN_H

#include <stdbool.h>
#include <stdint.h>

/* Find the next run of true items, from `*to` on: those from `*from` up to
 * `*to`. False if there is none. Begin with a `*to` of 0. */
static inline bool run_next(const char *mask, intptr_t stride, intptr_t count,
                            intptr_t *from, intptr_t *to)
{
    intptr_t i = *to;
    while (i < count && mask[i * stride] == 0) {
        i++;
    }
    *from = i;
    while (i < count && mask[i * stride] != 0) {
        i++;
    }
    *to = i;
    return i > *from;
}

#endif /* NUMPY_RUN_H */
