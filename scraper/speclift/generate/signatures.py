"""The methods of a resource as Python: what a call looks like to type checkers, what it says of itself, what it sends.

Enters: an `Operation`. Leaves: `MethodView`, text that is laid out for a class; the templates put it in place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.generate import prose, shapes
from speclift.generate.literals import Group, layout, link, literal
from speclift.generate.methods import result_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.generate.operations import Argument, Location, Operation

_INDENT = " " * 4
_OPTIONS = "**options: Unpack[CallOptions]"


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method, in one flavour. `overloads` are heads without a body, `head` is the signature, `doc` the docstring,
    `body` the statement; `raw` is the method of a resource whose transport gives responses.
    """

    name: str
    overloads: tuple[str, ...]
    decorators: tuple[str, ...]
    head: str
    doc: str
    body: str
    raw: str


def method_view(operation: Operation, script: shapes.Script, advice: str, *, asynchronous: bool) -> MethodView:
    """Write the method of an operation. `advice` is what its deprecation says; "" where it is not deprecated."""
    page = operation.result.kind == "page"
    awaited = asynchronous and not page
    script.name("CallOptions")
    script.name("Unpack")
    overloads = tuple(_overloads(operation, script, asynchronous=asynchronous))
    if overloads:
        script.name("overload")
    decorators: tuple[str, ...] = ()
    if advice:
        decorators = (layout(Group(f"@{script.name('deprecated')}(", [literal(advice)], ")"), _INDENT),)
    script.name("Final")
    raw = script.name("raw_pages" if page and asynchronous else "raw_async" if asynchronous else "raw")
    return MethodView(
        name=operation.named.name,
        overloads=overloads,
        decorators=decorators,
        head=_head(operation, script, _items(operation, script), asynchronous=asynchronous),
        doc=prose.docstring(_words(operation, advice), _INDENT * 2),
        body=layout(_body(operation, script, awaited), _INDENT * 2),
        raw=f"{raw}(resource.{operation.named.name}){'  # pyright: ignore[reportDeprecated]' if advice else ''}",
    )


# Signatures


def _head(
    operation: Operation, script: shapes.Script, items: Sequence[str], returns: str = "", *, asynchronous: bool
) -> str:
    awaited = asynchronous and operation.result.kind != "page"
    returns = returns or result_type(operation, script, asynchronous=asynchronous)
    opening = f"{'async ' if awaited else ''}def {operation.named.name}("
    head = layout(Group(opening, items, f") -> {returns}:", exploded="*" in items), _INDENT, len(" ..."))
    return _for_async(head, script) if asynchronous else head


def _for_async(head: str, script: shapes.Script) -> str:
    """An awaited method takes asynchronous file objects as well."""
    for name in ("FileSource", "Target"):
        if name in script.names and (f": {name}" in head or f"| {name}" in head or f"[{name}" in head):
            head = head.replace(f": {name}", f": Async{name}").replace(f"| {name}", f"| Async{name}")
            head = head.replace(f"[{name}", f"[Async{name}")
            script.name(f"Async{name}")
    return head


def _items(operation: Operation, script: shapes.Script, *, body: bool | None = None, target: str = "") -> list[str]:
    """The parameters. `body`: with the model or mapping and all fields optional, or without it; None for both at
    once.
    """
    items = [
        "self",
        *(f"{argument.name}: {shapes.accepted(argument.type, script)}" for argument in operation.positional),
    ]
    given = takes_body(operation)
    if given and body is not False:
        items.append(f"{_body_name(operation)}: {_body_type(operation, script)}" + ("" if body else _unset(script)))
    keywords: list[str] = []
    if operation.result.kind == "download":
        every = f"{script.name('PathTarget')} | {script.name('Target')} | None = None"
        keywords = [
            f"to: {target or every}",
            f"progress: {script.name('Progress')} | None = None",
            f"resume: {script.builtin('bool')} = False",
        ]
    optional = given and body is not False
    keywords += [
        _keyword(argument, script, optional=optional and argument.location == "json")
        for argument in sorted(
            operation.keywords, key=lambda argument: not argument.required or (optional and argument.location == "json")
        )
    ]
    return [*items, *(["*"] if keywords else []), *keywords, _OPTIONS]


