/* src/matmul.c: products of matrices, vectors and stacks of them. */
#include "array.h"
#include "blas.h"
#include "cast.h"
#include "copy.h"
#include "creation.h"
#include "descriptor.h"
#include "errstate.h"
#include "functions.h"
#include "product.h"
#include "scalar.h"
#include "shape.h"
#include "ufunc.h"
#include "ufunc_type.h"

#include <string.h>

/* From so many products on, other threads may run. */
#define MANY_PRODUCTS 20000

/* ---- Operands ---- */

/* Two operands in one dtype, and the stack of matrices that each of them is. */
typedef struct {
    HPy owners[2]; /* of what was cast, or made of another object */
    const ndarray *arrays[2];
    dtype_id dtype; /* of the result */
    dtype_id work;  /* in which products are summed up */
    matrix a, b, c;
    int ndim; /* of the stack */
    intptr_t shape[MAX_DIMS];
    intptr_t strides[3][MAX_DIMS];
} multiplication;

static void close_operands(HPyContext *ctx, multiplication *m)
{
    HPy_Close(ctx, m->owners[0]);
    HPy_Close(ctx, m->owners[1]);
}

/* The array of an operand, in the work dtype and aligned. */
static bool prepare(HPyContext *ctx, multiplication *m, int k)
{
    const ndarray *array = m->arrays[k];
    ndarray *copied;
    HPy h;
    if (array->dtype == m->work && (array->flags & ARRAY_ALIGNED) != 0) {
        return true;
    }
    h = copy_array(ctx, array, m->work, ORDER_KEEP, &copied);
    if (HPy_IsNull(h)) {
        return false;
    }
    HPy_Close(ctx, m->owners[k]);
    m->owners[k] = h;
    m->arrays[k] = copied;
    return true;
}

/* Read both operands. To be closed in any case. */
static bool read_operands(HPyContext *ctx, HPy left, HPy right, dtype_id dtype,
                          multiplication *m)
{
    const HPy handles[2] = {left, right};
    m->owners[0] = m->owners[1] = HPy_NULL;
    for (int k = 0; k < 2; k++) {
        ndarray *array;
        m->owners[k] = creation_as_array(ctx, handles[k], NO_DTYPE, &array);
        if (HPy_IsNull(m->owners[k])) {
            return false;
        }
        m->arrays[k] = array;
    }
    m->dtype = dtype != NO_DTYPE
                   ? dtype
                   : dtype_promote(m->arrays[0]->dtype, m->arrays[1]->dtype);
    m->work = product_dtype(m->dtype);
    return prepare(ctx, m, 0) && prepare(ctx, m, 1);
}

/* The matrix in the last two axes of an array; a vector is a row of `a` and a
 * column of `b`. */
static matrix matrix_of(const ndarray *array, bool is_left)
{
    int last = array->ndim - 1;
    intptr_t length = array->shape[last], stride = array->strides[last];
    if (array->ndim > 1) {
        return (matrix){array->data, array->shape[last - 1], length,
                        array->strides[last - 1], stride};
    }
    return is_left ? (matrix){array->data, 1, length, 0, stride}
                   : (matrix){array->data, length, 1, stride, 0};
}

/* ---- Errors ---- */

static bool fail_scalar(HPyContext *ctx, const char *name, int k)
{
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "%s: Input operand %d does not have enough dimensions (has "
                  "0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) "
                  "requires 1)",
                  name, k);
    return false;
}

static bool fail_core(HPyContext *ctx, const multiplication *m)
{
    HPyErr_Format(ctx, ctx->h_ValueError,
                  "matmul: Input operand 1 has a mismatch in its core "
                  "dimension 0, with gufunc signature "
                  "(n?,k),(k,m?)->(n?,m?) (size %zd is different from %zd)",
                  (HPy_ssize_t)m->b.rows, (HPy_ssize_t)m->a.columns);
    return false;
}

static bool fail_stack(HPyContext *ctx, const multiplication *m)
{
    char one[320], other[320];
    HPyErr_Format(
        ctx, ctx->h_ValueError,
        "operands could not be broadcast together with remapped "
        "shapes [original->remapped]: %s  %s ",
        shape_text(one, sizeof(one), m->arrays[0]->ndim, m->arrays[0]->shape),
        shape_text(other, sizeof(other), m->arrays[1]->ndim,
                   m->arrays[1]->shape));
    return false;
}

/* ---- Shapes ---- */

