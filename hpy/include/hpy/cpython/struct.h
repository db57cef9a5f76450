/* hpy/cpython/struct.h -- where an instance keeps the user's struct.
 *
 * The struct of a pure type follows the memory of the builtin that its shape
 * names. An int's digits and a tuple's items begin at a fixed place and take as
 * much as they need, so there the struct follows the last of them. Legacy
 * structs begin with the object header.
 */

/* Suits every C type, as malloc does. */
#define _HPY_STRUCT_ALIGNMENT 16
#define _HPY_ALIGN(size)                                                       \
    (((size) + _HPY_STRUCT_ALIGNMENT - 1) &                                    \
     ~(size_t)(_HPY_STRUCT_ALIGNMENT - 1))

#define _HPY_AS_STRUCT(SHAPE, OBJECT_TYPE)                                     \
    static inline void *_HPy_AsStruct_##SHAPE(HPyContext *ctx, HPy h)          \
    {                                                                          \
        return (char *)_HPy_h2p(h) + _HPY_ALIGN(sizeof(OBJECT_TYPE));          \
    }

_HPY_AS_STRUCT(Object, PyObject)         /* _HPy_AsStruct_Object */
_HPY_AS_STRUCT(Type, PyHeapTypeObject)   /* _HPy_AsStruct_Type */
_HPY_AS_STRUCT(Float, PyFloatObject)     /* _HPy_AsStruct_Float */
_HPY_AS_STRUCT(Unicode, PyUnicodeObject) /* _HPy_AsStruct_Unicode */
_HPY_AS_STRUCT(List, PyListObject)       /* _HPy_AsStruct_List */
_HPY_AS_STRUCT(Dict, PyDictObject)       /* _HPy_AsStruct_Dict */

#undef _HPY_AS_STRUCT

static inline void *_HPy_AsStruct_Legacy(HPyContext *ctx, HPy h)
{
    return _HPy_h2p(h);
}

static inline void *_HPy_AsStruct_Long(HPyContext *ctx, HPy h)
{
    PyObject *number = _HPy_h2p(h);
    size_t digits = 1;
    if (!_HPy_IsCompactInt(number)) {
        digits = (size_t)_HPy_MaxDigits(number);
    }
    return (char *)number +
           _HPY_ALIGN(_HPY_DIGITS_OFFSET + digits * sizeof(digit));
}

static inline void *_HPy_AsStruct_Tuple(HPyContext *ctx, HPy h)
{
    PyObject *tuple = _HPy_h2p(h);
    return (char *)tuple +
           _HPY_ALIGN(offsetof(PyTupleObject, ob_item) +
                      (size_t)PyTuple_GET_SIZE(tuple) * sizeof(PyObject *));
}

/* The struct of `self` for a shape that is known at run time only. */
static inline void *_HPy_AsStruct(HPyContext *ctx, PyObject *self,
                                  HPyType_BuiltinShape shape)
{
    HPy h = _HPy_p2h(self);
    switch (shape) {
    case HPyType_BuiltinShape_Legacy:
        return _HPy_AsStruct_Legacy(ctx, h);
    case HPyType_BuiltinShape_Object:
        return _HPy_AsStruct_Object(ctx, h);
    case HPyType_BuiltinShape_Type:
        return _HPy_AsStruct_Type(ctx, h);
    case HPyType_BuiltinShape_Long:
        return _HPy_AsStruct_Long(ctx, h);
    case HPyType_BuiltinShape_Float:
        return _HPy_AsStruct_Float(ctx, h);
    case HPyType_BuiltinShape_Unicode:
        return _HPy_AsStruct_Unicode(ctx, h);
    case HPyType_BuiltinShape_Tuple:
        return _HPy_AsStruct_Tuple(ctx, h);
    case HPyType_BuiltinShape_List:
        return _HPy_AsStruct_List(ctx, h);
    case HPyType_BuiltinShape_Dict:
        return _HPy_AsStruct_Dict(ctx, h);
    }
    return NULL;
}

/* What a shape stands for. */
typedef struct {
    const char *name;
    PyTypeObject *builtin; /* a type of the shape must derive from it */
    size_t header;         /* bytes in front of the struct */
    bool variable;         /* the struct follows the items */
} _HPyShape;

/* The description of a shape: 0, or -1 if there is no such shape. */
static inline int _HPyShape_Get(HPyType_BuiltinShape shape, _HPyShape *out)
{
#define _HPY_SHAPE(NAME, BUILTIN, HEADER, VARIABLE)                            \
    case HPyType_BuiltinShape_##NAME:                                          \
        out->name = #NAME;                                                     \
        out->builtin = &BUILTIN;                                               \
        out->header = HEADER;                                                  \
        out->variable = VARIABLE;                                              \
        return 0;

    switch (shape) {
        _HPY_SHAPE(Legacy, PyBaseObject_Type, 0, false)
        _HPY_SHAPE(Object, PyBaseObject_Type, sizeof(PyObject), false)
        _HPY_SHAPE(Type, PyType_Type, sizeof(PyHeapTypeObject), false)
        _HPY_SHAPE(Long, PyLong_Type, _HPY_DIGITS_OFFSET, true)
        _HPY_SHAPE(Float, PyFloat_Type, sizeof(PyFloatObject), false)
        _HPY_SHAPE(Unicode, PyUnicode_Type, sizeof(PyUnicodeObject), false)
        _HPY_SHAPE(Tuple, PyTuple_Type, offsetof(PyTupleObject, ob_item), true)
        _HPY_SHAPE(List, PyList_Type, sizeof(PyListObject), false)
        _HPY_SHAPE(Dict, PyDict_Type, sizeof(PyDictObject), false)
    }
    return -1;
#undef _HPY_SHAPE
}
