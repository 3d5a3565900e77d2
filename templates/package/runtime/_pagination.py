"""Lists that come in pages: how the next page is asked for, and the objects that iterate over everything.

Enters: `Paging` (the document's `x-pagination`) and the parts of an answer. Leaves: `Page`, `AsyncPage`, `AsyncPages`,
which ask the transport for further pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast
from urllib.parse import parse_qs, urlsplit

import msgspec

from ._errors import RepeatedPageError
from ._values import UNSET

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator

    from ._decode import PageParts
    from ._request import PagedOperation, PagedRequest
    from ._transport import AsyncTransport, Transport

__all__ = ["AsyncPage", "AsyncPages", "Page", "Paging"]

T = TypeVar("T")


class Paging(msgspec.Struct, frozen=True):
    """How a list is paged, as documented.

    `style`: `page` numbers pages from `first`, `token` hands on what `next` gave, `offset` counts items, `link` gives
    the next page's address, `none` gives all at once. `page`, `size`, `token`, `offset` are names of query parameters,
    `items`, `next`, `total` JSON pointers into the answer (None: it has none), `end` the values of `next` that mean "no
    more".
    """

    style: Literal["page", "token", "offset", "link", "none"]
    page: str | None = None
    size: str | None = None
    token: str | None = None
    offset: str | None = None
    items: str = ""
    next: str | None = None
    total: str | None = None
    first: int = 1
    end: tuple[Any, ...] = (None,)

    def following(self, request: PagedRequest[T], parts: PageParts, seen: int) -> PagedRequest[T] | None:
        """Make the request for the page after `parts`, or None after the last one.

        `request` is the one that `parts` answers, `seen` counts the items from the first page asked for up to and with
        `parts`. A page that is not full is no sign of the end: servers cut the size they are asked for.
        """
        if self.style == "none" or (not parts.items and self.style in ("page", "offset")):
            return None
        if self.next is not None and parts.next is not UNSET:
            return None if self._ends(parts.next) else self._to_mark(request, parts.next, len(parts.items))
        if self.style in ("token", "link") or self._complete(request, parts, seen):
            return None
        return self._to_count(request, len(parts.items))

    def _ends(self, mark: object) -> bool:
        return mark is None or mark is False or mark == "" or mark in self.end

    def _complete(self, request: PagedRequest[T], parts: PageParts, seen: int) -> bool:
        """Whether nothing can follow, as far as the counts tell; `next` is documented or it is for the next, empty page
        to say."""
        total = number(parts.total)
        if total is None:
            return self.next is not None
        if self.style == "offset":
            return (number(request.query.get(self.offset or "")) or 0) + len(parts.items) >= total
        page, size = number(request.query.get(self.page or "")), number(request.query.get(self.size or ""))
        full = page is not None and size is not None and size == len(parts.items)
        return seen >= total or (full and (page - self.first + 1) * size >= total)  # type: ignore[operator]

    def _to_mark(self, request: PagedRequest[T], mark: object, count: int) -> PagedRequest[T]:
        """Ask for the page that `next` names."""
        match self.style:
            case "link":
                # Only its query is taken, so that no answer can send the credentials elsewhere.
                return msgspec.structs.replace(
                    request, query=parse_qs(urlsplit(str(mark)).query, keep_blank_values=True)
                )
            case "token":
                return _with(request, self.token, mark)
            case "offset" if number(mark) is None or mark is True:
                return self._to_count(request, count)
            case "offset":
                return _with(request, self.offset, mark)
            case _:
                return self._to_count(request, count) if mark is True else _with(request, self.page, mark)

    def _to_count(self, request: PagedRequest[T], count: int) -> PagedRequest[T]:
        """Ask for the page after this one, by number."""
        if self.style == "offset":
            return _with(request, self.offset, (number(request.query.get(self.offset or "")) or 0) + count)
        page = number(request.query.get(self.page or ""))
        return _with(request, self.page, (self.first if page is None else page) + 1)


def number(value: object) -> int | None:
    """Read a count that may have come as text; None for anything else, and for negative ones."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        read = int(value)
    except ValueError:
        return None
    return read if read >= 0 else None


def _with(request: PagedRequest[T], name: str | None, value: object) -> PagedRequest[T]:
    return msgspec.structs.replace(request, query={**request.query, name or "": value})


def _paging(request: PagedRequest[Any]) -> Paging:
    return cast("PagedOperation[Any]", request.operation).paging


