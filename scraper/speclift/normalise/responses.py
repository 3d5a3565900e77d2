"""What a call answers: tables and recorded answers of each status, brought together.

Enters: an operation's success tables and examples. Leaves: first a `ResponseDraft` of each status
(what is documented, read and told to the objects), then, when the objects are reconciled, responses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from speclift.model.api import AnyOf, Example, Fact, Field, ListOf, Media, Record, Reference, Response, Scalar, Type
from speclift.normalise.headers import has_headers, read_headers
from speclift.normalise.merging import joined_media
from speclift.normalise.names import slug
from speclift.normalise.notes import Evidence
from speclift.normalise.observed import kind_of, observed_type
from speclift.normalise.phrases.references import returned
from speclift.normalise.phrases.types import read_type
from speclift.normalise.reconcile import Reconciler
from speclift.normalise.row_types import facts_within, field_of, fields_within
from speclift.normalise.scope import Observation, Scope, fact, subject
from speclift.normalise.statuses import is_error, phrase, read_status

if TYPE_CHECKING:
    from speclift.model.raw import RawArticle, RawExample, RawField, RawSection
    from speclift.normalise.catalogue import Catalogue

_DEFAULT_TITLE: Final = re.compile(
    r"\A(?:success|erfolg|succ[eè]s|[eé]xito|успех|成功)?\W*(?:2(?:00|xx))?\Z", re.IGNORECASE
)
_DOWNLOADS: Final = re.compile(r"\bdownload\b", re.IGNORECASE)


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


def draft_responses(article: RawArticle, catalogue: Catalogue) -> dict[str, ResponseDraft]:
    """Read the tables and examples of successful answers, by status."""
    scope, about = catalogue.scope, subject(article)
    examples = [example for example in article.examples if example.role == "success"]
    read = [(example, catalogue.recorded.read(example, about)) for example in examples]
    shown = [str(found.status) for _, found in read if found.status is not None]
    sections = [section for section in article.sections if section.role == "success"]
    stated = [section.status for section in sections if section.status]
    drafts: dict[str, ResponseDraft] = {}
    only = shown[0] if shown and len(set(shown)) == 1 and len(set(stated)) <= 1 else ""
    for section in sections:
        status = read_status(section.status) or read_status(section.title)
        if only and (not status or _DEFAULT_TITLE.match(section.title.strip())):
            status = only
        draft = drafts.setdefault(status or "200", ResponseDraft(status or "200"))
        if has_headers(section):
            headers, said = read_headers(section, scope, about)
            draft.headers.extend(headers)
            draft.facts.extend(said)
            continue
        draft.sections.append(section)
        draft.facts.append(fact(section, "answer-table"))
        for row in section.fields:
            made, _ = field_of(row, scope, parent="", about=f"{about}: {row.name}")
            if row.name.strip() and any(known.name == made.name for known, _ in draft.rows):
                draft.facts.extend(facts_within(made))
                continue
            draft.rows.append((made, row))
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
                draft.values.append(Observation(part.value, example))
            elif part.body.strip():
                draft.texts.append((part.media_type or example.media_type or "text/plain", part.body, example))
            else:
                draft.empty.append(example)
    for draft in drafts.values():
        record = Record(tuple(row for row, _ in draft.rows if row.name))
        printed = _printed(draft, scope) if not draft.rows else None
        for one in draft.values:
            documented = printed[0] if printed is not None else _told(draft, record, one.value)
            catalogue.observe(documented, one.value, one)
    return drafts


def _told(draft: ResponseDraft, record: Record, value: Any) -> Type:
    """What a table documents, seen from a recorded answer: a list is the table's one list, or a list of its rows."""
    if not isinstance(value, list):
        return record
    only = draft.rows[0][0].type if len(draft.rows) == 1 else None
    return only if isinstance(only, ListOf) else ListOf(record)


def make_responses(article: RawArticle, drafts: dict[str, ResponseDraft], catalogue: Catalogue) -> tuple[Response, ...]:
    """The successful answers of a call, in the order of their statuses."""
    made = [_answer(article, draft, catalogue) for draft in drafts.values() if not is_error(draft.status)]
    if not made:
        made.append(_undocumented(article, catalogue))
    return tuple(sorted(made, key=lambda response: response.status))


