"""Articles that document several calls at once become one article for each.

A method cell may hold several methods (`GET|POST`, `Post / Get`, `GET, PUT`), and a path may have a part that can be
left out (`/reports/daily[/:day]`, `/users/:id?`). Enters: `RawApi`. Leaves: the page with an article for each method
and each path; the pieces of the page are the same in all of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.document import METHODS
from speclift.model.rules import articles
from speclift.normalise.notes import Evidence
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from speclift.model.raw import RawApi, RawArticle, RawField
    from speclift.normalise.notes import Notebook
    from speclift.workspace.source import Source

_BETWEEN: Final = re.compile(r"\s*(?:[|/,;&+]|\bor\b|\band\b|\s)\s*", re.IGNORECASE)
_OPTIONAL: Final = re.compile(
    r"\[(/[^\[\]?]*)\]"  # /daily[/:day]
    r"|\((/[^()?]*)\)\?"  # /daily(/:day)?
    r"|(/:[A-Za-z_]\w*(?:\([^()]*\))?|/\{[\w-]+)\?(\}?)(?=/|\Z)"  # /daily/:day?, /daily/{day?}
)


def several_calls(raw: RawApi, _: Source, notes: Notebook) -> RawApi:
    """Take them apart."""
    articles = tuple(part for article in raw.articles for part in _by_path(article, notes))
    articles = tuple(part for article in articles for part in _by_method(article))
    return raw if len(articles) == len(raw.articles) else replace(raw, articles=articles)


def methods_of(kind: str) -> tuple[str, ...]:
    """The methods in a method cell, lower case; empty when a word in it is none."""
    words = [word for word in _BETWEEN.split(kind.strip()) if word]
    methods = tuple(dict.fromkeys("delete" if word.lower() == "del" else word.lower() for word in words))
    return methods if methods and set(methods) <= set(METHODS) else ()


def _by_method(article: RawArticle) -> tuple[RawArticle, ...]:
    methods = methods_of(article.kind)
    if not methods or methods == (article.kind.strip().lower(),):
        return (article,)
    return tuple(replace(article, kind=method) for method in methods)


def _by_path(article: RawArticle, notes: Notebook) -> tuple[RawArticle, ...]:
    match = _OPTIONAL.search(article.url)
    if match is None or not methods_of(article.kind):
        return (article,)
    part = match[1] or match[2] or f"{match[3]}{match[4]}"
    rest = article.url[match.end() :]
    longer, shorter = article.url[: match.start()] + part + rest, article.url[: match.start()] + rest
    name = part.strip("/:{}<>").split("(")[0].strip("{}")
    rows = [row for section in article.sections for row in section.fields if _is_variable(row, name)]
    notes.note(
        articles.PATH_PART_OPTIONAL,
        subject(article),
        Evidence(article),
        *map(Evidence, rows),
        part=match[0],
        shorter=shorter or "/",
        longer=longer,
    )
    without = tuple(
        replace(section, fields=tuple(row for row in section.fields if not _is_variable(row, name)))
        for section in article.sections
    )
    return (
        replace(article, url=shorter or "/", sections=without),
        replace(article, url=longer),
    )


def _is_variable(row: RawField, name: str) -> bool:
    return row.name.strip(":{}<>[] ") == name
