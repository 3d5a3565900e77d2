"""Moments in the forms that servers write them, as `datetime.datetime`.

Enters: a field's value. Leaves: a moment with its time zone.
"""

from __future__ import annotations

import datetime
import re
import zoneinfo
from collections.abc import Mapping
from typing import Any, cast

from ._origin import Kept
from ._values import UNSET

_MILLISECONDS = 100_000_000_000
"""Seconds until the year 5138: a greater number counts milliseconds."""


def to_datetime(value: object, tz: datetime.tzinfo = datetime.UTC) -> datetime.datetime:
    """Read a moment: a Unix time in seconds or milliseconds (a number, or text), ISO 8601 text, a `datetime`, a `date`,
    or an object with `date` and `timezone` (PHP's `DateTime`), model or dictionary.

    `tz` is the time zone of a moment that names none. Raises `ValueError` for anything else.
    """
    if isinstance(value, datetime.datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=tz)
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day, tzinfo=tz)
    if isinstance(value, str):
        text = value.strip()
        if re.fullmatch(r"-?\d{5,}(\.\d+)?", text):
            return to_datetime(float(text), tz)
        return to_datetime(datetime.datetime.fromisoformat(text), tz)
    if isinstance(value, int | float) and not isinstance(value, bool):
        seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
        return datetime.datetime.fromtimestamp(seconds, tz)
    members = _members(value)
    moment, zone = members.get("date", UNSET), members.get("timezone", UNSET)
    if isinstance(moment, str):
        return to_datetime(moment, _zone(zone, tz))
    raise ValueError(f"{type(value).__name__} is no moment")


def _members(value: object) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return cast("Mapping[str, Any]", value)
    if not isinstance(value, Kept):
        return {}
    return {name: getattr(value, name, UNSET) for name in cast("Any", value).__struct_fields__}


def _zone(name: object, otherwise: datetime.tzinfo) -> datetime.tzinfo:
    """A time zone by its name or its offset: `Europe/London`, `+03:00`, `UTC`."""
    if not isinstance(name, str) or not name:
        return otherwise
    offset = re.fullmatch(r"([+-])(\d\d):?(\d\d)", name)
    if offset:
        distance = datetime.timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return datetime.timezone(distance if offset[1] == "+" else -distance)
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name!r} is no time zone that this machine knows") from error
