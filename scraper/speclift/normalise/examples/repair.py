"""The front door for recorded bodies: the text of an example in, a JSON value and the repairs that it needed out.

Enters: the text as printed, and `resolve`, which gives a version's own recorded object for a placeholder's name.
Leaves: `Repaired`. The same texts come again and again, once per documented version, so what a text says is kept
(`_read`); only the filling of placeholders is done anew. Valid JSON is exactly what `json.loads` gives, with no
repairs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from speclift.normalise.examples.deviations import Edit, quote_edit, shorten
from speclift.normalise.examples.documents import Documents, read_documents
from speclift.normalise.examples.fill import Filling, Resolve, fill, has_holes
from speclift.normalise.examples.http_message import HttpMessage, guess_media_type, parse_responses
from speclift.normalise.examples.json_value import JSON, NOT_JSON, NotJson, Repair
from speclift.normalise.examples.tree import Hole, Tree

KEPT_TEXTS: Final = 4096
"""How many texts' readings are kept. The largest known page has 1,256 examples in eleven versions, 170 of them
different.
"""


class Repaired(Struct, frozen=True):
    """What an example says.

    `value` is its JSON value, or `NOT_JSON`, and then `problem` says why. Values may be shared between results: read
    them, never change them. `body` is the text without HTTP lines.

    `status` (None where none is printed, or only a class such as `4xx`), `reason` and `headers` are those of the HTTP
    message that the text is. `media_type` is what its headers state, otherwise what the body looks like, "" for no
    body.

    `repairs` are the places that are not JSON as printed, `placeholders` the names that were filled, `unknown` those
    that `resolve` gave None for. `more` are further documents or messages of the same text, each with its own status.
    """

    value: JSON | NotJson
    body: str
    status: int | None = None
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    media_type: str = ""
    repairs: tuple[Repair, ...] = ()
    placeholders: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    problem: str = ""
    more: tuple[Repaired, ...] = ()

    @property
    def is_json(self) -> bool:
        """Whether there is a value."""
        return self.value is not NOT_JSON


def repair(text: str, resolve: Resolve) -> Repaired:
    """Reads an example. Never raises: what is not JSON has the value `NOT_JSON`."""
    results = [result for part in _read(text) for result in _results(part, resolve)]
    first, *more = results
    return replace(first, more=tuple(more)) if more else first


class _Part(Struct, frozen=True):
    """One message of a text, read. `finished` where no placeholder stands in it, so that no version matters."""

    message: HttpMessage
    documents: Documents
    words: str = ""
    finished: tuple[Repaired, ...] = ()


@lru_cache(maxsize=KEPT_TEXTS)
def _read(text: str) -> tuple[_Part, ...]:
    """Parts a text into messages and reads each body."""
    messages = parse_responses(text)  # valid JSON holds none: no line of it can begin with a status line
    if not messages:
        return (_part(HttpMessage(None, "", (), text), read_documents(text)),)
    parts = [_part(message, read_documents(message.body)) for message in messages]
    before = text[: messages[0].start].strip()
    if not before:
        return tuple(parts)
    first = read_documents(before)
    if first.trees:
        return (_part(HttpMessage(None, "", (), before), first), *parts)
    return (_part(messages[0], parts[0].documents, before), *parts[1:])


def _part(message: HttpMessage, documents: Documents, words: str = "") -> _Part:
    part = _Part(message, documents, words)
    if any(map(has_holes, documents.trees)):
        return part
    return _Part(message, documents, words, tuple(_results(part, lambda _: None)))


def _results(part: _Part, resolve: Resolve) -> tuple[Repaired, ...]:
    """Gives what one message says: one result for each document in its body, the deviations noted at the first."""
    if part.finished:
        return tuple(replace(result, value=_own(result.value)) for result in part.finished)
    message, documents = part.message, part.documents
    media_type = message.media_type or ("application/json" if documents.trees else guess_media_type(message.body))
    results = []
    for index, tree in enumerate(documents.trees or (None,)):
        filling = Filling()
        value, problem = _value(tree, resolve, filling) if documents.trees else (NOT_JSON, documents.problem)
        edits = (*documents.edits, *_one_per_name(filling)) if index == 0 else _one_per_name(filling)
        results.append(
            Repaired(
                value,
                message.body,
                message.status,
                message.reason,
                message.headers,
                media_type,
                _repairs(documents.text, edits, part.words if index == 0 else "") if value is not NOT_JSON else (),
                tuple(filling.filled),
                tuple(filling.unknown),
                problem,
            )
        )
    return tuple(results)


def _own(value: JSON | NotJson) -> JSON | NotJson:
    """Gives a value that is no other result's: who reads two objects with one text can still tell them apart."""
    return value.copy() if isinstance(value, (dict, list)) else value


def _value(tree: Tree, resolve: Resolve, filling: Filling) -> tuple[JSON | NotJson, str]:
    value = fill(tree, resolve, filling)
    if isinstance(tree, Hole) and not filling.filled:
        return NOT_JSON, f"it only names {tree.name}, of which no example is recorded"
    return value, ""


def _one_per_name(filling: Filling) -> tuple[Edit, ...]:
    """Keeps the first of the edits that put the same thing in: `{ObjectUser}, {ObjectUser}` is one fact."""
    return tuple({(edit.rule, edit.replacement): edit for edit in reversed(filling.edits)}.values())


def _repairs(text: str, edits: tuple[Edit, ...], words: str) -> tuple[Repair, ...]:
    around = [Repair("example-prose-around", shorten(words), "")] if words else []
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    return (*around, *(Repair(edit.rule, *quote_edit(text, edit)) for edit in ordered))
