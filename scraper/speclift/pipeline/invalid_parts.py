"""What `check` calls an error in a stranger's document leaves it, and stands in a finding.

Enters: a document of OpenAPI 3.1. Leaves: the document without the invalid parts, and a finding for each. Rules of
`speclift.document.to_31` repair what they can name; this is for the rest, so that one bad place costs that place.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from speclift.check import check
from speclift.document import join_pointer, resolve, split_pointer
from speclift.document.pointers import index_of, order_of
from speclift.model.findings import Finding, InputError, Quote
from speclift.pipeline.withdraw import withdraw

if TYPE_CHECKING:
    from collections.abc import Iterable

Document = dict[str, Any]

_ROUNDS: Final = 12
"""Taking a part out can break another (a reference to it); chains of that are short."""

_FRAME: Final = ("/openapi", "/info", "/paths", "")


def leave_out_invalid(document: Document) -> tuple[Document, list[Finding]]:
    """Take every invalid part out of `document`, which is changed.

    Raises `InputError` when something is left that cannot be left out.
    """
    findings: list[Finding] = []
    faults: tuple[Finding, ...] = ()
    for level in range(_ROUNDS):
        for fault in _from_behind(check(document)):
            if fault.rule == "required-undefined" and _define_required(document, fault.pointer):
                findings.append(_finding(fault, "defined as anything"))
        withdrawal = withdraw(document, "")
        findings += [replace(finding, versions=()) for finding in withdrawal.findings]
        document, faults = withdrawal.document, withdrawal.faults
        if not faults:
            return document, findings
        document = copy.deepcopy(document)
        for fault in _from_behind(faults):
            if _remove(document, _widened(fault.pointer, max(0, level - 2))):
                findings.append(_finding(fault, "left out"))
    raise InputError(
        f"the document fails {len(faults)} checks; the first: {faults[0].rule}: {faults[0].message}",
        place=faults[0].pointer,
        hint="correct it in corrections.yaml",
    )


def _from_behind(faults: Iterable[Finding]) -> list[Finding]:
    """Errors from the back of the document: taking an item out of a list moves those behind it."""
    errors = (fault for fault in faults if fault.severity == "error")
    return sorted(errors, key=lambda error: _order(error.pointer), reverse=True)


def _define_required(document: Document, pointer: str) -> bool:
    """A required name that no property defines: the property is there, and may be anything."""
    *parts, _, _ = split_pointer(pointer)
    schema = _at(document, tuple(parts))
    name = _at(document, split_pointer(pointer))
    if not isinstance(schema, dict) or not isinstance(name, str):
        return False
    schema.setdefault("properties", {}).setdefault(name, {})
    return True


def _remove(document: Document, pointer: str) -> bool:
    """Take out what stands at `pointer`, or the nearest around it that can be taken out."""
    parts = split_pointer(pointer)
    while parts:
        holder = _at(document, parts[:-1])
        last = parts[-1]
        if join_pointer(*parts) in _FRAME:
            return False
        if isinstance(holder, list) and (index := index_of(last)) is not None and index < len(holder):
            del holder[index]
            return True
        if isinstance(holder, dict) and last in holder:
            del holder[last]
            return True
        parts = parts[:-1]
    return False


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
    return tuple(map(order_of, pointer.split("/")))


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
