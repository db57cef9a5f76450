"""tests/test_context.py -- the context: its header words and constants."""

import builtins
import datetime

import extension

NAMES = {
    "universal": "HPy Universal ABI",
    "debug": "HPy Debug Mode ABI",
    "trace": "HPy Trace Mode ABI",
}
# Constants whose names are not those of builtins.
OBJECTS = {
    "h_BaseObjectType": object,
    "h_LongType": int,
    "h_UnicodeType": str,
    "h_Builtins": builtins.__dict__,
}
COUNT = 83  # and h_DictType


def expected(name):
    """The object that a constant has to be."""
    if name in OBJECTS:
        return OBJECTS[name]
    if name == "h_CapsuleType":
        return type(datetime.datetime_CAPI)
    builtin = name[len("h_") :]
    if builtin.endswith("Type"):
        builtin = builtin[: -len("Type")].lower()
    return eval(builtin, {})


def test_name(mod, hpy_abi):
    name = "HPy CPython ABI" if hpy_abi == "cpython" else NAMES[extension.mode]
    assert mod.name().startswith(name)


def test_abi_version(mod):
    assert mod.abi_version() == 0


def test_constants(mod, runtime_name):
    constants = mod.constants()
    assert len(constants) == COUNT
    for name, value in constants.items():
        if name == "h_CapsuleType" and runtime_name == "pypy":
            continue  # datetime has no capsule there
        assert value is expected(name), name
