"""What the templates of `resources/*.py` write: one module per resource, its operations as constants, a class for each
flavour.

Enters: operations. Leaves: `ResourceView`s, whose text is Python already laid out; the templates put it in place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.generate import prose, shapes
from speclift.generate.access import split_url
from speclift.generate.imports import imported, statements
from speclift.generate.literals import Group, layout, literal
from speclift.generate.naming import resource_paths
from speclift.generate.reserved import CLIENT_NAMES, NAMES
from speclift.generate.signatures import MethodView, constant_name, method_view
from speclift.generate.words import distinct, type_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from speclift.generate.operations import Operation
    from speclift.generate.reading import Reading


@dataclass(frozen=True, slots=True)
class Child:
    """A resource below a client or a resource: the attribute, its module and class, and what is said of its group."""

    name: str
    module: str
    cls: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A module of `resources/`. `imports` are the lines at run time, `typing_imports` those for type checkers only."""

    path: tuple[str, ...]
    module: str
    cls: str
    words: tuple[str, ...]
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    constants: tuple[str, ...]
    children: tuple[Child, ...]
    methods: tuple[MethodView, ...]
    async_methods: tuple[MethodView, ...]


class ResourceWriter:
    """Writes the resources of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        paths = resource_paths(reading.document, [operation.named for operation in reading.operations])
        keys = {".".join(path): path for path in paths}
        modules = distinct(keys, lambda key: "_".join(keys[key]))
        client = reading.document.settings.client
        taken = {*CLIENT_NAMES, client, f"Async{client}"}
        classes = distinct(keys, lambda key: _class(key.replace(".", " "), taken), taken)
        titles = _titles(reading)
        # A page names an operation by its group and its id (`Logs/GetRecordingList`), a package by the way to it.
        self._called = {
            f"{operation.named.resource[0]}/{operation.id}".lower(): f"{operation.named.call}()"
            for operation in reading.operations
        }
        self.children = {
            path: Child(path[-1], modules[key], classes[key], titles.get(path, (f"{path[-1]}.",)))
            for key, path in keys.items()
        }

    def below(self, path: tuple[str, ...]) -> tuple[Child, ...]:
        """The resources right below `path`; () is the client."""
        return tuple(child for own, child in self.children.items() if own[:-1] == path)

    def views(self) -> list[ResourceView]:
        """Make the view of every resource."""
        by_path: dict[tuple[str, ...], list[Operation]] = {path: [] for path in self.children}
        for operation in self._reading.operations:
            by_path[operation.named.resource].append(operation)
        return [self._view(path, operations) for path, operations in by_path.items()]

    def _view(self, path: tuple[str, ...], operations: Sequence[Operation]) -> ResourceView:
        own, below = self.children[path], self.below(path)
        definitions = self._reading.catalogue.definitions
        taken = (
            NAMES
            | {own.cls, f"Async{own.cls}"}
            | {name for child in below for name in (child.cls, f"Async{child.cls}")}
        )
        aliases = {name: f"{name}Model" for name in definitions if name in taken}
        shadowed = {operation.named.name for operation in operations} | {child.name for child in below}
        running, typing = shapes.Script(aliases=aliases), shapes.Script(aliases=aliases, shadowed=shadowed)
        constants = tuple(self._constant(operation, running) for operation in operations)
        methods = tuple(
            method_view(operation, typing, self._advice(operation), asynchronous=False) for operation in operations
        )
        async_methods = tuple(
            method_view(operation, typing, self._advice(operation), asynchronous=True) for operation in operations
        )
        running.names |= {"Resource", "AsyncResource", "responding"}
        imports, typing_imports = self._imports(running, typing, below)
        return ResourceView(
            path=path,
            module=own.module,
            cls=own.cls,
            words=own.words,
            imports=imports,
            typing_imports=typing_imports,
            constants=constants,
            children=below,
            methods=methods,
            async_methods=async_methods,
        )

    # Constants

    def _constant(self, operation: Operation, script: shapes.Script) -> str:
        result, described = operation.result, operation.named.described
        kind = script.name("PagedOperation" if result.kind == "page" else "Operation")
        returns = {"nothing": "None", "text": "str", "download": "bytes"}.get(result.kind) or shapes.received(
            result.type, script
        )
        items: list[str | Group] = [
            literal(operation.id),
            literal(described.method.upper()),
            literal(described.path),
            f"returns={returns}",
        ]
        if result.at:
            items.append(f"at={literal(result.at)}")
        if result.paging:
            items.append(
                Group(f"paging={script.name('Paging')}(", _paging(result.paging.style, result.paging.names), ")")
            )
        if result.accept != "application/json":
            items.append(f"accept={literal(result.accept)}")
        if result.statuses and result.statuses != (200,):
            items.append(f"status={literal(result.statuses)}")
        if operation.security:
            items.append(f"security={literal(operation.security)}")
        if operation.server:
            items.append(f"prefix={literal(self._prefix(operation.server))}")
        if operation.rate:
            items.append(f"rate={script.name('Rate')}(requests={operation.rate[0]}, seconds={operation.rate[1]})")
        if operation.remote:
            items.append(f"remote={literal(operation.remote)}")
            items += ["idempotent=True"] if operation.reads else []
        if operation.joined:
            items.append("joined=" + literal(dict(operation.joined)))
        return layout(Group(f"{constant_name(operation)}: {kind}[{returns}] = {kind}(", items, ")", exploded=True))

    def _prefix(self, url: str) -> str:
        """What stands before the path: the path of another server on the same host, or the address of another host."""
        root, prefix = split_url(url)
        return prefix if not root or root == self._reading.server.root else url.rstrip("/")

    # Methods

    def _advice(self, operation: Operation) -> str:
        """What the deprecation of an operation says: the documented sentence about it, or a word."""
        if not operation.deprecated:
            return ""
        advice = next((part for part in operation.words if "deprecated" in part.lower()), "")
        words = re.sub(r"^\W*deprecated\W*", "", " ".join(advice.split()), flags=re.IGNORECASE)
        words = re.sub(r"[A-Za-z]+/[A-Za-z]+", lambda name: self._called.get(name[0].lower(), name[0]), words)
        return f"Deprecated: {words[:1].lower() + words[1:]}" if words else "Deprecated."

    # Imports

    def _imports(
        self, running: shapes.Script, typing: shapes.Script, below: Sequence[Child]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        typing.names -= running.names
        typing.definitions -= running.definitions
        # Defaults are values: what they name is there at run time.
        moved = typing.names & {"UNSET", "File", "deprecated", "merged", "overload", "raw", "raw_async", "raw_pages"}
        running.names |= moved
        typing.names -= moved
        if below:
            running.names.add("cached_property")
        typing.modules -= running.modules
        typing_lines = statements(typing, self._reading, level="..", models="..models.")
        for child in below:
            names = sorted(f"{flavour}{child.cls}{raw}" for flavour in ("", "Async") for raw in ("", "WithRawResponse"))
            typing_lines.append(imported(f".{child.module}", names))
        if typing_lines:
            running.names.add("TYPE_CHECKING")
        return tuple(statements(running, self._reading, level="..", models="..models.")), tuple(typing_lines)


def _class(words: str, taken: Collection[str]) -> str:
    name = type_name(words)
    return f"{name}Resource" if name in taken or f"Async{name}" in taken else name


def _paging(style: str, names: Sequence[tuple[str, Any]]) -> list[str | Group]:
    return [literal(style), *(f"{name}={literal(value)}" for name, value in names)]


def _titles(reading: Reading) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The words of each resource: the title of its documented group, and what is said under it."""
    descriptions = {name: tag.text("description") for name, tag in reading.document.tags.items()}
    titles: dict[tuple[str, ...], tuple[str, ...]] = {}
    for operation in reading.operations:
        for tag in operation.named.described.node.child("tags").elements()[:1]:
            title = " ".join(str(tag.value).split())
            titles.setdefault(
                operation.named.resource, (f"{title}.", *prose.paragraphs(descriptions.get(str(tag.value), "")))
            )
    return titles
