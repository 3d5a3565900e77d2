"""Rows that a closed toggle hides: the page says how many, the recorded example shows which.

Enters: rows with a count ("29 properties"). Leaves: the rows without the count. What the page hides is said, and
whether the example shows as many fields as the page counts; rows that are there are counted too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from speclift.document.json_value import json_value
from speclift.model.rules import gaps, tables
from speclift.normalise.cleanup.walk import with_rows
from speclift.normalise.notes import Evidence
from speclift.normalise.phrases.constraints import HIDDEN
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.model.raw import RawApi, RawArticle, RawExample, RawField, RawSection
    from speclift.normalise.notes import Notebook
    from speclift.workspace.source import Source

LABEL: Final = "properties"


def hidden_rows(raw: RawApi, _: Source, notes: Notebook) -> RawApi:
    """Compare each count with what is there."""

    def change(row: RawField, section: RawSection, article: RawArticle) -> RawField:
        counts = [value for label, value in row.constraints if label == LABEL and value.isdecimal()]
        if not counts:
            return row
        about = subject(article, row.name)
        if row.children:
            if len(row.children) != int(counts[0]):
                notes.note(
                    tables.COUNT_CONTRADICTS_ROWS, about, Evidence(row), count=counts[0], shown=len(row.children)
                )
        else:
            _note_hidden(row, int(counts[0]), section, article, notes)
        rest = tuple(fact for fact in row.constraints if fact[0] != LABEL)
        return replace(row, constraints=rest if row.children else (*rest, (HIDDEN, counts[0])))

    return with_rows(raw, change)


def _note_hidden(row: RawField, count: int, section: RawSection, article: RawArticle, notes: Notebook) -> None:
    about = subject(article, row.name)
    for example in article.examples:
        if example.role != section.role or (section.status and example.status not in ("", section.status)):
            continue
        for value in _values(example, row.name):
            shown = len(value)
            rule = gaps.ROWS_HIDDEN if shown == count else gaps.ROWS_HIDDEN_COUNT_DIFFERS
            notes.note(rule, about, Evidence(row), Evidence(example, ", ".join(value)), count=count, shown=shown)
            return
    notes.note(gaps.ROWS_HIDDEN_NOT_SHOWN, about, Evidence(row), count=count)


def _values(example: RawExample, name: str) -> Iterator[dict[str, Any]]:
    """The objects that the example has under a name, at any depth, outermost first."""
    try:
        level = [json_value(example.text)]
    except (ValueError, RecursionError):
        return
    while level:
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict) and name in value:
                found = value[name]
                yield from (one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict))
            below.extend(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
        level = below
