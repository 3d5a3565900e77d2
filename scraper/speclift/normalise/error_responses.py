"""What a call answers when it fails: documented reasons and recorded answers, by status.

Enters: an operation's error tables and examples, and the envelope that `base.yaml` declares (`x-speclift-errors`:
the component of an error answer, and an example of one in which `$reason`, `$message` and `$status` stand for what
the page documents). Leaves: responses. A reason stands under the status of a recorded answer that shows it,
otherwise under its table's status, otherwise under `default`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from speclift.model.api import AnyOf, Example, Fact, Field, Media, Record, Reference, Response, Scalar, Type
from speclift.normalise.headers import has_headers, read_headers
from speclift.normalise.merging import joined_media
from speclift.normalise.names import slug
from speclift.normalise.observed import observed_type
from speclift.normalise.phrases.types import read_type
from speclift.normalise.row_types import field_of
from speclift.normalise.scope import Observation, fact, subject
from speclift.normalise.statuses import phrase, read_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclift.model.raw import RawArticle, RawField
    from speclift.normalise.objects import KnownObjects
    from speclift.normalise.observe import Observer

_STATUS_IN_WORDS: Final = re.compile(
    r"\b(?:error|http|status|code)(?: status| code)?\s*[:=]?\s*([45]\d\d)\b|\A\W*([45]\d\d)\b", re.IGNORECASE
)
"""The status that the words of a reason name ("Error 404: …"), where its table names only a class of them."""
_IS_STATUS: Final = re.compile(r"(?:http|error|status)?\W*[45]\d\d\W*[a-z ]*", re.IGNORECASE)
"""A status in the place of a type (`{404} BookNotFound`)."""
_CLASS_TITLE: Final = re.compile(r"\A(?:error|fehler|erreur)?\W*4xx\Z", re.IGNORECASE)


class Envelope(Struct, frozen=True):
    """How the API wraps its errors: the component's name, and a template of one answer. What is filled once is kept."""

    component: str
    template: Any
    filled: dict[tuple[str, str, str], Any] = field(default_factory=dict)

    def fill(self, reason: str, message: str, status: str) -> Any:
        """An answer for one reason. What the page does not tell (the number of a default answer) is left out."""
        key = (reason, message, status)
        if key not in self.filled:
            self.filled[key] = self._fill(reason, message, status)
        return self.filled[key]

    def _fill(self, reason: str, message: str, status: str) -> Any:
        number = int(status) if status.isdigit() else None
        return _filled(
            self.template,
            {"$reason": reason, "$message": message, "$status": number, "$phrase": phrase(status) if number else None},
        )


def read_envelope(base: Mapping[str, Any]) -> Envelope | None:
    """The envelope that a base declares."""
    said = base.get("x-speclift-errors")
    if not isinstance(said, dict):
        return None
    return Envelope(str(said.get("component", "Error")), said.get("example", {}))


def _filled(template: Any, values: Mapping[str, Any]) -> Any:
    match template:
        case dict():
            filled = {name: _filled(value, values) for name, value in template.items()}
            return {name: value for name, value in filled.items() if value is not None}
        case list():
            return [_filled(value, values) for value in template]
        case str() if template in values:
            return values[template]
    return template


