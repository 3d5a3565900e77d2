"""Allowed values that keep the comma of the list they were copied from: "ca,", "zh,", "cs,".

Enters: `RawApi`. Leaves: the values without it, with a finding that quotes them. One value with a comma may be meant;
a list in which every value, or every value but the last, ends in one is a list that was split at blanks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.rules import tables
from speclift.normalise.cleanup.walk import with_rows
from speclift.normalise.notes import Evidence
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from speclift.model.raw import RawApi, RawArticle, RawField, RawSection
    from speclift.normalise.notes import Notebook
    from speclift.workspace.source import Source

SEPARATORS: Final = ",;"


def is_separated(allowed: tuple[str, ...]) -> bool:
    """Whether the values kept their separators."""
    return len(allowed) > 1 and all(len(value) > 1 and value[-1] in SEPARATORS for value in allowed[:-1])


def separators(raw: RawApi, _: Source, notes: Notebook) -> RawApi:
    """Take them off."""

    def change(row: RawField, _: RawSection, article: RawArticle) -> RawField:
        if not is_separated(row.allowed):
            return row
        values = tuple(value.rstrip(SEPARATORS) for value in row.allowed)
        notes.note(
            tables.SEPARATOR_IN_VALUE,
            subject(article, row.name),
            Evidence(row, " ".join(row.allowed)),
            first=values[0],
            second=values[1],
        )
        return replace(row, allowed=values)

    return with_rows(raw, change)
