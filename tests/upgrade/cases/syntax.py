from __future__ import annotations

from functools import partial
from typing import Optional

import acme_v1.errors  #! breaking: acme_v1 is the old package -> acme_v2
import acme_v1  #! breaking: acme_v1 is the old package -> acme_v2
from acme_v1 import *  #! breaking: acme_v1 is the old package -> acme_v2
from acme_v1 import Acme, models, Gone  #! breaking: acme_v1 is the old package -> acme_v2
from . import local


class Base:
    server: Acme


@partial(print, Acme)
def handler(server: Optional[Acme], *, retry: int = 3, model: models.User = None, odd: "def (" = 1):
    take = lambda: server.users.delete("7")  #! breaking: users.delete() is gone
    by_id = {user.id: user.company for user in server.users.list()}  #! breaking: User has no company any more
    first = server.users.list().items[0]
    print(first.company if retry else take, by_id)  #! breaking: User has no company any more
    one, (two, *three) = server, (server, server)
    one.users.delete("7")  #! breaking: users.delete() is gone
    server.users.list(*[1], 2)
    server = three
    server.users.delete("7")
    model.company  #! breaking: User has no company any more
    made = models.User(id="7")
    print(made.company)  #! breaking: User has no company any more
    table = {}
    table["x"] = two
    table["x"].users.delete("7")
    for table["y"] in [1]:
        pass
    if (found := acme_v1.Acme("x")) and found.users:
        found.users.get("7", "8")
    other = found.users.get("7") if retry else found.users.get("8")
    del other.company  #! breaking: User has no company any more
    match retry:
        case 3:
            found.users.delete("7")  #! breaking: users.delete() is gone
    try:
        found.nothing.here(key=1)
    except (acme_v1.errors.NotFound, acme_v1.Forbidden):
        raise
    while retry:
        with open("x") as file, found as again:
            again.users.delete(file)  #! breaking: users.delete() is gone
    annotated: Acme = found
    return [annotated.users.create(mail="x", role="y", unknown=1)]  #! breaking: users.create() takes no mail= any more
