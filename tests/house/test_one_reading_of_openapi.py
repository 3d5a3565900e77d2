"""OpenAPI is read in one place: nobody else escapes pointers, lists the methods, or follows references."""

from __future__ import annotations

import re
from pathlib import Path

CODE = Path(__file__).parents[2] / "scraper/speclift"
ELSEWHERE = sorted(path for path in CODE.rglob("*.py") if path.relative_to(CODE).parts[0] != "document")


def matching(pattern: str) -> list[str]:
    """The lines outside `document/` in which `pattern` stands."""
    return [
        f"{path.relative_to(CODE)}: {line.strip()}"
        for path in ELSEWHERE
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(pattern, line)
    ]


def test_pointers_are_escaped_in_one_place() -> None:
    assert matching(r"""replace\(["']~|["']~[01]["']""") == []


def test_the_methods_of_a_path_item_are_listed_in_one_place() -> None:
    assert matching(r"""["']trace["'].*["']patch["']|["']patch["'].*["']trace["']""") == []


def test_references_are_followed_in_one_place() -> None:
    """Who wants what a reference leads to asks `document`; a name cut out of one is looked up nowhere."""
    assert matching(r"""\.get\([^()]*\["\$ref"\]""") == []


def test_openapi_python_client_is_a_style_of_generate_and_nothing_else() -> None:
    lines = matching(r"\b(?:import|from) (?:openapi_python_client|pydantic)\b")
    assert [line for line in lines if not line.startswith("generate/openapi_python_client.py")] == []
