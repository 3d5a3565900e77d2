"""openapi-spec-validator as a second opinion: what it rejects, we reject."""

from __future__ import annotations

from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from speclift.check import check
from speclift.document import load_document

CASES = Path(__file__).parent / "cases"
DISAGREEMENTS = {
    "path-template/good-templates.yaml": "it takes the extension `x-note` for a path and fails with KeyError",
    "pattern-portable/bad-unicode.yaml": "it checks patterns with Python's `re`; \\p{Letter} is ECMA-262",
    "reference-unresolved/good-anchor.yaml": "it does not know `$anchor`",
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_it_rejects_we_reject() -> None:
    rejected, disagreed = 0, set()
    for path in sorted(CASES.glob("*/*.yaml")):
        document = load_document(path)
        validator = OpenAPIV30SpecValidator if document["openapi"].startswith("3.0") else OpenAPIV31SpecValidator
        try:
            valid = validator(document).is_valid()
        except Exception:  # it has no one class for what it cannot follow
            valid = False
        rejected += not valid
        if not valid and not any(finding.severity == "error" for finding in check(document)):
            disagreed.add(f"{path.parent.name}/{path.name}")
    assert disagreed == set(DISAGREEMENTS)
    assert rejected > 25
