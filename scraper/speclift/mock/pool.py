"""The mocks of one test session: one per document, started when first asked for, closed at the end."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from speclift.document import load_document
from speclift.mock.asgi import MockApplication
from speclift.mock.server import MockServer
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping


class MockPool:
    """A function that gives a running `MockServer`, and a context manager that closes all of them.

    `asgi` gives a `MockApplication` in the same way.

    Call it with a file (`"spec/trueconf-server/v3.10.yaml"`, relative to the working directory), with a source and a
    version of the workspace (`"trueconf-server", "v3.10"`), or with a document. Options are those of `MockServer`; a
    server is shared by all calls with the same document and options, and comes back without the faults and requests of
    the last test.
    """

    def __init__(self) -> None:
        self._servers: dict[Hashable, MockServer] = {}
        self._documents: dict[Path, dict[str, Any]] = {}
        self._applications: dict[Hashable, MockApplication] = {}
        self._exits = contextlib.ExitStack()

    def __call__(self, what: str | Path | dict[str, Any], version: str | None = None, **options: Any) -> MockServer:
        """The server for a document. Raises `InputError` when there is no such document."""
        key, document = self._found(what, version, options)
        server = self._servers.get(key)
        if server is None:
            server = self._servers[key] = self._exits.enter_context(MockServer(document, **options))
        server.reset()
        return server

    def asgi(self, what: str | Path | dict[str, Any], version: str | None = None, **options: Any) -> MockApplication:
        """The same as an ASGI application, without a socket. Raises `InputError` when there is no such document."""
        key, document = self._found(what, version, options)
        if key not in self._applications:
            self._applications[key] = MockApplication(document, **options)
        self._applications[key].reset()
        return self._applications[key]

    def _found(
        self, what: str | Path | dict[str, Any], version: str | None, options: Mapping[str, Any]
    ) -> tuple[Hashable, dict[str, Any]]:
        """A document, and what tells it and the options from others."""
        if isinstance(what, dict):
            return (id(what), _key(options)), what
        path = _path(what, version)
        document = self._documents.get(path) or self._documents.setdefault(path, load_document(path))
        return (path, _key(options)), document

    def __enter__(self) -> Self:
        """The pool, empty."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every server."""
        self._exits.close()


def _path(what: str | Path, version: str | None) -> Path:
    if version is None:
        return Path(what).resolve()
    for root in (Path.cwd(), *Path.cwd().parents):
        path = root / "spec" / str(what) / f"{version}.yaml"
        if path.is_file():
            return path
    raise InputError(f"there is no document spec/{what}/{version}.yaml here or above", file=str(Path.cwd()))


def _key(options: Mapping[str, Any]) -> Hashable:
    return tuple(sorted((name, repr(value)) for name, value in options.items()))
