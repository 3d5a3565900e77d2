"""Python types as written in a package, compared by the values that they admit.

Enters: two types as text (`Sequence[str] | None`, `Literal["a", "b"]`, `ScheduleCreateLike`), each with the surface
that says what the names in it stand for. Leaves: whether every value of one is a value of the other. An `int` is
accepted where a `float` is wanted (PEP 484, the numeric tower), a `bool` where an `int` is; containers are compared by
what they hold."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclift.python_api.surface import Surface

_ABOVE: dict[str, frozenset[str]] = {
    "bool": frozenset({"int", "float"}),
    "int": frozenset({"float"}),
    "DateTime": frozenset({"datetime.datetime", "datetime.date"}),
    "datetime.datetime": frozenset({"datetime.date"}),
    "bytes": frozenset({"FileSource"}),
    "Path": frozenset({"FileSource"}),
    "list": frozenset({"Sequence"}),
    "dict": frozenset({"Mapping"}),
}
"""Types (and origins of generic ones) with what they may stand for."""

_JSON = frozenset({"str", "int", "float", "bool", "None", "list", "dict", "Sequence", "Mapping", "JSON"})
"""What any JSON value may be, by the name of the type or of its origin."""


_ANY_VALUE = object()
"""Stands for every value of a list that is open."""


@dataclass(frozen=True, slots=True)
class Term:
    """One member of a union: a `name`, with the `arguments` of a generic type, or a `Literal` of one `value`."""

    name: str
    arguments: tuple[frozenset[Term], ...] = ()
    value: object = None


def admits(wide: str, narrow: str, wide_surface: Surface, narrow_surface: Surface, *, open_lists: bool = False) -> bool:
    """Whether every value of the type `narrow` is one of the type `wide`, each by the definitions of its surface.

    `open_lists`: a list of values (`Literal["a", "b"]`) admits any other value of its kind, as results do: a package
    keeps values that it does not know.
    """
    outer = terms_of(wide, wide_surface)
    if open_lists:
        outer = _opened(outer)
    return all(any(_within(one, other, narrow_surface) for other in outer) for one in terms_of(narrow, narrow_surface))


def _opened(terms: frozenset[Term]) -> frozenset[Term]:
    """The same types with every value of a list replaced by an open list of its kind."""
    return frozenset(
        Term("Literal", term.arguments, _ANY_VALUE)
        if term.value is not None
        else Term(term.name, tuple(_opened(inside) for inside in term.arguments))
        for term in terms
    )


def terms_of(written: str, surface: Surface) -> frozenset[Term]:
    """The members of a union as written, with the names of unions and of lists of values replaced by their members."""
    return _expanded(_parsed(written), surface, frozenset())


def names_in(written: str) -> frozenset[str]:
    """Every name in a type as written, those inside of `[...]` too."""
    names: set[str] = set()
    waiting = list(_parsed(written))
    while waiting:
        term = waiting.pop()
        names.add(term.name)
        for argument in term.arguments:
            waiting.extend(argument)
    return frozenset(names)


@lru_cache(maxsize=8192)
def _parsed(written: str) -> frozenset[Term]:
    try:
        return frozenset(_terms(ast.parse(written.strip() or "None", mode="eval").body))
    except SyntaxError:
        return frozenset({Term(written)})


def _terms(node: ast.expr) -> list[Term]:
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return [*_terms(left), *_terms(right)]
        case ast.Subscript(value=origin, slice=inside):
            members = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            name = ast.unparse(origin).removeprefix("builtins.")
            if name == "Literal":
                return [term for member in members for term in _literal(member)]
            return [Term(name, tuple(frozenset(_terms(member)) for member in members))]
        case ast.Constant(value=str(text)):
            return list(_parsed(text))
        case ast.Constant(value=None):
            return [Term("None")]
    return [Term(ast.unparse(node).removeprefix("builtins."))]


def _literal(node: ast.expr) -> list[Term]:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return [Term(ast.unparse(node))]
    kind = {bool: "bool", int: "int", str: "str"}.get(type(value))
    return [Term("Literal", (frozenset({Term(kind)}),), value)] if kind else [Term(repr(value))]


def _expanded(terms: frozenset[Term], surface: Surface, seen: frozenset[str]) -> frozenset[Term]:
    found: set[Term] = set()
    for term in terms:
        stands_for = surface.aliases.get(term.name)
        if stands_for is not None and term.name not in seen:
            found |= _expanded(_parsed(stands_for), surface, seen | {term.name})
        elif term.value is None:
            found.add(Term(term.name, tuple(_expanded(inside, surface, seen) for inside in term.arguments)))
        else:
            found.add(term)
    return frozenset(found)


def _within(one: Term, other: Term, surface: Surface) -> bool:
    """Whether every value of a term is one of another term's."""
    if one == other or other.name in ("Any", "object", f"{one.name}Like"):
        return True
    if one.value is not None:
        (kind,) = one.arguments[0]
        if other.value is _ANY_VALUE:
            return one.arguments == other.arguments
        return other.value is None and _within(kind, other, surface)
    if other.value is not None:
        return False  # a whole type is more than a value
    if other.name == "JSON":
        return one.name in _JSON or one.name in surface.enums
    if one.name in surface.enums and not other.arguments:
        textual = all(isinstance(value, str) for value in surface.enums[one.name].values())
        return other.name in ({"str"} if textual else {"int", "float"})
    if one.name != other.name and other.name not in _ABOVE.get(one.name, ()):
        return False
    return len(one.arguments) == len(other.arguments) and all(
        all(any(_within(inner, outer, surface) for outer in outside) for inner in inside)
        for inside, outside in zip(one.arguments, other.arguments, strict=True)
    )
