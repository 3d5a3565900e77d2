"""Rows put where they stand: the path, the query, a header, the body, an answer.

Enters: rows, under what was announced. Leaves: sections.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.raw import RawField, RawSection, Role
from speclift.readers.handwritten.answers import AnswersInProse
from speclift.readers.handwritten.collected import IN_TEXT
from speclift.readers.handwritten.json_rows import rows_in_json
from speclift.readers.handwritten.rows import with_parents
from speclift.readers.handwritten.samples import ANSWERS
from speclift.readers.handwritten.signatures import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import Place
    from speclift.readers.handwritten.sections import Section

_BOLD_WORD: Final = re.compile(r"\*\*([\w.+-]+)\*\*")
_ROLES: Final[dict[str, Role]] = {"path": "path", "query": "query", "header": "header", "body": "body"}
_LOCATIONS: Final[tuple[tuple[str, Role], ...]] = (
    ("path", "path"),
    ("url", "path"),
    ("query", "query"),
    ("header", "header"),
    ("body", "body"),
    ("form", "body"),
    ("json", "body"),
)


class PlacedRows(AnswersInProse):
    """What was found so far, with its rows in their places. `demand`: whether the title of rows calls them required."""

    def __init__(self, section: Section, place: Place, objects: Sequence[str]) -> None:
        super().__init__(section, place, objects)
        self.demand: bool | None = None

    def add_rows(self, fields: tuple[RawField, ...], title: str) -> None:
        """Rows, each in a section of the place where it stands in the request or the answer."""
        parts: dict[Role, list[RawField]] = {}
        for field in fields:
            typed = _without_location(field)
            kind = self.object_in(field.description) if field.type.lower() in ("list", "array") else ""
            if kind.startswith("array"):
                typed = replace(typed, type=kind)
            if len(_BOLD_WORD.findall(typed.description)) > 1:  # values, where others set them as code
                typed = replace(typed, description=_BOLD_WORD.sub(r"`\1`", typed.description))
            role = self._role(field)
            typed = _settled(typed, required=self.demand is True and role not in ("success", "error"))
            if typed.example and not (typed.type or typed.description) and self.has_row(typed.name):
                continue  # the value of a call adds nothing to a row that is described
            parts.setdefault(role, []).append(typed)
            self.drop_poorer(typed.name)
        for role, given in parts.items():
            rows = with_parents(tuple(given)) if role in ("body", "success", "error") else tuple(given)
            status = self.status if role in ("success", "error") else ""
            kind = "array" if role == "success" and self.listed else ""
            self.sections.append(RawSection(role, title, self.at(title), rows, status=status, type=kind))

    def add_example(self, role: Role, text: str, language: str, status: str) -> None:
        """A recorded request or answer, with the rows that its comments describe."""
        super().add_example(role, text, language, status)
        at = self.at("comments")
        known = {field.name for one in self.sections if one.role in (role, "parameter") for field in one.fields}
        rows = tuple(_settled(row, required=False) for row in rows_in_json(text, at) if row.name not in known)
        if rows:
            kind = "array" if text.lstrip().startswith("[") else ""
            state = status if role != "body" else ""
            self.sections.append(RawSection(role, IN_TEXT, at, rows, status=state, type=kind))

    def _role(self, field: RawField) -> Role:
        location = next((value for label, value in field.constraints if label == "in"), "")
        for word, role in _LOCATIONS:
            if word in location:
                return role
        if self.mode == "error":
            return "error"
        if self.mode in ANSWERS:
            return "error" if self.status[:1] in ("4", "5") else "success"
        name = field.name.strip("{}<>:")
        if self.mode == "path" and not any(name in path_of(one.url) for one in self.section.signatures):
            return "query"  # "URL parameters" are those of the query as often
        return _ROLES.get(self.mode, "parameter")

    def place_by_addresses(self) -> None:
        """Put rows into the query of which the operation's own addresses show some there, and no body shows any."""
        sent = any(one.role == "body" for one in self.sections) or any(one.role == "body" for one in self.examples)
        if not sent:
            self.sections = [
                replace(one, role="query")
                if one.role == "parameter" and any(row.name in self.asked for row in one.fields)
                else one
                for one in self.sections
            ]


def _settled(row: RawField, *, required: bool) -> RawField:
    """A row and those below it; one without a mark is as required as its title says: nobody leaves out "required"."""
    inner = tuple(_settled(one, required=False) for one in row.children)
    return replace(row, required=required if row.required is None else row.required, children=inner)


def _without_location(field: RawField) -> RawField:
    kept = tuple(one for one in field.constraints if one[0] != "in")
    return field if kept == field.constraints else replace(field, constraints=kept)
