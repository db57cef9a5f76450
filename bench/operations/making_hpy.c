/* bench/operations/making_hpy.c: functions that make objects of builtin types,
 * in HPy.
 *
 * The twin in the C API is making_capi.c.
 */
#include "hpy_functions.h"

/* ---- Numbers and text ---- */

FUNCTION_NOARGS(make_small_int)
{
    return HPyLong_FromLong(ctx, 7);
}

FUNCTION_NOARGS(make_large_int)
{
    return HPyLong_FromInt64_t(ctx, (int64_t)1 << 40);
}

FUNCTION_NOARGS(make_float)
{
    return HPyFloat_FromDouble(ctx, 2.5);
}

FUNCTION_NOARGS(make_bool)
{
    return HPyBool_FromBool(ctx, true);
}

FUNCTION_NOARGS(make_ascii)
{
    return HPyUnicode_FromString(ctx, "the quick brown fox");
}

FUNCTION_NOARGS(make_text)
{
    return HPyUnicode_FromString(ctx, "der fl\xc3\xbc"
                                      "chtige Fuchs");
}

FUNCTION_NOARGS(make_bytes)
{
    return HPyBytes_FromStringAndSize(ctx, "0123456789abcdef", 16);
}

/* ---- Containers ---- */

FUNCTION_VARARGS(pack_tuple)
{
    EXPECT_ARGUMENTS(3);
    return HPyTuple_Pack(ctx, 3, args[0], args[1], args[2]);
}

FUNCTION_VARARGS(copy_tuple)
{
    return HPyTuple_FromArray(ctx, args, (HPy_ssize_t)nargs);
}

FUNCTION_VARARGS(build_tuple)
{
    HPyTupleBuilder builder = HPyTupleBuilder_New(ctx, (HPy_ssize_t)nargs);

    for (size_t i = 0; i < nargs; i++) {
        HPyTupleBuilder_Set(ctx, builder, (HPy_ssize_t)i, args[i]);
    }
    return HPyTupleBuilder_Build(ctx, builder);
}

FUNCTION_VARARGS(build_value)
{
    EXPECT_ARGUMENTS(1);
    return HPy_BuildValue(ctx, "(isO)", 7, "seven", args[0]);
}

/* Give the builder the ints from `start` on: false with an exception. */
#if HPY_ABI_MAX_MINOR >= 1
#define BATCH 16
static bool add_ints(HPyContext *ctx, HPyListBuilder builder, HPy_ssize_t start,
                     HPy_ssize_t count)
{
    HPy items[BATCH];

    for (HPy_ssize_t i = 0; i < count; i++) {
        items[i] = HPyLong_FromSsize_t(ctx, start + i);
        if (HPy_IsNull(items[i])) {
            HPy_CloseAll(ctx, items, i);
            return false;
        }
    }
    HPyListBuilder_TakeItems(ctx, builder, start, items, count);
    return true;
}
#else
#define BATCH 1
static bool add_ints(HPyContext *ctx, HPyListBuilder builder, HPy_ssize_t start,
                     MAYBE_UNUSED HPy_ssize_t count)
{
    HPy item = HPyLong_FromSsize_t(ctx, start);

    if (HPy_IsNull(item)) {
        return false;
    }
    HPyListBuilder_Set(ctx, builder, start, item);
    HPy_Close(ctx, item);
    return true;
}
#endif

/* A list of the ints from 0 on. */
static HPy build_range(HPyContext *ctx, HPy_ssize_t size)
{
    HPyListBuilder builder = HPyListBuilder_New(ctx, size);

    for (HPy_ssize_t i = 0; i < size; i += BATCH) {
        if (!add_ints(ctx, builder, i, size - i < BATCH ? size - i : BATCH)) {
            HPyListBuilder_Cancel(ctx, builder);
            return HPy_NULL;
        }
    }
    return HPyListBuilder_Build(ctx, builder);
}

FUNCTION_NOARGS(build_list_10)
{
    return build_range(ctx, 10);
}

FUNCTION_NOARGS(build_list_100)
{
    return build_range(ctx, 100);
}

FUNCTION_O(append_10)
{
    HPy list = HPyList_New(ctx, 0);

    for (int i = 0; i < 10 && !HPy_IsNull(list); i++) {
        if (HPyList_Append(ctx, list, arg) < 0) {
            HPy_Close(ctx, list);
            return HPy_NULL;
        }
    }
    return list;
}

FUNCTION_O(make_dict_10)
{
    HPy dict = HPyDict_New(ctx);

    for (HPy_ssize_t i = 0; i < 10 && !HPy_IsNull(dict); i++) {
        HPy key = HPyLong_FromSsize_t(ctx, i);
        int failed = HPy_IsNull(key) || HPy_SetItem(ctx, dict, key, arg) < 0;
        HPy_Close(ctx, key);
        if (failed) {
            HPy_Close(ctx, dict);
            return HPy_NULL;
        }
    }
    return dict;
}

FUNCTION_O(make_record)
{
    HPy dict = HPyDict_New(ctx);

    if (HPy_IsNull(dict)) {
        return HPy_NULL;
    }
    if (HPy_SetItem_s(ctx, dict, "name", arg) < 0 ||
        HPy_SetItem_s(ctx, dict, "size", arg) < 0 ||
        HPy_SetItem_s(ctx, dict, "owner", arg) < 0) {
        HPy_Close(ctx, dict);
        return HPy_NULL;
    }
    return dict;
}

FUNCTION_O(copy_dict)
{
    return HPyDict_Copy(ctx, arg);
}

FUNCTION_O(list_keys)
{
    return HPyDict_Keys(ctx, arg);
}

/* ---- The module ---- */

static HPyDef *making_defines[] = {
    &make_small_int, &make_large_int, &make_float,   &make_bool,
    &make_ascii,     &make_text,      &make_bytes,   &pack_tuple,
    &copy_tuple,     &build_tuple,    &build_value,  &build_list_10,
    &build_list_100, &append_10,      &make_dict_10, &make_record,
    &copy_dict,      &list_keys,      NULL,
};

static HPyModuleDef making_def = {.defines = making_defines};

HPy_MODINIT(making_hpy, making_def)
