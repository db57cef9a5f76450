/* src/convert.h: items and the objects of Python that are worth the same. */
#ifndef NUMPY_CONVERT_H
#define NUMPY_CONVERT_H

#include "dtype.h"
#include "python.h"

/* The dtype of a Python number by itself, and its value in it; NO_DTYPE if `h`
 * is none, without an exception, or if it is an int of more than 64 bits, with
 * OverflowError. */
dtype_id convert_number(HPyContext *ctx, HPy h, item *value);

/* Store an object as an item at `data`, which need not be aligned; false with
 * an exception: OverflowError if an int does not fit, TypeError if the object
 * is no number, or what the object's conversion raises. */
bool convert_store(HPyContext *ctx, HPy h, dtype_id dtype, char *data);

/* The Python object that an item is: bool, int, float or complex; HPy_NULL with
 * an exception. `data` need not be aligned. */
HPy convert_load(HPyContext *ctx, dtype_id dtype, const char *data);

/* A new list of so many of them, so many bytes apart. */
HPy convert_list(HPyContext *ctx, dtype_id dtype, intptr_t count,
                 const char *data, intptr_t stride);

#endif /* NUMPY_CONVERT_H */
