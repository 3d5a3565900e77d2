"""Method and path of calls whose page prints neither: as `base.yaml` states them.

Enters: `RawApi`, and the source's `x-speclift-addresses` (name of the article -> method and path). Leaves: articles
with an address, each with a finding that says where it came from. Raises `InputError` for a name that no article has,
and
where the page prints an address after all: then the statement is out of date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.findings import InputError
from speclift.model.rules import gaps
from speclift.normalise.notes import Evidence
from speclift.normalise.scope import subject

if TYPE_CHECKING:
    from speclift.model.raw import RawApi, RawArticle
    from speclift.normalise.notes import Notebook
    from speclift.workspace.source import Source

KEY = "x-speclift-addresses"


def stated_addresses(raw: RawApi, source: Source, notes: Notebook) -> RawApi:
    """Give each article the address that is stated for it."""
    stated = source.base.get(KEY, {})
    file = f"{source.name}/base.yaml"
    if not isinstance(stated, dict):
        raise InputError(f"{KEY} must map an article's name to its method and path", file=file)
    names = {article.name for article in raw.articles}
    if unknown := [name for name in stated if name not in names]:
        raise InputError(
            f"no article is called {unknown[0]!r}", file=file, place=KEY, hint=f"known: {', '.join(sorted(names))}"
        )
    articles = tuple(_addressed(article, stated.get(article.name), file, notes) for article in raw.articles)
    return replace(raw, articles=articles)


def _addressed(article: RawArticle, said: object, file: str, notes: Notebook) -> RawArticle:
    if said is None:
        return article
    if not isinstance(said, dict) or not isinstance(said.get("method"), str) or not isinstance(said.get("path"), str):
        raise InputError("an address is a method and a path", file=file, place=f"{KEY}: {article.name}")
    if article.kind or article.url:
        raise InputError(
            f"the page prints {article.kind.upper()} {article.url}",
            file=file,
            place=f"{KEY}: {article.name}",
            hint="the statement is no longer needed: take it out",
        )
    method, path = said["method"].lower(), said["path"]
    notes.note(gaps.ADDRESS_NOT_PRINTED, subject(article), Evidence(article), method=method.upper(), path=path)
    return replace(article, kind=method, url=path)
