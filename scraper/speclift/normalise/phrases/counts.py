"""Numbers that count or number things, and so are whole, on pages that call every number a "Number".

Enters: a row's name, description and type words. Leaves: whether it counts, and the type words of what counts. A new
name is one word in `_LAST_WORDS`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.normalise.names import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.normalise.phrases.type_words import TypeWords

_LAST_WORDS: Final = frozenset(
    {"id", "ids", "page", "pages", "count", "counts", "cnt", "offset", "index", "skip", "port"}
)
_NAMES: Final = frozenset({"limit", "page_size", "pagesize", "per_page", "perpage", "code", "status_code"})
_COUNTS: Final = re.compile(
    r"\A\W*(?:the )?(?:total )?(?:number of|count of|how many|anzahl|nombre de|n[uú]mero de|количество|число)\b"
    r"(?! (?:seconds|minutes|hours|days|weeks|months|years)\b)",
    re.IGNORECASE,
)
_FRACTION: Final = re.compile(r"\d[.,]\d")


def is_counted(name: str, description: str) -> bool:
    """Whether a row's name (`user_id`, `page`) or its first words ("Number of pages") say that its value is whole."""
    words = words_of(name)
    return bool(words) and (
        words[-1] in _LAST_WORDS or "_".join(words) in _NAMES or _COUNTS.match(description) is not None
    )


def is_whole(cells: Iterable[str | None]) -> bool:
    """Whether none of the printed values is a fraction."""
    return not any(cell and _FRACTION.search(cell) for cell in cells)


def counting(words: TypeWords) -> TypeWords:
    """The type words of whole numbers, where they are those of numbers of any kind."""
    if words.item is not None:
        return replace(words, item=counting(words.item))
    return replace(words, base="integer") if words.base == "number" and not words.format else words
