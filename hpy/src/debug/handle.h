/* hpy/src/debug/handle.h -- what a handle of a debug context points to. */
#ifndef HPY_DEBUG_HANDLE_H
#define HPY_DEBUG_HANDLE_H

#include "../universal/runtime.h"

#include "raw.h"
#include "stack.h"

typedef enum {
    DEBUG_OPEN,
    DEBUG_CLOSED,   /* in the queue of those that were closed last */
    DEBUG_FORGOTTEN /* waits for another object */
} debug_state;

/* A record for each time that a handle is made. It is never freed, so that a
 * handle that is used after its time is always found to be closed. */
typedef struct debug_handle {
    struct debug_handle *previous;
    struct debug_handle *next; /* in the queue of its state */
    PyObject *object;          /* owned; NULL if forgotten */
    long generation;
    debug_state state;
    bool is_constant;   /* of the context */
    bool is_loan;       /* an argument, which its caller closes */
    raw_data raw;       /* what the extension may read of the object */
    raw_data storage;   /* and the code points of a str */
    const char *maker;  /* the API function that made it */
    const char *closer; /* the one that closed it */
    stack_trace opened; /* where */
    stack_trace closed;
} debug_handle;

/* How the handles of a process are kept. Changed with the lock held. */
typedef struct {
    debug_handle *first;
    debug_handle *last;
    size_t size;
} handle_queue;

typedef struct {
    handle_queue queues[2]; /* open and closed */
    debug_handle *forgotten;
    long generation;
    size_t closed_max;
} handle_records;

extern handle_records debug_records;

/* A handle is the address of its record, marked: no object has such an
 * address. */
static inline HPy handle_of(debug_handle *record)
{
    HPy h = {(intptr_t)record | 1};
    return h;
}

static inline debug_handle *handle_record(HPy h)
{
    return (debug_handle *)(h._i & ~(intptr_t)1);
}

static inline bool handle_is_open(HPy h)
{
    return (h._i & 1) && handle_record(h)->state == DEBUG_OPEN;
}

/* A new open record that takes a reference to an object from its caller; NULL,
 * without an exception and the reference gone, if there is no memory. */
debug_handle *handle_open(PyObject *object, const char *maker);

/* Close a record; false if it is not open. The object lives as long as the
 * record is in the queue. */
bool handle_close(debug_handle *record, const char *closer);

/* The object of a record, a new reference; NULL if it is forgotten. */
PyObject *handle_get_object(debug_handle *record);

/* A copy of a trace of a record, to be cleared. */
stack_trace handle_trace(const stack_trace *trace);

/* As many closed records as this are kept. */
void handle_set_closed_max(size_t size);

/* Begin a generation; its number. */
long handle_new_generation(void);

/* New references to the objects DebugHandle for the records of a state, from a
 * generation on, in a list; NULL with an exception. */
PyObject *handle_list(debug_state state, long generation);

#endif /* HPY_DEBUG_HANDLE_H */
