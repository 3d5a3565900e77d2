"""What differs about bodies: whether there is one, and its media types.

Enters: two operations, or two maps of media types. Leaves: differences. `charset` and letter case do not tell media
types apart; a range (`application/*`) stands for what it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.difference import Direction, Effect

if TYPE_CHECKING:
    from speclift.diff.difference import Written
    from speclift.diff.state.collector import Collector, Place
    from speclift.document.node import Node
    from speclift.document.schema.schemas import Schema, Schemas


_SAID_OF_BYTES = {"types", "null", "null-typed", "format", "content-media-type"}


def request_body(collector: Collector, place: Place, old: Node, new: Node) -> None:
    """State what differs about the bodies that two operations are sent."""
    documents = collector.comparison.old.document, collector.comparison.new.document
    before, after = (
        document.resolve(node.child("requestBody")) for document, node in zip(documents, (old, new), strict=True)
    )
    inside, request = place.inside("request body"), Direction.REQUEST
    at = (before.pointer if before.value else old.pointer), (after.pointer if after.value else new.pointer)
    if not before.value and not after.value:
        return
    required = [node.mapping().get("required") is True for node in (before, after)]
    if not after.value:
        traits = ("required",) if required[0] else ()
        collector.say(inside, request, "request-body", "remove", Effect.NONE, True, None, at=at, traits=traits)
    elif not before.value:
        traits, effect = (("required",), Effect.NARROWS) if required[1] else ((), Effect.NONE)
        collector.say(inside, request, "request-body", "add", effect, None, True, at=at, traits=traits)
    elif not collector.comparison.same(before, after):
        collector.flag(inside, request, "request-body-required", *required, at=at, coming=Effect.NARROWS)
        content(collector, inside, request, before.child("content"), after.child("content"))


def content(collector: Collector, place: Place, direction: Direction, old: Node, new: Node) -> None:
    """State what differs between two maps of media types."""
    documents = collector.comparison.old.document, collector.comparison.new.document
    before, after = (
        {_normal(name): document.resolve(media) for name, media in node.entries()}
        for document, node in zip(documents, (old, new), strict=True)
    )
    gone = [name for name in before if name not in after]
    come = [name for name in after if name not in before]
    for name, media in before.items():
        if name in after:
            _media(collector, place.inside(name), direction, name, media, after[name])
    for name in list(gone):
        other = next((candidate for candidate in come if _kind(candidate) == _kind(name)), None)
        if other is not None:
            at = before[name].pointer, after[other].pointer
            collector.say(place, direction, "media-type", "change", Effect.NONE, name, other, at=at, name=name)
            _media(collector, place.inside(name), direction, name, before[name], after[other])
            gone.remove(name)
            come.remove(other)
    if len(gone) == len(come) == 1:
        name, other = gone[0], come[0]
        effect = Effect.WIDENS if _covers(other, name) else Effect.NARROWS if _covers(name, other) else Effect.DIFFERS
        at = before[name].pointer, after[other].pointer
        collector.say(place, direction, "media-type", "change", effect, name, other, at=at, name=name)
        _media(collector, place.inside(name), direction, name, before[name], after[other])
        return
    for name in gone:
        covering = next((other for other in after if _covers(other, name)), None)
        at = before[name].pointer, new.pointer
        effect = Effect.NARROWS if covering is None else Effect.NONE
        collector.say(place, direction, "media-type", "remove", effect, name, None, at=at, name=name)
        if covering is not None:
            _media(collector, place.inside(name), direction, name, before[name], after[covering])
    for name in come:
        at = old.pointer, after[name].pointer
        effect = Effect.NONE if any(_covers(other, name) for other in before) else Effect.WIDENS
        collector.say(place, direction, "media-type", "add", effect, None, name, at=at, name=name)


def _normal(name: str) -> str:
    kind, *parameters = (part.strip().lower() for part in name.split(";"))
    return ";".join(
        [kind, *sorted(parameter for parameter in parameters if parameter and not parameter.startswith("charset="))]
    )


def _kind(name: str) -> str:
    """A media type without its parameters."""
    return name.split(";")[0]


def _covers(general: str, special: str) -> bool:
    """Whether a range of media types admits another media type."""
    if general == special or general == "*/*":
        return True
    return general.endswith("/*") and special.startswith(general[:-1])


def _media(collector: Collector, place: Place, direction: Direction, name: str, old: Node, new: Node) -> None:
    if collector.comparison.same(old, new):
        return
    ours, theirs = _schema(name, old, collector.comparison.old), _schema(name, new, collector.comparison.new)
    place = place._replace(written=_written(name))
    collector.schema(place, direction, ours, theirs, (old.pointer, new.pointer))
    of_items = old.child("itemSchema"), new.child("itemSchema")
    one, other = ([node] if node.value is not None else [] for node in of_items)
    if one or other:
        collector.schema(place.inside("item"), direction, one, other, (old.pointer, new.pointer))
    before, after = _encodings(old), _encodings(new)
    for field in dict.fromkeys((*before, *after)):
        ours_said, theirs_said = (_encoding(side[field]) if field in side else {} for side in (before, after))
        if ours_said != theirs_said:
            at = (
                before[field].pointer if field in before else old.pointer,
                after[field].pointer if field in after else new.pointer,
            )
            collector.say(
                place, direction, "encoding", "change", Effect.DIFFERS, ours_said, theirs_said, at=at, name=field
            )


def _written(name: str) -> Written:
    """How a media type writes values."""
    kind = _kind(name)
    if kind.endswith(("/xml", "+xml")):
        return "xml"
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return "form"
    return "text" if kind.startswith("text/") else "json"


def _schema(name: str, media: Node, schemas: Schemas) -> list[Node]:
    """The schema of a body; a text of bytes (`format: binary`) says no more than that the body is one."""
    schema = media.child("schema")
    if schema.value is None:
        return []
    textual = "json" in name or "xml" in name or name.startswith(("text/", "multipart/", "application/x-www-form"))
    return [] if not textual and _is_bytes(schemas.read([schema])) else [schema]


def _is_bytes(schema: Schema) -> bool:
    if len(schema.leaves) != 1 or schema.leaves[0].kind != "string":
        return False
    facts = schema.leaves[0].facts.said
    return facts.get("format") in (None, "binary") and facts.keys() <= _SAID_OF_BYTES


def _encodings(media: Node) -> dict[str, Node]:
    """How the parts of a body are written: those of fields by name, those of a sequence by place (OpenAPI 3.2)."""
    encodings = dict(media.child("encoding").entries())
    encodings |= {f"item {index + 1}": node for index, node in enumerate(media.child("prefixEncoding").elements())}
    item = media.child("itemEncoding")
    return encodings if item.value is None else {**encodings, "each item": item}


def _encoding(node: Node) -> dict[str, object]:
    value = node.mapping()
    fields: dict[str, object] = {key: value[key] for key in ("style", "explode", "allowReserved") if key in value}
    if isinstance(value.get("contentType"), str):
        fields["contentType"] = sorted(part.strip().lower() for part in value["contentType"].split(","))
    return fields