def _keyword(argument: Argument, script: shapes.Script, *, optional: bool) -> str:
    annotation = shapes.accepted(argument.type, script)
    required = argument.required and not optional
    return f"{argument.name}: {annotation}{'' if required else _unset(script)}"


def _unset(script: shapes.Script) -> str:
    return f" | {script.name('Unset')} = {script.name('UNSET')}"


def _overloads(operation: Operation, script: shapes.Script, *, asynchronous: bool) -> list[str]:
    """The forms of a call that no one signature can say: where a download goes, or a body that is given as one."""
    if operation.result.kind == "download":
        forms = [
            (script.name("PathTarget"), script.name("Path")),
            ("None = None", script.builtin("bytes")),
            (script.name("Target"), "None"),
        ]
        return [
            _head(operation, script, _items(operation, script, target=to), returns, asynchronous=asynchronous) + " ..."
            for to, returns in forms
        ]
    if not takes_body(operation) or not required_fields(operation):
        return []
    # With a body as one, nothing else must be given: fields that are given beside it are for the first form to check.
    whole = [item for item in _items(operation, script, body=True) if "= " not in item and item != "*"]
    return [
        _head(operation, script, items, asynchronous=asynchronous) + " ..."
        for items in (_items(operation, script, body=False), whole)
    ]


def takes_body(operation: Operation) -> bool:
    """Whether a model or a mapping may be given in place of the fields of the body."""
    fields = operation.at("json")
    return bool(fields) and not fields[0].whole and not operation.remote


def required_fields(operation: Operation) -> list[Argument]:
    """The fields of the body that must be given, one way or the other."""
    return [argument for argument in operation.at("json") if argument.required]


def _body_name(operation: Operation) -> str:
    return "body_" if any(argument.name == "body" for argument in operation.arguments) else "body"


def _body_type(operation: Operation, script: shapes.Script) -> str:
    if operation.body_type:
        fields = script.definition(f"{operation.body_type}Like")
    else:
        fields = f"{script.name('Mapping')}[{script.builtin('str')}, object]"
    return f"{fields} | {script.name('Model')}"


# Words


def _words(operation: Operation, advice: str) -> list[str]:
    parts = [part for part in operation.words if part] or [operation.title]
    parts = [parts[0] if parts[0].endswith((".", "!", "?", ":")) else f"{parts[0]}.", *parts[1:]]
    if advice:
        parts.append(advice)
    parts.extend(operation.since)
    if operation.scopes:
        parts.append(f"Scopes: {' or '.join(', '.join(scopes) for scopes in operation.scopes)}.")
    described = [
        (argument.name, argument.words or f"The `{argument.wire}` in the path." * (argument.location == "path"))
        for argument in (*operation.positional, *operation.keywords)
        if argument.words or argument.location == "path"
    ]
    if takes_body(operation):
        fields = "The fields of the body as one: a dictionary, or a model, of which those that the call takes are sent."
        described.insert(len(operation.positional), (_body_name(operation), fields))
    if operation.result.kind == "download":
        described[len(operation.positional) : len(operation.positional)] = [
            ("to", "Where it goes: a path, a binary file object, or a function for each chunk; else it is returned."),
            ("progress", "Called with the bytes received so far, and with all there will be."),
            ("resume", "Go on with the part that an interrupted call has left beside the path."),
        ]
    if described:
        parts.append(prose.section("Args", described, _INDENT * 2))
    returns = _returned(operation)
    if returns:
        parts.append(prose.section("Returns", [(returns, "")], _INDENT * 2))
    if operation.reasons:
        reasons = [
            (name, "" if f"{words}Error" == name.replace(" ", "") else words) for name, words in operation.reasons
        ]
        parts.append(prose.section("Raises", reasons, _INDENT * 2))
    address = link(operation.link)
    return [*parts, address] if address else parts


