"""tests/test_bool.py -- booleans: HPyBool_FromBool."""


def test_FromBool(mod):
    assert mod.FromBool_true() is True
    assert mod.FromBool_false() is False
