"""Operations of two documents that stand for one another.

Enters: two documents. Leaves: pairs of `Endpoint`s: by method and path with the names of path parameters ignored; by
what is the same once the servers' base paths are counted in; by operationId; and by likeness, for paths that were
renamed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

from speclift.diff.difference import Operation
from speclift.document.operations import of_path_item, operations
from speclift.document.servers import Address, addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from speclift.document.node import Document, Node
    from speclift.document.operations import PathOperation

How = Literal["path", "address", "version", "id", "likeness"]
_TEMPLATE = re.compile(r"\{[^{}]*\}")

_ALIKE = 0.75
"""Below this two operations of different paths are two operations."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation of a document, and the servers that it is called at."""

    described: PathOperation
    servers: tuple[Address, ...]

    @property
    def method(self) -> str:
        """The method, in lower case."""
        return self.described.method

    @property
    def path(self) -> str:
        """The path, as the key of `paths`."""
        return self.described.path

    @property
    def node(self) -> Node:
        """The Operation Object."""
        return self.described.node

    @property
    def parameters(self) -> tuple[Node, ...]:
        """The parameters that the path item lends it, then its own, references followed."""
        return self.described.parameters

    @property
    def operation_id(self) -> str:
        """The operationId, or ""."""
        return self.described.operation_id

    @property
    def template(self) -> str:
        """The path with the names of its parameters taken out."""
        return _TEMPLATE.sub("{}", self.path)

    @property
    def placeholders(self) -> list[str]:
        """The names of the path's parameters, in order."""
        return [name[1:-1] for name in _TEMPLATE.findall(self.path)]

    def named(self) -> Operation:
        """The operation as reports call it."""
        documentation = self.node.mapping().get("externalDocs")
        article = documentation.get("url") if isinstance(documentation, dict) else ""
        return Operation(self.method, self.path, self.operation_id, article if isinstance(article, str) else "")


class OperationPair(NamedTuple):
    """The old and the new operation, one of them None where there is no other, and how they were found."""

    old: Endpoint | None
    new: Endpoint | None
    how: How


def endpoints(document: Document, field: str = "paths") -> list[Endpoint]:
    """Every operation under `paths` (or `webhooks`), in the order of the document."""
    return [_endpoint(document, operation) for operation in operations(document, field)]


def endpoints_of_path_item(document: Document, path: str, item: Node) -> list[Endpoint]:
    """The operations of one path item."""
    return [_endpoint(document, operation) for operation in of_path_item(document, path, item)]


def _endpoint(document: Document, operation: PathOperation) -> Endpoint:
    owners = (operation.node, operation.item, document.root)
    holder = next((owner for owner in owners if owner.mapping().get("servers")), document.root)
    return Endpoint(operation, tuple(addresses(holder.child("servers"))))


def pair_operations(old: list[Endpoint], new: list[Endpoint]) -> list[OperationPair]:
    """Every operation of both documents once: the pairs and the added in the order of the new document, then the
    removed."""
    partners: dict[int, tuple[Endpoint, How]] = {}
    gone, come = list(old), list(new)

    def take(how: How, key: Callable[[Endpoint], Hashable]) -> None:
        nonlocal gone, come
        known: dict[Hashable, list[Endpoint]] = {}
        for endpoint in gone:
            known.setdefault(key(endpoint), []).append(endpoint)
        taken: set[int] = set()
        for endpoint in come:
            candidates = known.get(key(endpoint), [])
            if key(endpoint) and candidates:
                before = candidates.pop(0)
                partners[id(endpoint)] = before, how
                taken.update((id(before), id(endpoint)))
        gone = [endpoint for endpoint in gone if id(endpoint) not in taken]
        come = [endpoint for endpoint in come if id(endpoint) not in taken]

    versions = version_step(old, new)
    take("path", lambda endpoint: (endpoint.method, endpoint.path))
    take("path", lambda endpoint: (endpoint.method, endpoint.template))
    take("address", lambda endpoint: (endpoint.method, endpoint.servers[0].base + endpoint.template))
    take("version", lambda endpoint: (endpoint.method, unversioned(endpoint.template)) if versions else "")
    take("id", lambda endpoint: endpoint.operation_id)
    for before, after in _most_alike(gone, come):
        partners[id(after)] = before, "likeness"
    pairs = [_pair(endpoint, partners.get(id(endpoint))) for endpoint in new]
    matched = {id(before) for before, _ in partners.values()}
    return pairs + [OperationPair(endpoint, None, "path") for endpoint in old if id(endpoint) not in matched]


_VERSION_STEP = re.compile(r"/(v\d+(?:\.\d+)*(?:(?:alpha|beta)\d*)?)(?=/|\Z)")


def unversioned(path: str) -> str:
    """A path without the first step of it that is a version: `/api/v1/users` and `/api/v2/users` are one."""
    return _VERSION_STEP.sub("/{version}", path, count=1)


def version_step(old: list[Endpoint], new: list[Endpoint]) -> tuple[str, str] | None:
    """The version that the paths of each document hold, where all that hold one hold the same and the two differ."""
    versions = []
    for endpoints_of in (old, new):
        steps = {match[1] for endpoint in endpoints_of if (match := _VERSION_STEP.search(endpoint.path))}
        if len(steps) != 1:
            return None
        versions.append(steps.pop())
    return (versions[0], versions[1]) if versions[0] != versions[1] else None


def _pair(endpoint: Endpoint, partner: tuple[Endpoint, How] | None) -> OperationPair:
    return OperationPair(None, endpoint, "path") if partner is None else OperationPair(partner[0], endpoint, partner[1])


def _most_alike(gone: Iterable[Endpoint], come: Iterable[Endpoint]) -> list[tuple[Endpoint, Endpoint]]:
    """Operations whose path was renamed: the same method, nearly the same path and content, and no other in
    question."""
    gone, come = list(gone), list(come)
    if len(gone) * len(come) > 10_000:
        return []
    near = [(one, two) for one in gone for two in come if one.method == two.method and _alike(one, two) >= _ALIKE]
    return [
        (one, two)
        for one, two in near
        if sum(other[0] is one for other in near) == 1 and sum(other[1] is two for other in near) == 1
    ]


def _alike(old: Endpoint, new: Endpoint) -> float:
    if (old.operation_id and new.operation_id) or len(old.placeholders) != len(new.placeholders):
        return 0.0  # two names were given: two operations
    path = SequenceMatcher(None, old.template, new.template, autojunk=False).ratio()
    if path < 0.6:
        return 0.0
    before, after = old.node.mapping(), new.node.mapping()
    keys = ("parameters", "requestBody", "responses")
    content: float = sum(before.get(key) == after.get(key) for key in keys) / len(keys)
    return (path + content) / 2
