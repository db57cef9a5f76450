/* src/exceptions.h: the exceptions and warnings of NumPy's own. */
#ifndef NUMPY_EXCEPTIONS_H
#define NUMPY_EXCEPTIONS_H

#include "python.h"

#include "dtype.h"

/* The classes of numpy_hpy/exceptions.py. */
extern HPyGlobal axis_error;
extern HPyGlobal complex_warning;

/* Import the classes, and add AxisError to the module; false with an exception.
 */
bool exceptions_begin(HPyContext *ctx, HPy module);

/* Raise the AxisError for an axis that an array of `ndim` ones has not, which
 * is the argument `name`, or NULL. */
void exceptions_raise_axis(HPyContext *ctx, intptr_t axis, int ndim,
                           const char *name);

/* Warn of imaginary parts that are thrown away; false if that is an error. */
bool exceptions_warn_complex(HPyContext *ctx);

/* Do items keep their imaginary parts when they are cast? If not, warn; false
 * if that is an error. */
static inline bool exceptions_check_cast(HPyContext *ctx, dtype_id from,
                                         dtype_id to)
{
    return HPy_LIKELY(from < COMPLEX64 || to >= COMPLEX64 || to == BOOL) ||
           exceptions_warn_complex(ctx);
}

#endif /* NUMPY_EXCEPTIONS_H */
