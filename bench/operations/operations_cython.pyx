# bench/operations/operations_cython.pyx: the operations as one writes them in Cython.
#
# Only those that Cython can express: what is not here has a dash in the tables. Values are read
# from variables where Cython would make a constant of them.
#
# cython: language_level=3, c_string_type=str, c_string_encoding=utf8

import contextvars
import math

from libc.stdlib cimport free, malloc
from libc.string cimport strlen
from cpython.ref cimport PyObject

cdef long seven = 7
cdef long long large = 1LL << 40
cdef double half = 2.5
cdef bint yes = True
cdef const char *ascii_text = "the quick brown fox"
cdef const char *other_text = "der fl\xc3\xbcchtige Fuchs"
cdef const char *sixteen = "0123456789abcdef"


# ---- Calls


def noargs():
    return yes

def o(x, /):
    return x

def varargs(x, y, /):
    return y

def keywords(a, b):
    return b


cdef class Echo:
    cdef public int number
    cdef public double real
    cdef public object content
    cdef double stored

    def __cinit__(self):
        self.number = 7
        self.real = self.stored = 1.5
        self.content = type(self)

    def noargs(self):
        return self

    def o(self, x, /):
        return x

    def varargs(self, x, y, /):
        return y

    def keywords(self, a, b):
        return b

    def __call__(self, x, /):
        return x

    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        pass

    def __len__(self):
        return self.number

    def __contains__(self, key):
        return key is self

    def __add__(self, other):
        return self

    def __bool__(self):
        return self.number != 0

    def __hash__(self):
        return self.number

    def __repr__(self):
        return "Echo()"

    def __eq__(self, other):
        return self is other

    @property
    def value(self):
        return self.stored

    @value.setter
    def value(self, double number):
        self.stored = number


cdef class Sequence:
    def __len__(self):
        return 10

    def __getitem__(self, Py_ssize_t index):
        if index < 0:
            index += 10
        if index < 0 or index >= 10:
            raise IndexError("index out of range")
        return index


# ---- Arguments


def add_ints(long a, long b, /):
    return a + b

def add_doubles(double a, double b, /):
    return a + b

def count_bytes(const char *text, /):
    return strlen(text)

def parse_mixed(x, int number, double factor, /):
    return number * factor

def parse_optional(x, long number=10, /):
    return number

def add_named(long a, long b=10):
    return a + b

def choose_named(first, second=None, third=None):
    return first if third is None else third


# ---- Making


def make_small_int():
    return seven

def make_large_int():
    return large

def make_float():
    return half

def make_bool():
    return yes

def make_ascii():
    return <str>ascii_text

def make_text():
    return <str>other_text

def make_bytes():
    return <bytes>sixteen[:16]

def pack_tuple(x, y, z, /):
    return x, y, z

def build_list_10():
    cdef int i
    return [i for i in range(10)]

def build_list_100():
    cdef int i
    return [i for i in range(100)]

def append_10(x, /):
    cdef int i
    cdef list result = []
    for i in range(10):
        result.append(x)
    return result

def make_dict_10(x, /):
    cdef int i
    return {i: x for i in range(10)}

def make_record(x, /):
    return {"name": x, "size": x, "owner": x}

def copy_dict(dict d, /):
    return d.copy()

def list_keys(dict d, /):
    return list(d)


# ---- Access


def get_attr(c, name, /):
    return getattr(c, name)

def get_attr_s(c, /):
    return c.size

def set_attr(c, name, value, /):
    setattr(c, name, value)

def set_attr_s(c, value, /):
    c.size = value

def has_attr(c, name, /):
    return hasattr(c, name)

def get_item(x, key, /):
    return x[key]

def get_item_i(x, /):
    return x[3]

def get_item_s(x, /):
    return x["size"]

def set_item(x, key, value, /):
    x[key] = value

def set_item_i(x, value, /):
    x[3] = value

def set_item_s(x, value, /):
    x["size"] = value

def replace_item(x, key, value, /):
    x[key] = value
    del x[key]

def get_slice(x, /):
    return x[2:5]

def contains(x, key, /):
    return key in x

def length(x, /):
    return len(x)

def is_long(x, /):
    return isinstance(x, int)

def is_instance(x, cls, /):
    return isinstance(x, cls)

def type_of(x, /):
    return type(x)

def is_none(x, /):
    return x is None

def is_true(x, /):
    return bool(x)

