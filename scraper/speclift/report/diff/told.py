"""Changes as a reader wants to be told them: one change of a component once, however many objects and operations show
it.

Enters: changes and the documents that they are of. Leaves: `Told`: equal changes put together, with the type and the
first sentence of what came or went."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Direction
from speclift.document.pointers import index_of, split_pointer
from speclift.model.wording import schema_words, shown, without_line_breaks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from speclift.diff.change import Change
    from speclift.diff.difference import Operation
    from speclift.python_api.change import PythonChange

_SENTENCE = re.compile(r"(.+?[.!?])(?=\s|\Z)", re.DOTALL)
_LONGEST_SENTENCE = 100


@dataclass(frozen=True, slots=True)
class Told:
    """Changes that are one to a reader. `kind` is the type of what came, went or changed, `sentence` the first of its
    documented words; "" where there are none. `owners` are the components that show it, those of requests apart in
    `senders`. `renamed` is what came in the same place with the same type and words: perhaps the same under another
    name."""

    changes: tuple[Change, ...]
    kind: str = ""
    sentence: str = ""
    owners: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    renamed: str = ""

    @property
    def first(self) -> Change:
        """The change whose words stand for all."""
        return next((change for change in self.changes if change.direction is Direction.RESPONSE), self.changes[0])

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations that show it, in the order in which they were met."""
        return tuple(dict.fromkeys(operation for change in self.changes for operation in change.operations))

    @property
    def whole(self) -> bool:
        """Whether it is about the document, and not about operations."""
        return self.first.area == "servers" or not self.first.operations or self.first.location.startswith("document")


def tell(changes: Iterable[Change], old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Told, ...]:
    """Put equal changes together: the same level, kind of change, name, values and type. The documents may be empty:
    then nothing is known of types and words."""
    groups: dict[tuple[Any, ...], list[Change]] = {}
    described: dict[int, tuple[str, str]] = {}
    for change in changes:
        kind, sentence = _described(change, old, new)
        described[id(change)] = kind, sentence
        groups.setdefault(_same(change, kind), []).append(change)
    told = [_told(group, described) for group in groups.values()]
    come = [added for added in told if added.first.action == "add" and added.sentence]
    return tuple(_proposed(change, come) for change in told)


def _proposed(told: Told, come: Sequence[Told]) -> Told:
    """What went, with the name of the only thing that came in its place with its type and its words."""
    gone = told.first
    if gone.action != "remove" or not told.sentence or gone.area not in ("properties", "parameters"):
        return told
    alike = [
        added for added in come
        if added.first.area == gone.area and (added.kind, added.sentence) == (told.kind, told.sentence)
        and {_place(change) for change in added.changes} & {_place(change) for change in told.changes}
    ]  # fmt: skip
    return replace(told, renamed=alike[0].first.name) if len(alike) == 1 else told


def _place(change: Change) -> str:
    """Where a field or a parameter stands, without its own name."""
    place = change.location.removesuffix(f".{change.name}")
    return place.rpartition(" parameter ")[0] or place


def tell_python(changes: Sequence[PythonChange]) -> tuple[tuple[PythonChange, ...], ...]:
    """Put changes together that say the same of members of several classes; what breaks first."""
    groups: dict[tuple[object, ...], list[PythonChange]] = {}
    for change in sorted(changes, key=lambda one: one.level, reverse=True):
        is_member = not change.operation_id and "." in change.subject
        member = change.subject.rpartition(".")[2] if is_member else ""
        kinds = _family(change.old), _family(change.new)
        called = bool(change.operation_id)
        groups.setdefault((change.level, change.text, change.name, *kinds, member, called), []).append(change)
    return tuple(tuple(group) for group in groups.values())


def _family(kind: str) -> str:
    """A type without what tells its forms apart: how it is answered, created and updated, and whether it is always
    there."""
    return _FORMS.sub("", kind.replace(" | Unset", ""))


_FORMS = re.compile(r"(?<=\w)(?:Create|Update)?(?:Like)?(?!\w)")


def _told(group: list[Change], described: dict[int, tuple[str, str]]) -> Told:
    kind, _ = described[id(group[0])]
    sentence = next((words for _, words in (described[id(change)] for change in group) if words), "")
    owned = [(change.direction, owner) for change in group if (owner := _owner(change))]
    owners = tuple(dict.fromkeys(owner for direction, owner in owned if direction is not Direction.REQUEST))
    senders = dict.fromkeys(owner for direction, owner in owned if direction is Direction.REQUEST)
    return Told(tuple(group), kind, sentence, owners, tuple(sender for sender in senders if sender not in owners))


def _same(change: Change, kind: str) -> tuple[Any, ...]:
    if not change.operations:
        return ("alone", id(change))
    values = shown(change.old), shown(change.new), change.name
    if not _owner(change):
        return ("operation", change.rule, *values, change.place, change.path, kind, change.area == "operations")
    field = change.name or change.path.rpartition(".")[2]
    action = change.rule.removeprefix("request-").removeprefix("response-")
    action = action.replace("optional-", "").replace("required-", "")
    return ("component", change.level, action, field, *values, _family(kind))


def _owner(change: Change) -> str:
    """The component that a change stands in (`Conference.rights`), or ""."""
    return change.location.removeprefix("schema ") if change.location.startswith("schema ") else ""


def _described(change: Change, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, str]:
    """The type and the first sentence of what a change is about."""
    document, pointer = (old, change.old_pointer) if change.action == "remove" else (new, change.new_pointer)
    value = value_at(document, pointer)
    if not isinstance(value, dict) or change.rule.endswith(_TYPELESS):
        return "", ""
    sentence = _first_sentence(value.get("description") or value.get("summary"))
    if "schema" in value:
        return schema_words(value["schema"]), sentence
    is_schema = "/schema" in pointer or "/properties/" in pointer or pointer.startswith("/components/schemas/")
    return (schema_words(value) if is_schema else ""), sentence


_TYPELESS = ("-renamed", "type-changed", "type-widened", "type-narrowed", "deprecated", "status-changed", "moved")
"""Ends of the ids of rules whose sentence says all that there is to say."""


def _first_sentence(text: object) -> str:
    if not isinstance(text, str) or not text.strip():
        return ""
    folded = without_line_breaks(text)
    match = _SENTENCE.match(folded)
    sentence = match[1] if match else folded
    return sentence if len(sentence) <= _LONGEST_SENTENCE else sentence[: _LONGEST_SENTENCE - 1].rstrip() + "…"


def value_at(document: Mapping[str, Any], pointer: str) -> Any:
    """What a pointer leads to, or None."""
    value: Any = document
    for step in split_pointer(pointer):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and (index := index_of(step)) is not None and index < len(value):
            value = value[index]
        else:
            return None
    return value
