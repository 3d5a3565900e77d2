"""The reference of one version: its overview, a page for each operation and each object, each operation as Markdown.

Enters: a `VersionView`. Leaves: files of the site by path.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.document import Operation, iterate_operations
from speclift.site.operations import operation_view
from speclift.site.rows import Rows
from speclift.site.text import json_text
from speclift.site.version import VersionView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.site.addresses import Addresses
    from speclift.site.render import Renderer
    from speclift.site.sources import SiteSource

_MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list of operations; `href` is relative to the version's folder."""

    href: str
    method: str
    path: str
    title: str
    since: str
    deprecated: bool


class Reference:
    """Makes the reference pages of one source; what versions need of each other is looked up once."""

    def __init__(self, source: SiteSource, renderer: Renderer) -> None:
        self.source = source
        self.views = {name: VersionView(source, name) for name in source.versions}
        self._renderer = renderer
        self._operations = {name: self._by_id(view.document, view.addresses) for name, view in self.views.items()}

    @staticmethod
    def _by_id(document: dict[str, Any], addresses: Addresses) -> dict[str, str]:
        return {
            operation.operation_id: addresses.operation(operation.pointer) for operation in iterate_operations(document)
        }

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file of every version."""
        for name, view in self.views.items():
            yield from self._version(name, view)

    def _version(self, name: str, view: VersionView) -> Iterator[tuple[str, bytes]]:
        folder = f"{self.source.name}/{name}"
        groups = [(group, [entry(view, operation) for operation in some]) for group, some in view.groups.items()]
        shared: dict[str, Any] = {"view": view, "groups": groups}
        links = [(other, f"../{other}/index.html") for other in reversed(self.source.versions)]
        info = view.document.get("info") or {}
        schemes = (view.document.get("components", {}).get("securitySchemes") or {}).items()
        objects = sorted(filter(view.addresses.has_page, view.schemas), key=str.casefold)
        yield (
            f"{folder}/index.html",
            self._renderer.page(
                "version", f"{folder}/index.html", f"{name} reference", source=self.source, **shared,
                version_links=links, current="", current_group="", up="",
                words=view.words(str(info.get("description") or ""), ""),
                servers=[str(one.get("url")) for one in view.document.get("servers") or [] if isinstance(one, dict)],
                schemas=[(schema, view.addresses.schema(schema)) for schema in objects],
                security=[(scheme, str(value.get("description") or value.get("type"))) for scheme, value in schemes],
                package=self._package(view),
            ),
        )  # fmt: skip
        for operation in view.operations:
            yield from self._operation(folder, view, operation, shared)
        for schema in filter(view.addresses.has_page, view.schemas):
            yield self._schema(folder, view, schema, shared)

    def _package(self, view: VersionView) -> str:
        known = self.source.packages.get(view.name)
        return str(view.document.get("x-speclift", {}).get("package") or "") if known else ""

    def _operation(
        self, folder: str, view: VersionView, operation: Operation, shared: dict[str, Any]
    ) -> Iterator[tuple[str, bytes]]:
        shown = operation_view(view, operation)
        path = f"{folder}/{shown.address}"
        links = [
            (other, f"../../{other}/{known[operation.operation_id]}")
            for other, known in reversed(self._operations.items())
            if operation.operation_id in known
        ]
        yield (
            path,
            self._renderer.page(
                "operation", path, shown.title, source=self.source, **shared, version_links=links, op=shown,
                current=shown.address, current_group=shown.group, up="../",
            ),
        )  # fmt: skip
        text = self._renderer.text(
            "operation.md.jinja", op=shown, description=str(operation.value.get("description") or "")
        )
        yield path.removesuffix(".html") + ".md", text

    def _schema(self, folder: str, view: VersionView, name: str, shared: dict[str, Any]) -> tuple[str, bytes]:
        pointer, schema = f"/components/schemas/{name}", view.schemas[name]
        rows = Rows(view, pointer)
        fields = rows.of_object(schema, pointer)
        top = None if fields else rows.row(name, schema, pointer, required=None)
        path = f"{folder}/{view.addresses.schema(name)}"
        links = [
            (other, f"../../{other}/{address}")
            for other, known in reversed(self.views.items())
            if (address := known.addresses.schema(name))
        ]
        examples = schema.get("examples") if isinstance(schema, dict) else None
        shown = [value for value in examples or () if isinstance(value, dict | list)][:_MOST_EXAMPLES]
        proof = view.evidence(pointer, shown=str(schema.get("description") or "")) if fields else ()
        page = self._renderer.page(
            "schema", path, name, source=self.source, **shared, version_links=links, name=name,
            current="", current_group="", up="../",
            words=view.words(str(schema.get("description") or "")) if isinstance(schema, dict) else "",
            type=rows.type_of(schema, pointer) if fields else "", top=top, fields=fields,
            alternatives=_alternatives(rows, schema, pointer), since=self._since(name, view),
            evidence=proof, facts=view.facts(pointer) if fields else (),
            examples=[json_text(value) for value in shown],
            users=[entry(view, operation) for operation in view.users.get(name, ())],
            holders=[(holder, view.addresses.schema(holder)) for holder in view.holders.get(name, ())],
        )  # fmt: skip
        return path, page

    def _since(self, name: str, view: VersionView) -> str:
        first = next(version for version, other in self.views.items() if name in other.schemas)
        return first if first != self.source.versions[0] and first != view.source.versions[0] else ""


def entry(view: VersionView, operation: Operation) -> Entry:
    """An operation as a line of a list."""
    return Entry(
        view.addresses.operation(operation.pointer),
        operation.method.upper(),
        str(operation.value.get("x-rpc-method") or operation.path),
        str(operation.value.get("summary") or operation.operation_id or operation.path),
        view.since(operation.pointer),
        operation.value.get("deprecated") is True,
    )


def _alternatives(rows: Rows, schema: Any, pointer: str) -> list[tuple[str, Any]]:
    """The fields of alternatives that are written inside an object, each with a title of its own."""
    alternatives = []
    for keyword in ("oneOf", "anyOf"):
        for index, part in enumerate(schema.get(keyword) or () if isinstance(schema, dict) else ()):
            if isinstance(part, dict) and "$ref" not in part:
                fields = rows.of_object(part, f"{pointer}/{keyword}/{index}")
                if fields:
                    alternatives.append((str(part.get("title") or f"Alternative {index + 1}"), fields))
    return alternatives
