"""What of speclift other programs may import: declared, complete, documented."""

from __future__ import annotations

import importlib
import inspect

import pytest

import speclift

EXPECTED = {
    "speclift.check": {"check"},
    "speclift.diff": {
        "Change", "Direction", "Item", "Lattice", "Level", "Operation", "compare", "lattice", "since", "until",
    },
    "speclift.document": None,
    "speclift.generate": {"Lattice", "Package", "generate", "write"},
    "speclift.mock": {
        "Credentials", "Fault", "Faults", "Manner", "MockApplication", "MockServer", "Reply", "Request", "serve",
    },
}  # fmt: skip
"""Names by module; None: the library of OpenAPI still grows."""


def test_the_public_modules_are_those_declared() -> None:
    assert set(speclift.PUBLIC) == set(EXPECTED)


@pytest.mark.parametrize("name", speclift.PUBLIC)
def test_a_public_module_exports_what_is_expected_and_documents_it(name: str) -> None:
    module = importlib.import_module(name)
    exported = set(module.__all__)
    assert EXPECTED[name] is None or exported == EXPECTED[name]
    assert module.__doc__
    for one in exported:
        value = getattr(module, one)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), f"{name}.{one} has no docstring"
