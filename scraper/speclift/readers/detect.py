"""Which documentation platform a page is of.

Enters: a page. Leaves: one `Recognition` per reader of the table, the surest first; equals stand in the table's order.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from speclift.model.findings import InputError
from speclift.readers import READERS, reader_for

if TYPE_CHECKING:
    from speclift.readers.page import Page, Recognition

SURE = 0.5
_CLEAR = 0.2

LAST_RESORT = "handwritten"
"""Asked when no other reader is sure: it takes any page with methods and paths."""


@lru_cache(maxsize=1)
def detect(page: Page) -> tuple[Recognition, ...]:
    """What every reader thinks of a page, surest first. Several stages ask of one page, one after the other: the last
    answer is kept."""
    found = [reader_for(platform).recognise(page) for platform in READERS if platform != LAST_RESORT]
    if not any(one.confidence >= SURE for one in found):
        found.append(reader_for(LAST_RESORT).recognise(page))
    return tuple(sorted(found, key=lambda one: -one.confidence))


def refuse_other(page: Page, platform: str) -> None:
    """Raise `InputError` when the page is clearly of another platform than the one that is to read it."""
    if reader_for(platform).recognise(page).confidence + _CLEAR >= 1.0:
        return  # none can be clearly surer
    found = detect(page)
    own = next(one for one in found if one.platform == platform)
    # That a page could be read as one that somebody wrote by hand is no word against the platform that made it.
    best = next(one for one in found if one.platform != LAST_RESORT)
    if best.platform != platform and best.confidence >= SURE and best.confidence > own.confidence + _CLEAR:
        raise InputError(
            f"this is a {best.platform} page ({'; '.join(best.reasons)}), not a {platform} page",
            file=page.name,
            hint=f'say platform = "{best.platform}" in source.toml',
        )
