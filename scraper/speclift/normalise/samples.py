"""The calls that a page shows: requests in any notation, compared with the operation that they are examples of.

Enters: the request examples of an article. Leaves: the calls among them, then code samples exactly as recorded, and
what they tell of the body.
Where a call contradicts the article, one rule each says what is believed, and a note quotes both.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from msgspec import Struct, field

from speclift.document.json_value import json_value
from speclift.model.api import CodeSample
from speclift.model.rules import RULES, articles
from speclift.normalise.addresses import Address, read_address, segments
from speclift.normalise.editions import is_operation
from speclift.normalise.examples.notations import parse_request_sample
from speclift.normalise.notes import Evidence
from speclift.normalise.scope import Observation, Scope, fact, subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclift.model.raw import RawArticle, RawExample
    from speclift.normalise.examples.repair import Repaired
    from speclift.normalise.examples.request_sample import RequestSample

_REQUEST_ROLES: Final = frozenset({"header", "path", "query", "body", "parameter", "authentication"})
_VERSION_PREFIX: Final = re.compile(r"\A(?:/[\w-]+){0,2}?/v\d[\d.]*(?=/|\Z)")
_PAIRS: Final = re.compile(r"[A-Za-z_][\w.\[\]-]*=[^&\n]*(?:&[A-Za-z_][\w.\[\]-]*=[^&\n]*)*")
"""The body of a form as curl's `-d name=value` sends it."""
URLENCODED: Final = "application/x-www-form-urlencoded"
_FILE_OF_OBJECT: Final = re.compile(r"\A@?(?:.*/)?(Object\w+|[A-Z]\w+)\.json\Z")


class Samples(Struct):
    """What the request examples of one article say."""

    code: list[CodeSample] = field(default_factory=list)
    bodies: list[Observation] = field(default_factory=list)
    texts: list[RawExample] = field(default_factory=list)
    shown: list[Observation] = field(default_factory=list)
    form: dict[str, str] = field(default_factory=dict)
    form_origin: RawExample | None = None
    sent_object: str = ""
    media_type: str = ""


Calls = tuple[tuple["RawExample", "RequestSample | None"], ...]
"""The request examples of an article, each as a call, or None where it is something else."""


def read_calls(article: RawArticle, scope: Scope) -> Calls:
    """Read the calls among the request examples of an article."""
    calls = []
    for example in article.examples:
        if example.role in _REQUEST_ROLES:
            call = None if example.made_up else _request(example.text, scope.edition.prefix)
            for repaired in call.repairs if call is not None else ():
                evidence = Evidence(example, repaired.before)
                scope.notes.note(RULES[repaired.rule], subject(article), evidence, read=repaired.after)
            calls.append((example, call))
    return tuple(calls)


def observe_samples(calls: Calls, read: Callable[[RawExample], Repaired]) -> Samples:
    """What the request examples say; `read` reads one that is no call."""
    samples = Samples()
    for example, call in calls:
        if example.made_up:  # by the renderer: it shows how to call, and nothing of the values
            samples.code.append(_code(example, example.language or "http"))
        elif call is not None:
            samples.code.append(_code(example, "curl" if "curl" in example.text[:40] else example.language or "http"))
            _body(call, example, samples)
        else:
            found = read(example)
            if found.is_json and example.role in {"header", "authentication", "path", "query"}:
                samples.shown.append(Observation(found.value, example))
            elif found.is_json and example.role in {"body", "parameter"}:
                samples.bodies.append(Observation(found.value, example, filled=not found.unknown))
                samples.media_type = samples.media_type or "application/json"
            else:
                samples.texts.append(example)
                samples.code.append(_code(example, example.language or "text"))
    return samples


_PREFIX_MARK: Final = "/v0.0"
"""Stands for a version's prefix, so that a call which every version shows is read once."""


def _request(text: str, prefix: str) -> RequestSample | None:
    return _read_request(text.replace(f"{prefix}/", f"{_PREFIX_MARK}/") if prefix else text)


@lru_cache(maxsize=4096)
def _read_request(text: str) -> RequestSample | None:
    return parse_request_sample(text)


@lru_cache(maxsize=4096)
def _called_path(url: str) -> str:
    return read_address(url).path


