"""What a call answers: tables and recorded answers of each status, brought together.

Enters: an operation's success tables and examples. Leaves: first a `ResponseDraft` of each status
(what is documented, read and told to the objects), then, when the objects are reconciled, responses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from speclift.model.api import (
    AnyOf,
    Anything,
    Example,
    Fact,
    Field,
    ListOf,
    Media,
    Record,
    Reference,
    Response,
    Scalar,
    Type,
)
from speclift.model.rules import gaps, tables
from speclift.normalise.examples.repair import repair
from speclift.normalise.headers import has_headers, read_headers
from speclift.normalise.merging import joined_media
from speclift.normalise.names import slug
from speclift.normalise.notes import Evidence
from speclift.normalise.observed import could_be, observed_type
from speclift.normalise.phrases.references import returned
from speclift.normalise.phrases.types import read_type
from speclift.normalise.reconcile import Reconciler, without_required
from speclift.normalise.row_types import facts_within, field_of, fields_within
from speclift.normalise.scope import Observation, Scope, fact, subject
from speclift.normalise.statuses import is_error, phrase, read_status
from speclift.normalise.whole_values import arranged

if TYPE_CHECKING:
    from speclift.model.raw import RawArticle, RawExample, RawField, RawSection
    from speclift.normalise.catalogue import Catalogue
    from speclift.normalise.objects import KnownObjects

_DEFAULT_TITLE: Final = re.compile(
    r"\A(?:success|erfolg|succ[eè]s|[eé]xito|успех|成功)?\W*(?:2(?:00|xx))?\Z", re.IGNORECASE
)
_FILES: Final = (
    *(("png", "image/png"), ("jpe?g", "image/jpeg"), ("gif", "image/gif"), ("svg", "image/svg+xml")),
    *(("pdf", "application/pdf"), ("zip", "application/zip"), ("csv", "text/csv"), ("mp3", "audio/mpeg")),
    *(("mp4", "video/mp4"), ("xlsx?", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)
"""A word for a kind of file, and its media type."""
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
    whole: Type | None = None
    additional: Type | None = None
    description: str = ""


def draft_responses(article: RawArticle, catalogue: Catalogue) -> dict[str, ResponseDraft]:
    """Read the tables and examples of successful answers, by status."""
    scope, about = catalogue.scope, subject(article)
    examples = [example for example in article.examples if example.role == "success" and not example.made_up]
    read = [(example, catalogue.recorded.read(example, about)) for example in examples]
    labelled = [
        str(found.status) if found.status is not None else read_status(example.status) or read_status(example.title)
        for example, found in read
    ]
    shown = [status for status in labelled if status.startswith("2")]
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
            made, meaning = field_of(row, scope, parent="", about=f"{about}: {row.name}")
            if meaning.constraints.get("additional"):
                draft.additional = made.type
                draft.facts.extend(facts_within(made))
                continue
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
    _fill_gaps(article, drafts, scope)
    for draft in drafts.values():
        _arrange(draft, scope, about)
        record = Record(tuple(row for row, _ in draft.rows if row.name))
        printed = _printed(draft, scope) if not draft.rows else None
        for one in draft.values:
            documented = draft.whole or (printed[0] if printed is not None else _told(draft, record, one.value))
            catalogue.observe(documented, one.value, one)
    return drafts


def _fill_gaps(article: RawArticle, drafts: dict[str, ResponseDraft], scope: Scope) -> None:
    """Samples that a renderer made up: the shape of an answer that nothing else documents, and never an example."""
    for example in article.examples:
        if example.role != "success" or not example.made_up:
            continue
        found = repair(example.text, lambda _: None)
        status = str(found.status or "") or read_status(example.status) or read_status(example.title)
        draft = drafts.setdefault(status or next(iter(drafts), "200"), ResponseDraft(status or "200"))
        draft.facts.append(fact(example, "made-up-sample"))
        told = draft.rows or draft.values or draft.texts or draft.whole or _printed(draft, scope) is not None
        if found.is_json and not told:
            draft.whole = without_required(observed_type([found.value], scope.recognise)[0])


def _arrange(draft: ResponseDraft, scope: Scope, about: str) -> None:
    """Put the rows where the recorded answers have them."""
    if len(draft.rows) == 1 and isinstance(draft.rows[0][0].type, Reference) and _unwrapped(draft, scope, about):
        return
    if draft.whole is not None:
        return
    if len(draft.rows) == 1 and not draft.rows[0][0].name and _is_whole(draft.rows[0][0].type, draft.values):
        ((made, _),) = draft.rows
        draft.rows, draft.whole, draft.description = [], made.type, made.description
        draft.facts.extend(facts_within(made))
        return
    found = arranged(draft.rows, draft.values, scope, about)
    draft.rows, draft.whole, draft.description = found.rows, found.whole, found.description
    draft.facts.extend(found.facts)


def _is_whole(made: Type, values: list[Observation]) -> bool:
    """Whether the one row of a table, which has no name, can be the whole answer."""
    if isinstance(made, Anything) or (isinstance(made, Record) and not made.fields):
        return False
    return could_be(made, [one.value for one in values])


def _told(draft: ResponseDraft, record: Record, value: Any) -> Type:
    """What a table documents, seen from a recorded answer: a list is the table's one list, or a list of its rows."""
    if not isinstance(value, list):
        return record
    only = draft.rows[0][0].type if len(draft.rows) == 1 else None
    return only if isinstance(only, ListOf) else ListOf(record)


