"""Articles that are one text with another version in it are read once, and nothing else is ever shared."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclift.model.raw import RawApi
from speclift.readers.apidoc import read
from speclift.readers.apidoc.sharing import Sharing
from speclift.readers.page import Page

VERSIONS = ("1.1.0", "1.1.1", "1.10.0", "10.1.0", "1.0.0", "2.0", "200.1.0", "1.0.0-rc.1", "v1", "1", "")


def article(version: str, description: str = "", name: str = "size", extra: str = "") -> str:
    return (
        f'<article id="api-G-N-{version}" data-group="G" data-name="N" data-version="{version}"><h1>G - N</h1>'
        f'<ul class="versions dropdown-menu"><li class="version">{version}</li></ul><p>{description}</p>'
        f'<pre data-type="get"><code>/n</code></pre>{extra}<h2>Parameter</h2><table><tr><td>{name}</td><td>String</td>'
        f"<td>{description}</td></tr></table></article>"
    )


def page(*articles: str) -> Page:
    return Page("page.html", "".join(articles).encode())


def unshared(made: Page, monkeypatch: pytest.MonkeyPatch) -> RawApi:
    with monkeypatch.context() as patched:
        patched.setattr(Sharing, "_spellings", lambda *_: [])
        return read([made])


def count_parsed(made: Page) -> int:
    """How many articles of a page are parsed; the others share a reading."""
    parsed: list[bytes] = []
    whole = Sharing._parsed
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Sharing, "_parsed", lambda sharing, body: parsed.append(body) or whole(sharing, body))
        read([made])
    return len(parsed)


def test_one_text_with_another_version_is_read_once() -> None:
    made = page(article("1.1.0", "since 1.1.0, v1.1"), article("1.2.0", "since 1.2.0, v1.2"))
    first, second = read([made]).articles
    assert count_parsed(made) == 1
    assert first.description[0].text == "since 1.1.0, v1.1"
    assert second.description[0].text == "since 1.2.0, v1.2"


def test_another_versions_number_stays_as_printed() -> None:
    made = page(article("1.1.0", "since 1.1.0"), article("1.2.0", "since 1.1.0"))
    first, second = read([made]).articles
    assert count_parsed(made) == 2
    assert (first.description[0].text, second.description[0].text) == ("since 1.1.0", "since 1.1.0")


@pytest.mark.parametrize(
    "text",
    [
        "&#3.1.0; is no version",
        "a character &#x3.1.0",
        "<v3.1>a tag</v3.1>",
        "HTTP/3.1.0 404 Not Found",
        "\uf800 and \uf801 and \uf802 are in use",
    ],
)
def test_articles_that_sharing_would_alter_are_read_unshared(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = page(article("3.1.0", text), article("3.2.0", text.replace("3.1", "3.2")))
    assert read([made]) == unshared(made, monkeypatch)


def test_a_version_in_what_is_interpreted_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    made = page(article("3.1.0", "x", name="3.1.0"), article("3.2.0", "x", name="3.2.0"))
    api = read([made])
    assert [a.sections[0].fields[0].name for a in api.articles] == ["3.1.0", "3.2.0"]
    assert api == unshared(made, monkeypatch)


def test_where_every_private_character_is_in_use_nothing_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = "".join(chr(code) for code in range(0xF800, 0xF840))
    made = page(article("1.1.0", everything), article("1.2.0", everything))
    assert read([made]) == unshared(made, monkeypatch)


PIECES = st.lists(
    st.sampled_from(
        [*VERSIONS, "v", ".", "_", "-", " ", "1_1_0", "v1.1", "v1.10", "/api/v1.1/x", "&#49;", "<b>", "</b>", "<br>",
         "HTTP/1.1 200 OK", "404", "&lt;", "\uf800", "é", "a"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(VERSIONS), PIECES, PIECES), min_size=1, max_size=4))
def test_sharing_never_changes_what_is_read(parts: list[tuple[str, str, str]]) -> None:
    made = page(*(article(version, text, re.sub("<.*?>", "", name)) for version, text, name in parts))
    with pytest.MonkeyPatch.context() as patched:
        assert read([made]) == unshared(made, patched)
