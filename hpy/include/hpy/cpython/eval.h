/* hpy/cpython/eval.h -- imports and evaluation. */

static inline HPy HPyImport_ImportModule(HPyContext *ctx, const char *utf8_name)
{
    return _HPy_p2h(PyImport_ImportModule(utf8_name));
}

/* The C API's start symbol for a kind of source, or -1 with SystemError. */
static inline int _HPy_StartSymbol(HPy_SourceKind kind)
{
    switch (kind) {
    case HPy_SourceKind_Expr:
        return Py_eval_input;
    case HPy_SourceKind_File:
        return Py_file_input;
    case HPy_SourceKind_Single:
        return Py_single_input;
    }
    PyErr_Format(PyExc_SystemError, "HPy_Compile_s: invalid source kind %d",
                 (int)kind);
    return -1;
}

static inline HPy HPy_Compile_s(HPyContext *ctx, const char *utf8_source,
                                const char *utf8_filename, HPy_SourceKind kind)
{
    PyObject *filename, *code;
    int start = _HPy_StartSymbol(kind);
    if (start < 0) {
        return HPy_NULL;
    }
    filename = PyUnicode_FromString(utf8_filename);
    if (filename == NULL) {
        return HPy_NULL;
    }
    code = Py_CompileStringObject(utf8_source, filename, start, NULL, -1);
    Py_DECREF(filename);
    return _HPy_p2h(code);
}

static inline HPy HPy_EvalCode(HPyContext *ctx, HPy code, HPy globals,
                               HPy locals)
{
    PyObject *object = _HPy_h2p(code);
    if (!PyCode_Check(object)) {
        PyErr_Format(PyExc_TypeError,
                     "HPy_EvalCode: expected a code object, got '%.200s'; "
                     "HPy_Compile_s makes one",
                     Py_TYPE(object)->tp_name);
        return HPy_NULL;
    }
    if (HPy_IsNull(globals) || !PyDict_Check(_HPy_h2p(globals))) {
        PyErr_SetString(PyExc_TypeError,
                        "HPy_EvalCode: globals must be a dict");
        return HPy_NULL;
    }
    if (_HPy_EnsureBuiltins(_HPy_h2p(globals)) < 0) {
        return HPy_NULL;
    }
    return _HPy_p2h(
        PyEval_EvalCode(object, _HPy_h2p(globals), _HPy_h2p(locals)));
}
