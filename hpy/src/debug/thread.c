/* hpy/src/debug/thread.c -- which thread may call what, and when.
 *
 * While a thread has left Python it has no current context, so that each call
 * of the API is one with a wrong context, which is where mistakes are told
 * apart. What it takes to enter again is kept here.
 */
#include "thread.h"

#include "byhand.h"
#include "call.h"
#include "result.h"

/* A thread has left Python. Its address is what the extension gets. */
typedef struct absence {
    struct absence *outer; /* of a call that this one is nested in */
    HPyContext *ctx;
    HPyContext *current;  /* what the thread comes back to */
    HPyThreadState state; /* null if Python was left already */
} absence;

static THREAD_LOCAL absence *innermost;

/* ---- Entering and leaving ---- */

/* The absence that Python was really left with. */
static absence *real_absence(absence *a)
{
    while (a->state._i == 0) {
        a = a->outer;
    }
    return a;
}

static void enter(absence *a)
{
    a = real_absence(a);
    universal_context.ctx_ReenterPythonExecution(&universal_context, a->state);
    debug_current = a->ctx;
}

static void leave(absence *a)
{
    a = real_absence(a);
    debug_current = NULL;
    a->state = universal_context.ctx_LeavePythonExecution(&universal_context);
}

/* ---- Reports ---- */

static void report_thread(HPyContext *ctx, const char *function,
                          const char *argument, const char *problem)
{
    mistake m = {.ctx = ctx,
                 .function = function,
                 .argument = argument,
                 .problem = problem,
                 .summary = "a wrong HPy context",
                 .is_fatal = !report_has_python()};
    report(&m);
}

void debug_report_context(debug_call *call)
{
    const char *problem = "a wrong HPy context: one that was kept from "
                          "another call";
    if (debug_current == NULL && innermost != NULL) {
        enter(innermost);
        call->has_entered = true;
        problem = "a call while Python is left: call the API before "
                  "HPy_LeavePythonExecution or after "
                  "HPy_ReenterPythonExecution, and nest neither";
    }
    else if (debug_current == NULL) {
        problem = "a wrong HPy context: this thread is in no call from Python, "
                  "and a context is good in the call that it was given to, on "
                  "the thread of that call";
    }
    report_thread(call->ctx, call->function, "ctx", problem);
}

void debug_leave_again(void)
{
    leave(innermost);
}

/* ---- Functions ---- */

HPyThreadState debug_LeavePythonExecution(HPyContext *ctx)
{
    absence *a;
    debug_call call;
    HPyThreadState result;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_LeavePythonExecution));
    a = PyMem_RawMalloc(sizeof(absence)); /* freed outside of Python, maybe */
    if (a == NULL) {
        Py_FatalError("HPy debug mode: no memory to leave Python");
    }
    *a = (absence){innermost, ctx, debug_current, {0}};
    debug_leave(&call);
    innermost = a;
    if (!call.has_entered) {
        debug_current = NULL;
        a->state =
            universal_context.ctx_LeavePythonExecution(&universal_context);
    }
    result._i = (intptr_t)a;
    return result;
}

/* End the innermost absence. One that was nested ends without entering. */
static void come_back(void)
{
    absence *a = innermost;
    if (a->state._i != 0) {
        enter(a);
        debug_current = a->current;
    }
    innermost = a->outer;
    PyMem_RawFree(a);
}

/* Tell what is wrong while Python is left: in Python, for a moment. */
static void report_outside(HPyContext *ctx, const char *argument,
                           const char *problem)
{
    enter(innermost);
    report_thread(ctx, "HPy_ReenterPythonExecution", argument, problem);
    leave(innermost);
}

void debug_ReenterPythonExecution(HPyContext *ctx, HPyThreadState state)
{
    if (debug_current != NULL || innermost == NULL) {
        report_thread(ctx, "HPy_ReenterPythonExecution", "state",
                      "a thread that has not left Python: enter again once, on "
                      "the thread that called HPy_LeavePythonExecution");
        return;
    }
    if (state._i != (intptr_t)innermost) {
        report_outside(ctx, "state",
                       "a state that is not what the last "
                       "HPy_LeavePythonExecution of this thread has returned");
    }
    else if (ctx != innermost->ctx) {
        report_outside(ctx, "ctx",
                       "a wrong HPy context: Python was left with another");
    }
    come_back();
}

/* ---- The limits of a call ---- */

void thread_report_return(void)
{
    HPyContext *ctx;
    if (innermost == NULL) {
        return;
    }
    ctx = innermost->ctx;
    while (debug_current == NULL && innermost != NULL) {
        come_back();
    }
    report_thread(ctx, "the return", NULL,
                  "a thread that has left Python: call "
                  "HPy_ReenterPythonExecution before you return");
}

void thread_check_interpreter(HPyContext *ctx, HPyFunc_Signature sig,
                              HPyCFunction func)
{
    char function[RESULT_NAME_SIZE];
    if (HPy_LIKELY(PyInterpreterState_Get() == PyInterpreterState_Main())) {
        return;
    }
    result_name(function, "the call of", sig, func);
    report_thread(ctx, function, NULL,
                  "another interpreter: objects, handles and HPyGlobals of HPy "
                  "are those of the main interpreter, so call its functions "
                  "there only");
}
