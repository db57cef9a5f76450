/* bench/originals/piconumpy_capi/array.c: arrays of doubles on the C API.
 *
 * The yardstick for ports/piconumpy/src/array.c, which has the same functions
 * in the same order, so that the two can be read side by side. It is written
 * as one would write it today for CPython alone: a heap type, the type in the
 * module's state, no global variable, construction by vectorcall, and no call
 * through tp_alloc or tp_init where the outcome is known.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>
#include <string.h>

#if PY_VERSION_HEX < 0x030C0000
#include <structmember.h>
#define Py_T_PYSSIZET T_PYSSIZET
#define Py_READONLY READONLY
#endif

/* So many items fit into the object itself; only longer arrays own memory. */
#define ROOM 4

typedef struct {
    PyObject_HEAD Py_ssize_t size;
    union {
        double room[ROOM];
        double *heap;
    };
} Array;

typedef struct {
    PyTypeObject *array_type;
} State;

static void Array_dealloc(PyObject *self);

/* ---- Storage ---------------------------------------------------------- */

/* The type is final, so this function in its slot is proof enough. */
static inline int Array_check(PyObject *object)
{
    return Py_TYPE(object)->tp_dealloc == Array_dealloc;
}

static inline double *Array_items(Array *array)
{
    return array->size <= ROOM ? array->room : array->heap;
}

/* Gives a new array the memory that it does not have room for: 0, or -1 with
 * MemoryError. */
static int Array_reserve(Array *array, Py_ssize_t size)
{
    array->heap = PyMem_New(double, size);
    if (array->heap == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    return 0;
}

/* Makes an array of `size` items, which the caller is to fill. */
static Array *Array_alloc(PyTypeObject *type, Py_ssize_t size)
{
    Array *array = PyObject_New(Array, type);

    if (array == NULL) {
        return NULL;
    }
    array->size = 0;
    if (size > ROOM && Array_reserve(array, size) < 0) {
        Py_DECREF(array);
        return NULL;
    }
    array->size = size;
    return array;
}

static void Array_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Array *array = (Array *)self;

    if (array->size > ROOM) {
        PyMem_Free(array->heap);
    }
    PyObject_Free(self);
    Py_DECREF(type);
}

/* ---- Construction: array(data) ----------------------------------------- */

/* A new reference to list[i]. A subclass of list is asked for its item, and
 * a list that has become shorter in the meantime answers with IndexError. */
static inline PyObject *list_item(PyObject *list, Py_ssize_t i)
{
    if (PyList_CheckExact(list) && i < PyList_GET_SIZE(list)) {
        PyObject *item = PyList_GET_ITEM(list, i);
        Py_INCREF(item);
        return item;
    }
    return PySequence_GetItem(list, i);
}

static int fill_from_list(double *items, PyObject *list, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < size; i++) {
        PyObject *item = list_item(list, i);
        if (item == NULL) {
            return -1;
        }
        items[i] = PyFloat_AsDouble(item);
        Py_DECREF(item);
        if (items[i] == -1.0 && PyErr_Occurred()) {
            return -1;
        }
    }
    return 0;
}

static PyObject *refuse_data(PyObject *data)
{
    return PyErr_Format(PyExc_TypeError,
                        "array() takes a list of numbers, not %R; "
                        "use array(list(data))",
                        Py_TYPE(data));
}

static PyObject *Array_from_list(PyTypeObject *type, PyObject *data)
{
    Py_ssize_t size;
    Array *array;

    if (!PyList_Check(data)) {
        return refuse_data(data);
    }
    size = PyObject_Size(data);
    if (size < 0) {
        return NULL;
    }
    array = Array_alloc(type, size);
    if (array == NULL) {
        return NULL;
    }
    if (fill_from_list(Array_items(array), data, size) < 0) {
        Py_DECREF(array);
        return NULL;
    }
    return (PyObject *)array;
}

static PyObject *Array_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *keywords[] = {(char *)"data", NULL};
    PyObject *data;

    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O:array", keywords,
                                     &data)) {
        return NULL;
    }
    return Array_from_list(type, data);
}

