"""What a call sends: the object it names, its own rows, and what the recorded calls show.

Enters: `RequestParts`, `Samples` and the components. Leaves: `Body`, with a component for an object that carries
further rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.api import Body, Component, Example, Fact, Field, ListOf, Media, Record, Reference, Scalar, Type
from speclift.model.rules import gaps, tables
from speclift.normalise.components import SUFFIXES, Components
from speclift.normalise.names import pascal
from speclift.normalise.notes import Evidence
from speclift.normalise.observed import observed_type
from speclift.normalise.parameters import WITHOUT_BODY, RequestParts, is_file
from speclift.normalise.phrases.references import sent_fields
from speclift.normalise.row_types import facts_within, fields_within
from speclift.normalise.samples import URLENCODED
from speclift.normalise.scope import Observation, Scope, fact, subject
from speclift.normalise.whole_values import arranged

if TYPE_CHECKING:
    from speclift.model.raw import RawArticle, RawText
    from speclift.normalise.objects import KnownObjects
    from speclift.normalise.reconcile import Reconciler
    from speclift.normalise.samples import Samples

JSON: Final = "application/json"
MULTIPART: Final = "multipart/form-data"


def sent_object(article: RawArticle, samples: Samples, scope: Scope) -> tuple[str, str, RawText | None] | None:
    """(component, verb, the sentence) of the object that a call sends, if it sends one."""
    method = article.kind.strip().upper()
    for text in article.description:
        for words, verb in sent_fields(text.text):
            if verb == "GET" or verb not in SUFFIXES:
                continue
            resolved = scope.resolve(words)
            if resolved is not None:
                return resolved.name, verb, text
    if samples.sent_object and method in SUFFIXES and method != "GET":
        resolved = scope.resolve(samples.sent_object)
        if resolved is not None:
            return resolved.name, method, None
    return None


def make_request_body(
    article: RawArticle, parts: RequestParts, samples: Samples, scope: Scope, components: Components, operation_id: str
) -> Body | None:
    """The body of a call, or None when it has none."""
    about = subject(article)
    facts: list[Fact] = list(parts.body_facts)
    facts.extend(fact(one.origin, "body-example-unfilled") for one in samples.bodies if not one.filled)
    if samples.form:
        return _form(article, parts, samples, scope)
    sent = sent_object(article, samples, scope)
    own = [field for field, _ in parts.body]
    reference: Reference | None = None
    description = ""
    if sent is not None:
        name, verb, text = sent
        if text is not None:
            facts.append(fact(text, "sends-object"))
        made = components.sent(name, verb)
        if made is not None:
            reference = Reference(made)
        else:
            made = name + SUFFIXES[verb]
            reference = _from_calls(article, made, name, verb, samples, scope, components)
            if reference is not None:
                samples_seen: list[Observation] = samples.bodies
                return Body((Media(JSON, reference, examples=_examples(samples_seen)),), facts=tuple(facts))
    seen = [body for body in samples.bodies if isinstance(body.value, dict)]
    reconciler = components.objects.reconciler(about, article, is_request=True)
    if reference is None and own and samples.bodies:
        found = arranged(parts.body, samples.bodies, scope, about)
        own, facts = [field for field, _ in found.rows], [*facts, *found.facts]
        description = found.description
        if found.whole is not None:
            parts.whole_body = found.whole
    if reference is None and not own and parts.whole_body is not None:
        type_, _ = reconciler.reconcile(parts.whole_body, samples.bodies, "body")
        media = Media(
            parts.media_type or JSON, components.known_field(Field("", type_)).type, examples=_examples(samples.bodies)
        )
        return Body((media,), description=description, facts=tuple(facts))
    if reference is None and own and samples.bodies and not seen:
        listed = _listed(own, samples.bodies, reconciler, about)
        if listed is not None:
            media = Media(
                parts.media_type or JSON,
                components.known_field(Field("", listed)).type,
                examples=_examples(samples.bodies),
            )
            kept = {one.origin.place for inner in fields_within(listed) for one in facts_within(inner)}
            rest = [one for field in own for one in facts_within(field) if one.origin.place not in kept]
            return Body((media,), required=True, description=description, facts=(*facts, *rest))
    if reference is None and not own and parts.additional is None:
        return _of_samples(article, samples, components.objects, facts, about)
    if own or (parts.additional is not None and reference is None):
        verb = article.kind.strip().upper()
        settled = [
            replace(made_, type=components.sent_type(made_.type, verb, required=True))
            for made_ in (components.known_field(reconciler.field(field, seen)) for field in own)
        ]
        if reference is None:
            added = reconciler.added(settled, seen)
            type_ = Record((*settled, *added), additional=parts.additional)
        else:
            name = pascal(operation_id) + "Request"
            component = Component(
                name,
                Record(tuple(settled), (reference,)),
                description=f"What {operation_id} sends.",
                facts=(fact(article, "request"),),
            )
            components.add(component)
            type_ = Reference(name)
    else:
        type_ = reference  # type: ignore[assignment]
    media_type = parts.media_type or samples.media_type or JSON
    if any(is_file(field) for field in own):
        media_type = MULTIPART
    required_body = sent is not None or any(field.required for field in own)
    examples = _examples(samples.bodies) if media_type == JSON else ()
    return Body(
        (Media(media_type, type_, examples=examples),),
        required=required_body,
        description=description,
        facts=tuple(facts),
    )


def _listed(own: list[Field], seen: list[Observation], reconciler: Reconciler, about: str) -> Type | None:
    """The body of a table when every recorded call sends a list: the one list row, or a list of such objects."""
    lists = [observation for observation in seen if isinstance(observation.value, list)]
    if len(lists) < len(seen):
        return None
    items = [replace(one, value=item) for one in lists for item in one.value]
    objects = [one for one in items if isinstance(one.value, dict)]
    if len(own) == 1 and isinstance(own[0].type, ListOf) and not any(own[0].name in one.value for one in objects):
        reconciler.scope.notes.note(tables.BODY_IS_A_LIST, about, Evidence(lists[0].origin), type="that list")
        return reconciler.reconcile(own[0].type, lists, own[0].name)[0]
    if len(objects) < len(items) or not objects:
        return None
    reconciler.scope.notes.note(tables.BODY_IS_A_LIST, about, Evidence(lists[0].origin), type="a list of such objects")
    return ListOf(Record(reconciler.fields(own, objects)))


def _from_calls(
    article: RawArticle, made: str, name: str, verb: str, samples: Samples, scope: Scope, components: Components
) -> Reference | None:
    """No field of the object is tagged: what the recorded call sends is all that is known."""
    seen = [body for body in samples.bodies if isinstance(body.value, dict)]
    text = next((text for text in article.description if sent_fields(text.text)), None)
    evidence = [Evidence(text)] if text is not None else [Evidence(article)]
    if not seen:
        scope.notes.note(gaps.NO_FIELD_TAGGED_OR_SENT, subject(article), *evidence, name=name, verb=verb)
        return None
    type_, _ = observed_type(
        [observation.value for observation in seen], components.objects.observed.recorded.recognise
    )
    facts = tuple(fact(observation.origin, "object-from-call") for observation in seen)
    if isinstance(type_, Record):
        fields = tuple(replace(field, required=False, facts=facts) for field in type_.fields)
        type_ = replace(type_, fields=fields)
    if made not in components:
        components.add(Component(made, type_, description=f"What {verb} may send of {name}.", facts=facts), name)
    shown = [Evidence(observation.origin) for observation in seen[:1]]
    scope.notes.note(gaps.NO_FIELD_TAGGED, subject(article), *evidence, *shown, name=name, verb=verb)
    return Reference(made)


def _of_samples(
    article: RawArticle, samples: Samples, objects: KnownObjects, facts: list[Fact], about: str
) -> Body | None:
    method = article.kind.strip().lower()
    if samples.bodies and method not in {"get", "head"}:
        seen = samples.bodies
        type_, _ = observed_type([observation.value for observation in seen], objects.observed.recorded.recognise)
        origin = fact(seen[0].origin, "body-from-call")
        if isinstance(type_, Record):
            type_ = replace(type_, fields=tuple(replace(field, facts=(origin,)) for field in type_.fields))
        objects.scope.notes.note(
            gaps.BODY_ONLY_IN_EXAMPLE, about, Evidence(seen[0].origin), fields="the fields that the recorded call sends"
        )
        return Body((Media(JSON, type_, examples=_examples(seen)),), facts=(*facts, origin))
    if facts and method not in WITHOUT_BODY:
        return Body((Media(JSON, Record()),), facts=tuple(facts))
    return None


def _form(article: RawArticle, parts: RequestParts, samples: Samples, scope: Scope) -> Body:
    documented = {field.name: field for field, _ in parts.body}
    origin = samples.form_origin
    facts = (fact(origin, "form"),) if origin is not None else ()
    fields = list(documented.values())
    for name, value in samples.form.items():
        kind = Scalar("string", format="binary") if value.startswith(("@", "<")) else Scalar("string")
        if name in documented:
            if kind.format and not is_file(documented[name]):
                fields[fields.index(documented[name])] = replace(documented[name], type=kind)
        else:
            fields.append(Field(name, kind, required=not documented, facts=facts))
    if not documented and origin is not None:
        scope.notes.note(
            gaps.BODY_ONLY_IN_EXAMPLE, subject(article), Evidence(origin), fields="the parts of the recorded form"
        )
    media_type = URLENCODED if samples.media_type == URLENCODED else MULTIPART
    return Body((Media(media_type, Record(tuple(fields))),), facts=facts)


def _examples(seen: list[Observation]) -> tuple[Example, ...]:
    return tuple(
        Example(
            f"example-{number}" if number > 1 else "example",
            observation.value,
            observation.origin.title.strip().rstrip(":"),
            (fact(observation.origin, "body-example"),),
        )
        for number, observation in enumerate((one for one in seen if one.filled), 1)
    )
