"""A documentation site: which pages it has, and reading them all.

Enters: the start page. Leaves: `SitePlan`, then pages. Polite as `client.py` is; resumable: what was read is kept until
the whole site is there; one page that cannot be read costs that page.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urlsplit

from speclift.fetch.addresses import joined, site_of
from speclift.fetch.errors import LateError
from speclift.model.findings import InputError
from speclift.readers.kit.walls import stands_for_a_page
from speclift.readers.navigation import index_links, navigation_links, sitemap_addresses
from speclift.readers.page import Page
from speclift.workspace.atomic_tree import write_file

if TYPE_CHECKING:
    from speclift.fetch.client import PoliteClient
    from speclift.workspace.source import Source

_LOOP: Final = re.compile(r"(?:^|/)([^/]+(?:/[^/]+)?)(?:/\1){2,}(?=/|$)")
"""A path that repeats itself (`/a/b/b/b`): relative links of a page that answers to every address below it."""

FOLLOW: Final = ("navigation", "sitemap", "llms")
"""Where the pages of a site are found."""

MOST_PAGES: Final = 2000
_MOST_SITEMAPS: Final = 20
_MOST_LATE: Final = 3
"""Pages one after the other that do not come in time, before a site is given up."""

_ASSET: Final = re.compile(
    r"\.(?:png|jpe?g|gif|svg|ico|css|js|mjs|json|ya?ml|xml|txt|md|pdf|zip|gz|woff2?|ttf|mp4|rss|atom|webp)$", re.I
)


def follow_of(source: Source) -> tuple[str, ...]:
    """`[fetch] follow` of a source: where the pages of its site are found; empty for a source of single pages.

    Raises `InputError` for what it cannot mean.
    """
    said = source.extra.get("follow", [])
    names = [said] if isinstance(said, str) else said
    if not isinstance(names, list) or any(name not in FOLLOW for name in names):
        file = str(source.folder / "source.toml") if source.folder is not None else source.name
        hint = f"a list of some of: {', '.join(FOLLOW)}"
        raise InputError(f"fetch.follow is {said!r}", file=file, place="fetch.follow", hint=hint)
    return tuple(names)


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of a site: its address, and the group of the navigation that it stands in."""

    address: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """The pages of a site by where they were found; the start page first.

    `start` is its address, `within` the path that all pages of the site begin with.
    """

    start: str
    within: str = "/"
    found: Mapping[str, tuple[SitePage, ...]] = field(default_factory=dict)

    def pages(self, follow: Sequence[str] = FOLLOW) -> tuple[SitePage, ...]:
        """The pages to read, each once: navigation first, for it knows the groups and the order."""
        known: dict[str, SitePage] = {self.start: SitePage(self.start)}
        for name in FOLLOW:
            for page in self.found.get(name, ()) if name in follow else ():
                before = known.get(page.address)
                if before is None or not before.group:
                    known[page.address] = page
        return tuple(known.values())[:MOST_PAGES]


def plan_site(start: Page, client: PoliteClient, *, within: str = "", follow: Sequence[str] = FOLLOW) -> SitePlan:
    """What there is to follow from a start page. `within` is the path that all pages begin with: the folder of the
    start page when it is empty."""
    with client.together():
        return _plan_site(start, client, within or _folder(start.url), follow)


def _plan_site(start: Page, client: PoliteClient, folder: str, follow: Sequence[str]) -> SitePlan:
    base = start.url
    found: dict[str, tuple[SitePage, ...]] = {}
    if "navigation" in follow:
        found["navigation"] = pages_linked(start, folder)
    if "sitemap" in follow:
        found["sitemap"] = _distinct((_ours(base, folder, one), "") for one in _sitemap(base, client))
    if "llms" in follow:
        answer = _tried(client, joined(base, "/llms.txt"))
        links = index_links(answer) if answer and not answer.lstrip().startswith(b"<") else ()
        pages = ((_ours(base, folder, re.sub(r"\.md$", "", link.address)), link.group) for link in links)
        found["llms"] = _distinct(pages)
    return SitePlan(base, folder, found)