static bool stack_axis(const ndarray *array, int stack, int from_end,
                       intptr_t *length, intptr_t *stride)
{
    int axis = stack - 1 - from_end;
    *length = axis >= 0 ? array->shape[axis] : 1;
    *stride = *length == 1 ? 0 : array->strides[axis];
    return axis >= 0;
}

/* Broadcast the stacks. */
static bool plan_stack(HPyContext *ctx, multiplication *m)
{
    int stacks[2];
    for (int k = 0; k < 2; k++) {
        stacks[k] = m->arrays[k]->ndim > 2 ? m->arrays[k]->ndim - 2 : 0;
    }
    m->ndim = stacks[0] > stacks[1] ? stacks[0] : stacks[1];
    for (int i = 0; i < m->ndim; i++) {
        int axis = m->ndim - 1 - i;
        intptr_t one, other;
        stack_axis(m->arrays[0], stacks[0], i, &one, &m->strides[0][axis]);
        stack_axis(m->arrays[1], stacks[1], i, &other, &m->strides[1][axis]);
        if (one != other && one != 1 && other != 1) {
            return fail_stack(ctx, m);
        }
        m->shape[axis] = one == 1 ? other : one;
    }
    return true;
}

static bool plan(HPyContext *ctx, multiplication *m)
{
    for (int k = 0; k < 2; k++) {
        if (m->arrays[k]->ndim == 0) {
            return fail_scalar(ctx, "matmul", k);
        }
    }
    m->a = matrix_of(m->arrays[0], true);
    m->b = matrix_of(m->arrays[1], false);
    if (m->a.columns != m->b.rows) {
        return fail_core(ctx, m);
    }
    return plan_stack(ctx, m);
}

/* The shape of the result: axes that vectors got are left out again. */
static int result_shape(const multiplication *m, intptr_t *shape)
{
    int ndim = m->ndim;
    memcpy(shape, m->shape, (size_t)ndim * sizeof(*shape));
    if (m->arrays[0]->ndim > 1) {
        shape[ndim++] = m->a.rows;
    }
    if (m->arrays[1]->ndim > 1) {
        shape[ndim++] = m->b.columns;
    }
    return ndim;
}

/* ---- Execution ---- */

/* All matrices of the stack, whose results lie one behind the other. */
static bool run_stack(const multiplication *m)
{
    intptr_t index[MAX_DIMS] = {0};
    intptr_t step = m->c.rows * m->c.columns * dtype_size(m->work);
    matrix a = m->a, b = m->b, c = m->c;
    for (int axis = 0; axis < m->ndim; axis++) {
        if (m->shape[axis] == 0) {
            return true;
        }
    }
    for (;;) {
        int axis = m->ndim - 1;
        if (!product_run(m->work, &a, &b, &c)) {
            return false;
        }
        c.data += step;
        for (; axis >= 0; axis--) {
            a.data += m->strides[0][axis];
            b.data += m->strides[1][axis];
            if (++index[axis] < m->shape[axis]) {
                break;
            }
            a.data -= index[axis] * m->strides[0][axis];
            b.data -= index[axis] * m->strides[1][axis];
            index[axis] = 0;
        }
        if (axis < 0) {
            return true;
        }
    }
}

/* Run, and tell what went wrong. */
static bool execute(HPyContext *ctx, const multiplication *m, intptr_t size)
{
    bool has_flags = m->work >= FLOAT32, done;
    int status = 0;
    if (has_flags) {
        status_clear();
    }
    if (size * (m->a.columns + 1) < MANY_PRODUCTS) {
        done = run_stack(m);
        status = has_flags ? status_get() : 0;
    }
    else {
        HPyThreadState state = HPy_LeavePythonExecution(ctx);
        done = run_stack(m);
        status = has_flags ? status_get() : 0;
        HPy_ReenterPythonExecution(ctx, state);
    }
    if (!done) {
        HPyErr_NoMemory(ctx);
        return false;
    }
    status &= STATUS_OVERFLOW | STATUS_INVALID | STATUS_DIVIDE;
    return HPy_LIKELY(status == 0) || errstate_report(ctx, "matmul", status);
}

