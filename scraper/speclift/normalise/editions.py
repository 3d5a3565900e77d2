"""Editions: which articles make up a version, and how the version is spelled.

Enters: `RawApi` and whether each version documents itself completely. Leaves: one `Edition` per documented version,
oldest first, and the articles that lost against another of the same name and version.

apidoc's own meaning of a version is: a version also holds what an earlier one documented and none superseded. A page
whose versions each document themselves completely says so in `source.toml` (`versions = "complete"`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from speclift.document import METHODS
from speclift.normalise.addresses import Address, read_address, segments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.model.raw import RawApi, RawArticle

_ADDRESS: Final = re.compile(r"/|https?://", re.IGNORECASE)
_VERSION_SEGMENT: Final = re.compile(r"v?(\d+(?:\.\d+)*)\Z", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"\d{1,18}")


class Edition(Struct, frozen=True):
    """One version of the API.

    `version` is the spelling of the documents (`3.10`), `printed` that of the page (`3.10.0`), `prefix` the part of
    every path that goes into the server's address (`/api/v3.10`, without a final slash). `articles` are in page order.
    """

    version: str
    printed: str
    prefix: str
    articles: tuple[RawArticle, ...]


class PrintedTwice(Struct, frozen=True):
    """Two articles of the same group, name and version that differ; `kept` stands later on the page."""

    kept: RawArticle
    dropped: RawArticle


_CALL_ROLES: Final = frozenset({"header", "path", "query", "body", "parameter", "success", "error", "authentication"})


def is_operation(article: RawArticle) -> bool:
    """Whether an article documents a call (and not an object): it prints a method, or a transport of its own."""
    return article.kind.strip().lower() in METHODS or article.transport != "http"


def is_unplaced(article: RawArticle) -> bool:
    """Whether an article documents a call without saying where it goes, or with a method that is none.

    Tables of a call, and neither method nor object; or an address behind a word that is no method.
    """
    if is_operation(article) or not any(section.role in _CALL_ROLES for section in article.sections):
        return False
    return not article.kind.strip() or _ADDRESS.match(article.url.strip()) is not None


def editions(raw: RawApi, *, complete: bool) -> tuple[tuple[Edition, ...], tuple[PrintedTwice, ...]]:
    """The versions of a page, oldest first, and the objects that were printed twice.

    A call is what its method and path are, never what its author calls it: articles of one name and several addresses
    are several calls, and those of one address stay beside each other until their operations are joined.
    """
    twice: list[PrintedTwice] = []
    by_version: dict[str, dict[Name, dict[Printing, RawArticle]]] = {}
    order: dict[Name, int] = {}
    for article in dict.fromkeys(raw.articles):
        name = name_of(article)
        order.setdefault(name, len(order))
        own = by_version.setdefault(article.version, {}).setdefault(name, {})
        if is_operation(article):
            own[address_of(article), sum(known == address_of(article) for known, _ in own)] = article
        else:
            if known := own.get(("", 0)):
                twice.append(PrintedTwice(article, known))
            own["", 0] = article
    printed = sorted(by_version, key=version_key)
    held: dict[Name, dict[Printing, RawArticle]] = {}
    found = []
    for version in printed:
        own_articles = by_version[version]
        held = own_articles if complete else {**held, **_superseding(held, own_articles)}
        articles = tuple(
            article for name in sorted(held, key=lambda name: order[name]) for article in held[name].values()
        )
        found.append((version, articles, _prefix(version, articles)))
    spellings = [_spelling(version, prefix) for version, _, prefix in found]
    told = [spelling for spelling, (_, _, prefix) in zip(spellings, found, strict=True) if prefix]
    distinct = None not in told and len({*spellings}) == len(spellings)
    return (
        tuple(
            Edition((spelling if distinct else None) or version or "1.0.0", version, prefix, articles)
            for (version, articles, prefix), spelling in zip(found, spellings, strict=True)
        ),
        tuple(twice),
    )


Name = tuple[str, str]
Printing = tuple[str, int]
"""Method and path, and how many articles of the same version and name have them before."""


def name_of(article: RawArticle) -> Name:
    """What an author calls an article: its group and name."""
    return article.group, article.name or f"{article.kind} {article.url} {article.title}"


def address_of(article: RawArticle) -> str:
    """Method and path of a call, without the version that stands in the path and the names of its variables."""
    parts = segments(read_address(article.url).path)
    return " ".join((article.kind.strip().lower(), *(part for part in parts if not _VERSION_SEGMENT.match(part))))


def _superseding(
    held: dict[Name, dict[Printing, RawArticle]], own: dict[Name, dict[Printing, RawArticle]]
) -> dict[Name, dict[Printing, RawArticle]]:
    """What a version documents, and of the calls of one name in earlier versions those that it does not document.

    One call of that name is superseded whatever its address was: a new version may move it.
    """
    made = {}
    for name, articles in own.items():
        earlier = held.get(name, {})
        addresses = {address for address, _ in articles}
        moved = len({address for address, _ in earlier}) == 1
        kept = {} if moved else {key: article for key, article in earlier.items() if key[0] not in addresses}
        made[name] = {**kept, **articles}
    return made


def version_key(version: str) -> tuple[tuple[int, ...], str]:
    """Puts 3.9.0 before 3.10.0, and a version without numbers first."""
    return tuple(int(number) for number in _NUMBERS.findall(version)), version


def addresses(articles: Iterable[RawArticle]) -> list[Address]:
    """The addresses of the calls among articles."""
    return [read_address(article.url) for article in articles if is_operation(article)]


def _prefix(version: str, articles: tuple[RawArticle, ...]) -> str:
    """The beginning of most paths up to a segment that is a version, when cutting it off lets no two calls collide."""
    calls = [(article.kind.lower(), read_address(article.url).path) for article in articles if is_operation(article)]
    counts: Counter[str] = Counter()
    for _, path in calls:
        parts = path.strip("/").split("/")
        for position, part in enumerate(parts[:4]):
            match = _VERSION_SEGMENT.match(part)
            if match is not None and (part[:1] in "vV" or _same(match[1], version)):
                counts["/" + "/".join(parts[: position + 1])] += 1
                break
            if "{" in part:
                break
    if not counts:
        return ""
    ((prefix, count),) = counts.most_common(1)
    cut = Counter(
        (method, "/".join(segments(path.removeprefix(prefix) if path.startswith(prefix + "/") else path)))
        for method, path in calls
    )
    whole = Counter((method, "/".join(segments(path))) for method, path in calls)
    collides = any(cut[key] > 1 for key in cut) and len(cut) < len(whole)
    return prefix if count * 2 > len(calls) and not collides else ""


def _spelling(printed: str, prefix: str) -> str | None:
    """The version as the paths spell it, None where they spell another one or none."""
    match = _VERSION_SEGMENT.match(prefix.rpartition("/")[2])
    return match[1] if match is not None and (not printed or _same(match[1], printed)) else None


def _same(one: str, other: str) -> bool:
    return _numbers(one) == _numbers(other)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(number) for number in _NUMBERS.findall(version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
