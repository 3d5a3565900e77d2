"""From the bytes of an answer to typed values: straight, by msgspec; through `_drift` where they differ from the
documentation.

Enters: bytes and an operation. Leaves: what it `returns`, with its envelope opened, or the parts of a page.
"""

from __future__ import annotations

import functools
import json
import operator
import types
from typing import TYPE_CHECKING, Any

import msgspec

from ._drift import convert, survey, tell
from ._enums import meetings
from ._errors import InvalidResponseError
from ._nodes import foreign, hollow
from ._origin import Answer, attach_fresh, keep, watched
from ._values import UNSET, Unset, is_array, is_object, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ._drift import Reporter
    from ._request import Described, PagedOperation


class PageParts(msgspec.Struct, frozen=True):
    """What a page answers: its items, what says where the next one is, and the total; `UNSET` where it does not say.

    `content` is the answer as received, `link` the address of its `Link` header for the next page. `fresh` items do not
    know yet where they come from.
    """

    items: list[Any]
    next: Any = UNSET
    total: Any = UNSET
    content: bytes = b""
    link: str = ""
    fresh: bool = False


def _envelope(wanted: Mapping[str, Any]) -> tuple[Callable[[bytes], Any], tuple[Callable[[Any], Any], ...]]:
    """A decoder of the values at some JSON pointers, which skips all else at full speed, and what takes each value of
    what it decodes. `wanted` maps pointers to types.
    """
    getters: dict[str, Callable[[Any], Any]] = {}
    shape = _shape({pointer: _steps(pointer) for pointer in wanted}, wanted, "", getters)
    decoder = msgspec.json.Decoder(shape, dec_hook=foreign)
    return decoder.decode, tuple(getters.get(pointer, _nothing) for pointer in wanted)


def _shape(
    below: Mapping[str, tuple[str, ...]],
    wanted: Mapping[str, Any],
    chain: str,
    getters: dict[str, Callable[[Any], Any]],
) -> Any:
    """The type of one level: a wanted one, or a struct of what leads to wanted ones."""
    for pointer, steps in below.items():
        if not steps:
            getters[pointer] = _getter(chain)
            return wanted[pointer]
    fields: list[tuple[str, Any, Any]] = []
    for index, step in enumerate(dict.fromkeys(steps[0] for steps in below.values())):
        name = f"f{index}"
        rest = {pointer: steps[1:] for pointer, steps in below.items() if steps[0] == step}
        type_ = _shape(rest, wanted, f"{chain}.{name}".lstrip("."), getters)
        fields.append((name, Any if type_ is Any else type_ | Unset, msgspec.field(name=step, default=UNSET)))
    return msgspec.defstruct("Envelope", fields, frozen=True, gc=False)


def _nothing(_: Any) -> Any:
    return UNSET


def _getter(chain: str) -> Callable[[Any], Any]:
    if not chain:
        return lambda answer: answer
    get = operator.attrgetter(chain)
    if "." not in chain:
        return get

    def careful(answer: Any) -> Any:
        try:
            return get(answer)
        except AttributeError:  # a level above is absent
            return UNSET

    return careful


def _steps(pointer: str) -> tuple[str, ...]:
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def pointed(document: Any, pointer: str) -> Any:
    """Follow a JSON pointer (RFC 6901); `UNSET` where it leads nowhere."""
    for step in _steps(pointer):
        if is_object(document):
            document = document.get(step, UNSET)
        elif is_array(document) and step.isdigit() and int(step) < len(document):
            document = document[int(step)]
        else:
            return UNSET
    return document


def untyped(content: bytes) -> Any:
    """Read JSON as dictionaries, lists and scalars.

    More patient than the standard: a byte order mark, NaN, lone surrogates and bytes that are not UTF-8 are read.
    Raises `ValueError` for anything else.
    """
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return json.loads(content.decode("utf-8-sig", "replace"))


def reader_of(operation: Described) -> Callable[[bytes, Reporter], Any]:
    """How the answers of an operation are decoded: prepared once, since a small object takes less time than its
    preparation.

    It raises `InvalidResponseError` for an answer that is not JSON at all, and `DriftError` for one that differs from
    the documentation when the client is strict.
    """
    type_, at = operation.returns, operation.at
    if type_ is None or type_ is bytes:
        return lambda content, _: None if type_ is None else content
    if type_ is str and "json" not in operation.accept:
        return lambda content, _: content.decode("utf-8", "replace")
    typed, (get,) = _envelope({at: Any if type_ is object else type_})

    def read(content: bytes, reporter: Reporter) -> Any:
        before = meetings.count
        try:
            value = get(typed(content))
        except (msgspec.DecodeError, UnicodeDecodeError):
            return _tolerant(operation, content, reporter)
        if value is UNSET:
            return _tolerant(operation, content, reporter)
        if reporter.listening() or (meetings.count != before and reporter.wants_values(operation.id)):
            survey(pointed(untyped(content), at), type_, operation.id, reporter, _place(at))
        answer = Answer(content, at)
        if type(value) in watched:
            keep(value, answer)
        else:
            attach_fresh(value, answer)
        return value

    return read


