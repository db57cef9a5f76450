/* hpy/src/debug/storage.c -- the code points of a str, as a copy. */
#include "byhand.h"
#include "call.h"

static size_t size_of_code_point(int bound)
{
    return bound <= 0xff ? 1 : bound <= 0xffff ? 2 : 4;
}

/* The copy has the null character at the end, as the str itself. */
int debug_Unicode_GetStorage(HPyContext *ctx, HPy h, const void **data,
                             HPy_ssize_t *size)
{
    debug_call call;
    HPy universal;
    int bound;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Unicode_GetStorage));
    universal = debug_in(&call, h, "h");
    bound = universal_context.ctx_Unicode_GetStorage(&universal_context,
                                                     universal, data, size);
    if (bound > 0 && handle_record(h)->state == DEBUG_OPEN) {
        *data = raw_copy(&handle_record(h)->storage, (const char *)*data,
                         (size_t)(*size + 1) * size_of_code_point(bound));
    }
    if (bound > 0 && *data == NULL) {
        PyErr_NoMemory();
        bound = -1;
    }
    debug_leave(&call);
    return bound;
}
