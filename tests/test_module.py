"""tests/test_module.py -- modules: several of them, embedded in one binary."""

import types

import extension
import pytest

pytestmark = pytest.mark.differs("pypy", "refuses other things, otherwise", crashes=True)


@pytest.fixture
def load(binary, hpy_abi):
    """`load(name)`: a module of the binary."""
    return lambda name: extension.load(name, binary, hpy_abi)


def test_module(mod):
    assert type(mod) is types.ModuleType
    assert (mod.__name__, mod.__doc__) == ("test_module", "A module.")
    assert mod.__spec__.name == "test_module"
    assert mod.get_self() is mod
    assert (mod.get_self.__doc__, mod.one.__doc__) == ("Return the module.", None)


def test_order_of_exec_slots(mod):
    assert mod.order == "bab"


def test_loaded_again(mod, load):
    again = load("test_module")
    assert again is not mod
    assert again.order == "bab"
    assert again.get_self() is again
    assert mod.get_self() is mod


def test_methods(mod):
    assert mod.one("x") == "x"
    assert mod.many() == ()
    assert mod.many(1, 2, 3) == (1, 2, 3)
    assert mod.keywords() == (0, (), None)
    assert mod.keywords(1) == (1, (1,), None)
    assert mod.keywords(1, a=2, b=3) == (1, (1, 2, 3), ("a", "b"))
    assert mod.keywords(a=2) == (0, (2,), ("a",))


def test_wrong_arguments(mod):
    for call in (
        lambda: mod.get_self(1),
        lambda: mod.get_self(a=1),
        lambda: mod.one(),
        lambda: mod.one(1, 2),
        lambda: mod.one(arg=1),
        lambda: mod.many(a=1),
    ):
        with pytest.raises(TypeError):
            call()


def test_no_definitions(load):
    nothing = load("nothing")
    assert (nothing.__name__, nothing.__doc__) == ("nothing", None)


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("negative_size", SystemError, "size < 0: module 'negative_size'"),
        ("positive_size", SystemError, "HPyModuleDef.size = 0: module 'positive_size'"),
        ("failing", LookupError, "exec fails"),
        pytest.param(
            "silent_failure",
            SystemError,
            "without setting an exception",
            marks=pytest.mark.differs("debug", "reports it", crashes=True),
        ),
        ("with_type_slot", SystemError, "slot 7 is not for modules: module 'with_type_slot'"),
        ("with_bad_signature", ValueError, "'bad': unsupported signature 11"),
        ("create_failing", RuntimeError, "create fails"),
        ("creates_module", SystemError, "builtin module object"),
        ("create_and_method", SystemError, "HPy_mod_create slot and other defines"),
        ("create_twice", SystemError, "HPy_mod_create slot and other defines"),
        ("create_and_doc", SystemError, "HPy_mod_create slot and a doc"),
        ("create_and_globals", SystemError, "HPy_mod_create slot and globals"),
    ],
)
@pytest.mark.differs("hpy-0.9.0", "has other texts", crashes=True)
def test_refused(load, name, error, words):
    for _ in range(2):
        with pytest.raises(error, match=words):
            load(name)


@pytest.mark.differs("hpy-0.9.0", "ignores them")
def test_members_are_refused(load):
    with pytest.raises(ValueError, match="no members or getsets: module 'with_member'"):
        load("with_member")


def test_created(load):
    created = load("created")
    assert type(created) is types.SimpleNamespace
    assert created.made_for == "created"


def test_no_memory(load, nomemory, hpy_abi):
    if hpy_abi == "cpython":
        pytest.skip("the import system allocates, too")
    nomemory(lambda: load("nothing"))
