"""Keeps what clients create, change and delete, so that they find it again (`speclift mock --stateful`).

Enters: a request that was found good, and the recorded answer to it. Leaves: that answer with what is kept in it, or
`Refused`: the documented not-found for what is not there. A collection begins with its recorded items; what was
created begins empty. Whatever is answered still fits its schema: what the client sent and the answer cannot hold is
kept and not shown.
"""

from __future__ import annotations

import copy
import itertools
import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from speclift.document import resolve
from speclift.mock.paging import item_schema, items_at, variants
from speclift.mock.refusal import Refused
from speclift.mock.resources import Collection, Resources, Role, list_pointer, segments
from speclift.mock.wire import Wire
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclift.check.validators import Validators
    from speclift.document import Operation
    from speclift.mock.responses import Answer
    from speclift.mock.routes import Match

Record = dict[str, Any]
Place = tuple[str, ...]
"""The segments of a collection's path with its ancestors' identifiers: ("users", "7", "contacts")."""

_MOST_RECORDS = 100_000


class State:
    """What one mock keeps. `value` gives an answer's recorded value, `success` an operation's recorded answer.

    `seeds` gives the items that the list of an operation begins with.
    """

    def __init__(
        self,
        document: dict[str, Any],
        validators: Validators,
        value: Callable[[Answer], Any],
        success: Callable[[Operation], Answer],
        seeds: Callable[[Operation], list[Any]],
    ) -> None:
        self._document = document
        self._validators = validators
        self._wire = Wire(document)
        self._value = value
        self._seeds = seeds
        self._resources = Resources(document, lambda operation: value(success(operation)))
        self._lock = threading.RLock()
        self._kept: dict[Place, dict[str, Record]] = {}
        self._created: set[Place] = set()

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._kept.clear()
            self._created.clear()

    def applied(self, match: Match, body: Any, answer: Answer) -> Answer:
        """Do what a request asks for, and the answer that says so. Raises `Refused` (404, 409, 507)."""
        role = self._resources.role(match.operation)
        place = _place(match)
        with self._lock:
            absent_is_created = role is not None and role.kind == "change" and role.collection.puts
            self._require(match.operation, place, but_last=absent_is_created)
            if role is None or role.kind == "list":
                return answer  # the items of a list are asked for by `listed`
            if role.kind == "create":
                return self._create(role, place, body, answer)
            identifier, place = place[-1], place[:-1]
            records = self._records(role.collection, place)
            if role.kind == "delete":
                return self._delete(role, place, identifier, answer)
            if role.kind == "change":
                record = records.setdefault(identifier, self._new(role.collection, identifier))
                record |= {name: v for name, v in _unwrapped(body).items() if name != role.collection.identity}
            return self._shown(answer, role.collection, records[identifier])[0]

    def listed(self, match: Match, answer: Answer) -> tuple[str, list[Any]] | None:
        """The items of a list, and the pointer at which its answer has them; None where it is answered as recorded."""
        role = self._resources.role(match.operation)
        value = self._value(answer)
        pointer = list_pointer(match.operation, value)
        if role is None or role.kind != "list" or pointer is None:
            return None
        with self._lock:
            records = list(self._records(role.collection, _place(match)).values())
        recorded = [item for item in items_at(value, pointer) or () if isinstance(item, dict)]
        names = {name for item in recorded for name in item}
        schema = item_schema(self._document, answer.schema, pointer) if answer.schema else None
        return pointer, [self._item(record, names, recorded[0] if recorded else {}, schema) for record in records]

    def _require(self, operation: Operation, place: Place, *, but_last: bool) -> None:
        """Raise `Refused` when something that the path names is not there."""
        template = segments(operation.path)
        names = re.findall(r"\{([^{}]+)\}", operation.path)
        for index, part in enumerate(template):
            collection = self._resources.collections.get(template[:index])
            if part != "{}" or collection is None or (but_last and index == len(template) - 1):
                continue
            if place[index] not in self._records(collection, place[:index]):
                stem = re.sub(r"(_?id|_?uid|_?name)$", "", collection.parameter, flags=re.IGNORECASE).replace("_", "")
                name = names[template[:index].count("{}")]
                raise Refused(
                    404,
                    "notFound",
                    f"There is no {name} {place[index]!r}.",
                    like=(rf"{re.escape(stem)}.*not.?found", r"not.?found", r"unknown|no.?such|does.?not.?exist"),
                )

    def _records(self, collection: Collection, place: Place) -> dict[str, Record]:
        """The records of a collection at a place, by their identifiers; made of the recorded ones when first needed."""
        if place not in self._kept:
            own = any(place[:length] in self._created for length in range(2, len(place)))
            self._kept[place] = {} if own else self._seed(collection)
        return self._kept[place]

    def _seed(self, collection: Collection) -> dict[str, Record]:
        items = self._seeds(collection.lister) if collection.lister is not None else [collection.recorded]
        return {
            str(item[collection.identity]): copy.deepcopy(item)
            for item in items
            if isinstance(item, dict) and collection.identity in item
        }

    def _create(self, role: Role, place: Place, body: Any, answer: Answer) -> Answer:
        collection = role.collection
        records = self._records(collection, place)
        sent = _unwrapped(body)
        named = next((sent[n] for n in (collection.identity, collection.parameter) if _is_name(sent.get(n))), None)
        if named is not None and str(named) in records:
            raise Refused(
                409,
                "alreadyExists",
                f"There is already {collection.identity} {named!r}.",
                where="body",
                name=collection.identity,
                like=(r"already|in.?use|duplicate|conflict|exists",),
            )
        if sum(map(len, self._kept.values())) >= _MOST_RECORDS:
            raise Refused(507, "insufficientStorage", f"The mock keeps {_MOST_RECORDS} things and no more.")
        fields = {name: value for name, value in sent.items() if name != collection.identity}
        for identifier in [named] if named is not None else self._fresh(collection, records):
            record = self._new(collection, identifier) | fields
            shown, item = self._shown(answer, collection, record)
            if named is not None or item is None or item[collection.identity] == identifier:
                break
        records[str(identifier)] = record
        self._created.add((*place, str(identifier)))
        return shown

    def _new(self, collection: Collection, identifier: Any) -> Record:
        """The recorded item under another identifier, of the type that the recorded one has."""
        base = copy.deepcopy(collection.recorded)
        if isinstance(base.get(collection.identity), int) and re.fullmatch(r"\d{1,18}", str(identifier)):
            identifier = int(identifier)
        return base | {collection.identity: identifier}

    def _fresh(self, collection: Collection, records: dict[str, Record]) -> Iterator[Any]:
        """Identifiers like the recorded one that nothing has yet."""
        for number in itertools.count(len(records) + 1):
            for variant in variants(collection.recorded.get(collection.identity, ""), number):
                if str(variant) not in records:
                    yield variant

    def _delete(self, role: Role, place: Place, identifier: str, answer: Answer) -> Answer:
        record = self._records(role.collection, place).pop(identifier)
        whole = (*place, identifier)
        self._created.discard(whole)
        for other in [other for other in self._kept if other[: len(whole)] == whole]:
            del self._kept[other]
        return self._shown(answer, role.collection, record)[0]

    def _shown(self, answer: Answer, collection: Collection, record: Record) -> tuple[Answer, Record | None]:
        """An answer with a record where the recorded one has its item, and that item; None where it has none."""
        value = self._value(answer)
        inside = value if isinstance(value, dict) else {}
        key = next((k for k, v in inside.items() if isinstance(v, dict) and collection.identity in v), None)
        if collection.identity in inside:
            key = None
        elif key is None:
            return answer, None
        recorded = inside if key is None else inside[key]
        schema = self._schema(answer)
        known = schema if key is None else self._wire.property(schema, key)

        def fits(item: Any) -> bool:
            whole = item if key is None else {**inside, key: item}
            return not answer.schema or self._validators.judge(answer.schema, whole, "response") != "invalid"

        over = {name: v for name, v in record.items() if name in recorded or self._wire.property(known, name)}
        item = self._merged(recorded, over, fits)
        return replace(answer, value=item if key is None else {**inside, key: item}), item

    def _item(self, record: Record, names: set[str], recorded: Record, schema: str | None) -> Record:
        """A record as a list shows it: as it is where that fits, otherwise over a recorded item."""

        def fits(item: Any) -> bool:
            return schema is None or self._validators.judge(schema, item, "response") != "invalid"

        described = self._wire.follow(resolve(self._document, schema)) if schema is not None else {}
        known = {n: v for n, v in record.items() if n in names or self._wire.property(described, n)}
        return known if fits(known) else self._merged(recorded, known, fits)

    def _merged(self, base: Record, over: Record, fits: Callable[[Any], bool]) -> Record:
        """`base` with `over` in it; where the whole does not fit, without the fields that do not."""
        whole = {**base, **over}
        if fits(whole):
            return whole
        merged = dict(base)
        for name, value in over.items():
            if fits({**merged, name: value}):
                merged[name] = value
        return merged

    def _schema(self, answer: Answer) -> Any:
        try:
            return resolve(self._document, answer.schema) if answer.schema else {}
        except InputError:
            return {}


def _place(match: Match) -> Place:
    """The segments of a path with the values of its parameters."""
    values = iter(match.values.values())
    return tuple(next(values) if part == "{}" else part for part in segments(match.operation.path))


def _unwrapped(body: Any) -> dict[str, Any]:
    """The fields that a client sent; of a body that wraps one object (`{"user": {…}}`), that object's."""
    if not isinstance(body, dict):
        return {}
    inner = next(iter(body.values())) if len(body) == 1 else None
    return inner if isinstance(inner, dict) else body


def _is_name(value: Any) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool) and value != ""
