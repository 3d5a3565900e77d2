"""Operations of httpdomain pages: `dl.http` with a signature, field lists, and samples as HTTP messages.

Enters: recorded pages. Leaves: the rebuilt document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from speclift.document.json_value import json_value
from speclift.document.operations import METHODS
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.signs import sign, weighed
from speclift.readers.rendered.dom import children, classes, every, first, literal, prose, words
from speclift.readers.rendered.httpdomain.fields import Entry, field_lists, object_of, typed
from speclift.readers.rendered.rebuilding import Document, Rebuilding
from speclift.readers.rendered.samples import SAMPLED, of_sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from speclift.model.documents import ReadDocuments
    from speclift.readers.page import Page, Recognition
    from speclift.readers.rendered.notation import Schema

_SIGNS = (
    sign(
        r"""<dl class=["'](?:py )?http (?:get|post|put|patch|delete|head|options|any)""", 0.9, "httpdomain's operations"
    ),
    sign(r"""<dt (?:class=["']sig[^"']*["'] )?id=["'](?:get|post|put|patch|delete)--?""", 0.5, "its anchors"),
)
_CONTENT = (sign(r"""<dl class=["'](?:py )?http """, 1, "operations"),)
_PLACES: Final = {
    "Query Parameters": "query",
    "Request Headers": "header",
    "Cookies": "cookie",
    "Request Cookies": "cookie",
}
_LABELS: Final = {
    "Request JSON Object": "request",
    "Request JSON Array of Objects": "request[]",
    "Response JSON Object": "response",
    "Response JSON Array of Objects": "response[]",
    "JSON Parameters": "request",
    "Form Parameters": "form",
}
_IMPLIED: Final = {"content-type", "accept"}


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is of Sphinx' httpdomain."""
    return weighed("sphinx-httpdomain", page, _SIGNS, _CONTENT)


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """The document that the pages of one API were drawn from. Raises `InputError` when no operation is drawn."""
    return rebuild(pages).finished("sphinx-httpdomain")


def rebuild(pages: Sequence[Page]) -> Rebuilding:
    """Rebuild the document of the pages of one API."""
    rebuilding = Rebuilding()
    blocks: list[tuple[str, str, str, HtmlElement, HtmlElement]] = []
    for page in pages:
        root = parse(page)
        rebuilding.page = page.name
        home = words(first(root, ".wy-side-nav-search > a, h1.logo, .sidebar-brand-text"))
        title = words(first(root, "title"))
        rebuilding.title = rebuilding.title or home or re.split(r"\s[—–-]\s", title)[-1].removesuffix(" documentation")
        for block in every(root, "dl.http"):
            address = _address(block)
            if address is not None:
                blocks.append((page.name, *address, block, root))
    swapped = _labels_are_swapped(blocks, rebuilding)
    for page_name, method, path, block, _root in blocks:
        rebuilding.page = page_name
        _operation(method, path, block, rebuilding, swapped=swapped)
    return rebuilding


def _address(block: HtmlElement) -> tuple[str, str] | None:
    """Method and path of a signature; `(int:id)` is a typed parameter of the path."""
    term = first(block, "dt")
    text = words(term, lambda one: "headerlink" in classes(one) or "viewcode-link" in classes(one))
    found = re.match(r"([A-Za-z]+)\s*(/.*)", text)
    if found is None or found[1].lower() not in METHODS:
        return None
    return found[1], re.sub(r"\s*\(\s*(?:[^():]*:)?\s*([\w.-]+)\s*\)\s*", r"{\1}", found[2]).replace(" ", "")


def _labels_are_swapped(
    blocks: Sequence[tuple[str, str, str, HtmlElement, HtmlElement]], rebuilding: Rebuilding
) -> bool:
    """httpdomain 2.2 prints `:<json:` under the label of responses: calls that have no body show "Request JSON"."""
    wrong = right = 0
    for _, method, _path, block, _ in blocks:
        labels = {label.partition(" JSON")[0] for label, _ in _lists(block) if " JSON" in label}
        if method.lower() in {"get", "delete", "head"} and len(labels) == 1:
            wrong += labels == {"Request"}
            right += labels == {"Response"}
    if wrong > right:
        rebuilding.not_shown(
            rebuilding.title or "the pages",
            "calls without a body document their answer as Request JSON: the labels are exchanged",
            "Request JSON Object",
            resolution="each taken for the other",
        )
    return wrong > right


