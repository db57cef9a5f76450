/* hpy/cpython/field.h -- references in structs and in static variables. */

/* Replace the reference in `*word`. The old one is released when the new one is
 * in place: its finalizer may look. */
static inline void _HPy_StoreReference(intptr_t *word, HPy h)
{
    PyObject *old = (PyObject *)*word;
    Py_XINCREF(_HPy_h2p(h));
    *word = h._i;
    Py_XDECREF(old);
}

static inline void HPyField_Store(HPyContext *ctx, HPy target_object,
                                  HPyField *target_field, HPy h)
{
    _HPy_StoreReference(&target_field->_i, h);
}

static inline HPy HPyField_Load(HPyContext *ctx, HPy source_object,
                                HPyField source_field)
{
    PyObject *object = (PyObject *)source_field._i;
    Py_XINCREF(object);
    return _HPy_p2h(object);
}

static inline void HPyGlobal_Store(HPyContext *ctx, HPyGlobal *target_global,
                                   HPy h)
{
    _HPy_StoreReference(&target_global->_i, h);
}

static inline HPy HPyGlobal_Load(HPyContext *ctx, HPyGlobal global)
{
    PyObject *object = (PyObject *)global._i;
    Py_XINCREF(object);
    return _HPy_p2h(object);
}
