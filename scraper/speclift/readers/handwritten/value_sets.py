"""Tables of values: `Session State` above a table `Value | Description`, whose rows are what a field may hold.

Enters: blocks with the headings above them, or rows. Leaves: `ValueSet`s, and rows with their values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import RawField
    from speclift.readers.handwritten.blocks import Block

_VALUES: Final = re.compile(
    r"(?:(?:possible|allowed|valid|enum|constant) )?(?:values?|constants?|enum(?:eration)?|literals?|options?"
    r"|states?|kinds?"
    r"|codes?)|wert|valor(?:es)?|valeurs?|значени[ея]|值|取值",
    re.IGNORECASE,
)
_MEANS: Final = re.compile(
    r"descriptions?|meanings?|details?|notes?|explanation|beschreibung|bedeutung|descripci[óo]n|significado"
    r"|signification"
    r"|описание|значение|说明|描述|含义|name",
    re.IGNORECASE,
)
_ONE: Final = re.compile(r"[`\"']?([A-Za-z0-9_][\w.+/-]{0,60})[`\"']?")


class ValueSet(Struct, frozen=True):
    """Values with their meanings, and what the heading above them calls them."""

    title: str
    values: tuple[tuple[str, str], ...]

    def words(self) -> str:
        """The values as a bulleted list."""
        return "\n".join(f"- `{value}` — {meaning}" if meaning else f"- `{value}`" for value, meaning in self.values)


def values_of(block: Block, title: str = "") -> ValueSet | None:
    """The values that a table lists: a column of values, or of what the heading above it names, and their meanings."""
    if block.kind != "table" or not 2 <= len(block.rows[0]) <= 3 or len(block.rows) < 3:
        return None
    first, *others = (cell.text.strip("`* :") for cell in block.rows[0])
    named = title and re.search(rf"\b{re.escape(first)}s?$", title.strip("`* "), re.IGNORECASE)
    if not (_VALUES.fullmatch(first) or named) or not any(_MEANS.fullmatch(one) for one in others):
        return None
    column = 1 + next(number for number, one in enumerate(others) if _MEANS.fullmatch(one))
    found: list[tuple[str, str]] = []
    for row in block.rows[1:]:
        value = _ONE.fullmatch(row[0].text.strip())
        if value is None or re.fullmatch(r"[1-5]\d\d", value[1]):
            return None
        found.append((value[1], row[column].text.strip() if len(row) > column else ""))
    return ValueSet(title.strip("`* "), tuple(found))


_IN_TEXT: Final = re.compile(
    r"\b(?P<title>[a-z]+ (?:kind|type|state|status|mode|level|role|format))s? "
    r"\((?P<values>[\w-]+(?:, [\w-]+)*,? or [\w-]+)\)"
)


def value_sets(loose: Sequence[tuple[tuple[str, ...], Block]]) -> list[ValueSet]:
    """The tables of values under headings of their own, and those that text lists: "job kind (a or b)"."""
    found = [values_of(block, trail[-1]) for trail, block in loose if trail]
    for _, block in loose:
        for said in _IN_TEXT.finditer(block.text) if block.kind == "text" else ():
            values = re.split(r",? or |, ", said["values"])
            found.append(ValueSet(said["title"], tuple((value, "") for value in values)))
    return [one for one in found if one is not None]


def with_values(row: RawField, sets: Sequence[ValueSet], owner: str = "", objects: Sequence[str] = ()) -> RawField:
    """A row with its values, where its type or its words are the title of a set; `owner` is the object's name.

    Where its type is the title of one of `objects`, of several words, that name as one word.
    """
    if row.children:
        row = replace(row, children=tuple(with_values(one, sets, owner, objects) for one in row.children))
    wanted = _plain(row.type) if " " in row.type else None
    named = next((one for one in objects if _plain(one) == wanted), None) if wanted else None
    if named is not None:
        return replace(row, type="".join(word.capitalize() for word in re.findall(r"\w+", named)))
    if row.allowed or not sets:
        return row
    names = {_plain(row.type), _plain(f"{owner} {row.name}"), _plain(row.name)}
    if len(row.description.split()) <= 6:
        names.add(_plain(re.sub(r"\s*\([^()]*\)\s*$", "", row.description)))
    for one in sets:
        if _plain(one.title) in names:
            described = "\n\n".join(part for part in (row.description, one.words()) if part)
            kind = "string" if _plain(row.type) == _plain(one.title) else row.type
            return replace(row, type=kind, allowed=tuple(value for value, _ in one.values), description=described)
    return row


def _plain(text: str) -> str:
    words = re.sub(r"[^\w ]+", " ", text.replace("_", " ")).lower().split()
    return " ".join(word for word in words if word not in ("the", "a", "an"))
