"""Examples of bodies: the recorded object without what the call does not send, or none."""

from __future__ import annotations

from typing import Any

import pytest

from speclift.model.api import (
    Body,
    Component,
    EnumValue,
    Example,
    Field,
    ListOf,
    MapOf,
    Media,
    OneOf,
    Operation,
    Record,
    Reference,
    Scalar,
    Type,
)
from speclift.normalise.sent_examples import add_sent_examples

TEXT, COUNT = Scalar("string"), Scalar("integer", minimum=1, maximum=9)


class Shown:
    """Components of a version: an object `Room` with a recorded value, and what a call may send of it."""

    def __init__(self, recorded: Any, sent: Type, **others: Type) -> None:
        room = Component("Room", Record(), examples=(Example("example", recorded),))
        components = [room, Component("RoomCreate", sent)]
        components += [Component(name, made) for name, made in others.items()]
        self._components = {component.name: component for component in components}

    def get(self, name: str) -> Component | None:
        return self._components.get(name)

    def home(self, name: str) -> str:
        return "Room" if name.startswith("Room") else name


def example(shown: Shown, sent: str = "RoomCreate") -> Any:
    """The example that a body of `sent` gets; None for no example."""
    operation = Operation("createRoom", "post", "/rooms", body=Body((Media("application/json", Reference(sent)),)))
    (made,) = add_sent_examples((operation,), shown)  # type: ignore[arg-type]
    assert made.body is not None
    examples = made.body.media[0].examples
    assert all(one.summary == "Room as recorded, cut to what POST may send" for one in examples)
    return examples[0].value if examples else None


def record(*fields: Field, parts: tuple[Reference, ...] = ()) -> Record:
    return Record(fields, parts)


def test_fields_that_the_call_does_not_send_are_left_out_at_every_depth() -> None:
    sent = record(Field("name", TEXT), Field("guests", ListOf(Reference("Guest"))), Field("labels", MapOf(TEXT)))
    recorded = {
        "id": 7,
        "name": "Blue",
        "guests": [{"id": 1, "mail": "a@example.com"}],
        "labels": {"floor": "2"},
    }
    assert example(Shown(recorded, sent, Guest=record(Field("mail", TEXT)))) == {
        "name": "Blue",
        "guests": [{"mail": "a@example.com"}],
        "labels": {"floor": "2"},
    }


def test_fields_of_parts_are_sent_as_well() -> None:
    whole = record(Field("size", COUNT), parts=(Reference("RoomCreate"),))
    shown = Shown({"id": 7, "name": "Blue", "size": 3}, record(Field("name", TEXT)), CreateRoomRequest=whole)
    assert example(shown, "CreateRoomRequest") == {"name": "Blue", "size": 3}


def test_null_stands_only_where_null_may_be_sent() -> None:
    sent = record(Field("name", TEXT), Field("note", TEXT, nullable=True), Field("owner", TEXT))
    assert example(Shown({"name": "Blue", "note": None, "owner": None}, sent)) == {"name": "Blue", "note": None}


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (COUNT, 10),
        (COUNT, True),
        (TEXT, 5),
        (Scalar("string", choices=(EnumValue("a"), EnumValue("b"))), "c"),
        (Scalar("string", max_length=2), "long"),
        (Scalar("string", pattern="^[0-9]+$"), "x"),
        (ListOf(TEXT), "x"),
        (OneOf((TEXT, Scalar("string", max_length=9))), "both"),
    ],
)
def test_a_value_that_does_not_fit_gives_no_example(type_: Type, value: Any) -> None:
    assert example(Shown({"size": value}, record(Field("size", type_)))) is None


def test_a_field_that_must_be_sent_and_was_not_recorded_gives_no_example() -> None:
    assert example(Shown({"name": "Blue"}, record(Field("name", TEXT), Field("size", COUNT, required=True)))) is None


def test_the_one_alternative_that_fits_is_taken() -> None:
    telling = Scalar("string", choices=(EnumValue("once"),))
    once = record(Field("kind", telling, required=True), Field("at", COUNT))
    weekly = record(Field("kind", Scalar("string", choices=(EnumValue("weekly"),)), required=True))
    sent = record(Field("when", OneOf((weekly, once))))
    recorded = {"when": {"kind": "once", "at": 2, "end": 3}}
    assert example(Shown(recorded, sent)) == {"when": {"kind": "once", "at": 2}}


def test_nothing_that_is_sent_was_recorded() -> None:
    assert example(Shown({"id": 7}, record(Field("name", TEXT)))) is None
