"""A directory of users and rooms: a typed program. `#!` stands behind every line that breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from acme_v1 import Acme, User, UserStatus  #!


@dataclass
class Directory:
    server: Acme
    known: dict[str, User] = field(default_factory=dict)

    def load(self) -> None:
        for user in self.server.users.list(filter="staff"):  #!
            self.known[user.id] = user

    def companies(self) -> set[str]:
        return {user.company for user in self.known.values()}  #!

    def busy(self) -> Iterator[User]:
        yield from (user for user in self.known.values() if user.status is UserStatus.ONLINE)  #!

    def rename(self, user_id: str) -> str:
        user = self.known[user_id]
        return user.name.upper()  #!

    def sort_key(self) -> Callable[[User], str]:
        return lambda user: user.company  #!

    def remove_all(self, users: list[User]) -> None:
        remove = self.server.users.delete  #!
        for user in users:
            remove(user.id)


def greet(user: User | None) -> str:
    if user is None:
        return "nobody"
    return f"{user.name}, {user.company}"  #!


def seat_of(server: Acme, room: str, seat: str) -> str:
    found: str = server.rooms.seat(room, seat)  #!
    return found.strip()


def open_rooms(server: Acme, rooms: list[str]) -> None:
    for room in rooms:
        server.rooms.open(room)  #!
    openers = [partial(server.rooms.open, room) for room in rooms]  #!
    for opener in openers:
        opener()


def register(server: Acme, login: str) -> User:
    created = server.users.create(login=login, mail=f"{login}@acme.example")  #!
    return created


def first_of(users: list[User]) -> str:
    match users:
        case [User(company=company), *_]:  #!
            return company
    return ""


def table(users: list[User]) -> dict[str, str]:
    return {user.id: user.company for user in users}  #!


def both(server: Acme) -> tuple[User, User]:
    one, two = server.users.get("1"), server.users.get("2")
    print(one.company, two.id)  #!
    return one, two


def states() -> list[UserStatus]:
    return [UserStatus.OFFLINE, UserStatus.MULTIHOST]  #!


def floor(server: Acme) -> None:
    server.rooms.get("7")  #!


class Cache:
    def __init__(self, directory: Directory) -> None:
        self.directory = directory

    def company(self, user_id: str) -> str:
        return self.directory.known[user_id].company  #!

    def drop(self, user_id: str) -> None:
        self.directory.server.users.delete(user_id)  #!


def unaffected(server: Acme) -> str:
    user = server.users.get("1")
    page = server.users.list(page_size=3)
    return f"{user.id} {len(page.items)} {UserStatus.OFFLINE}"
