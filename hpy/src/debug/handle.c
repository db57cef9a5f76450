/* hpy/src/debug/handle.c -- the records behind the handles of debug mode. */
#include "handle.h"

#include "module.h"
#include "settings.h"

#include <stdlib.h>

#define DEFAULT_CLOSED_MAX 1024
#define SLAB 256

handle_records debug_records = {.closed_max = DEFAULT_CLOSED_MAX};

static _HPyMutex lock;

/* ---- Queues; with the lock held ---- */

static void append(debug_handle *record, debug_state state)
{
    handle_queue *queue = &debug_records.queues[state];
    record->state = state;
    record->next = NULL;
    record->previous = queue->last;
    if (queue->last != NULL) {
        queue->last->next = record;
    }
    else {
        queue->first = record;
    }
    queue->last = record;
    queue->size++;
}

static void take_out(debug_handle *record)
{
    handle_queue *queue = &debug_records.queues[record->state];
    if (record->previous != NULL) {
        record->previous->next = record->next;
    }
    else {
        queue->first = record->next;
    }
    if (record->next != NULL) {
        record->next->previous = record->previous;
    }
    else {
        queue->last = record->previous;
    }
    queue->size--;
}

static void put_aside(debug_handle *record)
{
    record->state = DEBUG_FORGOTTEN;
    record->next = debug_records.forgotten;
    debug_records.forgotten = record;
}

/* ---- Records ---- */

/* Many new records: all of them put aside. */
static bool make_slab(void)
{
    debug_handle *slab = PyMem_RawCalloc(SLAB, sizeof(debug_handle));
    if (slab == NULL) {
        return false;
    }
    for (int i = 0; i < SLAB; i++) {
        put_aside(&slab[i]);
    }
    return true;
}

/* A record for another object: the oldest closed one if there are enough of
 * them. What it had is given back by the caller, without the lock. */
static debug_handle *find_record(void)
{
    handle_queue *closed = &debug_records.queues[DEBUG_CLOSED];
    debug_handle *record = closed->first;
    if (record != NULL && closed->size >= debug_records.closed_max) {
        take_out(record);
        return record;
    }
    if (debug_records.forgotten == NULL && !make_slab()) {
        return NULL;
    }
    record = debug_records.forgotten;
    debug_records.forgotten = record->next;
    return record;
}

/* As long as nobody has set a limit, it costs nothing. */
static inline bool keeps_stacks(void)
{
    return HPy_UNLIKELY(settings.stack_limit > 0);
}

static HPy_NOINLINE void keep_opened(debug_handle *record)
{
    stack_trace opened = {NULL, 0, NULL, 0};
    stack_capture(&opened, settings.stack_limit);
    _HPyMutex_Lock(&lock);
    stack_move(&record->opened, &opened);
    _HPyMutex_Unlock(&lock);
}

/* Traces are out of the record before the code of their objects runs. */
static HPy_NOINLINE void forget_stacks(debug_handle *record)
{
    stack_trace opened = {NULL, 0, NULL, 0}, closed = {NULL, 0, NULL, 0};
    _HPyMutex_Lock(&lock);
    stack_move(&opened, &record->opened);
    stack_move(&closed, &record->closed);
    _HPyMutex_Unlock(&lock);
    stack_clear(&opened);
    stack_clear(&closed);
}

/* Give back what a record has kept, without the lock: any code may run then. */
static void empty(debug_handle *record)
{
    PyObject *object;
    if (!stack_is_empty(&record->opened) || !stack_is_empty(&record->closed)) {
        forget_stacks(record);
    }
    _HPyMutex_Lock(&lock);
    object = record->object;
    record->object = NULL;
    record->is_loan = false;
    raw_free(&record->raw);
    raw_free(&record->storage);
    _HPyMutex_Unlock(&lock);
    Py_XDECREF(object);
}

static debug_handle *lock_and_find(void)
{
    debug_handle *record;
    _HPyMutex_Lock(&lock);
    record = find_record();
    _HPyMutex_Unlock(&lock);
    return record;
}

debug_handle *handle_open(PyObject *object, const char *maker)
{
    debug_handle *record = lock_and_find();
    if (record == NULL) {
        Py_DECREF(object);
        return NULL;
    }
    if (record->object != NULL) {
        empty(record); /* which may run any code, but not find the record */
    }
    if (keeps_stacks()) {
        keep_opened(record);
    }
    _HPyMutex_Lock(&lock);
    record->object = object;
    record->maker = maker;
    record->closer = NULL;
    record->generation = debug_records.generation;
    append(record, DEBUG_OPEN);
    _HPyMutex_Unlock(&lock);
    return record;
}

