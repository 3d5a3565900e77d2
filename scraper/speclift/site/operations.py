"""The page of one operation: parameters, body, answers, errors, who may call it, calls in curl and Python.

Enters: a `VersionView` and an operation. Leaves: `OperationView`, values that a template writes down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from speclift.document import join_pointer
from speclift.site.addresses import error_fragment
from speclift.site.python_call import python_call
from speclift.site.rows import Row, Rows, join_pointer_to
from speclift.site.text import coloured, json_text
from speclift.site.version import group_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.document import Operation
    from speclift.model.ledger import Explanation
    from speclift.report.facts import Fact
    from speclift.site.version import VersionView

_SERVED = ("query", "path", "header", "cookie")
_ERROR_LEVELS = ("default", "4", "5")


@dataclass(frozen=True, slots=True)
class Sample:
    """Source text in one language, coloured."""

    label: str
    language: str
    source: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Content:
    """A body of one media type: its type in words, its fields, recorded examples as (title, JSON)."""

    media: str
    type: Markup
    rows: tuple[Row, ...]
    examples: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one status brings."""

    status: str
    words: Markup
    identifier: str
    headers: tuple[Row, ...]
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A documented error: its name, the server's message, the status it comes with, the class that packages raise."""

    name: str
    message: str
    status: str
    identifier: str
    since: str
    example: Markup


@dataclass(frozen=True, slots=True)
class OperationView:
    """Everything that the page of an operation shows."""

    identifier: str
    method: str
    path: str
    server: str
    title: str
    group: str
    words: Markup
    address: str
    link: str
    deprecated: bool
    since: str
    parameters: tuple[tuple[str, tuple[Row, ...]], ...]
    body: tuple[Content, ...]
    body_required: bool
    answers: tuple[Answer, ...]
    reasons: tuple[Reason, ...]
    security: tuple[str, ...]
    samples: tuple[Sample, ...]
    evidence: tuple[Explanation, ...]
    facts: tuple[Fact, ...]
    remote: str = ""


def operation_view(view: VersionView, operation: Operation) -> OperationView:
    """Everything about one operation. `pointer`s are of the document of the view."""
    value = operation.value
    rows = Rows(view, operation.pointer)
    body_pointer, body = view.target(f"{operation.pointer}/requestBody", value.get("requestBody"))
    answers, reasons = _answers(view, operation, rows)
    parameters = tuple(_parameters(view, operation, rows))
    contents = _contents(rows, body, body_pointer) if isinstance(body, dict) else ()
    shown = [row for _, some in parameters for row in some]
    shown += [row for one in (*contents, *(one for answer in answers for one in answer.contents)) for row in one.rows]
    return OperationView(
        identifier=operation.operation_id,
        method=operation.method.upper(),
        path=operation.path,
        server=_server(view, operation),
        title=str(value.get("summary") or operation.operation_id or f"{operation.method.upper()} {operation.path}"),
        group=group_of(operation),
        words=view.words(str(value.get("description") or "")),
        address=view.addresses.operation(operation.pointer),
        link=_link(value),
        deprecated=value.get("deprecated") is True,
        since=view.since(operation.pointer),
        parameters=parameters,
        body=contents,
        body_required=isinstance(body, dict) and body.get("required") is True,
        answers=answers,
        reasons=reasons,
        security=tuple(_security(view, value)),
        samples=tuple(_samples(view, operation)),
        evidence=view.evidence(operation.pointer, shown=str(value.get("description") or "")),
        facts=_other_facts(view, operation, shown),
        remote=str(value.get("x-rpc-method") or "") if value.get("x-transport") == "websocket" else "",
    )


def _other_facts(view: VersionView, operation: Operation, shown: Sequence[Row]) -> tuple[Fact, ...]:
    """The findings about anything on the page of an operation that no row of it shows."""
    page = view.addresses.operation(operation.pointer)
    rows, told = list(shown), set[int]()
    while rows:
        row = rows.pop()
        told.update(id(fact) for fact in row.facts)
        rows += row.children
    here = (
        fact
        for pointer, facts in view.source.facts_at[view.name].items()
        if view.addresses.page_of(pointer) == page
        for fact in facts
        if id(fact) not in told
    )
    return tuple({id(fact): fact for fact in here}.values())


def _server(view: VersionView, operation: Operation) -> str:
    for owner in (operation.value, operation.path_item, view.document):
        servers = owner.get("servers")
        if isinstance(servers, list) and servers and isinstance(servers[0], dict):
            return str(servers[0].get("url") or "")
    return ""


def _link(value: dict[str, Any]) -> str:
    url = (value.get("externalDocs") or {}).get("url")
    return url if isinstance(url, str) and url.startswith(("http://", "https://")) else ""


