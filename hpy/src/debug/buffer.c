/* hpy/src/debug/buffer.c -- buffers, whose handle is open until they are
 * released.
 *
 * The exporter and CPython see the object in the view; the extension sees a
 * handle of its own.
 */
#include "byhand.h"
#include "call.h"

static void release(HPy_buffer *view)
{
    universal_context.ctx_Buffer_Release(&universal_context, view);
}

/* Let the extension own the object of the view; false with MemoryError and the
 * buffer released if there is no memory. */
static bool hand_out(debug_call *call, HPy_buffer *view)
{
    PyObject *object = _HPy_h2p(view->obj);
    HPy h;
    if (object == NULL) {
        return true;
    }
    Py_INCREF(object); /* or the view would lose it where this fails */
    h = debug_out(call, view->obj);
    if (HPy_IsNull(h)) {
        release(view);
        return false;
    }
    Py_DECREF(object);
    view->obj = h;
    return true;
}

int debug_GetBuffer(HPyContext *ctx, HPy obj, HPy_buffer *view, int flags)
{
    debug_call call;
    int result;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_GetBuffer));
    result = universal_context.ctx_GetBuffer(
        &universal_context, debug_in(&call, obj, "obj"), view, flags);
    if (result == 0 && !hand_out(&call, view)) {
        result = -1;
    }
    debug_leave(&call);
    return result;
}

/* Give the object of an open handle back to the view, and release that. */
static void take_back(debug_call *call, HPy_buffer *view)
{
    HPy h = view->obj;
    PyObject *object = handle_record(h)->object;
    Py_INCREF(object);
    view->obj = _HPy_p2h(object);
    debug_close(call, h, "view");
    release(view);
}

/* What was released through a copy of the view, or whose handle was closed, is
 * left alone: the exporter may count on it that nobody releases it twice. */
void debug_Buffer_Release(HPyContext *ctx, HPy_buffer *view)
{
    debug_call call;
    debug_enter(&call, ctx, DEBUG_INDEX(ctx_Buffer_Release));
    if (handle_is_open(view->obj)) {
        take_back(&call, view);
    }
    else {
        debug_close(&call, view->obj, "view"); /* which tells it */
        view->obj = HPy_NULL;
    }
    debug_leave(&call);
}