def _lists(block: HtmlElement) -> Iterator[tuple[str, list[Entry]]]:
    for body in children(block, "dd"):
        yield from field_lists(body)


def _operation(method: str, path: str, block: HtmlElement, rebuilding: Rebuilding, *, swapped: bool) -> None:
    heading = next(
        (
            one
            for above in block.iterancestors()
            if above.tag in {"section", "div"}
            for one in children(above, "h1", "h2", "h3")
        ),
        None,
    )
    tag = words(heading, lambda one: "headerlink" in classes(one))
    term = first(block, "dt")
    operation = rebuilding.operation(
        method, path.partition("?")[0], anchor=term.get("id", "") if term is not None else "", tag=tag
    )
    if operation is None:
        return
    about = f"{method} {path}"
    _texts(block, operation)
    bodies: dict[str, list[Entry]] = {}
    media = ""
    for label, entries in _lists(block):
        part = _LABELS.get(label, "")
        if swapped and part.startswith(("request", "response")):
            part = part.replace("request", "?").replace("response", "request").replace("?", "response")
        if part:
            bodies.setdefault(part, []).extend(entries)
        elif label in {"Status Codes", "Status codes"}:
            _statuses(entries, operation, about, rebuilding)
        elif label == "Response Headers":
            _response_headers(entries, operation)
        else:
            media = _parameters(label, entries, path, operation, rebuilding) or media
    _bodies(bodies, media, operation, about, rebuilding)
    _sample_of_request(block, operation, about, rebuilding)


def _texts(block: HtmlElement, operation: Document) -> None:
    text = []
    for body in children(block, "dd"):
        for part in children(body):
            said = words(part)
            if part.tag == "p" and said.startswith(("Example request", "Example response")):
                break
            strong = next(iter(children(part, "strong")), None)
            if part.tag == "p" and strong is not None and words(strong) == said and "summary" not in operation:
                operation["summary"] = said
            elif part.tag in {"p", "ul", "ol"}:
                text.append(prose(part))
            elif "deprecated" in classes(part):
                operation["deprecated"] = True
    if text:
        operation["description"] = "\n\n".join(text)
        operation.setdefault("summary", re.split(r"(?<=[.!?])\s", text[0].split("\n")[0])[0].rstrip("."))


def _parameters(label: str, entries: list[Entry], path: str, operation: Document, rebuilding: Rebuilding) -> str:
    """Add parameters; returns the media type that a Content-Type header states."""
    media = ""
    for entry in entries:
        place = (
            "path"
            if label == "Parameters" and f"{{{entry.name}}}" in path
            else _PLACES.get(label, "query" if label == "Parameters" else "")
        )
        if place == "header" and entry.name.lower() in _IMPLIED:
            media = entry.description.strip("` ") if entry.name.lower() == "content-type" else media
            continue
        if place == "header" and entry.name.lower() == "authorization":
            _credential(entry, operation, rebuilding)
            continue
        schema, required, description = typed(entry)
        rebuilding.parameter(
            operation, entry.name, place, schema, required=required, description=description, words=entry.words
        )
    return media if re.fullmatch(r"[\w.+-]+/[\w.+*-]+", media) else ""


def _credential(entry: Entry, operation: Document, rebuilding: Rebuilding) -> None:
    text = entry.description.lower()
    scheme: Schema = (
        {"type": "http", "scheme": "bearer"}
        if "bearer" in text
        else {"type": "http", "scheme": "basic"}
        if "basic" in text
        else {"type": "apiKey", "in": "header", "name": entry.name}
    )
    key = str(scheme.get("scheme") or "authorization")
    rebuilding.schemes.setdefault(key, scheme)
    operation["security"] = [{key: []}]


