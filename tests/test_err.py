"""tests/test_err.py -- exceptions and warnings: HPyErr_*, HPy_FatalError."""

import errno
import os
import signal
import sys
import types
import warnings

import pytest

NULL = ...


def test_FatalError(child):
    done = child("mod.FatalError('the reason')")
    first = done.stderr.splitlines()[0]
    assert first.startswith("Fatal Python error: ")
    assert first.endswith(": the reason")
    assert done.stdout == ""
    assert done.returncode == -signal.SIGABRT


# ---- Raising


@pytest.mark.parametrize(
    "type_", [ValueError, KeyboardInterrupt, StopIteration, UserWarning, OSError]
)
def test_SetString(mod, type_):
    with pytest.raises(type_) as caught:
        mod.SetString(type_, "größe")
    assert caught.type is type_
    assert caught.value.args == ("größe",)


def test_SetString_with_a_class_of_Python(mod):
    class Mine(LookupError):
        pass

    with pytest.raises(Mine, match="text"):
        mod.SetString(Mine, "text")


@pytest.mark.differs("pypy", "raises TypeError")
@pytest.mark.parametrize("type_", [None, 5, "ValueError", int, ValueError("instance")], ids=repr)
def test_not_an_exception_class(mod, type_):
    with pytest.raises(SystemError):
        mod.SetString(type_, "text")
    with pytest.raises(SystemError):
        mod.SetObject(type_, 5)


@pytest.mark.parametrize(
    "value, args", [(5, (5,)), ((1, 2), (1, 2)), (None, ())], ids=["one", "tuple", "None"]
)
def test_SetObject(mod, value, args):
    with pytest.raises(ValueError) as caught:
        mod.SetObject(ValueError, value)
    assert caught.type is ValueError
    assert caught.value.args == args


@pytest.mark.differs("pypy", "aborts", crashes=True)
def test_SetObject_without_a_value(mod):
    with pytest.raises(ValueError) as caught:
        mod.SetObject(ValueError, NULL)
    assert caught.value.args == ()


def test_SetObject_with_an_instance(mod):
    error = KeyError("x")
    with pytest.raises(KeyError) as caught:
        mod.SetObject(KeyError, error)
    assert caught.value is error


def test_NoMemory(mod):
    with pytest.raises(MemoryError):
        mod.NoMemory()


@pytest.mark.differs("debug", "reports it", crashes=True)
def test_null_without_exception(mod):
    with pytest.raises(SystemError):
        mod.null_without_exception()


def test_Occurred_and_Clear(mod):
    assert mod.Occurred() == (0, 1, 0)
    assert mod.Clear_without_exception() is None


def test_ExceptionMatches(mod):
    for raised, asked, answer in (
        (KeyError, KeyError, 1),
        (KeyError, LookupError, 1),
        (KeyError, IndexError, 0),
        (LookupError, KeyError, 0),
        (KeyError, (IndexError, LookupError), 1),
        (KeyError, (IndexError, ValueError), 0),
        (KeyError, (), 0),
    ):
        assert mod.ExceptionMatches(raised, asked) == answer, (raised, asked)


# ---- errno


def test_SetFromErrnoWithFilename(mod):
    with pytest.raises(FileNotFoundError) as caught:
        mod.SetFromErrnoWithFilename(OSError, errno.ENOENT, os.fsencode("große.txt"))
    assert caught.value.errno == errno.ENOENT
    assert caught.value.strerror == os.strerror(errno.ENOENT)
    assert caught.value.filename == "große.txt"
    assert caught.value.filename2 is None


def test_SetFromErrnoWithFilenameObjects(mod):
    with pytest.raises(PermissionError) as caught:
        mod.SetFromErrnoWithFilenameObjects(OSError, errno.EACCES, "from", b"to")
    assert caught.value.errno == errno.EACCES
    assert caught.value.filename == "from"
    assert caught.value.filename2 == b"to"


def test_SetFromErrnoWithFilenameObjects_of_nothing(mod):
    with pytest.raises(BlockingIOError) as caught:
        mod.SetFromErrnoWithFilenameObjects(OSError, errno.EAGAIN, NULL, NULL)
    assert caught.value.filename is None
    assert caught.value.filename2 is None


