/* hpy/cpython/compat.h -- what differs between versions of CPython.
 *
 * Every test of a version is here, under a name that reads as a fact.
 */
#ifndef HPY_CPYTHON_COMPAT_H
#define HPY_CPYTHON_COMPAT_H

#define _HPY_PY310_PLUS (PY_VERSION_HEX >= 0x030A0000)
#define _HPY_PY311_PLUS (PY_VERSION_HEX >= 0x030B0000)
#define _HPY_PY312_PLUS (PY_VERSION_HEX >= 0x030C0000)
#define _HPY_PY313_PLUS (PY_VERSION_HEX >= 0x030D0000)
#define _HPY_PY314_PLUS (PY_VERSION_HEX >= 0x030E0000)

#if PY_VERSION_HEX < 0x03090000
#error "HPy needs CPython 3.9 or later"
#endif

/* PyMemberDef. */
#if !_HPY_PY312_PLUS
#include <structmember.h>
#endif

/* Before 3.12 a type made from a spec is always an instance of `type`. */
#define _HPY_HAVE_FROM_METACLASS _HPY_PY312_PLUS

/* Without the GIL another thread may change a list while it is read. */
#ifdef Py_GIL_DISABLED
#define _HPY_LISTS_ARE_SHARED 1
#else
#define _HPY_LISTS_ARE_SHARED 0
#endif

/* None, the bools and others of their kind never die: they are not counted. */
#define _HPY_CONSTANTS_ARE_IMMORTAL _HPY_PY312_PLUS

/* In 3.12 an interned str lives as long as the interpreter. */
#define _HPY_INTERNED_STRS_DIE (!_HPY_PY312_PLUS || _HPY_PY313_PLUS)

/* 1, 0 or -1 with an exception; the C API's HasAttr cannot say -1. */
static inline int _HPy_HasAttrWithError(PyObject *object, PyObject *name)
{
#if _HPY_PY313_PLUS
    return PyObject_HasAttrWithError(object, name);
#else
    return PyObject_HasAttr(object, name);
#endif
}

/* An upper bound of the number of digits of an int, the same at every call. */
static inline Py_ssize_t _HPy_MaxDigits(PyObject *number)
{
#if _HPY_PY313_PLUS
    /* Bytes of the two's complement, sign included, without a copy. */
    Py_ssize_t bytes = PyLong_AsNativeBytes(number, NULL, 0, -1);
    return (8 * bytes - 1 + PyLong_SHIFT - 1) / PyLong_SHIFT;
#elif _HPY_PY312_PLUS
    return (Py_ssize_t)(((PyLongObject *)number)->long_value.lv_tag >> 3);
#else
    return Py_ABS(Py_SIZE(number));
#endif
}

/* Has an int at most one digit? Cheap; a `false` need not be true. */
static inline bool _HPy_IsCompactInt(PyObject *number)
{
#if _HPY_PY312_PLUS
    return PyUnstable_Long_IsCompact((PyLongObject *)number);
#else
    return (size_t)(Py_SIZE(number) + 1) <= 2;
#endif
}

/* The value of an int for which that is true. */
static inline Py_ssize_t _HPy_CompactValue(PyObject *number)
{
#if _HPY_PY312_PLUS
    return PyUnstable_Long_CompactValue((PyLongObject *)number);
#else
    Py_ssize_t sign = Py_SIZE(number);
    return sign == 0 ? 0 : sign * ((PyLongObject *)number)->ob_digit[0];
#endif
}

/* Where an int keeps its digits. */
#if _HPY_PY312_PLUS
#define _HPY_DIGITS_OFFSET offsetof(PyLongObject, long_value.ob_digit)
#else
#define _HPY_DIGITS_OFFSET offsetof(PyLongObject, ob_digit)
#endif

/* A lock that only free-threaded builds need: elsewhere the GIL is one. Static
 * memory is an unlocked mutex. */
#ifdef Py_GIL_DISABLED
typedef PyMutex _HPyMutex;
#define _HPyMutex_Lock(mutex) PyMutex_Lock(mutex)
#define _HPyMutex_Unlock(mutex) PyMutex_Unlock(mutex)
#else
typedef char _HPyMutex;
#define _HPyMutex_Lock(mutex) ((void)(mutex))
#define _HPyMutex_Unlock(mutex) ((void)(mutex))
#endif

