"""tests/test_thread.py -- HPy_LeavePythonExecution and its return."""

import contextlib
import threading


@contextlib.contextmanager
def another_thread(mod):
    """The flag is down, and a Python thread is about to raise it."""
    mod.lower_flag()
    thread = threading.Thread(target=mod.raise_flag)
    thread.start()
    yield
    thread.join()


def test_another_thread_runs_meanwhile(mod):
    with another_thread(mod):
        assert mod.wait() is True


def test_macros(mod):
    with another_thread(mod):
        assert mod.wait_and_count("größe") == 7
