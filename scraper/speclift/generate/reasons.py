"""Documented errors: the server's own words for what went wrong, and where they stand in an answer.

Enters: the answers of an opened document that are no successes; their examples are named by the reason
(docs/architecture.md). Leaves: `Reason` values, of which `errors.py` makes classes, and the JSON pointers of reason,
message and details.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.document import escape
from speclift.document.examples import value_of
from speclift.generate import prose
from speclift.generate.reserved import BY_STATUS, ERRORS
from speclift.generate.words import distinct, type_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclift.document.node import Node
    from speclift.document.operations import PathOperation
    from speclift.generate.document import Document


@dataclass(frozen=True, slots=True)
class Reason:
    """A documented reason: its class, the class above it, and the documented message."""

    reason: str
    name: str
    base: str
    words: tuple[str, ...]

    @property
    def is_status(self) -> bool:
        """Whether the runtime's own class says all there is: `forbidden`, documented as any status, is
        `ForbiddenError`."""
        return self.name == self.base


class Reasons:
    """The reasons of one document."""

    def __init__(self, document: Document) -> None:
        statuses_by_reason: dict[str, tuple[set[str], str]] = {}
        self._document = document
        for operation in document.operations:
            for status, reason, message in _documented(document, operation):
                statuses, words = statuses_by_reason.setdefault(reason, (set(), message))
                statuses.add(status)
                statuses_by_reason[reason] = (statuses, words or message)
        client = f"{document.settings.client}Error"
        names = distinct(statuses_by_reason, lambda reason: _class(reason, client))
        self._names = names
        self.all = tuple(
            Reason(reason, names[reason], _base(statuses, names[reason]), prose.paragraphs(words))
            for reason, (statuses, words) in statuses_by_reason.items()
        )

    def of(self, operation: PathOperation) -> tuple[tuple[str, str], ...]:
        """The classes that an operation is documented to raise, each with the documented message."""
        raised: dict[str, str] = {}
        for _, reason, message in _documented(self._document, operation):
            raised.setdefault(self._names[reason], prose.one_line(message))
        return tuple(raised.items())


def _class(reason: str, client: str) -> str:
    """The class of a reason: the class of a status where it has that name, no other name of the module."""
    name = type_name(reason)
    name = name if name.endswith("Error") else f"{name}Error"
    others = {client, "REASONS", "Mapping", "TYPE_CHECKING", *ERRORS.difference(BY_STATUS.values())}
    return f"{name}_" if name in others else name


def _base(statuses: set[str], name: str) -> str:
    """The class above: that of the one documented status, otherwise the one of all statuses."""
    known = {
        BY_STATUS.get(int(status), "ServerError" if status >= "500" else "ClientStatusError")
        for status in statuses
        if len(status) == 3 and status.isdecimal()
    }
    if name in BY_STATUS.values():
        return name
    return known.pop() if len(known) == 1 else "StatusError"


def _documented(document: Document, operation: PathOperation) -> Iterator[tuple[str, str, str]]:
    """Yield (status, reason, message) of every named example of every answer that is no success."""
    for status, media in _failures(document, operation):
        for name, example in document.examples(media).items():
            if _pointers(value_of(example.mapping()), name):
                yield status, name, example.text("summary")


def _failures(document: Document, operation: PathOperation) -> Iterator[tuple[str, Node]]:
    """Yield each media type of every answer that is no success, with the status."""
    for status, response in document.responses(operation).items():
        if not status.startswith(("1", "2", "3")):
            yield from ((status, media) for _, media in response.child("content").entries())


def _pointers(value: object, wanted: str, above: str = "") -> list[str]:
    """Where in a JSON value the text `wanted` stands."""
    if isinstance(value, dict):
        return [p for key, item in value.items() for p in _pointers(item, wanted, f"{above}/{escape(key)}")]
    if isinstance(value, list):
        return [p for index, item in enumerate(value) for p in _pointers(item, wanted, f"{above}/{index}")]
    return [above] if value == wanted else []


@dataclass(frozen=True, slots=True)
class Shape:
    """Where an error's parts stand: JSON pointers, the likeliest first."""

    reason: tuple[str, ...]
    message: tuple[str, ...]
    details: tuple[str, ...]


def shape_of(document: Document) -> Shape:
    """Find the shape of errors: from the examples, which hold their own names; else from the fields of the documented
    errors.
    """
    reasons: Counter[str] = Counter()
    bodies: list[Any] = []
    for operation in document.operations:
        for _, media in _failures(document, operation):
            if (shown := media.mapping().get("example")) is not None:
                bodies.append(shown)
            for name, example in document.examples(media).items():
                value = value_of(example.mapping())
                reasons.update(_pointers(value, name))
                bodies.append(value)
    pointers = [pointer for pointer, _ in reasons.most_common(3)]
    words = _worded(bodies)
    return Shape(
        reason=tuple(pointers) or tuple(words["reason"]),
        message=tuple(words["message"]),
        details=tuple(
            dict.fromkeys(
                pointer.rsplit("/", 2)[0]
                for pointer in pointers
                if pointer.count("/") > 1 and pointer.split("/")[-2].isdecimal()
            )
        ),
    )


_REASON = ("reason", "errorType", "error_code", "errorCode", "type", "code")
_MESSAGE = ("message", "error_description", "detail", "title", "description", "error")


def _worded(bodies: list[Any]) -> Mapping[str, list[str]]:
    """Pointers by the usual words for a reason and a message, as far as examples hold them; the usual words without
    examples.
    """
    counts: dict[str, Counter[str]] = {"reason": Counter(), "message": Counter()}
    for body in bodies:
        for pointer, key in _leaves(body):
            for part, usual in (("reason", _REASON), ("message", _MESSAGE)):
                if key in usual:
                    counts[part][pointer] += 1
    likely = {
        part: sorted(pointers, key=lambda p: (p.count("/"), (_REASON + _MESSAGE).index(p.rsplit("/", 1)[-1])))
        for part, pointers in counts.items()
    }
    return {
        "reason": likely["reason"][:3] or [f"/{word}" for word in _REASON[:2]],
        "message": likely["message"][:3] or [f"/{word}" for word in _MESSAGE[:2]],
    }


def _leaves(value: object, above: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < 4:
        for key, item in value.items():
            pointer = f"{above}/{escape(key)}"
            if isinstance(item, str):
                yield pointer, str(key)
            yield from _leaves(item, pointer, depth + 1)
    elif isinstance(value, list) and value and depth < 4:
        yield from _leaves(value[0], f"{above}/0", depth + 1)
