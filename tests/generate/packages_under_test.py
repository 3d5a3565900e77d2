"""What the tests of the generator share: documents, a server in the process, and clients that talk to it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2

from speclift.document import load_document

if TYPE_CHECKING:
    from types import ModuleType

    from speclift.document import load_document
from speclift.generate import Package

HERE = Path(__file__).parent


def read_document(name: str) -> dict[str, Any]:
    """A document of `documents/`."""
    return load_document(HERE / "documents" / f"{name}.yaml")


def minimal(paths: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A document of few words."""
    info = {"title": "Small API", "version": "1"}
    return {
        "openapi": "3.1.1",
        "info": info,
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": paths,
        **more,
    }


def answer(schema: dict[str, Any] | None = None, status: str = "200") -> dict[str, Any]:
    """`responses` with one success."""
    content = {} if schema is None else {"content": {"application/json": {"schema": schema}}}
    return {status: {"description": "fine", **content}}


@dataclass
class Server:
    """Stands in for the API: keeps the requests it gets, answers each with `body`."""

    body: Any = None
    status: int = 200
    content: bytes | None = None
    content_type: str = "application/json"
    requests: list[httpx2.Request] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request."""
        request.read()
        self.requests.append(request)
        headers = {"Content-Type": self.content_type}
        if self.content is None:
            return httpx2.Response(self.status, content=json.dumps(self.body).encode(), headers=headers)
        return httpx2.Response(self.status, content=iter([self.content]), headers=headers)

    @property
    def last(self) -> httpx2.Request:
        """The request that came last."""
        return self.requests[-1]


def module_name(package: Package) -> str:
    """The name that a package is imported by."""
    return package.name.replace("-", "_")


def client(module: ModuleType, api: Server, **arguments: Any) -> Any:
    """The client of a generated package, talking to `api`."""
    name = next(name for name in module.__all__ if name.startswith("Async") and name not in ("AsyncPage", "AsyncPages"))
    cls = getattr(module, name.removeprefix("Async"))
    return cls(http_client=httpx2.Client(transport=httpx2.MockTransport(api)), **arguments)


def sources(package: Package) -> dict[str, str]:
    """The generated modules: every Python file but the runtime's, which no document can change."""
    own = f"src/{module_name(package)}/"
    found = {name.removeprefix(own): text for name, text in package.files.items() if name.endswith(".py")}
    return {
        name: text for name, text in found.items() if not name.startswith("_") or name in ("__init__.py", "_about.py")
    }
