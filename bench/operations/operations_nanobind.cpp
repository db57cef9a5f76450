// bench/operations/operations_nanobind.cpp: the operations as one writes them
// with nanobind.
//
// Only those that nanobind can express: what is not here has a dash in the
// tables.
#include <nanobind/nanobind.h>

#include <cstring>
#include <memory>

namespace nb = nanobind;

// ---- Calls

struct Echo {
    nb::object content = nb::none();
    double real = 1.5, stored = 1.5;
    int number = 7;
};

struct Sequence {};

static void add_calls(nb::module_ &m)
{
    m.def("noargs", []() { return true; });
    m.def("o", [](nb::object x) { return x; });
    m.def("varargs", [](nb::handle, nb::object y) { return y; });
    m.def(
        "keywords", [](nb::handle, nb::object b) { return b; }, nb::arg("a"),
        nb::arg("b"));
    nb::class_<Echo>(m, "Echo")
        .def(nb::init<>())
        .def("noargs", [](nb::object self) { return self; })
        .def("o", [](Echo &, nb::object x) { return x; })
        .def("varargs", [](Echo &, nb::handle, nb::object y) { return y; })
        .def(
            "keywords", [](Echo &, nb::handle, nb::object b) { return b; },
            nb::arg("a"), nb::arg("b"))
        .def("__call__", [](Echo &, nb::object x) { return x; })
        .def("__getitem__", [](Echo &, nb::object key) { return key; })
        .def("__setitem__", [](Echo &, nb::handle, nb::handle) {})
        .def("__len__", [](Echo &self) { return self.number; })
        .def("__contains__",
             [](nb::handle self, nb::handle key) { return self.is(key); })
        .def("__add__", [](nb::object self, nb::handle) { return self; })
        .def("__bool__", [](Echo &self) { return self.number != 0; })
        .def("__hash__", [](Echo &self) { return self.number; })
        .def("__repr__", [](Echo &) { return "Echo()"; })
        .def("__eq__",
             [](nb::handle self, nb::handle other) { return self.is(other); })
        .def_rw("number", &Echo::number)
        .def_rw("real", &Echo::real)
        .def_rw("content", &Echo::content)
        .def_prop_rw(
            "value", [](Echo &self) { return self.stored; },
            [](Echo &self, double value) { self.stored = value; });
    nb::class_<Sequence>(m, "Sequence")
        .def(nb::init<>())
        .def("__len__", [](Sequence &) { return 10; })
        .def("__getitem__", [](Sequence &, Py_ssize_t index) {
            index += index < 0 ? 10 : 0;
            if (index < 0 || index >= 10) {
                throw nb::index_error("index out of range");
            }
            return index;
        });
}

// ---- Arguments

static void add_arguments(nb::module_ &m)
{
    m.def("add_ints", [](long a, long b) { return a + b; });
    m.def("add_doubles", [](double a, double b) { return a + b; });
    m.def("count_bytes", [](const char *text) { return strlen(text); });
    m.def(
        "parse_mixed",
        [](nb::handle, int number, double factor) { return number * factor; },
        nb::arg("x").none(), nb::arg("number"), nb::arg("factor"));
    m.def(
        "parse_optional", [](nb::handle, long number) { return number; },
        nb::arg("x").none(), nb::arg("number") = 10);
    m.def(
        "add_named", [](long a, long b) { return a + b; }, nb::arg("a"),
        nb::arg("b") = 10);
    m.def(
        "choose_named",
        [](nb::object first, nb::object, nb::object third) {
            return third.is_none() ? first : third;
        },
        nb::arg("first"), nb::arg("second") = nb::none(),
        nb::arg("third") = nb::none());
}

// ---- Making

static void add_making(nb::module_ &m)
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
    m.def("make_bytes", []() { return nb::bytes("0123456789abcdef", 16); });
    m.def("pack_tuple", [](nb::object x, nb::object y, nb::object z) {
        return nb::make_tuple(x, y, z);
    });
    m.def("append_10", [](nb::object x) {
        nb::list result;
        for (int i = 0; i < 10; i++) {
            result.append(x);
        }
        return result;
    });
    m.def(
        "make_dict_10",
        [](nb::object x) {
            nb::dict result;
            for (int i = 0; i < 10; i++) {
                result[nb::int_(i)] = x;
            }
            return result;
        },
        nb::arg("x").none());
    m.def("make_record", [](nb::object x) {
        nb::dict result;
        result["name"] = x;
        result["size"] = x;
        result["owner"] = x;
        return result;
    });
}

// ---- Access

