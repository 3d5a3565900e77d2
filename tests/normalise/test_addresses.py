"""Addresses as pages print them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclift.model.rules import articles
from speclift.normalise.addresses import Address, read_address, segments


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("/users/:id", Address("/users/{id}", ("id",))),
        ("/users/{id}", Address("/users/{id}", ("id",))),
        ("/users/<id>", Address("/users/{id}", ("id",))),
        ("/users/<int:id>", Address("/users/{id}", ("id",), rules=(("id", "int"),))),
        ("/users/&lt;id&gt;", Address("/users/{id}", ("id",))),
        ("/users/{{$user_id}}", Address("/users/{user_id}", ("user_id",))),
        ("/users/{{$user_id}/x", Address("/users/{user_id}/x", ("user_id",), faults=(articles.PATH_BRACE_LOST,))),
        ("/users/${userId}", Address("/users/{userId}", ("userId",))),
        ("/users/$id", Address("/users/{id}", ("id",))),
        ("/users/:id?", Address("/users/{id}", ("id",))),
        ("/users/:id(\\d+)", Address("/users/{id}", ("id",), rules=(("id", "\\d+"),))),
        ("/users/:id(\\d+)?", Address("/users/{id}", ("id",), rules=(("id", "\\d+"),))),
        ("/rooms/:room([a-z]{3})", Address("/rooms/{room}", ("room",), rules=(("room", "[a-z]{3}"),))),
        ("/rooms/{room:[a-z]{3}}/x", Address("/rooms/{room}/x", ("room",), rules=(("room", "[a-z]{3}"),))),
        ("/rooms/room:[0-9]+", Address("/rooms/{room}", ("room",), rules=(("room", "[0-9]+"),))),
        ("/orders/<:order>", Address("/orders/{order}", ("order",))),
        ("/orders/[order]/lines", Address("/orders/{order}/lines", ("order",))),
        ("/rooms/:_key", Address("/rooms/{_key}", ("_key",))),
        ("/rooms/:key_", Address("/rooms/{key_}", ("key_",))),
        ("/files/*", Address("/files/*", faults=(articles.PATH_VARIABLE_NOT_UNDERSTOOD,))),
        ("/users/[:id]", Address("/users/{id}", ("id",))),
        ("/users/{id:int}", Address("/users/{id}", ("id",), rules=(("id", "int"),))),
        ("/from-:a-to", Address("/from-{a}-to", ("a",))),
        ("/a/:id/b/:id", Address("/a/{id}/b/{id_}", ("id", "id_"))),
        ("users", Address("/users")),
        ("/users?page=1&q=:q", Address("/users", query=(("page", "1"), ("q", ":q")))),
        ("/users[?page=1]", Address("/users", query=(("page", "1"),))),
        ("/users{?page,size}", Address("/users", query=(("page", ""), ("size", "")))),
        ("https://api.example.com/v1/users/:id", Address("/v1/users/{id}", ("id",), "https://api.example.com")),
        ("https://{{$server_name}}/users", Address("/users", server="https://{server_name}")),
        ("{{base_url}}/users", Address("/users")),
        ("api.example.com/users", Address("/users", server="https://api.example.com")),
        ("localhost:8080/users", Address("/users", server="https://localhost:8080")),
        ("GET /users", Address("/users")),
        ("/users#list", Address("/users")),
        ('/us"ers', Address("/users", faults=(articles.PATH_STRAY_CHARACTER,))),
        ("/api/v3.10/users/{{$id}}", Address("/api/v3.10/users/{id}", ("id",))),
        ("", Address("/")),
    ],
)
def test_an_address(printed: str, expected: Address) -> None:
    assert read_address(printed) == expected


@given(st.text(alphabet=st.sampled_from("/:{}<>$?&=[]()#.-_abAB1 \"'\\|%"), max_size=60))
def test_any_text_becomes_a_template(printed: str) -> None:
    address = read_address(printed)
    assert address.path.startswith("/")
    assert re.findall(r"\{([^{}]*)\}", address.path) == list(address.names)
    assert len(set(address.names)) == len(address.names)
    assert not re.search(r"[\s<>\"?#]", re.sub(r"\{[^{}]*\}", "", address.path))


@given(st.text(max_size=80))
def test_no_text_breaks_it(printed: str) -> None:
    address = read_address(printed)
    assert read_address(printed) == address


def test_segments_forget_names() -> None:
    assert segments("/a/{b}/c-{d}") == ("a", "{}", "c-{}")
