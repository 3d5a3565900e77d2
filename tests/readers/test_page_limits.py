"""Pages too large or too odd for any parser, and pages that cost too much: one line each, in time."""

from __future__ import annotations

import contextlib
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from speclift.fetch.documentation import documentation_of
from speclift.model.findings import InputError
from speclift.pipeline.build import build_source
from speclift.pipeline.initialise import recognise
from speclift.readers import READERS, reader_for
from speclift.readers.budget import within_budget
from speclift.readers.detect import detect
from speclift.readers.kit.encoding import codec_of, decoded
from speclift.readers.kit.html_tree import parse
from speclift.readers.limits import MOST_ATTRIBUTES, refuse_excess
from speclift.readers.page import Page
from speclift.workspace.source import unconfigured

sys.path.insert(0, str(Path(__file__).parents[1] / "endurance"))
import seed_pages


def tag(count: int, value: str = "") -> bytes:
    return b"<p " + " ".join(f"a{number}{value}" for number in range(count)).encode() + b">x</p>"


EXCESSES: dict[str, tuple[Callable[[], bytes], str]] = {
    "300,000 attributes": (lambda: tag(300_000), "a tag has 300,000 attributes"),
    "attributes of quoted signs": (lambda: tag(30_000, "='>'"), "a tag has 30,000 attributes"),
    "attributes of quoted tags": (lambda: tag(30_000, '="<p>"'), "a tag has 30,000 attributes"),
    "attributes in UTF-16": (lambda: tag(30_000).decode().encode("utf-16"), "a tag has 30,000 attributes"),
    "attributes of a tag without end": (lambda: tag(30_000)[:-6], "a tag has 30,000 attributes"),
    "tags": (lambda: b"<b>" * 2_000_000, "the page has 2,000,000 tags"),
    "bytes": (lambda: b"<p>" + b"x" * 70_000_000, "the page has 70,000,003 bytes"),
}


@pytest.mark.parametrize("excess", EXCESSES)
def test_excess_is_refused_before_a_tree_stands(excess: str) -> None:
    content, words = EXCESSES[excess]
    with pytest.raises(InputError, match=words):
        refuse_excess(Page("page.html", content()))


@pytest.mark.parametrize("quotes", ['<a b="', "<a b='>\"", "<a <a ", "<a b=c", "</ ", "<a=", "<!--", "<a b=\"'"])
def test_judging_takes_time_in_proportion_to_the_page(quotes: str) -> None:
    def seconds(length: int) -> float:
        page = Page("page.html", quotes.encode() * (length // len(quotes)))
        started = time.process_time()
        with contextlib.suppress(InputError):
            refuse_excess(page)
        return time.process_time() - started

    assert seconds(800_000) < 16 * max(seconds(200_000), 0.02)


def test_a_tag_of_many_attributes_is_read_in_any_case() -> None:
    page = Page("page.html", b"<html><body>" + tag(MOST_ATTRIBUTES) + b"</body></html>")
    refuse_excess(page)
    assert len(next(parse(page).iter("p")).attrib) == MOST_ATTRIBUTES


DEEP_OR_LONG = {
    "elements": b"<div>" * 100_000,
    "lists": b"<ul><li>" * 50_000,
    "text": b"<p>" + b"x" * 11_000_000,
    "attribute": b"<p title='" + b"x" * 50_000_000 + b"'>",
    "script": b"<script>" + b"x" * 11_000_000 + b"</script>",
}


@pytest.mark.parametrize("what", DEEP_OR_LONG)
def test_the_parser_stops_at_depth_and_length(what: str) -> None:
    content = b"<html><body>" + DEEP_OR_LONG[what] + b"</body></html>"
    with pytest.raises(InputError, match=r"is nested too deeply|text or attribute of more than 10 MB"):
        parse(Page("page.html", content))


def test_time_is_bounded_whatever_is_caught_on_the_way() -> None:
    def read() -> None:
        while True:
            try:
                while True:
                    pass
            except Exception:  # careless
                pass

    words = r"page.html: reading it takes more than 0\.2 s of the processor"
    with pytest.raises(InputError, match=words), within_budget([Page("page.html", b"<p>")], seconds=0.2):
        read()


def test_memory_is_bounded() -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("this system does not say what a process has")
    with pytest.raises(InputError, match="more than 200 MB of memory"), within_budget([], memory=200 * 1024 * 1024):
        _ = [bytes(1_000_000) for _ in range(1000)]
    _ = [bytes(1_000_000) for _ in range(300)]  # afterwards it is free again


def test_the_outer_budget_counts() -> None:
    with within_budget([], seconds=60), within_budget([], seconds=1e-6):
        started = time.process_time()
        while time.process_time() < started + 0.05:
            pass


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (b"<b>x</b>" * 120_000, "240,0.. tags, more than anyone writes by hand"),
        (b"<ul><li>" * 5000, "nested too deeply"),
    ],
)
def test_hand_written_pages_are_small_and_shallow(markup: bytes, words: str) -> None:
    page = Page("page.html", b"<html><body><h2>GET /v1/users</h2>" + markup + b"</body></html>")
    with pytest.raises(InputError, match=words):
        reader_for("handwritten").read([page])


NO_TEXT = [
    "unicode_escape",
    "raw-unicode-escape",
    "base64",
    "rot13",
    "rot-13",
    "idna",
    "zlib",
    "bz2",
    "hex",
    "uu",
    "quopri",
    "punycode",
    "undefined",
    "utf-7",
]


@pytest.mark.parametrize("name", [*NO_TEXT, "no-such", "ü", "x" * 40])
@pytest.mark.parametrize("where", ['<meta charset="{}">', '<?xml version="1.0" encoding="{}"?>'])
def test_what_is_no_encoding_of_text_decodes_nothing(name: str, where: str) -> None:
    assert codec_of(name) == ""
    content = (where.format(name) + "<p>caf").encode() + b"\xe9\xe8\xe7\xe6</p>"
    assert decoded(content).endswith("caféèçæ</p>")


def test_a_name_with_a_null_is_none() -> None:
    assert codec_of("utf-8\0") == ""


@pytest.mark.parametrize("name", ["base64", "idna", "undefined", "rot13"])
def test_no_reader_recognises_by_what_is_no_encoding(name: str) -> None:
    page = Page("page.html", f'<html><head><meta charset="{name}"></head><body><h1>'.encode() + b"\xe9" * 40)
    assert len(detect(page)) == len(READERS)


NESTED = ["<table><tr><td>", "<ul><li>", "<div>", "<dl><dd>", "<blockquote>", "<details><summary>", "<b>", "<code>"]
SEEDS = [name for name in seed_pages.SEEDS if len(seed_pages.seed(name)) < 150_000]


@pytest.mark.parametrize("name", SEEDS)
def test_what_is_nested_forty_times_is_read_once(name: str) -> None:
    """A reader that goes into each table twice goes into the fortieth 2^40 times: no budget would be enough."""
    page, chance = seed_pages.seed(name), random.Random(name)
    for nested in NESTED:
        text = chance.choice([match.end() for match in re.finditer(rb">(?=[^<>]{2,60}<)", page)] or [0])
        content = page[:text] + (nested * 40).encode() + page[text:]
        try:
            documentation = documentation_of(Page(f"{name}.html", content), lambda _: None)
            source = unconfigured("api", "", recognise(documentation.pages).platform)
            said = [str(one) for one in build_source(source, documentation.pages, packages=False).failures]
        except InputError as error:
            said = [str(error)]
        assert not [one for one in said if "takes more than" in one], nested