/* The oldest closed records that are too many, one after the other. */
static void forget_surplus(void)
{
    for (;;) {
        debug_handle *record = NULL;
        _HPyMutex_Lock(&lock);
        if (debug_records.queues[DEBUG_CLOSED].size >
            debug_records.closed_max) {
            record = debug_records.queues[DEBUG_CLOSED].first;
            take_out(record);
        }
        _HPyMutex_Unlock(&lock);
        if (record == NULL) {
            return;
        }
        empty(record);
        _HPyMutex_Lock(&lock);
        put_aside(record);
        _HPyMutex_Unlock(&lock);
    }
}

/* With the lock held; false if the record is not open any more. */
static bool shut(debug_handle *record, const char *closer, stack_trace *closed)
{
    if (record->state != DEBUG_OPEN) {
        return false;
    }
    if (closed != NULL) {
        stack_move(&record->closed, closed);
    }
    record->closer = closer;
    raw_protect(&record->raw);
    raw_protect(&record->storage);
    take_out(record);
    append(record, DEBUG_CLOSED);
    return true;
}

/* With a trace, or NULL. */
static bool close_with(debug_handle *record, const char *closer,
                       stack_trace *closed)
{
    bool is_done;
    _HPyMutex_Lock(&lock);
    is_done = shut(record, closer, closed);
    _HPyMutex_Unlock(&lock);
    forget_surplus();
    return is_done;
}

/* Taking the stack may run code, which may close the same handle. */
static HPy_NOINLINE bool close_with_stack(debug_handle *record,
                                          const char *closer)
{
    stack_trace closed = {NULL, 0, NULL, 0};
    bool is_done;
    stack_capture(&closed, settings.stack_limit);
    is_done = close_with(record, closer, &closed);
    stack_clear(&closed);
    return is_done;
}

bool handle_close(debug_handle *record, const char *closer)
{
    return keeps_stacks() ? close_with_stack(record, closer)
                          : close_with(record, closer, NULL);
}

PyObject *handle_get_object(debug_handle *record)
{
    PyObject *object;
    _HPyMutex_Lock(&lock);
    object = record->object;
    Py_XINCREF(object);
    _HPyMutex_Unlock(&lock);
    return object;
}

stack_trace handle_trace(const stack_trace *trace)
{
    stack_trace copy;
    _HPyMutex_Lock(&lock);
    copy = stack_copy(trace);
    _HPyMutex_Unlock(&lock);
    return copy;
}

void handle_set_closed_max(size_t size)
{
    _HPyMutex_Lock(&lock);
    debug_records.closed_max = size;
    _HPyMutex_Unlock(&lock);
}

long handle_new_generation(void)
{
    long generation;
    _HPyMutex_Lock(&lock);
    generation = ++debug_records.generation;
    _HPyMutex_Unlock(&lock);
    return generation;
}

/* The records of a state, from a generation on, as they are at one moment; to
 * be freed. NULL without memory. */
static debug_handle **snapshot(debug_state state, long generation,
                               size_t *count)
{
    handle_queue *queue = &debug_records.queues[state];
    debug_handle **records, *record;
    *count = 0;
    _HPyMutex_Lock(&lock);
    records = malloc((queue->size + 1) * sizeof(*records));
    record = records == NULL ? NULL : queue->first;
    for (; record != NULL; record = record->next) {
        if (record->generation >= generation && !record->is_constant) {
            records[(*count)++] = record;
        }
    }
    _HPyMutex_Unlock(&lock);
    return records;
}

PyObject *handle_list(debug_state state, long generation)
{
    PyObject *list = PyList_New(0);
    size_t count;
    debug_handle **records = snapshot(state, generation, &count);
    if (records == NULL && list != NULL) {
        PyErr_NoMemory();
        Py_CLEAR(list);
    }
    for (size_t i = 0; list != NULL && i < count; i++) {
        PyObject *handle = module_handle(records[i]);
        if (handle == NULL || PyList_Append(list, handle) < 0) {
            Py_CLEAR(list);
        }
        Py_XDECREF(handle);
    }
    free(records);
    return list;
}
