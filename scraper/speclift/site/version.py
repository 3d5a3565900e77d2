"""One version of a documentation as pages see it: its document with addresses, ages, evidence and findings by pointer.

Enters: a `SiteSource` and the name of a version. Leaves: `VersionView`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from markupsafe import Markup

from speclift.document import Operation, iterate_operations, join_pointer, locate
from speclift.model.entities import unescape
from speclift.model.findings import InputError
from speclift.site.addresses import Addresses
from speclift.site.text import markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.generate.methods import Method
    from speclift.model.ledger import Explanation
    from speclift.report.facts import Fact
    from speclift.site.sources import SiteSource


_HREF: Final = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True)
class VersionView:
    """A version. `ages` maps a pointer of this document to the version that first had what stands there, where that is
    not the first of all."""

    source: SiteSource
    name: str

    @cached_property
    def document(self) -> dict[str, Any]:
        """The version's document."""
        return self.source.documents[self.name]

    @cached_property
    def addresses(self) -> Addresses:
        """Where its pages are."""
        return Addresses(self.document)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Its operations, in the order of the page."""
        return tuple(iterate_operations(self.document))

    @cached_property
    def schemas(self) -> Mapping[str, Any]:
        """Its components."""
        schemas = self.document.get("components", {}).get("schemas", {})
        return schemas if isinstance(schemas, dict) else {}

    @cached_property
    def ages(self) -> Mapping[str, str]:
        """Pointer to the version since which there is what stands there."""
        holders = {}
        for item in self.source.lattice.items:
            if item.since and self.name in item.versions:
                holders[item.pointers[item.versions.index(self.name)]] = item.since
        return holders

    @cached_property
    def groups(self) -> Mapping[str, tuple[Operation, ...]]:
        """The operations of each tag, in the order of the document's tags; those without one come last."""
        order = [str(tag.get("name")) for tag in self.document.get("tags") or () if isinstance(tag, dict)]
        found: dict[str, list[Operation]] = {name: [] for name in order}
        for operation in self.operations:
            found.setdefault(group_of(operation), []).append(operation)
        return {name: tuple(operations) for name, operations in found.items() if operations}

    @cached_property
    def users(self) -> Mapping[str, tuple[Operation, ...]]:
        """Component to the operations that refer to it themselves."""
        found: dict[str, list[Operation]] = {}
        for operation in self.operations:
            for name in sorted(_references([operation.value, operation.parameters])):
                found.setdefault(name, []).append(operation)
        return {name: tuple(operations) for name, operations in found.items()}

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """Component to the components that refer to it."""
        names: dict[str, list[str]] = {}
        for holder, schema in self.schemas.items():
            for name in sorted(_references(schema)):
                names.setdefault(name, []).append(holder)
        return {name: tuple(holders) for name, holders in names.items()}

    def since(self, pointer: str) -> str:
        """The version that first had what stands at a pointer; "" where that is the first of all, or not known."""
        return self.ages.get(pointer, "")

    def evidence(self, pointer: str, shown: str = "") -> tuple[Explanation, ...]:
        """The words of the page behind exactly this place, but for those that stand in `shown` anyhow."""
        pieces = self.source.evidence.get(self.name, {}).get(pointer, ())
        return tuple(piece for piece in pieces if piece.quote not in shown) if shown else pieces

    def facts(self, pointer: str) -> tuple[Fact, ...]:
        """The findings about exactly this place."""
        return self.source.facts_at[self.name].get(pointer, ())

    def has(self, pointer: str) -> bool:
        """Whether the document has anything at a pointer."""
        try:
            locate(self.document, pointer)
        except InputError:
            return False
        return True

    def target(self, pointer: str, value: Any) -> tuple[str, Any]:
        """Where a value that may be a reference leads, and what stands there; itself where it leads nowhere."""
        if not (isinstance(value, dict) and isinstance(value.get("$ref"), str)):
            return pointer, value
        try:
            return locate(self.document, value["$ref"].removeprefix("#"))
        except InputError:
            return pointer, {}

    @cached_property
    def _anchors(self) -> Mapping[str, str]:
        """The documentation's own addresses of articles that have a page here, with that page."""
        anchors: dict[str, str] = {}
        starts = [(operation.pointer, self.addresses.operation(operation.pointer)) for operation in self.operations]
        starts += [(join_pointer("components", "schemas", name), self.addresses.schema(name)) for name in self.schemas]
        for pointer, page in starts:
            for piece in self.evidence(pointer):
                if piece.place.anchor and not piece.place.path:
                    anchors.setdefault(f"{self.source.page}#{piece.place.anchor}", page)
        return anchors

    def words(self, text: str, up: str = "../") -> Markup:
        """A description as HTML, links to articles of the documentation led to their pages here."""
        rendered = markdown(text)
        if "href=" in rendered:
            return Markup(_HREF.sub(lambda link: self._led(link, up), rendered))  # noqa: S704 - only addresses change
        return rendered

    def _led(self, link: re.Match[str], up: str) -> str:
        """An address in a description: to the page here, else to where the documentation's own page leads it."""
        try:
            target = urljoin(self.source.page, unescape(link[1]))
        except ValueError:
            return ""
        page = self._anchors.get(target)
        if page:
            return f'href="{up}{page}"'
        return f'href="{html.escape(target)}"' if target.startswith(("http://", "https://", "mailto:")) else ""

    def method(self, operation: Operation) -> Method | None:
        """The Python method of an operation, None where there is no package."""
        surface = self.source.surfaces.get(self.name)
        return surface.methods.get(operation.operation_id) if surface is not None else None


def group_of(operation: Operation) -> str:
    """The first tag of an operation, "Operations" where it has none."""
    tags = operation.value.get("tags")
    return str(tags[0]) if isinstance(tags, list) and tags else "Operations"


def _references(value: Any) -> frozenset[str]:
    reached = set()
    waiting = [value]
    while waiting:
        name = waiting.pop()
        if isinstance(name, dict):
            reference = name.get("$ref")
            if isinstance(reference, str) and reference.startswith("#/components/schemas/"):
                reached.add(reference.rpartition("/")[2])
            waiting += [below for key, below in name.items() if key not in ("example", "examples")]
        elif isinstance(name, list | tuple):
            waiting += name
    return frozenset(reached)
