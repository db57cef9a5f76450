/* src/methods.c: what arrays do: copies, and their items as Python objects. */
#include "array.h"
#include "convert.h"
#include "copy.h"
#include "creation.h"
#include "descriptor.h"
#include "functions.h"
#include "scalar.h"
#include "shape.h"
#include "ufunc_type.h"

#include <string.h>

/* ---- Copies ---- */

HPyDef_METH(array_copy, "copy", HPyFunc_KEYWORDS,
            .doc = "copy($self, /, order='C')\n--\n\n"
                   "Return a copy, in the order 'C', 'F', 'A' or 'K'.")
static HPy array_copy_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"order", NULL};
    const ndarray *array = ndarray_AsStruct(ctx, self);
    copy_order order = ORDER_C;
    HPy h = HPy_NULL;
    HPyTracker tracker;
    ndarray *copied;
    bool done;
    if (nargs > 0 || !HPy_IsNull(kwnames)) {
        if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                                  "|O:copy", names, &h)) {
            return HPy_NULL;
        }
        done = copy_read_order(ctx, h, &order);
        HPyTracker_Close(ctx, tracker);
        if (!done) {
            return HPy_NULL;
        }
    }
    return copy_array(ctx, array, array->dtype, order, &copied);
}

typedef struct {
    dtype_id dtype;
    copy_order order;
    casting how;
    bool copy;
} astype_options;

static HPy astype(HPyContext *ctx, HPy self, const astype_options *o)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    ndarray *copied;
    if (!dtype_can_cast(array->dtype, o->dtype, o->how)) {
        return HPyErr_Format(ctx, ctx->h_TypeError,
                             "Cannot cast array data from dtype('%s') to "
                             "dtype('%s') according to the rule '%s'",
                             dtypes[array->dtype].name, dtypes[o->dtype].name,
                             casting_names[o->how]);
    }
    if (!o->copy && array->dtype == o->dtype &&
        (o->order == ORDER_KEEP || o->order == ORDER_ANY ||
         (array->flags & (o->order == ORDER_C ? ARRAY_C_CONTIGUOUS
                                              : ARRAY_F_CONTIGUOUS)) != 0)) {
        return HPy_Dup(ctx, self);
    }
    return copy_cast(ctx, array, o->dtype, o->order, &copied);
}

HPyDef_METH(array_astype, "astype", HPyFunc_KEYWORDS,
            .doc = "astype($self, /, dtype, order='K', casting='unsafe', "
                   "subok=True, copy=True)\n--\n\n"
                   "Return a copy with items of another dtype.\n\n"
                   "casting: 'no', 'equiv', 'safe', 'same_kind' or 'unsafe': "
                   "what is allowed.\n"
                   "copy: False returns the array itself if nothing "
                   "changes.\n\n"
                   "Raise TypeError if the rule does not allow the cast; warn "
                   "if items do not fit.")
static HPy array_astype_impl(HPyContext *ctx, HPy self, const HPy *args,
                             size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"dtype", "order", "casting",
                                        "subok", "copy",  NULL};
    astype_options o = {FLOAT64, ORDER_KEEP, CAST_UNSAFE, true};
    HPy dtype, order = HPy_NULL, how = HPy_NULL, subok = HPy_NULL;
    HPy result = HPy_NULL;
    HPyTracker tracker;
    int copy = 1;
    if (nargs == 1 && HPy_IsNull(kwnames)) {
        return descriptor_read_default(ctx, args[0], &o.dtype)
                   ? astype(ctx, self, &o)
                   : HPy_NULL;
    }
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "O|OOOp:astype", names, &dtype, &order, &how,
                              &subok, &copy)) {
        return HPy_NULL;
    }
    o.copy = copy != 0;
    if (descriptor_read_default(ctx, dtype, &o.dtype) &&
        copy_read_order(ctx, order, &o.order) &&
        ufunc_read_casting(ctx, how, &o.how)) {
        result = astype(ctx, self, &o);
    }
    HPyTracker_Close(ctx, tracker);
    return result;
}

