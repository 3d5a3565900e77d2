"""What the template of `README.md` writes: how to authorise, worked examples, and the index of operations.

Enters: a reading. Leaves: the template's values. The examples call the document's own operations with values that fit
their types, so that a type checker has nothing to say about them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.generate import recipes, shapes
from speclift.generate.access import takes_bearer
from speclift.generate.literals import INDENT, Group, layout, literal, markdown
from speclift.generate.methods import method_of
from speclift.generate.recipes import Example, Making
from speclift.generate.recorded import recorded_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclift.generate.operations import Argument, Operation
    from speclift.generate.reading import Reading

_PLAIN = {
    "text": "text", "integer": 1, "number": 1.5, "boolean": True, "null": None, "anything": {}, "moment":
    "2030-01-31T12:00:00Z", "day": "2030-01-31", "file": "picture.png",
}  # fmt: skip
"""A value of each plain type."""

_DEEPEST = 3

_MOST = 3
"""Arguments that an example shows where none must be given."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the index: the call, and the title of the operation."""

    call: str
    words: str


def readme_values(reading: Reading) -> dict[str, object]:
    """The values of `README.md.jinja`."""
    settings = reading.document.settings
    credentials: dict[str, tuple[str, str, str]] = {}
    for scheme in reading.schemes:
        for name, words in scheme.arguments:
            credentials.setdefault(name, (f"`{name}`", f"`{settings.environment}_{name.upper()}`", markdown(words)))
    rows = [
        Row(str(method_of(operation)).partition(" -> ")[0], markdown(operation.title))
        for operation in reading.operations
    ]
    return {
        "credentials": list(credentials.values()),
        "examples": list(_Examples(reading).all()),
        "bearer": takes_bearer(reading.document),
        "errors": len(reading.reasons.all),
        "operations": rows,
    }


def sample_of(reading: Reading, operation: Operation) -> str:
    """A call of the operation as a script: the client opened, what must be given, nothing else."""
    return _Examples(reading).synchronous(operation, [])


