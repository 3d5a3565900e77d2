"""The report for programs.

Enters: a `Report`. Leaves: JSON, its keys in a fixed order: `{old, new, summary, changes, python, pythonUnsaid,
accepted, stale}`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclift.diff.change import Change, Level

if TYPE_CHECKING:
    from speclift.report.diff.report import Report


def render(report: Report) -> str:
    """The report as JSON."""
    value = {
        "old": report.old,
        "new": report.new,
        "summary": {level.value: report.count(level) for level in Level},
        "changes": [described(change) for change in report.changes],
        "python": [
            {"level": one.level.value, "action": one.action, "operationId": one.operation_id, "message": one.explain()}
            for one in report.python
        ],
        "pythonUnsaid": report.python_unsaid,
        "accepted": [{**described(change), "reason": acceptance.reason} for change, acceptance in report.accepted],
        "stale": [{"fingerprint": one.fingerprint, "reason": one.reason} for one in report.stale],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


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
