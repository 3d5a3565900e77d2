"""Walking types: their children, and changing them."""

from __future__ import annotations

import pytest

from speclift.model.api import (
    AnyOf,
    Anything,
    Field,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Reference,
    Scalar,
    Type,
    children,
    map_types,
)

TEXT, NUMBER = Scalar("string"), Scalar("number")


def _numbers(made: Type) -> Type:
    return NUMBER if made == TEXT else map_types(made, _numbers)


@pytest.mark.parametrize(
    ("made", "inner", "changed"),
    [
        (Anything(), (), Anything()),
        (Reference("A"), (), Reference("A")),
        (ListOf(TEXT, min_items=1), (TEXT,), ListOf(NUMBER, min_items=1)),
        (MapOf(ListOf(TEXT)), (ListOf(TEXT),), MapOf(ListOf(NUMBER))),
        (Record((Field("a", TEXT, "A."), Field("b", NUMBER))), (TEXT, NUMBER),
         Record((Field("a", NUMBER, "A."), Field("b", NUMBER)))),
        (OneOf((TEXT, Reference("A")), "kind"), (TEXT, Reference("A")), OneOf((NUMBER, Reference("A")), "kind")),
        (AnyOf((TEXT, NUMBER)), (TEXT, NUMBER), AnyOf((NUMBER, NUMBER))),
    ],
)  # fmt: skip
def test_a_change_reaches_every_child_and_nothing_else(made: Type, inner: tuple[Type, ...], changed: Type) -> None:
    assert children(made) == inner
    assert _numbers(made) == changed


def test_a_type_that_does_not_change_is_the_same_object() -> None:
    made = Record((Field("a", ListOf(MapOf(NUMBER))),))
    assert _numbers(made) is made
