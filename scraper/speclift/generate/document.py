"""A document, opened: openapi-python-client's typed form of it, and what only speclift's documents say beside it.

Enters: an OpenAPI document as JSON values. Leaves: `Document`. Raises `InputError` for what is no valid OpenAPI, with
the
place.

The parser used is `openapi_python_client.schema`, which reads and checks the document. What comes after it there
(`parser.properties`) is not: it gives two schemas `A-B` and `AB` one class, refuses an `allOf` whose parts both state
a field, lets a name depend on its neighbours, and leaves out operations that it cannot place.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openapi_python_client.schema import openapi_schema_pydantic as oai
from pydantic import ValidationError

from speclift.document import METHODS, escape, join_pointer
from speclift.generate.imports import CLIENT_NAMES, ERRORS
from speclift.generate.literals import visible
from speclift.generate.prepare import prepare
from speclift.generate.words import constant, type_name
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openapi_python_client.schema.untrusted_string import UntrustedString


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
class Described:
    """An operation of the document, with its path and method."""

    path: str
    method: str
    operation: oai.Operation

    @property
    def place(self) -> str:
        """The JSON pointer of the operation."""
        return join_pointer("paths", self.path, self.method)


@dataclass(frozen=True, slots=True)
class Document:
    """An opened document. `digest` stands for all it says, whatever the order of its keys; `rpc` is its `x-rpc`."""

    api: oai.OpenAPI
    settings: Settings
    digest: str
    rpc: Mapping[str, Any]

    @property
    def title(self) -> str:
        """The title of the API."""
        return " ".join(visible(text(self.api.info.title)).split()) or "API"

    @property
    def version(self) -> str:
        """The version of the API."""
        return " ".join(visible(text(self.api.info.version)).split()) or "1"

    def operations(self) -> Iterator[Described]:
        """Yield every operation, in the order of the document."""
        for path, item in self.api.paths.items():
            for method in METHODS:
                operation = getattr(item, method)
                if operation is not None:
                    yield Described(text(path), method, operation)

    def schemas(self) -> dict[str, oai.Reference | oai.Schema]:
        """The components that are schemas, by name."""
        found = (self.api.components and self.api.components.schemas) or {}
        return {text(name): schema for name, schema in found.items()}

    def security_schemes(self) -> dict[str, oai.SecurityScheme]:
        """The security schemes, by name."""
        found = (self.api.components and self.api.components.securitySchemes) or {}
        return {text(name): scheme for name, scheme in found.items() if isinstance(scheme, oai.SecurityScheme)}


def open_document(document: Mapping[str, Any]) -> Document:
    """Read and check `document`. Raises `InputError`, naming the place, when it cannot be worked with."""
    prepared = prepare(document)
    try:
        api = oai.OpenAPI.model_validate(prepared)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/" + "/".join(escape(step) for step in first["loc"] if step not in {"ref", "other"})
        raise InputError(
            f"not a valid OpenAPI document: {first['msg']}", place=place, hint="speclift check says more"
        ) from None
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    rpc = document.get("x-rpc")
    return Document(
        api=api,
        settings=_settings(document),
        digest=hashlib.sha256(canonical.encode()).hexdigest(),
        rpc=rpc if isinstance(rpc, dict) else {},
    )


def text(value: UntrustedString | None) -> str:
    """The words that the parser wrapped as untrusted; every use escapes them for the place they go to."""
    return value.get_untrusted_value() if value is not None else ""


def extension(model: oai.Operation | oai.Schema | oai.Tag | oai.SecurityScheme, name: str) -> Any:
    """The value of an `x-` key, None where there is none."""
    return (model.model_extra or {}).get(name)


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
