"""White space and comments between the words of an example.

Enters: a text and an offset. Leaves: the offset of the next word, whether a line break was crossed, and the deviations
met: JSON has no comments, and knows four kinds of white space only (RFC 8259, section 2).
"""

from __future__ import annotations

import re
from typing import Final

from speclift.normalise.examples.deviations import Edit

_SPACES: Final = re.compile(r"[ \t\r\n]+")
ODD_SPACE: Final = "\u00a0\u00ad\u0085\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\x0b\x0c"
"""White space, and characters without width, that JSON does not know; the inside of a character class."""

_ODD_SPACES: Final = re.compile(f"[{ODD_SPACE}]+")
_COMMENT: Final = re.compile(r"//[^\r\n]*|#[^\r\n]*|<!--(?:[^-]|-(?!->))*-->|/\*")


def skip(text: str, start: int, edits: list[Edit]) -> tuple[int, bool]:
    """Gives the offset of the next word from `start` on and whether a line break lies between; notes what JSON does not
    know.
    """
    at = start
    while True:
        spaces = _SPACES.match(text, at)
        at = spaces.end() if spaces else at
        if at >= len(text):
            break
        if text[at] in "/#<" and (comment := _COMMENT.match(text, at)):
            end = comment.end()
            if comment[0] == "/*":
                closing = text.find("*/", end)
                end = len(text) if closing < 0 else closing + 2
            edits.append(Edit("example-comment", at, end))
            at = end
        elif text[at] > "~" or text[at] in "\x0b\x0c":
            odd = _ODD_SPACES.match(text, at)
            if odd is None:
                break
            edits.append(Edit("example-white-space", at, odd.end(), " "))
            at = odd.end()
        else:
            break
    return at, text.find("\n", start, at) >= 0 or start == 0
