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

_VERSION_SEGMENT: Final = re.compile(r"v?(\d+(?:\.\d+)*)\Z", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"\d+")


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
    """Whether an article documents a call without saying where it goes.

    Tables of a call, and neither method nor object.
    """
    return (
        not is_operation(article)
        and not article.kind.strip()
        and any(section.role in _CALL_ROLES for section in article.sections)
    )


def editions(raw: RawApi, *, complete: bool) -> tuple[tuple[Edition, ...], tuple[PrintedTwice, ...]]:
    """The versions of a page, oldest first, and what was printed twice."""
    twice: list[PrintedTwice] = []
    unique: dict[tuple[str, str, str], RawArticle] = {}
    order: dict[tuple[str, str], int] = {}
    for article in raw.articles:
        name = article.name or f"{article.kind} {article.url} {article.title}"
        key = (article.group, name, article.version)
        order.setdefault(key[:2], len(order))
        if key in unique:
            twice.append(PrintedTwice(article, unique[key]))
        unique[key] = article
    printed = sorted({article.version for article in unique.values()}, key=version_key)
    if not printed:
        return (), ()
    held: dict[tuple[str, str], RawArticle] = {}
    found = []
    for version in printed:
        own = {key[:2]: article for key, article in unique.items() if key[2] == version}
        held = own if complete else {**held, **own}
        articles = tuple(sorted(held.values(), key=lambda article: order[_order_key(article)]))
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


def _order_key(article: RawArticle) -> tuple[str, str]:
    return article.group, article.name or f"{article.kind} {article.url} {article.title}"


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