/* ---- Items as Python objects ---- */

static HPy list_of(HPyContext *ctx, const ndarray *array, int axis,
                   const char *data)
{
    HPyListBuilder builder;
    if (axis == array->ndim - 1) {
        return convert_list(ctx, array->dtype, array->shape[axis], data,
                            array->strides[axis]);
    }
    builder = HPyListBuilder_New(ctx, array->shape[axis]);
    for (intptr_t i = 0; i < array->shape[axis]; i++) {
        HPy item = list_of(ctx, array, axis + 1, data);
        if (HPy_IsNull(item)) {
            HPyListBuilder_Cancel(ctx, builder);
            return HPy_NULL;
        }
        HPyListBuilder_Set(ctx, builder, i, item);
        HPy_Close(ctx, item);
        data += array->strides[axis];
    }
    return HPyListBuilder_Build(ctx, builder);
}

HPyDef_METH(array_tolist, "tolist", HPyFunc_NOARGS,
            .doc = "tolist($self)\n--\n\n"
                   "Return the items as nested lists of Python numbers, or "
                   "the one of a 0-d array.")
static HPy array_tolist_impl(HPyContext *ctx, HPy self)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    return array->ndim == 0 ? convert_load(ctx, array->dtype, array->data)
                            : list_of(ctx, array, 0, array->data);
}

HPyDef_METH(array_fill, "fill", HPyFunc_O,
            .doc = "fill($self, value, /)\n--\n\n"
                   "Set all items to one value.")
static HPy array_fill_impl(HPyContext *ctx, HPy self, HPy h)
{
    ndarray *array = ndarray_AsStruct(ctx, self), *value;
    HPy as_array;
    if ((array->flags & ARRAY_WRITEABLE) == 0) {
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                "assignment destination is read-only");
    }
    as_array = creation_as_array(ctx, h, array->dtype, &value);
    if (HPy_IsNull(as_array)) {
        return HPy_NULL;
    }
    if (value->ndim != 0) {
        HPy_Close(ctx, as_array);
        return HPyErr_SetString(ctx, ctx->h_ValueError,
                                "setting an array element with a sequence.");
    }
    copy_items(array, value);
    HPy_Close(ctx, as_array);
    return HPy_Dup(ctx, ctx->h_None);
}

/* ---- Other views ---- */

static HPy fail_view(HPyContext *ctx, const char *why)
{
    return HPyErr_SetString(ctx, ctx->h_ValueError, why);
}

/* The same bytes as items of another size: the last axis changes its length. */
static HPy view_resized(HPyContext *ctx, HPy self, dtype_id dtype)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    intptr_t old = array_item_size(array), size = dtype_size(dtype), bytes;
    int last = array->ndim - 1;
    ndarray *view;
    HPy h;
    if (array->ndim == 0) {
        return fail_view(ctx, "Changing the dtype of a 0d array is only "
                              "supported if the itemsize is unchanged");
    }
    if (array->shape[last] != 1 && array->strides[last] != old) {
        return fail_view(ctx, "To change to a dtype of a different size, the "
                              "last axis must be contiguous");
    }
    bytes = array->shape[last] * old;
    if (bytes % size != 0) {
        return fail_view(ctx, "When changing to a larger dtype, its size must "
                              "be a divisor of the total size in bytes of the "
                              "last axis of the array.");
    }
    h = array_new_alias(ctx, self, &view);
    if (!HPy_IsNull(h)) {
        view->shape[last] = bytes / size;
        view->strides[last] = size;
    }
    return h;
}

HPyDef_METH(array_view, "view", HPyFunc_KEYWORDS,
            .doc = "view($self, /, dtype=None, type=None)\n--\n\n"
                   "Return a view of the same memory, with items of another "
                   "dtype if one is given.\n\n"
                   "Raise ValueError if the last axis cannot be divided into "
                   "such items.")
