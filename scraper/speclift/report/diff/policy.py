"""What a reader wants to be told otherwise: levels of rules, opt-in policies, filters.

Enters: a configuration file and filters. Leaves: `Policy`, applied to changes before they are counted. The file:

    levels:
      response-enum-value-added: breaking   # or warning, info, none
      operation-tag-*: none
    policies: [deprecation, stability]
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from speclift.diff.change import Change, Level
from speclift.document.yaml12 import read_yaml
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from speclift.python_api.change import PythonChange

POLICIES: dict[str, dict[str, Level]] = {
    "deprecation": {
        "operation-removed-deprecated": Level.INFO,
        "operation-removed-with-sunset": Level.INFO,
        "request-parameter-removed-deprecated": Level.INFO,
        "*-property-removed-deprecated": Level.INFO,
    },
    "stability": {"operation-removed-unfinished": Level.INFO},
}
"""Levels that a policy changes. `deprecation`: what was announced may go. `stability`: what was never called stable
may go, and what changes in it is told and breaks nobody."""

_UNFINISHED = ("draft", "alpha")
_LEVELS: dict[str, Level | None] = {**{level.value: level for level in Level}, "none": None}
_Changed = TypeVar("_Changed", "Change", "PythonChange")


@dataclass(frozen=True, slots=True)
class Policy:
    """`levels` by patterns of rule ids, the last that fits counts; None: the change is not told. `policies` are keys
    of `POLICIES`. Of the filters (patterns as of a shell) a change passes when one of each kind that is given fits:
    `paths`, `operations` (operationIds), `rules`; `not_paths` are left out."""

    levels: Mapping[str, Level | None] = field(default_factory=dict)
    policies: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    not_paths: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def wire(self, changes: Iterable[Change], old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
        """The changes of the wire that pass, with their levels."""
        unfinished = _unfinished(old) | _unfinished(new) if "stability" in self.policies else frozenset()
        found: list[Change] = []
        for change in changes:
            met = [operation for operation in change.operations if self._fits(operation.path, operation.operation_id)]
            if not _any(self.rules, change.rule) or (self._narrowed() and not met):
                continue
            kept = replace(change, operations=tuple(met)) if self._narrowed() else change
            if kept.operations and all(
                (operation.method, operation.path) in unfinished for operation in kept.operations
            ):
                kept = replace(kept, level=Level.INFO)
            found += self._levelled(kept)
        return found

    def python(self, changes: Iterable[PythonChange], kept: Iterable[Change]) -> list[PythonChange]:
        """The changes of Python that pass: with filters those of the methods that `kept` changes of the wire are in."""
        operations = {operation.operation_id for change in kept for operation in change.operations}
        return [
            levelled
            for change in changes
            if _any(self.rules, change.rule) and (not self._narrowed() or change.operation_id in operations)
            for levelled in self._levelled(change)
        ]

    def _narrowed(self) -> bool:
        return bool(self.paths or self.not_paths or self.operations)

    def _fits(self, path: str, operation_id: str) -> bool:
        if any(fnmatchcase(path, pattern) for pattern in self.not_paths):
            return False
        return _any(self.paths, path) and _any(self.operations, operation_id)

    def _levelled(self, change: _Changed) -> list[_Changed]:
        level: Level | None = change.level
        tables = [*(POLICIES[name] for name in self.policies), self.levels]
        for table in tables:
            for pattern, wanted in table.items():
                if fnmatchcase(change.rule, pattern):
                    level = wanted
        if level is None:
            return []
        return [change if level is change.level else replace(change, level=level)]


def _any(patterns: Sequence[str], word: str) -> bool:
    return not patterns or any(fnmatchcase(word, pattern) for pattern in patterns)


def _unfinished(document: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """(method, path) of the operations whose `x-stability-level` is below beta."""
    rules = set()
    paths = document.get("paths")
    for path, item in (paths if isinstance(paths, dict) else {}).items():
        for method, operation in (item if isinstance(item, dict) else {}).items():
            if isinstance(operation, dict) and operation.get("x-stability-level") in _UNFINISHED:
                rules.add((method, path))
    return frozenset(rules)


def load_policy(path: Path | str) -> Policy:
    """Read a configuration file. Raises `InputError` for a file that cannot be read, and for what it cannot mean."""
    path = Path(path)
    settings = read_yaml(path)
    settings = {} if settings is None else settings
    if not isinstance(settings, dict) or set(settings) - {"levels", "policies"}:
        raise InputError("not a configuration of diff", file=str(path), hint="it may hold `levels` and `policies`")
    levels = settings.get("levels") or {}
    if not isinstance(levels, dict):
        raise InputError("`levels` is no mapping of rules to levels", file=str(path), place="levels")
    policies = settings.get("policies") or []
    for name in policies if isinstance(policies, list) else [policies]:
        if name not in POLICIES:
            known = f"one of {', '.join(POLICIES)}"
            raise InputError(f"there is no policy {name!r}", file=str(path), place="policies", hint=known)
    return Policy({rule: _level(rule, level, str(path)) for rule, level in levels.items()}, tuple(policies))


def _level(rule: str, level: object, file: str) -> Level | None:
    from speclift.report.diff.rules import rule_ids

    if not any(fnmatchcase(known, rule) for known in rule_ids()):
        raise InputError(f"no rule is called {rule!r}", file=file, place="levels", hint="speclift diff --rules")
    if level is None or level not in _LEVELS:
        raise InputError(
            f"{level!r} is no level", file=file, place=f"levels: {rule}", hint=f"one of {', '.join(_LEVELS)}"
        )
    return _LEVELS[str(level)]
