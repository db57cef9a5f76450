/* src/scalar_quick.h: the slots that the type of each dtype has of its own. */
#ifndef NUMPY_SCALAR_QUICK_H
#define NUMPY_SCALAR_QUICK_H

#include "python.h"

#include "loop.h"

/* X(name) for the slots of a dtype. */
/* clang-format off */
#define FOR_EACH_NUMBER_QUICK(X, ID)                                           \
    X(ID##_add) X(ID##_subtract) X(ID##_multiply) X(ID##_negative)             \
    X(ID##_positive) X(ID##_compare) X(ID##_bool)
#define FOR_EACH_REAL_QUICK(X, ID)                                             \
    FOR_EACH_NUMBER_QUICK(X, ID) X(ID##_divide) X(ID##_absolute)
#define FOR_EACH_FLOAT_QUICK(X, ID) FOR_EACH_REAL_QUICK(X, ID) X(ID##_float)
#define FOR_EACH_INTEGER_QUICK(X, ID)                                          \
    FOR_EACH_REAL_QUICK(X, ID)                                                 \
    X(ID##_floor_divide) X(ID##_remainder) X(ID##_and) X(ID##_or) X(ID##_xor)  \
    X(ID##_left_shift) X(ID##_right_shift) X(ID##_invert) X(ID##_int)          \
    X(ID##_index) X(ID##_hash) X(ID##_power)
#define FOR_EACH_BOOL_QUICK(X, ID)                                             \
    X(ID##_and) X(ID##_or) X(ID##_xor) X(ID##_bool)
/* clang-format on */

#define X(NAME) extern HPyDef NAME;
#define INTEGER_SLOTS(ID, T, MORE) FOR_EACH_INTEGER_QUICK(X, ID)
#define FLOAT_SLOTS(ID, T, MORE) FOR_EACH_FLOAT_QUICK(X, ID)
#define NUMBER_SLOTS(ID, T, MORE) FOR_EACH_NUMBER_QUICK(X, ID)
FOR_EACH_INTEGER(INTEGER_SLOTS, )
FOR_EACH_FLOAT(FLOAT_SLOTS, )
FOR_EACH_FLOAT_QUICK(X, FLOAT16)
FOR_EACH_COMPLEX(NUMBER_SLOTS, )
FOR_EACH_BOOL_QUICK(X, BOOL)
#undef INTEGER_SLOTS
#undef FLOAT_SLOTS
#undef NUMBER_SLOTS
#undef X

#endif /* NUMPY_SCALAR_QUICK_H */
