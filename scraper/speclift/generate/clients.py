"""What the template of `client.py` writes: the API in one value, and the two clients.

Enters: a reading, and the resources below the clients. Leaves: the template's values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.generate import prose
from speclift.generate.access import takes_bearer
from speclift.generate.literals import Group, layout, link, literal

if TYPE_CHECKING:
    from speclift.generate.reading import Reading
    from speclift.generate.resources import ResourceWriter


def client_values(reading: Reading, writer: ResourceWriter) -> dict[str, object]:
    """The values of `client.py.jinja`."""
    document, settings = reading.document, reading.document.settings
    arguments = list(dict.fromkeys(name for scheme in reading.schemes for name, _ in scheme.arguments))
    pairs: list[str | Group] = [f"{literal(name)}: {name}" for name in arguments]
    return {
        "client": settings.client,
        "resources": writer.below(()),
        "scheme_kinds": sorted({scheme.kind for scheme in reading.schemes}),
        "arguments": arguments,
        "credentials": layout(Group("{", pairs, "}", exploded=len(pairs) > 3), " " * 12),
        "server_first": reading.server.asked,
        "websocket": bool(reading.rpc),
        "bearer": takes_bearer(document),
        "docs": {flavour: prose.docstring(_words(reading, flavour), "    ") for flavour in ("", "Async")},
        "api": layout(_api(reading)),
    }


def _api(reading: Reading) -> Group:
    settings, server, shape = reading.document.settings, reading.server, reading.errors
    schemes = [Group(f"{literal(scheme.name)}: {scheme.kind}(", scheme.values, ")") for scheme in reading.schemes]
    variables = [f"{literal(name)}: {literal(default)}" for name, default in server.defaults]
    pointers = [f"{part}={literal(pointers)}" for part, pointers in _shape(shape.reason, shape.message, shape.details)]
    items: list[str | Group] = [
        f"client={literal(settings.client)}",
        f"package={literal(settings.module)}",
        "version=VERSION",
        f"environment={literal(settings.environment)}",
        f"server={literal(server.root)}",
        Group("variables={", variables, "}"),
        f"prefix={literal(server.prefix)}",
        Group("schemes={", schemes, "}", exploded=bool(schemes)),
        Group("error=ErrorShape(", pointers, ")"),
        *(Group("rpc=Rpc(", rpc.values, ")", exploded=True) for rpc in reading.rpc),
        "reasons=_reasons",
    ]
    return Group("API = Api(", items, ")", exploded=True)


def _shape(*parts: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (name, pointers) for name, pointers in zip(("reason", "message", "details"), parts, strict=True) if pointers
    ]


def _words(reading: Reading, flavour: str) -> list[str]:
    document, settings = reading.document, reading.document.settings
    title = document.title
    awaited = ", awaited" if flavour else ""
    arguments = [("server", f"The server's address; else ${settings.environment}_URL.")]
    seen = set()
    for scheme in reading.schemes:
        for name, words in scheme.arguments:
            if name not in seen:
                seen.add(name)
                arguments.append((name, f"{words} Else ${settings.environment}_{name.upper()}."))
    if takes_bearer(document):
        arguments.append(
            ("token_in_query", "Send the token as the documented query parameter, where logs may show it.")
        )
    arguments += [
        (
            "timeout",
            "Seconds for each step of a request (connect, read, write), or an `httpx2.Timeout`; None waits for ever.",
        ),
        ("max_retries", "How often a request is sent again that may be sent twice; 0 for never."),
        ("headers", "Headers for every request."),
        ("verify", "Whether certificates are verified: True, False, a file or folder of authorities, or a context."),
        ("cert", "A certificate of your own: a PEM file, or the files of certificate and key, and the key's password."),
        ("proxy", "The address of a proxy."),
        ("http2", "Speak HTTP/2 where the server does; it needs `httpx2[http2]`."),
        ("http_client", "A client of your own, with its own connections; it is yours to close."),
        ("strict", "Raise `DriftError` where an answer differs from the documentation."),
        ("on_drift", "Called once for each place where an answer differs from the documentation."),
        ("on_request", "Called with every request before it is sent."),
        ("on_response", "Called with every response."),
        *([("on_event", "Called with everything that the server tells without being asked.")] if reading.rpc else []),
    ]
    parts = [
        f"A client for {title}, API version {document.version}{awaited}.",
        prose.section("Args", arguments, "    "),
    ]
    page = link(settings.page)
    return [*parts, page] if page else parts
