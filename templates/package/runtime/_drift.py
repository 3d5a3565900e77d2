"""Where an answer differs from its documentation: a value that nobody documented is kept, reported once, and breaks
nothing.

Enters: JSON as dictionaries, lists and scalars, and the documented type. Leaves: a value of that type with the
undocumented parts as received, and a `Drift` for each of them. `_decode` comes here only after the fast way has failed,
or when somebody wants to see fields that nobody documented.
"""

from __future__ import annotations

import logging
import re
import threading
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ._errors import DriftError
from ._nodes import node_of
from ._values import UNSET, is_object

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Drift", "Kind", "Reporter", "convert", "survey", "tell"]

Kind = Literal["unknown value", "null", "missing", "other type", "unknown field", "unreadable"]

_SECRET = re.compile(r"token|secret|password|api_?key", re.IGNORECASE)
_LONGEST_SAMPLE = 100


class Drift(msgspec.Struct, frozen=True):
    """One place where an answer differs from the documentation.

    `operation` is the operationId, `place` where in the answer (`users[].status`), `expected` the documented type in
    words, `received` a sample of what came instead (shortened; hidden where the place holds a secret), `kind` in which
    way it differs.
    """

    operation: str
    place: str
    kind: Kind
    expected: str
    received: str

    def __str__(self) -> str:
        place = self.place or "the answer"
        return f"{self.operation}: {place}: {self.kind}: expected {self.expected}, received {self.received}"


class Reporter:
    """Tells each drift once per place, to the logger and to the hook; raises it instead when the client is strict."""

    def __init__(self, logger: logging.Logger, hook: Callable[[Drift], object] | None, strict: bool) -> None:
        self._logger, self._hook, self._strict = logger, hook, strict
        self._seen: set[tuple[str, str, str]] = set()
        self._lock = threading.Lock()

    @property
    def listening(self) -> bool:
        """Whether somebody wants to see fields that are not documented: a hook, or a logger at DEBUG."""
        return self._hook is not None or self._logger.isEnabledFor(logging.DEBUG)

    def knows(self, operation: str, place: str, kind: Kind) -> bool:
        """Whether it was told before: a server that differs does so in every item of every page."""
        return (operation, place, kind) in self._seen

    def report(self, drift: Drift) -> None:
        """Tell it, if its place is new. Raises `DriftError` when strict (an unknown field is no error: JSON objects are
        open)."""
        if self._strict and drift.kind != "unknown field":
            raise DriftError(str(drift))
        key = (drift.operation, drift.place, drift.kind)
        with self._lock:
            if key in self._seen:
                return
            self._seen.add(key)
        level = logging.DEBUG if drift.kind == "unknown field" else logging.WARNING
        self._logger.log(level, "The answer differs from the documentation: %s", drift)
        if self._hook is not None:
            self._hook(drift)


class _Told:
    """The reporter with the operation at hand."""

    __slots__ = ("operation", "reporter")

    def __init__(self, reporter: Reporter, operation: str) -> None:
        self.reporter, self.operation = reporter, operation

    def __call__(self, place: str, kind: Kind, expected: str, received: object) -> None:
        if not self.reporter.knows(self.operation, place.removeprefix("."), kind):
            self.reporter.report(
                Drift(self.operation, place.removeprefix("."), kind, expected, _sample(place, received))
            )


def _sample(place: str, received: object) -> str:
    if _SECRET.search(place):
        return "[secret]"
    if received is UNSET:
        return "nothing"
    if is_object(received):
        received = {key: "[secret]" if _SECRET.search(str(key)) else value for key, value in received.items()}
    text = repr(received)
    return text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1] + "…"


def convert(value: Any, type_: Any, operation: str, reporter: Reporter, place: str = "") -> Any:
    """Make the documented type of JSON, keeping what does not fit and reporting it. Raises `DriftError` when strict."""
    return node_of(type_).convert(value, place, _Told(reporter, operation))


def survey(value: Any, type_: Any, operation: str, reporter: Reporter, place: str = "") -> None:
    """Report the fields of an answer that are not documented."""
    node_of(type_).survey(value, place, _Told(reporter, operation))


def tell(reporter: Reporter, operation: str, place: str, kind: Kind, expected: str, received: object) -> None:
    """Report one drift that the caller found."""
    _Told(reporter, operation)(place, kind, expected, received)
