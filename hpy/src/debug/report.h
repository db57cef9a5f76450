/* hpy/src/debug/report.h -- what happens when an extension makes a mistake. */
#ifndef HPY_DEBUG_REPORT_H
#define HPY_DEBUG_REPORT_H

#include "../universal/runtime.h"

#include "handle.h"

/* What a callback of one of the old kinds is called for. */
typedef enum {
    MISTAKE_OTHER,
    MISTAKE_HANDLE,
    MISTAKE_BUILDER,
} mistake_kind;

/* A mistake, as it is found. */
typedef struct {
    mistake_kind kind;
    HPyContext *ctx;      /* of the module; NULL if that is not known */
    const char *function; /* of the API, or what else it was found in */
    const char *argument; /* NULL if it is no argument's */
    const char *problem;  /* what the function got: "a closed handle" */
    const char *summary;  /* the last words: "a closed handle was used" */
    debug_handle *record; /* of the handle, or NULL */
    PyObject *object;     /* borrowed: the handle's, or NULL */
    bool is_fatal;        /* there is nothing safe to go on with */
} mistake;

/* Callables, or NULL: then report() does what it does for the other kinds. */
extern PyObject *report_on_handle;
extern PyObject *report_on_builder;

/* Tell a mistake, as the settings say. Returns unless the process ends, which
 * it does if the user has chosen nothing else, if the mistake is fatal, or if
 * the thread is unknown to Python. It need not hold the GIL. An exception that
 * is set stays. */
void report(const mistake *m);

/* Has this thread what Python code needs? */
bool report_has_python(void);

/* A handle that is not open, or not one: tell it, and return a new reference to
 * the object to go on with. */
PyObject *report_handle(HPyContext *ctx, const char *function,
                        const char *argument, HPy h);

#endif /* HPY_DEBUG_REPORT_H */
