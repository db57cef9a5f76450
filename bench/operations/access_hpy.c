/* bench/operations/access_hpy.c: functions that look into objects, in HPy:
 * attributes, items, slices, types, iteration.
 *
 * The twin in the C API is access_capi.c.
 */
#include "hpy_functions.h"

/* ---- Attributes ---- */

FUNCTION_VARARGS(get_attr)
{
    EXPECT_ARGUMENTS(2);
    return HPy_GetAttr(ctx, args[0], args[1]);
}

FUNCTION_O(get_attr_s)
{
    return HPy_GetAttr_s(ctx, arg, "size");
}

FUNCTION_VARARGS(set_attr)
{
    EXPECT_ARGUMENTS(3);
    if (HPy_SetAttr(ctx, args[0], args[1], args[2]) < 0) {
        return HPy_NULL;
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(set_attr_s)
{
    EXPECT_ARGUMENTS(2);
    if (HPy_SetAttr_s(ctx, args[0], "size", args[1]) < 0) {
        return HPy_NULL;
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(has_attr)
{
    EXPECT_ARGUMENTS(2);
    return HPyBool_FromBool(ctx, HPy_HasAttr(ctx, args[0], args[1]));
}

/* ---- Items ---- */

FUNCTION_VARARGS(get_item)
{
    EXPECT_ARGUMENTS(2);
    return HPy_GetItem(ctx, args[0], args[1]);
}

FUNCTION_O(get_item_i)
{
    return HPy_GetItem_i(ctx, arg, 3);
}

FUNCTION_O(get_item_s)
{
    return HPy_GetItem_s(ctx, arg, "size");
}

FUNCTION_VARARGS(set_item)
{
    EXPECT_ARGUMENTS(3);
    if (HPy_SetItem(ctx, args[0], args[1], args[2]) < 0) {
        return HPy_NULL;
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(set_item_i)
{
    EXPECT_ARGUMENTS(2);
    if (HPy_SetItem_i(ctx, args[0], 3, args[1]) < 0) {
        return HPy_NULL;
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(set_item_s)
{
    EXPECT_ARGUMENTS(2);
    if (HPy_SetItem_s(ctx, args[0], "size", args[1]) < 0) {
        return HPy_NULL;
    }
    RETURN_NONE;
}

FUNCTION_VARARGS(replace_item)
{
    EXPECT_ARGUMENTS(3);
    if (HPy_SetItem(ctx, args[0], args[1], args[2]) < 0 ||
        HPy_DelItem(ctx, args[0], args[1]) < 0) {
        return HPy_NULL;
    }
    RETURN_NONE;
}

#ifndef IS_HPY_0_9_0
FUNCTION_O(get_slice)
{
    return HPy_GetSlice(ctx, arg, 2, 5);
}
#endif

/* The number of items in a slice of 100. */
FUNCTION_O(count_slice)
{
    HPy_ssize_t start, stop, step;

    if (HPySlice_Unpack(ctx, arg, &start, &stop, &step) < 0) {
        return HPy_NULL;
    }
    return HPyLong_FromSsize_t(
        ctx, HPySlice_AdjustIndices(ctx, 100, &start, &stop, step));
}

FUNCTION_VARARGS(contains)
{
    int found;

    EXPECT_ARGUMENTS(2);
    found = HPy_Contains(ctx, args[0], args[1]);
    return found < 0 ? HPy_NULL : HPyBool_FromBool(ctx, found);
}

FUNCTION_O(length)
{
    HPy_ssize_t result = HPy_Length(ctx, arg);

    return result < 0 ? HPy_NULL : HPyLong_FromSsize_t(ctx, result);
}

/* ---- Types and truth ---- */

FUNCTION_O(is_long)
{
    return HPyBool_FromBool(ctx, HPy_TypeCheck(ctx, arg, ctx->h_LongType));
}

FUNCTION_VARARGS(is_instance)
{
    EXPECT_ARGUMENTS(2);
    return HPyBool_FromBool(ctx, HPy_TypeCheck(ctx, args[0], args[1]));
}

FUNCTION_O(type_of)
{
    return HPy_Type(ctx, arg);
}

FUNCTION_O(is_none)
{
    return HPyBool_FromBool(ctx, HPy_Is(ctx, arg, ctx->h_None));
}

FUNCTION_O(is_true)
{
    int result = HPy_IsTrue(ctx, arg);

    return result < 0 ? HPy_NULL : HPyBool_FromBool(ctx, result);
}

FUNCTION_O(hash_of)
{
    HPy_hash_t hash = HPy_Hash(ctx, arg);

    return hash == -1 ? HPy_NULL : HPyLong_FromSsize_t(ctx, hash);
}

/* ---- Iteration: the items are counted ---- */

#if HPY_ABI_MAX_MINOR >= 1
FUNCTION_O(walk_list)
{
    HPy items[64];
    HPy_ssize_t found, position = 0, count = 0;

    do {
        found = HPyList_NextItems(ctx, arg, &position, items, 64);
        if (found < 0) {
            return HPy_NULL;
        }
        for (HPy_ssize_t i = 0; i < found; i++) {
            count += !HPy_Is(ctx, items[i], ctx->h_None);
        }
        HPy_CloseAll(ctx, items, found);
    } while (found > 0);
    return HPyLong_FromSsize_t(ctx, count);
}

FUNCTION_O(walk_dict)
{
    HPy items[64];
    HPy_ssize_t found, position = 0, count = 0;

    do {
        found = HPyDict_NextItems(ctx, arg, &position, items, 32);
        if (found < 0) {
            return HPy_NULL;
        }
        for (HPy_ssize_t i = 0; i < found; i++) {
            count += !HPy_Is(ctx, items[2 * i + 1], ctx->h_None);
        }
        HPy_CloseAll(ctx, items, 2 * found);
    } while (found > 0);
    return HPyLong_FromSsize_t(ctx, count);
}

/* HPy has no borrowed handles. */
FUNCTION_O(walk_list_borrowing)
{
    return walk_list_impl(ctx, self, arg);
}

FUNCTION_O(walk_dict_borrowing)
{
    return walk_dict_impl(ctx, self, arg);
}
#endif

FUNCTION_O(walk_indices)
{
    HPy_ssize_t size = HPy_Length(ctx, arg), count = 0;

    if (size < 0) {
        return HPy_NULL;
    }
    for (HPy_ssize_t i = 0; i < size; i++) {
        HPy item = HPy_GetItem_i(ctx, arg, i);
        if (HPy_IsNull(item)) {
            return HPy_NULL;
        }
        count += !HPy_Is(ctx, item, ctx->h_None);
        HPy_Close(ctx, item);
    }
    return HPyLong_FromSsize_t(ctx, count);
}

#if HPY_ABI_MAX_MINOR >= 1
FUNCTION_O(walk_iterator)
{
    HPy iterator = HPy_GetIter(ctx, arg), items[64];
    HPy_ssize_t found = 64, count = 0;

    if (HPy_IsNull(iterator)) {
        return HPy_NULL;
    }
    while (found == 64) {
        found = HPyIter_NextItems(ctx, iterator, items, 64);
        for (HPy_ssize_t i = 0; i < found; i++) {
            count += !HPy_Is(ctx, items[i], ctx->h_None);
        }
        HPy_CloseAll(ctx, items, found);
    }
    HPy_Close(ctx, iterator);
    return found < 0 ? HPy_NULL : HPyLong_FromSsize_t(ctx, count);
}
#endif

/* ---- The module ---- */

static HPyDef *access_defines[] = {
    &get_attr,
    &get_attr_s,
    &set_attr,
    &set_attr_s,
    &has_attr,
    &get_item,
    &get_item_i,
    &get_item_s,
    &set_item,
    &set_item_i,
    &set_item_s,
    &contains,
    &length,
    &replace_item,
    &is_long,
    &is_instance,
    &type_of,
    &is_none,
    &is_true,
    &hash_of,
    &count_slice,
    &walk_indices,
#ifndef IS_HPY_0_9_0
    &get_slice,
#endif
#if HPY_ABI_MAX_MINOR >= 1
    &walk_iterator,
    &walk_list,
    &walk_dict,
    &walk_list_borrowing,
    &walk_dict_borrowing,
#endif
    NULL,
};

static HPyModuleDef access_def = {.defines = access_defines};

HPy_MODINIT(access_hpy, access_def)
