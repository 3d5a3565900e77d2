"""What the mock says of itself: the routes and the credentials that it takes, at `/` of every mock.

Enters: a document and what is good for it. Leaves: a reply in HTML or JSON, by the request's `Accept`, and the lines
that `speclift mock` prints.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from speclift.document import dereference
from speclift.mock.messages import Reply, json_reply
from speclift.mock.negotiation import best_of
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.mock.credentials import Credentials
    from speclift.mock.messages import Request
    from speclift.mock.routes import Routes

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} (mock)</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;margin:2rem;max-width:70rem}}
td,th{{text-align:left;padding:.1rem 1rem .1rem 0}}
code{{font-family:ui-monospace,monospace}}</style></head>
<body><h1>{title} (mock)</h1><h2>Credentials</h2><ul>{credentials}</ul>
<h2>Routes</h2><table><tr><th>Method</th><th>Path</th><th>Operation</th><th>Summary</th></tr>
{routes}</table></body></html>
"""


def index(document: dict[str, Any], routes: Routes, credentials: Credentials, request: Request) -> Reply:
    """The list of routes, as HTML for who prefers that, otherwise as JSON."""
    info = document.get("info")
    title = f"{info.get('title', '')} {info.get('version', '')}".strip() if isinstance(info, dict) else ""
    listed = [
        {
            "method": route.operation.method.upper(),
            "path": route.shown,
            "operationId": route.operation.operation_id,
            "summary": str(route.operation.value.get("summary") or ""),
        }
        for route in routes.in_order
    ]
    known = list(credential_lines(document, credentials))
    if best_of(["application/json", "text/html"], request.header("accept")) != "text/html":
        return json_reply(200, {"title": title, "credentials": known, "routes": listed})
    rows = "".join(
        f"<tr><td>{escape(route['method'])}</td><td><code>{escape(route['path'])}</code></td>"
        f"<td><code>{escape(route['operationId'])}</code></td><td>{escape(route['summary'])}</td></tr>\n"
        for route in listed
    )
    items = "".join(f"<li>{escape(line)}</li>" for line in known)
    page = _PAGE.format(title=escape(title), credentials=items, routes=rows)
    headers = (
        ("content-type", "text/html; charset=utf-8"),
        ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'"),
    )
    return Reply(200, page.encode("utf-8", "replace"), headers)


def credential_lines(document: dict[str, Any], known: Credentials) -> Iterator[str]:
    """What this API takes, a line for each of its security schemes, and only for those."""
    components = document.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    lines = [
        line
        for name in (schemes if isinstance(schemes, dict) else {})
        for line in _scheme_lines(name, _followed(document, schemes, name), known)
    ]
    if any(
        operation.get("x-transport") == "websocket"
        for item in _mappings(document.get("paths"))
        for operation in _mappings(item)
    ):
        lines.append(f"PIN of the first frame: {known.pin}")
    yield from dict.fromkeys(lines or ["no credentials are needed"])


def _followed(document: dict[str, Any], schemes: Any, name: str) -> dict[str, Any]:
    try:
        scheme = dereference(document, schemes[name])
    except InputError:
        scheme = None
    return scheme if isinstance(scheme, dict) else {}


def _scheme_lines(name: str, scheme: dict[str, Any], known: Credentials) -> Iterator[str]:
    token = known.api_keys.get(name, known.access_token)
    match scheme.get("type"):
        case "apiKey":
            place = {"query": "query parameter"}.get(str(scheme.get("in")), str(scheme.get("in")))
            called = str(scheme.get("name"))
            kind = "access token" if called == "access_token" else "key"
            yield f"{kind} ({place} {called}): {token}"
        case "http" if str(scheme.get("scheme", "")).lower() == "basic":
            yield f"HTTP basic: {known.username} / {known.password}"
        case "http" | "openIdConnect":
            yield f"token (Authorization: Bearer): {token}"
        case "oauth2":
            yield f"token (Authorization: Bearer): {known.access_token}"
            flows = scheme.get("flows")
            for flow, value in flows.items() if isinstance(flows, dict) else ():
                at = f", at {value['tokenUrl']}" if isinstance(value, dict) and "tokenUrl" in value else ""
                match flow:
                    case "clientCredentials":
                        yield f"client: {known.client_id} / {known.client_secret}{at}"
                    case "password":
                        client = f", client: {known.client_id} / {known.client_secret}"
                        yield f"user: {known.username} / {known.password}{client}{at}"
                    case "authorizationCode":
                        yield f"authorisation code: {known.authorization_code}{at}"


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    yield from (inner for inner in (value.values() if isinstance(value, dict) else ()) if isinstance(inner, dict))
