"""The lattice: for everything that any version has, since when, until when, and when it changed.

Enters: all versions of one documentation, oldest first. Leaves: `Lattice`. An operation is the same operation from
version to version as `pair` says, so one that was renamed keeps its age."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from speclift.diff.compare import compare_documents
from speclift.diff.lattice.inventory import Entry, Inventory, Kind, take_stock
from speclift.diff.pair.operations import pair_operations
from speclift.document.soundness import require_sound
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.diff.change import Change
    from speclift.diff.pair.operations import Endpoint
    from speclift.document.soundness import SoundDocument


@dataclass(frozen=True, slots=True)
class Step:
    """The way from one version to the next."""

    old: str
    new: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One operation, parameter, field or value. `subject` is what the newest version that has it calls it, `versions`
    those that have it, in order; `pointers` where the document of each has it; `changed` the versions in which it
    became another, with the changes."""

    kind: Kind
    subject: str
    versions: tuple[str, ...]
    since: str
    until: str
    changed: tuple[tuple[str, tuple[Change, ...]], ...]
    operation_id: str = ""
    pointers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lattice:
    """All versions held together. The questions about age answer with a version, or "" for: always, or not known.

    `since` of an item is the first version that has it, `until` the last; "" where that is the first or last of all.
    """

    versions: tuple[str, ...]
    items: tuple[Item, ...]
    steps: tuple[Step, ...]
    operations: Mapping[str, tuple[str, ...]]
    arguments: Mapping[tuple[str, str], tuple[str, ...]]
    members: Mapping[tuple[str, str], tuple[str, ...]]

    def operation(self, operation_id: str) -> str:
        """Since when the operation is documented."""
        return self._since(self.operations.get(operation_id, ()))

    def parameter(self, operation_id: str, name: str) -> str:
        """Since when the parameter, or field of the body, is documented. What is as old as its operation has no
        age."""
        born = self.operations.get(operation_id, ())
        versions = self.arguments.get((operation_id, name), ())
        return "" if versions[:1] == born[:1] else self._since(versions)

    def field(self, schema: str, name: str) -> str:
        """Since when the field of the component is documented."""
        return self._since(self.members.get((schema, name), ()))

    def until(self, operation_id: str) -> str:
        """Until when the operation was documented; "" if it still is."""
        versions = self.operations.get(operation_id, ())
        return versions[-1] if versions and versions[-1] != self.versions[-1] else ""

    def _since(self, versions: tuple[str, ...]) -> str:
        return versions[0] if versions and versions[0] != self.versions[0] else ""


def since(lattice: Lattice, operation_id: str) -> str:
    """Since when an operation is documented; "" where it always was."""
    return lattice.operation(operation_id)


def until(lattice: Lattice, operation_id: str) -> str:
    """Until when an operation was documented; "" if it still is."""
    return lattice.until(operation_id)


def lattice(documents: Mapping[str, dict[str, Any] | SoundDocument]) -> Lattice:
    """Hold all versions together, oldest first. Raises `InputError` for what is not OpenAPI 3, and for no version at
    all."""
    if not documents:
        raise InputError("there is no version to compare")
    opened = {version: require_sound(document, version) for version, document in documents.items()}
    stocks = {version: take_stock(document) for version, document in opened.items()}
    versions = tuple(opened)
    registry = _Registry(versions)
    for version in versions:
        registry.add(version, stocks[version])
    steps = []
    for old, new in pairwise(versions):
        changes = tuple(compare_documents(opened[old], opened[new]))
        registry.changed(old, new, changes)
        steps.append(Step(old, new, changes))
    return Lattice(
        versions,
        registry.items(),
        tuple(steps),
        _existence(
            {v: {(e.operation_id, "") for e in s.endpoints if e.operation_id} for v, s in stocks.items()}, single=True
        ),
        _existence({version: stock.arguments for version, stock in stocks.items()}),
        _existence({version: stock.members for version, stock in stocks.items()}),
    )


def _existence(named: Mapping[str, Any], *, single: bool = False) -> dict[Any, tuple[str, ...]]:
    versions_of: dict[Any, list[str]] = {}
    for version, names in named.items():
        for name in names:
            versions_of.setdefault(name[0] if single else name, []).append(version)
    return {name: tuple(versions) for name, versions in versions_of.items()}


class _Registry:
    """Entries of all versions, those that are the same under one key."""

    def __init__(self, versions: tuple[str, ...]) -> None:
        self._versions = versions
        self._found: dict[tuple[Kind, int, str], tuple[Entry, dict[str, str]]] = {}
        self._changed: dict[tuple[Kind, int, str], dict[str, list[Change]]] = {}
        self._at: dict[str, dict[str, tuple[Kind, int, str]]] = {}
        self._operations: dict[str, dict[tuple[str, str], tuple[Kind, int, str]]] = {}
        self._numbers: dict[int, int] = {}
        self._last: dict[int, Endpoint] = {}

    def add(self, version: str, stock: Inventory) -> None:
        """Enter everything that a version has."""
        self._number(stock)
        at = self._at[version] = {}
        self._operations[version] = {
            (endpoint.method, endpoint.path): ("operation", self._numbers[id(endpoint)], "")
            for endpoint in stock.endpoints
        }
        for entry in stock.entries:
            number = -1 if entry.endpoint is None else self._numbers[id(entry.endpoint)]
            key = (entry.kind, number, entry.rest)
            pointers = self._found[key][1] if key in self._found else {}
            if version not in pointers:
                self._found[key] = entry, {**pointers, version: entry.pointer}
            start = "" if entry.endpoint is None else f"{entry.endpoint.method} {entry.endpoint.template} "
            at.setdefault(f"{start}{entry.rest}".strip(), key)

    def _number(self, stock: Inventory) -> None:
        """Give every operation the number that it had before, absent versions passed over."""
        known = {id(endpoint): number for number, endpoint in self._last.items()}
        for pair in pair_operations(list(self._last.values()), list(stock.endpoints)):
            if pair.new is not None:
                number = known[id(pair.old)] if pair.old is not None else len(self._last)
                self._numbers[id(pair.new)] = number
                self._last[number] = pair.new

    def changed(self, old: str, new: str, changes: tuple[Change, ...]) -> None:
        """Enter what changed from one version to the next."""
        operations = self._operations[new]
        for change in changes:
            keys: list[Any] = []
            if change.action == "change" or not change.rule.endswith(("-added", "-removed")):
                keys.append(self._at[old].get(change.location))
            keys += [
                operations.get((operation.method, operation.path))
                for operation in change.operations
                if change.area != "servers"
            ]
            for key in dict.fromkeys(keys):
                if key is not None and not change.rule.startswith(("operation-added", "operation-removed")):
                    self._changed.setdefault(key, {}).setdefault(new, []).append(change)

    def items(self) -> tuple[Item, ...]:
        """Everything, in the order in which it was first met."""
        items = []
        for key, (entry, pointers) in self._found.items():
            versions = tuple(pointers)
            since = "" if versions[0] == self._versions[0] else versions[0]
            until = "" if versions[-1] == self._versions[-1] else versions[-1]
            changed = tuple((version, tuple(changes)) for version, changes in self._changed.get(key, {}).items())
            endpoint = entry.endpoint
            name = "" if endpoint is None else f"{endpoint.method.upper()} {endpoint.path}"
            subject = ": ".join(part for part in (name, entry.subject) if part)
            operation_id = "" if endpoint is None else endpoint.operation_id
            where = tuple(pointers.values())
            items.append(Item(entry.kind, subject, versions, since, until, changed, operation_id, where))
        return tuple(items)
