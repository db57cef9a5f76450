// bench/operations/operations_pybind11.cpp: the operations as one writes them
// with pybind11.
//
// Only those that pybind11 can express: what is not here has a dash in the
// tables.
#include <pybind11/pybind11.h>

#include <cstring>
#include <memory>

namespace py = pybind11;

// ---- Calls

struct Echo {
    py::object content = py::none();
    double real = 1.5, stored = 1.5;
    int number = 7;
};

struct Sequence {};

static void add_calls(py::module_ &m)
{
    m.def("noargs", []() { return true; });
    m.def("o", [](py::object x) { return x; });
    m.def("varargs", [](py::handle, py::object y) { return y; });
    m.def(
        "keywords", [](py::handle, py::object b) { return b; }, py::arg("a"),
        py::arg("b"));
    py::class_<Echo>(m, "Echo")
        .def(py::init<>())
        .def("noargs", [](py::object self) { return self; })
        .def("o", [](Echo &, py::object x) { return x; })
        .def("varargs", [](Echo &, py::handle, py::object y) { return y; })
        .def(
            "keywords", [](Echo &, py::handle, py::object b) { return b; },
            py::arg("a"), py::arg("b"))
        .def("__call__", [](Echo &, py::object x) { return x; })
        .def("__getitem__", [](Echo &, py::object key) { return key; })
        .def("__setitem__", [](Echo &, py::handle, py::handle) {})
        .def("__len__", [](Echo &self) { return self.number; })
        .def("__contains__",
             [](py::handle self, py::handle key) { return self.is(key); })
        .def("__add__", [](py::object self, py::handle) { return self; })
        .def("__bool__", [](Echo &self) { return self.number != 0; })
        .def("__hash__", [](Echo &self) { return self.number; })
        .def("__repr__", [](Echo &) { return "Echo()"; })
        .def("__eq__",
             [](py::handle self, py::handle other) { return self.is(other); })
        .def_readwrite("number", &Echo::number)
        .def_readwrite("real", &Echo::real)
        .def_readwrite("content", &Echo::content)
        .def_property(
            "value", [](Echo &self) { return self.stored; },
            [](Echo &self, double value) { self.stored = value; });
    py::class_<Sequence>(m, "Sequence")
        .def(py::init<>())
        .def("__len__", [](Sequence &) { return 10; })
        .def("__getitem__", [](Sequence &, Py_ssize_t index) {
            index += index < 0 ? 10 : 0;
            if (index < 0 || index >= 10) {
                throw py::index_error("index out of range");
            }
            return index;
        });
}

// ---- Arguments

static void add_arguments(py::module_ &m)
{
    m.def("add_ints", [](long a, long b) { return a + b; });
    m.def("add_doubles", [](double a, double b) { return a + b; });
    m.def("count_bytes", [](const char *text) { return strlen(text); });
    m.def("parse_mixed", [](py::handle, int number, double factor) {
        return number * factor;
    });
    m.def(
        "parse_optional", [](py::handle, long number) { return number; },
        py::arg("x"), py::arg("number") = 10);
    m.def(
        "add_named", [](long a, long b) { return a + b; }, py::arg("a"),
        py::arg("b") = 10);
    m.def(
        "choose_named",
        [](py::object first, py::object, py::object third) {
            return third.is_none() ? first : third;
        },
        py::arg("first"), py::arg("second") = py::none(),
        py::arg("third") = py::none());
}

// ---- Making

static void add_making(py::module_ &m)
{
    m.def("make_small_int", []() { return 7; });
    m.def("make_large_int", []() { return (int64_t)1 << 40; });
    m.def("make_float", []() { return 2.5; });
    m.def("make_bool", []() { return true; });
    m.def("make_ascii", []() { return "the quick brown fox"; });
    m.def("make_text", []() {
        return "der fl\xc3\xbc"
               "chtige Fuchs";
    });
    m.def("make_bytes", []() { return py::bytes("0123456789abcdef", 16); });
    m.def("pack_tuple", [](py::object x, py::object y, py::object z) {
        return py::make_tuple(x, y, z);
    });
    m.def("append_10", [](py::object x) {
        py::list result;
        for (int i = 0; i < 10; i++) {
            result.append(x);
        }
        return result;
    });
    m.def("make_dict_10", [](py::object x) {
        py::dict result;
        for (int i = 0; i < 10; i++) {
            result[py::int_(i)] = x;
        }
        return result;
    });
    m.def("make_record", [](py::object x) {
        py::dict result;
        result["name"] = x;
        result["size"] = x;
        result["owner"] = x;
        return result;
    });
}

// ---- Access

