"""The rules, in order.

Enters: `RawApi`, `Source`, the notebook. Leaves: `RawApi`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from speclift.normalise.prepare.hidden_rows import hidden_rows
from speclift.normalise.prepare.labelled_words import labelled_words
from speclift.normalise.prepare.leftovers import leftovers
from speclift.normalise.prepare.stated_addresses import stated_addresses
from speclift.normalise.prepare.titled_objects import titled_objects

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.model.raw import RawApi
    from speclift.normalise.notes import Notebook
    from speclift.source import Source

RULES: Final[tuple[Callable[[RawApi, Source, Notebook], RawApi], ...]] = (
    leftovers,
    stated_addresses,
    hidden_rows,
    titled_objects,
    labelled_words,
)
"""A rule is one line: text first, then addresses, then rows."""


def prepared(raw: RawApi, source: Source, notes: Notebook) -> RawApi:
    """The page after every rule."""
    for rule in RULES:
        raw = rule(raw, source, notes)
    return raw
