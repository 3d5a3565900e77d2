"""A rendered apidoc page as a `RawApi`.

Enters: a page as UTF-8. Leaves: its articles in page order, its groups, what it says of the whole documentation.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from speclift.model.findings import InputError
from speclift.model.raw import Place, RawApi, RawArticle, RawGroup, RawText
from speclift.readers.apidoc.addressing import Address, Named, addressed
from speclift.readers.apidoc.cutting import cut
from speclift.readers.apidoc.markup import parsed
from speclift.readers.apidoc.project import Project, read_project
from speclift.readers.apidoc.prose import blocks, text_of
from speclift.readers.apidoc.sharing import Sharing

if TYPE_CHECKING:
    from speclift.readers.apidoc.addressing import Tell
    from speclift.readers.apidoc.article import Reading
    from speclift.readers.apidoc.cutting import Article, Cut, Section

_IDENTIFIER = re.compile(r"(?:api-)?(?P<name>.*?)-(?P<version>v?\d+\.\d+\.\d+(?:[-+]\S*)?|v?\d[\w.]*)\Z", re.DOTALL)

_LONGEST_IDENTIFIER = 1000


def read_page(name: str, content: bytes) -> RawApi:
    """Read a rendered page.

    Raises `InputError` when it is cut off. A page without articles has none in its `RawApi`.
    """
    pieces = cut(content, name)
    if not pieces.is_whole:
        raise InputError(
            "the page is cut off behind its last article" if pieces.articles else "the page is cut off",
            file=name,
            place=pieces.articles[-1].attributes.get("id", "") if pieces.articles else "",
            hint="record the page again, to its last byte",
        )
    return _Reading(name, content, pieces).run()


class _Reading:
    def __init__(self, name: str, content: bytes, pieces: Cut) -> None:
        self._name, self._pieces = name, pieces
        self._sharing = Sharing(content)
        self._printings: Counter[tuple[str, str]] = Counter()
        self._samples: dict[str, None] = {}

    def run(self) -> RawApi:
        project = read_project(self._pieces.rest)
        groups = [_group(section, self._name) for section in self._pieces.sections]
        articles = tuple([self._article(article, groups) for article in self._pieces.articles])
        return RawApi(
            title=project.title,
            platform="apidoc",
            articles=articles,
            groups=tuple(group for group in groups if group is not None),
            description=self._described(project),
            versions=_versions(project, articles),
            servers=tuple(self._samples),
            generator=project.generator,
        )

    def _described(self, project: Project) -> tuple[RawText, ...]:
        return tuple(
            RawText(text, Place(self._name, "", "", f"description/{number}"))
            for number, text in enumerate(project.description, 1)
        )

    def _article(self, article: Article, groups: list[RawGroup | None]) -> RawArticle:
        around = groups[article.section] if article.section >= 0 else None
        group, name, version, anchor = identified(article.attributes, around.name if around else "")
        try:
            reading, tell = self._sharing.read(article.body, version)
        except InputError as error:
            raise InputError(error.message, file=self._name, place=article.attributes.get("id", name)) from None
        self._printings[anchor, version] += 1
        address = Address(self._name, anchor, version, self._printings[anchor, version])
        group_title, title = _titled(reading, group, around.title if around else "", tell or str)
        made = addressed(reading.article, address, Named(group, name, title, group_title), tell)
        for sample in reading.samples:
            if made.url and sample.endswith(made.url) and len(sample) > len(made.url):
                self._samples.setdefault((tell or str)(sample).removesuffix(made.url))
        return made


def identified(attributes: dict[str, str], section: str) -> tuple[str, str, str, str]:
    """Group, name, version and anchor of an article. Old and home-made templates tell them only in the id,
    `api-Group-Name-1.0.0`, where `section` (the group around the article) says how far the group's name goes."""
    identifier = attributes.get("id", "")
    group = attributes.get("data-group", section)
    rest = identifier.removeprefix("api-")
    if group and rest.startswith(f"{group}-"):
        rest = rest[len(group) + 1 :]
    elif not group:
        group, _, rest = rest.partition("-")
    found = _IDENTIFIER.fullmatch(rest) if len(rest) < _LONGEST_IDENTIFIER else None
    name = attributes.get("data-name", found["name"] if found else rest)
    version = attributes.get("data-version", found["version"] if found else "")
    anchor = f"api-{group}-{name}"
    if not identifier.startswith(anchor):
        anchor = identifier.removesuffix(f"-{version}") if identifier else anchor
    return group, name, version, anchor


def _titled(reading: Reading, group: str, section_title: str, tell: Tell) -> tuple[str, str]:
    """Title of the group and of the article. Before 0.50 the heading is `Group - Title` in one run of words."""
    plain = spaced(group)
    heading = tell(reading.title)
    if reading.group is not None:
        return section_title or tell(reading.group) or plain, heading
    for prefix in sorted({section_title, plain, group} - {""}, key=len, reverse=True):
        if heading == prefix:
            return section_title or plain, ""
        if heading.startswith(f"{prefix} - "):
            return section_title or plain, heading[len(prefix) + 3 :]
    before, dash, title = heading.partition(" - ")
    return section_title or (before if dash else plain), title if dash else heading


def spaced(name: str) -> str:
    """A group's name as the template prints it where it has no title: underscores are spaces, unless that leaves
    nothing."""
    return re.sub("_+", " ", name).strip() or name


def _group(section: Section, page: str) -> RawGroup | None:
    """The heading of a section and what stands under it. None for sections that are not apidoc's."""
    identifier = section.attributes.get("id", "")
    if not identifier.startswith("api-"):
        return None
    root = parsed(section.head, "div")
    heading = next(root.iter("h1"), None)
    name = identifier.removeprefix("api-")
    title = "" if heading is None else text_of(heading)
    if heading is not None and (parent := heading.getparent()) is not None:
        parent.remove(heading)
    place = Place(page, identifier, "")
    said = tuple(
        RawText(text, Place(page, identifier, "", f"description/{number}"))
        for number, text in enumerate(blocks(root), 1)
    )
    return RawGroup(name, title or spaced(name), said, place)


def _versions(project: Project, articles: tuple[RawArticle, ...]) -> tuple[str, ...]:
    """The versions that the page lets its reader choose from, and any that it documents besides."""
    documented = dict.fromkeys(article.version for article in articles if article.version)
    return tuple(dict.fromkeys([*project.versions, *documented]))
