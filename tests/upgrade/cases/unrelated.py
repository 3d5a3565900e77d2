import os
from dataclasses import dataclass

from requests import delete


@dataclass
class Thing:
    users: list[str]

    def company(self) -> list[str]:
        return self.users


server = Thing([])
server.users.delete = delete
print(server.company, os.path.join("a", "b"), [x.company for x in server.users])
