"""The form "Send a Sample Request" of an article: what it says of parameters beyond the tables.

apidoc 0.28 and 0.29 print the fields of a body nowhere else, and only there which fields of a query are optional.
Enters: the article. Leaves: the fields of each part of the form; rows with what a part adds; a body without a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from speclift.readers.apidoc.prose import text_of
from speclift.readers.apidoc.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

_NAME = "data-sample-request-param-name"
_OPTIONAL = "data-sample-request-param-optional"


class Part(Struct, frozen=True):
    """One part of the form: its fields as rows with whole names, and whether it is sent as a body."""

    rows: tuple[Row, ...]
    is_body: bool

    @property
    def names(self) -> list[str]:
        """The whole names of its fields."""
        return [row.name for row in self.rows]


def parts(article: _Element) -> list[Part]:
    """The parts of an article's form; none where it has no form."""
    found: list[Part] = []
    is_body = False
    for element in article.iter("div", "textarea"):
        css = (element.get("class") or "").split()
        if "sample-request-body" in css:  # the fields that follow are those of this body
            is_body = True
        elif any(name.endswith("-sample-request-param-fields") for name in css):
            rows = tuple(_row(field) for field in element.iter("input", "select", "textarea") if field.get(_NAME))
            found += [Part(rows, is_body)] if rows else []
            is_body = False
    return found


def with_labels(rows: tuple[Row, ...], form: Iterable[Part]) -> tuple[Row, ...]:
    """Rows of which no label says anything, with the labels of the part that has the same fields."""
    if any(row.required is not None for row in rows):
        return rows
    for part in form:
        if part.names == [row.name for row in rows] and any(row.required is False for row in part.rows):
            return tuple(replace(row, required=field.required) for row, field in zip(rows, part.rows, strict=True))
    return rows


def body_without_table(form: Sequence[Part], printed: Iterable[str]) -> tuple[Row, ...]:
    """The fields of a body that stand in no table. `printed` are the last parts of the names that tables have."""
    known = set(printed)
    return next(
        (part.rows for part in form if part.is_body and not any(_last(name) in known for name in part.names)), ()
    )


def _row(field: _Element) -> Row:
    beside = next((above for above in field.iterancestors("div") if "input-group" in (above.get("class") or "")), None)
    return Row(
        depth=0,
        name=field.get(_NAME) or "",
        type="" if beside is None else text_of(beside),
        required=False if field.get(_OPTIONAL) else None,
    )


def _last(name: str) -> str:
    return name.rpartition(".")[2]
