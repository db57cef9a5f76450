/* hpy/cpython/builder.h -- lists and tuples under construction.
 *
 * A builder is the unfinished object itself. It never raises before Build: a
 * failed one is null, and Build reports it.
 */

/* An unfinished object, or 0 and no exception. */
static inline intptr_t _HPyBuilder_Start(PyObject *object)
{
    if (HPy_UNLIKELY(object == NULL)) {
        PyErr_Clear();
    }
    return (intptr_t)object;
}

static inline HPy _HPyBuilder_Finish(intptr_t builder)
{
    if (HPy_UNLIKELY(builder == 0)) {
        PyErr_NoMemory();
    }
    return _HPy_p2h((PyObject *)builder);
}

#if HPY_ABI_MAX_MINOR >= 1
/* Move items to their places, or close them if there are none. */
static inline void _HPyBuilder_Move(HPyContext *ctx, PyObject **places,
                                    const HPy *items, HPy_ssize_t count)
{
    if (HPy_UNLIKELY(places == NULL)) {
        HPy_CloseAll(ctx, items, count);
        return;
    }
    /* Of memcpy compilers make one slow instruction. */
    _HPy_UNROLL for (HPy_ssize_t i = 0; i < count; i++)
    {
        places[i] = _HPy_h2p(items[i]);
    }
}
#endif

static inline HPyListBuilder HPyListBuilder_New(HPyContext *ctx,
                                                HPy_ssize_t size)
{
    HPyListBuilder builder = {_HPyBuilder_Start(PyList_New(size))};
    return builder;
}

static inline void HPyListBuilder_Set(HPyContext *ctx, HPyListBuilder builder,
                                      HPy_ssize_t index, HPy h_item)
{
    PyObject *list = (PyObject *)builder._lst;
    if (HPy_LIKELY(list != NULL)) {
        Py_XINCREF(_HPy_h2p(h_item));
        PyList_SET_ITEM(list, index, _HPy_h2p(h_item));
    }
}

#if HPY_ABI_MAX_MINOR >= 1
static inline void HPyListBuilder_TakeItems(HPyContext *ctx,
                                            HPyListBuilder builder,
                                            HPy_ssize_t index, const HPy *items,
                                            HPy_ssize_t count)
{
    PyListObject *list = (PyListObject *)builder._lst;
    _HPyBuilder_Move(ctx, list != NULL ? list->ob_item + index : NULL, items,
                     count);
}
#endif

static inline HPy HPyListBuilder_Build(HPyContext *ctx, HPyListBuilder builder)
{
    return _HPyBuilder_Finish(builder._lst);
}

static inline void HPyListBuilder_Cancel(HPyContext *ctx,
                                         HPyListBuilder builder)
{
    Py_XDECREF((PyObject *)builder._lst);
}

static inline HPyTupleBuilder HPyTupleBuilder_New(HPyContext *ctx,
                                                  HPy_ssize_t size)
{
    HPyTupleBuilder builder = {_HPyBuilder_Start(PyTuple_New(size))};
    return builder;
}

static inline void HPyTupleBuilder_Set(HPyContext *ctx, HPyTupleBuilder builder,
                                       HPy_ssize_t index, HPy h_item)
{
    PyObject *tuple = (PyObject *)builder._tup;
    if (HPy_LIKELY(tuple != NULL)) {
        Py_XINCREF(_HPy_h2p(h_item));
        PyTuple_SET_ITEM(tuple, index, _HPy_h2p(h_item));
    }
}

#if HPY_ABI_MAX_MINOR >= 1
static inline void HPyTupleBuilder_TakeItems(HPyContext *ctx,
                                             HPyTupleBuilder builder,
                                             HPy_ssize_t index,
                                             const HPy *items,
                                             HPy_ssize_t count)
{
    PyTupleObject *tuple = (PyTupleObject *)builder._tup;
    _HPyBuilder_Move(ctx, tuple != NULL ? tuple->ob_item + index : NULL, items,
                     count);
}
#endif

static inline HPy HPyTupleBuilder_Build(HPyContext *ctx,
                                        HPyTupleBuilder builder)
{
    return _HPyBuilder_Finish(builder._tup);
}

static inline void HPyTupleBuilder_Cancel(HPyContext *ctx,
                                          HPyTupleBuilder builder)
{
    Py_XDECREF((PyObject *)builder._tup);
}
