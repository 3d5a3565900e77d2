"""Each `requests/NAME.txt` is a recorded request; `requests/NAME.json` beside it is what is read from it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclift.normalise.examples.curl import parse_curl
from speclift.normalise.examples.notations import parse_raw_http, parse_request_sample
from speclift.normalise.examples.request_sample import RequestSample
from speclift.normalise.examples.shell_words import split_command

CASES = Path(__file__).parent / "requests"


def _said(sample: RequestSample | None) -> object:
    if sample is None:
        return None
    said = {name: getattr(sample, name) for name in sample.__struct_fields__ if name != "repairs"}
    said["repairs"] = [[one.rule, one.before, one.after] for one in sample.repairs]
    said["media_type"] = sample.media_type
    return {name: value for name, value in said.items() if value or name == "method"}


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda case: case.stem)
def test_a_request_says_what_stands_beside_it(case: Path, regen: bool) -> None:
    said = (
        json.dumps(_said(parse_request_sample(case.read_text(encoding="utf-8"))), ensure_ascii=False, indent=2) + "\n"
    )
    expected = case.with_suffix(".json")
    if regen:
        expected.write_text(said, encoding="utf-8")
    assert json.loads(expected.read_text(encoding="utf-8")) == json.loads(said)


WORD = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="“”‘’"), min_size=1, max_size=20)


@given(st.lists(WORD, max_size=6))
@settings(deadline=None)
def test_words_are_split_as_a_shell_splits_them(words: list[str]) -> None:
    assert [word.value for word in split_command(shlex.join(words)).words] == words


@given(WORD, WORD)
@settings(deadline=None)
def test_a_body_comes_through_whatever_it_holds(body: str, value: str) -> None:
    found = parse_curl(shlex.join(["curl", "-X", "PUT", "https://a.b/", "--data-raw", body, "-H", f"X-A: a{value}"]))
    assert (found.method, found.url, found.body) == ("PUT", "https://a.b/", body)
    assert found.headers == (("X-A", f"a{value}".strip()),)


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=300)
def test_no_text_makes_it_raise(text: str) -> None:
    parse_request_sample(text)
    for command in ("curl ", "wget ", "http "):
        assert isinstance(parse_request_sample(command + text), RequestSample | None)
    parse_curl(text)
    assert parse_raw_http(text).method in {"", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
