"""A documentation of several pages: which of them document the API, one bad page left out, groups from the navigation.

Enters: pages and a reader. Leaves: what the good pages say together, and findings for the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from speclift.model.findings import Finding, InputError
from speclift.model.raw import Place, RawApi, RawArticle, RawGroup
from speclift.model.rules import stages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from speclift.readers.page import Page

Read = TypeVar("Read")


def read_several(read: Callable[[Sequence[Page]], Read], pages: Sequence[Page]) -> tuple[Read, list[Finding]]:
    """Read pages together; those that cannot be read are left out, each with a finding.

    Raises `InputError` when no page can be read, and for the one page of a documentation that has only one.
    """
    try:
        return read(pages), []
    except InputError as whole:
        if len(pages) == 1:
            raise
        good: list[Page] = []
        findings: list[Finding] = []
        for page in pages:
            try:
                read([page])
            except InputError as error:
                findings.append(_left_out(page, error))
            else:
                good.append(page)
        if not good or len(good) == len(pages):
            raise whole from None
        return read(good), findings


def of_site(raw: RawApi, pages: Sequence[Page]) -> RawApi:
    """`raw` with what a site says of its pages: their addresses, and the groups that its navigation puts them into."""
    if len(pages) < 2:
        return raw
    by_name = {page.name: page for page in pages}
    spelled = {page.group.casefold(): page.group for page in reversed(pages) if page.group}
    articles = tuple(_of_page(article, by_name.get(article.place.page), spelled) for article in raw.articles)
    known = {group.name for group in raw.groups}
    used = dict.fromkeys(article.group for article in articles)
    pages_of = {article.group: article.place.page for article in reversed(articles)}
    added = [
        RawGroup(name, name, (), Place(pages_of[name], "", "", f"navigation/{name}"))
        for name in used
        if name not in known
    ]
    kept = [group for group in raw.groups if group.name in used]
    return replace(raw, articles=articles, groups=(*kept, *added))


def _of_page(article: RawArticle, page: Page | None, spelled: Mapping[str, str]) -> RawArticle:
    """An article with its page's address and group; a group that the navigation spells otherwise is spelled so."""
    if page is None:
        return article
    group = spelled.get(article.group_title.casefold(), "")
    if page.group and article.kind != "object":
        group = page.group
    # Data beside a page (apidoc's api_data.json) has an address that nobody reads: the page's own is linked.
    address = "" if page.name.endswith((".json", ".js")) else page.url
    if not group:
        return replace(article, address=address)
    return replace(article, address=address, group=group, group_title=group)


def _left_out(page: Page, error: InputError) -> Finding:
    return stages.PAGE_WITHOUT_API.finding(page.url or page.name, reason=error.message)
