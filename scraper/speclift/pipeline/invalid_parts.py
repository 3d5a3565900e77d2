"""What `check` calls an error in a stranger's document leaves it, and stands in a finding.

Enters: a document of OpenAPI 3.1. Leaves: the document without the invalid parts, and a finding for each. Rules of
`speclift.document.to_31` repair what they can name; this is for the rest, so that one bad place costs that place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from speclift.document import join_pointer, resolve, split_pointer
from speclift.model.findings import Finding, InputError, Quote
from speclift.pipeline.drop_invalid_examples import withdraw

if TYPE_CHECKING:
    from collections.abc import Callable

Document = dict[str, Any]

_ROUNDS: Final = 12
"""Taking a part out can break another (a reference to it); chains of that are short."""

_FRAME: Final = ("/openapi", "/info", "/paths", "")


def leave_out_invalid(document: Document) -> tuple[Document, list[Finding]]:
    """Take every invalid part out of `document`, which is changed.

    Raises `InputError` when something is left that cannot be left out.
    """
    from speclift.check import check

    findings: list[Finding] = []
    level = 0
    for _ in range(_ROUNDS):
        faults = [fault for fault in check(document) if fault.severity == "error"]
        if not faults:
            return document, findings
        document, told, faults = withdraw(document, faults, "")
        findings += [replace(one, versions=()) for one in told]
        changed = bool(told)
        # from the back: taking an item out of a list moves those behind it
        for fault in sorted(faults, key=lambda one: _order(one.pointer), reverse=True):
            done = _REPAIRS.get(fault.rule, _remove)(document, _widened(fault.pointer, level))
            if done:
                changed = True
                findings.append(_finding(fault, done))
        level = level + 1 if not changed else level
    raise InputError(
        f"the document fails {len(faults)} checks; the first: {faults[0].rule}: {faults[0].message}",
        place=faults[0].pointer,
        hint="correct it in corrections.yaml",
    )


def _define_required(document: Document, pointer: str) -> str:
    """A required name that no property defines: the property is there, and may be anything."""
    *parts, _, _ = split_pointer(pointer)
    schema = _at(document, tuple(parts))
    name = _at(document, split_pointer(pointer))
    if not isinstance(schema, dict) or not isinstance(name, str) or name in schema.get("properties", {}):
        return _remove(document, pointer)
    schema.setdefault("properties", {})[name] = {}
    return "defined as anything"


def _remove(document: Document, pointer: str) -> str:
    """Take out what stands at `pointer`, or the nearest around it that can be taken out."""
    parts = split_pointer(pointer)
    while parts:
        holder = _at(document, parts[:-1])
        last = parts[-1]
        if join_pointer(*parts) in _FRAME:
            return ""
        if isinstance(holder, list) and last.isdecimal() and int(last) < len(holder):
            del holder[int(last)]
            return "left out"
        if isinstance(holder, dict) and last in holder:
            del holder[last]
            return "left out"
        parts = parts[:-1]
    return ""


_REPAIRS: Final[dict[str, Callable[[Document, str], str]]] = {"required-undefined": _define_required}
"""Rule of `check` -> what is done instead of leaving the place out; gives words for the finding, "" for nothing."""


def _widened(pointer: str, level: int) -> str:
    """The place around a place, `level` steps out."""
    parts = split_pointer(pointer)
    return join_pointer(*parts[: max(1, len(parts) - level)])


def _at(document: Document, parts: tuple[str, ...]) -> Any:
    try:
        return resolve(document, join_pointer(*parts))
    except InputError:
        return None


def _order(pointer: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in pointer.split("/"))


def _finding(fault: Finding, done: str) -> Finding:
    return Finding(
        rule=f"document-{fault.rule}",
        kind="document",
        severity="warning",
        subject=fault.subject,
        message=fault.message,
        quotes=(Quote(fault.message, fault.pointer),),
        resolution=done,
        pointer=fault.pointer,
    )
