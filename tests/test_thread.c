/* tests/test_thread.c -- HPy_LeavePythonExecution and its return. */
#ifdef HPY_ABI_UNIVERSAL
#define _POSIX_C_SOURCE                                                        \
    200809L /* for nanosleep; Python.h says it elsewhere                       \
             */
#endif
#include "support.h"
#include <stdatomic.h>
#include <time.h>

static atomic_int flag;

METHOD_NOARGS(lower_flag, (atomic_store(&flag, 0), HPy_Dup(ctx, ctx->h_None)))
METHOD_NOARGS(raise_flag, (atomic_store(&flag, 1), HPy_Dup(ctx, ctx->h_None)))

/* Has another thread raised the flag before 20 seconds were over? */
static int wait_for_flag(void)
{
    const struct timespec millisecond = {0, 1000000};

    for (int i = 0; i < 20000 && !atomic_load(&flag); i++) {
        nanosleep(&millisecond, NULL);
    }
    return atomic_load(&flag);
}

HPyDef_METH(wait_outside, "wait", HPyFunc_NOARGS)
static HPy wait_outside_impl(HPyContext *ctx, HPy self)
{
    HPyThreadState state = HPy_LeavePythonExecution(ctx);
    int raised = wait_for_flag();

    HPy_ReenterPythonExecution(ctx, state);
    return HPyBool_FromBool(ctx, raised);
}

/* The same by macros; what was fetched before is read meanwhile. */
HPyDef_METH(wait_and_count, "wait_and_count", HPyFunc_O)
static HPy wait_and_count_impl(HPyContext *ctx, HPy self, HPy arg)
{
    const char *utf8 = HPyUnicode_AsUTF8AndSize(ctx, arg, NULL);
    int raised, length = 0;

    HPy_BEGIN_LEAVE_PYTHON(ctx)
    raised = wait_for_flag();
    for (const char *c = utf8; *c; c++) {
        length++;
    }
    HPy_END_LEAVE_PYTHON(ctx)
    return HPyLong_FromInt32_t(ctx, raised ? length : -1);
}

MODULE(test_thread, &lower_flag, &raise_flag, &wait_outside, &wait_and_count);
