"""Which module of `models/` a type lives in: what a first call needs is loaded, and most other types are not.

Enters: the definitions of a catalogue, and the operations. Leaves: `Modules`. The rule:

1. A type lives with the type it is named after: `ConferenceState` and `ConferenceTemplate` with `Conference`. What is
named
   after no other has a module of its own.
2. Types that only an operation names, for the documentation gives them no name, live together by resource.
3. Those that name no other, and are alone in their module or have few fields together, share one: each is made in no
time, and a file costs more.
4. Where modules would need each other they are one: msgspec looks for the names in a type's annotations in the module
of
   the type, so every name must be imported there.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from speclift.generate import shapes
from speclift.generate.words import distinct, type_name, variable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclift.generate.operations import Operation

_SMALL = "Small types"
_FEW = 12
"""The most fields that the types of a module may have together which costs more as a file than to load with others."""


class Modules:
    """Modules of `models/`: `contents` says which types each holds, `of` where a type is, `titles` what it is about."""

    def __init__(self, definitions: Mapping[str, shapes.Definition], operations: Sequence[Operation]) -> None:
        named = {name: list(dict.fromkeys(names_of(definition))) for name, definition in definitions.items()}
        homes = {name: _root(name, definitions) for name in definitions}
        unnamed = _by_resource(definitions, operations, named)
        homes = {name: unnamed.get(home, home) for name, home in homes.items()}
        homes = _small_ones_together(definitions, named, homes)
        leader = _together(named, homes)
        first: dict[str, list[str]] = {}
        for name in definitions:
            first.setdefault(leader[homes[name]], []).append(name)
        files = distinct(first, variable, definitions)
        self.contents = {files[home]: tuple(names) for home, names in first.items()}
        self.titles = {files[home]: home for home in first}
        self.of = {name: module for module, names in self.contents.items() for name in names}


def names_of(definition: shapes.Definition) -> Iterator[str]:
    """Yield the definitions that a definition names."""
    match definition:
        case shapes.Record(fields=fields, base=base):
            if base:
                yield base
            for field in fields:
                yield from shapes.names_in(field.type)
        case shapes.Choice(members=members):
            for member in members:
                yield from shapes.names_in(member)
        case _:
            pass


def _root(name: str, definitions: Mapping[str, shapes.Definition]) -> str:
    """The shortest name that `name` continues by further words; its own where there is none."""
    owners = (owner for owner in definitions if name.startswith(owner) and not name.removeprefix(owner)[:1].islower())
    return min(owners, key=len)


def _by_resource(
    definitions: Mapping[str, shapes.Definition], operations: Sequence[Operation], named: Mapping[str, list[str]]
) -> dict[str, str]:
    """The home of each type that is no component, or one that is named after its operation (`DeleteUserResponse`): the
    answers of the resource whose operation first names it.
    """
    found: dict[str, str] = {}
    owners = tuple(type_name(operation.id) for operation in operations)
    for operation in operations:
        home = f"{' '.join(operation.named.resource)} answers"
        types = [operation.result.type, *(argument.type for argument in operation.arguments)]
        waiting = [name for type_ in types for name in shapes.names_in(type_)]
        waiting += [operation.body_type] if operation.body_type else []
        while waiting:
            name = waiting.pop()
            unnamed = not definitions[name].component or name.startswith(owners)
            if unnamed and name not in found:
                found[name] = home
                waiting.extend(named[name])
    return found


def _small_ones_together(
    definitions: Mapping[str, shapes.Definition], named: Mapping[str, list[str]], homes: Mapping[str, str]
) -> dict[str, str]:
    """The homes, where those that name no other and hold one type, or a few fields, are one."""
    inhabitants = Counter(homes.values())
    fields: Counter[str] = Counter()
    for name, home in homes.items():
        match definitions[name]:
            case shapes.Record(fields=parts) | shapes.Enumeration(members=parts):
                fields[home] += len(parts)
    outward = {homes[name] for name, others in named.items() if any(homes[other] != homes[name] for other in others)}
    return {
        name: _SMALL if home not in outward and (inhabitants[home] == 1 or fields[home] <= _FEW) else home
        for name, home in homes.items()
    }


def _together(named: Mapping[str, list[str]], homes: Mapping[str, str]) -> dict[str, str]:
    """For each home, the first of those that need each other (Tarjan's strongly connected components, no recursion)."""
    edges: dict[str, list[str]] = {homes[name]: [] for name in named}
    for name, others in named.items():
        edges[homes[name]].extend(homes[other] for other in others)
    order = {name: index for index, name in enumerate(edges)}
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    leader: dict[str, str] = {}
    for start in edges:
        if start in number:
            continue
        path = [(start, iter(edges[start]))]
        number[start] = lowest[start] = len(number)
        waiting.append(start)
        while path:
            node, following = path[-1]
            for other in following:
                if other not in number:
                    number[other] = lowest[other] = len(number)
                    waiting.append(other)
                    path.append((other, iter(edges[other])))
                    break
                if other not in leader:
                    lowest[node] = min(lowest[node], number[other])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    members = waiting[waiting.index(node) :]
                    del waiting[waiting.index(node) :]
                    chosen = min(members, key=order.__getitem__)
                    leader |= dict.fromkeys(members, chosen)
    return leader
