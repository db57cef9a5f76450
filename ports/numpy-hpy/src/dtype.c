/* src/dtype.c: the table of dtypes, and how they relate to each other. */
#include "dtype.h"

#include <string.h>

const dtype dtypes[DTYPE_COUNT] = {
#define X(ID, NAME, TYPE, KIND, CHARACTER, FORMAT)                             \
    {NAME, FORMAT, KIND, CHARACTER, sizeof(TYPE), _Alignof(TYPE)},
    FOR_EACH_DTYPE(X)
#undef X
};

const char *const casting_names[] = {"no", "equiv", "safe", "same_kind",
                                     "unsafe"};

/* ---- Promotion ---- */

/* The smallest float that holds all values, or the range, of a dtype. */
static dtype_id float_for(dtype_id id)
{
    switch (id) {
    case BOOL:
    case INT8:
    case UINT8:
    case FLOAT16:
        return FLOAT16;
    case INT16:
    case UINT16:
    case FLOAT32:
    case COMPLEX64:
        return FLOAT32;
    default:
        return FLOAT64;
    }
}

/* A signed integer and an unsigned one that is not smaller. */
static dtype_id promote_signs(dtype_id is_unsigned)
{
    switch (is_unsigned) {
    case UINT8:
        return INT16;
    case UINT16:
        return INT32;
    case UINT32:
        return INT64;
    default:
        return FLOAT64;
    }
}

/* Two integers, of which the second comes later in the table. */
static dtype_id promote_integers(dtype_id a, dtype_id b)
{
    if (dtypes[a].kind == dtypes[b].kind || dtypes[a].size < dtypes[b].size) {
        return dtypes[a].kind == 'i' && dtypes[b].kind == 'u' ? promote_signs(b)
                                                              : b;
    }
    return promote_signs(b); /* of one size: the unsigned is the later one */
}

dtype_id dtype_promote(dtype_id a, dtype_id b)
{
    dtype_id low = a < b ? a : b, high = a < b ? b : a;
    dtype_id low_float, high_float, real;
    if (low == high || low == BOOL) {
        return high;
    }
    if (high < FLOAT16) {
        return promote_integers(low, high);
    }
    low_float = float_for(low);
    high_float = float_for(high);
    real = low_float > high_float ? low_float : high_float;
    if (high < COMPLEX64) {
        return real;
    }
    return real == FLOAT64 ? COMPLEX128 : COMPLEX64;
}

/* ---- Casting ---- */

static int kind_rank(dtype_id id)
{
    static const char kinds[] = "buifc";
    return (int)(strchr(kinds, dtypes[id].kind) - kinds);
}

bool dtype_can_cast(dtype_id from, dtype_id to, casting how)
{
    switch (how) {
    case CAST_NO:
    case CAST_EQUIV:
        return from == to;
    case CAST_SAFE:
        return dtype_promote(from, to) == to;
    case CAST_SAME_KIND:
        return kind_rank(from) <= kind_rank(to);
    default:
        return true;
    }
}

/* ---- Names ---- */

static const struct {
    const char *name;
    dtype_id id;
} other_names[] = {
    {"bool_", BOOL},
    {"b1", BOOL},
    {"i1", INT8},
    {"u1", UINT8},
    {"i2", INT16},
    {"u2", UINT16},
    {"i4", INT32},
    {"u4", UINT32},
    {"i8", INT64},
    {"u8", UINT64},
    {"f2", FLOAT16},
    {"f4", FLOAT32},
    {"f8", FLOAT64},
    {"c8", COMPLEX64},
    {"c16", COMPLEX128},
    {"byte", INT8},
    {"ubyte", UINT8},
    {"short", INT16},
    {"ushort", UINT16},
    {"intc", INT32},
    {"uintc", UINT32},
    {"int", INT64},
    {"int_", INT64},
    {"intp", INT64},
    {"uint", UINT64},
    {"uintp", UINT64},
    {"long", INT64},
    {"ulong", UINT64},
    {"longlong", INT64},
    {"ulonglong", UINT64},
    {"q", INT64},
    {"Q", UINT64},
    {"p", INT64},
    {"P", UINT64},
    {"n", INT64},
    {"N", UINT64},
    {"half", FLOAT16},
    {"single", FLOAT32},
    {"float", FLOAT64},
    {"double", FLOAT64},
    {"csingle", COMPLEX64},
    {"cdouble", COMPLEX128},
    {"complex", COMPLEX128},
};

/* The byte order of this machine, as formats say it, is skipped. */
static const char *skip_order(const char *name)
{
    const uint16_t one = 1;
    char native = *(const char *)&one == 1 ? '<' : '>';
    bool skipped = *name == '=' || *name == '|' || *name == native;
    return skipped ? name + 1 : name;
}

dtype_id dtype_find(const char *name)
{
    const char *bare = skip_order(name);
    for (int id = 0; id < DTYPE_COUNT; id++) {
        if (strcmp(bare, dtypes[id].name) == 0 ||
            (bare[0] == dtypes[id].character && bare[1] == '\0')) {
            return (dtype_id)id;
        }
    }
    for (size_t i = 0; i < sizeof(other_names) / sizeof(*other_names); i++) {
        if (strcmp(bare, other_names[i].name) == 0) {
            return other_names[i].id;
        }
    }
    return NO_DTYPE;
}
