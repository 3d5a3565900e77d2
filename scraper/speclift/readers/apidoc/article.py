"""One `<article>` of an apidoc page: an operation or the definition of an object, as the page prints it.

Enters: the parsed article. Leaves: a `Reading`: a `RawArticle` whose name, version and places are still blank (the
opening tag knows them, see `sharing`). The article is walked once, in document order, past wrappers of any kind. What
the template prints (0.4 to 1.2) is known by its class or its place; all other words are prose of the spot where they
stand, so that nothing a reader sees is dropped but the template's own chrome.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from speclift.model.raw import RawArticle
from speclift.readers.apidoc.examples import Tabs, pane, panes, tab_titles
from speclift.readers.apidoc.flow import Section, sections_and_examples, transport
from speclift.readers.apidoc.landmarks import Landmarks, classes
from speclift.readers.apidoc.paths import Paths
from speclift.readers.apidoc.permission import permissions
from speclift.readers.apidoc.prose import Writer, markdown, printed, text_of
from speclift.readers.apidoc.sample_form import body_without_table
from speclift.readers.apidoc.table import Table

if TYPE_CHECKING:
    from lxml.etree import _Element

    from speclift.model.raw import RawText
    from speclift.readers.apidoc.table import Tables


class Reading(Struct, frozen=True):
    """An article as read. `group` and `title` are cut from the heading where its markup parts them; otherwise `group`
    is None and `title` the whole heading. `samples` are the addresses that the "Send a Sample Request" form would
    call."""

    article: RawArticle
    group: str | None
    title: str
    samples: tuple[str, ...]


def read_article(element: _Element, tables: Tables) -> Reading:
    """Read one parsed `<article>`, its tables through `tables`."""
    return _Walk(element, tables).run()


class _Walk:
    """One pass over an article. Words before the endpoint (method and URL) describe it, words behind it a section."""

    def __init__(self, article: _Element, tables: Tables) -> None:
        self._article, self._tables = article, tables
        self._marks = Landmarks(article)
        self._paths = Paths()
        self._writer = Writer()
        self._heading: tuple[str | None, str] = (None, "")
        self._kind = ""
        self._url = ""
        self._deprecated: RawText | None = None
        self._description: list[str] = []
        self._permission: tuple[RawText, ...] = ()
        self._labels: list[RawText] = []
        self._flow: list[Section | Tabs] = []
        self._tabs: tuple[dict[str, str], list[str]] = ({}, [])
        self._bold = ""

    def run(self) -> Reading:
        """Read the whole article."""
        self._inside(self._article)
        self._flush()
        self._end_tabs()
        kind = self._kind or self._marks.method
        if self._tables.are_sorted:
            self._add_body()
        sections, examples = sections_and_examples(self._flow, kind, self._paths)
        article = RawArticle(
            group="",
            name="",
            version="",
            title="",
            place=self._paths.place(""),
            kind=kind,
            url=self._url,
            transport=transport(kind, self._url),
            deprecated=self._deprecated,
            description=self._paths.texts(self._description, "description"),
            permission=self._permission,
            sections=sections,
            examples=examples,
            labels=tuple(self._labels),
        )
        return Reading(article, *self._heading, self._marks.samples)

    def _inside(self, element: _Element) -> None:
        self._writer.words(element.text)
        for child in element:
            mark = self._marks.of.get(child)
            if mark is not None:
                self._flush()
                getattr(self, f"_{mark}_seen")(child)
            elif child in self._marks.wrappers:
                self._flush()
                self._inside(child)
                self._flush()
            else:
                self._writer.element(child)
            self._writer.words(child.tail)

    def _flush(self) -> None:
        """What was written since the last landmark belongs to the section it stands under, or to the article."""
        blocks = self._writer.finish()
        last = self._flow[-1] if self._flow else None
        (last.prose if isinstance(last, Section) else self._description).extend(blocks)

    def _add_body(self) -> None:
        """The fields of a body that only the form for sample requests prints."""
        tables = [item.table for item in self._flow if isinstance(item, Section) and item.table is not None]
        rows = body_without_table(self._marks.form, (row.name.rpartition(".")[2] for one in tables for row in one.rows))
        if rows:
            self._flow.append(Section("Body", "body", Table("", rows)))

    # What to do at each landmark: a method for each `landmarks.Mark`.

    def _heading_seen(self, element: _Element) -> None:
        first = next((span for span in element.iter("span") if "color-primary" in classes(span)), None)
        whole = text_of(element)
        if first is None:
            self._heading = (None, whole)
        else:
            group = text_of(first)
            self._heading = (group, whole[len(group) :].lstrip(" |") if whole.startswith(group) else whole)

    def _author_seen(self, element: _Element) -> None:
        self._labels.append(self._paths.text(markdown(element), "author"))

    def _deprecated_seen(self, element: _Element) -> None:
        label = next(iter(element), None)
        if label is not None and label.tag == "span" and not (element.text or "").strip():
            element.text, label.text = label.tail, ""
            element.remove(label)
        self._deprecated = self._paths.text(markdown(element), "deprecated")

    def _method_seen(self, element: _Element) -> None:
        self._kind = text_of(element)

    def _endpoint_seen(self, element: _Element) -> None:
        self._url = printed(element).strip()

    def _permission_seen(self, element: _Element) -> None:
        names, popovers = permissions(element)
        self._permission += self._paths.texts(names, "Permission")
        self._labels.extend(self._paths.texts(popovers, "Permission/popover"))

    def _section_seen(self, element: _Element) -> None:
        self._flow.append(Section(text_of(element)))

    def _table_seen(self, element: _Element) -> None:
        last = self._flow[-1] if self._flow else None
        if not isinstance(last, Section) or last.table is not None:
            last = Section("")
            self._flow.append(last)
        table = self._tables.read(element)
        last.table = table.with_form(self._marks.form) if self._tables.are_sorted else table
        last.prose.extend(last.table.asides)

    def _tabs_seen(self, element: _Element) -> None:
        self._end_tabs()
        self._tabs = tab_titles(element)

    def _panes_seen(self, element: _Element) -> None:
        self._flow.extend(panes(element, *self._tabs))
        self._tabs = ({}, [])

    def _end_tabs(self) -> None:
        """Titles of tabs that no pane follows are words of the page like any other."""
        self._labels.extend(self._paths.texts(self._tabs[1], "tabs"))
        self._tabs = ({}, [])

    def _bold_seen(self, element: _Element) -> None:
        self._bold = text_of(element)

    def _code_seen(self, element: _Element) -> None:
        self._flow.append(Tabs(None, [pane(element, self._bold)]))
        self._bold = ""

    def _chrome_seen(self, element: _Element) -> None:
        """Template chrome: ignored."""
