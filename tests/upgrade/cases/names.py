import acme_v1 as acme  #! breaking: acme_v1 is the old package -> acme_v2
from acme_v1 import UserStatus, User  #! breaking: acme_v1 is the old package -> acme_v2
from acme_v1.models import UserStatus as Status  #! breaking: acme_v1 is the old package -> acme_v2

print(UserStatus.OFFLINE)
print(UserStatus.ONLINE)  #! breaking: UserStatus.ONLINE is called AVAILABLE now -> UserStatus.AVAILABLE
print(Status.MULTIHOST)  #! breaking: UserStatus has no MULTIHOST (5) any more
print(acme.UserStatus.MULTIHOST)  #! breaking: UserStatus has no MULTIHOST (5) any more
print(acme.models.UserStatus.MULTIHOST)  #! breaking: UserStatus has no MULTIHOST (5) any more


def shown(user: User) -> str:
    return user.company  #! breaking: User has no company any more


def many(users: "list[User]") -> list[str]:
    return [user.company for user in users]  #! breaking: User has no company any more
