"""What a reader of an apidoc page sees, found independently of the reader under test: the words of each article.

Chrome, which may be missing from the facts, is listed here by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import html

from speclift.model.raw import Place, RawApi, RawArticle
from speclift.readers.apidoc.labels import words

UNSHOWN = {"script", "style", "button", "form", "thead", "del"}
CHROME = words(
    "Permission:", "DEPRECATED", "optional", "required", "Default value:", "Size range:", "Allowed values:"
) | words("Send a Sample Request")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"[\s`]+")


def missing_words(content: bytes, api: RawApi) -> list[str]:
    """Texts of articles that did not arrive in the facts often enough, each with its article."""
    root = html.document_fromstring(content.decode().encode(), parser=html.HTMLParser(encoding="utf-8"))
    elements = [element for element in root.iter("article") if _is_documented(element)]
    assert len(elements) == len(api.articles)
    return [
        f"{article.place}: {words_!r}"
        for element, article in zip(elements, api.articles, strict=True)
        for words_ in _missing(element, article)
    ]


def _is_documented(element: Any) -> bool:
    named = element.get("data-name") or (element.get("id") or "").startswith("api-")
    return bool(named) and not any(above.tag == "article" for above in element.iterancestors())


def _missing(element: Any, article: RawArticle) -> list[str]:
    arrived = "\n".join(_plain(text) for text in _texts(article))
    seen = Counter(filter(None, (_plain(text).strip(",") for text in _shown(element))))
    return [text for text, count in seen.items() if arrived.count(text) < count and not _is_chrome(text)]


def _is_chrome(text: str) -> bool:
    label = text.rstrip(":：").casefold()
    return label in {_plain(word) for word in CHROME} or text in {",", "|", "-"}


def _shown(element: Any) -> Iterator[str]:
    """Texts of the elements that a browser shows, version lists and forms left out."""
    yield element.text or ""
    for child in element:
        css = (child.get("class") or "").split() if isinstance(child.tag, str) else []
        if isinstance(child.tag, str) and child.tag not in UNSHOWN and not _is_version_list(child.tag, css):
            yield from _heading(child) if child.tag == "h1" else _labelled(child) if child.tag == "p" else _shown(child)
        yield child.tail or ""


def _is_version_list(tag: str, css: list[str]) -> bool:
    return (tag == "ul" and "versions" in css) or "sample-request-response" in css or "caret" in css or "toolbar" in css


def _heading(element: Any) -> Iterator[str]:
    """`Group - Title` or `Group | Title`: two facts."""
    yield from re.split(r" - | \| ", " ".join(element.itertext()), maxsplit=1)


def _labelled(element: Any) -> Iterator[str]:
    """`Allowed values: <code>...`, `Permission: admin`: the label is chrome, what follows is not."""
    for text in _shown(element):
        label, colon, rest = text.partition(":") if ":" in text else text.partition("：")
        if colon and _is_chrome(_plain(label)):
            yield from re.split(r"[,\n]", rest)
        elif element.get("class") in ("type-size", "default-value") and colon:
            yield rest
        else:
            yield text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Place):
        yield value.path.replace("/", ".")  # nested names are printed dotted by some templates
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            yield from _texts(getattr(value, field.name))


def _plain(text: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", text)).casefold().replace("&nbsp;", "")
