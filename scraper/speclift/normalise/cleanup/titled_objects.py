"""Shapes that the page gives a title ("array of Meeting (object)") become objects of that name.

Enters: rows and sections with the title of an object and its fields. Leaves: an article for each title, as pages that
define their objects have them, and rows that name it. A section that has exactly the same fields is that object too.
Fields printed again are said to be so. Where two shapes share a title and differ, only the first is called so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from speclift.model.raw import Place, RawArticle, RawField, RawSection
from speclift.model.rules import tables
from speclift.normalise.cleanup.walk import with_rows
from speclift.normalise.editions import is_operation
from speclift.normalise.names import pascal
from speclift.normalise.notes import Evidence
from speclift.normalise.phrases.types import read_type

if TYPE_CHECKING:
    from speclift.model.raw import RawApi
    from speclift.normalise.notes import Notebook
    from speclift.workspace.source import Source

_LABEL: Final = "title"
_ANSWERS: Final = frozenset({"success", "error"})

Signature = tuple[tuple[object, ...], ...]


class _Object(Struct):
    name: str
    fields: tuple[RawField, ...]
    article: RawArticle
    again: list[RawField] = field(default_factory=list)


class _Objects:
    def __init__(self) -> None:
        self.found: dict[str, _Object] = {}
        self.by_fields: dict[Signature, _Object] = {}

    def of(self, title: str, fields: tuple[RawField, ...], article: RawArticle) -> _Object | None:
        """The object of this title, made when it is new; None when another shape has the title already."""
        name = pascal(title)
        known = self.found.get(name)
        if known is None:
            known = self.found[name] = _Object(name, fields, article)
            self.by_fields[_signature(fields)] = known
        elif _signature(known.fields) == _signature(fields):
            known.again.extend(fields)
        else:
            return None
        return known


def titled_objects(raw: RawApi, _: Source, notes: Notebook) -> RawApi:
    """Name the shapes."""
    taken = {pascal(article.name) for article in raw.articles if not is_operation(article)}
    objects = _Objects()

    def row(one: RawField, section: RawSection, article: RawArticle) -> RawField:
        title = next((words for label, words in one.constraints if label == _LABEL), "")
        if not title or pascal(title) in taken or "object" not in one.type:
            return one
        if section.role not in _ANSWERS:
            return one
        named = replace(one, type=one.type.replace("object", pascal(title)))
        if not one.children:
            return named
        made = objects.of(title, one.children, article)
        return replace(named, children=()) if made else one

    def section(one: RawSection, article: RawArticle) -> RawSection:
        if one.role not in _ANSWERS or not one.fields:
            return one
        words = read_type(one.type)
        if words.base == "name" and one.type.isidentifier() and pascal(one.type) not in taken:
            made = objects.of(one.type, one.fields, article)
        else:
            made = objects.by_fields.get(_signature(one.fields)) if not one.type or one.type == "object" else None
            if made:
                made.again.extend(one.fields)
        return replace(one, type=made.name, fields=()) if made else one

    raw = with_rows(raw, row)
    # Twice, for a section may stand above the row that gives its shape a title.
    for _twice in range(2):
        articles = tuple(
            replace(article, sections=tuple(section(one, article) for one in article.sections))
            for article in raw.articles
        )
        raw = replace(raw, articles=articles)
    for made in objects.found.values():
        if made.again:
            notes.note(tables.OBJECT_PRINTED_AGAIN, made.name, Evidence(made.again[0]), name=made.name)
            for one in made.again:
                notes.quote_places(places_of_row(one))
    return replace(raw, articles=(*raw.articles, *(_article(made) for made in objects.found.values())))


def places_of_row(row: RawField) -> tuple[Place, ...]:
    """The places of a row and of what is below it."""
    return (row.place, *(place for child in row.children for place in places_of_row(child)))


def _article(made: _Object) -> RawArticle:
    source = made.article
    place = replace(made.fields[0].place, path=f"{made.fields[0].place.path.rpartition('/')[0]}#{made.name}")
    section = RawSection("structure", made.name, replace(place, path=f"{place.path}/fields"), made.fields)
    return RawArticle(
        group=source.group,
        name=made.name,
        version=source.version,
        title=made.name,
        place=place,
        group_title=source.group_title,
        kind="object",
        sections=(section,),
    )


def _signature(fields: tuple[RawField, ...]) -> Signature:
    return tuple(
        (one.name, one.type, one.required, one.description, one.allowed, one.constraints, _signature(one.children))
        for one in fields
    )
