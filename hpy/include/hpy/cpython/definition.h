/* hpy/cpython/definition.h -- from HPyDef to the records of the C API.
 *
 * Definitions belong to the extension and may be used for several types and
 * modules: they are read and never written.
 */

/* The flags of a method's signature, or -1 with ValueError. */
static inline int _HPyMeth_Flags(const HPyMeth *meth)
{
    switch (meth->signature) {
    case HPyFunc_NOARGS:
        return METH_NOARGS;
    case HPyFunc_O:
        return METH_O;
    case HPyFunc_VARARGS:
        return METH_FASTCALL;
    case HPyFunc_KEYWORDS:
        return METH_FASTCALL | METH_KEYWORDS;
    default:
        PyErr_Format(PyExc_ValueError,
                     "HPyDef_METH '%s': unsupported signature %d; use "
                     "HPyFunc_NOARGS, HPyFunc_O, HPyFunc_VARARGS or "
                     "HPyFunc_KEYWORDS",
                     meth->name, (int)meth->signature);
        return -1;
    }
}

/* Fill a PyMethodDef: 0, or -1 with ValueError. */
static inline int _HPyMeth_Convert(const HPyMeth *meth, PyMethodDef *out)
{
    int flags = _HPyMeth_Flags(meth);
    if (flags < 0) {
        return -1;
    }
    out->ml_name = meth->name;
    out->ml_meth = HPy_FUNCTION_CAST(PyCFunction, meth->cpy_trampoline);
    out->ml_flags = flags;
    out->ml_doc = meth->doc;
    return 0;
}

/* Fill a PyMemberDef for a struct `shift` bytes into the object. The types have
 * the numbers of the C API, HPyField the layout of an object pointer. */
static inline void _HPyMember_Convert(const HPyMember *member, Py_ssize_t shift,
                                      PyMemberDef *out)
{
    out->name = (char *)member->name;
    out->type = (int)member->type;
    out->offset = member->offset + shift;
    out->flags = member->readonly ? 1 : 0;
    out->doc = (char *)member->doc;
}

static inline void _HPyGetSet_Convert(const HPyGetSet *getset, PyGetSetDef *out)
{
    out->name = (char *)getset->name;
    out->get = getset->getter_cpy_trampoline;
    out->set = getset->setter_cpy_trampoline;
    out->doc = (char *)getset->doc;
    out->closure = getset->closure;
}

/* The number of definitions of a kind. */
static inline Py_ssize_t _HPyDef_Count(HPyDef *const *defines, HPyDef_Kind kind)
{
    Py_ssize_t count = 0;
    for (; defines != NULL && *defines != NULL; defines++) {
        count += (*defines)->kind == kind;
    }
    return count;
}

/* How many definitions of each kind there are. */
typedef struct {
    size_t of[HPyDef_Kind_GetSet + 1];
} _HPyDefCounts;

static inline _HPyDefCounts _HPyDef_CountAll(HPyDef *const *defines)
{
    _HPyDefCounts counts = {{0}};
    for (; defines != NULL && *defines != NULL; defines++) {
        size_t kind = (size_t)(*defines)->kind;
        if (kind <= HPyDef_Kind_GetSet) {
            counts.of[kind]++;
        }
    }
    return counts;
}