def _statuses(entries: list[Entry], operation: Document, about: str, rebuilding: Rebuilding) -> None:
    for entry in entries:
        found = re.match(r"(default|[1-5](?:\d\d|XX))\b", entry.name, re.IGNORECASE)
        if found is None:
            continue
        status = "default" if found[1].lower() == "default" else found[1].upper()
        response: Document = operation["responses"].setdefault(status, {"description": ""})
        response["description"] = response["description"] or entry.description
        rebuilding.say(response, entry.words)
        sample = next(iter(every(entry.element, "pre")), None)
        if sample is not None:
            media, value = _message(literal(sample))
            if value is not None:
                response["content"] = {media: {"schema": {**of_sample(value), SAMPLED: f"{about} {status}"}}}


def _message(text: str) -> tuple[str, Any]:
    """Media type and JSON of an HTTP message."""
    head, _, body = text.partition("\n\n")
    found = re.search(r"^Content-Type:\s*([^\s;]+)", head, re.MULTILINE | re.IGNORECASE)
    try:
        return (found[1] if found else "application/json"), json_value(body)
    except ValueError:
        return (found[1] if found else ""), None


def _response_headers(entries: list[Entry], operation: Document) -> None:
    status = next((one for one in operation["responses"] if one.startswith("2")), "200")
    for entry in entries:
        if entry.name.lower() not in _IMPLIED:
            schema, _, description = typed(entry)
            holder = operation["responses"].setdefault(status, {"description": ""})
            holder.setdefault("headers", {})[entry.name] = {
                "schema": schema,
                **({"description": description} if description else {}),
            }


def _bodies(
    bodies: dict[str, list[Entry]], media: str, operation: Document, about: str, rebuilding: Rebuilding
) -> None:
    for part, entries in bodies.items():
        if part.startswith("response"):
            entries = _of_one_answer(entries, operation, about, rebuilding)
            if not entries:
                continue
        schema = object_of(entries, rebuilding)
        if part.endswith("[]") and schema.get("type") != "array":
            schema = {"type": "array", "items": schema}
        if part.startswith("response"):
            status = next((one for one in operation["responses"] if one.startswith("2")), "200")
            response = operation["responses"].setdefault(status, {"description": ""})
            response["content"] = {"application/json": {"schema": schema}}
        else:
            kind = media or ("application/x-www-form-urlencoded" if part == "form" else "application/json")
            body = operation.setdefault("requestBody", {"content": {}})
            body["content"].setdefault(kind, {"schema": schema})
            if any(typed(entry)[1] for entry in entries):
                body["required"] = True
            rebuilding.say(body, f"{about}: {part}")


def _of_one_answer(entries: list[Entry], operation: Document, about: str, rebuilding: Rebuilding) -> list[Entry]:
    """The fields of the success. Sphinx joins the fields of all answers in one list: a name that comes again begins
    the next answer; and where the only success has no content, they are those of an error."""
    successes = [status for status in operation["responses"] if status.startswith("2")]
    names = [entry.name for entry in entries]
    again = next((number for number, name in enumerate(names) if name in names[:number]), len(names))
    kept = [] if successes == ["204"] else entries[:again]
    if len(kept) < len(entries):
        shown = ", ".join(names[len(kept) : len(kept) + 8])
        rebuilding.not_shown(about, "fields of another answer, and not of which status", shown, resolution="left out")
    return kept


def _sample_of_request(block: HtmlElement, operation: Document, about: str, rebuilding: Rebuilding) -> None:
    """sphinxcontrib-openapi prints no fields of a body, but a made-up message."""
    for body in children(block, "dd"):
        for lead in children(body, "p"):
            holder = lead.getnext()
            if words(lead).startswith("Example request") and holder is not None and "requestBody" not in operation:
                media, value = _message(literal(first(holder, "pre") if holder.tag != "pre" else holder))
                if value is not None or (media and "POST" in words(holder)[:6]):
                    schema: Schema = {**of_sample(value), SAMPLED: f"{about} body"} if value is not None else {}
                    operation["requestBody"] = {"content": {media or "application/json": {"schema": schema}}}
                    rebuilding.say(operation["requestBody"], "Example request")