def _answer(article: RawArticle, draft: ResponseDraft, catalogue: Catalogue) -> Response:
    media: list[Media] = []
    examples = _named(draft)
    stated = next((section.media_type for section in draft.sections if section.media_type), "")
    if draft.rows or draft.values or any(section.type for section in draft.sections):
        type_, nullable = _type(article, draft, catalogue)
        media.append(Media(stated or "application/json", catalogue.known(type_), nullable, examples))
    unread = []
    for media_type, text, example in draft.texts:
        if media and media[0].media_type == media_type and media[0].type != Scalar("string"):
            unread.append(fact(example, "answer-not-readable"))
            continue
        shown = Example("example", text, _title(example), (fact(example, "answer-example"),))
        media = list(joined_media(tuple(media), (Media(media_type, Scalar("string"), examples=(shown,)),)))
    facts = [*draft.facts, *unread, *(fact(example, "answer-without-content") for example in draft.empty)]
    described = next((section.description for section in draft.sections if section.description), "")
    return Response(draft.status, described or phrase(draft.status), tuple(media), tuple(draft.headers), tuple(facts))


def _named(draft: ResponseDraft) -> tuple[Example, ...]:
    found: list[Example] = []
    for one in draft.values:
        base = slug(_title(one.origin)) or "example"
        name, number = base, 2
        while any(known.name == name for known in found):
            name, number = f"{base}-{number}", number + 1
        found.append(Example(name, one.value, _title(one.origin), (fact(one.origin, "answer-example"),)))
    return tuple(found)


def _title(example: RawExample) -> str:
    return example.title.strip().rstrip(":")


def _type(article: RawArticle, draft: ResponseDraft, catalogue: Catalogue) -> tuple[Type, bool]:
    scope, about = catalogue.scope, subject(article)
    rows = draft.rows
    reconciler = Reconciler(scope, about, draft.sections[0] if draft.sections else article)
    if not rows:
        return _without_table(draft, scope, reconciler)
    objects = [one for one in draft.values if isinstance(one.value, dict)]
    lists = [one for one in draft.values if isinstance(one.value, list)]
    if lists and not objects:
        listed = _list_of_rows(rows, lists, scope, about, reconciler)
        kept = {found.origin.place for inner in fields_within(listed) for found in facts_within(inner)}
        draft.facts.extend(found for made, _ in rows for found in facts_within(made) if found.origin.place not in kept)
        return listed, False
    unwrapped = _unwrapped(rows, objects, scope, about)
    if unwrapped is not None:
        draft.facts.extend(facts_within(rows[0][0]))
        return unwrapped, False
    rows = _renamed(rows, objects, scope, about)
    for made, _ in rows:
        if not made.name:
            draft.facts.extend(facts_within(made))
    rows = [(made, row) for made, row in rows if made.name]
    optional = {made.name for made, row in rows if row.required is False}
    fields = [reconciler.field(made, objects, optional=made.name in optional) for made, _ in rows]
    if not objects:
        labelled = any(row.required is False for _, row in rows)
        fields = [
            replace(made, required=row.required is True or (labelled and row.required is None))
            for made, (_, row) in zip(fields, rows, strict=True)
        ]
    type_: Type = Record((*fields, *reconciler.added(fields, objects)))
    other = [one for one in draft.values if not isinstance(one.value, (dict, list))]
    if lists or (other and not objects):
        believed, _ = observed_type([one.value for one in (*lists, *other)], scope.recognise)
        if not objects:
            draft.facts.extend(found for made in fields for found in facts_within(made))
        type_ = AnyOf((type_, believed)) if objects else believed
    if not draft.values and any(read_type(section.type).base == "array" for section in draft.sections):
        type_ = ListOf(type_)
    return type_, False


def _without_table(draft: ResponseDraft, scope: Scope, reconciler: Reconciler) -> tuple[Type, bool]:
    printed = _printed(draft, scope)
    values = [one.value for one in draft.values]
    if printed is not None and all(_could_be(printed[0], [value]) for value in values):
        return printed
    type_, nullable = observed_type(values, scope.recognise)
    if isinstance(type_, Record):
        origin = (fact(draft.values[0].origin, "answer-from-example"),)
        type_ = replace(type_, fields=tuple(replace(field, facts=origin) for field in type_.fields))
    if values:
        scope.notes.note(
            "answer-only-in-example",
            reconciler.about,
            "no table documents the answer",
            Evidence(draft.values[0].origin),
            kind="silent",
            severity="info",
            resolution="the fields of the example",
        )
    return type_, nullable


def _printed(draft: ResponseDraft, scope: Scope) -> tuple[Type, bool] | None:
    """The type that the page prints for the whole answer, when it names a defined object; whether it may be null."""
    printed = next((section.type for section in draft.sections if section.type), "")
    words = read_type(printed)
    if words.base == "name" and (resolved := scope.resolve(words.name)) is not None:
        return Reference(resolved.name), words.nullable
    if words.base == "array" and words.item is not None and words.item.base == "name":
        found = scope.resolve(words.item.name)
        return ListOf(Reference(found.name) if found else Record()), words.nullable
    return None


