"""A service that copies users: asynchronous, with wrappers, typed dictionaries and comprehensions. `#!` stands behind
every line that breaks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import ParamSpec, TypedDict, TypeVar

from acme_v1 import AsyncAcme, User, UserStatus  #!

P = ParamSpec("P")
R = TypeVar("R")


class Row(TypedDict):
    key: str
    company: str


def retried(call: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
    async def again(*args: P.args, **kwargs: P.kwargs) -> R:
        return await call(*args, **kwargs)

    return again


@asynccontextmanager
async def connected(host: str) -> AsyncIterator[AsyncAcme]:
    async with AsyncAcme(host) as server:
        yield server


def as_row(user: User) -> Row:
    return {"key": user.id, "company": user.company}  #!


def as_rows(users: list[User]) -> list[Row]:
    return [Row(key=user.id, company=user.company) for user in users if user.id]  #!


class Copier:
    def __init__(self, source: AsyncAcme, target: AsyncAcme) -> None:
        self._source = source
        self._target = target
        self._limit = asyncio.Semaphore(4)

    @property
    def users(self) -> Callable[[str], Awaitable[User]]:
        return self._source.users.get

    async def rows(self) -> list[Row]:
        return [as_row(user) async for user in self._source.users.list(filter="staff")]  #!

    async def staff(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        async for user in self._source.users.list():
            found.setdefault(user.company, set()).add(user.id)  #!
        return found

    async def copy(self, user_id: str) -> User:
        async with self._limit:
            user = await self.users(user_id)
            return await self._target.users.create(login=user.id, mail="x@acme.example")  #!

    async def copy_all(self, ids: list[str]) -> list[User]:
        return await asyncio.gather(*(self.copy(one) for one in ids))

    async def clear(self, ids: list[str]) -> None:
        delete = retried(self._target.users.delete)  #!
        await asyncio.gather(*(delete(one) for one in ids))

    async def seats(self, room: str) -> list[str]:
        return [await self._source.rooms.seat(room, str(number)) for number in range(3)]  #!

    async def online(self) -> list[str]:
        return [
            user.name.title()  #!
            async for user in self._source.users.list()
            if user.status in {UserStatus.ONLINE, UserStatus.OFFLINE}  #!
        ]

    async def open(self, *rooms: str) -> None:
        async with asyncio.TaskGroup() as group:
            for room in rooms:
                group.create_task(retried(self._source.rooms.open)(room))  #!


async def newest(server: AsyncAcme, /, *, guests: bool = False) -> User | None:
    if (user := await anext(aiter(server.users.list(kind="guest" if guests else "staff")), None)) is not None:  #!
        print(f"{user.id} of {user.company!r}")  #!
    return user


async def main() -> None:
    async with connected("a.example") as source, connected("b.example") as target:
        copier = Copier(source, target)
        rows = await copier.rows()
        print({row["company"] for row in rows}, await copier.copy_all([row["key"] for row in rows]))
        room = await source.rooms.get("7")  #!
        print(room, len((await source.users.list(page_size=3)).items))


if __name__ == "__main__":
    asyncio.run(main())
