"""`speclift mock`: work without a server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.cli.completion import sources, versions

if TYPE_CHECKING:
    from speclift.mock import MockServer, Reply, Request


def mock(
    what: Annotated[
        str,
        typer.Argument(autocompletion=sources, metavar="SOURCE | FILE", help="A source, or any OpenAPI 3 document."),
    ],
    version: Annotated[
        str, typer.Argument(autocompletion=versions, help="The version of the source; the newest when left out.")
    ] = "",
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on; 0 takes a free one.", min=0, max=65535)] = 8000,
    items: Annotated[int, typer.Option(help="How many items a list that pages has.", min=0)] = 45,
    token_lifetime: Annotated[float, typer.Option(help="Seconds until an issued token expires.", min=0)] = 3600.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not print the requests.")] = False,
) -> None:
    """Serve a document's recorded examples over HTTP, until interrupted.

    Requests are validated against the document: what it does not allow is answered with its own error envelope. Ask
    for a documented error with the header "Prefer: example=NAME" or "Prefer: code=404". Credentials that are
    accepted are printed at the start.
    """
    from speclift.cli.extras import require_extra

    require_extra("mock")
    from speclift.cli.terminal import current_workspace
    from speclift.document import load_document
    from speclift.mock import serve

    if Path(what).is_file():
        path = Path(what)
    else:
        workspace = current_workspace()
        workspace.source_folder(what)
        path = workspace.document(what, version or (workspace.versions(what) or ("v",))[-1])
    serve(
        load_document(path),
        host,
        port,
        items=items,
        token_lifetime=token_lifetime,
        announce=lambda server: _announce(server, path),
        watch=None if quiet else _show,
    )


def _announce(server: MockServer, path: Path) -> None:
    """Say where the mock is and what it takes for good, before the first request."""
    known = server.credentials
    print(f"{path} is served at {server.url}")
    print(f"access token: {known.access_token}")
    print(f"client: {known.client_id} / {known.client_secret}, user: {known.username} / {known.password}")
    print("stop with Ctrl+C", flush=True)


def _show(request: Request, reply: Reply) -> None:
    print(f"{request.method} {request.path} {reply.status}", file=sys.stderr, flush=True)
