"""What an answer says about the page after it, whether that is documented or not: siblings such as `next_page_id`,
cursors, links, totals, flags, and the `Link` header (RFC 8288).

Enters: the bytes of a page and its documented paging. Leaves: `Signs`. Names are compared in lower case without
punctuation, so that `nextPageToken` and `next_page_token` are one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from ._values import UNSET, is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._decode import PageParts
    from ._pagination import Paging

_NEXT = re.compile(r"next(page|cursor|link|url|uri|href|token|offset|start|marker|key|id|number|skip|from)*")
_MORE = frozenset({"hasmore", "hasnext", "hasnextpage", "more", "morepages", "moreavailable", "moreresults"})
_TOTAL = re.compile(
    r"total(count|items?|results?|records?|entries|size|elements|hits|rows|number)?|(items?|results?)total"
)
_PAGES = frozenset({"totalpages", "totalpage", "pagecount", "pagestotal", "pagescount", "numpages", "numberofpages"})
_PAGE = frozenset({"page", "pageid", "pagenumber", "pageindex", "pageno", "currentpage", "currentpagenumber"})
_HOLDERS = frozenset({"meta", "metadata", "paging", "pagination", "pageinfo", "page", "links", "link", "cursors",
                      "cursor", "responsemetadata"})  # fmt: skip
_LONGEST_SIGN = 8192


class Signs(msgspec.Struct, frozen=True):
    """`name` and `mark` say what comes next: the member that says it ("" for the documented one) and its value
    (`UNSET`: nothing says it). `more` is a flag, `total` and `pages` count items and pages, `page` is this page's
    number.
    """

    name: str = ""
    mark: Any = UNSET
    more: bool | None = None
    total: int | None = None
    pages: int | None = None
    page: int | None = None


def signs_of(parts: PageParts, paging: Paging) -> Signs:
    """Read the signs of a page; what the documentation names comes before what is found beside it."""
    found: dict[str, Any] = {}
    for key, value in _members(parts.content, paging.items):
        plain = re.sub(r"[^a-z]", "", key.lower())
        if _NEXT.fullmatch(plain):
            if is_object(value):
                value = value.get("href", value.get("url", value.get("cursor", UNSET)))
            if value is not UNSET and not is_array(value):
                found.setdefault("next", (key, value))
        elif plain in _MORE and isinstance(value, bool):
            found.setdefault("more", value)
        elif _TOTAL.fullmatch(plain):
            found.setdefault("total", number(value))
        elif plain in _PAGES:
            found.setdefault("pages", number(value))
        elif plain in _PAGE or key == paging.page:
            found.setdefault("page", number(value))
    name, mark = "", parts.next
    if mark is UNSET:
        name, mark = ("link", parts.link) if parts.link else found.get("next", ("", UNSET))
    total = number(parts.total)
    return Signs(
        name,
        mark,
        found.get("more"),
        found.get("total") if total is None else total,
        found.get("pages"),
        found.get("page"),
    )


def number(value: object) -> int | None:
    """Read a count that may have come as text; None for anything else, and for negative ones."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        read = int(value)
    except ValueError:
        return None
    return read if read >= 0 else None


def raw_items(parts: PageParts, paging: Paging) -> list[Any]:
    """The items of a page as they came, before any of them was decoded."""
    from ._decode import pointed, untyped

    found = pointed(untyped(parts.content), paging.items) if parts.content else parts.items
    return list(found.values()) if is_object(found) else found if is_array(found) else []


def _members(content: bytes, items: str) -> Iterator[tuple[str, Any]]:
    """Yield the small members of the objects that hold the items, and of the objects for paging beside them."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in items.split("/")[1:]]
    raw: Any = content
    for step in [*steps, None]:
        try:
            members = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
        except (msgspec.DecodeError, UnicodeDecodeError):
            return
        for key, value in members.items():
            if key == step or memoryview(value).nbytes > _LONGEST_SIGN:
                continue
            read = msgspec.json.decode(value)
            yield key, read
            if is_object(read) and re.sub(r"[^a-z]", "", key.lower()) in _HOLDERS:
                yield from read.items()
                for inner, nested in read.items():
                    if is_object(nested) and re.sub(r"[^a-z]", "", inner.lower()) in _HOLDERS:
                        yield from nested.items()
        if step is None or step not in members:
            return
        raw = members[step]
