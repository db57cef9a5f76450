/* hpy/cpython/tracker.h -- sets of handles that are closed together.
 *
 * A tracker grows before it is full, so that there is always room for one more
 * handle: a failing Add has tracked its handle all the same.
 */

typedef struct {
    Py_ssize_t length;
    Py_ssize_t capacity;
    PyObject **items;  /* the room, until there are too many */
    PyObject *room[2]; /* as many as it was made for, and two more */
} _HPyTracker;

#define _HPYTRACKER_DEFAULT_SIZE 5

static inline HPyTracker HPyTracker_New(HPyContext *ctx, HPy_ssize_t size)
{
    HPyTracker ht = {0};
    size_t items = (size_t)(size > 0 ? size : _HPYTRACKER_DEFAULT_SIZE);
    _HPyTracker *tracker = NULL;
    if (items < PTRDIFF_MAX / sizeof(PyObject *) - sizeof(_HPyTracker)) {
        tracker = (_HPyTracker *)PyMem_Malloc(sizeof(_HPyTracker) +
                                              items * sizeof(PyObject *));
    }
    if (tracker == NULL) {
        PyErr_NoMemory();
        return ht;
    }
    tracker->length = 0;
    tracker->capacity = (Py_ssize_t)items + 2;
    tracker->items = tracker->room;
    ht._i = (intptr_t)tracker;
    return ht;
}

/* Make room for twice as many; 0, or -1 with MemoryError. */
static inline int _HPyTracker_Grow(_HPyTracker *tracker)
{
    Py_ssize_t capacity = 2 * tracker->capacity;
    bool in_room = tracker->items == tracker->room;
    PyObject **items = (PyObject **)PyMem_Realloc(
        in_room ? NULL : tracker->items, (size_t)capacity * sizeof(PyObject *));
    if (items == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    if (in_room) {
        memcpy(items, tracker->room,
               sizeof(PyObject *) * (size_t)tracker->length);
    }
    tracker->items = items;
    tracker->capacity = capacity;
    return 0;
}

/* HPyTracker_Add where there is room for one handle, or none. */
static HPy_SEPARATE int _HPyTracker_AddLast(_HPyTracker *tracker,
                                            PyObject *item)
{
    if (tracker->length == tracker->capacity && _HPyTracker_Grow(tracker) < 0) {
        /* An earlier Add has failed already: the caller is on its way out. */
        Py_XDECREF(item);
        return -1;
    }
    tracker->items[tracker->length++] = item;
    return tracker->length < tracker->capacity ? 0 : _HPyTracker_Grow(tracker);
}

static inline int HPyTracker_Add(HPyContext *ctx, HPyTracker ht, HPy h)
{
    _HPyTracker *tracker = (_HPyTracker *)ht._i;
    Py_ssize_t length = tracker->length;
    if (HPy_UNLIKELY(length + 1 >= tracker->capacity)) {
        return _HPyTracker_AddLast(tracker, _HPy_h2p(h));
    }
    tracker->items[length] = _HPy_h2p(h);
    tracker->length = length + 1;
    return 0;
}

static inline void HPyTracker_ForgetAll(HPyContext *ctx, HPyTracker ht)
{
    ((_HPyTracker *)ht._i)->length = 0;
}

static inline void HPyTracker_Close(HPyContext *ctx, HPyTracker ht)
{
    _HPyTracker *tracker = (_HPyTracker *)ht._i;
    if (tracker == NULL) {
        return;
    }
    _HPy_UNROLL for (Py_ssize_t i = 0; i < tracker->length; i++)
    {
        Py_XDECREF(tracker->items[i]);
    }
    if (tracker->items != tracker->room) {
        PyMem_Free(tracker->items);
    }
    PyMem_Free(tracker);
}
