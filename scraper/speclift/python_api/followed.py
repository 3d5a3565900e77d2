"""What is followed through a module: the things of a package that a name can stand for, and the uses of them.

Enters: nothing of ours. Leaves: the values of `usages.py`."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = Literal["import", "name", "call", "attribute", "field", "value", "except"]


@dataclass(frozen=True, slots=True)
class Usage:
    """One use. `subject` is what is used: a module, a name of the package, an attribute path below a client
    (`users.contacts.add`), `Conference.topic` for a field of a result. `keywords` and `positionals` are those of a
    call; `open_ended` tells that it passes `*args` or `**kwargs`, whose names nobody can see. `values` are constants:
    by keyword of a call, or under "" what a field is compared with. `calls` are the calls that an `except` is about;
    `aliased` tells that a call is of a name that the method was given, where the method itself is a use of its own."""

    kind: Kind
    subject: str
    line: int
    column: int
    end_line: int
    end_column: int
    keywords: tuple[str, ...] = ()
    positionals: int = 0
    open_ended: bool = False
    values: tuple[tuple[str, str | int], ...] = ()
    calls: tuple[str, ...] = ()
    aliased: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of the old package: its import name, its clients, and the types that its methods give back.

    `result_of` maps an attribute path to the name of the model that a call gives ("" for none), `item_of` to that of
    the items that iterating over its result gives; `fields_of` maps a model to its fields and their models.
    """

    module: str
    clients: frozenset[str]
    result_of: Callable[[str], str]
    item_of: Callable[[str], str]
    field_of: Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Client:
    """A client, or a resource at `path` below it."""

    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """A value of a model, or (`many`) something that gives such values when iterated over."""

    name: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """Something imported from the package; `module` for the package itself."""

    name: str
    module: bool = False


@dataclass(frozen=True, slots=True)
class Several:
    """A collection (tuple, list, dictionary) of things that are followed: what each of its elements may be."""

    elements: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Keywords:
    """A dictionary that a call may be given as `**payload`: its keys, with the constants among its values; `complete`
    when all keys are seen."""

    keys: tuple[str, ...]
    values: tuple[tuple[str, str | int], ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Bound:
    """A method with some of its arguments given already (`functools.partial`)."""

    path: tuple[str, ...]


Value: TypeAlias = "Client | Model | Name | Several | Keywords | Bound"


@dataclass(slots=True)
class Scope:
    """The names that a module, a class or a function binds, and those around it."""

    names: dict[str, Value] = field(default_factory=dict)
    outer: Scope | None = None

    def find(self, name: str) -> Value | None:
        """What a name stands for here."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None


DISPLAYS = (ast.Tuple, ast.List, ast.Set)


def several(values: list[Value | None]) -> Value | None:
    """The elements that are followed; the one itself where all are the same."""
    followed = tuple(dict.fromkeys(value for value in values if isinstance(value, Client | Several | Bound)))
    return Several(followed) if followed else None


def is_partial(function: ast.expr) -> bool:
    """Whether a call is one of `functools.partial`, however it was imported."""
    return (isinstance(function, ast.Name) and function.id == "partial") or (
        isinstance(function, ast.Attribute) and function.attr in ("partial", "partialmethod")
    )


def named_in(annotation: ast.expr) -> Iterator[ast.expr]:
    """Every name in an annotation."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.Name | ast.Attribute):
            yield node


def is_collection(annotation: ast.Subscript) -> bool:
    """Whether an annotation is one of several elements."""
    return isinstance(annotation.value, ast.Name) and annotation.value.id in {
        "list",
        "List",
        "Sequence",
        "Iterable",
        "Iterator",
        "Page",
    }
