"""Which module of `models/` a type lives in: what a first call needs is loaded, and the other types are not.

Enters: the definitions of a catalogue. Leaves: `Modules`. The rule: a type has a module of its own. It lives with
another where that one names it and it is named after that one (`ConferenceState` of `Conference`), and where each
names the other: msgspec looks for the names in a type's annotations in the module of the type, so modules must not
need each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.generate import shapes
from speclift.generate.words import distinct, variable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Modules:
    """Modules of `models/`: `contents` says which types each holds, `of` where a type is."""

    def __init__(self, definitions: Mapping[str, shapes.Definition]) -> None:
        named = {name: list(dict.fromkeys(names_of(definition))) for name, definition in definitions.items()}
        homes = {name: name for name in definitions}
        for name, others in named.items():
            for other in others:
                if _named_after(other, name) and (homes[other] == other or len(name) > len(homes[other])):
                    homes[other] = name
        homes = {name: _root(name, homes) for name in homes}
        leader = _together(definitions, named, homes)
        first: dict[str, list[str]] = {}
        for name in definitions:
            # Whom a module is named after stands first in it.
            first.setdefault(leader[homes[name]], [leader[homes[name]]]).append(name)
        files = distinct(first, variable, definitions)
        self.contents = {files[name]: tuple(dict.fromkeys(names)) for name, names in first.items()}
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


def _named_after(name: str, owner: str) -> bool:
    """Whether a name continues another by a further word."""
    return name.startswith(owner) and not name.removeprefix(owner)[:1].islower() and name != owner


def _root(name: str, homes: Mapping[str, str]) -> str:
    while homes[name] != name:
        name = homes[name]
    return name


def _together(
    definitions: Mapping[str, shapes.Definition], named: Mapping[str, list[str]], homes: Mapping[str, str]
) -> dict[str, str]:
    """For each home, the first of those that need each other (Tarjan's strongly connected components, without
    recursion).
    """
    edges: dict[str, list[str]] = {homes[name]: [] for name in definitions}
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
