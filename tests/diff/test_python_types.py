"""Python types compared by what they admit and by direction: arguments may widen, results may narrow."""

from __future__ import annotations

from typing import Any

import pytest

from speclift.generate.methods import Method, Parameter
from speclift.python_api.compare import compare_surfaces
from speclift.python_api.surface import Surface

ENUMS = {"State": {"ON": "on", "OFF": "off"}, "Order": {"UP": 0, "DOWN": 1}}
ALIASES = {"StateLike": "State | Literal['on', 'off']", "Shape": "Circle | Square", "Size": "Literal['s', 'm']"}
MODELS = {"Circle": {"r": "int"}, "Square": {"a": "int"}}


def surface_of(argument: str, result: str, **changed: Any) -> Surface:
    said: dict[str, Any] = {"models": MODELS, "sent": MODELS, "enums": ENUMS, "aliases": ALIASES, "errors": {}}
    parameter = Parameter("value", "value", "query", argument, required=True)
    method = Method("call", ("things", "call"), (), (parameter,), result, (), deprecated=False)
    said["methods"] = {"call": method}
    return Surface(package="p", client="Client", **said | changed)


ARGUMENTS = [
    ("Literal['x', 'y']", "Literal['y', 'x']", "info"),
    ("Literal['x', 'y']", "Literal['x', 'y', 'z']", "info"),
    ("Literal['x', 'y', 'z']", "Literal['x', 'y']", "breaking"),
    ("Literal['x']", "str", "info"),
    ("Literal[1]", "str", "breaking"),
    ("Literal[1]", "float", "info"),
    ("int", "float", "info"),
    ("float", "int", "breaking"),
    ("bool", "int", "info"),
    ("Sequence[str]", "Sequence[str | int]", "info"),
    ("Sequence[str | int]", "Sequence[str]", "breaking"),
    ("Mapping[str, int]", "Mapping[str, float]", "info"),
    ("str", "str | None", "info"),
    ("str | None", "str", "breaking"),
    ("str", "JSON", "info"),
    ("JSON", "str", "breaking"),
    ("datetime.datetime | str", "str", "breaking"),
    ("str", "datetime.datetime | str", "info"),
    ("StateLike", "str", "info"),
    ("str", "StateLike", "breaking"),
    ("Size", "Literal['s', 'm', 'l']", "info"),
    ("Size", "Literal['s']", "breaking"),
    ("Circle", "CircleLike", "info"),
    ("Order", "int", "info"),
    ("Order", "str", "breaking"),
]


@pytest.mark.parametrize(("old", "new", "level"), ARGUMENTS)
def test_an_argument_breaks_when_it_takes_less(old: str, new: str, level: str) -> None:
    changes = compare_surfaces(surface_of(old, "None"), surface_of(new, "None"))
    assert [(change.rule, change.level.value) for change in changes] == [
        ("python-argument-widened" if level == "info" else "python-argument-narrowed", level)
    ]


RESULTS = [
    ("Literal['x', 'y', 'z']", "Literal['x', 'y']", "info"),
    ("Literal['x', 'y']", "Literal['x', 'y', 'z']", "info"),  # a package keeps values that it does not know
    ("list[Literal['x']]", "list[Literal['x', 'z']]", "info"),
    ("Literal['x']", "Literal['x', 1]", "breaking"),
    ("Literal['x']", "str", "breaking"),
    ("JSON", "str | None", "info"),
    ("JSON", "dict[str, JSON] | list[str]", "info"),
    ("str | None", "JSON", "breaking"),
    ("int | float", "int", "info"),
    ("int", "int | float", "breaking"),
    ("Page[Circle]", "Page[Square]", "breaking"),
    ("list[int | str]", "list[int]", "info"),
    ("str | Unset", "str", "info"),
    ("str", "str | Unset", "breaking"),
    ("str", "State", "info"),
    ("State", "str", "breaking"),
    ("Shape", "Circle", "info"),
    ("Circle", "Shape", "breaking"),
    ("datetime.datetime", "DateTime", "info"),
]


