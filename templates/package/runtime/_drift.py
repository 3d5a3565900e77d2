"""Where an answer differs from its documentation: what nobody documented is kept, reported once, and breaks nothing.

Enters: JSON as dictionaries, lists and scalars, and the documented type. Leaves: a value of that type, and a `Drift`
for each part that is not as documented. `_decode` comes here only after the fast way has failed,
or when somebody wants to see fields that nobody documented.
"""

from __future__ import annotations

import functools
import logging
import threading
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ._enums import distinct
from ._errors import DriftError
from ._nodes import node_of
from ._secrets import HIDDEN, is_secret_name, without_secrets
from ._values import UNSET

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["unknown value", "null", "missing", "other type", "unknown field", "unreadable"]

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
    """Tells each drift once, to the logger and to the hook; raises it instead when the client is strict.

    It is `listening` when somebody wants to see fields that are not documented: a hook, or a logger at DEBUG. A field
    of a model is told once, however many operations answer with it; anything else once per place of an operation.
    """

    hook: Callable[[Drift], object] | None
    strict: bool
    listening: Callable[[], bool]

    def __init__(self, logger: logging.Logger, hook: Callable[[Drift], object] | None, strict: bool) -> None:
        self._logger, self.hook, self.strict = logger, hook, strict
        self.listening = functools.partial(logger.isEnabledFor, logging.DEBUG) if hook is None else (lambda: True)
        self._seen: set[tuple[str, str, str]] = set()
        self._lock = threading.Lock()

    def with_settings(self, hook: Callable[[Drift], object] | None, strict: bool) -> Reporter:
        """Return a reporter with another hook or another strictness; what was told stays told, except to a new hook."""
        reporter = Reporter(self._logger, hook, strict)
        if hook is self.hook:
            reporter._seen, reporter._lock = self._seen, self._lock
        return reporter

    def wants_values(self, operation: str) -> bool:
        """Whether an answer of the operation that holds unknown values of enumerations may hold one that is news."""
        key = (operation, "", str(distinct()))
        with self._lock:
            news = self.strict or key not in self._seen
            self._seen.add(key)
        return news

    def knows(self, key: tuple[str, str, str]) -> bool:
        """Whether it was told before: a server that differs does so in every item of every page."""
        return not self.strict and key in self._seen

    def report(self, drift: Drift, key: tuple[str, str, str]) -> None:
        """Tell it, if it is new. Raises `DriftError` when strict (an unknown field is no error: JSON objects are
        open)."""
        if self.strict and drift.kind != "unknown field":
            raise DriftError(str(drift))
        with self._lock:
            if key in self._seen:
                return
            self._seen.add(key)
        level = logging.DEBUG if drift.kind == "unknown field" else logging.WARNING
        self._logger.log(level, "The answer differs from the documentation: %s", drift)
        if self.hook is not None:
            self.hook(drift)


class _Told:
    """The reporter with the operation at hand."""

    __slots__ = ("operation", "reporter")

    def __init__(self, reporter: Reporter, operation: str) -> None:
        self.reporter, self.operation = reporter, operation

    def __call__(self, place: str, kind: Kind, expected: str, received: object, field: str = "") -> None:
        place = place.removeprefix(".")
        key = ("", field, kind) if field else (self.operation, place, kind)
        if not self.reporter.knows(key):
            self.reporter.report(Drift(self.operation, place, kind, expected, _sample(place, received)), key)


def _sample(place: str, received: object) -> str:
    """A few words of what came, without what its place or its own names call a secret."""
    if received is UNSET:
        return "nothing"
    if any(is_secret_name(step) for step in place.replace("[]", "").split(".")):
        return HIDDEN
    text = repr(without_secrets(received))
    return text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1] + "…"


def convert(value: Any, type_: Any, operation: str, reporter: Reporter, place: str = "") -> Any:
    """Make the documented type of JSON, reporting what does not fit; `UNSET` where it cannot be made.

    Raises `DriftError` when strict.
    """
    return node_of(type_).convert(value, place, _Told(reporter, operation))


def survey(value: Any, type_: Any, operation: str, reporter: Reporter, place: str = "") -> None:
    """Report the fields, and the values of enumerations, that are not documented."""
    node_of(type_).survey(value, place, _Told(reporter, operation))


def tell(reporter: Reporter, operation: str, place: str, kind: Kind, expected: str, received: object) -> None:
    """Report one drift that the caller found."""
    _Told(reporter, operation)(place, kind, expected, received)