static HPy array_view_impl(HPyContext *ctx, HPy self, const HPy *args,
                           size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"dtype", "type", NULL};
    const ndarray *array = ndarray_AsStruct(ctx, self);
    HPy dtype = HPy_NULL, type = HPy_NULL, h;
    dtype_id id = array->dtype;
    HPyTracker tracker;
    ndarray *view;
    bool done;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames, "|OO:view",
                              names, &dtype, &type)) {
        return HPy_NULL;
    }
    done = HPy_IsNull(dtype) || HPy_Is(ctx, dtype, ctx->h_None) ||
           descriptor_read(ctx, dtype, &id);
    HPyTracker_Close(ctx, tracker);
    if (!done) {
        return HPy_NULL;
    }
    h = dtype_size(id) == array_item_size(array)
            ? array_new_alias(ctx, self, &view)
            : view_resized(ctx, self, id);
    if (!HPy_IsNull(h)) {
        view = ndarray_AsStruct(ctx, h);
        view->dtype = id;
        array_update(view);
    }
    return h;
}

/* ---- Flags ---- */

HPyDef_GET(array_flag_bits, "_flags",
           .doc = "The flags as bits: C_CONTIGUOUS, F_CONTIGUOUS, ALIGNED, "
                  "WRITEABLE, OWNDATA.")
static HPy array_flag_bits_get(HPyContext *ctx, HPy self, void *closure)
{
    (void)closure;
    return HPyLong_FromLong(ctx, ndarray_AsStruct(ctx, self)->flags);
}

/* May the memory be written to? That of a base may only if the base's may. */
static bool base_is_writeable(HPyContext *ctx, HPy self)
{
    const ndarray *array = ndarray_AsStruct(ctx, self);
    HPy type, base;
    bool result = true;
    if (!array_has_base(array)) {
        return true;
    }
    type = HPyGlobal_Load(ctx, array_type);
    base = HPyField_Load(ctx, self, array->base);
    result = array_check(ctx, base, type) &&
             (ndarray_AsStruct(ctx, base)->flags & ARRAY_WRITEABLE) != 0;
    HPy_Close(ctx, base);
    HPy_Close(ctx, type);
    return result;
}

HPyDef_METH(array_setflags, "setflags", HPyFunc_KEYWORDS,
            .doc = "setflags($self, /, *, write=None, align=None, "
                   "uic=None)\n--\n\n"
                   "Make the array read-only, or writeable again.\n\n"
                   "Raise ValueError if its memory cannot be written to.")
static HPy array_setflags_impl(HPyContext *ctx, HPy self, const HPy *args,
                               size_t nargs, HPy kwnames)
{
    static const char *const names[] = {"write", "align", "uic", NULL};
    ndarray *array = ndarray_AsStruct(ctx, self);
    HPy write = HPy_NULL, align = HPy_NULL, uic = HPy_NULL;
    HPyTracker tracker;
    int truth = -1;
    if (!HPyArg_ParseKeywords(ctx, &tracker, args, nargs, kwnames,
                              "|OOO:setflags", names, &write, &align, &uic)) {
        return HPy_NULL;
    }
    if (!HPy_IsNull(write) && !HPy_Is(ctx, write, ctx->h_None)) {
        truth = HPy_IsTrue(ctx, write);
    }
    HPyTracker_Close(ctx, tracker);
    if (truth == -1) {
        return HPyErr_Occurred(ctx) ? HPy_NULL : HPy_Dup(ctx, ctx->h_None);
    }
    if (truth && !base_is_writeable(ctx, self)) {
        return HPyErr_SetString(
            ctx, ctx->h_ValueError,
            "cannot set WRITEABLE flag to True of this array");
    }
    array->flags = (uint16_t)(truth ? array->flags | ARRAY_WRITEABLE
                                    : array->flags & ~ARRAY_WRITEABLE);
    return HPy_Dup(ctx, ctx->h_None);
}
