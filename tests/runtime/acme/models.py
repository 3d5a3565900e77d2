import datetime
from typing import TYPE_CHECKING, Literal

from ._enums import OpenIntEnum, OpenStrEnum
from ._model import Model, alternatives, field
from ._values import UNSET, DateTime, Unset


class UserStatus(OpenIntEnum):
    OFFLINE = 0
    ONLINE = 1


class Role(OpenStrEnum):
    ADMIN = "admin"
    GUEST = "guest"


class Group(Model):
    id: str
    title: str | Unset = UNSET


class Once(Model):
    start_time: int
    duration: int | Unset = UNSET


class Weekly(Model):
    start_time: int
    days: list[str]
    time: str | Unset = UNSET


if TYPE_CHECKING:
    Schedule = Once | Weekly
else:
    Schedule = alternatives("Schedule", lambda: (Once, Weekly))


class Email(Model, tag_field="kind", tag="email"):
    address: str


class Phone(Model, tag_field="kind", tag="phone"):
    number: str


class User(Model):
    id: str
    display_name: str
    avatar: str | None
    status: UserStatus
    role: Role | Unset = UNSET
    is_active: bool | Unset = UNSET
    groups: list[Group] | Unset = UNSET
    class_: int | Unset = field(name="class", default=UNSET)
    created: DateTime | Unset = UNSET
    birthday: datetime.date | Unset = UNSET
    rating: int | float | Unset = UNSET
    schedule: Schedule | Unset | None = UNSET
    schedules: list[Schedule] | Unset = UNSET
    contact: Email | Phone | Unset = UNSET
    labels: dict[str, int] | Unset = UNSET
    friend: "User | Unset" = UNSET
    level: Literal[1, 2, 3] | Unset = UNSET
    limit: int | str | Unset = UNSET
    either: list[str] | dict[str, Group] | Unset | None = UNSET
    extra: object | Unset = UNSET
    access_token: str | Unset = UNSET