def make_responses(
    article: RawArticle, drafts: dict[str, ResponseDraft], objects: KnownObjects
) -> tuple[Response, ...]:
    """The successful answers of a call, in the order of their statuses."""
    made = [_answer(article, draft, objects) for draft in drafts.values() if not is_error(draft.status)]
    if not made:
        made.append(_undocumented(article, objects))
    return tuple(sorted(made, key=lambda response: response.status))


def _answer(article: RawArticle, draft: ResponseDraft, objects: KnownObjects) -> Response:
    media: list[Media] = []
    examples = _named(draft)
    if (file := _file(draft)) is not None:
        (made, _), draft.rows = draft.rows[0], []
        draft.facts.extend(facts_within(made))
        draft.description = draft.description or made.description
        media.append(file)
    stated = next((section.media_type for section in draft.sections if section.media_type), "")
    if not media and (draft.rows or draft.whole or draft.values or any(one.type for one in draft.sections)):
        type_, nullable = _type(article, draft, objects)
        media.append(Media(stated or "application/json", objects.known(type_), nullable, examples))
    unread = []
    for media_type, text, example in draft.texts:
        if media and media[0].media_type == media_type and media[0].type != Scalar("string"):
            unread.append(fact(example, "answer-not-readable"))
            continue
        shown = Example("example", text, _title(example), (fact(example, "answer-example"),))
        media = list(joined_media(tuple(media), (Media(media_type, Scalar("string"), examples=(shown,)),)))
    facts = [*draft.facts, *unread, *(fact(example, "answer-without-content") for example in draft.empty)]
    described = next((section.description for section in draft.sections if section.description), draft.description)
    return Response(draft.status, described or phrase(draft.status), tuple(media), tuple(draft.headers), tuple(facts))


def _file(draft: ResponseDraft) -> Media | None:
    """The bytes that an answer is, where its only row is a file and nothing else is shown."""
    if len(draft.rows) != 1 or draft.values or draft.texts or draft.whole is not None:
        return None
    ((made, row),) = draft.rows
    if made.type != Scalar("string", format="binary"):
        return None
    words = f"{row.name} {row.type} {row.description}"
    found = next((media_type for word, media_type in _FILES if re.search(rf"\b{word}\b", words, re.IGNORECASE)), "")
    return Media(found or "application/octet-stream", made.type)


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


