/* hpy/src/debug/ended.c -- a queue of things that have ended. */
#include "ended.h"

#include <stdlib.h>

/* So many are kept. */
#define KEPT 512

static ended *first, **last = &first;
static int count;
static _HPyMutex lock;

void ended_keep(ended *thing)
{
    ended *oldest = NULL;
    thing->next = NULL;
    _HPyMutex_Lock(&lock);
    *last = thing;
    last = &thing->next;
    if (++count > KEPT) {
        oldest = first;
        first = oldest->next;
        count--;
    }
    _HPyMutex_Unlock(&lock);
    free(oldest);
}
