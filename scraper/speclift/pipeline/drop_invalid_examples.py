"""Examples that contradict their own schema leave the document and stand in findings.

Enters: a document, and what `check` says of its examples. Leaves: the document without them, and a finding for each.
Rules of `normalise` settle what they can name; this is for the rest, so that one odd example of an unknown page costs
that example only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from speclift.document import split_pointer
from speclift.model.findings import Finding, Quote

Document = dict[str, Any]

_RULES = frozenset({"example-media-type", "example-schema", "example-parameter", "example-header"})
"""Rules of `check` that say of an example that its schema does not allow it."""


def withdraw(
    document: Document, faults: Iterable[Finding], version: str
) -> tuple[Document, list[Finding], list[Finding]]:
    """Take out the examples that `faults` are about.

    Returns the document (a copy along the changed paths; what is shared with other documents is left alone), the
    findings, and the faults that are about something else.
    """
    found: dict[tuple[str, ...], Finding] = {}
    others = []
    for fault in faults:
        place = _example(fault.pointer) if fault.rule in _RULES else None
        if place is None or _at(document, place) is None:
            others.append(fault)
        else:
            found.setdefault(place, fault)
    # From the back: taking an item out of a list moves those behind it.
    for place in sorted(found, key=_order, reverse=True):
        document = _without(document, place)
    return document, [_finding(fault, place, version) for place, fault in found.items()], others


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


def _example(pointer: str) -> tuple[str, ...] | None:
    """The way to the whole example that a fault is inside of."""
    parts = split_pointer(pointer)
    for index in range(len(parts) - 1, 0, -1):
        if parts[index - 1] == "examples":
            return parts[: index + 1]
        if parts[index] == "example":
            return parts[: index + 1]
    return None


def _order(place: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in place)


def _at(document: Any, place: tuple[str, ...]) -> Any:
    for part in place:
        if isinstance(document, list) and part.isdecimal() and int(part) < len(document):
            document = document[int(part)]
        elif isinstance(document, Mapping) and part in document:
            document = document[part]
        else:
            return None
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


def _finding(fault: Finding, place: tuple[str, ...], version: str) -> Finding:
    return Finding(
        rule="example-contradicts-schema",
        kind="contradiction",
        severity="warning",
        subject=" / ".join(place[:3]),
        message=fault.message,
        quotes=(*fault.quotes, Quote(fault.message, fault.pointer)),
        resolution="the example is left out",
        versions=(version,),
        pointer=fault.pointer,
    )
