"""Rows and values that one line of running text holds.

Enters: paragraphs. Leaves: rows, examples and fields, in the places that their words tell:

    limit (integer)                                       a name and its mark, alone on the line
    Query: `state` (one of `a`, `b`), `limit` (integer)   a label with names behind it
    Body: `{ name, tags }`                                an object by its names
    Returns 202 and `{"run": 12}`                         JSON in a sentence
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.readers.handwritten.announcements import RESPONSE, RETURNS, ROWS_BY_HEADING
from speclift.readers.handwritten.blocks import Block, Item
from speclift.readers.handwritten.endpoints import inputs_in
from speclift.readers.handwritten.marks import TYPE_WORD, marked
from speclift.readers.handwritten.placing import PlacedRows
from speclift.readers.handwritten.prose import described_in_prose, statuses_in_prose
from speclift.readers.handwritten.rows import fields_of
from speclift.readers.handwritten.samples import ANSWERS
from speclift.readers.handwritten.statuses import status_in
from speclift.readers.handwritten.words import SECTIONS, meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import Place
    from speclift.readers.handwritten.sections import Section

_SHAPE: Final = re.compile(r"`\{\s*(?P<names>[\"']?[A-Za-z_]\w*\??[\"']?(?:\s*,\s*[\"']?[A-Za-z_]\w*\??[\"']?)*)\s*\}`")
_SEVERAL_STATUSES: Final = re.compile(r"[1-5]\d\d\b.*[,;]\s*[1-5]\d\d\b", re.DOTALL)
_NAMES: Final = re.compile(r"(?:`[A-Za-z_][\w.-]*`(?:\s*\([^()]*\))?(?:,?\s+(?:and|or)\s+|,\s*|$))+")
_OF_IT: Final = (
    r"(?: (?:any of|all of|the|an?|one of|json|object|with|following|fields?|parameters?|params?|keys?))*:?\s+(?=`)"
)
_WITH_BODY: Final = re.compile(r"\b(?:body|payload|sends?|posts?) (?:is |of |a |an |the )*`[\[{][^`]*`$", re.IGNORECASE)
_ANSWER_IS: Final = re.compile(r"\b(?:answer|response|reply) (?:is|looks like|will be)\b[^`]{0,20}`", re.IGNORECASE)
_TAKES: Final = re.compile(rf"^(?:takes?|accepts?|expects?|needs?|requires?|wants?|sends?|pass){_OF_IT}", re.IGNORECASE)
_GIVES: Final = re.compile(rf"^(?:gives?|returns?|answers?|responds?|yields?|contains?){_OF_IT}", re.IGNORECASE)
"""How an entry begins that says what is sent, or what comes back: "takes `email`, `password`"."""
_ROW_ALONE: Final = re.compile(
    r"^[`*]*(?P<name>[A-Za-z_][\w.\[\]-]*)[`*]*\s+[(\[]?(?P<told>(?:[\w-]+[ ,]*){1,4})[)\]]?$"
)


class RowsInLines(PlacedRows):
    """What was found so far, with what single lines hold. `detail`: the rows that the text below a title is about."""

    def __init__(self, section: Section, place: Place, objects: Sequence[str]) -> None:
        super().__init__(section, place, objects)
        self.detail: tuple[str, ...] = ()
        self.detail_level = 0.0

    def json_in_line(self, text: str) -> None:
        """JSON in a sentence: "Returns 202 and `{"run": 12}`"."""
        inline = re.search(r"`\s*([\[{].*[\]}])\s*`", text, re.DOTALL)
        if inline is not None and self.writes and _WITH_BODY.search(text[: inline.end()]) and '"' in inline[1]:
            self.body_shown = True
            self.add_example("body", inline[1], "json", "")
            return
        if inline is None or not (self.mode in ANSWERS or RETURNS.match(text) or _ANSWER_IS.search(text)):
            return
        mode, status = self.mode, self.status
        if self.mode not in ANSWERS:
            stated = [one for one, _ in statuses_in_prose(text)]
            self.mode, self.status = "response", stated[0] if stated else ""
        self.code(inline[1], "json")
        self.mode, self.status = mode, status

    def row_alone(self, text: str) -> bool:
        """A paragraph of a name and a mark, under the title of rows: what follows is about it."""
        found = _ROW_ALONE.match(text) if self.mode in ROWS_BY_HEADING else None
        if found is None or (marked(None, found["told"]) is None and not TYPE_WORD.match(found["told"])):
            return False
        fields = fields_of(Block("list", items=(Item(f"`{found['name']}` ({found['told']})", "row"),)), self.at("row"))
        self.add_rows(fields, self.announced)
        self.detail, self.detail_level = (found["name"],), 9
        return bool(fields)

    def rows_in_line(self, text: str) -> bool:
        """A label or a verb and names behind it: "Query: `state` (one of `a`, `b`), `limit` (default 50)."."""
        label, rest = label_of(text)
        found = meaning(SECTIONS, label.strip("* ")) if label != text else ""
        if found in ("statuses", "response", "error") and _SEVERAL_STATUSES.match(rest):
            for part in re.split(r"[,;]\s*(?=[1-5]\d\d\b)", rest):
                self.add_status(*(status_in(part) or ("", "")))
            return True
        verb = _TAKES.match(text) or _GIVES.match(text) if not found else None
        if verb is not None:
            found, rest = "response" if _GIVES.match(text) else "body" if self.writes else "query", text[verb.end() :]
        names = _NAMES.fullmatch(rest.strip(" .")) if verb is not None else re.match(r"[*\s]*`[A-Za-z_][\w.-]*`", rest)
        if names is None or "\n" in text or found not in {*ROWS_BY_HEADING, "response"}:
            return False
        items = inputs_in(re.sub(r"`(\s*\([^()]*\))?\s+(?:and|or)\s+(?=`)", r"`\1, ", rest.strip(" .")))
        fields = fields_of(Block("list", items=items), self.at("line")) if items else ()
        mode, self.mode = self.mode, found
        self.add_rows(fields, label.strip("* ") if verb is None else "text list")
        self.mode = mode
        return bool(fields)

    def json_beside(self, status: str, words: str) -> None:
        """The answer that stands beside its status, in a cell or behind it."""
        shown = re.search(r"(?:^|[\s`])([\[{].*[\]}])`?\s*$", words, re.DOTALL)
        if shown is not None and '"' in shown[1]:
            self.add_example("error" if status[:1] in ("4", "5") else "success", shown[1], "json", status)

    def shapes(self, text: str) -> None:
        """Objects written down by their names in a sentence: "Body: `{ name, tags }`"."""
        for match in _SHAPE.finditer(text):
            names = [part.strip(" ?\"'") for part in match["names"].split(",")]
            before = text[: match.start()].rsplit(". ", 1)[-1]
            answers = re.findall(
                r"\b(?:response|returns?|answers?|body|request|payload|sends?)\b", before, re.IGNORECASE
            )
            told = answers[-1].lower() if answers else ""
            if told in ("body", "request", "payload", "send", "sends") and self.writes:
                mode = "body"
            elif told.startswith(("response", "return", "answer")):
                mode = "response"
            else:
                continue
            items = tuple(Item(f"`{name.rstrip('?')}`", name) for name in names)
            before_mode, self.mode = self.mode, mode
            self.add_rows(fields_of(Block("list", items=items), self.at("text list")), "text list")
            self.mode = before_mode

    def described(self, text: str) -> None:
        """Fields that sentences list with their types, in the body or the answer that the sentence is about."""
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", text):
            listed = described_in_prose(sentence)
            if not listed:
                continue
            items = tuple(Item(f"`{name}` ({told})", name) for name, told in listed)
            answers = RESPONSE.search(sentence) is not None and not re.search(r"\bbody that|request", sentence, re.I)
            mode, self.mode = self.mode, "response" if answers else "body" if self.writes else "query"
            self.add_rows(fields_of(Block("list", items=items), self.at("text list")), "text list")
            self.mode = mode


def label_of(text: str) -> tuple[str, str]:
    """A label and what stands behind it: "Returns: 204" is ("Returns", "204")."""
    first, _, rest = text.partition("\n")
    label, colon, more = first.partition(":")
    if colon and more.strip("* ") and len(label.split()) <= 4 and "`" not in label:
        return label, "\n".join(part for part in (more.strip("* "), rest) if part)
    return first, rest
