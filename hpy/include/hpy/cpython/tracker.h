/* hpy/cpython/tracker.h -- sets of handles that are closed together.
 *
 * A tracker grows before it is full, so that there is always room for one more
 * handle: a failing Add has tracked its handle all the same.
 */

typedef struct {
    HPy *next;   /* where the next handle goes */
    HPy *last;   /* the last place */
    HPy *items;  /* the room, until there are too many */
    HPy room[2]; /* as many as it was made for, and two more */
} _HPyTracker;

#define _HPYTRACKER_DEFAULT_SIZE 5

/* From now on the handles are here, and there are places for so many. */
static inline void _HPyTracker_SetItems(_HPyTracker *tracker, HPy *items,
                                        size_t length, size_t capacity)
{
    tracker->items = items;
    tracker->next = items + length;
    tracker->last = items + capacity - 1;
}

static inline HPyTracker HPyTracker_New(HPyContext *ctx, HPy_ssize_t size)
{
    HPyTracker ht = {0};
    size_t items = (size_t)(size > 0 ? size : _HPYTRACKER_DEFAULT_SIZE);
    _HPyTracker *tracker = NULL;
    if (items < PTRDIFF_MAX / sizeof(HPy) - sizeof(_HPyTracker)) {
        tracker = (_HPyTracker *)PyMem_Malloc(sizeof(_HPyTracker) +
                                              items * sizeof(HPy));
    }
    if (tracker == NULL) {
        PyErr_NoMemory();
        return ht;
    }
    _HPyTracker_SetItems(tracker, tracker->room, 0, items + 2);
    ht._i = (intptr_t)tracker;
    return ht;
}

/* Make room for twice as many; 0, or -1 with MemoryError. */
static inline int _HPyTracker_Grow(_HPyTracker *tracker)
{
    size_t length = (size_t)(tracker->next - tracker->items);
    size_t capacity = 2 * (size_t)(tracker->last + 1 - tracker->items);
    bool in_room = tracker->items == tracker->room;
    HPy *items = (HPy *)PyMem_Realloc(in_room ? NULL : tracker->items,
                                      capacity * sizeof(HPy));
    if (items == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    if (in_room) {
        memcpy(items, tracker->room, length * sizeof(HPy));
    }
    _HPyTracker_SetItems(tracker, items, length, capacity);
    return 0;
}

/* HPyTracker_Add where there is room for one handle, or none. */
static HPy_SEPARATE int _HPyTracker_AddLast(HPyContext *ctx,
                                            _HPyTracker *tracker, HPy h)
{
    if (tracker->next > tracker->last && _HPyTracker_Grow(tracker) < 0) {
        /* An earlier Add has failed already: the caller is on its way out. */
        HPy_Close(ctx, h);
        return -1;
    }
    *tracker->next++ = h;
    return tracker->next <= tracker->last ? 0 : _HPyTracker_Grow(tracker);
}

static inline int HPyTracker_Add(HPyContext *ctx, HPyTracker ht, HPy h)
{
    _HPyTracker *tracker = (_HPyTracker *)ht._i;
    HPy *next = tracker->next;
    if (HPy_UNLIKELY(next >= tracker->last)) {
        return _HPyTracker_AddLast(ctx, tracker, h);
    }
    *next = h;
    tracker->next = next + 1;
    return 0;
}

static inline void HPyTracker_ForgetAll(HPyContext *ctx, HPyTracker ht)
{
    ((_HPyTracker *)ht._i)->next = ((_HPyTracker *)ht._i)->items;
}

static inline void HPyTracker_Close(HPyContext *ctx, HPyTracker ht)
{
    _HPyTracker *tracker = (_HPyTracker *)ht._i;
    if (tracker == NULL) {
        return;
    }
    _HPy_CloseItems(ctx, tracker->items, tracker->next - tracker->items);
    if (tracker->items != tracker->room) {
        PyMem_Free(tracker->items);
    }
    PyMem_Free(tracker);
}
