/* src/sequence.h: nested sequences, and objects that hold an array, as arrays.
 */
#ifndef NUMPY_SEQUENCE_H
#define NUMPY_SEQUENCE_H

#include "array.h"

/* May an array be made of the object, other than a number? Never fails. */
bool sequence_check(HPyContext *ctx, HPy h);

/* A new array of what a nested sequence or a number holds, of the dtype or the
 * one that suits all items (NO_DTYPE); stored in `*array` is its struct.
 * HPy_NULL with an exception: ValueError if it is ragged, TypeError if an item
 * is no number. */
HPy sequence_to_array(HPyContext *ctx, HPy h, dtype_id dtype, ndarray **array);

#endif /* NUMPY_SEQUENCE_H */
