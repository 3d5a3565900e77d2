"""Words of the page as Markdown (the dialect of `speclift.model.raw`).

Enters: an element as lxml parsed it, tags left open by authors included. Leaves: blocks of text, in page order.
Emphasis is taken off, since the words stand as printed; what a browser would not show (scripts, buttons) is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

UNSHOWN = frozenset({"script", "style", "template", "noscript", "button", "input", "select", "textarea", "form", "del"})
"""Elements that hold no words of the documentation. `del` is what apidoc's comparison shows of the other version."""

LABELLED = frozenset({"default-value", "type-size"})
"""Classes of the paragraphs that apidoc puts behind a description; `speclift.readers.apidoc.table` reads them."""

_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr"
)
INLINE = frozenset(_INLINE_TAGS.split())
_NOT_PLAIN = ("br", "li", *UNSHOWN)
_BREAK = "\0"  # cannot stand in parsed text
_FENCE = "```"


def blocks(element: _Element) -> list[str]:
    """Blocks of Markdown inside `element` (not its tail): paragraphs, whole lists, fenced code, rows of tables."""
    if not len(element):
        words = collapse(element.text or "")
        return [words] if words else []
    writer = Writer()
    writer.inside(element)
    return writer.finish()


def markdown(element: _Element) -> str:
    """The blocks of `element` parted by blank lines."""
    return "\n\n".join(blocks(element))


def collapse(text: str) -> str:
    """White space as a browser shows it; `<br>` (here NUL) becomes a line break."""
    if _BREAK not in text:
        return " ".join(text.split())
    return "\n".join(" ".join(line.split()) for line in text.split(_BREAK)).strip("\n")


def text_of(element: _Element) -> str:
    """All words inside `element` on one line, without any markup."""
    return collapse("".join(_pieces(element)) if len(element) else element.text or "").replace("\n", " ")


def _pieces(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif isinstance(child.tag, str) and child.tag not in UNSHOWN:
            yield from _pieces(child)
        yield child.tail or ""


def printed(element: _Element) -> str:
    """Text of code exactly as printed: only markup is taken off; `<br>` and numbered lines are line breaks."""
    if not len(element):
        return element.text or ""
    if next(element.iter(*_NOT_PLAIN), None) is None:
        return etree.tostring(element, method="text", encoding="unicode", with_tail=False)
    return "".join(_lines(element))


def _lines(element: _Element) -> Iterator[str]:
    """Old highlighters (google-code-prettify) number lines with `<li>` and break them with `<br>`."""
    yield element.text or ""
    for child in element:
        tag = child.tag
        if tag == "br":
            yield "\n"
        elif isinstance(tag, str) and tag not in UNSHOWN:
            inner = "".join(_lines(child)) if len(child) else child.text or ""
            yield inner
            if tag == "li" and child.getnext() is not None and not inner.endswith("\n"):
                yield "\n"
        yield child.tail or ""


class Writer:
    """Collects inline words until a block ends; a block at a time."""

    __slots__ = ("_blocks", "_line")

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._line: list[str] = []

    def finish(self) -> list[str]:
        """Everything written so far; the writer is empty afterwards."""
        self._end_block()
        done, self._blocks = self._blocks, []
        return done

    def words(self, text: str | None) -> None:
        """Add inline text."""
        if text and (self._line or not text.isspace()):  # white space before a block's first word shows nothing
            self._line.append(text)

    def inside(self, element: _Element) -> None:
        """Add the content of `element`."""
        self.words(element.text)
        for child in element:
            self.element(child)
            self.words(child.tail)

    def element(self, child: _Element) -> None:
        """Add `child` itself, as its tag wants it (not its tail)."""
        tag = child.tag
        if not isinstance(tag, str) or tag in UNSHOWN:
            return
        if tag == "br":
            self._line.append(_BREAK)
        elif tag in INLINE:
            self._inline(tag, child)
        elif tag == "p" and child.get("class") in LABELLED:
            return
        else:
            self._block(tag, child)

    def _inline(self, tag: str, child: _Element) -> None:
        if tag == "code":
            text = text_of(child)
            if text:
                tick = "``" if "`" in text else "`"
                self._line.append(f"{tick}{text}{tick}")
        elif tag == "a" and child.get("href") and _only_words(child):
            words = text_of(child)
            if words:
                self._line.append(f"[{words}]({child.get('href')})")
        elif tag == "img":
            self.words(child.get("alt"))
        else:
            self.inside(child)

    def _block(self, tag: str, child: _Element) -> None:
        self._end_block()
        if tag in ("ul", "ol"):
            self._blocks.extend(bullets(child))
        elif tag == "li":
            self._blocks.append(_item(child))
        elif tag == "pre":
            text = printed(child).strip("\n")
            if text.strip():
                self._blocks.append(f"{_FENCE}\n{text}\n{_FENCE}")
        elif tag == "table":
            self._blocks.extend(_rows(child))
        else:
            self.inside(child)
            self._end_block()

    def _end_block(self) -> None:
        if self._line:
            text = collapse("".join(self._line))
            self._line.clear()
            if text.strip():
                self._blocks.append(text)


def bullets(element: _Element) -> list[str]:
    """A list as one block of bullets; text that strays into it between its items stays where it is."""
    lines: list[str] = []
    stray = Writer()
    stray.words(element.text)
    for child in element:
        if child.tag == "li":
            lines.extend(stray.finish())
            lines.append(_item(child))
        else:
            if child.tag in ("ul", "ol"):  # a list directly in a list: a browser indents it
                lines.extend(stray.finish())
                lines.extend(_indent(block) for block in bullets(child))
            else:
                stray.element(child)
        stray.words(child.tail)
    lines.extend(stray.finish())
    return ["\n".join(lines)] if lines else []


def _item(element: _Element) -> str:
    first, *rest = blocks(element) or [""]
    if first.startswith("- "):  # an item that holds nothing but a list
        return "\n".join(_indent(block) for block in (first, *rest))
    return "- " + "\n".join((first.replace("\n", "\n  "), *(_indent(block) for block in rest)))


def _indent(block: str) -> str:
    return "  " + block.replace("\n", "\n  ")


def _rows(element: _Element) -> Iterable[str]:
    rows = []
    for row in _own_rows(element):
        cells = [" ".join(blocks(cell)) for cell in row if cell.tag in ("td", "th")]
        if any(cells):
            rows.append(" | ".join(cells))
    return ["\n".join(rows)] if rows else []


def _own_rows(element: _Element) -> Iterator[_Element]:
    """The rows of a table, wherever broken markup puts them, but for those of the tables inside its cells."""
    for child in element:
        if child.tag == "tr":
            yield child
        elif isinstance(child.tag, str) and child.tag != "table":
            yield from _own_rows(child)


def _only_words(element: _Element) -> bool:
    return all(not isinstance(child.tag, str) or child.tag in INLINE for child in element.iterdescendants())
