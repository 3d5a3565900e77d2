"""Whatever is done to a document: findings or `InputError`, never another exception.

And both libraries say the same.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speclift.check import check
from speclift.check.explain import explain
from speclift.check.survey import Survey
from speclift.check.validators import BASE
from speclift.check.values.recorded import defaults, media_type_examples, parameter_examples, schema_examples
from speclift.document import join_pointer, load_document, resolve
from speclift.model.findings import InputError

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.yaml"))
DOCUMENTS = [load_document(path) for path in CASES]

WEIRD = st.sampled_from(
    [
        *(
            None,
            True,
            False,
            0,
            -1,
            2**70,
            1e308,
            "",
            "x",
            "$ref",
            "\u0000",
            "\ud800",
            "{",
            "{}",
            "#",
            "#/",
            "(",
            "a" * 300,
        ),
        *(
            [],
            {},
            [[]],
            [{}],
            [None],
            {"": {}},
            {"$ref": "#"},
            {"$ref": "#/paths"},
            {"$ref": "a"},
            {"$ref": 1},
            {"$ref": "#/x/%zz"},
        ),
        *(
            {"type": []},
            {"type": "object", "properties": []},
            {"allOf": [{"$ref": "#/components/schemas/A"}]},
            {"enum": {}},
        ),
        *({"pattern": "(?<=a+)b"}, {"pattern": "\\"}, {"discriminator": {"propertyName": 1}}, {"x-pagination": 1}),
    ]
)
KEYS = st.sampled_from(
    """$ref type enum examples example default required properties allOf oneOf parameters schema content responses name
    in tags security servers x-pagination discriminator operationId x-enum-varnames x- / ~ 200 $id $anchor $dynamicRef
    const nullable""".split()  # noqa: SIM905 - a list of thirty words is no better to read
) | st.just("")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        found.extend(places(child, (*path, key)))
    return found


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        value = value[part]
    return value


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    document = copy.deepcopy(draw(st.sampled_from(DOCUMENTS)))
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(places(document)))
        if not path:
            continue
        parent, key = at(document, path[:-1]), path[-1]
        match draw(st.integers(0, 4)):
            case 0:
                del parent[key]
            case 1:
                parent[key] = copy.deepcopy(draw(WEIRD))
            case 2:
                parent[key] = copy.deepcopy(at(document, draw(st.sampled_from(places(document)))))
            case 3 if isinstance(parent, dict):
                parent[draw(KEYS)] = parent.pop(key)
            case _ if isinstance(parent[key], dict):
                parent[key][draw(KEYS)] = copy.deepcopy(draw(WEIRD))
    return document


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(mutated())
def test_any_document_gives_findings_or_input_error(document: Any) -> None:
    before = copy.deepcopy(document)
    try:
        found = check(document)
    except InputError:
        return
    assert document == before
    for finding in found:
        assert finding.kind == "document"
        assert "\n" not in finding.message
        assert finding.subject
        assert len(finding.message) < 600
        parent, _, _ = finding.pointer.rpartition("/")
        if finding.pointer:
            resolve(document, parent)


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "x",
        {},
        {"openapi": "3.1.0"},
        {"swagger": "2.0"},
        {"openapi": 3.1},
        {"openapi": "3.1.0", "paths": {1: 2}},
    ],
)
def test_what_is_no_document(document: Any) -> None:
    if document == {"openapi": "3.1.0"}:
        assert {finding.rule for finding in check(document)} >= {"openapi-schema"}
    else:
        with pytest.raises(InputError):
            check(document)


def test_both_libraries_agree() -> None:
    """jsonschema-rs says yes or no, jsonschema says why: over every recorded value of the cases they say the same."""
    judged = 0
    for document in DOCUMENTS:
        surveyed = Survey(document)
        for find in (media_type_examples, parameter_examples, schema_examples, defaults):
            for item in find(surveyed):
                fast = surveyed.validators.judge(item.schema, item.value, item.direction) != "invalid"
                assert fast == slow(surveyed, item), (item, document)
                judged += 1
    assert judged > 50


def slow(surveyed: Any, item: Any) -> bool:
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    plain = surveyed.validators._document(item.direction)
    registry: Any = Registry().with_resource(BASE, DRAFT202012.create_resource(plain))
    reference = BASE + "#" + jsonschema_pointer(item.schema)
    validator = jsonschema.Draft202012Validator({"$ref": reference}, registry=registry)
    return bool(validator.is_valid(item.value))


def jsonschema_pointer(pointer: str) -> str:
    from urllib.parse import quote

    return quote(pointer)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.floats(-3, 9) | st.sampled_from(["", "a", "abc", "2024-05-01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=6,
)
SCHEMAS = st.recursive(
    st.sampled_from(
        [
            *(True, {}, {"type": "string", "maxLength": 2}, {"type": ["integer", "null"]}, {"enum": [1, "a", None]}),
            *(
                {"minimum": 1, "exclusiveMaximum": 4},
                {"const": [1]},
                {"pattern": "^a"},
                {"multipleOf": 2},
                {"type": "number"},
            ),
            *(
                {"uniqueItems": True},
                {"minItems": 2},
                {"required": ["a"]},
                {"$ref": "#/components/schemas/Tree"},
                {"not": {}},
            ),
        ]
    ),
    lambda inner: st.one_of(
        st.builds(lambda s: {"type": "array", "items": s}, inner),
        st.builds(lambda a, b: {"properties": {"a": a}, "additionalProperties": b}, inner, inner),
        st.builds(lambda a, b: {"allOf": [{"properties": {"a": a}}], "unevaluatedProperties": b}, inner, inner),
        st.builds(
            lambda k, a, b: {k: [a, b]}, st.sampled_from(["allOf", "anyOf", "oneOf", "prefixItems"]), inner, inner
        ),
        st.builds(lambda a, b, c: {"if": a, "then": b, "else": c}, inner, inner, inner),
        st.builds(lambda a: {"contains": a}, inner),
    ),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(SCHEMAS, VALUES)
def test_both_libraries_agree_on_anything(schema: Any, value: Any) -> None:
    tree = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Tree"}}}
    document = {
        "openapi": "3.1.0",
        "components": {"schemas": {"S": schema if schema is not True else {}, "Tree": tree}},
    }
    surveyed = Survey(json.loads(json.dumps(document)))
    pointer = join_pointer("components", "schemas", "S")
    verdict = surveyed.validators.judge(pointer, value, "any")
    inside, words, _ = explain(surveyed.validators._document("any"), pointer, value)
    assert (verdict == "invalid") == (words != f"{_shown(value)} does not fit the schema"), words
    resolve(value, inside)


def _shown(value: Any) -> str:
    from speclift.check.problem import shown

    return shown(value)
