"""Corrections: the only place for facts about one API that no rule can derive.

Enters: `corrections.yaml`, an OpenAPI Overlay 1.0 document whose every action quotes the words of the page that it
corrects (`x-quote`), says where they stand (`x-where`: `Objects / Call`) and, where it is not meant for all versions,
for which (`x-versions`: `v3.1–v3.10`). Leaves: corrected documents. What enters is never changed: documents may share
parts, so only the path to a correction is copied.

A correction that the page has outlived fails the build: its quote is no longer said, or its target is no longer there.

Source: Overlay Specification 1.0.0, https://spec.openapis.org/overlay/v1.0.0.html; how lists merge is not said there
and taken from 1.1.0 (they are joined). A property of another kind is replaced, so that `type: string` can become `type:
[string, "null"]`.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from speclift.document.pointers import join_pointer
from speclift.document.targets import compiled
from speclift.document.yaml12 import parse_yaml
from speclift.model.findings import Finding, InputError, Quote
from speclift.model.rules import stages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from speclift.document.targets import Place

_KEYS: Final = frozenset(("target", "description", "update", "remove"))
_VERSION: Final = re.compile(r"v?(\d{1,18}(?:\.\d{1,18})*)\Z")
_DASH: Final = re.compile(r"\s*(?:–|—|\.\.\.?)\s*|\s+-\s+|(?<=[\dv])-(?=v?\d)")


class Versions(Struct, frozen=True):
    """The versions a correction is meant for: ranges with both ends. Empty: every version whose page says the quote."""

    ranges: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()

    def __contains__(self, version: str) -> bool:
        """Whether `version` (`v3.10` or `3.10`) is one of them."""
        number = _number(version)
        return not self.ranges or (number is not None and any(low <= number <= high for low, high in self.ranges))


class Action(Struct, frozen=True, dict=True):
    """One correction: an Overlay action. `line` is its line in the file, counted from 1."""

    line: int
    target: str
    quote: str
    where: str
    description: str = ""
    update: Any = None
    remove: bool = False
    versions: Versions = field(default_factory=Versions)

    @cached_property
    def places(self) -> Callable[[Any], list[Place]]:
        """Finds the places of the target. Raises jsonpath's own errors; `load` turns them into `InputError`."""
        return compiled(self.target)


class Corrections(Struct, frozen=True):
    """A file of corrections, read. `file` is its name for messages."""

    file: str = ""
    actions: tuple[Action, ...] = ()


class Applied(Struct, frozen=True):
    """A corrected document: what was said about it, the pointers that were corrected, and which actions (by index)
    found their quote on the page and their target in the document."""

    document: dict[str, Any]
    findings: tuple[Finding, ...] = ()
    pointers: tuple[str, ...] = ()
    quoted: frozenset[int] = frozenset()
    matched: frozenset[int] = frozenset()


def load(path: Path) -> Corrections:
    """Reads a file of corrections. Raises `InputError` with file and line for what is no Overlay or quotes nothing."""
    name = path.name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=str(path)) from None
    except UnicodeDecodeError:
        raise InputError("is not UTF-8", file=str(path)) from None
    root = parse_yaml(text, name)
    lines = _lines_of_actions(text)
    if not isinstance(root, dict) or not re.match(r"1\.\d+\.\d+\Z", str(root.get("overlay", ""))):
        raise InputError("is not an OpenAPI Overlay", file=name, place="line 1", hint="it begins with `overlay: 1.0.0`")
    info = root.get("info")
    if not isinstance(info, dict) or not info.get("title") or not info.get("version"):
        raise InputError("has no `info` with a title and a version", file=name, place="line 1")
    actions = root.get("actions")
    if not isinstance(actions, list) or not actions:
        raise InputError("has no `actions`", file=name, place="line 1", hint="without corrections, leave the file out")
    return Corrections(name, tuple(_action(action, line, name) for action, line in zip(actions, lines, strict=True)))


