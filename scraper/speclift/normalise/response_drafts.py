"""The answers of a call as documented and as recorded, by status.

Enters: an operation's success tables and examples. Leaves: first `ResponseTable`s, which hold the rows; then a
`ResponseDraft` of each status, with the recorded answers beside its tables, told to the objects.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from speclift.model.api import (
    Anything,
    Fact,
    Field,
    ListOf,
    Record,
    Reference,
    Type,
)
from speclift.normalise.examples.repair import repair
from speclift.normalise.headers import has_headers, read_headers
from speclift.normalise.notes import Evidence
from speclift.normalise.observed import could_be, observed_type, without_required
from speclift.normalise.phrases.types import read_type
from speclift.normalise.precedence import decide
from speclift.normalise.row_types import facts_within, field_of
from speclift.normalise.scope import Observation, Scope, fact, subject
from speclift.normalise.statuses import read_status
from speclift.normalise.whole_values import arranged

if TYPE_CHECKING:
    from speclift.model.raw import RawArticle, RawExample, RawField, RawSection
    from speclift.normalise.observe import Observer

_DEFAULT_TITLE: Final = re.compile(
    r"\A(?:success|erfolg|succ[eè]s|[eé]xito|успех|成功)?\W*(?:2(?:00|xx))?\Z", re.IGNORECASE
)


class ResponseTable(Struct, frozen=True):
    """A table of an answer, read. `additional`: the type of every further key; `facts`: what is no field."""

    section: RawSection
    rows: tuple[tuple[Field, RawField], ...] = ()
    headers: tuple[Field, ...] = ()
    additional: Type | None = None
    facts: tuple[Fact, ...] = ()


class ResponseDraft(Struct):
    """What is documented of the answers with one status."""

    status: str
    sections: list[RawSection] = field(default_factory=list)
    rows: list[tuple[Field, RawField]] = field(default_factory=list)
    headers: list[Field] = field(default_factory=list)
    values: list[Observation] = field(default_factory=list)
    texts: list[tuple[str, str, RawExample]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    empty: list[RawExample] = field(default_factory=list)
    whole: Type | None = None
    additional: Type | None = None
    description: str = ""


def read_response_tables(article: RawArticle, scope: Scope) -> tuple[ResponseTable, ...]:
    """Read the tables of successful answers."""
    about = subject(article)
    return tuple(_read_table(section, scope, about) for section in article.sections if section.role == "success")


def _read_table(section: RawSection, scope: Scope, about: str) -> ResponseTable:
    if has_headers(section):
        headers, header_facts = read_headers(section, scope, about)
        return ResponseTable(section, headers=headers, facts=header_facts)
    rows: list[tuple[Field, RawField]] = []
    facts, additional = [fact(section, "answer-table")], None
    for row in section.fields:
        documented, meaning = field_of(row, scope, parent="", about=f"{about}: {row.name}")
        if meaning.constraints.get("additional"):
            additional = documented.type
            facts.extend(facts_within(documented))
        else:
            rows.append((documented, row))
    return ResponseTable(section, tuple(rows), additional=additional, facts=tuple(facts))


def observe_responses(
    article: RawArticle, tables: tuple[ResponseTable, ...], observer: Observer
) -> dict[str, ResponseDraft]:
    """Read the recorded successful answers, put them beside their tables by status, and tell the objects of them."""
    scope, about = observer.scope, subject(article)
    examples = [example for example in article.examples if example.role == "success" and not example.made_up]
    read = [(example, observer.recorded.read(example, about)) for example in examples]
    labelled = [
        str(found.status) if found.status is not None else read_status(example.status) or read_status(example.title)
        for example, found in read
    ]
    drafts = _by_status(tables, [status for status in labelled if status.startswith("2")])
    fallback = next(iter(drafts), "200")
    for example, found in read:
        for part in (found, *found.more):
            status = (
                str(part.status)
                if part.status
                else read_status(example.status) or read_status(example.title) or fallback
            )
            draft = drafts.setdefault(status, ResponseDraft(status))
            if part.is_json:
                draft.values.append(Observation(part.value, example, filled=not part.unknown))
            elif part.body.strip():
                draft.texts.append((part.media_type or example.media_type or "text/plain", part.body, example))
            else:
                draft.empty.append(example)
    _fill_gaps(article, drafts, observer)
    for draft in drafts.values():
        _arrange(draft, observer, about)
        record = Record(tuple(row for row, _ in draft.rows if row.name))
        printed = printed_type(draft, scope) if not draft.rows else None
        for seen in draft.values:
            documented = draft.whole or (printed[0] if printed is not None else _told(draft, record, seen.value))
            observer.observe(documented, seen.value, seen)
    return drafts


def _by_status(tables: tuple[ResponseTable, ...], shown: list[str]) -> dict[str, ResponseDraft]:
    """The tables of each status; one of which the page says none is of the only status that examples show."""
    stated = [table.section.status for table in tables if table.section.status]
    only = shown[0] if shown and len(set(shown)) == 1 and len(set(stated)) <= 1 else ""
    drafts: dict[str, ResponseDraft] = {}
    for table in tables:
        section = table.section
        status = read_status(section.status) or read_status(section.title)
        if only and (not status or _DEFAULT_TITLE.match(section.title.strip())):
            status = only
        draft = drafts.setdefault(status or "200", ResponseDraft(status or "200"))
        draft.headers.extend(table.headers)
        draft.facts.extend(table.facts)
        if has_headers(section):
            continue
        draft.sections.append(section)
        draft.additional = table.additional or draft.additional
        for documented, row in table.rows:
            if row.name.strip() and any(known.name == documented.name for known, _ in draft.rows):
                draft.facts.extend(facts_within(documented))
            else:
                draft.rows.append((documented, row))
    return drafts


def _fill_gaps(article: RawArticle, drafts: dict[str, ResponseDraft], observer: Observer) -> None:
    """Samples that a renderer made up: the shape of an answer that nothing else documents, and never an example."""
    for example in article.examples:
        if example.role != "success" or not example.made_up:
            continue
        repaired = repair(example.text, lambda _: None)
        status = str(repaired.status or "") or read_status(example.status) or read_status(example.title)
        draft = drafts.setdefault(status or next(iter(drafts), "200"), ResponseDraft(status or "200"))
        draft.facts.append(fact(example, "made-up-sample"))
        told = (
            draft.rows or draft.values or draft.texts or draft.whole or printed_type(draft, observer.scope) is not None
        )
        if repaired.is_json and not told:
            draft.whole = without_required(observed_type([repaired.value], observer.recorded.recognise)[0])


def _arrange(draft: ResponseDraft, observer: Observer, about: str) -> None:
    """Put the rows where the recorded answers have them."""
    if len(draft.rows) == 1 and isinstance(draft.rows[0][0].type, Reference) and _unwrapped(draft, observer, about):
        return
    if draft.whole is not None:
        return
    if len(draft.rows) == 1 and not draft.rows[0][0].name and _is_whole(draft.rows[0][0].type, draft.values):
        ((made, _),) = draft.rows
        draft.rows, draft.whole, draft.description = [], made.type, made.description
        draft.facts.extend(facts_within(made))
        return
    found = arranged(draft.rows, draft.values, observer.scope, about)
    draft.rows, draft.whole, draft.description = found.rows, found.whole, found.description
    draft.facts.extend(found.facts)
    is_list = len(draft.rows) == 1 and isinstance(draft.rows[0][0].type, ListOf)
    if is_list and draft.values and all(isinstance(value.value, list) for value in draft.values):
        draft.description = draft.description or draft.rows[0][0].description  # the one row is the list as a whole


def _is_whole(made: Type, values: list[Observation]) -> bool:
    """Whether the one row of a table, which has no name, can be the whole answer."""
    if isinstance(made, Anything) or (isinstance(made, Record) and not made.fields):
        return False
    return could_be(made, [value.value for value in values])


def _told(draft: ResponseDraft, record: Record, value: Any) -> Type:
    """What a table documents, seen from a recorded answer: a list is the table's one list, or a list of its rows."""
    if not isinstance(value, list):
        return record
    only = draft.rows[0][0].type if len(draft.rows) == 1 else None
    return only if isinstance(only, ListOf) else ListOf(record)


