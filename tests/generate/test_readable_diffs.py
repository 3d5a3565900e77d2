"""One documented change touches the lines of that operation, and nothing else."""

from __future__ import annotations

import copy
import difflib
from typing import TYPE_CHECKING, Any

import pytest
from packages_under_test import read_document

from speclift.generate import generate

if TYPE_CHECKING:
    from collections.abc import Callable

ABOUT = {"pyproject.toml", "src/acme_server_v3_10/_about.py"}
"""Where the document's digest stands."""


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, list[str]]:
    """Lines that differ, by file, after a change of the document."""
    before = read_document("acme")
    after = copy.deepcopy(before)
    change(after)
    old, new = generate(before).files, generate(after).files
    assert set(old) == set(new)
    found = {}
    for name in old:
        lines = difflib.unified_diff(old[name].splitlines(), new[name].splitlines(), n=0, lineterm="")
        differing = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
        if differing and name not in ABOUT:
            found[name.removeprefix("src/acme_server_v3_10/")] = differing
    return found


def operation(document: dict[str, Any], path: str, method: str) -> Any:
    return document["paths"][path][method]


def test_a_description() -> None:
    def change(document: dict[str, Any]) -> None:
        operation(document, "/conferences/{conference_id}", "get")["description"] = "Get one conference."

    assert changed(change) == {
        "resources/conferences.py": ['-        """Get conference.', '+        """Get one conference.'] * 2
    }


def test_a_further_query_parameter() -> None:
    def change(document: dict[str, Any]) -> None:
        parameters = operation(document, "/logs/calls", "get")["parameters"]
        parameters.append(
            {"name": "owner", "in": "query", "description": "Filter by owner.", "schema": {"type": "string"}}
        )

    once = [
        "+        owner: str | Unset = UNSET,",
        "+            owner: Filter by owner.",
        '+                    "owner": owner,',
    ]
    assert changed(change) == {"resources/logs.py": once * 2}


def test_a_further_field_of_a_body() -> None:
    def change(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["ConferenceCreate"]["properties"]["zoom"] = {
            "type": "boolean",
            "description": "Zoom.",
        }

    keyword = "+        zoom: bool | Unset = UNSET,"  # of an overload, and of what is overloaded
    once = [keyword, keyword, "+            zoom: Zoom.", '+                        "zoom": zoom,']
    assert changed(change) == {
        "resources/conferences.py": once * 2,
        "models/conference.py": ["+    zoom: bool | Unset = UNSET", '+    """Zoom."""'],
        "inputs.py": ["+    zoom: NotRequired[bool]"],
    }


def test_a_further_field_of_an_answer() -> None:
    def change(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["Conference"]["properties"]["zoom"] = {
            "type": "boolean",
            "description": "Zoom.",
        }

    assert changed(change) == {"models/conference.py": ["+    zoom: bool | Unset = UNSET", '+    """Zoom."""']}


def test_a_further_value() -> None:
    def change(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["ConferenceState"]["enum"].append("paused")

    assert changed(change) == {
        "models/conference.py": ['+    PAUSED = "paused"'],
        "inputs.py": [
            '-ConferenceStateLike: TypeAlias = \'models.ConferenceState | Literal["running", "stopped"]\'',
            '+ConferenceStateLike: TypeAlias = \'models.ConferenceState | Literal["running", "stopped", "paused"]\'',
        ],
    }


@pytest.mark.parametrize("index", [0, 3, -1])
def test_a_further_operation(index: int) -> None:
    def change(document: dict[str, Any]) -> None:
        paths = list(document["paths"].items())
        new = {
            "tags": ["Users"],
            "operationId": "banUser",
            "summary": "Ban User",
            "responses": {"200": {"description": "ok"}},
        }
        paths.insert(index, ("/users/{user_id}/ban", {"post": new}))
        document["paths"] = dict(paths)

    found = changed(change)
    assert set(found) == {"resources/users.py", "README.md", "CHANGELOG.md"}
    assert [line for line in found["resources/users.py"] if line.startswith("-")] == []
    assert len(found["README.md"]) == 3


def test_the_order_of_keys_says_nothing() -> None:
    def change(document: dict[str, Any]) -> None:
        for path in document["paths"].values():
            for key, value in list(path.items()):
                path[key] = dict(reversed(value.items())) if isinstance(value, dict) else value

    assert changed(change) == {}
