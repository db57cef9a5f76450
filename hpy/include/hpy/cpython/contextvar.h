/* hpy/cpython/contextvar.h -- context variables. */

static inline HPy HPyContextVar_New(HPyContext *ctx, const char *utf8_name,
                                    HPy default_value)
{
    return _HPy_p2h(PyContextVar_New(utf8_name, _HPy_h2p(default_value)));
}

static inline int32_t HPyContextVar_Get(HPyContext *ctx, HPy context_var,
                                        HPy default_value, HPy *result)
{
    PyObject *value = NULL;
    int error = PyContextVar_Get(_HPy_h2p(context_var), _HPy_h2p(default_value),
                                 &value);
    if (error < 0) {
        return -1;
    }
    *result = _HPy_p2h(value);
    return 0;
}

static inline HPy HPyContextVar_Set(HPyContext *ctx, HPy context_var, HPy value)
{
    return _HPy_p2h(PyContextVar_Set(_HPy_h2p(context_var), _HPy_h2p(value)));
}