def _lines_of_actions(text: str) -> list[int]:
    """The line of each action, counted from 1; `parse_yaml` has already refused what a composer could choke on."""
    import yaml

    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "actions" and isinstance(value, yaml.SequenceNode):
            return [item.start_mark.line + 1 for item in value.value]
    return []


def _action(raw: object, line: int, name: str) -> Action:
    def trouble(message: str, hint: str = "") -> InputError:
        return InputError(message, file=name, place=f"line {line}", hint=hint)

    if not isinstance(raw, dict):
        raise trouble("an action is an object")
    unknown = [key for key in raw if key not in _KEYS and not key.startswith("x-")]
    if unknown:
        raise trouble(f"an action has no {unknown[0]!r}", "Overlay 1.0 knows target, description, update and remove")
    fields = {key: raw.get(key) for key in ("target", "x-quote", "x-where")}
    missing = next((key for key, value in fields.items() if not isinstance(value, str) or not value.strip()), None)
    if missing:
        raise trouble(f"the action has no `{missing}`", "a correction quotes the words of the page that it corrects")
    remove = raw.get("remove", False)
    if not isinstance(remove, bool):
        raise trouble("`remove` is true or false")
    if not remove and "update" not in raw:
        raise trouble("the action neither updates nor removes anything")
    action = Action(
        line,
        raw["target"],
        raw["x-quote"].strip(),
        raw["x-where"].strip(),
        str(raw.get("description") or ""),
        raw.get("update"),
        remove,
        _versions(raw.get("x-versions"), trouble),
    )
    try:
        _ = action.places
    except Exception as error:  # jsonpath raises several kinds, some of them no JSONPathError
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise trouble(f"the target {action.target!r} is not a JSONPath: {reason}", "see RFC 9535") from None
    return action


def _versions(raw: object, trouble: Callable[[str, str], InputError]) -> Versions:
    """Reads `v3.1–v3.10`, `v3.4`, `v3–v3.2, v3.9`, or a list of such."""
    if raw is None:
        return Versions()
    parts = [part for one in (raw if isinstance(raw, list) else [raw]) for part in re.split(r"[,;]", str(one))]
    ranges = []
    for part in parts:
        ends = [_number(end.strip()) for end in _DASH.split(part.strip())]
        if len(ends) > 2 or None in ends:
            raise trouble(f"`x-versions` {part.strip()!r} is no version and no range of versions", "like v3.1–v3.10")
        ranges.append((ends[0], ends[-1]))
    return Versions(tuple(ranges))  # type: ignore[arg-type]  # None was refused above


