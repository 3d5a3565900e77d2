"""Which request asks for the page after one: what the answer names, or the next number where it names none.

Enters: a page, its request, what is known of the whole list (`Walk`). Leaves: `Position.advance`, a generator of the
requests that find the next page; it performs none, so that sync and async pages share it.

Servers differ from their documentation here more than anywhere else. They name the next page in members that no page
mentions; number pages from 0 where the documentation says 1, and the other way round; and answer beyond the end with an
empty page, with 404, or with the last page again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import parse_qs, urlsplit

import msgspec

from ._drift import tell
from ._errors import NotFoundError, RepeatedPageError
from ._paging_signs import number, raw_items, signs_of
from ._values import UNSET

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import TypeAlias

    from ._decode import PageParts
    from ._drift import Reporter
    from ._pagination import Paging
    from ._paging_signs import Signs
    from ._request import PagedOperation, PagedRequest

T = TypeVar("T")

if TYPE_CHECKING:
    Found: TypeAlias = "tuple[Position, PageParts]"
    Search: TypeAlias = Generator["PagedRequest[Any]", "PageParts", Found | None]


class Walk:
    """What all pages of one list share: the requests that were made, the first page, how the server numbers pages.

    `named` is whether an answer named the page after it: then one that names none is the last. `numberings` is shared
    by all lists of a client: the number of an operation's first page, once it is known.
    """

    __slots__ = ("begins", "first", "named", "numberings", "visited")

    begins: bool
    named: bool
    numberings: dict[str, int]

    def __init__(self, begins: bool, numberings: dict[str, int]) -> None:
        self.begins, self.numberings = begins, numberings
        self.first: PageParts | None = None
        self.named = False
        self.visited: dict[str, int] = {}


class Position:
    """Where a page stands in the list: the request it answers, its index, and how many items went before."""

    __slots__ = ("before", "index", "last", "request", "walk")

    before: int
    index: int
    last: bool
    request: PagedRequest[Any]
    walk: Walk

    def __init__(
        self,
        request: PagedRequest[Any],
        numberings: dict[str, int] | None = None,
        *,
        before: int = 0,
        index: int = 0,
        walk: Walk | None = None,
        last: bool = False,
    ) -> None:
        self.request, self.before, self.index, self.last = request, before, index, last
        if walk is None:
            paging = paging_of(request)
            begins = all(
                request.query.get(name or "", UNSET) is UNSET for name in (paging.page, paging.offset, paging.token)
            )
            walk = Walk(begins, {} if numberings is None else numberings)
        self.walk = walk
        walk.visited.setdefault(_mark(request), index)

    def advance(self, parts: PageParts, reporter: Reporter) -> Search:
        """Find the page after this one: yields requests, is sent what they answer, returns the position and the page,
        or None after the last one.

        Raises `RepeatedPageError` when the server sends us back.
        """
        if self.last:
            return None
        paging, seen = paging_of(self.request), self.before + len(parts.items)
        if self.index == 0:
            self.walk.first = parts
        signs = signs_of(parts, paging)
        if paging.style in ("page", "offset") and not parts.items:
            return (yield from self._rest(seen, signs, reporter))
        if signs.mark is not UNSET and signs.mark is not True:
            if _ends(signs, paging):
                return None
            named = _named(self.request, signs, paging)
            if named is not None:
                return (yield from self._follow(named, parts, seen, signs))
        ends = self.walk.named and signs.mark is UNSET and not signs.more
        if self._complete(parts, seen, signs) or (ends and (signs.total is None or seen >= signs.total)):
            return None
        return (yield from self._count(parts, seen, signs, reporter))

    def _complete(self, parts: PageParts, seen: int, signs: Signs) -> bool:
        """Whether nothing can follow, as far as the answer tells."""
        paging, request = paging_of(self.request), self.request
        if paging.style not in ("page", "offset") or signs.more is False:
            return True
        if signs.more or signs.mark is True:
            return False
        if signs.pages is not None and self.walk.begins and self.index + 1 >= signs.pages:
            return True
        total = signs.total
        if total is None:
            # A documented `next` that the answer leaves out says that there is none, unless the page is full.
            asked = number(request.query.get(paging.size or ""))
            return paging.next is not None and signs.pages is None and asked != len(parts.items)
        if paging.style == "offset":
            return (number(request.query.get(paging.offset or "")) or 0) + len(parts.items) >= total
        page, size = number(request.query.get(paging.page or "")), number(request.query.get(paging.size or ""))
        full = page is not None and size is not None and size == len(parts.items)
        return seen >= total or (full and (page - paging.first + 1) * size >= total)  # type: ignore[operator]

    def _follow(self, named: PagedRequest[Any], parts: PageParts, seen: int, signs: Signs) -> Search:
        """Ask for the page that the answer names."""
        # Without documented paging the name may mean something else, and the answer was the whole list.
        done = (signs.total is not None and seen >= signs.total) or paging_of(self.request).style == "none"
        index = self.walk.visited.get(_mark(named), self.index + 1)
        if index <= self.index:
            if done:
                return None
            raise self._repeated(f"page {self.index + 1} of {{}} names page {index + 1} as the one that follows it")
        following = yield named
        self.walk.named = True
        if self._same(parts, following):
            if done:
                return None
            raise self._repeated(f"page {self.index + 2} of {{}} is the same as the one before it")
        return self._at(named, seen), following

    def _count(self, parts: PageParts, seen: int, signs: Signs, reporter: Reporter) -> Search:
        """Ask for the page with the next number. Nothing, 404 or this page again say that there is none."""
        paging = paging_of(self.request)
        if paging.style == "offset":
            start = number(self.request.query.get(paging.offset or "")) or 0
            request = _with(self.request, paging.offset, start + len(parts.items))
            following = yield from self._asked(request)
        elif self.index == 0 and self.walk.begins:
            following, request = yield from self._second(parts, signs)
        else:
            page = number(self.request.query.get(paging.page or ""))
            request = _with(self.request, paging.page, (paging.first if page is None else page) + 1)
            following = yield from self._asked(request)
        if following is None or not following.items or self._same(parts, following):
            return (yield from self._rest(seen, signs, reporter))
        return self._at(request, seen), following

    def _second(
        self, parts: PageParts, signs: Signs
    ) -> Generator[PagedRequest[Any], PageParts, tuple[PageParts | None, PagedRequest[Any]]]:
        """Ask for the second page of a list whose first one was asked for without a number.

        Where neither an earlier list nor the answer says how the server numbers, page 1 tells: it is this one again, or
        the second. With a total nothing is asked in vain: it shows at the end whether a page is missing.
        """
        paging, numberings, id_ = paging_of(self.request), self.walk.numberings, self.request.operation.id
        if signs.page is not None and signs.page <= 1:
            numberings[id_] = signs.page
        known = id_ in numberings
        request = _with(self.request, paging.page, numberings.get(id_, paging.first) + 1)
        if known or (paging.first == 1 and signs.total is not None):
            return (yield from self._asked(request)), request
        request = _with(self.request, paging.page, 1)
        following = yield from self._asked(request)
        if following is None or not following.items:
            return None, request
        numberings[id_] = 1 if self._overlap(parts, following) else 0
        if numberings[id_] == 1:
            request = _with(self.request, paging.page, 2)
            following = yield from self._asked(request)
        return following, request

    def _rest(self, seen: int, signs: Signs, reporter: Reporter) -> Search:
        """End the list; but first ask for page 1 where the total says that a page is missing: a server that numbers
        from 0 has its second page there."""
        paging, walk, operation = paging_of(self.request), self.walk, self.request.operation
        total, first = signs.total, walk.first
        if total is None or seen >= total or not walk.begins:
            return None
        if paging.style == "page" and paging.first == 1 and first is not None and operation.id not in walk.numberings:
            request = _with(self.request, paging.page, 1)
            missing = yield from self._asked(request)
            if missing is not None and missing.items:
                walk.numberings[operation.id] = 1 if self._overlap(first, missing) else 0
                if walk.numberings[operation.id] == 0:
                    position = self._at(request, seen)
                    position.last = True
                    return position, missing
        tell(reporter, operation.id, paging.items.replace("/", "."), "missing", f"{total} items", f"{seen} items")
        return None

    def _asked(self, request: PagedRequest[Any]) -> Generator[PagedRequest[Any], PageParts, PageParts | None]:
        """Ask for a page that may not be there."""
        try:
            return (yield request)
        except NotFoundError:
            return None

    def _at(self, request: PagedRequest[Any], seen: int) -> Position:
        return Position(request, before=seen, index=self.index + 1, walk=self.walk)

    def _same(self, parts: PageParts, following: PageParts) -> bool:
        """Whether two pages have the same items, as they came: what is not documented tells items apart as well."""
        if not parts.items or parts.items != following.items:
            return False
        paging = paging_of(self.request)
        return raw_items(parts, paging) == raw_items(following, paging)

    def _overlap(self, parts: PageParts, following: PageParts) -> bool:
        """Whether two answers are one page, give or take what changed between them."""
        paging = paging_of(self.request)
        known, asked = raw_items(parts, paging), raw_items(following, paging)
        return 2 * sum(item in known for item in asked) >= len(asked)

    def _repeated(self, words: str) -> RepeatedPageError:
        operation = self.request.operation
        return RepeatedPageError(words.format(operation.id), method=operation.method, url=self.request.path)


def paging_of(request: PagedRequest[Any]) -> Paging:
    """The documented paging of a request's operation."""
    return cast("PagedOperation[Any]", request.operation).paging


