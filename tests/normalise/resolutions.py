"""What each resolution of the catalogue claims, as a question to the finished document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from speclift.document import split_pointer
from speclift.model.findings import Finding
from speclift.model.rules import RULES, Rule

Document = dict[str, Any]


class Claim(Struct, frozen=True):
    """A finding, the document of its newest version, and the facts that its words name."""

    finding: Finding
    document: Document

    @property
    def facts(self) -> dict[str, str]:
        """The facts of the finding, read back from its message and its resolution."""
        rule = RULES[self.finding.rule]
        return _read(rule.message, self.finding.message) | _read(rule.resolution, self.finding.resolution)

    @property
    def raw(self) -> Any:
        """What stands at the finding's pointer."""
        node: Any = self.document
        for part in split_pointer(self.finding.pointer):
            node = node[int(part)] if isinstance(node, list) else node[part]
        return node

    @property
    def node(self) -> Any:
        """The same, its reference and the schema of a parameter or an answer followed."""
        return self.resolved(self.raw)

    def resolved(self, node: Any) -> Any:
        """The schema that a node is, names or holds."""
        while isinstance(node, dict):
            if "$ref" in node:
                node = self.document["components"]["schemas"][node["$ref"].rpartition("/")[2]]
            elif "schema" in node and "in" in node:
                node = node["schema"]
            elif "content" in node:
                node = next(iter(node["content"].values())).get("schema", {})
            else:
                break
        return node

    @property
    def operation(self) -> Any:
        """The operation that the pointer leads into."""
        _, path, method = split_pointer(self.finding.pointer)[:3]
        return self.document["paths"][path][method]

    @property
    def path(self) -> str:
        """The path that the pointer leads into."""
        return split_pointer(self.finding.pointer)[1]

    def schemas(self) -> Iterator[dict[str, Any]]:
        """Every mapping of the document."""
        stack: list[Any] = [self.document]
        while stack:
            node = stack.pop()
            if isinstance(node, dict):
                yield node
                stack.extend(node.values())
            elif isinstance(node, list):
                stack.extend(node)

    def says(self, words: str) -> bool:
        """Whether the document holds the words anywhere."""
        return json.dumps(words, ensure_ascii=False)[1:-1] in json.dumps(self.document, ensure_ascii=False)


def _read(template: str, words: str) -> dict[str, str]:
    pattern, names = "", []
    for index, part in enumerate(re.split(r"\{(\w+)(?:!r)?\}", template)):
        pattern += re.escape(part) if index % 2 == 0 else "(.*?)"
        names += [part] if index % 2 else []
    found = re.fullmatch(pattern, words, re.DOTALL)
    assert found is not None, f"{words!r} is not of the form {template!r}"
    return {name: value.strip("'\"") for name, value in zip(names, found.groups(), strict=True)}


def _types(claim: Claim, node: Any) -> set[str]:
    node = claim.resolved(node)
    kind = node.get("type", [])
    found = {kind} if isinstance(kind, str) else set(kind)
    for options in ("oneOf", "anyOf", "allOf"):
        for option in node.get(options, ()):
            found |= _types(claim, option)
    if "items" in node:
        found |= _types(claim, node["items"])
    return found | ({"object"} if "properties" in node else set())


def _is_type(claim: Claim) -> bool:
    words = re.sub(r"\b(?:an?|or)\b", " ", claim.facts["type"]).split()
    names = json.dumps(claim.raw) + json.dumps(claim.node)
    meant = {"list": "array"}
    return all(meant.get(word, word) in _types(claim, claim.raw) or f"/{word}" in names for word in words)


def _enum(claim: Claim) -> set[str]:
    node = claim.node
    return {str(value) for value in node.get("enum", [node.get("const")])}


def _enums(claim: Claim) -> Iterator[set[str]]:
    for schema in claim.schemas():
        if isinstance(schema.get("enum"), list):
            yield set(map(str, schema["enum"]))


def _is_path(claim: Claim) -> bool:
    return claim.finding.resolution.partition(",")[0].endswith(claim.path)


def _description(claim: Claim) -> str:
    raw = claim.raw
    return str(raw.get("description", "")) + str(claim.node.get("description", ""))


def _without_limits(claim: Claim, *names: str) -> bool:
    return not any(name in claim.node or name in claim.node.get("items", {}) for name in names)


_LIMITS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems")


def _broken(claim: Claim) -> bool:
    names = re.findall(r"(?:min|max)(?:imum|_\w+)", claim.facts["broken"]) or ["min_items", "max_items"]
    return _without_limits(claim, *(re.sub(r"_(\w)", lambda one: one[1].upper(), name) for name in names))