/* What array(...) calls: as Array_new, but without a tuple and a dict. */
static PyObject *Array_vectorcall(PyObject *type, PyObject *const *args,
                                  size_t nargsf, PyObject *kwnames)
{
    Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
    Py_ssize_t nkw = kwnames == NULL ? 0 : PyTuple_GET_SIZE(kwnames);

    if (nargs + nkw != 1) {
        return PyErr_Format(PyExc_TypeError,
                            "array() takes exactly 1 argument (%zd given)",
                            nargs + nkw);
    }
    if (nkw == 1) {
        PyObject *name = PyTuple_GET_ITEM(kwnames, 0);
        if (PyUnicode_CompareWithASCIIString(name, "data") != 0) {
            return PyErr_Format(PyExc_TypeError,
                                "array() has no argument %R; it takes data",
                                name);
        }
    }
    return Array_from_list((PyTypeObject *)type, args[0]);
}

/* ---- Attributes -------------------------------------------------------- */

static PyMemberDef Array_members[] = {
    {"size", Py_T_PYSSIZET, offsetof(Array, size), Py_READONLY,
     "Number of items."},
    {NULL, 0, 0, 0, NULL},
};

static PyObject *Array_tolist(PyObject *self, PyObject *Py_UNUSED(unused))
{
    Array *array = (Array *)self;
    double *items = Array_items(array);
    PyObject *list = PyList_New(array->size);

    if (list == NULL) {
        return NULL;
    }
    for (Py_ssize_t i = 0; i < array->size; i++) {
        PyObject *item = PyFloat_FromDouble(items[i]);
        if (item == NULL) {
            Py_DECREF(list);
            return NULL;
        }
        PyList_SET_ITEM(list, i, item);
    }
    return list;
}

/* ---- Arithmetic -------------------------------------------------------- */

static PyObject *not_implemented(void)
{
    Py_RETURN_NOTIMPLEMENTED;
}

static PyObject *sum_of(Array *a, Array *b)
{
    double *x, *y, *z;
    Array *sum;

    if (a->size != b->size) {
        return PyErr_Format(PyExc_ValueError,
                            "cannot add an array of %zd items "
                            "and an array of %zd items",
                            a->size, b->size);
    }
    sum = Array_alloc(Py_TYPE(a), a->size);
    if (sum == NULL) {
        return NULL;
    }
    x = Array_items(a);
    y = Array_items(b);
    z = Array_items(sum);
    for (Py_ssize_t i = 0; i < a->size; i++) {
        z[i] = x[i] + y[i];
    }
    return (PyObject *)sum;
}

static PyObject *Array_add(PyObject *left, PyObject *right)
{
    if (!Array_check(left) || !Array_check(right)) {
        return not_implemented();
    }
    return sum_of((Array *)left, (Array *)right);
}

/* Reads an operand: 1 and its value, 0 if it is no real number, -1 for any
 * other error. */
static int operand_as_double(PyObject *operand, double *value)
{
    *value = PyFloat_AsDouble(operand);
    if (*value != -1.0 || !PyErr_Occurred()) {
        return 1;
    }
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) {
        return -1;
    }
    PyErr_Clear();
    return 0;
}

static PyObject *product_of(Array *a, PyObject *operand)
{
    double factor;
    double *x, *z;
    Array *product;
    int outcome = operand_as_double(operand, &factor);

    if (outcome <= 0) {
        return outcome < 0 ? NULL : not_implemented();
    }
    product = Array_alloc(Py_TYPE(a), a->size);
    if (product == NULL) {
        return NULL;
    }
    x = Array_items(a);
    z = Array_items(product);
    for (Py_ssize_t i = 0; i < a->size; i++) {
        z[i] = x[i] * factor;
    }
    return (PyObject *)product;
}

/* One operand is an array, or this function would not have been called. */
static PyObject *Array_multiply(PyObject *left, PyObject *right)
{
    if (Array_check(left)) {
        return product_of((Array *)left, right);
    }
    return product_of((Array *)right, left);
}

static PyObject *quotient_of(Array *a, PyObject *operand)
{
    double divisor;
    double *x, *z;
    Array *quotient;
    int outcome = operand_as_double(operand, &divisor);

    if (outcome <= 0) {
        return outcome < 0 ? NULL : not_implemented();
    }
    quotient = Array_alloc(Py_TYPE(a), a->size);
    if (quotient == NULL) {
        return NULL;
    }
    x = Array_items(a);
    z = Array_items(quotient);
    for (Py_ssize_t i = 0; i < a->size; i++) {
        z[i] = x[i] / divisor;
    }
    return (PyObject *)quotient;
}

static PyObject *Array_true_divide(PyObject *left, PyObject *right)
{
    if (!Array_check(left)) {
        return not_implemented();
    }
    return quotient_of((Array *)left, right);
}

/* ---- The sequence protocol --------------------------------------------- */

