"""Every generated package beside its document, its surface, and a way to call any of its operations.

Nothing here knows an API: operations, arguments and recorded examples come from the documents.
"""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from speclift.document import load_document
from speclift.generate.methods import Method
from speclift.python_api.surface import Surface, surface

REPOSITORY = Path(__file__).parents[2]
METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")


@dataclass(frozen=True)
class Operation:
    """One documented operation: where it stands, what it is, and the method that a package has for it."""

    path: str
    verb: str
    data: Mapping[str, Any]
    shared: tuple[Mapping[str, Any], ...]
    method: Method

    @property
    def parameters(self) -> list[Mapping[str, Any]]:
        return [*self.shared, *self.data.get("parameters", ())]


@dataclass(frozen=True)
class Package:
    """A generated package and the document that it was made from."""

    name: str
    document: Mapping[str, Any]
    surface: Surface

    @functools.cached_property
    def module(self) -> ModuleType:
        folder = str(REPOSITORY / "generated" / self.name / "src")
        if folder not in sys.path:
            sys.path.append(folder)
        return importlib.import_module(self.name.replace("-", "_"))

    @property
    def prefix(self) -> str:
        """The path of the document's server, which the mock serves under too."""
        url = self.document["servers"][0]["url"]
        return "/" + url.split("://", 1)[-1].partition("/")[2].rstrip("/") if "/" in url.split("://", 1)[-1] else ""

    def client(self, asynchronous: bool = False) -> Any:
        name = self.document["x-speclift"]["client"]
        return getattr(self.module, f"Async{name}" if asynchronous else name)

    @functools.cached_property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(self._operations())

    def _operations(self) -> Iterator[Operation]:
        for path, item in self.document["paths"].items():
            for verb in METHODS:
                if verb in item:
                    data = item[verb]
                    method = self.surface.methods[data["operationId"]]
                    yield Operation(path, verb, data, tuple(item.get("parameters", ())), method)


@functools.cache
def package(path: Path) -> Package:
    document = load_document(path)
    return Package(document["x-speclift"]["package"], document, surface(document))


def documents(websocket: bool = False) -> list[Path]:
    """All documents of the repository; those that speak over a WebSocket apart."""
    found = sorted((REPOSITORY / "spec").glob("*/*.yaml"))
    return [path for path in found if (b"x-transport: websocket" in path.read_bytes()) == websocket]


def label(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def bound(client: Any, method: Method) -> Any:
    """The method of a client that stands for an operation."""
    for name in method.path:
        client = getattr(client, name)
    return client


def resolved(document: Mapping[str, Any], schema: Any) -> Any:
    """A schema, or what its reference is to."""
    while isinstance(schema, Mapping) and "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema
