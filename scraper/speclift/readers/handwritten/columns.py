"""What the columns of a table hold: told by their titles, else by what stands in them.

Enters: a table. Leaves: the meaning of each column (`words.COLUMNS`), or nothing where none holds names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from speclift.readers.handwritten.marks import OPTIONAL_TITLE, TYPE_WORD, marked
from speclift.readers.handwritten.words import COLUMNS, meaning

if TYPE_CHECKING:
    from speclift.readers.handwritten.blocks import Block

NAME: Final = re.compile(r"[`*\"']*([A-Za-z_$@][\w.$@\[\]{}<>:/-]*|[^\W\d][\w.-]*)[`*\"']*")


def columns_of(block: Block) -> list[str]:
    """What the columns of a table hold; nothing for one without a column of names."""
    titles: list[str] = []
    if not block.titled and _begins_with_a_row(block):
        return []
    for cell in block.rows[0]:
        found = meaning(COLUMNS, cell.text)
        if found in ("path", "status") and "name" not in titles and not titles:
            found = "name"
        if found == "required" and OPTIONAL_TITLE.match(cell.text.strip("`* ")):
            found = "optional"
        if found == "type" and _says_required(block, len(titles)):
            found = "required"
        if (
            len(block.rows[0]) == 2
            and titles == ["name"]
            and re.fullmatch(r"\W*(?:value|valor|wert)\W*", cell.text, re.I)
        ):
            found = "example"
        titles.append(found if found not in titles or found in ("", "description") else "")
    titles = (
        [_kind_of_column(block, number, found) for number, found in enumerate(titles)]
        if "type" not in titles
        else titles
    )
    if "name" not in titles and set(titles) & _BESIDE_NAMES and titles[:1] == [""] and is_list_of_names(block, 1):
        titles[0] = "name"
    if "name" not in titles or len(titles) < 2:
        return []
    if not titles[0] and re.search(r"\w{2}", block.rows[0][0].text):
        return []  # a table of something else, whose things have names too
    return titles if sum(1 for one in titles if one) >= 2 or block.titled else []


def _begins_with_a_row(block: Block) -> bool:
    """Whether the first row is one as the others: it says "required" or a type where those below it do."""
    for number, cell in enumerate(block.rows[0]):
        word = cell.text.strip("`* ").lower()
        below = [row[number].text.strip("`* ").lower() for row in block.rows[1:] if number < len(row)]
        if word in below and (TYPE_WORD.fullmatch(word) or marked(None, word) is not None):
            return True
    return False


def _kind_of_column(block: Block, number: int, found: str) -> str:
    """What a column holds; one without a known title ("Value") whose cells are types holds types."""
    if found not in ("", "values", "example"):
        return found
    cells = [row[number].text.strip("`* ") for row in block.rows[1:] if number < len(row)]
    shown = [cell for cell in cells if cell]
    types = [cell for cell in shown if TYPE_WORD.match(cell) and len(cell.split()) <= 3]
    return "type" if shown and 3 * len(types) >= 2 * len(shown) else found


def _says_required(block: Block, column: int) -> bool:
    """Whether a column called "type" only says which rows are required."""
    words = [row[column].text.strip("`* ").lower() for row in block.rows[1:] if column < len(row)]
    return bool(words) and all(word in ("required", "optional", "mandatory", "") for word in words)


_BESIDE_NAMES: Final = frozenset({"type", "required", "optional", "default", "location"})
"""A table with such a column has names in the first, whatever its title."""


def is_list_of_names(block: Block, first: int = 0) -> bool:
    """Whether the first column of a table holds nothing but names, from row `first` on."""
    return len(block.rows[0]) >= 2 and all(
        len(row) >= 2 and NAME.fullmatch(row[0].lead or row[0].text) and " " not in (row[0].lead or row[0].text)
        for row in block.rows[first:]
    )
