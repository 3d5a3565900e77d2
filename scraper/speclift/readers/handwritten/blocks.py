"""A page as its author wrote it: a sequence of headings, paragraphs, code, tables, lists and definition lists.

Enters: HTML of any kind. Leaves: `Block`s, in page order, without the site's navigation. Beautiful Soup parses:
hand-written pages are small and often broken.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final, Literal

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString
from msgspec import Struct

from speclift.model.findings import InputError
from speclift.readers.kit.encoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.readers.page import Page

Kind = Literal["heading", "text", "code", "table", "list", "definitions"]

BOLD_LEVEL: Final = 7
"""The level of a paragraph that is wholly bold: below any heading."""

NESTED_LEVEL: Final = 0.0
"""The level of words that open what is folded or nested, until the heading above them is known."""

END_OF_NESTED: Final = -1.0
"""The level of a heading without words, where what is folded or nested ends."""

_NOISE: Final = ("script", "style", "svg", "nav", "header", "footer", "aside", "button", "form", "noscript", "template")
_NOISY: Final = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|sidebar|side-?bar|menu|breadcrumbs?|footer|header-?anchor|headerlink"
    r"|toc|table-of-contents"
    r"|toctree-wrapper|skip-link|edit-page|pagination|prev-next|hash-link|anchor-link|sr-only|visually-hidden"
    r"|cookie[\w-]*|(?:mw-)?editsection)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS: Final = frozenset(
    """p pre table ul ol dl blockquote div section article figure details summary main h1 h2 h3 h4 h5 h6 center fieldset
    li dd dt td body html address hr""".split()  # noqa: SIM905 - thirty names read better as words
)
METHOD: Final = r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)"
_WIDEST_LABEL: Final = 90
_DEEPEST: Final = 100
_MOST_TAGS: Final = 200_000
"""Beautiful Soup takes two kilobytes for each; the largest recorded page of this kind has some thousand."""


class Item(Struct, frozen=True):
    """An entry of a list, a definition or a cell: its own words as Markdown, the marked words in front (code or bold),
    and the blocks inside it."""

    text: str
    lead: str = ""
    blocks: tuple[Block, ...] = ()


class Block(Struct, frozen=True):
    """One piece of the page. `text` is Markdown (for code: as printed), `level` a heading's, `anchor` its id.

    `items` are the entries of a list, or (term, definition) in turns; `rows` the cells of a table, the first row its
    titles when `titled`. `language` is what the page calls the code.
    """

    kind: Kind
    text: str = ""
    level: float = 0
    anchor: str = ""
    items: tuple[Item, ...] = ()
    rows: tuple[tuple[Item, ...], ...] = ()
    titled: bool = False
    language: str = ""


class Parsed(Struct, frozen=True):
    """A page, parsed: its title and its blocks."""

    title: str
    blocks: tuple[Block, ...]


def _require_shallow(soup: BeautifulSoup, name: str) -> None:
    level: list[Tag] = [soup]
    for _ in range(_DEEPEST):
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
        if not level:
            return
    raise InputError("its markup is nested too deeply to be documentation", file=name)


def parse_blocks(page: Page) -> Parsed:
    """The blocks of a page. Raises `InputError` for one that is nested too deeply, or has too many tags."""
    tags = page.content.count(b"<")
    if tags > _MOST_TAGS:
        raise InputError(
            f"the page has {tags:,} tags, more than anyone writes by hand ({_MOST_TAGS:,})", file=page.name
        )
    soup = BeautifulSoup(decoded(page.content), "lxml")
    _require_shallow(soup, page.name)
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(_NOISE):
        if tag.name != "header" or tag.find(["h1", "h2", "h3"]) is None:
            tag.decompose()
    size = len(soup.get_text())
    for tag in soup.find_all(class_=_is_noise):
        if not tag.decomposed and tag.name not in ("body", "html", "main", "article") and not _is_content(tag, size):
            tag.decompose()
    for tag in soup.find_all(["var", "em", "i"]):
        _mark_placeholder(tag)
    for tag in soup.find_all(["span", "b", "strong", "code", "label", "a"]):
        _mark_method(tag)
    main = _main(soup)
    return Parsed(" ".join(title.split()), tuple(_blocks(main)))


def _mark_placeholder(tag: Tag) -> None:
    """Brackets around a segment of an address that is set in another type: `/rooms/<var>id</var>`."""
    name, beside = tag.get_text(), (tag.previous_sibling, tag.next_sibling)
    if not re.fullmatch(r"[A-Za-z_][\w-]*", name):
        return
    words = takewhile(lambda one: isinstance(one, NavigableString), tag.previous_siblings)
    before = "".join(reversed([str(one) for one in words]))
    around = [one for one in beside if isinstance(one, Tag) and one.name in ("b", "strong", "code", "tt")]
    if tag.previous_sibling in around:
        before = str(beside[0].get_text()) if beside[0] is not None else ""
    if re.search(r"(?:/[\w{}.:-]+|[A-Z] )/$", before):
        tag.replace_with(f"{{{name}}}")
        for one in around:
            one.unwrap()


def _mark_method(tag: Tag) -> None:
    """A badge with a method before its address, in capitals and apart: browsers show it so by its style."""
    method, behind = tag.get_text().strip().upper(), tag.next_sibling
    while behind is not None and not behind.get_text().strip():
        behind = behind.next_sibling
    if behind is None or not re.fullmatch(METHOD, method) or tag.find(True) is not None:
        return
    if re.match(r"\s*(?:https?://|/\w|/?\{|/\s*$)", behind.get_text()):
        tag.string = f"{method} "


def _is_noise(name: str | None) -> bool:
    """Whether a class is that of navigation; `nav-content` is that of a page beside one."""
    return (
        name is not None and _NOISY.search(name) is not None and not re.search(r"content|main|body|article", name, re.I)
    )


def _is_content(tag: Tag, size: int) -> bool:
    """Whether a part called after navigation holds what a page of `size` characters is about."""
    return (
        2 * len(tag.get_text()) > size
        or tag.find(["pre", "table"]) is not None
        or (tag.name.startswith("h") and len(tag.name) == 2)
    )


def _main(soup: BeautifulSoup) -> Tag:
    for selector in ("main", "[role=main]", "article"):
        found = soup.select(selector)
        if len(found) == 1 and len(found[0].get_text()) > 200:
            return found[0]
    return soup.body or soup


def _blocks(tag: Tag) -> Iterator[Block]:
    """The blocks inside an element: loose words between them are paragraphs."""
    loose: list[Any] = []
    for child in tag.children:
        if isinstance(child, Tag) and (child.name in _BLOCKS or child.find(list(_BLOCKS)) is not None):
            yield from _paragraph(loose)
            loose = []
            yield from _block(child)
        else:
            loose.append(child)
    yield from _paragraph(loose)


def _block(tag: Tag) -> Iterator[Block]:
    name = tag.name
    if re.fullmatch(r"h[1-6]", name):
        text = _inline(tag).replace("**", "").strip().rstrip("#¶§").strip()
        if text:
            identifier = tag.get("id") or _inner_anchor(tag)
            yield Block("heading", text, level=int(name[1]), anchor=str(identifier))
    elif name == "summary" and (text := _inline(tag)):
        yield Block("heading", text.replace("**", ""), level=NESTED_LEVEL, anchor=str(tag.get("id") or ""))
    elif name == "details" and tag.find("summary", recursive=False) is not None:
        yield from _blocks(tag)
        yield Block("heading", level=END_OF_NESTED)
    elif name == "pre":
        yield _code(tag)
    elif name == "table":
        yield from _table(tag)
    elif name in ("ul", "ol"):
        items = tuple(_item(one) for one in tag.find_all("li", recursive=False))
        if items:
            yield Block("list", items=items)
    elif name == "dl":
        pairs = [one for one in tag.find_all(["dt", "dd"]) if one.find_parent("dl") is tag]
        items = tuple(_item(one) for one in pairs)
        yield Block("definitions", items=items, rows=tuple((Item(one.name),) for one in pairs))
    elif name == "p":
        yield from _paragraph(list(tag.children)) if not tag.find(["pre", "table", "ul", "dl"]) else _blocks(tag)
    elif name in ("div", "figure", "td") and _is_code(tag):
        yield _code(tag)
    elif name != "hr":
        yield from _blocks(tag)


def _inner_anchor(tag: Tag) -> str:
    inner = tag.find(["a", "span"], id=True) or tag.find("a", attrs={"name": True})
    if isinstance(inner, Tag):
        return str(inner.get("id") or inner.get("name") or "")
    section = tag.parent
    return str(section.get("id") or "") if section is not None and section.name in ("section", "div") else ""


def _is_code(tag: Tag) -> bool:
    """A box of code without `<pre>`: only `<code>` inside."""
    inner = [one for one in tag.children if isinstance(one, Tag) or str(one).strip()]
    return len(inner) == 1 and isinstance(inner[0], Tag) and inner[0].name == "code" and "\n" in inner[0].get_text()


def _code(tag: Tag) -> Block:
    classes = " ".join(" ".join(one.get("class") or []) for one in (tag, *tag.find_all("code"), *list(tag.parents)[:2]))
    found = re.search(r"(?:lang(?:uage)?-|highlight-(?:source-)?|brush:\s*)([\w+-]+)", classes)
    lines = tag.find_all(["div", "span"], class_=re.compile(r"(?:^|-)line$|code-line|ec-line"))
    for br in tag.find_all("br"):
        br.replace_with("\n")
    text = tag.get_text()
    if len(lines) > 1 and text.count("\n") < len(lines) - 1:
        text = "\n".join(line.get_text() for line in lines)
    return Block("code", text.strip("\n").replace("\xa0", " "), language=found[1].lower() if found else "")


def _paragraph(nodes: list[Any]) -> Iterator[Block]:
    text = _joined(nodes)
    if not text:
        return
    if _is_bold(nodes) and len(text) <= _WIDEST_LABEL:
        yield Block("heading", text.replace("**", ""), level=BOLD_LEVEL)
    else:
        yield Block("text", text)


def _is_bold(nodes: list[Any]) -> bool:
    """Whether words are wholly bold, also inside of what only colours them."""
    shown = [one for one in nodes if isinstance(one, Tag) or str(one).strip()]
    only = shown[0] if len(shown) == 1 else None
    if not isinstance(only, Tag):
        return False
    return only.name in ("strong", "b") or (only.name in ("font", "span", "big", "u") and _is_bold(list(only.children)))


def _item(tag: Tag) -> Item:
    """An entry: what stands in it before the first block, and the blocks."""
    nodes: list[Any] = []
    inner: list[Block] = []
    for child in tag.children:
        if isinstance(child, Tag) and _only_holds_words(child) and not inner and not _joined(nodes):
            nodes += list(child.children)
        elif isinstance(child, Tag) and (child.name in _BLOCKS or child.find(list(_BLOCKS)) is not None):
            inner += list(_block(child))
        elif inner and isinstance(child, Tag):
            inner += list(_paragraph([child]))
        elif not inner:
            nodes.append(child)
        elif str(child).strip():
            inner += list(_paragraph([child]))
    return Item(_joined(nodes), _lead(nodes), tuple(inner))


def _only_holds_words(tag: Tag) -> bool:
    """Whether an element only wraps the first words of an entry, as generators of wikis do."""
    return tag.name == "p" or (tag.name == "div" and tag.find(list(_BLOCKS)) is None and not _is_code(tag))


def _lead(nodes: list[Any]) -> str:
    """The words in code or bold that an entry begins with."""
    for node in nodes:
        if isinstance(node, Tag):
            if node.name in ("code", "strong", "b", "tt", "em", "kbd", "var", "samp"):
                return " ".join(node.get_text().split())
            if node.name in ("a", "span", "label", "p", "font"):
                return _lead(list(node.children))
            return ""
        if str(node).strip():
            return ""
    return ""


def _table(tag: Tag) -> Iterator[Block]:
    rows: list[tuple[Item, ...]] = []
    titled = False
    spans: dict[int, tuple[int, Item]] = {}
    for row in tag.find_all("tr"):
        if row.find_parent("table") is not tag:
            continue
        cells = row.find_all(["td", "th"], recursive=False)
        if not cells:
            continue
        if not rows and all(cell.name == "th" for cell in cells) and len(cells) > 1:
            titled = True
        line: list[Item] = []
        for cell in cells:
            _carried(spans, line)
            item = _item(cell)
            height = str(cell.get("rowspan") or "1")
            if height.isdecimal() and 1 < int(height) < 100:
                spans[len(line)] = (int(height) - 1, item)
            line.append(item)
        _carried(spans, line)
        rows.append(tuple(line))
    if tag.caption is not None and (caption := _inline(tag.caption)):
        yield Block("text", caption)
    if rows:
        yield Block("table", rows=tuple(rows), titled=titled or tag.find("thead") is not None)


def _carried(spans: dict[int, tuple[int, Item]], line: list[Item]) -> None:
    """Repeat cells that reach down from the rows above."""
    while len(line) in spans:
        left, item = spans[len(line)]
        if left == 0:
            del spans[len(line)]
            return
        spans[len(line)] = (left - 1, item)
        line.append(item)


def _joined(nodes: list[Any]) -> str:
    text = "".join(_words(node) for node in nodes).replace("\xa0", " ")
    lines = (" ".join(line.split()) for line in text.split("\n\x00"))
    return "\n".join(line for line in lines if line).strip()


def _inline(tag: Tag) -> str:
    return _joined(list(tag.children))


def _words(node: Any) -> str:
    if isinstance(node, NavigableString):
        return str(node)
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return "\n\x00"
    if node.name in ("sup",) and re.fullmatch(r"\[?\w{1,2}\]?", node.get_text().strip()):
        return ""
    inner = "".join(_words(child) for child in node.children)
    if node.name in ("code", "tt", "kbd", "samp") and inner.strip() and "`" not in inner:
        return f"`{inner.strip()}`"
    if node.name in ("strong", "b") and inner.strip() and "*" not in inner:
        return f"**{inner.strip()}**" + (" " if inner.endswith(" ") else "")
    return inner
