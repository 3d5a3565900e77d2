"""What is no page of the platform: one clear line, and little confidence beforehand."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from platform_pages import HEADS, PAGES

from speclift.model.findings import InputError
from speclift.readers import document_reader_for, reader_for
from speclift.readers.detect import SURE, detect
from speclift.readers.page import Page

HERE = Path(__file__).parent
FORMS = sorted(HERE.glob("*/recorded/*.html.gz"))


def whole(platform: str) -> bytes:
    return gzip.decompress(PAGES[platform].read_bytes())


def page(platform: str, body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>x</title>{HEADS[platform]}</head><body>{body}</body></html>".encode()


def refusal(platform: str, content: bytes) -> str:
    with pytest.raises(InputError) as caught:
        reader_for(platform).read([Page("page.html", content)])
    said = str(caught.value)
    assert "\n" not in said
    assert said.startswith("page.html: ")
    return said


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.parent.parent.name}/{form.name}")
def test_tells_every_recorded_page_apart(form: Path) -> None:
    found = detect(Page("page.html", gzip.decompress(form.read_bytes())))
    assert found[0].platform == form.parent.parent.name
    assert found[0].confidence > 0.9
    assert found[0].reasons
    assert all(other.confidence < 0.3 for other in found[1:])
    assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)


@pytest.mark.parametrize("platform", HEADS)
def test_half_a_page_is_refused(platform: str) -> None:
    half = whole(platform)[: len(whole(platform)) // 2]
    assert "cut off" in refusal(platform, half)
    assert reader_for(platform).recognise(Page("page.html", half)).confidence < SURE


@pytest.mark.parametrize("platform", HEADS)
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"%PDF-1.7 ...", "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (bytes(500), "binary"),
        (b"just words, no page", "no markup"),
        (b'{"openapi": "3.1.0"}', "no markup"),
    ],
)
def test_what_is_no_page_is_refused(platform: str, content: bytes, says: str) -> None:
    assert says in refusal(platform, content)
    assert reader_for(platform).recognise(Page("page.html", content)).confidence < SURE


@pytest.mark.parametrize("platform", HEADS)
@pytest.mark.parametrize("other", HEADS)
def test_a_page_of_another_platform_is_refused(platform: str, other: str) -> None:
    if other != platform:
        said = refusal(platform, whole(other))
        assert other in said
        assert f'platform = "{other}"' in said


WALLS = {
    "login page": (
        '<h1>Sign in to continue</h1><form><input name="email"><input type="password"></form><button>Log in</button>'
    ),
    "consent banner": (
        "<h2>We value your privacy</h2><p>We use cookies. Choose: consent?</p><button>Accept all</button>"
    ),
    "bot check": "<h1>Just a moment...</h1><p>Checking your browser before you continue. Verify you are human.</p>",
}


@pytest.mark.parametrize("platform", HEADS)
@pytest.mark.parametrize(("wall", "body"), WALLS.items())
def test_a_wall_before_the_page_is_refused_by_its_name(platform: str, wall: str, body: str) -> None:
    content = page(platform, body)
    assert wall in refusal(platform, content)
    found = reader_for(platform).recognise(Page("page.html", content))
    assert found.confidence < SURE
    assert any(wall in reason for reason in found.reasons)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.parent.parent.name}/{form.name}")
@pytest.mark.parametrize("body", WALLS.values(), ids=WALLS)
def test_a_login_or_a_banner_beside_the_operations_is_no_wall(form: Path, body: str) -> None:
    platform = form.parent.parent.name
    content = gzip.decompress(form.read_bytes())
    beside = content.replace(b"</body>", f"<div>{body}</div></body>".encode())
    assert beside != content
    reader = reader_for(platform)
    assert reader.recognise(Page("page.html", beside)).confidence > SURE
    assert len(reader.read([Page("page.html", beside)]).articles) == len(
        reader.read([Page("page.html", content)]).articles
    )


@pytest.mark.parametrize("platform", HEADS)
@pytest.mark.parametrize(("wall", "body"), WALLS.items())
def test_a_wall_in_place_of_a_recorded_page_is_refused(platform: str, wall: str, body: str) -> None:
    content = whole(platform)
    start, end = content.index(b"<body"), content.rindex(b"</body>")
    instead = content[: content.index(b">", start) + 1] + body.encode() + content[end:]
    assert wall in refusal(platform, instead)
    assert reader_for(platform).recognise(Page("page.html", instead)).confidence < SURE


@pytest.mark.parametrize("platform", HEADS)
def test_a_page_of_the_platform_without_an_api_is_refused(platform: str) -> None:
    content = page(platform, "<main><h1>Welcome</h1><p>Nothing but a guide.</p></main>")
    assert platform.lower() in refusal(platform, content).lower()
    assert reader_for(platform).recognise(Page("page.html", content)).confidence < SURE


def test_blocks_that_the_server_never_sent_are_said_to_be_missing() -> None:
    content = page("gitbook", '<main><h1>x</h1><template id="B:0"></template></main>')
    assert "never arrived" in refusal("gitbook", content)


@pytest.mark.parametrize("platform", HEADS)
def test_no_page_at_all_is_refused(platform: str) -> None:
    with pytest.raises(InputError, match="no page to read"):
        reader_for(platform).read([])


@pytest.mark.parametrize("platform", HEADS)
def test_no_reader_recognises_an_unrelated_page(platform: str) -> None:
    content = b"<!DOCTYPE html><html><head><title>Cakes</title></head><body><h1>Cakes</h1><p>Butter.</p></body></html>"
    found = reader_for(platform).recognise(Page("page.html", content))
    assert found.confidence == 0.0
    refusal(platform, content)


@pytest.mark.parametrize("platform", HEADS)
def test_hostile_markup_costs_little(platform: str) -> None:
    deep = page(platform, "<div>" * 1500 + "<h1>x</h1><p>y</p>" + "</div>" * 1500)
    refusal(platform, deep)
    assert "nested too deeply" in refusal(platform, page(platform, "<div>" * 5000))
    refusal(platform, page(platform, f'<div id="{"#" * 300_000}" style="{"x:" * 300_000}">{"a" * 300_000}</div>'))
    refusal(platform, page(platform, "<span>get</span><span>x</span>" * 20_000))


@pytest.mark.parametrize(("platform", "words"), [("", "of which platform"), ("nosuch", "no reader is called 'nosuch'")])
def test_a_platform_that_has_no_reader_is_one_line(platform: str, words: str) -> None:
    for asked in (reader_for, document_reader_for):
        with pytest.raises(InputError, match=words):
            asked(platform)
