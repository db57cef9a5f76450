/* src/ufunc_type.h: ufuncs as Python objects. */
#ifndef NUMPY_UFUNC_TYPE_H
#define NUMPY_UFUNC_TYPE_H

#include "ufunc.h"

typedef struct {
    ufunc *function;
} ufunc_object;

HPyType_HELPERS(ufunc_object);

/* The function of _signature.py. */
extern HPyGlobal signature_function;

/* Read the name of a casting rule; false with an exception. HPy_NULL leaves the
 * rule as it is. */
bool ufunc_read_casting(HPyContext *ctx, HPy h, casting *how);

/* Read `out`: an array or a tuple of them, one for each result, or None. Those
 * stored in `out` are new handles. False with an exception. */
bool ufunc_read_out(HPyContext *ctx, HPy h, int results, HPy *out);

/* Make the type and all functions and add them to the module; false with an
 * exception. */
bool ufunc_add_type(HPyContext *ctx, HPy module);

#endif /* NUMPY_UFUNC_TYPE_H */
