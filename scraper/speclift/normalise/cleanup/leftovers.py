"""Leftovers of the tools that made the page, in its words: gettext's catalogue lines, tags that nothing rendered.

Enters: `RawApi`. Leaves: the same words without the tool's. Each leftover is a finding that quotes what stood there. A
form is one line in `LEFTOVERS`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.model.rules import Rule, articles
from speclift.normalise.cleanup.walk import with_words, words_of
from speclift.normalise.notes import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.model.raw import RawApi, RawField, RawSection, RawText
    from speclift.normalise.notes import Notebook
    from speclift.workspace.source import Source

_GETTEXT: Final = re.compile(
    r'^msgid\s+"(?P<said>.*?)"\s*(?:\n\s*)?msgstr\s+"(?P<translated>.*?)"\s*$', re.DOTALL | re.MULTILINE
)
_TAG: Final = re.compile(
    r"<(?P<tag>[a-z][a-z0-9]*(?:-[a-z0-9]+)+)(?:\s[^<>]{0,300})?>(?P<said>[^<>]{0,300})</(?P=tag)>"
)
_CODE: Final = re.compile(r"`[^`\n]*`")
_EMPTY_TAG: Final = re.compile(r"</?[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?:\s[^<>]{0,300})?/?>")


def _gettext(found: re.Match[str]) -> str:
    words = found["translated"] or found["said"]
    return words.replace('\\"', '"').replace("\\n", "\n").strip()


LEFTOVERS: Final[tuple[tuple[Rule, re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (articles.GETTEXT_LEFTOVER, _GETTEXT, _gettext),
    (articles.TAG_LEFTOVER, _TAG, lambda found: found["said"]),
    (articles.TAG_LEFTOVER, _EMPTY_TAG, lambda _: ""),
)
"""Rule, what it looks like, and what it meant to say."""


def leftovers(raw: RawApi, _: Source, notes: Notebook) -> RawApi:
    """Take them off."""

    def change(words: str, origin: RawText | RawField | RawSection) -> str:
        if '"' not in words and "<" not in words:
            return words
        for rule, pattern, meant in LEFTOVERS:
            found = _outside_code(pattern, words)
            if not found:
                continue
            subject = origin.place.anchor or origin.place.page
            notes.note(rule, subject, Evidence(origin, found[0][0]), meant=meant(found[0]) or "left out")  # fmt: skip
            words = _with(words, [(*one.span(), meant(one)) for one in found]).strip()
        return words

    return with_words(raw, change) if any(map(_suspect, words_of(raw))) else raw


def _suspect(words: str) -> bool:
    return "msgid" in words or ("<" in words and "-" in words)


def _outside_code(pattern: re.Pattern[str], words: str) -> list[re.Match[str]]:
    """What fits outside code spans, which show tags on purpose; a match may hold a code span."""
    without = _CODE.sub(lambda span: " " * len(span[0]), words)
    found = (pattern.fullmatch(words, *match.span()) for match in pattern.finditer(without))
    return [one for one in found if one is not None]


def _with(words: str, pieces: list[tuple[int, int, str]]) -> str:
    made, end = [], 0
    for start, stop, instead in pieces:
        made += [words[end:start], instead]
        end = stop
    return "".join([*made, words[end:]])