class ErrorDraft(Struct):
    """What is documented and recorded of the error answers with one status."""

    reasons: dict[str, tuple[str, list[Fact]]] = field(default_factory=dict)
    fields: list[tuple[Field, RawField]] = field(default_factory=list)
    values: list[Observation] = field(default_factory=list)
    texts: list[tuple[str, str, Fact]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    headers: list[Field] = field(default_factory=list)
    description: str = ""
    media_type: str = "application/json"


def make_error_responses(
    article: RawArticle, errors: Mapping[str, ErrorDraft], objects: KnownObjects, envelope: Envelope | None
) -> tuple[Response, ...]:
    """The error answers of a call: statuses in order, `default` last."""
    responses = [_response(article, status, error, objects, envelope) for status, error in errors.items()]
    return tuple(sorted(responses, key=lambda response: (response.status == "default", response.status)))


def observe_error_responses(
    article: RawArticle, observer: Observer, envelope: Envelope | None
) -> dict[str, ErrorDraft]:
    """Read the recorded error answers and the tables of errors, by status: only an answer tells reasons from fields."""
    scope, about = observer.scope, subject(article)
    errors: dict[str, ErrorDraft] = {}
    recorded = _recorded(article, observer, errors)
    for section in article.sections:
        if section.role != "error":
            continue
        stated = read_status(section.status) or read_status(section.title)
        weak = not stated or _CLASS_TITLE.match(section.title.strip()) is not None
        if has_headers(section):
            headers, said = read_headers(section, scope, about)
            error = errors.setdefault(stated or "default", ErrorDraft())
            error.headers.extend(headers)
            error.facts.extend(said)
            continue
        shown = list(recorded)
        labelled = any(row.required is not None for row in section.fields)
        for row in section.fields:
            names_status = read_status(row.name) if re.fullmatch(r"\D{0,12}[1-5]\d\d\D{0,30}", row.name.strip()) else ""
            names_status = names_status or (read_status(row.type) if _IS_STATUS.fullmatch(row.type.strip()) else "")
            is_reason = envelope is not None or _is_reason(row, recorded, is_labelled=labelled)
            status = names_status or (_status_of(row.name, recorded) if is_reason else "")
            if not status and weak and is_reason and (told := _STATUS_IN_WORDS.search(row.description)):
                status = told[1] or told[2]
            if not status:
                status = shown[0] if weak and not is_reason and len(shown) == 1 else stated or "default"
            error = errors.setdefault(status, ErrorDraft())
            error.facts.append(fact(section, "error-table"))
            if is_reason or names_status:
                error.reasons.setdefault(
                    row.name.strip() or row.description, (row.description.strip(), [fact(row, "error-reason")])
                )
            else:
                made, _ = field_of(row, scope, parent="", about=f"{about}: {row.name}")
                error.fields.append((made, row))
        if not section.fields:
            error = errors.setdefault(stated or "default", ErrorDraft())
            error.facts.append(fact(section, "error-table"))
        if (described := errors.get(stated or "default")) is not None:
            described.description = section.description or described.description
            described.media_type = section.media_type or described.media_type
    _share_fields(errors)
    return errors


def _share_fields(errors: dict[str, ErrorDraft]) -> None:
    """Let a table of no particular status describe the recorded errors that have nothing but its fields."""
    general = errors.get("4XX") or errors.get("default")
    if general is None or not general.fields:
        return
    names = {made.name for made, _ in general.fields}
    for error in errors.values():
        has_only_these = all(isinstance(value.value, dict) and names >= set(value.value) for value in error.values)
        if error is not general and error.values and not error.fields and has_only_these:
            error.fields = list(general.fields)


def _recorded(article: RawArticle, observer: Observer, errors: dict[str, ErrorDraft]) -> dict[str, list[Observation]]:
    """The recorded error answers, by status."""
    found: dict[str, list[Observation]] = {}
    about = subject(article)
    for example in article.examples:
        if example.role != "error":
            continue
        if example.made_up:
            made_up = read_status(example.status) or read_status(example.title) or "default"
            errors.setdefault(made_up, ErrorDraft()).facts.append(fact(example, "made-up-sample"))
            continue
        read = observer.recorded.read(example, about)
        for part in (read, *read.more):
            status = (
                str(part.status)
                if part.status
                else read_status(example.status) or read_status(example.title) or "default"
            )
            error = errors.setdefault(status, ErrorDraft())
            if part.is_json:
                error.values.append(Observation(part.value, example, filled=not part.unknown))
                found.setdefault(status, []).append(error.values[-1])
            elif part.body.strip():
                error.texts.append((part.media_type or "text/plain", part.body, fact(example, "error-example")))
            else:
                error.facts.append(fact(example, "error-without-content"))
    return found


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)


def _keys(value: Any) -> Iterator[str]:
    match value:
        case dict():
            yield from value
            for inner in value.values():
                yield from _keys(inner)
        case list():
            for inner in value:
                yield from _keys(inner)


def _status_of(name: str, recorded: dict[str, list[Observation]]) -> str:
    return next(
        (
            status
            for status, seen in recorded.items()
            if any(name in _strings(observation.value) for observation in seen)
        ),
        "",
    )


