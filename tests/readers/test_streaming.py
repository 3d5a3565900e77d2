"""React's out-of-order streaming: every segment in its place, however the server sent them."""

from __future__ import annotations

import pytest
from lxml import html

from speclift.readers.gitbook.streaming import finish


def finished(body: str) -> tuple[str, tuple[str, ...]]:
    page = f"<html><body>{body}</body></html>"
    root = html.document_fromstring(page)
    missing = finish(root, page)
    return "".join(root.find("body").itertext()).split("$R")[0].replace("\n", ""), missing


MOVE = '<script>$RC("B:0","S:0")</script>'
BEFORE, AFTER = "<main>1<!--$?-->", "<!--/$-->3</main>"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (f'{BEFORE}<template id="B:0"></template><i>wait</i>{AFTER}<div hidden id="S:0"><b>2</b></div>{MOVE}', "123"),
        (f'{BEFORE}<template id="B:0"></template><!--$?-->x<!--/$-->{AFTER}<div hidden id="S:0">2</div>{MOVE}', "123"),
        (
            f'{BEFORE}<template id="B:0"></template>{AFTER}<div hidden id="S:1"><u>2</u></div>'
            '<div hidden id="S:0"><p>a<template id="P:1"></template>b</p></div>'
            '<script>$RS("S:1","P:1")</script><script>$RR("B:0","S:0",[])</script>',
            "1a2b3",
        ),
        ("<p>no stream</p>", "no stream"),
        ('<script>$RC("B:9","S:9")</script><p>x</p>', ""),
    ],
)  # fmt: skip
def test_segments_go_where_they_belong(body: str, says: str) -> None:
    assert finished(body)[0].startswith(says)


def test_what_never_arrived_is_named() -> None:
    assert finished(f'{BEFORE}<template id="B:a"></template>{AFTER}')[1] == ("B:a",)


def test_a_move_into_itself_is_left() -> None:
    text, missing = finished('<div id="S:0">x<template id="B:0"></template></div><script>$RC("B:0","S:0")</script>')
    assert text.startswith("x")
    assert missing == ("B:0",)
