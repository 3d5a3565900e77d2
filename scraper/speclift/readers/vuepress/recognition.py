"""What tells a VuePress page. No twin of one is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.readers.kit.signs import sign, weighed

if TYPE_CHECKING:
    from speclift.readers.page import Page, Recognition

_SIGNS = (
    sign(
        r"""<meta[^>]{0,80}\bname=["']generator["'][^>]{0,80}content=["']VuePress\b""", 0.9, "its generator is VuePress"
    ),
    sign(r"\btheme-(?:default|hope)-content\b", 0.7, "the content box of a VuePress theme"),
    sign(r"\bvuepress\b", 0.3, "it names VuePress"),
    sign(r"""\bdata-server-rendered=["']true["']|<!--\[-->""", 0.2, "it was rendered by Vue"),
    sign(r"""\bclass=["'][^"']{0,80}\bheader-anchor\b""", 0.3, "VuePress's anchors in its headings"),
)
_CONTENT = (sign(r"""<pre\b""", 1, "an example"),)


def recognise(page: Page) -> Recognition:
    """Say how sure we are that `page` is a VuePress page that documents methods."""
    return weighed("vuepress", page, _SIGNS, _CONTENT)


def twin_locations(_page: Page) -> tuple[str, ...]:
    """Nothing: VuePress serves no machine-readable form."""
    return ()


def read_twin(_content: bytes) -> dict[str, Any] | None:
    """Nothing: VuePress serves no machine-readable form."""
    return None
