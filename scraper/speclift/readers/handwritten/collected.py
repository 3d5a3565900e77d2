"""The parts of one operation's description, as they are collected: rows, statuses, examples, prose.

Enters: what the writer found. Leaves: sections, examples and texts, each at a place of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.raw import Place, RawExample, RawField, RawSection, RawText, Role

if TYPE_CHECKING:
    from speclift.readers.handwritten.sections import Section


IN_TEXT: Final = "running text"
"""The title of rows that no table or list holds. It is none that a row can have."""


class Collected:
    """What was found so far in one section of the page."""

    def __init__(self, section: Section, place: Place) -> None:
        self.section, self.place = section, place
        self.sections: list[RawSection] = []
        self.examples: list[RawExample] = []
        self.prose: list[RawText] = []
        self.details: dict[str, list[str]] = {}
        self.mode = ""
        self.status = ""
        self.announced = ""

    def at(self, step: str) -> Place:
        """A place inside the article that nothing else has."""
        places = [one.place for one in self.sections] + [one.place for one in self.examples]
        taken = {one.path for one in (*places, *(one.place for one in self.prose))}
        path, number = step, 1
        while path in taken:
            number += 1
            path = f"{step} ({number})"
        return Place(self.place.page, self.place.anchor, "", path)

    def has_row(self, name: str) -> bool:
        """Whether a row of this name was found at any depth."""
        rows = [field for section in self.sections for field in section.fields]
        while rows:
            row = rows.pop()
            if row.name == name:
                return True
            rows += row.children
        return False

    def drop_poorer(self, name: str) -> None:
        """Take away rows of this name that running text or a call's values made: a table of rows says more."""
        kept = []
        for section in self.sections:
            poor = [
                one
                for one in section.fields
                if one.name == name and (section.title == IN_TEXT or not (one.type or one.description or one.children))
            ]
            fields = tuple(one for one in section.fields if one not in poor)
            if not poor:
                kept.append(section)
            elif fields:
                kept.append(replace(section, fields=fields))
        self.sections = kept

    def add_parameter(
        self, name: str, where: str, words: str, example: str | None = None, *, required: bool = False
    ) -> None:
        """A parameter that running text or an address names, unless a row does."""
        if self.has_row(name):
            return
        at = self.at(f"running text/{name}")
        inside = Place(at.page, at.anchor, "", f"{at.path}/{name}")
        must = None if where == "path" else required
        field = RawField(name, inside, description=words, required=must, example=example)
        roles: dict[str, Role] = {"header": "header", "path": "path", "body": "body"}
        self.sections.append(RawSection(roles.get(where, "query"), IN_TEXT, at, (field,)))

    def add_answer_field(self, name: str, words: str, *, listed: bool) -> None:
        """A field of the answer that running text names; `listed`: of each entry of the answer's list."""
        if self.has_row(name):
            return
        at = self.at(f"running text/{name}")
        words = "" if listed else words  # they speak of the list
        field = RawField(name, Place(at.page, at.anchor, "", f"{at.path}/{name}"), description=words, required=False)
        kind = "array" if listed else ""
        self.sections.append(RawSection("success", IN_TEXT, at, (field,), status=self.status, type=kind))

    def add_status(self, status: str, words: str) -> None:
        """A status that the operation answers with."""
        if any(one.status == status and not one.fields for one in self.sections):
            return
        role: Role = "error" if status[0] in "45" else "success"
        self.sections.append(RawSection(role, status, self.at(status), description=words, status=status))

    def add_example(self, role: Role, text: str, language: str, status: str) -> None:
        """A recorded request or answer."""
        kind = language or ("json" if text[:1] in "[{" else "")
        place = self.at(f"example/{role}")
        self.examples.append(RawExample(role, self.announced, text, place, kind, status if role != "body" else ""))

    def answers_without_content(self) -> bool:
        """Whether the page says that the operation answers with no content."""
        answers = {one.status for one in self.sections if one.role == "success"}
        return bool(answers) and answers <= {"204", "205", "304"}

    def say(self, text: str) -> None:
        """Running text."""
        if text.strip():
            self.prose.append(RawText(text, self.at(f"description/{len(self.prose) + 1}")))
