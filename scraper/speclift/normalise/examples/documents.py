"""Finds the JSON in a body: the whole of it, several documents one after another, or a document among words.

Enters: a body (what is left of an example without its HTTP lines). Leaves: `Documents`, the trees and the deviations;
or the reason why there is no JSON in it. Valid JSON is what `json.loads` gives, untouched.
"""

from __future__ import annotations

import json
import re
from typing import Final, NoReturn

from msgspec import Struct

from speclift.model.entities import unescape
from speclift.normalise.examples.deviations import Edit, NotJsonError
from speclift.normalise.examples.grammar import read_document
from speclift.normalise.examples.http_message import guess_media_type
from speclift.normalise.examples.tree import Hole, Tree
from speclift.normalise.examples.white_space import skip

MOST_DOCUMENTS: Final = 100
"""Documents in one example; what follows is not an example but a data set, and is left out with a deviation."""

_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_OBJECT_NAME: Final = re.compile(r"\{?\s{0,99}(Object\w{1,80}|\w{1,80}Object)(\[\])?\s{0,99}\}?\Z")
_NAME_FIRST: Final = re.compile(r"[\"'“][^\"'”\n]{1,80}[\"'”][ \t]*(?::|=>)")
_ONE_TEXT: Final = re.compile(r"(?:\"[^\"\n]*\"|'[^'\n]*')\s*\Z")
_BRACKET_LINE: Final = re.compile(r"^[ \t\xa0]*(?=[{\[])", re.MULTILINE)
_LABEL: Final = re.compile(r"[^\n{}\[\]\"';=()<>]{1,80}:[ \t]*(?=[{\[])")
_CODE: Final = re.compile(
    r"[;{}=\\]|[('\",]\s{0,99}\Z|->|^\s{0,99}(?:curl|wget|http|https|function|import|const|var|let|def|class|return|SELECT|GET|POST|PUT)\b",
    re.MULTILINE,
)
_WORDS_BETWEEN: Final = re.compile(r"[^\n]*(?:\n[ \t]*(?![{\[])[^\n]*){0,20}")


class Documents(Struct, frozen=True):
    """What a body says. `trees` is empty when it is not JSON, and `problem` then says why. `text` is what `edits` refer
    to.
    """

    text: str
    trees: tuple[Tree, ...] = ()
    edits: tuple[Edit, ...] = ()
    problem: str = ""


def read_documents(body: str) -> Documents:
    """Reads a body. Never raises: what is not JSON is said in `problem`."""
    try:
        value = json.loads(body, parse_constant=_refuse)
    except RecursionError:
        return Documents(body, problem="it is nested too deeply")
    except ValueError:
        pass
    else:
        if not _SURROGATE.search(body) or _is_text(value):
            return Documents(body, (value,))
    if not body.strip():
        return Documents(body, problem="it is empty")
    entities: tuple[Edit, ...] = ()
    if "&quot;" in body and '"' not in body:
        entities = (Edit("example-markup-entities", body.index("&quot;"), body.index("&quot;") + 6, '"'),)
        return _unescaped(body, entities)
    media_type = guess_media_type(body)
    if media_type not in ("text/plain", "application/json"):
        return Documents(body, problem=f"it looks like {media_type}")
    try:
        trees, edits = _Search(body).documents()
    except NotJsonError as error:
        return Documents(body, problem=error.args[0])
    return Documents(body, trees, edits)


def _is_text(value: Tree) -> bool:
    """Whether a value can be written: half a surrogate pair, which JSON's grammar lets pass, cannot (RFC 8259, 8.2)."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse(literal: str) -> NoReturn:
    """`NaN` and `Infinity` are not JSON, though Python reads them."""
    raise ValueError(literal)


def _unescaped(body: str, entities: tuple[Edit, ...]) -> Documents:
    """Reads a body whose quotation marks are markup entities: a page that was escaped twice."""
    inside = read_documents(unescape(body))
    return (
        Documents(body, inside.trees, entities, inside.problem)
        if inside.trees
        else Documents(body, problem=inside.problem)
    )


class _Search:
    """Walks over a body from document to document."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.trees: list[Tree] = []
        self.edits: list[Edit] = []

    def documents(self) -> tuple[tuple[Tree, ...], tuple[Edit, ...]]:
        at = self._first()
        while at < len(self.body):
            at = self._after(at)
        return tuple(self.trees), tuple(sorted(self.edits, key=lambda edit: (edit.start, edit.end)))

    def _read(self, at: int, *, bare: bool = False) -> int:
        document = read_document(self.body, at, bare=bare)
        self.trees.append(document.tree)
        self.edits.extend(document.edits)
        return document.end

    def _first(self) -> int:
        """Reads the first document and gives the offset after it. Raises `NotJsonError` when there is none."""
        at, _ = skip(self.body, 0, self.edits)
        if match := _OBJECT_NAME.match(self.body, at):
            self.trees.append(Hole(match[1], at, match.end(), "name", many=bool(match[2])))
            return len(self.body)
        if self.body.startswith(("{", "["), at) or _ONE_TEXT.match(self.body, at):
            return self._read(at)
        if _NAME_FIRST.match(self.body, at):
            self.edits.append(Edit("example-lost-braces", at, at, "{"))
            return self._read(at, bare=True)
        match = _LABEL.match(self.body, at) or _BRACKET_LINE.search(self.body, at)
        if match is None:
            raise NotJsonError("it is text")
        words = self.body[at : match.end()]
        if _CODE.search(words.rstrip()):
            raise NotJsonError("it is code or a command")
        self.edits.append(Edit("example-prose-around", at, match.end()))
        return self._read(match.end())

    def _after(self, end: int) -> int:
        """Reads what stands after a document: another one, leavings, or words. Gives the offset after it."""
        at, new_line = skip(self.body, end, self.edits)
        here = self.body[at : at + 1]
        if not here:
            return at
        if here in "{[":
            return self._another(at)
        if here in "}])":
            self.edits.append(Edit("example-extra-bracket", at, at + 1))
            return at + 1
        if here in ",;":
            self.edits.append(Edit("example-extra-comma", at, at + 1))
            return at + 1
        if self.body.startswith(("...", "…"), at):
            length = 3 if here == "." else 1
            self.edits.append(Edit("example-ellipsis", at, at + length))
            return at + length
        return self._words(at, new_line=new_line)

    def _another(self, at: int) -> int:
        if len(self.trees) == 1:
            self.edits.append(Edit("example-several-documents", at, at, "(another document:) "))
        if len(self.trees) >= MOST_DOCUMENTS:
            self.edits.append(Edit("example-ellipsis", at, len(self.body)))
            return len(self.body)
        return self._read(at)

    def _words(self, at: int, *, new_line: bool) -> int:
        between = _WORDS_BETWEEN.match(self.body, at)
        end = between.end() if between else len(self.body)
        words = self.body[at:end]
        if not new_line or _CODE.search(words):
            raise NotJsonError("words that are no JSON follow it")
        self.edits.append(Edit("example-prose-around", at, end))
        return end
