/* tests/test_tracker.c -- trackers: HPyTracker_*. */
#include "support.h"

/* Track the argument `n` times in a tracker that was made for `size`. */
static HPyTracker tracking(HPyContext *ctx, HPy arg, HPy size, HPy n)
{
    HPyTracker ht = HPyTracker_New(ctx, HPyLong_AsSsize_t(ctx, size));
    HPy_ssize_t count = HPyLong_AsSsize_t(ctx, n);

    for (HPy_ssize_t i = 0; i < count && !HPy_IsNull(ht); i++) {
        /* Even a handle whose Add fails is tracked. */
        if (HPyTracker_Add(ctx, ht, HPy_Dup(ctx, arg)) < 0) {
            HPyTracker_Close(ctx, ht);
            ht._i = 0;
        }
    }
    return ht;
}

/* close(object, size, n) */
HPyDef_METH(close_all, "close", HPyFunc_VARARGS)
static HPy close_all_impl(HPyContext *ctx, HPy self, const HPy *args,
                          size_t nargs)
{
    HPyTracker ht = tracking(ctx, args[0], args[1], args[2]);

    if (HPy_IsNull(ht)) {
        return HPy_NULL;
    }
    HPyTracker_Close(ctx, ht);
    return HPy_Dup(ctx, ctx->h_None);
}

/* forget(object, size, n): n handles are left open; then one more is tracked,
 * which is closed. */
HPyDef_METH(forget, "forget", HPyFunc_VARARGS)
static HPy forget_impl(HPyContext *ctx, HPy self, const HPy *args, size_t nargs)
{
    HPyTracker ht = tracking(ctx, args[0], args[1], args[2]);
    int result;

    if (HPy_IsNull(ht)) {
        return HPy_NULL;
    }
    HPyTracker_ForgetAll(ctx, ht);
    result = HPyTracker_Add(ctx, ht, HPy_Dup(ctx, args[0]));
    HPyTracker_Close(ctx, ht);
    return done(ctx, result);
}

/* Close the handles that `forget` left open: close_again(object, n). */
HPyDef_METH(close_again, "close_again", HPyFunc_VARARGS)
static HPy close_again_impl(HPyContext *ctx, HPy self, const HPy *args,
                            size_t nargs)
{
    HPy_ssize_t count = HPyLong_AsSsize_t(ctx, args[1]);

    for (HPy_ssize_t i = 0; i < count; i++) {
        HPy_Close(ctx, args[0]);
    }
    return HPy_Dup(ctx, ctx->h_None);
}

MODULE(test_tracker, &close_all, &forget, &close_again);