def _returned(operation: Operation) -> str:
    """What comes back, in a sentence; "" for nothing."""
    if operation.result.kind == "download":
        return "The path, the bytes, or None where the bytes went elsewhere."
    if operation.result.kind == "nothing":
        return ""
    words = operation.returned.rstrip(".")
    if operation.result.kind == "page":
        return f"{words}. It iterates over all pages." if words else "A page of the list; it iterates over all pages."
    return f"{words}." if words else ""


# Bodies


def _body(operation: Operation, script: shapes.Script, awaited: bool) -> Group:
    request = Group(f"{constant_name(operation)}.request(", _sent(operation, script), ")")
    call = {"page": "page", "download": "download"}.get(operation.result.kind, "send")
    items: list[str | Group] = [request]
    if call == "download":
        items += ["to", "progress", "resume"]
    return Group(f"return {'await ' if awaited else ''}self._transport.{call}(", [*items, "options"], ")")


def _sent(operation: Operation, script: shapes.Script) -> list[str | Group]:
    """The keywords of `Operation.request`: each argument under its wire name, in the place it is sent in."""
    sent: list[str | Group] = []
    places: tuple[tuple[Location, str], ...] = (
        ("path", "path"),
        ("query", "query"),
        ("header", "headers"),
        ("cookie", "cookies"),
    )
    for location, keyword in places:
        arguments = operation.at(location)
        if arguments:
            sent.append(_dictionary(keyword, [_pair(argument) for argument in arguments]))
    bodies: tuple[Location, ...] = ("json", "form", "multipart", "content")
    for location in bodies:
        arguments = operation.at(location)
        if location == "multipart" and any(
            shapes.FILE in (argument.type, _item(argument.type)) for argument in arguments
        ):
            script.name("File")
        fixed = [
            f"{literal(wire)}: {literal(value)}" for where, wire, value in operation.constants if where == location
        ]
        pairs = [*fixed, *(_pair(argument) for argument in arguments)]
        if arguments and arguments[0].whole:
            sent.append(f"{location}={arguments[0].name}")
        elif location == "json" and takes_body(operation):
            needed = tuple(required_field.wire for required_field in required_fields(operation))
            items: list[str | Group] = [_body_name(operation), Group("{", pairs, "}", exploded=len(pairs) > 2)]
            sent.append(Group(f"json={script.name('merged')}(", [*items, *([literal(needed)] if needed else [])], ")"))
        elif arguments or fixed or (location == "json" and operation.remote):
            sent.append(_dictionary(location, pairs))
        if location == "content" and arguments:
            sent.append(f"content_type={literal(operation.content_type)}")
    return sent


def constant_name(operation: Operation) -> str:
    """The name of the module's constant that describes an operation."""
    return f"_{operation.named.name.upper()}"


def _dictionary(keyword: str, pairs: Sequence[str]) -> Group:
    """A dictionary; of more than two, each has its line, so that one more is one more line."""
    return Group(f"{keyword}={{", pairs, "}", exploded=len(pairs) > 2)


def _item(type_: shapes.Type) -> shapes.Type | None:
    return type_.item if isinstance(type_, shapes.ListOf) else None


def _pair(argument: Argument) -> str:
    value = argument.name
    if argument.location == "multipart" and argument.type == shapes.FILE:
        value = f"File({value})"
    elif argument.location == "multipart" and argument.type == shapes.ListOf(shapes.FILE):
        files = f"[File(one) for one in {value}]"
        value = files if argument.required else f"{value} if {value} is UNSET else {files}"
    return f"{literal(argument.wire)}: {value}"
