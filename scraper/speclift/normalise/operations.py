"""An article to an operation: everything that the other modules read, put together.

Enters: an operation's article and what is known of its version. Leaves, stage by stage: `OperationDraft`, its tables
read; `ObservedOperation`, its examples read and told to the objects; `Operation`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from speclift.document import METHODS
from speclift.model.api import (
    Component,
    Fact,
    Field,
    ListOf,
    Operation,
    Parameter,
    Reference,
    Scalar,
    SecurityRequirement,
    Type,
)
from speclift.model.rules import articles, gaps
from speclift.normalise.addresses import Address, read_address
from speclift.normalise.components import Components, is_worth_a_name
from speclift.normalise.error_responses import Envelope, ErrorDraft, make_error_responses, observe_error_responses
from speclift.normalise.groups import Headings, paragraphs
from speclift.normalise.identifiers import Key, key_of
from speclift.normalise.joining import once
from speclift.normalise.names import pascal
from speclift.normalise.notes import Evidence
from speclift.normalise.parameters import INPUT_ROLES, RequestParts, read_parameters
from speclift.normalise.phrases.rates import read_rate
from speclift.normalise.phrases.references import returned, sent_fields
from speclift.normalise.request_bodies import make_request_body
from speclift.normalise.response_drafts import (
    ResponseDraft,
    ResponseTable,
    observe_responses,
    read_response_tables,
)
from speclift.normalise.responses import make_responses
from speclift.normalise.samples import Calls, Samples, Spellings, believed_address, observe_samples, read_calls
from speclift.normalise.scope import Scope, fact, subject

if TYPE_CHECKING:
    from speclift.model.raw import RawArticle, RawField, RawSection
    from speclift.normalise.editions import Edition
    from speclift.normalise.observe import Observer
    from speclift.normalise.security import Schemes

_PSEUDO_METHOD: Final = "post"
"""OpenAPI knows calls over HTTP only; `x-transport` says that this one is none."""

_DEPRECATED_MARK: Final = "**Deprecated.**"


class OperationDraft(Struct, frozen=True):
    """What is read of an operation's tables, address and calls."""

    article: RawArticle
    id: str
    address: Address
    path: str
    path_rule: str
    server: str
    parts: RequestParts
    calls: Calls
    tables: tuple[ResponseTable, ...]


class ObservedOperation(Struct, frozen=True):
    """An operation with what its examples show."""

    draft: OperationDraft
    samples: Samples
    responses: dict[str, ResponseDraft]
    errors: dict[str, ErrorDraft]


class VersionContext(Struct, frozen=True):
    """What the operations of a version are made with."""

    host: str
    edition: Edition
    scope: Scope
    headings: Headings
    several: frozenset[tuple[str, str]]
    ids: dict[Key, str]
    schemes: Schemes
    spellings: Spellings
    shared: dict[str, frozenset[str]]
    envelope: Envelope | None


def draft_operation(article: RawArticle, context: VersionContext) -> OperationDraft:
    """Read an article."""
    scope = context.scope
    calls = read_calls(article, scope)
    _adopt_mentioned(article, scope)
    address, rule = believed_address(article, read_address(article.url), calls, context.spellings, scope)
    prefix = context.edition.prefix
    inside = bool(prefix) and address.path.startswith(prefix + "/")
    path = address.path[len(prefix) :] if inside else address.path
    server = "outside" if prefix and not inside else ""
    if address.server and address.server != context.host:
        server = address.server
    if article.transport != "http":
        path, server = f"/{article.name or article.title}", ""
    return OperationDraft(
        article=article,
        id=context.ids[key_of(article, context.several)],
        address=address,
        path=path,
        path_rule=rule,
        server=server,
        parts=read_parameters(article, address, scope, context.schemes),
        calls=calls,
        tables=read_response_tables(article, scope),
    )


def _adopt_mentioned(article: RawArticle, scope: Scope) -> None:
    """Objects of other versions that the article's sentences name, as what it sends or, without any table, answers."""
    roles = [*(section.role for section in article.sections), *(example.role for example in article.examples)]
    is_answered = any(role == "success" for role in roles)
    for text in article.description:
        for words, _ in sent_fields(text.text):
            scope.resolve(words, origin=text)
        for mention in () if is_answered else returned(text.text):
            scope.resolve(mention.name, origin=text)


