from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import models
from .._encode import merged
from .._files import File
from .._pagination import Paging
from .._request import Operation, PagedOperation
from .._resource import AsyncResource, Resource, raw, raw_async, raw_pages, responding
from .._retry import Rate
from .._values import UNSET, Unset

if TYPE_CHECKING:
    from pathlib import Path

    from .._downloads import Progress
    from .._files import AsyncFileSource, FileSource
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


def _create(body: Any, login_name: str | Unset, email: str | Unset | None) -> Request[models.User]:
    return _CREATE.request(json=merged(body, {"login_name": login_name, "email": email}, ("login_name",)))


def _avatar(user_id: str, image: AsyncFileSource) -> Request[None]:
    return _AVATAR.request(path={"user_id": user_id}, multipart={"image": File(image), "crop": True})


class Users(Resource):
    @property
    def with_raw_response(self) -> UsersWithRawResponse:
        return UsersWithRawResponse(Users(responding(self._transport)))

    def get(self, user_id: str, /, **options: Any) -> models.User:
        return self._transport.send(_get(user_id), options)

    def plain(self, user_id: str, /, **options: Any) -> models.User:
        return self._transport.send(_plain(user_id), options)

    def list(
        self, *, page_id: int | Unset = UNSET, page_size: int | Unset = UNSET, **options: Any
    ) -> Page[models.User]:
        return self._transport.page(_list(page_id, page_size), options)

    def create(
        self,
        body: Any = UNSET,
        /,
        *,
        login_name: str | Unset = UNSET,
        email: str | Unset | None = UNSET,
        **options: Any,
    ) -> models.User:
        return self._transport.send(_create(body, login_name, email), options)

    def delete(self, user_id: str, /, **options: Any) -> None:
        return self._transport.send(_DELETE.request(path={"user_id": user_id}), options)

    def ping(self, **options: Any) -> object:
        return self._transport.send(_PING.request(), options)

    def slow(self, **options: Any) -> object:
        return self._transport.send(_SLOW.request(), options)

    def ics(self, **options: Any) -> str:
        return self._transport.send(_TEXT.request(), options)

    def outside(self, **options: Any) -> object:
        return self._transport.send(_OUTSIDE.request(), options)

    def rights(self, **options: Any) -> Page[str]:
        return self._transport.page(_RIGHTS.request(), options)

    def set_avatar(self, user_id: str, /, *, image: FileSource, **options: Any) -> None:
        return self._transport.send(_avatar(user_id, image), options)

    def download(
        self, name: str, /, *, to: Any = None, progress: Progress | None = None, resume: bool = False, **options: Any
    ) -> Path | bytes | None:
        return self._transport.download(_RECORD.request(path={"name": name}), to, progress, resume, options)

    @cached_property
    def friends(self) -> Users:
        return Users(self._transport)


class AsyncUsers(AsyncResource):
    @property
    def with_raw_response(self) -> AsyncUsersWithRawResponse:
        return AsyncUsersWithRawResponse(AsyncUsers(responding(self._transport)))

    async def get(self, user_id: str, /, **options: Any) -> models.User:
        return await self._transport.send(_get(user_id), options)

    async def plain(self, user_id: str, /, **options: Any) -> models.User:
        return await self._transport.send(_plain(user_id), options)

    def list(
        self, *, page_id: int | Unset = UNSET, page_size: int | Unset = UNSET, **options: Any
    ) -> AsyncPages[models.User]:
        return self._transport.page(_list(page_id, page_size), options)

    async def create(
        self,
        body: Any = UNSET,
        /,
        *,
        login_name: str | Unset = UNSET,
        email: str | Unset | None = UNSET,
        **options: Any,
    ) -> models.User:
        return await self._transport.send(_create(body, login_name, email), options)

    async def delete(self, user_id: str, /, **options: Any) -> None:
        return await self._transport.send(_DELETE.request(path={"user_id": user_id}), options)

    async def ping(self, **options: Any) -> object:
        return await self._transport.send(_PING.request(), options)

    async def slow(self, **options: Any) -> object:
        return await self._transport.send(_SLOW.request(), options)

    def rights(self, **options: Any) -> AsyncPages[str]:
        return self._transport.page(_RIGHTS.request(), options)

    async def set_avatar(self, user_id: str, /, *, image: AsyncFileSource, **options: Any) -> None:
        return await self._transport.send(_avatar(user_id, image), options)

    async def download(
        self, name: str, /, *, to: Any = None, progress: Progress | None = None, resume: bool = False, **options: Any
    ) -> Path | bytes | None:
        return await self._transport.download(_RECORD.request(path={"name": name}), to, progress, resume, options)

    @cached_property
    def friends(self) -> AsyncUsers:
        return AsyncUsers(self._transport)


class UsersWithRawResponse:
    def __init__(self, resource: Users) -> None:
        self.get = raw(resource.get)
        self.plain = raw(resource.plain)
        self.list = raw(resource.list)
        self.create = raw(resource.create)
        self.delete = raw(resource.delete)
        self.rights = raw(resource.rights)
        self.ping = raw(resource.ping)
        self.set_avatar = raw(resource.set_avatar)
        self.download = raw(resource.download)


class AsyncUsersWithRawResponse:
    def __init__(self, resource: AsyncUsers) -> None:
        self.get = raw_async(resource.get)
        self.plain = raw_async(resource.plain)
        self.list = raw_pages(resource.list)
        self.create = raw_async(resource.create)
        self.delete = raw_async(resource.delete)
        self.rights = raw_pages(resource.rights)
        self.ping = raw_async(resource.ping)
        self.set_avatar = raw_async(resource.set_avatar)
        self.download = raw_async(resource.download)
