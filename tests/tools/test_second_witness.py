"""openapi-python-client's parser as a second witness: every operation of every document arrives, without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclift.document import load_document
from speclift.generate.openapi_python_client import warnings_of

DOCUMENTS = sorted((Path(__file__).parents[2] / "spec").glob("*/*.yaml"))


def test_there_are_documents() -> None:
    assert len(DOCUMENTS) >= 15


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_operation_arrives_without_a_warning(path: Path) -> None:
    assert warnings_of(load_document(path)) == []
