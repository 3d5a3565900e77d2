from __future__ import annotations

from acme_v1 import Acme, AsyncAcme  #! breaking: acme_v1 is the old package -> acme_v2


class Directory:
    def names(self):
        for user in self.server.users.list():
            yield user.id, user.company  #! breaking: User has no company any more

    def __init__(self, server: Acme | None = None) -> None:
        self.server = server or Acme("acme.example")


async def first(server: AsyncAcme) -> str:
    user = await server.users.get("7")
    async for other in server.users.list():
        print(other.company)  #! breaking: User has no company any more
    users = server.users
    await users.delete(user.id)  #! breaking: users.delete() is gone
    return user.name  #! warning: User.name is str | Unset, it was str


def client() -> Acme:
    return Acme("acme.example")


def other() -> None:
    client().users.delete("7")  #! breaking: users.delete() is gone
    print([user.company for user in client().users.list() if user.id])  #! breaking: User has no company any more
    if found := client().users.get("7"):
        print(found.company)  #! breaking: User has no company any more
