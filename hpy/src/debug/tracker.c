/* hpy/src/debug/tracker.c -- trackers of debug handles. */
#include "byhand.h"
#include "call.h"

/* What a tracker is: it is freed at once, as nothing may be asked of it then.
 */
typedef struct {
    size_t size;
    size_t space;
    HPy *handles;
} tracker;

#define DEFAULT_SPACE 8

HPyTracker debug_Tracker_New(HPyContext *ctx, HPy_ssize_t size)
{
    size_t space = size > 0 ? (size_t)size : DEFAULT_SPACE;
    tracker *t = PyMem_New(tracker, 1);
    HPy *handles = PyMem_New(HPy, space);
    HPyTracker ht = {(intptr_t)t};
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Tracker_New));
    if (t == NULL || handles == NULL) {
        PyMem_Free(t);
        PyMem_Free(handles);
        PyErr_NoMemory();
        ht._i = 0;
        return ht;
    }
    *t = (tracker){0, space, handles};
    return ht;
}

int debug_Tracker_Add(HPyContext *ctx, HPyTracker ht, HPy h)
{
    tracker *t = (tracker *)ht._i;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Tracker_Add));
    debug_in(&call, h, "h");
    if (t->size == t->space) {
        HPy *handles = PyMem_Realloc(t->handles, 2 * t->space * sizeof(HPy));
        if (handles == NULL) {
            debug_close(&call, h, "h");
            PyErr_NoMemory();
            return -1;
        }
        t->handles = handles;
        t->space *= 2;
    }
    t->handles[t->size++] = h;
    return 0;
}

void debug_Tracker_ForgetAll(HPyContext *ctx, HPyTracker ht)
{
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Tracker_ForgetAll));
    ((tracker *)ht._i)->size = 0;
}

void debug_Tracker_Close(HPyContext *ctx, HPyTracker ht)
{
    tracker *t = (tracker *)ht._i;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Tracker_Close));
    for (size_t i = 0; i < t->size; i++) {
        debug_close(&call, t->handles[i], "ht");
    }
    PyMem_Free(t->handles);
    PyMem_Free(t);
}
