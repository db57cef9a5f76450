"""numpy_hpy/_printing.py: arrays, scalars and floats as text, character for character as NumPy.

The core calls array_repr, array_str, scalar_repr and scalar_str for `repr` and `str`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_CEILING, Context, Decimal
from itertools import islice
from math import copysign, frexp, inf, isfinite, isnan
from sys import float_info
from typing import Any, Callable

__all__ = [
    "array2string",
    "array_repr",
    "array_str",
    "format_float_positional",
    "format_float_scientific",
    "get_printoptions",
    "printoptions",
    "set_printoptions",
]

Options = dict[str, Any]
Parts = tuple[str, str, str]
Word = Callable[[Any], str]

# ---- Options ----

_DEFAULTS: Options = {
    "edgeitems": 3,
    "threshold": 1000,
    "floatmode": "maxprec",
    "precision": 8,
    "suppress": False,
    "linewidth": 75,
    "nanstr": "nan",
    "infstr": "inf",
    "sign": "-",
    "formatter": None,
    "legacy": False,
    "override_repr": None,
}

_options: ContextVar[Options] = ContextVar("numpy_hpy_printoptions", default=_DEFAULTS)


def _check_modes(options: Options) -> None:
    if options.get("floatmode") not in (None, "fixed", "unique", "maxprec", "maxprec_equal"):
        raise ValueError(
            'floatmode option must be one of "fixed", "unique", "maxprec", "maxprec_equal"'
        )
    if options.get("sign") not in (None, "-", "+", " "):
        raise ValueError("sign option must be one of ' ', '+', or '-'")
    if options.get("legacy") not in (None, False):
        raise ValueError(
            f"legacy printing is not supported, found legacy={options['legacy']!r}: leave it out"
        )


def _check_numbers(options: Options) -> None:
    threshold, precision = options.get("threshold"), options.get("precision")
    if threshold is not None:
        if not isinstance(threshold, (int, float)):
            raise TypeError("threshold must be numeric")
        if threshold != threshold:
            raise ValueError(
                "threshold must be non-NAN, try sys.maxsize for untruncated representation"
            )
    if precision is not None and not hasattr(precision, "__index__"):
        raise TypeError("precision must be an integer")


def _changed(changes: Options) -> Options:
    """The options with changes; what is None stays, but for those that may be None."""
    _check_modes(changes)
    _check_numbers(changes)
    return {**_options.get(), **{name: v for name, v in changes.items() if v is not None}}


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    suppress: bool | None = None,
    nanstr: str | None = None,
    infstr: str | None = None,
    formatter: dict[str, Word] | None = None,
    sign: str | None = None,
    floatmode: str | None = None,
    *,
    legacy: Any = None,
    override_repr: Word | None = None,
) -> None:
    """Set how arrays are printed, in this context; what is None stays as it is.

    `formatter` and `override_repr` are set each time, and so None takes them back.
    """
    changes = dict(locals())
    options = _changed(changes)
    options.update(formatter=formatter, override_repr=override_repr)
    _options.set(options)


def get_printoptions() -> Options:
    """How arrays are printed now: a new dict of the options."""
    return dict(_options.get())


@contextmanager
def printoptions(*args: Any, **kwargs: Any) -> Iterator[Options]:
    """Print arrays with these options of set_printoptions for the time of a `with` block."""
    token = _options.set(_options.get())
    try:
        set_printoptions(*args, **kwargs)
        yield get_printoptions()
    finally:
        _options.reset(token)


# ---- Digits of floats ----

# How each kind of float is packed, and how many decimal digits it always keeps.
_CODES = {
    "float16": "e",
    "float32": "f",
    "float64": "d",
    "complex64": "f",
    "complex128": "d",
}
_DIGITS = {"e": 3, "f": 6}
_SMALLEST_NORMAL = {"e": 2.0**-14, "f": 2.0**-126}
# From here on floats are printed with exponents: as items of arrays and as scalars.
_LARGE_ITEM = {"e": 1e3, "f": 1e6, "d": 1e8}
_LARGE_SCALAR = {"e": 1e3, "f": 1e6, "d": 1e16}


def _rounded(value: float, code: str) -> float:
    """The nearest float of that kind."""
    try:
        result: float = struct.unpack(code, struct.pack(code, value))[0]
    except OverflowError:
        return copysign(inf, value)
    return result


def _candidates(value: float, digits: int) -> list[str]:
    """Decimals of so many digits that may be nearest to no other float.

    Floats are twice as far apart above a power of two as below it: there a decimal that is above
    may do where the nearest one does not.
    """
    nearest = f"{value:.{digits - 1}e}"
    if frexp(value)[0] != 0.5:
        return [nearest]
    return [nearest, str(Context(digits, ROUND_CEILING).create_decimal(value))]


def _shortest(value: float, code: str) -> str:
    """The fewest decimal digits that this float, which is not negative, is nearest to."""
    if code == "d":
        return repr(value)
    digits = _DIGITS[code] if value >= _SMALLEST_NORMAL[code] else 1
    while True:
        for text in _candidates(value, digits):
            if _rounded(float(text), code) == value:
                return text
        digits += 1


def _split(text: str) -> Parts:
    """Digits in front of the point, digits behind it, and the exponent."""
    mantissa, _, exponent = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    return whole, fraction, exponent


def _cut(value: float, notation: str, count: int) -> str:
    """The float rounded to so many digits: behind the point, or in all for notation "g"."""
    if notation == "g":
        return format(Decimal(f"{value:.{count - 1}e}"), "f")
    return f"{value:.{count}{notation}}"


def _shortened(value: float, notation: str, count: int) -> Parts:
    """As _cut, but without zeros at the end that come from a carry: 9.96 is 10."""
    text = _cut(value, notation, count)
    whole, fraction, exponent = _split(text)
    if fraction[-1:] == "0" and Decimal(text) > Decimal(value):
        fraction = fraction.rstrip("0")
    return whole, fraction, exponent


def _digits(
    value: float,
    code: str,
    notation: str,
    precision: int | None = None,
    min_digits: int | None = None,
    unique: bool = True,
) -> Parts:
    """The digits of a float that is not negative, as _split gives them.

    If `unique`, the fewest ones that tell the float from others, cut after `precision` and filled
    up to `min_digits`; else `precision` ones.
    """
    if not unique:
        assert precision is not None
        return _split(_cut(value, notation, precision))
    number = Decimal(_shortest(value, code)).normalize()
    parts = _split(format(number, "e" if notation == "e" else "f"))
    have = len(number.as_tuple().digits) if notation == "g" else len(parts[1])
    if precision is not None and have > precision:
        whole, fraction, exponent = _shortened(value, notation, precision)
        filled = 0 if notation == "g" else min_digits or 0
        return whole, fraction.ljust(filled, "0"), exponent
    # With `min_digits`, even 0, integers are exact: 16777216 instead of the shorter 16777200.
    if min_digits is not None and (have < min_digits or not have):
        return _split(_cut(value, notation, min_digits))
    return parts


# ---- One float ----


def _trimmed(fraction: str, trim: str) -> str:
    """The point and the digits behind it: zeros at the end are kept, or not, as `trim` says."""
    if trim != "k":
        fraction = fraction.rstrip("0")
    if trim == "-" and not fraction:
        return ""
    return "." + (fraction or "0" if trim == "0" else fraction)


def _exponent(exponent: str, digits: int | None) -> str:
    return f"e{int(exponent):+0{1 + min(2 if digits is None else digits, 5)}d}"


def _float_and_code(x: Any) -> tuple[float, str]:
    """A number and its kind: that of its dtype, if that is one of floats, else float64."""
    if isinstance(x, str):
        raise TypeError(f"must be real number, not {type(x).__name__}")
    name = getattr(getattr(x, "dtype", None), "name", "float64")
    if isinstance(x, complex) or name.startswith("complex"):
        raise TypeError("must be real number, not complex")
    return float(x), _CODES.get(name, "d")


def _check_digits(precision: int | None, min_digits: int | None, unique: bool, trim: str) -> None:
    if trim not in ("k", ".", "0", "-"):
        raise TypeError(f"if supplied, trim must be 'k', '.', '0' or '-' found `{trim}`")
    if precision is None:
        if not unique:
            raise TypeError("in non-unique mode `precision` must be supplied")
        return
    if precision < 0:
        raise ValueError("precision must be >= 0")
    if min_digits is not None and min_digits > precision > 0:
        raise ValueError("min_digits must be less than or equal to precision")


def _sign(value: float, sign: bool) -> str:
    """What stands in front of the digits."""
    if copysign(1.0, value) < 0 and not isnan(value):
        return "-"
    return "+" if sign and not isnan(value) else ""


def format_float_positional(
    x: Any,
    precision: int | None = None,
    unique: bool = True,
    fractional: bool = True,
    trim: str = "k",
    sign: bool = False,
    pad_left: int | None = None,
    pad_right: int | None = None,
    min_digits: int | None = None,
) -> str:
    """A float without an exponent.

    If `unique`, as many digits as tell it from other floats of its dtype, at most `precision` and
    at least `min_digits`; else `precision` digits. They are counted behind the point if
    `fractional`, else in all. `trim` says what becomes of zeros at the end: "k" keeps them, "."
    takes them away, "0" takes all but one behind the point, "-" takes them and the point. Spaces
    fill up to `pad_left` characters in front of the point and `pad_right` behind it.
    """
    value, code = _float_and_code(x)
    _check_digits(precision, min_digits, unique, trim)
    if not fractional and precision == 0:
        raise ValueError("precision must be greater than 0 if fractional=False")
    if not isfinite(value):
        return _sign(value, sign) + str(abs(value))
    notation = "f" if fractional else "g"
    whole, fraction, _ = _digits(abs(value), code, notation, precision, min_digits, unique)
    text = (_sign(value, sign) + whole).rjust(pad_left or 0)
    width = len(text) + 1 + pad_right if pad_right is not None else 0
    return (text + _trimmed(fraction, trim)).ljust(width)


def format_float_scientific(
    x: Any,
    precision: int | None = None,
    unique: bool = True,
    trim: str = "k",
    sign: bool = False,
    pad_left: int | None = None,
    exp_digits: int | None = None,
    min_digits: int | None = None,
) -> str:
    """A float with an exponent of at least `exp_digits` digits (2).

    The other arguments are those of format_float_positional; digits are counted behind the point.
    """
    value, code = _float_and_code(x)
    _check_digits(precision, min_digits, unique, trim)
    if not isfinite(value):
        return _sign(value, sign) + str(abs(value))
    whole, fraction, exponent = _digits(abs(value), code, "e", precision, min_digits, unique)
    text = (_sign(value, sign) + whole).rjust(pad_left or 0)
    if trim == "-" and fraction and unique and precision != 0 and value != 0:
        trim = "."  # as NumPy, which sees no more zeros to take away then
    return text + _trimmed(fraction, trim) + _exponent(exponent, exp_digits)


# ---- Scalars ----


def _float_text(value: float, code: str, trim: str) -> str:
    """A float as scalars print it: with an exponent only if it is very large or small."""
    if not isfinite(value):
        return str(value)
    size = abs(value)
    if size == 0 or 1e-4 <= size < _LARGE_SCALAR[code]:
        whole, fraction, _ = _digits(size, code, "f")
        return _sign(value, False) + whole + _trimmed(fraction, trim)
    whole, fraction, exponent = _digits(size, code, "e")
    return _sign(value, False) + whole + _trimmed(fraction, "-") + _exponent(exponent, None)


def _complex64_text(value: complex) -> str:
    imaginary = _float_text(value.imag, "f", "-") + "j"
    if value.real == 0 and copysign(1.0, value.real) > 0:
        return imaginary
    plus = "" if imaginary.startswith("-") else "+"
    return f"({_float_text(value.real, 'f', '-')}{plus}{imaginary})"


def scalar_str(x: Any) -> str:
    """The value of a scalar in as few digits as its dtype needs."""
    name = x.dtype.name
    if name in ("float32", "float16"):
        return _float_text(float(x), _CODES[name], "0")
    if name == "complex64":
        return _complex64_text(complex(x))
    return repr(x.item())


def scalar_repr(x: Any) -> str:
    """The value of a scalar with its type: np.float32(1.5), np.True_."""
    text, name = scalar_str(x), x.dtype.name
    if name == "bool":
        return f"np.{text}_"
    return f"np.{name}({text.strip('()')})"


# ---- Items of arrays ----


def _needs_exponent(sizes: list[float], code: str, suppress: bool) -> bool:
    """Whether items of these absolute values, none of them 0, are too long without an exponent."""
    if not sizes:
        return False
    largest, smallest = max(sizes), min(sizes)
    if largest >= _LARGE_ITEM[code]:
        return True
    if suppress:
        return False
    if code == "d":
        return smallest < 1e-4 or largest / smallest > 1000.0
    return smallest < _rounded(1e-4, code) or _rounded(largest / smallest, code) > 1000.0


class _Floats:
    """How to print the floats of an array, all of one width."""

    def __init__(self, values: list[float], code: str, options: Options, sign: str) -> None:
        self.code, self.sign, self.options = code, sign, options
        mode = options["floatmode"]
        finite = [v for v in values if isfinite(v)]
        sizes = {abs(v) for v in finite}
        exponent = _needs_exponent([v for v in sizes if v], code, options["suppress"])
        self.notation = "e" if exponent else "f"
        self.unique = mode != "fixed"
        self.precision = None if mode == "unique" else options["precision"]
        self.min_digits = 0
        self.known = {size: self._parts(size) for size in sizes}
        self._measure(finite)
        if mode in ("fixed", "maxprec_equal") or self.notation == "e":
            self.precision = self.min_digits = self.fraction
            self.known = {}
        if sign == " " and not any(copysign(1.0, v) < 0 for v in finite):
            self.left += 1
        self.right = self.fraction + (self.exponent + 2 if self.exponent else 0)
        if len(finite) < len(values):
            self._make_room(-inf in values)

    def _parts(self, size: float) -> Parts:
        return _digits(size, self.code, self.notation, self.precision, self.min_digits, self.unique)

    def _measure(self, finite: list[float]) -> None:
        """Find the longest parts."""
        parts = self.known.values()
        wholes = (self._front(v) + self.known[abs(v)][0] for v in finite)
        fractions = (f.rstrip("0") if self.unique else f for _, f, _ in parts)
        exponents = (len(exponent) - 1 for _, _, exponent in parts)
        self.left = max(map(len, wholes), default=0)
        self.fraction = max(map(len, fractions), default=0)
        self.exponent = max(2, *exponents) if self.notation == "e" else 0

    def _make_room(self, negative: bool) -> None:
        """Widen the left part for what is not finite."""
        signs = 1 if negative or self.sign != "-" else 0
        length = max(len(self.options["nanstr"]), len(self.options["infstr"]) + signs)
        self.left = max(self.left, length - self.right - 1)

    def _front(self, value: float) -> str:
        return _sign(value, self.sign == "+")

    def _special(self, value: float) -> str:
        if isnan(value):
            text: str = ("+" if self.sign == "+" else "") + self.options["nanstr"]
        else:
            text = self._front(value) + self.options["infstr"]
        return text.rjust(self.left + 1 + self.right)

    def word(self, value: float) -> str:
        """An item as text."""
        if not isfinite(value):
            return self._special(value)
        size = abs(value)
        whole, fraction, exponent = self.known.get(size) or self._parts(size)
        if not self.min_digits:
            fraction = fraction.rstrip("0").ljust(self.fraction)
        text = (self._front(value) + whole).rjust(self.left) + "." + fraction
        return text + (_exponent(exponent, self.exponent) if self.exponent else "")


def _plain_words(values: list[float], precision: int, sign: str) -> list[str] | None:
    """The words of _Floats for finite float64, quickly; None if these do not suit.

    To 15 digits a float, unless it is subnormal, and its shortest decimal are rounded alike.
    """
    if not isfinite(sum(values)):
        return None
    low, high = min(values), max(values)
    sizes = values if low > 0 else [abs(v) for v in values if v]
    if _needs_exponent(sizes, "d", False):
        normal = min(sizes) >= float_info.min and precision < 15
        return _plain_exponents(values, precision, sign) if normal else None
    if max(high, -low) * 10.0**precision >= 1e15:
        return None
    # A zero may have a sign, which comparing does not show.
    widest = (low, high) if len(sizes) == len(values) else values
    width = max([len(f"{v:{sign}#.{precision}f}") for v in widest])
    pattern = f"%#{sign.strip('-')}{width}.{precision}f,"
    text = pattern * len(values) % tuple(values)
    words = text.split(",")[:-1]
    if "0," not in text:
        return words
    words = [word.rstrip("0") for word in words]
    width = max(map(len, words))
    return [word.ljust(width) for word in words]


def _plain_exponents(values: list[float], precision: int, sign: str) -> list[str] | None:
    pattern = f"%{sign}.{precision}e"
    parts = [(pattern % v).split("e") for v in values]
    if len({len(exponent) for _, exponent in parts}) > 1:
        return None
    kept = max(len(mantissa.rstrip("0").partition(".")[2]) for mantissa, _ in parts)
    pattern = f"%#{sign}.{kept}e"
    words = [pattern % v for v in values]
    width = max(map(len, words))
    return [word.rjust(width) for word in words]


def _float_words(values: list[float], code: str, options: Options, sign: str) -> list[str]:
    words = None
    plain = sign != " " and options["floatmode"] == "maxprec" and not options["suppress"]
    if code == "d" and plain:
        words = _plain_words(values, options["precision"], sign)
    if words is None:
        layout = _Floats(values, code, options, sign)
        words = [layout.word(v) for v in values]
    return words


def _complex_words(values: list[complex], code: str, options: Options, sign: str) -> list[str]:
    reals = _float_words([v.real for v in values], code, options, sign)
    words = _float_words([v.imag for v in values], code, options, "+")
    bare = [word.rstrip() for word in words]
    # The j stands at the number, spaces behind it.
    return [r + b + "j" + " " * (len(w) - len(b)) for r, b, w in zip(reals, bare, words)]


def _int_words(values: list[int], sign: str) -> list[str]:
    words = list(map(str, values)) if sign == "-" else [f"{v:{sign}d}" for v in values]
    width = max(map(len, words))
    return [word.rjust(width) for word in words]


def _words(values: list[Any], name: str, options: Options, ndim: int) -> list[str]:
    """Items of a dtype as text."""
    sign = options["sign"]
    if name == "bool":
        true = " True" if ndim else "True"
        return [true if v else "False" for v in values]
    if name.startswith("float"):
        return _float_words(values, _CODES[name], options, sign)
    if name.startswith("complex"):
        return _complex_words(values, _CODES[name], options, sign)
    return _int_words(values, sign)


_FORMATTERS = {
    "b": ("all", "bool"),
    "i": ("all", "int_kind", "int"),
    "u": ("all", "int_kind", "int"),
    "f": ("all", "float_kind", "float"),
    "c": ("all", "complex_kind", "complexfloat"),
}


def _formatter(kind: str, options: Options) -> Word | None:
    """What the user wants to print items with."""
    given = options["formatter"] or {}
    chosen = None
    for key in _FORMATTERS[kind]:
        if given.get(key) is not None:
            chosen = given[key]
    return chosen


# ---- Lines ----


def _indices(length: int, edge: int | None) -> list[int]:
    """Which items of an axis are printed."""
    if edge is None or length <= 2 * edge:
        return list(range(length))
    return [*range(edge), *range(length - max(edge, 1), length)]


def _edge_items(array: Any, edge: int | None, scalars: bool) -> list[Any]:
    """The items that are printed, as Python numbers or as scalars."""
    if array.ndim == 0:
        return [array[()] if scalars else array.tolist()]
    if edge is None and not scalars:
        items: list[Any] = array.reshape(-1).tolist()
        return items
    rows = (array[i] for i in _indices(array.shape[0], edge))
    if array.ndim == 1:
        return [row if scalars else row.item() for row in rows]
    return [item for row in rows for item in _edge_items(row, edge, scalars)]


class _Page:
    """The text of an array, out of its words."""

    def __init__(self, words: Iterator[str], separator: str, edge: int | None) -> None:
        self.words, self.separator, self.edge = words, separator, edge
        self.end = separator.rstrip()

    def block(self, shape: tuple[int, ...], indent: str, width: int) -> str:
        """The items of an array of that shape; `indent` begins each line but the first one."""
        if not shape:
            return next(self.words)
        count = shape[0] if self.edge is None else len(_indices(shape[0], self.edge))
        if len(shape) == 1:
            words = list(islice(self.words, count))
            text = self._row(self._with_gap(words, shape[0]), indent, width)
        else:
            blocks = [self.block(shape[1:], indent + " ", width - 1) for _ in range(count)]
            line_end = self.end + "\n" * (len(shape) - 1) + indent
            text = line_end.join(self._with_gap(blocks, shape[0]))
        return "[" + text + "]"

    def _with_gap(self, texts: list[str], length: int) -> list[str]:
        if self.edge is not None and length > 2 * self.edge:
            texts.insert(self.edge, "...")
        return texts

    def _row(self, words: list[str], indent: str, width: int) -> str:
        width -= max(len(self.end), 1)
        text = self.separator.join(words)
        if "\n" in text:
            return self._wrapped(words, indent, width)
        if len(indent) + len(text) <= width:
            return text
        if len(set(map(len, words))) == 1:
            return self._columns(words, indent, width)
        return self._wrapped(words, indent, width)

    def _columns(self, words: list[str], indent: str, width: int) -> str:
        """The same as _wrapped, quickly, for words of one length."""
        length = len(words[0])
        room = max(width - len(indent) - length, 0)
        count = 1 + room // (length + len(self.separator))
        rows = (words[i : i + count] for i in range(0, len(words), count))
        lines = [self.separator.join(row) for row in rows]
        ends = [(line + self.separator).rstrip() + "\n" + indent for line in lines[:-1]]
        return "".join(ends) + lines[-1]

    def _wrapped(self, words: list[str], indent: str, width: int) -> str:
        lines = [indent]
        for i, word in enumerate(words):
            parts = word.split("\n")
            if len(lines[-1]) > len(indent) and len(lines[-1]) + max(map(len, parts)) > width:
                lines[-1] = lines[-1].rstrip()
                lines.append(indent)
            hanging = " " * len(lines[-1])
            lines[-1] += parts[0]
            lines += [hanging + part for part in parts[1:]]
            if i < len(words) - 1:
                lines[-1] += self.separator
        return "\n".join(lines)[len(indent) :]


def _text(array: Any, options: Options, separator: str, prefix: str, suffix: str) -> str:
    """An array between brackets."""
    if array.size == 0:
        return "[]"
    edge = options["edgeitems"] if array.size > options["threshold"] else None
    formatter = _formatter(array.dtype.kind, options) if options["formatter"] else None
    items = _edge_items(array, edge, formatter is not None)
    if formatter is None:
        words = _words(items, array.dtype.name, options, array.ndim)
    else:
        words = [formatter(item) for item in items]
    page = _Page(iter(words), separator, edge)
    return page.block(array.shape, " " * (1 + len(prefix)), options["linewidth"] - len(suffix))


def array2string(
    a: Any,
    max_line_width: int | None = None,
    precision: int | None = None,
    suppress_small: bool | None = None,
    separator: str = " ",
    prefix: str = "",
    *,
    formatter: dict[str, Word] | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    sign: str | None = None,
    floatmode: str | None = None,
    suffix: str = "",
    legacy: Any = None,
) -> str:
    """The items of an array between brackets; what is None is as set_printoptions said.

    Lines leave room for `prefix` in front of the first one and for `suffix` behind the last one.
    """
    changes = {
        "linewidth": max_line_width,
        "precision": precision,
        "suppress": suppress_small,
        "formatter": formatter,
        "threshold": threshold,
        "edgeitems": edgeitems,
        "sign": sign,
        "floatmode": floatmode,
        "legacy": legacy,
    }
    return _text(a, _changed(changes), separator, prefix, suffix)


# The dtypes that arrays of Python's numbers have: they need not be told.
_IMPLIED = ("bool", "int64", "float64", "complex128")


def _extras(array: Any, threshold: float) -> str:
    """What the items do not tell: the shape, if not all are there, and the dtype."""
    extras = []
    if array.size > threshold or (array.size == 0 and array.shape != (0,)):
        extras.append(f"shape={array.shape}")
    if array.size == 0 or array.dtype.name not in _IMPLIED:
        extras.append(f"dtype={array.dtype.name}")
    return ", ".join(extras)


def _options_with(
    max_line_width: int | None, precision: int | None, suppress_small: bool | None
) -> Options:
    if max_line_width is None and precision is None and suppress_small is None:
        return _options.get()
    changes = {"linewidth": max_line_width, "precision": precision, "suppress": suppress_small}
    return _changed(changes)


def array_repr(
    arr: Any,
    max_line_width: int | None = None,
    precision: int | None = None,
    suppress_small: bool | None = None,
) -> str:
    """An array as an expression: array([1., 2.], dtype=float32)."""
    options = _options_with(max_line_width, precision, suppress_small)
    if options["override_repr"] is not None:
        return str(options["override_repr"](arr))
    name = type(arr).__name__
    prefix = ("array" if name == "ndarray" else name) + "("
    text = prefix + _text(arr, options, ", ", prefix, ")")
    extras = _extras(arr, options["threshold"])
    if not extras:
        return text + ")"
    last_line = len(text) - text.rfind("\n") - 1
    wraps = last_line + len(", ") + len(extras) + len(")") > options["linewidth"]
    return text + "," + ("\n" + " " * len(prefix) if wraps else " ") + extras + ")"


def array_str(
    a: Any,
    max_line_width: int | None = None,
    precision: int | None = None,
    suppress_small: bool | None = None,
) -> str:
    """The items of an array; the only one of an array without dimensions as a scalar."""
    if a.shape == ():
        return str(a[()])
    return _text(a, _options_with(max_line_width, precision, suppress_small), " ", "", "")