def test_SetFromErrno_with_a_subclass(mod):
    with pytest.raises(TimeoutError) as caught:
        mod.SetFromErrnoWithFilename(TimeoutError, errno.EINVAL, b"name")
    assert caught.value.errno == errno.EINVAL
    assert caught.value.filename == "name"


# ---- New exceptions


def test_NewException(mod):
    Error = mod.NewException("package.module.Error", NULL, NULL)
    assert isinstance(Error, type)
    assert Error.__bases__ == (Exception,)
    assert Error.__name__ == "Error"
    assert Error.__module__ == "package.module"
    assert Error.__doc__ is None
    with pytest.raises(Error, match="text"):
        raise Error("text")


def test_NewException_with_bases(mod):
    assert mod.NewException("mod.Error", KeyError, NULL).__bases__ == (KeyError,)
    both = mod.NewException("mod.Error", (KeyError, ValueError), NULL)
    assert both.__bases__ == (KeyError, ValueError)


def test_NewException_with_a_dict(mod):
    Error = mod.NewException("mod.Error", NULL, {"code": 7})
    assert Error.code == 7
    assert Error("x").code == 7


@pytest.mark.parametrize("base", [NULL, ValueError, (ValueError,)], ids=["null", "class", "tuple"])
def test_NewExceptionWithDoc(mod, base):
    Error = mod.NewExceptionWithDoc("mod.Error", "What went wrong.", base, {"code": 7})
    assert Error.__doc__ == "What went wrong."
    assert Error.code == 7
    assert issubclass(Error, Exception if base is NULL else ValueError)


def test_NewExceptionWithDoc_without_doc(mod):
    assert mod.NewExceptionWithDoc("mod.Error", NULL, NULL, NULL).__doc__ is None


def test_NewException_without_a_dot(mod):
    with pytest.raises(SystemError):
        mod.NewException("Error", NULL, NULL)
    with pytest.raises(SystemError):
        mod.NewExceptionWithDoc("Error", "doc", NULL, NULL)


# ---- Warnings


def module_calling(function, file):
    """A function in a file of its own that calls `function` with its arguments."""
    module = types.ModuleType("calling")
    code = compile("def call(*args): function(*args)", file, "exec")
    exec(code, vars(module))
    module.function = function
    return module.call


@pytest.mark.parametrize("level, file", [(1, "inner.py"), (2, "outer.py")])
def test_WarnEx_level(mod, level, file):
    inner = module_calling(mod.WarnEx, "inner.py")
    outer = module_calling(inner, "outer.py")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        outer(FutureWarning, "be careful", level)
    assert [w.category for w in caught] == [FutureWarning]
    assert str(caught[0].message) == "be careful"
    assert caught[0].filename == file


@pytest.mark.differs("pypy", "warns with UserWarning")
def test_WarnEx_without_category(mod):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert mod.WarnEx(NULL, "be careful", 1) is None
    assert [w.category for w in caught] == [RuntimeWarning]


def test_WarnEx_as_an_error(mod):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(FutureWarning, match="be careful"):
            mod.WarnEx(FutureWarning, "be careful", 1)


# ---- Lost exceptions


def lost_exceptions(monkeypatch):
    """A list of (type, text, object) that grows with each exception that is lost."""
    lost = []
    monkeypatch.setattr(
        sys,
        "unraisablehook",
        lambda args: lost.append((args.exc_type, str(args.exc_value), args.object)),
    )
    return lost


def test_WriteUnraisable(mod, monkeypatch):
    lost = lost_exceptions(monkeypatch)
    assert mod.WriteUnraisable(NULL) is True
    assert lost == [(ValueError, "lost", None)]


@pytest.mark.differs("pypy", "raises an internal error", crashes=True)
@pytest.mark.parametrize("object_", [NULL, "where"], ids=["NULL", "str"])
def test_WriteUnraisable_without_exception(mod, object_, monkeypatch):
    lost = lost_exceptions(monkeypatch)
    assert mod.WriteUnraisable_nothing(object_) is True
    assert lost == []


@pytest.mark.differs("pypy", "does not hand on the object")
@pytest.mark.parametrize("object_", ["where", len], ids=["str", "function"])
def test_WriteUnraisable_for_an_object(mod, object_, monkeypatch):
    lost = lost_exceptions(monkeypatch)
    assert mod.WriteUnraisable(object_) is True
    assert lost == [(ValueError, "lost", object_)]
