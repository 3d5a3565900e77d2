"""Lists that come in pages: the documented paging, and the objects that iterate over everything.

Enters: `Paging` (the document's `x-pagination`) and the parts of an answer. Leaves: `Page`, `AsyncPage`, `AsyncPages`,
which ask the transport for further pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

import msgspec

from ._errors import NotFoundError
from ._following import Position, paging_of
from ._origin import Answer, attach_items
from ._paging_signs import signs_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator

    from ._decode import PageParts
    from ._request import PagedRequest
    from ._transport import AsyncTransport, Transport

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


class _Known(Generic[T]):
    """What one page knows, sync or async."""

    __slots__ = ("_items", "_parts", "_position")

    def __init__(self, position: Position, parts: PageParts) -> None:
        self._position, self._parts = position, parts
        self._items: list[T] | None = None

    @property
    def items(self) -> list[T]:
        """The items of this page alone."""
        if self._items is None:
            self._items = self._parts.items
            if self._parts.fresh:
                attach_items(self._items, Answer(self._parts.content, paging_of(self._position.request).items))
        return self._items

    @property
    def total(self) -> int | None:
        """How many items there are on all pages together; None where the server does not say."""
        paging = paging_of(self._position.request)
        total = signs_of(self._parts, paging).total
        return len(self._parts.items) if total is None and paging.style == "none" else total

    def __repr__(self) -> str:
        of = "" if self.total is None else f" of {self.total}"
        return f"<{type(self).__name__} {self._position.index + 1}: {len(self.items)} items{of}>"


class Page(_Known[T]):
    """One page of a list. Iterating over it gives the items of this and of all further pages, which are asked for on
    the way; `items` is the list of this page alone."""

    __slots__ = ("_transport",)

    def __init__(self, transport: Transport, position: Position, parts: PageParts) -> None:
        super().__init__(position, parts)
        self._transport = transport

    def next_page(self) -> Page[T] | None:
        """Ask for the page after this one; None after the last. Raises `RepeatedPageError` when the server repeats
        itself."""
        search = self._position.advance(self._parts, self._transport.exchange.reporter)
        try:
            request = next(search)
            while True:
                try:
                    parts = self._transport.parts(request)
                except NotFoundError as error:
                    request = search.throw(error)
                else:
                    request = search.send(parts)
        except StopIteration as done:
            found: tuple[Position, PageParts] | None = done.value
        return None if found is None else Page(self._transport, *found)

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
    """One page of a list. `async for` gives the items of this and of all further pages, which are asked for on the way;
    `items` is the list of this page alone."""

    __slots__ = ("_transport",)

    def __init__(self, transport: AsyncTransport, position: Position, parts: PageParts) -> None:
        super().__init__(position, parts)
        self._transport = transport

    async def next_page(self) -> AsyncPage[T] | None:
        """Ask for the page after this one; None after the last. Raises `RepeatedPageError` when the server repeats
        itself."""
        search = self._position.advance(self._parts, self._transport.exchange.reporter)
        try:
            request = next(search)
            while True:
                try:
                    parts = await self._transport.parts(request)
                except NotFoundError as error:
                    request = search.throw(error)
                else:
                    request = search.send(parts)
        except StopIteration as done:
            found: tuple[Position, PageParts] | None = done.value
        return None if found is None else AsyncPage(self._transport, *found)

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

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            raise AttributeError(
                f"{type(self).__name__!r} object has no attribute {name!r}; await it for its first page, "
                "or iterate over all items with `async for`"
            )

    def __init__(self, transport: AsyncTransport, request: PagedRequest[T]) -> None:
        self._transport, self._request = transport, request

    async def _first(self) -> AsyncPage[T]:
        return AsyncPage(
            self._transport,
            Position(self._request, self._transport.exchange.numberings),
            await self._transport.parts(self._request),
        )

    def __await__(self) -> Generator[Any, Any, AsyncPage[T]]:
        return self._first().__await__()

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """Yield all pages."""
        async for page in (await self._first()).pages():
            yield page

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self._first():
            yield item