static void add_access(nb::module_ &m)
{
    m.def("get_attr", [](nb::handle c, nb::handle name) {
        return nb::object(c.attr(name));
    });
    m.def("get_attr_s",
          [](nb::handle c) { return nb::object(c.attr("size")); });
    m.def("set_attr_s",
          [](nb::handle c, nb::handle value) { c.attr("size") = value; });
    m.def("has_attr",
          [](nb::handle c, nb::handle name) { return nb::hasattr(c, name); });
    m.def("get_item",
          [](nb::object x, nb::handle key) { return nb::object(x[key]); });
    m.def("get_item_s", [](nb::object x) { return nb::object(x["size"]); });
    m.def("set_item", [](nb::object x, nb::handle key, nb::handle value) {
        x[key] = value;
    });
    m.def("set_item_s",
          [](nb::object x, nb::handle value) { x["size"] = value; });
    m.def("length", [](nb::handle x) { return nb::len(x); });
    m.def("is_long", [](nb::handle x) { return nb::isinstance<nb::int_>(x); });
    m.def("is_none", [](nb::handle x) { return x.is_none(); });
    m.def("hash_of", [](nb::handle x) { return nb::hash(x); });
    m.def("walk_list", [](nb::list x) {
        size_t count = 0;
        for (nb::handle item : x) {
            count += !item.is_none();
        }
        return count;
    });
    m.def("walk_dict", [](nb::dict x) {
        size_t count = 0;
        for (auto item : x) {
            count += !item.second.is_none();
        }
        return count;
    });
    m.def("walk_iterator", [](nb::iterable x) {
        size_t count = 0;
        for (nb::handle item : x) {
            count += !item.is_none();
        }
        return count;
    });
}

// ---- Numbers

static void add_numbers(nb::module_ &m)
{
    m.def("add", [](nb::object x, nb::object y) { return nb::object(x + y); });
    m.def("multiply",
          [](nb::object x, nb::object y) { return nb::object(x * y); });
    m.def("negative", [](nb::object x) { return nb::object(-x); });
    m.def("to_float", [](nb::object x) { return nb::float_(x); });
    m.def("to_int", [](nb::object x) { return nb::int_(x); });
    m.def("is_less",
          [](nb::object x, nb::object y) { return nb::cast<bool>(x < y); });
    m.def("double_int", [](long x) { return 2 * x; });
    m.def("double_float", [](double x) { return 2.0 * x; });
    m.def("sum_float_list", [](nb::list x) {
        double sum = 0.0;
        for (nb::handle item : x) {
            sum += nb::cast<double>(item);
        }
        return sum;
    });
}

// ---- Text

static void add_text(nb::module_ &m)
{
    m.def("is_equal", [](nb::object x, nb::object y) { return x.equal(y); });
    m.def("concatenate",
          [](nb::object x, nb::object y) { return nb::object(x + y); });
    m.def("str_of", [](nb::handle x) { return nb::str(x); });
    m.def("repr_of", [](nb::handle x) { return nb::repr(x); });
    m.def("bytes_size", [](nb::bytes x) { return nb::len(x); });
}

// ---- Python

static void add_python(nb::module_ &m)
{
    m.def("call_tuple", [](nb::object f, nb::tuple args) { return f(*args); });
    m.def("call_tuple_dict", [](nb::object f, nb::tuple args, nb::dict kwargs) {
        return f(*args, **kwargs);
    });
    m.def("call_index",
          [](nb::object x, nb::tuple args) { return x.attr("index")(*args); });
    m.def("raise_string", []() { throw nb::value_error("it is wrong"); });
    m.def("import_math", []() { return nb::module_::import_("math"); });
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

static void add_types(nb::module_ &m)
{
    nb::class_<Plain>(m, "Plain").def(nb::init<>());
    nb::class_<Point>(m, "Point")
        .def(nb::init<double, double>())
        .def("sum", &Point::sum)
        .def_rw("x", &Point::x);
    nb::class_<Pair>(m, "Pair").def(nb::init<double, double>());
    nb::class_<Block>(m, "Block").def(nb::init<>());
    m.def("new_point", [](nb::handle) { return Point(1.5, 2.5); });
}

// ---- State

struct Holder {
    nb::object content;
};

static int pointed_to = 7;

static void add_state(nb::module_ &m)
{
    nb::class_<Holder>(m, "Holder")
        .def(nb::init<>())
        .def("store",
             [](Holder &self, nb::object x) { self.content = std::move(x); })
        .def("load", [](Holder &self) { return self.content; });
    m.def("make_capsule",
          []() { return nb::capsule(&pointed_to, "operations.pointer"); });
    m.def("leave_python", []() { nb::gil_scoped_release released; });
}

NB_MODULE(operations_nanobind, m)
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
