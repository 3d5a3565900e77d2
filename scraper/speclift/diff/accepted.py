"""Changes that somebody looked at and accepts: a YAML file of fingerprints or patterns, with reasons.

Enters: the file and the changes. Leaves: which changes are open, which accepted, which acceptances have become
unnecessary and which have run out. The file is a list:

    - fingerprint: 3bf462f8d5b8913f              # one change
      reason: The field was never sent.
      rule: response-optional-property-removed   # for people; checked where it stands
    - rule: response-*                           # every change that the patterns fit
      path: /reports*
      reason: Reports are read by ourselves only.
      expires: 2027-03-31                        # the last day on which it holds
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from speclift.document.yaml12 import read_yaml
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

_NAMING = ("fingerprint", "rule", "path")
_KEYS = {*_NAMING, "reason", "expires"}

Changed = TypeVar("Changed", bound="Acceptable")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What is accepted, and why: one change by its `fingerprint`, or all that the patterns (as of a shell) `rule` and
    `path` fit; `expires` is the last day on which it holds."""

    fingerprint: str
    reason: str
    rule: str = ""
    path: str = ""
    expires: date | None = None

    @property
    def named(self) -> str:
        """What it accepts, in words: `3bf462f8d5b8913f`, `response-* in /reports*`."""
        patterns = " in ".join(part for part in (self.rule or "everything", self.path) if part)
        return self.fingerprint or patterns

    def fits(self, change: Acceptable, paths: Collection[str]) -> bool:
        """Whether it is about a change; a pattern of paths must fit all the paths that the change is met in."""
        if self.fingerprint and self.fingerprint != change.fingerprint:
            return False
        if self.rule and not fnmatchcase(change.rule, self.rule):
            return False
        return not self.path or (bool(paths) and all(fnmatchcase(path, self.path) for path in paths))


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
    """Changes sorted by what was accepted; `stale` acceptances fit no change, `expired` ones would, and are over."""

    open: tuple[Changed, ...]
    accepted: tuple[tuple[Changed, Acceptance], ...]
    stale: tuple[Acceptance, ...]
    expired: tuple[Acceptance, ...] = ()


def today() -> date:
    """The day of acceptances that expire: that of UTC, so that every machine says the same."""
    return datetime.now(UTC).date()


def load_accepted(path: Path | str) -> tuple[Acceptance, ...]:
    """Read a file of accepted changes. Raises `InputError` when it cannot be read, or an entry has no reason."""
    path = Path(path)
    entries = read_yaml(path)
    if entries is None:
        return ()  # nothing, or nothing but comments
    if not isinstance(entries, list):
        raise InputError(
            "not a list of accepted changes", file=str(path), hint="- fingerprint: …\n  reason: …".replace("\n", "")
        )
    acceptances = [_acceptance(entry, str(path), f"entry {index}") for index, entry in enumerate(entries, 1)]
    seen: set[str] = set()
    for index, acceptance in enumerate(acceptances, 1):
        if acceptance.named in seen:
            raise InputError(f"{acceptance.named} is accepted twice", file=str(path), place=f"entry {index}")
        seen.add(acceptance.named)
    return tuple(acceptances)


def _acceptance(entry: Any, file: str, place: str) -> Acceptance:
    if not isinstance(entry, dict):
        raise InputError("not a mapping with `fingerprint` and `reason`", file=file, place=place)
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise InputError(
            f"unknown key {unknown[0]!r}", file=file, place=place, hint=f"known: {', '.join(sorted(_KEYS))}"
        )
    for key in (*_NAMING, "reason"):
        value = entry.get(key)
        if key in entry and not isinstance(value, str):
            hint = "quote it: all digits are read as a number" if isinstance(value, (int, float)) else ""
            raise InputError(f"`{key}` is no text", file=file, place=place, hint=hint)
    words = {key: str(entry.get(key, "")).strip() for key in (*_NAMING, "reason")}
    if not any(words[key] for key in _NAMING):
        raise InputError("there is no `fingerprint`, `rule` or `path`", file=file, place=place)
    if not words["reason"]:
        raise InputError("there is no `reason`", file=file, place=place, hint="say why it is accepted")
    expires = day(entry["expires"], file, place) if "expires" in entry else None
    return Acceptance(words["fingerprint"], words["reason"], words["rule"], words["path"], expires)


def day(value: object, file: str = "", place: str = "") -> date:
    """A date as acceptances write it. Raises `InputError` for anything else."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        hint = "a day as 2027-03-31"
        raise InputError(f"`expires`: {value!r} is no date", file=file, place=place, hint=hint) from None


def sort_accepted(
    changes: Iterable[Changed],
    acceptances: Sequence[Acceptance],
    *,
    paths: Callable[[Changed], Collection[str]] = lambda _: (),
    on: date | None = None,
) -> Sorted[Changed]:
    """Which changes are accepted on a day (None: today). `paths` gives the paths that a change is met in. An acceptance
    of a fingerprint that names another rule than the change has is stale."""
    on = on or today()
    still_open: list[Changed] = []
    accepted: list[tuple[Changed, Acceptance]] = []
    fitting: set[Acceptance] = set()
    for change in changes:
        places = paths(change)
        about = [acceptance for acceptance in acceptances if acceptance.fits(change, places)]
        fitting.update(about)
        holding = [acceptance for acceptance in about if acceptance.expires is None or on <= acceptance.expires]
        if holding:
            accepted.append((change, holding[0]))
        else:
            still_open.append(change)
    return Sorted(
        tuple(still_open),
        tuple(accepted),
        tuple(acceptance for acceptance in acceptances if acceptance not in fitting),
        tuple(
            acceptance
            for acceptance in acceptances
            if acceptance in fitting and acceptance.expires is not None and acceptance.expires < on
        ),
    )


def entries_of(changes: Iterable[Acceptable], reason: str, expires: date | None = None) -> list[Acceptance]:
    """One acceptance for each change, for the one reason."""
    return [Acceptance(change.fingerprint, reason, change.rule, expires=expires) for change in changes]


def with_accepted(text: str, acceptances: Iterable[Acceptance]) -> str:
    """A file of accepted changes with these added; what the file says stays as it is."""
    lines = [text.rstrip("\n")] if text.strip() else []
    for acceptance in acceptances:
        fields = {
            "fingerprint": acceptance.fingerprint and json.dumps(acceptance.fingerprint),
            "rule": acceptance.rule
            if acceptance.fingerprint or not acceptance.rule
            else json.dumps(acceptance.rule, ensure_ascii=False),
            "path": acceptance.path and json.dumps(acceptance.path, ensure_ascii=False),
            "reason": json.dumps(acceptance.reason, ensure_ascii=False),
            "expires": acceptance.expires.isoformat() if acceptance.expires else "",
        }
        keys = [f"{key}: {value}" for key, value in fields.items() if value]
        lines += [f"{'- ' if index == 0 else '  '}{line}" for index, line in enumerate(keys)]
    return "\n".join(lines) + "\n"
