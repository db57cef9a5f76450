/* hpy/cpython/complex.h -- complex numbers. */

#if HPY_ABI_MAX_MINOR >= 1
static inline HPy HPyComplex_FromDoubles(HPyContext *ctx, double real,
                                         double imag)
{
    return _HPy_p2h(PyComplex_FromDoubles(real, imag));
}

static inline int HPyComplex_AsDoubles(HPyContext *ctx, HPy h, double *real,
                                       double *imag)
{
    PyObject *object = _HPy_h2p(h);
    Py_complex value;
    if (HPy_LIKELY(PyComplex_CheckExact(object))) {
        value = ((PyComplexObject *)object)->cval;
    }
    else {
        value = PyComplex_AsCComplex(object);
        if (value.real == -1.0 && PyErr_Occurred()) {
            return -1;
        }
    }
    *real = value.real;
    *imag = value.imag;
    return 0;
}
#endif
