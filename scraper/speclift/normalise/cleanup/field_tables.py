"""Tables that describe what is inside a field of another table of the same request or answer.

Titles tell it (`lines Object[]`, `order (object)`, `Order fields`, `author, editor Object of book Object`, just the
field's name, or that of its type: `Line` for `lines | Line[]`), or dotted names whose first part is a row of another
table. Enters: `RawApi`. Leaves: the rows below their field. Where an example shows the rows at the top and not inside
the field, the example decides: they stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from speclift.normalise.editions import is_operation
from speclift.normalise.examples.repair import repair
from speclift.normalise.phrases.types import read_type
from speclift.normalise.statuses import read_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.model.raw import RawApi, RawArticle, RawField, RawSection
    from speclift.normalise.notes import Notebook
    from speclift.normalise.phrases.type_words import TypeWords
    from speclift.workspace.source import Source

_KINDS = r"objects?|arrays?|lists?|items?|fields?|properties|attributes|elements?|entry|entries|structure|params?|keys"
_NAME = r"[\w$-]+(?:\[\])?(?:\.[\w$-]+(?:\[\])?)*"
_TITLE: Final = re.compile(
    rf"(?P<names>{_NAME}(?:\s*+(?:,|/|&|\band\b)\s*+{_NAME})*)"
    rf"(?:\s*+[\[(<{{]?\s*+(?P<kind>{_KINDS})\s*+(?:\[\])?\s*+[\])>}}]?)?"
    rf"(?:\s*(?:of|in|->|>)\s+(?:the\s+)?(?P<parent>{_NAME})(?:\s+(?:{_KINDS})(?:\[\])?)?)?\s*:?\Z",
    re.IGNORECASE,
)
_PARENT_FIRST: Final = re.compile(
    rf"(?P<kind>{_KINDS})\s+(?:of|in)\s+(?:the\s+)?(?P<names>{_NAME})\s*:?\Z", re.IGNORECASE
)
_SEPARATOR: Final = re.compile(r"(?:(?<!\s)\s++)?(?:,|/|&|\band\b)\s*")
_INPUTS: Final = frozenset({"body", "parameter", "query"})
_USUAL: Final = frozenset(
    {"parameter", "parameters", "success", "error", "response", "request", "body", "query", "header", "path", "result"}
)
"""Titles that say what a table is of: no field is meant, even where one has that name."""


class _Row(Struct):
    """A row that can be changed: its own facts and the rows below it."""

    field: RawField
    below: list[_Row]

    @classmethod
    def of(cls, field: RawField) -> _Row:
        return cls(field, [cls.of(child) for child in field.children])

    def made(self) -> RawField:
        below = tuple(row.made() for row in self.below)
        return self.field if below == self.field.children else replace(self.field, children=below)


def field_tables(raw: RawApi, _: Source, __: Notebook) -> RawApi:
    """Put the rows below their fields."""
    articles = tuple(_nested(article) if is_operation(article) else article for article in raw.articles)
    return replace(raw, articles=articles)


def _nested(article: RawArticle) -> RawArticle:
    groups: dict[str, list[int]] = {}
    last: dict[str, str] = {}
    for position, section in enumerate(article.sections):
        if section.role in _INPUTS:
            groups.setdefault("request", []).append(position)
        elif section.role in {"success", "error"}:
            # A table without a status is of the answer above it.
            stated = read_status(section.status) or read_status(section.title)
            status = last[section.role] = stated or last.get(section.role, "")
            groups.setdefault(f"{section.role} {status}", []).append(position)
    sections = list(article.sections)
    for group, positions in groups.items():
        if len(positions) > 1:
            tables = [article.sections[position] for position in positions]
            for position, section in zip(positions, _joined(tables, article, group), strict=True):
                sections[position] = section
    changed = any(one is not other for one, other in zip(sections, article.sections, strict=True))
    return replace(article, sections=tuple(sections)) if changed else article


def _joined(tables: list[RawSection], article: RawArticle, group: str) -> list[RawSection]:
    rows = [[_Row.of(row) for row in table.fields] for table in tables]
    moved: set[int] = set()
    waiting = list(range(len(tables)))
    while waiting:  # a table may describe a field that another table puts into its place
        placed = [number for number in waiting if _placed(tables[number], number, rows, article, group)]
        moved.update(placed)
        waiting = [number for number in waiting if number not in placed] if placed else []
    for number, some in enumerate(rows):
        others = [row for position, more in enumerate(rows) if position != number for row in more]
        if _dotted(some, others):
            moved.add(number)
    if not moved:
        return tables
    return [
        replace(table, fields=tuple(row.made() for row in some)) if some or table.fields else table
        for table, some in zip(tables, rows, strict=True)
    ]


def _placed(table: RawSection, number: int, rows: list[list[_Row]], article: RawArticle, group: str) -> bool:
    """Put a table's rows below the fields that its title names, if it names any."""
    others = [row for position, some in enumerate(rows) if position != number for row in some]
    holders = _holders(table, others) if rows[number] else []
    if not holders or _stand_at_the_top(table, holders, article, group):
        return False
    for position, holder in enumerate(holders):
        # The same rows below several fields are the same facts of the page.
        _adopt(holder, rows[number] if position == 0 else [_Row.of(row.made()) for row in rows[number]])
    rows[number] = []
    return True


