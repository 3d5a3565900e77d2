"""The rules, in order.

Enters: `RawApi`, `Source`, the notebook. Leaves: `RawApi`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from speclift.normalise.cleanup.cut_names import cut_names, dotted_names
from speclift.normalise.cleanup.field_tables import field_tables
from speclift.normalise.cleanup.hidden_rows import hidden_rows
from speclift.normalise.cleanup.labelled_words import labelled_words
from speclift.normalise.cleanup.leftovers import leftovers
from speclift.normalise.cleanup.listed_bodies import listed_bodies
from speclift.normalise.cleanup.separators import is_separated, separators
from speclift.normalise.cleanup.several_calls import several_calls
from speclift.normalise.cleanup.stated_addresses import stated_addresses
from speclift.normalise.cleanup.titled_objects import titled_objects

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.model.raw import RawApi, RawField
    from speclift.normalise.notes import Notebook
    from speclift.workspace.source import Source

Rule: TypeAlias = "Callable[[RawApi, Source, Notebook], RawApi]"

OF_PAGES: Final[tuple[Rule, ...]] = (leftovers, stated_addresses, several_calls, cut_names, field_tables, dotted_names)
"""Rules that any page may need: text first, then addresses, then what has several of them, then rows and tables."""

OF_LABELS: Final[tuple[Rule, ...]] = (separators, hidden_rows, titled_objects, listed_bodies, labelled_words)
"""Rules about rows with labelled facts or odd values and tables with a type of their own; most pages have none."""


RULES: Final = (*OF_PAGES, *OF_LABELS)
"""All of them, in order."""


def cleaned_up(raw: RawApi, source: Source, notes: Notebook) -> RawApi:
    """The page after every rule."""
    for rule in (*OF_PAGES, *(OF_LABELS if _has_labels(raw) else ())):
        raw = rule(raw, source, notes)
    return raw


def _has_labels(raw: RawApi) -> bool:
    return any(section.type or _labelled(section.fields) for article in raw.articles for section in article.sections)


def _labelled(rows: tuple[RawField, ...]) -> bool:
    return any(
        row.constraints or is_separated(row.allowed) or (row.children and _labelled(row.children)) for row in rows
    )
