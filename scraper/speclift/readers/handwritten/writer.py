"""What one section of a hand-written page says, collected: rows, statuses, examples and prose.

Enters: a `Section`. Leaves: `Writer`, with the parts of an article. A heading or a line that ends in a colon says what
follows; what nothing announces is told by what it looks like.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.raw import Place, RawField
from speclift.readers.handwritten.announcements import (
    ANSWERS_WITH,
    CODE_LINE,
    DEMAND,
    LISTED,
    ROWS_BY_HEADING,
    SENDS,
    TELL_ROWS,
    announces_rows,
    is_demanded,
)
from speclift.readers.handwritten.blocks import Block, Item
from speclift.readers.handwritten.columns import columns_of
from speclift.readers.handwritten.details import demands, rows_spoken_of, variables_spoken_of, with_details
from speclift.readers.handwritten.facts import facts_of, is_fact
from speclift.readers.handwritten.lines import RowsInLines, label_of
from speclift.readers.handwritten.prose import parameters_in_prose, statuses_in_prose
from speclift.readers.handwritten.row_headings import names_in, row_of_heading
from speclift.readers.handwritten.rows import fields_of
from speclift.readers.handwritten.samples import ANSWERS, signatures_of_text
from speclift.readers.handwritten.statuses import status_in, statuses_of
from speclift.readers.handwritten.value_sets import values_of
from speclift.readers.handwritten.words import SECTIONS, meaning, meaning_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.handwritten.sections import Section

_PHRASES: Final = "|".join(re.escape(one.phrase) for one in HTTPStatus if one.phrase)
_STATUS_ALONE: Final = re.compile(
    rf"^[`*]*(?:HTTP(?:/[\d.]+)? )?[1-5]\d\d[`*]*[\s:–-]*(?:{_PHRASES})?[`*.:]*$",
    re.IGNORECASE,
)
"""A line of a status and its name: what follows is that answer."""
_STATUS_SAID: Final = re.compile(r"^[`*]*[2-5]\d\d[`*]*\s*[:–—]\s+\S[^\n]{2,100}$")
_STATUS_HEADING: Final = re.compile(r"\W*(?:http )?(?:status|response)(?: code)?:? ([1-5]\d\d)\W*", re.IGNORECASE)
_LONGEST_LABEL: Final = 120


class Writer(RowsInLines):
    """Collects what one section says."""

    def __init__(self, section: Section, place: Place, objects: Sequence[str] = ()) -> None:
        super().__init__(section, place, objects)
        self._lists_rows = False
        self._media_type = ""
        self._rows_level = self._mode_level = 0.0
        self._required: dict[str, bool] = {}
        first = section.blocks[0] if section.blocks else None
        self._first_list = first if first is not None and first.kind == "list" and _are_names(first) else None
        behind = next((block for block in section.blocks if block.kind != "text"), None)
        self._definitions = behind if behind is not None and behind.kind == "definitions" else None
        for block in section.blocks:
            self.block(block)
        self.answer_in_prose()
        self.place_by_addresses()
        if self.writes and self.answers_without_content():
            self.examples = [
                replace(one, role="body") if one.role == "success" and not one.status else one for one in self.examples
            ]
        if self._media_type:
            self.sections = [
                replace(one, media_type=self._media_type) if one.role == "body" else one for one in self.sections
            ]
        self.sections = with_details(self.sections, self.examples, self.details, self._required)

    def block(self, block: Block) -> None:
        """Read one block."""
        if block.kind == "heading" and DEMAND.match(block.text):
            self.demand = is_demanded(block.text)  # "Required:" above rows, in the middle of a section
            return
        if block.kind == "heading" and not block.text:
            return
        if block.kind == "heading":
            self._heading(block)
        elif block.kind == "code":
            self.code(block.text, block.language)
        elif block.kind == "text":
            self._text(block.text)
        else:
            self._rows(block)

    def _heading(self, block: Block) -> None:
        inside = block.level > self._mode_level > 0 and self.mode in ANSWERS
        if inside and meaning(SECTIONS, block.text) == "body":
            return  # the body of the answer that the heading above announces
        alone = _STATUS_HEADING.fullmatch(block.text)
        if alone is not None:
            self.add_status(alone[1], "")
        names = tuple(name for name in names_in(block.text) if self.has_row(name))
        if names:
            self.detail, self.detail_level, self.mode = names, block.level, "detail"
            self.say(block.text)
        elif self.detail and block.level > self.detail_level and not meaning(SECTIONS, block.text):
            self._tell(block.text)
        elif self._rows_level and block.level > self._rows_level and (row := row_of_heading(block.text)) is not None:
            at = self.at(f"{self.announced}/{row.name}")
            self.add_rows((replace(row, place=at),), self.announced)
            self.detail, self.detail_level = (row.name,), block.level
        else:
            self.detail = ()
            mode, status = self.mode, self.status
            if self._announce(block.text, heading=True):
                self._mode_level = block.level
            elif block.level > self._mode_level > 0:
                self.mode, self.status = mode, status  # a part of what the heading above announces
            else:
                self._mode_level = 0.0
            self._rows_level = block.level if self.mode in ROWS_BY_HEADING else 0

    def _tell(self, text: str) -> None:
        """Words about the row whose heading stands above them."""
        for name in self.detail:
            self.details.setdefault(name, []).append(text)
            if DEMAND.match(text.split(".")[0]) and is_demanded(text.split(".")[0]):
                self._required.setdefault(name, True)

    def _announce(self, text: str, *, heading: bool) -> bool:
        """Take a title or a line before something for what it announces."""
        status = re.search(r"(?<!\d)([1-5]\d\d)(?!\d)", text)
        found = meaning_within(SECTIONS, text)
        if status is not None and (found in ("", "response", "response example", "error", "statuses") or heading):
            found = "error" if status[1][0] in "45" else found if found in ANSWERS else "response"
            self.status = status[1]
        elif found in ANSWERS and self.mode not in ANSWERS:
            self.status = ""
        if found == "example" and self.mode in ("response", "response example", "error"):
            found = "response example"
        if found == "error" and re.search(r"success", text, re.IGNORECASE):
            found = "response"
        if found:
            self.mode = found
            self.announced = text.strip("*: ")
        elif heading:
            self.mode, self.body_shown = "", False
        return bool(found)

    def _text(self, text: str) -> None:
        if self.row_alone(text) or self.rows_in_line(text):
            return
        if self.detail and not signatures_of_text(text):
            self._tell(text)
            for status, words in statuses_in_prose(text):
                self.add_status(status, words)
            return
        label = text.rstrip("*_ ")
        self.demand = is_demanded(label.split(". ")[-1])
        for name, required in demands(text):
            self._required.setdefault(name, required)
        self._lists_rows = announces_rows(label)
        if self._lists_rows:
            receives, sends = ANSWERS_WITH.search(label) is not None, SENDS.search(label) is not None
            if receives and not sends and self.mode not in ANSWERS:
                self.mode = "response"
            elif sends and not receives and self.mode in ANSWERS:
                self.mode = "parameters"
        if self.mode in ANSWERS or ANSWERS_WITH.search(text):
            self.listed = LISTED.search(text) is not None
        if label.endswith((":", "：")) and len(label) <= _LONGEST_LABEL and self._announce(label, heading=False):
            if len(label.split()) > 4:
                self.say(text)
            return
        bold = re.match(r"^\*\*([^*]+)\*\*[\s:–—-]*(.{0,40})$", text.strip())
        if bold is not None and meaning(SECTIONS, bold[1]) and (not bold[2] or status_in(bold[2]) is not None):
            self._announce(text, heading=False)
            told_status = status_in(bold[2])
            if told_status is not None:
                self.add_status(*told_status)
            return
        if len(label) <= 40 and meaning(SECTIONS, label):
            self._announce(label, heading=False)
            return
        typed = re.match(r"^`?(\w+)\s*=\s*\[(\w+)\]`?$", text.strip("* "))
        if typed is not None and self.mode in ("parameters", "path", "query", "body"):
            at = self.at(self.announced or "parameters")
            row = RawField(typed[1], Place(at.page, at.anchor, "", f"{at.path}/{typed[1]}"), typed[2])
            self.add_rows((row,), self.announced or "parameters")
            return
        answered = re.match(r"^\**([^:\d\n]{3,30}?)\s*\(?([1-5]\d\d)\)?\**\s*[:–—]\s+(\S.*)$", text)
        if answered is not None and meaning(SECTIONS, answered[1]) in ANSWERS:
            self.add_status(answered[2], answered[3])
            return
        if _STATUS_SAID.match(text) is not None and (said := status_in(text)) is not None:
            self.add_status(*said)
            return
        if _STATUS_ALONE.match(text) is not None and (found := status_in(text)) is not None:
            self.add_status(*found)
            self.status, self.mode = found[0], "error" if found[0][0] in "45" else "response"
            return
        told = re.match(r"^[*_]*(?:http )?(?:status(?: code)?|code)[*_\s]*:[*_\s]*`?([1-5]\d\d)\b", text, re.IGNORECASE)
        if told is not None:
            self.add_status(told[1], "")
            self.status = told[1]
            self.mode = "error" if told[1][0] in "45" else "response"
            return
        self.json_in_line(text)
        self.queries(text)
        if signatures_of_text(text):
            return
        if self.mode in ROWS_BY_HEADING and re.match(r"^`[A-Za-z_$][\w.$\[\]-]*`\s*(?:[(\[–—:]|- )", text):
            fields = fields_of(Block("list", items=(Item(text, "row"),)), self.at(self.announced))
            if fields:
                self.add_rows(fields, self.announced)
                return
        spoken = rows_spoken_of(text)
        for name, words in variables_spoken_of(text):
            if any(f"{mark}{name}" in one.url for one in self.section.signatures for mark in ":{<["):
                self.add_parameter(name, "path", words)
                self.detail, self.detail_level = ((name,), 9) if label.endswith(":") else ((), 0)
        for name, words in spoken:
            self.details.setdefault(name, []).append(words)
        if len(spoken) != 1 or spoken[0][1] != text.strip():
            self.say(text)
        self.shapes(text)
        form = re.search(r"\b(?:multipart/form-data|application/x-www-form-urlencoded)\b", text)
        if form is not None and self.writes:
            self._media_type = form[0]
        for status, words in statuses_in_prose(text):
            self.add_status(status, words)
        self.described(text)
        for name, where, words in parameters_in_prose(text, gets=not self.writes):
            self.add_parameter(name, where, words)
        if self.mode in ("response", "response example"):
            self.answers_with(text)
        elif not self.mode or self.mode == "after call":
            self.told_answers += [one for one in re.split(r"(?<=[.!?])\s+", text) if ANSWERS_WITH.search(one)]

    def _rows(self, block: Block) -> None:
        facts = facts_of(block)
        if facts is not None:
            others = Block("list", items=tuple(one for one in block.items if not is_fact(one)))
            rows = block.kind == "list" and bool(others.items) and bool(fields_of(others, self.place))
            if rows:
                self.add_rows(fields_of(others, self.at("list")), "list")
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
                self.add_status(status, words)
                self.json_beside(status, words)
            return
        if block.kind == "list" and self.mode in ("", "request", "response") and self._labels(block):
            return
        if self.detail and self._about_detail(block):
            return
        step = self.announced or "table"
        fields = fields_of(block, self.at(step))
        of_call = block.kind == "table" and columns_of(block) == ["name", "example"]
        if of_call and self.mode in ANSWERS and not meaning(SECTIONS, self.announced):
            self.mode = "parameters"  # the values of a call, under a heading such as "Number of results returned"
        marked = bool(fields) and all(one.type or one.required is not None for one in fields)
        marked = marked or (block is self._first_list and len(fields) == len(block.items))
        marked = marked or (block is self._definitions and 2 * len(fields) == len(block.items))
        told = self.mode in TELL_ROWS or self._lists_rows or marked or (block.kind == "table" and self.mode != "detail")
        if not fields or not told:
            self.say("\n".join(f"- {item.text}" for item in block.items if item.text))
            for item in block.items:
                self._entry(item)
            return
        self.add_rows(fields, step)
        for item in block.items if block.kind == "list" else ():
            if not fields_of(Block("list", items=(item,)), self.place):
                self._entry(item)
        if block.kind in ("list", "definitions"):
            for item in block.items:
                for inner in item.blocks:
                    if inner.kind == "code" and self.mode in ANSWERS:
                        self.block(inner)

    def _entry(self, item: Item) -> None:
        """An entry of a list that is no row: what it takes or answers, or prose."""
        if not self.rows_in_line(item.text):
            self.json_in_line(item.text)
            for status, words in statuses_in_prose(item.text):
                self.add_status(status, words)
        for inner in item.blocks:
            self.block(inner)

    def _about_detail(self, block: Block) -> bool:
        """Whether a list or a table under the heading of a row says something of the row: its values, or anything."""
        values = values_of(block, self.section.heading.text if self.section.heading else "")
        values = values or values_of(block, self.detail[0])
        if values is not None:
            self._tell(values.words())
        elif block.kind == "list":
            self._tell("\n".join(f"- {item.text}" for item in block.items if item.text))
            for item in block.items:
                for inner in item.blocks:
                    if inner.kind == "code":
                        self.block(inner)
        else:
            return False
        return True

    def _labels(self, block: Block) -> bool:
        """A list whose entries are sections of their own: `Success Response:`, `URL Params`."""
        known = [
            meaning_within(SECTIONS, (item.lead or label_of(item.text)[0])[:60].strip("*: ")) for item in block.items
        ]
        marked = any(item.text.startswith("`") for item in block.items)  # names of rows, not labels
        held = any(item.blocks or label_of(item.text)[1] for item in block.items)
        if marked or 2 * sum(map(bool, known)) <= len(known) or not held:
            return False
        for item in block.items:
            label, rest = label_of(item.text)
            self._announce(label.strip("* :"), heading=True)
            alone = re.fullmatch(r"[1-5]\d\d(?:(?:\s*[,/|]\s*|\s+or\s+|\s+and\s+)[1-5]\d\d)*", rest.strip(" .`"))
            for status in re.findall(r"\d{3}", rest) if alone is not None and self.mode in ANSWERS else ():
                self.add_status(status, "")
            for line in rest.split("\n") if alone is None else ():
                if line.strip() and not self.rows_in_line(f"{label}: {line}"):
                    self._text(line.strip())
            for inner in item.blocks:
                self.block(inner)
        return True

    def _inline(self, item: Item) -> None:
        """What stands behind a label: a row (`page` - which page), or text."""
        fields = fields_of(Block("list", items=(item,)), self.at(self.announced))
        if fields and self.mode in TELL_ROWS and not item.text.startswith(("{", "[")):
            self.add_rows(fields, self.announced)
            return
        self._text(item.text)
        for inner in item.blocks:
            self.block(inner)

    def _fact(self, name: str, item: Item, label: str) -> None:
        if name in ("method", "url", ""):
            found = self._announce(label, heading=False) if not name else False
            if found and item.text:
                self._inline(item)
                return
            if not found and not name:
                self.say(f"{label}: {item.text}" if item.text else "")
        elif name in ("success code", "fail code", "statuses"):
            for status in re.findall(r"(?<!\d)[1-5]\d\d(?!\d)", item.text):
                self.add_status(status, "" if item.text.strip() == status else item.text)
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
            self.announced = label
            if name in ("request sample", "response sample") and re.match(r"\s*`?[\[{]", item.text):
                self.code(item.text.strip(" `"), "json")
            elif name == "response sample" and item.text:
                self.say(f"{label}: {item.text}")
                first = status_in(item.text)
                for status, words in [first] if first is not None else statuses_in_prose(item.text):
                    self.add_status(status, words)
                self.answers_with(item.text)
            elif name == "permission" or not item.blocks:
                self.say(f"{label}: {item.text}" if item.text else "")
        for inner in item.blocks:
            self.block(inner)


def _are_names(block: Block) -> bool:
    """Whether each entry of a list is a name, most with words behind it: what the operation right above it takes."""
    named = [
        re.match(r"^`?[A-Za-z_][\w.\[\]-]*`?\s*(?P<told>[-–—:：(].+)?$", item.text, re.DOTALL) for item in block.items
    ]
    return all(named) and any(one is not None and one["told"] for one in named)
