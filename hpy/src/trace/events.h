/* hpy/src/trace/events.h -- a record of every call, in the order in which they
 * began: what becomes a trace that can be looked at.
 *
 * Calls are recorded between events_start() and events_stop(), up to a number
 * that is given. Calls begin and end in any thread, with the GIL or without.
 */
#ifndef HPY_TRACE_EVENTS_H
#define HPY_TRACE_EVENTS_H

#include "portable.h"

/* A call. hpy/trace/recording.py reads these bytes: eight bytes for each of the
 * first four, four bytes for each of the others. */
typedef struct {
    uint64_t start;  /* in ticks */
    uint64_t end;    /* 0 while the call is under way */
    uint64_t thread; /* PyThread_get_thread_ident() */
    uint64_t what;   /* the function's place, or the implementation's address */
    uint32_t module; /* the number of its context */
    uint32_t signature; /* of the implementation, or API_CALL */
} trace_event;

#define API_CALL UINT32_MAX

/* Which event a call has to end: the recording's number and the place in it. */
typedef uint64_t event_ticket;
#define NO_EVENT 0u

extern shared_number events_on;
#define events_are_on() (shared_get(&events_on) != 0)

/* Make what the functions below need: 0, or -1 with an exception. */
int events_init(void);

/* Begin an event; NO_EVENT if nothing is recorded, or no more. */
event_ticket events_begin_call(uint32_t module, int place);
event_ticket events_begin_function(uint32_t module, HPyFunc_Signature signature,
                                   HPyCFunction function);

/* End an event, unless its recording has been stopped. */
void events_end(event_ticket ticket, uint64_t end);

/* Record up to `limit` events: 0, or -1 with RuntimeError if that is being done
 * already, MemoryError or ValueError. */
int events_start(Py_ssize_t limit);

/* End the recording: its events as bytes, and in `*dropped` how many more there
 * were; NULL with RuntimeError if nothing is recorded, or MemoryError. */
PyObject *events_stop(unsigned long long *dropped);

#endif /* HPY_TRACE_EVENTS_H */
