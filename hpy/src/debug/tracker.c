/* hpy/src/debug/tracker.c -- trackers of debug handles. */
#include "byhand.h"
#include "call.h"
#include "ended.h"

#include <stdlib.h>

/* The handle of a tracker is the address of one of these. */
typedef struct {
    ended ended; /* kept when the tracker is closed */
    size_t size;
    size_t space;
    HPy *handles; /* owned; NULL if the tracker is closed */
} tracker;

#define DEFAULT_SPACE 8

static void report_tracker(debug_call *call, const char *argument,
                           const char *problem)
{
    mistake m = {.ctx = call->ctx,
                 .function = call->function,
                 .argument = argument,
                 .problem = problem,
                 .summary = "a tracker was used wrongly"};
    report(&m);
}

/* ---- Life ---- */

static tracker *tracker_new(size_t space)
{
    tracker *t = malloc(sizeof(tracker));
    HPy *handles = PyMem_New(HPy, space);
    if (t == NULL || handles == NULL) {
        free(t);
        PyMem_Free(handles);
        PyErr_NoMemory();
        return NULL;
    }
    *t = (tracker){{NULL}, 0, space, handles};
    return t;
}

/* The tracker, or NULL if there is none, which is told. */
static tracker *tracker_in(debug_call *call, HPyTracker ht)
{
    tracker *t = (tracker *)ht._i;
    if (t == NULL) {
        report_tracker(call, "ht",
                       "a null tracker: ask HPyTracker_IsNull after "
                       "HPyTracker_New, which fails without memory");
    }
    else if (t->handles == NULL) {
        report_tracker(call, "ht", "a tracker that has been closed");
        return NULL;
    }
    return t;
}

static void tracker_close(debug_call *call, tracker *t)
{
    HPy *handles = t->handles;
    t->handles = NULL; /* closing an object may run any code */
    for (size_t i = 0; i < t->size; i++) {
        debug_close(call, handles[i], "ht");
    }
    PyMem_Free(handles);
    ended_keep(&t->ended);
}

/* Add a handle: 0, or -1 with MemoryError and the handle closed. */
static int tracker_add(debug_call *call, tracker *t, HPy h)
{
    if (t->size == t->space) {
        HPy *handles = PyMem_Realloc(t->handles, 2 * t->space * sizeof(HPy));
        if (handles == NULL) {
            debug_close(call, h, "h");
            PyErr_NoMemory();
            return -1;
        }
        t->handles = handles;
        t->space *= 2;
    }
    t->handles[t->size++] = h;
    return 0;
}

/* ---- Functions ---- */

HPyTracker debug_Tracker_New(HPyContext *ctx, HPy_ssize_t size)
{
    HPyTracker ht;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Tracker_New));
    if (size < 0) {
        report_tracker(&call, "size",
                       "a negative size: give 0 if it is not known");
    }
    ht._i = (intptr_t)tracker_new(size > 0 ? (size_t)size : DEFAULT_SPACE);
    debug_leave(&call);
    return ht;
}

/* Without a tracker nobody else closes the handle. */
int debug_Tracker_Add(HPyContext *ctx, HPyTracker ht, HPy h)
{
    tracker *t;
    debug_call call;
    int result = -1;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Tracker_Add));
    t = tracker_in(&call, ht);
    if (t == NULL) {
        debug_close(&call, h, "h");
        debug_fail(&call, "no open tracker");
    }
    else {
        debug_in(&call, h, "h");
        result = tracker_add(&call, t, h);
    }
    debug_leave(&call);
    return result;
}

void debug_Tracker_ForgetAll(HPyContext *ctx, HPyTracker ht)
{
    tracker *t;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Tracker_ForgetAll));
    t = tracker_in(&call, ht);
    if (t != NULL) {
        t->size = 0;
    }
    debug_leave(&call);
}

void debug_Tracker_Close(HPyContext *ctx, HPyTracker ht)
{
    tracker *t;
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Tracker_Close));
    t = tracker_in(&call, ht);
    if (t != NULL) {
        tracker_close(&call, t);
    }
    debug_leave(&call);
}
