"""Corrections: what an Overlay does to a document, what is refused, and that nothing that enters is changed."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclift.model.findings import InputError
from speclift.pipeline.corrections import Corrections, apply, load, require_all_used

HEAD = "overlay: 1.0.0\ninfo: {title: Corrections, version: 1.0.0}\nactions:\n"


def _document() -> dict[str, Any]:
    return {
        "info": {"title": "T"},
        "paths": {"/a": {"get": {"parameters": [{"name": "x"}, {"name": "y"}, {"name": "x"}], "tags": ["a"]}}},
        "components": {
            "schemas": {"Call": {"properties": {"duration": {"type": "string"}}}, "User": {"type": "object"}}
        },
    }


def _load(tmp_path: Path, *actions: str) -> Corrections:
    path = tmp_path / "corrections.yaml"
    said = [
        action if "x-quote" in action else f"{action}\n    x-quote: words\n    x-where: Objects / Call"
        for action in actions
    ]
    path.write_text(HEAD + "\n".join(f"  - {action}" for action in said), encoding="utf-8")
    return load(path)


def _says(_where: str, _quote: str, _version: str) -> bool:
    return True


def test_an_update_merges_into_the_object(tmp_path: Path) -> None:
    corrections = _load(
        tmp_path,
        "target: $.components.schemas.Call.properties.duration\n"
        "    x-quote: duration String\n"
        "    x-where: Objects / Call\n"
        "    description: |\n      It is sent\n      as a number.\n"
        "    update: {type: [integer, 'null'], minimum: 0}",
    )
    document = _document()
    applied = apply(document, "3.2", corrections, _says)
    assert applied.document["components"]["schemas"]["Call"] == {
        "properties": {"duration": {"type": ["integer", "null"], "minimum": 0}}
    }
    assert applied.pointers == ("/components/schemas/Call/properties/duration",)
    (finding,) = applied.findings
    assert (finding.rule, finding.subject, finding.versions) == ("correction", "Objects / Call", ("3.2",))
    assert finding.message == "It is sent as a number."
    assert finding.quotes[0].text == "duration String"
    assert finding.pointer == "/components/schemas/Call/properties/duration"
    require_all_used(corrections, [applied])


def test_what_enters_is_not_changed_and_what_is_not_corrected_is_shared(tmp_path: Path) -> None:
    corrections = _load(
        tmp_path,
        "target: $.components.schemas.Call.properties.duration\n    update: {type: integer}",
        "target: $.paths['/a'].get.parameters\n    update: {name: z}",
        "target: $.info\n    remove: true",
    )
    document = _document()
    before = copy.deepcopy(document)
    corrected = apply(document, "3.2", corrections, _says).document
    assert document == before
    assert corrected["components"]["schemas"]["User"] is document["components"]["schemas"]["User"]
    assert corrected["paths"]["/a"]["get"]["tags"] is document["paths"]["/a"]["get"]["tags"]
    assert corrected["paths"]["/a"]["get"]["parameters"][-1] == {"name": "z"}
    assert "info" not in corrected


def test_one_part_shared_by_two_places_is_corrected_in_one_only(tmp_path: Path) -> None:
    shared = {"type": "string"}
    document = {"components": {"schemas": {"A": {"p": shared}, "B": {"p": shared}}}}
    corrected = apply(
        document, "1", _load(tmp_path, "target: $.components.schemas.A.p\n    update: {type: integer}"), _says
    )
    assert corrected.document["components"]["schemas"] == {
        "A": {"p": {"type": "integer"}},
        "B": {"p": {"type": "string"}},
    }


def test_actions_are_applied_to_the_result_of_those_before(tmp_path: Path) -> None:
    corrections = _load(
        tmp_path,
        "target: $.components.schemas\n    update: {New: {type: object, required: [a]}}",
        "target: $.components.schemas.New\n    update: {required: [b], properties: {a: {type: string}}}",
        "target: $.components.schemas.New.properties.a\n    update: {type: integer}",
    )
    first = apply(_document(), "1", corrections, _says).document
    assert first["components"]["schemas"]["New"] == {
        "type": "object",
        "required": ["a", "b"],
        "properties": {"a": {"type": "integer"}},
    }
    assert apply(_document(), "1", corrections, _says).document == first, "a correction must not change itself"


def test_several_elements_of_a_list_are_removed(tmp_path: Path) -> None:
    applied = apply(
        _document(),
        "1",
        _load(tmp_path, "target: $.paths['/a'].get.parameters[?@.name == 'x']\n    remove: true"),
        _says,
    )
    assert applied.document["paths"]["/a"]["get"]["parameters"] == [{"name": "y"}]
    assert applied.pointers == ("/paths/~1a/get/parameters/0", "/paths/~1a/get/parameters/2")


def test_a_target_inside_another_is_removed_with_it(tmp_path: Path) -> None:
    applied = apply(_document(), "1", _load(tmp_path, "target: $.components.schemas..*\n    remove: true"), _says)
    assert applied.document["components"]["schemas"] == {}


@pytest.mark.parametrize(
    ("versions", "meant", "not_meant"),
    [
        ("v3.1–v3.10", ("3.1", "v3.9", "3.10"), ("3", "3.11")),
        ("v3.1-v3.10", ("3.1", "3.10"), ("3",)),
        ("3.1 - 3.2, v3.9", ("3.1", "3.2", "3.9.0"), ("3.3", "3.8")),
        ("[v3, v3.4]", ("3", "3.0", "3.4"), ("3.1",)),
        ("v3.10", ("3.10",), ("3.1", "beta")),
    ],
)
def test_versions_are_ranges_with_both_ends(
    tmp_path: Path, versions: str, meant: tuple[str, ...], not_meant: tuple[str, ...]
) -> None:
    corrections = _load(tmp_path, f"target: $.info\n    x-versions: {versions}\n    update: {{title: U}}")
    for version in meant:
        assert apply(_document(), version, corrections, _says).matched == {0}, version
    for version in not_meant:
        assert apply(_document(), version, corrections, _says).matched == set(), version


def test_without_versions_it_is_meant_for_those_whose_page_says_the_quote(tmp_path: Path) -> None:
    corrections = _load(tmp_path, "target: $.info\n    update: {title: U}")

    def says(where: str, quote: str, version: str) -> bool:
        assert (where, quote) == ("Objects / Call", "words")
        return version == "beta"

    applied = [apply(_document(), version, corrections, says) for version in ("1", "beta")]
    assert [one.document["info"]["title"] for one in applied] == ["T", "U"]
    require_all_used(corrections, applied)


def test_a_quote_missing_on_the_page_raises_input_error(tmp_path: Path) -> None:
    corrections = _load(tmp_path, "target: $.info\n    update: {title: U}")
    applied = apply(_document(), "1", corrections, lambda *_: False)
    with pytest.raises(InputError) as error:
        require_all_used(corrections, [applied])
    assert str(error.value) == (
        "corrections.yaml: line 4: the correction of “words” (Objects / Call) no longer matches: "
        "no version of the page says it any more "
        "(quote what the page says now, or remove the correction if the page is right at last)"
    )


def test_a_target_without_match_raises_input_error(tmp_path: Path) -> None:
    corrections = _load(
        tmp_path, "target: $.info\n    update: {title: U}", "target: $.paths['/gone']\n    remove: true"
    )
    applied = apply(_document(), "1", corrections, _says)
    with pytest.raises(InputError, match=r"line 8: .*no document has anything at \$\.paths\['/gone'\]"):
        require_all_used(corrections, [applied])


@pytest.mark.parametrize(
    ("says", "reason"), [(False, "no longer says it in 3.2"), (True, "document of 3.2 has nothing")]
)
def test_with_versions_each_of_them_must_fit(tmp_path: Path, says: bool, reason: str) -> None:
    corrections = _load(tmp_path, "target: $.gone\n    x-versions: v3.2\n    remove: true")
    with pytest.raises(InputError, match=reason):
        apply(_document(), "3.2", corrections, lambda *_: says)
    assert apply(_document(), "3.1", corrections, lambda *_: says).pointers == ()


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("target: $.info.title\n    update: {a: 1}", "neither an object nor a list"),
        ("target: $.info\n    update: 5", "`update` must be one"),
        ("target: $\n    remove: true", "whole document cannot be removed"),
    ],
)
def test_an_update_that_does_not_fit_its_target_raises_input_error(tmp_path: Path, action: str, reason: str) -> None:
    with pytest.raises(InputError, match=f"line 4: .*{reason}"):
        apply(_document(), "1", _load(tmp_path, action), _says)


def test_the_root_can_be_updated(tmp_path: Path) -> None:
    applied = apply(_document(), "1", _load(tmp_path, "target: $\n    update: {info: {version: '2'}, tags: []}"), _says)
    assert applied.document["info"] == {"title": "T", "version": "2"}
    assert applied.findings[0].resolution == "replaced by hand: /"
    assert applied.document["tags"] == []


ACTION = "target: $.a, x-quote: q, x-where: w"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "line 1: is not an OpenAPI Overlay"),
        ("overlay: 2.0.0", "is not an OpenAPI Overlay"),
        ("overlay: 1.0.0", "has no `info`"),
        ("overlay: 1.0.0\ninfo: {title: T}", "has no `info`"),
        ("overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}", "has no `actions`"),
        ("overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions: []", "has no `actions`"),
        (HEAD + "  - 5", "line 4: an action is an object"),
        (HEAD + "  - {target: $.a, x-where: w, update: 1}", "line 4: the action has no `x-quote`"),
        (HEAD + "  - {target: $.a, x-quote: q, update: 1}", "line 4: the action has no `x-where`"),
        (HEAD + "  - {x-quote: q, x-where: w, update: 1}", "line 4: the action has no `target`"),
        (HEAD + f"  - {{{ACTION}}}", "line 4: the action neither updates nor removes anything"),
        (HEAD + f"  - {{{ACTION}, remove: 'yes'}}", "`remove` is true or false"),
        (HEAD + f"  - {{{ACTION}, copy: $.b}}", "an action has no 'copy'"),
        (HEAD + f"  - {{{ACTION}, remove: true, x-versions: v3–v4–v5}}", "no range of versions"),
        (HEAD + f"  - {{{ACTION}, remove: true, x-versions: all}}", "no version"),
        (
            HEAD + "\n\n  - target: $.a[\n    x-quote: q\n    x-where: w\n    remove: true",
            "line 6: the target '[$].a.' is not a JSONPath",
        ),
        (HEAD + f"  - {{{ACTION.replace('$.a', 'a.b')}, remove: true}}", "is not a JSONPath"),
        (HEAD + "  - {", "not YAML"),
    ],
)
def test_what_is_no_overlay_is_refused_with_its_line(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "corrections.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=reason.replace("[$]", r"\$")) as error:
        load(path)
    assert str(error.value).startswith("corrections.yaml: ")


def test_an_unreadable_file_raises_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "gone.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="is not UTF-8"):
        load(tmp_path / "bytes.yaml")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inside, max_size=4),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from("abcd"), JSON),
    st.sampled_from(["$..a", "$.*", "$.b", "$..[0]", "$..*"]),
    st.booleans(),
)
def test_no_document_and_no_target_ever_change_what_enters(document: dict[str, Any], target: str, remove: bool) -> None:
    from speclift.pipeline.corrections import Action

    corrections = Corrections("c.yaml", (Action(1, target, "q", "w", update={"z": [1]}, remove=remove),))
    before = copy.deepcopy(document)
    try:
        applied = apply(document, "1", corrections, _says)
    except InputError:
        applied = None
    assert document == before
    if applied is not None and remove and applied.pointers:
        assert applied.document != before