def _holders(table: RawSection, others: Sequence[_Row]) -> list[_Row]:
    """The rows of other tables that a table's title names."""
    title = re.sub(r"[`'\"]", "", table.title.strip())
    match = _PARENT_FIRST.match(title) or _TITLE.match(title)
    if match is None or title.lower() in _USUAL:
        return []
    parent = match.groupdict().get("parent") or ""
    found = []
    for name in _SEPARATOR.split(match["names"]):
        way = [*_parts(parent), *_parts(name)]
        holder = _find(others, way)
        holders = [holder] if holder is not None else _of_type(others, name) if not parent else []
        if not holders or not all(_can_hold(one.field) for one in holders):
            return []
        found += holders
    return found


def _of_type(rows: Sequence[_Row], name: str) -> list[_Row]:
    """The rows that hold what a type's name stands for (`line | Line`, `lines | Line[]`)."""
    return [row for row in _all(rows) if (words := _held(row.field)).base == "name" and words.name == name]


def _parts(name: str) -> list[str]:
    return [part.removesuffix("[]").lower() for part in name.split(".") if part]


def _find(rows: Sequence[_Row], way: list[str]) -> _Row | None:
    """The row at a way of names: below the rows at hand, else wherever the first name stands once below them."""
    here = [row for row in rows if _parts(row.field.name) == way][:1]
    if not here:
        heads = [row for row in rows if _parts(row.field.name) == way[:1]]
        if heads and len(way) > 1:
            return _find(heads[0].below, way[1:])
        here = [row for row in _all(rows) if _parts(row.field.name) == way[:1]]
        if len(here) == 1 and len(way) > 1:
            return _find(here[0].below, way[1:])
    return here[0] if len(here) == 1 else None


def _all(rows: Sequence[_Row]) -> Iterator[_Row]:
    for row in rows:
        yield row
        yield from _all(row.below)


def _held(field: RawField) -> TypeWords:
    """The words for a value of a field; of a list, for its items."""
    words = read_type(field.type)
    while words.base == "array" and words.item is not None:
        words = words.item
    return words


def _can_hold(field: RawField) -> bool:
    return _held(field).base in {"object", "array", "map", "any", "name", "union"}


def _adopt(holder: _Row, rows: list[_Row]) -> None:
    """Put rows below a field; a name that begins with the field's own (`order.number`) loses that part."""
    own = _parts(holder.field.name)
    for row in rows:
        name = row.field.name
        parts = name.split(".")
        if len(parts) > 1 and _parts(name)[:1] == own[-1:]:
            row = _Row(replace(row.field, name=".".join(parts[1:])), row.below)
        if not _dotted_below(row, holder):
            holder.below.append(row)


def _dotted(rows: list[_Row], others: Sequence[_Row]) -> bool:
    """Move rows with dotted names below the rows of other tables that they begin with."""
    stay = []
    for row in rows:
        name = row.field.name
        first, dot, _ = name.partition(".")
        holder = _find(others, _parts(first)) if dot and first else None
        if holder is not None and _can_hold(holder.field) and _parts(holder.field.name) == _parts(first):
            _adopt(holder, [row])
        else:
            stay.append(row)
    changed = len(stay) < len(rows)
    rows[:] = stay
    return changed


def _dotted_below(row: _Row, holder: _Row) -> bool:
    """Put `lines.isbn` below the row `lines` that the holder has already."""
    name, dot, _ = row.field.name.partition(".")
    inner = next((one for one in holder.below if _parts(one.field.name) == _parts(name)), None) if dot else None
    if inner is None:
        return False
    _adopt(inner, [row])
    return True


def _stand_at_the_top(table: RawSection, holders: list[_Row], article: RawArticle, group: str) -> bool:
    """Whether examples show the table's rows beside the field, and none shows them inside it."""
    names = {_parts(row.name)[0] for row in table.fields if row.name.strip(". ")}
    top = inside = False
    for value in _examples(article, group):
        for level in value if isinstance(value, list) else [value]:
            if isinstance(level, dict):
                top = top or len(names & {key.lower() for key in level}) * 2 > len(names)
                held = [_below(level, _parts(holder.field.name)) for holder in holders]
                inside = inside or any(names & {key.lower() for key in one} for one in held)
    return top and not inside


def _examples(article: RawArticle, group: str) -> Iterator[Any]:
    for example in article.examples:
        is_request = example.role in {"parameter", "body", "query"}
        if group.startswith(example.role) or (group == "request" and is_request):
            found = repair(example.text, lambda _: None)
            for part in (found, *found.more):
                if part.is_json:
                    yield part.value


def _below(value: Any, way: list[str]) -> dict[str, Any]:
    """What stands under a name anywhere in a value, of a list its first object."""
    if isinstance(value, list):
        return next((found for one in value if (found := _below(one, way))), {})
    if not isinstance(value, dict):
        return {}
    for key, inner in value.items():
        if key.lower() == way[-1]:
            one = inner[0] if isinstance(inner, list) and inner else inner
            if isinstance(one, dict):
                return one
    return next((found for inner in value.values() if (found := _below(inner, way))), {})
