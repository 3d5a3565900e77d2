"""Component names are what OpenAPI admits, whatever the language of the page."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from speclift.emit.names import component_name


@given(st.text(min_size=1))
def test_every_name_is_admitted_and_stable(name: str) -> None:
    made = component_name(name)
    assert re.fullmatch(r"[A-Za-z0-9._-]+", made)
    assert component_name(made) == made


@given(
    st.text(alphabet="请求成功错误Пользователь", min_size=1, max_size=8),
    st.text(alphabet="请求成", min_size=1, max_size=8),
)
def test_names_that_differ_stay_different(one: str, other: str) -> None:
    assert (component_name(one) == component_name(other)) == (one == other)


def test_admitted_names_and_accents() -> None:
    assert component_name("UserCreate") == "UserCreate"
    assert component_name("Téléphone") == "Telephone"
    assert component_name("Phone请求成功200").startswith("Phone200_")