/* A new array, in the work dtype and C order, of the products. */
static HPy multiply(HPyContext *ctx, multiplication *m, ndarray **result)
{
    intptr_t shape[MAX_DIMS];
    int ndim;
    HPy h;
    if (!plan(ctx, m)) {
        return HPy_NULL;
    }
    ndim = result_shape(m, shape);
    if (ndim > MAX_DIMS) {
        array_fail_dims(ctx, ndim);
        return HPy_NULL;
    }
    h = array_new(ctx, m->work, ndim, shape, false, result);
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    m->c = (matrix){(*result)->data, m->a.rows, m->b.columns,
                    m->b.columns * dtype_size(m->work), dtype_size(m->work)};
    if ((*result)->size > 0 && !execute(ctx, m, (*result)->size)) {
        HPy_Close(ctx, h);
        return HPy_NULL;
    }
    return h;
}

/* ---- Results ---- */

static HPy store_in(HPyContext *ctx, HPy out, const ndarray *result,
                    const char *name, casting how)
{
    ndarray *target = ndarray_AsStruct(ctx, out);
    char one[320], other[320];
    if ((target->flags & ARRAY_WRITEABLE) == 0) {
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                "output array is read-only");
    }
    if (target->ndim != result->ndim ||
        memcmp(target->shape, result->shape,
               (size_t)result->ndim * sizeof(*result->shape)) != 0) {
        return HPyErr_Format(
            ctx, ctx->h_ValueError,
            "%s: output of shape %s does not match the result's shape %s", name,
            shape_text(one, sizeof(one), target->ndim, target->shape),
            shape_text(other, sizeof(other), result->ndim, result->shape));
    }
    if (!dtype_can_cast(result->dtype, target->dtype, how)) {
        return HPyErr_Format(ctx, ctx->h_TypeError,
                             "Cannot cast ufunc '%s' output from dtype('%s') "
                             "to dtype('%s') with casting rule '%s'",
                             name, dtypes[result->dtype].name,
                             dtypes[target->dtype].name, casting_names[how]);
    }
    copy_items(target, result);
    return HPy_Dup(ctx, out);
}

/* The result in its dtype, in `out` if there is one; a scalar for no
 * dimensions. Takes over `h`. */
static HPy finish(HPyContext *ctx, const multiplication *m, HPy h,
                  ndarray *array, HPy out, const char *name, casting how)
{
    HPy result;
    if (HPy_IsNull(h)) {
        return HPy_NULL;
    }
    if (!HPy_IsNull(out)) {
        result = store_in(ctx, out, array, name, how);
    }
    else if (array->ndim == 0) {
        item value;
        cast_item(value.bytes, m->dtype, array->data, array->dtype);
        result = scalar_new(ctx, m->dtype, value.bytes);
    }
    else if (array->dtype != m->dtype) {
        result = copy_array(ctx, array, m->dtype, ORDER_C, &array);
    }
    else {
        return h;
    }
    HPy_Close(ctx, h);
    return result;
}

/* ---- matmul ---- */

typedef struct {
    HPy out;
    dtype_id dtype;
    casting how;
} options;

static HPy matmul(HPyContext *ctx, HPy left, HPy right, const options *o)
{
    multiplication m;
    ndarray *array;
    HPy result = HPy_NULL;
    if (read_operands(ctx, left, right, o->dtype, &m)) {
        result = multiply(ctx, &m, &array);
        result = finish(ctx, &m, result, array, o->out, "matmul", o->how);
    }
    close_operands(ctx, &m);
    return result;
}

HPyDef_METH(core_matmul, "matmul", HPyFunc_KEYWORDS,
            .doc = "matmul(x1, x2, /, out=None, *, casting='same_kind', "
                   "dtype=None)\n--\n\n"
                   "Return the product of matrices.\n\n"
                   "x1: of shape (..., n, k), or (k,), a row.\n"
                   "x2: of shape (..., k, m), or (k,), a column.\n"
                   "The result is of shape (..., n, m); the axes in front are "
                   "broadcast, and those\nof rows and columns are left out.\n"
                   "out: an array to store the result in.\n"
                   "dtype: in which it is computed; None is the one that suits "
                   "both.\n\n"
                   "float32, float64 and complex numbers are multiplied by "
                   "the BLAS that is there.\n"
                   "Raise ValueError if the shapes do not fit.")
