/* tests/test_inline.c -- the functions of hpy/inline.h. */
#include "failing_malloc.h"

#include "support.h"
#include <errno.h>
#include <limits.h>

/* ---- Types ---- */

METHOD_VARARGS(type_is,
               HPyBool_FromBool(ctx, HPy_TypeIs(ctx, args[0], args[1])))

/* ---- Integers ---- */

METHOD_NOARGS(from_long_least, HPyLong_FromLong(ctx, LONG_MIN))
METHOD_NOARGS(from_long_greatest, HPyLong_FromLong(ctx, LONG_MAX))
METHOD_NOARGS(from_unsigned_long_greatest,
              HPyLong_FromUnsignedLong(ctx, ULONG_MAX))
METHOD_NOARGS(from_long_long_least, HPyLong_FromLongLong(ctx, LLONG_MIN))
METHOD_NOARGS(from_long_long_greatest, HPyLong_FromLongLong(ctx, LLONG_MAX))
METHOD_NOARGS(from_unsigned_long_long_greatest,
              HPyLong_FromUnsignedLongLong(ctx, ULLONG_MAX))

/* A conversion to C and back; the other way is tested by those above. */
#define METHOD_AS(NAME, TYPE, AS, FROM)                                        \
    HPyDef_METH(NAME, #NAME, HPyFunc_O)                                        \
    static HPy NAME##_impl(HPyContext *ctx, HPy self, HPy arg)                 \
    {                                                                          \
        TYPE value = AS(ctx, arg);                                             \
        if (HPyErr_Occurred(ctx)) {                                            \
            return value == (TYPE) - 1                                         \
                       ? HPy_NULL                                              \
                       : HPyErr_SetString(ctx, ctx->h_AssertionError,          \
                                          "the result is not -1");             \
        }                                                                      \
        return FROM(ctx, value);                                               \
    }

METHOD_AS(as_long, long, HPyLong_AsLong, HPyLong_FromLong)
METHOD_AS(as_unsigned_long, unsigned long, HPyLong_AsUnsignedLong,
          HPyLong_FromUnsignedLong)
METHOD_AS(as_unsigned_long_mask, unsigned long, HPyLong_AsUnsignedLongMask,
          HPyLong_FromUnsignedLong)
METHOD_AS(as_long_long, long long, HPyLong_AsLongLong, HPyLong_FromLongLong)
METHOD_AS(as_unsigned_long_long, unsigned long long, HPyLong_AsUnsignedLongLong,
          HPyLong_FromUnsignedLongLong)
METHOD_AS(as_unsigned_long_long_mask, unsigned long long,
          HPyLong_AsUnsignedLongLongMask, HPyLong_FromUnsignedLongLong)
METHOD_AS(as_pid, long, HPyLong_AsPid, HPyLong_FromPid)

METHOD_O(bool_from_long, HPyBool_FromLong(ctx, HPyLong_AsLong(ctx, arg)))

/* ---- Tuples ---- */

METHOD_NOARGS(pack_0, HPyTuple_Pack(ctx, 0))
METHOD_O(pack_1, HPyTuple_Pack(ctx, 1, arg))
METHOD_VARARGS(pack_3, HPyTuple_Pack(ctx, 3, args[0], args[1], args[2]))

#define FOUR(n) args[n], args[n + 1], args[n + 2], args[n + 3]
METHOD_VARARGS(pack_16,
               HPyTuple_Pack(ctx, 16, FOUR(0), FOUR(4), FOUR(8), FOUR(12)))
METHOD_VARARGS(pack_17, HPyTuple_Pack(ctx, 17, FOUR(0), FOUR(4), FOUR(8),
                                      FOUR(12), args[16]))
METHOD_VARARGS(pack_40, HPyTuple_Pack(ctx, 40, FOUR(0), FOUR(4), FOUR(8),
                                      FOUR(12), FOUR(16), FOUR(20), FOUR(24),
                                      FOUR(28), FOUR(32), FOUR(36)))
METHOD_NOARGS(pack_negative, HPyTuple_Pack(ctx, -1))

/* ---- Slices ---- */

/* adjust(length, start, stop, step): (count, start, stop) */
HPyDef_METH(adjust, "adjust", HPyFunc_VARARGS)
static HPy adjust_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPy_ssize_t length, start, stop, step, count;
    if (!HPyArg_Parse(ctx, NULL, args, nargs, "nnnn", &length, &start, &stop,
                      &step)) {
        return HPy_NULL;
    }
    count = HPySlice_AdjustIndices(ctx, length, &start, &stop, step);
    return HPy_BuildValue(ctx, "(nnn)", count, start, stop);
}

/* ---- Attributes and calls ---- */

METHOD_VARARGS(del_attr, done(ctx, HPy_DelAttr(ctx, args[0], args[1])))
METHOD_VARARGS(del_attr_s,
               done(ctx, HPy_DelAttr_s(ctx, args[0], text(ctx, args[1]))))

/* call(name, receiver, args, kw) */
METHOD_VARARGS(call, HPy_CallMethodTupleDict(ctx, args[0], args[1],
                                             nullable(ctx, args[2]),
                                             nullable(ctx, args[3])))
METHOD_VARARGS(call_s,
               HPy_CallMethodTupleDict_s(ctx, text(ctx, args[0]), args[1],
                                         nullable(ctx, args[2]),
                                         nullable(ctx, args[3])))

