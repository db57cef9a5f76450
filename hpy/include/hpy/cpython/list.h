/* hpy/cpython/list.h -- lists. */

static inline int HPyList_Check(HPyContext *ctx, HPy h)
{
    return PyList_Check(_HPy_h2p(h));
}

static inline HPy HPyList_New(HPyContext *ctx, HPy_ssize_t len)
{
    PyObject *list = PyList_New(len);
    if (list != NULL) {
        for (Py_ssize_t i = 0; i < len; i++) {
            Py_INCREF(Py_None);
            PyList_SET_ITEM(list, i, Py_None);
        }
    }
    return _HPy_p2h(list);
}

static inline int HPyList_Append(HPyContext *ctx, HPy h_list, HPy h_item)
{
    return PyList_Append(_HPy_h2p(h_list), _HPy_h2p(h_item));
}

static inline int HPyList_Insert(HPyContext *ctx, HPy h_list, HPy_ssize_t index,
                                 HPy h_item)
{
    return PyList_Insert(_HPy_h2p(h_list), index, _HPy_h2p(h_item));
}

#if HPY_ABI_MAX_MINOR >= 1
/* Copy items of an array from `*position` on. */
static inline HPy_ssize_t _HPy_CopyItems(PyObject *const *array,
                                         Py_ssize_t size, HPy_ssize_t *position,
                                         HPy *items, HPy_ssize_t count)
{
    Py_ssize_t start = *position;
    if (start < 0 || start >= size || count <= 0) {
        return 0;
    }
    count = count < size - start ? count : size - start;
    _HPy_UNROLL for (HPy_ssize_t i = 0; i < count; i++)
    {
        PyObject *item = array[start + i];
        Py_INCREF(item);
        items[i] = _HPy_p2h(item);
    }
    *position = start + count;
    return count;
}

static inline HPy_ssize_t HPyList_NextItems(HPyContext *ctx, HPy h,
                                            HPy_ssize_t *position, HPy *items,
                                            HPy_ssize_t count)
{
    PyObject *object = _HPy_h2p(h);
    HPy_ssize_t found;
    if (PyTuple_Check(object)) {
        return _HPy_CopyItems(((PyTupleObject *)object)->ob_item,
                              PyTuple_GET_SIZE(object), position, items, count);
    }
    if (HPy_UNLIKELY(!PyList_Check(object))) {
        PyErr_BadInternalCall();
        return -1;
    }
    _HPY_BEGIN_CRITICAL_SECTION(object);
    found = _HPy_CopyItems(((PyListObject *)object)->ob_item,
                           PyList_GET_SIZE(object), position, items, count);
    _HPY_END_CRITICAL_SECTION();
    return found;
}
#endif