def _is_reason(row: RawField, recorded: dict[str, list[Observation]], *, is_labelled: bool) -> bool:
    """Whether a row names a reason (a value in the answer) and not a field of the answer. Only tables of fields have
    rows that are labelled "required" or "optional"."""
    seen = [value for values in recorded.values() for value in values]
    name = row.name.strip()
    if any(name in _keys(observation.value) for observation in seen):
        return False
    if any(name in _strings(observation.value) for observation in seen):
        return True
    words = read_type(row.type) if row.type else None
    typed = words is not None and words.known and words.base not in {"object", "any"}
    typed = typed or (words is not None and words.base == "name" and words.name[:1].isupper())
    return (
        not row.children
        and not is_labelled
        and not (typed and name[:1].islower())
        and (not typed or seen != [] or not name.isidentifier() or name[:1].isupper())
    )


def _response(
    article: RawArticle, status: str, error: ErrorDraft, objects: KnownObjects, envelope: Envelope | None
) -> Response:
    examples = _examples(status, error, envelope)
    media: list[Media] = []
    if envelope is not None:
        media.append(Media(error.media_type, Reference(envelope.component), examples=examples))
    elif error.fields or error.values:
        media.append(Media(error.media_type, objects.known(_type(article, error, objects)), examples=examples))
    for media_type, text, origin in error.texts:
        if all(known.media_type != media_type or known.type == Scalar("string") for known in media):
            shown = Media(media_type, Scalar("string"), examples=(Example("example", text, facts=(origin,)),))
            media = list(joined_media(tuple(media), (shown,)))
    facts = [*error.facts, *(origin for _, found in error.reasons.values() for origin in found)]
    facts.extend(origin for _, _, origin in error.texts)
    facts.extend(fact(one.origin, "error-example-unfilled") for one in error.values if not one.filled)
    description = error.description or phrase(status)
    if error.reasons and envelope is None:
        said = [f"- `{name}`: {message}" if message else f"- `{name}`" for name, (message, _) in error.reasons.items()]
        description = "\n\n".join([description, "\n".join(said)])
    return Response(status, description, tuple(media), tuple(error.headers), tuple(dict.fromkeys(facts)))


def _examples(status: str, error: ErrorDraft, envelope: Envelope | None) -> tuple[Example, ...]:
    """One example for each reason.

    The recorded answer that shows it, else the envelope filled with it; then the other answers.
    """
    examples: dict[str, Example] = {}
    rest = [one for one in error.values if one.filled]
    for name, (message, facts) in error.reasons.items():
        shown = next((one for one in rest if name in _strings(one.value)), None)
        if shown is not None:
            rest.remove(shown)
            examples[name] = Example(
                _key(name, examples), shown.value, message, (*facts, fact(shown.origin, "error-example"))
            )
        elif envelope is not None:
            examples[name] = Example(_key(name, examples), envelope.fill(name, message, status), message, tuple(facts))
    for one in rest:
        title = one.origin.title.strip().rstrip(":")
        name = slug(title) or "example"
        key = _key(name, examples)
        examples[key] = Example(key, one.value, title, (fact(one.origin, "error-example"),))
    return tuple(examples.values())


def _key(name: str, taken: Mapping[str, Example]) -> str:
    """A name that a map of examples may have (OpenAPI 3.1.

    `^[a-zA-Z0-9._-]+$` for components; others are wise to keep it).
    """
    base = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-") or "reason"
    key, number = base, 2
    names = {example.name for example in taken.values()}
    while key in names:
        key, number = f"{base}-{number}", number + 1
    return key


def _type(article: RawArticle, error: ErrorDraft, objects: KnownObjects) -> Type:
    seen = [value for value in error.values if isinstance(value.value, dict)]
    if error.fields:
        reconciler = objects.reconciler(subject(article), error.fields[0][1])
        record = Record(reconciler.fields([made for made, _ in error.fields], seen))
        others = [value.value for value in error.values if not isinstance(value.value, dict)]
        if not others:
            return record
        return AnyOf((record, observed_type(others, objects.observed.recorded.recognise)[0]))
    made, _ = observed_type([value.value for value in error.values], objects.observed.recorded.recognise)
    return made
