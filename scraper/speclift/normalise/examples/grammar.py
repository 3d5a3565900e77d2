"""Reads JSON as people write it into documentation: a recursive-descent parser that notes every deviation it allows.

Enters: a text that begins with a bracket. Leaves: a tree, the deviations, and where the document ended. It never
guesses in silence: what it allows stands in `model.rules.notation`, and what it does not know raises `NotJsonError`.
Linear in the length of the text; nesting is limited, for pages are hostile.

A text whose brackets do not balance has more than one reading. It is read once per `Policy`, and the reading that needs
the fewest bracket repairs is taken.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

from speclift.normalise.examples.brackets import CLOSING, Container
from speclift.normalise.examples.deviations import BRACKET_RULES, DOUBTS, Edit, NotJsonError
from speclift.normalise.examples.strings import CLOSERS, read_text
from speclift.normalise.examples.tree import ELLIPSIS, Elision, Tree
from speclift.normalise.examples.unquoted_values import NAME, read_placeholder, read_word
from speclift.normalise.examples.white_space import skip

DEEPEST: Final = 100
"""Brackets inside brackets; a deeper text is not an example."""

MOST_LOST_BRACKETS: Final = 2
"""A text that lacks more closing brackets than these was cut short, and what is lost with them is anybody's guess."""

MOST_DEVIATIONS: Final = 10_000
"""A text with more of them was never meant to be JSON."""

_UNQUOTED_NAME: Final = re.compile(
    rf"([A-Za-z_$@][\w$@.-]*|\d{{1,20}}|<[^<>\n]{{1,80}}>|\{{{NAME}\}})[ \t]*+(\"?)[ \t]*+(?=:(?!//)|=(?!=))"
)
_SEPARATOR: Final = re.compile(r":=|:|=>|=(?!=)")
_REMARK: Final = re.compile(r"[^\"“”{}\[\]\n\r]{1,300}?(?=,?[ \t]*(?:[\r\n]|\Z))")
_TEXT_PREFIX: Final = re.compile(r"[uUbBrRfF]{1,2}(?=[\"'])")  # Python: u"…", b'…'
_INDENT: Final = re.compile(r"[ \t]*")
_BAR: Final = re.compile(r"[ \t]*\|")


class Policy(Struct, frozen=True):
    """How to read brackets that do not balance: a closing bracket of the wrong kind was `mistyped`, or shows that
    another is `lost`; and whether a bracket is taken as lost where the indentation says so."""

    wrong_bracket: Literal["mistyped", "lost"]
    by_indentation: bool


_POLICIES: Final = (Policy("lost", True), Policy("lost", False), Policy("mistyped", False))
"""In the order in which they are preferred where they need equally many bracket repairs."""


class Document(Struct, frozen=True):
    """One document as read: `tree`, the offset after it, and the deviations in the order of the text."""

    tree: Tree
    end: int
    edits: tuple[Edit, ...]


def read_document(text: str, start: int = 0, *, bare: bool = False) -> Document:
    """Reads the document whose bracket opens at `start` (`bare`: an object whose outer braces are lost).

    Raises `NotJsonError` when no policy gives a reading that can be trusted.
    """
    document, trouble = _read(text, start, Policy("lost", by_indentation=False), bare=bare)
    if document is not None and not _bracket_repairs(text, document):
        return document
    readings = [one for policy in _POLICIES if (one := _read(text, start, policy, bare=bare)[0]) is not None]
    if not readings:
        raise trouble or NotJsonError("it has no reading", start)
    return min(readings, key=lambda reading: _bracket_repairs(text, reading))


def _read(text: str, start: int, policy: Policy, *, bare: bool) -> tuple[Document | None, NotJsonError | None]:
    try:
        return _Parser(text, policy).document(start, bare=bare), None
    except NotJsonError as error:
        return None, error


def _bracket_repairs(text: str, document: Document) -> int:
    """How many brackets a reading had to repair; one that stops in the middle of things has missed one more."""
    repairs = sum(edit.rule in BRACKET_RULES for edit in document.edits)
    return repairs + (repairs > 0 and text[document.end : document.end + 200].lstrip()[:1] in (",", "}", "]", '"'))