class _Examples:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._operations = reading.operations

    def all(self) -> Iterator[Example]:
        """Yield the recipes, those that everybody needs first."""
        if not self._operations:
            return
        settings, server = self._reading.document.settings, self._reading.server
        making = Making(settings.module, settings.client, settings.environment, self._client(""), self._client("Async"))
        reading = min(self._operations, key=self._hardness)
        yield Example("Reading", self.synchronous(reading, []))
        writing = self._writing()
        if writing is not None:
            yield Example("Writing, and what can go wrong", self.synchronous(writing, self._caught(writing)))
        yield Example("Awaited", self._asynchronous(reading))
        yield from recipes.connections(making, literal(self._host()) if server.asked else "")
        call = self._plain_call(reading)
        yield from recipes.calls(making, call, paged=reading.result.kind == "page")
        files = [operation for operation in self._operations if operation.result.kind == "download"]
        if files and not files[0].remote:
            yield recipes.files(making, files[0].named.call, [self._value(one, {}) for one in files[0].positional])
        yield from recipes.surprises(making, call, paged=reading.result.kind == "page")
        yield recipes.testing(making, server.asked)

    def _plain_call(self, operation: Operation) -> str:
        """A call as one expression, without its options."""
        recorded = recorded_values(operation, self._reading.catalogue.definitions)
        needed = [
            f"{keyword.name}={self._value(keyword, recorded)}" for keyword in operation.keywords if keyword.required
        ]
        arguments = [*(self._value(one, recorded) for one in operation.positional), *needed]
        return f"{operation.named.call}({', '.join(arguments)}"

    @staticmethod
    def _hardness(operation: Operation) -> tuple[bool, bool, int]:
        """What makes a bad first example: a call that changes something, is no list, wants much."""
        needed = len(operation.positional) + sum(argument.required for argument in operation.keywords)
        return operation.named.described.method != "get", operation.result.kind != "page", needed

    def _writing(self) -> Operation | None:
        changing = [
            operation for operation in self._operations if operation.at("json") and operation.result.kind == "value"
        ]
        created = [one for one in changing if one.named.name.startswith(("create", "add"))]
        return max(created or changing, key=lambda one: len(one.reasons) + len(one.keywords), default=None)

    def _caught(self, operation: Operation) -> list[str]:
        """The error that the example catches: the last documented one, which says most, or any by status."""
        return [name for name, _ in operation.reasons][-1:] or ["StatusError"]

    def synchronous(self, operation: Operation, caught: Sequence[str]) -> str:
        """A script that calls the operation, and catches the errors named."""
        settings = self._reading.document.settings
        lines = [f"from {settings.module} import {settings.client}"]
        if caught:
            lines.append(f"from {settings.module}.errors import {', '.join(caught)}")
        lines += ["", f"with {self._client('')} as client:"]
        if caught:
            lines.append(f"{INDENT}try:")
            lines += self._call(operation, INDENT * 2, awaited=False)
            lines.append(f"{INDENT}except {', '.join(caught)} as error:")
            lines.append(f"{INDENT * 2}print(error.reason, error.message)")
        else:
            lines += self._call(operation, INDENT, awaited=False)
        return "\n".join(lines)

    def _asynchronous(self, operation: Operation) -> str:
        settings = self._reading.document.settings
        lines = ["import asyncio", "", f"from {settings.module} import Async{settings.client}", "", ""]
        lines += ["async def main() -> None:", f"{INDENT}async with {self._client('Async')} as client:"]
        lines += self._call(operation, INDENT * 2, awaited=True)
        return "\n".join([*lines, "", "", "asyncio.run(main())"])

    def _client(self, flavour: str) -> str:
        arguments = [literal(self._host())] if self._reading.server.asked else []
        kinds = {scheme.kind: scheme for scheme in reversed(self._reading.schemes)}
        if "OAuth2" in kinds:
            arguments += ['client_id="..."', 'client_secret="..."']
        elif kinds:
            first = self._reading.schemes[0]
            arguments += [f'{name}="..."' for name, _ in first.arguments]
        return f"{flavour}{self._reading.document.settings.client}({', '.join(arguments)})"

    def _host(self) -> str:
        """A server's name as a user gives it: `example.signalwire.com` where the document leaves one label open."""
        host = self._reading.server.root.partition("://")[2]
        open_label = re.fullmatch(r"\{[^{}]*\}(\.[^{}:]+)", host)
        return f"example{open_label[1]}" if open_label else "server.example.com"

    def _call(self, operation: Operation, indent: str, *, awaited: bool) -> list[str]:
        recorded = recorded_values(operation, self._reading.catalogue.definitions)
        arguments = [self._value(argument, recorded) for argument in operation.positional]
        keywords = [keyword for keyword in operation.keywords if keyword.required]
        if not keywords and operation.at("json"):
            # A call that changes something and gives nothing shows nothing: what a recorded one sends then, or texts.
            shown = [one for one in operation.at("json") if one.name in recorded][:_MOST]
            keywords = shown or [one for one in operation.at("json") if one.type == shapes.TEXT][:2]
        if operation.result.kind == "download":
            arguments.append('to="file.bin"')
        arguments += [f"{keyword.name}={self._value(keyword, recorded)}" for keyword in keywords]
        name = ".".join(("client", *operation.named.resource, operation.named.name))
        if operation.result.kind == "page":
            call = layout(Group(f"{'async ' if awaited else ''}for item in {name}(", arguments, "):"), indent)
            return [f"{indent}{call}", f"{indent}{INDENT}print(item)"]
        opening = f"{'await ' if awaited else ''}{name}("
        if operation.result.kind == "nothing":
            return [f"{indent}{layout(Group(opening, arguments, ')'), indent)}"]
        return [f"{indent}{layout(Group(f'answer = {opening}', arguments, ')'), indent)}", f"{indent}print(answer)"]

    def _value(self, argument: Argument, recorded: Mapping[str, object]) -> str:
        if argument.name in recorded:
            return literal(recorded[argument.name])
        return literal(self._sample(argument.type, argument.wire, 0))

    def _sample(self, type_: shapes.Type, wire: str, depth: int) -> object:
        """A value of the type, as JSON: what a caller may give in its place."""
        match type_:
            case shapes.Plain("text"):
                return wire
            case shapes.Plain(kind):
                return _PLAIN[kind]
            case shapes.Constant(values):
                return values[0]
            case shapes.OneOf(members):
                return self._sample(members[0], wire, depth)
            case shapes.ListOf(item):
                return [self._sample(item, wire, depth + 1)] if depth < _DEEPEST else []
            case shapes.MapOf(value):
                return {wire: self._sample(value, wire, depth + 1)} if depth < _DEEPEST else {}
            case shapes.Named(name):
                return self._named(name, wire, depth)

    def _named(self, name: str, wire: str, depth: int) -> object:
        definition = self._reading.catalogue.definitions[name]
        match definition:
            case shapes.Enumeration(members=members):
                return members[0].value
            case shapes.Choice(members=members):
                return self._sample(members[0], wire, depth)
            case shapes.Spelled(values=values):
                return values[0]
            case shapes.Record():
                fields = [field for field in self._reading.catalogue.record_fields(name) if field.required]
                return {field.wire: self._sample(field.type, field.wire, depth + 1) for field in fields}
