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
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse what the document does not say, and what servers only tolerate.")
    ] = False,
    stateful: Annotated[
        bool, typer.Option("--stateful", help="Keep what is created, changed and deleted, until the mock ends.")
    ] = False,
    rate_limits: Annotated[bool, typer.Option("--rate-limits", help="Enforce the documented rate limits.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not print the requests.")] = False,
) -> None:
    """Serve a document's recorded examples over HTTP, until interrupted (Ctrl+C).

    What it takes is printed at the start: the address, and the credentials that this API uses. The routes are listed
    at that address, as HTML or JSON.

    Requests are validated against the document. What it does not allow is answered with its own error envelope, and
    the reason stands in the header X-Mock-Reason. As servers do, the mock reads forms where JSON is documented,
    numbers that are sent as text, and paths with a slash too many; with --strict all that is refused: 400 for a
    parameter or field, 401 or 403 for credentials, 404 for a path, 406 and 415 for media types.

    Answers are the recorded ones; lists are paged. With --stateful what is created is found again, listed, changed
    and deleted, and what is not there is the documented not-found. Whatever the mode, the header "Prefer" asks for
    another answer: "Prefer: example=NAME", "Prefer: code=404", "Prefer: items=120".

    Examples:

        speclift mock trueconf-server v3.10

        speclift mock openapi.yaml --port 9000 --strict --stateful
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
        strict=strict,
        stateful=stateful,
        rate_limits=rate_limits,
        announce=lambda server: _announce(server, path),
        watch=None if quiet else _show,
    )


def _announce(server: MockServer, path: Path) -> None:
    """Say where the mock is and what it takes for good, before the first request."""
    from speclift.mock.index import credential_lines

    print(f"{path} is served at {server.url}")
    for line in credential_lines(server.document, server.credentials):
        print(line)
    print("stop with Ctrl+C", flush=True)


def _show(request: Request, reply: Reply) -> None:
    print(f"{request.method} {request.path} {reply.status}", file=sys.stderr, flush=True)