class Position:
    """Where a page stands in the list: the request it answers, how many items went before, and which requests were
    made.

    `visited` is shared by all pages of one list: what was asked, and as the how manieth page.
    """

    __slots__ = ("before", "index", "request", "visited")

    def __init__(
        self, request: PagedRequest[Any], before: int = 0, index: int = 0, visited: dict[str, int] | None = None
    ) -> None:
        self.request, self.before, self.index = request, before, index
        self.visited: dict[str, int] = {} if visited is None else visited
        self.visited.setdefault(self._mark(request), index)

    @staticmethod
    def _mark(request: PagedRequest[Any]) -> str:
        return repr(sorted((name, str(value)) for name, value in request.query.items()))

    def after(self, parts: PageParts) -> Position | None:
        """Find the position of the page after this one. Raises `RepeatedPageError` when the server sends us back."""
        seen = self.before + len(parts.items)
        paging = _paging(self.request)
        request = paging.following(self.request, parts, seen)
        if request is None:
            return None
        index = self.visited.get(self._mark(request), self.index + 1)
        if index <= self.index:
            raise RepeatedPageError(
                f"page {self.index + 1} of {request.operation.id} names page {index + 1} as the one that follows it",
                method=request.operation.method,
                url=request.path,
            )
        return Position(request, seen, self.index + 1, self.visited)

    def refuse_repetition(self, before: PageParts, parts: PageParts) -> None:
        """Raise `RepeatedPageError` for a page with the same items as the one before it."""
        if parts.items and parts.items == before.items:
            raise RepeatedPageError(
                f"page {self.index + 1} of {self.request.operation.id} is the same as the one before it",
                method=self.request.operation.method,
                url=self.request.path,
            )


class _Known(Generic[T]):
    """What one page knows, sync or async."""

    __slots__ = ("_parts", "_position", "items", "total")

    items: list[T]
    """The items of this page alone."""
    total: int | None
    """How many items there are on all pages together; None where the server does not say."""

    def __init__(self, position: Position, parts: PageParts) -> None:
        self._position, self._parts = position, parts
        self.items = parts.items
        self.total = number(parts.total)
        if self.total is None and _paging(self._position.request).style == "none":
            self.total = len(parts.items)

    def __len__(self) -> int:
        """The number of items of this page alone."""
        return len(self.items)

    def __repr__(self) -> str:
        of = "" if self.total is None else f" of {self.total}"
        return f"<{type(self).__name__} {self._position.index + 1}: {len(self.items)} items{of}>"


class Page(_Known[T]):
    """One page of a list. Iterating over it gives the items of this and of all further pages, which are asked for on
    the way."""

    __slots__ = ("_transport",)

    def __init__(self, transport: Transport, position: Position, parts: PageParts) -> None:
        super().__init__(position, parts)
        self._transport = transport

    def next_page(self) -> Page[T] | None:
        """Ask for the page after this one; None after the last. Raises `RepeatedPageError` when the server repeats
        itself."""
        position = self._position.after(self._parts)
        if position is None:
            return None
        parts = self._transport.parts(position.request)
        position.refuse_repetition(self._parts, parts)
        return Page(self._transport, position, parts)

    def pages(self) -> Iterator[Page[T]]:
        """Yield this page and all further ones."""
        page: Page[T] | None = self
        while page is not None:
            yield page
            page = page.next_page()

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items


class AsyncPage(_Known[T]):
    """One page of a list. `async for` gives the items of this and of all further pages, which are asked for on the
    way."""

    __slots__ = ("_transport",)

    def __init__(self, transport: AsyncTransport, position: Position, parts: PageParts) -> None:
        super().__init__(position, parts)
        self._transport = transport

    async def next_page(self) -> AsyncPage[T] | None:
        """Ask for the page after this one; None after the last. Raises `RepeatedPageError` when the server repeats
        itself."""
        position = self._position.after(self._parts)
        if position is None:
            return None
        parts = await self._transport.parts(position.request)
        position.refuse_repetition(self._parts, parts)
        return AsyncPage(self._transport, position, parts)

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """Yield this page and all further ones."""
        page: AsyncPage[T] | None = self
        while page is not None:
            yield page
            page = await page.next_page()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item


class AsyncPages(Generic[T]):
    """A list that was not asked for yet: `await` it for its first page, or iterate over all its items with `async
    for`."""

    __slots__ = ("_request", "_transport")

    def __init__(self, transport: AsyncTransport, request: PagedRequest[T]) -> None:
        self._transport, self._request = transport, request

    async def _first(self) -> AsyncPage[T]:
        return AsyncPage(self._transport, Position(self._request), await self._transport.parts(self._request))

    def __await__(self) -> Generator[Any, Any, AsyncPage[T]]:
        return self._first().__await__()

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """Yield all pages."""
        async for page in (await self._first()).pages():
            yield page

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self._first():
            yield item
