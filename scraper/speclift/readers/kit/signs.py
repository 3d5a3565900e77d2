"""How sure a reader is of a page: signs that are looked for in its bytes, weighed together.

Enters: a page and a table of signs. Leaves: a `Recognition`. Each sign is independent evidence: confidence is one
minus the product of the doubts that remain. A page that shows the platform but no API, that is cut off or stands
behind a wall is worth little, whatever its signs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.model.findings import InputError
from speclift.readers.kit.html_tree import is_cut_off, refuse
from speclift.readers.kit.walls import wall_in
from speclift.readers.page import Recognition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.page import Page

NO_CONTENT = 0.35
"""The most that a page of the platform is worth without an operation on it."""

NO_PAGE = 0.15
"""The most that half a page, a login or a consent banner is worth."""

_HEAD, _TAIL = 1_200_000, 200_000
"""Bytes looked at: what tells a platform stands at the ends of a page."""


class Sign(Struct, frozen=True):
    """A mark in the bytes of a page: what to look for, how much it tells (0 to 1), and how to say it."""

    pattern: re.Pattern[bytes]
    weight: float
    says: str


def sign(pattern: str, weight: float, says: str) -> Sign:
    """One line of a reader's table."""
    return Sign(re.compile(pattern.encode(), re.IGNORECASE), weight, says)


def weighed(platform: str, page: Page, signs: Sequence[Sign], content: Sequence[Sign]) -> Recognition:
    """Weigh a page. `signs` tell the platform; one of `content` must be there for an operation to be read."""
    ends = page.content if len(page.content) <= _HEAD + _TAIL else page.content[:_HEAD] + page.content[-_TAIL:]
    seen = [one for one in signs if one.pattern.search(ends)]
    doubt = 1.0
    for one in seen:
        doubt *= 1.0 - one.weight
    confidence = 1.0 - doubt
    reasons = [one.says for one in seen]
    if not seen:
        return Recognition(platform, 0.0, ())
    try:
        refuse(page)
    except InputError as error:
        bound, why = (NO_PAGE, error.message) if is_cut_off(page.content) else (0.0, error.message)
        return Recognition(platform, round(min(confidence, bound), 2), (*reasons, why))
    told = next((one for one in content if one.pattern.search(ends)), None)
    if told:
        # A field for a password or a word about cookies beside an operation is no wall before it.
        reasons.append(told.says)
    elif wall := wall_in(page.content):
        confidence = min(confidence, NO_PAGE)
        reasons.append(f"but it is {wall}")
    else:
        confidence = min(confidence, NO_CONTENT)
        reasons.append("but it shows no operation")
    return Recognition(platform, round(confidence, 2), tuple(reasons))