static HPy core_matmul_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"",        "",      "out",
                                        "casting", "dtype", NULL};
    HPy left, right, out = HPy_NULL, how = HPy_NULL, dtype = HPy_NULL;
    HPy outs[1] = {HPy_NULL}, result = HPy_NULL;
    options o = {HPy_NULL, NO_DTYPE, CAST_SAME_KIND};
    HPyTracker tracker;
    (void)self;
    if (nargs == 2 && HPy_IsNull(kwnames)) {
        return matmul(ctx, args[0], args[1], &o);
    }
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "OO|O$OO:matmul", names, &left, &right, &out,
                              &how, &dtype)) {
        return HPy_NULL;
    }
    if (ufunc_read_out(ctx, out, 1, outs) &&
        ufunc_read_casting(ctx, how, &o.how) &&
        (HPy_IsNull(dtype) || descriptor_read(ctx, dtype, &o.dtype))) {
        o.out = outs[0];
        result = matmul(ctx, left, right, &o);
    }
    HPy_Close(ctx, outs[0]);
    HPyTracker_Close(ctx, tracker);
    return result;
}

HPyDef_SLOT(array_matrix_multiply, HPy_nb_matrix_multiply)
static HPy array_matrix_multiply_impl(HPyContext *ctx, HPy left, HPy right)
{
    const options o = {HPy_NULL, NO_DTYPE, CAST_SAME_KIND};
    return matmul(ctx, left, right, &o);
}

HPyDef_SLOT(array_inplace_matrix_multiply, HPy_nb_inplace_matrix_multiply)
static HPy array_inplace_matrix_multiply_impl(HPyContext *ctx, HPy self,
                                              HPy other)
{
    const options o = {self, NO_DTYPE, CAST_SAME_KIND};
    return matmul(ctx, self, other, &o);
}

/* ---- dot ---- */

static HPy fail_alignment(HPyContext *ctx, const multiplication *m, int axis_a,
                          int axis_b)
{
    const ndarray *a = m->arrays[0], *b = m->arrays[1];
    char one[320], other[320];
    return HPyErr_Format(
        ctx, ctx->h_ValueError,
        "shapes %s and %s not aligned: %zd (dim %d) != %zd (dim %d)",
        shape_text(one, sizeof(one), a->ndim, a->shape),
        shape_text(other, sizeof(other), b->ndim, b->shape),
        (HPy_ssize_t)a->shape[axis_a], axis_a, (HPy_ssize_t)b->shape[axis_b],
        axis_b);
}

/* `b` as one matrix, whose rows are what its last axis but one runs through. */
static HPy as_matrix(HPyContext *ctx, HPy h)
{
    const ndarray *array = ndarray_AsStruct(ctx, h);
    intptr_t shape[2] = {array->shape[array->ndim - 2], -1};
    int rows = array->ndim - 2;
    ndarray *moved;
    HPy view = array_new_alias(ctx, h, &moved), result;
    if (HPy_IsNull(view)) {
        return HPy_NULL;
    }
    for (int i = 0; i < rows; i++) {
        moved->shape[i + 1] = array->shape[i];
        moved->strides[i + 1] = array->strides[i];
    }
    moved->shape[0] = array->shape[rows];
    moved->strides[0] = array->strides[rows];
    array_update(moved);
    shape[1] = shape[0] == 0 ? 0 : array->size / shape[0];
    result = shape_change(ctx, view, 2, shape, false);
    HPy_Close(ctx, view);
    return result;
}

/* Stacks in `b`: the result has the axes of `a` but the last, and then those of
 * `b` but the last but one. */
static HPy dot_stacks(HPyContext *ctx, multiplication *m, ndarray **result)
{
    const ndarray *a = m->arrays[0], *b = m->arrays[1];
    intptr_t shape[2 * MAX_DIMS];
    int ndim = 0;
    HPy flat, product, h;
    for (int i = 0; i < a->ndim - 1; i++) {
        shape[ndim++] = a->shape[i];
    }
    for (int i = 0; i < b->ndim; i++) {
        if (i != b->ndim - 2) {
            shape[ndim++] = b->shape[i];
        }
    }
    if (ndim > MAX_DIMS) {
        array_fail_dims(ctx, ndim);
        return HPy_NULL;
    }
    flat = as_matrix(ctx, m->owners[1]);
    if (HPy_IsNull(flat)) {
        return HPy_NULL;
    }
    HPy_Close(ctx, m->owners[1]);
    m->owners[1] = flat;
    m->arrays[1] = ndarray_AsStruct(ctx, flat);
    product = multiply(ctx, m, result);
    if (HPy_IsNull(product)) {
        return HPy_NULL;
    }
    h = shape_change(ctx, product, ndim, shape, false);
    HPy_Close(ctx, product);
    if (!HPy_IsNull(h)) {
        *result = ndarray_AsStruct(ctx, h);
    }
    return h;
}

