/* src/array.h: the object ndarray. */
#ifndef NUMPY_ARRAY_H
#define NUMPY_ARRAY_H

#include "python.h"

#include "dtype.h"

/* As many dimensions as NumPy has. */
#define MAX_DIMS 64

/* Arrays of so few dimensions and bytes are one allocation, the object. */
#define FEW_DIMS 4
#define FEW_BYTES 128

enum {
    ARRAY_C_CONTIGUOUS = 1,
    ARRAY_F_CONTIGUOUS = 2,
    ARRAY_ALIGNED = 4,
    ARRAY_WRITEABLE = 8,
    ARRAY_OWNS_DATA = 16
};

typedef struct {
    char *data;        /* the first item */
    intptr_t size;     /* the number of items */
    intptr_t *shape;   /* `ndim` numbers, and behind them as many strides */
    intptr_t *strides; /* in bytes */
    dtype_id dtype;
    int16_t ndim;
    uint16_t flags;
    HPyField base; /* whose data it is, or was if it is now its own */
    char *block;   /* memory of its own, or NULL */
    intptr_t few_dims[2 * FEW_DIMS];
    char few_bytes[FEW_BYTES];
} ndarray;

HPyType_HELPERS(ndarray);

/* The type, and whatever else outlives a call. */
extern HPyGlobal array_type;

/* Is it an array, of this type or one derived from it? */
static inline bool array_check(HPyContext *ctx, HPy h, HPy type)
{
    return HPy_TypeIs(ctx, h, type) || HPy_TypeCheck(ctx, h, type);
}

/* A new array in C order whose items are not set, or with `f_order` in F order;
 * stored in `*array` is its struct. HPy_NULL with an exception: ValueError for
 * too many dimensions or items, MemoryError. */
HPy array_new(HPyContext *ctx, dtype_id dtype, int ndim, const intptr_t *shape,
              bool f_order, ndarray **array);

/* The same of a type derived from ndarray. */
HPy array_new_of(HPyContext *ctx, HPy type, dtype_id dtype, int ndim,
                 const intptr_t *shape, bool f_order, ndarray **array);

/* A new array on the data of `base`, an object that owns it; its shape and
 * strides are the caller's to fill in, and then array_update is to be called.
 */
HPy array_new_view(HPyContext *ctx, dtype_id dtype, int ndim, HPy base,
                   char *data, unsigned flags, ndarray **array);

/* The same of a type derived from ndarray. */
HPy array_new_view_of(HPyContext *ctx, HPy type, dtype_id dtype, int ndim,
                      HPy base, char *data, unsigned flags, ndarray **array);

/* Raise the ValueError for too many dimensions; false. */
bool array_fail_dims(HPyContext *ctx, int ndim);

/* A view of all of another array, `h`, to be changed by the caller. */
HPy array_new_alias(HPyContext *ctx, HPy h, ndarray **array);

/* The size and the flags that follow from shape and strides. */
void array_update(ndarray *array);

/* The number of items of a shape; -1 with a ValueError if there are too many.
 */
intptr_t array_count(HPyContext *ctx, int ndim, const intptr_t *shape,
                     intptr_t item_size);

/* Strides of items one behind the other. */
void array_fill_strides(intptr_t *strides, int ndim, const intptr_t *shape,
                        intptr_t item_size, bool f_order);

/* Does the data belong to another object, `base`? */
static inline bool array_has_base(const ndarray *array)
{
    return (array->flags & ARRAY_OWNS_DATA) == 0 &&
           !HPyField_IsNull(array->base);
}

/* Is nothing between the items? */
static inline bool array_is_contiguous(const ndarray *array)
{
    return (array->flags & (ARRAY_C_CONTIGUOUS | ARRAY_F_CONTIGUOUS)) != 0;
}

static inline intptr_t array_item_size(const ndarray *array)
{
    return dtype_size(array->dtype);
}

/* Make the type and add it to the module; false with an exception. */
bool array_add_type(HPyContext *ctx, HPy module);

#endif /* NUMPY_ARRAY_H */