def _field_added(claim: Claim) -> bool:
    names = set(claim.facts["fields"].split(", "))
    return any(names <= set(schema["properties"]) for schema in claim.schemas() if "properties" in schema)


def _answers(claim: Claim) -> Any:
    found = [answer for status, answer in claim.operation["responses"].items() if status.startswith("2")]
    return found[0]


def _is_gone(claim: Claim) -> bool:
    title = claim.finding.subject.rpartition(" / ")[2]
    return all(schema.get("summary") != title for schema in claim.schemas() if "operationId" in schema)


def _has_path(claim: Claim, path: str, method: str = "") -> bool:
    colon = re.sub(r":(\w+)", r"{\1}", path)
    return any(
        colon.endswith(known) and (not method or method in item) for known, item in claim.document["paths"].items()
    )


def _holder(claim: Claim) -> Any:
    """The schema whose property the pointer leads to."""
    node: Any = claim.document
    for part in split_pointer(claim.finding.pointer)[:-2]:
        node = node[int(part)] if isinstance(node, list) else node[part]
    return node


def _component(claim: Claim) -> Any:
    return claim.document["components"]["schemas"].get(claim.facts["name"])


def _body(claim: Claim) -> Any:
    content = claim.operation["requestBody"]["content"]
    return claim.resolved(next(iter(content.values()))["schema"])


