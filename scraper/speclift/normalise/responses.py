"""What a call answers: tables and recorded answers of each status, brought together.

Enters: a `ResponseDraft` of each status, and the objects as they are believed to be. Leaves: responses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.api import (
    AnyOf,
    Anything,
    Example,
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
from speclift.normalise.merging import joined_media
from speclift.normalise.names import slug
from speclift.normalise.notes import Evidence
from speclift.normalise.observed import could_be, observed_type
from speclift.normalise.phrases.references import returned
from speclift.normalise.phrases.types import read_type
from speclift.normalise.precedence import decide
from speclift.normalise.response_drafts import ResponseDraft, printed_type
from speclift.normalise.row_types import facts_within, fields_within
from speclift.normalise.scope import Observation, Scope, fact, subject
from speclift.normalise.statuses import has_no_body, is_error, phrase

if TYPE_CHECKING:
    from speclift.model.raw import RawArticle, RawExample, RawField
    from speclift.normalise.objects import KnownObjects
    from speclift.normalise.reconcile import Reconciler

_FILES: Final = (
    *(("png", "image/png"), ("jpe?g", "image/jpeg"), ("gif", "image/gif"), ("svg", "image/svg+xml")),
    *(("pdf", "application/pdf"), ("zip", "application/zip"), ("csv", "text/csv"), ("mp3", "audio/mpeg")),
    *(("mp4", "video/mp4"), ("xlsx?", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)
"""A word for a kind of file, and its media type."""
_DOWNLOADS: Final = re.compile(r"\bdownload\b", re.IGNORECASE)


def make_responses(
    article: RawArticle, drafts: dict[str, ResponseDraft], objects: KnownObjects
) -> tuple[Response, ...]:
    """The successful answers of a call, in the order of their statuses."""
    made = [_answer(article, draft, objects) for draft in drafts.values() if not is_error(draft.status)]
    if not made:
        made.append(_undocumented(article, objects))
    return tuple(sorted(made, key=lambda response: response.status))


def _answer(article: RawArticle, draft: ResponseDraft, objects: KnownObjects) -> Response:
    if has_no_body(draft.status):
        return _without_body(article, draft, objects.scope)
    media: list[Media] = []
    examples = _named(draft)
    if (file := _file(draft)) is not None:
        (made, _), draft.rows = draft.rows[0], []
        draft.facts.extend(facts_within(made))
        draft.description = draft.description or made.description
        media.append(file)
    stated = next((section.media_type for section in draft.sections if section.media_type), "")
    told = draft.rows or draft.whole or draft.additional or draft.values or any(one.type for one in draft.sections)
    if not media and told:
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
    facts.extend(fact(value.origin, "answer-example-unfilled") for value in draft.values if not value.filled)
    described = next((section.description for section in draft.sections if section.description), draft.description)
    return Response(draft.status, described or phrase(draft.status), tuple(media), tuple(draft.headers), tuple(facts))


def _without_body(article: RawArticle, draft: ResponseDraft, scope: Scope) -> Response:
    """An answer whose status allows no content: rows and examples that the page prints for it are words about it."""
    said = [f"- `{field.name}`: {field.description}" for field, _ in draft.rows if field.description]
    shown = [row for field, row in draft.rows if field.name and not isinstance(field.type, (Anything, Scalar))]
    if pieces := [*map(Evidence, shown), *(Evidence(value.origin) for value in draft.values if value.value)][:3]:
        scope.notes.note(tables.CONTENT_OF_EMPTY_ANSWER, subject(article), *pieces, status=draft.status)
    facts = [*draft.facts, *(found for field, _ in draft.rows for found in facts_within(field))]
    shown_with_it = (*(value.origin for value in draft.values), *(text[2] for text in draft.texts), *draft.empty)
    facts.extend(fact(example, "answer-without-content") for example in shown_with_it)
    described = next((section.description for section in draft.sections if section.description), draft.description)
    description = "\n\n".join([described or phrase(draft.status), *(["\n".join(said)] if said else [])])
    return Response(draft.status, description, (), tuple(draft.headers), tuple(facts))


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
    examples: list[Example] = []
    for value in draft.values:
        if not value.filled:
            continue
        base = slug(_title(value.origin)) or "example"
        name, number = base, 2
        while any(known.name == name for known in examples):
            name, number = f"{base}-{number}", number + 1
        examples.append(Example(name, value.value, _title(value.origin), (fact(value.origin, "answer-example"),)))
    return tuple(examples)


def _title(example: RawExample) -> str:
    return example.title.strip().rstrip(":")


def _type(article: RawArticle, draft: ResponseDraft, known: KnownObjects) -> tuple[Type, bool]:
    scope, about = known.scope, subject(article)
    rows = draft.rows
    reconciler = known.reconciler(about, draft.sections[0] if draft.sections else article)
    if draft.whole is not None:
        return reconciler.reconcile(draft.whole, draft.values, "answer")
    if not rows and draft.additional is None:
        return _without_table(draft, scope, reconciler)
    objects = [value for value in draft.values if isinstance(value.value, dict)]
    lists = [value for value in draft.values if isinstance(value.value, list)]
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
    other = [value for value in draft.values if not isinstance(value.value, (dict, list))]
    if lists or (other and not objects):
        believed, _ = observed_type([one.value for one in (*lists, *other)], reconciler.recognise)
        if not objects:
            draft.facts.extend(found for field in fields for found in facts_within(field))
        type_ = AnyOf((type_, believed)) if objects else believed
    if not draft.values and any(read_type(section.type).base == "array" for section in draft.sections):
        type_ = ListOf(type_)
    return type_, False


def _without_table(draft: ResponseDraft, scope: Scope, reconciler: Reconciler) -> tuple[Type, bool]:
    printed = printed_type(draft, scope)
    values = [one.value for one in draft.values]
    if printed is not None and all(could_be(printed[0], [value]) for value in values):
        return printed
    type_, nullable = observed_type(values, reconciler.recognise)
    if isinstance(type_, Record):
        origin = (fact(draft.values[0].origin, "answer-from-example"),)
        type_ = replace(type_, fields=tuple(replace(field, facts=origin) for field in type_.fields))
    if values:
        scope.notes.note(gaps.ANSWER_ONLY_IN_EXAMPLE, reconciler.about, Evidence(draft.values[0].origin))
    return type_, nullable


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
    decision = decide("wrapping", shown="a list")
    scope.notes.note(decision.rule, about, Evidence(rows[0][1]), Evidence(lists[0].origin))
    record = Record(reconciler.fields([field for field, _ in rows if field.name], items))
    return ListOf(record) if decision.outcome == "example" else record


def _undocumented(article: RawArticle, objects: KnownObjects) -> Response:
    """Neither table nor example: a download, an object that the description says is returned, or nothing known."""
    scope, about = objects.scope, subject(article)
    words = " ".join([article.title, article.url.rpartition("/")[2]])
    if _DOWNLOADS.search(words):
        return Response(
            "200",
            phrase("200"),
            (Media("application/octet-stream", Scalar("string", format="binary")),),
            facts=(fact(article, "download"),),
        )
    for text in article.description:
        for mention in returned(text.text):
            resolved = scope.resolve(mention.name)
            if resolved is not None and (mention.sure or resolved.exact):
                reference = Reference(resolved.name)
                scope.notes.note(
                    gaps.ANSWER_ONLY_IN_WORDS,
                    about,
                    Evidence(text),
                    type=f"{'a list of ' if mention.many else ''}{resolved.name}",
                )
                type_: Type = ListOf(reference) if mention.many else reference
                return Response(
                    "200", phrase("200"), (Media("application/json", type_),), facts=(fact(text, "returns"),)
                )
    return Response("200", phrase("200"))


def is_undocumented(response: Response) -> bool:
    """Whether a response stands only because a call has one: nothing on the page says what it is."""
    return response.status == "200" and not response.media and not response.facts