static Py_ssize_t Array_length(PyObject *self)
{
    return ((Array *)self)->size;
}

static PyObject *Array_item(PyObject *self, Py_ssize_t index)
{
    Array *array = (Array *)self;

    if (index < 0 || index >= array->size) {
        PyErr_SetString(PyExc_IndexError, "array index out of range");
        return NULL;
    }
    return PyFloat_FromDouble(Array_items(array)[index]);
}

static int Array_ass_item(PyObject *self, Py_ssize_t index, PyObject *value)
{
    Array *array = (Array *)self;
    double number;

    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "array items cannot be deleted");
        return -1;
    }
    if (index < 0 || index >= array->size) {
        PyErr_SetString(PyExc_IndexError, "array index out of range");
        return -1;
    }
    number = PyFloat_AsDouble(value);
    if (number == -1.0 && PyErr_Occurred()) {
        return -1;
    }
    Array_items(array)[index] = number;
    return 0;
}

/* ---- The type ---------------------------------------------------------- */

static PyMethodDef Array_methods[] = {
    {"tolist", Array_tolist, METH_NOARGS,
     "Return the items as a list of floats."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot Array_slots[] = {
    {Py_tp_doc, (void *)"array(data)\n--\n\nA row of doubles from a list."},
    {Py_tp_new, (void *)Array_new},
    {Py_tp_dealloc, (void *)Array_dealloc},
    {Py_tp_members, Array_members},
    {Py_tp_methods, Array_methods},
    {Py_nb_add, (void *)Array_add},
    {Py_nb_multiply, (void *)Array_multiply},
    {Py_nb_true_divide, (void *)Array_true_divide},
    {Py_sq_length, (void *)Array_length},
    {Py_sq_item, (void *)Array_item},
    {Py_sq_ass_item, (void *)Array_ass_item},
    {0, NULL},
};

static PyType_Spec Array_spec = {
    "piconumpy_capi.array", sizeof(Array), 0, Py_TPFLAGS_DEFAULT, Array_slots,
};

/* ---- The module: empty(size), zeros(size) ------------------------------ */

/* An array of `number` items that are not yet filled. */
static Array *new_of_size(PyObject *module, PyObject *number)
{
    State *state = (State *)PyModule_GetState(module);
    Py_ssize_t size;
    PyObject *index = PyNumber_Index(number);

    if (index == NULL) {
        return NULL;
    }
    size = PyLong_AsSsize_t(index);
    Py_DECREF(index);
    if (size < 0) {
        if (!PyErr_Occurred()) {
            PyErr_Format(PyExc_ValueError,
                         "an array cannot have %zd items; "
                         "its size must be at least 0",
                         size);
        }
        return NULL;
    }
    return Array_alloc(state->array_type, size);
}

static PyObject *module_empty(PyObject *module, PyObject *number)
{
    return (PyObject *)new_of_size(module, number);
}

static PyObject *module_zeros(PyObject *module, PyObject *number)
{
    Array *array = new_of_size(module, number);

    if (array == NULL) {
        return NULL;
    }
    memset(Array_items(array), 0, (size_t)array->size * sizeof(double));
    return (PyObject *)array;
}

static int module_exec(PyObject *module)
{
    State *state = (State *)PyModule_GetState(module);

    state->array_type =
        (PyTypeObject *)PyType_FromModuleAndSpec(module, &Array_spec, NULL);
    if (state->array_type == NULL) {
        return -1;
    }
    state->array_type->tp_vectorcall = Array_vectorcall;
    return PyModule_AddType(module, state->array_type);
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    Py_VISIT(((State *)PyModule_GetState(module))->array_type);
    return 0;
}

static int module_clear(PyObject *module)
{
    Py_CLEAR(((State *)PyModule_GetState(module))->array_type);
    return 0;
}

static PyMethodDef module_methods[] = {
    {"empty", module_empty, METH_O,
     "empty($module, size, /)\n--\n\nMake an array whose items are arbitrary."},
    {"zeros", module_zeros, METH_O,
     "zeros($module, size, /)\n--\n\nMake an array whose items are 0.0."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, (void *)module_exec},
    {0, NULL},
};

static struct PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT,
    "piconumpy_capi",
    "Arrays of doubles, as small as can be, on the C API.",
    sizeof(State),
    module_methods,
    module_slots,
    module_traverse,
    module_clear,
    NULL,
};

PyMODINIT_FUNC PyInit_piconumpy_capi(void)
{
    return PyModuleDef_Init(&module_def);
}
