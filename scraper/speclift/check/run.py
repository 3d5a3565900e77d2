"""Runs every rule over a document.

Enters: a document. Leaves: findings in the order of the table, then of the document; never an exception but
`InputError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.check.rules import RULES
from speclift.check.survey import Survey
from speclift.document import METHODS, require_openapi, split_pointer
from speclift.model.findings import Finding

if TYPE_CHECKING:
    from speclift.check.problem import Problem


def check(document: dict[str, Any], *, name: str = "") -> list[Finding]:
    """Check `document` by every rule.

    `document` is an OpenAPI 3.1 or 3.0 document as JSON values; `name` is what to call it (`v3.10`) in the findings'
    `versions`. Raises `InputError` when it is not OpenAPI at all.
    """
    surveyed = Survey(require_openapi(document))
    findings: list[Finding] = []
    for rule in RULES:
        problems: set[Problem] = set()
        for problem in rule.find(surveyed):
            if problem not in problems:
                problems.add(problem)
                findings.append(
                    Finding(
                        rule=rule.id,
                        kind="document",
                        severity=rule.severity,
                        subject=_subject(surveyed, problem.pointer),
                        message=problem.message,
                        pointer=problem.pointer,
                        versions=(name,) if name else (),
                    )
                )
    return findings


def _subject(surveyed: Survey, pointer: str) -> str:
    """What a place is about, in words that stay the same when the document grows."""
    parts = split_pointer(pointer)
    match parts:
        case ["paths" | "webhooks", path, method, *_] if method in METHODS:
            item = surveyed.document[parts[0]][path]
            operation = item.get(method) if isinstance(item, dict) else None
            identifier = operation.get("operationId") if isinstance(operation, dict) else None
            words = f"{method.upper()} {path}"
            return f"{words} ({identifier})" if isinstance(identifier, str) else words
        case ["paths" | "webhooks", path, *_] if path:
            return path
        case ["components", section, component, *_]:
            return f"{section} / {component}"
        case [section, *_] if section:
            return section
    return "the document"
