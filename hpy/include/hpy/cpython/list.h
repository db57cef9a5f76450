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
