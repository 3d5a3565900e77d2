"""Changes that somebody looked at and accepts: a YAML file of fingerprints with reasons.

Enters: the file and the changes. Leaves: which changes are open, which accepted, and which acceptances have become
unnecessary. The file is a list:

    - fingerprint: 3bf462f8d5b8913f
      reason: The field was never sent.
      rule: response-optional-property-removed   # for people; checked where it stands
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from speclift.document.yaml12 import parse_yaml
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_KEYS = {"fingerprint", "reason", "rule"}

Changed = TypeVar("Changed", bound="Acceptable")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One accepted change, and why."""

    fingerprint: str
    reason: str
    rule: str = ""


class Acceptable(Protocol):
    """A change that has a name to accept it by."""

    @property
    def rule(self) -> str:
        """The id of the rule that judged it."""

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Sorted(Generic[Changed]):
    """Changes sorted by what was accepted."""

    open: tuple[Changed, ...]
    accepted: tuple[tuple[Changed, Acceptance], ...]
    stale: tuple[Acceptance, ...]


def load_accepted(path: Path | str) -> tuple[Acceptance, ...]:
    """Read a file of accepted changes. Raises `InputError` when it cannot be read, or an entry has no reason."""
    path = Path(path)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise InputError("there is no such file", file=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", file=str(path)) from None
    entries = parse_yaml(text, str(path)) if text.strip() else []
    if entries is None:
        return ()  # nothing but comments
    if not isinstance(entries, list):
        raise InputError(
            "not a list of accepted changes", file=str(path), hint="- fingerprint: …\n  reason: …".replace("\n", "")
        )
    found = [_acceptance(entry, str(path), f"entry {index}") for index, entry in enumerate(entries, 1)]
    seen: set[str] = set()
    for index, one in enumerate(found, 1):
        if one.fingerprint in seen:
            raise InputError(f"{one.fingerprint} is accepted twice", file=str(path), place=f"entry {index}")
        seen.add(one.fingerprint)
    return tuple(found)


def _acceptance(entry: Any, file: str, place: str) -> Acceptance:
    if not isinstance(entry, dict):
        raise InputError("not a mapping with `fingerprint` and `reason`", file=file, place=place)
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise InputError(
            f"unknown key {unknown[0]!r}", file=file, place=place, hint=f"known: {', '.join(sorted(_KEYS))}"
        )
    for key in ("fingerprint", "reason"):
        value = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            hint = (
                "quote it: all digits are read as a number"
                if isinstance(value, (int, float))
                else "say why it is accepted"
            )
            raise InputError(
                f"there is no `{key}`", file=file, place=place, hint=hint if key == "reason" or value else ""
            )
    return Acceptance(entry["fingerprint"].strip(), entry["reason"].strip(), str(entry.get("rule") or ""))


def sort_accepted(changes: Iterable[Changed], acceptances: Sequence[Acceptance]) -> Sorted[Changed]:
    """Which changes are accepted. An acceptance that names another rule than the change has is stale."""
    by_fingerprint = {one.fingerprint: one for one in acceptances}
    still_open: list[Changed] = []
    accepted: list[tuple[Changed, Acceptance]] = []
    for change in changes:
        acceptance = by_fingerprint.get(change.fingerprint)
        if acceptance is not None and acceptance.rule in ("", change.rule):
            accepted.append((change, acceptance))
        else:
            still_open.append(change)
    used = {acceptance.fingerprint for _, acceptance in accepted}
    stale = tuple(one for one in acceptances if one.fingerprint not in used)
    return Sorted(tuple(still_open), tuple(accepted), stale)


def with_accepted(text: str, changes: Iterable[Acceptable], reason: str) -> str:
    """A file of accepted changes with these added, for the one reason; what the file says stays as it is."""
    lines = [text.rstrip("\n")] if text.strip() else []
    for change in changes:
        lines += [
            f"- fingerprint: {json.dumps(change.fingerprint)}",
            f"  rule: {change.rule}",
            f"  reason: {json.dumps(reason, ensure_ascii=False)}",
        ]
    return "\n".join(lines) + "\n"
