"""What differs about who may call: the alternatives that an operation demands, and the schemes they are made of.

Enters: two operations that stand for one another. Leaves: differences. A scheme is the same scheme under its old name
or, renamed, with the same definition; what changed in a scheme is said of the scheme, once, for all operations that
use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.diff.difference import Direction, Effect, existence
from speclift.diff.state.collector import Place
from speclift.document.schema.facts import typed

if TYPE_CHECKING:
    from speclift.diff.difference import Action
    from speclift.diff.pair.operations import Endpoint
    from speclift.diff.state.collector import Collector
    from speclift.document.node import Document, Node

Alternative = dict[str, frozenset[str]]
"""The schemes that are demanded together, with the scopes of each. None at all: nobody need say who he is."""

_ON_THE_WIRE = ("type", "in", "name", "scheme")
_ADDRESSES = (
    "openIdConnectUrl",
    "oauth2MetadataUrl",
    "authorizationUrl",
    "deviceAuthorizationUrl",
    "tokenUrl",
    "refreshUrl",
)


class Security:
    """The security schemes of two documents, and what operations demand of them."""

    def __init__(self, collector: Collector, old: Document, new: Document) -> None:
        self._found, self._old, self._new = collector, old, new
        self._before, self._after = _schemes(old), _schemes(new)
        self._renamed = self._renames()
        self._told: set[str] = set()

    def _renames(self) -> dict[str, str]:
        """New names of schemes that the old document has under another."""
        free = {name: node for name, node in self._before.items() if name not in self._after}
        renamed: dict[str, str] = {}
        for name, node in self._after.items():
            if name not in self._before:
                same = next(
                    (other for other, unmatched in free.items() if _definition(unmatched) == _definition(node)), None
                )
                if same is not None:
                    renamed[name] = same
                    del free[same]
        return renamed

    def compare(self, place: Place, old: Endpoint, new: Endpoint) -> None:
        """State what differs about what two operations demand."""
        before_node, after_node = _stated(self._old, old.node), _stated(self._new, new.node)
        before = _alternatives(before_node, {})
        after = _alternatives(after_node, self._renamed)
        at = before_node.pointer, after_node.pointer
        for name in dict.fromkeys(name for alternative in before for name in alternative):
            if name not in self._told and any(name in alternative for alternative in after):
                self._told.add(name)
                self._scheme(Place(None, f"security scheme {name}", f"security scheme {name}"), name)
        if before != after:
            self._demands(
                place,
                [requirement for requirement in before if requirement not in after],
                [requirement for requirement in after if requirement not in before],
                before,
                after,
                at,
            )

    def _demands(
        self, place: Place, gone: list[Alternative], come: list[Alternative], before: list[Alternative],
        after: list[Alternative], at: tuple[str, str],
    ) -> None:  # fmt: skip
        for one in list(gone):
            two = next((other for other in come if other and other.keys() == one.keys()), None)
            if two is not None:
                gone.remove(one)
                come.remove(two)
                self._scopes(place, one, two, at)
        if len(gone) == len(come) == 1 and gone[0] and come[0]:
            effect = Effect.WIDENS if _enough(come[0], gone[0]) else Effect.DIFFERS
            self._say(place, "security", "change", effect, _shown(gone[0]), _shown(come[0]), at)
            return
        for one in gone:
            covered = any(_enough(one_new, one) for one_new in after)
            effect = Effect.NONE if covered else Effect.NARROWS
            if one and {} in come:
                continue  # that nothing is demanded is said below
            if one:
                self._say(place, "security", "remove", effect, _shown(one), None, at)
            else:
                self._say(place, "authentication", "add", effect, None, [_shown(other) for other in after], at)
        if any(not alternative for alternative in gone):
            return  # what is demanded now is said already
        for one in come:
            covered = any(_enough(one_old, one) for one_old in before)
            effect = Effect.NONE if covered else Effect.WIDENS
            if one:
                self._say(place, "security", "add", effect, None, _shown(one), at)
            else:
                self._say(place, "authentication", "remove", effect, [_shown(other) for other in before], None, at)

    def _scopes(self, place: Place, one: Alternative, two: Alternative, at: tuple[str, str]) -> None:
        for name in one:
            for scope in sorted(one[name] - two[name]):
                self._say(place, "security-scope", "remove", Effect.WIDENS, scope, None, at, name)
            for scope in sorted(two[name] - one[name]):
                self._say(place, "security-scope", "add", Effect.NARROWS, None, scope, at, name)

    def _scheme(self, place: Place, name: str) -> None:
        back = {old: new for new, old in self._renamed.items()}
        old, new = self._before.get(name), self._after.get(back.get(name, name))
        if old is None or new is None:
            return
        at = old.pointer, new.pointer
        before, after = old.flag("deprecated"), new.flag("deprecated")
        if before != after:
            self._say(place, "security-deprecated", existence(before, after), Effect.NONE, before, after, at, name)
        if _definition(old) == _definition(new):
            return
        for keyword in (*_ON_THE_WIRE, *_ADDRESSES[:2]):
            one, two = _plain(keyword, old.mapping().get(keyword)), _plain(keyword, new.mapping().get(keyword))
            if one != two:
                if keyword in _ADDRESSES:
                    self._say(place, "oauth-address", "change", Effect.DIFFERS, one, two, at, f"{name} {keyword}")
                else:
                    self._say(place, "security-scheme", "change", Effect.DIFFERS, one, two, at, f"{name} {keyword}")
                    if keyword == "type":
                        return  # the rest goes with it
        if old.mapping().get("type") == new.mapping().get("type") == "oauth2":
            self._flows(place, name, old.child("flows"), new.child("flows"))

    def _flows(self, place: Place, name: str, old: Node, new: Node) -> None:
        before, after = dict(old.entries()), dict(new.entries())
        kept: list[str] = []
        for flow in dict.fromkeys((*before, *after)):
            if flow not in after:
                at = before[flow].pointer, new.pointer
                self._say(place, "oauth-flow", "remove", Effect.NARROWS, flow, None, at, name)
            elif flow not in before:
                at = old.pointer, after[flow].pointer
                self._say(place, "oauth-flow", "add", Effect.WIDENS, None, flow, at, name)
            else:
                kept.append(flow)
        # What several flows have alike is said once, with all of them.
        facts: dict[str, tuple[tuple[str, Any, Any], list[str]]] = {}
        for flow in kept:
            for fact in _flow(before[flow], after[flow]):
                facts.setdefault(typed(list(fact)), (fact, []))[1].append(flow)
        for (keyword, one, two), flows in facts.values():
            at = before[flows[0]].pointer, after[flows[0]].pointer
            named = f"{name} ({', '.join(flows)})"
            if keyword == "scopes":
                action: Action = "remove" if two is None else "add"
                effect = Effect.NARROWS if two is None else Effect.WIDENS
                self._say(place, "oauth-scope", action, effect, one, two, at, named)
            else:
                self._say(place, "oauth-address", "change", Effect.DIFFERS, one, two, at, f"{named} {keyword}")

    def _say(
        self, place: Place, fact: str, action: Action, effect: Effect, old: Any, new: Any, at: tuple[str, str],
        name: str = "",
    ) -> None:  # fmt: skip
        self._found.say(place, Direction.BOTH, fact, action, effect, old, new, at=at, name=name)


def _flow(old: Node, new: Node) -> list[tuple[str, Any, Any]]:
    """(keyword, old, new) of everything that is not the same in two flows; a scope for itself."""
    before, after = old.mapping(), new.mapping()
    changed = [(key, before.get(key), after.get(key)) for key in _ADDRESSES[2:] if before.get(key) != after.get(key)]
    ours, theirs = old.child("scopes").mapping(), new.child("scopes").mapping()
    changed += [("scopes", scope, None) for scope in ours if scope not in theirs]
    return changed + [("scopes", None, scope) for scope in theirs if scope not in ours]


def _schemes(document: Document) -> dict[str, Node]:
    return {
        name: document.resolve(node) for name, node in document.root.child("components", "securitySchemes").entries()
    }


def _plain(keyword: str, value: Any) -> Any:
    return value.lower() if keyword == "scheme" and isinstance(value, str) else value


def _definition(node: Node) -> dict[str, Any]:
    """What a scheme does, without what is said about it."""
    value = node.mapping()
    definition = {key: _plain(key, value[key]) for key in (*_ON_THE_WIRE, *_ADDRESSES[:2]) if key in value}
    if value.get("type") == "apiKey" and value.get("in") == "header" and isinstance(value.get("name"), str):
        definition["name"] = value["name"].casefold()
    flows = value.get("flows")
    if isinstance(flows, dict):
        definition["flows"] = {
            name: {
                key: sorted(map(str, part)) if key == "scopes" and isinstance(part, (dict, list)) else part
                for key, part in flow.items()
                if not str(key).startswith("x-")
            }
            for name, flow in flows.items()
            if isinstance(flow, dict)
        }
    return definition


def _stated(document: Document, operation: Node) -> Node:
    own = operation.child("security")
    return own if isinstance(own.value, list) else document.root.child("security")


def _alternatives(node: Node, renamed: dict[str, str]) -> list[Alternative]:
    """The alternatives in written order; none said is one that demands nothing."""
    alternatives: list[Alternative] = []
    for requirement in node.elements():
        demanded = {
            renamed.get(name, name): frozenset(map(str, scopes)) if isinstance(scopes, list) else frozenset()
            for name, scopes in requirement.mapping().items()
        }
        if demanded not in alternatives:
            alternatives.append(demanded)
    return alternatives or [{}]


def _enough(demanded: Alternative, held: Alternative) -> bool:
    """Whether a caller who satisfies `held` satisfies `demanded` as well."""
    return all(name in held and scopes <= held[name] for name, scopes in demanded.items())


def _shown(alternative: Alternative) -> str:
    """An alternative in words: `oauth2 (read, write) and apiKey`."""
    return " and ".join(
        f"{name} ({', '.join(sorted(scopes))})" if scopes else name for name, scopes in sorted(alternative.items())
    )