static HPy dot_arrays(HPyContext *ctx, multiplication *m, ndarray **result)
{
    const ndarray *a = m->arrays[0], *b = m->arrays[1];
    int axis_a = a->ndim - 1, axis_b = b->ndim > 1 ? b->ndim - 2 : 0;
    if (a->shape[axis_a] != b->shape[axis_b]) {
        return fail_alignment(ctx, m, axis_a, axis_b);
    }
    return b->ndim > 2 ? dot_stacks(ctx, m, result) : multiply(ctx, m, result);
}

static HPy dot(HPyContext *ctx, HPy left, HPy right, HPy out)
{
    multiplication m;
    ndarray *array;
    HPy result = HPy_NULL;
    if (read_operands(ctx, left, right, NO_DTYPE, &m)) {
        if (m.arrays[0]->ndim == 0 || m.arrays[1]->ndim == 0) {
            HPy inputs[2] = {left, right};
            ufunc_options o = {.out = {out, HPy_NULL},
                               .where = HPy_NULL,
                               .dtype = NO_DTYPE,
                               .casting = CAST_NO,
                               .order = ORDER_C};
            result = ufunc_call(ctx, &ufunc_multiply, inputs, &o);
        }
        else {
            result = dot_arrays(ctx, &m, &array);
            result = finish(ctx, &m, result, array, out, "dot", CAST_NO);
        }
    }
    close_operands(ctx, &m);
    return result;
}

#define DOT_DOC                                                                \
    "Return the sum of products over the last axis of a and the last but one " \
    "of b: for\nvectors their inner product, for matrices matmul, for "        \
    "scalars the product.\n\n"                                                 \
    "out: an array of the result's shape and dtype to store it in.\n\n"        \
    "Raise ValueError if the shapes do not fit."

HPyDef_METH(core_dot, "dot", HPyFunc_KEYWORDS,
            .doc = "dot(a, b, out=None)\n--\n\n" DOT_DOC)
static HPy core_dot_impl(HPyContext *ctx, HPy self, const HPy *args,
                         size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"a", "b", "out", NULL};
    HPy left, right, out = HPy_NULL, outs[1] = {HPy_NULL}, result = HPy_NULL;
    HPyTracker tracker;
    (void)self;
    if (nargs == 2 && HPy_IsNull(kwnames)) {
        return dot(ctx, args[0], args[1], HPy_NULL);
    }
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames, "OO|O:dot",
                              names, &left, &right, &out)) {
        return HPy_NULL;
    }
    if (ufunc_read_out(ctx, out, 1, outs)) {
        result = dot(ctx, left, right, outs[0]);
    }
    HPy_Close(ctx, outs[0]);
    HPyTracker_Close(ctx, tracker);
    return result;
}

HPyDef_METH(array_dot, "dot", HPyFunc_KEYWORDS,
            .doc = "dot($self, other, /, out=None)\n--\n\n" DOT_DOC)
static HPy array_dot_impl(HPyContext *ctx, HPy self, const HPy *args,
                          size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"", "out", NULL};
    HPy right, out = HPy_NULL, outs[1] = {HPy_NULL}, result = HPy_NULL;
    HPyTracker tracker;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames, "O|O:dot",
                              names, &right, &out)) {
        return HPy_NULL;
    }
    if (ufunc_read_out(ctx, out, 1, outs)) {
        result = dot(ctx, self, right, outs[0]);
    }
    HPy_Close(ctx, outs[0]);
    HPyTracker_Close(ctx, tracker);
    return result;
}

/* ---- BLAS ---- */

HPyDef_METH(core_load_blas, "load_blas", HPyFunc_VARARGS,
            .doc = "load_blas(path, prefix, /)\n--\n\n"
                   "Load the CBLAS in a shared library, whose functions' names "
                   "begin with a prefix;\nreturn whether that worked.")
static HPy core_load_blas_impl(HPyContext *ctx, HPy self, const HPy *args,
                               size_t nargs)
{
    const char *path, *prefix;
    (void)self;
    if (!HPyArg_Parse(ctx, NULL, args, nargs, "ss:load_blas", &path, &prefix)) {
        return HPy_NULL;
    }
    return HPyBool_FromBool(ctx, blas_load(path, prefix));
}
