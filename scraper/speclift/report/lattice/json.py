"""The lattice for programs: everything, also what never changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speclift.report.diff.json import described

if TYPE_CHECKING:
    from speclift.diff.lattice.items import Lattice


def render(lattice: Lattice) -> str:
    """The lattice as JSON: `{versions, items, steps}`; items name the changes of `steps` by fingerprint."""
    value = {
        "versions": list(lattice.versions),
        "items": [
            {
                "kind": item.kind,
                "subject": item.subject,
                "operationId": item.operation_id,
                "versions": list(item.versions),
                "since": item.since or None,
                "until": item.until or None,
                "changed": {version: [change.fingerprint for change in changes] for version, changes in item.changed},
            }
            for item in lattice.items
        ],
        "steps": [
            {"old": step.old, "new": step.new, "changes": [described(change) for change in step.changes]}
            for step in lattice.steps
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