def hash_of(x, /):
    return hash(x)

def walk_list(list x, /):
    cdef Py_ssize_t count = 0
    for item in x:
        count += item is not None
    return count

def walk_dict(dict x, /):
    cdef Py_ssize_t count = 0
    for key, value in x.items():
        count += value is not None
    return count

def walk_indices(x, /):
    cdef Py_ssize_t i, count = 0
    for i in range(len(x)):
        count += x[i] is not None
    return count

def walk_iterator(x, /):
    cdef Py_ssize_t count = 0
    for item in x:
        count += item is not None
    return count


# ---- Numbers


def add(x, y, /):
    return x + y

def multiply(x, y, /):
    return x * y

def add_in_place(x, y, /):
    x += y
    return x

def power(x, y, /):
    return x ** y

def negative(x, /):
    return -x

def to_float(x, /):
    return float(x)

def to_int(x, /):
    return int(x)

def is_less(x, y, /):
    return x < y

def double_int(long x, /):
    return 2 * x

def double_float(double x, /):
    return 2.0 * x

def sum_floats(x, /):
    cdef Py_ssize_t i
    cdef double total = 0.0
    for i in range(len(x)):
        total += <double>x[i]
    return total

def sum_ints(x, /):
    cdef Py_ssize_t i
    cdef long long total = 0
    for i in range(len(x)):
        total += <long long>x[i]
    return total

def sum_float_list(list x, /):
    cdef double value, total = 0.0
    for value in x:
        total += value
    return total

def sum_objects(x, /):
    cdef Py_ssize_t i
    total = 0
    for i in range(len(x)):
        total += x[i]
    return total


# ---- Text


def encode(str text, /):
    return text.encode()

def is_equal(x, y, /):
    return x == y

def read_char(str text, /):
    return <long>text[4]

def substring(str text, /):
    return text[4:9]

def concatenate(x, y, /):
    return x + y

def format(x, /):
    return f"item: {seven} of {x}"

def str_of(x, /):
    return str(x)

def repr_of(x, /):
    return repr(x)

def bytes_size(bytes x, /):
    return len(x)


# ---- Python


def call_tuple(f, args, /):
    return f(*args)

def call_tuple_dict(f, args, kwargs, /):
    return f(*args, **kwargs)

def call_index(x, args, /):
    return x.index(*args)

def raise_string():
    raise ValueError("it is wrong")

def raise_format(x, /):
    raise ValueError(f"no item {x} at {seven}")

def raise_object(x, /):
    raise ValueError(x)

def find(x, key, /):
    try:
        return x[key]
    except KeyError:
        return None

def to_double(x, /):
    try:
        return <double>x
    except TypeError:
        return 0.0

def import_math():
    import math
    return math

def get_variable(v, /):
    return v.get()


# ---- Types


cdef class Plain:
    pass


cdef class Point:
    cdef public double x
    cdef double y

    def __cinit__(self, double x=1.5, double y=2.5):
        self.x = x
        self.y = y

    def sum(self):
        return self.x + self.y


cdef class Pair:
    cdef double x, y

    def __init__(self, double x, double y):
        self.x = x
        self.y = y


cdef class Node:
    cdef object value, next

    def __cinit__(self, value=None, next=None):
        self.value = value
        self.next = next


cdef class Block:
    cdef char *memory

    def __cinit__(self):
        self.memory = <char *>malloc(64)
        if self.memory is NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self.memory)


def new_point(cls, /):
    return Point.__new__(Point)

def new_node(cls, /):
    return Node.__new__(Node)


# ---- State


cdef class Holder:
    cdef object content

    def store(self, x, /):
        self.content = x

    def load(self):
        return self.content


cdef class Bytes:
    cdef char bytes[16]
    cdef Py_ssize_t size
    cdef Py_ssize_t one

    def __cinit__(self):
        self.size = 16
        self.one = 1

    def __getbuffer__(self, Py_buffer *view, int flags):
        view.buf = self.bytes
        view.obj = self
        view.len = self.size
        view.itemsize = 1
        view.readonly = 0
        view.ndim = 1
        view.format = "B"
        view.shape = &self.size
        view.strides = &self.one
        view.suboffsets = NULL
        view.internal = NULL


cdef object kept = None

def store_global(x, /):
    global kept
    kept = x

def load_global():
    return kept

def leave_python():
    with nogil:
        pass