def printed_type(draft: ResponseDraft, scope: Scope) -> tuple[Type, bool] | None:
    """The type that the page prints for the whole answer, when it names a defined object; whether it may be null."""
    printed = next((section.type for section in draft.sections if section.type), "")
    words = read_type(printed)
    if words.base == "name" and (resolved := scope.resolve(words.name)) is not None:
        return Reference(resolved.name), words.nullable
    if words.base == "array" and words.item is not None and words.item.base == "name":
        found = scope.resolve(words.item.name)
        return ListOf(Reference(found.name) if found else Record()), words.nullable
    return None


def _unwrapped(draft: ResponseDraft, observer: Observer, about: str) -> bool:
    """Whether the table names one object under a label and the example is the object itself: that is the answer."""
    made, row = draft.rows[0]
    reference = made.type
    objects = [value for value in draft.values if isinstance(value.value, dict)]
    if not objects or not isinstance(reference, Reference):
        return False
    if any(made.name in one.value or observer.recorded.recognise(one.value) != reference.name for one in objects):
        return False
    decision = decide("wrapping", shown="unwrapped")
    if decision.outcome == "table":
        return False
    observer.scope.notes.note(
        decision.rule,
        about,
        Evidence(row),
        Evidence(objects[0].origin),
        name=made.name,
        type=reference.name,
    )
    draft.rows, draft.whole, draft.description = [], reference, made.description
    draft.facts.extend(facts_within(made))
    return True
