"""What contradicts its own schema leaves the document and stands in a finding: examples, defaults, other keywords.

Enters: a document. Leaves: the document without what `check` refuses, a finding for each, and the faults that no
keyword can be taken out for. Rules of `normalise` settle what they can name; this is for the rest, so that one odd
place of a page costs that place only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from speclift.check import check
from speclift.document import join_pointer, split_pointer
from speclift.document.pointers import index_of, order_of
from speclift.model.findings import Finding, Quote
from speclift.model.rules import stages

Document = dict[str, Any]

_EXAMPLES: Final = frozenset({"example-media-type", "example-schema", "example-parameter", "example-header"})
"""Rules of `check` that say of an example that its schema does not allow it."""

_VALUES: Final = _EXAMPLES | {"default-invalid"}

_BOUNDS: Final = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
)
_KEYWORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "default-invalid": ("default",),
    "pattern-invalid": ("pattern",),
    "bounds-contradiction": _BOUNDS,
    "enum-duplicate": ("enum",),
    "enum-type": ("enum", "const"),
    "enum-names": ("x-enum-varnames", "x-enum-descriptions"),
    "required-undefined": ("required",),
    "types-contradict": ("allOf",),
    "composition-closed": ("additionalProperties", "allOf"),
    "discriminator-mapping": ("discriminator",),
    "schema-object": (*_BOUNDS, "pattern", "format", "default", "enum", "required", "uniqueItems"),
    "openapi-schema": (*_BOUNDS, "pattern", "format", "enum", "required", "uniqueItems", "contact", "license"),
    "multipart-encoding": ("encoding",),
    "pagination": ("x-pagination",),
    "tag-parent": ("x-parent",),
    "link-target": ("links",),
    "security-scope-undefined": ("security",),
    "server-variable-default": ("enum",),
}
"""Rules of `check`, and the keywords that go when a rule points at one of them or into it."""

_NAMES: Final = frozenset({"x-enum-varnames", "x-enum-descriptions"})
_TOGETHER: Final[Mapping[str, frozenset[str]]] = {
    "enum": frozenset({"enum"}) | _NAMES,
    **dict.fromkeys(_NAMES, _NAMES),
    **{
        name: frozenset(pair)
        for pair in (
            ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
            ("minLength", "maxLength"),
            ("minItems", "maxItems"),
            ("minProperties", "maxProperties"),
        )
        for name in pair
    },
}
"""A keyword, and all that go with it because they mean nothing, or something else, without each other."""

_ROUNDS: Final = 4
"""What is taken out may uncover another fault behind it."""

_NOTHING: Final = object()
"""No value at a place, where `None` is null."""


class Withdrawal(Struct, frozen=True):
    """A document, what was taken out of it, and the faults that are left."""

    document: Document
    findings: tuple[Finding, ...]
    faults: tuple[Finding, ...]


def withdraw(document: Document, version: str) -> Withdrawal:
    """Take out what `check` refuses.

    The document handed in is left alone: the answer is a copy along the changed paths.
    """
    findings: list[Finding] = []
    faults: list[Finding] = []
    for _ in range(_ROUNDS):
        faults = [fault for fault in check(document, name=version) if fault.severity == "error"]
        places: dict[tuple[str, ...], Finding] = {}
        for fault in faults:
            place = _place(fault)
            if place is not None and _at(document, place) is not _NOTHING:
                places.setdefault(place, fault)
        if not places:
            break
        # Limits first: a value may only be refused by a limit that goes.
        limits = {place: fault for place, fault in places.items() if fault.rule not in _VALUES}
        places = limits or places
        findings += [_finding(fault, place, _at(document, place), version) for place, fault in places.items()]
        # From the back: taking an item out of a list moves those behind it.
        for place in sorted(places, key=_order, reverse=True):
            for part in _companions(document, place):
                document = _without(document, part)
    return Withdrawal(document, tuple(findings), tuple(faults))


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """The same fact of several versions as one finding that names them all."""
    versions: dict[tuple[str, str], list[str]] = {}
    first: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = (finding.pointer, finding.message)
        first.setdefault(key, finding)
        versions.setdefault(key, []).extend(finding.versions)
    return [_with_versions(finding, versions[key]) for key, finding in first.items()]


def _with_versions(finding: Finding, versions: list[str]) -> Finding:
    return replace(finding, versions=tuple(dict.fromkeys(versions)))


def _place(fault: Finding) -> tuple[str, ...] | None:
    """The way to what goes because of a fault: the whole example it is inside of, or the keyword."""
    parts = tuple(split_pointer(fault.pointer))
    if fault.rule in _EXAMPLES:
        return _example(parts)
    keywords = _KEYWORDS.get(fault.rule, ())
    for index in range(len(parts) - 1, -1, -1):
        # A property may be called `default` or `required`: that one is no keyword.
        if parts[index] in keywords and (index == 0 or parts[index - 1] not in {"properties", "schemas"}):
            is_item = parts[index] == "required" and len(parts) > index + 1
            return parts[: index + 2 if is_item else index + 1]
    return None


def _example(parts: tuple[str, ...]) -> tuple[str, ...] | None:
    for index in range(len(parts) - 1, 0, -1):
        if parts[index - 1] == "examples":
            return parts[: index + 1]
        if parts[index] == "example":
            return parts[: index + 1]
    return None


def _companions(document: Document, place: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The place, and the keywords beside it that go with it."""
    *above, keyword = place
    group = _TOGETHER.get(keyword, frozenset({keyword}))
    holder = _at(document, tuple(above))
    names = [name for name in holder if name in group] if isinstance(holder, Mapping) else [keyword]
    return [(*above, name) for name in names]


def _order(place: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    return tuple(map(order_of, place))


def _at(document: Any, place: tuple[str, ...]) -> Any:
    for part in place:
        if isinstance(document, list) and (index := index_of(part)) is not None and index < len(document):
            document = document[index]
        elif isinstance(document, Mapping) and part in document:
            document = document[part]
        else:
            return _NOTHING
    return document


def _without(value: Any, place: tuple[str, ...]) -> Any:
    """A copy of `value` without what stands at `place`; a holder that is empty then goes too."""
    part, rest = place[0], place[1:]
    if isinstance(value, list):
        index = int(part)
        return [*value[:index], *([_without(value[index], rest)] if rest else []), *value[index + 1 :]]
    copy = dict(value)
    if rest:
        copy[part] = _without(copy[part], rest)
        if copy[part] or part not in ("examples", "example"):
            return copy
    del copy[part]
    return copy


def _finding(fault: Finding, place: tuple[str, ...], value: Any, version: str) -> Finding:
    is_example = fault.rule in _EXAMPLES
    quotes = (*fault.quotes, Quote(fault.message, fault.pointer))
    rule = stages.EXAMPLE_CONTRADICTS_SCHEMA if is_example else stages.KEYWORD_CONTRADICTS_SCHEMA
    return rule.finding(
        fault.subject,
        quotes,
        versions=(version,),
        pointer=join_pointer(*place),
        keyword=place[-1],
        value=value,
        fault=fault.message,
    )
