/* hpy/src/debug/report.h -- what happens when an extension makes a mistake. */
#ifndef HPY_DEBUG_REPORT_H
#define HPY_DEBUG_REPORT_H

#include "../universal/runtime.h"

/* Callables, or NULL: then a mistake ends the process. */
extern PyObject *report_on_handle;
extern PyObject *report_on_builder;

/* A handle that is not open, or not one: tell it, and return the universal
 * handle to go on with. */
HPy report_handle(HPyContext *ctx, const char *function, const char *argument,
                  HPy h);

/* A builder that is used after Build or Cancel. */
void report_builder(HPyContext *ctx, const char *function);

/* An argument that the function cannot take: ends the process. */
void report_argument(HPyContext *ctx, const char *function,
                     const char *argument, HPy universal, const char *problem);

/* A context of another call: ends the process. */
void report_wrong_context(const char *function);

#endif /* HPY_DEBUG_REPORT_H */