def _list_of_rows(
    rows: list[tuple[Field, RawField]], lists: list[Observation], scope: Scope, about: str, reconciler: Reconciler
) -> Type:
    items = [replace(one, value=item) for one in lists for item in one.value if isinstance(item, dict)]
    if (
        len(rows) == 1
        and isinstance(rows[0][0].type, ListOf)
        and not any(rows[0][0].name in item.value for item in items)
    ):
        settled, _ = reconciler.reconcile(rows[0][0].type, lists, rows[0][0].name or "answer")
        return settled
    scope.notes.note(
        "answer-is-a-list",
        about,
        "the table shows the fields of an object, the example a list",
        Evidence(rows[0][1]),
        Evidence(lists[0].origin),
        resolution="a list of such objects",
    )
    return ListOf(Record(reconciler.fields([made for made, _ in rows if made.name], items)))


def _unwrapped(
    rows: list[tuple[Field, RawField]], objects: list[Observation], scope: Scope, about: str
) -> Reference | None:
    """The table names one object under a label, the example is the object itself."""
    made, row = rows[0]
    reference = made.type
    if len(rows) != 1 or not objects or not isinstance(reference, Reference):
        return None
    if any(made.name in one.value or scope.recognise(one.value) != reference.name for one in objects):
        return None
    scope.notes.note(
        "answer-not-wrapped",
        about,
        f"the table has the object under {made.name!r}, the example is the object itself",
        Evidence(row),
        Evidence(objects[0].origin),
        resolution=f"the answer is a {reference.name}",
    )
    return reference


def _renamed(
    rows: list[tuple[Field, RawField]], objects: list[Observation], scope: Scope, about: str
) -> list[tuple[Field, RawField]]:
    """One row that no example has and one field that no row has are the same: the example's name is believed."""
    if not objects:
        return rows
    keys = list(dict.fromkeys(key for one in objects for key in one.value))
    names = {made.name for made, _ in rows}
    missing = [(made, row) for made, row in rows if made.name not in keys]
    extra = [key for key in keys if key not in names and all(key in one.value for one in objects)]
    if len(missing) != 1:
        return rows
    made, row = missing[0]
    fitting = [key for key in extra if _could_be(made.type, [one.value[key] for one in objects])]
    if len(fitting) != 1:
        return rows
    scope.notes.note(
        "label-contradicts-example",
        about,
        f"the table names the field {made.name!r}, the example {fitting[0]!r}",
        Evidence(row),
        Evidence(objects[0].origin),
        resolution=f"{fitting[0]!r}",
    )
    renamed = replace(made, name=fitting[0])
    return [(renamed if found is made else found, raw) for found, raw in rows]


def _could_be(made: Type, values: list[Any]) -> bool:
    kinds = {kind_of(value) for value in values if value is not None}
    match made:
        case Scalar(kind=kind):
            return kinds <= {kind, "integer" if kind == "number" else kind}
        case ListOf():
            return kinds <= {"array"}
    return kinds <= {"object"}


def _undocumented(article: RawArticle, catalogue: Catalogue) -> Response:
    """Neither table nor example: a download, an object that the description says is returned, or nothing known."""
    scope, about = catalogue.scope, subject(article)
    said = " ".join([article.title, article.url.rpartition("/")[2]])
    if _DOWNLOADS.search(said):
        return Response(
            "200",
            phrase("200"),
            (Media("application/octet-stream", Scalar("string", format="binary")),),
            facts=(fact(article, "download"),),
        )
    for text in article.description:
        for mention in returned(text.text):
            resolved = scope.resolve(mention.name, origin=text)
            if resolved is not None and (mention.sure or resolved.exact):
                reference = Reference(resolved.name)
                scope.notes.note(
                    "answer-only-in-words",
                    about,
                    "neither table nor example documents the answer",
                    Evidence(text),
                    kind="silent",
                    resolution=f"{'a list of ' if mention.many else ''}{resolved.name}",
                )
                made: Type = ListOf(reference) if mention.many else reference
                return Response(
                    "200", phrase("200"), (Media("application/json", made),), facts=(fact(text, "returns"),)
                )
    scope.notes.note(
        "answer-undocumented",
        about,
        "neither table nor example documents the answer",
        Evidence(article),
        kind="silent",
        severity="info",
        resolution="200, content unknown",
    )
    return Response("200", phrase("200"))
