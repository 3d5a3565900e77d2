"""What differs between two documents, stated without judgement: the vocabulary between `state` and `judge`.

Enters: nothing (this module imports nothing of ours). Leaves: `Difference`, one fact that is not the same in both
documents, and `Use`, one operation whose messages the fact is part of. Whether a difference breaks anybody depends on
the side that sends the message, so a difference carries its effect on the *set of messages*, never a level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

Action = Literal["add", "remove", "change"]


def existence(before: object, after: object) -> Action:
    """What happened to a fact that holds or does not."""
    return "change" if before and after else "add" if after else "remove"


class Effect(Enum):
    """What a difference does to the set of messages that the document admits."""

    NARROWS = "narrows"
    """Some messages that were admitted no longer are."""
    WIDENS = "widens"
    """Messages are admitted that were not."""
    DIFFERS = "differs"
    """Both, or no relation can be shown."""
    NONE = "none"
    """The same messages: only what is said about them differs."""

    def turned(self) -> Effect:
        """The effect seen from inside a `not`, where narrower means wider."""
        return {Effect.NARROWS: Effect.WIDENS, Effect.WIDENS: Effect.NARROWS}.get(self, self)


class Direction(Enum):
    """Who sends the message that a difference is part of: the caller, the server, or (`BOTH`) it is about the
    operation."""

    REQUEST = "request"
    RESPONSE = "response"
    BOTH = "both"

    def turned(self) -> Direction:
        """The direction in a callback or a webhook, where the server is the one who calls."""
        return {Direction.REQUEST: Direction.RESPONSE, Direction.RESPONSE: Direction.REQUEST}.get(self, self)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the reader of a report knows it. `path` is that of the new document where there are two."""

    method: str
    path: str
    operation_id: str = ""
    article: str = ""

    def __str__(self) -> str:
        """`GET /users`."""
        return f"{self.method.upper()} {self.path}".strip()


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a difference is met: the operation, who sends it, `place` ("response 200") and the `path` of
    fields inside it (`users[].state`). `location` is the same place in words that neither order nor renaming of path
    parameters changes; fingerprints are made of it. `traits` are circumstances of the place (`parameter`,
    `required`)."""

    operation: Operation | None
    direction: Direction
    place: str = ""
    path: str = ""
    location: str = ""
    traits: frozenset[str] = frozenset()
    written: Written = "json"
    turned: bool = False
    """Whether it is in a callback or a webhook, where the server calls."""

    @property
    def as_text(self) -> bool:
        """Whether values here are written as plain text, whatever their type: `5` and `"5"` are the same bytes."""
        return _AS_TEXT[self.written].fullmatch(self.path) is not None

    @property
    def repeated(self) -> bool:
        """Whether an array here is written as its elements, each as if it stood alone (`?tag=a&tag=b`)."""
        return self.written in ("query", "form") and self.as_text and not self.path.endswith("[]")


Written = Literal["json", "xml", "query", "parameter", "form", "text"]
"""How the values of a message are written: as JSON or XML, as a parameter of a query (exploded) or another one, as the
fields of a form, as one text."""

_AS_TEXT: dict[Written, re.Pattern[str]] = {
    "json": re.compile(r"(?!)"),
    "xml": re.compile(r"(?!)"),
    "query": re.compile(r"(\[\]|[^.\[\]]+)?"),
    "parameter": re.compile(r"(\[\]|[^.\[\]]+)?"),
    "form": re.compile(r"[^.\[\]]+(\[\])?"),
    "text": re.compile(r""),
}
"""Paths of the fields that are written as text."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that is not the same in both documents.

    `fact` says what kind of fact (`maximum`, `property`, `parameter`), `name` which one where it has a name. `old`
    and `new` are JSON values (None where there is nothing), the pointers say where they stand; the pointer of a side
    that has nothing names what would hold it. `text_effect` is the effect where values are written as text,
    `repeated_effect` where arrays are moreover written as their elements; None: as `effect`. `traits` are
    circumstances that rules ask for (`required`, `default`, `success`)."""

    fact: str
    action: Action
    effect: Effect
    old: Any
    new: Any
    old_pointer: str
    new_pointer: str
    name: str = ""
    traits: frozenset[str] = frozenset()
    text_effect: Effect | None = None
    repeated_effect: Effect | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A difference and everywhere it is met."""

    difference: Difference
    uses: tuple[Use, ...]