def _code(example: RawExample, language: str) -> CodeSample:
    return CodeSample(
        language, example.title.strip().rstrip(":") or language, example.text, (fact(example, "code-sample"),)
    )


def _body(call: RequestSample, example: RawExample, samples: Samples) -> None:
    samples.media_type = samples.media_type or (call.media_type if call.body or call.data_file or call.form else "")
    if call.form:
        samples.form.update(call.form)
        samples.form_origin = example
    if call.data_file:
        match = _FILE_OF_OBJECT.match(call.data_file)
        samples.sent_object = samples.sent_object or (match[1] if match else "")
    if call.body:
        try:
            samples.bodies.append(Observation(json_value(call.body), example))
        except ValueError:
            if call.media_type in ("", URLENCODED) and _PAIRS.fullmatch(call.body):
                samples.form.update(parse_qsl(call.body, keep_blank_values=True))
                samples.form_origin, samples.media_type = example, URLENCODED
            else:
                samples.texts.append(example)


class Spellings:
    """How often a page's operations use a literal segment in their paths."""

    def __init__(self, articles: Iterable[RawArticle]) -> None:
        seen = {
            (article.group, article.name, read_address(article.url).path)
            for article in articles
            if is_operation(article)
        }
        users: dict[str, set[tuple[str, str]]] = {}
        for group, name, path in seen:
            for segment in segments(path):
                users.setdefault(segment, set()).add((group, name))
        self._count = Counter({segment: len(names) for segment, names in users.items()})

    def is_slip(self, written: str, other: str) -> bool:
        """Whether one operation only writes a segment so, and others one that is a letter or two away."""
        return self._count[written] <= 1 < self._count[other] and _near(written, other)


def _near(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= 2


def believed_address(
    article: RawArticle, address: Address, calls: Calls, spellings: Spellings, scope: Scope
) -> tuple[Address, str]:
    """The address of an operation, given the calls that the page shows for it, and the rule that decided.

    The article's own address is believed, but for a literal segment that no other operation of the page writes so,
    where a call has the spelling that the others have.
    """
    about = subject(article)
    rule = "path"
    for fault in address.faults:
        scope.notes.note(fault, about, Evidence(article), path=address.path)
    for example, call in calls:
        if call is None:
            continue
        if call.method and call.method.upper() != article.kind.strip().upper() and article.transport == "http":
            scope.notes.note(
                articles.SAMPLE_METHOD_DIFFERS,
                about,
                Evidence(article),
                Evidence(example, call.method.upper()),
                documented=article.kind.upper(),
                shown=call.method.upper(),
            )
        called = _called_path(call.url)
        mine, theirs = _bare(address.path), _bare(called)
        if theirs in {(), ("",)} or _agree(mine, theirs[-len(mine) :]):
            continue
        corrected = _corrected(address.path, mine, theirs, spellings)
        if corrected is not None:
            address = Address(corrected, address.names, address.server, address.query, address.faults)
            rule = "path-segment-slip"
            believed = "the other operations write it"
        else:
            believed = "in the article"
        scope.notes.note(
            articles.SAMPLE_PATH_DIFFERS,
            about,
            Evidence(article),
            Evidence(example, called.replace(_PREFIX_MARK, scope.edition.prefix)),
            path=address.path,
            believed=believed,
        )
    return address, rule


@lru_cache(maxsize=4096)
def _bare(path: str) -> tuple[str, ...]:
    return segments(_VERSION_PREFIX.sub("", path))


def _agree(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether a called path, whatever stands before it, is one that the article's path describes."""
    return len(mine) == len(theirs) and all(map(_fits, mine, theirs))


def _fits(mine: str, theirs: str) -> bool:
    return mine == theirs or "{}" in mine


def _corrected(path: str, mine: tuple[str, ...], theirs: tuple[str, ...], spellings: Spellings) -> str | None:
    if len(mine) != len(theirs):
        return None
    differing = [(one, other) for one, other in zip(mine, theirs, strict=True) if not _fits(one, other)]
    if not all(spellings.is_slip(one, other) for one, other in differing):
        return None
    for one, other in differing:
        path = re.sub(rf"(?<=/){re.escape(one)}(?=/|\Z)", other, path, count=1)
    return path
