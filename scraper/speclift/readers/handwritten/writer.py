"""What one section of a hand-written page says, collected: rows, statuses, examples and prose.

Enters: a `Section`. Leaves: `Writer`, with the parts of an article. A heading or a line that ends in a colon says what
follows; what nothing announces is told by what it looks like.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.raw import Place, RawExample, RawField, RawSection, RawText, Role
from speclift.readers.handwritten.announcements import ANSWERS_WITH, CODE_LINE, DEMAND, ROWS_FOLLOW, SENDS, TELL_ROWS
from speclift.readers.handwritten.blocks import Block
from speclift.readers.handwritten.facts import facts_of, is_fact
from speclift.readers.handwritten.prose import parameters_in_prose, statuses_in_prose
from speclift.readers.handwritten.rows import fields_of, status_in, statuses_of
from speclift.readers.handwritten.signatures import is_call, signatures_of
from speclift.readers.handwritten.words import SECTIONS, meaning, meaning_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.handwritten.blocks import Item
    from speclift.readers.handwritten.sections import Section

_ROLES: Final[dict[str, Role]] = {"path": "path", "query": "query", "header": "header", "body": "body"}
_ANSWERS: Final = frozenset({"response", "response example", "statuses", "error"})
_LOCATIONS: Final[tuple[tuple[str, Role], ...]] = (
    ("path", "path"),
    ("url", "path"),
    ("query", "query"),
    ("header", "header"),
    ("body", "body"),
    ("form", "body"),
    ("json", "body"),
)
_WRITES: Final = frozenset({"POST", "PUT", "PATCH"})
_LONGEST_LABEL: Final = 120


class Writer:
    """Collects what one section says."""

    def __init__(self, section: Section, place: Place, objects: Sequence[str] = ()) -> None:
        self.section, self.place, self._objects = section, place, objects
        self.sections: list[RawSection] = []
        self.examples: list[RawExample] = []
        self.prose: list[RawText] = []
        self.mode = ""
        self.status = ""
        self._announced = ""
        self._lists_rows = False
        self._body_shown = False
        self._writes = any(one.method in _WRITES for one in section.signatures)
        for block in section.blocks:
            self.block(block)

    def at(self, step: str) -> Place:
        """A place inside the article that nothing else has."""
        places = [one.place for one in self.sections] + [one.place for one in self.examples]
        taken = {one.path for one in (*places, *(one.place for one in self.prose))}
        path, number = step, 1
        while path in taken:
            number += 1
            path = f"{step} ({number})"
        return Place(self.place.page, self.place.anchor, "", path)

    def block(self, block: Block) -> None:
        """Read one block."""
        if block.kind == "heading" and DEMAND.match(block.text):
            return  # "Required:" above rows, in the middle of a section
        if block.kind == "heading" and self._is_detail(block.text):
            self.mode = "detail"
            self._say(block.text)
        elif block.kind == "heading":
            self._announce(block.text, heading=True)
        elif block.kind == "code":
            self._code(block.text, block.language)
        elif block.kind == "text":
            self._text(block.text)
        else:
            self._rows(block)

    def _is_detail(self, text: str) -> bool:
        """Whether a heading names a row that is described already: what follows is about it."""
        name = text.strip("`* ")
        return any(field.name == name for section in self.sections for field in section.fields)

    def _announce(self, text: str, *, heading: bool) -> bool:
        """Take a title or a line before something for what it announces."""
        status = re.search(r"(?<!\d)([1-5]\d\d)(?!\d)", text)
        found = meaning_within(SECTIONS, text)
        if status is not None and (found in ("", "response", "response example", "error", "statuses") or heading):
            found = "error" if status[1][0] in "45" else found if found in _ANSWERS else "response"
            self.status = status[1]
        elif found in _ANSWERS and self.mode not in _ANSWERS:
            self.status = ""
        if found == "example" and self.mode in ("response", "response example", "error"):
            found = "response example"
        if found == "error" and re.search(r"success", text, re.IGNORECASE):
            found = "response"
        if found:
            self.mode = found
            self._announced = text.strip("*: ")
        elif heading:
            self.mode, self._body_shown = "", False
        return bool(found)

    def _text(self, text: str) -> None:
        label = text.rstrip("*_ ")
        self._lists_rows = label.endswith((":", "：")) and ROWS_FOLLOW.search(label.split(". ")[-1]) is not None
        if self._lists_rows and not self.mode and ANSWERS_WITH.search(text) and not SENDS.search(text):
            self.mode = "response"
        if label.endswith((":", "：")) and len(label) <= _LONGEST_LABEL and self._announce(label, heading=False):
            if len(label.split()) > 4:
                self._say(text)
            return
        bold = re.match(r"^\*\*([^*]+)\*\*[\s:–—-]*(.{0,40})$", text.strip())
        if bold is not None and meaning(SECTIONS, bold[1]) and (not bold[2] or status_in(bold[2]) is not None):
            self._announce(text, heading=False)
            told_status = status_in(bold[2])
            if told_status is not None:
                self._answer(*told_status)
            return
        if len(label) <= 40 and meaning(SECTIONS, label):
            self._announce(label, heading=False)
            return
        typed = re.match(r"^`?(\w+)\s*=\s*\[(\w+)\]`?$", text.strip("* "))
        if typed is not None and self.mode in ("parameters", "path", "query", "body"):
            at = self.at(self._announced or "parameters")
            row = RawField(typed[1], Place(at.page, at.anchor, "", f"{at.path}/{typed[1]}"), typed[2])
            self._table((row,), self._announced or "parameters")
            return
        told = re.match(r"^[*_]*(?:status )?code[*_\s]*:[*_\s]*`?([1-5]\d\d)\b", text, re.IGNORECASE)
        if told is not None:
            self._answer(told[1], "")
            self.status = told[1]
            self.mode = "error" if told[1][0] in "45" else "response"
            return
        inline = re.search(r"`\s*([\[{].*[\]}])\s*`", text, re.DOTALL)
        if inline is not None and self.mode in _ANSWERS:
            self._code(inline[1], "json")
        if signatures_of_text(text):
            return
        self._say(text)
        for status, words in statuses_in_prose(text):
            self._answer(status, words)
        for name, where, words in parameters_in_prose(text):
            self.parameter(name, where, words)
        if self.mode in ("response", "response example"):
            self._answers_with(text)

    def parameter(self, name: str, where: str, words: str) -> None:
        """A parameter that running text names."""
        if any(field.name == name for section in self.sections for field in section.fields):
            return
        at = self.at(f"text/{name}")
        field = RawField(name, Place(at.page, at.anchor, "", f"{at.path}/{name}"), description=words)
        role: Role = "header" if where == "header" else "path" if where == "path" else "query"
        self.sections.append(RawSection(role, "text", at, (field,)))

    def _answers_with(self, text: str) -> None:
        """An answer that is one of the objects that the page describes elsewhere: "The created Session"."""
        words = re.sub(r"[`*]", "", text).strip(" .")
        kind = self._object_in(words)
        if kind and len(words.split()) <= 8 and not any(one.role == "success" and one.type for one in self.sections):
            self.sections.append(RawSection("success", "Response", self.at("response"), status=self.status, type=kind))

    def _object_in(self, words: str) -> str:
        """The described object that words end in, as a type: "the created session object", "a list of sessions"."""
        bare = re.sub(
            r"\s+(?:objects?|resources?|structures?|records?|entit(?:y|ies)|json)$", "", words, flags=re.IGNORECASE
        )
        many = re.search(r"\b(?:lists?|arrays?)\b", bare, re.IGNORECASE) is not None
        bare = re.sub(r"\s+(?:list|array)$", "", bare, flags=re.IGNORECASE)
        for name in self._objects:
            found = re.search(rf"(?:^|\s){re.escape(name)}(s?)$", bare, re.IGNORECASE)
            if found is not None:
                return f"array of {name}" if many or found[1] else name
        return ""

    def _say(self, text: str) -> None:
        if text.strip():
            self.prose.append(RawText(text, self.at(f"description/{len(self.prose) + 1}")))

    def _rows(self, block: Block) -> None:
        facts = facts_of(block)
        if facts is not None:
            others = Block("list", items=tuple(one for one in block.items if not is_fact(one)))
            rows = block.kind == "list" and bool(others.items) and bool(fields_of(others, self.place))
            if rows:
                self._table(fields_of(others, self.at("list")), "list")
            for name, item, label in facts.entries:
                if name or not rows:
                    self._fact(name, item, label)
            self.mode, self.status = "", ""
            return
        if block.kind == "list" and any(CODE_LINE.match(item.text) for item in block.items):
            for item in block.items:
                for line in item.text.split("\n"):
                    self._text(line.strip())
                for inner in item.blocks:
                    self.block(inner)
            return
        answers = statuses_of(block)
        if answers:
            for status, words in answers:
                self._answer(status, words)
            return
        if block.kind == "list" and self.mode in ("", "request", "response") and self._labels(block):
            return
        step = self._announced or "table"
        fields = fields_of(block, self.at(step))
        told = self.mode in TELL_ROWS or self._lists_rows or (block.kind == "table" and self.mode != "detail")
        if not fields or not told:
            self._say("\n".join(f"- {item.text}" for item in block.items if item.text))
            for item in block.items:
                for status, words in statuses_in_prose(item.text):
                    self._answer(status, words)
                for inner in item.blocks:
                    self.block(inner)
            return
        self._table(fields, step)
        if block.kind in ("list", "definitions"):
            for item in block.items:
                for inner in item.blocks:
                    if inner.kind == "code" and self.mode in _ANSWERS:
                        self.block(inner)

    def _labels(self, block: Block) -> bool:
        """A list whose entries are sections of their own: `Success Response:`, `URL Params`."""
        known = [
            meaning_within(SECTIONS, (item.lead or item.text.split("\n")[0])[:60].strip("*: ")) for item in block.items
        ]
        marked = any(item.text.startswith("`") for item in block.items)  # names of rows, not labels
        if marked or 2 * sum(map(bool, known)) <= len(known) or not any(item.blocks for item in block.items):
            return False
        for item in block.items:
            label, _, rest = item.text.partition("\n")
            self._announce(label.strip("* :"), heading=True)
            for line in rest.split("\n"):
                if line.strip():
                    self._text(line.strip())
            for inner in item.blocks:
                self.block(inner)
        return True

    def _table(self, fields: tuple[RawField, ...], title: str) -> None:
        parts: dict[Role, list[RawField]] = {}
        for field in fields:
            typed = _without_location(field)
            kind = self._object_in(field.description) if field.type.lower() in ("list", "array") else ""
            if kind.startswith("array"):
                typed = replace(typed, type=kind)
            role = self._role(field)
            if typed.required is None and role in ("query", "header", "body", "parameter"):
                typed = replace(typed, required=False)  # no author leaves out that an input is required
            parts.setdefault(role, []).append(typed)
        for role, rows in parts.items():
            status = self.status if role in ("success", "error") else ""
            self.sections.append(RawSection(role, title, self.at(title), tuple(rows), status=status))

    def _role(self, field: RawField) -> Role:
        location = next((value for label, value in field.constraints if label == "in"), "")
        for word, role in _LOCATIONS:
            if word in location:
                return role
        if self.mode == "error":
            return "error"
        if self.mode in _ANSWERS:
            return "error" if self.status[:1] in ("4", "5") else "success"
        if self.mode == "path" and not any(field.name.strip("{}<>:") in one.url for one in self.section.signatures):
            return "query"  # "URL parameters" are those of the query as often
        return _ROLES.get(self.mode, "parameter")

    def _answer(self, status: str, words: str) -> None:
        if any(one.status == status and not one.fields for one in self.sections):
            return
        role: Role = "error" if status[0] in "45" else "success"
        self.sections.append(RawSection(role, status, self.at(status), description=words, status=status))

    def _fact(self, name: str, item: Item, label: str) -> None:
        if name in ("method", "url", ""):
            found = self._announce(label, heading=False) if not name else False
            if not found and not name:
                self._say(f"{label}: {item.text}" if item.text else "")
        elif name in ("success code", "fail code", "statuses"):
            for status in re.findall(r"(?<!\d)[1-5]\d\d(?!\d)", item.text):
                self._answer(status, "" if item.text.strip() == status else item.text)
            return
        elif name == "description":
            self._text(item.text)
        else:
            self.mode = {
                "request sample": "request example",
                "response sample": "response example",
                "example": "request example",
                "parameters": "parameters",
            }.get(name, "")
            self.status = ""
            self._announced = label
            if name in ("request sample", "response sample") and re.match(r"\s*`?[\[{]", item.text):
                self._code(item.text.strip(" `"), "json")
            elif name == "response sample" and item.text:
                self._say(f"{label}: {item.text}")
                first = status_in(item.text)
                for status, words in [first] if first is not None else statuses_in_prose(item.text):
                    self._answer(status, words)
                self._answers_with(item.text)
            elif name == "permission" or not item.blocks:
                self._say(f"{label}: {item.text}" if item.text else "")
        for inner in item.blocks:
            self.block(inner)

    def _code(self, text: str, language: str) -> None:
        stripped = text.strip()
        if is_call(stripped):
            shown = re.search(r"(?<!\\)\n(\s*[\[{].*)\Z", stripped, re.DOTALL)
            call = (
                stripped[: shown.start()] if shown is not None and _is_closed(stripped[: shown.start()]) else stripped
            )
            self.examples.append(RawExample("parameter", self._announced, call, self.at("example/curl"), "curl"))
            if call != stripped and shown is not None:
                self._example("success", shown[1].strip(), "json", self.status)
            if self.mode not in _ANSWERS:
                self.mode = "after call"
            return
        answer = re.match(r"(?:[<]\s*)?HTTP/[\d.]+\s+([1-5]\d\d)[^\n]*", stripped)
        if answer is not None:
            body = re.search(r"\n\s*\n(.*)\Z", stripped, re.DOTALL)
            self._answer(answer[1], "")
            if body is not None and body[1].strip():
                self._example("error" if answer[1][0] in "45" else "success", body[1].strip(), language, answer[1])
            return
        if signatures_of_text(stripped.split("\n")[0]):
            body = re.search(r"\n[^\n]*?([\[{].*)\Z", stripped, re.DOTALL)
            if body is not None:
                self._example("body", body[1].strip(), language, "")
            return
        if not re.match(r"[\[{]", stripped):
            return
        if self.mode in _ANSWERS or self.mode == "after call":
            role: Role = "error" if self.mode == "error" or self.status[:1] in ("4", "5") else "success"
            self._example(role, stripped, language, self.status)
        elif (self.mode in ("body", "request", "request example") and self._writes) or (
            self._writes and not self._body_shown
        ):
            self._body_shown = True
            self._example("body", stripped, language, "")
        else:
            self._example("success", stripped, language, self.status)

    def _example(self, role: Role, text: str, language: str, status: str) -> None:
        kind = language or ("json" if text[:1] in "[{" else "")
        place = self.at(f"example/{role}")
        self.examples.append(RawExample(role, self._announced, text, place, kind, status if role != "body" else ""))


def _is_closed(call: str) -> bool:
    """Whether the quotes of a call are closed: what follows is its answer, not its data."""
    return call.count("'") % 2 == 0 and call.count('"') % 2 == 0


def signatures_of_text(text: str) -> bool:
    """Whether a text is itself the signature of an operation."""
    return bool(signatures_of(Block("text", text)))


def _without_location(field: RawField) -> RawField:
    kept = tuple(one for one in field.constraints if one[0] != "in")
    return field if kept == field.constraints else replace(field, constraints=kept)