def observe_operation(draft: OperationDraft, observer: Observer, envelope: Envelope | None) -> ObservedOperation:
    """Read the examples of an operation, and tell the objects of the values within its answers."""
    article = draft.article
    about = subject(article)
    return ObservedOperation(
        draft,
        observe_samples(draft.calls, lambda example: observer.recorded.read(example, about)),
        observe_responses(article, draft.tables, observer),
        observe_error_responses(article, observer, envelope),
    )


def _method(article: RawArticle) -> str:
    """The printed method; what is no HTTP method ("ws") is that of a pseudo-path, which `x-transport` marks."""
    printed = article.kind.strip().lower()
    return printed if printed in METHODS else _PSEUDO_METHOD


def make_operation(observed: ObservedOperation, context: VersionContext, components: Components) -> Operation:
    """Make an operation of what was read and observed of it."""
    draft, samples = observed.draft, observed.samples
    article, scope = draft.article, context.scope
    heading = context.headings.of(article.group)
    responses = (
        *make_responses(article, observed.responses, components.objects),
        *make_error_responses(article, observed.errors, components.objects, context.envelope),
    )
    body = make_request_body(article, draft.parts, samples, scope, components, draft.id)
    about_body = "\n\n".join(dict.fromkeys(one.description for one in _inputs(article, "body") if one.description))
    if body is not None and about_body and not body.description:
        body = replace(body, description=about_body)
    parameters = (*draft.parts.parameters, *_queried(draft, scope, components))
    if samples.shown:
        parameters = tuple(_shown(parameter, samples) for parameter in parameters)
    parameters = tuple(_named(parameter, draft, context, components) for parameter in parameters)
    security, permission = _security(draft, context)
    prose = [fact(text, "description") for text in article.description]
    about_tables = [
        f"{one.title.strip()}: {one.description}" if one.title.strip() else one.description
        for one in _inputs(article, *({*INPUT_ROLES} - ({"body"} if body is not None else set())))
        if one.description and not (one.role == "authentication" and one.fields)
    ]
    description = "\n\n".join(part for part in (paragraphs(article.description), *about_tables) if part)
    facts = [
        *_leftovers(article, scope),
        fact(article, draft.path_rule),
        *draft.parts.facts,
        *draft.parts.media_facts,
    ]
    facts.extend(fact(label, "label") for label in article.labels)
    facts.extend(fact(text, "permission") for text in article.permission)
    facts.extend(draft.parts.scheme_facts)
    facts.extend(fact(one.origin, "parameter-example") for one in samples.shown)
    if article.deprecated is not None:
        facts.append(fact(article.deprecated, "deprecated"))
        words = article.deprecated.text.strip()
        description = "\n\n".join(part for part in (f"{_DEPRECATED_MARK} {words}".strip(), description) if part)
    if permission:
        description = "\n\n".join(part for part in (description, f"Permission: {permission}") if part)
        scope.notes.note(
            gaps.PERMISSION_NOT_A_SCHEME, subject(article), *(Evidence(text) for text in article.permission)
        )
    return Operation(
        id=draft.id,
        method=_method(article),
        path=draft.path,
        tag=heading.title if heading is not None else "",
        summary=article.title.strip() or article.name,
        description=description,
        anchor=article.place.anchor,
        page=article.address,
        deprecated=article.deprecated is not None,
        server=draft.server,
        transport=article.transport,
        rpc_method="" if article.transport == "http" else (article.url.strip() or article.name or article.title),
        parameters=parameters,
        body=body,
        responses=once(responses),
        security=security,
        rate=next((rate for text in article.description if (rate := read_rate(text.text))), None),
        samples=tuple(samples.code),
        prose=tuple(prose),
        facts=tuple(facts),
    )


def _inputs(article: RawArticle, *roles: str) -> list[RawSection]:
    return [section for section in article.sections if section.role in roles]


