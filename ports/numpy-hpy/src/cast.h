/* src/cast.h: items of one dtype to items of another. */
#ifndef NUMPY_CAST_H
#define NUMPY_CAST_H

#include "array.h"
#include "loop.h"

/* The loop that makes items of `to` of items of `from`; of one dtype it copies.
 * What does not fit is undefined, as in C, but for complex numbers, which lose
 * their imaginary parts, and bool, which is what is not zero. */
inner_loop cast_loop(dtype_id from, dtype_id to);

/* One item, which need not be aligned. */
void cast_item(char *to, dtype_id to_dtype, const char *from,
               dtype_id from_dtype);

/* `count` items, so many bytes apart. */
void cast_items(char *to, intptr_t to_stride, dtype_id to_dtype,
                const char *from, intptr_t from_stride, dtype_id from_dtype,
                bool is_aligned, intptr_t count);

#endif /* NUMPY_CAST_H */
