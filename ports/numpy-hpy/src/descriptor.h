/* src/descriptor.h: dtypes as Python objects, one for each. */
#ifndef NUMPY_DESCRIPTOR_H
#define NUMPY_DESCRIPTOR_H

#include "python.h"

#include "dtype.h"

extern HPyGlobal dtype_type;

/* The objects, in the order of dtypes. */
extern HPyGlobal descriptors[DTYPE_COUNT];

/* The object of a dtype. Never fails once descriptor_add_type has succeeded. */
HPy descriptor_of(HPyContext *ctx, dtype_id dtype);

/* The dtype that an argument names: a dtype, a scalar type, bool, int, float or
 * complex, or a name; None names NO_DTYPE. False with a TypeError. */
bool descriptor_read(HPyContext *ctx, HPy h, dtype_id *dtype);

/* The same, with float64 for None. */
bool descriptor_read_default(HPyContext *ctx, HPy h, dtype_id *dtype);

/* The dtype of a dtype object or a scalar type, exactly or derived from one;
 * NO_DTYPE if `h` is neither. Never fails. */
dtype_id descriptor_peek(HPyContext *ctx, HPy h);

/* Is it `generic` or another type below which there are scalar types? */
bool descriptor_is_abstract(HPyContext *ctx, HPy h);

/* Make the type and its objects and add them to the module; false with an
 * exception. */
bool descriptor_add_type(HPyContext *ctx, HPy module);

#endif /* NUMPY_DESCRIPTOR_H */
