/* hpy/src/debug/ended.h -- things of the extension that have ended: they are
 * kept for a while, so that a late use is found out.
 */
#ifndef HPY_DEBUG_ENDED_H
#define HPY_DEBUG_ENDED_H

#include "../universal/runtime.h"

/* The first member of what can end, which comes from malloc(): Python's
 * allocator would take what is kept for a leak. */
typedef struct ended {
    struct ended *next;
} ended;

/* Keep a thing that has ended. The one that ended longest ago is freed if there
 * are too many. */
void ended_keep(ended *thing);

#endif /* HPY_DEBUG_ENDED_H */
