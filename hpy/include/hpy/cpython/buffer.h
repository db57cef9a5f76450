/* hpy/cpython/buffer.h -- what an object exports of its memory.
 *
 * A handle is the object pointer, so an HPy_buffer is a Py_buffer: exporters
 * fill it where it is, and may let its shape point into it.
 */

#define _HPY_SAME_FIELD(FIELD)                                                 \
    HPy_STATIC_ASSERT(offsetof(HPy_buffer, FIELD) ==                           \
                              offsetof(Py_buffer, FIELD) &&                    \
                          sizeof(((HPy_buffer *)NULL)->FIELD) ==               \
                              sizeof(((Py_buffer *)NULL)->FIELD),              \
                      "HPy_buffer and Py_buffer have the same " #FIELD)
_HPY_SAME_FIELD(buf);
_HPY_SAME_FIELD(obj);
_HPY_SAME_FIELD(len);
_HPY_SAME_FIELD(itemsize);
_HPY_SAME_FIELD(readonly);
_HPY_SAME_FIELD(ndim);
_HPY_SAME_FIELD(format);
_HPY_SAME_FIELD(shape);
_HPY_SAME_FIELD(strides);
_HPY_SAME_FIELD(suboffsets);
_HPY_SAME_FIELD(internal);
HPy_STATIC_ASSERT(sizeof(HPy_buffer) == sizeof(Py_buffer),
                  "HPy_buffer and Py_buffer have the same size");
#undef _HPY_SAME_FIELD

#define _HPY_SAME_FLAG(NAME)                                                   \
    HPy_STATIC_ASSERT((int)HPyBUF_##NAME == PyBUF_##NAME,                      \
                      "HPyBUF_" #NAME " is PyBUF_" #NAME)
_HPY_SAME_FLAG(SIMPLE);
_HPY_SAME_FLAG(WRITABLE);
_HPY_SAME_FLAG(FORMAT);
_HPY_SAME_FLAG(ND);
_HPY_SAME_FLAG(STRIDES);
_HPY_SAME_FLAG(C_CONTIGUOUS);
_HPY_SAME_FLAG(F_CONTIGUOUS);
_HPY_SAME_FLAG(ANY_CONTIGUOUS);
_HPY_SAME_FLAG(INDIRECT);
_HPY_SAME_FLAG(CONTIG);
_HPY_SAME_FLAG(CONTIG_RO);
_HPY_SAME_FLAG(STRIDED);
_HPY_SAME_FLAG(STRIDED_RO);
_HPY_SAME_FLAG(RECORDS);
_HPY_SAME_FLAG(RECORDS_RO);
_HPY_SAME_FLAG(FULL);
_HPY_SAME_FLAG(FULL_RO);
#undef _HPY_SAME_FLAG

#if HPY_ABI_MAX_MINOR >= 1
static inline int HPy_GetBuffer(HPyContext *ctx, HPy obj, HPy_buffer *view,
                                int flags)
{
    if (PyObject_GetBuffer(_HPy_h2p(obj), (Py_buffer *)view, flags) < 0) {
        view->obj = HPy_NULL; /* what exports nothing has not touched it */
        return -1;
    }
    return 0;
}

static inline void HPyBuffer_Release(HPyContext *ctx, HPy_buffer *view)
{
    PyBuffer_Release((Py_buffer *)view);
}
#endif
