"""What cannot be read is said in one line, with the file, the place and the way out; nothing hangs."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from speclift.model.findings import InputError
from speclift.readers.apidoc import data_locations, encoding, read, recognise
from speclift.readers.page import Page

CASES = Path(__file__).parent / "cases"
WHOLE = (CASES / "template-1.2" / "page.html").read_bytes()
SHELL = (
    b"<!DOCTYPE html><html><body>"
    b'<script id="template-article" type="text/x-handlebars-template"><article id="api-{{x}}"></article></script>'
    b'<ul><li>a</li></ul><script src="assets/main.bundle.js?v=17"></script></body></html>'
)
OLD_SHELL = b'<html><body><script data-main="main.js" src="vendor/require.min.js"></script></body></html>'
ARTICLE = b'<article id="api-G-N-1.0.0" data-group="G" data-name="N" data-version="1.0.0">'


def trouble(content: bytes, name: str = "page.html") -> str:
    with pytest.raises(InputError) as raised:
        read([Page(name, content)])
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith(name)
    return str(raised.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the page is empty"),
        (b" \r\n\t", "the page is empty"),
        (b"\xef\xbb\xbf", "the page is empty"),
        (b"\xff\xfe", "the page is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "this is a binary file"),
        (b"\x1f\x8b\x08\x00" + bytes(range(256)) * 20, "this is a binary file"),
        (b"just words", "no apidoc data"),
        (b"<html><body><p>A page</p></body></html>", "this is not an apidoc page"),
        (b"<html><body><form><input type=password></form></body></html>", "this is a login page"),
        (SHELL, "shell without articles"),
        (OLD_SHELL, "shell without articles"),
        (b'{"a": 1}', "no apidoc data"),
        (b"[]", "no apidoc data"),
        (b'define({"api": []});', "no apidoc data"),
        (b'define({"api": [{"type": "get", "url": "/a", "title": "A"', "no apidoc data"),
        (ARTICLE + b"<p>half", "cut off inside an article"),
        (ARTICLE + b"<p>half</p></article><article id='api-G-M", "cut off inside a tag"),
        (b"<section id='api-G'>" + ARTICLE + b"</article>", "cut off behind its last article"),
        (b"<html><body><ul><li>a</li></ul>" + ARTICLE + b"</article>", "cut off behind its last article"),
        (SHELL[:-20], "cut off"),
        (ARTICLE + b"<div>" * 3000 + b"</article>", "nested too deeply"),
    ],
)
def test_says_what_is_wrong(content: bytes, says: str) -> None:
    assert says in trouble(content)


def test_what_nests_deeper_than_python_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("speclift.readers.apidoc.sharing.read_article", endless)
    assert "api-G-N-1.0.0: the markup is nested too deeply" in trouble(ARTICLE + b"</article>")


def test_no_page_at_all() -> None:
    with pytest.raises(InputError, match="there is no page to read"):
        read([])


def test_a_page_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "LARGEST_PAGE", 1000)
    assert "has 2,000 bytes, more than 1,000" in trouble(b"<p>x</p>" * 250)


@pytest.mark.parametrize("part", [0.3, 0.5, 0.7, 0.9, 0.98])
def test_a_page_that_is_cut_off_says_so(part: float) -> None:
    assert "cut off" in trouble(WHOLE[: int(len(WHOLE) * part)])


def test_cut_off_between_any_two_articles(served_bytes: bytes) -> None:
    ends = [served_bytes.index(b"</article>") + 10, served_bytes.rindex(b"</article>") + 10, len(served_bytes) // 2]
    for end in (*ends, served_bytes.rindex(b"</section>") - 1, served_bytes.rindex(b"</section>") + 10):
        assert "cut off" in trouble(served_bytes[:end])


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "iso-8859-5"])
def test_reads_the_encoding_that_a_page_declares(charset: str) -> None:
    text = f'<html><head><meta charset="{charset}"></head><body><article id="api-Книги-Все-1.0.0"><h1>Книги - Все</h1>'
    article = read([Page("page.html", (text + "</article></body></html>").encode(charset))]).articles[0]
    assert (article.group, article.name, article.title) == ("Книги", "Все", "Все")


def test_bytes_that_are_utf8_are_utf8_whatever_the_page_declares() -> None:
    text = '<html><meta charset="windows-1251"><article id="api-Книги-Все-1.0.0"></article></html>'
    assert read([Page("page.html", text.encode())]).articles[0].name == "Все"


def test_latin_1_is_what_browsers_take_for_it() -> None:
    text = '<html><meta charset=iso-8859-1><article id="api-G-N-1.0.0"><p>10 € – “net”</p></article></html>'
    assert read([Page("page.html", text.encode("cp1252"))]).articles[0].description[0].text == "10 € – “net”"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('<meta charset="utf-8"><p>Привет</p>'.encode("cp1251"), "declares utf-8 and is not UTF-8"),
        ("<p>Привет</p>".encode("cp1251"), "declares no encoding and is not UTF-8"),
        ('<meta charset="martian"><p>Привет</p>'.encode("cp1251"), "declares martian and is not UTF-8"),
        (b'<meta charset="shift_jis"><p>' + b"\x81\x20\xff", "is not written in shift_jis"),
        ("<p>x</p>".encode("utf-16") + b"\x00", "is not written in utf-16"),
    ],
)
def test_bytes_that_are_not_what_they_say(content: bytes, says: str) -> None:
    assert says in trouble(content)


@pytest.mark.parametrize(
    "codec", ["base64", "rot13", "zlib", "idna", "punycode", "undefined", "utf-7", "unicode_escape"]
)
def test_a_codec_that_is_no_encoding_of_pages_is_refused(codec: str) -> None:
    content = f'<meta charset="{codec}"><p>Привет</p>'.encode("cp1251")
    assert f"declares {codec} and is not UTF-8" in trouble(content)


@pytest.mark.parametrize("shift", range(4))
def test_a_letter_of_several_bytes_may_stand_anywhere_in_a_long_page(shift: int) -> None:
    begin = "<html>" + "x" * shift + "<!--" + "€" * 70_000 + "-->"
    page = f'{begin}<article id="api-G-N-1.0.0"><p>€</p></article></html>'.encode()
    assert read([Page("page.html", page)]).articles[0].description[0].text == "€"
    assert f"byte {len(page)}" in trouble(page + b"\xe2\x82")
    assert f"byte {len(begin.encode())}" in trouble(begin.encode() + b"\xff" + page)


@pytest.mark.parametrize("markup", ["<{}>b</{}>", "&#{};", "&#x{}; and {}", "&#x0{};"])
def test_a_version_inside_markup_is_read_with_its_own_article(markup: str) -> None:
    said = [
        f'<article id="api-G-N-{version}" data-group="G" data-name="N" data-version="{version}"><p>'
        + markup.replace("{}", version)
        + "</p></article>"
        for version in ("4.0", "5.0")
    ]
    both = read([Page("page.html", "".join(["<html>", *said, "</html>"]).encode())])
    alone = [read([Page("page.html", f"<html>{one}</html>".encode())]) for one in said]
    assert [one.articles[0] for one in alone] == list(both.articles)


HOSTILE = {
    "articles": b"<article " * 300_000,
    "comments": b"<!--" * 500_000,
    "scripts": b"<html>" + b"<script>" * 100_000,
    "quotes": b'<article "' * 100_000,
    "attributes": b'<article id="api-x" '
    + b"a" * 16_000
    + b"></article>"
    + (b"<article " + b"a" * 16_000 + b">") * 200,
    "lists": b"define(" + b"[{a:" * 100_000,
    "links": ARTICLE + b"<ul" * 200_000 + b"</article>",
    "rows": ARTICLE + b"<pre data-type=get>/x</pre><table>" + b"<tr><td>a</td><td>b</td></tr>" * 10_000,
    "dots": ARTICLE + b"<pre data-type=get>/x</pre><table><tr><td>" + b"a." * 200_000 + b"</td></tr></table></article>",
    "dashes": b'<article id="api-' + b"-1" * 7_000 + b'"></article>',
    "pre": b'[{"group":"G","name":"N","url":"/","description":"' + b"<pre>" * 100_000 + b'"}]',
    "spaces": b"[" + b" " * 500_000 + b"{",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_costs_no_more_than_its_size(content: bytes) -> None:
    page = Page("page.html", content)
    begun = time.process_time()
    with contextlib.suppress(InputError):
        read([page])
    recognise(page)
    data_locations(page)
    assert time.process_time() - begun < 20  # a quadratic step would take minutes


@pytest.mark.parametrize(
    ("content", "locations"),
    [
        (SHELL, ("assets/main.bundle.js?v=17", "api_data.json", "api_project.json", "api_data.js", "api_project.js")),
        (OLD_SHELL, ("api_data.json", "api_project.json", "api_data.js", "api_project.js")),
        (WHOLE, ()),
        (b"<html><p>Something else</p></html>", ()),
        (b"[]", ()),
        (b"", ()),
    ],
)
def test_where_the_data_of_a_shell_lies(content: bytes, locations: tuple[str, ...]) -> None:
    assert data_locations(Page("index.html", content)) == locations


@pytest.mark.parametrize(
    ("content", "least", "most"),
    [
        (WHOLE, 0.99, 1.0),
        (WHOLE.decode().encode("utf-16"), 0.99, 1.0),
        (WHOLE[:30_000], 0.9, 1.0),
        (SHELL, 0.9, 1.0),
        (b'define({ "api": [{"type": "get", "groupTitle": "G"}] });', 0.9, 1.0),
        (b'{"name": "n", "generator": {"name": "apidoc"}}', 0.5, 0.5),
        (b'{"openapi": "3.1.0"}', 0.0, 0.0),
        (b"<html><p>Something else</p></html>", 0.0, 0.0),
        (b"", 0.0, 0.0),
    ],
)
def test_how_sure_we_are(content: bytes, least: float, most: float) -> None:
    recognition = recognise(Page("page.html", content))
    assert recognition.platform == "apidoc"
    assert least <= recognition.confidence <= most
    assert bool(recognition.reasons) == (least > 0)