def read_site(
    plan: SitePlan,
    start: Page,
    client: PoliteClient,
    *,
    follow: Sequence[str] = FOLLOW,
    known: Mapping[str, Page] | None = None,
    store: Path | None = None,
    advance: Callable[[int, int, str], None] | None = None,
) -> tuple[list[Page], list[tuple[str, str]]]:
    """Read the pages of a site. Returns them, and (address, why) of those that could not be read.

    `known` are recorded pages by address: the server is asked only for something newer. `store` keeps what was read
    until all is there, so that who is interrupted goes on where it stopped. `advance` is told (done, total, address).
    """
    have = known or {}
    waiting = list(plan.pages(follow))
    seen = {one.address for one in waiting}
    pages: list[Page] = []
    bad: list[tuple[str, str]] = []
    names: set[str] = set()
    number = late = 0
    cut_off = ""
    while number < len(waiting):
        one = waiting[number]
        if advance is not None:
            advance(number, len(waiting), one.address)
        number += 1
        name = page_name(one.address, names)
        recorded = have.get(one.address)
        content = start.content if one.address == plan.start else _kept(store, one.address)
        if content is None:
            try:
                if late >= _MOST_LATE:
                    raise InputError(f"not asked for: the {late} before gave no answer in time", file=one.address)
                answer = client.get(one.address, known=recorded.content if recorded is not None else None)
                late = 0
            except InputError as error:
                late += isinstance(error, LateError)
                bad.append((one.address, error.message))
                if recorded is not None:  # what cannot be read today has not gone
                    pages.append(recorded)
                continue
            content = recorded.content if answer.content is None and recorded is not None else answer.content or b""
            _keep(store, one.address, content)
        instead = stands_for_a_page(content)
        if instead is not None and one.address != plan.start:
            bad.append((one.address, f"it is {instead}, sent as if it were a page"))
            continue
        if not content.strip():
            continue
        pages.append(Page(name, content, one.address, one.group))
        if "navigation" in follow:
            # a menu shows the entries of its open group only: each page may show more
            for other in pages_linked(pages[-1], plan.within):
                if other.address not in seen and len(waiting) >= MOST_PAGES and not cut_off:
                    cut_off = other.address
                elif other.address not in seen and len(waiting) < MOST_PAGES:
                    seen.add(other.address)
                    waiting.append(other)
    if cut_off:
        bad.append(
            (cut_off, f"the site has more than {MOST_PAGES:,} pages; this is the first of those that are too many")
        )
    if advance is not None:
        advance(len(waiting), len(waiting), "")
    return pages, bad


def pages_linked(page: Page, within: str) -> tuple[SitePage, ...]:
    """The pages that a page's navigation leads to, of the same site and below the path `within`."""
    links = navigation_links(page)
    return _distinct((_ours(page.url, within, link.address), link.group) for link in links)


def _ours(base: str, within: str, address: str) -> str:
    """The whole address of a page of this site, without fragment and query; "" for anything else."""
    try:
        whole = urldefrag(joined(base, address)).url
    except InputError:
        return ""
    parts = urlsplit(whole)
    if site_of(whole) != site_of(base) or not parts.path.startswith(within) or _ASSET.search(parts.path):
        return ""
    if _LOOP.search(parts.path):
        return ""
    return whole.split("?")[0]


def finished(store: Path) -> None:
    """Forget what was kept for an interruption."""
    shutil.rmtree(store, ignore_errors=True)


def page_name(address: str, taken: set[str]) -> str:
    """A name for a page of a site: its path, in signs that mean nothing to any file system; none is given twice."""
    path = re.sub(r"\.html?$", "", urlsplit(address).path.strip("/"))
    stem = re.sub(r"[^A-Za-z0-9._-]+", "_", path).strip("._") or "index"
    name, number = f"{stem[:120]}.html", 1
    while name in taken:
        number += 1
        name = f"{stem[:116]}-{number}.html"
    taken.add(name)
    return name


def _folder(address: str) -> str:
    path = urlsplit(address).path
    return path if path.endswith("/") else path.rsplit("/", 1)[0] + "/"


def _distinct(found: Iterator[tuple[str, str]]) -> tuple[SitePage, ...]:
    known: dict[str, str] = {}
    for address, group in found:
        if address:
            known.setdefault(address, group)
    return tuple(SitePage(address, group) for address, group in known.items())


def _sitemap(base: str, client: PoliteClient) -> Iterator[str]:
    waiting, seen = [joined(base, "/sitemap.xml"), joined(base, "sitemap.xml")], set[str]()
    while waiting and len(seen) < _MOST_SITEMAPS:
        address = waiting.pop(0)
        if address in seen or not _is_of(base, address):
            continue
        seen.add(address)
        content = _tried(client, address)
        pages, further = sitemap_addresses(content) if content else ((), ())
        yield from pages
        waiting += further


def _is_of(base: str, address: str) -> bool:
    """Whether an address, if it is one, is of the same site."""
    try:
        return site_of(address) == site_of(base)
    except InputError:
        return False


def _tried(client: PoliteClient, address: str) -> bytes | None:
    try:
        answer = client.try_get(address)
    except InputError:
        return None
    return answer.content if answer is not None else None


def _file(store: Path, address: str) -> Path:
    return store / f"{hashlib.sha256(address.encode()).hexdigest()[:24]}.page"


def _kept(store: Path | None, address: str) -> bytes | None:
    if store is None:
        return None
    try:
        head, _, content = _file(store, address).read_bytes().partition(b"\n")
        return content if json.loads(head) == address else None
    except (OSError, ValueError):
        return None


def _keep(store: Path | None, address: str, content: bytes) -> None:
    if store is not None:
        write_file(_file(store, address), json.dumps(address).encode() + b"\n" + content)
