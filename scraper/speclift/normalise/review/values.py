"""Types and values: ranges that stand where values belong, rare spellings of type words, fields that nothing shows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from speclift.model.rules import review
from speclift.normalise.notes import Evidence
from speclift.normalise.phrases.ranges import read_range
from speclift.normalise.phrases.types import read_type
from speclift.normalise.review.page import rows_of
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from speclift.model.raw import RawField
    from speclift.normalise.notes import Notebook
    from speclift.normalise.review.page import ReviewedPage, ReviewedVersion

_PLAIN_WORD: Final = re.compile(r"[A-Za-z]+(?:\[\])?\Z")
_FEWEST: Final = 10
_RARE: Final = 20
"""A spelling is rare beside another that stands this many times as often."""


def ranges_as_values(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """A range under "allowed values": one finding for each name and range, with all its places."""
    found: dict[tuple[str, str], list[tuple[str, RawField]]] = defaultdict(list)
    for article in version.edition.articles:
        for row in rows_of(article):
            if len(row.allowed) != 1 or read_type(row.type).base == "string":  # a text's range is a finding of its own
                continue
            if re.search(r"\d", row.allowed[0]) and read_range(row.allowed[0]) is not None:
                found[row.name, row.allowed[0]].append((subject(article), row))
    for (name, words), places in found.items():
        about = f"{places[0][0]}: {name}" if len(places) == 1 else f"{name} of several articles"
        evidence = {row.description: Evidence(row) for _, row in places}
        notes.note(review.RANGE_AS_VALUES, about, *list(evidence.values())[:3], name=name, range=words)


def type_words(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """A type word that the page writes otherwise nearly everywhere."""
    rows: dict[str, list[tuple[str, RawField]]] = defaultdict(list)
    for article in version.edition.articles:
        for row in rows_of(article):
            if _PLAIN_WORD.match(row.type.strip()):
                rows[row.type.strip()].append((subject(article, row.name), row))
    counts = Counter({word: len(places) for word, places in rows.items()})
    for word, places in rows.items():
        meant = read_type(word)
        if meant.base not in {"string", "integer", "number", "boolean"}:
            continue
        usual = max((other for other in rows if read_type(other) == meant), key=lambda other: counts[other])
        if usual != word and counts[usual] >= _FEWEST and counts[usual] >= _RARE * counts[word]:
            notes.note(
                review.TYPE_WORD_RARE,
                places[0][0] if len(places) == 1 else f"Rows of type {word}",
                *(Evidence(row) for _, row in places[:3]),
                word=word,
                usual=usual,
            )


def never_shown(version: ReviewedVersion, _: ReviewedPage, notes: Notebook) -> None:
    """The fields of an object that no recorded example shows, though examples of the object there are."""
    for definition in version.definitions.values():
        observed = version.observed.of(definition.name)
        seen = [one.value for one in observed if isinstance(one.value, dict)]
        if definition.article is None or not any(one.whole for one in observed):
            continue
        rows = [row for row in definition.rows if row.raw is not None and row.verbs <= {"GET"}]
        missing = [row for row in rows if not any(row.field.name in value for value in seen)]
        if missing and len(missing) < len(rows):
            notes.note(
                review.FIELDS_NEVER_SHOWN,
                definition.about,
                *(Evidence(row.raw) for row in missing[:3] if row.raw is not None),
                fields=", ".join(f"`{row.field.name}`" for row in missing),
                examples=len(seen),
            )