def _parameters(view: VersionView, operation: Operation, rows: Rows) -> Iterator[tuple[str, tuple[Row, ...]]]:
    rows_by_location: dict[str, list[Row]] = {place: [] for place in _SERVED}
    stated = operation.value.get("parameters") or []
    pointers = {}
    for index, one in enumerate(stated):
        pointer, parameter = view.target(f"{operation.pointer}/parameters/{index}", one)
        pointers[id(parameter)] = pointer
    for parameter in operation.parameters:
        pointer = pointers.get(id(parameter), "")
        place = str(parameter.get("in"))
        schema = parameter.get("schema")
        below = f"{pointer}/schema"
        row = rows.row(
            str(parameter.get("name")),
            schema if isinstance(schema, dict) else {},
            below if pointer else join_pointer("components"),
            required=parameter.get("required") is True,
            words=str(parameter.get("description") or ""),
            deprecated=parameter.get("deprecated") is True,
        )
        rows_by_location.setdefault(place, []).append(_at_parameter(view, row, pointer))
    yield from ((place, tuple(some)) for place, some in rows_by_location.items() if some)


def _at_parameter(view: VersionView, row: Row, pointer: str) -> Row:
    """The row of a parameter: what is known of the parameter stands at its own pointer, not at its schema's."""
    from dataclasses import replace

    if not pointer:
        return replace(row, href="", identifier="")
    return replace(
        row,
        identifier=view.addresses.fragment_of(pointer),
        href="",
        since=view.since(pointer) or row.since,
        evidence=view.evidence(pointer) or row.evidence,
        facts=(*view.facts(pointer), *row.facts),
    )


def _contents(rows: Rows, holder: dict[str, Any], pointer: str) -> tuple[Content, ...]:
    contents = []
    for media, content in (holder.get("content") or {}).items():
        if not isinstance(content, dict):
            continue
        at = join_pointer_to(pointer, "content", media)
        schema = content.get("schema") or {}
        fields = rows.of_object(*reversed(rows.view.target(f"{at}/schema", schema)))
        if not fields:
            inner_pointer, inner = rows._innermost(f"{at}/schema", schema)
            fields = rows.of_object(inner, inner_pointer)
        contents.append(Content(media, rows.type_of(schema, f"{at}/schema"), fields, tuple(_examples(content))))
    return tuple(contents)


def _examples(content: dict[str, Any]) -> Iterator[tuple[str, Markup]]:
    for name, example in (content.get("examples") or {}).items():
        if isinstance(example, dict) and "value" in example:
            yield str(example.get("summary") or name), _value(example["value"])
    if "example" in content:
        yield "Example", _value(content["example"])


def _value(value: Any) -> Markup:
    return Markup.escape(value if isinstance(value, str) else json_text(value))


def _answers(view: VersionView, operation: Operation, rows: Rows) -> tuple[tuple[Answer, ...], tuple[Reason, ...]]:
    answers: list[Answer] = []
    reasons: list[Reason] = []
    for status, stated in (operation.value.get("responses") or {}).items():
        at = join_pointer_to(operation.pointer, "responses", status)
        pointer, response = view.target(at, stated)
        if not isinstance(response, dict):
            continue
        contents = _contents(rows, response, pointer)
        if str(status).startswith(_ERROR_LEVELS):
            reasons += _reasons(view, operation, str(status), response)
            contents = tuple(Content(one.media, one.type, one.rows, ()) for one in contents)
        headers = tuple(
            rows.row(
                name, header.get("schema") or {}, join_pointer_to(pointer, "headers", name), required=None,
                words=str(header.get("description") or ""),
            )
            for name, header in (response.get("headers") or {}).items() if isinstance(header, dict)
        )  # fmt: skip
        words = view.words(str(response.get("description") or ""))
        answers.append(Answer(str(status), words, view.addresses.fragment_of(at), headers, contents))
    return tuple(answers), tuple(reasons)


def _reasons(view: VersionView, operation: Operation, status: str, response: dict[str, Any]) -> Iterator[Reason]:
    for content in (response.get("content") or {}).values():
        for name, example in (content.get("examples") or {}).items() if isinstance(content, dict) else ():
            if isinstance(example, dict):
                since = view.source.since_reason(operation.operation_id, name, view.name)
                words = str(example.get("summary") or "")
                shown = _value(example["value"]) if "value" in example else Markup()
                yield Reason(str(name), words, status, error_fragment(name), since, shown)


def _security(view: VersionView, value: dict[str, Any]) -> Iterator[str]:
    stated = value.get("security", view.document.get("security"))
    for requirement in stated if isinstance(stated, list) else ():
        parts = [
            name + (f" with {', '.join(map(str, scopes))}" if scopes else "") for name, scopes in requirement.items()
        ]
        yield " and ".join(parts) or "nothing"


def _samples(view: VersionView, operation: Operation) -> Iterator[Sample]:
    recorded = [one for one in operation.value.get("x-codeSamples") or () if isinstance(one, dict)]
    has_package = view.method(operation) is not None
    for sample in recorded:
        if has_package and str(sample.get("lang")).lower() == "python":
            continue  # ours, which stands below in both manners
        language, source = str(sample.get("lang") or "text").lower(), str(sample.get("source") or "")
        yield Sample(str(sample.get("label") or language), language, source, coloured(source, language))
    if has_package:
        for label, asynchronous in (("Python", False), ("Python, async", True)):
            source = python_call(view, operation, asynchronous=asynchronous)
            if source:
                yield Sample(label, "python", source, coloured(source, "python"))
