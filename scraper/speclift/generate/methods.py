"""The methods of a package as callers see them: how each is called, and what it gives.

Enters: an `Operation`. Leaves: `Method`, and the type of a result as written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.generate import shapes

if TYPE_CHECKING:
    from speclift.generate.operations import Argument, Operation


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of a method: its Python name, the wire's, where it is sent, its type as written, whether it must be
    given.
    """

    name: str
    wire: str
    location: str
    type: str
    required: bool


@dataclass(frozen=True, slots=True)
class Method:
    """A method: `path` is the way to it from the client (`("conferences", "invitations", "list")`), `result` its type
    as written.
    """

    operation_id: str
    path: tuple[str, ...]
    positional: tuple[Parameter, ...]
    keywords: tuple[Parameter, ...]
    result: str
    raises: tuple[str, ...]
    deprecated: bool

    def __str__(self) -> str:
        """The call as a person would write it down: `users.get(user_id) -> User`."""
        shown = [parameter.name for parameter in self.positional]
        shown += [f"{parameter.name}=" for parameter in self.keywords if parameter.required]
        return f"{'.'.join(self.path)}({', '.join(shown)}) -> {self.result}"


def result_type(operation: Operation, script: shapes.Script, *, asynchronous: bool = False) -> str:
    """Write the type that a call of `operation` gives."""
    result = operation.result
    match result.kind:
        case "nothing":
            return "None"
        case "text":
            return script.builtin("str")
        case "download":
            return f"{script.name('Path')} | {script.builtin('bytes')} | None"
        case "page":
            return f"{script.name('AsyncPages' if asynchronous else 'Page')}[{shapes.received(result.type, script)}]"
        case "value":
            return shapes.received(result.type, script)


def method_of(operation: Operation) -> Method:
    """Describe the method of one operation."""
    return Method(
        operation_id=operation.id,
        path=(*operation.named.resource, operation.named.name),
        positional=tuple(_parameter(argument) for argument in operation.positional),
        keywords=tuple(_parameter(argument) for argument in operation.keywords),
        result=result_type(operation, shapes.Script()),
        raises=tuple(name for name, _ in operation.reasons),
        deprecated=operation.deprecated,
    )


def _parameter(argument: Argument) -> Parameter:
    return Parameter(
        argument.name,
        argument.wire,
        argument.location,
        shapes.accepted(argument.type, shapes.Script()),
        argument.required,
    )
