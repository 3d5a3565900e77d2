"""Deprecated calls: what their notes send a reader to, and what the notes have swallowed."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from speclift.model.rules import review
from speclift.normalise.notes import Evidence
from speclift.normalise.review.page import key_of
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from speclift.model.raw import RawText
    from speclift.normalise.notes import Notebook
    from speclift.normalise.review.page import Call, ReviewedPage, ReviewedVersion

_VERSION: Final = re.compile(r"\b(?:versions?|v\.?)\s*v?(\d+(?:\.\d+)*)", re.IGNORECASE)
_LINK: Final = re.compile(r"\]\(#([^)\s]+)\)")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_MANY: Final = 5
"""Calls of one version whose replacements end alike: from here on they are one fact."""


def deprecation(version: ReviewedVersion, page: ReviewedPage, notes: Notebook) -> None:
    """A replacement that is deprecated itself or is nowhere; a note that stands where the description should."""
    ends: dict[str, list[tuple[Call, RawText]]] = defaultdict(list)
    for call in version.calls:
        note = call.article.deprecated
        if note is None:
            continue
        end = _end_of_chain(call, version, page, frozenset())
        if end == "":
            notes.note(review.REPLACEMENT_MISSING, subject(call.article), Evidence(note))
        elif end is not None:
            ends[end].append((call, note))
        if swallowed := _swallowed(call, note, page):
            notes.note(review.DESCRIPTION_IN_DEPRECATION, subject(call.article), Evidence(note), words=swallowed)
    for end, found in ends.items():
        if len(found) >= _MANY:
            evidence = {note.text: Evidence(note) for _, note in found}
            notes.note(review.REPLACEMENT_DEPRECATED, f"{len(found)} calls", *list(evidence.values())[:3], end=end)
            continue
        for call, note in found:
            newest = Evidence(_newest(call, note, page))
            notes.note(review.REPLACEMENT_DEPRECATED, subject(call.article), newest, end=end)


def _end_of_chain(
    call: Call, version: ReviewedVersion, page: ReviewedPage, seen: frozenset[tuple[str, str, str]]
) -> str | None:
    """Where a chain of deprecated replacements ends; None when the first replacement is fit, "" when there is none."""
    note = call.article.deprecated
    if note is None:
        return None
    named = _VERSION.search(note.text)
    links = _LINK.findall(note.text)
    replacement = next((other for anchor in links for other in version.calls if _is_at(other, anchor)), None)
    where: ReviewedVersion | None = version
    if replacement is None and named is not None:
        where = next((one for one in page.versions if one.edition.version == named[1]), None)
        replacement = where.by_key.get(key_of(call.article)) if where is not None else None
    elif replacement is None and not links:
        return None
    if replacement is None or where is None or replacement is call:
        return ""
    if replacement.article.deprecated is None:
        return None
    step = (where.edition.version, *key_of(replacement.article))
    if step in seen:
        return "the notes lead in a circle"
    further = _end_of_chain(replacement, where, page, seen | {step})
    return _last(replacement, where) if further is None else further or "the last replacement is not on the page"


def _last(call: Call, version: ReviewedVersion) -> str:
    """Names what the last deprecated call of a chain leads to."""
    text = call.article.deprecated.text if call.article.deprecated is not None else ""
    linked = [other for anchor in _LINK.findall(text) for other in version.calls if _is_at(other, anchor)]
    if linked:
        return f"not deprecated: {subject(linked[0].article)}"
    named = _VERSION.search(text)
    return f"not deprecated: version {named[1]}" if named is not None else "the last note names no replacement"


def _is_at(call: Call, anchor: str) -> bool:
    own = call.article.place.anchor
    return own == anchor or re.fullmatch(re.escape(anchor) + r"-\d[\d.]*", own) is not None


def _newest(call: Call, note: RawText, page: ReviewedPage) -> RawText:
    """The newest note of the same call that sends to a deprecated one: the same evidence in every version."""
    for version in page.versions:
        other = version.by_key.get(key_of(call.article))
        if other is not None and other.article.deprecated and _end_of_chain(other, version, page, frozenset()):
            note = other.article.deprecated
    return note


def _swallowed(call: Call, note: RawText, page: ReviewedPage) -> str:
    """A sentence of the note that is the description of the same call in other versions, and missing from its own."""
    own = " ".join(text.text for text in call.article.description)
    for version in page.versions:
        other = version.by_key.get(key_of(call.article))
        if other is None or other.article is call.article:
            continue
        described = {part.strip() for text in other.article.description for part in _SENTENCE.split(text.text)}
        for sentence in _SENTENCE.split(note.text):
            if len(sentence.split()) > 1 and sentence.strip() in described and sentence.strip() not in own:
                return sentence.strip()
    return ""
