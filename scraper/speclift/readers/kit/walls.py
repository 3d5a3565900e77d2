"""What stands before a page: a login, a consent banner, a bot check. Seen in the words, never in class names.

Enters: the runs of text of a page, or its bytes. Leaves: the name of the wall, or nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclift.model.findings import InputError
from speclift.readers.kit.leaves import leaves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.readers.kit.leaves import Leaf
    from speclift.readers.page import Page

_FEW = 120
_PASSWORD = re.compile(rb"<input\b[^>]{0,400}?type\s*=\s*[\"']?password", re.IGNORECASE)
_LOGIN = re.compile(
    r"\b(?:log ?in|sign ?in|single sign-on|sso|authentication required|password|anmelden|connexion|iniciar sesión"
    r"|accedi|войти)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|privacy (?:settings|preferences)|datenschutz|accept all|reject all|gdpr)\b", re.IGNORECASE
)
_CHECK = re.compile(
    r"\b(?:verify(?:ing)? (?:that )?you are (?:a )?human|checking your browser|just a moment|captcha|access denied"
    r"|enable javascript)\b",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(?:404|403|410|500|502|503)\b|\bnot found\b|\b(?:page|document)[^.]{0,40}(?:does not|doesn't) exist\b"
    r"|\bserver error\b|\bnicht gefunden\b|\bintrouvable\b|\bno encontrada\b|\bне найдена\b",
    re.IGNORECASE,
)
_TITLE = re.compile(rb"<(?:title|h1|h2)\b[^<>]*>([^<]{0,200})", re.IGNORECASE)
_METHOD = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b")
_FEW_OF_AN_ERROR = 80
_LOOK = 400_000


def wall_of(shown: Sequence[Leaf], root: HtmlElement | None = None) -> str | None:
    """The wall that these words are: "a login page", "a consent banner", "a bot check"; None for a page with
    content."""
    words = " ".join(leaf.words for leaf in shown[:_FEW])[:8000]
    if root is not None and next((True for field in root.iter("input") if field.get("type") == "password"), False):
        return "a login page"
    few = len(shown) <= _FEW
    if few and _CHECK.search(words):
        return "a bot check"
    if few and _LOGIN.search(words):
        return "a login page"
    if few and len(_CONSENT.findall(words)) > 1:
        return "a consent banner"
    return None


def refuse_wall(page: Page, root: HtmlElement) -> None:
    """Raise `InputError` when the page is only a wall."""
    found = wall_of(leaves(root), root)
    if found:
        raise InputError(
            f"this is {found}, not documentation", file=page.name, hint="record the page as a signed-in visitor sees it"
        )


def stands_for_a_page(content: bytes) -> str | None:
    """What a server sent with status 200 where a page should be: "a login page", "an error page"; None for a page."""
    words = _text(content[:_LOOK]).decode("utf-8", "replace")
    if len(words.split()) > _FEW_OF_AN_ERROR:
        return None
    if _PASSWORD.search(content[:_LOOK]):
        return "a login page"
    titles = b" ".join(_TITLE.findall(content[:_LOOK])).decode("utf-8", "replace")
    return "an error page" if _ERROR.search(titles) and not _METHOD.search(words) else None


def wall_in(content: bytes) -> str | None:
    """A quick look at bytes, for `recognise`: the wall that the page is when it has few words."""
    text = _text(content[:_LOOK]).decode("utf-8", "replace")
    if len(text.split()) > 20 * _FEW:
        return None
    if _PASSWORD.search(content[:_LOOK]):
        return "a login page"
    if len(text.split()) > 3 * _FEW:
        return None
    if _CHECK.search(text):
        return "a bot check"
    if _LOGIN.search(text):
        return "a login page"
    if len(_CONSENT.findall(text)) > 1:
        return "a consent banner"
    return None


def _text(content: bytes) -> bytes:
    """What stands outside tags, scripts and styles, in time linear in the size whatever is left open."""
    lowered = content.lower()
    pieces, at = [], 0
    while (start := lowered.find(b"<", at)) >= 0:
        pieces.append(content[at:start])
        name = next((name for name in (b"script", b"style") if lowered.startswith(name, start + 1)), b"")
        end = lowered.find(b"</" + name, start) if name else start
        close = lowered.find(b">", end) if end >= 0 else -1
        if close < 0:
            return b" ".join(pieces)
        at = close + 1
    return b" ".join([*pieces, content[at:]])