/* ---- Exceptions ---- */

static void set_errno(HPyContext *ctx, HPy number)
{
    int value = (int)HPyLong_AsLong(ctx, number);
    errno = value;
}

/* raise_errno(type, errno), raise_errno_with(type, errno, filename) */
METHOD_VARARGS(raise_errno,
               (set_errno(ctx, args[1]), HPyErr_SetFromErrno(ctx, args[0])))
METHOD_VARARGS(raise_errno_with,
               (set_errno(ctx, args[1]),
                HPyErr_SetFromErrnoWithFilenameObject(ctx, args[0],
                                                      nullable(ctx, args[2]))))

/* ---- Capsules ---- */

static const char NAME[] = "test_inline.first";
static const char OTHER[] = "test_inline.second";
static int first_thing, second_thing, deaths;

HPyCapsule_DESTRUCTOR(count_death)
static void count_death_impl(const char *name, void *pointer, void *context)
{
    deaths++;
}

/* capsule(): what is right of the accessors, bit by bit. */
HPyDef_METH(capsule, "capsule", HPyFunc_NOARGS)
static HPy capsule_impl(HPyContext *ctx, HPy self)
{
    int right = 0;
    HPy c = HPyCapsule_New(ctx, &first_thing, NAME, NULL);
    if (HPy_IsNull(c)) {
        return HPy_NULL;
    }
    right |= (HPyCapsule_GetPointer(ctx, c, NAME) == &first_thing) << 0;
    right |= (HPyCapsule_GetName(ctx, c) == NAME) << 1;
    right |= (HPyCapsule_GetContext(ctx, c) == NULL) << 2;
    right |= (HPyCapsule_SetPointer(ctx, c, &second_thing) == 0) << 3;
    right |= (HPyCapsule_SetName(ctx, c, OTHER) == 0) << 4;
    right |= (HPyCapsule_SetContext(ctx, c, &deaths) == 0) << 5;
    right |= (HPyCapsule_GetPointer(ctx, c, OTHER) == &second_thing) << 6;
    right |= (HPyCapsule_GetName(ctx, c) == OTHER) << 7;
    right |= (HPyCapsule_GetContext(ctx, c) == &deaths) << 8;
    right |= (HPyCapsule_SetDestructor(ctx, c, &count_death) == 0) << 9;
    HPy_Close(ctx, c);
    return HPyLong_FromLong(ctx, right);
}

METHOD_NOARGS(capsule_deaths, HPyLong_FromLong(ctx, deaths))

METHOD_NOARGS(capsule_new, HPyCapsule_New(ctx, &first_thing, NAME, NULL))

/* Each accessor on an object. */
METHOD_O(capsule_get_pointer, HPyCapsule_GetPointer(ctx, arg, NAME)
                                  ? HPy_Dup(ctx, ctx->h_True)
                                  : HPy_NULL)
METHOD_O(capsule_get_other_pointer, HPyCapsule_GetPointer(ctx, arg, OTHER)
                                        ? HPy_Dup(ctx, ctx->h_True)
                                        : HPy_NULL)
METHOD_O(capsule_get_name,
         HPyCapsule_GetName(ctx, arg) ? HPy_Dup(ctx, ctx->h_True) : HPy_NULL)
METHOD_O(capsule_get_context,
         HPyCapsule_GetContext(ctx, arg) ? HPy_Dup(ctx, ctx->h_True) : HPy_NULL)
METHOD_O(capsule_set_pointer,
         done(ctx, HPyCapsule_SetPointer(ctx, arg, &first_thing)))
METHOD_O(capsule_set_null_pointer,
         done(ctx, HPyCapsule_SetPointer(ctx, arg, NULL)))
METHOD_O(capsule_set_name, done(ctx, HPyCapsule_SetName(ctx, arg, NAME)))
METHOD_O(capsule_set_context,
         done(ctx, HPyCapsule_SetContext(ctx, arg, &first_thing)))
METHOD_O(capsule_set_destructor,
         done(ctx, HPyCapsule_SetDestructor(ctx, arg, &count_death)))
METHOD_O(capsule_remove_destructor,
         done(ctx, HPyCapsule_SetDestructor(ctx, arg, NULL)))

METHODS_MALLOC

MODULE(test_inline, &type_is, &from_long_least, &from_long_greatest,
       &from_unsigned_long_greatest, &from_long_long_least,
       &from_long_long_greatest, &from_unsigned_long_long_greatest, &as_long,
       &as_unsigned_long, &as_unsigned_long_mask, &as_long_long,
       &as_unsigned_long_long, &as_unsigned_long_long_mask, &as_pid,
       &bool_from_long, &pack_0, &pack_1, &pack_3, &pack_16, &pack_17, &pack_40,
       &pack_negative, &adjust, &del_attr, &del_attr_s, &call, &call_s,
       &raise_errno, &raise_errno_with, &capsule, &capsule_deaths, &capsule_new,
       &capsule_get_pointer, &capsule_get_other_pointer, &capsule_get_name,
       &capsule_get_context, &capsule_set_pointer, &capsule_set_null_pointer,
       &capsule_set_name, &capsule_set_context, &capsule_set_destructor,
       &capsule_remove_destructor, &set_malloc_fails, &get_malloc_count);
