"""Words: texts that stand twice, words in mixed scripts, slips of the hand, placeholders of a writer's tool."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from speclift.model.rules import review
from speclift.normalise.notes import Evidence
from speclift.normalise.review.page import key_of, plain, rows_of, texts_of
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from speclift.model.raw import RawArticle, RawField, RawText
    from speclift.normalise.notes import Notebook
    from speclift.normalise.review.page import Call, ReviewedPage, ReviewedVersion

_WORD: Final = re.compile(r"[^\W\d_]+")
_SLIPS: Final = re.compile(
    r"\b(?P<doubled>of|the|to|is|in|and|for|with|a|an|be|that|this|by|on|or|as|are|it)\s+(?P=doubled)\b"
    r"|(?<!\.\w)(?<!\betc)[.,][,.](?![.,\w])(?<![.,]{3})|(?<=\w)\s+\.(?=\s*(?:\Z|\n|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_PLACEHOLDER: Final = re.compile(
    r"\{\{\s*[\w.$ -]{1,40}\}\}|(?<![\w$])\$[a-z]\w*(?![\w$])|\bTODO\b|\bFIXME\b|\bLorem ipsum\b"
)


def same_description(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """One description at two calls of different method, path or group; three and more share it on purpose."""
    users: dict[str, list[Call]] = defaultdict(list)
    for call in version.calls:
        text = "\n".join(text.text.strip() for text in call.article.description)
        if len(text.split()) >= 3:
            users[text].append(call)
    for calls in users.values():
        keys = {key_of(call.article) for call in calls}
        titles = {call.article.title for call in calls}
        if len(calls) == 2 and len(keys) == 2 and len(titles) == 2:
            one, other = calls
            notes.note(
                review.DESCRIPTION_COPIED,
                subject(other.article),
                *(Evidence(text) for text in other.article.description[:1]),
                Evidence(one.article),
                other=subject(one.article),
            )


def copied_rows(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """A row of one object whose text speaks of another object, where the row of that name has the same text."""
    nouns = {article.title.strip().lower(): article for article in version.objects if len(article.title.strip()) > 3}
    texts: dict[tuple[str, str], list[RawArticle]] = defaultdict(list)
    rows: dict[tuple[str, str, str], RawField] = {}
    for article in version.objects:
        for row in rows_of(article):
            text = " ".join(row.description.split())
            if text:
                texts[row.name, text].append(article)
                rows.setdefault((row.name, text, article.title), row)
    for (name, text), articles in texts.items():
        for noun, owner in nouns.items():
            if owner not in articles or not re.search(rf"\b{re.escape(noun)}\b", text, re.IGNORECASE):
                continue
            for article in articles:
                own = article.title.strip().lower()
                row = rows[name, text, article.title]
                if article is owner or noun in own or own in noun or noun.split()[-1] in f"{name} {row.type}".lower():
                    continue
                if re.search(rf"\b{re.escape(own.split()[-1])}\b", text, re.IGNORECASE):
                    continue
                notes.note(
                    review.ROW_COPIED_FROM_ANOTHER_OBJECT,
                    f"{subject(article)}: {name}",
                    Evidence(row),
                    Evidence(rows[name, text, owner.title]),
                    object=owner.title.strip(),
                )


def mixed_scripts(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """A word with letters of two scripts; in a name or a value it breaks code."""
    for article in version.edition.articles:
        for row in rows_of(article):
            for words in (row.name, *row.allowed):
                _note_scripts(words, row, subject(article, row.name), notes)
        for text, origin in texts_of(article):
            _note_scripts(text, origin, subject(article), notes)


def _note_scripts(text: str, origin: RawText | RawField, about: str, notes: Notebook) -> None:
    if text.isascii():
        return
    for word in _WORD.findall(text):
        scripts = {_script(letter) for letter in word if not letter.isascii()} | (
            {"LATIN"} if any(letter.isascii() for letter in word) else set()
        )
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            strange = ", ".join(f"U+{ord(one):04X}" for one in dict.fromkeys(word) if not one.isascii())
            notes.note(review.MIXED_SCRIPTS, about, Evidence(origin, word), word=word, characters=strange)


@lru_cache(maxsize=1024)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def slips(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """Doubled words, wrong punctuation, brackets that are not closed: one finding for each article."""
    for article in version.edition.articles:
        found = [(words, origin) for text, origin in texts_of(article) for words in _slips(text)]
        if found:
            notes.note(
                review.TYPING_SLIPS,
                subject(article),
                *(Evidence(origin, words) for words, origin in dict.fromkeys(found)),
                count=len(found),
            )


@lru_cache(maxsize=8192)
def _slips(text: str) -> tuple[str, ...]:
    words = plain(text)
    found = [_around(words, match.start(), match.end()) for match in _SLIPS.finditer(words)]
    if words.count("(") == words.count(")") + 1 and "\n" not in words.strip():
        at = words.rindex("(")
        found.append(_around(words, at, at + 1))
    return tuple(found)


def _around(text: str, start: int, end: int) -> str:
    """A place of a text with the words around it, on its line."""
    first = max(text.rfind(" ", 0, max(0, start - 12)), text.rfind("\n", 0, start)) + 1
    last = text.find(" ", end + 8)
    line = text.find("\n", end)
    ends = [position for position in (last, line) if position >= 0]
    return text[first : min(ends) if ends else len(text)].strip()


def placeholders(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """A placeholder of the writer's tool that stands in a sentence."""
    for article in version.edition.articles:
        for text, origin in texts_of(article):
            for fromkey in dict.fromkeys(_PLACEHOLDER.findall(plain(text))):
                notes.note(review.PLACEHOLDER_IN_TEXT, subject(article), Evidence(origin, fromkey), words=fromkey)