def _number(version: str) -> tuple[int, ...] | None:
    """`v3.10` as (3, 10), so that it comes after `v3.9`; trailing zeros do not count."""
    match = _VERSION.match(version.strip())
    if match is None:
        return None
    parts = [int(part) for part in match[1].split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def apply(
    document: dict[str, Any], version: str, corrections: Corrections, page_says: Callable[[str, str, str], bool]
) -> Applied:
    """Gives the document with the corrections for its version, applied in their order, each to the result of the one
    before.

    `page_says(where, quote, version)` tells whether the article says these words in that version. An action with
    `x-versions` must find its quote and its target in each of them; one without is meant for every version whose page
    says its quote. Raises `InputError` for a correction that no longer fits.
    """
    copied: set[int] = set()
    root, findings, pointers = document, list[Finding](), list[str]()
    quoted, matched = set[int](), set[int]()
    for index, action in enumerate(corrections.actions):
        if version not in action.versions:
            continue
        if not page_says(action.where, action.quote, version):
            if action.versions.ranges:
                raise _stale(corrections, action, f"the page no longer says it in {version}")
            continue
        quoted.add(index)
        places = action.places(root)
        if not places:
            if action.versions.ranges:
                raise _stale(corrections, action, f"the document of {version} has nothing at {action.target}")
            continue
        matched.add(index)
        root = _Editor(root, copied, corrections, action).edit(places)
        pointers += [join_pointer(*place) for place in places]
        findings.append(_finding(action, version, places))
    return Applied(root, tuple(findings), tuple(pointers), frozenset(quoted), frozenset(matched))


def require_all_used(corrections: Corrections, applied: Iterable[Applied]) -> None:
    """Raises `InputError` for the first correction that fitted none of the versions: the page has outlived it."""
    results = list(applied)
    for index, action in enumerate(corrections.actions):
        if any(index in result.matched for result in results):
            continue
        if any(index in result.quoted for result in results):
            raise _stale(corrections, action, f"no document has anything at {action.target}")
        raise _stale(corrections, action, "no version of the page says it any more")


def _stale(corrections: Corrections, action: Action, why: str) -> InputError:
    return InputError(
        f"the correction of “{action.quote}” ({action.where}) no longer matches: {why}",
        file=corrections.file,
        place=f"line {action.line}",
        hint="quote what the page says now, or remove the correction if the page is right at last",
    )


def _finding(action: Action, version: str, places: Sequence[tuple[str | int, ...]]) -> Finding:
    done = "left out" if action.remove else "replaced by hand"
    return stages.CORRECTION.finding(
        action.where,
        (Quote(action.quote, action.where),),
        versions=(version,),
        pointer=join_pointer(*places[0]),
        description=" ".join(action.description.split()) or "corrected by hand",
        done=done,
        pointers=", ".join(join_pointer(*place) or "/" for place in places[:3]),
    )


class _Editor:
    """Carries out one action on a document, copying what it changes. `copied` holds the ids of what is ours already."""

    def __init__(self, root: dict[str, Any], copied: set[int], corrections: Corrections, action: Action) -> None:
        self.root, self.copied, self.corrections, self.action = root, copied, corrections, action

    def edit(self, places: Sequence[tuple[str | int, ...]]) -> dict[str, Any]:
        """Gives the document with the action done at each of `places`."""
        if self.action.remove:
            self._remove(places)
        else:
            for place in places:
                self._update(place)
        return self.root

    def _own(self, value: Any) -> Any:
        """A shallow copy of a container, made once."""
        if id(value) in self.copied:
            return value
        copy = value.copy()
        self.copied.add(id(copy))
        return copy

    def _container(self, place: tuple[str | int, ...]) -> Any:
        """The container at `place`, with everything on the way to it copied."""
        self.root = self._own(self.root)
        here: Any = self.root
        for step in place:
            here[step] = self._own(here[step])
            here = here[step]
        return here

    def _remove(self, places: Sequence[tuple[str | int, ...]]) -> None:
        """Removes the deepest first, and of one list the last first, so that places stay true."""
        if () in places:
            raise self._trouble("the whole document cannot be removed")
        for parent in sorted({place[:-1] for place in places}, key=len, reverse=True):
            container = self._container(parent)
            steps = [place[-1] for place in places if place[:-1] == parent]
            for step in sorted(steps, key=lambda one: one if isinstance(one, int) else 0, reverse=True):
                del container[step]

    def _update(self, place: tuple[str | int, ...]) -> None:
        value: Any = self.root
        for step in place:
            value = value[step]
        if isinstance(value, list):
            self._container(place).append(self.action.update)
        elif isinstance(value, dict) and isinstance(self.action.update, dict):
            self._merge(self._container(place), self.action.update)
        elif isinstance(value, dict):
            raise self._trouble("the target is an object, so `update` must be one")
        else:
            raise self._trouble("the target is neither an object nor a list", "target the object that holds the value")

    def _merge(self, ours: dict[str, Any], update: Mapping[str, Any]) -> None:
        for key, value in update.items():
            there = ours.get(key)
            if isinstance(there, dict) and isinstance(value, dict):
                ours[key] = self._own(there)
                self._merge(ours[key], value)
            elif isinstance(there, list) and isinstance(value, list):
                ours[key] = [*there, *value]
            else:
                ours[key] = value

    def _trouble(self, message: str, hint: str = "") -> InputError:
        return InputError(
            f"{message} ({self.action.target})", file=self.corrections.file, place=f"line {self.action.line}", hint=hint
        )
