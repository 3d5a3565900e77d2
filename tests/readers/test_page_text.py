"""Bytes to text, elements to Markdown, code to its characters: one line per case."""

from __future__ import annotations

import pytest
from lxml import html

from speclift.model.findings import InputError
from speclift.readers.kit.code_text import code_text
from speclift.readers.kit.encoding import decoded
from speclift.readers.kit.html_tree import main_element, meta, parse
from speclift.readers.kit.leaves import leaves
from speclift.readers.kit.markdown_text import markdown_of, paragraphs
from speclift.readers.page import Page


@pytest.mark.parametrize(
    "content",
    [
        "<p>Größe</p>".encode(),
        b"\xef\xbb\xbf" + "<p>Größe</p>".encode(),
        "<p>Größe</p>".encode("utf-16"),
        b"\xfe\xff" + "<p>Größe</p>".encode("utf-16-be"),
        '<meta charset="iso-8859-1"><p>Größe</p>'.encode("latin-1"),
        '<meta charset="no-such-thing"><p>Größe</p>'.encode("cp1252"),
        "<p>Größe</p>".encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 big", "declared", "declared wrongly", "undeclared"],
)
def test_a_page_in_any_encoding(content: bytes) -> None:
    assert "<p>Größe</p>" in decoded(content)


def test_half_of_a_character_costs_no_page() -> None:
    assert decoded("<p>Größe Größe €".encode()[:-1]) == "<p>Größe Größe \ufffd"


@pytest.mark.parametrize("content", [b"", b"  \n", b"\x89PNG\r\n\x1a\n\x00\x00", b"%PDF-1.7\n\x00"])
def test_what_is_no_page_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        parse(Page("page.html", content))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<article><p>a</p></article><main>b</main>", "b"),
        ('<div role="main">b</div><article>a</article>', "b"),
        ("<div><article>a</article></div>", "a"),
        ("<div>c</div>", "c"),
    ],
)
def test_the_element_of_the_content(body: str, found: str) -> None:
    root = parse(Page("page.html", f"<html><body>{body}</body></html>".encode()))
    assert main_element(root).text_content().strip() == found


def test_what_the_head_says() -> None:
    head = b'<title> A  b </title><meta property="og:url" content="u">'
    root = parse(Page("page.html", b"<html><head>" + head + b"</head><body>x</body></html>"))
    assert meta(root, "title") == "A b"
    assert meta(root, "og:url") == "u"
    assert meta(root, "description") == ""


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("<p>One <code>a`b</code> two</p><p>Three<br>four</p>", "One ``a`b`` two\n\nThree\nfour"),
        ('<p>See <a href="/x">the <b>page</b></a>.</p>', "See [the page](/x)."),
        ('<p><a href="javascript:alert(1)">Click</a></p>', "Click"),
        ('<p><a href=" JavaScript:alert(1)">Click</a></p>', "Click"),
        ("<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>", "- a\n  - b\n  - c\n- d"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
        ("<h2>Title</h2><p>Text</p>", "## Title\n\nText"),
        ('<div role="heading" aria-level="4">Title</div><p>Text</p>', "#### Title\n\nText"),
        ("<p>a</p><pre>x {\n  y\n}</pre><p>b</p>", "a\n\n```\nx {\n  y\n}\n```\n\nb"),
        ("<pre>```\nx\n```</pre>", "````\n```\nx\n```\n````"),
        (
            "<table><tr><th>Name</th><th>Means</th></tr><tr><td>a</td><td>b<br>c</td></tr></table>",
            "| Name | Means |\n| a | b c |",
        ),
        ("<p></p>", ""),
    ],
)
def test_prose(markup: str, markdown: str) -> None:
    assert markdown_of(html.fragment_fromstring(markup, create_parent="div")) == markdown


def test_paragraphs_keep_lists_and_code_whole() -> None:
    markup = "<p>a</p><ul><li><p>b</p><p>c</p></li></ul><pre>d\n\ne</pre><p>f</p>"
    assert paragraphs(leaves(html.fragment_fromstring(markup, create_parent="div"))) == (
        "a",
        "- b\n\n  c",
        "```\nd\n\ne\n```",
        "f",
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<pre><code>a\n<span>b</span>c</code></pre>", "a\nbc"),
        ("<pre>a<br>b</pre>", "a\nb"),
        ('<pre><span class="line">a</span>\n<span class="line">b</span></pre>', "a\nb"),
        ('<pre><span aria-hidden="true">1</span>a</pre>', "a"),
        ("<pre>a<button>Copy</button></pre>", "a"),
    ],
)
def test_code(markup: str, text: str) -> None:
    assert code_text(html.fragment_fromstring(markup)) == text


@pytest.mark.parametrize("codec", ["base64", "rot13", "idna", "undefined", "utf-7", "martian"])
def test_a_page_that_declares_no_encoding_of_pages_is_read_as_windows_1252(codec: str) -> None:
    assert decoded(f'<meta charset="{codec}"><p>déjà vu, élève</p>'.encode("cp1252")).endswith("<p>déjà vu, élève</p>")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    assert decoded("<p>Привет</p>".encode(encoding)) == "<p>Привет</p>"
