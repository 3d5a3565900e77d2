from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .. import models
from .._files import File
from .._pagination import Paging
from .._rate import Rate
from .._request import Operation, PagedOperation
from .._resource import AsyncResource, Resource
from .._values import UNSET, Unset

if TYPE_CHECKING:
    from pathlib import Path

    from .._files import FileSource, Progress, Target
    from .._pagination import AsyncPages, Page
    from .._request import PagedRequest, Request

_SECURITY = (("accessToken",), ("oauth2",))

_GET: Operation[models.User] = Operation(
    "getUser", "GET", "/users/{user_id}", returns=models.User, at="/user", security=_SECURITY
)
_PLAIN: Operation[models.User] = Operation(
    "getPlainUser", "GET", "/plain/{user_id}", returns=models.User, security=_SECURITY
)
_LIST: PagedOperation[models.User] = PagedOperation(
    "getUserList",
    "GET",
    "/users",
    returns=models.User,
    paging=Paging(
        "page", page="page_id", size="page_size", items="/users", next="/next_page_id", total="/cnt", end=(-1, None)
    ),
    security=_SECURITY,
)
_CREATE: Operation[models.User] = Operation(
    "createUser", "POST", "/users", returns=models.User, at="/user", status=(201,), security=_SECURITY
)
_DELETE: Operation[None] = Operation("deleteUser", "DELETE", "/users/{user_id}", security=_SECURITY)
_PING: Operation[object] = Operation("ping", "GET", "/ping", returns=object)
_SLOW: Operation[object] = Operation("slow", "GET", "/slow", returns=object, rate=Rate(2, 10))
_TEXT: Operation[str] = Operation("ics", "GET", "/ics", returns=str, accept="text/calendar")
_OUTSIDE: Operation[object] = Operation("outside", "GET", "/outside", returns=object, prefix="")
_AVATAR: Operation[None] = Operation("setAvatar", "POST", "/users/{user_id}/avatar", security=_SECURITY)
_RECORD: Operation[bytes] = Operation(
    "downloadRecord", "GET", "/records/{name}", returns=bytes, accept="*/*", security=_SECURITY
)
_RIGHTS: PagedOperation[str] = PagedOperation(
    "rights", "GET", "/rights", returns=str, paging=Paging("none", items="/rights")
)


def _get(user_id: str) -> Request[models.User]:
    return _GET.request(path={"user_id": user_id})


def _plain(user_id: str) -> Request[models.User]:
    return _PLAIN.request(path={"user_id": user_id})


def _list(page_id: int | Unset, page_size: int | Unset) -> PagedRequest[models.User]:
    return _LIST.request(query={"page_id": page_id, "page_size": page_size})


def _create(login_name: str, email: str | Unset | None) -> Request[models.User]:
    return _CREATE.request(json={"login_name": login_name, "email": email})


def _avatar(user_id: str, image: FileSource) -> Request[None]:
    return _AVATAR.request(path={"user_id": user_id}, multipart={"image": File(image), "crop": True})


class Users(Resource):
    def get(self, user_id: str, /) -> models.User:
        return self._transport.send(_get(user_id))

    def plain(self, user_id: str, /) -> models.User:
        return self._transport.send(_plain(user_id))

    def list(self, *, page_id: int | Unset = UNSET, page_size: int | Unset = UNSET) -> Page[models.User]:
        return self._transport.page(_list(page_id, page_size))

    def create(self, *, login_name: str, email: str | Unset | None = UNSET) -> models.User:
        return self._transport.send(_create(login_name, email))

    def delete(self, user_id: str, /) -> None:
        return self._transport.send(_DELETE.request(path={"user_id": user_id}))

    def ping(self) -> object:
        return self._transport.send(_PING.request())

    def slow(self) -> object:
        return self._transport.send(_SLOW.request())

    def ics(self) -> str:
        return self._transport.send(_TEXT.request())

    def outside(self) -> object:
        return self._transport.send(_OUTSIDE.request())

    def rights(self) -> Page[str]:
        return self._transport.page(_RIGHTS.request())

    def set_avatar(self, user_id: str, /, *, image: FileSource) -> None:
        return self._transport.send(_avatar(user_id, image))

    def download(self, name: str, /, *, to: Target, progress: Progress | None = None) -> Path | None:
        return self._transport.download(_RECORD.request(path={"name": name}), to, progress)

    @cached_property
    def friends(self) -> Users:
        return Users(self._transport)


class AsyncUsers(AsyncResource):
    async def get(self, user_id: str, /) -> models.User:
        return await self._transport.send(_get(user_id))

    async def plain(self, user_id: str, /) -> models.User:
        return await self._transport.send(_plain(user_id))

    def list(self, *, page_id: int | Unset = UNSET, page_size: int | Unset = UNSET) -> AsyncPages[models.User]:
        return self._transport.page(_list(page_id, page_size))

    async def create(self, *, login_name: str, email: str | Unset | None = UNSET) -> models.User:
        return await self._transport.send(_create(login_name, email))

    async def delete(self, user_id: str, /) -> None:
        return await self._transport.send(_DELETE.request(path={"user_id": user_id}))

    async def ping(self) -> object:
        return await self._transport.send(_PING.request())

    async def slow(self) -> object:
        return await self._transport.send(_SLOW.request())

    def rights(self) -> AsyncPages[str]:
        return self._transport.page(_RIGHTS.request())

    async def set_avatar(self, user_id: str, /, *, image: FileSource) -> None:
        return await self._transport.send(_avatar(user_id, image))

    async def download(self, name: str, /, *, to: Target, progress: Progress | None = None) -> Path | None:
        return await self._transport.download(_RECORD.request(path={"name": name}), to, progress)

    @cached_property
    def friends(self) -> AsyncUsers:
        return AsyncUsers(self._transport)