static void add_access(py::module_ &m)
{
    m.def("get_attr", [](py::handle c, py::handle name) {
        return py::object(c.attr(name));
    });
    m.def("get_attr_s",
          [](py::handle c) { return py::object(c.attr("size")); });
    m.def("set_attr_s",
          [](py::handle c, py::handle value) { c.attr("size") = value; });
    m.def("has_attr",
          [](py::handle c, py::handle name) { return py::hasattr(c, name); });
    m.def("get_item",
          [](py::object x, py::handle key) { return py::object(x[key]); });
    m.def("get_item_s", [](py::object x) { return py::object(x["size"]); });
    m.def("set_item", [](py::object x, py::handle key, py::handle value) {
        x[key] = value;
    });
    m.def("set_item_s",
          [](py::object x, py::handle value) { x["size"] = value; });
    m.def("length", [](py::handle x) { return py::len(x); });
    m.def("is_long", [](py::handle x) { return py::isinstance<py::int_>(x); });
    m.def("is_none", [](py::handle x) { return x.is_none(); });
    m.def("hash_of", [](py::handle x) { return py::hash(x); });
    m.def("walk_list", [](py::list x) {
        size_t count = 0;
        for (py::handle item : x) {
            count += !item.is_none();
        }
        return count;
    });
    m.def("walk_dict", [](py::dict x) {
        size_t count = 0;
        for (auto item : x) {
            count += !item.second.is_none();
        }
        return count;
    });
    m.def("walk_iterator", [](py::iterable x) {
        size_t count = 0;
        for (py::handle item : x) {
            count += !item.is_none();
        }
        return count;
    });
}

// ---- Numbers

static void add_numbers(py::module_ &m)
{
    m.def("add", [](py::object x, py::object y) { return py::object(x + y); });
    m.def("multiply",
          [](py::object x, py::object y) { return py::object(x * y); });
    m.def("negative", [](py::object x) { return py::object(-x); });
    m.def("to_float", [](py::object x) { return py::float_(x); });
    m.def("to_int", [](py::object x) { return py::int_(x); });
    m.def("is_less", [](py::object x, py::object y) { return x < y; });
    m.def("double_int", [](long x) { return 2 * x; });
    m.def("double_float", [](double x) { return 2.0 * x; });
    m.def("sum_float_list", [](py::list x) {
        double sum = 0.0;
        for (py::handle item : x) {
            sum += py::cast<double>(item);
        }
        return sum;
    });
}

// ---- Text

static void add_text(py::module_ &m)
{
    m.def("is_equal", [](py::object x, py::object y) { return x.equal(y); });
    m.def("concatenate",
          [](py::object x, py::object y) { return py::object(x + y); });
    m.def("str_of", [](py::handle x) { return py::str(x); });
    m.def("repr_of", [](py::handle x) { return py::repr(x); });
    m.def("bytes_size", [](py::bytes x) { return py::len(x); });
}

// ---- Python

static void add_python(py::module_ &m)
{
    m.def("call_tuple", [](py::object f, py::tuple args) { return f(*args); });
    m.def("call_tuple_dict", [](py::object f, py::tuple args, py::dict kwargs) {
        return f(*args, **kwargs);
    });
    m.def("call_index",
          [](py::object x, py::tuple args) { return x.attr("index")(*args); });
    m.def("raise_string", []() { throw py::value_error("it is wrong"); });
    m.def("import_math", []() { return py::module_::import("math"); });
}

// ---- Types

struct Plain {};

struct Point {
    double x, y;
    Point(double x, double y) : x(x), y(y)
    {
    }
    double sum() const
    {
        return x + y;
    }
};

struct Pair {
    double x, y;
    Pair(double x, double y) : x(x), y(y)
    {
    }
};

struct Block {
    std::unique_ptr<char[]> memory;
    Block() : memory(new char[64])
    {
    }
};

static void add_types(py::module_ &m)
{
    py::class_<Plain>(m, "Plain").def(py::init<>());
    py::class_<Point>(m, "Point")
        .def(py::init<double, double>())
        .def("sum", &Point::sum)
        .def_readwrite("x", &Point::x);
    py::class_<Pair>(m, "Pair").def(py::init<double, double>());
    py::class_<Block>(m, "Block").def(py::init<>());
    m.def("new_point", [](py::handle) { return Point(1.5, 2.5); });
}

// ---- State

struct Holder {
    py::object content;
};

static int pointed_to = 7;

static void add_state(py::module_ &m)
{
    py::class_<Holder>(m, "Holder")
        .def(py::init<>())
        .def("store",
             [](Holder &self, py::object x) { self.content = std::move(x); })
        .def("load", [](Holder &self) { return self.content; });
    m.def("make_capsule",
          []() { return py::capsule(&pointed_to, "operations.pointer"); });
    m.def("leave_python", []() { py::gil_scoped_release released; });
}

PYBIND11_MODULE(operations_pybind11, m)
{
    add_calls(m);
    add_arguments(m);
    add_making(m);
    add_access(m);
    add_numbers(m);
    add_text(m);
    add_python(m);
    add_types(m);
    add_state(m);
}