def _mark(request: PagedRequest[Any]) -> str:
    return repr(sorted((name, str(value)) for name, value in request.query.items()))


def _ends(signs: Signs, paging: Paging) -> bool:
    """Whether what is said of the next page is that there is none."""
    mark = signs.mark
    if mark is None or mark is False or mark == "" or mark in paging.end:
        return True
    if not signs.name:
        return False
    return re.fullmatch(r"-\d+|0|null|none", str(mark), re.IGNORECASE) is not None


def _named(request: PagedRequest[T], signs: Signs, paging: Paging) -> PagedRequest[T] | None:
    """Make the request for the page that the answer names; None where the name says nothing to us."""
    text, count = str(signs.mark), number(signs.mark)
    if not signs.name and paging.style == "token":
        return _with(request, paging.token, signs.mark)
    if (not signs.name and paging.style == "link") or re.match(r"https?://|/|\?", text):
        # Only its query is taken, so that no answer can send the credentials elsewhere.
        query: dict[str, Any] = dict(parse_qs(urlsplit(text).query, keep_blank_values=True))
        if not query:
            return None
        return msgspec.structs.replace(request, query=query if not signs.name else {**request.query, **query})
    if not signs.name:
        name = paging.offset if paging.style == "offset" else paging.page
        return (
            None if name is None or (paging.style == "offset" and count is None) else _with(request, name, signs.mark)
        )
    name = re.sub(r"(?i)^next[\s_.-]*", "", signs.name)
    name = name[:1].lower() + name[1:]
    if count is not None and paging.style == "page" and not re.search(r"(?i)offset|start|token|cursor", name):
        return _with(request, paging.page, count)
    if count is not None and paging.style == "offset" and not re.search(r"(?i)page|token|cursor", name):
        return _with(request, paging.offset, count)
    if re.search(r"(?i)token|cursor|marker|key", name) or not name:
        name = paging.token or name
    return _with(request, name, signs.mark) if name else None


def _with(request: PagedRequest[T], name: str | None, value: object) -> PagedRequest[T]:
    return msgspec.structs.replace(request, query={**request.query, name or "": value})