class _Parser:
    """One pass over the text under one policy."""

    def __init__(self, text: str, policy: Policy) -> None:
        self.text, self.policy = text, policy
        self.at = 0
        self.line = 0  # where the line of `at` begins; kept, for searching it anew is quadratic in a text of one line
        self.edits: list[Edit] = []
        self.open: list[Container] = []
        self.values = 0

    def document(self, start: int, *, bare: bool) -> Document:
        self.at, self.line = start, self.text.rfind("\n", 0, start) + 1
        tree = self._container("{", bare=True) if bare else self._value()
        if isinstance(tree, Elision):
            raise NotJsonError("it shows nothing but an ellipsis", start)
        self._trust(start)
        return Document(tree, self.at, tuple(sorted(self.edits, key=lambda edit: (edit.start, edit.end))))

    def _trust(self, start: int) -> None:
        """Refuses a text in which words that are not JSON outweigh the values: prose in brackets, or code."""
        doubt = sum(DOUBTS.get(edit.rule, 0) for edit in self.edits)
        if doubt > 2 + self.values:
            raise NotJsonError("more of it is words than JSON", start)
        lost = sum(edit.rule == "example-lost-bracket" for edit in self.edits)
        if lost > MOST_LOST_BRACKETS or (lost > 1 and self.text.rstrip()[-1:].isalnum()):
            raise NotJsonError(f"it is cut short: {lost} brackets are never closed", len(self.text))

    def _skip(self) -> bool:
        start = self.at
        self.at, new_line = skip(self.text, start, self.edits)
        if new_line:
            self.line = self.text.rfind("\n", start, self.at) + 1
        return new_line

    def _here(self) -> str:
        return self.text[self.at : self.at + 1]

    def _note(self, rule: str, start: int, end: int, replacement: str = "") -> None:
        self.edits.append(Edit(rule, start, end, replacement))

    def _value(self) -> Tree | Elision:
        """Reads the value that begins here, with what may follow it: further alternatives."""
        self.values += 1
        if prefix := _TEXT_PREFIX.match(self.text, self.at):
            self._note("example-literal", self.at, prefix.end())
            self.at = prefix.end()
        here = self._here()
        value: Tree | Elision
        if here in CLOSERS and here:
            text = read_text(self.text, self.at)
            self.at = text.end
            self.edits.extend(text.edits)
            value = text.value
        elif here == "{" and (placeholder := read_placeholder(self.text, self.at)):
            self.at, value = placeholder.end, placeholder.value
        elif here in CLOSING:
            value = self._container(here)
        elif here:
            word = read_word(self.text, self.at)
            self.at = word.end
            self.edits.extend(word.edits)
            value = word.value
        else:
            raise NotJsonError("it ends where a value should stand", self.at)
        return self._first_of_alternatives(value)

    def _first_of_alternatives(self, value: Tree | Elision) -> Tree | Elision:
        """Reads past `"a" | "b"`: the first is the example."""
        end = self.at
        while bar := _BAR.match(self.text, self.at):
            mark = len(self.edits)
            self.at = bar.end()
            self._skip()
            self._deeper()
            self._value()
            self.open.pop()
            del self.edits[mark:]
        if self.at != end:
            self._note("example-alternatives", end, self.at)
        return value

    def _deeper(self, opener: str = "") -> Container:
        if len(self.open) >= DEEPEST:
            raise NotJsonError(f"it is nested more than {DEEPEST} deep", self.at)
        indent = _INDENT.match(self.text, self.line)
        container = Container(opener, self.at, self.line, indent.end() - self.line if indent else 0)
        self.open.append(container)
        return container

    def _container(self, opener: str, *, bare: bool = False) -> Tree | Elision:
        container = self._deeper(opener)
        self.at += 0 if bare else 1
        comma: int | None = None  # the last comma, while no element follows it
        mark = 0  # how many deviations were noted when it was met
        empty = True
        while True:
            end = self.at
            new_line = self._skip()
            here = self._here()
            if len(self.edits) > MOST_DEVIATIONS:
                raise NotJsonError(f"more than {MOST_DEVIATIONS} places in it are not JSON", self.at)
            if here == ",":
                if empty or (comma is not None and comma >= 0):
                    self._note("example-extra-comma", self.at, self.at + 1)
                comma, self.at, mark = self.at, self.at + 1, len(self.edits)
            elif here == ";" and not empty and comma is None:
                self._note("example-missing-comma", self.at, self.at + 1, ",")
                comma, self.at = -1, self.at + 1
            elif new_line and here not in CLOSING.values() and self._outdented(container):
                if comma is not None and comma >= 0:  # the comma is the outer bracket's: it is read again there
                    del self.edits[mark:]
                    end = self.at = comma
                self._note("example-lost-bracket", end, end, CLOSING[opener])
                break
            elif not here or here in "}])":
                if comma is not None and comma >= 0 and not empty:
                    if not here:
                        raise NotJsonError("it is cut short: it ends after a comma", comma)
                    self._note("example-trailing-comma", comma, comma + 1)
                if self._close(container, end, bare=bare, new_line=new_line):
                    break
            else:
                if not empty and comma is None and self._remark_or_missing_comma(end, new_line=new_line):
                    continue
                comma = self._with_comma_before(comma) if self._entry(container) is ELLIPSIS else None
                empty = False
        self.open.pop()
        content, edit = container.content(in_list=bool(self.open) and self.open[-1].opener == "[")
        if edit is not None:
            self.edits.append(edit)
        return content

    def _outdented(self, container: Container) -> bool:
        """Whether the next entry stands further left than the line that opened `container`: its closing bracket is
        lost.
        """
        if not self.policy.by_indentation or len(self.open) < 2:
            return False
        return bool(self._here()) and self.line > container.line and self.at - self.line <= container.indent

    def _close(self, container: Container, end: int, *, bare: bool, new_line: bool) -> bool:
        """Closes `container` at what stands here. False when what stands here closes nothing and was passed over."""
        here, expected = self._here(), CLOSING[container.opener]
        if bare:
            if here in CLOSING.values():
                self._note("example-extra-bracket", self.at, self.at + 1)
                self.at += 1
                return False
            return True
        if here == expected:
            outer = self.policy.by_indentation and new_line and self.at - self.line < container.indent
            if not (outer and any(CLOSING.get(other.opener) == here for other in self.open[:-1])):
                self.at += 1
                return True
        elif here and here in "}])":
            encloses = any(CLOSING.get(other.opener) == here for other in self.open[:-1])
            if not encloses or self.policy.wrong_bracket == "mistyped":
                self._note("example-wrong-bracket", self.at, self.at + 1, expected)
                self.at += 1
                return True
        self._note("example-lost-bracket", end, end, expected)
        return True

    def _with_comma_before(self, comma: int | None) -> int:
        """Takes the comma before an ellipsis for a part of it. Gives what stands for "no comma is needed here"."""
        last = self.edits[-1]
        if comma is not None and comma >= 0 and not self.text[comma + 1 : last.start].strip():
            self.edits[-1] = Edit(last.rule, comma, last.end)
        return -1

    def _remark_or_missing_comma(self, end: int, *, new_line: bool) -> bool:
        """Notes a missing comma; or passes over a remark that somebody wrote after the value, and then gives True."""
        here = self._here()
        if new_line or here in CLOSERS or here in CLOSING:
            self._note("example-missing-comma", end, end, ",")
            return False
        remark = _REMARK.match(self.text, self.at)
        if remark is None or here == ":":
            raise NotJsonError("words follow a value", self.at)
        self._note("example-remark", self.at, remark.end())
        self.at = remark.end()
        return True

    def _entry(self, container: Container) -> Tree | Elision:
        """Reads an element, or a name with its value. Gives the element or the name."""
        start = self.at
        unquoted = _UNQUOTED_NAME.match(self.text, self.at)
        if unquoted is not None:
            name: Tree | Elision = unquoted[1]
            self.at = unquoted.end()
            lost = bool(unquoted[2])
            self._note(
                "example-lost-quote" if lost else "example-unquoted-name",
                start,
                unquoted.end(2 if lost else 1),
                f'"{unquoted[1]}"',
            )
        else:
            name = self._value()
        end = self.at
        self._skip()
        separator = _SEPARATOR.match(self.text, self.at)
        if separator is None or not isinstance(name, str):
            if isinstance(name, str) and container.opener == "{" and unquoted is None and self.text[start] in CLOSERS:
                self._missing_colon(container, name, end)
                return name
            self.at = end
            container.add_element(name)
            return name
        if separator[0] != ":":
            self._note("example-arrow", separator.start(), separator.end(), ":")
        self.at = separator.end()
        self._pair(container, name, start)
        return name

    def _missing_colon(self, container: Container, name: str, end: int) -> None:
        """Reads `"count" 3`; anything else in braces without a colon is an element."""
        here = self._here()
        if here and (here.isdigit() or here in "-\"'{[tfn") and "\n" not in self.text[end : self.at]:
            self._note("example-missing-colon", end, end, ":")
            self._pair(container, name, end)
            return
        self.at = end
        container.add_element(name)

    def _pair(self, container: Container, name: str, start: int) -> None:
        """Reads the value of the name that begins at `start`."""
        separated = self.at
        self._skip()
        here = self._here()
        if not here:
            raise NotJsonError("it ends after a name, before its value", self.at)
        if here in ",}]":
            self._note("example-missing-value", start, separated)
            return
        value = self._value()
        if isinstance(value, Elision):
            return
        container.add_pair(name, value)
