"""Finds apidoc's data in whatever a site publishes it in: `api_data.json`, `api_data.js`, or a bundle.

Enters: a recorded file as text. Leaves: `Data`. The list of articles is told from other lists by what its members
have; nothing is executed to get at it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import cast

from msgspec import Struct, field

from speclift.readers.javascript_literal import LiteralError, parse

Entry = Mapping[str, object]

_ARTICLES = re.compile(r"""\[\s*+\{\s*+["']?\w++["']?\s*+:""")
_PROJECT = re.compile(r"""\{\s*+["']?[\w$]++["']?\s*+:""")
_PATIENCE = 10_000
"""Characters that may be read in vain, beyond the length of the source: a hostile one could begin a list everywhere."""


class Data(Struct, frozen=True):
    """What apidoc knows of a site: articles as `api_data.json` lists them, and the project."""

    articles: tuple[Entry, ...] = ()
    project: Entry = field(default_factory=dict)


def find(source: str) -> Data:
    """The data in a file. `Data()` when it holds none."""
    whole = _json(source)
    if whole is not None:
        return _from_json(whole)
    return _Search(source).run()


def _json(source: str) -> object:
    beginning = source.lstrip("\ufeff \t\r\n")[:1]
    if beginning not in ("{", "["):
        return None
    try:
        return cast("object", json.loads(source.lstrip("\ufeff")))
    except (ValueError, RecursionError):
        return None


def _from_json(whole: object) -> Data:
    if isinstance(whole, Mapping) and "api" in whole:
        whole = whole["api"]
    if _is_articles(whole):
        return Data(articles=tuple(cast("list[Entry]", whole)))
    return Data(project=cast("Entry", whole)) if _is_project(whole) else Data()


class _Search:
    """Tries each spot of a script where a literal of the right look begins."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._budget = _PATIENCE + len(source)

    def run(self) -> Data:
        articles: tuple[Entry, ...] = ()
        end = 0
        for value, behind in self._literals(_ARTICLES, 0):
            if _is_articles(value) and len(cast("list[Entry]", value)) > len(articles):
                articles, end = tuple(cast("list[Entry]", value)), behind
        # A bundle holds the project right behind the articles; elsewhere it may stand before them.
        projects = chain(self._literals(_PROJECT, end), self._literals(_PROJECT, 0) if end else ())
        project = next((cast("Entry", value) for value, _ in projects if _is_project(value)), {})
        return Data(articles, project)

    def _literals(self, beginning: re.Pattern[str], start: int) -> Iterator[tuple[object, int]]:
        position = start
        while self._budget > 0 and (match := beginning.search(self._source, position)) is not None:
            try:
                value, position = parse(self._source, match.start())
            except LiteralError as error:
                self._budget -= max(error.position - match.start(), 1)
                position = match.start() + 1
            else:
                yield value, position


def _is_articles(value: object) -> bool:
    """A list of articles: each says its URL or title, and its group or name."""
    return isinstance(value, list) and all(
        isinstance(item, dict) and ("url" in item or "title" in item) and "group" in item and "name" in item
        for item in value
    )


def _is_project(value: object) -> bool:
    return isinstance(value, Mapping) and "version" in value and ("generator" in value or "apidoc" in value)