def _leftovers(article: RawArticle, scope: Scope) -> list[Fact]:
    """Tables and examples of a call's article that are neither of its request nor of its answers."""
    facts: list[Fact] = []
    for section in article.sections:
        if section.role == "structure":
            facts.append(fact(section, "table-without-place"))
            facts.extend(fact(row, "table-without-place") for row in _all_rows(section.fields))
            scope.notes.note(articles.TABLE_WITHOUT_PLACE, subject(article), Evidence(section), title=section.title)
    for example in article.examples:
        if example.role == "structure":
            facts.append(fact(example, "example-without-place"))
    return facts


def _all_rows(rows: tuple[RawField, ...]) -> list[RawField]:
    return [one for row in rows for one in (row, *_all_rows(row.children))]


def _queried(draft: OperationDraft, scope: Scope, components: Components) -> list[Parameter]:
    """ "You will be able to send fields of ObjectCall which are marked with GET tag, as parameters"; own rows win."""
    known = draft.parts.names("query")
    found = []
    for text in draft.article.description:
        for words, verb in sent_fields(text.text):
            if verb != "GET":
                continue
            resolved = scope.resolve(words)
            fields = components.queried(resolved.name) if resolved is not None else ()
            for field in fields:
                if field.name not in known:
                    known.add(field.name)
                    facts = (*field.facts, Fact(text, "fields-as-parameters"))
                    found.append(Parameter("query", replace(field, nullable=False, facts=facts)))
            if resolved is not None and not fields:
                scope.notes.note(gaps.NO_QUERY_FIELD_TAGGED, subject(draft.article), Evidence(text), name=resolved.name)
    return found


def _security(draft: OperationDraft, context: VersionContext) -> tuple[tuple[SecurityRequirement, ...] | None, str]:
    full = draft.address.path
    if context.schemes.is_token_endpoint(full) and draft.article.permission:
        context.scope.notes.note(
            articles.PERMISSION_OF_TOKEN_ENDPOINT,
            subject(draft.article),
            *(Evidence(text) for text in draft.article.permission),
        )
    return context.schemes.requirements(
        draft.article,
        draft.parts.schemes,
        full,
        alternatives=draft.parts.schemes_are_alternatives,
        optional=draft.parts.credential_is_optional,
    )


def _shown(parameter: Parameter, samples: Samples) -> Parameter:
    """A parameter with the value that a recorded example of headers or queries shows for it."""
    for one in samples.shown:
        value = one.value.get(parameter.field.name) if isinstance(one.value, dict) else None
        if (
            isinstance(value, str)
            and isinstance(parameter.field.type, Scalar)
            and parameter.field.type == Scalar("string")
        ):
            return replace(parameter, field=replace(parameter.field, examples=parameter.field.examples or (value,)))
    return parameter


def _named(parameter: Parameter, draft: OperationDraft, context: VersionContext, components: Components) -> Parameter:
    """A parameter whose enumeration has a component: that of an object's field of the same name, or one of its own."""
    field = components.known_field(parameter.field)
    if field is not parameter.field:
        parameter = Parameter(parameter.location, field)
    inner = field.type.item if isinstance(field.type, ListOf) else field.type
    if not isinstance(inner, Scalar) or not is_worth_a_name(inner):
        return parameter
    name = components.enumeration(field.name, inner)
    if name is None:
        values = frozenset(str(choice.value) for choice in inner.choices)
        shared = context.shared.get(field.name)
        name = pascal(field.name) if shared == values else pascal(draft.id) + pascal(field.name)
        known = components.get(name)
        if known is not None and known.type != inner:
            name = pascal(draft.id) + pascal(field.name)
            known = components.get(name)
        if known is None:
            facts = tuple(Fact(found.origin, "enumeration") for found in field.facts)
            components.add(Component(name, inner, description=_sentence(field), facts=facts))
    reference: Type = Reference(name)
    made = replace(field.type, item=reference) if isinstance(field.type, ListOf) else reference
    return replace(parameter, field=replace(field, type=made))


def _sentence(field: Field) -> str:
    return field.description.split("\n", 1)[0].strip()
