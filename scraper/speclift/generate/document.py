"""A document, opened: its operations and schemas, and what only speclift's documents say beside them.

Enters: an OpenAPI document as JSON values. Leaves: `Document`. Raises `InputError`, naming the place, for what cannot
be worked with.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.document.media_types import with_own_media_types
from speclift.document.node import Node
from speclift.document.operations import PathOperation, operations, request_body, responses
from speclift.document.schema.composition import Composition
from speclift.document.soundness import require_sound
from speclift.generate.literals import visible
from speclift.generate.reserved import CLIENT_NAMES, ERRORS
from speclift.generate.words import constant, type_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.document.soundness import SoundDocument


@dataclass(frozen=True, slots=True)
class Settings:
    """What a document says about its package (`x-speclift`), or what follows from its title and version."""

    package: str
    client: str
    environment: str
    source: str
    page: str
    names: Mapping[str, str]

    @property
    def module(self) -> str:
        """The name that the package is imported by."""
        return self.package.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Document:
    """An opened document. `digest` stands for all it says (`digest_of`); `rpc` is its `x-rpc`."""

    tree: SoundDocument
    composition: Composition
    operations: tuple[PathOperation, ...]
    settings: Settings
    digest: str
    rpc: Mapping[str, Any]

    @property
    def title(self) -> str:
        """The title of the API."""
        return " ".join(visible(self.tree.root.child("info").text("title")).split()) or "API"

    @property
    def version(self) -> str:
        """The version of the API."""
        return " ".join(visible(self.tree.root.child("info").text("version")).split()) or "1"

    @property
    def server(self) -> Node:
        """The first server; that of the document itself where it names none."""
        servers = self.tree.root.child("servers").elements()
        return servers[0] if servers else Node({"url": "/"}, "/servers")

    @property
    def tags(self) -> dict[str, Node]:
        """The groups that are listed, by name."""
        return {tag.text("name"): tag for tag in self.tree.root.child("tags").elements()}

    def security_schemes(self) -> dict[str, Node]:
        """The security schemes, by name."""
        return self.tree.named("components", "securitySchemes")

    def request_body(self, operation: PathOperation) -> Node:
        """What an operation sends, or a node of None."""
        return request_body(self.tree, operation)

    def responses(self, operation: PathOperation) -> dict[str, Node]:
        """What an operation answers, by status."""
        return responses(self.tree, operation)

    def examples(self, media: Node) -> dict[str, Node]:
        """The named examples of a media type."""
        return {name: self.tree.resolve(node) for name, node in media.child("examples").entries()}


def open_document(document: Mapping[str, Any] | SoundDocument) -> Document:
    """Read `document`. Raises `InputError`, naming the place, when it cannot be worked with."""
    tree = require_sound(document)
    values = tree.root.mapping()
    if "mediaTypes" in tree.root.child("components").mapping():
        tree = require_sound(with_own_media_types(values))
    rpc = values.get("x-rpc")
    return Document(
        tree=tree,
        composition=Composition(tree),
        operations=tuple(operations(tree)),
        settings=_settings(values),
        digest=digest_of(values),
        rpc=rpc if isinstance(rpc, dict) else {},
    )


def digest_of(document: Mapping[str, Any]) -> str:
    """What stands for all that a document says, whatever the order of its keys."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _settings(document: Mapping[str, Any]) -> Settings:
    info = document.get("info") or {}
    stated = document.get("x-speclift")
    stated = stated if isinstance(stated, dict) else {}
    title, version = str(info.get("title") or "API"), str(info.get("version") or "1")
    package = str(stated.get("package") or f"{title} v{version.removeprefix('v')}")
    client = type_name(str(stated.get("client") or title))
    client = f"{client}Client" if client in CLIENT_NAMES or f"{client}Error" in ERRORS else client
    names = stated.get("names")
    return Settings(
        package=_distribution(package),
        client=client,
        environment=constant(str(stated.get("environment") or title), prefix="API"),
        source=str(stated.get("source") or ""),
        page=str(stated.get("page") or ""),
        names={str(key): str(value) for key, value in names.items()} if isinstance(names, dict) else {},
    )


def _distribution(name: str) -> str:
    """A distribution's name, of which only letters, digits and hyphens are taken: it becomes a folder and a module as
    well.
    """
    words = re.findall(r"[a-z0-9]+", name.lower())[:12] or ["client"]
    slug = "-".join(words)[:100].strip("-")
    return slug if slug[0].isalpha() else f"api-{slug}"
