/* src/creation.h: arrays are made. */
#ifndef NUMPY_CREATION_H
#define NUMPY_CREATION_H

#include "copy.h"

/* An array of any object that can be one: an array itself where that is
 * possible, else a new one; of the dtype, or its own (NO_DTYPE). Stored in
 * `*array` is its struct. HPy_NULL with an exception. */
HPy creation_as_array(HPyContext *ctx, HPy h, dtype_id dtype, ndarray **array);

/* When an array is copied: NumPy's `copy` argument. */
typedef enum { COPY_IF_NEEDED, COPY_ALWAYS, COPY_NEVER } copy_choice;

/* Read it: True, False, or None, which is if needed; HPy_NULL leaves `*choice`
 * as it is. False with an exception. */
bool creation_read_copy(HPyContext *ctx, HPy h, copy_choice *choice);

#endif /* NUMPY_CREATION_H */
