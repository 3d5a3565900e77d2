"""The objects of a version as their articles define them, before examples have their say.

Enters: an object's article. Leaves: `Definition`: its rows as fields with the verbs that may send them, its
alternatives (several tables of one object) and the objects whose fields it may hold as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from speclift.model.rules import tables
from speclift.normalise.names import pascal, words_of
from speclift.normalise.notes import Evidence
from speclift.normalise.phrases.references import composed_of
from speclift.normalise.row_types import facts_within, field_of
from speclift.normalise.scope import Observation, Scope, fact, subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.model.api import Fact, Field
    from speclift.model.raw import RawArticle, RawField, RawSection

_GENERIC_TITLE = re.compile(
    r"\A(?:structure|fields?|properties|attributes|parameters?|object|model|schema)?\Z", re.IGNORECASE
)

_GENERIC_PREFIX = re.compile(r"\A(?i:structure|fields?|properties|attributes|object)(?=[^a-z]|\Z)[ _:-]*")


class Row(Struct):
    """A field of an object, and what its row says beside the type. `verbs`: how it may be sent."""

    field: Field
    verbs: frozenset[str] = frozenset()
    optional: bool = False
    raw: RawField | None = None


class Variant(Struct):
    """One of several structures of an object.

    `constants` are the values of shared fields that tell it from the others.
    """

    name: str
    title: str
    rows: list[Row]
    facts: tuple[Fact, ...] = ()
    constants: dict[str, Any] = field(default_factory=dict)
    examples: list[Observation] = field(default_factory=list)


class Definition(Struct):
    """An object of the page. `article` is None for one that only examples show."""

    name: str
    title: str
    article: RawArticle | None
    rows: list[Row] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    labelled: bool = False
    facts: list[Fact] = field(default_factory=list)

    @property
    def about(self) -> str:
        """What findings call it."""
        return subject(self.article) if self.article is not None else self.name

    @property
    def sendable(self) -> frozenset[str]:
        """The verbs that any of its fields is tagged with."""
        rows = [*self.rows, *(row for variant in self.variants for row in variant.rows)]
        return frozenset(verb for row in rows for verb in row.verbs)


def object_name(article: RawArticle) -> str:
    """The component's name: the article's name, unless apidoc made that up from kind and url."""
    made_up = pascal(f"{article.kind} {article.url}").lower()
    if article.name and pascal(article.name).lower() != made_up:
        return pascal(article.name)
    return pascal(article.url) or pascal(article.title) or pascal(article.name) or "Object"


def define(name: str, article: RawArticle, scope: Scope) -> Definition:
    """Read an object's article."""
    definition = Definition(name, article.title, article)
    definition.facts.append(fact(article, "object"))
    sections = article.sections
    shared = [section for section in sections if _is_shared(section)]
    if len(sections) - len(shared) < 2:  # one further table is no alternative to anything
        shared = list(sections)
    for section in sections:
        definition.facts.append(fact(section, "object-table"))
        rows = _rows(section, definition, scope)
        definition.labelled = definition.labelled or any(row.optional for row in rows)
        if section in shared:
            definition.rows.extend(_unknown_names(rows, definition, scope))
        else:
            definition.variants.append(
                Variant(variant_name(name, section.title), section.title, rows, (fact(section, "object-alternative"),))
            )
    for text in article.description:
        for words in composed_of(text.text):
            resolved = scope.resolve(words, origin=text)
            if resolved is not None and resolved.name != name and resolved.name not in definition.parts:
                definition.parts.append(resolved.name)
                definition.facts.append(fact(text, "object-composition"))
    return definition


def _is_shared(section: RawSection) -> bool:
    return _GENERIC_TITLE.match(section.title.strip()) is not None


def _rows(section: RawSection, definition: Definition, scope: Scope) -> list[Row]:
    rows: dict[str, Row] = {}
    for raw in section.fields:
        if not raw.name.strip():
            definition.facts.append(fact(raw, "row-without-name"))
            continue
        field_, meaning = field_of(raw, scope, parent=definition.name, about=f"{definition.about}: {raw.name}")
        row = Row(field_, meaning.verbs, meaning.required is False, raw)
        if field_.name in rows:
            _twice(row, definition, scope)
        else:
            rows[field_.name] = row
    return list(rows.values())


def _unknown_names(rows: Iterable[Row], definition: Definition, scope: Scope) -> Iterable[Row]:
    names = {row.field.name for row in definition.rows}
    for row in rows:
        if row.field.name in names:
            _twice(row, definition, scope)
        else:
            names.add(row.field.name)
            yield row


def _twice(row: Row, definition: Definition, scope: Scope) -> None:
    definition.facts.extend(facts_within(row.field))
    scope.notes.note(
        tables.FIELD_DOCUMENTED_TWICE,
        f"{definition.about}: {row.field.name}",
        *(Evidence(one.origin) for one in row.field.facts),
        believed="the first row counts",
    )


def variant_name(name: str, title: str) -> str:
    """`StructureWeekly` of `Schedule` -> `ScheduleWeekly`; `YoutubePayload` of `PresetPayload` stands as documented."""
    plain = _GENERIC_PREFIX.sub("", title.strip())
    own = words_of(name)
    said = words_of(plain)
    if not said:
        return name
    if own and said[-1] == own[-1] and len(said) > 1:
        return pascal(plain)
    return name + pascal(plain)