/* What happens in between happens at once, also without the GIL. */
#ifdef Py_GIL_DISABLED
#define _HPY_BEGIN_CRITICAL_SECTION(object) Py_BEGIN_CRITICAL_SECTION(object)
#define _HPY_END_CRITICAL_SECTION() Py_END_CRITICAL_SECTION()
#else
#define _HPY_BEGIN_CRITICAL_SECTION(object)                                    \
    {                                                                          \
        (void)(object)
#define _HPY_END_CRITICAL_SECTION() }
#endif

/* The int that an object stands for, new. Before 3.10 the conversions below
 * would accept __int__, and so floats, with a DeprecationWarning. */
#if !_HPY_PY310_PLUS
#define _HPY_INTEGER_CONVERSION(NAME, RESULT)                                  \
    static inline RESULT _HPy##NAME(PyObject *object)                          \
    {                                                                          \
        RESULT value = (RESULT) - 1;                                           \
        PyObject *number = PyNumber_Index(object);                             \
        if (number != NULL) {                                                  \
            value = Py##NAME(number);                                          \
            Py_DECREF(number);                                                 \
        }                                                                      \
        return value;                                                          \
    }
_HPY_INTEGER_CONVERSION(Long_AsLong, long)
_HPY_INTEGER_CONVERSION(Long_AsLongLong, long long)
_HPY_INTEGER_CONVERSION(Long_AsUnsignedLongMask, unsigned long)
_HPY_INTEGER_CONVERSION(Long_AsUnsignedLongLongMask, unsigned long long)
#undef _HPY_INTEGER_CONVERSION
#else
#define _HPyLong_AsLong PyLong_AsLong
#define _HPyLong_AsLongLong PyLong_AsLongLong
#define _HPyLong_AsUnsignedLongMask PyLong_AsUnsignedLongMask
#define _HPyLong_AsUnsignedLongLongMask PyLong_AsUnsignedLongLongMask
#endif

/* Before 3.12 a str could be one that is not complete: 0, or -1. */
static inline int _HPy_ReadyStr(PyObject *str)
{
#if _HPY_PY312_PLUS
    (void)str;
    return 0;
#else
    return PyUnicode_READY(str);
#endif
}

/* The UTF-8 of a str that is no compact ASCII, if somebody has asked for it;
 * NULL if that cannot be seen. */
static inline const char *_HPy_KeptUTF8(PyObject *str)
{
#ifdef Py_GIL_DISABLED
    (void)str;
    return NULL;
#else
    return ((PyCompactUnicodeObject *)str)->utf8;
#endif
}

/* The exception that is set, taken away for a while. */
typedef struct {
    PyObject *type;
    PyObject *value;
    PyObject *traceback;
} _HPyRaised;

static inline _HPyRaised _HPy_TakeRaised(void)
{
    _HPyRaised raised = {NULL, NULL, NULL};
#if _HPY_PY312_PLUS
    raised.value = PyErr_GetRaisedException();
#else
    PyErr_Fetch(&raised.type, &raised.value, &raised.traceback);
#endif
    return raised;
}

static inline void _HPy_GiveRaised(_HPyRaised raised)
{
#if _HPY_PY312_PLUS
    PyErr_SetRaisedException(raised.value);
#else
    PyErr_Restore(raised.type, raised.value, raised.traceback);
#endif
}

/* The same as one object, which the caller owns from then on; NULL for none. */
static inline PyObject *_HPyRaised_Object(_HPyRaised raised)
{
#if !_HPY_PY312_PLUS
    if (raised.type != NULL) {
        PyErr_NormalizeException(&raised.type, &raised.value,
                                 &raised.traceback);
        if (raised.traceback != NULL) {
            PyException_SetTraceback(raised.value, raised.traceback);
        }
    }
    Py_XDECREF(raised.type);
    Py_XDECREF(raised.traceback);
#endif
    return raised.value;
}

/* Before 3.10 code does not get the builtins by itself: 0, or -1. */
static inline int _HPy_EnsureBuiltins(PyObject *globals)
{
#if !_HPY_PY310_PLUS
    if (PyDict_GetItemString(globals, "__builtins__") == NULL) {
        return PyDict_SetItemString(globals, "__builtins__",
                                    PyEval_GetBuiltins());
    }
#else
    (void)globals;
#endif
    return 0;
}

#endif /* HPY_CPYTHON_COMPAT_H */