@pytest.mark.parametrize(("old", "new", "level"), RESULTS)
def test_a_result_breaks_when_it_may_be_more(old: str, new: str, level: str) -> None:
    changes = compare_surfaces(surface_of("str", old), surface_of("str", new))
    assert [(change.rule, change.level.value) for change in changes] == [
        ("python-result-narrowed" if level == "info" else "python-result-changed", level)
    ]


SENT = [
    ({}, {"note": "str"}, "breaking", "Order.note was added and must be given"),
    ({}, {"note": "str | Unset"}, "info", "Order.note was added"),
    ({"note": "str | Unset"}, {"note": "str"}, "breaking", "Order.note must be given"),
    ({"note": "str"}, {"note": "str | Unset"}, "info", "Order.note need not be given"),
    ({"note": "int"}, {"note": "int | str"}, "info", "Order.note takes 'int | str', no longer 'int'"),
    ({"note": "int | str"}, {"note": "int"}, "breaking", "Order.note takes 'int', no longer 'int | str'"),
    ({"note": "int"}, {}, "breaking", "Order.note was removed"),
    ({"note": "int | Unset"}, {"note": "str"}, "breaking", "Order.note takes 'str', no longer 'int'"),
]


@pytest.mark.parametrize(("old", "new", "level", "text"), SENT)
def test_a_model_that_is_sent_is_judged_as_an_argument(
    old: dict[str, str], new: dict[str, str], level: str, text: str
) -> None:
    """The model is nested in what the argument takes: `BasketLike` holds a sequence of `OrderLike`."""

    def sent(fields: dict[str, str]) -> Surface:
        models = {"Basket": {"orders": "list[Order]"}, "Order": fields}
        given = {"Basket": {"orders": "Sequence[OrderLike]"}, "Order": fields}
        return surface_of("BasketLike", "None", models=models, sent=given, aliases={}, enums={})

    changes = compare_surfaces(sent(old), sent(new))
    assert [(change.level.value, change.explain()) for change in changes] == [(level, text)]


def test_a_model_that_is_sent_and_answered_is_judged_by_the_worse_of_both() -> None:
    def both(fields: dict[str, str]) -> Surface:
        return surface_of("OrderLike", "Order", models={"Order": fields}, sent={"Order": fields}, aliases={}, enums={})

    widened = compare_surfaces(both({"note": "int"}), both({"note": "int | str"}))
    assert [(change.level.value, change.rule) for change in widened] == [("breaking", "python-field-changed")]
    required = compare_surfaces(both({"note": "int | Unset"}), both({"note": "int"}))
    assert [(change.level.value, change.rule) for change in required] == [
        ("breaking", "python-sent-field-became-required")
    ]


def test_a_union_that_has_a_name_is_judged_by_its_use() -> None:
    wide = {"Shape": "Circle | Square | str"}
    answered = compare_surfaces(surface_of("str", "Shape"), surface_of("str", "Shape", aliases=ALIASES | wide))
    assert [change.rule for change in answered] == ["python-union-changed"]
    given = compare_surfaces(surface_of("Shape", "None"), surface_of("Shape", "None", aliases=ALIASES | wide))
    assert [change.rule for change in given] == ["python-union-kept"]


def test_two_positional_arguments_that_swap_places_break() -> None:
    def with_order(*names: str) -> Surface:
        positional = tuple(Parameter(name, name, "path", "str", required=True) for name in names)
        method = Method("call", ("things", "call"), positional, (), "None", (), deprecated=False)
        return surface_of("str", "None", methods={"call": method})

    (change,) = compare_surfaces(with_order("group", "user"), with_order("user", "group"))
    assert (change.rule, change.level.value) == ("python-positional-swapped", "breaking")
    assert "means something else" in change.explain()