def _tolerant(operation: Described, content: bytes, reporter: Reporter) -> Any:
    if not content.strip():
        if operation.returns is not object:
            tell(reporter, operation.id, "", "missing", "a body", UNSET)
        return _without_content(operation, content)
    document = _document(content)
    place, inner = _place(operation.at), pointed(document, operation.at)
    if inner is UNSET:
        # The envelope is gone: its content may stand in its place.
        tell(reporter, operation.id, place, "missing", "an envelope", UNSET)
        place, inner = "", document
    value = convert(inner, operation.returns, operation.id, reporter, place)
    if reporter.listening():
        survey(inner, operation.returns, operation.id, reporter, place)
    return _without_content(operation, content) if value is UNSET else value


def _without_content(operation: Described, content: bytes) -> Any:
    """A value of the documented type where the answer has nothing that could be one: a model without any field.

    Raises `InvalidResponseError` for types that have no such value.
    """
    value = hollow(operation.returns)
    if value is UNSET:
        raise InvalidResponseError(f"the answer is no {words_of(operation.returns)}", body=content)
    return value


def _document(content: bytes) -> Any:
    try:
        return untyped(content)
    except (ValueError, RecursionError) as error:
        raise InvalidResponseError("the answer is not JSON", body=content) from error


@functools.cache
def _list_of(type_: Any) -> Any:
    return types.GenericAlias(list, (type_,))


def _place(pointer: str) -> str:
    return pointer.replace("/", ".")


def page_reader_of(operation: PagedOperation[Any]) -> Callable[[bytes, Reporter], PageParts]:
    """How the pages of a list are taken apart: prepared once. It raises as that of `reader_of` does."""
    paging, type_ = operation.paging, _list_of(operation.returns)
    wanted = (paging.items, paging.next, paging.total)
    pointers = list(dict.fromkeys(pointer for pointer in wanted if pointer is not None))
    typed, getters = _envelope(dict.fromkeys(pointers, Any) | {paging.items: type_})
    get = dict(zip(pointers, getters, strict=True))
    items, following, total = (_nothing if pointer is None else get[pointer] for pointer in wanted)

    def read(content: bytes, reporter: Reporter) -> PageParts:
        before = meetings.count
        try:
            page = typed(content)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return _tolerant_page(operation, content, reporter)
        found = items(page)
        if not is_array(found):
            return _tolerant_page(operation, content, reporter)
        if reporter.listening() or (meetings.count != before and reporter.wants_values(operation.id)):
            survey(pointed(untyped(content), paging.items), type_, operation.id, reporter, _place(paging.items))
        return PageParts(found, following(page), total(page), content, fresh=True)

    return read


def _tolerant_page(operation: PagedOperation[Any], content: bytes, reporter: Reporter) -> PageParts:
    paging = operation.paging
    if not content.strip():
        tell(reporter, operation.id, "", "missing", "a body", UNSET)
        return PageParts([])
    document = _document(content)
    nothing: list[Any] = []
    place, inner = _place(paging.items), pointed(document, paging.items)
    if inner is UNSET:
        tell(reporter, operation.id, place, "missing", "a list", UNSET)
        inner = nothing
    if is_object(inner) and inner and all(key.isdigit() for key in inner):
        # PHP writes a list with gaps as an object: {"0": …, "2": …}
        tell(reporter, operation.id, place, "other type", "a list", inner)
        inner = list(inner.values())
    if not is_array(inner):
        tell(reporter, operation.id, place, "null" if inner is None else "other type", "a list", inner)
        inner = nothing
    listed = [_item(operation, item, reporter, f"{place}[]") for item in inner]
    if reporter.listening():
        survey(inner, _list_of(operation.returns), operation.id, reporter, place)
    following, total = (UNSET if at is None else pointed(document, at) for at in (paging.next, paging.total))
    return PageParts(listed, following, total, content)


def _item(operation: PagedOperation[Any], item: Any, reporter: Reporter, place: str) -> Any:
    """One item of a page. None is lost: what no item can be made of is an empty model, or as it came."""
    made = convert(item, operation.returns, operation.id, reporter, place)
    if made is UNSET:
        made = hollow(operation.returns)
    return item if made is UNSET else made
