"""A script that nobody typed. `#!` stands behind every line that breaks."""

import functools

import acme_v1  #!
from acme_v1 import Acme, UserStatus  #!

ACTIONS = {}


def main():
    server = Acme("acme.example")
    for user in server.users.list(kind="guest"):  #!
        print(user.id, user.company)  #!
    actions = {"remove": server.users.delete, "show": server.users.get}  #!
    actions["show"]("7")
    for name, action in actions.items():
        print(name, action)
    payload = {"login": "a", "mail": "a@acme.example"}
    server.users.create(**payload)  #!
    server.users.create(**{"login": "b"})  #!
    later = lambda: server.rooms.open("7")  #!
    later()
    callback = functools.partial(server.rooms.open, "8")  #!
    callback()
    for method in (server.users.delete, server.users.get):  #!
        method("7")
    clients = [server, Acme("other.example")]
    for client in clients:
        client.users.delete("9")  #!
    print(server.rooms.seat("1", "2"))  #!
    server.rooms.get(room_id="7")  #!
    user = server.users.get("7")
    if user.status == UserStatus.ONLINE:  #!
        print(user.name)
    if user.status in (1, 5):  #!
        print("online")
    print([one.company for one in server.users.list()])  #!
    states = [UserStatus.MULTIHOST, acme_v1.UserStatus.OFFLINE]  #!
    print(states, sorted(server.users.list(), key=lambda one: one.id))
    with Acme("x") as other:
        other.users.list(filter="x")  #!
        other.users.list(page_size=3)
    return server.users.with_raw_response.delete("1")  #!


class Robot:
    def __init__(self, host):
        self.acme = Acme(host)

    def clean(self):
        for user in self.acme.users.list():
            if user.company is None:  #!
                self.acme.users.delete(user.id)  #!

    def create(self, **more):
        return self.acme.users.create(mail="x", **more)  #!


if __name__ == "__main__":
    main()
