/* hpy/src/trace/events.c -- a record of every call. */
#include "events.h"

#ifndef _WIN32
#include <pthread.h>
#endif

HPy_STATIC_ASSERT(sizeof(trace_event) == 4 * 8 + 2 * 4,
                  "recording.py knows the layout of an event");

/* The recording. Changed with the lock held, by threads that may not have the
 * GIL; who holds the lock never waits for the GIL. */
static struct {
    PyThread_type_lock lock;
    uint32_t number;     /* of this recording, from 1 */
    trace_event *events; /* owned; NULL while nothing is recorded */
    uint32_t size;
    uint32_t limit;
    unsigned long long dropped;
} recording;

shared_number events_on;

static void lock(void)
{
    PyThread_acquire_lock(recording.lock, WAIT_LOCK);
}

static void unlock(void)
{
    PyThread_release_lock(recording.lock);
}

/* A child that is forked has one thread: none that would unlock. So the lock is
 * held while a process forks, which waits for nobody who waits for Python. */
static bool prepare_for_forks(void)
{
#ifdef _WIN32
    return true;
#else
    return pthread_atfork(lock, unlock, unlock) == 0;
#endif
}

int events_init(void)
{
    if (recording.lock != NULL) {
        return 0;
    }
    recording.lock = PyThread_allocate_lock();
    if (recording.lock != NULL && !prepare_for_forks()) {
        PyThread_free_lock(recording.lock);
        recording.lock = NULL;
    }
    if (recording.lock == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

/* ---- Events ---- */

static event_ticket append(const trace_event *event)
{
    event_ticket ticket = NO_EVENT;
    lock();
    if (recording.events != NULL && recording.size < recording.limit) {
        recording.events[recording.size] = *event;
        ticket = (event_ticket)recording.number << 32 | recording.size;
        recording.size++;
    }
    else if (recording.events != NULL) {
        recording.dropped++;
    }
    unlock();
    return ticket;
}

static event_ticket begin(uint32_t module, uint64_t what, uint32_t signature)
{
    trace_event event = {0,    0,      PyThread_get_thread_ident(),
                         what, module, signature};
    event.start = clock_ticks();
    return append(&event);
}

event_ticket events_begin_call(uint32_t module, int place)
{
    return begin(module, (uint64_t)place, API_CALL);
}

event_ticket events_begin_function(uint32_t module, HPyFunc_Signature signature,
                                   HPyCFunction function)
{
    return begin(module, (uint64_t)(uintptr_t)function, (uint32_t)signature);
}

void events_end(event_ticket ticket, uint64_t end)
{
    if (ticket == NO_EVENT) {
        return;
    }
    lock();
    if (recording.events != NULL && recording.number == ticket >> 32) {
        recording.events[(uint32_t)ticket].end = end;
    }
    unlock();
}

/* ---- The recording ---- */

/* Start with memory for the events; false if another one has been started. */
static bool start(trace_event *events, uint32_t limit)
{
    bool free = false;
    lock();
    if (recording.events == NULL) {
        free = true;
        recording.number++;
        recording.events = events;
        recording.size = 0;
        recording.limit = limit;
        recording.dropped = 0;
        shared_set(&events_on, 1);
    }
    unlock();
    return free;
}

int events_start(Py_ssize_t limit)
{
    /* The system gives most of this memory when it is written. */
    trace_event *events;
    if (limit <= 0 || (uint64_t)limit > UINT32_MAX) {
        PyErr_Format(PyExc_ValueError,
                     "limit: expected a number of events from 1 to %lu, got "
                     "%zd",
                     (unsigned long)UINT32_MAX, limit);
        return -1;
    }
    events = PyMem_RawCalloc((size_t)limit, sizeof(trace_event));
    if (events == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    if (start(events, (uint32_t)limit)) {
        return 0;
    }
    PyMem_RawFree(events);
    PyErr_SetString(PyExc_RuntimeError,
                    "hpy.trace: calls are being recorded already; end that "
                    "recording first");
    return -1;
}

PyObject *events_stop(unsigned long long *dropped)
{
    trace_event *events;
    uint32_t size;
    PyObject *bytes;
    lock();
    events = recording.events;
    size = recording.size;
    *dropped = recording.dropped;
    recording.events = NULL;
    shared_set(&events_on, 0);
    unlock();
    if (events == NULL) {
        PyErr_SetString(PyExc_RuntimeError,
                        "hpy.trace: no calls are being recorded");
        return NULL;
    }
    bytes = PyBytes_FromStringAndSize((const char *)events,
                                      (Py_ssize_t)(size * sizeof(*events)));
    PyMem_RawFree(events);
    return bytes;
}
