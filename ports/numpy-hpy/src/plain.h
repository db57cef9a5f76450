/* src/plain.h: the usual arrays as indices: a mask as large as the array, or
 * integers for an array of one axis, where nothing has gaps.
 */
#ifndef NUMPY_PLAIN_H
#define NUMPY_PLAIN_H

#include "array.h"

typedef enum { PLAIN_NEITHER, PLAIN_MASK, PLAIN_INTEGERS } plain_kind;

/* Which of the two `index` is for `array`. */
plain_kind plain_check(const ndarray *array, const ndarray *index);

/* A new array of the items that are chosen; HPy_NULL with an exception. */
HPy plain_get(HPyContext *ctx, plain_kind kind, const ndarray *array,
              const ndarray *index);

/* Store a value in them: 1 if it is done, 0 if the value is none that is simple
 * enough, -1 with an exception. */
int plain_set(HPyContext *ctx, plain_kind kind, const ndarray *array,
              const ndarray *index, HPy value);

#endif /* NUMPY_PLAIN_H */
