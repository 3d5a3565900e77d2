"""Operations that are one call: one for each method and path, with what every article says of it.

Enters: the operations of a version, each with its article. Leaves: one operation for each call. Nothing of an article
is replaced by another: rows, bodies, answers and examples of all are kept, and a finding says what was joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.api import Body, Fact, OneOf, Operation, Parameter, Record, Response, Type
from speclift.model.rules import articles, gaps, tables
from speclift.normalise.addresses import segments
from speclift.normalise.merging import either, joined_media, merged_field, merged_fields, told_apart
from speclift.normalise.notes import Evidence
from speclift.normalise.responses import is_undocumented
from speclift.normalise.row_types import facts_within
from speclift.normalise.scope import Scope, subject
from speclift.normalise.statuses import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.model.raw import RawArticle, RawExample


def merged(operations: list[tuple[Operation, RawArticle]], scope: Scope) -> tuple[Operation, ...]:
    """One operation for each method and path. A second article for the same call adds what the first lacks."""
    found: dict[tuple[str, str, tuple[str, ...]], Operation] = {}
    first: dict[tuple[str, str, tuple[str, ...]], RawArticle] = {}
    paths: dict[tuple[str, tuple[str, ...]], str] = {}
    for operation, article in operations:
        place = (operation.server, segments(operation.path))
        operation = _respelled(operation, paths.setdefault(place, operation.path), article, scope)
        key = (operation.method if operation.transport == "http" else operation.id, *place)
        if key not in found:
            found[key], first[key] = operation, article
            continue
        scope.notes.note(
            articles.TWO_ARTICLES_FOR_ONE_CALL,
            subject(article),
            Evidence(first[key]),
            Evidence(article),
            *(Evidence(example) for example in _only_in(article, first[key])[:1]),
            method=article.kind.upper(),
            url=article.url,
            operation=found[key].id,
        )
        found[key] = _joined(found[key], operation)
    for key, operation in found.items():
        if any(is_undocumented(response) for response in operation.responses):
            scope.notes.note(gaps.ANSWER_UNDOCUMENTED, subject(first[key]), Evidence(first[key]))
    return tuple(found.values())


def _only_in(article: RawArticle, other: RawArticle) -> list[RawExample]:
    texts = {example.text for example in other.examples}
    return [example for example in article.examples if example.text not in texts]


def _respelled(operation: Operation, path: str, article: RawArticle, scope: Scope) -> Operation:
    """OpenAPI knows one spelling of a path: what an earlier operation calls `{id}` is `{id}` here as well."""
    if path == operation.path:
        return operation
    own = operation.path.split("{")[1:]
    others = path.split("{")[1:]
    names = {one.split("}")[0]: other.split("}")[0] for one, other in zip(own, others, strict=False)}
    parameters = tuple(
        replace(parameter, field=replace(parameter.field, name=names.get(parameter.field.name, parameter.field.name)))
        if parameter.location == "path"
        else parameter
        for parameter in operation.parameters
    )
    scope.notes.note(tables.PATH_PARAMETER_RENAMED, subject(article), Evidence(article), path=path)
    return replace(operation, path=path, parameters=parameters)


def _joined(one: Operation, other: Operation) -> Operation:
    parameters = {(parameter.location, parameter.field.name.lower()): parameter for parameter in one.parameters}
    for parameter in other.parameters:
        key = (parameter.location, parameter.field.name.lower())
        known = parameters.get(key)
        if known is None:
            required = parameter.field.required and (parameter.location == "path" or not _takes_anything(one))
            parameters[key] = Parameter(parameter.location, replace(parameter.field, required=required))
        elif (both := merged_field(known.field, parameter.field)) is not None:
            parameters[key] = Parameter(known.location, both)
    shared = {(parameter.location, parameter.field.name.lower()) for parameter in other.parameters}
    for key, parameter in parameters.items():
        if key not in shared and parameter.location != "path" and _takes_anything(other):
            parameters[key] = Parameter(parameter.location, replace(parameter.field, required=False))
    description = "\n\n".join(dict.fromkeys(part for part in (one.description, other.description) if part))
    samples = {(sample.language, sample.source): sample for sample in (*other.samples, *one.samples)}
    return replace(
        one,
        description=description,
        parameters=tuple(parameters.values()),
        body=_joined_body(one, other),
        responses=tuple(sorted(once((*one.responses, *other.responses)), key=_by_status)),
        samples=tuple(samples.values()),
        prose=(*one.prose, *other.prose),
        facts=tuple(dict.fromkeys((*one.facts, *other.facts, *_facts_of(other)))),
    )


def _facts_of(operation: Operation) -> Iterator[Fact]:
    """The facts of what may have given way to its namesake in another article."""
    for parameter in operation.parameters:
        yield from facts_within(parameter.field)
    for sample in operation.samples:
        yield from sample.facts
    for response in operation.responses:
        for header in response.headers:
            yield from header.facts


def _by_status(response: Response) -> tuple[bool, str]:
    return response.status == "default", response.status


def _takes_anything(operation: Operation) -> bool:
    """Whether an article documents what the call takes at all, beside the variables of its path."""
    return operation.body is not None or any(parameter.location != "path" for parameter in operation.parameters)


def _joined_body(first: Operation, second: Operation) -> Body | None:
    """What either article sends: one object with the fields of both; or either, where a constant tells them apart."""
    one, other = first.body, second.body
    if one is None or other is None:
        only = one or other
        both_say = _takes_anything(first) and _takes_anything(second)
        return None if only is None else replace(only, required=only.required and not both_say)
    types = {media.media_type: media for media in one.media}
    for media in other.media:
        mine = types.get(media.media_type)
        if mine is None:
            types[media.media_type] = media
            continue
        (both,) = joined_media((mine,), (media,))
        types[media.media_type] = replace(both, type=_sent_by_either(mine.type, media.type))
    return replace(
        one,
        media=tuple(types.values()),
        required=one.required and other.required,
        facts=tuple(dict.fromkeys((*one.facts, *other.facts))),
    )


def _sent_by_either(one: Type | None, other: Type | None) -> Type | None:
    if isinstance(one, Record) and isinstance(other, Record):
        if told_apart(one, other):
            return OneOf((one, other))
        fields = merged_fields(one.fields, other.fields, lambda first, second: first and second)
        if fields is not None and not one.parts and not other.parts:
            return Record(fields)
    if isinstance(one, OneOf) and other is not None and all(told_apart(option, other) for option in one.options):
        return OneOf((*one.options, other))
    return either(one, other)


def once(responses: tuple[Response, ...]) -> tuple[Response, ...]:
    """One response for each status: what several say of it is joined, and nothing is replaced."""
    found: dict[str, Response] = {}
    for response in responses:
        known = found.get(response.status)
        if known is None:
            found[response.status] = response
            continue
        plain = phrase(response.status)
        words = dict.fromkeys(one for one in (known.description, response.description) if one != plain)
        headers = {header.name.lower(): header for header in (*response.headers, *known.headers)}
        found[response.status] = replace(
            known,
            description="\n\n".join(words) or plain,
            media=joined_media(known.media, response.media),
            headers=tuple(headers.values()),
            facts=tuple(dict.fromkeys((*known.facts, *response.facts))),
        )
    return tuple(found.values())
