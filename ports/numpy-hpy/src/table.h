/* src/table.h: how the tables of ufuncs and of their loops are written. */
#ifndef NUMPY_TABLE_H
#define NUMPY_TABLE_H

#include "ufunc.h"

/* ---- Rows of tables of loops: NAME_ID works on items of dtype ID ---- */

#define UNARY_ROW(ID, T, NAME) {NAME##_##ID, {ID, ID}, false, NULL, NULL},
#define BINARY_ROW(ID, T, NAME) {NAME##_##ID, {ID, ID, ID}, false, NULL, NULL},
#define TERNARY_ROW(ID, T, NAME)                                               \
    {NAME##_##ID, {ID, ID, ID, ID}, false, NULL, NULL},

/* The result is a bool. */
#define TEST_ROW(ID, T, NAME) {NAME##_##ID, {ID, BOOL}, false, NULL, NULL},
#define COMPARE_ROW(ID, T, NAME)                                               \
    {NAME##_##ID, {ID, ID, BOOL}, false, NULL, NULL},

/* Many items make one, or all those on the way too. */
#define REDUCE_ROW(ID, T, NAME)                                                \
    {NAME##_##ID, {ID, ID, ID}, false, NAME##_reduce_##ID, NULL},
#define ACCUMULATE_ROW(ID, T, NAME)                                            \
    {NAME##_##ID,                                                              \
     {ID, ID, ID},                                                             \
     false,                                                                    \
     NAME##_reduce_##ID,                                                       \
     NAME##_accumulate_##ID},

/* Items of ID are computed as items of DTYPE; or refused. */
#define UNARY_AS_ROW(ID, DTYPE) {NULL, {ID, DTYPE}, false, NULL, NULL},
#define BINARY_AS_ROW(ID, DTYPE) {NULL, {ID, ID, DTYPE}, false, NULL, NULL},
#define UNARY_REFUSED_ROW(ID) UNARY_AS_ROW(ID, NO_DTYPE)
#define BINARY_REFUSED_ROW(ID) BINARY_AS_ROW(ID, NO_DTYPE)

/* A float16 is worked on as a float32. */
#define HALF_UNARY_ROW(NAME)                                                   \
    {NAME##_FLOAT32, {FLOAT16, FLOAT16}, true, NULL, NULL},
#define HALF_BINARY_ROW(NAME)                                                  \
    {NAME##_FLOAT32, {FLOAT16, FLOAT16, FLOAT16}, true, NULL, NULL},
#define HALF_TERNARY_ROW(NAME)                                                 \
    {NAME##_FLOAT32, {FLOAT16, FLOAT16, FLOAT16, FLOAT16}, true, NULL, NULL},
#define HALF_TEST_ROW(NAME) {NAME##_FLOAT32, {FLOAT16, BOOL}, true, NULL, NULL},
#define HALF_COMPARE_ROW(NAME)                                                 \
    {NAME##_FLOAT32, {FLOAT16, FLOAT16, BOOL}, true, NULL, NULL},
#define HALF_REDUCE_ROW(NAME)                                                  \
    {NAME##_FLOAT32,                                                           \
     {FLOAT16, FLOAT16, FLOAT16},                                              \
     true,                                                                     \
     NAME##_reduce_FLOAT32,                                                    \
     NULL},
#define HALF_ACCUMULATE_ROW(NAME)                                              \
    {NAME##_FLOAT32,                                                           \
     {FLOAT16, FLOAT16, FLOAT16},                                              \
     true,                                                                     \
     NAME##_reduce_FLOAT32,                                                    \
     NULL}, /* each outcome is to be rounded */

/* All floats, as almost every function takes them. */
#define FLOAT_UNARY_ROWS(NAME)                                                 \
    HALF_UNARY_ROW(NAME) FOR_EACH_FLOAT(UNARY_ROW, NAME)
#define FLOAT_BINARY_ROWS(NAME)                                                \
    HALF_BINARY_ROW(NAME) FOR_EACH_FLOAT(BINARY_ROW, NAME)

/* ---- Ufuncs: the loops of NAME are the table NAME_loops ---- */

#define UFUNC(NAME, SIGNATURE, INPUTS, RESULTS, IDENTITY, SETS_STATUS, DOC)    \
    UFUNC_REFUSING(NAME, SIGNATURE, INPUTS, RESULTS, IDENTITY, SETS_STATUS,    \
                   DOC, NULL)
#define UFUNC_REFUSING(NAME, SIGNATURE, INPUTS, RESULTS, IDENTITY,             \
                       SETS_STATUS, DOC, REFUSAL)                              \
    ufunc ufunc_##NAME = {                                                     \
        #NAME,        SIGNATURE,                                               \
        DOC,          INPUTS,                                                  \
        RESULTS,      IDENTITY,                                                \
        SETS_STATUS,  (int)(sizeof(NAME##_loops) / sizeof(*NAME##_loops)),     \
        NAME##_loops, {0},                                                     \
        REFUSAL};

#define _KEYWORDS "*, where=True, casting='same_kind', order='K', dtype=None)"
#define _OUT "out=None, "
#define _TWO_OUTS ", out=(None, None), "

/* Do the loops set the machine's flags for what goes wrong? */
#define SETS_STATUS true
#define NO_STATUS false

#define UNARY_UFUNC(NAME, STATUS, DOC)                                         \
    UFUNC(NAME, "(x, /, " _OUT _KEYWORDS, 1, 1, NO_IDENTITY, STATUS, DOC)
#define UNARY_UFUNC_REFUSING(NAME, STATUS, DOC, REFUSAL)                       \
    UFUNC_REFUSING(NAME, "(x, /, " _OUT _KEYWORDS, 1, 1, NO_IDENTITY, STATUS,  \
                   DOC, REFUSAL)
#define UNARY_PAIR_UFUNC(NAME, STATUS, DOC)                                    \
    UFUNC(NAME, "(x[, out1, out2], /" _TWO_OUTS _KEYWORDS, 1, 2, NO_IDENTITY,  \
          STATUS, DOC)
#define BINARY_UFUNC(NAME, IDENTITY, STATUS, DOC)                              \
    UFUNC(NAME, "(x1, x2, /, " _OUT _KEYWORDS, 2, 1, IDENTITY, STATUS, DOC)
#define BINARY_UFUNC_REFUSING(NAME, IDENTITY, STATUS, DOC, REFUSAL)            \
    UFUNC_REFUSING(NAME, "(x1, x2, /, " _OUT _KEYWORDS, 2, 1, IDENTITY,        \
                   STATUS, DOC, REFUSAL)
#define BINARY_PAIR_UFUNC(NAME, STATUS, DOC)                                   \
    UFUNC(NAME, "(x1, x2[, out1, out2], /" _TWO_OUTS _KEYWORDS, 2, 2,          \
          NO_IDENTITY, STATUS, DOC)
#define TERNARY_UFUNC(NAME, STATUS, DOC)                                       \
    UFUNC(NAME, "(x1, x2, x3, /, " _OUT _KEYWORDS, 3, 1, NO_IDENTITY, STATUS,  \
          DOC)

/* ---- Docstrings ---- */

#define _KEYWORDS_DOC                                                          \
    "out: the array, or tuple of arrays, that takes the result; where: a "     \
    "mask of the\nitems to compute; casting, order, dtype: how operands are "  \
    "cast, the layout of\nnew arrays, and the dtype to compute in.\n\n"

/* PURPOSE and NOTES are sentences; TAKES and GIVES say the dtypes. */
#define DOC_UNARY(PURPOSE, TAKES, GIVES, NOTES)                                \
    PURPOSE "\n\nx: array-like of any shape; " TAKES ".\n" _KEYWORDS_DOC       \
            "Returns an array of x's shape, or a scalar if x is one; " GIVES   \
            ".\n" NOTES
#define DOC_BINARY(PURPOSE, TAKES, GIVES, NOTES)                               \
    PURPOSE                                                                    \
    "\n\nx1, x2: array-likes that broadcast together, promoted to one "        \
    "dtype; " TAKES ".\n" _KEYWORDS_DOC "Returns an array of the broadcast "   \
    "shape, or a scalar if both are; " GIVES ".\n" NOTES
#define DOC_UNARY_PAIR(PURPOSE, TAKES, GIVES, NOTES)                           \
    PURPOSE "\n\nx: array-like of any shape; " TAKES ".\n" _KEYWORDS_DOC       \
            "Returns a tuple of two arrays of x's shape, or scalars if x is "  \
            "one; " GIVES ".\n" NOTES
#define DOC_BINARY_PAIR(PURPOSE, TAKES, GIVES, NOTES)                          \
    PURPOSE                                                                    \
    "\n\nx1, x2: array-likes that broadcast together, promoted to one "        \
    "dtype; " TAKES ".\n" _KEYWORDS_DOC                                        \
    "Returns a tuple of two arrays of the "                                    \
    "broadcast shape, or scalars if both are; " GIVES ".\n" NOTES
#define DOC_TERNARY(PURPOSE, TAKES, GIVES, NOTES)                              \
    PURPOSE                                                                    \
    "\n\nx1, x2, x3: array-likes that broadcast together, promoted to one "    \
    "dtype; " TAKES ".\n" _KEYWORDS_DOC "Returns an array of the broadcast "   \
    "shape, or a scalar if all are; " GIVES ".\n" NOTES

#define TAKES_REAL "integers and floats"
#define TAKES_NUMBERS "integers, floats and complex numbers"
#define TAKES_ALL "any dtype"
#define TAKES_FLOAT                                                            \
    "floats; integers are computed as the smallest float that holds them"
#define GIVES_SAME "its dtype is that of the operands"
#define GIVES_FLOAT "its dtype is a float"
#define GIVES_BOOL "its dtype is bool"

#endif /* NUMPY_TABLE_H */
