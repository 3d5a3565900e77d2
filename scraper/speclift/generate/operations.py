"""An operation as a package offers it: what a caller gives, what is sent where, what comes back, what can go wrong.

Enters: an opened document. Leaves: `Operation` values, which templates write down and `surface` describes. No text of
Python is made here, and nothing is known of layout.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from speclift.generate import prose, shapes
from speclift.generate.identifiers import KEY_WORDS, identifier_words, is_idempotency_key, placeholders
from speclift.generate.naming import reads
from speclift.generate.results import Result, result_of
from speclift.generate.words import distinct, type_name, variable
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclift.document.node import Node
    from speclift.document.operations import PathOperation
    from speclift.document.schema.object import SchemaObject
    from speclift.generate.catalogue import Catalogue
    from speclift.generate.document import Document
    from speclift.generate.history import History
    from speclift.generate.naming import Named
    from speclift.generate.reasons import Reasons

Location = Literal["path", "query", "header", "cookie", "json", "form", "multipart", "content", "option"]

_ORDER: tuple[Location, ...] = ("option", "path", "json", "multipart", "form", "content", "query", "header", "cookie")
"""Who keeps its name when two arguments would have the same: what identifies the object, then what is said about it."""

_NOT_OURS = frozenset({"accept", "content-type", "authorization"})
"""Headers that OpenAPI says are not described as parameters; the transport sends them."""

CALL_OPTIONS = ("extra_headers", "extra_query", "extra_body", "timeout")
"""What every call takes (`templates/package/runtime/_options.py`): no argument has these names."""

DOWNLOAD_OPTIONS = ("to", "progress", "resume")
"""What a call for a file takes beside them."""

_SAYING_NOTHING = frozenset(
    {"", "ok", "success", "successful", "successful response", "successful operation", "response"}
)
"""Descriptions of answers that every answer could have."""

_JOINED = {"spaceDelimited": " ", "pipeDelimited": "|", "form": ",", "simple": ","}


@dataclass(frozen=True, slots=True)
class Argument:
    """What a caller gives: `name` in Python, `wire` in the request. `whole` is a body that is not an object of its
    own.
    """

    name: str
    wire: str
    location: Location
    type: shapes.Type
    required: bool
    words: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation, ready to be written. `remote` is a method called over a WebSocket, `reads` that it changes nothing;
    `constants` are fields of the body that have one documented value and are
    sent as such.
    """

    named: Named
    title: str
    words: tuple[str, ...]
    link: str
    arguments: tuple[Argument, ...]
    result: Result
    reasons: tuple[tuple[str, str], ...] = ()
    security: tuple[tuple[str, ...], ...] = ()
    deprecated: bool = False
    content_type: str = ""
    constants: tuple[tuple[str, str, Any], ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    server: str = ""
    rate: tuple[int, float] | None = None
    since: tuple[str, ...] = ()
    remote: str = ""
    reads: bool = False
    body_type: str = ""
    scopes: tuple[tuple[str, ...], ...] = ()
    returned: str = ""

    @property
    def id(self) -> str:
        """The operationId, or what stands for it."""
        return self.named.operation_id

    @property
    def positional(self) -> list[Argument]:
        """The identifiers in the path, in its order."""
        return [argument for argument in self.arguments if argument.location == "path"]

    @property
    def keywords(self) -> list[Argument]:
        """Everything else, required first."""
        rest = [argument for argument in self.arguments if argument.location != "path"]
        return sorted(rest, key=lambda argument: not argument.required)

    def at(self, location: Location) -> list[Argument]:
        """The arguments that are sent in one place."""
        return [argument for argument in self.arguments if argument.location == location]


@dataclass(slots=True)
class _Given:
    """An argument that has no Python name yet."""

    wire: str
    location: Location
    type: shapes.Type
    required: bool
    words: str = ""
    whole: bool = False


@dataclass(slots=True)
class _Body:
    given: list[_Given] = field(default_factory=list)
    content_type: str = ""
    constants: list[tuple[str, str, Any]] = field(default_factory=list)
    type: str = ""


class OperationReader:
    """Reads the operations of one document, collecting the types they need."""

    def __init__(self, document: Document, catalogue: Catalogue, reasons: Reasons, history: History) -> None:
        self._document = document
        self._catalogue = catalogue
        self._reasons = reasons
        self._history = history
        self._schemes = document.security_schemes()

    def read(self, named: Named) -> Operation:
        """Read one operation."""
        operation = named.described
        node = operation.node
        owner = type_name(named.operation_id)
        result = result_of(self._document, operation, owner, self._catalogue)
        joined: list[tuple[str, str]] = []
        own = (*CALL_OPTIONS, *(DOWNLOAD_OPTIONS if result.kind == "download" else ()))
        given = [_Given(name, "option", shapes.ANYTHING, False) for name in own]
        given += self._parameters(named, owner, joined)
        body = self._body(operation, named.operation_id, owner)
        if result.kind == "page" and any(
            argument.location not in {"path", "query", "header", "cookie", "json"} for argument in body.given
        ):
            # Pages are asked for again with another query; a form that carries files cannot be sent twice.
            result = Result(
                "value", shapes.ListOf(result.type), dict(result.paging.names)["items"] if result.paging else ""
            )
        arguments = _arguments([*given, *body.given])
        description = node.text("description")
        limit = node.mapping().get("x-rate-limit")
        remote = ""
        if node.text("x-transport") == "websocket":
            remote = node.text("x-rpc-method") or named.operation_id
        return Operation(
            named=named,
            title=" ".join(node.text("summary").split()) or named.operation_id,
            words=(prose.first_sentence(description) or node.text("summary"), *prose.rest(description)),
            link=node.child("externalDocs").text("url"),
            arguments=tuple(argument for argument in arguments if argument.location != "option"),
            result=result,
            reasons=self._reasons.of(operation),
            security=self._security(operation),
            deprecated=node.flag("deprecated"),
            content_type=body.content_type,
            constants=tuple(body.constants),
            joined=tuple(joined),
            server=own_server(operation),
            rate=_rate(limit),
            since=self._history.operation(named.operation_id),
            remote=remote,
            reads=bool(remote) and reads(remote),
            body_type=body.type,
            scopes=self._scopes(operation),
            returned=self._returned(operation, result),
        )

    def _parameters(self, named: Named, owner: str, joined: list[tuple[str, str]]) -> Iterator[_Given]:
        parameters = named.described.parameters
        path = named.described.path
        # The order of the path is the order of the arguments; what the path does not hold cannot be sent in it.
        in_path = sorted(
            (p for p in parameters if p.text("in") == "path" and f"{{{p.text('name')}}}" in path),
            key=lambda p: path.index(f"{{{p.text('name')}}}"),
        )
        stated = {p.text("name") for p in in_path}
        yield from (self._given(p, named, owner, joined) for p in in_path)
        for wire in placeholders(path):
            if wire not in stated:
                yield _Given(wire, "path", shapes.TEXT, True)
        for parameter in parameters:
            location = parameter.text("in")
            if location == "path" or (location == "header" and parameter.text("name").lower() in _NOT_OURS):
                continue
            if not self._is_credential(parameter):
                yield self._given(parameter, named, owner, joined)

    def _is_credential(self, parameter: Node) -> bool:
        """Whether the parameter is how a security scheme is sent: then the client sends it."""
        return any(
            scheme.text("name") == parameter.text("name") and scheme.text("in") == parameter.text("in")
            for scheme in self._schemes.values()
        )

    def _given(self, parameter: Node, named: Named, owner: str, joined: list[tuple[str, str]]) -> _Given:
        wire, location = parameter.text("name"), parameter.text("in")
        if location == "querystring":
            raise InputError(
                f"the query string of {named.operation_id} is no form with fields",
                place=parameter.pointer,
                hint="describe it as application/x-www-form-urlencoded, or its parts with in: query",
            )
        schema = self._schema_of(parameter)
        type_ = self._catalogue.type_of(schema, f"{owner}{type_name(wire)}")
        resolved = self._catalogue.composition.resolved(schema)
        style = parameter.text("style")
        if isinstance(shapes.without_null(type_), shapes.ListOf) and location == "query":
            stated = parameter.mapping().get("explode")
            explode = stated if isinstance(stated, bool) else style in {"", "form"}
            if not explode and (style or "form") in _JOINED:
                joined.append((wire, _JOINED[style or "form"]))
        words = parameter.text("description") or resolved.text("description")
        if not words and location == "path":
            words = identifier_words(self._document.composition, wire)
        since = self._history.parameter(named.operation_id, wire)
        told = self._said(words, resolved, parameter.flag("deprecated"), since)
        required = parameter.flag("required") or location == "path"
        if is_idempotency_key(location, wire):
            told, required = f"{told} {KEY_WORDS}".strip(), False
        # In a query or a path nothing can be null: what is documented as null is not sent.
        return _Given(wire, cast("Location", location), shapes.without_null(type_), required, told)

    def _schema_of(self, parameter: Node) -> SchemaObject:
        """The schema of a parameter, or of the content that it is sent as."""
        content = [media for _, media in parameter.child("content").entries()]
        stated = "schema" in parameter.mapping() or not content
        return self._document.composition.schema((parameter if stated else content[0]).child("schema"))

    @staticmethod
    def _said(words: str, schema: SchemaObject, deprecated: bool, since: Sequence[str]) -> str:
        sentences = [
            prose.one_line(words),
            *prose.unit(schema, words),
            *prose.limits(schema),
            *(["Deprecated."] if deprecated or schema.flag("deprecated") else []),
            *since,
        ]
        return " ".join(_sentence(sentence) for sentence in sentences if sentence)

    # Bodies

    def _body(self, operation: PathOperation, operation_id: str, owner: str) -> _Body:
        request = self._document.request_body(operation)
        media = dict(request.child("content").entries())
        if not media:
            return _Body()
        content_type = min(media, key=_preference)
        schema = self._document.composition.schema(media[content_type].child("schema"))
        location, required = _location(content_type), request.flag("required")
        body = _Body(content_type=content_type)
        fields = self._catalogue.composition.fields(schema) if location != "content" else {}
        if not fields or self._catalogue.composition.is_list(schema):
            type_ = shapes.FILE if location == "content" else self._catalogue.type_of(schema, f"{owner}Body")
            about = request.text("description") or self._catalogue.composition.resolved(schema).text("description")
            body.given = [_Given("body", location, type_, required, prose.one_line(about), whole=True)]
            return body
        body_name = self._catalogue.name_of(schema) or owner
        if location == "json" and self._catalogue.name_of(schema):
            type_ = self._catalogue.type_of(schema, body_name)
            body.type = type_.name if isinstance(type_, shapes.Named) else ""
        for wire, stated in fields.items():
            schema = self._catalogue.composition.resolved(stated.schemas[0])
            if schema.flag("readOnly"):
                continue
            if schema.has_const and len(stated.schemas) == 1 and stated.required:
                body.constants.append((location, wire, schema.const))
                continue
            type_ = self._catalogue.field_type(stated.schemas, f"{body_name}{type_name(wire)}")
            inline = stated.schemas[0] if stated.schemas[0].reference is None else schema
            words = inline.text("description") or schema.text("description")
            told = self._said(words, inline, False, self._history.parameter(operation_id, wire))
            body.given.append(_Given(wire, location, type_, stated.required and required, told))
        return body

    # Security

    def _scopes(self, operation: PathOperation) -> tuple[tuple[str, ...], ...]:
        """The scopes that an operation needs: alternatives, each of scopes that are needed together."""
        alternatives: dict[tuple[str, ...], None] = {}
        for requirement in self._requirements(operation) or ():
            lists = [wanted for wanted in requirement.values() if isinstance(wanted, list)]
            scopes = tuple(dict.fromkeys(str(scope) for wanted in lists for scope in wanted))
            if scopes:
                alternatives[scopes] = None
        return tuple(alternatives)

    def _requirements(self, operation: PathOperation) -> list[Mapping[str, Any]] | None:
        """The documented security requirements, those of the document where the operation names none."""
        nodes = [owner.child("security") for owner in (operation.node, self._document.tree.root)]
        stated = next((node for node in nodes if node.value is not None), None)
        return None if stated is None else [requirement.mapping() for requirement in stated.elements()]

    def _returned(self, operation: PathOperation, result: Result) -> str:
        """What an operation answers with, in the documented words; those of its type where the answer has none."""
        for status, response in self._document.responses(operation).items():
            words = prose.one_line(response.text("description"))
            if status.startswith("2") and words.strip(" .").lower() not in _SAYING_NOTHING:
                return prose.first_sentence(words)
        type_ = shapes.without_null(result.type)
        known = self._catalogue.definitions.get(type_.name) if isinstance(type_, shapes.Named) else None
        return prose.first_sentence(known.words[0]) if known is not None and known.words else ""

    def _security(self, operation: PathOperation) -> tuple[tuple[str, ...], ...]:
        """The alternatives, each the names of the schemes that are sent together; () sends nothing."""
        stated = self._requirements(operation)
        if stated is None:
            # Schemes without any `security` say how callers prove who they are, and forget to say where: everywhere,
            # then.
            return tuple((name,) for name in self._schemes)
        alternatives = [tuple(requirement) for requirement in stated]
        # Scopes tell alternatives apart for the server only: to the client, `oauth2` with either of two scopes is
        # `oauth2`.
        return tuple(
            dict.fromkeys(names for names in alternatives if names and all(name in self._schemes for name in names))
        )


def _arguments(given: Sequence[_Given]) -> list[Argument]:
    """Name the arguments, each unlike the others."""
    names: dict[tuple[str, str], str] = {}
    for location in _ORDER:
        wires = [argument.wire for argument in given if argument.location == location]
        plain = distinct(wires, variable)
        for wire in wires:
            name = plain[wire]
            if name in names.values():
                name = variable(f"{wire} {location if location != 'json' else 'body'}")
            if name in names.values():
                name = next(iter(distinct([wire], variable, names.values()).values()))
            names[location, wire] = name
    return [
        Argument(
            names[item.location, item.wire], item.wire, item.location, item.type, item.required, item.words, item.whole
        )
        for item in given
    ]


def own_server(operation: PathOperation) -> str:
    """The address of an operation, or of its path item, that is not the document's; "" where there is none."""
    servers = next(
        (
            owner.child("servers").elements()
            for owner in (operation.node, operation.item)
            if owner.child("servers").elements()
        ),
        [],
    )
    return servers[0].text("url") if servers else ""


def _preference(content_type: str) -> int:
    return ("json", "multipart", "form", "content").index(_location(content_type))


def _location(content_type: str) -> Location:
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json" or kind.endswith("+json") or kind in {"text/json", "*/*"}:
        return "json"
    if kind == "multipart/form-data":
        return "multipart"
    return "form" if kind == "application/x-www-form-urlencoded" else "content"


def _rate(limit: object) -> tuple[int, float] | None:
    if not isinstance(limit, dict):
        return None
    requests, seconds = limit.get("requests"), limit.get("seconds")
    fine = isinstance(requests, int) and isinstance(seconds, int | float) and requests > 0 and seconds > 0
    return (requests, seconds) if fine else None  # type: ignore[return-value]


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", ":", ";")) else f"{words}."
