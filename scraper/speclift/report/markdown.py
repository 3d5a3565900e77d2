"""Text from a page, made safe for Markdown.

Enters: any text. Leaves: CommonMark in which it can mean nothing but itself: plain words with every sign escaped, or a
code span.
"""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = re.compile(
    r"[\\`*\[\]<>|$]|(?<!\w)_|_(?!\w)|~(?=~)|(?<=~)~|\{(?=[{%#])|(?<=\{)\{|&(?=#?\w{1,40};)|\A[#=+-]|#+\Z|\A(?<!\d)\d+(?=[.)])"
)
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_SPANS: Final = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_LINKS: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_TICKS: Final = re.compile(r"`+")


def one_line(text: str) -> str:
    """Folds white space, and control characters that could move or hide other words, into single spaces."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def words(text: str) -> str:
    """Plain words: every sign that Markdown, HTML or a template could read stands escaped."""
    return _escape(one_line(text))


def prose(text: str) -> str:
    """Words among which `code` in backticks stays code; a backtick without its partner is escaped."""
    parts = _SPANS.split(one_line(text))
    return "".join(code(part) if index % 2 else _escape(part) for index, part in enumerate(parts))


def _escape(text: str) -> str:
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", text)


def code(text: str) -> str:
    """A code span, with a fence longer than any run of backticks inside (CommonMark 6.1)."""
    inside = one_line(text)
    if not inside:
        return "(nothing)"
    fence = "`" * (1 + max((len(run) for run in _TICKS.findall(inside)), default=0))
    pad = " " if inside[0] in "` " or inside[-1] in "` " else ""
    return f"{fence}{pad}{inside}{pad}{fence}"


def shorten_around(text: str, point: str, length: int) -> str:
    """Cuts a text down to about `length` characters around the first place of `point` (from the start where it is not
    in).
    """
    folded = one_line(text)
    if len(folded) <= length:
        return folded
    folded = _LINKS.sub(r"\1", folded)  # a link that is cut in two is worse than its words
    if len(folded) <= length:
        return folded
    at = folded.find(one_line(point)) if point.strip() else -1
    start = max(0, min(at - length // 3, len(folded) - length)) if at >= 0 else 0
    if start:
        start = folded.find(" ", start, start + 20) + 1 or start
    end = start + length
    if end < len(folded):
        end = max(folded.rfind(" ", end - 20, end), start + 1) if " " in folded[end - 20 : end] else end
    return ("… " if start else "") + folded[start:end].strip() + (" …" if end < len(folded) else "")
