/* src/dtype.h: the kinds of items that arrays have.
 *
 * Each is a row of one table; everything else that is to know about a dtype
 * follows from its row.
 */
#ifndef NUMPY_DTYPE_H
#define NUMPY_DTYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    float real, imag;
} complex64;

typedef struct {
    double real, imag;
} complex128;

/* A float16 is known by its bits only. */
typedef uint16_t float16;

/* ID, name, C type, kind, character, format of the buffer protocol. In the
 * order of promotion: a dtype is never promoted to one in front of it. */
#define FOR_EACH_DTYPE(X)                                                      \
    X(BOOL, "bool", uint8_t, 'b', '?', "?")                                    \
    X(INT8, "int8", int8_t, 'i', 'b', "b")                                     \
    X(UINT8, "uint8", uint8_t, 'u', 'B', "B")                                  \
    X(INT16, "int16", int16_t, 'i', 'h', "h")                                  \
    X(UINT16, "uint16", uint16_t, 'u', 'H', "H")                               \
    X(INT32, "int32", int32_t, 'i', 'i', "i")                                  \
    X(UINT32, "uint32", uint32_t, 'u', 'I', "I")                               \
    X(INT64, "int64", int64_t, 'i', 'l', "q")                                  \
    X(UINT64, "uint64", uint64_t, 'u', 'L', "Q")                               \
    X(FLOAT16, "float16", float16, 'f', 'e', "e")                              \
    X(FLOAT32, "float32", float, 'f', 'f', "f")                                \
    X(FLOAT64, "float64", double, 'f', 'd', "d")                               \
    X(COMPLEX64, "complex64", complex64, 'c', 'F', "Zf")                       \
    X(COMPLEX128, "complex128", complex128, 'c', 'D', "Zd")

typedef enum {
#define X(ID, ...) ID,
    FOR_EACH_DTYPE(X)
#undef X
        DTYPE_COUNT,
    NO_DTYPE = -1
} dtype_id;

typedef struct {
    const char *name;
    const char *format;
    char kind; /* b, i, u, f or c */
    char character;
    uint8_t size; /* bytes of an item */
    uint8_t alignment;
} dtype;

extern const dtype dtypes[DTYPE_COUNT];

static inline intptr_t dtype_size(dtype_id id)
{
    return dtypes[id].size;
}

static inline bool dtype_is_integer(dtype_id id)
{
    return id > BOOL && id < FLOAT16;
}

/* How freely items may change their dtype, from nothing to everything. */
typedef enum {
    CAST_NO,
    CAST_EQUIV,
    CAST_SAFE,
    CAST_SAME_KIND,
    CAST_UNSAFE
} casting;

extern const char *const casting_names[];

/* The smallest dtype to which both can be cast safely. */
dtype_id dtype_promote(dtype_id a, dtype_id b);

bool dtype_can_cast(dtype_id from, dtype_id to, casting how);

/* The dtype of this name or character, in any of the spellings that NumPy
 * knows; NO_DTYPE if there is none. */
dtype_id dtype_find(const char *name);

/* A value that belongs to no array yet. */
typedef union {
    int64_t i;
    uint64_t u;
    double d;
    complex128 c;
    char bytes[16];
} item;

#endif /* NUMPY_DTYPE_H */
