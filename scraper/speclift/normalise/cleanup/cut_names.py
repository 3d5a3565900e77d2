"""Names that a documentation tool cut at "[]": a row `phones[]` that says ".number Its number." is `phones[].number`.

Enters: `RawApi`. Leaves: the row below the list that it names, with the rest of its name and of its description; and
rows with dotted names below objects that no row describes (`owner.name` without `owner`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.raw import RawField
from speclift.model.rules import gaps, tables
from speclift.normalise.notes import Evidence
from speclift.normalise.parameters import WITHOUT_BODY
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import RawApi, RawArticle
    from speclift.normalise.notes import Notebook
    from speclift.workspace.source import Source

_REST: Final = re.compile(
    r"""\.([\w$-]+(?:\[\])?(?:\.[\w$-]+(?:\[\])?)*)(?:=("[^"]*"|'[^']*'|[^\s\]]*))?\]?(?:\s+|\Z)"""
)
"""The rest of a name, the default behind it and the bracket of an optional row."""


_DOTTED: Final = re.compile(
    r"(?:[A-Za-z_$][\w$-]*(?:\[\])?|\d+)(?:\.(?:[A-Za-z_$][\w$-]*(?:\[\])?|\d+))*\.[A-Za-z_$][\w$-]*(?:\[\])?"
)


def cut_names(raw: RawApi, _: Source, notes: Notebook) -> RawApi:
    """Put each such row where its whole name says."""
    return replace(raw, articles=tuple(_article(article, notes) for article in raw.articles))


def dotted_names(raw: RawApi, _: Source, notes: Notebook) -> RawApi:
    """Put rows with dotted names below the objects that they name."""
    return replace(raw, articles=tuple(_nested(article, notes) for article in raw.articles))


def _nested(article: RawArticle, notes: Notebook) -> RawArticle:
    """The rows with dotted names below what they name, where that has no row of its own."""
    if not any(_is_dotted(row) for section in article.sections for row in section.fields):
        return article
    sends = article.kind.strip().lower() not in WITHOUT_BODY
    roles = {"success", "structure", *(("body", "parameter") if sends else ())}
    shown = "\n".join(example.text for example in article.examples)
    nested: list[RawField] = []
    sections = tuple(
        replace(section, fields=tuple(_below_objects(section.fields, shown, nested)))
        if section.role in roles
        else section
        for section in article.sections
    )
    if nested:
        name = nested[0].name.partition(".")[0]
        notes.note(gaps.OBJECT_WITHOUT_ROW, subject(article), *map(Evidence, nested[:3]), name=name)
    return replace(article, sections=sections)


def _is_dotted(row: RawField) -> bool:
    return _DOTTED.fullmatch(row.name) is not None or any(_is_dotted(child) for child in row.children)


def _below_objects(rows: Sequence[RawField], shown: str, nested: list[RawField]) -> list[RawField]:
    fields: list[RawField] = []
    for row in rows:
        if row.children:
            row = replace(row, children=tuple(_below_objects(row.children, shown, nested)))
        names = [row.name]
        if _DOTTED.fullmatch(row.name) and f'"{row.name}"' not in shown:  # an example may have the dots in its keys
            nested.append(row)
            names = [part for part in row.name.split(".") if not part.isdigit()]
        _add(fields, names, row)
    return fields


def _article(article: RawArticle, notes: Notebook) -> RawArticle:
    if not any(_is_cut(row) for section in article.sections for row in section.fields):
        return article
    sections = tuple(
        replace(section, fields=tuple(_joined(section.fields, article, notes))) for section in article.sections
    )
    return replace(article, sections=sections)


def _is_cut(row: RawField) -> bool:
    return _cut(row) is not None or any(_is_cut(child) for child in row.children)


def _cut(row: RawField) -> re.Match[str] | None:
    return _REST.match(row.description) if row.name.endswith("[]") else None


def _joined(rows: Sequence[RawField], article: RawArticle, notes: Notebook) -> list[RawField]:
    raw_fields: list[RawField] = []
    for row in rows:
        row = replace(row, children=tuple(_joined(row.children, article, notes))) if row.children else row
        cut = _cut(row)
        if cut is None:
            raw_fields.append(row)
            continue
        rest = replace(row, name=cut[1], description=row.description[cut.end() :])
        if cut[2] and row.default is None:
            rest = replace(rest, default=cut[2].strip("\"'"))
        _add(raw_fields, [row.name, *cut[1].split(".")], rest)
        about = subject(article, f"{row.name}.{cut[1]}")
        notes.note(tables.NAME_CUT, about, Evidence(row), name=cut[1].rpartition(".")[2])
    return raw_fields


def _add(rows: list[RawField], names: list[str], row: RawField) -> None:
    """Add a row below the rows that its names lead to, the last name its own."""
    name, *rest = names
    if not rest:
        rows.append(replace(row, name=name))
        return
    stem = name.removesuffix("[]")
    above = next((one for one in rows if one.name.removesuffix("[]") == stem), None)
    if above is None:
        kind = "Object[]" if name.endswith("[]") else "Object"
        above = RawField(stem, row.place, type=kind)
        rows.append(above)
    below = list(above.children)
    _add(below, rest, row)
    rows[rows.index(above)] = replace(above, children=tuple(below))
