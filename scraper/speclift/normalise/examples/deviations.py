"""The named deviations from JSON, and how one is written down while a text is read.

Enters: nothing. Leaves: the table `DEVIATIONS` (rule id, what it means, how much doubt it leaves), `Edit` (a span of
the text and what was read in its place), and `NotJsonError`. To teach the reader a deviation, add a line here and
record it where it is met.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

QUOTE_CONTEXT: Final = 40
"""Characters of the text that a repair quotes at most on either side of the place."""

QUOTE_LENGTH: Final = 120
"""The longest quote; a longer one is shortened in its middle."""


class Deviation(Struct, frozen=True):
    """A rule: what the text does that JSON does not, and `doubt`, how likely it is that we misread (0 none, 2 much)."""

    rule: str
    meaning: str
    doubt: int = 0


DEVIATIONS: Final[dict[str, Deviation]] = {
    deviation.rule: deviation
    for deviation in (
        Deviation("example-placeholder", "the name of an object stands where the object should stand"),
        Deviation("example-placeholder-unknown", "a placeholder names an object that has no recorded example"),
        Deviation("example-value-placeholder", "a placeholder stands where a value should stand"),
        Deviation("example-ellipsis", "an ellipsis stands for what is not shown"),
        Deviation("example-trailing-comma", "a comma follows the last element"),
        Deviation("example-extra-comma", "a comma stands where no element precedes it"),
        Deviation("example-missing-comma", "no comma parts two elements"),
        Deviation("example-missing-colon", "no colon parts a name and its value", 1),
        Deviation("example-missing-value", "a name has no value", 1),
        Deviation("example-doubled-quote", "a quotation mark is doubled"),
        Deviation("example-lost-quote", "a quotation mark is lost"),
        Deviation("example-inner-quote", "a quotation mark inside a text is not escaped"),
        Deviation("example-foreign-quote", "a text stands in quotation marks that JSON does not know"),
        Deviation("example-line-break-in-text", "a line break or a tab stands inside a text"),
        Deviation("example-escape", "a backslash escapes what JSON does not escape"),
        Deviation("example-surrogate", "half of a character stands in a text"),
        Deviation("example-lost-bracket", "a closing bracket is lost"),
        Deviation("example-extra-bracket", "a closing bracket closes nothing"),
        Deviation("example-wrong-bracket", "a bracket is closed by one of the other kind"),
        Deviation("example-lost-braces", "the outer braces are lost"),
        Deviation("example-doubled-braces", "an object stands in braces of its own"),
        Deviation("example-list-in-braces", "a list stands in braces"),
        Deviation("example-names-in-list", "a list holds names with values, as an object does"),
        Deviation("example-arrow", "an arrow or an equals sign stands where a colon should stand"),
        Deviation("example-unquoted-name", "a name stands without quotation marks"),
        Deviation("example-unquoted-text", "a text stands without quotation marks", 2),
        Deviation("example-type-word", "the name of a type stands where a value should stand"),
        Deviation("example-literal", "a literal of another language stands for null, true or false"),
        Deviation("example-number", "a number is not written as JSON writes it"),
        Deviation("example-alternatives", "several values or a range stand where one value should stand"),
        Deviation("example-call", "a function call stands where a value should stand"),
        Deviation("example-comment", "a comment stands inside JSON"),
        Deviation("example-remark", "a remark follows a value", 1),
        Deviation("example-white-space", "white space that JSON does not know, such as a no-break space"),
        Deviation("example-markup-entities", "quotation marks are written as markup entities"),
        Deviation("example-prose-around", "words stand before or after the JSON"),
        Deviation("example-several-documents", "several JSON documents stand one after another"),
    )
}
"""Every rule that a `Repair` may name."""

BRACKET_RULES: Final = frozenset({"example-lost-bracket", "example-extra-bracket", "example-wrong-bracket"})
"""Where these are met the text has more than one reading, and the one that needs fewest of them is taken."""


class NotJsonError(Exception):
    """The text cannot be read as JSON with confidence. `reason` is for a person, `at` the offset in the text."""

    def __init__(self, reason: str, at: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.at = reason, at


class Edit(Struct, frozen=True):
    """A deviation in a text: `text[start:end]` was read as if `replacement` stood there."""

    rule: str
    start: int
    end: int
    replacement: str = ""


def quote_edit(text: str, edit: Edit) -> tuple[str, str]:
    """Gives the place of an edit as printed and as read, with what stands on the same lines around it."""
    before, after = _line_before(text, edit.start), _line_after(text, edit.end)
    return shorten(before + text[edit.start : edit.end] + after), shorten(before + edit.replacement + after)


def _line_before(text: str, at: int) -> str:
    """Gives what stands before `at` on its line; the line above it too, where that is nothing."""
    first = max(0, at - 4 * QUOTE_CONTEXT)
    start = max(first, text.rfind("\n", first, at) + 1)
    if not text[start:at].strip():
        above = first + len(text[first:start].rstrip())
        start = max(first, text.rfind("\n", first, above) + 1)
    if at - start <= QUOTE_CONTEXT:
        return text[start:at]
    near = text[at - QUOTE_CONTEXT : at]
    space = near.find(" ", 0, QUOTE_CONTEXT // 2)  # at a word's beginning, where one is near
    return "… " + near[space + 1 :]


def _line_after(text: str, at: int) -> str:
    """Gives what stands after `at` on its line; the line below it too, where that is nothing."""
    end = _line_end(text, at)
    if not text[at:end].strip():
        end = _line_end(text, end + 1)
    if end - at <= QUOTE_CONTEXT:
        return text[at:end]
    near = text[at : at + QUOTE_CONTEXT]
    space = near.rfind(" ", QUOTE_CONTEXT // 2)
    return (near[:space] if space > 0 else near) + " …"


def _line_end(text: str, at: int) -> int:
    last = min(len(text), at + 4 * QUOTE_CONTEXT)
    end = text.find("\n", at, last)
    return last if end < 0 else end


def shorten(text: str, length: int = QUOTE_LENGTH) -> str:
    """Folds white space and cuts the middle out of a text that is longer than `length` characters."""
    if len(text) > 4 * length:  # folding the whole of a huge text costs more than its quote is worth
        text = text[: 2 * length] + " … " + text[-2 * length :]
    folded = " ".join(text.split())
    if len(folded) <= length:
        return folded
    half = (length - 3) // 2
    return f"{folded[:half].rstrip()} … {folded[-half:].lstrip()}"
