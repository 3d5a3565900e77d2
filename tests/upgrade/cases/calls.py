from acme_v1 import Acme  #! breaking: acme_v1 is the old package -> acme_v2

with Acme("acme.example") as server:
    server.users.list(page_size=3)
    server.users.list(filter="x")  #! breaking: users.list() takes no filter= any more
    server.users.list(kind="x")  #! breaking: kind= is no longer 'x'
    server.users.delete("7")  #! breaking: users.delete() is gone
    server.rooms.open("7")  #! breaking: rooms.open() is called rooms.start() now -> rooms.start
    server.users.create(login="a", role="x")
    server.users.create(login="a")  #! breaking: users.create() must be given role= -> role=…
    server.users.create(**{"login": "a"})  #! breaking: users.create() must be given role= -> role=…
    server.users.create(  #! breaking: users.create() takes no mail= any more
        role="x",
        mail="a@acme.example",
    )
    server.users.with_raw_response.delete("7")  #! breaking: users.delete() is gone
    server.with_options(timeout=3).users.delete("7")  #! breaking: users.delete() is gone
    remove = server.users.delete  #! breaking: users.delete() is gone