CHECKS: dict[str, Callable[[Claim], bool]] = {
    "type-contradicts-example": _is_type,
    "label-contradicts-example": lambda it: split_pointer(it.finding.pointer)[-1] == it.facts["shown"],
    "answer-not-wrapped": lambda it: it.raw["content"]["application/json"]["schema"]["$ref"].endswith(it.facts["type"]),
    "answer-is-a-list": lambda it: any(one.get("type") == "array" for one in it.schemas()),
    "content-of-empty-answer": lambda it: "content" not in it.operation["responses"][it.facts["status"]],
    "body-is-a-list": lambda it: any(one.get("type") == "array" for one in it.schemas()),
    "required-not-shown": lambda it: split_pointer(it.finding.pointer)[-1] not in _holder(it).get("required", ()),
    "sent-without-field": lambda it: split_pointer(it.finding.pointer)[-1] not in _holder(it).get("required", ()),
    "null-undocumented": lambda it: "null" in _types(it, it.raw),
    "value-not-allowed": lambda it: it.facts["value"] in _enum(it),
    "value-spelled-otherwise": lambda it: it.facts["value"] in _enum(it) and it.facts["documented"] not in _enum(it),
    "constraint-contradicts-example": _broken,
    "field-only-in-example": _field_added,
    "example-of-another-object": lambda it: "examples" not in it.node,
    "example-not-an-object": lambda it: all(isinstance(one, dict) for one in it.node.get("examples", ())),
    "default-not-allowed": lambda it: it.facts["default"] in _enum(it),
    "values-only-in-description": lambda it: set(it.facts["words"].split(", ")) <= _enum(it),
    "type-taken-for-another": lambda it: f"/{it.facts['type']}" in json.dumps(it.raw),
    "range-of-text-is-length": lambda it: "minLength" in it.node or "maxLength" in it.node,
    "range-of-object": lambda it: _without_limits(it, *_LIMITS),
    "size-of-boolean": lambda it: _without_limits(it, *_LIMITS),
    "field-documented-twice": lambda it: all(
        not it.finding.quotes[-1].text.endswith(f" | {schema['properties'][name].get('description')}")
        for name in [it.finding.subject.rpartition(": ")[2]]
        for schema in it.schemas()
        if isinstance(schema.get("properties", {}).get(name), dict)
    ),
    "name-cut": lambda it: any(it.facts["name"] in schema.get("properties", {}) for schema in it.schemas()),
    "tag-contradicts-path": lambda it: it.raw["in"] == "path",
    "tag-contradicts-method": lambda it: it.raw["in"] == "query",
    "parameter-documented-twice": lambda it: (
        it.finding.subject.rpartition(": ")[2].lower() in json.dumps(it.document).lower()
    ),
    "path-parameter-not-in-path": lambda it: (it.facts["location"] == "a query parameter") == ("in" in it.raw),
    "path-parameter-renamed": _is_path,
    "path-parameter-spelled-differently": lambda it: (
        [one["name"] for one in it.operation["parameters"]].count(it.facts["variable"]) == 1
    ),
    "object-printed-again": lambda it: it.facts["name"] + "2" not in it.document["components"]["schemas"],
    "count-contradicts-rows": lambda it: any(
        len(it.resolved(schema["properties"][name]).get("properties", {})) == int(it.facts["shown"])
        for name in [it.finding.subject.rpartition(": ")[2]]
        for schema in it.schemas()
        if name in schema.get("properties", {})
    ),
    "separator-in-value": lambda it: any({it.facts["first"], it.facts["second"]} <= values for values in _enums(it)),
    "path-brace-lost": _is_path,
    "path-stray-character": _is_path,
    "path-variable-not-understood": _is_path,
    "path-part-optional": lambda it: _has_path(it, it.facts["shorter"]) and _has_path(it, it.facts["longer"]),
    "method-not-understood": _is_gone,
    "sample-path-differs": _is_path,
    "sample-method-differs": lambda it: it.facts["documented"].lower() == split_pointer(it.finding.pointer)[2],
    "curl-lost-continuation": lambda it: "x-codeSamples" in it.operation,
    "two-articles-for-one-call": lambda it: it.operation["operationId"] == it.facts["operation"],
    "version-printed-twice": lambda it: it.says(it.finding.quotes[1].text.split()[-1]),
    "table-without-place": lambda it: it.facts["title"] not in json.dumps(it.operation),
    "permission-of-token-endpoint": lambda it: it.operation["security"] == [],
    "gettext-leftover": lambda it: it.says(it.facts["meant"]) and not it.says(it.finding.quotes[0].text),
    "tag-leftover": lambda it: (
        not it.says(it.finding.quotes[0].text) and (it.facts["meant"] == "left out" or it.says(it.facts["meant"]))
    ),
    "address-not-printed": lambda it: _has_path(it, it.facts["path"], it.facts["method"].lower()),
    "call-without-address": _is_gone,
    "object-without-row": lambda it: any(it.facts["name"] in schema.get("properties", {}) for schema in it.schemas()),
    "rows-hidden": lambda it: all(it.says(name) for name in it.finding.quotes[1].text.rstrip("…").split(", ")[:-1]),
    "rows-hidden-count-differs": lambda it: all(it.says(name) for name in it.finding.quotes[1].text.split(", ")),
    "rows-hidden-not-shown": lambda it: any(
        "properties" not in it.resolved(schema["properties"][name])
        for name in [it.finding.subject.rpartition(": ")[2]]
        for schema in it.schemas()
        if name in schema.get("properties", {})
    ),
    "answer-undocumented": lambda it: "content" not in _answers(it),
    "answer-only-in-example": lambda it: it.node is not None,
    "answer-only-in-words": lambda it: json.dumps(_answers(it)).count(f'/{it.facts["type"].split()[-1]}"') == 1,
    "body-only-in-example": lambda it: it.node is not None,
    "no-field-tagged": lambda it: bool(_body(it).get("properties")),
    "no-field-tagged-or-sent": lambda it: not _body(it).get("properties"),
    "type-undefined": lambda it: ("type" in it.node) == (it.facts["type"] == "any object"),
    "object-only-in-examples": lambda it: bool(_component(it)["properties"]),
    "object-of-another-version": lambda it: _component(it) is not None,
    "default-is-words": lambda it: it.says(it.facts["words"]) and "default" not in it.node,
    "default-repeats-name": lambda it: it.says(it.facts["words"]) and "default" not in it.node,
    "constraint-unknown": lambda it: it.facts["words"] in _description(it),
    "permission-not-a-scheme": lambda it: "Permission: " in it.operation["description"],
}
"""By rule, whether the document holds what the resolution says."""

ELSEWHERE = {
    "correction": "tests/corrections",
    "example-contradicts-schema": "tests/withdraw",
    "keyword-contradicts-schema": "tests/withdraw",
    "twin-differs": "tests/update",
    "page-differs": "tests/witnesses",
    "page-operation-beyond-document": "tests/witnesses",
    "part-not-shown": "tests/accuracy",
    "words-not-taken": "tests/readers",
    "page-without-api": "tests/handwritten",
    "operation-on-two-pages": "tests/handwritten",
    "confidence": "tests/handwritten",
    "method-assumed": "tests/handwritten",
    "markup-not-understood": "tests/normalise/test_other_platforms.py",
    "fact-not-expressed": "tests/normalise/test_other_platforms.py",
    "cell-not-said": "tests/normalise/test_cells.py",
}
"""Rules of other stages, and where their acts are tested."""


def claims(rule: Rule) -> bool:
    """Whether a rule says what was done, other than how an example was read."""
    return bool(rule.resolution) and not rule.notation
