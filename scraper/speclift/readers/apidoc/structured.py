"""apidoc's own data as a `RawApi`: fields stay fields, only their texts, which are HTML, are read as markup.

Enters: the data of a site (the list that `api_data.json` holds, and `api_project.json`). Leaves: what the rendered page
says, in its order: groups and titles sorted, `order` of the project first, versions newest first. Facts that the
template prints otherwise than they are stored (titles of groups, JSON examples, prefixes of addresses) are as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from speclift.model.raw import Place, RawApi, RawArticle, RawGroup, RawText
from speclift.readers.apidoc.addressing import Address, Named, addressed
from speclift.readers.apidoc.examples import SECTIONS, Pane, Tabs
from speclift.readers.apidoc.flow import Section, sections_and_examples, transport
from speclift.readers.apidoc.json_text import reformatted
from speclift.readers.apidoc.markup import parsed
from speclift.readers.apidoc.ordering import newest_first, ordered
from speclift.readers.apidoc.pages import spaced
from speclift.readers.apidoc.paths import Paths
from speclift.readers.apidoc.prose import blocks, collapse, markdown, text_of
from speclift.readers.apidoc.rows import Facts, Row, visible
from speclift.readers.apidoc.table import Table

if TYPE_CHECKING:
    from speclift.readers.apidoc.data import Data, Entry

_SECTIONS = ("header", "parameter", "query", "body", "success", "info", "error")
_TITLES = {"query": "Query Parameter(s)", "body": "Request Body"}
_FIRST_REFORMATTING = (0, 14)
"""Template 0.14 and later print JSON examples anew, indented by four."""

_FIRST_REQUIRED = (0, 50)
"""Template 0.50 and later can label what is not optional, too."""

_OUTSIDE_PRE = re.compile(r"(?s)(?:\A|</pre>).*?(?:<pre>|\Z)")
_LINE_END = re.compile(r"\r\n|\n\r|\r|\n")
_INLINE_LINK = re.compile(r"(?:\[([^\]\n]{0,200})\])?\(#([^:()\n]{1,200}):([^()\n]{1,200})\)")


def read_data(page: str, data: Data) -> RawApi:
    """The documentation that `data`, found in the file `page`, is of."""
    return _Reader(page, data).run()


class _Reader:
    def __init__(self, page: str, data: Data) -> None:
        self._page, self._data, self._project = page, data, data.project
        self._template = _mapping(data.project.get("template"))
        generation = _generation(data.project)
        self._reformats = generation >= _FIRST_REFORMATTING
        self._says_required = generation >= _FIRST_REQUIRED and bool(self._template.get("showRequiredLabels"))
        self._printings: Counter[tuple[str, str]] = Counter()
        self._servers: dict[str, None] = {}

    def run(self) -> RawApi:
        groups: list[RawGroup] = []
        articles: list[RawArticle] = []
        for name, entries in ordered(self._data.articles, self._project.get("order")):
            groups.append(self._group(name, entries))
            articles.extend(self._article(entry, groups[-1]) for entry in entries)
        documented = dict.fromkeys(article.version for article in articles if article.version)
        return RawApi(
            title=collapse(text(self._project.get("name"))),
            platform="apidoc",
            articles=tuple(articles),
            groups=tuple(groups),
            description=_numbered(self._description(), Place(self._page, "", "")),
            versions=tuple(dict.fromkeys([*self._versions(), *documented])),
            servers=tuple(self._servers),
            generator=self._generator(),
        )

    def _description(self) -> list[str]:
        parts = [text(self._project.get("description"))]
        parts += [text(_mapping(self._project.get(part)).get("content")) for part in ("header", "footer")]
        return [block for part in parts for block in blocks_of(part)]

    def _versions(self) -> list[str]:
        shown = text(self._project.get("version"))
        if self._template.get("withCompare") is False:
            return [shown] if shown else []
        return newest_first([shown, *(text(entry.get("version")) for entry in self._data.articles)])

    def _generator(self) -> str:
        generator = _mapping(self._project.get("generator"))
        if self._template.get("withGenerator") is False:
            return ""
        return " ".join([collapse(text(generator.get("name"))), *text(generator.get("version")).split()[:1]]).strip()

    def _group(self, name: str, entries: Sequence[Entry]) -> RawGroup:
        newest = [entry for entry in reversed(entries) if entry.get("groupTitle")]
        title = text(newest[0]["groupTitle"]) if newest else name
        described = (entry for entry in reversed(entries) if entry.get("groupDescription"))
        description = text(next(described, {}).get("groupDescription"))
        place = Place(self._page, f"api-{name}", "")
        return RawGroup(name, collapse(spaced(title)) or spaced(name), _numbered(blocks_of(description), place), place)

    def _article(self, entry: Entry, group: RawGroup) -> RawArticle:
        paths = Paths()
        name, version = text(entry.get("name")), text(entry.get("version"))
        kind, url = collapse(text(entry.get("type"))), self._url(entry)
        labels = (
            [paths.text(f"Authored by: {collapse(text(entry['author']))}", "author")] if entry.get("author") else []
        )
        deprecated = entry.get("deprecated")
        permission, popovers = _permissions(entry.get("permission"))
        sections, examples = sections_and_examples(list(self._flow(entry)), kind, paths)
        article = RawArticle(
            group="",
            name="",
            version="",
            title="",
            place=paths.place(""),
            kind=kind,
            url=url,
            transport=transport(kind, url),
            deprecated=paths.text(_deprecation(deprecated), "deprecated") if deprecated else None,
            description=paths.texts(blocks_of(text(entry.get("description"))), "description"),
            permission=paths.texts(permission, "Permission"),
            sections=sections,
            examples=examples,
            labels=(*labels, *paths.texts(popovers, "Permission/popover")),
        )
        for sample in _list(entry.get("sampleRequest"))[:1]:
            tried = text(sample.get("url"))
            if url and tried.endswith(url) and len(tried) > len(url):
                self._servers.setdefault(tried.removesuffix(url))
        anchor = f"api-{group.name}-{name}"
        self._printings[anchor, version] += 1
        address = Address(self._page, anchor, version, self._printings[anchor, version])
        return addressed(
            article, address, Named(group.name, name, collapse(text(entry.get("title"))), group.title), None
        )

    def _url(self, entry: Entry) -> str:
        """The template puts the project's URL before those that are not absolute."""
        url, prefix = text(entry.get("url")), text(self._project.get("url"))
        return (url if not prefix or url[:4].lower() == "http" else prefix + url).strip()

    def _flow(self, entry: Entry) -> Iterator[Section | Tabs]:
        yield from self._examples(entry.get("examples"), "")
        for section in _SECTIONS:
            block = entry.get(section)
            if isinstance(block, Mapping):
                for title, rows in _mapping(block.get("fields")).items():
                    yield self._section(text(title), rows, section)
                yield from self._examples(block.get("examples"), section)
            elif isinstance(block, Sequence) and not isinstance(block, str):
                yield self._section(_TITLES.get(section, section), block, section)

    def _section(self, title: str, rows: object, section: str) -> Section:
        table = Table("Name" if section == "error" else "Field", tuple(self._row(row) for row in _list(rows)))
        return Section(collapse(title), SECTIONS.get(section), table)

    def _row(self, row: Entry) -> Row:
        """A row of the data. Its name is cut to what it says below its parent, which 1.0 and later know."""
        name, path = text(row.get("field")), text(_mapping(row.get("parentNode")).get("path"))
        allowed = row.get("allowedValues")
        return Row(
            depth=path.count(".") + 1 if path else 0,
            name=collapse(_shown(name[len(path) + 1 :] if path else name)),
            type=collapse(_shown(text(row.get("type")))),
            description="\n\n".join(blocks_of(text(row.get("description")))),
            required=False if row.get("optional") else True if self._says_required else None,
            facts=Facts(
                default=_words(text(row["defaultValue"])) if row.get("defaultValue") else None,
                size=_words(text(row["size"])) if row.get("size") else None,
                allowed=tuple(_words(text(value)) for value in allowed)
                if isinstance(allowed, Sequence) and not isinstance(allowed, str)
                else (),
            ),
        )

    def _examples(self, examples: object, section: str) -> Iterator[Tabs]:
        panes = [self._pane(example, section) for example in _list(examples)]
        if panes:
            yield Tabs(SECTIONS.get(section), panes, is_general=not section)

    def _pane(self, example: Entry, section: str) -> Pane:
        language, content = text(example.get("type")), _LINE_END.sub("\n", text(example.get("content")))
        if section and language == "json" and self._reformats:
            content = reformatted(content)
        return Pane(collapse(text(example.get("title"))), language, content)


