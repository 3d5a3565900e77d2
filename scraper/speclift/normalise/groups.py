"""Groups of a page: titles, what is nested under what, and attribute paths for the packages.

Enters: groups and articles of a page. Leaves: `Headings`: for every group its title, its parent's title and its
resource path (`conferences.invitations`). Decided once for a whole page, so that every version says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.model.api import Fact, Group
from speclift.normalise.editions import is_operation
from speclift.normalise.names import snake, words_of

if TYPE_CHECKING:
    from speclift.model.raw import RawApi, RawArticle, RawGroup, RawText


class Heading(Struct, frozen=True):
    """A group: its title, the group it is nested under (None at the top), its attribute path, and where pages head it:
    each of several pages may.
    """

    title: str
    parent: Heading | None
    resource: str
    raw: tuple[RawGroup, ...]


class Headings:
    """The groups of a page that hold operations, by their identifier on the page."""

    def __init__(self, raw: RawApi) -> None:
        titles: dict[str, tuple[str, tuple[RawGroup, ...]]] = {}
        for group in raw.groups:
            title, before = titles.get(group.name, (group.title or group.name, ()))
            titles[group.name] = title, (*before, group)
        for article in raw.articles:
            titles.setdefault(article.group, (_title(article), ()))
        holding = {article.group for article in raw.articles if is_operation(article)}
        self._order = [name for name in titles if name in holding]
        self._titles = titles
        self._made: dict[str, Heading] = {}
        for name in sorted(self._order, key=lambda name: len(words_of(titles[name][0]))):
            self._made[name] = self._make(name)
        self.others = tuple(group for name, (_, groups) in titles.items() if name not in holding for group in groups)

    def _make(self, name: str) -> Heading:
        title, raw = self._titles[name]
        words = words_of(title)
        above = [(words_of(heading.title), heading) for heading in self._made.values()]
        parents = [heading for said, heading in above if 0 < len(said) < len(words) and words[: len(said)] == said]
        parent = max(parents, key=lambda heading: len(words_of(heading.title)), default=None)
        rest = " ".join(words[len(words_of(parent.title)) :]) if parent else title
        own = snake(rest) or snake(name) or "api"
        return Heading(title, parent, f"{parent.resource}.{own}" if parent else own, raw)

    def of(self, group: str) -> Heading | None:
        """The heading of a group, None for a group without operations."""
        return self._made.get(group)

    def groups(self, used: set[str]) -> tuple[Group, ...]:
        """The groups that are used, in page order, each parent included."""
        wanted = set()
        for name in used:
            heading = self._made.get(name)
            while heading is not None:
                wanted.add(heading.title)
                heading = heading.parent
        groups: dict[str, Group] = {}
        for name in self._order:
            heading = self._made[name]
            if heading.title in wanted and heading.title not in groups:
                groups[heading.title] = _group(heading)
        return tuple(groups.values())


def _group(heading: Heading) -> Group:
    texts = tuple(text for raw in heading.raw for text in raw.description)
    return Group(
        title=heading.title,
        resource=heading.resource,
        parent=heading.parent.title if heading.parent is not None else "",
        description=paragraphs(texts),
        prose=tuple(Fact(text, "group-description") for text in texts),
        facts=tuple(Fact(raw, "group") for raw in heading.raw),
    )


def _title(article: RawArticle) -> str:
    return article.group_title or article.group.replace("_", " ") or "API"


def paragraphs(texts: tuple[RawText, ...]) -> str:
    """Texts as one Markdown text; what several pages say alike is said once."""
    return "\n\n".join(dict.fromkeys(text.text.strip() for text in texts if text.text.strip()))
