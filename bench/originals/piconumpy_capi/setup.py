"""bench/originals/piconumpy_capi/setup.py: the one extension module of this distribution."""

from setuptools import Extension, setup

setup(ext_modules=[Extension("piconumpy_capi", ["array.c"])])
