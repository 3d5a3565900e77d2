"""What holds for any documents: the same written otherwise is the same, breaking edits are found, nothing crashes."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import pytest
from documents_of_cases import SHOP
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_documents import Rewriter, random_documents, schemas

from speclift.diff import Level, compare
from speclift.diff.pair.sameness import Sameness
from speclift.model.findings import InputError

RANDOM = st.integers(0, 2**32).map(Random)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(random_documents(), RANDOM)
def test_the_same_written_otherwise_is_the_same(document: dict[str, Any], random: Random) -> None:
    new = Rewriter(random).document(document)
    assert [change.explain() for change in compare(document, new)] == []
    assert [change.explain() for change in compare(new, document)] == []


@SLOW
@given(random_documents())
def test_identical_documents_have_no_changes_without_the_shortcut(document: dict[str, Any]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sameness, "__call__", lambda *_: False)
        assert compare(document, copy.deepcopy(document)) == []


@SLOW
@given(random_documents(), schemas, RANDOM)
def test_a_required_field_more_is_found_however_it_is_written(
    document: dict[str, Any], field: Any, random: Random
) -> None:
    document["paths"]["/things"]["post"]["requestBody"] = {
        "content": {"application/json": {"schema": {"type": "object", "properties": {"a": field}}}}
    }
    new = copy.deepcopy(document)
    schema = new["paths"]["/things"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    schema["properties"]["b"] = {"type": "string"}
    schema["required"] = ["b"]
    changes = compare(document, Rewriter(random).document(new))
    assert [change.rule for change in changes] == ["request-required-property-added"]


@SLOW
@given(random_documents(), schemas, RANDOM)
def test_a_field_less_is_found_however_it_is_written(document: dict[str, Any], field: Any, random: Random) -> None:
    content = document["paths"]["/things"]["post"]["responses"]["201"]["content"]["application/json"]
    content["schema"] = {"type": "object", "properties": {"a": field, "b": {"type": "string"}}}
    new = copy.deepcopy(document)
    del new["paths"]["/things"]["post"]["responses"]["201"]["content"]["application/json"]["schema"]["properties"]["b"]
    changes = compare(document, Rewriter(random).document(new))
    assert [change.rule for change in changes] == ["response-optional-property-removed"]


@SLOW
@given(random_documents(), RANDOM)
def test_fingerprints_depend_on_nothing_else(document: dict[str, Any], random: Random) -> None:
    new = copy.deepcopy(document)
    new["paths"]["/things"]["get"]["parameters"].pop()
    (change,) = compare(document, new)
    new["paths"]["/other"] = {"get": {"responses": {"200": {"description": "More."}}}}
    new["components"]["schemas"]["Unused"] = {"type": "string"}
    again = {one.rule: one for one in compare(document, Rewriter(random).document(new))}
    if "/things" in again.get("operation-added", change).operations[0].path:
        assert again["request-parameter-removed"].fingerprint == change.fingerprint


SCRAPS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 9)
    | st.text(max_size=4)
    | st.sampled_from(["#/components/schemas/Pet", "#/x"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "$ref", "properties", "allOf"]), inner)
    ),
    max_leaves=4,
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place below the root of a document."""
    found = [path] if path else []
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in entries:
        found += places(child, (*path, key))
    return found


PLACES = [place for place in places(SHOP) if place[0] != "openapi"]


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PLACES), SCRAPS)
def test_malformed_documents_are_compared_or_refused(place: tuple[Any, ...], scrap: Any) -> None:
    broken = copy.deepcopy(SHOP)
    holder: Any = broken
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = scrap
    for pair in ((SHOP, broken), (broken, SHOP), (broken, copy.deepcopy(broken))):
        try:
            changes = compare(*pair)
        except InputError:
            continue
        for change in changes:
            assert "\n" not in change.explain()
            assert change.level in Level