def _type(article: RawArticle, draft: ResponseDraft, known: KnownObjects) -> tuple[Type, bool]:
    scope, about = known.scope, subject(article)
    rows = draft.rows
    reconciler = Reconciler(scope, about, draft.sections[0] if draft.sections else article)
    if draft.whole is not None:
        return reconciler.reconcile(draft.whole, draft.values, "answer")
    if not rows:
        return _without_table(draft, scope, reconciler)
    objects = [one for one in draft.values if isinstance(one.value, dict)]
    lists = [one for one in draft.values if isinstance(one.value, list)]
    if lists and not objects:
        listed = _list_of_rows(rows, lists, scope, about, reconciler)
        kept = {found.origin.place for inner in fields_within(listed) for found in facts_within(inner)}
        draft.facts.extend(found for made, _ in rows for found in facts_within(made) if found.origin.place not in kept)
        return listed, False
    for made, _ in rows:
        if not made.name:
            draft.facts.extend(facts_within(made))
    rows = [(made, row) for made, row in rows if made.name]
    optional = {made.name for made, row in rows if row.required is False}
    fields = [reconciler.field(made, objects, optional=made.name in optional) for made, _ in rows]
    if not objects:
        labelled = scope.marks_optional or any(row.required is False for _, row in rows)
        fields = [
            replace(made, required=row.required is True or (labelled and row.required is None))
            for made, (_, row) in zip(fields, rows, strict=True)
        ]
    type_: Type = Record((*fields, *reconciler.added(fields, objects)), additional=draft.additional)
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
    if printed is not None and all(could_be(printed[0], [value]) for value in values):
        return printed
    type_, nullable = observed_type(values, scope.recognise)
    if isinstance(type_, Record):
        origin = (fact(draft.values[0].origin, "answer-from-example"),)
        type_ = replace(type_, fields=tuple(replace(field, facts=origin) for field in type_.fields))
    if values:
        scope.notes.note(gaps.ANSWER_ONLY_IN_EXAMPLE, reconciler.about, Evidence(draft.values[0].origin))
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
    scope.notes.note(tables.ANSWER_IS_A_LIST, about, Evidence(rows[0][1]), Evidence(lists[0].origin))
    return ListOf(Record(reconciler.fields([made for made, _ in rows if made.name], items)))


def _unwrapped(draft: ResponseDraft, scope: Scope, about: str) -> bool:
    """Whether the table names one object under a label and the example is the object itself: that is the answer."""
    made, row = draft.rows[0]
    reference = made.type
    objects = [one for one in draft.values if isinstance(one.value, dict)]
    if not objects or not isinstance(reference, Reference):
        return False
    if any(made.name in one.value or scope.recognise(one.value) != reference.name for one in objects):
        return False
    scope.notes.note(
        tables.ANSWER_NOT_WRAPPED,
        about,
        Evidence(row),
        Evidence(objects[0].origin),
        name=made.name,
        type=reference.name,
    )
    draft.rows, draft.whole, draft.description = [], reference, made.description
    draft.facts.extend(facts_within(made))
    return True


def _undocumented(article: RawArticle, objects: KnownObjects) -> Response:
    """Neither table nor example: a download, an object that the description says is returned, or nothing known."""
    scope, about = objects.scope, subject(article)
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
                    gaps.ANSWER_ONLY_IN_WORDS,
                    about,
                    Evidence(text),
                    type=f"{'a list of ' if mention.many else ''}{resolved.name}",
                )
                made: Type = ListOf(reference) if mention.many else reference
                return Response(
                    "200", phrase("200"), (Media("application/json", made),), facts=(fact(text, "returns"),)
                )
    return Response("200", phrase("200"))


def is_undocumented(response: Response) -> bool:
    """Whether a response stands only because a call has one: nothing on the page says what it is."""
    return response.status == "200" and not response.media and not response.facts
