"""Packages that are generated, imported, and forgotten after the test."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

import pytest
from packages_under_test import module_name

from speclift.generate import generate, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[dict[str, Any]], ModuleType]]:
    """Generates the package of a document, writes it below `tmp_path`, and imports it."""
    loaded: list[str] = []

    def loader(document: dict[str, Any]) -> ModuleType:
        package = generate(document)
        write(package, tmp_path)
        monkeypatch.syspath_prepend(str(tmp_path / package.name / "src"))
        loaded.append(module_name(package))
        return importlib.import_module(loaded[-1])

    yield loader
    for name in [name for name in sys.modules if name.partition(".")[0] in loaded]:
        del sys.modules[name]
