/* hpy/cpython/dict.h -- dictionaries. */

static inline int HPyDict_Check(HPyContext *ctx, HPy h)
{
    return PyDict_Check(_HPy_h2p(h));
}

static inline HPy HPyDict_New(HPyContext *ctx)
{
    return _HPy_p2h(PyDict_New());
}

static inline HPy HPyDict_Keys(HPyContext *ctx, HPy h)
{
    return _HPy_p2h(PyDict_Keys(_HPy_h2p(h)));
}

static inline HPy HPyDict_Copy(HPyContext *ctx, HPy h)
{
    return _HPy_p2h(PyDict_Copy(_HPy_h2p(h)));
}
