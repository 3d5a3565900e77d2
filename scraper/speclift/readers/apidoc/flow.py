"""Tables and examples of an article in page order, made sections and examples of it once their roles are known.

Enters: what stands behind the endpoint, in order. Leaves: `RawSection`s and `RawExample`s with their places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

from speclift.model.raw import RawExample, RawSection
from speclift.readers.apidoc import roles
from speclift.readers.apidoc.examples import Pane, Tabs, status_of
from speclift.readers.apidoc.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from speclift.model.raw import Role
    from speclift.readers.apidoc.paths import Paths

_WEBSOCKET = frozenset({"ws", "wss", "websocket", "websockets", "socket", "socket.io"})
_WEBSOCKET_URL = re.compile(r"wss?://", re.IGNORECASE)


class Section(Struct):
    """A heading behind the endpoint, and what stands under it. `known` is the role where the data tells it."""

    title: str
    known: Role | None = None
    table: Table | None = None
    prose: list[str] = field(default_factory=list)


def transport(kind: str, url: str) -> Literal["http", "websocket"]:
    """How an operation is called, by the word in the place of its method and by its address."""
    return "websocket" if kind.lower() in _WEBSOCKET or _WEBSOCKET_URL.match(url) else "http"


def sections_and_examples(
    flow: Sequence[Section | Tabs], kind: str, paths: Paths
) -> tuple[tuple[RawSection, ...], tuple[RawExample, ...]]:
    """The sections and examples of an article whose method, or whose word in its place, is `kind`."""
    shown: list[roles.Heading | Role] = []
    for item in flow:
        if isinstance(item, Section):
            table = item.table or Table()
            shown.append(roles.Heading(item.title, table.first_column, table.is_asked, item.known))
        elif item.section:
            shown.append(item.section)
    is_object = kind.lower() in roles.OBJECTS
    assigned = iter(roles.assign(shown, kind))
    last: Role = "structure" if is_object else "parameter"
    sections: list[RawSection] = []
    examples: list[RawExample] = []
    for item in flow:
        if isinstance(item, Section):
            last = next(assigned)
            sections.append(_section(item, last, paths))
        else:
            role = "structure" if is_object else (item.section or ("parameter" if item.is_general else last))
            examples.extend(_example(pane, role, paths) for pane in item.panes)
    return tuple(sections), tuple(examples)


def _section(section: Section, role: Role, paths: Paths) -> RawSection:
    place = paths.place(_path(section.title) or "table")
    return RawSection(
        role=role,
        title=section.title,
        place=place,
        fields=() if section.table is None else section.table.fields(place.path),
        description="\n\n".join(section.prose),
        status=roles.status(section.title),
    )


def _example(pane: Pane, role: Role, paths: Paths) -> RawExample:
    return RawExample(
        role=role,
        title=pane.title,
        text=pane.text,
        place=paths.place(_path(pane.title) or "example"),
        language=pane.language,
        status=status_of(pane),
    )


def _path(title: str) -> str:
    """A title as a part of a path: only rows stand behind a slash."""
    return title.replace("/", " / ")
