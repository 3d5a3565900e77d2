"""Calls in Python beside those that the page records."""

from __future__ import annotations

import ast
import copy

import pytest
from packages_under_test import read_document

from speclift.document import iterate_operations
from speclift.generate import generate
from speclift.generate.reading import read
from speclift.generate.samples import with_python_samples


@pytest.mark.parametrize("name", ["acme", "remote"])
def test_every_operation_shows_its_call_by_the_package(name: str) -> None:
    document = read_document(name)
    before = copy.deepcopy(document)
    package = generate(document)
    sampled = with_python_samples(read(document))
    assert document == before
    samples = [operation.value["x-codeSamples"][-1] for operation in iterate_operations(sampled)]
    assert len(samples) == package.documented
    for sample in samples:
        assert (sample["lang"], sample["label"]) == ("Python", package.name)
        imported = ast.parse(sample["source"]).body[0]
        assert isinstance(imported, ast.ImportFrom)
        assert imported.module == package.name.replace("-", "_")


def test_recorded_samples_stay_before_it() -> None:
    document = read_document("acme")
    operation = next(iter(iterate_operations(document)))
    operation.value["x-codeSamples"] = [{"lang": "curl", "source": "curl https://example.com"}]
    first = next(iter(iterate_operations(with_python_samples(read(document)))))
    assert [sample["lang"] for sample in first.value["x-codeSamples"]] == ["curl", "Python"]
