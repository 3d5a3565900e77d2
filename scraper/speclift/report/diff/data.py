"""A comparison of two documents as JSON values. docs/diff-output.schema.json is their schema.

Enters: a `Report`. Leaves: `{old, new, summary, changes, python, pythonUnsaid, documentation, accepted, stale,
expired}`, so ordered.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from speclift.diff.change import Change, Level

if TYPE_CHECKING:
    from speclift.diff.accepted import Acceptance
    from speclift.python_api.change import PythonChange
    from speclift.python_api.verdict import Verdict
    from speclift.report.diff.report import Report, Side


def data(report: Report) -> dict[str, Any]:
    """The report as JSON values."""
    groups = {id(change): told.first.fingerprint for told in report.told for change in told.changes}
    kinds = {id(change): (told.kind, told.sentence) for told in report.told for change in told.changes}
    return {
        "old": report.old.name,
        "new": report.new.name,
        "summary": _summary(report.verdict),
        "changes": [
            {
                **described(change),
                "type": kinds[id(change)][0],
                "documented": kinds[id(change)][1],
                "group": groups[id(change)],
                "oldLocation": _location(report.old, change.old_pointer),
                "newLocation": _location(report.new, change.new_pointer),
            }
            for change in report.changes
        ],
        "python": [described_python(change) for change in report.python or ()],
        "pythonUnsaid": report.python_unsaid,
        "documentation": [described(change) for change in report.words],
        "accepted": [
            {
                **(described(change) if isinstance(change, Change) else described_python(change)),
                "reason": acceptance.reason,
            }
            for change, acceptance in report.accepted
        ],
        "stale": [_acceptance(acceptance) for acceptance in report.stale],
        "expired": [_acceptance(acceptance) for acceptance in report.expired],
    }


def _summary(judged: Verdict) -> dict[str, Any]:
    """The verdict: all counts together, those of each side, and the release that they demand."""
    return {
        "release": judged.release,
        "sentence": judged.sentence(),
        **{level.value: judged.of(level) for level in Level},
        "wire": asdict(judged.wire),
        "python": asdict(judged.python) if judged.python is not None else None,
        "keptByPackage": judged.kept,
    }


def _acceptance(acceptance: Acceptance) -> dict[str, Any]:
    return {
        "fingerprint": acceptance.fingerprint,
        "rule": acceptance.rule,
        "path": acceptance.path,
        "reason": acceptance.reason,
        "expires": acceptance.expires.isoformat() if acceptance.expires else None,
    }


def _location(side: Side, pointer: str) -> dict[str, Any] | None:
    position = side.lines.at(pointer) if side.lines is not None else None
    return {"file": side.file, "line": position.line, "column": position.column} if position else None


def described(change: Change) -> dict[str, Any]:
    """A change of the wire as JSON values."""
    return {
        "id": change.rule,
        "level": change.level.value,
        "direction": change.direction.value,
        "area": change.area,
        "action": change.action,
        "message": change.message(),
        "operations": [
            {"method": operation.method, "path": operation.path, "operationId": operation.operation_id}
            for operation in change.operations
        ],
        "place": change.place,
        "field": change.path,
        "name": change.name,
        "old": change.old,
        "new": change.new,
        "oldPointer": change.old_pointer,
        "newPointer": change.new_pointer,
        "article": change.article,
        "keptByPackage": change.kept,
        "fingerprint": change.fingerprint,
    }


def described_python(change: PythonChange) -> dict[str, Any]:
    """A change for callers in Python as JSON values."""
    return {
        "id": change.rule,
        "level": change.level.value,
        "action": change.action,
        "subject": change.subject,
        "operationId": change.operation_id,
        "message": change.explain(),
        "fingerprint": change.fingerprint,
    }
