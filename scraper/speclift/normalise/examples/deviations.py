"""The named deviations from JSON, and how one is written down while a text is read.

Enters: nothing. Leaves: `Edit` (the rule of a deviation, a span of the text and what was read in its place), the doubts
that a deviation leaves, and `NotJsonError`. The rules stand in `model.rules.notation`: to teach the reader a deviation,
add its row there and record it where it is met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

QUOTE_CONTEXT: Final = 40
"""Characters of the text that a repair quotes at most on either side of the place."""

QUOTE_LENGTH: Final = 120
"""The longest quote; a longer one is shortened in its middle."""


DOUBTS: Final[Mapping[str, int]] = {
    "example-missing-colon": 1,
    "example-missing-value": 1,
    "example-unquoted-text": 2,
    "example-remark": 1,
}
"""How likely it is that we misread a text which shows the deviation; 2 is much, and rules that are not named
leave none.
"""

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