def _permissions(permission: object) -> tuple[list[str], list[str]]:
    """Names of permissions, and "title: description" of what is said of each."""
    named = [{"name": permission}] if isinstance(permission, str) else permission
    entries = _list([named] if isinstance(named, Mapping) else named)
    names = [name for entry in entries if (name := collapse(text(entry.get("name"))))]
    popovers = [
        ": ".join(part for part in (collapse(text(entry["title"])), _markdown(text(entry.get("description")))) if part)
        for entry in entries
        if entry.get("title")
    ]
    return names, popovers


def _deprecation(deprecated: object) -> str:
    """What is said of a deprecation, with `[words](#Group:Name)` as links: the template's own helper."""
    said = text(deprecated.get("content")) if isinstance(deprecated, Mapping) else ""
    return markdown(
        parsed(
            _INLINE_LINK.sub(
                lambda found: f'<a href="#api-{found[2]}-{found[3]}">{found[1] or f"{found[2]}/{found[3]}"}</a>', said
            ).encode(),
            "div",
        )
    )


def blocks_of(markup: str) -> list[str]:
    """HTML of the data as blocks of Markdown; line ends outside `<pre>` are breaks, by the template's own helper."""
    if not markup.strip():
        return []
    broken = _OUTSIDE_PRE.sub(lambda part: _LINE_END.sub("<br>\n", part[0]), markup)
    return blocks(parsed(broken.encode(), "div"))


def _markdown(markup: str) -> str:
    return "\n\n".join(blocks_of(markup))


def _shown(markup: str) -> str:
    """A name or a type, which the template does not escape."""
    return visible(parsed(markup.encode(), "div")) if "<" in markup or "&" in markup else markup


def _words(markup: str) -> str:
    return text_of(parsed(markup.encode(), "div")) if "<" in markup or "&" in markup else collapse(markup)


def text(value: object) -> str:
    """A value of the data as the template prints it, without lone surrogates."""
    if value is None or value is False:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ",".join(text(item) for item in value)
    return "true" if value is True else str(value).encode("utf-8", "replace").decode()


def _numbered(texts: list[str], place: Place) -> tuple[RawText, ...]:
    return tuple(
        RawText(block, Place(place.page, place.anchor, "", f"description/{number}"))
        for number, block in enumerate(texts, 1)
    )


def _mapping(value: object) -> Entry:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Entry]:
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else []
    return [item for item in items if isinstance(item, Mapping)]


def _generation(project: Entry) -> tuple[int, ...]:
    """The version of apidoc that wrote the data; the newest where it does not say."""
    match = re.match(r"(\d+)\.(\d+)", text(_mapping(project.get("generator")).get("version")))
    return (int(match[1]), int(match[2])) if match else (99,)
