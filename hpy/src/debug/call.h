/* hpy/src/debug/call.h -- one call of an API function through a debug context.
 *
 * The generated wrappers say with these what happens to the handles that come
 * and go: `in` checks a handle and gives the universal one behind it, `out`
 * makes a debug handle of a universal one.
 */
#ifndef HPY_DEBUG_CALL_H
#define HPY_DEBUG_CALL_H

#include "../universal/context.h"

#include "context.h"
#include "handle.h"
#include "report.h"

#define DEBUG_ROOM 8

/* The object of a closed handle, for as long as the call takes: what runs in it
 * can let the handle be forgotten. */
typedef struct kept_object {
    struct kept_object *next;
    PyObject *object; /* owned */
} kept_object;

typedef struct {
    HPyContext *ctx;
    const char *function;
    bool has_entered;     /* Python, which was left: until the call is over */
    kept_object *kept;    /* owned; NULL unless there was a mistake */
    HPy *array;           /* universal handles; in `room` or in memory; NULL if
                             there was none */
    HPy room[DEBUG_ROOM]; /* one call has at most one array */
} debug_call;

/* The place of a member in the context. */
#define DEBUG_INDEX(MEMBER)                                                    \
    ((int)(offsetof(struct _HPyContext_s, MEMBER) / sizeof(void *)) - 3)

/* The name of the API function that is the member `index` of the context. */
extern const char *const debug_function_names[];

/* The context is not that of the call that this thread is in; thread.c. If
 * Python is left it is entered for as long as this call takes. */
void debug_report_context(debug_call *call);
void debug_leave_again(void);

static inline void debug_enter(debug_call *call, HPyContext *ctx, int index)
{
    call->ctx = ctx;
    call->function = debug_function_names[index];
    call->has_entered = false;
    call->kept = NULL;
    call->array = call->room;
    if (HPy_UNLIKELY(ctx != debug_current)) {
        debug_report_context(call);
    }
}

void debug_drop_kept(debug_call *call);

static inline void debug_leave(debug_call *call)
{
    if (HPy_UNLIKELY(call->kept != NULL)) {
        debug_drop_kept(call);
    }
    if (HPy_UNLIKELY(call->array != call->room)) {
        PyMem_Free(call->array);
    }
    if (HPy_UNLIKELY(call->has_entered)) {
        debug_leave_again();
    }
}

/* The call fails after a report: SystemError, unless an exception is set. */
void debug_fail(debug_call *call, const char *problem);

/* Tell that a handle is not open; the object to go on with lives until the end
 * of the call. */
HPy debug_in_closed(debug_call *call, HPy h, const char *argument);

static inline HPy debug_in(debug_call *call, HPy h, const char *argument)
{
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    if (HPy_UNLIKELY(!handle_is_open(h))) {
        return debug_in_closed(call, h, argument);
    }
    return _HPy_p2h(handle_record(h)->object);
}

/* The same for an argument that has to be a type, a str, or a tuple of names
 * or null; something of that kind if it is not. */
HPy debug_in_type(debug_call *call, HPy h, const char *argument);
HPy debug_in_str(debug_call *call, HPy h, const char *argument);
HPy debug_in_names(debug_call *call, HPy h, const char *argument);

/* The same for an argument "h", whose struct must be of this shape: else the
 * process ends. */
HPy debug_in_shape(debug_call *call, HPy h, HPyType_BuiltinShape shape);

/* A result: a new handle, taken over. */
static inline HPy debug_out(debug_call *call, HPy h)
{
    debug_handle *record;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    record = handle_open(_HPy_h2p(h), call->function);
    if (HPy_UNLIKELY(record == NULL)) {
        PyErr_NoMemory();
        return HPy_NULL;
    }
    return handle_of(record);
}

/* The handles of an array. Without memory `call->array` is NULL from then on,
 * an exception is set, and the function must not be called. */
const HPy *debug_in_array(debug_call *call, const HPy *handles, size_t count,
                          const char *argument);

/* Convert `count` universal handles in place, none if it is negative. */
void debug_out_array(debug_call *call, HPy *handles, HPy_ssize_t count);

/* The length of a tuple of names, which may be null. */
size_t debug_length(HPy names);

/* Close a handle that the extension owns. */
void debug_close(debug_call *call, HPy h, const char *argument);

/* A copy of a text that belongs to the object of `h`. */
const char *debug_text(debug_call *call, HPy h, const char *text);

/* ---- Between CPython and an implementation ---- */

/* An argument for as long as a call takes. `*lent` becomes false if there is no
 * memory, without an exception: then the implementation must not be called. */
HPy debug_lend(PyObject *object, bool *lent);
void debug_end_loan(HPy h);

/* What an implementation has returned: a new reference; its handle is closed.
 */
PyObject *debug_take(HPyContext *ctx, HPy h);

#endif /* HPY_DEBUG_CALL_H */
