"""The report for programs.

Enters: a `Report`. Leaves: JSON, its keys in a fixed order: `{old, new, summary, changes, python, pythonUnsaid,
accepted, stale}`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from speclift.diff.change import Change, Level

if TYPE_CHECKING:
    from speclift.python_api.change import PythonChange
    from speclift.python_api.verdict import Verdict
    from speclift.report.diff.report import Report


def render(report: Report) -> str:
    """The report as JSON."""
    value = {
        "old": report.old,
        "new": report.new,
        "summary": _summary(report.verdict()),
        "changes": [described(change) for change in report.changes],
        "python": [described_python(one) for one in report.python or ()],
        "pythonUnsaid": report.python_unsaid,
        "accepted": [{**_accepted(change), "reason": acceptance.reason} for change, acceptance in report.accepted],
        "stale": [{"fingerprint": one.fingerprint, "reason": one.reason} for one in report.stale],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


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


def _accepted(change: Change | PythonChange) -> dict[str, Any]:
    return described(change) if isinstance(change, Change) else described_python(change)


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


def described(change: Change) -> dict[str, Any]:
    """A change as JSON values."""
    return {
        "id": change.rule,
        "level": change.level.value,
        "direction": change.direction.value,
        "area": change.area,
        "action": change.action,
        "message": change.message(),
        "operations": [
            {"method": one.method, "path": one.path, "operationId": one.operation_id} for one in change.operations
        ],
        "place": change.place,
        "field": change.path,
        "name": change.name,
        "old": change.old,
        "new": change.new,
        "oldPointer": change.old_pointer,
        "newPointer": change.new_pointer,
        "article": change.article,
        "fingerprint": change.fingerprint,
    }
