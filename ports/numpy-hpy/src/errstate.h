/* src/errstate.h: what is done about floating point errors. */
#ifndef NUMPY_ERRSTATE_H
#define NUMPY_ERRSTATE_H

#include "python.h"

#include "status.h"

/* Tell errors, as the user wants it: false with an exception. `function` is the
 * name that warnings show. */
bool errstate_report(HPyContext *ctx, const char *function, int status);

/* Prepare what the state is kept in; false with an exception. */
bool errstate_begin(HPyContext *ctx);

#endif /* NUMPY_ERRSTATE_H */
