"""Every public function of the core says what it does, and shows it with an example that runs."""

import inspect
import pkgutil
from importlib import import_module

import pytest

import gjenklang.core

MODULES = sorted(one.name for one in pkgutil.walk_packages(gjenklang.core.__path__, prefix="gjenklang.core."))


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_has_an_example(name: str) -> None:
    module = import_module(name)
    public = [getattr(module, one) for one in getattr(module, "__all__", ())]
    bare = [
        one.__qualname__
        for one in public
        if inspect.isfunction(one) and ">>> " not in (inspect.getdoc(one) or "")
    ]
    assert bare == []
