"""openapi-spec-validator, written by others, agrees that every document is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from packages import documents, label

from speclift.document import load_document


@pytest.mark.parametrize("path", [*documents(), *documents(websocket=True)], ids=label)
def test_openapi_spec_validator_agrees(path: Path) -> None:
    validate(load_document(path), cls=OpenAPIV31SpecValidator)
