"""What differs about the parameters of an operation.

Enters: two operations that stand for one another. Leaves: differences. Path parameters are told by their position,
headers without regard to case, and a parameter that moved to another place or changed the writing of its name is one
difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Direction, Effect
from speclift.diff.pair.renames import renames

if TYPE_CHECKING:
    from speclift.diff.difference import Written
    from speclift.diff.pair.operations import Endpoint
    from speclift.diff.state.collector import Collector, Place
    from speclift.document.node import Node
    from speclift.document.schema.schemas import Schemas

_NOT_PARAMETERS = {"accept", "content-type", "authorization"}
"""Headers that OpenAPI says are no parameters: media types and security speak of them."""

REQUEST = Direction.REQUEST
Key = tuple[str, str]


def parameters(collector: Collector, place: Place, old: Endpoint, new: Endpoint) -> None:
    """State what differs about the parameters of two operations."""
    by_position = len(old.placeholders) == len(new.placeholders)
    before, after = _by_key(old, by_position), _by_key(new, by_position)
    gone = {key: node for key, node in before.items() if key not in after}
    come = {key: node for key, node in after.items() if key not in before}
    for key, node in before.items():
        if key in after:
            _parameter(collector, _at(place, after[key], key), node, after[key])
    for key, other in _moved(gone, come):
        one, two = gone.pop(key), come.pop(other)
        inside = _at(place, one, key)
        collector.say(
            inside, REQUEST, "parameter-location", "change", Effect.DIFFERS, key[0], other[0],
            at=(one.pointer, two.pointer), name=key[1], traits=_traits(two, collector.comparison.new),
        )  # fmt: skip
        _parameter(collector, inside, one, two)
    for key, other in _renamed(collector, gone, come):
        one, two = gone.pop(key), come.pop(other)
        inside = _at(place, one, key)
        collector.say(
            inside, REQUEST, "parameter-name", "change", Effect.DIFFERS, _name(one), _name(two),
            at=(one.pointer, two.pointer), name=key[1],
        )  # fmt: skip
        _parameter(collector, inside, one, two)
    _existence(collector, place, (old, new), gone, come)


def _existence(
    collector: Collector, place: Place, owners: tuple[Endpoint, Endpoint],
    gone: dict[Key, Node], come: dict[Key, Node],
) -> None:  # fmt: skip
    for key, node in gone.items():
        if key[0] != "path":  # a path parameter goes with the path
            name, traits = _name(node), _traits(node, collector.comparison.old)
            collector.say(
                _at(place, node, key), REQUEST, "parameter", "remove", Effect.NONE, name, None,
                at=(node.pointer, owners[1].node.pointer), name=name, traits=traits,
            )  # fmt: skip
    for key, node in come.items():
        if key[0] != "path":
            name, traits = _name(node), _traits(node, collector.comparison.new)
            effect = Effect.NARROWS if "required" in traits else Effect.NONE
            collector.say(
                _at(place, node, key), REQUEST, "parameter", "add", effect, None, name,
                at=(owners[0].node.pointer, node.pointer), name=name, traits=traits,
            )  # fmt: skip


def _by_key(endpoint: Endpoint, by_position: bool) -> dict[Key, Node]:
    nodes: dict[Key, Node] = {}
    positions = {name: str(index) for index, name in enumerate(endpoint.placeholders, 1)} if by_position else {}
    for node in endpoint.parameters:
        where, name = str(node.mapping().get("in", "")), _name(node)
        if where == "path":
            name = positions.get(name, name)
        elif where == "header":
            name = name.casefold()
            if name in _NOT_PARAMETERS:
                continue
        nodes[where, name] = node
    return nodes


def _name(node: Node) -> str:
    return str(node.mapping().get("name", ""))


def _at(place: Place, node: Node, key: Key) -> Place:
    return place.inside(f"{node.mapping().get('in', '')} parameter {_name(node)}", f"{key[0]} parameter {key[1]}")


def _moved(gone: dict[Key, Node], come: dict[Key, Node]) -> list[tuple[Key, Key]]:
    """Parameters of the same name that are sent elsewhere."""
    places: dict[str, list[Key]] = {}
    for key, node in come.items():
        places.setdefault(_name(node).casefold(), []).append(key)
    candidates = [(key, places.get(_name(node).casefold(), [])) for key, node in gone.items()]
    return [(key, others[0]) for key, others in candidates if len(others) == 1 and key[0] != others[0][0]]


def _renamed(collector: Collector, gone: dict[Key, Node], come: dict[Key, Node]) -> list[tuple[Key, Key]]:
    """Parameters of the same place and shape whose name is written otherwise."""
    pairs: list[tuple[Key, Key]] = []
    for where in dict.fromkeys(key[0] for key in gone):
        old = {key[1]: key for key in gone if key[0] == where}
        new = {key[1]: key for key in come if key[0] == where}

        def same(one: str, two: str, old: dict[str, Key] = old, new: dict[str, Key] = new) -> bool:
            before, after = gone[old[one]], come[new[two]]
            if (before.mapping().get("required") is True) != (after.mapping().get("required") is True):
                return False
            compared = collector.comparison.pair(_schema(before)[0], _schema(after)[0], before.pointer, after.pointer)
            return compared is None or collector.comparison.effect(compared) is Effect.NONE

        pairs += [(old[one], new[two]) for one, two in renames(old, new, same)]
    return pairs


def _traits(node: Node, schemas: Schemas) -> frozenset[str]:
    value = node.mapping()
    traits = {"required"} if value.get("required") is True or value.get("in") == "path" else set()
    if value.get("deprecated") is True:
        traits.add("deprecated")
    nodes = _schema(node)[0]
    if nodes and "default" in schemas.read(nodes).whole.said:
        traits.add("default")
    return frozenset(traits)


def _schema(node: Node) -> tuple[list[Node], str]:
    """The schema of a parameter or header, and the media type that its value is written in ("" for OpenAPI's own
    styles)."""
    for name, media in node.child("content").entries():
        schema = media.child("schema")
        return ([schema] if schema.value is not None else []), name.split(";")[0].strip().lower()
    schema = node.child("schema")
    return ([schema] if schema.value is not None else []), ""


def _parameter(collector: Collector, place: Place, old: Node, new: Node) -> None:
    if collector.comparison.same(old, new):
        return
    at, name = (old.pointer, new.pointer), _name(new)
    before, after = _traits(old, collector.comparison.old), _traits(new, collector.comparison.new)
    for trait, coming in (("required", Effect.NARROWS), ("deprecated", Effect.NONE)):
        collector.flag(
            place, REQUEST, f"parameter-{trait}", trait in before, trait in after, at=at, coming=coming, name=name
        )  # fmt: skip
    (ours, old_media), (theirs, new_media) = _schema(old), _schema(new)
    if old_media != new_media:
        shown = (old_media or "style", new_media or "style")
        collector.say(place, REQUEST, "parameter-content", "change", Effect.DIFFERS, *shown, at=at, name=name)
    else:
        _serialisation(collector, place, old, new, at, name)
    traits = frozenset({"parameter"} | (before & after & {"required"}))
    written: Written = "json" if new_media or old_media else "query" if _repeats(old) and _repeats(new) else "parameter"
    collector.schema(place._replace(traits=traits, written=written), REQUEST, ours, theirs, at)


def _repeats(parameter: Node) -> bool:
    """Whether an array is written as one parameter for each element."""
    value = parameter.mapping()
    style, exploded, *_ = _style(value)
    return value.get("in") in ("query", "cookie") and style == "form" and exploded


def _serialisation(collector: Collector, place: Place, old: Node, new: Node, at: tuple[str, str], name: str) -> None:
    ours, theirs = _style(old.mapping()), _style(new.mapping())
    if old.mapping().get("in") == new.mapping().get("in") and ours[:2] != theirs[:2]:
        (before, _), (after, _) = _schema(old), _schema(new)
        kinds = {
            leaf.kind
            for leaf in (*collector.comparison.old.read(before).leaves, *collector.comparison.new.read(after).leaves)
        }
        if kinds & {"array", "object", "any"} or (ours[0] != theirs[0] and old.mapping().get("in") == "path"):
            shown = [f"{style}, {'exploded' if exploded else 'not exploded'}" for style, exploded, *_ in (ours, theirs)]
            collector.say(place, REQUEST, "parameter-style", "change", Effect.DIFFERS, *shown, at=at, name=name)
    collector.flag(place, REQUEST, "allow-empty", ours[2], theirs[2], at=at, coming=Effect.WIDENS, name=name)
    collector.flag(place, REQUEST, "allow-reserved", ours[3], theirs[3], at=at, name=name)


def _style(value: dict[str, Any]) -> tuple[str, bool, bool, bool]:
    """How a value is written, with what OpenAPI says where the document says nothing."""
    style = value.get("style") or ("form" if value.get("in") in ("query", "cookie") else "simple")
    exploded = value.get("explode")
    return (
        str(style),
        exploded if isinstance(exploded, bool) else style == "form",
        value.get("allowEmptyValue") is True,
        value.get("allowReserved") is True,
    )
